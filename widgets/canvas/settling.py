"""Settling: a card that was let go glides into its place, or back to where it came from."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPointF, QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

DROPPED, BACK = 120, 160
"""How long a card takes into its place and back, ms."""


class Settling:
    """The ghost of one card on its way; a new gesture ends it at once."""

    def __init__(
        self, canvas: "Canvas", touchpoint: str, ghost: QPixmap, off: QPointF, start: QPointF
    ) -> None:
        self.canvas, self.touchpoint, self.ghost, self.off, self.start = canvas, touchpoint, ghost, off, start
        self.share = 0.0
        self.glide = QVariantAnimation(canvas, startValue=0.0, endValue=1.0)
        self.glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.glide.valueChanged.connect(self._step)
        self.glide.finished.connect(self.stop)

    def begin(self, milliseconds: int) -> None:
        """Set out; where motion is reduced the card is in its place already."""
        canvas = self.canvas
        if canvas.look.reduced_motion or not canvas.isVisible() or canvas.card_rect(self.touchpoint) is None:
            self.glide.deleteLater()
            return
        canvas.settling = self
        box = canvas.layout_.card(self.touchpoint).grown(0.5)
        canvas.frame.hide({f"card:{self.touchpoint}"}, [box])
        self.glide.setDuration(milliseconds)
        self.glide.start()

    def _step(self, share: float) -> None:
        self.share = share
        self.canvas.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """Paint the ghost where it is now."""
        place = self.canvas.card_rect(self.touchpoint)
        if place is not None:
            now = self.start + (place.topLeft() - self.start) * self.share
            painter.drawPixmap(now + self.off, self.ghost)

    def stop(self) -> None:
        """Be in place."""
        if self.canvas.settling is self:
            self.canvas.settling = None
            self.glide.stop()
            self.glide.deleteLater()
            self.canvas.frame.hide((), ())
            self.canvas.viewport().update()
