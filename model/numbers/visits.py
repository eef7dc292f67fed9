"""How often customers come by: visits, and reach, solved one strongly connected component at a time.

The fundamental matrix F = (I - Q)^-1 is found by halving, with sums, products and quotients of probabilities only:
what leaves a part is carried along instead of being subtracted from 1 (Grassmann, Taksar and Heyman 1985). So every
entry keeps its digits, however seldom a cycle ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING, Any

from model.numbers.chain import Chain

if TYPE_CHECKING:
    from numpy import ndarray

    Matrix = ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Component:
    """Touchpoints that lead back to each other; `returns` is their part of F, or None where no way leads out."""

    touchpoints: tuple[int, ...]
    returns: "Matrix | None"


class Visits:
    """A chain that can be asked how often customers who begin somewhere come by each of its touchpoints."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._parts: list[int | Component] = []
        for part in components(chain):
            own = frozenset(part)
            if len(part) > 1 or any(way.target in own and way.chance != 0 for way in chain.ways[part[0]]):
                self._parts.append(_component(chain, part))
            else:
                self._parts.append(part[0])

    @property
    def endless(self) -> list[tuple[int, ...]]:
        """The cycles that cannot end, each with its touchpoints in journey order."""
        cycles = (part for part in self._parts if isinstance(part, Component))
        return sorted(cycle.touchpoints for cycle in cycles if cycle.returns is None)

    def beginning(self, start: Sequence[float]) -> list[float]:
        """The expected visits to each touchpoint of customers who begin so: V = s·F."""
        return self._follow(start)[0]

    def reach(self) -> list[float]:
        """The share of customers who get to each touchpoint at least once: V_t / F_tt."""
        return self._follow(self.chain.start)[1]

    def _follow(self, start: Sequence[float]) -> tuple[list[float], list[float]]:
        ways, visits = self.chain.ways, list(start)
        reach = [0.0] * len(visits)
        for part in self._parts:
            if isinstance(part, Component):
                self._follow_component(part, visits, reach)
                continue
            reach[part] = visits[part]
            if visits[part] != 0:
                for way in ways[part]:
                    if way.chance != 0:
                        visits[way.target] += visits[part] * way.chance
        return visits, [min(1.0, share) if share == share else share for share in reach]

    def _follow_component(self, component: Component, visits: list[float], reach: list[float]) -> None:
        """Turn what arrives at a component's touchpoints into visits, and pass on what leaves it."""
        arriving = [visits[one] for one in component.touchpoints]
        if not any(arriving):
            return
        if component.returns is None:
            for one in component.touchpoints:
                visits[one], reach[one] = inf, fsum(arriving)
            return
        found = (_array(arriving) @ component.returns).tolist()
        for one, visited, again in zip(
            component.touchpoints, found, component.returns.diagonal().tolist(), strict=True
        ):
            visits[one], reach[one] = visited, visited / again
        own = frozenset(component.touchpoints)
        for one, visited in zip(component.touchpoints, found, strict=True):
            for way in self.chain.ways[one]:
                if way.target not in own and way.chance != 0:
                    visits[way.target] += visited * way.chance


def components(chain: Chain) -> list[list[int]]:
    """The strongly connected components of the ways that anyone takes, each before those it leads to."""
    import networkx  # Takes 0.2 s, and a window without analyses does not need it.

    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(chain.touchpoints)))
    graph.add_edges_from(
        (source, way.target) for source, ways in enumerate(chain.ways) for way in ways if way.chance != 0
    )
    # Tarjan's algorithm finishes a component only after all those it leads to.
    found = [sorted(one) for one in networkx.strongly_connected_components(graph)]
    return found[::-1]


def _array(values: Any) -> "Matrix":
    import numpy  # Takes 0.1 s; journeys without a cycle do not need it.

    return numpy.asarray(values, dtype=float)


def _component(chain: Chain, part: list[int]) -> Component:
    import numpy

    own = {touchpoint: number for number, touchpoint in enumerate(part)}
    chances = numpy.zeros((len(part), len(part)))
    leaks = numpy.zeros(len(part))
    for number, touchpoint in enumerate(part):
        leaks[number] = chain.left[touchpoint] + chain.cut[touchpoint]
        for way in chain.ways[touchpoint]:
            if way.target in own:
                chances[number, own[way.target]] += way.chance
            else:
                leaks[number] += way.chance
    if not leaks.any():
        return Component(tuple(part), None)
    with numpy.errstate(all="ignore"):  # What is not a number stays so, and is shown as an error.
        return Component(tuple(part), fundamental(chances, leaks))


def fundamental(chances: "Matrix", leaks: "Matrix") -> "Matrix":
    """F = (I - Q)^-1 of chances between touchpoints, each row with its leak adding up to 1; needs one that leaks."""
    import numpy

    count = len(leaks)
    if count == 1:
        return 1 / leaks.reshape(1, 1)
    half = count // 2
    there, back = chances[:half, half:], chances[half:, :half]
    first = fundamental(chances[:half, :half], leaks[:half] + there.sum(axis=1))
    ahead, behind = first @ there, back @ first
    second = fundamental(chances[half:, half:] + back @ ahead, leaks[half:] + behind @ leaks[:half])
    across = ahead @ second
    found = numpy.empty((count, count))
    found[:half, :half] = first + across @ behind
    found[:half, half:] = across
    found[half:, :half] = second @ behind
    found[half:, half:] = second
    return found
