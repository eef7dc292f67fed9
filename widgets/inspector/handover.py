"""The page of a handover: whether it holds, what is lost, why, and who notices."""

from collections.abc import Iterator
from typing import cast

from model.records import Channel, Department, Handover, Touchpoint
from widgets.buttons import Segments
from widgets.editors import Editor
from widgets.inspector.form import Page
from widgets.look import Look
from widgets.marks import QUALITIES
from widgets.text_area import TextArea
from widgets.words import Words

Piece = tuple[str, str, str | None]


class QualityField(Editor):
    """Holds, weak or fails, side by side."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        names = [name for name in QUALITIES if name != "unknown"]
        self.segments = Segments(look, [(name, QUALITIES[name], name) for name in names], self)
        self.segments.chosen.connect(self.edited.emit)
        self.column.addWidget(self.segments)
        self.setFocusProxy(next(iter(self.segments.segments.values())))

    def show_value(self, value: object) -> None:
        """Show this quality; none of the three while it is unknown."""
        self.segments.show_value(value)
        self.complain("")


class HandoverPage(Page):
    """One handover."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        first = self.section(line=False)
        first.column.setSpacing(4)
        self._head = self.head(first)
        self.title(first, "label", "What happens to the case here?")
        self._between = Words(self.look, "", "secondary", "ink3", lines=0, parent=self)
        first.add(self._between)
        self.marks(first)
        self.follow_with(self._show_head)
        yield
        quality = self.section()
        quality.add(self.bind("quality", QualityField(self.look)))
        self.put(quality, ["lost", "carries"])
        why = self.section("Why it fails")
        why.column.setSpacing(2)
        empty = "What stands in the way?"
        why.add(self.bind("failure", TextArea(self.look, framed=False, empty=empty)), bleeds=True)
        yield
        self._figures()
        yield
        self.gaps_here(lambda: [self.ids[0]])
        self.fold("More", lambda section: self.put(section, ["source", "target"]))
        self.finish()

    def _figures(self) -> None:
        section = self.section()
        section.add_grid(
            [
                [self.bind("handover_kind"), self.bind("detected_by")],
                [self.bind("share"), self.bind("wait_min"), self.bind("owner")],
                [self.bind("forced"), self.bind("told_first")],
            ]
        )

    def _show_head(self) -> None:
        one = self.bench.store.find(Handover, self.ids[0])
        if one is None:
            return
        number = self.bench.journey.number_of
        pieces: list[Piece] = [("mark", one.quality, None), ("words", "Handover", None)]
        pieces += [("pill", str(number(one.source)), None), ("icon", "arrow-right", "ink3")]
        pieces += [("pill", str(number(one.target)), None)]
        self._head.say(*pieces)
        ends = " → ".join(self._side(end) for end in (one.source, one.target))
        self._between.say(ends)

    def _side(self, touchpoint: str) -> str:
        one = self.bench.store.find(Touchpoint, touchpoint)
        if one is None:
            return "Missing touchpoint"
        channel = self.bench.store.find(Channel, one.place.channel)
        department = self.bench.store.find(Department, one.department)
        names = [channel.title if channel else "No channel", department.title if department else ""]
        return ", ".join(cast(list[str], [name for name in names if name]))
