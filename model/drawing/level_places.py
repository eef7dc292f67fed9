"""Where the four squares of a gap's level stand beside a card or a mark, clear of what else is there."""

from collections.abc import Iterator, Sequence

from model.drawing.figures.gaps import GROUND, GROUND_ABOVE, LEVEL_W, SQUARE
from model.drawing.figures.handovers import HALO
from model.drawing.layout import Layout
from model.drawing.marks import Box
from model.drawing.routes import Point, Way
from model.records import Handover

APART = 0.2
"""Between the squares and what they belong to, mm."""
INSIDE = 1.3
"""From the side of a card to the squares below it, so that they stand under its words, mm."""
IN_SEAM = 0.1
"""So far below the middle of a seam between lanes; above it are the squares of cards, mm."""
LINE = 0.25
"""So near to the squares no line may come, mm."""

Laid = tuple[Handover, Way]


def below_card(card: Box, own: Sequence[Laid]) -> Point:
    """Below a card at its right, or where the lines and marks of its own handovers leave room."""
    y = card.bottom + APART
    left, right = card.x, card.right - LEVEL_W
    choices = (right - INSIDE, left + INSIDE, right, left, (left + right) / 2)
    for x in choices:
        box = Box(x, y, LEVEL_W, SQUARE)
        if not any(_is_met(box, handover, way) for handover, way in own):
            return x, y
    return choices[0], y


def _is_met(box: Box, handover: Handover, way: Way) -> bool:
    """Whether the mark or the line of a handover comes into a box."""
    if box.grown(HALO[handover.quality]).holds(*way.mark):
        return True
    x, y = box.middle
    near = way.box.grown(LINE).meets(box)
    return near and any(way.passes(x + step, y, LINE) for step in _steps(box.w / 2))


def _steps(half: float) -> Iterator[float]:
    """Places from one end of the squares to the other, so close that no line slips through."""
    count = int(2 * half / LINE)
    return (-half + 2 * half * place / count for place in range(count + 1))


def beside_mark(layout: Layout, handover: Handover, way: Way) -> Point:
    """Below the mark of a handover, or above or beside it, where no card is; in a narrow seam above the cards."""
    (x, y), out = way.mark, HALO[handover.quality] + APART
    left, top = x - LEVEL_W / 2, y + IN_SEAM
    choices = (
        (left, y + out),
        (left, y - out - SQUARE),
        (x - out - GROUND - LEVEL_W, top),
        (x + out + GROUND, top),
    )
    for choice in choices:
        if not _meets_card(layout, Box(*choice, LEVEL_W, SQUARE).grown(GROUND_ABOVE)):
            return choice
    if way.is_link:
        return left, layout.card(handover.source).y - APART - SQUARE
    return choices[0]


def _meets_card(layout: Layout, box: Box) -> bool:
    pad = (layout.measures.lane_h - layout.card_h) / 2
    return any(
        lane.start + pad < box.bottom
        and box.y < lane.end - pad
        and layout.lane_cards(place, box.x, box.right)
        for place, lane in enumerate(layout.lanes)
    )
