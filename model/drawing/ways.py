"""The ways of all handovers of a map, found when first asked for, and the labels of the failing ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from model.drawing.freshness import Freshness
from model.drawing.layout import BETWEEN_PHASES, Layout
from model.drawing.placing import Label, labels
from model.drawing.routes import Point, Way, plain_way, way_of
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Commit

MANY_PHASES = 3
"""A handover that passes more phases than this is looked at wherever one looks."""
Marks = list[tuple[str, Point]]
"""Handovers with where their marks stand, or would stand."""


class Sight:
    """The cards as one way is laid among them; it remembers how far the way looked."""

    def __init__(self, layout: Layout) -> None:
        self.journey, self.lanes = layout.journey, layout.lanes
        self.has, self.card, self.lane_of = layout.has, layout.card, layout.lane_of
        self._layout = layout
        self.left, self.right = float("inf"), float("-inf")

    def lane_cards(self, lane: int, left: float, right: float) -> list[tuple[float, float]]:
        """Left and right edges of the cards of a lane that meet this stretch, from left to right."""
        if left < self.left:
            self.left = left
        if right > self.right:
            self.right = right
        return self._layout.lane_cards(lane, left, right)


@dataclass(slots=True)
class Laid:
    """A way as it was laid: what it was stamped with, where its source stood, and what it looked at there."""

    stamp: tuple[Any, ...]
    x: float
    way: Way | None
    sight: tuple[float, float] = (0.0, 0.0)
    """How far to the left and right of the source it looked, mm."""
    seen: object = None


SHUNNED = 4.0
"""So far beyond what a way looks at may stand a mark that it shuns, mm."""


class Ways:
    """The lines of a journey's handovers, sorted by the phases they pass; follows commits after the layout has."""

    def __init__(self, journey: Journey, layout: Layout, freshness: Freshness) -> None:
        self._journey, self._layout, self._freshness = journey, layout, freshness
        self._found: dict[str, Laid] = {}
        self._plain: dict[str, Laid] = {}
        self._labels: dict[str, tuple[Any, float, list[Label]]] = {}
        self._near: dict[str, set[str]] = {}
        self._passes: dict[str, list[str]] = {}
        self._far: dict[str, None] = {}
        self._is_sorted = False
        self._version = layout.version
        self._now: dict[str, Way | None] = {}
        """The ways asked for since the last commit that moved anything; so are these:"""
        self._shunned: dict[str, Marks] = {}
        """The marks of failing handovers by the phases they pass."""
        self._about: dict[tuple[int, int], Marks] = {}
        """And by the first and the last of several phases."""
        self._stamps: dict[tuple[int, int], tuple[Any, ...]] = {}

    # -- following

    def follow(self, commit: Commit) -> None:
        """Sort anew what a commit moved; where it moved nothing, the ways asked for before still hold."""
        has_moved = self._layout.version != self._version
        self._version = self._layout.version
        if not has_moved and all(change.kind != Handover.kind for change in commit.patch):
            return
        self._now.clear()
        self._shunned.clear()
        self._about.clear()
        self._stamps.clear()
        for gone in (change.id for change in commit.patch if change.after is None):
            self._found.pop(gone, None)
            self._plain.pop(gone, None)
        if not self._is_sorted:
            return
        if any(change.kind == "phase" for change in commit.patch):
            self._is_sorted = False
            return
        moved: set[str] = set()
        for change in commit.patch:
            if change.kind == "handover":
                moved.add(change.id)
            elif change.kind == "touchpoint":
                about = [*self._journey.leaving(change.id), *self._journey.arriving(change.id)]
                moved.update(handover.id for handover in about)
        for handover in moved:
            self._sort(handover)

    def _sort_all(self) -> None:
        """Find out anew which phases each handover passes."""
        self._is_sorted = True
        self._near, self._passes, self._far = {}, {}, {}
        places, stretches = self._layout.phase_numbers(), dict[tuple[int, int], list[str]]()
        phases = [span.id for span in self._layout.phases]
        for record_id, one in self._journey.store.of(Handover).items():
            low, high = places.get(one.source), places.get(one.target)
            if low is None or high is None:
                continue
            reach = (low, high) if low <= high else (high, low)
            if reach[1] - reach[0] > MANY_PHASES:
                self._far[record_id] = None
                continue
            if reach not in stretches:
                stretches[reach] = phases[reach[0] : reach[1] + 1]
            self._passes[record_id] = stretches[reach]
            for phase in stretches[reach]:
                self._near.setdefault(phase, set()).add(record_id)

    def _sort(self, handover: str) -> None:
        for phase in self._passes.pop(handover, ()):
            self._near[phase].discard(handover)
        self._far.pop(handover, None)
        record = self._journey.store.find(Handover, handover)
        if record is None or not (self._layout.has(record.source) and self._layout.has(record.target)):
            return
        low, high = self.reach(record)
        if high - low > MANY_PHASES:
            self._far[handover] = None
            return
        passed = self._passes[handover] = [span.id for span in self._layout.phases[low : high + 1]]
        for phase in passed:
            self._near.setdefault(phase, set()).add(handover)

    # -- asking

    @property
    def far(self) -> dict[str, None]:
        """Handovers that pass many phases, in the order they came."""
        if not self._is_sorted:
            self._sort_all()
        return self._far

    def near(self, phases: list[str]) -> list[str]:
        """The handovers that pass any of these phases, in a lasting order; without those that pass many."""
        if not self._is_sorted:
            self._sort_all()
        return sorted({handover for phase in phases for handover in self._near.get(phase, ())})

    def reach(self, handover: Handover) -> tuple[int, int]:
        """The first and the last phase a handover passes, from 0; raises KeyError for a missing end."""
        passed = self._passes.get(handover.id) if self._is_sorted else None
        if passed:
            return self._layout.phase_index(passed[0]), self._layout.phase_index(passed[-1])
        store, layout = self._journey.store, self._layout
        ends = [store[end] for end in (handover.source, handover.target)]
        places = [layout.phase_index(self._journey.phase_of(t)) for t in ends if isinstance(t, Touchpoint)]
        return min(places), max(places)

    def way(self, handover: str) -> Way | None:
        """The line of a handover; None when it has none."""
        if handover not in self._now:
            self._now[handover] = self._way(handover)
        return self._now[handover]

    def _way(self, handover: str) -> Way | None:
        record = self._journey.store.find(Handover, handover)
        if record is None or not (self._layout.has(record.source) and self._layout.has(record.target)):
            return None
        low, high = self.reach(record)
        stamp, x = self._stamp(record, low, high), self._layout.card(record.source).x
        kept = self._found.get(handover)
        if kept is not None and kept.stamp == stamp:
            return _moved_to(kept, x)
        shun, before = self._marks_to_shun(low, high), self._before(record)

        def seen(left: float, right: float) -> object:
            near = [
                (round(point[0] - x, 5), round(point[1], 5))
                for one, point in shun
                if one != handover and left - SHUNNED <= point[0] <= right + SHUNNED
            ]
            return near, [way.shape for way in before]

        if kept is not None and kept.seen == self._seen(record, kept.sight, x, seen):
            kept.stamp = stamp
            return _moved_to(kept, x)
        sight = Sight(self._layout)
        points = [point for one, point in shun if one != handover]
        way = way_of(sight, record, points, before)
        self._found[handover] = self._laid(record, stamp, x, way, sight, seen)
        return way

    def _laid(
        self,
        record: Handover,
        stamp: tuple[Any, ...],
        x: float,
        way: Way | None,
        sight: Sight,
        seen: Callable[[float, float], object],
    ) -> Laid:
        """A way that has just been laid, with what it was laid among."""
        end = self._layout.card(record.target).x
        left, right = min(sight.left, x, end), max(sight.right, x, end) + self._layout.card_w
        looked = left - x, right - x
        return Laid(stamp, x, way, looked, self._seen(record, looked, x, seen))

    def _seen(
        self,
        record: Handover,
        sight: tuple[float, float],
        x: float,
        others: Callable[[float, float], object],
    ) -> object:
        """All that the way of a handover hangs on in the stretch that it looks at, as seen from its source."""
        layout, journey = self._layout, self._journey
        left, right = x + sight[0], x + sight[1]
        twins = [h.id for h in journey.leaving(record.source) if h.target == record.target]
        return (
            (record.source, record.target, twins.index(record.id)),
            layout.lanes,
            (layout.lane_of(record.source), layout.lane_of(record.target)),
            round(layout.card(record.target).x - x, 5),
            layout.cards_between(left, right, x),
            others(left, right),
        )

    def _stamp(self, record: Handover, low: int, high: int) -> tuple[Any, ...]:
        if high - low > MANY_PHASES:
            return (record, self._layout.version)
        return (record, self._between(low, high))

    def _between(self, low: int, high: int) -> tuple[Any, ...]:
        stamp = self._stamps.get((low, high))
        if stamp is None:
            stamp = self._stamps[low, high] = self._freshness.ways_between(low, high)
        return stamp

    def _marks_to_shun(self, low: int, high: int) -> Marks:
        """Where the marks of failing handovers stand between two phases."""
        found = self._about.get((low, high))
        if found is None:
            spans = self._layout.phases[low : high + 1][:6]
            marks = {one: mark for span in spans for one, mark in self._shunned_in(span.id)}
            found = self._about[low, high] = sorted(marks.items())
        return found

    def _shunned_in(self, phase: str) -> Marks:
        found = self._shunned.get(phase)
        if found is None:
            store = self._journey.store.of(Handover)
            failing = [store[h] for h in self.near([phase]) if store[h].quality == "fails"]
            ways = [(one.id, self._plain_way(one)) for one in failing]
            found = self._shunned[phase] = [(one, way.mark) for one, way in ways if way is not None]
        return found

    def _plain_way(self, handover: Handover) -> Way | None:
        low, high = self.reach(handover)
        stamp, x = self._stamp(handover, low, high), self._layout.card(handover.source).x
        kept = self._plain.get(handover.id)
        if kept is not None and kept.stamp == stamp:
            return _moved_to(kept, x)
        if kept is not None and kept.seen == self._seen(handover, kept.sight, x, _nothing_else):
            kept.stamp = stamp
            return _moved_to(kept, x)
        sight = Sight(self._layout)
        way = plain_way(sight, handover)
        self._plain[handover.id] = self._laid(handover, stamp, x, way, sight, _nothing_else)
        return way

    def _before(self, handover: Handover) -> list[Way]:
        """The ways of the handovers that leave the same touchpoint and come before."""
        leaving = self._journey.leaving(handover.source)
        before = leaving[: next((i for i, h in enumerate(leaving) if h.id == handover.id), 0)]
        return [way for h in before[:12] if (way := self.way(h.id)) is not None]

    # -- labels

    def failing(self) -> list[tuple[Handover, Way]]:
        """The failing handovers with their ways."""
        return self._failing_among(list(self._journey.store.of(Handover)))

    def _failing_among(self, handovers: list[str]) -> list[tuple[Handover, Way]]:
        store = self._journey.store.of(Handover)
        known = [store[h] for h in handovers if store[h].quality == "fails"]
        return [(h, way) for h in known if (way := self.way(h.id)) is not None]

    def labels_in(self, phase: str) -> list[Label]:
        """The labels of the failing handovers whose marks stand in a phase's column or in the room before it."""
        place, spans = self._layout.phase_index(phase), self._layout.phases
        start, is_last = spans[place].start, place + 1 == len(spans)
        stamp = (self._freshness.ways_between(place - 1, place + 1), place == 0, is_last)
        kept = self._labels.get(phase)
        if kept is None or kept[0] != stamp:
            kept = self._labels[phase] = stamp, start, self._found_labels(place)
        elif kept[1] != start:
            away = start - kept[1]
            moved = [replace(one, box=one.box.moved(away, 0.0)) for one in kept[2]]
            kept = self._labels[phase] = stamp, start, moved
        return kept[2]

    def _found_labels(self, place: int) -> list[Label]:
        spans = self._layout.phases
        left = spans[place - 1].end if place else -BETWEEN_PHASES
        right = spans[place].end if place + 1 < len(spans) else self._layout.width
        near = self.near([span.id for span in spans[max(0, place - 1) : place + 2]])
        about = self._failing_among([*near, *self.far])
        failing = [(h, way) for h, way in about if left <= way.mark[0] < right]
        if not failing:
            return []
        ways = [way for h in [*near, *list(self.far)[:50]] if (way := self.way(h)) is not None]
        return labels(self._layout, failing, left, right, ways)


def _moved_to(kept: Laid, x: float) -> Way | None:
    """A way whose source stands at x now."""
    if kept.x != x and kept.way is not None:
        kept.way = kept.way.moved(x - kept.x)
    kept.x = x
    return kept.way


def _nothing_else(left: float, right: float) -> object:
    """A plain way hangs on cards alone."""
    return None
