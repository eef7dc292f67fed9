"""Rules about the journey as a whole: ways, cycles, bottlenecks and whether things are put right."""

import heapq
import itertools
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from model.findings import MomentThatMatters
from model.gaps.sign import Clue
from model.gaps.touchpoints import load_of
from model.gaps.words import customers_a_day, listed, number
from model.graph import JourneyGraph
from model.journey import Journey
from model.numbers.chain import Chain, chains, weights
from model.numbers.visits import circles_in_parts
from model.parts import Parts, at_once
from model.records import Handover, Persona, Touchpoint
from model.spoken import counted, name_of

if TYPE_CHECKING:
    from networkx import DiGraph, MultiDiGraph

ORDER = frozenset({"touchpoint/place", "phase/rank"})
"""What says where a touchpoint stands in the journey."""
NAMES = frozenset({"persona/name", "persona/rank"})
WAYS = ORDER | {
    *{"touchpoint/personas", "touchpoint/entry"},
    *{"handover/source", "handover/target", "handover/share", "handover/rank"},
}
"""What says where customers begin and how they go on."""
CIRCLES = ORDER | {"handover/source", "handover/target", "handover/handover_kind"}
BOTTLENECKS = (
    WAYS
    | NAMES
    | {
        *{"touchpoint/demand_per_day", "touchpoint/capacity_per_day", "phase/title"},
        *{"map/surge_factor", "map/weights"},
    }
)
RECOVERIES = CIRCLES | {
    *{"handover/quality", "handover/rank", "phase/title", "moment/on"},
    *{"touchpoint/mood", "touchpoint/personas", "persona/share"},
}
Looking = Generator[Clue | None, None, None]
OFTEN = 500
"""After so many touchpoints there is a pause."""
_ready: WeakKeyDictionary[Journey, list[Chain]] = WeakKeyDictionary()
_START, _END = "start", "end"


def graph_of(journey: Journey) -> "MultiDiGraph[str]":
    """The graph of a journey; made once, it follows every commit from then on."""
    return at_once(graph_in_parts(journey))


def graph_in_parts(journey: Journey) -> "Parts[MultiDiGraph[str]]":
    """The same in parts, between which the map must not change."""
    if journey.graph is None:
        journey.graph = yield from JourneyGraph.in_parts(journey.store)
    return journey.graph.graph


def edges_in_parts(journey: Journey) -> "Parts[list[tuple[str, str, Handover]]]":
    """The handovers that are edges of the graph, each after its ends."""
    edges: Any = (yield from graph_in_parts(journey)).edges(data="record")
    found = []
    for count, edge in enumerate(edges, 1):
        found.append(edge)
        if count % OFTEN == 0:
            yield
    return found


def journeys_of(journey: Journey) -> list[Chain]:
    """The journey of each persona, as the numbers along it see it; one for everybody where there is no persona."""
    known = _ready.get(journey)
    return chains(journey, weights(journey)) if known is None else known


@contextmanager
def with_chains(journey: Journey, known: list[Chain]) -> Iterator[None]:
    """Let the rules use what is known of the journeys of the personas, for as long as nothing changes."""
    _ready[journey] = known
    try:
        yield
    finally:
        del _ready[journey]


def ways_in_parts(chain: Chain) -> Parts[dict[str, list[str]]]:
    """For each touchpoint of a persona, those that its handovers lead on to; a way that nobody takes is none."""
    steps, found = chain.touchpoints, dict[str, list[str]]()
    for count, (step, ways) in enumerate(zip(steps, chain.ways, strict=True), 1):
        found[step] = [steps[way.target] for way in ways if way.chance != 0]
        if count % OFTEN == 0:
            yield
    return found


def starts_of(chain: Chain) -> list[str]:
    """The touchpoints at which a persona begins."""
    return [step for step, share in zip(chain.touchpoints, chain.start, strict=True) if share]


def _who(journey: Journey, personas: list[str | None]) -> str:
    known = journey.store.of(Persona)
    return listed(
        "customers" if one is None else name_of(known[one]) or "an unnamed persona" for one in personas
    )


def unreachable(journey: Journey, today: date) -> Looking:
    """A touchpoint of a persona that no start of this persona reaches."""
    lost: dict[str, list[str | None]] = {}
    for chain in journeys_of(journey):
        yield None
        ways = yield from ways_in_parts(chain)
        seen = set(starts_of(chain))
        waiting, count = list(seen), 0
        while waiting:
            count += 1
            if count % OFTEN == 0:
                yield None
            fresh = {one for one in ways[waiting.pop()] if one not in seen}
            seen |= fresh
            waiting += fresh
        for one in ways.keys() - seen:
            lost.setdefault(one, []).append(chain.persona)
    yield None
    for count, touchpoint in enumerate(sorted(lost, key=journey.number_of), 1):
        yield Clue(
            touchpoint, f"No handover brings {_who(journey, lost[touchpoint])} here from where they start."
        )
        if count % OFTEN == 0:
            yield None


def components(journey: Journey) -> Parts[list[list[str]]]:
    """The touchpoints that lead back to themselves, each circle in journey order."""
    graph = yield from graph_in_parts(journey)
    whole = yield from circles_in_parts(graph.adj)
    found = [
        sorted(one, key=journey.number_of)
        for one in whole
        if len(one) > 1 or any(graph.has_edge(step, step) for step in one)
    ]
    return sorted(found, key=lambda one: journey.number_of(one[0]))


def going_in_circles(journey: Journey, today: date) -> Looking:
    """A circle of handovers of which none is a `rework`, at its first touchpoint."""
    import networkx  # noqa: F401 - Takes 0.2 s.

    yield None
    for circle in (yield from components(journey)):
        inside = set(circle)
        around = [one for step in circle for one in journey.leaving(step) if one.target in inside]
        if not any(one.handover_kind == "rework" for one in around):
            steps = counted(len(circle), "touchpoint")
            why = f"{steps} and {counted(len(around), 'handover')} lead back to here, and none is marked as rework."
            yield Clue(circle[0], why, tuple(circle[1:]))


def single_way(journey: Journey, today: date) -> Looking:
    """Every path of a persona through a phase passes one touchpoint that is over capacity."""
    known = journey.store.of(Touchpoint)
    over = {one.id: load for one in known.values() if (load := load_of(journey, one)) is not None}
    if not over:
        return
    stuck: dict[str, list[str | None]] = {}
    for chain in journeys_of(journey):
        yield None
        ways = yield from ways_in_parts(chain)
        starts = set(starts_of(chain))
        for phase in dict.fromkeys(journey.phase_of(known[one]) for one in over):
            yield None
            for one in _always_passed(ways, starts, journey.in_phase(phase)):
                if one in over:
                    stuck.setdefault(one, []).append(chain.persona)
    for touchpoint in sorted(stuck, key=journey.number_of):
        demand, capacity = over[touchpoint]
        phase_name = _phase_name(journey, known[touchpoint])
        why = f"Every way of {_who(journey, stuck[touchpoint])} through {phase_name} passes here"
        yield Clue(
            touchpoint, f"{why}, where {customers_a_day(demand)} and {number(capacity)} can be served."
        )


def _phase_name(journey: Journey, touchpoint: Touchpoint) -> str:
    phase = journey.store.get(journey.phase_of(touchpoint))
    return f"“{name_of(phase)}”" if phase is not None and name_of(phase) else "its phase"


def _always_passed(ways: dict[str, list[str]], starts: set[str], phase: list[str]) -> list[str]:
    """The touchpoints of a phase that lie on every path through it: the dominators of its ends."""
    import networkx

    inside = {one for one in phase if one in ways}
    through: DiGraph[str] = networkx.DiGraph()
    through.add_nodes_from((_START, _END))
    for source, targets in ways.items():
        through.add_edges_from((_START, one) for one in targets if one in inside and source not in inside)
    for one in inside:
        within = [target for target in ways[one] if target in inside]
        through.add_edges_from((one, target) for target in within)
        if len(within) < len(ways[one]) or not ways[one]:
            through.add_edge(one, _END)
        if one in starts:
            through.add_edge(_START, one)
    above = networkx.immediate_dominators(through, _START)
    passed, at = [], above.get(_END)
    while at is not None and at != _START:
        passed.append(at)
        at = above[at]
    return passed


def latest_phases(journey: Journey) -> Parts[dict[str, int]]:
    """How far on a customer gets, at the least, before a recovery begins: a phase's number for each touchpoint.

    A touchpoint after which no recovery begins at all is left out.
    """
    known = journey.store.of(Touchpoint)
    phase = {one: number for number, one in enumerate(journey.phases)}
    stands = {one.id: phase[journey.phase_of(one)] for one in known.values()}
    yield
    graph, latest = (yield from graph_in_parts(journey)), dict[str, int]()
    edges = yield from edges_in_parts(journey)
    waiting = sorted(
        {(stands[source], source) for source, _, one in edges if one.handover_kind == "recovery"}
    )
    for count in itertools.count(1):
        if not waiting:
            break
        if count % OFTEN == 0:
            yield
        number_of_phase, touchpoint = heapq.heappop(waiting)
        if touchpoint in latest:
            continue
        latest[touchpoint] = number_of_phase
        for before in graph.predecessors(touchpoint):
            if before not in latest:
                heapq.heappush(waiting, (max(number_of_phase, stands[before]), before))
    return latest


def no_recovery(journey: Journey, today: date) -> Looking:
    """A failing handover or a negative moment after which no `recovery` begins before the end of the next phase."""
    edges = yield from edges_in_parts(journey)
    failing = [one for _, _, one in edges if one.quality == "fails"]
    failing.sort(key=lambda one: (*journey.step_order(one.id), one.rank, one.id))
    yield None
    broken = [(one.id, one.target, "this fails") for one in failing]
    broken += [(on, at, "this moment goes wrong") for on, at in _negative(journey)]
    yield None
    if not broken:
        return
    phase = {one: number for number, one in enumerate(journey.phases)}
    latest = yield from latest_phases(journey)
    known = journey.store.of(Touchpoint)
    yield None
    names = [name_of(record) if (record := journey.store.get(one)) else "" for one in journey.phases]
    for anchor, at, what in broken:
        last = min(phase[journey.phase_of(known[at])] + 1, len(names) - 1)
        if latest.get(at, len(names)) > last:
            until = f"“{names[last]}”" if names[last] else "the next phase"
            yield Clue(
                anchor, f"Nothing puts it right after {what}: no recovery begins before the end of {until}."
            )


def _negative(journey: Journey) -> Iterator[tuple[str, str]]:
    """Where moments that customers feel bad at stand: the record they are on, and the touchpoint it is felt at."""
    known, seen = journey.store.of(Touchpoint), set()
    for moment in journey.store.of(MomentThatMatters).values():
        handover = journey.store.find(Handover, moment.on)
        at = known.get(moment.on if handover is None else handover.target)
        if at is None or (handover is not None and handover.source not in known) or moment.on in seen:
            continue
        felt = journey.felt(at)
        if felt is not None and felt < 0:
            seen.add(moment.on)
            yield moment.on, at.id
