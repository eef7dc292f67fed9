"""Clusters of boxes: where a box that comes near others settles beside them, and which boxes stand together."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from model.drawing.marks import Box

APART = 1.2
"""Between two boxes of a cluster, mm."""
NEAR = 3.0
"""Boxes that come this near to each other settle side by side, mm."""
ACROSS = 5
"""So many boxes stand in a row before the next row begins."""
_HAIR = 0.02


def distance(one: Box, other: Box) -> float:
    """How far two boxes are from each other along the axis on which they are furthest; 0 where they meet, mm."""
    across = max(other.x - one.right, one.x - other.right, 0.0)
    down = max(other.y - one.bottom, one.y - other.bottom, 0.0)
    return max(across, down)


def settled(moving: Sequence[Box], others: Sequence[Box]) -> tuple[float, float] | None:
    """How far boxes that came near others go on together to stand side by side with them, on nothing; mm.

    None where they are near nothing.
    """
    touched = any(distance(one, other) < NEAR for one, other in product(moving, others))
    if not touched:
        return None
    beside = sorted(_shifts(moving, others), key=lambda shift: (abs(shift[0]) + abs(shift[1]), shift))
    edge = max(other.right for other in others) + APART
    to_the_right = edge - min(one.x for one in moving), 0.0
    return next(shift for shift in (*beside, to_the_right) if _is_free(moving, shift, others))


def _shifts(moving: Sequence[Box], others: Sequence[Box]) -> set[tuple[float, float]]:
    """What puts a moving box beside another that is not far, edges in line."""
    found = set()
    for one, other in product(moving, others):
        if distance(one, other) > 3 * max(one.w, one.h):
            continue
        left, right = other.x - APART - one.w - one.x, other.right + APART - one.x
        above, below = other.y - APART - one.h - one.y, other.bottom + APART - one.y
        level, upright = other.y - one.y, other.x - one.x
        found |= {(left, level), (right, level), (upright, above), (upright, below)}
    return found


def _is_free(moving: Sequence[Box], shift: tuple[float, float], others: Sequence[Box]) -> bool:
    return all(distance(one.moved(*shift), other) >= APART - _HAIR for one, other in product(moving, others))


def together(start: str, boxes: Mapping[str, Box]) -> set[str]:
    """The boxes of a cluster by one of them: all that can be reached over neighbours that stand side by side."""
    found, fresh = {start}, [start]
    while fresh:
        here = boxes[fresh.pop()]
        near = {
            one for one, box in boxes.items() if one not in found and distance(here, box) <= APART + _HAIR
        }
        found |= near
        fresh += near
    return found


def following(last: Box, row: Box, size: tuple[float, float], others: Collection[Box]) -> tuple[float, float]:
    """Where the next box of a series starts: beside the last, in a new row once the row's first is far, mm."""
    w, h = size
    box = Box(last.right + APART, last.y, w, h)
    if box.right > row.x + ACROSS * (w + APART):
        box = Box(row.x, last.bottom + APART, w, h)
    if all(distance(box, other) >= APART - _HAIR for other in others):
        return box.x, box.y
    shift = settled([box], list(others)) or (0.0, 0.0)
    return box.x + shift[0], box.y + shift[1]
