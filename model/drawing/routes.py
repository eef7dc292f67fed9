"""The ways handovers take on the map: along seams and gutters, never through a card.

A way is a chain of points in mm. Neighbours in a lane are linked in their seam; a handover to another lane falls
straight where the cards overlap, turns in the room between them, or runs through the gutters between the lanes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from model.drawing.layout import LANE_PAD, Span
from model.drawing.marks import Box
from model.journey import Journey
from model.records import Handover

Point = tuple[float, float]
CLEAR = 0.45
"""The least room between a way and a card beside it, mm."""
Sides = tuple[int, int]
SIDES: tuple[Sides, ...] = ((0, 0), (0, 1), (1, 0), (1, 1))
DIRECT = 14.0
"""So much longer may a way without a detour be, mm."""
SQUEEZE = 26.0
"""So much longer may a way be that does not squeeze through a seam between two cards, mm."""
LOOKS = (24.0, 60.0)
"""How far a way looks for a place to cross a lane, mm: near, and where that does not do, further."""
HALF_SHOWN = 3.3
"""A room cut by the end of a look may be wider than it seems, so one this near to the end may be a better one, mm."""
MOST_ROOM = 2.6
"""More room than this makes no place for a mark better, mm."""
NEAR = 9.0
"""Cards of one lane with no more than this between them are neighbours, mm."""


class Ground(Protocol):
    """What ways are laid on: lanes, and the cards in them."""

    @property
    def journey(self) -> Journey: ...
    @property
    def lanes(self) -> list[Span]: ...
    def has(self, touchpoint: str) -> bool: ...
    def card(self, touchpoint: str) -> Box: ...
    def lane_of(self, touchpoint: str) -> int: ...
    def lane_cards(self, lane: int, left: float, right: float) -> list[tuple[float, float]]: ...


@dataclass(frozen=True)
class Way:
    """The points of a handover's line, where its mark stands, and how it runs."""

    points: tuple[Point, ...]
    mark: Point
    is_link: bool = False
    """Between two neighbours in one lane."""
    turns_back: bool = False
    """Against the reading direction, so that the line needs an arrow."""
    shape: object = field(default_factory=object, compare=False, repr=False)
    """The same object wherever the same way stands."""

    @cached_property
    def box(self) -> Box:
        """The least box around the line."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    @cached_property
    def pieces(self) -> tuple[Box, ...]:
        """The boxes around its pieces, with some room at all sides, where words do not stand well."""
        found = list[Box]()
        for (ax, ay), (bx, by) in pairwise(self.points):
            x, y = bx if bx < ax else ax, by if by < ay else ay
            found.append(Box(x - 0.6, y - 0.6, abs(ax - bx) + 1.2, abs(ay - by) + 1.2))
        return tuple(found)

    def moved(self, dx: float) -> "Way":
        """The same way further to the right."""
        points = tuple([(x + dx, y) for x, y in self.points])
        way = Way(points, (self.mark[0] + dx, self.mark[1]), self.is_link, self.turns_back, self.shape)
        way.__dict__["box"] = self.box.moved(dx, 0.0)
        return way

    def passes(self, x: float, y: float, reach: float) -> bool:
        """Whether the line comes as near as this to a point, mm."""
        return any(_passes(piece, (x, y), reach) for piece in pairwise(self.points))


def way_of(
    layout: Ground, handover: Handover, shun: Sequence[Point] = (), taken: Sequence[Way] = ()
) -> Way | None:
    """The way of a handover, or None when one of its ends is not on the map.

    It keeps off the points to shun (marks of failing handovers) and off the ways already taken where it can.
    """
    if not (layout.has(handover.source) and layout.has(handover.target)):
        return None
    nth = _nth_twin(layout, handover)
    first, second = layout.card(handover.source), layout.card(handover.target)
    if handover.source == handover.target:
        return _loop(layout, first, layout.lane_of(handover.source), nth)
    top, bottom = layout.lane_of(handover.source), layout.lane_of(handover.target)
    direct = plain_way(layout, handover)
    if direct is not None and (direct.is_link or len(direct.points) == 2):
        return direct
    known = dict[tuple[int, float], float]()
    best, least = tuple[Point, ...](), float("inf")
    for sides in SIDES:
        points = _around(layout, first, second, top, bottom, nth, sides, known)
        cost = _cost(points, shun, taken, least)
        if cost < least:
            best, least = points, cost
    if direct is not None and _cost(direct.points, shun, taken) - DIRECT <= least:
        return direct
    return _marked(layout, best, second.x < first.x)


def _nth_twin(layout: Ground, handover: Handover) -> int:
    """Which of the handovers between the same two touchpoints this is, from 0."""
    twins = [h.id for h in layout.journey.leaving(handover.source) if h.target == handover.target]
    return twins.index(handover.id) if handover.id in twins else 0


def plain_way(layout: Ground, handover: Handover) -> Way | None:
    """The way of a handover where it needs no detour: a link, a straight fall or an elbow; else None."""
    if handover.source == handover.target or _nth_twin(layout, handover):
        return None
    first, second = layout.card(handover.source), layout.card(handover.target)
    return _direct(layout, first, second, layout.lane_of(handover.source), layout.lane_of(handover.target))


def _cost(
    points: Sequence[Point], shun: Sequence[Point], taken: Sequence[Way], most: float = float("inf")
) -> float:
    """How long and how much in the way of others a line is, mm; no less than most where it is too long already."""
    pieces = list(pairwise(points))
    length = sum([abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pieces])
    if length + 3.0 * len(pieces) >= most:
        return most
    hits = sum(_passes(piece, point, 3.3) for piece in pieces for point in shun)
    shared = sum(_shared(piece, other) for piece in pieces for way in taken for other in pairwise(way.points))
    return length + 3.0 * len(pieces) + 60.0 * hits + 4.0 * shared


def _passes(piece: tuple[Point, Point], point: Point, reach: float) -> bool:
    (ax, ay), (bx, by) = piece
    x, y = point
    if bx < ax:
        ax, bx = bx, ax
    if by < ay:
        ay, by = by, ay
    return ax - reach < x < bx + reach and ay - reach < y < by + reach


def _shared(one: tuple[Point, Point], other: tuple[Point, Point]) -> float:
    """How far two pieces run on each other, mm."""
    for along, across in ((0, 1), (1, 0)):
        if (
            abs(one[0][across] - other[0][across]) < 0.7
            and abs(one[0][across] - one[1][across]) < 0.01
            and abs(other[0][across] - other[1][across]) < 0.01
        ):
            low = max(min(one[0][along], one[1][along]), min(other[0][along], other[1][along]))
            high = min(max(one[0][along], one[1][along]), max(other[0][along], other[1][along]))
            return max(0.0, high - low)
    return 0.0


def _loop(layout: Ground, card: Box, lane: int, nth: int) -> Way:
    x, y, out = card.right, card.y, 1.6 + 1.2 * nth
    after = [left for left, _ in layout.lane_cards(lane, x + 0.1, x + 2 * out) if left > card.x + 0.1]
    out = min(out, max(CLEAR, (after[0] - x) / 2)) if after else out
    points = ((x, y + 5), (x + out, y + 5), (x + out, y - LANE_PAD), (x - 4, y - LANE_PAD), (x - 4, y))
    return Way(points, (x + out, y - LANE_PAD + 0.2), turns_back=True)


def _direct(layout: Ground, first: Box, second: Box, top: int, bottom: int) -> Way | None:
    """The plain ways: a link, a straight fall or an elbow; None where a card stands in each of them."""
    if top == bottom:
        left, right = (first, second) if first.x < second.x else (second, first)
        between = [
            c
            for c in layout.lane_cards(top, left.right + 0.1, right.x - 0.1)
            if c[0] > left.x and c[1] < right.right
        ]
        if between or right.x - left.right > NEAR:
            return None
        y = first.middle[1]
        points = ((left.right, y), (right.x, y)) if first is left else ((right.x, y), (left.right, y))
        return Way(points, ((left.right + right.x) / 2, y), is_link=True, turns_back=first is right)
    low, high = max(first.x, second.x), min(first.right, second.right)
    if high - low > 2.0:
        for share in (0.5, 0.3, 0.7, 0.15, 0.85):
            x = low + (high - low) * share
            if _falls_free(layout, x, top, bottom):
                return _straight(x, first, second)
    return _elbow(layout, first, second, top, bottom)


def _straight(x: float, first: Box, second: Box) -> Way:
    start, end = (first.bottom, second.y) if first.y < second.y else (first.y, second.bottom)
    return Way(((x, start), (x, end)), (x, (start + end) / 2), turns_back=second.x < first.x)


def _elbow(layout: Ground, first: Box, second: Box, top: int, bottom: int) -> Way | None:
    room = second.x - first.right
    if room < -0.3:
        return None
    y, z = first.middle[1], second.middle[1]
    for x in (first.right + room / 2, second.x - 1.9, first.right + 1.9, second.x - 4.0, first.right + 4.0):
        if not first.right - 0.3 <= x <= second.x + 0.3:
            continue
        if (
            _falls_free(layout, x, top, bottom)
            and _runs_free(layout, top, first.right + 0.05, x)
            and _runs_free(layout, bottom, x, second.x - 0.05)
        ):
            points = ((first.right, y), (x, y), (x, z), (second.x, z))
            return Way(points, (x, (y + z) / 2))
    return None


def _falls_free(layout: Ground, x: float, top: int, bottom: int) -> bool:
    """Whether a line at x meets no card in the lanes between two lanes."""
    low, high = sorted((top, bottom))
    return all(not layout.lane_cards(lane, x - CLEAR, x + CLEAR) for lane in range(low + 1, high))


def _runs_free(layout: Ground, lane: int, left: float, right: float) -> bool:
    return right <= left or not layout.lane_cards(lane, left + 0.05, right - 0.05)


def _gutter(layout: Ground, below: int, shift: float) -> float:
    """The height of the gutter above lane `below` (the number of lanes is the one under the last)."""
    y = layout.lanes[below].start if below < len(layout.lanes) else layout.lanes[-1].end
    return y + shift


def _around(
    layout: Ground,
    first: Box,
    second: Box,
    top: int,
    bottom: int,
    nth: int,
    sides: Sides,
    known: dict[tuple[int, float], float],
) -> tuple[Point, ...]:
    """Through the gutters: out of the card, along, across each lane where it is free, and into the other card.

    Gutter n lies above lane n; sides tell whether the line leaves and arrives below (1) or above (0) the card.
    Where a lane is crossed is known from the other sides that have been tried.
    """
    forward = second.x >= first.x
    lean = 2.2 if forward else -2.2
    shift = (-0.55, 0.0, 0.55)[nth % 3] if nth else (0.28 if forward else -0.28)
    x, end = first.middle[0] + lean + nth * 1.2, second.middle[0] - lean - nth * 1.2
    gutter, last = top + sides[0], bottom + sides[1]
    points = [(x, first.bottom if sides[0] else first.y)]
    points.append((x, _gutter(layout, gutter, shift)))
    step = 1 if last > gutter else -1
    while gutter != last:
        crossed = gutter if step > 0 else gutter - 1
        place = known.get((crossed, x))
        if place is None:
            place = known[crossed, x] = _free_near(layout, crossed, x, end)
        x = place
        points.append((x, _gutter(layout, gutter, shift)))
        gutter += step
        points.append((x, _gutter(layout, gutter, shift)))
    points.append((end, _gutter(layout, last, shift)))
    points.append((end, second.bottom if sides[1] else second.y))
    return _tidied(points)


def _free_near(layout: Ground, lane: int, x: float, aim: float) -> float:
    """Where a line can cross a lane: as near as may be to the way from x to aim."""
    low, high = min(x, aim), max(x, aim)

    def cost(room: tuple[float, float]) -> float:
        c = min(max(aim, room[0] + CLEAR), room[1] - CLEAR)
        return abs(c - x) + abs(aim - c) + (SQUEEZE if room[1] - room[0] < 2.4 else 0.0)

    for look in LOOKS:
        cards = layout.lane_cards(lane, low - look, high + look)
        stops = [low - look, *(edge for card in cards for edge in card), high + look]
        rooms = [(a, b) for a, b in zip(stops[::2], stops[1::2], strict=True) if b - a >= 2 * CLEAR]
        best = min(rooms, key=cost, default=None)
        if best is not None and cost(best) < 2 * (look - HALF_SHOWN) + high - low:
            break
    if best is None:
        return aim
    left, right = best
    nearest = min(max(x, left + CLEAR), right - CLEAR)
    wished = min(max(aim, left + CLEAR), right - CLEAR)
    return nearest if abs(nearest - x) < 0.01 else wished


def _tidied(points: list[Point]) -> tuple[Point, ...]:
    """The points without those that change nothing."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        if len(kept) > 1 and (
            (abs(kept[-2][0] - kept[-1][0]) < 0.01 and abs(kept[-1][0] - point[0]) < 0.01)
            or (abs(kept[-2][1] - kept[-1][1]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01)
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _marked(layout: Ground, points: tuple[Point, ...], turns_back: bool) -> Way:
    """The way with its mark where the line has most room, near its middle."""
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
    best, rating = points[0], float("-inf")
    gone = 0.0
    for a, b in pairwise(points):
        piece = abs(a[0] - b[0]) + abs(a[1] - b[1])
        steps = max(1, min(24, int(piece / 2.0)))
        cards = _cards_about(layout, a, b)
        for n in range(steps + 1):
            share = n / steps
            off = abs(gone + piece * share - length / 2) / max(length, 1.0)
            if MOST_ROOM - 2.0 * off <= rating:
                continue
            x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
            score = min(_room_at(cards, x, y), MOST_ROOM) - 2.0 * off
            if score > rating:
                best, rating = (x, y), score
        gone += piece
    return Way(points, best, turns_back=turns_back)


def _cards_about(layout: Ground, a: Point, b: Point) -> list[Box]:
    """The cards no more than 3 mm from a piece of a line."""
    found = list[Box]()
    left, right = min(a[0], b[0]) - 3, max(a[0], b[0]) + 3
    above, below = min(a[1], b[1]) - 3, max(a[1], b[1]) + 3
    for number, (_, start, length) in enumerate(layout.lanes):
        if start <= below and start + length >= above:
            top, high = start + LANE_PAD, length - 2 * LANE_PAD
            found += [Box(x, top, end - x, high) for x, end in layout.lane_cards(number, left, right)]
    return found


def _room_at(cards: list[Box], x: float, y: float) -> float:
    """The distance from a point to the nearest card, up to 3 mm."""
    nearest = 9.0
    for left, top, w, h in cards:
        dx = left - x if x < left else x - left - w if x > left + w else 0.0
        dy = top - y if y < top else y - top - h if y > top + h else 0.0
        nearest = min(nearest, dx * dx + dy * dy)
    return float(nearest**0.5)
