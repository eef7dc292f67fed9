"""The outline's panel: a heading and the tree, in step with the selection of the map."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from model.journey import Journey
from model.records import Touchpoint
from model.store import Commit
from widgets.buttons import IconButton
from widgets.focus import BY_KEYBOARD
from widgets.look import Look
from widgets.outline.rows import Rows
from widgets.outline.tree import ROOT, JourneyTree
from widgets.scroll import WIDTH as BAR
from widgets.scroll import SlimBar
from widgets.selection import Selection
from widgets.words import Words

INDENT, HEADING = 18, 42
OPENED = 400
"""In maps with more touchpoints than this only those phases are open that somebody has been to."""
REST = 200
"""The outline of such a map follows when hands have rested for so long, ms, unless they are in it."""
MANY = 400
"""More than so many chosen records are marked in a moment of their own."""
MOST_TOLD = 20
"""Of more stretches of chosen rows than this Qt is told only the open ones: it compares each with each."""
HANDS = (
    *(QEvent.Type.Enter, QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.MouseMove),
    *(QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.ContextMenu),
)
"""Events by which somebody is at the rows."""
TOLD = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Branches(QTreeView):
    """The tree; it hands keys that mean something elsewhere on, and is typed in only when asked to."""

    reached = Signal()
    """Somebody is at rows that show what was."""

    def __init__(self, tree: JourneyTree, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.tree, self.look = tree, look
        self.rows = Rows(tree.journey, look, self)
        self.setModel(tree)
        self.setItemDelegate(self.rows)
        self.setAccessibleName("Outline of the journey")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            "QTreeView { border: none; border-radius: 0; show-decoration-selected: 0; }"
            "QTreeView::item, QTreeView::item:selected, QTreeView::item:hover, QTreeView::branch"
            " { background: transparent; border: none; image: none; }"
        )
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = SlimBar(look, Qt.Orientation.Vertical, self)
        self.bar.follow(self.verticalScrollBar())
        look.changed.connect(self.rows.forget)
        look.changed.connect(self.viewport().update)

    def viewportEvent(self, event: QEvent) -> bool:
        """Let nobody reach for a row that is gone."""
        if self.tree.is_behind and event.type() in HANDS:
            self.reached.emit()
        return super().viewportEvent(event)

    def updateGeometries(self) -> None:
        """Keep the slim bar at the edge."""
        super().updateGeometries()
        if hasattr(self, "bar"):
            self.bar.setGeometry(self.width() - BAR, 2, BAR, self.height() - 4)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # type: ignore[override]
        """Nothing: the chevron is painted over the row's ground."""

    def drawRow(self, painter: QPainter, option, index) -> None:
        """A row, with a chevron where something can be opened or closed."""
        super().drawRow(painter, option, index)
        if self.tree.rowCount(index):
            row = self.visualRect(index)
            icon = "chevron-down" if self.isExpanded(index) else "chevron-right"
            x = row.left() - 1 - INDENT / 2 - 5
            self.look.paint_icon(painter, icon, "ink3", QRectF(x, row.center().y() - 6, 12, 12))

    def show_changes(self) -> None:
        """Paint anew the rows in sight that look otherwise than they were painted."""
        index, bottom = self.indexAt(QPoint(self.width() // 2, 0)), self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < bottom:
            record = self.tree.record(index)
            if self.rows.painted.get(record) != self.rows.looks(record):
                self.update(index)
            index = self.indexBelow(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows, Home, End and pages move here; all else belongs to the actions."""
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        moving = (
            *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
            *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        )
        if event.key() in moving and not plain:
            self._ring(True)
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a row, and show the ring to those who came by keyboard."""
        if self.tree.is_behind:
            self.reached.emit()
        super().focusInEvent(event)
        self._ring(event.reason() in BY_KEYBOARD)
        if not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(
                self.tree.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without the focus."""
        super().focusOutEvent(event)
        self._ring(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A hand needs no ring."""
        self._ring(False)
        super().mousePressEvent(event)

    def _ring(self, is_ringed: bool) -> None:
        self.rows.is_ringed = is_ringed
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose what is under the pointer, so that the window's menu is about it."""
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, TOLD)
        event.ignore()

    def place_of_menu(self) -> QPoint:
        """Where a menu asked for by the keyboard opens, px of the screen."""
        row = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(row.bottomLeft() + QPoint(24, 0))


class Outline(QWidget):
    """Phases, touchpoints and handovers as a tree; it has the map's selection, both ways."""

    closed = Signal()
    """Someone does not want to see it any more."""
    next_wanted = Signal()
    """A title was ended with Tab."""

    def __init__(
        self, journey: Journey, selection: Selection, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.journey, self.selection, self.look = journey, selection, look
        self.tree = JourneyTree(journey, self)
        self.view = Branches(self.tree, look, self)
        self._is_following = self._is_choice_due = False
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._resting.timeout.connect(self.catch_up)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self._choose_here(self.selection))
        self._unseen: list[str] = []
        """What is chosen in rows that are closed, where very much is chosen."""
        heading = QHBoxLayout()
        heading.setContentsMargins(16, 0, 8, 0)
        heading.addWidget(Words(look, "Outline", "strong", parent=self), 1)
        self.close_button = IconButton(look, "close", "Close the outline", size=28, icon_size=14, parent=self)
        self.close_button.clicked.connect(self.closed)
        heading.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        heading.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.close_button.setFixedHeight(28)
        column.insertSpacing(0, (HEADING - 28) // 2)
        column.addSpacing((HEADING - 28) // 2)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        look.changed.connect(self.update)
        self.tree.may_wait = self._may_wait
        self.view.reached.connect(self.catch_up)
        self.tree.rebuilt.connect(self._show_anew)
        self.tree.arranged.connect(lambda: self._choose_here(self.selection))
        self.view.selectionModel().selectionChanged.connect(self._tell)
        self.view.expanded.connect(self._show_more)
        self.view.rows.closeEditor.connect(self._typed)
        journey.store.committed.connect(self._follow)
        selection.changed.connect(self._show_selection)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)
        self.selection.changed.disconnect(self._show_selection)
        self._resting.stop()
        self._later.stop()
        self.tree.close_down()

    def begin(self) -> None:
        """Take the journey in, for somebody who is about to see it."""
        self.tree.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the journey in when there is somebody to see it."""
        self.tree.begin()
        self.catch_up()
        super().showEvent(event)
        self._choose_here(self.selection)

    # -- typing

    @property
    def has_keys(self) -> bool:
        """Whether the keyboard is here, in the tree or in a title being typed."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self.view or self.view.isAncestorOf(focus))

    def edit(self, record: str) -> bool:
        """Type a record's title in its row if the keyboard is here; says whether it is."""
        if not self.has_keys:
            return False
        self.catch_up()
        index = self.tree.place(record)
        if not index.isValid():
            return False
        self._reveal(record)
        self.view.selectionModel().setCurrentIndex(index, TOLD)
        self.view.edit(index)
        return True

    def _typed(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        asks, self.view.rows.asks_for_next = self.view.rows.asks_for_next, False
        if asks:
            self.next_wanted.emit()

    # -- the selection, both ways

    def _tell(self) -> None:
        """Select on the map what is chosen here, the one chosen last at the end."""
        if self._is_following or self.tree.is_changing:
            return
        chosen = [self.tree.record(index) for index in self.view.selectionModel().selectedIndexes()]
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if QApplication.keyboardModifiers() & keys:
            chosen = [*self._unseen, *chosen]
        self._unseen = []
        current = self.tree.record(self.view.currentIndex())
        if current in chosen:
            chosen.remove(current)
            chosen.append(current)
        self._is_following = True
        try:
            self.selection.choose(chosen)
        finally:
            self._is_following = False

    def _show_selection(self, selection: Selection) -> None:
        """Choose here what is selected on the map; very many after what else follows the selection."""
        if len(selection.ids) > MANY:
            self._later.start()
        else:
            self._later.stop()
            self._choose_here(selection)

    def _choose_here(self, selection: Selection) -> None:
        self._is_choice_due = self.tree.is_behind and self._may_wait()
        if self._is_following or self._is_choice_due or not self.isVisible():
            return
        self._is_following = True
        try:
            chosen = [one for one in selection.ids if self.tree.has(one)]
            if chosen:
                self._reveal(chosen[-1])
            stretches, self._unseen = self.tree.stretches(chosen), []
            if sum(map(len, stretches.values())) > MOST_TOLD:
                closed = {parent for parent in stretches if not self._is_open(parent)}
                self._unseen = [one for one in chosen if self.tree.above(one) in closed]
                stretches = {parent: rows for parent, rows in stretches.items() if parent not in closed}
            ranges = self._ranges(stretches)
            flag, model = QItemSelectionModel.SelectionFlag, self.view.selectionModel()
            was_silent = model.blockSignals(ranges.count() > MOST_TOLD)
            model.select(ranges, flag.ClearAndSelect)
            model.blockSignals(was_silent)
            self.view.viewport().update()
            if chosen:
                self.view.selectionModel().setCurrentIndex(self.tree.place(chosen[-1]), flag.NoUpdate)
                self.view.scrollTo(self.tree.place(chosen[-1]))
        finally:
            self._is_following = False

    def _is_open(self, parent: str) -> bool:
        """Whether the rows below one stand in what is open."""
        if parent == ROOT:
            return True
        place, above = self.tree.place(parent), self.tree.at(parent)[0]
        return self.view.isExpanded(place) and (above == ROOT or self.view.isExpanded(place.parent()))

    def _show_more(self) -> None:
        """Rows have been opened, among which some may be chosen."""
        if self._unseen:
            self._choose_here(self.selection)

    def _ranges(self, stretches: Mapping[str, Iterable[tuple[int, int]]]) -> QItemSelection:
        """Stretches of rows as Qt knows them."""
        ranges = QItemSelection()
        for parent, found in stretches.items():
            above = self.tree.place(parent) if parent != ROOT else QModelIndex()
            for first, last in found:
                ranges.select(self.tree.index(first, 0, above), self.tree.index(last, 0, above))
        return ranges

    def _reveal(self, record: str) -> None:
        """Open what a row stands in."""
        above = self.tree.place(record).parent()
        while above.isValid():
            self.view.expand(above)
            above = above.parent()

    # -- following the map

    def _show_anew(self) -> None:
        if len(self.journey.store.of(Touchpoint)) <= OPENED:
            self.view.expandToDepth(0)
        self._show_selection(self.selection)

    def _may_wait(self) -> bool:
        """Whether nobody is at the outline of a large map, so that it may follow when hands rest."""
        is_large = len(self.journey.store.of(Touchpoint)) > OPENED
        return is_large and not QAccessible.isActive() and not self.has_keys

    def _follow(self, commit: Commit) -> None:
        if self._may_wait():
            self._resting.start()
        elif self.isVisible():
            self.view.show_changes()

    def catch_up(self) -> None:
        """Show all that has changed."""
        self._resting.stop()
        self.tree.catch_up()
        if self.isVisible():
            self.view.show_changes()
        if self._is_choice_due:
            self._choose_here(self.selection)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.end()
