"""The journey as people read it: phases, channels and touchpoints in order, and what hangs on each."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import Any, TypeVar

from model.findings import MomentThatMatters, NamedGap, PainPoint
from model.graph import JourneyGraph
from model.lenses import CUSTOMER, LENSES, Lens
from model.records import (
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Ranked,
    Record,
    System,
    Touchpoint,
)
from model.store import Change, Commit, Store

UNSORTED = "ph_unsorted"
"""The phase shown for touchpoints whose own phase is missing."""
UNSORTED_CHANNEL = CUSTOMER.loose
"""The channel shown for touchpoints whose own channel is missing."""
Kind = TypeVar("Kind", bound=Ranked)
Key = tuple[str, str]
Standing = tuple[Any, ...]
"""What puts a touchpoint in its place in the journey; these compare as its numbers do."""
ABSENT: Standing = (0,)
"""Where something stands that is no touchpoint of the map: before all others."""
Lane = tuple[str, str | None]
"""The name of a lens and a lane that a touchpoint names, whether or not it is there."""


class Journey:
    """The order of a map and what hangs on its touchpoints and handovers; follows every commit of its store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._by_phase: dict[str, list[Key]] = {}
        self._phase_of: dict[str, tuple[str, Key]] = {}
        self._in_lane: Counter[Lane] = Counter()
        self._lanes_of: dict[str, tuple[Lane, ...]] = {}
        self._known_handovers = store.of(Handover)
        self._outgoing: dict[str, list[str]] = {}
        self._incoming: dict[str, list[str]] = {}
        self._ends: dict[str, tuple[str, str]] = {}
        self._moments_on: dict[str, set[str]] = {}
        self._pains_on: dict[str, set[str]] = {}
        self._on: dict[str, str] = {}
        self._orders: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._before: dict[str, int] = {}
        """How many touchpoints stand before each phase; empty while nobody has counted."""
        self._moments: list[MomentThatMatters] | None = None
        self._weights: list[tuple[str, float]] | None = None
        self._sort_touchpoints_anew()
        self._join_all()
        for cls in (MomentThatMatters, PainPoint):
            for record in store.of(cls).values():
                self._hang(record)
        self.graph: JourneyGraph | None = None
        """The same journey as a graph, from the first time somebody needed it."""
        store.committed.connect(self.follow)

    # -- orders

    def _order(self, cls: type[Kind]) -> list[str]:
        if cls.kind not in self._orders:
            records = self.store.of(cls).values()
            self._orders[cls.kind] = [r.id for r in sorted(records, key=lambda r: (r.rank, r.id))]
        return self._orders[cls.kind]

    def ordered(self, cls: type[Kind]) -> list[Kind]:
        """All records of a ranked kind in their order."""
        records = self.store.of(cls)
        return [records[record_id] for record_id in self._order(cls)]

    @property
    def map(self) -> JourneyMap:
        """The map's own record."""
        return next(iter(self.store.of(JourneyMap).values()))

    @property
    def phases(self) -> list[str]:
        """The ids of the phases in order; touchpoints without one stand under `UNSORTED` at the end."""
        known = self._order(Phase)
        return [*known, UNSORTED] if self._by_phase.get(UNSORTED) else known

    @property
    def channels(self) -> list[str]:
        """The ids of the channels in order; touchpoints without one stand under `UNSORTED_CHANNEL` at the end."""
        return self.lanes(CUSTOMER)

    def lanes(self, lens: Lens) -> list[str]:
        """The ids of a lens's lanes in order, its loose lane at the end where touchpoints need it."""
        known, there = self._order(lens.kind), self.store.of(lens.kind)
        lost = any(
            count for (name, lane), count in self._in_lane.items() if name == lens.name and lane not in there
        )
        return [*known, lens.loose] if lost or (lens.takes_loose and not known) else known

    def names_lanes(self, lens: Lens) -> bool:
        """Whether any touchpoint names a lane of a lens, be it there or not."""
        named = (key for key, count in self._in_lane.items() if count > 0)
        return any(name == lens.name and lane is not None for name, lane in named)

    def stands_in(self, lane: str, lens: Lens) -> bool:
        """Whether any touchpoint names this lane of a lens."""
        return self._in_lane[lens.name, lane] > 0

    def phase_of(self, touchpoint: Touchpoint) -> str:
        """The phase a touchpoint is shown in."""
        return touchpoint.place.phase if touchpoint.place.phase in self.store.of(Phase) else UNSORTED

    def channel_of(self, touchpoint: Touchpoint) -> str:
        """The channel a touchpoint is shown in."""
        return self.lane_of(touchpoint, CUSTOMER)

    def lane_of(self, touchpoint: Touchpoint, lens: Lens) -> str:
        """The lane a touchpoint is shown in under a lens."""
        lane = lens.lane_of(touchpoint)
        return lane if lane is not None and lane in self.store.of(lens.kind) else lens.loose

    def lanes_of(self, touchpoints: Iterable[str], lens: Lens) -> list[str]:
        """The lanes that touchpoints are shown in under a lens."""
        known, there = self.store.of(Touchpoint), self.store.of(lens.kind)
        named = [lens.lane_of(known[one]) for one in touchpoints]
        return [lane if lane is not None and lane in there else lens.loose for lane in named]

    def in_phase(self, phase: str) -> list[str]:
        """The ids of a phase's touchpoints in journey order."""
        return [key[1] for key in self._by_phase.get(phase, ())]

    def is_empty(self, phase: str) -> bool:
        """Whether no touchpoint stands in a phase."""
        return not self._by_phase.get(phase)

    @property
    def touchpoints(self) -> list[str]:
        """The ids of all touchpoints in journey order: phase rank, touchpoint rank, id."""
        return [touchpoint for phase in self.phases for touchpoint in self.in_phase(phase)]

    def number_of(self, touchpoint: str) -> int:
        """The number a touchpoint bears on the map, from 1 in journey order; 0 for one that is not there."""
        number = self._numbers.get(touchpoint)
        if number is None:
            if touchpoint not in self._phase_of:
                return 0
            phase, key = self._phase_of[touchpoint]
            number = self._count_before(phase) + bisect_left(self._by_phase[phase], key) + 1
            self._numbers[touchpoint] = number
        return number

    def _count_before(self, phase: str) -> int:
        if not self._before:
            lengths = [len(self._by_phase.get(one, ())) for one in self.phases]
            self._before = dict(zip(self.phases, accumulate(lengths, initial=0), strict=False))
        return self._before[phase]

    def _count_anew(self) -> None:
        self._numbers.clear()
        self._before.clear()
        self._moments = None

    @property
    def personas(self) -> list[Persona]:
        """The personas in order."""
        return self.ordered(Persona)

    @property
    def departments(self) -> list[Department]:
        """The departments in order."""
        return self.ordered(Department)

    @property
    def systems(self) -> list[System]:
        """The systems in order."""
        return self.ordered(System)

    @property
    def named_gaps(self) -> list[NamedGap]:
        """The gaps the room has named, in order."""
        return self.ordered(NamedGap)

    # -- what hangs on what

    def leaving(self, touchpoint: str) -> list[Handover]:
        """The handovers that start at a touchpoint, by rank."""
        return self._handovers(self._outgoing.get(touchpoint, ()))

    def arriving(self, touchpoint: str) -> list[Handover]:
        """The handovers that end at a touchpoint, by rank."""
        return self._handovers(self._incoming.get(touchpoint, ()))

    def between(self, source: str, target: str) -> list[Handover]:
        """The handovers from one touchpoint to another, in no order."""
        found = []
        for one in self._outgoing.get(source, ()):
            handover = self._known_handovers[one]
            if handover.target == target:
                found.append(handover)
        return found

    def _handovers(self, ids: Iterable[str]) -> list[Handover]:
        found = [self._known_handovers[one] for one in ids]
        return sorted(found, key=lambda h: (h.rank, h.id)) if len(found) > 1 else found

    def moments_on(self, record: str) -> list[MomentThatMatters]:
        """The moments that matter on a touchpoint or handover, by rank."""
        known = self.store.of(MomentThatMatters)
        return sorted((known[m] for m in self._moments_on.get(record, ())), key=lambda m: (m.rank, m.id))

    def pains_on(self, record: str) -> list[PainPoint]:
        """The pain points on a touchpoint or handover, by rank."""
        known = self.store.of(PainPoint)
        return sorted((known[p] for p in self._pains_on.get(record, ())), key=lambda p: (p.rank, p.id))

    @property
    def moments(self) -> list[MomentThatMatters]:
        """The moments that matter in journey order of what they are on, then by rank."""
        if self._moments is None:
            known = self.store.of(MomentThatMatters).values()
            self._moments = sorted(known, key=lambda m: (*self.step_order(m.on), m.rank, m.id))
        return self._moments

    def moment_code(self, moment: str) -> str:
        """What a moment is called on the map: M1, M2 … in journey order."""
        return f"M{[m.id for m in self.moments].index(moment) + 1}"

    def step_order(self, record: str) -> tuple[int, int]:
        """Where a touchpoint or handover stands in the journey: numbers of its touchpoint, or of its two ends."""
        handover = self.store.find(Handover, record)
        if handover is not None:
            return self.number_of(handover.source), self.number_of(handover.target)
        return self.number_of(record), 0

    def standing(self, record: str) -> tuple[Standing, Standing]:
        """The same order by what puts the record there; unlike numbers it stays while others come and go."""
        ends = self._ends.get(record)
        if ends is not None:
            return self._standing(ends[0]), self._standing(ends[1])
        return self._standing(record), ABSENT

    def _standing(self, touchpoint: str) -> Standing:
        if touchpoint not in self._phase_of:
            return ABSENT
        phase, (rank, _) = self._phase_of[touchpoint]
        known = self.store.of(Phase).get(phase)
        return (
            (1, 1, "", "", rank, touchpoint) if known is None else (1, 0, known.rank, phase, rank, touchpoint)
        )

    def is_for_everyone(self, touchpoint: Touchpoint) -> bool:
        """Whether every persona meets this touchpoint."""
        return not touchpoint.personas or touchpoint.personas >= self.store.of(Persona).keys()

    def personas_at(self, touchpoint: Touchpoint) -> list[Persona]:
        """The personas that meet a touchpoint, in order."""
        return [p for p in self.personas if not touchpoint.personas or p.id in touchpoint.personas]

    def felt(self, touchpoint: Touchpoint) -> float | None:
        """The mood at a touchpoint, −2…2: the mean of the personas' moods weighted by their shares; None if unset."""
        if self._weights is None:
            self._weights = [(p.id, p.share if p.share is not None else 1.0) for p in self.personas]
        mood, count, plain, weighted, weights = touchpoint.mood, 0, 0.0, 0.0, 0.0
        for persona, weight in self._weights:
            score = mood.get(persona)
            if score is not None:
                count += 1
                plain += score
                weighted += score * weight
                weights += weight
        if not count:
            return None
        return weighted / weights if weights else plain / count

    # -- following

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            self._follow_one(change)

    def _follow_one(self, change: Change) -> None:
        record = self.store.get(change.id)
        is_whole = change.before is None or change.after is None
        if change.kind == "moment" or (change.kind == "handover" and _moves(change)):
            self._moments = None
        if change.kind == "persona":
            self._weights = None
        order_changes = is_whole or "rank" in (change.after or ())
        if order_changes:
            self._orders.pop(change.kind, None)
        if change.kind == "phase" and order_changes:
            self._count_anew()
            if is_whole:
                self._sort_touchpoints_anew()
        if change.kind == "touchpoint" and (is_whole or "place" in (change.after or ())):
            self._count_anew()
            self._let_go(change.id)
            if record is not None:
                self._take_in(record, keep_order=True)
        elif isinstance(record, Touchpoint) and any(
            lens.moved_by in (change.after or ()) for lens in LENSES.values()
        ):
            self._count_in_lanes(record)
        elif change.kind in ("handover", "moment", "pain_point"):
            self._let_go(change.id)
            if record is not None:
                self._take_in(record)

    def _sort_touchpoints_anew(self) -> None:
        self._by_phase, self._phase_of = {}, {}
        touchpoints, there = self.store.of(Touchpoint), self.store.of(Phase)
        for record_id, one in touchpoints.items():
            phase, _, rank = one.place
            phase, key = phase if phase in there else UNSORTED, (rank, record_id)
            self._by_phase.setdefault(phase, []).append(key)
            self._phase_of[record_id] = phase, key
        for keys in self._by_phase.values():
            keys.sort()
        self._in_lane, shared = Counter(), list[Iterable[Lane]]()
        for lens in LENSES.values():
            named = list(map(lens.lane_of, touchpoints.values()))
            lanes = {lane: (lens.name, lane) for lane in set(named)}
            self._in_lane.update({lanes[lane]: count for lane, count in Counter(named).items()})
            shared.append(map(lanes.__getitem__, named))
        self._lanes_of = dict(zip(touchpoints, zip(*shared, strict=True), strict=True))

    def _take_in(self, record: Record, keep_order: bool = False) -> None:
        if isinstance(record, Touchpoint):
            phase, key = self.phase_of(record), (record.place.rank, record.id)
            keys = self._by_phase.setdefault(phase, [])
            if keep_order:
                insort(keys, key)
            else:
                keys.append(key)
            self._phase_of[record.id] = phase, key
            self._count_in_lanes(record)
        else:
            self._hang(record)

    def _hang(self, record: Record) -> None:
        """Take in what hangs on touchpoints and handovers."""
        if isinstance(record, Handover):
            self._join(record.id, record.source, record.target)
        elif isinstance(record, MomentThatMatters | PainPoint):
            on = self._moments_on if isinstance(record, MomentThatMatters) else self._pains_on
            on.setdefault(record.on, set()).add(record.id)
            self._on[record.id] = record.on

    def _join(self, handover: str, source: str, target: str) -> None:
        self._ends[handover] = source, target
        for known, end in ((self._outgoing, source), (self._incoming, target)):
            there = known.get(end)
            if there is None:
                known[end] = [handover]
            else:
                there.append(handover)

    def _join_all(self) -> None:
        """Join all handovers of a map that has just been opened."""
        ends, outgoing, incoming = self._ends, self._outgoing, self._incoming
        for handover, one in self._known_handovers.items():
            ends[handover] = source, target = one.source, one.target
            outgoing.setdefault(source, []).append(handover)
            incoming.setdefault(target, []).append(handover)

    def _count_in_lanes(self, touchpoint: Touchpoint) -> None:
        self._in_lane.subtract(self._lanes_of.get(touchpoint.id, ()))
        lanes = tuple((lens.name, lens.lane_of(touchpoint)) for lens in LENSES.values())
        self._lanes_of[touchpoint.id] = lanes
        self._in_lane.update(lanes)

    def _let_go(self, record: str) -> None:
        if record in self._phase_of:
            phase, key = self._phase_of.pop(record)
            keys = self._by_phase[phase]
            del keys[bisect_left(keys, key)]
            self._in_lane.subtract(self._lanes_of.pop(record))
        if record in self._ends:
            source, target = self._ends.pop(record)
            self._outgoing[source].remove(record)
            self._incoming[target].remove(record)
        if record in self._on:
            on = self._on.pop(record)
            self._moments_on.get(on, set()).discard(record)
            self._pains_on.get(on, set()).discard(record)


def _moves(handover: Change) -> bool:
    """Whether a change of a handover puts it elsewhere."""
    paths = (handover.before or {}).keys() | (handover.after or {}).keys()
    return handover.before is None or handover.after is None or not paths.isdisjoint(("source", "target"))
