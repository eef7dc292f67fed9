"""Touchpoints that lead back to each other, solved so that every digit holds however seldom a cycle ends.

One touchpoint after the other is taken out of the chain, those with few ways first; what passes through it becomes
a way of its neighbours. What remains is halved until it is single touchpoints. Both only add, multiply and divide
probabilities: what leaves is carried along instead of being subtracted from 1 (Grassmann, Taksar and Heyman 1985).
The diagonal of F needs only those entries of F that lie on ways (Takahashi 1973), so that a cycle through
thousands of touchpoints is no work.
"""

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy import ndarray

    Matrix = ndarray[Any, Any]

Row = dict[int, float]

FEW = 24
"""Touchpoints with at most so many ways through them are taken out one by one; the rest is done as a matrix."""


class TakenOut(NamedTuple):
    """A touchpoint when it was taken out: the chance to leave it, and its ways on and in at that time."""

    touchpoint: int
    leaves: float
    on: Row
    arriving: Row


class Returning:
    """A strongly connected component with some way out; `ways` leaves out ways to itself, `leaks` is the way out."""

    def __init__(self, ways: dict[int, Row], leaks: Row) -> None:
        self._taken: list[TakenOut] = []
        self._rest, self._matrix = self._take_out(ways, dict(leaks))

    def _take_out(self, given: dict[int, Row], leaks: Row) -> "tuple[list[int], Matrix]":
        ways = {one: dict(row) for one, row in given.items()}
        into: dict[int, Row] = {one: {} for one in ways}
        for source, row in ways.items():
            for target, chance in row.items():
                into[target][source] = chance
        queue = [(len(into[one]) * len(row), one) for one, row in ways.items()]
        heapify(queue)
        while queue and queue[0][0] <= FEW:
            through, one = heappop(queue)
            if one not in ways or through != len(into[one]) * len(ways[one]):
                continue
            taken = TakenOut(one, leaks[one] + sum(ways[one].values()), ways.pop(one), into.pop(one))
            self._taken.append(taken)
            _pass_through(taken, ways, into, leaks)
            for near in {*taken.on, *taken.arriving}:
                heappush(queue, (len(into[near]) * len(ways[near]), near))
        rest = sorted(ways)
        return rest, _matrix_of(rest, ways, leaks)

    def visits(self, arriving: Row) -> Row:
        """The expected visits to each touchpoint where so many customers arrive at each: s·F."""
        found = dict(arriving)
        for one, leaves, on, _ in self._taken:
            for target, chance in on.items():
                found[target] += found[one] * chance / leaves
        if self._rest:
            at_rest = [found[one] for one in self._rest] @ self._matrix
            found.update(zip(self._rest, at_rest.tolist(), strict=True))
        for one, leaves, _, into in reversed(self._taken):
            found[one] = (
                found[one] + sum(found[source] * chance for source, chance in into.items())
            ) / leaves
        return found

    def again(self) -> Row:
        """How often each touchpoint is visited by a customer who is there: the diagonal of F."""
        matrix = self._matrix.tolist()
        known = {
            one: dict(zip(self._rest, row, strict=True)) for one, row in zip(self._rest, matrix, strict=True)
        }
        for one, leaves, on, into in reversed(self._taken):
            for target in on:
                row = known[target]
                row[one] = sum(row[source] * chance for source, chance in into.items()) / leaves
            own = {
                source: sum(chance * known[target][source] for target, chance in on.items()) / leaves
                for source in into
            }
            own[one] = (1 + sum(chance * known[target][one] for target, chance in on.items())) / leaves
            known[one] = own
        return {one: row[one] for one, row in known.items()}


def _pass_through(taken: TakenOut, ways: dict[int, Row], into: dict[int, Row], leaks: Row) -> None:
    """Give the neighbours of a touchpoint that is taken out the ways that led through it."""
    for target in taken.on:
        del into[target][taken.touchpoint]
    lost = leaks[taken.touchpoint] / taken.leaves
    for source, arriving in taken.arriving.items():
        row = ways[source]
        del row[taken.touchpoint]
        leaks[source] += arriving * lost
        for target, chance in taken.on.items():
            if target != source:
                row[target] = row.get(target, 0.0) + arriving * chance / taken.leaves
                into[target][source] = row[target]


def _matrix_of(rest: list[int], ways: dict[int, Row], leaks: Row) -> "Matrix":
    import numpy  # Takes 0.1 s; journeys without a cycle do not need it.

    index = {one: number for number, one in enumerate(rest)}
    chances = numpy.zeros((len(rest), len(rest)))
    for one in rest:
        for target, chance in ways[one].items():
            chances[index[one], index[target]] = chance
    with numpy.errstate(all="ignore"):  # What is beyond any float is found out by whoever asked.
        return fundamental(chances, numpy.array([leaks[one] for one in rest]))


def fundamental(chances: "Matrix", leaks: "Matrix") -> "Matrix":
    """F = (I - Q)^-1 of chances between touchpoints, each row with its leak adding up to 1."""
    import numpy

    count = len(leaks)
    if count <= 1:
        return 1 / leaks.reshape(count, count)
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
