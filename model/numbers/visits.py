"""How often customers come by: visits, and reach, solved one strongly connected component at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, inf, isfinite, isnan, nan
from typing import TypeVar

from model.numbers.chain import Chain
from model.numbers.returning import Returning, Row
from model.parts import Parts, at_once

Step = TypeVar("Step", int, str)
MANY = 1000
"""After so many touchpoints there is a pause."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """Touchpoints that lead back to each other; without `returning` it cannot end, or its shares say too much."""

    touchpoints: tuple[int, ...]
    returning: Returning | None
    again: Row
    told: bool = True


class Visits:
    """A chain that can be asked how often customers who begin somewhere come by each of its touchpoints."""

    def __init__(self, chain: Chain, of: "Visits | None" = None) -> None:
        """Prepare a chain; one with fewer ways than another is quicker prepared from that, and tells visits only."""
        at_once(self._prepare(chain, of))

    @classmethod
    def in_parts(cls, chain: Chain, of: "Visits | None" = None) -> Parts["Visits"]:
        """The same, component by component."""
        made = cls.__new__(cls)
        yield from made._prepare(chain, of)
        return made

    def _prepare(self, chain: Chain, of: "Visits | None") -> Parts[None]:
        self.chain = chain
        self.components: list[list[int]] = []
        self._parts: list[int | Cycle] = []
        whole = [list(range(len(chain.touchpoints)))] if chain.touchpoints else []
        self.components = yield from components_in_parts(chain, of.components if of else whole)
        yield
        for count, component in enumerate(self.components, 1):
            if count % MANY == 0:
                yield
            self._parts.append(self._part(component, tells_reach=of is None))
            if len(component) > 1:
                yield

    def _part(self, component: list[int], tells_reach: bool) -> int | Cycle:
        (first, *others) = component
        if others or any(way.target == first and way.chance != 0 for way in self.chain.ways[first]):
            return _cycle(self.chain, component, tells_reach)
        return first

    @property
    def endless(self) -> list[tuple[int, ...]]:
        """The cycles that cannot end, each with its touchpoints in journey order."""
        cycles = [part for part in self._parts if isinstance(part, Cycle)]
        return sorted(cycle.touchpoints for cycle in cycles if cycle.returning is None and cycle.told)

    @cached_property
    def visits(self) -> list[float]:
        """The expected visits to each touchpoint: V = s·F."""
        return self.beginning(self.chain.start)

    @cached_property
    def reach(self) -> list[float]:
        """The share of customers who get to each touchpoint at least once: V_t / F_tt."""
        found = list(self.visits)
        for part in self._parts:
            if isinstance(part, Cycle) and part.returning is not None:
                for one in part.touchpoints:
                    found[one] /= part.again[one]
            elif isinstance(part, Cycle) and part.told and found[part.touchpoints[0]] == inf:
                arriving = self._arriving(frozenset(part.touchpoints))
                for one in part.touchpoints:
                    found[one] = arriving
        return [share if isnan(share) else min(1.0, share) for share in found]

    def _arriving(self, own: frozenset[int]) -> float:
        """The share of customers who get into a cycle that they cannot leave."""
        coming = [self.chain.start[one] for one in own]
        for source, ways in enumerate(self.chain.ways):
            if source not in own:
                coming += [
                    self.visits[source] * way.chance for way in ways if way.target in own and way.chance
                ]
        return fsum(coming)

    def beginning(self, start: Sequence[float]) -> list[float]:
        """The expected visits to each touchpoint of customers who begin so."""
        ways, visits = self.chain.ways, list(start)
        for part in self._parts:
            if isinstance(part, Cycle):
                self._go_round(part, visits)
            elif visits[part] != 0:
                for way in ways[part]:
                    if way.chance != 0:
                        visits[way.target] += visits[part] * way.chance
        return visits

    def _go_round(self, cycle: Cycle, visits: list[float]) -> None:
        """Turn what arrives at a cycle's touchpoints into visits, and pass on what leaves it."""
        arriving = {one: visits[one] for one in cycle.touchpoints}
        if not any(arriving.values()):
            return
        found = cycle.returning.visits(arriving) if cycle.returning else {}
        own = frozenset(cycle.touchpoints)
        for one in cycle.touchpoints:
            visits[one] = found.get(one, inf if cycle.told else nan)
            for way in self.chain.ways[one]:
                if way.target not in own and way.chance != 0:
                    visits[way.target] += visits[one] * way.chance


def components(chain: Chain, within: list[list[int]]) -> list[list[int]]:
    """The strongly connected components of the ways that anyone takes, each before those it leads to.

    They are looked for within the parts given, which already stand in such an order.
    """
    return at_once(components_in_parts(chain, within))


def components_in_parts(chain: Chain, within: list[list[int]]) -> Parts[list[list[int]]]:
    """The same in parts."""
    found: list[list[int]] = []
    for part in within:
        if len(part) == 1:
            found.append(part)
            continue
        own, on = frozenset(part), dict[int, list[int]]()
        for count, source in enumerate(part, 1):
            on[source] = [way.target for way in chain.ways[source] if way.chance != 0 and way.target in own]
            if count % MANY == 0:
                yield
        # A component is finished only after all those it leads to.
        found += [sorted(one) for one in (yield from circles_in_parts(on))][::-1]
    return found


def _taken_from(line: list[Step], first: Step) -> list[Step]:
    """Take the end of a line, from one of its members on."""
    taken = [line.pop()]
    while taken[-1] != first:
        taken.append(line.pop())
    return taken


def circles_in_parts(on: Mapping[Step, Iterable[Step]]) -> Parts[list[list[Step]]]:
    """The strongly connected components of a graph, each after those it leads to (Tarjan 1972, without recursion)."""
    order: dict[Step, int] = {}
    lowest: dict[Step, int] = {}
    open_ones: list[Step] = []
    is_open: set[Step] = set()
    found: list[list[Step]] = []

    def enter(one: Step) -> tuple[Step, Iterator[Step]]:
        order[one] = lowest[one] = len(order)
        open_ones.append(one)
        is_open.add(one)
        return one, iter(on[one])

    steps = 0
    for root in on:
        path = [enter(root)] if root not in order else []
        while path:
            steps += 1
            if steps % MANY == 0:
                yield
            one, rest = path[-1]
            fresh = None
            for after in rest:
                if after not in order:
                    fresh = after
                    break
                if after in is_open:
                    lowest[one] = min(lowest[one], order[after])
            if fresh is not None:
                path.append(enter(fresh))
                continue
            path.pop()
            if path:
                before = path[-1][0]
                lowest[before] = min(lowest[before], lowest[one])
            if lowest[one] == order[one]:
                found.append(_taken_from(open_ones, one))
                is_open.difference_update(found[-1])
    return found


def _cycle(chain: Chain, component: list[int], tells_reach: bool) -> Cycle:
    own = frozenset(component)
    ways: dict[int, Row] = {one: {} for one in component}
    leaks: Row = {}
    for one in component:
        out = [chain.left[one], chain.cut[one]]
        for way in chain.ways[one]:
            if way.target not in own:
                out.append(way.chance)
            elif way.target != one and way.chance != 0:
                ways[one][way.target] = ways[one].get(way.target, 0.0) + way.chance
        leaks[one] = fsum(out)
    touchpoints = tuple(component)
    if any(chain.touchpoints[one] in chain.errors for one in component):
        return Cycle(touchpoints, None, {}, told=False)
    if any(leaks.values()):
        try:
            returning = Returning(ways, leaks)
            again = returning.again() if tells_reach else {}
        except ZeroDivisionError:  # It ends so seldom that no float can say it.
            return Cycle(touchpoints, None, {})
        if all(map(isfinite, again.values())):
            return Cycle(touchpoints, returning, again)
    return Cycle(touchpoints, None, {})
