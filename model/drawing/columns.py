"""One phase laid out alone: where its cards stand across."""

from dataclasses import dataclass

from model.drawing.seams import SEAM, seam_between
from model.journey import Journey


@dataclass(slots=True, eq=False)
class Column:
    """One phase laid out alone: its touchpoints in order, their left edges from the column's start, its width."""

    ids: list[str]
    xs: list[float]
    width: float
    lanes: list[str]
    """The lane of each touchpoint."""
    by_lane: dict[str, list[float]]
    """The left edges of the cards of each lane."""

    def equals(self, other: "Column") -> bool:
        """Whether the other stands just so; two columns are the same only when they are one object."""
        return (self.ids, self.xs, self.width, self.lanes) == (other.ids, other.xs, other.width, other.lanes)


def placed(
    journey: Journey,
    ids: list[str],
    lanes: list[str],
    card_w: float,
    margin: float,
    wide: dict[tuple[str, str], float] | None = None,
) -> tuple[list[float], dict[str, list[float]]]:
    """The left edges of cards in order from a margin on, mm, all of them and those of each lane.

    The seams that are wider than others are looked up one by one, unless they are given.
    """
    xs: list[float] = []
    last: dict[str, tuple[float, str]] = {}
    by_lane: dict[str, list[float]] = {}
    for one, lane in zip(ids, lanes, strict=True):
        x = xs[-1] + card_w / 2 if xs else margin
        if lane in last:
            before = last[lane]
            if wide is None:
                seam = seam_between(journey, before[1], one)
            else:
                seam = max(wide.get((before[1], one), SEAM), wide.get((one, before[1]), SEAM))
            x = max(x, before[0] + card_w + seam)
        xs.append(x)
        last[lane] = x, one
        by_lane.setdefault(lane, []).append(x)
    return xs, by_lane
