"""A toast: one sentence in ink at the bottom of a page that goes by itself."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.focus import Pressable
from widgets.look import Look
from widgets.words import Words

SECONDS = 6.0
FROM_BOTTOM = 24


class ToastButton(Pressable):
    """A verb on the toast."""

    def __init__(self, look: Look, words: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.words = words
        self.setFont(look.font("strong"))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.words)) + 17, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words in paper on ink."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.ringed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("ink2"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self.font())
        painter.setPen(look.colour("paper"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
        painter.end()


class Toast(QWidget):
    """Stands at the bottom centre of its parent, six seconds, longer while the pointer is over it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.page, self._taken = look, parent, (0, 0)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 4, 8, 4)
        self.row.setSpacing(8)
        self.words = Words(look, "", "text", "paper", parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.words)
        self.buttons: dict[str, ToastButton] = {}
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.hide)
        self.setFixedHeight(40)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        parent.installEventFilter(self)
        look.changed.connect(self.update)
        self.hide()

    def show_words(
        self,
        words: str,
        actions: Mapping[str, Callable[[], object]] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Say this for some seconds, with verbs to act on it."""
        for button in self.buttons.values():
            self.row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        self.words.say(" ".join(words.split()))
        self.setAccessibleName(words)
        for verb, act in (actions or {}).items():
            button = ToastButton(self.look, verb, self)
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            self.buttons[verb] = button
            self.row.addWidget(button)
        self.row.setContentsMargins(16, 4, 8 if self.buttons else 16, 4)
        self.show()
        self.stand()
        self.raise_()
        self.timer.start(round(seconds * 1000))

    def _do(self, act: Callable[[], object]) -> None:
        self.hide()
        act()

    def stand(self) -> None:
        """Stand at the bottom centre of what is free of the parent."""
        left, right = self._taken
        room = self.page.width() - left - right
        width = min(self.row.sizeHint().width() + 4, room - 32)
        self.setGeometry(left + (room - width) // 2, self.page.height() - 40 - FROM_BOTTOM, width, 40)

    def keep_free(self, left: int, right: int) -> None:
        """Stand between so much of the parent's left and of its right side, px."""
        self._taken = left, right
        if self.isVisible():
            self.stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.stand()
        return False

    def event(self, event: QEvent) -> bool:
        """Stay while the pointer is over it."""
        if event.type() == QEvent.Type.Enter:
            self.timer.stop()
        elif event.type() == QEvent.Type.Leave and self.isVisible():
            self.timer.start(round(SECONDS * 500))
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()
