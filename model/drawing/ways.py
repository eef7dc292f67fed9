"""The ways of all handovers of a map, found when first asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter

from model.drawing.freshness import Freshness, is_whole
from model.drawing.layout import Layout, Span
from model.drawing.marks import Box
from model.drawing.moves import Moved, Moves
from model.drawing.routes import Point, Way, plain_way, way_of
from model.drawing.sight import SHUNNED, Laid, Sight, disturbed, moved_to
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Change, Commit

MANY_PHASES = 3
"""A handover that passes more phases than this is looked at wherever one looks."""
Marks = list[tuple[str, Point]]
"""Handovers with where their marks stand, or would stand."""
FEW_CHANGES = 12
"""After more changes at once than this, every way is looked at again."""
MOST_SORTED = 1000
"""More handovers than this are not sorted one by one: all are, when they are asked for."""
AT_EDGE = 0.8
"""A line ends at a card if it comes as near as this, mm."""


class Ways:
    """The lines of a journey's handovers, sorted by the phases they pass; follows commits after the layout has."""

    def __init__(self, journey: Journey, layout: Layout, freshness: Freshness) -> None:
        self._journey, self._layout, self._freshness = journey, layout, freshness
        self._found: dict[str, Laid] = {}
        self._plain: dict[str, Laid] = {}
        self._near: dict[str, set[str]] = {}
        self._passes: dict[str, list[str]] = {}
        self._far: dict[str, None] = {}
        self._is_sorted = False
        self._version, self._spans = layout.version, layout.phases
        self._moved = Moved()
        """What the last changes did to all that ways hang on."""
        self._shifts = Moved()
        """What they did to the cards alone."""
        self._now: dict[str, Way | None] = {}
        """The ways asked for since the last commit that moved anything; so are these:"""
        self._shunned: dict[str, Marks] = {}
        """The marks of failing handovers by the phases they pass."""
        self._about: dict[tuple[int, int], Marks] = {}
        """And by the first and the last of several phases."""

    # -- following

    def follow(self, commit: Commit) -> None:
        """Sort anew what a commit moved; where it moved nothing, the ways asked for before still hold."""
        layout, spans = self._layout, self._spans
        moves, glided = layout.moved.since(self._version), layout.glided.since(self._version)
        has_moved = layout.version != self._version
        self._version, self._spans = layout.version, layout.phases
        handovers = [change for change in commit.patch if change.kind == Handover.kind]
        if not has_moved and not handovers:
            return
        self._now.clear()
        self._shunned.clear()
        self._about.clear()
        for gone in (change.id for change in commit.patch if change.after is None):
            self._found.pop(gone, None)
        self._sort_changed(commit)
        self._shifts.add(glided)
        if moves is None or len(moves) + len(handovers) > FEW_CHANGES or not self._is_sorted:
            self._moved.add(None)
        else:
            self._disturb(moves, spans, self._beside(handovers))
        for gone in (change.id for change in commit.patch if change.after is None):
            self._plain.pop(gone, None)

    def _sort_changed(self, commit: Commit) -> None:
        if not self._is_sorted:
            return
        if any(change.kind == "phase" for change in commit.patch):
            self._is_sorted = False
            return
        moved: set[str] = set()
        for change in commit.patch:
            if change.kind == "handover":
                moved.add(change.id)
            elif change.kind == "touchpoint" and (is_whole(change) or "place" in (change.after or {})):
                about = [*self._journey.leaving(change.id), *self._journey.arriving(change.id)]
                moved.update(handover.id for handover in about)
        if len(moved) > MOST_SORTED:
            self._is_sorted = False
            return
        for handover in moved:
            self._sort(handover)

    def _beside(self, handovers: list[Change]) -> set[str]:
        """The handovers from where one of these left or leaves now, themselves among them."""
        found = {change.id for change in handovers}
        for change in handovers:
            sides = [side for side in (change.before, change.after) if side]
            sources = {str(side["source"]) for side in sides if side.get("source")}
            record = self._journey.store.find(Handover, change.id)
            for source in sources | ({record.source} if record is not None else set()):
                found |= {one.id for one in self._journey.leaving(source)}
        return found

    def _disturb(self, moves: Moves, spans: list[Span], changed: set[str]) -> None:
        """Note where ways may run otherwise now: where cards do, and where a mark to shun comes, goes or moves."""
        store = self._journey.store.of(Handover)
        broken = [
            span.id
            for m in moves
            for span in spans[
                bisect_left(spans, m.first, key=attrgetter("end")) : bisect_right(
                    spans, m.last, key=attrgetter("start")
                )
            ]
        ]
        near = {one for one in self.near(broken) if store[one].quality == "fails"} if moves else set()
        before = {one: self._shunned_at(one) for one in changed | near}
        for found in (self._found, self._plain):
            for one in changed & found.keys():
                found[one].count = -1
        self._moved.add(moves)
        zones = list(moves)
        for one, old in before.items():
            record = store.get(one)
            is_shunned = one in self._passes and record is not None and record.quality == "fails"
            way = self._plain_way(record) if is_shunned and record is not None else None
            zones += disturbed(moves, old, way.mark if way is not None else None)
            if way is None:
                self._plain.pop(one, None)
        self._moved.amend(tuple(sorted(zones)))

    def _shunned_at(self, handover: str) -> Point | None:
        """Where the mark of a handover stood that has been shunned; nowhere at all if that is not known."""
        kept = self._plain.get(handover)
        if kept is None or kept.way is None:
            return None
        by = self._moved.carried(kept.count, kept.x + kept.sight[0], kept.x + kept.sight[1])
        return (kept.way.mark[0] + by, kept.way.mark[1]) if by is not None else (float("nan"), 0.0)

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

    def sort_like(self, other: "Ways") -> None:
        """Take over which phases each handover passes from another drawing of this journey, as far as known."""
        if other._is_sorted and [one.id for one in other._layout.phases] == [
            one.id for one in self._layout.phases
        ]:
            self._is_sorted, self._passes, self._far = True, dict(other._passes), dict(other._far)
            self._near = {phase: set(those) for phase, those in other._near.items()}

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

    def about(self, handovers: list[str], spots: Sequence[Box]) -> list[str]:
        """Those of some handovers of which an end stands at one of these boxes, or that pass it."""
        layout, store, found = self._layout, self._journey.store.of(Handover), []
        for one in handovers:
            record = store[one]
            left, right = sorted((layout.card(record.source).x, layout.card(record.target).x))
            left, right = left - SHUNNED, right + layout.card_w + SHUNNED
            if any(left < spot.right and right > spot.x for spot in spots):
                found.append(one)
        return found

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

    def roughly(self, handover: str) -> Way | None:
        """The way of a handover as it ran before the last changes, its points carried along; a new one as it is."""
        kept = self._found.get(handover)
        if handover in self._now or kept is None or kept.way is None or kept.count < 0:
            return self.way(handover)
        if kept.lanes is not self._layout.lanes:
            return self.way(handover)
        by = self._moved.carried(kept.count, kept.x + kept.sight[0], kept.x + kept.sight[1])
        if by is not None:
            return kept.way.moved(by) if by else kept.way
        way, place = kept.way, self._shifts.place
        xs = [place(kept.count, x) for x, _ in (*way.points, way.mark)]
        points = [(x, y) for x, (_, y) in zip(xs, (*way.points, way.mark), strict=True) if x is not None]
        if len(points) < len(xs) or not self._touches(handover, points[0], points[-2]):
            return self.way(handover)
        return Way(tuple(points[:-1]), points[-1], way.is_link, way.turns_back)

    def _touches(self, handover: str, first: Point, last: Point) -> bool:
        """Whether a line that begins and ends here does so at the cards of a handover's ends."""
        record, layout = self._journey.store.of(Handover)[handover], self._layout
        ends = ((record.source, first), (record.target, last))
        return all(layout.card(one).grown(AT_EDGE).holds(*point) for one, point in ends)

    def _way(self, handover: str) -> Way | None:
        record = self._journey.store.find(Handover, handover)
        if record is None:
            return None
        before, kept = self._before(record), self._found.get(handover)
        if kept is not None and self._is_carried(kept, before):
            return kept.way
        if not (self._layout.has(record.source) and self._layout.has(record.target)):
            return None
        shun = [mark for mark in self._marks_to_shun(*self.reach(record)) if mark[0] != handover]

        def lay(sight: Sight) -> Way | None:
            return way_of(sight, record, [point for _, point in shun], before)

        return self._kept_or_laid(self._found, record, shun, before, lay)

    def _plain_way(self, handover: Handover) -> Way | None:
        kept = self._plain.get(handover.id)
        if kept is not None and self._is_carried(kept, []):
            return kept.way
        return self._kept_or_laid(self._plain, handover, [], [], lambda sight: plain_way(sight, handover))

    def _is_carried(self, kept: Laid, before: list[Way]) -> bool:
        """Move a way along, if all that it hangs on has moved as a whole since it was last looked at."""
        if kept.lanes is not self._layout.lanes or [way.shape for way in before] != kept.before:
            return False
        by = self._moved.carried(kept.count, kept.x + kept.sight[0], kept.x + kept.sight[1])
        if by is None:
            return False
        kept.count = self._moved.count
        if by:
            moved_to(kept, kept.x + by)
        return True

    def _kept_or_laid(
        self,
        found: dict[str, Laid],
        record: Handover,
        shun: Marks,
        before: list[Way],
        lay: Callable[[Sight], Way | None],
    ) -> Way | None:
        """The way of a handover, moved along with its source as long as all that it hangs on is as it was."""
        layout, kept = self._layout, found.get(record.id)
        x, shapes = layout.card(record.source).x, [way.shape for way in before]
        if kept is not None and kept.lanes == layout.lanes and kept.before == shapes:
            left, right = x + kept.sight[0], x + kept.sight[1]
            if kept.about == self._seen(record, left, right, x, shun):
                kept.count, kept.lanes = self._moved.count, layout.lanes
                return moved_to(kept, x)
        sight = Sight(layout)
        way, end = lay(sight), layout.card(record.target).x
        left, right = min(sight.left, x, end), max(sight.right, x, end) + layout.card_w
        seen, looked = self._seen(record, left, right, x, shun), (left - x, right - x)
        found[record.id] = Laid(self._moved.count, x, way, looked, seen, shapes, layout.lanes)
        return way

    def _seen(self, record: Handover, left: float, right: float, x: float, shun: Marks) -> object:
        """What the way of a handover hangs on from left to right, as seen from its source at x."""
        layout = self._layout
        twins = [h.id for h in self._journey.leaving(record.source) if h.target == record.target]
        return (
            (record.source, record.target, twins.index(record.id)),
            (layout.lane_of(record.source), layout.lane_of(record.target)),
            round(layout.card(record.target).x - x, 5),
            [
                (round(point[0] - x, 5), round(point[1], 5))
                for _, point in shun
                if left - SHUNNED <= point[0] <= right + SHUNNED
            ],
            layout.cards_between(left, right, x),
        )

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

    def _before(self, handover: Handover) -> list[Way]:
        """The ways of the handovers that leave the same touchpoint and come before."""
        leaving = self._journey.leaving(handover.source)
        if leaving[:1] == [handover]:
            return []
        before = leaving[: next((i for i, h in enumerate(leaving) if h.id == handover.id), 0)]
        return [way for h in before[:12] if (way := self.way(h.id)) is not None]

    def failing(self) -> list[tuple[Handover, Way]]:
        """The failing handovers with their ways."""
        return self.failing_among(list(self._journey.store.of(Handover)))

    def failing_among(self, handovers: list[str]) -> list[tuple[Handover, Way]]:
        """Those of some handovers that fail, with their ways."""
        store = self._journey.store.of(Handover)
        known = [store[h] for h in handovers if store[h].quality == "fails"]
        return [(h, way) for h in known if (way := self.way(h.id)) is not None]
