"""The legend of the evidence coverage: a quiet notice on the map that says what the shades stand for."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.canvas.coverage import hatch, shade
from widgets.look import Look
from widgets.notice import AWAY, HIGH, Notice

STEPS = ("none", "1 kind", "2 kinds", "3 or more", "older than a year")
OLD = 4
WIDE, TALL, AFTER, BETWEEN = 16, 14, 6, 14


class Swatches(QWidget):
    """The shades from none to three kinds and more, and the hatching, each with its words."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Shades: " + ", ".join(STEPS))
        look.changed.connect(self.update)

    def _widths(self) -> list[int]:
        metrics = QFontMetricsF(self.look.font("secondary"))
        return [WIDE + AFTER + round(metrics.horizontalAdvance(one)) + BETWEEN for one in STEPS]

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(sum(self._widths()), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint swatch and words for each step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0
        for step, (words, wide) in enumerate(zip(STEPS, self._widths(), strict=True)):
            box = QRectF(x + 0.5, (self.height() - TALL) / 2 + 0.5, WIDE - 1, TALL - 1)
            pen = QPen(self.look.colour("ink" if step == 0 else "rule2"), 1.2 if step == 0 else 1)
            if step == 0:
                pen.setDashPattern([2.4, 2])
            painter.setPen(pen)
            painter.setBrush(shade(self.look, 1 if step == OLD else step))
            painter.drawRoundedRect(box, 2, 2)
            if step == OLD:
                painter.setBrush(hatch(self.look))
                painter.drawRoundedRect(box, 2, 2)
            painter.setFont(self.look.font("secondary"))
            painter.setPen(self.look.colour("ink2"))
            left = x + WIDE + AFTER
            painter.drawText(QRectF(left, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
            x += wide
        painter.end()


class Legend(Notice):
    """Says how evidence covers the map; another notice stands below it."""

    def __init__(self, look: Look, page: QWidget, left: int, other: QWidget) -> None:
        super().__init__(look, page, left)
        self.other = other
        self.swatches = Swatches(look, self)
        self.row.insertSpacing(1, 12)
        self.row.insertWidget(2, self.swatches)
        other.installEventFilter(self)
        page.installEventFilter(self)

    def stand(self) -> None:
        """Stand in the corner, above a notice that stands there already."""
        width = min(self.row.sizeHint().width(), self.page.width() - self.left - 2 * AWAY)
        above = HIGH + 6 if not self.other.isHidden() else 0
        self.setGeometry(self.left + AWAY, self.page.height() - HIGH - AWAY - above, max(width, 80), HIGH)
        self.raise_()

    def eventFilter(self, watched, event) -> bool:
        """Go with the page's size, and with the other notice."""
        if watched is self.other and event.type() in (event.Type.Show, event.Type.Hide):
            self.stand()
        return super().eventFilter(watched, event) if watched is self.page else False
