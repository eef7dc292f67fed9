"""The list of gaps, ranked, then minor and waived ones; beside it, in a list of its own, what is still to do."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from model.gap_cards import card_of
from model.gap_verbs import actions_of
from model.gaps import RULES, Found, Gap, Sign
from model.gaps.words import title_of, where
from model.journey import Journey
from model.records import Channel, Touchpoint
from widgets.buttons import Button, Segments
from widgets.fields import Field
from widgets.gaps.asking import Asking
from widgets.gaps.filters import Filters
from widgets.gaps.parted import ListRow, Part, Rows, key_of
from widgets.gaps.rows import PAD, TICK, Below, ListRows
from widgets.gaps.view import GapView
from widgets.look import Look
from widgets.typed import Typed
from widgets.words import Words

PARTS = (("gaps", "Gaps"), ("minor", "Minor"), ("waived", "Waived"))
FOLDED = ("minor", "waived")
FEW = 80
"""So many to-dos are all in sight at first; more are folded below the rules that found them."""
SETTLED = "Nothing is left to do about the map itself."
NO_MATCH = "No gap is like that."
SENTENCES = {rule.id: rule.sentence for rule in RULES}
EMPTY = (
    "No gaps yet.",
    "They appear when a handover fails, a wait is silent or two teams share no record.",
)


class GapListPanel(QWidget):
    """Gaps or to-dos, a line to search with, the rows, and below them what can be done with a to-do."""

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
        self.turned: set[str] = set()
        """The rules whose to-dos are folded where they are few, or shown where they are many."""
        self.asking: Asking | None = None
        self._is_stale = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show)
        self._lay_out()
        look.changed.connect(self.update)

    # -- building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 10, 16, 8)
        top.setSpacing(8)
        self.lists = Segments(self.look, [("gaps", "Gaps", ""), ("todos", "To-dos", "")], self)
        self.lists.show_value("gaps")
        self.lists.chosen.connect(lambda _: self._turn())
        top.addWidget(self.lists)
        row = QHBoxLayout()
        self.search = Typed(self.look, "text", "Find in gaps", self)
        self.search.textEdited.connect(lambda _: self._later.start())
        row.addWidget(self.search, 1)
        self.updating = Words(self.look, "updating", "secondary", "ink3", parent=self)
        self.updating.hide()
        row.addWidget(self.updating)
        self.filters = Filters(self.look, self.journey, self)
        self.filters.changed.connect(self._show)
        row.addWidget(self.filters)
        top.addLayout(row)
        column.addLayout(top)
        self._add_view(column)
        self._add_nothing(column)
        self._add_foot(column)

    def _add_view(self, column: QVBoxLayout) -> None:
        self.view = GapView(self.look, self)
        self.model_of_rows = ListRows(self._below, self)
        self.view.setModel(self.model_of_rows)
        self.view.clicked.connect(self._click)
        self.view.activated.connect(self._activate)
        self.view.doubleClicked.connect(self._activate)
        self.view.left.connect(self._leave)
        self.view.ticked.connect(self.ask)
        self.view.selectionModel().currentChanged.connect(lambda now, _: self._choose(now))
        column.addWidget(self.view, 1)

    def _add_nothing(self, column: QVBoxLayout) -> None:
        self.nothing = QWidget(self)
        inside = QVBoxLayout(self.nothing)
        inside.setContentsMargins(16, 12, 16, 16)
        self.none, self.why_none = (
            Words(self.look, "", role, token, lines=0, parent=self.nothing)
            for role, token in (("strong", "ink"), ("secondary", "ink3"))
        )
        inside.addWidget(self.none)
        inside.addWidget(self.why_none)
        inside.addStretch(1)
        column.addWidget(self.nothing, 1)

    def _add_foot(self, column: QVBoxLayout) -> None:
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

    @property
    def shows_todos(self) -> bool:
        """Whether the to-dos are shown, and not the gaps."""
        return self.lists.value() == "todos"

    def show_found(self, found: Found, is_settled: bool) -> None:
        """Show what the rules and the room find; while nobody looks, later."""
        self.updating.setVisible(not is_settled)
        if found is self.found:
            return
        self.found, self._is_stale = found, True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was found while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def show_part(self, name: str) -> None:
        """Open one part of the list, and go there."""
        self.folded.discard(name)
        self.search.clear()
        self.filters.clear()
        self.lists.show_value("todos" if name == "todos" else "gaps")
        self._show()
        rows = self.model_of_rows.rows
        wanted = (at for at, head in rows.heads if name in (head.key, "todos"))
        place = next(wanted, -1)
        if 0 <= place < len(rows) - 1:
            self.view.scrollTo(self.model_of_rows.index(place, 0), QListView.ScrollHint.PositionAtTop)
            self.view.setCurrentIndex(self.model_of_rows.index(place + 1, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_open(self, key: str) -> None:
        """Let the row of a gap be the chosen one."""
        place = self.model_of_rows.rows.place_of(key)
        if place >= 0:
            blocker = self.view.selectionModel().blockSignals(True)
            self.view.setCurrentIndex(self.model_of_rows.index(place, 0))
            self.view.selectionModel().blockSignals(blocker)
            self.view.viewport().update()

    def _turn(self) -> None:
        """Go from the gaps to the to-dos, or back."""
        if self.asking is not None:
            self._end()
        self.lit.emit(None)
        self._show()
        self.view.scrollToTop()

    def _show(self) -> None:
        self._is_stale = False
        found, now = self.found, self.chosen
        rows = Rows(list(self._parts(found)) if found is not None else [], self._row_of)
        is_any = len(rows) > 0
        self.nothing.setVisible(not is_any)
        self.view.setVisible(is_any)
        if not is_any:
            self._say_why_none()
        self.filters.setVisible(not self.shows_todos)
        self.search.setPlaceholderText("Find in to-dos" if self.shows_todos else "Find in gaps")
        at = self.view.verticalScrollBar().value()
        if self.model_of_rows.show_rows(rows):
            self.view.verticalScrollBar().setValue(at)
            if now is not None and now.key:
                self.show_open(now.key)
        self.view.viewport().update()
        self._show_foot()

    def _say_why_none(self) -> None:
        found = self.found
        is_narrowed = bool(self.search.text().strip()) or not self.filters.is_open
        if is_narrowed and found is not None and (found.gaps or found.minor or found.waived):
            words, why = NO_MATCH, ""
        else:
            words, why = (SETTLED, "") if self.shows_todos else EMPTY
        self.none.say(words)
        self.why_none.say(why)

    def _parts(self, found: Found) -> Iterator[Part]:
        wanted = self.search.text().casefold().split()
        if self.shows_todos:
            yield from self._parts_of_todos(found, wanted)
            return
        for name, title in PARTS:
            inside: Sequence[Gap] = getattr(found, name)
            if wanted or not self.filters.is_open:
                inside = [gap for gap in inside if self.filters.keeps(gap) and self._has(gap, wanted)]
            if inside:
                is_open = name not in self.folded or bool(wanted)
                head = ListRow("head", title, key=name, count=len(inside), is_open=is_open)
                yield Part(head, inside if is_open else ())

    def _parts_of_todos(self, found: Found, wanted: list[str]) -> Iterator[Part]:
        are_few = len(found.todos) <= FEW
        for rule, signs in found.todos.by_rule.items():
            inside: Sequence[Sign] = signs
            if wanted:
                inside = [sign for sign in signs if self._names(sign, wanted)]
            if inside:
                is_open = are_few != (rule in self.turned) or bool(wanted)
                head = ListRow("head", SENTENCES[rule], key=rule, count=len(inside), is_open=is_open)
                yield Part(head, inside if is_open else ())

    def _row_of(self, one: Gap | Sign) -> ListRow:
        if isinstance(one, Gap):
            return ListRow("gap", one.title, one.key, one)
        own = text_of(one)
        taken = (done.owner for done in actions_of(self.journey.store, one.anchor) if done.text == own)
        words = title_of(self.journey, one.anchor)
        return ListRow("todo", words, key_of(one), todo=one, taken_by=next(taken, None))

    def _has(self, gap: Gap, wanted: list[str]) -> bool:
        if not wanted:
            return True
        below = self._below(self._row_of(gap))
        text = f"{gap.title} {gap.level} {' '.join(map(str, below.numbers))} {below.words}".casefold()
        return all(one in text for one in wanted)

    def _names(self, sign: Sign, wanted: list[str]) -> bool:
        words = (SENTENCES[sign.rule], sign.why, title_of(self.journey, sign.anchor))
        text = " ".join(words).casefold()
        return all(one in text for one in wanted)

    def _below(self, row: ListRow) -> Below:
        """What stands in the second line of a row."""
        journey, gap = self.journey, row.gap
        if row.todo is not None:
            place = where(journey, row.todo.anchor)
            taken = row.taken_by
            state = "" if taken is None else f"Taken on by {taken}" if taken else "Taken on"
            return Below((), " · ".join(part for part in (place, state or row.todo.why) if part))
        if gap is None:
            return Below()
        card = card_of(journey, gap)
        if gap.waiver is not None:
            said = ", ".join(part for part in (gap.waiver.reason, gap.waiver.by) if part)
            return Below(card.numbers, said or "Waived")
        step = journey.store.find(Touchpoint, gap.anchor) if not gap.is_named else None
        channel = journey.store.find(Channel, journey.channel_of(step)) if step is not None else None
        return Below(card.numbers, channel.title if channel is not None else card.kind)

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
            return
        self._choose(index)
        if row.todo is not None and self.view.pressed_at.x() < PAD + TICK + 6:
            self.ask()

    def _fold(self, name: str) -> None:
        which = self.turned if self.shows_todos else self.folded
        (which.discard if name in which else which.add)(name)
        self._show()

    def _choose(self, index: QModelIndex) -> None:
        row = self.model_of_rows.rows[index.row()] if index.isValid() else None
        if self.asking is not None:
            self._end()
        self._show_foot()
        if row is not None and row.gap is not None:
            self.lit.emit(row.gap)
        elif row is not None and row.todo is not None:
            self.lit.emit(row.todo)

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
        is_open = row is not None and row.todo is not None and row.taken_by is None
        self.foot.setVisible(is_open and self.view.isVisibleTo(self))
        self.update()

    def ask(self) -> None:
        """Ask who takes a to-do on, and in what words."""
        row = self.chosen
        if row is None or row.todo is None or row.taken_by is not None or self.asking is not None:
            return
        sign = row.todo
        text = Field(self.look, "What is to be done", parent=self.foot)
        text.show_value(text_of(sign))
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
        self._show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def text_of(sign: Sign) -> str:
    """What a to-do asks for, as an action says it."""
    return sign.suggestion or SENTENCES[sign.rule]
