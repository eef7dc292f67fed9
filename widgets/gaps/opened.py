"""One gap laid open: how bad and why, where, what the rules reckon, and what a room can do about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model import gap_verbs as do
from model.findings import Evidence, NamedGap
from model.gaps import Gap
from model.journey import Journey
from model.operations import set_field
from model.store import Store
from widgets.author import Author
from widgets.buttons import Button, IconButton
from widgets.chips import Chip
from widgets.gaps.parts import PlaceRow, Severity, Sum, given_by
from widgets.gaps.remedies import Remedies
from widgets.gaps.told import places_of, reasons_of, source_of
from widgets.inspector.sections import BLEED, Folded, Row, Section
from widgets.look import Look
from widgets.picker import Picker
from widgets.spoken import speak_as
from widgets.text_area import TextArea, quote_field
from widgets.words import Words

MOST_REASONS, MOST_PLACES, MOST_EVIDENCE = 4, 12, 6


class OpenedGap(Remedies):
    """The sheet of an open gap; it lies over the panel's tabs until it is closed."""

    closed = Signal()
    stepped = Signal(int)
    """Somebody wants the next gap (1) or the one before (−1)."""
    where_wanted = Signal()
    """Somebody wants to see where it is, as large as can be."""

    def __init__(
        self, store: Store, journey: Journey, look: Look, author: Author, parent: QWidget | None = None
    ) -> None:
        super().__init__(store, journey, look, author, parent)
        self.opened: set[str] = set()
        self.shows_sums = True
        self.typed: list[TextArea] = []
        """What the room can type over in place."""
        self.picker: Picker | None = None
        self.computed: Callable[[], Sequence[Gap]] = list
        """The gaps that a named one can take in."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.area, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Grouping)
        look.changed.connect(self.update)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setFixedHeight(43)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 0, 10, 1)
        row.setSpacing(4)
        self.back = IconButton(self.look, "arrow-left", "Back", "Esc", 28, 16, parent=bar)
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
        elif event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.where_wanted.emit()
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
        is_same = self.gap is not None and gap.key == self.gap.key
        if is_same and (self.asking is not None or any(one.is_being_typed for one in self.typed)):
            self.gap = gap
            return
        at = self.area.verticalScrollBar().value() if self.gap is not None and gap.key == self.gap.key else 0
        self.gap, self.asking = gap, None
        self.setAccessibleName(f"{place}: {gap.title}")
        self._fill(gap)
        self.area.verticalScrollBar().setValue(at)

    def show_closed(self, words: str) -> None:
        """Say that the gap is no more."""
        self.gap, self.asking, self.typed = None, None, []
        inside, column = self._inside()
        section = Section(self.look, "", inside, line=False)
        section.add(Words(self.look, "This gap is closed", "panel_title", lines=0, parent=section))
        section.add(Words(self.look, words, "text", "ink2", lines=0, parent=section))
        back = Button(self.look, "Show all gaps", parent=section)
        back.clicked.connect(self.closed)
        section.add(back)
        column.addWidget(section)
        column.addStretch(1)
        self._put(inside)

    def _put(self, inside: QWidget) -> None:
        """Show what is inside; what was there goes only after the event that may come from within it."""
        old = self.area.takeWidget()
        self.area.setWidget(inside)
        inside.show()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _inside(self) -> tuple[QWidget, QVBoxLayout]:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return inside, column

    def _fill(self, gap: Gap) -> None:
        inside, column = self._inside()
        self.inside, self.typed = inside, []
        parts = (
            *(self._head, self._where, self._why, self._sums, self._remedy, self._covers, self._evidence),
        )
        for part in parts:
            if (section := part(gap)) is not None:
                column.addWidget(section)
        column.addStretch(1)
        self._put(inside)

    def show_again(self) -> None:
        """Show the gap as it stands now."""
        gap, place = self.gap, self.place.text()
        if gap is not None:
            self.gap = None
            self.show_gap(gap, place)

    def _head(self, gap: Gap) -> Section:
        section = Section(self.look, "", self.inside, line=False)
        section.column.setSpacing(6)
        severity = Severity(self.look, section)
        judged = gap.given is not None or gap.computed is not None
        severity.say(gap.severity if judged else None, given_by(gap))
        section.add(severity)
        named = self.named
        if named is None:
            self._words(section, gap.title, "panel_title")
        else:
            self._type_over(section, named)
        if gap.waiver is not None:
            who = f", {gap.waiver.by}" if gap.waiver.by else ""
            self._words(
                section, f"Waived{who}: {gap.waiver.reason or 'no reason given'}", "secondary", "ink2"
            )
        return section

    def _type_over(self, section: Section, named: NamedGap) -> None:
        """The room's own words, to be typed over in place."""
        title = TextArea(
            self.look,
            role="panel_title",
            framed=False,
            enter_saves=True,
            empty="Untitled gap",
            parent=section,
        )
        title.paper.setAccessibleName("Title")
        quote = quote_field(self.look, parent=section)
        quote.paper.setAccessibleName("What customers say")
        believed = TextArea(
            self.look,
            "We believed",
            role="secondary",
            framed=False,
            empty="What did we believe?",
            parent=section,
        )
        believed.paper.setAccessibleName("What we believed")
        for field, area in (("title", title), ("customers_say", quote), ("we_believed", believed)):
            value = getattr(named, field)
            area.show_value(value.strip("“”") if field == "customers_say" else value)
            area.edited.connect(lambda text, field=field: self._write(named.id, field, text))
            section.add(area, bleeds=True)
            self.typed.append(area)

    def _write(self, named: str, field: str, text: object) -> None:
        if complaint := self._do(lambda: set_field(self.store, named, field, text or "")):
            self.said.emit(complaint)

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
        (self.opened.add if self.shows_sums else self.opened.discard)(title)
        section = Folded(
            self.look, title, lambda part: part.add(Sum(self.look, figures, part)), self.opened, self.inside
        )
        section.fold.toggled.connect(self._fold_sums)
        return section

    def _fold_sums(self, is_open: bool) -> None:
        self.shows_sums = is_open

    def _evidence(self, gap: Gap) -> Section | None:
        concerned = {gap.key, gap.anchor, *gap.about, *(one.anchor for one in gap.covers)}
        found = [one for one in self.journey.ordered(Evidence) if concerned & one.supports]
        if not found and gap.money is None:
            return None
        section = Section(self.look, "Evidence", self.inside)
        section.column.setSpacing(2)
        for one in found[:MOST_EVIDENCE]:
            size = f"n = {one.sample_size:,}" if one.sample_size else ""
            row = Row(self.look, one.text or one.source or "Untitled", said=size, parent=section)
            row.clicked.connect(lambda _=False, one=one.id: self.wanted.emit(one))
            section.add(row, bleeds=True)
            if told := source_of(one):
                self._words(section, told, "secondary", "ink3")
        if len(found) > MOST_EVIDENCE:
            self._words(section, f"{len(found) - MOST_EVIDENCE} more", "secondary", "ink3")
        if gap.money is not None:
            money, how = gap.money
            currency = self.journey.map.currency or ""
            self._words(
                section, f"It costs {money:,.0f} {currency} a month: {how}".replace("  ", " "), "secondary"
            )
        return section

    def _covers(self, gap: Gap) -> Section | None:
        """What a named gap leads, and what else it could take in."""
        named = self.named
        if named is None:
            return None
        section = Section(self.look, "It covers", self.inside)
        section.column.setSpacing(0)
        for one in gap.covers:
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 0)
            figure = f"{one.severity:.0f}"
            row = Row(self.look, one.title, figure=figure, severity=one.severity, parent=section)
            row.clicked.connect(lambda _=False, one=one.anchor: self.wanted.emit(one))
            let_go = IconButton(
                self.look, "close", f"Let “{one.title}” stand alone", "", 28, 14, "ink3", parent=section
            )
            let_go.clicked.connect(lambda _=False, one=one: self._cover(named.id, one, False))
            line.addWidget(row, 1)
            line.addWidget(let_go)
            section.column.addLayout(line)
        add = Chip(self.look, "Add a gap", "add", parent=section)
        add.setEnabled(bool(self.computed()))
        add.clicked.connect(lambda: self._offer(add, named.id))
        holder = QHBoxLayout()
        holder.setContentsMargins(BLEED, 6, 0, 0)
        holder.addWidget(add)
        holder.addStretch(1)
        section.column.addLayout(holder)
        return section

    def _offer(self, at: QWidget, named: str) -> None:
        """The gaps that stand alone, the worst first."""
        gaps = {gap.key: gap for gap in self.computed()}
        options = [(key, f"{gap.severity:.0f}  {gap.title}") for key, gap in gaps.items()]
        self.picker = Picker(self.look, options, None, self)
        self.picker.chosen.connect(lambda key: self._cover(named, gaps[str(key)], True))
        self.picker.open_below(at)

    def _cover(self, named: str, gap: Gap, is_covered: bool) -> None:
        if complaint := self._do(lambda: do.cover(self.store, named, gap, is_covered)):
            self.said.emit(complaint)
