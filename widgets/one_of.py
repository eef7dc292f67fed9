"""A line to choose one of several by: a ring with its words, full where it is the chosen one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.focus import Pressable
from widgets.look import Look

RING, HIGH, AFTER = 16, 28, 8
"""The ring, a line, and from the ring to its words, px."""


class OneOf(Pressable):
    """One of the answers inside the same parent; arrows go from one to the next."""

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words = words
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFont(look.font("text"))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ring and words, with room for the focus around both."""
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        return QSize(4 + RING + AFTER + round(wide) + 6, HIGH)

    def minimumSizeHint(self) -> QSize:
        """The words may be shortened."""
        return QSize(RING + 60, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, thick where it is chosen, and the words."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 5.0 if self.isChecked() else 1.5
        half = wide / 2
        box = QRectF(4, (self.height() - RING) / 2, RING, RING).adjusted(half, half, -half, -half)
        is_dark = self.isChecked() or self.hovered
        painter.setPen(QPen(look.colour("ink" if is_dark else "edge"), wide))
        painter.setBrush(look.colour("wash2" if self.isDown() else "paper"))
        painter.drawEllipse(box)
        painter.setFont(self.font())
        painter.setPen(look.colour("ink" if self.isEnabled() else "rule2"))
        room = QRectF(4 + RING + AFTER, 0, self.width() - RING - AFTER - 8, self.height())
        shown = QFontMetricsF(self.font()).elidedText(
            self.words, Qt.TextElideMode.ElideRight, room.width() + 0.5
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()
