"""What a room can do about an open gap: decide what closes it, let it stand, name it, judge it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model import gap_verbs as do
from model.findings import Initiative, Kpi, NamedGap
from model.gaps import Gap
from model.gaps.words import listed
from model.journey import Journey
from model.kinds import InvalidRecord
from model.rules import Refused
from model.store import Store
from widgets.author import Author
from widgets.buttons import Button
from widgets.fields import Field, NumberField
from widgets.gaps.asking import Asking
from widgets.gaps.told import remedy_of
from widgets.inspector.sections import Row, Section
from widgets.look import Look
from widgets.scroll import Scroll
from widgets.words import Words


class Remedies(QWidget):
    """The part of an open gap in which a room decides; what is asked is asked in place."""

    wanted = Signal(str)
    """The record somebody wants to see."""
    named_as = Signal(str)
    """The room has given the gap a name: the record of it."""
    said = Signal(str)

    def __init__(
        self, store: Store, journey: Journey, look: Look, author: Author, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.store, self.journey, self.look, self.author = store, journey, look, author
        self.gap: Gap | None = None
        self.asking: Asking | None = None
        self.inside = QWidget(self)
        """What scrolls."""
        self.inside.hide()
        self.area = Scroll(look, self)
        self.today: Callable[[], date] = date.today

    @property
    def named(self) -> NamedGap | None:
        """The room's own record of the gap, where it named it."""
        return self.store.find(NamedGap, self.gap.key) if self.gap is not None and self.gap.is_named else None

    def show_again(self) -> None:
        """Show the gap as it stands now."""

    def _words(self, section: Section, text: str, role: str = "text", token: str = "ink") -> None:
        section.add(Words(self.look, text, role, token, lines=0, parent=section))

    def _remedy(self, gap: Gap) -> Section:
        section = Section(self.look, "What could close it", self.inside)
        named, closing = self.named, do.closing(self.store, gap)
        fix = remedy_of(self.store, gap)
        self._words(section, fix or "Nobody has said yet.", "text", "ink" if fix else "ink3")
        kpis = [
            one.title
            for key in sorted(gap.moves)
            if (one := self.store.find(Kpi, key)) is not None and one.title
        ]
        parts = [named.owner if named is not None else "", f"moves {listed(kpis)}" if kpis else ""]
        if said := " · ".join(part for part in parts if part):
            self._words(section, said, "secondary", "ink3")
        if closing:
            self._words(section, "Closed by", "secondary", "ink3")
        for work in closing:
            title = work.title or "Untitled initiative"
            lead = Row(self.look, title, icon="check", said=work.owner, parent=section)
            lead.clicked.connect(lambda _=False, one=work.id: self.wanted.emit(one))
            section.add(lead, bleeds=True)
        self.remedy = section
        self.choices = QWidget(section)
        flow = QVBoxLayout(self.choices)
        flow.setContentsMargins(0, 4, 0, 0)
        flow.setSpacing(8)
        for pair in self._choices(gap, closing):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in pair:
                row.addWidget(button)
            row.addStretch(1)
            flow.addLayout(row)
        section.add(self.choices)
        return section

    def _choices(self, gap: Gap, closing: Sequence[Initiative]) -> list[list[Button]]:
        """The buttons, a row each."""
        first: list[Button] = []
        if not closing and gap.waiver is None:
            first.append(self._button("Make it an initiative", self.ask_initiative, "primary"))
        if gap.waiver is None:
            first.append(self._button("Waive…", self.ask_waiver))
        else:
            first.append(self._button("Lift the waiver", self.lift_waiver))
        second = []
        if not gap.is_named:
            second.append(self._button("Name this gap…", self.ask_name))
        else:
            second.append(self._button("Give its severity…", self.ask_severity))
            second.append(self._button("Edit", lambda: self.wanted.emit(gap.key)))
        return [first, second]

    def _button(self, words: str, act: Callable[[], object], kind: str = "secondary") -> Button:
        button = Button(self.look, words, kind, parent=self.choices)  # type: ignore[arg-type]
        button.clicked.connect(lambda: act())
        return button

    def _ask(self, fields: list[Field], words: str, act: Callable[[], str]) -> None:
        self.asking = Asking(self.look, fields, words, act, self.remedy)
        self.asking.done.connect(self._end)
        self.asking.given_up.connect(self._end)
        self.choices.hide()
        self.remedy.add(self.asking)
        self.asking.show()
        self.asking.begin()
        self.area.ensureWidgetVisible(self.asking, 0, 24)

    def _end(self) -> None:
        """Take the questions away and show what stands."""
        self.asking = None
        if self.gap is not None:
            self.show_again()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, act: Callable[[], object]) -> str:
        """Do it in one step; returns the sentence that says why not."""
        try:
            act()
        except (Refused, InvalidRecord) as refused:
            return str(refused)
        return ""

    def ask_waiver(self) -> None:
        """Ask why the gap may stand, and who says so."""
        reason = Field(self.look, "Why may it stand?", parent=self.remedy)
        name = Field(self.look, "Your name", parent=self.remedy)
        name.show_value(self.author.name or self.author.proposed or None)

        def act() -> str:
            why, gap = str(reason.value or "").strip(), self.gap
            if not why or gap is None:
                return "Say why it may stand; the reason stays with the gap."
            who = str(name.value or "").strip()
            self.author.call(who)
            return self._do(lambda: do.waive(self.store, gap, why, who, self.today()))

        self._ask([reason, name], "Waive this gap", act)

    def lift_waiver(self) -> None:
        """Let it stand no longer."""
        if self.gap is not None:
            gap = self.gap
            if complaint := self._do(lambda: do.lift_waiver(self.store, gap)):
                self.said.emit(complaint)

    def ask_initiative(self) -> None:
        """Ask what is to be done and who does it."""
        title = Field(self.look, "What is to be done", parent=self.remedy)
        title.show_value(remedy_of(self.store, self.gap) if self.gap is not None else None)
        owner = Field(self.look, "Who answers for it", empty="Nobody yet", parent=self.remedy)
        named = self.named
        owner.show_value(named.owner if named is not None and named.owner else None)

        def act() -> str:
            words, gap = str(title.value or "").strip(), self.gap
            if not words or gap is None:
                return "Say what is to be done."
            return self._do(
                lambda: do.make_initiative(self.store, gap, words, str(owner.value or "").strip())
            )

        self._ask([title, owner], "Make the initiative", act)

    def ask_severity(self) -> None:
        """Ask for the room's own severity with its reason; an empty one lets the rules judge."""
        named = self.named
        if named is None:
            return
        severity = NumberField(self.look, "Severity, 0 to 100", least=0, most=100, parent=self.remedy)
        severity.show_value(named.severity_override)
        reason = Field(self.look, "Reason", parent=self.remedy)
        reason.show_value(named.severity_reason or None)

        def act() -> str:
            value, why = severity.value, str(reason.value or "").strip()
            if value is not None and not why:
                return "Say why the room judges it so; without a severity the rules do."
            number = float(value) if isinstance(value, int | float) else None
            return self._do(lambda: do.judge(self.store, named.id, number, why))

        self._ask([severity, reason], "Give this severity", act)

    def ask_name(self) -> None:
        """Ask what the room calls it, what customers say and what the company believed."""
        title = Field(self.look, "What does the room call it?", parent=self.remedy)
        title.show_value(self.gap.title if self.gap is not None else None)
        says = Field(self.look, "What customers say", parent=self.remedy)
        believed = Field(self.look, "What we believed", parent=self.remedy)

        def act() -> str:
            words, gap, made = str(title.value or "").strip(), self.gap, list[str]()
            if not words or gap is None:
                return "Say what the room calls it."
            told = (str(one.value or "").strip() for one in (says, believed))
            complaint = self._do(lambda: made.append(do.name_gap(self.store, gap, words, *told)))
            if made:
                self.named_as.emit(made[0])
            return complaint

        self._ask([title, says, believed], "Name this gap", act)
