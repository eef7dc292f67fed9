"""How a difference is marked: a shape of its own for what was added, removed, changed and moved."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from model.differences import How
from widgets.look import Look

TOKENS: dict[How, str] = {"added": "pos", "removed": "neg", "changed": "warn", "moved": "ink"}
"""The colour of the ring about what differs."""
SAID: dict[How, str] = {"added": "Added", "removed": "Removed", "changed": "Changed", "moved": "Moved"}


def _pen(look: Look, token: str, width: float) -> QPen:
    pen = QPen(look.colour(token), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _added(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("pos"))
    painter.drawEllipse(QPointF(x, y), r, r)
    painter.setPen(_pen(look, "white", r * 0.24))
    painter.drawLine(QPointF(x - r * 0.45, y), QPointF(x + r * 0.45, y))
    painter.drawLine(QPointF(x, y - r * 0.45), QPointF(x, y + r * 0.45))


def _removed(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("neg"))
    painter.drawRoundedRect(QRectF(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84), 2, 2)
    painter.setPen(_pen(look, "white", r * 0.24))
    painter.drawLine(QPointF(x - r * 0.42, y), QPointF(x + r * 0.42, y))


def _changed(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    r *= 1.12
    for size, token in ((r, "warnF"), (r * 0.42, "onWarn")):
        corners = [QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]
        painter.setBrush(look.colour(token) if size == r else Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(look, "warnLine" if size == r else token, max(1.0, r * 0.13)))
        painter.drawPolygon(QPolygonF(corners))


def _moved(painter: QPainter, look: Look, x: float, y: float, r: float) -> None:
    painter.setPen(_pen(look, "ink", 1.4))
    painter.setBrush(look.colour("paper"))
    painter.drawRoundedRect(QRectF(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8), 2, 2)
    painter.drawPolyline([QPointF(x - r * 0.45, y), QPointF(x + r * 0.45, y)])
    head = [
        QPointF(x + r * 0.08, y - r * 0.36),
        QPointF(x + r * 0.45, y),
        QPointF(x + r * 0.08, y + r * 0.36),
    ]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(head)


BADGES: dict[How, Callable[[QPainter, Look, float, float, float], None]] = {
    "added": _added,
    "removed": _removed,
    "changed": _changed,
    "moved": _moved,
}


def paint_badge(painter: QPainter, look: Look, how: How, x: float, y: float, r: float) -> None:
    """The mark of a difference about a point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    BADGES[how](painter, look, x, y, r)
