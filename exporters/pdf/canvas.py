"""A PDF being drawn: pages of figures in mm, each page at its own scale."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from exporters.pdf.fonts import EmbeddedFont
from exporters.pdf.operators import Operators
from exporters.pdf.syntax import numbers
from model.drawing.marks import MM_PER_PT, Figure, Picture
from model.drawing.theme import THEMES, ThemeName
from model.drawing.typeface import STACKS, font_file

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDEST = 14_400
"""The longest side of a page that PDF readers take, pt (ISO 32000-2, annex C)."""
WHITE = "#FFFFFF"
_FIRST_FONT = "MindTheGapFirst"


class Drawing:
    """A PDF of figures in one theme; pages are drawn one after the other, figures in reading order."""

    def __init__(self, theme: ThemeName, title: str, language: str) -> None:
        self.title, self.language = title, language
        self._colours = THEMES[theme]
        self._out = BytesIO()
        self._canvas = _canvas(self._out, title, language)
        self._fonts: dict[str, EmbeddedFont] = {}
        self._operators = Operators(self._colours, self._font, self._picture)

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters that stand as a box because no font has them."""
        return tuple(self._operators.missing)

    @contextmanager
    def page(self, width: float, height: float, scale: float = 1.0) -> Iterator[None]:
        """A page of width × height virtual mm, printed at a scale; larger than PDF allows, it shrinks."""
        unit = min(scale / MM_PER_PT, WIDEST / max(width, height))
        self._canvas.setPageSize((round(width * unit, 3), round(height * unit, 3)))
        self._height = height
        self._operators.code = [f"{unit:.6f} 0 0 {unit:.6f} 0 0 cm"]
        if self._colours["paper"] != WHITE:
            self._operators.page(width, height, "paper")
        yield
        self._canvas._code.extend(self._operators.code)
        self._canvas.showPage()

    def paint(self, figures: Iterable[Figure]) -> None:
        """Paint figures on the page that is open."""
        for figure in figures:
            self._operators.figure(figure.x, self._height - figure.y, figure.marks)

    def content(self) -> bytes:
        """The file as reportlab writes it."""
        self._canvas.save()
        return self._out.getvalue()

    def _font(self, name: str) -> EmbeddedFont:
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = EmbeddedFont(name, f"J{len(self._fonts) + 1}")
            self._canvas._doc.delayedFonts.append(font)
        return font

    def _picture(self, picture: Picture) -> str:
        """A picture, as large as its box allows without changing its shape."""
        from reportlab.lib.utils import ImageReader

        image: Any = ImageReader(BytesIO(picture.content))
        wide, high = image.getSize()
        box = picture.box
        shrunk = min(box.w / wide, box.h / high)
        w, h = wide * shrunk, high * shrunk
        middle_x, middle_y = box.middle
        before = len(self._canvas._code)
        self._canvas.drawImage(image, 0, 0, 1, 1, mask="auto")
        drawn = " ".join(self._canvas._code[before:])
        del self._canvas._code[before:]
        return f"q {numbers(w, 0, 0, h, middle_x - w / 2, -middle_y - h / 2)} cm {drawn} Q"


def _canvas(out: BytesIO, title: str, language: str) -> "Canvas":
    from reportlab.pdfgen.canvas import Canvas

    _know_first_font()
    canvas = Canvas(out, initialFontName=_FIRST_FONT, pageCompression=0, lang=language, invariant=1)
    canvas.setTitle(title)
    return canvas


@lru_cache(maxsize=1)
def _know_first_font() -> None:
    """Let reportlab begin pages in a font it embeds; its own first font, Helvetica, it would not embed."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(_FIRST_FONT, str(font_file(STACKS["regular"][0]))))
