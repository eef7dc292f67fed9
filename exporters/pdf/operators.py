"""Marks as PDF operators (ISO 32000-2, annex A), in mm with y upwards from the figure's own origin."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from exporters.pdf.fonts import EmbeddedFont
from exporters.pdf.syntax import numbers, rgb, short, utf16
from model.drawing.marks import (
    MM_PER_PT,
    Box,
    Disc,
    Glyph,
    Line,
    Mark,
    Path,
    Picture,
    Rect,
    Run,
    Stroke,
    Text,
)
from model.drawing.typeface import BOX

_ROUND = 0.5522847498  # A quarter circle as a cubic Bézier, to within 0.03 % of its radius.
_UNSEEN = "\u200b"
PaintPicture = Callable[[Picture], str]


class Operators:
    """Writes marks as operators and says nothing twice that the page already knows."""

    def __init__(
        self, colours: dict[str, str], font: Callable[[str], EmbeddedFont], picture: PaintPicture
    ) -> None:
        self.code: list[str] = []
        self.missing: dict[str, None] = {}
        self._colours = {token: rgb(colour) for token, colour in colours.items()}
        self._font, self._picture = font, picture
        self._known: dict[str, str] = {}
        self._drawn: dict[tuple[int, float, float], _Drawn] = {}

    def figure(self, x: float, y: float, marks: Iterable[Mark]) -> None:
        """All marks of one figure, whose origin is (x, y) on the page."""
        self.code.append(f"q 1 0 0 1 {numbers(x, y)} cm")
        self._known = {}
        for mark in marks:
            self._mark(mark)
        self.code.append("Q")

    def page(self, width: float, height: float, colour: str) -> None:
        """The ground of the whole page in one colour."""
        self.code.append(f"{self._colours[colour]} rg 0 0 {numbers(width, height)} re f")

    def _mark(self, mark: Mark) -> None:
        if isinstance(mark, Text):
            self._text(mark)
        elif isinstance(mark, Path):
            self._path(mark)
        elif isinstance(mark, Rect):
            self._shape(_rectangle(mark.box, mark.radius), mark.fill, mark.stroke)
        elif isinstance(mark, Disc):
            around = Box(mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r)
            self._shape(_rectangle(around, mark.r), mark.fill, mark.stroke)
        else:
            self.code.append(self._picture(mark))

    # -- lines and areas

    def _set(self, what: str, operators: str) -> None:
        """Say a setting, unless it is already so."""
        if self._known.get(what) != operators:
            self._known[what] = operators
            self.code.append(operators)

    def _shape(self, outline: str, fill: str | None, stroke: Stroke | None) -> None:
        if fill is not None:
            self._set("fill", f"{self._colours[fill]} rg")
        if stroke is not None:
            self._set("stroke", f"{self._colours[stroke.colour]} RG")
            self._set("width", f"{short(stroke.width * MM_PER_PT)} w")
            self._set("dash", f"[{numbers(*(length * MM_PER_PT for length in stroke.dash))}] 0 d")
            self._set("ends", "1 J 1 j" if stroke.round else "0 J 0 j")
        if fill is not None or stroke is not None:
            paint = "f*" if stroke is None else "S" if fill is None else "B*"
            self.code.append(f"{outline} {paint}")

    def _path(self, path: Path) -> None:
        if path.clip is None:
            self._shape(_outline(path.steps), path.fill, path.stroke)
            return
        before = dict(self._known)
        self.code.append(f"q {_rectangle(path.clip, 0)} W n")
        self._shape(_outline(path.steps), path.fill, path.stroke)
        self.code.append("Q")
        self._known = before

    # -- text

    def _text(self, text: Text) -> None:
        """A line on its baseline: each run moves the pen exactly as far as it was shaped."""
        self._set("fill", f"{self._colours[text.colour]} rg")
        self._set("spacing", f"{short(text.spacing * MM_PER_PT)} Tc")
        size = text.size * MM_PER_PT
        drawn = self._shown(text, size)
        self.code.append(f"BT {numbers(text.x, -text.y)} Td {drawn.code} ET")
        for font, gid, dx, dy in drawn.marks:
            if outline := font.outline(gid):
                at = numbers(text.x + dx * size, -text.y + dy * size)
                scale = f"{size / font.typeface.upem:.7f}".rstrip("0")
                self.code.append(f"q {scale} 0 0 {scale} {at} cm {outline} f Q")

    def _shown(self, text: Text, size: float) -> "_Drawn":
        """How a line is shown, without its place: the same words stand on a page again and again."""
        key = (id(text.line), size, text.spacing)
        known = self._drawn.get(key)
        if known is not None:
            return known
        shown = _Shown(size, text.spacing / text.size if text.size else 0.0)
        for run in text.line.runs:
            font = self._font(run.face)
            self._note_boxes(font, run)
            shown.run(font, run)
        made = self._drawn[key] = _Drawn(text.line, " ".join(shown.finished()), shown.marks)
        return made

    def _note_boxes(self, font: EmbeddedFont, run: Run) -> None:
        for glyph in run.glyphs:
            if glyph.gid == font.box and glyph.text != BOX:
                self.missing[glyph.text] = None


class _Drawn(NamedTuple):
    """A line as operators without its place, and the glyphs to be drawn as outlines; the line stays alive with it."""

    line: Line
    code: str
    marks: list[tuple[EmbeddedFont, int, float, float]]


class _Shown:
    """The operators of one line of text, with the moves between its glyphs in thousandths of an em."""

    def __init__(self, size: float, spacing: float) -> None:
        self.size = size
        self.spacing = spacing * 1000
        self.code: list[str] = []
        self.parts: list[str] = []
        self.codes: list[str] = []
        self.owed = 0.0
        self.pen = 0.0
        self.marks: list[tuple[EmbeddedFont, int, float, float]] = []
        """Glyphs to be drawn as outlines: font, glyph and place in em from the line's start."""

    def run(self, font: EmbeddedFont, run: Run) -> None:
        """Show the glyphs of a run, cluster by cluster."""
        self._flush()
        self.code.append(f"/{font.key} {short(self.size)} Tf")
        glyphs = run.glyphs
        at = 0
        while at < len(glyphs):
            stop = at + 1
            while stop < len(glyphs) and not glyphs[stop].text:
                stop += 1
            if stop - at == 1:
                self._glyph(font, glyphs[at], glyphs[at].text)
            else:
                self._cluster(font, glyphs[at:stop])
            at = stop

    def _cluster(self, font: EmbeddedFont, glyphs: tuple[Glyph, ...]) -> None:
        """Several glyphs for one text: a letter carries it, its dots become outlines; others need ActualText.

        Readers take the dots of an Arabic letter for characters between letters and split the word.
        """
        text = glyphs[0].text
        letters = [glyph for glyph in glyphs if glyph.advance]
        if len(letters) == 1:
            for glyph in glyphs:
                if glyph.advance:
                    self._glyph(font, glyph._replace(text=text), text)
                else:
                    self.marks.append((font, glyph.gid, self.pen + glyph.dx, glyph.dy))
            return
        self._flush()
        self.code.append(f"/Span <</ActualText <FEFF{utf16(text)}>>> BDC")
        for glyph in glyphs:
            self._glyph(font, glyph, glyph.text or _UNSEEN)
        self._flush()
        self.code.append("EMC")

    def _glyph(self, font: EmbeddedFont, glyph: Glyph, says: str) -> None:
        if glyph.dy:
            self._flush()
            self.code.append(f"{short(glyph.dy * self.size)} Ts")
        self.owed += glyph.dx * 1000
        if abs(self.owed) >= 0.05:
            self._move()
        self.codes.append(font.code(glyph.gid, says))
        self.pen += glyph.advance + self.spacing / 1000 * len(glyph.text)
        between = self.spacing * (len(glyph.text) - 1)
        self.owed += (glyph.advance - glyph.dx) * 1000 - font.advance(glyph.gid) + between
        if glyph.dy:
            self._flush()
            self.code.append("0 Ts")

    def _move(self) -> None:
        self._close()
        step = round(-self.owed, 1)
        self.owed += step
        self.parts.append(short(step))

    def _close(self) -> None:
        if self.codes:
            self.parts.append(f"<{''.join(self.codes)}>")
            self.codes = []

    def _flush(self) -> None:
        self._close()
        if len(self.parts) == 1 and self.parts[0][0] == "<":
            self.code.append(f"{self.parts[0]} Tj")
        elif self.parts:
            self.code.append(f"[{''.join(self._spaced())}] TJ")
        self.parts = []

    def _spaced(self) -> Iterable[str]:
        before = "<"
        for part in self.parts:
            yield f" {part}" if part[0] != "<" and before[0] != "<" else part
            before = part

    def finished(self) -> list[str]:
        """All operators of the line."""
        self._flush()
        return self.code


def _outline(steps: tuple[tuple[str | float, ...], ...]) -> str:
    """A path's steps; y turns upwards."""
    parts = []
    for name, *points in steps:
        if name == "Z":
            parts.append("h")
            continue
        places = [float(p) if i % 2 == 0 else -float(p) for i, p in enumerate(points)]
        parts.append(f"{numbers(*places)} {_STEPS[str(name)]}")
    return " ".join(parts)


_STEPS = {"M": "m", "L": "l", "C": "c"}


@lru_cache(maxsize=8192)
def _rectangle(box: Box, radius: float) -> str:
    x, y, w, h = box.x, -box.bottom, box.w, box.h
    r = min(radius, w / 2, h / 2)
    if r <= 0:
        return f"{numbers(x, y, w, h)} re"
    k = r * (1 - _ROUND)
    right, top = x + w, y + h
    steps = [f"{numbers(x + r, y)} m"]
    for corner in (
        (right - r, y, right - k, y, right, y + k, right, y + r),
        (right, top - r, right, top - k, right - k, top, right - r, top),
        (x + r, top, x + k, top, x, top - k, x, top - r),
        (x, y + r, x, y + k, x + k, y, x + r, y),
    ):
        steps.append(f"{numbers(*corner[:2])} l {numbers(*corner[2:])} c")
    return " ".join([*steps, "h"])
