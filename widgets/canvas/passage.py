"""Passage: what was seen before melts into what is seen now, while cards fly from their old places to the new."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap


@dataclass(frozen=True, slots=True)
class Flight:
    """A card on its way: its picture, and where its corner was and will be, device px of the map's part."""

    picture: QPixmap
    start: QPointF
    end: QPointF
    before: float
    after: float
    """How much of it was and will be seen, 0 to 1."""


class Passage(QObject):
    """From one picture of the map to the next; ended early, it shows the next one at once."""

    def __init__(
        self,
        parent: QObject,
        before: QPixmap,
        flights: list[Flight],
        milliseconds: int,
        curve: QEasingCurve.Type,
        moved: Callable[[], object],
        ended: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.before, self.flights, self.share = before, flights, 0.0
        self._moved, self._ended = moved, ended
        self._run = QVariantAnimation(self, duration=milliseconds, startValue=0.0, endValue=1.0)
        self._run.setEasingCurve(curve)
        self._run.valueChanged.connect(self._go_on)
        self._run.finished.connect(self.end)

    def set_out(self) -> None:
        """Begin, unless it has; until then all is as it was before."""
        if self._run.state() == QVariantAnimation.State.Stopped:
            self._run.start()

    def _go_on(self, share: float) -> None:
        self.share = share
        self._moved()

    def end(self) -> None:
        """Be there."""
        self._run.blockSignals(True)
        self._run.stop()
        self._ended()
        self.deleteLater()

    def paint(self, painter: QPainter) -> None:
        """Paint what is left of the picture before, and the cards on their way; device px of the map's part."""
        painter.setOpacity(1.0 - self.share)
        painter.drawPixmap(0, 0, self.before)
        for flight in self.flights:
            painter.setOpacity(flight.before + (flight.after - flight.before) * self.share)
            at = flight.start + (flight.end - flight.start) * self.share
            painter.drawPixmap(at.toPoint(), flight.picture)
        painter.setOpacity(1.0)
