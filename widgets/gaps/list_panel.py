"""The list of gaps: ranked, then minor and waived ones, then what is still to do."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from model.gaps import RULES, Found, Gap, Sign
from model.gaps.words import where
from model.journey import Journey
from widgets.buttons import Button
from widgets.fields import Field
from widgets.focus import BY_KEYBOARD
from widgets.gaps.asking import Asking
from widgets.gaps.opened import places_of
from widgets.gaps.rows import ListRow, ListRows, RowLook
from widgets.look import Look
from widgets.scroll import SlimBar
from widgets.typed import Typed
from widgets.words import Words

PARTS = (("gaps", "Gaps"), ("minor", "Minor"), ("waived", "Waived"), ("todos", "To-dos"))
FOLDED = ("minor", "waived", "todos")
SENTENCES = {rule.id: rule.sentence for rule in RULES}
EMPTY = (
    "No gaps yet.",
    "They appear when a handover fails, a wait is silent or two teams share no record.",
)


class GapView(QListView):
    """The rows by keyboard: Enter opens, Esc leaves."""

    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look_of_rows = RowLook(look, self)
        self.setItemDelegate(self.look_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { border: none; border-radius: 0; background: transparent; }")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Gaps")
        self.bar = SlimBar(look, Qt.Orientation.Vertical, self)
        self.bar.follow(self.verticalScrollBar())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring the row for those who came by keyboard."""
        super().focusInEvent(event)
        self.look_of_rows.is_ringed = event.reason() in BY_KEYBOARD
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount() > 1:
            self.setCurrentIndex(self.model().index(1, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.look_of_rows.is_ringed = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is chosen, Esc goes back to the map."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.look_of_rows.is_ringed = True
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Keep the bar at the right edge."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.bar.setGeometry(self.width() - 10, 0, 10, self.height())


class GapListPanel(QWidget):
    """A line to search with, the rows, and below them what can be done with a to-do."""

    lit = Signal(object)
    """The records a chosen gap is about; None gives the map back."""
    opened = Signal(str)
    """The key of the gap to lay open."""
    wanted = Signal(str)
    """The record somebody wants to see."""
    left = Signal()
    taken_on = Signal(object, str, str)
    """A to-do that somebody takes on: the sign, the text of the action, and who does it."""

    def __init__(self, journey: Journey, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.journey, self.look = journey, look
        self.found: Found | None = None
        self.folded = set(FOLDED)
        self.asking: Asking | None = None
        self._lay_out()
        look.changed.connect(self.update)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 8)
        self.search = Typed(self.look, "text", "Find in gaps", self)
        self.search.textEdited.connect(lambda _: self._show())
        row.addWidget(self.search, 1)
        self.updating = Words(self.look, "updating", "secondary", "ink3", parent=self)
        self.updating.hide()
        row.addWidget(self.updating)
        column.addLayout(row)
        self.view = GapView(self.look, self)
        self.model_of_rows = ListRows(self)
        self.view.setModel(self.model_of_rows)
        self.view.clicked.connect(self._click)
        self.view.activated.connect(self._activate)
        self.view.doubleClicked.connect(self._activate)
        self.view.left.connect(self._leave)
        self.view.selectionModel().currentChanged.connect(lambda now, _: self._choose(now))
        column.addWidget(self.view, 1)
        self.nothing = QWidget(self)
        inside = QVBoxLayout(self.nothing)
        inside.setContentsMargins(16, 12, 16, 16)
        for words, role, token in zip(EMPTY, ("strong", "secondary"), ("ink", "ink3"), strict=True):
            inside.addWidget(Words(self.look, words, role, token, lines=0, parent=self.nothing))
        inside.addStretch(1)
        column.addWidget(self.nothing, 1)
        self.foot = QWidget(self)
        self._foot = QVBoxLayout(self.foot)
        self._foot.setContentsMargins(16, 10, 16, 12)
        self.take = Button(self.look, "Take it on…", parent=self.foot)
        self.take.clicked.connect(self.ask)
        self._foot.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.foot.hide()
        column.addWidget(self.foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, and the line below the search."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(0, self.view.y() - 1, self.width(), 1, self.look.colour("rule"))
        if self.foot.isVisible():
            painter.fillRect(0, self.foot.y(), self.width(), 1, self.look.colour("rule"))
        painter.end()

    # -- showing

    def show_found(self, found: Found, is_settled: bool) -> None:
        """Show what the rules and the room find."""
        self.updating.setVisible(not is_settled)
        if found is not self.found:
            self.found = found
            self._show()

    def show_part(self, name: str) -> None:
        """Open one part of the list, and go there."""
        self.folded.discard(name)
        self.search.clear()
        self._show()
        title = dict(PARTS)[name]
        rows = self.model_of_rows.rows
        place = next((at for at, row in enumerate(rows) if row.kind == "head" and row.words == title), -1)
        if 0 <= place < len(rows) - 1:
            index = self.model_of_rows.index(place, 0)
            self.view.scrollTo(index, QListView.ScrollHint.PositionAtTop)
            self.view.setCurrentIndex(self.model_of_rows.index(place + 1, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_open(self, key: str) -> None:
        """Let the row of a gap be the chosen one."""
        place = self.model_of_rows.place_of(key)
        if place >= 0:
            blocker = self.view.selectionModel().blockSignals(True)
            self.view.setCurrentIndex(self.model_of_rows.index(place, 0))
            self.view.selectionModel().blockSignals(blocker)
            self.view.viewport().update()

    def _show(self) -> None:
        found, now = self.found, self.chosen
        rows = list(self._rows(found)) if found is not None else []
        is_any = found is not None and bool(found.gaps or found.minor or found.waived or found.todos)
        self.nothing.setVisible(not is_any)
        self.view.setVisible(is_any)
        self.model_of_rows.show_rows(rows)
        if now is not None and now.key:
            self.show_open(now.key)
        self._show_foot()

    def _rows(self, found: Found) -> Iterable[ListRow]:
        wanted = self.search.text().casefold().split()
        for name, title in PARTS:
            inside = [row for row in self._part(found, name) if all(one in _text(row) for one in wanted)]
            if not inside:
                continue
            is_open = name not in self.folded or bool(wanted)
            yield ListRow("head", title, key=name, count=len(inside), is_open=is_open)
            if is_open:
                yield from inside

    def _part(self, found: Found, name: str) -> list[ListRow]:
        if name == "todos":
            return [self._todo(sign) for sign in found.todos]
        return [self._gap(gap) for gap in getattr(found, name)]

    def _gap(self, gap: Gap) -> ListRow:
        below = gap.where(self.journey)
        if gap.waiver is not None:
            below = ", ".join(part for part in (gap.waiver.reason, gap.waiver.by) if part) or below
        return ListRow("gap", gap.title, below, gap.key, gap)

    def _todo(self, sign: Sign) -> ListRow:
        place = where(self.journey, sign.anchor)
        words = SENTENCES[sign.rule]
        return ListRow(
            "todo", words, " · ".join(one for one in (place, sign.why) if one), _key(sign), todo=sign
        )

    # -- choosing

    @property
    def chosen(self) -> ListRow | None:
        """The row that is chosen."""
        index = self.view.currentIndex()
        return self.model_of_rows.rows[index.row()] if index.isValid() else None

    def _click(self, index: QModelIndex) -> None:
        row = self.model_of_rows.rows[index.row()]
        if row.kind == "head":
            self._fold(row.key)
        else:
            self._choose(index)

    def _fold(self, name: str) -> None:
        (self.folded.discard if name in self.folded else self.folded.add)(name)
        self._show()

    def _choose(self, index: QModelIndex) -> None:
        row = self.model_of_rows.rows[index.row()] if index.isValid() else None
        if self.asking is not None:
            self._end()
        self._show_foot()
        if row is not None and row.gap is not None:
            self.lit.emit(places_of(self.journey, row.gap))
        elif row is not None and row.todo is not None:
            self.lit.emit([row.todo.anchor, *row.todo.about])

    def _activate(self, index: QModelIndex) -> None:
        row = self.model_of_rows.rows[index.row()]
        if row.kind == "head":
            self._fold(row.key)
        elif row.gap is not None:
            self.opened.emit(row.gap.key)
        elif row.todo is not None:
            self.wanted.emit(row.todo.anchor)

    def _leave(self) -> None:
        self.lit.emit(None)
        self.left.emit()

    # -- to-dos

    def _show_foot(self) -> None:
        row = self.chosen
        self.foot.setVisible(row is not None and row.todo is not None and self.view.isVisibleTo(self))
        self.update()

    def ask(self) -> None:
        """Ask who takes a to-do on, and in what words."""
        row = self.chosen
        if row is None or row.todo is None or self.asking is not None:
            return
        sign = row.todo
        text = Field(self.look, "What is to be done", parent=self.foot)
        text.show_value(sign.suggestion or row.words)
        owner = Field(self.look, "Who does it", empty="Nobody yet", parent=self.foot)

        def act() -> str:
            words = str(text.value or "").strip()
            if not words:
                return "Say what is to be done."
            self.taken_on.emit(sign, words, str(owner.value or "").strip())
            return ""

        self.asking = Asking(self.look, [text, owner], "Make it an action", act, self.foot)
        self.asking.done.connect(self._end)
        self.asking.given_up.connect(self._end)
        self.take.hide()
        self._foot.addWidget(self.asking)
        self.asking.show()
        owner.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        if self.asking is not None:
            self.asking.hide()
            self.asking.deleteLater()
            self.asking = None
        self.take.show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _key(sign: Sign) -> str:
    return f"todo:{sign.rule}:{sign.anchor}"


def _text(row: ListRow) -> str:
    return f"{row.words} {row.below}".casefold()
