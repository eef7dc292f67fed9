"""The search: a slim field over the map, how many it found, and where each of them stands."""

from collections.abc import Iterator
from itertools import chain
from time import perf_counter

import shiboken6
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from model.journey import Journey
from model.records import Touchpoint
from model.search import Found, Search, place_in_words, spans_of
from model.store import Commit
from widgets.buttons import IconButton
from widgets.look import Look
from widgets.scroll import WIDTH as BAR
from widgets.scroll import SlimBar
from widgets.typed import Typed, from_first, paint_words
from widgets.words import Words

Index = QModelIndex | QPersistentModelIndex
WIDE, FIELD, ROW, MOST_ROWS = 400, 44, 52, 6
SLICE = 0.008
"""So long texts are taken in or looked through at once, seconds."""
MANY = 500
"""In a map of more touchpoints what is typed is looked for in slices, so that keys never wait."""
FOUND = Qt.ItemDataRole.UserRole


class Finds(QAbstractListModel):
    """What was found, row by row."""

    def __init__(self, journey: Journey, parent: QWidget) -> None:
        super().__init__(parent)
        self.journey = journey
        self.found: list[Found] = []

    def show(self, found: list[Found]) -> None:
        """Hold these finds."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many were found."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A find, its text, or all that is said of it."""
        found = self.found[index.row()]
        if role == FOUND:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.text}, {found.field}, {place_in_words(self.journey, found.record)}"
        return None


class FindRows(QStyledItemDelegate):
    """A find in two lines: the text with what was searched in bold, and where it stands."""

    def __init__(self, finds: Finds, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self.finds, self.look, self.words = finds, look, ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high."""
        return QSize(WIDE, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one find."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, look = QRectF(option.rect).adjusted(6, 1, -12, -1), self.look  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if is_chosen else "wash"))
            painter.drawRoundedRect(box, 6, 6)
        found: Found = index.data(FOUND)
        inner = box.adjusted(10, 6, -10, -6)
        text, spans = from_first(found.text, spans_of(found.text, self.words))
        above = QRectF(inner.left(), inner.top(), inner.width(), 19)
        paint_words(painter, look, above, text, spans, ("text", "strong"), "ink")
        where = f"{found.field}  ·  {place_in_words(self.finds.journey, found.record)}"
        below = QRectF(inner.left(), inner.top() + 20, inner.width(), 17)
        paint_words(painter, look, below, where, (), ("secondary", "label"), "ink2" if is_chosen else "ink3")
        painter.restore()


class SearchPanel(QFrame):
    """Searches as somebody types; Enter goes to the next find, Shift+Enter to the one before, Esc closes."""

    wanted = Signal(str)
    """Go to this record."""
    closed = Signal()

    def __init__(self, journey: Journey, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.page, self.search = look, parent, Search(journey)
        self._came_from: QWidget | None = None
        self._reading: Iterator[None] = iter(())
        self._finding: Iterator[None] = iter(())
        self._is_busy, self._steps_due = False, 0
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self.setFixedWidth(WIDE)
        self.field = Typed(look, "text", "Search this map", self)
        self.count = Words(look, "", "secondary", "ink3", parent=self)
        self.count.setAccessibleName("How many were found")
        self.before = IconButton(look, "chevron-up", "Previous", "Shift+Enter", 28, 16, parent=self)
        self.after = IconButton(look, "chevron-down", "Next", "Enter", 28, 16, parent=self)
        self.leave = IconButton(look, "close", "Close the search", "Esc", 28, 14, parent=self)
        self.finds = Finds(journey, self)
        self.list = QListView(self)
        self.rows = FindRows(self.finds, look, self.list)
        self.nothing = Words(look, "", "secondary", "ink3", lines=0, parent=self)
        self._set_up_list()
        self._lay_out()
        self.field.textChanged.connect(self._look_for)
        self.before.clicked.connect(lambda: self.go(-1))
        self.after.clicked.connect(lambda: self.go(1))
        self.leave.clicked.connect(self.close_search)
        look.changed.connect(self.update)
        journey.store.committed.connect(self._follow)
        self.hide()

    def _set_up_list(self) -> None:
        names = self.list
        names.setModel(self.finds)
        names.setItemDelegate(self.rows)
        names.setAccessibleName("Finds")
        names.setFrameShape(QFrame.Shape.NoFrame)
        names.setStyleSheet(
            "QListView { border: none; background: transparent; }"
            "QListView::item, QListView::item:selected, QListView::item:hover { background: transparent; }"
        )
        names.setUniformItemSizes(True)
        names.setMouseTracking(True)
        names.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        names.clicked.connect(self._go_to)
        self.bar = SlimBar(self.look, Qt.Orientation.Vertical, names)
        self.bar.follow(names.verticalScrollBar())

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(36, 0, 8, 0)
        line.setSpacing(2)
        line.addStrut(FIELD)
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        line.addSpacing(6)
        for button in (self.before, self.after, self.leave):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(line)
        column.addSpacing(1)
        self.nothing.setContentsMargins(16, 12, 16, 14)
        column.addWidget(self.nothing)
        column.addWidget(self.list)

    def close_down(self) -> None:
        """Follow the map no more."""
        self._slices.stop()
        self.search.journey.store.committed.disconnect(self._follow)

    # -- finding

    def open(self) -> None:
        """Show the field, ready to be typed in; what was searched last stands there chosen."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._came_from = focus
        self.show()
        self.raise_()
        self._look_for(self.field.text())
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._reading = self.search.taking_in()
        self._slices.start()

    def _go_on(self) -> None:
        """Find what was typed, then take in the texts of the map, until the next event may want to be heard."""
        end = perf_counter() + SLICE
        for _ in chain(self._finding, self._reading):
            if perf_counter() > end:
                self._slices.start()
                return

    def close_search(self) -> None:
        """Leave the search and give the focus back."""
        back, self._came_from = self._came_from, None
        self._slices.stop()
        self.hide()
        self.closed.emit()
        if back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def current(self) -> int:
        """Which find was gone to last, from 0; −1 for none."""
        index = self.list.currentIndex()
        return index.row() if index.isValid() else -1

    def _look_for(self, words: str) -> None:
        """Find these words: at once, or in a large map in slices; until then what was found before stays."""
        self._finding, self._is_busy, self._steps_due = self._find(words), True, 0
        if words.strip() and len(self.search.journey.store.of(Touchpoint)) > MANY:
            self._slices.start()
        else:
            for _ in self._finding:
                pass

    def _find(self, words: str) -> Iterator[None]:
        now = self.finds.found[self.current] if 0 <= self.current < len(self.finds.found) else None
        found = yield from self.search.find_in_parts(words)
        self.rows.words = words
        self.finds.show(found)
        if now in found:
            self.list.setCurrentIndex(self.finds.index(found.index(now)))
        self._is_busy = False
        self._say()
        if self._steps_due:
            self.go(self._steps_due)

    def _follow(self, commit: Commit) -> None:
        if self.isVisible():
            self._look_for(self.field.text())

    def _say(self) -> None:
        """Say how many there are, and make the panel as high as it needs to be."""
        found, words = len(self.finds.found), self.field.text().strip()
        place = f"{self.current + 1} of {found}" if self.current >= 0 else f"{found} found"
        self.count.say(place if words and found else "")
        self.nothing.say(f"Nothing called “{words}”." if words and not found else "")
        self.nothing.setVisible(bool(words) and not found)
        self.before.setEnabled(found > 0)
        self.after.setEnabled(found > 0)
        self.list.setVisible(found > 0)
        self.fit()

    def fit(self) -> None:
        """Be as high as what is found, within the part the panel lies over."""
        room = self.page.height() - self.y() - FIELD - 60
        rows = max(1, min(MOST_ROWS, len(self.finds.found), int(room / ROW)))
        self.list.setFixedHeight(rows * ROW + 8)
        high = FIELD + 1
        if self.finds.found:
            high += 1 + self.list.height()
        elif self.field.text().strip():
            high += 1 + self.nothing.heightForWidth(WIDE - 2)
        self.resize(WIDE, high)
        self.bar.setGeometry(WIDE - BAR - 3, 2, BAR, self.list.height() - 4)

    # -- going

    def go(self, step: int) -> None:
        """Go to the next find, or the one before, once it is found; after the last comes the first."""
        count = len(self.finds.found)
        self._steps_due = step if self._is_busy else 0
        if self._is_busy or not count:
            return
        place = (self.current + step) % count if self.current >= 0 else (0 if step > 0 else count - 1)
        self._go_to(self.finds.index(place))

    def _go_to(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._say()
        self.list.scrollTo(index)
        self.wanted.emit(self.finds.found[index.row()].record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows go from find to find, Esc closes."""
        key = event.key()
        if self.field.composing:
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.go(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_search()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, the line around it and the glass."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("rule2"), 1))
        painter.setBrush(self.look.colour("paper"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        middle = self.field.geometry().center().y() + 0.5
        self.look.paint_icon(painter, "search", "ink3", QRectF(12, middle - 8, 16, 16))
        if self.height() > FIELD + 2:
            painter.fillRect(QRectF(1, FIELD, self.width() - 2, 1), self.look.colour("rule"))
        painter.end()
