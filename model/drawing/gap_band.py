"""The printed place of the gaps below everything: how many find room there, in which rows, how wide."""

from dataclasses import dataclass

HEIGHT, APART = 20.8, 2.2
"""The height of a gap's card, and what lies between two, mm."""
ROWS = 2
"""So many rows are filled with gaps that nobody has named; more only where the named ones need them."""
LEAST, LEAST_PRINTED, WIDEST = 42.0, 38.0, 60.0
"""The least width of a gap's card with the room beside it, on screen and on paper, and the largest, mm."""


@dataclass(frozen=True, slots=True)
class GapBand:
    """The rows of gaps."""

    count: int = 0
    """How many gaps stand there."""
    left_out: int = 0
    """How many find no room."""
    in_row: int = 1
    w: float = 0.0
    """The width of a card, mm."""

    @property
    def height(self) -> float:
        """The height of all rows, mm."""
        return -(-self.count // self.in_row) * (HEIGHT + APART) - APART


def gap_band(width: float, named: int, others: int, is_on_screen: bool) -> GapBand:
    """The rows for so many gaps that the room has named and so many others, as wide as the columns allow."""
    most = max(1, int((width + APART) / (LEAST if is_on_screen else LEAST_PRINTED)))
    count = named + min(others, max(0, ROWS * most - named))
    if not count:
        return GapBand()
    in_row = min(count, -(-count // -(-count // most)))
    return GapBand(
        count, named + others - count, in_row, min(WIDEST, (width - (in_row - 1) * APART) / in_row)
    )
