"""The numbers along the journey: per persona, or for all customers with the personas mixed by their shares.

Every number carries its formula and its inputs; fields that are not set are counted and never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.journey import Journey
from model.numbers.chain import chains, chains_in_parts, persona_name, weights
from model.numbers.figures import Figure, Input
from model.numbers.flows import Flows, Part, mixed
from model.numbers.measures import MEASURES, Told
from model.numbers.scores import scores
from model.numbers.story import Story, story, story_figures
from model.numbers.walks import Walks, likeliest_in_parts
from model.parts import Parts, at_once
from model.quiet import no_garbage_collection
from model.records import Touchpoint

__all__ = [
    "Figure",
    "Input",
    "LikelyWalk",
    "Numbers",
    "Story",
    "all_numbers",
    "numbers",
    "numbers_in_parts",
    "reach",
    "scores",
]

SHOWN = 9
"""How many touchpoints of a cycle a sentence names."""


@dataclass(frozen=True, slots=True)
class LikelyWalk:
    """A way that customers take from a start to an end, its chance 0–1, how it ends, and its own story."""

    touchpoints: tuple[str, ...]
    handovers: tuple[str, ...]
    chance: float
    ends: str | None
    story: Story


@dataclass(frozen=True)
class Numbers:
    """The numbers of one persona, or (`persona` None) of all customers; touchpoints by id, shares 0–1.

    A touchpoint whose reach cannot be told, behind shares that sum above 1, is missing from `reach`; `errors` says
    in a sentence what is wrong at which touchpoint.
    """

    persona: str | None
    name: str
    figures: Mapping[str, Figure]
    reach: Mapping[str, float]
    visits: Mapping[str, float]
    unreachable: tuple[str, ...]
    errors: Mapping[str, str]
    story: Story
    _journey: Journey
    _parts: tuple[Part, ...]

    @property
    def flows(self) -> list[Flows]:
        """What the numbers are taken from; by far the most of what they hold."""
        return [one.flows for one in self._parts]

    def walks(self, count: int = 5) -> list[LikelyWalk]:
        """The likeliest walks, the likeliest first; parallel handovers make different walks."""
        return at_once(self.walks_in_parts(count))

    def walks_in_parts(self, count: int = 5) -> Parts[list[LikelyWalk]]:
        """The same, part by part."""
        parts, found = list[tuple[Walks, float]](), list[LikelyWalk]()
        for one in self._parts:
            parts.append(((yield from one.flows.walked()), one.weight))
            yield
        there = self._journey.store.of(Touchpoint)
        for walk in (yield from likeliest_in_parts(parts, count, self._journey.number_of)):
            told = story(self._journey, self.persona, walk.touchpoints)
            yield
            ends = there[walk.touchpoints[-1]].ends
            found.append(LikelyWalk(walk.touchpoints, walk.handovers, walk.chance, ends, told))
            yield
        return found


@no_garbage_collection()
def numbers(journey: Journey, persona: str | None = None) -> Numbers:
    """The numbers of a persona (its id), or of all customers; raises KeyError for a persona that is not there."""
    return at_once(numbers_in_parts(journey, [persona]))[0]


@no_garbage_collection()
def all_numbers(journey: Journey) -> list[Numbers]:
    """The numbers of all customers, then of each persona; each chain is solved once."""
    return at_once(numbers_in_parts(journey, [None, *(one.id for one in journey.personas)]))


def numbers_in_parts(journey: Journey, asked: Sequence[str | None]) -> Parts[list[Numbers]]:
    """The numbers of these personas, None for all customers, part by part; a commit meanwhile makes them void."""
    weighed, found = weights(journey), list[Numbers]()
    everybody = [one for one, weight in weighed.items() if weight] if None in asked else []
    wanted = dict.fromkeys([*everybody, *(one for one in asked if one is not None)])
    flows = {}
    for chain in (yield from chains_in_parts(journey, wanted)):
        flows[chain.persona] = yield from Flows(chain).solved()
    for one in asked:
        if one is None:
            parts, part = [Part(flows[each], weighed[each]) for each in everybody], 1.0
        else:
            parts, part = [Part(flows[one], 1.0)], weighed[one]
        found.append((yield from _numbers(journey, one, part, parts)))
    return found


def _numbers(journey: Journey, persona: str | None, part: float, parts: list[Part]) -> Parts[Numbers]:
    errors = _errors(journey, parts)
    told = Told(journey, parts, part, next(iter(errors.values()), ""))
    yield
    steps = [one.id for one in told.touchpoints]
    yield
    drawn = story(journey, persona, steps)
    yield
    figures = list[Figure]()
    for measure in MEASURES:
        figures.append(measure(told))
        yield
    figures += story_figures(journey, drawn)
    yield
    reached, visited = _known(mixed(parts, "reach")), _known(told.visits)
    yield
    unreachable = _unreachable(told)
    yield
    return Numbers(
        persona=persona,
        name=persona_name(journey, persona),
        figures={figure.key: figure for figure in figures},
        reach=reached,
        visits=visited,
        unreachable=unreachable,
        errors=errors,
        story=drawn,
        _journey=journey,
        _parts=tuple(parts),
    )


def reach(journey: Journey) -> dict[str, float]:
    """The share of customers, 0–1, who get to each touchpoint at least once, personas mixed by their shares.

    A touchpoint behind one whose shares sum above 1 has no entry: its reach cannot be told.
    """
    weighed = weights(journey)
    chosen = [one for one, weight in weighed.items() if weight]
    parts = [Part(Flows(chain), weighed[chain.persona]) for chain in chains(journey, chosen)]
    return _known(dict.fromkeys(journey.touchpoints, 0.0) | mixed(parts, "reach"))


def _known(found: dict[str, float]) -> dict[str, float]:
    return {one: value for one, value in found.items() if value == value}


def _unreachable(told: Told) -> tuple[str, ...]:
    """The touchpoints to which no start leads, for any of the personas told of."""
    got_to = {one.chain.touchpoints[number] for one in told.parts for number in one.flows.reachable}
    return tuple(one.id for one in told.touchpoints if one.id not in got_to)


def _errors(journey: Journey, parts: Iterable[Part]) -> dict[str, str]:
    """What is wrong with the shares, at the touchpoint where it is, or where the cycle begins."""
    found: dict[str, str] = {}
    for one in parts:
        found |= one.chain.errors
        who = (
            "Nobody ever"
            if len(journey.personas) < 2
            else f"{persona_name(journey, one.chain.persona)} never"
        )
        for cycle in one.flows.endless:
            numbered = [str(journey.number_of(one.chain.touchpoints[number])) for number in cycle]
            more = f" and {len(cycle) - SHOWN} more" if len(cycle) > SHOWN else ""
            way = (
                f"of {', '.join(numbered[:SHOWN])}{more}"
                if len(cycle) > 1
                else f"from {numbered[0]} to itself"
            )
            found.setdefault(one.chain.touchpoints[cycle[0]], f"{who} leaves the cycle {way}.")
    return {touchpoint: found[touchpoint] for touchpoint in sorted(found, key=journey.number_of)}
