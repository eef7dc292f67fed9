"""The likeliest ways through a journey, from a start to an end; touchpoints may come more than once.

The likeliest way on from every touchpoint is found first (Dijkstra, backwards); every other walk is one of these
with some sidetracks (Eppstein 1998). Each walk taken brings those with one more sidetrack behind its last one, so
that neither cliques nor ladders of branches make more work than the walks that are asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from math import inf, isnan, log, prod
from operator import attrgetter, itemgetter
from typing import NamedTuple

from model.numbers.chain import Chain, Way
from model.parts import Parts, at_once

TIE = 1e-9
"""Chances whose logarithms lie as close as this are the same: rounding goes by the order of multiplication."""
MANY = 500
"""After so many places others may want the time."""
PATIENCE = 20
"""How many times the walks asked for are tried per persona where personas share walks that are equally likely."""

Key = tuple[tuple[int, ...], ...]
MOST_RUNS = 12
"""So many stretches of a walk are said."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through the journey: its touchpoints, the handovers between them, and the chance to go exactly so."""

    touchpoints: tuple[str, ...]
    handovers: tuple[str, ...]
    chance: float


class Option(NamedTuple):
    """One way on from a place: to a touchpoint, or (None) ending there; `order` stands for journey order."""

    order: int
    target: int | None
    way: Way | None
    cost: float


class Sidetracks(NamedTuple):
    """A walk as the places where it leaves the likeliest way; sorted by likelihood, then journey order."""

    cost: int
    key: Key
    exact: float
    taken: tuple[tuple[int, Option], ...]


class Walks:
    """The walks through a chain, the likeliest first, of equally likely ones the first in journey order."""

    def __init__(self, chain: Chain) -> None:
        at_once(self._prepare(chain))

    @classmethod
    def in_parts(cls, chain: Chain) -> Parts["Walks"]:
        """The same, some places at a time."""
        made = cls.__new__(cls)
        yield from made._prepare(chain)
        return made

    def _prepare(self, chain: Chain) -> Parts[None]:
        self.chain = chain
        self._root = len(chain.touchpoints)
        self._options = list[list[Option]]()
        for place in range(self._root):
            self._options.append(_options(chain, place))
            if place % MANY == MANY - 1:
                yield
        self._options.append(_starts(chain))
        yield
        self._lengths, self._next = yield from self._likeliest_on()

    def _likeliest_on(self) -> Parts[tuple[list[float], list[Option | None]]]:
        """What the likeliest way from each place to an end costs, and its first step."""
        lengths = [inf] * (self._root + 1)
        steps: list[Option | None] = [None] * (self._root + 1)
        into: list[list[tuple[int, Option]]] = [[] for _ in lengths]
        queue: list[tuple[float, int]] = []
        for place, options in enumerate(self._options):
            for option in options:
                if option.target is None:
                    heappush(queue, (option.cost, place))
                else:
                    into[option.target].append((place, option))
        yield
        settled, count = [False] * len(lengths), 0
        while queue:
            length, place = heappop(queue)
            if settled[place]:
                continue
            count += 1
            if count % MANY == 0:
                yield
            lengths[place], steps[place] = length, self._first_step(place, length, settled, lengths)
            settled[place] = True
            for before, option in into[place]:
                if not settled[before]:
                    heappush(queue, (length + option.cost, before))
        return lengths, steps

    def _first_step(
        self, place: int, length: float, settled: list[bool], lengths: list[float]
    ) -> Option | None:
        for option in self._options[place]:
            ahead = 0.0 if option.target is None else lengths[option.target]
            if (option.target is None or settled[option.target]) and option.cost + ahead <= length + TIE:
                return option
        return None

    def __iter__(self) -> Iterator[Walk]:
        if self._next[self._root] is None:
            return
        queue = [Sidetracks(0, ((0,),), 0.0, ())]
        while queue:
            found = heappop(queue)
            steps = self._steps(found.taken)
            yield self._walk(steps)
            behind = found.taken[-1][0] + 1 if found.taken else 0
            for number in range(behind, len(steps)):
                self._leave(found, number, steps[number - 1].target if number else self._root, queue)

    def _steps(self, taken: tuple[tuple[int, Option], ...]) -> list[Option]:
        steps: list[Option] = []
        sidetracks, place = dict(taken), self._root
        while True:
            step = sidetracks.get(len(steps)) or self._next[place]
            assert step is not None
            steps.append(step)
            if step.target is None:
                return steps
            place = step.target

    def _leave(self, found: Sidetracks, number: int, place: int | None, queue: list[Sidetracks]) -> None:
        """Put the walks in line that leave this one at a step."""
        assert place is not None
        usual = self._next[place]
        assert usual is not None
        for option in self._options[place]:
            ahead = 0.0 if option.target is None else self._lengths[option.target]
            if option is usual or ahead == inf:
                continue
            exact = found.exact + max(0.0, option.cost + ahead - self._lengths[place])
            # The later two walks part in favour of the usual step, the earlier in the other's.
            later = option.order > usual.order
            part = (1, -number, option.order) if later else (-1, number, option.order)
            key = (*found.key[:-1], part, (0,))
            heappush(queue, Sidetracks(round(exact / TIE), key, exact, (*found.taken, (number, option))))

    def _walk(self, steps: list[Option]) -> Walk:
        chain = self.chain
        places = [step.target for step in steps if step.target is not None]
        ways = [step.way for step in steps if step.way is not None]
        last = places[-1]
        chance = chain.start[places[0]] * prod(way.chance for way in ways) * chain.left[last]
        touchpoints = tuple(chain.touchpoints[one] for one in places)
        return Walk(touchpoints, tuple(way.handover.id for way in ways), chance)


def _options(chain: Chain, place: int) -> list[Option]:
    ways = sorted(chain.ways[place], key=attrgetter("target"))
    found = [Option(-1, None, None, -log(chain.left[place]))] if _taken(chain.left[place]) else []
    for order, way in enumerate(ways):
        if _taken(way.chance):
            found.append(Option(order, way.target, way, max(0.0, -log(way.chance))))
    return found


def _starts(chain: Chain) -> list[Option]:
    starts = enumerate(chain.start)
    return [Option(one, one, None, max(0.0, -log(chance))) for one, chance in starts if _taken(chance)]


def _taken(chance: float) -> bool:
    return chance > 0 and not isnan(chance)


def likeliest(
    parts: Sequence[tuple[Walks, float]], count: int, number_of: Callable[[str], int]
) -> list[Walk]:
    """The likeliest walks of these personas' customers, each persona's chances weighed by its part of them."""
    return at_once(likeliest_in_parts(parts, count, number_of))


def likeliest_in_parts(
    parts: Sequence[tuple[Walks, float]], count: int, number_of: Callable[[str], int]
) -> Parts[list[Walk]]:
    """The same, round by round.

    A walk that several personas take is one walk. Personas are asked in turn until no walk still to come can be
    likelier than those found (Fagin's threshold); among very many equally likely ones, the first ones count.
    """
    if count < 1:
        return []
    if len(parts) == 1:
        ((walks, weight),) = parts
        alone = list[Walk]()
        for one in islice(walks, count):
            alone.append(Walk(one.touchpoints, one.handovers, one.chance * weight))
            yield
        return alone
    found: dict[tuple[str, ...], Walk] = {}
    coming = [(iter(walks), weight) for walks, weight in parts]
    chances = [_Chances(walks.chain) for walks, _ in parts]
    for _ in range(count * PATIENCE):
        yield
        still = 0.0
        for still_to_come, weight in coming:
            walk = next(still_to_come, None)
            if walk is None:
                continue
            still += weight * walk.chance
            yield
            name = (*walk.touchpoints, *walk.handovers)
            if name not in found:
                both = sum(part * of(walk) for of, (_, part) in zip(chances, parts, strict=True))
                found[name] = Walk(walk.touchpoints, walk.handovers, both)
        best = sorted((one.chance for one in found.values()), reverse=True)[:count]
        if still == 0 or (len(best) == count and best[-1] >= still * (1 - TIE)):
            break

    def rank(walk: Walk) -> tuple[float, list[int]]:
        unlikely = round(-log(walk.chance) / TIE) if walk.chance > 0 else inf
        return unlikely, [number_of(one) for one in walk.touchpoints]

    ranked = list[tuple[tuple[float, list[int]], Walk]]()
    for walk in found.values():
        ranked.append((rank(walk), walk))
        yield
    return [walk for _, walk in sorted(ranked, key=itemgetter(0))[:count]]


class _Chances:
    """What the chance of any walk is in one chain."""

    def __init__(self, chain: Chain) -> None:
        self._index = {one: number for number, one in enumerate(chain.touchpoints)}
        self._chain = chain

    def __call__(self, walk: Walk) -> float:
        if not all(one in self._index for one in walk.touchpoints):
            return 0.0
        chain, places = self._chain, [self._index[one] for one in walk.touchpoints]
        chance = chain.start[places[0]] * chain.left[places[-1]]
        for place, handover in zip(places, walk.handovers, strict=False):
            chance *= next((way.chance for way in chain.ways[place] if way.handover.id == handover), 0.0)
        return chance


def in_runs(numbers: Iterable[int]) -> str:
    """The numbers of touchpoints along a walk, those that follow on each other drawn together: 1–9 → 12 → 9–14."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{' → '.join(parts[:MOST_RUNS])}{' → …' if len(parts) > MOST_RUNS else ''}"
