"""A figure: a number that can say how it came about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Input(NamedTuple):
    """One number that went into a figure, and the record it comes from where there is one."""

    of: str | None
    name: str
    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its formula in words and how much of what it counts is known.

    A share is 0–1, minutes are min, money is in the map's currency. The value is None where it cannot be told, and
    `note` says why. `known` of `of` fields (`counts` says which) are set; the others count 0 or as the formula says.
    """

    key: str
    name: str
    value: float | None
    unit: str
    formula: str
    inputs: Callable[[], list[Input]]
    known: int
    of: int
    counts: str
    note: str = ""

    @property
    def coverage(self) -> str:
        """How much is known, in words; empty where there is nothing to know."""
        return f"{self.known} of {self.of} {self.counts} known" if self.of else ""
