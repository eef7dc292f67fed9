"""What stands about the figures: a quiet word on how they come about, and sentences on what is wrong with them."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.gaps.words import listed
from model.journey import Journey
from model.numbers import Numbers
from widgets.flow import clear
from widgets.look import Look
from widgets.notice import NoticeLink
from widgets.words import Words

NAMED = 9
"""So many touchpoints that nobody gets to are named."""


class Slip(QWidget):
    """A few quiet words on a ground of their own."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.words = Words(look, "", "secondary", "ink2", lines=0, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 10, 12, 10)
        row.addWidget(self.words)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the sign before the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("wash"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        self.look.paint_icon(painter, "info", "ink3", QRectF(11, 10, 16, 16))
        painter.end()


class Troubles(QWidget):
    """What is wrong with the shares, a sentence each, with a link to where it is."""

    wanted = Signal(str)

    def __init__(self, look: Look, journey: Journey, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.journey = look, journey
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6, 0, 0, 0)
        self.column.setSpacing(4)
        self.said: list[str] = []
        self.links: list[NoticeLink] = []
        self.hide()

    def show_of(self, told: Numbers) -> None:
        """Say what is wrong with these numbers."""
        found = [
            (f"At {self.journey.number_of(touchpoint)}: {why}", touchpoint)
            for touchpoint, why in told.errors.items()
        ]
        lost = [one for one in told.unreachable if one in self.journey.store]
        if lost:
            numbers = [str(self.journey.number_of(one)) for one in lost[:NAMED]]
            more = [f"{len(lost) - NAMED} more"] if len(lost) > NAMED else []
            found.append((f"Nobody gets to {listed([*numbers, *more])}.", lost[0]))
        if [words for words, _ in found] == self.said:
            return
        clear(self.column)
        self.said, self.links = [words for words, _ in found], []
        for words, record in found:
            self._add(words, record)
        self.setVisible(bool(found))

    def _add(self, words: str, record: str) -> None:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 6)
        row.addWidget(Words(self.look, words, "secondary", "neg", lines=0, parent=box), 1)
        link = NoticeLink(self.look, box)
        link.say("Show")
        link.setAccessibleName(f"Show where: {words}")
        link.clicked.connect(lambda: self.wanted.emit(record))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.links.append(link)
        self.column.addWidget(box)
        box.show()
