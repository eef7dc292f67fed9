"""How much differs, in the corner of the canvas while versions are compared."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.differences import How
from widgets.beside.page import Legend
from widgets.look import Look

HIGH, AWAY = 36, 16


class LegendBox(QWidget):
    """A box of paper about the marks and their counts, at the bottom left of a page."""

    def __init__(self, look: Look, page: QWidget, left: int) -> None:
        super().__init__(page)
        self.look, self.page, self.left = look, page, left
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6, 0, 0, 0)
        self.legend: Legend | None = None
        self.hide()
        page.installEventFilter(self)

    def show_counts(self, counts: dict[How, int]) -> None:
        """Show these; without any, nothing."""
        if self.legend is not None:
            self.row.removeWidget(self.legend)
            self.legend.hide()
            self.legend.deleteLater()
            self.legend = None
        if any(counts.values()):
            self.legend = Legend(self.look, counts, self)
            self.row.addWidget(self.legend)
            self._stand()
            self.show()
            self.raise_()
        else:
            self.hide()

    def close_down(self) -> None:
        """Go with the page no more."""
        self.page.removeEventFilter(self)

    def _stand(self) -> None:
        width = (self.legend.width() if self.legend is not None else 0) + 6
        self.setGeometry(self.left + AWAY, self.page.height() - HIGH - AWAY, width, HIGH)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if watched is self.page and event.type() == QEvent.Type.Resize:
            self._stand()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("rule2"), 1))
        painter.setBrush(self.look.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
