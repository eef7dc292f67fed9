"""SelectCards: a rubber band over the empty map selects the cards and sticky notes it touches."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from model.drawing.marks import Box
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys


class SelectCards(Gesture):
    """A click on nothing clears the selection; a drag selects; with Shift what was selected stays."""

    scrolls = "both"
    hints = (("Shift", "adds to the selection"), ("Esc", "restores"))

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Remember what was selected."""
        super().start(at)
        self._before = self.canvas.selection.ids
        self._kept = self._before if keys & Keys.ShiftModifier else ()
        self._is_drawn = False

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Select what the band touches."""
        super().move(at)
        self._is_drawn = self._is_drawn or self.is_far_enough(at)
        if self._is_drawn:
            self.canvas.selection.choose([*self._kept, *self.touched()])

    def touched(self) -> list[str]:
        """The touchpoints whose cards meet the band, in journey order, then the sticky notes."""
        canvas, band = self.canvas, self.band()
        ids, xs, ys = canvas.layout_.arrays()
        left, top = canvas.camera.to_mm(band.topLeft())
        right, bottom = canvas.camera.to_mm(band.bottomRight())
        w, h = canvas.layout_.card_w, canvas.layout_.card_h
        seen = (xs < right) & (xs + w > left) & (ys < bottom) & (ys + h > top)
        notes = canvas.scene.asides.notes_within(Box(left, top, right - left, bottom - top))
        return [*(ids[place] for place in seen.nonzero()[0].tolist()), *(note.record or "" for note in notes)]

    def band(self) -> QRectF:
        """The rubber band, px."""
        return QRectF(self.pressed, self.at).normalized()

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Keep the selection; a mere click clears it."""
        if not self._is_drawn:
            self.canvas.selection.choose(self._kept)

    def cancel(self) -> None:
        """Select what was selected before."""
        self.canvas.selection.choose(self._before)

    def paint(self, painter: QPainter) -> None:
        """Paint the band."""
        if self._is_drawn:
            ground = QColor(self.canvas.colour("ink"))
            ground.setAlphaF(0.05)
            painter.setPen(QPen(self.canvas.colour("ink"), 1))
            painter.setBrush(ground)
            band = self.band().toRect()
            painter.drawRect(QRectF(band).adjusted(0.5, 0.5, -0.5, -0.5))

    def area(self) -> QRegion:
        """The whole map: rings come and go anywhere."""
        return QRegion(self.canvas.map_rect().toAlignedRect()) if self._is_drawn else QRegion()
