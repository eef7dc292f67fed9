"""The texts of an SVG: as outlines of their glyphs, each drawn once and used often, or in fonts inside the file."""

import base64
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

from exporters.picture.syntax import short, written
from model.drawing.marks import MM_PER_PT, Run, Text
from model.drawing.typeface import BOX, Typeface, typeface

_EM = 1000
"""Outlines are written in thousandths of an em."""


class Outlines:
    """Texts as outlines; a glyph stands in the file once."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, int], str] = {}
        self._symbols: list[str] = []

    def symbols(self) -> list[str]:
        """The outlines that texts refer to."""
        return self._symbols

    def text(self, mark: Text, colour: str) -> str:
        """A line of text as uses of its glyphs."""
        k = mark.size * MM_PER_PT / _EM
        spacing = mark.spacing / mark.size * _EM if mark.size else 0.0
        used, x = [], 0.0
        for run in mark.line.runs:
            for glyph in run.glyphs:
                if name := self._name(run.face, glyph.gid):
                    place = f'x="{short(x + glyph.dx * _EM)}"'
                    place += f' y="{short(glyph.dy * _EM)}"' if glyph.dy else ""
                    used.append(f'<use xlink:href="#{name}" {place}/>')
                x += glyph.advance * _EM + spacing * len(glyph.text)
        if not used:
            return ""
        matrix = f"matrix({k:.7f} 0 0 {-k:.7f} {short(mark.x)} {short(mark.y)})"
        return f'<g transform="{matrix}" fill="{colour}">{"".join(used)}</g>'

    def _name(self, face: str, gid: int) -> str:
        """The name of a glyph's outline; empty where it has none."""
        name = self._names.get((face, gid))
        if name is None:
            pen = _Pen(_EM / typeface(face).upem)
            typeface(face).font.draw_glyph_with_pen(gid, pen)
            name = f"g{len(self._symbols)}" if pen.steps else ""
            self._names[face, gid] = name
            if name:
                self._symbols.append(f'<path id="{name}" d="{"".join(pen.steps)}"/>')
        return name


class _Pen:
    """Takes a glyph's outline in font units as the steps of a path (fontTools' pen protocol)."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.steps: list[str] = []

    def _say(self, step: str, *points: tuple[float, float]) -> None:
        self.steps.append(step + " ".join(f"{x * self.scale:.4g} {y * self.scale:.4g}" for x, y in points))

    def moveTo(self, point: tuple[float, float]) -> None:
        self._say("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._say("L", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._say("C", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._say("Q", *points)

    def closePath(self) -> None:
        self.steps.append("Z")


class EmbeddedFaces:
    """Texts in the fonts they were shaped with; only what they need of a font is in the file."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._characters: dict[str, set[str]] = {}
        self._rest = Outlines()

    def symbols(self) -> list[str]:
        """The outlines of what cannot be text."""
        return self._rest.symbols()

    def text(self, mark: Text, colour: str) -> str:
        """A line of text, run by run where each was shaped."""
        size, spacing = mark.size * MM_PER_PT, mark.spacing * MM_PER_PT
        parts, x = [], mark.x
        for run in mark.line.runs:
            width = run.width * size + spacing * sum(len(glyph.text) for glyph in run.glyphs)
            parts.append(self._run(run, x, width, spacing))
            x += width
        inside = "".join(parts)
        place = f'y="{short(mark.y)}" font-size="{short(size)}" fill="{colour}"'
        return f'<text {place} xml:space="preserve">{inside}</text>' if inside else ""

    def _run(self, run: Run, x: float, width: float, spacing: float) -> str:
        says = "".join(_as_drawn(run))
        if not says.strip():
            return ""
        name = self._names.setdefault(run.face, f"f{len(self._names)}")
        self._characters.setdefault(run.face, set()).update(says)
        look = f'font-family="{name}"'
        if _has_even_digits(run):
            look += ' style="font-variant-numeric:tabular-nums"'
        if spacing:
            look += f' letter-spacing="{short(spacing)}" font-variant-ligatures="none"'
        start = x
        if run.rtl:
            start, look = x + width, look + ' direction="rtl" unicode-bidi="bidi-override"'
        fit = f' textLength="{short(width)}"' if width > 0 and not spacing else ""
        return f'<tspan x="{short(start)}"{fit} {look}>{written(says)}</tspan>'

    def rules(self) -> str:
        """The fonts as style rules."""
        return "".join(
            f'@font-face{{font-family:"{name}";src:url(data:font/woff;base64,{self._font(face)}) '
            'format("woff")}'
            for face, name in self._names.items()
        )

    def _font(self, face: str) -> str:
        return base64.b64encode(_subset(typeface(face), self._characters[face])).decode("ascii")


def _has_even_digits(run: Run) -> bool:
    """Whether the digits are those of one width, not those the font shows by itself."""
    face = typeface(run.face)
    return any(glyph.text.isdecimal() and glyph.gid != face.gid(glyph.text[0]) for glyph in run.glyphs)


def _as_drawn(run: Run) -> Iterator[str]:
    """What the glyphs of a run stand for, as it is read; a box for what the font lacks."""
    box = typeface(run.face).gid(BOX)
    glyphs = reversed(run.glyphs) if run.rtl else run.glyphs
    for is_box, same in groupby(glyphs, lambda glyph: glyph.gid == box):
        for glyph in same:
            yield BOX if is_box and glyph.text else glyph.text


def _subset(face: Typeface, characters: set[str]) -> bytes:
    """A font with what these characters need, shaping included, as WOFF."""
    import uharfbuzz as hb
    from fontTools.ttLib import TTFont

    wanted: Any = hb.SubsetInput()
    wanted.unicode_set.update({ord(ch) for ch in characters})
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.layout_feature_tag_set.add(int.from_bytes(b"tnum", "big"))
    kept = hb.subset(face.face, wanted)
    font, out = TTFont(BytesIO(bytes(kept.blob.data)), recalcTimestamp=False), BytesIO()
    font.flavor = "woff"
    font.save(out)
    return out.getvalue()
