"""Where words have no room: other layouts of a part, then a larger page; never smaller words than can be read."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from exporters.report.briefing import Briefing
from exporters.report.papers import LEAST_PRINTED, legibly, tightly
from exporters.report.sheet import Page
from model.drawing.marks import Text
from model.drawing.shaping import noted, noting

Made = TypeVar("Made")
LARGER = (1.0, 1.2, 1.45, 1.75, 2.1, 2.6, 3.2)
"""How many times larger than its paper a page may be, so that no word is cut."""
SLACK = 0.01
"""Sizes that differ by less are the same, pt."""
TOLD = "{part}: a page is {w:.0f} × {h:.0f} mm, larger than its paper, so that no word is cut or too small."


def first_whole(*ways: Callable[[], Made]) -> Made:
    """What the first way makes in which no word is cut; the last one where all of them cut some."""
    for way in ways:
        with noting() as own:
            made = way()
        if not own.cut:
            break
    if (outer := noted()) is not None:
        outer.note_missing("".join(ch for ch, _ in own.missing))
        outer.cut += [text for text in own.cut if text not in outer.cut]
    return made


def has_no_room(text: str) -> None:
    """Say of a text that this layout has no room for it, so that another one is tried."""
    if (outer := noted()) is not None and text not in outer.cut:
        outer.cut.append(text)


def roomy(part: str, pages: Callable[[Briefing], list[Page]], briefing: Briefing) -> tuple[Page, ...]:
    """The pages of a part; where words have no room on the paper, pages that are larger, which the export says."""
    before = briefing.lost.copied()

    def laid(larger: float | None) -> list[Page]:
        briefing.lost.become(before)
        with tightly(larger), legibly(briefing.scale):
            return pages(briefing)

    made = first_whole(*(partial(laid, larger) for larger in (None, *LARGER)))
    large = [page for page in made if least_size(page) * page.scale < LEAST_PRINTED - SLACK]
    for page in large:
        page.scale *= LEAST_PRINTED / (least_size(page) * page.scale)
    if large:
        w, h = max((page.width * page.scale, page.height * page.scale) for page in large)
        briefing.lost.remarks.append(TOLD.format(part=part, w=w, h=h))
    return tuple(made)


def least_size(page: Page) -> float:
    """The size of the smallest words on the grid of a page, pt."""
    sizes = (mark.size for piece in page.pieces for mark in piece.marks if isinstance(mark, Text))
    return min(sizes, default=LEAST_PRINTED / page.scale)
