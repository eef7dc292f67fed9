"""Reads finished PDFs as a strict reader would: where text stands, which fonts are inside, what pixels show.

Places are mm from the top left of the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import combinations
from typing import Any

import pikepdf
import pypdfium2
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from model.drawing.marks import MM_PER_PT, Box

_ASCENT, _DESCENT = 0.73, 0.2
"""How far ink reaches over and under the baseline, em: capitals and descenders."""


@dataclass(frozen=True)
class TextBox:
    """A piece of text on one baseline and the ink it takes."""

    page: int
    text: str
    box: Box


def text_boxes(pdf: bytes) -> list[TextBox]:
    """Every piece of text in the order it is painted."""
    return [found for number, page in enumerate(pages_of(pdf)) for found in boxes_of(number, page)]


def pages_of(pdf: bytes) -> Iterator[LTPage]:
    """Each page as pdfminer takes it apart."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.get_pages(BytesIO(pdf)):
        interpreter.process_page(page)
        yield device.get_result()


def characters(shapes: Any) -> Iterator[LTChar]:
    """Every character of a page, also of what it shows a part of."""
    for shape in shapes:
        if isinstance(shape, LTChar):
            yield shape
        elif isinstance(shape, LTFigure):
            yield from characters(shape)


def boxes_of(number: int, page: LTPage, shapes: Iterable[Any] | None = None) -> Iterator[TextBox]:
    """Every piece of text of one page, or of these shapes of it."""
    pieces: list[tuple[list[str], list[float]]] = []
    for char in characters(page if shapes is None else shapes):
        size, base = char.size, char.matrix[5]
        ink = [char.x0, base - _DESCENT * size, char.x1, base + _ASCENT * size]
        texts, last = pieces[-1] if pieces else ([], [0.0, 0.0, -1e9, 0.0])
        if abs(char.x0 - last[2]) < 0.4 * size and abs(ink[1] - last[1]) < 0.3 * size:
            texts.append(char.get_text())
            last[2], last[3] = max(last[2], ink[2]), max(last[3], ink[3])
        else:
            pieces.append(([char.get_text()], ink))
    for texts, (left, bottom, right, top) in pieces:
        box = Box(left, page.height - top, right - left, top - bottom)
        if text := "".join(texts).strip():
            yield TextBox(number, text, Box(*(length * MM_PER_PT for length in box)))


def overlaps(boxes: Iterable[TextBox], by: float = 0.35) -> list[tuple[str, str]]:
    """Pieces of text whose ink stands on another's, by more than so many mm each way."""
    return [
        (one.text, other.text)
        for one, other in combinations(boxes, 2)
        if one.page == other.page
        and min(one.box.right, other.box.right) - max(one.box.x, other.box.x) > by
        and min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y) > by
    ]


def outside(boxes: Iterable[TextBox], container: Box, slack: float = 0.1) -> list[str]:
    """Pieces of text that leave a container, by more than so many mm."""
    area = container.grown(slack)
    return [
        found.text
        for found in boxes
        if not (area.holds(found.box.x, found.box.y) and area.holds(found.box.right, found.box.bottom))
    ]


def page_boxes(pdf: bytes) -> list[Box]:
    """Each page's paper."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        sizes = [[float(length) for length in page.mediabox] for page in opened.pages]
    return [Box(0, 0, (right - left) * MM_PER_PT, (top - low) * MM_PER_PT) for left, low, right, top in sizes]


def text_of(pdf: bytes) -> str:
    """What a reader copies from all pages."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened).replace("\r\n", "\n")
    finally:
        opened.close()


def picture_of(pdf: bytes, dpi: float = 72) -> Any:
    """The first page as a picture."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return opened[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        opened.close()


@dataclass(frozen=True)
class Font:
    """A font as a PDF names it, and whether its file and its texts are inside."""

    name: str
    embedded: bool
    to_unicode: bool


def fonts(pdf: bytes) -> list[Font]:
    """Every font any page can use."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            _font(font)
            for page in opened.pages
            for font in page.obj.get("/Resources", {}).get("/Font", {}).as_dict().values()
        ]


def _font(font: Any) -> Font:
    shown = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    described = shown.get("/FontDescriptor", {})
    embedded = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return Font(str(font.BaseFont)[1:], embedded, "/ToUnicode" in font)


def empty_glyphs(pdf: bytes) -> int:
    """How often glyph 0 (the empty box of a font) is shown."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return sum(_empty_glyphs(page) for page in opened.pages)


def _empty_glyphs(page: Any) -> int:
    maps = {
        name: bytes(font.DescendantFonts[0].CIDToGIDMap.read_bytes())
        for name, font in page.obj.Resources.Font.as_dict().items()
    }
    found, glyphs = 0, b""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            glyphs = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            shown = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            codes = [int.from_bytes(shown[i : i + 2], "big") for i in range(0, len(shown), 2)]
            found += sum(not any(glyphs[2 * code : 2 * code + 2]) for code in codes)
    return found
