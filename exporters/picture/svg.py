"""SVG: the marks of a page as vectors, in mm, every text escaped; its glyphs as outlines or as embedded fonts."""

import base64
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from exporters.exporter import Leaving, Progress, Written, coded
from exporters.picture.excerpt import lay_out_picture
from exporters.picture.faces import EmbeddedFaces, Outlines
from exporters.picture.options import SvgOptions
from exporters.picture.syntax import clean, short, written
from exporters.picture.wording import described
from model.drawing.marks import MM_PER_PT, Box, Disc, Mark, Path, Picture, Rect, Stroke, Text
from model.drawing.theme import THEMES

if TYPE_CHECKING:
    from exporters.report.sheet import Page


def write_svg(leaving: Leaving, options: SvgOptions, progress: Progress) -> Written:
    """The picture as an SVG file that needs nothing beside it; raises CannotExport."""
    laid = lay_out_picture(leaving, options, lambda share: progress(share * 0.7))
    page = laid.pages[0]
    drawn = Drawn(THEMES[options.theme], EmbeddedFaces() if options.text == "fonts" else None)
    body = [drawn.piece(piece.x, piece.y, piece.marks) for piece in page.pieces]
    about = leaving.journey.map
    head = _head(page, page.tag.title or about.title, described(leaving.journey, page), about.language)
    ground = "" if options.transparent else _ground(page, drawn.colour("paper"))
    parts = [head, drawn.definitions(), ground, *body, "</svg>\n"]
    progress(1)
    content = "\n".join(part for part in parts if part).encode("utf-8")
    return Written(content, tuple(map(coded, laid.missing)), laid.cut, laid.left_out)


def _ground(page: "Page", colour: str) -> str:
    return f'<rect width="{short(page.width)}" height="{short(page.height)}" fill="{colour}"/>'


def _head(page: "Page", title: str, says: str, language: str) -> str:
    w, h = page.width * page.scale, page.height * page.scale
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'width="{short(w)}mm" height="{short(h)}mm" viewBox="0 0 {short(page.width)} {short(page.height)}" '
        f'role="img" aria-labelledby="title desc" xml:lang={quoteattr(clean(language))}>\n'
        f'<title id="title">{written(title)}</title>\n<desc id="desc">{written(says)}</desc>'
    )


class Drawn:
    """Writes marks as elements; keeps what they share: glyphs or fonts, and clips."""

    def __init__(self, colours: dict[str, str], faces: EmbeddedFaces | None = None) -> None:
        self._colours = colours
        self._faces = faces
        self._outlines = Outlines()
        self._clips: dict[Box, str] = {}

    def colour(self, token: str) -> str:
        """A token as a colour."""
        return self._colours[token]

    def piece(self, x: float, y: float, marks: Iterable[Mark]) -> str:
        """Marks about (x, y)."""
        inside = "\n".join(self._mark(mark) for mark in marks)
        return f'<g transform="translate({short(x)} {short(y)})">\n{inside}\n</g>' if inside else ""

    def definitions(self) -> str:
        """What the elements refer to; known once all of them are written."""
        clips = [
            f'<clipPath id="{name}"><rect x="{short(box.x)}" y="{short(box.y)}" width="{short(box.w)}" '
            f'height="{short(box.h)}"/></clipPath>'
            for box, name in self._clips.items()
        ]
        fonts = f"<style>{self._faces.rules()}</style>" if self._faces is not None else ""
        inside = "\n".join(part for part in (fonts, *self._outlines.symbols(), *clips) if part)
        return f"<defs>\n{inside}\n</defs>" if inside else ""

    def _mark(self, mark: Mark) -> str:
        if isinstance(mark, Text):
            return self._text(mark)
        if isinstance(mark, Path):
            return self._path(mark)
        if isinstance(mark, Rect):
            return self._rect(mark)
        if isinstance(mark, Disc):
            place = f'cx="{short(mark.x)}" cy="{short(mark.y)}" r="{short(mark.r)}"'
            return f"<circle {place}{self._look(mark.fill, mark.stroke)}/>"
        return _picture(mark)

    def _look(self, fill: str | None, stroke: Stroke | None) -> str:
        """The attributes of a shape: what it is filled with, and its line."""
        said = f' fill="{self._colours[fill]}"' if fill is not None else ' fill="none"'
        if stroke is None:
            return said
        said += f' stroke="{self._colours[stroke.colour]}" stroke-width="{short(stroke.width * MM_PER_PT)}"'
        if stroke.round:
            said += ' stroke-linecap="round" stroke-linejoin="round"'
        if stroke.dash:
            said += f' stroke-dasharray="{" ".join(short(one * MM_PER_PT) for one in stroke.dash)}"'
        return said

    def _rect(self, mark: Rect) -> str:
        box, radius = mark.box, min(mark.radius, mark.box.w / 2, mark.box.h / 2)
        place = f'x="{short(box.x)}" y="{short(box.y)}" width="{short(box.w)}" height="{short(box.h)}"'
        corners = f' rx="{short(radius)}"' if radius > 0 else ""
        return f"<rect {place}{corners}{self._look(mark.fill, mark.stroke)}/>"

    def _path(self, mark: Path) -> str:
        steps = " ".join(
            " ".join([str(step[0]), *(short(float(number)) for number in step[1:])]) for step in mark.steps
        )
        clip = f' clip-path="url(#{self._clip(mark.clip)})"' if mark.clip is not None else ""
        rule = ' fill-rule="evenodd"' if mark.fill is not None else ""
        return f'<path d="{steps}"{rule}{self._look(mark.fill, mark.stroke)}{clip}/>'

    def _clip(self, box: Box) -> str:
        return self._clips.setdefault(box, f"c{len(self._clips)}")

    def _text(self, mark: Text) -> str:
        if self._faces is not None:
            return self._faces.text(mark, self._colours[mark.colour])
        return self._outlines.text(mark, self._colours[mark.colour])


def _picture(mark: Picture) -> str:
    """A picture inside the file; what is neither PNG nor JPEG is left out."""
    kinds: dict[bytes, str] = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}
    kind: Any = next((name for start, name in kinds.items() if mark.content.startswith(start)), None)
    if kind is None:
        return ""
    box, data = mark.box, base64.b64encode(mark.content).decode("ascii")
    place = f'x="{short(box.x)}" y="{short(box.y)}" width="{short(box.w)}" height="{short(box.h)}"'
    return f'<image {place} xlink:href="data:image/{kind};base64,{data}"/>'
