"""What several people changed, on the map: a dashed ring and a flag with who they are; the one in question solid."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPainterPath, QPen

from widgets.canvas.rings import RADIUS
from widgets.canvas.view import Canvas

HIGH, PAD = 20.0, 8.0
FROM = 0.35
"""From this zoom on flags are shown; further away there is only the ring."""


class BothMarks(QObject):
    """Rings and flags over a canvas, by record: the names on the flag, the shown one's first."""

    pressed = Signal(str)
    """A flag was pressed: the record it stands at."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.names: Mapping[str, tuple[str, ...]] = {}
        self.current: str | None = None
        canvas.over.append(self.paint)
        canvas.viewport().installEventFilter(self)

    def close_down(self) -> None:
        """Show nothing any more."""
        self.canvas.over.remove(self.paint)
        self.canvas.viewport().removeEventFilter(self)

    def show_names(self, names: Mapping[str, tuple[str, ...]], current: str | None = None) -> None:
        """Ring these records; the current one is in question now."""
        if (names, current) != (self.names, self.current):
            self.names, self.current = names, current
            self.canvas.viewport().update()

    def _place(self, record: str) -> QRectF | None:
        """The box of a card, or one about the mark of a handover, px."""
        card = self.canvas.card_rect(record)
        if card is not None:
            return card
        middle = self.canvas.mark_middle(record) if record in self.canvas.store else None
        return QRectF(middle.x() - 12, middle.y() - 12, 24, 24) if middle is not None else None

    def flag_rect(self, record: str) -> QRectF | None:
        """Where the flag of a record is, px; None where there is none."""
        place = self._place(record)
        if place is None or self.canvas.camera.zoom < FROM:
            return None
        wide = sum(self._wide(name) for name in self.names[record])
        return QRectF(place.right() - wide / 2, place.top() - HIGH / 2 - 4, wide, HIGH)

    def _wide(self, name: str) -> float:
        return QFontMetricsF(self.canvas.look.font("key")).horizontalAdvance(name) + 2 * PAD

    def paint(self, painter: QPainter) -> None:
        """Paint every ring and flag in sight."""
        seen = self.canvas.map_rect().adjusted(-40, -40, 40, 40)
        for record in self.names:
            place = self._place(record)
            if place is None or not place.intersects(seen):
                continue
            self._ring(painter, place, record == self.current)
            flag = self.flag_rect(record)
            if flag is not None:
                self._flag(painter, flag, self.names[record])

    def _ring(self, painter: QPainter, place: QRectF, is_current: bool) -> None:
        pen = QPen(self.canvas.colour("ink"), 2)
        if not is_current:
            pen.setDashPattern([2.5, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = RADIUS * self.canvas.camera.scale + 3
        painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), radius, radius)

    def _flag(self, painter: QPainter, flag: QRectF, names: tuple[str, ...]) -> None:
        colour, half = self.canvas.colour, flag.height() / 2
        outline = QPainterPath()
        outline.addRoundedRect(flag, half, half)
        painter.setPen(QPen(colour("ink"), 1.2))
        painter.setBrush(colour("paper"))
        painter.drawPath(outline)
        painter.setFont(self.canvas.look.font("key"))
        x = flag.left()
        for place, name in enumerate(names):
            box = QRectF(x, flag.top(), self._wide(name), flag.height())
            if place == 0:
                first = QPainterPath()
                first.addRect(box)
                painter.fillPath(outline.intersected(first), colour("ink"))
            painter.setPen(colour("paper" if place == 0 else "ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
            x += box.width()

    def record_at(self, at: QPointF) -> str | None:
        """The record whose flag is under a point."""
        for record in self.names:
            flag = self.flag_rect(record)
            if flag is not None and flag.contains(at):
                return record
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on a flag is about it, and about nothing below it."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and self.names:
            record = self.record_at(event.position())
            if record is not None and event.button() == Qt.MouseButton.LeftButton:
                self.pressed.emit(record)
                return True
        return False
