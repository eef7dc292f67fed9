"""Marks and figures: what screen and exporters paint without measuring anything themselves.

Millimetres, x to the right, y down from the top left of the drawing. Colours are theme tokens. Line widths,
dashes and text sizes are points of the drawing (1 pt = 25.4/72 mm) and scale with it.
"""

from dataclasses import dataclass
from typing import NamedTuple

MM_PER_PT = 25.4 / 72


class Box(NamedTuple):
    """A rectangle in mm: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge, mm."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The bottom edge, mm."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, mm."""
        return self.x + self.w / 2, self.y + self.h / 2

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        (x, y, w, h), (left, top, wide, high) = self, other
        return x < left + wide and left < x + w and y < top + high and top < y + h

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def grown(self, by: float) -> "Box":
        """The box with its edges this much further out."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def moved(self, dx: float, dy: float) -> "Box":
        """The box shifted."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def with_(self, other: "Box") -> "Box":
        """The least box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line's look: colour token, width in pt, dashes in pt (on, off, …), whether ends and joins are round."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, its corners rounded by radius mm."""

    box: Box
    fill: str | None = None
    stroke: Stroke | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled or outlined circle about (x, y)."""

    x: float
    y: float
    r: float
    fill: str | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and cubic Béziers: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",); clip cuts it, mm."""

    steps: tuple[tuple[str | float, ...], ...]
    fill: str | None = None
    stroke: Stroke | None = None
    clip: Box | None = None


class Glyph(NamedTuple):
    """One glyph of a shaped run: its id, its advance and offsets in em, and the text it stands for."""

    gid: int
    advance: float
    dx: float
    dy: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font file, in visual order; rtl tells which way the text runs."""

    face: str
    glyphs: tuple[Glyph, ...]
    rtl: bool = False

    @property
    def width(self) -> float:
        """The advance of the whole run in em."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, shaped: its runs in visual order, its width in em and what it says."""

    runs: tuple[Run, ...]
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A shaped line with its baseline starting at (x, y); size and letter spacing in pt."""

    x: float
    y: float
    line: Line
    size: float
    colour: str
    spacing: float = 0.0

    @property
    def width(self) -> float:
        """The advance of the line in mm."""
        return (self.line.width * self.size + self.spacing * len(self.line.text)) * MM_PER_PT


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file's bytes, shown in a box."""

    box: Box
    content: bytes


Mark = Rect | Disc | Path | Text | Picture


@dataclass(frozen=True, slots=True)
class Figure:
    """All marks of one thing, in painting order: the unit of caching, culling and hit-testing.

    Marks stand relative to (x, y); key is unique in the drawing (`card:tp_7f3k`); record is what a click means.
    """

    key: str
    x: float
    y: float
    box: Box
    """The painted area, relative to (x, y), strokes included."""
    marks: tuple[Mark, ...]
    record: str | None = None
    says: str = ""
    """What the figure says to someone who cannot see it."""

    @property
    def bounds(self) -> Box:
        """The painted area in the drawing."""
        return self.box.moved(self.x, self.y)

    def meets(self, box: Box) -> bool:
        """Whether its painted area and a box of the drawing share any."""
        (x, y, w, h), (left, top, wide, high) = self.box, box
        x, y = x + self.x, y + self.y
        return x < left + wide and left < x + w and y < top + high and top < y + h
