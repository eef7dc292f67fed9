"""What is wrong with a finished PDF: everything here is read from its bytes, as a strict reader would."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar, LTCurve, LTFigure, LTPage

from exporters.exporter import Written
from model.drawing.marks import MM_PER_PT, Box
from tests.exporters.reading import TextBox, boxes_of, characters, empty_glyphs, fonts, overlaps, pages_of
from tests.exporters.validating import complaints

LEAST = 6.0
"""Nothing is printed smaller, pt."""
_SLACK = 0.35
"""What a line may reach over the edge of what holds it, mm: ink is narrower than its box."""
_SMALLEST = 3.4
"""A container is at least so wide, mm: ticks and dots hold no words."""
_TALLEST = 0.45
"""A container is lower than this share of the page: words may cross the grounds of phases and falls."""


@dataclass(frozen=True)
class Fault:
    """Something wrong on a page: what kind of fault, and the words concerned."""

    page: int
    kind: str
    says: str

    def __str__(self) -> str:
        return f"page {self.page + 1}: {self.kind}: {self.says}"


def faults(
    written: Written, words: Iterable[str], is_tagged: bool = True, miniatures: Container[int] = ()
) -> list[Fault]:
    """All that is wrong with an export of a map that holds these words.

    Pages that show others in small, by number, are not held to the least size.
    """
    known = " ".join(" ".join(words).split())
    found = [Fault(0, "shortened", text) for text in written.cut]
    found += [Fault(0, "no font has", text) for text in written.missing]
    for number, page in enumerate(pages_of(written.content)):
        found += _on_page(number, page, number in miniatures)
        found += _ended(number, page, known)
    if empty := empty_glyphs(written.content):
        found.append(Fault(0, "empty glyphs", str(empty)))
    found += [
        Fault(0, "font", one.name) for one in fonts(written.content) if not (one.embedded and one.to_unicode)
    ]
    if is_tagged:
        found += [Fault(0, "validator", one) for one in complaints(written.content)]
    return found


def _on_page(number: int, page: LTPage, is_miniature: bool) -> Iterator[Fault]:
    """What is wrong on a page; a sheet for the wall shows a part, and words at its edge go on on the next."""
    paper = Box(0, 0, page.width * MM_PER_PT, page.height * MM_PER_PT)
    is_part = any(isinstance(shape, LTFigure) for shape in page)
    boxes = [one for one in boxes_of(number, page) if not is_part or _is_in(one.box, paper)]
    for shapes in _layers(page):
        layer = [one for one in boxes_of(number, page, shapes) if not is_part or _is_in(one.box, paper)]
        for one, other in overlaps(layer):
            yield Fault(number, "overlap", f"{one} / {other}")
    for found in boxes:
        if not _is_in(found.box, paper):
            yield Fault(number, "off the page", found.text)
    containers = [] if is_part else list(_containers(page, paper))
    for found in boxes:
        for box in containers:
            if _leaves(found, box):
                yield Fault(number, "out of its box", f"{found.text} {_places(found.box)} in {_places(box)}")
    if not is_miniature:
        yield from _too_small(number, page)


def _layers(page: LTPage) -> tuple[list[Any], list[Any]]:
    """What stands on a page itself, and the part of another that it shows, clipped where it has its own words."""
    shown = [shape for shape in page if isinstance(shape, LTFigure)]
    return [shape for shape in page if shape not in shown], shown


def _ended(number: int, page: LTPage, known: str) -> Iterator[Fault]:
    """Lines that end in … where the map does not."""
    for one in boxes_of(number, page):
        is_ended = one.text.endswith("…") and one.text[-12:] not in known
        if is_ended or (one.text.startswith("…") and one.text[:12] not in known):
            yield Fault(number, "shortened", one.text)


def _too_small(number: int, page: LTPage) -> Iterator[Fault]:
    found: dict[float, str] = {}
    for char in characters(page):
        if char.get_text().strip() and (size := printed(char)) < LEAST - 0.01:
            found[size] = found.get(size, "") + char.get_text()
    for size, text in sorted(found.items()):
        yield Fault(number, "too small", f"{size:.2f} pt: {text[:60]}")


def printed(char: LTChar) -> float:
    """The size at which a character prints, pt; its box is as high as its font is large."""
    return round(float(char.size), 2)


def _is_in(box: Box, area: Box, by: float = 0.1) -> bool:
    wide = area.grown(by)
    return wide.holds(box.x, box.y) and wide.holds(box.right, box.bottom)


def _containers(page: LTPage, paper: Box) -> Iterator[Box]:
    """The upright boxes painted on a page that can hold words: cards, panels, pills, rows."""
    for shape in page:
        if not isinstance(shape, LTCurve) or not _is_box(shape):
            continue
        x, y = shape.x0 * MM_PER_PT, (page.height - shape.y1) * MM_PER_PT
        box = Box(x, y, shape.width * MM_PER_PT, shape.height * MM_PER_PT)
        if box.w >= _SMALLEST and box.h >= 2.0 and box.w < 0.97 * paper.w and box.h < _TALLEST * paper.h:
            yield box


def _is_box(shape: LTCurve) -> bool:
    """Whether a shape is a box with square or round corners: all its points lie on its edges, two on each."""
    bends = [step[0] for step in shape.original_path or ()].count("c")
    if not (shape.fill or shape.stroke) or bends not in (0, 4) or shape.height > 3 * shape.width:
        return False
    on: list[set[int]] = [set(), set(), set(), set()]
    for place, (x, y) in enumerate(shape.pts):
        away = (abs(x - shape.x0), abs(x - shape.x1), abs(y - shape.y0), abs(y - shape.y1))
        if min(away) > 0.05:
            return False
        for edge, far in enumerate(away):
            if far < 0.05:
                on[edge].add(place)
    return min(map(len, on)) >= 2


def _leaves(text: TextBox, box: Box) -> bool:
    """Whether a line begins or is centred in a box, in width and height, and reaches out of it."""
    x, y = text.box.middle
    is_within = box.x <= x <= box.right and box.y <= y <= box.bottom
    return is_within and not _is_in(text.box, box, _SLACK)


def _places(box: Box) -> str:
    return f"({box.x:.1f} {box.y:.1f} {box.right:.1f} {box.bottom:.1f})"
