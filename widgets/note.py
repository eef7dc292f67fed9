"""A note in ink beside the pointer: what will happen here, and on a second line what will be asked."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.look import Look

AWAY = QPoint(16, 18)
PAD, LINE = 9, 17


class Note(QWidget):
    """One or two short lines; the first may begin in bold. The pointer goes through it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = parent
        self.look = look
        self.strong, self.rest, self.second = "", "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)
        self.hide()

    def say(self, strong: str, rest: str = "", second: str = "") -> None:
        """Say this: bold words, the rest of the line, a second line."""
        self.strong, self.rest, self.second = strong, rest, second
        self.setAccessibleName(f"{strong}{rest} {second}".strip())
        self.resize(self.sizeHint())
        self.update()

    def show_at(self, place: QPoint) -> None:
        """Stand beside a point of the parent, inside it."""
        room, at = self.page.rect(), place + AWAY
        if at.x() + self.width() > room.right():
            at.setX(place.x() - AWAY.x() - self.width())
        if at.y() + self.height() > room.bottom():
            at.setY(place.y() - AWAY.y() - self.height())
        self.move(max(0, at.x()), max(0, at.y()))
        self.show()
        self.raise_()

    def _widths(self) -> tuple[float, float, float]:
        strong, plain = (
            QFontMetricsF(self.look.font("card_title")),
            QFontMetricsF(self.look.font("secondary")),
        )
        return (
            strong.horizontalAdvance(self.strong),
            plain.horizontalAdvance(self.rest),
            plain.horizontalAdvance(self.second),
        )

    def sizeHint(self) -> QSize:
        """As large as its lines."""
        strong, rest, second = self._widths()
        lines = 2 if self.second else 1
        return QSize(round(max(strong + rest, second)) + 2 * PAD + 1, lines * LINE + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ink and the lines."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(look.colour("paper"))
        base = 5 + QFontMetricsF(look.font("secondary")).ascent() + 1
        painter.setFont(look.font("card_title"))
        painter.drawText(QPointF(PAD, base), self.strong)
        painter.setFont(look.font("secondary"))
        painter.drawText(QPointF(PAD + self._widths()[0], base), self.rest)
        painter.drawText(QPointF(PAD, base + LINE), self.second)
        painter.end()
