"""A column that scrolls, its slim bar lying over the edge instead of taking room."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from widgets.look import Look

WIDTH = 10


class SlimBar(QScrollBar):
    """A scroll bar 10 px wide without arrows; hidden while nothing scrolls."""

    def __init__(self, look: Look, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.look = look
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.update)

    def follow(self, real: QScrollBar) -> None:
        """Stand for a scroll bar that is not shown."""
        real.rangeChanged.connect(lambda least, most: self._take(real))
        real.valueChanged.connect(self.setValue)
        self.valueChanged.connect(real.setValue)
        self._take(real)

    def _take(self, real: QScrollBar) -> None:
        self.setPageStep(real.pageStep())
        self.setSingleStep(real.singleStep())
        self.setRange(real.minimum(), real.maximum())
        self.setValue(real.value())
        self.setVisible(real.maximum() > real.minimum())
        self.raise_()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the track."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the handle, and the track under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_hovered = self.underMouse() or self.isSliderDown()
        if is_hovered:
            painter.setBrush(self.look.colour("wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        is_upright = self.orientation() == Qt.Orientation.Vertical
        long = self.height() if is_upright else self.width()
        whole = self.maximum() - self.minimum() + self.pageStep()
        size = max(24.0, long * self.pageStep() / max(1, whole))
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        start, thick = share * (long - size), 8 if is_hovered else 6
        edge = (WIDTH - thick) / 2
        painter.setBrush(self.look.colour("ink3" if is_hovered else "rule2"))
        if is_upright:
            box = QRectF(edge, start + 2, thick, size - 4)
        else:
            box = QRectF(start + 2, edge, size - 4, thick)
        painter.drawRoundedRect(box, thick / 2, thick / 2)
        painter.end()


class Scroll(QScrollArea):
    """A scroll area whose content keeps its width whether it scrolls or not."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = SlimBar(look, Qt.Orientation.Vertical, self)
        self.bar.follow(self.verticalScrollBar())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the right edge."""
        super().resizeEvent(event)
        self.bar.setGeometry(self.width() - WIDTH, 2, WIDTH, self.height() - 4)
        self.bar.raise_()
