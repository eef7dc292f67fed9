"""A picture in words, for those who do not see it."""

from typing import TYPE_CHECKING

from model.drawing.marks import Text
from model.journey import Journey

if TYPE_CHECKING:
    from exporters.report.sheet import Page

MOST = 4000
"""A description longer than this is shortened, in characters."""


def described(journey: Journey, page: "Page") -> str:
    """What a picture of a map shows: its headline and scenario, then the words in it as they are read."""
    about = journey.map
    said = [about.map_headline or about.headline, about.scenario]
    words = [mark.line.text for piece in page.pieces for mark in piece.marks if isinstance(mark, Text)]
    whole = " ".join(" ".join(part for part in [*said, *words] if part.strip()).split())
    return whole if len(whole) <= MOST else whole[: MOST - 1].rstrip() + "…"
