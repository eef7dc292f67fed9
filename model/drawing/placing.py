"""Where words find room: quotes below the curve, pills above it, labels beside failing handovers."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.drawing.figures.handovers import label_block
from model.drawing.layout import LANE_PAD, Layout
from model.drawing.marks import Box
from model.drawing.routes import Way
from model.drawing.text import Block, Style, broken, width
from model.findings import MomentThatMatters
from model.journey import Journey
from model.records import Handover, Touchpoint

QUOTE = Style("quote", 8.7, "ink", 10.8)
PILL = Style("semibold", 7.2, "white")
QUOTE_WIDTHS = (34.6, 46.0, 62.0, 84.0, 104.0, 128.0)
WIDEST_QUOTE = QUOTE_WIDTHS[-1] + 11.0
"""No words reach further to the right of where they start, mm."""
LABEL_WIDTHS = (30.0, 24.0, 38.0, 18.0)
LOOK = 60.0
"""Farther from its mark no label stands, mm."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A customer's words: whose, where they start, and how they are broken."""

    touchpoint: str
    x: float
    block: Block

    @property
    def right(self) -> float:
        """Where the words end, mm."""
        return self.x + 3.6 + self.block.width

    def moved(self, dx: float) -> "Quote":
        """The same words further to the right."""
        return replace(self, x=self.x + dx)


@dataclass(frozen=True, slots=True)
class Flag:
    """The pill of a moment that matters: where it stands, how wide it is, and what it says."""

    moment: str
    x: float
    w: float
    text: str
    at: float
    """Where its drop line stands, mm."""

    def moved(self, dx: float) -> "Flag":
        """The same pill further to the right."""
        return replace(self, x=self.x + dx, at=self.at + dx)


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a failing handover in its place."""

    handover: str
    box: Box
    block: Block
    to_the_left: bool
    on_lines: bool = False
    """Stands where a way runs, so that it needs a ground of its own."""


def quotes(
    journey: Journey, layout: Layout, spoken: list[Touchpoint], left: float, right: float
) -> list[Quote]:
    """The quotes that find room between two edges, those of the strongest moods first, sorted from left to right."""
    found: list[Quote] = []

    def weight(touchpoint: Touchpoint) -> tuple[bool, float, int]:
        matters = bool(journey.moments_on(touchpoint.id))
        felt = abs(journey.felt(touchpoint) or 0.0)
        return not matters, -felt, journey.number_of(touchpoint.id)

    for touchpoint in sorted((t for t in spoken if layout.has(t.id)), key=weight):
        block = _quoted(touchpoint.quote)
        strong = bool(journey.moments_on(touchpoint.id)) or abs(journey.felt(touchpoint) or 0.0) >= 1.5
        room = (left, max(left, right - 3.6 - block.width))
        x = _free_start(found, room, layout.card(touchpoint.id).middle[0], 3.6 + block.width, strong)
        if x is not None:
            insort(found, Quote(touchpoint.id, x, block), key=lambda q: q.x)
    return found


def _free_start(
    found: list[Quote], room: tuple[float, float], centre: float, w: float, strong: bool
) -> float | None:
    """Where words this wide can start, near a card's centre; those of strong moods may stand closer to others."""
    apart = 2.4 if strong else 7.0
    near = found[
        bisect_left(found, centre - 200, key=lambda q: q.x) : bisect_left(
            found, centre + 120, key=lambda q: q.x
        )
    ]
    starts = [centre - lean for lean in (8.0, 3.6, 14.0, w / 2)]
    if strong:
        starts += [q.right + apart for q in near] + [q.x - apart - w for q in near]
    for start in starts:
        x = min(max(start, room[0]), room[1])
        about = x - 5 <= centre <= x + w + 5
        if about and not any(x < q.right + apart - 0.01 and q.x < x + w + apart - 0.01 for q in near):
            return x
    return None


def _quoted(words: str) -> Block:
    for room in QUOTE_WIDTHS:
        block = broken(f"“{words.strip('“”')}”", QUOTE, room, 2)
        if not block.cut:
            break
    return block


def flags(placed: list[tuple[float, MomentThatMatters, str]], left: float, right: float) -> list[Flag]:
    """The pills of moments that matter between two edges, none on another; each given with its place and its code."""
    found: list[Flag] = []
    end = left - 1.0
    placed.sort(key=lambda p: p[0])
    for place, (at, moment, code) in enumerate(placed):
        following = placed[place + 1][0] if place + 1 < len(placed) else float("inf")
        text = f"{code}  {moment.title}" if moment.title else code
        w = width(text, PILL) + 6.8
        x = min(max(at - w / 2, left, end + 1.0), max(right - w, end + 1.0))
        if x > at + 24 or x + w > max(following + 20, at + w / 2 + 0.1) or x + w > right + 0.1:
            text = code
            w = width(text, PILL) + 6.8
            x = max(at - w / 2, end + 1.0, left)
        found.append(Flag(moment.id, x, w, text, at))
        end = x + w
    return found


def labels(
    layout: Layout, failing: list[tuple[Handover, Way]], left: float, right: float, ways: list[Way]
) -> list[Label]:
    """The labels of failing handovers, each in the nearest free room beside its mark between two edges.

    They keep off cards, marks, other labels and, where there is room enough, off these ways.
    """
    found: list[Label] = []
    taken = [Box(way.mark[0] - 3.2, way.mark[1] - 3.2, 6.4, 6.4) for _, way in failing]
    taken += [Box(way.mark[0] - 1.9, way.mark[1] - 1.9, 3.8, 3.8) for way in ways if not way.is_link]
    lines = [box for way in ways for box in way.pieces]
    for handover, way in sorted(failing, key=lambda pair: pair[1].mark):
        if not handover.label:
            continue
        room = _Room(layout, left, right, taken)
        best = _best_place(room, handover, way, lines)
        if best is None and (best := _best_place(room, handover, way, way.pieces)):
            best = replace(best, on_lines=True)
        if best is not None:
            found.append(best)
            taken.append(best.box)
    return sorted(found, key=lambda one: one.box.x)


@dataclass(frozen=True, slots=True)
class _Room:
    layout: Layout
    left: float
    right: float
    taken: list[Box]


def _best_place(room: _Room, handover: Handover, way: Way, lines: Sequence[Box]) -> Label | None:
    x, y = way.mark
    shunned = [box for box in (*room.taken, *lines) if box.x < x + LOOK and box.right > x - LOOK]
    best: tuple[float, Label] | None = None
    for place, wide in enumerate(LABEL_WIDTHS):
        block = label_block(handover, wide)
        if block.cut:
            continue
        w, h = block.width, block.height
        for top in _tops(room.layout, h, y):
            for left, side in ((x + 4.4, False), (x - 4.4 - w, True)):
                box = Box(left, top, w, h)
                rating = abs(top + h / 2 - y) + (3.0 if side else 0.0) + 1.5 * place
                if (best is None or rating < best[0]) and _is_free(room, box, shunned):
                    best = rating, Label(handover.id, box, block, side)
    return best[1] if best else None


def _tops(layout: Layout, h: float, y: float) -> list[float]:
    """Where a label can start from the top, nearest to its mark first, within 40 mm of it."""
    tops = [lane.start + (lane.length - h) / 2 + lift for lane in layout.lanes for lift in (0.0, -4.0, 4.0)]
    return sorted((top for top in tops if abs(top + h / 2 - y) < 40), key=lambda top: abs(top + h / 2 - y))


def _is_free(room: _Room, box: Box, taken: list[Box]) -> bool:
    if box.x < room.left or box.right > room.right:
        return False
    layout, band = room.layout, room.layout.bands["lanes"]
    if box.y < band.start + 0.4 or box.bottom > band.end - 0.4 or any(box.meets(one) for one in taken):
        return False
    crossed = (
        number
        for number, lane in enumerate(layout.lanes)
        if lane.start + LANE_PAD - 0.4 < box.bottom and box.y < lane.end - LANE_PAD + 0.4
    )
    return not any(layout.lane_cards(number, box.x - 0.6, box.right + 0.6) for number in crossed)
