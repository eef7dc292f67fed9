"""What a change of the arrangement left together: stretches all of whose cards moved by the same distance."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from model.drawing.columns import Column

MANY_PARTS = 6
"""With more places than this where cards part, all between the first and the last of them is one."""
SAME = 1e-6
"""Cards that moved by distances no further apart than this moved together, mm."""


class Break(NamedTuple):
    """A place where cards stand otherwise than before, by where they stood; mm."""

    first: float
    """What ends left of here is as it was."""
    last: float
    """What starts right of here is as it was, but for its place."""
    by: float
    """So much further to the right it stands."""


Moves = tuple[Break, ...]
"""The breaks of one change, from left to right."""
REMEMBERED = 12
"""So many changes are remembered."""


class Moved:
    """Counts the changes of an arrangement, and remembers what the last of them did to what stands there."""

    def __init__(self) -> None:
        self.count = 0
        self._moves: dict[int, Moves] = {}

    def add(self, moves: Moves | None) -> None:
        """One more change; None where nothing may be as it was."""
        self.count += 1
        if moves is None:
            self._moves.clear()
        else:
            self._moves[self.count] = moves
            self._moves.pop(self.count - REMEMBERED, None)

    def amend(self, moves: Moves) -> None:
        """Say more of the last change."""
        self._moves[self.count] = moves

    def since(self, count: int) -> Moves | None:
        """What changed since a count, where that was one change at most; None where it was more or is not known."""
        found = [self._moves.get(number) for number in range(count + 1, self.count + 1)]
        moves = [one for one in found if one != ()]
        return moves[0] if len(moves) == 1 else None if moves else ()

    def carried(self, count: int, left: float, right: float) -> float | None:
        """How far a stretch has moved as a whole since a count, mm; None where it may stand otherwise now."""
        by = 0.0
        for number in range(count + 1, self.count + 1):
            moves = self._moves.get(number)
            step = None if moves is None else carried(moves, left + by, right + by)
            if step is None:
                return None
            by += step
        return by

    def place(self, count: int, x: float) -> float | None:
        """Where what stood at x at a count stands now, mm; None where that is not known."""
        for number in range(count + 1, self.count + 1):
            moves = self._moves.get(number)
            if moves is None:
                return None
            x = placed(moves, x)
        return x


def breaks(before: Column, now: Column, start: float, card_w: float) -> list[Break]:
    """Where one phase's cards stand otherwise; start is where its column stood, mm."""
    old, new = before.xs, now.xs
    cards, others = _cards(before), _cards(now)
    first = _alike(cards, others)
    if first == len(old) == len(new):
        found, by = list[Break](), 0.0
    else:
        by = new[-1] - old[-1] if old and new else now.width - before.width
        rest = min(len(old), len(new)) - first
        last = min(_alike(cards[::-1], others[::-1], by), rest)
        found = [_broken(old, new, first, last, by, start, card_w)]
    end = now.width - before.width - by
    if abs(end) > SAME:
        found.append(Break(start + before.width, start + before.width, end))
    return found


def glides(before: Column, now: Column, start: float, card_w: float) -> list[Break]:
    """Where one phase's cards part from each other: as `breaks`, but what moved together between them is whole."""
    found, by, edges, news = list[Break](), 0.0, [0.0], list[float]()

    def part(x: float, step: float) -> None:
        """What comes from x on has moved by a step, after the edges of what did not stay beside what it was."""
        nonlocal by, edges, news
        first = start + min([*edges, x, *(new - by for new in news)])
        last = start + max([*edges, x, *(new - step for new in news)])
        joined = found.pop() if found and found[-1].last > first else Break(first, first, 0.0)
        found.append(Break(joined.first, max(last, joined.last), joined.by + step - by))
        by, news = step, []

    for old, new in _sides(before, now):
        if old is not None and new is not None:
            step = new - old
            if news or len(edges) > 1 or abs(step - by) > SAME:
                part(old, step)
            edges = [old + card_w]
        elif old is not None:
            edges += [old, old + card_w]
        elif new is not None:
            news += [new, new + card_w]
    if news or len(edges) > 1 or abs(now.width - before.width - by) > SAME:
        part(before.width, now.width - before.width)
    return found if len(found) <= MANY_PARTS else breaks(before, now, start, card_w)


def _sides(before: Column, now: Column) -> Iterator[tuple[float | None, float | None]]:
    """Where each card stood and stands, in order; those that came, went or changed their lane on one side only."""
    for low, high, first, last in _runs(before.ids, now.ids):
        if high - low != last - first or before.ids[low:high] != now.ids[first:last]:
            yield from ((x, None) for x in before.xs[low:high])
            yield from ((None, x) for x in now.xs[first:last])
            continue
        for old, new in zip(range(low, high), range(first, last), strict=True):
            if before.lanes[old] == now.lanes[new]:
                yield before.xs[old], now.xs[new]
            else:
                yield before.xs[old], None
                yield None, now.xs[new]


def _runs(some: list[str], others: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """From where to where ids of two lists are the same, and what stands between such runs, in order."""
    least = min(len(some), len(others))
    first = next((place for place in range(least) if some[place] != others[place]), least)
    last = next((n for n in range(least - first) if some[-1 - n] != others[-1 - n]), least - first)
    ends = len(some) - last, len(others) - last
    yield 0, first, 0, first
    if first < min(ends):
        middle = SequenceMatcher(None, some[first : ends[0]], others[first : ends[1]], autojunk=False)
        for _, low, high, left, right in middle.get_opcodes():
            yield first + low, first + high, first + left, first + right
    else:
        yield first, ends[0], first, ends[1]
    yield ends[0], len(some), ends[1], len(others)


def carried(moves: Moves, left: float, right: float) -> float | None:
    """How far a stretch moved as a whole, mm; None where something in it stands otherwise now."""
    by = 0.0
    for one in moves:
        if right < one.first:
            break
        if left <= one.last:
            return None
        by += one.by
    return by


def placed(moves: Moves, x: float) -> float:
    """Where what stood at x stands now, mm; within a break as far along it as before."""
    by = 0.0
    for one in moves:
        if x < one.first:
            break
        if x <= one.last:
            share = (x - one.first) / (one.last - one.first) if one.last > one.first else 1.0
            return x + by + share * one.by
        by += one.by
    return x + by


def stood(moves: Moves, x: float) -> tuple[float, float]:
    """Where what stands at x now stood: a place, or the break that it stands in; mm."""
    by = 0.0
    for one in moves:
        if x - by < one.first:
            break
        if x - by - one.by <= one.last:
            return one.first, one.last
        by += one.by
    return x - by, x - by


def _broken(
    old: list[float], new: list[float], first: int, last: int, by: float, start: float, card_w: float
) -> Break:
    """The break between the cards that stand as before and the last ones, which moved together."""
    left = min((xs[first] for xs in (old, new) if first < len(xs)), default=0.0)
    ends = [old[len(old) - last - 1]] if len(old) > last else []
    ends += [new[len(new) - last - 1] - by] if len(new) > last else []
    right = max(ends) + card_w if ends else left
    return Break(start + left - SAME, start + right + SAME, by)


def _cards(column: Column) -> list[tuple[float, str, str]]:
    return list(zip(column.xs, column.lanes, column.ids, strict=True))


def _alike(some: list[tuple[float, str, str]], others: list[tuple[float, str, str]], by: float = 0.0) -> int:
    """How many cards stand alike, from the first on, the others so much further to the right."""
    count = 0
    for (x, lane, one), (y, own, other) in zip(some, others, strict=False):
        if abs(x + by - y) > SAME or lane != own or one != other:
            break
        count += 1
    return count
