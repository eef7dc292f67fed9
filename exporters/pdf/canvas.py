"""A PDF being drawn: pages of figures in mm, each page at its own scale."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from exporters.pdf.fonts import EmbeddedFont
from exporters.pdf.operators import Operators
from exporters.pdf.structure import Marked
from exporters.pdf.syntax import numbers
from exporters.report.sheet import Jump, Page, Piece
from exporters.report.tags import Tag
from model.drawing.figures.shapes import extent
from model.drawing.marks import MM_PER_PT, Box, Figure, Picture
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
        self.marked = Marked()
        """What was painted under which tag, on the pages that have tags."""
        self._anchors: frozenset[str] = frozenset()
        self._in_tag: Tag | None = None
        self._is_tag_open = False
        self._height = self._unit = 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters that stand as a box because no font has them."""
        return tuple(self._operators.missing)

    @contextmanager
    def page(
        self, width: float, height: float, scale: float = 1.0, has_ground: bool = True
    ) -> Iterator[None]:
        """A page of width × height virtual mm, printed at a scale; larger than PDF allows, it shrinks."""
        unit = min(scale / MM_PER_PT, WIDEST / max(width, height))
        self._canvas.setPageSize((round(width * unit, 3), round(height * unit, 3)))
        self._height, self._unit = height, unit
        self._operators.code = [f"{unit:.6f} 0 0 {unit:.6f} 0 0 cm"]
        if has_ground and self._colours["paper"] != WHITE:
            self._operators.page(width, height, "paper")
        yield
        self._canvas._code.extend(self._operators.code)
        self._canvas.showPage()

    def paint(self, figures: Iterable[Figure]) -> None:
        """Paint figures on the page that is open."""
        for figure in figures:
            self._operators.figure(figure.x, self._height - figure.y, figure.marks)

    def paint_pieces(self, pieces: Iterable[Piece]) -> None:
        """Paint the pieces of a page without their tags on the page that is open."""
        for piece in pieces:
            self._operators.figure(piece.x, self._height - piece.y, piece.marks)

    # -- pages with tags

    def pages(self, pages: Sequence[Page], progress: Callable[[float], object]) -> None:
        """Paint pages with their tags, links, outline and labels; progress hears the share that is done, 0 to 1."""
        self._anchors = frozenset(name for page in pages for name in page.anchors)
        for number, page in enumerate(pages):
            self._tagged(page, number)
            progress((number + 1) / len(pages))

    def _tagged(self, page: Page, number: int) -> None:
        self.marked.contents.append([])
        with self.page(page.width, page.height, page.scale):
            self._in_tag = None
            jumps = [jump for jump in page.jumps if self._is_led_to(jump)]
            if self._operators.code[1:]:
                self._operators.code[1:] = ["/Artifact BMC", *self._operators.code[1:], "EMC"]
            for piece in page.pieces:
                self._piece(piece, page)
            self._close_tag()
            for name, y in page.anchors.items():
                self._canvas.bookmarkHorizontalAbsolute(name, self._up(y), left=0, fit="XYZ")
            for entry in page.entries:
                self._canvas.addOutlineEntry(entry.title, entry.anchor, entry.level)
            for place, jump in enumerate(jumps):
                self._jump(jump)
                self.marked.links.append((number, place, jump.tag, jump.says))
            self._canvas.addPageLabel(number, prefix=page.label)

    def _is_led_to(self, jump: Jump) -> bool:
        """Whether a link leads anywhere; the words of one that does not are read as words."""
        leads = "://" in jump.to or jump.to in self._anchors
        if not leads:
            jump.tag.role = "Span"
        return leads

    def _piece(self, piece: Piece, page: Page) -> None:
        tag = piece.tag
        if tag is not self._in_tag or not self._is_tag_open:
            self._close_tag()
            self._open_tag(tag)
        if tag is not None and tag.role == "Figure":
            tag.box = self._grown(tag.box, extent(piece.marks).moved(piece.x, piece.y))
        self._operators.figure(piece.x, page.height - piece.y, piece.marks)

    def _open_tag(self, tag: Tag | None) -> None:
        if tag is None:
            self._operators.code.append("/Artifact BMC")
        else:
            contents = self.marked.contents[-1]
            self._operators.code.append(f"/{tag.role} <</MCID {len(contents)}>> BDC")
            contents.append(tag)
        self._in_tag, self._is_tag_open = tag, True

    def _close_tag(self) -> None:
        if self._is_tag_open:
            self._operators.code.append("EMC")
        self._is_tag_open = False

    def _up(self, y: float) -> float:
        """How far above the bottom of the open page y mm from its top is, pt."""
        return (self._height - y) * self._unit

    def _grown(
        self, old: tuple[float, float, float, float] | None, box: Box
    ) -> tuple[float, float, float, float]:
        new = (box.x * self._unit, self._up(box.bottom), box.right * self._unit, self._up(box.y))
        if old is None:
            return new
        return min(old[0], new[0]), min(old[1], new[1]), max(old[2], new[2]), max(old[3], new[3])

    def _jump(self, jump: Jump) -> None:
        box = jump.box
        corners = (box.x * self._unit, self._up(box.bottom), box.right * self._unit, self._up(box.y))
        if "://" in jump.to:
            self._canvas.linkURL(jump.to, corners, relative=0, thickness=0)
        else:
            self._canvas.linkAbsolute(jump.says, jump.to, corners, Border="[0 0 0]")

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
