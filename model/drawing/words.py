"""The quotes and pills of a map, found stretch by stretch, so that an edit looks for room only about itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from model.drawing.freshness import Freshness
from model.drawing.layout import Layout, Span
from model.drawing.marks import Box
from model.drawing.placing import Flag, Quote, flags, quotes
from model.drawing.ways import Ways
from model.findings import MomentThatMatters
from model.journey import Journey
from model.records import Handover, Touchpoint

TOGETHER = 8
"""So many phases are one stretch; its quotes and pills keep inside its columns."""
Found = TypeVar("Found", Quote, Flag)


@dataclass(slots=True)
class Stretch(Generic[Found]):
    """What was found in a stretch, what it hangs on, and the version of the layout it stands in."""

    stamp: Any
    found: list[Found]
    version: int = 0


class Words:
    """The places of quotes and pills, kept until something about their stretch changes."""

    def __init__(self, journey: Journey, layout: Layout, freshness: Freshness, ways: Ways) -> None:
        self._journey, self._layout, self._freshness, self._ways = journey, layout, freshness, ways
        self._quotes: dict[int, Stretch[Quote]] = {}
        self._flags: dict[int, Stretch[Flag]] = {}

    def quotes(self, spans: list[Span] | None = None, in_haste: bool = False) -> list[Quote]:
        """The customers' words about these phases (all of them if none are named), from left to right."""
        if "words" not in self._layout.bands:
            return []
        return self._all(spans, self._quotes, self._found_quotes, in_haste)

    def flags(self, spans: list[Span] | None = None, in_haste: bool = False) -> list[Flag]:
        """The pills of the moments that matter about these phases, from left to right."""
        return self._all(spans, self._flags, self._found_flags, in_haste)

    def _all(
        self,
        spans: list[Span] | None,
        kept: dict[int, Stretch[Found]],
        find: Callable[[int, float, float], list[Found]],
        in_haste: bool,
    ) -> list[Found]:
        """What is kept of some phases, found anew where it may stand otherwise; in haste moved along instead."""
        layout = self._layout
        around = layout.phases if spans is None else spans
        if not around:
            return []
        first, last = (layout.phase_index(around[end].id) // TOGETHER for end in (0, -1))
        found: list[Found] = []
        for stretch in range(first, last + 1):
            one = kept.get(stretch)
            if in_haste and one is not None and layout.moved.since(one.version):
                found += self._moved_along(one)
                continue
            low, high = stretch * TOGETHER, min((stretch + 1) * TOGETHER, len(layout.phases)) - 1
            left, right = layout.phases[low].start, layout.phases[high].end
            stamp = (self._freshness.between(low, high), self._freshness.moments, left, right, layout.lanes)
            if one is None or one.stamp != stamp:
                one = kept[stretch] = Stretch(stamp, find(stretch, left, right))
            one.version = layout.version
            found += one.found
        return found

    def _moved_along(self, stretch: Stretch[Found]) -> list[Found]:
        """What stood in a stretch before the last changes, where it stands now."""
        moved, version = self._layout.glided, stretch.version
        there = [(one, moved.place(version, one.x)) for one in stretch.found]
        return [one.moved(x - one.x) for one, x in there if x is not None]

    def _found_quotes(self, stretch: int, left: float, right: float) -> list[Quote]:
        journey, touchpoints = self._journey, self._journey.store.of(Touchpoint)
        phases = self._layout.phases[stretch * TOGETHER : (stretch + 1) * TOGETHER]
        there = [touchpoints[one] for span in phases for one in self._layout.column(span.id).ids]
        return quotes(journey, self._layout, [t for t in there if t.quote], left, right)

    def _found_flags(self, stretch: int, left: float, right: float) -> list[Flag]:
        phases = {span.id for span in self._layout.phases[stretch * TOGETHER : (stretch + 1) * TOGETHER]}
        placed = []
        for number, moment in enumerate(self._journey.moments, 1):
            at = self._anchor(moment, phases)
            if at is not None:
                placed.append((at, moment, f"M{number}"))
        return flags(placed, left, right)

    def _anchor(self, moment: MomentThatMatters, phases: set[str]) -> float | None:
        """Where a moment's line stands, if what it is on stands in one of these phases (a handover: its source)."""
        store, layout = self._journey.store, self._layout
        handover = store.find(Handover, moment.on)
        touchpoint = store.find(Touchpoint, handover.source if handover else moment.on)
        if touchpoint is None or self._journey.phase_of(touchpoint) not in phases:
            return None
        if not layout.has(touchpoint.id):
            return None
        if handover is None:
            return layout.card(touchpoint.id).middle[0]
        way = self._ways.way(handover.id)
        return way.mark[0] if way else None


def between(found: list[Any], box: Box, widest: float) -> list[Any]:
    """Those of a list sorted from left to right that may meet a box."""
    low = bisect_left(found, box.x - widest, key=lambda one: one.x)
    return found[low : bisect_right(found, box.right, key=lambda one: one.x)]
