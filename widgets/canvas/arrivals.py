"""What a colleague's change brought, for some seconds: a light ring about each card and mark that it touched."""

from collections.abc import Iterable

from PySide6.QtCore import QEasingCurve, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPen

from widgets.canvas.rings import RADIUS
from widgets.canvas.view import Canvas

SECONDS = 6.0
STRONGEST = 0.55


class Arrivals(QObject):
    """Rings that fade; where nothing may move they stand for as long and then are gone."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.records: tuple[str, ...] = ()
        self.glide = QVariantAnimation(self, startValue=1.0, endValue=0.0)
        self.glide.setDuration(round(SECONDS * 1000))
        self.glide.setEasingCurve(QEasingCurve.Type.InCubic)
        self.glide.valueChanged.connect(self._fade)
        self.glide.finished.connect(self._end)
        canvas.over.append(self.paint)

    def close_down(self) -> None:
        """Show nothing any more."""
        self.glide.stop()
        self.canvas.over.remove(self.paint)

    def show_records(self, records: Iterable[str]) -> None:
        """Ring these from now on, for some seconds."""
        self.records = tuple(dict.fromkeys(records))
        if self.records:
            self.glide.stop()
            self.glide.start()
            self.canvas.viewport().update()

    def _fade(self, _: object) -> None:
        if not self.canvas.look.reduced_motion:
            self.canvas.viewport().update()

    def _end(self) -> None:
        self.records = ()
        self.canvas.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """Paint the rings of what is in sight."""
        if not self.records:
            return
        canvas, seen = self.canvas, self.canvas.map_rect()
        is_still = canvas.look.reduced_motion
        painter.setOpacity(STRONGEST if is_still else STRONGEST * float(self.glide.currentValue()))
        painter.setPen(QPen(canvas.colour("ink"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = RADIUS * canvas.camera.scale + 4
        for record in self.records:
            card = canvas.card_rect(record)
            middle = canvas.mark_middle(record) if card is None and record in canvas.store else None
            if card is not None and card.intersects(seen):
                painter.drawRoundedRect(card.adjusted(-4, -4, 4, 4), radius, radius)
            elif middle is not None and seen.contains(middle):
                painter.drawEllipse(middle, 13, 13)
        painter.setOpacity(1.0)
