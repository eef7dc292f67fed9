"""Vanishing: the last picture of a sheet over the window, on its way out; hands and keys go through it."""

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.look import Look

CLOSE = 100
"""How long a sheet takes to go, ms."""
UP = 12
"""How far it goes up meanwhile, px."""


class Vanishing(QWidget):
    """Scrim and picture fade out, then it is gone; nothing waits for it."""

    def __init__(self, look: Look, sheet: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self.look, self.share = look, 0.0
        self.picture: QPixmap = sheet.grab()
        self.place = QPointF(sheet.mapTo(page, sheet.rect().topLeft()))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(page.rect())
        self._run = QVariantAnimation(self, duration=CLOSE, startValue=0.0, endValue=1.0)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.valueChanged.connect(self._step)
        self._run.finished.connect(self.deleteLater)

    def begin(self) -> None:
        """Set out."""
        self.show()
        self.raise_()
        self._run.start()

    def _step(self, share: float) -> None:
        self.share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is left of the scrim and of the picture."""
        painter = QPainter(self)
        painter.setOpacity(1.0 - self.share)
        painter.fillRect(QRectF(self.rect()), self.look.colour("scrim"))
        painter.drawPixmap(self.place - QPointF(0, UP * self.share), self.picture)
        painter.end()
