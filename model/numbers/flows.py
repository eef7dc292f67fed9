"""How the customers of one persona flow through their chain: visits, second tries, and how they end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from model.numbers.chain import Chain, Way
from model.numbers.visits import Visits
from model.numbers.walks import Walks
from model.parts import Parts, at_once

REWORK, EXIT = "rework", "exit"


@dataclass
class Flows:
    """One persona's chain, solved as far as it is asked."""

    chain: Chain
    _solved: dict[frozenset[str], Visits] = field(default_factory=dict)

    def _without(self, *kinds: str) -> Visits:
        """The chain until one of these kinds of handover is crossed."""
        return at_once(self._solving(*kinds))

    def _solving(self, *kinds: str) -> Parts[Visits]:
        gone = frozenset(kinds) & self._kinds
        if gone not in self._solved:
            of = (yield from self._solving()) if gone else None
            chain = self.chain.without(gone) if gone else self.chain
            self._solved[gone] = yield from Visits.in_parts(chain, of)
        return self._solved[gone]

    def solved(self) -> Parts["Flows"]:
        """Solve all that is ever asked, part by part."""
        for kinds in ((), (REWORK,), (EXIT,), (REWORK, EXIT)):
            yield from self._solving(*kinds)
        for name in ("visits", "reach", "again", "at_once", "endings", "crossings", "exits", "reachable"):
            getattr(self, name)
            yield
        return self

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(way.handover.handover_kind for ways in self.chain.ways for way in ways)

    @property
    def endless(self) -> list[tuple[int, ...]]:
        """The cycles that cannot end."""
        return self._without().endless

    @cached_property
    def visits(self) -> list[float]:
        """The expected visits to each touchpoint."""
        return self._without().visits

    @cached_property
    def reach(self) -> list[float]:
        """The share who get to each touchpoint."""
        return self._without().reach

    @cached_property
    def again(self) -> list[float]:
        """The expected visits to each touchpoint after the first rework: the second copy of the chain."""
        before = self._without(REWORK).visits
        start = [0.0] * len(before)
        for visited, ways in zip(before, self.chain.ways, strict=True):
            for way in ways:
                if way.handover.handover_kind == REWORK and visited and way.chance:
                    start[way.target] += visited * way.chance
        return self._without().beginning(start)

    @cached_property
    def at_once(self) -> list[float]:
        """The share who end at each touchpoint without having crossed a rework or an exit."""
        return self._ending(self._without(REWORK, EXIT).visits)

    @cached_property
    def endings(self) -> list[float]:
        """The share who end at each touchpoint without having crossed an exit."""
        return self._ending(self._without(EXIT).visits)

    @cached_property
    def crossings(self) -> dict[str, float]:
        """The expected number of times each handover is taken."""
        return self._taken(self.visits, lambda way: True)

    @cached_property
    def exits(self) -> dict[str, float]:
        """The share who leave for good by each exit."""
        until = self._without(EXIT).visits
        return self._taken(until, lambda way: way.handover.handover_kind == EXIT)

    def _taken(self, visits: list[float], counts: Callable[[Way], bool]) -> dict[str, float]:
        return {
            way.handover.id: visited * way.chance if visited and way.chance else 0.0
            for visited, ways in zip(visits, self.chain.ways, strict=True)
            for way in ways
            if counts(way)
        }

    def _ending(self, visits: list[float]) -> list[float]:
        return [
            visited * left if visited and left else 0.0
            for visited, left in zip(visits, self.chain.left, strict=True)
        ]

    @cached_property
    def walks(self) -> Walks:
        """The walks through the chain, the likeliest first."""
        return Walks(self.chain)

    def walked(self) -> Parts[Walks]:
        """The same, part by part."""
        if "walks" not in self.__dict__:
            self.__dict__["walks"] = yield from Walks.in_parts(self.chain)
        return self.walks

    @cached_property
    def reachable(self) -> frozenset[int]:
        """The touchpoints that some start leads to, by ways that anyone takes."""
        found = {number for number, share in enumerate(self.chain.start) if share}
        ahead = list(found)
        while ahead:
            for way in self.chain.ways[ahead.pop()]:
                if way.chance != 0 and way.target not in found:
                    found.add(way.target)
                    ahead.append(way.target)
        return frozenset(found)


class Part(NamedTuple):
    """The flows of one persona, and its part of the customers that are told of, 0–1."""

    flows: Flows
    weight: float

    @property
    def chain(self) -> Chain:
        """The chain that is followed."""
        return self.flows.chain


def mixed(parts: Iterable[Part], of: str) -> dict[str, float]:
    """One number per touchpoint (`visits`, `reach`, `again` …), personas mixed by their weights."""
    return _mixed(
        (one.weight, zip(one.chain.touchpoints, getattr(one.flows, of), strict=True)) for one in parts
    )


def mixed_ways(parts: Iterable[Part], of: str) -> dict[str, float]:
    """One number per handover (`crossings`, `exits`), personas mixed by their weights."""
    return _mixed((one.weight, getattr(one.flows, of).items()) for one in parts)


def _mixed(parts: Iterable[tuple[float, Iterable[tuple[str, float]]]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for weight, pairs in parts:
        if not found and weight == 1:
            found = dict(pairs)
            continue
        for one, value in pairs:
            found[one] = found.get(one, 0.0) + weight * value
    return found
