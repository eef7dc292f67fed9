"""What pages are made for: papers by name, slides, or two sides in mm; and how the grid of a page fits them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from model.drawing.poster import PAPERS
from model.drawing.text import as_small_as, no_smaller

SLIDES = "16:9"
SLIDE = (338.67, 190.5)
"""A slide, mm."""
LEAST, MOST = 100.0, 5000.0
"""The sides of a paper that is given by them, mm; PDF readers show pages up to 5080."""
FLATTEST = 3.0
"""How many times as wide as high a page can be: on flatter ones columns would be lost from sight."""
GRID = 420.0
"""How wide the pages of the report are on their own grid, mm; they print at a scale."""
LEAST_HEIGHT = 290.0
"""A page of a flatter paper has a wider grid, so that it is never lower than this, mm."""
LEAST_PRINTED = 6.0
"""Nothing on a page is printed smaller, pt: where its scale would, words become larger on its grid."""
_larger: ContextVar[float | None] = ContextVar("larger", default=None)
_SIDES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mm)?\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?")


def known_paper(text: str) -> str:
    """A paper as it is called here; raises ValueError with a sentence for one that there is not."""
    names = {name.casefold(): name for name in (*PAPERS, SLIDES)}
    wanted = text.strip().casefold()
    if wanted in names:
        return names[wanted]
    found = _SIDES.fullmatch(wanted)
    if found is None:
        raise ValueError(
            f"there is no paper {text!r}; there are {', '.join(names.values())}, or two sides in mm, 500x350"
        )
    w, h = float(found[1]), float(found[2])
    if min(w, h) < LEAST or max(w, h) > MOST:
        raise ValueError(f"each side of a paper is {LEAST:.0f} to {MOST:.0f} mm")
    if w < h:
        raise ValueError(f"pages lie across, so the longer side comes first, {h:g}x{w:g}")
    if w > FLATTEST * h:
        raise ValueError(f"a page is at most {FLATTEST:.0f} times as wide as high")
    return f"{w:g}x{h:g}"


def paper_size(paper: str) -> tuple[float, float]:
    """Width and height of a known paper, mm."""
    if paper == SLIDES:
        return SLIDE
    if paper in PAPERS:
        return PAPERS[paper]
    w, h = paper.split("x")
    return float(w), float(h)


@contextmanager
def legibly(scale: float) -> Iterator[None]:
    """While the block runs, words of a page that prints at this scale are never too small to be read."""
    larger = _larger.get()
    least = LEAST_PRINTED / (scale * (larger or 1.0))
    with no_smaller(least), as_small_as(least) if larger is not None else nullcontext():
        yield


@contextmanager
def tightly(larger: float | None) -> Iterator[None]:
    """While the block runs, words may be as small as they can be read on pages so many times larger than their paper.

    None: pages are as large as their paper, and words keep to what looks well on it.
    """
    token = _larger.set(larger)
    try:
        yield
    finally:
        _larger.reset(token)


def grid_of(size: tuple[float, float]) -> tuple[tuple[float, float], float]:
    """The grid of a page for paper of this size, width and height in mm, and the scale it prints at."""
    w, h = size
    if size == SLIDE:
        return size, 1.0
    wide = max(GRID, LEAST_HEIGHT * w / h)
    return (wide, wide * h / w), w / wide
