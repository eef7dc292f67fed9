"""Paints figures with QPainter exactly as their marks say; nothing is measured, wrapped or chosen here."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QRawFont,
    QTransform,
)

from model.drawing.marks import MM_PER_PT, Disc, Figure, Line, Mark, Path, Picture, Rect, Stroke, Text
from model.drawing.theme import THEMES, ThemeName
from model.drawing.typeface import font_file
from widgets.canvas.kept import Kept

Colours = Callable[[str], QColor]
Point = tuple[float, float]
SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
DOT = 0.01
"""A dash this short, in pen widths, is a dot: Qt draws nothing for a dash of no length."""


def theme_colours(theme: ThemeName) -> Colours:
    """The colours of a theme, for painting without a window."""
    table = {token: QColor(colour) for token, colour in THEMES[theme].items()}
    return table.__getitem__


def paint(
    painter: QPainter,
    figures: Iterable[Figure],
    colours: Colours,
    px_per_mm: float,
    origin: Point = (0.0, 0.0),
) -> None:
    """Paint figures at this many device pixels to a mm, the drawing's (0, 0) at origin, in device pixels."""
    painter.setRenderHints(SMOOTH)
    for figure in figures:
        at = origin[0] + figure.x * px_per_mm, origin[1] + figure.y * px_per_mm
        paint_marks(painter, figure.marks, colours, px_per_mm, at)


def paint_marks(
    painter: QPainter, marks: Iterable[Mark], colours: Colours, px_per_mm: float, origin: Point
) -> None:
    """Paint marks whose own (0, 0) stands at origin, in device pixels."""
    for mark in marks:
        _PAINTERS[type(mark)](painter, mark, colours, px_per_mm, origin)


def picture_of(
    figures: Iterable[Figure], width: float, height: float, px_per_mm: float, theme: ThemeName = "light"
) -> QImage:
    """A picture of figures on paper, width × height mm."""
    colours = theme_colours(theme)
    size = QSize(max(1, round(width * px_per_mm)), max(1, round(height * px_per_mm)))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(colours("paper"))
    painter = QPainter(image)
    paint(painter, figures, colours, px_per_mm)
    painter.end()
    return image


# -- lines and fills


def pen_of(stroke: Stroke | None, colours: Colours, px_per_mm: float) -> QPen:
    """The pen of a stroke, not to be changed; Qt counts dashes in widths of the pen."""
    if stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    return _kept_pen(stroke, colours(stroke.colour).rgba(), px_per_mm)


@lru_cache(maxsize=2000)
def _kept_pen(stroke: Stroke, rgba: int, px_per_mm: float) -> QPen:
    pen = QPen(QColor.fromRgba(rgba), stroke.width * MM_PER_PT * px_per_mm)
    round_ends = stroke.round
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if round_ends else Qt.PenJoinStyle.MiterJoin)
    if stroke.dash:
        dash = [max(length / stroke.width, DOT) for length in stroke.dash]
        pen.setDashPattern(dash if len(dash) % 2 == 0 else dash * 2)
    return pen


def _brush(fill: str | None, colours: Colours) -> QBrush:
    return QBrush(colours(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)


def _paint_rect(painter: QPainter, mark: Rect, colours: Colours, k: float, origin: Point) -> None:
    box = QRectF(origin[0] + mark.box.x * k, origin[1] + mark.box.y * k, mark.box.w * k, mark.box.h * k)
    if mark.stroke is None and not mark.radius:
        painter.fillRect(box, colours(mark.fill)) if mark.fill else None
        return
    painter.setPen(pen_of(mark.stroke, colours, k))
    painter.setBrush(_brush(mark.fill, colours))
    radius = min(mark.radius * k, box.width() / 2, box.height() / 2)
    painter.drawRoundedRect(box, radius, radius) if radius else painter.drawRect(box)


def _paint_disc(painter: QPainter, mark: Disc, colours: Colours, k: float, origin: Point) -> None:
    painter.setPen(pen_of(mark.stroke, colours, k))
    painter.setBrush(_brush(mark.fill, colours))
    painter.drawEllipse(QPointF(origin[0] + mark.x * k, origin[1] + mark.y * k), mark.r * k, mark.r * k)


def _paint_path(painter: QPainter, mark: Path, colours: Colours, k: float, origin: Point) -> None:
    path = QTransform(k, 0, 0, k, *origin).map(_kept_path(mark.steps))
    if mark.clip is not None:
        painter.save()
        box = mark.clip
        left, top = round(origin[0] + box.x * k), round(origin[1] + box.y * k)
        right, bottom = round(origin[0] + box.right * k), round(origin[1] + box.bottom * k)
        painter.setClipRect(
            QRect(left - 1, top, right - left + 2, bottom - top), Qt.ClipOperation.IntersectClip
        )
    if mark.fill and mark.clip is not None:
        # Cut areas stand side by side: smooth edges would leave a seam, so the edge is painted over by a line.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(colours(mark.fill), 1))
        painter.setBrush(colours(mark.fill))
        painter.drawPath(path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    elif mark.fill:
        painter.fillPath(path, colours(mark.fill))
    if mark.stroke is not None and mark.stroke.dash:
        _paint_dashes(painter, mark.steps, mark.stroke, colours(mark.stroke.colour), k, origin)
    elif mark.stroke is not None:
        painter.strokePath(path, pen_of(mark.stroke, colours, k))
    if mark.clip is not None:
        painter.restore()


Steps = tuple[tuple[str | float, ...], ...]
_paths: Kept[QPainterPath] = Kept(most=60_000)
"""Paths by their steps; their size is the number of steps."""


def _kept_path(steps: Steps) -> QPainterPath:
    path = _paths.find(steps)
    return path if path is not None else _paths.keep(steps, path_of(steps), len(steps))


Tiles = list[tuple[float, float, QRectF, QPainterPath]]
"""Dashes about their own origin: where that stands, the box around them, their outlines; px."""
_dashed: Kept[tuple[Stroke, float, Tiles]] = Kept(most=300_000)
"""Dashes by the steps of their line; their size is the number of their corners."""
TILE = 128
"""Dashes are kept in stretches about so long, px, so that only those in sight are painted."""
CLEAR = 0.1
"""A gap is cut at least this far from the dashes beside it, px."""


def _paint_dashes(
    painter: QPainter, steps: Steps, stroke: Stroke, colour: QColor, k: float, origin: Point
) -> None:
    painter.translate(*origin)
    clip = painter.clipBoundingRect() if painter.hasClipping() else None
    is_straight = len(steps) == 2 and steps[1][0] == "L"
    for x, y, box, path in _straight(steps, stroke, k) if is_straight else _dashes(steps, stroke, k):
        if clip is None or clip.intersects(box.translated(x, y)):
            painter.translate(x, y)
            painter.fillPath(path, colour)
            painter.translate(-x, -y)
    painter.translate(-origin[0], -origin[1])


def _tile(path: QPainterPath) -> tuple[QRectF, QPainterPath]:
    path.setFillRule(Qt.FillRule.WindingFill)
    return path.boundingRect().adjusted(-1, -1, 1, 1), path


def _dashes(steps: Steps, stroke: Stroke, k: float) -> Tiles:
    """The outlines of a line's dashes; Qt's own begin anew wherever a line is cut by what is painted."""
    kept = _dashed.find(steps)
    if kept is None or kept[:2] != (stroke, k):
        pen = pen_of(stroke, lambda token: QColor(), k)
        found = [(0.0, 0.0, *_tile(path)) for path in _bent(steps, pen, k)]
        corners = sum(path.elementCount() for *_, path in found)
        kept = _dashed.keep(steps, (stroke, k, found), corners)
    return kept[2]


def _straight(steps: Steps, stroke: Stroke, k: float) -> Tiles:
    """The dashes of a straight line: those of one stretch over and over, and the rest of it."""
    (_, x, y), (_, right, bottom) = steps
    line = QLineF(0.0, 0.0, (float(right) - float(x)) * k, (float(bottom) - float(y)) * k)
    length, at = line.length(), (float(x) * k, float(y) * k)
    if not length:
        return [(*at, *_dashed_to(stroke, k, 0.0, 0.0, 0.0))]
    across, down = round(line.dx() / length, 9), round(line.dy() / length, 9)
    pen = pen_of(stroke, lambda token: QColor(), k)
    period = sum(pen.dashPattern()) * pen.widthF()
    stretch = max(1, int(TILE / period)) * period
    count = int(length / stretch)
    spots = [(at[0] + across * stretch * n, at[1] + down * stretch * n) for n in range(count + 1)]
    gap = pen.dashPattern()[-1] * pen.widthF()
    tile = _dashed_to(stroke, k, across, down, stretch - gap / 2)
    rest = _dashed_to(stroke, k, across, down, round(length - stretch * count, 6))
    return [*((*spot, *tile) for spot in spots[:-1]), (*spots[-1], *rest)]


@lru_cache(maxsize=2000)
def _dashed_to(
    stroke: Stroke, k: float, across: float, down: float, length: float
) -> tuple[QRectF, QPainterPath]:
    """The dashes of a line from nothing in one direction, as long as this, px."""
    line = QPainterPath(QPointF(0.0, 0.0))
    line.lineTo(across * length, down * length)
    return _tile(QPainterPathStroker(pen_of(stroke, lambda token: QColor(), k)).createStroke(line))


def _bent(steps: Steps, pen: QPen, k: float) -> Iterator[QPainterPath]:
    """The dashes of any line in stretches that end between two dashes, where two of its steps meet."""
    to_dots, stroker = QTransform.fromScale(k, k), QPainterPathStroker(pen)
    if any(step[0] in ("M", "Z") for step in steps[1:]):
        yield stroker.createStroke(to_dots.map(_kept_path(steps)))
        return
    stretch, gone, far = list(steps[:1]), 0.0, 0.0
    for place, (before, step) in enumerate(pairwise(steps), 2):
        far += to_dots.map(path_of((("M", *before[-2:]), step))).length()
        stretch.append(step)
        if place == len(steps) or (far > TILE / 2 and _is_between_dashes(gone + far, pen)):
            stroker.setDashOffset(gone / pen.widthF())
            yield stroker.createStroke(to_dots.map(path_of(tuple(stretch))))
            stretch, gone, far = [("M", *step[-2:])], gone + far, 0.0


def _is_between_dashes(place: float, pen: QPen) -> bool:
    """Whether a place on a line, px from its start, is in a gap, clear of what stands before and after it."""
    pattern, wide = pen.dashPattern(), pen.widthF()
    place %= sum(pattern) * wide
    for length, gap in zip(pattern[::2], pattern[1::2], strict=True):
        place -= length * wide
        if place < CLEAR:
            return False
        place -= gap * wide
        if place < 0:
            return place < -CLEAR
    return False


def path_of(steps: Steps) -> QPainterPath:
    """Steps as a path of Qt's."""
    path = QPainterPath()
    draw: dict[str, Callable[..., None]] = {"M": path.moveTo, "L": path.lineTo, "C": path.cubicTo}
    for step in steps:
        if step[0] == "Z":
            path.closeSubpath()
        else:
            draw[str(step[0])](*step[1:])
    return path


# -- text


LARGEST_GLYPHS = 64.0
"""Qt paints no glyphs of a raw font that are larger than this, px: then their outlines are filled."""
OUTLINE = 64.0
"""The size at which outlines are asked for, px."""


@lru_cache(maxsize=256)
def raw_font(face: str, pixels: float) -> QRawFont:
    """A bundled font at a size in device pixels, unhinted; all sizes of it share the bytes of its file."""
    return QRawFont(_font_bytes(face), pixels, QFont.HintingPreference.PreferNoHinting)


@cache
def _font_bytes(face: str) -> QByteArray:
    return QByteArray(font_file(face).read_bytes())


def _paint_text(painter: QPainter, mark: Text, colours: Colours, k: float, origin: Point) -> None:
    size = mark.size * MM_PER_PT * k
    if size < 0.5:
        return
    at = QPointF(origin[0] + mark.x * k, origin[1] + mark.y * k)
    if size > LARGEST_GLYPHS:
        _fill_outlines(painter, mark, colours(mark.colour), size, at)
        return
    painter.setPen(colours(mark.colour))
    for run in _runs_of(mark.line, round(size, 3), mark.spacing * MM_PER_PT * k):
        painter.drawGlyphRun(at, run)


def _fill_outlines(painter: QPainter, mark: Text, colour: QColor, size: float, at: QPointF) -> None:
    x, spacing = at.x(), mark.spacing / mark.size * size
    for run in mark.line.runs:
        font = raw_font(run.face, OUTLINE)
        for glyph in run.glyphs:
            place = QTransform(
                size / OUTLINE, 0, 0, size / OUTLINE, x + glyph.dx * size, at.y() - glyph.dy * size
            )
            painter.fillPath(place.map(font.pathForGlyph(glyph.gid)), colour)
            x += glyph.advance * size + spacing * len(glyph.text)


def _runs_of(line: Line, size: float, spacing: float) -> list[QGlyphRun]:
    """The line's glyph runs with positions from its baseline's start."""
    runs, x = [], 0.0
    for run in line.runs:
        indexes, places = [], []
        for glyph in run.glyphs:
            indexes.append(glyph.gid)
            places.append(QPointF(x + glyph.dx * size, -glyph.dy * size))
            x += glyph.advance * size + spacing * len(glyph.text)
        shaped = QGlyphRun()
        shaped.setRawFont(raw_font(run.face, size))
        shaped.setGlyphIndexes(indexes)
        shaped.setPositions(places)
        shaped.setRightToLeft(run.rtl)
        runs.append(shaped)
    return runs


def _paint_picture(painter: QPainter, mark: Picture, colours: Colours, k: float, origin: Point) -> None:
    box = QRectF(origin[0] + mark.box.x * k, origin[1] + mark.box.y * k, mark.box.w * k, mark.box.h * k)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, _image_of(mark.content))
    painter.restore()


@lru_cache(maxsize=32)
def _image_of(content: bytes) -> QImage:
    return QImage.fromData(QByteArray(content))


_PAINTERS: dict[type, Callable[..., None]] = {
    Rect: _paint_rect,
    Disc: _paint_disc,
    Path: _paint_path,
    Text: _paint_text,
    Picture: _paint_picture,
}
