"""The report's marks painted by Qt at any size: the same shape and colour as on the poster."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from widgets.look import Look

LEVELS = ((80.0, 4, "Critical"), (60.0, 3, "High"), (45.0, 2, "Medium"), (0.0, 1, "Low"))
"""From this severity on: so many squares of four, and the word."""
QUALITIES = {"holds": "Holds", "weak": "Weak", "fails": "Fails", "unknown": "Unknown"}
PERSONA_TOKENS = ("ink", "d")
SQUARE, SQUARE_GAP = 7.0, 2.0


def level_of(severity: float) -> tuple[int, str]:
    """How many of the four squares a severity (0–100) fills, and its word."""
    return next((squares, word) for least, squares, word in LEVELS if severity >= least or least == 0)


def mood_token(mood: float | None) -> str:
    """The colour of a mood: below, about or above neutral; ink3 where nobody said."""
    if mood is None or abs(mood) <= 0.25:
        return "ink3"
    return "pos" if mood > 0 else "neg"


def mood_says(mood: float) -> str:
    """A mood as people read it: −1.7, 0.0, +0.6."""
    if abs(mood) < 0.05:
        return "0.0"
    return f"{mood:+.1f}".replace("-", "−")


def persona_token(place: int) -> str:
    """The colour of the persona at this place of the order, from 0."""
    return PERSONA_TOKENS[place] if place < len(PERSONA_TOKENS) else "ink2"


def initial_of(name: str) -> str:
    """The letter that stands for a persona."""
    return name.strip()[:1].upper() or "?"


def _ready(painter: QPainter, fill: object = Qt.BrushStyle.NoBrush, pen: object = Qt.PenStyle.NoPen) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)  # type: ignore[arg-type]
    painter.setPen(pen)  # type: ignore[arg-type]


def _round_pen(look: Look, token: str, width: float) -> QPen:
    pen = QPen(look.colour(token), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def paint_star(painter: QPainter, look: Look, x: float, y: float, r: float, token: str = "mtm") -> None:
    """A moment that matters: a five-pointed star."""
    _ready(painter, look.colour(token))
    points = [
        QPointF(x + r * k * math.sin(i * math.pi / 5), y - r * k * math.cos(i * math.pi / 5))
        for i, k in enumerate([1.0, 0.45] * 5)
    ]
    painter.drawPolygon(QPolygonF(points))


def paint_triangle(painter: QPainter, look: Look, x: float, y: float, r: float, token: str = "neg") -> None:
    """A pain point: a triangle with an exclamation mark."""
    path = QPainterPath(QPointF(x, y - r * 0.88))
    path.lineTo(x + r * 0.98, y + r * 0.82)
    path.lineTo(x - r * 0.98, y + r * 0.82)
    path.closeSubpath()
    _ready(painter, look.colour(token), _round_pen(look, token, r * 0.28))
    painter.drawPath(path)
    painter.setPen(_round_pen(look, "white", r * 0.24))
    painter.drawLine(QPointF(x, y - r * 0.22), QPointF(x, y + r * 0.2))
    painter.drawPoint(QPointF(x, y + r * 0.58))


def paint_holds(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    """A handover that holds: a disc with a tick."""
    _ready(painter, look.colour("pos"))
    painter.drawEllipse(QPointF(x, y), r, r)
    _ready(painter, pen=_round_pen(look, "white", max(1.2, r * 0.24)))
    ticks = [QPointF(x + dx * r, y + dy * r) for dx, dy in ((-0.42, 0.04), (-0.1, 0.36), (0.44, -0.3))]
    painter.drawPolyline(QPolygonF(ticks))


def paint_weak(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    """A weak handover: a yellow diamond with a dash."""
    r *= 1.12
    corners = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
    _ready(painter, look.colour("warnF"), QPen(look.colour("warnLine"), max(1.0, r * 0.13)))
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(_round_pen(look, "onWarn", max(1.2, r * 0.2)))
    painter.drawLine(QPointF(x - r * 0.38, y), QPointF(x + r * 0.38, y))


def paint_fails(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    """A handover that fails: an octagon with a cross."""
    eighth = math.pi / 4
    corners = [
        QPointF(x + r * 1.05 * math.cos(eighth * (i + 0.5)), y + r * 1.05 * math.sin(eighth * (i + 0.5)))
        for i in range(8)
    ]
    _ready(painter, look.colour("neg"))
    painter.drawPolygon(QPolygonF(corners))
    _cross(painter, _round_pen(look, "white", max(1.2, r * 0.22)), x, y, r * 0.36)


def _cross(painter: QPainter, pen: QPen, x: float, y: float, arm: float) -> None:
    painter.setPen(pen)
    painter.drawLine(QPointF(x - arm, y - arm), QPointF(x + arm, y + arm))
    painter.drawLine(QPointF(x - arm, y + arm), QPointF(x + arm, y - arm))


def paint_unknown(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    """A handover nobody has judged: an empty ring."""
    _ready(painter, look.colour("paper"), QPen(look.colour("ink3"), 1.3))
    painter.drawEllipse(QPointF(x, y), r - 0.6, r - 0.6)


def paint_missing(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    """A system that is needed and not connected: a ring with a cross."""
    pen = _round_pen(look, "neg", max(1.2, r * 0.2))
    _ready(painter, pen=pen)
    painter.drawEllipse(QPointF(x, y), r - pen.widthF() / 2, r - pen.widthF() / 2)
    _cross(painter, pen, x, y, r * 0.34)


def paint_dot(painter: QPainter, look: Look, x: float, y: float, r: float, token: str = "ink2") -> None:
    """A system in use: a filled dot."""
    _ready(painter, look.colour(token))
    painter.drawEllipse(QPointF(x, y), r * 0.5, r * 0.5)


MARKS: dict[str, Callable[[QPainter, Look, float, float, float], None]] = {
    "star": paint_star,
    "triangle": paint_triangle,
    "holds": paint_holds,
    "weak": paint_weak,
    "fails": paint_fails,
    "unknown": paint_unknown,
    "missing": paint_missing,
    "dot": paint_dot,
}


def mark_pixmap(look: Look, mark: str, size: int, ratio: float) -> QPixmap:
    """A mark of MARKS as a picture of this many px."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    MARKS[mark](painter, look, size / 2, size / 2, size / 2 - 1)
    painter.end()
    return pixmap


def pill_width(look: Look, number: str) -> float:
    """How wide a number pill is, px."""
    return max(24.0, 11.0 + 7.0 * len(number))


def paint_pill(
    painter: QPainter, look: Look, box: QRectF, number: str, token: str | None, role: str = "pill"
) -> None:
    """A touchpoint's number: filled in its mood's colour, or outlined where token is None."""
    radius = box.height() / 2
    if token is None:
        _ready(painter, pen=QPen(look.colour("rule2"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)
    else:
        _ready(painter, look.colour(token))
        painter.drawRoundedRect(box, radius, radius)
    painter.setFont(look.font(role))
    painter.setPen(look.colour("ink2" if token is None else "white"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)


def paint_persona(
    painter: QPainter, look: Look, x: float, y: float, r: float, name: str, token: str, ground: str = "white"
) -> None:
    """A persona: a disc with the initial."""
    _ready(painter, look.colour(token))
    painter.drawEllipse(QPointF(x, y), r, r)
    _initial(painter, look, x, y, r, name, ground)


def paint_persona_ring(
    painter: QPainter, look: Look, x: float, y: float, r: float, name: str, token: str
) -> None:
    """What only this persona meets: a ring with the initial."""
    _ready(painter, pen=QPen(look.colour(token), 1.2))
    painter.drawEllipse(QPointF(x, y), r - 0.6, r - 0.6)
    _initial(painter, look, x, y, r, name, token)


def _initial(painter: QPainter, look: Look, x: float, y: float, r: float, name: str, token: str) -> None:
    font = look.font("pill")
    font.setPixelSize(max(7, round(r * 1.12)))
    painter.setFont(font)
    painter.setPen(look.colour(token))
    painter.drawText(QRectF(x - r, y - r, 2 * r, 2 * r), Qt.AlignmentFlag.AlignCenter, initial_of(name))


def squares_width(size: float = SQUARE) -> float:
    """How wide the four squares of a severity are, px."""
    return 4 * size + 3 * SQUARE_GAP * size / SQUARE


def paint_squares(
    painter: QPainter, look: Look, x: float, y: float, level: int, size: float = SQUARE
) -> None:
    """A severity's four squares from their top left corner, as many filled as the level says."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for place in range(4):
        box = QRectF(x + place * (size + SQUARE_GAP * size / SQUARE), y, size, size)
        if place < level:
            painter.fillRect(box, look.colour("neg"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("rule2"), 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
