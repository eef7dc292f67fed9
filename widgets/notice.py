"""A quiet notice: a line on the page that stays as long as it is true, with one verb that ends it."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.focus import Pressable
from widgets.look import Look
from widgets.words import Words

HIGH, AWAY = 32, 12
WIDEST = 420


class NoticeLink(Pressable):
    """The verb of a notice, as a link."""

    radius = 4.0

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.words = ""
        self.setFont(look.font("button"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Offer this."""
        self.words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.words)) + 13, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as a link."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        painter.setFont(self.font())
        painter.setPen(self.look.colour("mtm"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
        self.paint_focus(painter)
        painter.end()


class Notice(QWidget):
    """Stands at the bottom left of a page, right of its labels; it comes and goes with what it says."""

    ended = Signal()
    """The person wants an end of it."""

    def __init__(self, look: Look, page: QWidget, left: int) -> None:
        super().__init__(page)
        self.look, self.page, self.left = look, page, left
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 4, 6, 4)
        self.row.setSpacing(2)
        self.words = Words(look, "", "button", parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.dot = Words(look, "·", "button", "ink3", parent=self)
        self.link = NoticeLink(look, self)
        self.link.clicked.connect(self.ended)
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self.dot)
        self.row.addWidget(self.link)
        self.setFixedHeight(HIGH)
        page.installEventFilter(self)
        look.changed.connect(self.update)
        self.hide()

    def say(self, words: str, verb: str) -> None:
        """Say this until told otherwise; without words go away."""
        self.words.say(" ".join(words.split()))
        self.link.say(verb)
        self.setAccessibleName(words)
        if not words:
            self.give_keys_back()
        self.setVisible(bool(words))
        self.stand()

    def give_keys_back(self) -> None:
        """Let the page have the keyboard before going; else Qt looks for the next stop, and a map walks on."""
        if self.link.hasFocus():
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand(self) -> None:
        """Stand in the corner."""
        width = min(WIDEST, self.row.sizeHint().width(), self.page.width() - self.left - 2 * AWAY)
        self.setGeometry(self.left + AWAY, self.page.height() - HIGH - AWAY, max(width, 80), HIGH)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the page's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.stand()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("rule"), 1))
        painter.setBrush(self.look.colour("wash"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
