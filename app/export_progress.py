"""How far an export is, at the bottom of the window, with a way to end it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from widgets.buttons import Button
from widgets.look import Look
from widgets.words import Words


class ExportProgress(QFrame):
    """A slip that says what is on its way out and how far it is."""

    cancelled = Signal()

    def __init__(self, window: QWidget, look: Look, says: str) -> None:
        super().__init__(window)
        self.window_around, self.look = window, look
        self.setObjectName("slip")
        self.setFixedSize(360, 56)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(says)
        words = Words(look, says, "text")
        self.cancel = Button(look, "Cancel", "quiet", parent=self)
        self.cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.addLayout(column, 1)
        row.addWidget(self.cancel)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        paper, line = self.look.hex("paper"), self.look.hex("rule2")
        self.setStyleSheet(f"#slip {{ background: {paper}; border: 1px solid {line}; border-radius: 8px; }}")

    def show_share(self, share: float) -> None:
        """Show how much is done, 0–1."""
        self.bar.setValue(round(share * 1000))

    def stand(self, bottom: int) -> None:
        """Stand in the middle of the window, this far above its lower edge."""
        around = self.window_around.rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - bottom)
        self.raise_()
