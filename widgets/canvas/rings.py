"""Rings, ports and places: what the tool shows over the map, in ink on paper."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from model.drawing.marks import Box
from widgets.canvas.camera import Camera
from widgets.canvas.painter import Colours

PORT = 11
POSSIBLE = 10
OFF = 2
"""From a card's edge to its ring, px."""
LEAST = 12
"""What a ring off its card, or a halo, leaves open in its middle at least, px; from afar it would be a blot."""
FAR_PORTS = 0.35
"""Below this zoom no ports are shown."""
RADIUS = 1.0
"""Of a card's corners, mm."""
SIDES = ("right", "bottom", "left", "top")


def ring(
    painter: QPainter, colours: Colours, card: QRectF, camera: Camera, off: float = OFF, wide: float = 2
) -> None:
    """A ring of ink about a card, so far off its edge."""
    grow = off + wide / 2
    if off:
        across, down = (max(0.0, LEAST - 2 * off - size) / 2 for size in (card.width(), card.height()))
        card = card.adjusted(-across, -down, across, down)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours("ink"), wide))
    radius = RADIUS * camera.scale + (grow if off else 0)
    painter.drawRoundedRect(card.adjusted(-grow, -grow, grow, grow), radius, radius)


def halo(painter: QPainter, colours: Colours, middle: QPointF, radius: float) -> None:
    """A ring of ink about a round mark."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours("ink"), 2))
    radius = max(radius, LEAST / 2 + 1)
    painter.drawEllipse(middle, radius, radius)


def ports_of(card: QRectF) -> dict[str, QPointF]:
    """The four places on a card's ring where a handover can start."""
    out = OFF + 1
    middle = card.center()
    return {
        "right": QPointF(card.right() + out, middle.y()),
        "bottom": QPointF(middle.x(), card.bottom() + out),
        "left": QPointF(card.left() - out, middle.y()),
        "top": QPointF(middle.x(), card.top() - out),
    }


def port(painter: QPainter, colours: Colours, at: QPointF, is_taken: bool = False) -> None:
    """A port: paper with a rim of ink, full while a handover is drawn from it."""
    painter.setPen(QPen(colours("ink"), 2))
    painter.setBrush(colours("ink" if is_taken else "paper"))
    painter.drawEllipse(at, PORT / 2 - 1, PORT / 2 - 1)


def possible_port(painter: QPainter, colours: Colours, at: QPointF) -> None:
    """Where the handover being drawn could arrive."""
    painter.setPen(QPen(colours("rule2"), 1.2))
    painter.setBrush(colours("paper"))
    painter.drawEllipse(at, POSSIBLE / 2 - 0.6, POSSIBLE / 2 - 0.6)


def dashed_place(
    painter: QPainter, colours: Colours, box: QRectF, camera: Camera, token: str = "rule2"
) -> None:
    """The place of a card that is not there."""
    pen = QPen(colours(token), 1.5)
    pen.setDashPattern([2.4, 1.8])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = RADIUS * camera.scale
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)


def insertion_bar(painter: QPainter, colours: Colours, x: float, top: float, bottom: float) -> None:
    """Where the card will be put."""
    painter.setPen(QPen(colours("ink"), 3))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours("ink"))
    for y in (top, bottom):
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5)


def arrow(painter: QPainter, colours: Colours, points: list[QPointF], elbow: float = 8) -> None:
    """A line of ink through points with rounded elbows and an open arrow at its end."""
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before, elbow))
        path.quadTo(corner, _towards(corner, after, elbow))
    path.lineTo(points[-1])
    pen = QPen(colours("ink"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    end, step = points[-1], _towards(points[-1], points[-2], 8) - points[-1]
    across = QPointF(-step.y(), step.x()) * 0.75
    path.moveTo(end + step + across)
    path.lineTo(end)
    path.lineTo(end + step - across)
    painter.drawPath(path)


def _towards(start: QPointF, end: QPointF, length: float) -> QPointF:
    way = end - start
    whole = (way.x() ** 2 + way.y() ** 2) ** 0.5
    return QPointF(start) if whole == 0 else start + way * (min(length, whole / 2) / whole)


def grown(box: QRectF, by: float = 12) -> Box:
    """A px box with room for rings and ports, as a plain box."""
    return Box(box.x() - by, box.y() - by, box.width() + 2 * by, box.height() + 2 * by)
