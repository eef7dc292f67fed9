"""The rows of the timeline: who, when and what changed in words, joined by a line."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.focus import Pressable
from widgets.look import Look, tip_of

HIGH, LEFT, DOT, LETTER = 52, 32, 14, 18


@dataclass(frozen=True, slots=True)
class Entry:
    """One version in the timeline: what it is found by, and what is said of it."""

    key: str
    who: str
    when: str
    words: str
    is_named: bool = False


class EntryRow(Pressable):
    """One version; a press compares it with now, with Ctrl with the one that is chosen already."""

    stepped = Signal(int)
    added = Signal()
    """It was pressed with Ctrl, or Ctrl+Enter."""

    def __init__(self, look: Look, entry: Entry, is_first: bool, is_last: bool, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.entry, self.is_first, self.is_last = entry, is_first, is_last
        self.letter = ""
        """A or B while it is one of the two that are compared."""
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip_of(entry.words))
        self.show_letter("")

    def show_letter(self, letter: str) -> None:
        """Show which of the two it is."""
        self.letter = letter
        said = f"{self.entry.who} {self.entry.when}: {self.entry.words}"
        self.setAccessibleName(f"{said}, compared as {letter}" if letter else said)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, HIGH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press with Ctrl adds it to what is compared."""
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.added.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from version to version; Enter chooses, with Ctrl as the second."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.added.emit()
            else:
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, line and disc, and the two lines of words."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.letter or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.letter or self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        self._paint_line(painter)
        room = self.width() - LEFT - 10 - (LETTER + 10 if self.letter else 0)
        strong, small = look.font("strong"), look.font("secondary")
        who = QFontMetricsF(strong).elidedText(self.entry.who, Qt.TextElideMode.ElideRight, room * 0.5)
        painter.setFont(strong)
        painter.setPen(look.colour("ink"))
        line = QRectF(LEFT, 8, room, 18)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, who)
        start = QFontMetricsF(strong).horizontalAdvance(who) + 7
        painter.setFont(small)
        painter.setPen(look.colour("ink2" if self.letter else "ink3"))
        painter.drawText(line.adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.entry.when)
        painter.setFont(look.font("button") if self.entry.is_named else small)
        painter.setPen(look.colour("ink"))
        metrics, width = QFontMetricsF(painter.font()), self.width() - LEFT - 10
        words = metrics.elidedText(self.entry.words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(LEFT, 27, width, 17), Qt.AlignmentFlag.AlignVCenter, words)
        self._paint_letter(painter)
        self.paint_focus(painter)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        look, middle = self.look, 17.0
        top, bottom = (middle if self.is_first else 0.0), (middle if self.is_last else float(self.height()))
        painter.fillRect(QRectF(DOT - 0.5, top, 1, bottom - top), look.colour("rule2"))
        painter.setPen(QPen(look.colour("ink" if self.letter else "edge"), 1.5))
        painter.setBrush(look.colour("ink" if self.letter or self.entry.is_named else "paper"))
        painter.drawEllipse(QPointF(DOT, middle), 4.5, 4.5)

    def _paint_letter(self, painter: QPainter) -> None:
        if not self.letter:
            return
        box = QRectF(self.width() - LETTER - 9.5, 8.5, LETTER, LETTER)
        painter.setPen(QPen(self.look.colour("rule2"), 1))
        painter.setBrush(self.look.colour("paper"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self.look.font("key"))
        painter.setPen(self.look.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.letter)
