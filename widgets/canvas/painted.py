"""What of a drawing has been painted, and what has to be painted anew since it looks otherwise."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPixmap, QRegion

from model.drawing.marks import Box, Figure

AROUND = 512
"""How far a picture reaches beyond the viewport, device px."""
MANY_SPOTS = 12
"""More spots than this are painted as one area."""

Painted = tuple[Figure, float]
"""A figure as it was painted, and how much of it was seen."""


def rects_of(region: QRegion) -> list[QRect]:
    """The rectangles of a region."""
    return list(region)  # type: ignore[call-overload]


def is_crowded(region: QRegion) -> bool:
    """Whether its rectangles are so many or so large that what lies around all of them is painted as quickly."""
    around, spots = region.boundingRect(), rects_of(region)
    filled = sum(spot.width() * spot.height() for spot in spots)
    return len(spots) > MANY_SPOTS or 2 * filled > around.width() * around.height()


def looks_like(one: Painted, other: Painted | None) -> bool:
    """Whether a figure looks as it did and stands where it stood."""
    if other is None or one[1] != other[1]:
        return False
    mine, theirs = one[0], other[0]
    return mine is theirs or (mine.marks is theirs.marks and (mine.x, mine.y) == (theirs.x, theirs.y))


def box_under(area: QRect, origin: tuple[int, int], dots: float) -> Box:
    """The box of the drawing under an area of device px, a little more."""
    x, y = area.x() - 2 - origin[0], area.y() - 2 - origin[1]
    return Box(x / dots, y / dots, (area.width() + 4) / dots, (area.height() + 4) / dots)


def differing(before: dict[str, Painted], now: dict[str, Painted]) -> list[Box]:
    """The boxes of figures, by key, that look otherwise than before, that came or that went."""
    differ = [one for key, one in now.items() if not looks_like(one, before.get(key))]
    differ += [one for key, one in before.items() if not looks_like(one, now.get(key))]
    return [figure.bounds for figure, _ in differ]


def blank_size(size: QSize) -> QSize:
    """How large a picture is, for a viewport of a size; device px."""
    return size + QSize(2 * AROUND, 2 * AROUND)


def blank_of(size: QSize) -> QPixmap:
    """A picture of which nothing is painted yet, for a viewport of a size in device px."""
    return QPixmap(blank_size(size))
