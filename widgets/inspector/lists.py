"""Lists in the panel: lines and chips that lead to records, kept and shown anew only where they change."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.chips import Chip, ChipKind
from widgets.flow import Flow, placed_once
from widgets.inspector.more import More
from widgets.inspector.sections import BLEED, Row, Section
from widgets.look import Look
from widgets.words import Words

Go = Callable[[str], object]


class Lead(NamedTuple):
    """A line that leads to a record, or elsewhere: where to, and what it says (see `Row.say`)."""

    to: str
    words: str
    icon: str = ""
    number: str = ""
    figure: str = ""
    mark: str = ""
    said: str = ""
    severity: float | None = None
    persona: tuple[str, str] | None = None


class Leads:
    """Lines that lead elsewhere in a section, the first of many until more are asked for; a sentence for none."""

    def __init__(self, section: Section, none: str, go: Go) -> None:
        self.look, self.none, self._go = section.look, none, go
        self.box = QWidget(section)
        self.column = QVBoxLayout(self.box)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        section.add(self.box, bleeds=True)
        self.more = More(self.look, section, self._fill)
        section.add(self.more, bleeds=True)
        self.lines: list[Row] = []
        """All lines that were ever needed; those that are not are hidden."""
        self._said: Words | None = None
        self._found: Sequence[Lead] | None = None
        self._shown: Sequence[Lead] = ()

    def turn(self) -> None:
        """Show only the first of many, as somebody finds it who comes here anew."""
        if self.more.turn() and self._found is not None:
            self._fill()

    def show_these(self, found: Sequence[Lead]) -> None:
        """Show these lines, if they are not shown already."""
        if found != self._found:
            self._found = found
            self._fill()

    def _fill(self) -> None:
        shown = self.more.first_of(list(self._found or ()))
        self._shown = shown
        with placed_once(self.column):
            for line, lead in zip(self.lines, shown, strict=False):
                line.say(*lead[1:])
                line.show()
            for lead in shown[len(self.lines) :]:
                row = self.reserve()
                row.say(*lead[1:])
                row.show()
            for line in self.lines[len(shown) :]:
                line.hide()
            self._say_none(not shown)

    def reserve(self) -> Row:
        """One more line, hidden until there is need of it."""
        row, place = Row(self.look, "", parent=self.box), len(self.lines)
        row.hide()
        row.clicked.connect(lambda: self._go(self._shown[place].to))
        self.column.addWidget(row)
        self.lines.append(row)
        return row

    def _say_none(self, is_empty: bool) -> None:
        if self._said is None and is_empty:
            self._said = Words(self.look, self.none, "secondary", "ink3", lines=0, parent=self.box)
            self._said.setContentsMargins(BLEED, 0, BLEED, 0)
            self.column.insertWidget(0, self._said)
        if self._said is not None:
            self._said.setVisible(is_empty)


class Tag(NamedTuple):
    """A chip that stands for a record: which, and how it looks."""

    record: str
    words: str
    kind: ChipKind = "neutral"
    mark: str = ""


class Tags(QWidget):
    """Chips that stand for records, one after the other; where there are none a sentence, or nothing at all."""

    def __init__(
        self, look: Look, none: str, go: Callable[[str, Chip], object], parent: QWidget, above: int = 0
    ) -> None:
        super().__init__(parent)
        self.look, self._go = look, go
        self.flow = Flow(self)
        self.flow.setContentsMargins(0, above, 0, 0)
        self.chips: list[Chip] = []
        """All chips that were ever needed; those that are not are hidden."""
        self._shown: Sequence[Tag] | None = None
        self._said: Words | None = None
        if none:
            self._said = Words(look, none, "secondary", "ink3", parent=self)
            self.flow.addWidget(self._said)

    def show_these(self, tags: Sequence[Tag]) -> None:
        """Show these, if they are not shown already."""
        if tags == self._shown:
            return
        self._shown = tags
        with placed_once(self.flow):
            for chip, tag in zip(self.chips, tags, strict=False):
                chip.say(tag.words, tag.kind, tag.mark)
                chip.show()
            for place in range(len(self.chips), len(tags)):
                self._add(place, tags[place])
            for chip in self.chips[len(tags) :]:
                chip.hide()
            if self._said is not None:
                self._said.setVisible(not tags)
        if self._said is None:
            self.setVisible(bool(tags))
        self.updateGeometry()

    def _add(self, place: int, tag: Tag) -> None:
        chip = Chip(self.look, tag.words, tag.kind, tag.mark, parent=self)
        chip.clicked.connect(lambda: self._shown and self._go(self._shown[place].record, chip))
        self.flow.addWidget(chip)
        self.chips.append(chip)
        chip.show()
