"""The labels of failing handovers, found phase by phase and kept while all about them stands as it did."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from model.drawing.freshness import Freshness
from model.drawing.layout import BETWEEN_PHASES, Layout
from model.drawing.placing import LOOK, Label, labels
from model.drawing.ways import Ways


@dataclass(slots=True)
class Labelled:
    """The labels of a phase, what they hang on, and where the phase started."""

    stamp: object
    about: object
    start: float
    labels: list[Label]
    version: int
    """Of the layout that they were found in."""


class Labelling:
    """The labels of a journey's failing handovers; follows commits as its layout and its ways do."""

    def __init__(self, layout: Layout, freshness: Freshness, ways: Ways) -> None:
        self._layout, self._freshness, self._ways = layout, freshness, ways
        self._labels: dict[str, Labelled] = {}

    def within(self, phase: str, in_haste: bool = False) -> list[Label]:
        """The labels of the failing handovers whose marks stand in a phase's column or in the room before it.

        In haste those found before, moved along.
        """
        if in_haste and (kept := self._labels.get(phase)) is not None:
            moved = self._layout.glided
            xs = [moved.place(kept.version, one.box.x) for one in kept.labels]
            return [
                replace(one, box=one.box.moved(x - one.box.x, 0.0))
                for one, x in zip(kept.labels, xs, strict=True)
                if x is not None
            ]
        place, spans = self._layout.phase_index(phase), self._layout.phases
        start, is_last = spans[place].start, place + 1 == len(spans)
        stamp = (self._freshness.ways_between(place - 1, place + 1), place == 0, is_last)
        kept = self._labels.get(phase)
        if kept is None or kept.stamp != stamp:
            about, find = self._about_labels(place)
            if kept is None or kept.about != about:
                kept = self._labels[phase] = Labelled(stamp, about, start, find(), 0)
            kept.stamp = stamp
        if kept.start != start:
            away = start - kept.start
            kept.labels = [replace(one, box=one.box.moved(away, 0.0)) for one in kept.labels]
            kept.start = start
        kept.version = self._layout.version
        return kept.labels

    def _about_labels(self, place: int) -> tuple[object, Callable[[], list[Label]]]:
        """All that the labels of a phase hang on, as seen from its start, and what finds them."""
        layout, ways, spans = self._layout, self._ways, self._layout.phases
        start = spans[place].start
        left = spans[place - 1].end if place else -BETWEEN_PHASES
        right = spans[place].end if place + 1 < len(spans) else layout.width
        near = ways.near([span.id for span in spans[max(0, place - 1) : place + 2]])
        failing = [
            (h, way) for h, way in ways.failing_among([*near, *ways.far]) if left <= way.mark[0] < right
        ]
        marks = [way.mark[0] for handover, way in failing if handover.label]
        if not marks:
            return None, list
        low, high = min(marks) - LOOK, max(marks) + LOOK
        lines = [way for h in [*near, *list(ways.far)[:50]] if (way := ways.way(h)) is not None]
        lines = [way for way in lines if way.box.x - 2 < high and way.box.right + 2 > low]
        about = (
            (round(left - start, 5), round(right - start, 5), layout.lanes),
            [(h.id, h.label, way.shape, round(way.mark[0] - start, 5)) for h, way in failing],
            [(way.shape, round(way.mark[0] - start, 5)) for way in lines],
            layout.cards_between(low, high, start),
        )
        return about, partial(labels, layout, failing, left, right, lines)
