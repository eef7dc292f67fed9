"""The page of one earlier version: a map to read, in which nothing can be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.journey import Journey
from widgets.beside.page import BAR, FOOT, READABLE, Strip
from widgets.beside.reading import ReadingView
from widgets.buttons import Button
from widgets.look import Look
from widgets.status_bar import Hints
from widgets.words import Words


class ReadPage(QWidget):
    """A bar that says which version it is, and the map below it."""

    left = Signal()
    """Somebody has seen enough."""

    def __init__(self, title: str, when: str, journey: Journey, look: Look) -> None:
        super().__init__()
        self.look = look
        self.view = ReadingView(journey.store, journey, look, self)
        self.view.setAccessibleName(f"{title}, {when}, read-only")
        self.view.left.connect(self.left)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        bar = Strip(look, BAR, False, self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 1)
        self.back = Button(look, "Back to the map", icon="chevron-left", parent=bar)
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        row.addSpacing(12)
        self.title = Words(look, title, "map_title", parent=bar)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(Words(look, f"{when}, read-only", "secondary", "ink3", parent=bar), 1)
        whole.addWidget(bar)
        whole.addWidget(self.view, 1)
        foot = Strip(look, FOOT, True, self)
        below = QHBoxLayout(foot)
        below.setContentsMargins(10, 1, 10, 0)
        hints = Hints(look, foot)
        hints.say((("", "Nothing can be changed here"), ("Esc", "goes back")))
        below.addWidget(hints, 1)
        whole.addWidget(foot)

    def begin(self) -> None:
        """Show what can be read, with the keyboard on the map."""
        self.view.zoom_to(READABLE)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Follow the version no more."""
        self.view.close_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.end()
