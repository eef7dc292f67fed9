"""The passage from one step to the next: what was there fades away over what is there now."""

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

FADES = 240
"""How long it takes, ms."""


class Fade(QWidget):
    """A picture over a page that fades; it takes no clicks."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.page = page
        self._picture = QPixmap()
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(1.0)
        self._motion.setEndValue(0.0)
        self._motion.setDuration(FADES)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(lambda _: self.update())
        self._motion.finished.connect(self.end)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def end(self) -> None:
        """Let what is below be seen at once."""
        self._motion.stop()
        self._picture = QPixmap()
        self.hide()

    def start(self, picture: QPixmap) -> None:
        """Fade this picture of the whole page away."""
        self._picture = picture
        self.setGeometry(self.page.rect())
        self.raise_()
        self.show()
        self._motion.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is left of the picture."""
        if not self._picture.isNull():
            painter = QPainter(self)
            painter.setOpacity(float(self._motion.currentValue() or 0.0))
            painter.drawPixmap(0, 0, self._picture)
            painter.end()
