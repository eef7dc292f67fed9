"""One gap laid open: how bad and why, where, what the rules reckon, and what a room can do about it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model import gap_verbs as do
from model.findings import Evidence, Initiative, Kpi, NamedGap
from model.gaps import Gap
from model.gaps.words import listed
from model.journey import Journey
from model.kinds import InvalidRecord
from model.records import Handover, Touchpoint
from model.rules import Refused
from model.store import Store
from widgets.author import Author
from widgets.buttons import Button, IconButton
from widgets.fields import Field, NumberField
from widgets.gaps.asking import Asking
from widgets.gaps.parts import PlaceRow, Severity, Sum, given_by
from widgets.inspector.sections import Folded, Row, Section
from widgets.look import Look
from widgets.scroll import Scroll
from widgets.words import Words

MOST_REASONS, MOST_PLACES = 4, 12


class OpenedGap(QWidget):
    """The sheet of an open gap; it lies over the panel's tabs until it is closed."""

    closed = Signal()
    stepped = Signal(int)
    """Somebody wants the next gap (1) or the one before (−1)."""
    wanted = Signal(str)
    """The record somebody wants to see."""
    said = Signal(str)

    def __init__(
        self, store: Store, journey: Journey, look: Look, author: Author, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.store, self.journey, self.look, self.author = store, journey, look, author
        self.gap: Gap | None = None
        self.opened: set[str] = set()
        self.asking: Asking | None = None
        self.today: Callable[[], date] = date.today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self.area = Scroll(look, self)
        column.addWidget(self.area, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setFixedHeight(43)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 0, 10, 1)
        row.setSpacing(4)
        self.back = IconButton(self.look, "chevron-left", "Back", "Esc", 28, 16, parent=bar)
        self.back.clicked.connect(self.closed)
        self.place = Words(self.look, "", "strong", parent=bar)
        self.before = IconButton(self.look, "chevron-up", "Gap before", "↑", 28, 16, parent=bar)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after = IconButton(self.look, "chevron-down", "Next gap", "↓", 28, 16, parent=bar)
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        row.addWidget(self.back)
        row.addWidget(self.place, 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        return bar

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, and the line below the bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(0, 42, self.width(), 1, self.look.colour("rule"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ go through the gaps, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    # -- showing

    def show_gap(self, gap: Gap, place: str) -> None:
        """Show this gap; `place` says which of how many it is. What is being typed stays while it is the same gap."""
        self.place.say(place)
        if gap == self.gap and self.area.widget() is not None:
            return
        if self.asking is not None and self.gap is not None and gap.key == self.gap.key:
            self.gap = gap
            return
        at = self.area.verticalScrollBar().value() if self.gap is not None and gap.key == self.gap.key else 0
        self.gap, self.asking = gap, None
        self.setAccessibleName(f"{place}: {gap.title}")
        self._fill(gap)
        self.area.verticalScrollBar().setValue(at)

    def show_closed(self, words: str) -> None:
        """Say that the gap is no more."""
        self.gap, self.asking = None, None
        inside, column = self._inside()
        section = Section(self.look, "", inside, line=False)
        section.add(Words(self.look, "This gap is closed", "panel_title", lines=0, parent=section))
        section.add(Words(self.look, words, "text", "ink2", lines=0, parent=section))
        back = Button(self.look, "Show all gaps", parent=section)
        back.clicked.connect(self.closed)
        section.add(back)
        column.addWidget(section)
        column.addStretch(1)
        self.area.setWidget(inside)

    def _inside(self) -> tuple[QWidget, QVBoxLayout]:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return inside, column

    def _fill(self, gap: Gap) -> None:
        inside, column = self._inside()
        self.inside = inside
        parts = (self._head, self._where, self._why, self._sums, self._evidence, self._remedy)
        for part in parts:
            if (section := part(gap)) is not None:
                column.addWidget(section)
        column.addStretch(1)
        self.area.setWidget(inside)

    @property
    def named(self) -> NamedGap | None:
        """The room's own record of the gap, where it named it."""
        return self.store.find(NamedGap, self.gap.key) if self.gap is not None and self.gap.is_named else None

    def _words(self, section: Section, text: str, role: str = "text", token: str = "ink") -> None:
        section.add(Words(self.look, text, role, token, lines=0, parent=section))

    def _head(self, gap: Gap) -> Section:
        section = Section(self.look, "", self.inside, line=False)
        section.column.setSpacing(6)
        severity = Severity(self.look, section)
        judged = gap.given is not None or gap.computed is not None
        severity.say(gap.severity if judged else None, given_by(gap))
        section.add(severity)
        self._words(section, gap.title, "panel_title")
        named = self.named
        if named is not None and named.customers_say:
            self._words(section, f"“{named.customers_say.strip('“”')}”", "quote")
        if named is not None and named.we_believed:
            self._words(section, f"We believed: {named.we_believed}", "secondary", "ink3")
        if gap.waiver is not None:
            who = f", {gap.waiver.by}" if gap.waiver.by else ""
            self._words(
                section, f"Waived{who}: {gap.waiver.reason or 'no reason given'}", "secondary", "ink2"
            )
        return section

    def _where(self, gap: Gap) -> Section:
        section = Section(self.look, "Where", self.inside)
        section.column.setSpacing(0)
        for one in places_of(self.journey, gap)[:MOST_PLACES]:
            row = PlaceRow(self.look, self.journey, one, section)
            row.clicked.connect(lambda _=False, one=one: self.wanted.emit(one))
            section.add(row, bleeds=True)
        return section

    def _why(self, gap: Gap) -> Section | None:
        reasons = reasons_of(self.journey, gap)
        if not reasons:
            return None
        section = Section(self.look, "Why", self.inside)
        for reason in reasons[:MOST_REASONS]:
            self._words(section, reason, "text", "ink")
        if len(reasons) > MOST_REASONS:
            rest = reasons[MOST_REASONS:]
            more = Folded(
                self.look, f"{len(rest)} more", lambda part: self._tell(part, rest), self.opened, section
            )
            more.has_line = False
            more.column.setContentsMargins(0, 0, 0, 0)
            section.column.addWidget(more)
        return section

    def _tell(self, part: Folded, reasons: Sequence[str]) -> None:
        for reason in reasons:
            self._words(part, reason)

    def _sums(self, gap: Gap) -> Section | None:
        figures = gap.arithmetic
        if figures is None:
            return None
        title = f"The rules give {gap.computed or figures.severity:.0f}"
        return Folded(
            self.look, title, lambda part: part.add(Sum(self.look, figures, part)), self.opened, self.inside
        )

    def _evidence(self, gap: Gap) -> Section | None:
        concerned = {gap.key, gap.anchor, *gap.about, *(one.anchor for one in gap.covers)}
        found = [one for one in self.journey.ordered(Evidence) if concerned & one.supports]
        if not found and gap.money is None:
            return None
        section = Section(self.look, "Evidence", self.inside)
        section.column.setSpacing(2)
        for one in found[:6]:
            size = f"n = {one.sample_size:,}" if one.sample_size else one.evidence_kind.replace("_", " ")
            row = Row(self.look, one.text or one.source or "Untitled", said=size, parent=section)
            row.clicked.connect(lambda _=False, one=one.id: self.wanted.emit(one))
            section.add(row, bleeds=True)
        if gap.money is not None:
            money, how = gap.money
            currency = self.journey.map.currency or ""
            self._words(
                section, f"It costs {money:,.0f} {currency} a month: {how}".replace("  ", " "), "secondary"
            )
        return section

    # -- what can be done

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
            second.append(self._button("Name this gap", self.name_it))
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
            gap, place = self.gap, self.place.text()
            self.gap = None
            self.show_gap(gap, place)
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

    def name_it(self) -> None:
        """Give the gap a name of the room's own, and go to where it is typed."""
        if self.gap is not None:
            gap, made = self.gap, list[str]()
            complaint = self._do(lambda: made.append(do.name_gap(self.store, gap)))
            if complaint:
                self.said.emit(complaint)
            else:
                self.wanted.emit(made[0])


def places_of(journey: Journey, gap: Gap) -> list[str]:
    """The touchpoints, handovers and other records a gap is about, in journey order."""
    store = journey.store
    named = store.find(NamedGap, gap.key) if gap.is_named else None
    about = set(named.about) if named is not None and named.about else {gap.anchor, *gap.about}
    for one in tuple(about):
        handover = store.find(Handover, one)
        about |= {handover.source, handover.target} if handover is not None else set()
    there = [one for one in about if one in store and one != gap.key]
    steps = [one for one in there if isinstance(store[one], Touchpoint | Handover)]
    rest = sorted(one for one in there if one not in steps)
    return [*sorted(steps, key=journey.step_order), *rest]


def reasons_of(journey: Journey, gap: Gap) -> list[str]:
    """Why a gap is there: in the room's words first, then each sign's sentence."""
    said = []
    for one in (gap.anchor, *(other.anchor for other in gap.covers)):
        record = journey.store.get(one)
        if isinstance(record, Handover) and record.failure:
            said.append(record.failure)
    signs = [sign for one in (gap.covers or (gap,)) for sign in one.signs]
    for sign in signs:
        record = journey.store.get(sign.anchor)
        number = f"{journey.number_of(record.id)}: " if isinstance(record, Touchpoint) and gap.covers else ""
        said.append(f"{number}{sign.why}")
    return list(dict.fromkeys(said))


def remedy_of(store: Store, gap: Gap | None) -> str:
    """What could close a gap: what the room says, else what the rules suggest."""
    if gap is None:
        return ""
    named = store.find(NamedGap, gap.key) if gap.is_named else None
    if named is not None and named.fix:
        return named.fix
    signs = [sign for one in (gap.covers or (gap,)) for sign in one.signs]
    return next((sign.suggestion for sign in signs if sign.suggestion), "")
