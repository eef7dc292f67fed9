"""What one way is laid among, what it hangs on, and where a mark that it shuns disturbs it."""

from dataclasses import dataclass
from math import isnan

from model.drawing.layout import Layout, Span
from model.drawing.moves import SAME, Break, Moves, carried, stood
from model.drawing.routes import Point, Way

SHUNNED = 4.0
"""So far beyond what a way looks at may stand a mark that it shuns, mm."""


class Sight:
    """The cards as one way is laid among them; it remembers how far the way looked."""

    def __init__(self, layout: Layout) -> None:
        self.journey, self.lanes = layout.journey, layout.lanes
        self.has, self.card, self.lane_of = layout.has, layout.card, layout.lane_of
        self._layout = layout
        self.left, self.right = float("inf"), float("-inf")

    def lane_cards(self, lane: int, left: float, right: float) -> list[tuple[float, float]]:
        """Left and right edges of the cards of a lane that meet this stretch, from left to right."""
        if left < self.left:
            self.left = left
        if right > self.right:
            self.right = right
        return self._layout.lane_cards(lane, left, right)


@dataclass(slots=True)
class Laid:
    """A way as it was laid, and all that it hangs on as seen from its source, which stood at x."""

    count: int
    """Of the changes it has outlasted; -1 if it has to be looked at again."""
    x: float
    way: Way | None
    sight: tuple[float, float]
    """How far to the left and right of the source it looked, mm."""
    about: object
    """Its ends, the marks it shuns and the cards it looked at."""
    before: list[object]
    """The shapes of the ways it keeps off."""
    lanes: list[Span]


def moved_to(kept: Laid, x: float) -> Way | None:
    """A way whose source stands at x now."""
    if kept.x != x and kept.way is not None:
        kept.way = kept.way.moved(x - kept.x)
    kept.x = x
    return kept.way


def disturbed(moves: Moves, old: Point | None, new: Point | None) -> list[Break]:
    """Where a mark to shun that stood here and stands there now is missed, or comes into the way."""
    if old is not None and isnan(old[0]):
        return [Break(float("-inf"), float("inf"), 0.0)]
    if old is not None and new is not None:
        shift = carried(moves, old[0] - SHUNNED, old[0] + SHUNNED)
        if shift is not None and abs(old[0] + shift - new[0]) < SAME and abs(old[1] - new[1]) < SAME:
            return []
    zones = [(old[0], old[0])] if old is not None else []
    zones += [stood(moves, new[0])] if new is not None else []
    return [Break(left - SHUNNED, right + SHUNNED, 0.0) for left, right in zones]
