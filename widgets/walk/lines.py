"""Text for the far end of a room: broken into lines, balanced, and shrunk rather than cut."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from widgets.look import Look

LEAST = 24.0
"""Nothing is smaller than this at 1080 lines, px."""
BALANCED_TO = 4
"""Texts of more lines than this are not balanced."""
SPACES = {ord(one): "\u2028" for one in "\n\r\u2029"}


def is_leftwards(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in ("R", "AL") for one in directions if one in ("L", "R", "AL")), False)


def font_of(look: Look, role: str, size: float) -> QFont:
    """The font of a role of the look at another size, px."""
    font = look.font(role)
    font.setPixelSize(max(1, round(size)))
    return font


class Lines:
    """A text broken into lines of a width, ready to be painted."""

    def __init__(
        self, text: str, font: QFont, line_height: float, width: float, balance: bool = False
    ) -> None:
        self.text, self.font, self.line_height = text.strip().translate(SPACES), font, line_height
        self.layout = self._broken(max(1.0, width))
        count = self.layout.lineCount()
        if balance and 1 < count <= BALANCED_TO:
            self._balance(width, count)
        lines = [self.layout.lineAt(place) for place in range(self.layout.lineCount())]
        self.width = max((line.naturalTextWidth() for line in lines), default=0.0)
        self.height = line_height * max(1, len(lines))
        self.room = width
        metrics = QFontMetricsF(font)
        self.drop = (line_height - metrics.height()) / 2 + metrics.ascent()
        """From the top of a line to its baseline, px."""

    def _broken(self, width: float) -> QTextLayout:
        layout = QTextLayout(self.text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += self.line_height
        layout.endLayout()
        return layout

    def _balance(self, width: float, count: int) -> None:
        """Take the smallest width that needs no more lines."""
        narrow, wide = width / count, width
        for _ in range(8):
            middle = (narrow + wide) / 2
            if self._broken(middle).lineCount() <= count:
                wide = middle
            else:
                narrow = middle
        self.layout = self._broken(wide)

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor, to_right: bool = False) -> None:
        """Paint the lines from this top left corner; what runs leftwards, or is wanted so, stands at the right."""
        painter.setPen(colour)
        flush = to_right or is_leftwards(self.text)
        metrics = QFontMetricsF(self.font)
        for place in range(self.layout.lineCount()):
            line = self.layout.lineAt(place)
            left = x + (self.room - line.naturalTextWidth() if flush else 0)
            top = y + place * self.line_height + (self.line_height - metrics.height()) / 2
            line.draw(painter, QPointF(left - line.position().x(), top - line.position().y()))


def fitted(make: Callable[[float], "list[Lines]"], room: float, gaps: float = 0.0) -> "list[Lines]":
    """The largest of these texts, between whole size and what is needed, that stand in a height."""
    made = make(1.0)
    if sum(one.height for one in made) + gaps <= room:
        return made
    low, high = 0.08, 1.0
    for _ in range(7):
        middle = (low + high) / 2
        trial = make(middle)
        if sum(one.height for one in trial) + gaps <= room:
            low, made = middle, trial
        else:
            high = middle
    return make(low)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large things are in a window, in terms of a screen of 1080 lines."""

    unit: float
    """One px of 1080 lines, in px of this window."""

    @classmethod
    def of(cls, width: float, height: float) -> "Scale":
        """The scale of a window: by its height, and by its width where it stands upright."""
        return cls(max(0.2, min(height / 1080, width / 1400)))

    def __call__(self, px: float) -> float:
        """So many px of 1080 lines in px of this window."""
        return px * self.unit

    def font(self, look: Look, role: str, px: float) -> QFont:
        """The font of a role at this size, px of 1080 lines."""
        return font_of(look, role, self(px))

    def lines(
        self, look: Look, text: str, role: str, px: float, line: float, width: float, balance: bool = False
    ) -> Lines:
        """A text in a role, its size and line height in px of 1080 lines, in a width of this window's px."""
        return Lines(text, self.font(look, role, px), self(line), width, balance)


def elided(text: str, font: QFont, width: float) -> str:
    """A text on one line, shortened only where it does not fit."""
    return QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
