"""What can be pressed in a walk: words with a key, the way on, and the timer."""

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import MARKS
from widgets.walk.countdown import Countdown
from widgets.walk.lines import Lines, Scale, elided

WAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
TICK = 250
"""How often a running timer is painted, ms."""


class Knob(Pressable):
    """Something that can be pressed and grows with the window; a click leaves the keys, and arrows, to the walk."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.scale = Scale(1.0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too; arrows are the walk's."""
        if event.key() in WAYS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def grow(self, scale: Scale) -> None:
        """Take the size of this scale."""
        self.scale, self.radius = scale, scale(10)
        self.resize(self.sizeHint())
        self.update()


class Tool(Knob):
    """A word with its key before it."""

    def __init__(self, look: Look, key: str, words: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.key, self.words, self.is_short = key, words, False
        self.setAccessibleName(words)
        self.setToolTip(tip_of(words, key))

    def shorten(self, is_short: bool) -> None:
        """Show only its key, where there is little room; or its word too."""
        self.is_short = is_short

    def say(self, words: str) -> None:
        """Call it so from now on."""
        self.words = words
        self.setAccessibleName(words)
        self.resize(self.sizeHint())
        self.update()

    def _wide(self, text: str) -> float:
        return QFontMetricsF(self.scale.font(self.look, "text", 24)).horizontalAdvance(text)

    def sizeHint(self) -> QSize:
        """As wide as its key and its word."""
        wide = self._wide(self.key) + self.scale(36)
        if not self.is_short:
            wide += self._wide(self.words) + self.scale(18)
        return QSize(round(wide), round(self.scale(48)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key in its frame, then the word."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.hovered or self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rule" if self.isDown() else "wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        key = self._wide(self.key) + scale(16)
        box = QRectF(scale(10), scale(7), key, self.height() - scale(14))
        painter.setPen(QPen(look.colour("rule2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, scale(5), scale(5))
        painter.setFont(scale.font(look, "text", 24))
        painter.setPen(look.colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.key)
        painter.setPen(look.colour("ink" if self.isChecked() else "ink2"))
        left = box.right() + scale(10)
        rest = QRectF(left, 0, self.width() - left, self.height())
        if not self.is_short:
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self.words)
        self.paint_focus(painter)
        painter.end()


class NextButton(Knob):
    """What comes next: its name in ink, and the mark of the handover that leads there."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.words, self.mark, self.most = "", "", 560.0

    def say(self, words: str, mark: str) -> None:
        """Name what comes next; nothing hides the button."""
        self.words, self.mark = " ".join(words.split()), mark
        self.setAccessibleName(f"Next, {self.words}" + (f", {mark}" if mark else ""))
        self.setVisible(bool(words))
        self.resize(self.sizeHint())
        self.update()

    def _lines(self) -> Lines:
        scale, room = self.scale, self.most - self._before() - self._after()
        one = scale.lines(self.look, self.words, "strong", 30, 38, room)
        if one.layout.lineCount() == 1:
            return one
        small = scale.lines(self.look, self.words, "strong", 24, 30, room)
        if small.layout.lineCount() <= 2:
            return small
        font = scale.font(self.look, "strong", 24)
        return Lines(elided(self.words, font, room * 1.85), font, scale(30), room)

    def _before(self) -> float:
        next_ = QFontMetricsF(self.scale.font(self.look, "text", 30)).horizontalAdvance("Next")
        return next_ + self.scale(10 + 66)

    def _after(self) -> float:
        return self.scale(54 if self.mark else 8)

    def sizeHint(self) -> QSize:
        """As wide as its words, up to a limit; then on two lines."""
        lines = self._lines()
        wide = self._before() + lines.width + self._after()
        return QSize(round(wide + self.scale(2)), round(max(self.scale(56), lines.height + self.scale(8))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word, an arrow, the name and the mark."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rule" if self.isDown() else "wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        middle, lines = self.height() / 2, self._lines()
        painter.setFont(scale.font(look, "text", 30))
        painter.setPen(look.colour("ink3"))
        painter.drawText(
            QRectF(scale(10), 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, "Next"
        )
        side = round(scale(34))
        box = QRectF(self._before() - scale(50), middle - side / 2, side, side)
        look.paint_icon(painter, "arrow-right", "ink2", box)
        lines.room = lines.width
        lines.paint(painter, self._before(), middle - lines.height / 2, look.colour("ink"))
        if self.mark:
            MARKS[self.mark](painter, look, self.width() - scale(24), middle, scale(15))
        self.paint_focus(painter)
        painter.end()


class Clock(Knob):
    """The timer: a click starts it and lets it rest; − and + beside it change its length."""

    minutes_chosen = Signal(int)

    def __init__(
        self, look: Look, minutes: int, parent: QWidget, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(look, parent)
        self.now, self.countdown = now, Countdown(minutes)
        self._ticking = QTimer(self, interval=TICK)
        self._ticking.timeout.connect(self.update)
        self.clicked.connect(self.turn)
        self._name()

    def turn(self) -> None:
        """Start it, or let it rest."""
        self.countdown.turn(self.now())
        if self.countdown.is_running:
            self._ticking.start()
        else:
            self._ticking.stop()
        self._name()
        self.update()

    def change(self, by: int) -> None:
        """Make it longer or shorter by so many times five minutes."""
        before = self.countdown.minutes
        self.countdown.change(by)
        if self.countdown.minutes != before:
            self.minutes_chosen.emit(self.countdown.minutes)
        self._name()
        self.update()

    def says(self) -> str:
        """What it shows, in words."""
        return f"{self.countdown.figure(self.now())} {self.countdown.says(self.now())}"

    def _name(self) -> None:
        self.setAccessibleName(f"Timer, {self.says()}")
        self.setToolTip(tip_of("Rest" if self.countdown.is_running else "Start the timer", "T"))

    def sizeHint(self) -> QSize:
        """Room for the figure, the bar and what it means."""
        return QSize(round(self.scale(316)), round(self.scale(124)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint figure, bar and caption, flush right."""
        look, scale, now, painter = self.look, self.scale, self.now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        time_ = self.countdown
        token = "ink3" if not time_.has_begun else "neg" if time_.is_late(now) else "ink"
        right, left = self.width() - scale(8), scale(8)
        font = scale.font(look, "dialog_title", 56)
        figure = time_.figure(now)
        painter.setFont(font)
        painter.setPen(look.colour(token))
        wide = QFontMetricsF(font).horizontalAdvance(figure)
        painter.drawText(QPointF(right - wide, scale(52)), figure)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("wash2"))
        bar = QRectF(left, scale(70), right - left, scale(6))
        painter.drawRoundedRect(bar, scale(3), scale(3))
        painter.setBrush(look.colour("rule2" if not time_.has_begun else token))
        bar.setWidth(bar.width() * time_.share(now))
        painter.drawRoundedRect(bar, scale(3), scale(3))
        painter.setFont(scale.font(look, "text", 24))
        painter.setPen(look.colour("ink3"))
        box = QRectF(0, scale(81), right, scale(36))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time_.says(now))
        self.paint_focus(painter)
        painter.end()


class Round(Knob):
    """A small round knob with an icon."""

    def __init__(self, look: Look, icon: str, words: str, key: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.icon_name = icon
        self.setAccessibleName(words)
        self.setToolTip(tip_of(words, key))

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(round(self.scale(48)), round(self.scale(48)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "rule" if self.isDown() else "wash2" if self.hovered else "wash"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(ground))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        side = round(self.scale(28))
        at = (self.width() - side) / 2
        self.look.paint_icon(painter, self.icon_name, "ink2", QRectF(at, at, side, side))
        self.paint_focus(painter)
        painter.end()
