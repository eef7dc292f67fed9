"""A KPI's readings over time as a small line, and where its points stand."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from model.chains import in_time
from model.findings import Kpi, Reading
from widgets.look import Look

DOT = 2.0


def places_of(readings: Sequence[Reading], box: QRectF, *others: float | None) -> list[QPointF]:
    """Where readings stand in a box, by their days across and by their values upwards.

    Other values, such as a target, widen what the box's height stands for.
    """
    values = [one.value for one in readings] + [one for one in others if one is not None]
    low, high = min(values), max(values)
    first, last = readings[0].date.toordinal(), readings[-1].date.toordinal()
    return [
        QPointF(
            box.left() + box.width() * _share(one.date.toordinal(), first, last),
            height_of(one.value, low, high, box),
        )
        for one in readings
    ]


def height_of(value: float, low: float, high: float, box: QRectF) -> float:
    """Where a value stands in a box whose bottom is the low and whose top the high one."""
    return box.center().y() if high == low else box.bottom() - box.height() * (value - low) / (high - low)


def _share(value: float, first: float, last: float) -> float:
    return 1.0 if first == last else (value - first) / (last - first)


def paint_sparkline(painter: QPainter, look: Look, kpi: Kpi, box: QRectF) -> None:
    """The readings of a KPI as a line with a dot at the newest; nothing without readings."""
    readings = in_time(kpi)
    if not readings:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    points = places_of(readings, box.adjusted(DOT, DOT, -DOT, -DOT))
    if len(points) > 1:
        painter.setPen(QPen(look.colour("ink3"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("ink"))
    painter.drawEllipse(points[-1], DOT, DOT)
