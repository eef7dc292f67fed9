"""The ink note beside the pointer: says what a release would do, its first words in bold."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from widgets.look import Look

PAD, LINE, RADIUS = 8, 17, 4
WIDEST = 440
"""No line of a note is longer; a note of one line goes on in a second, what does not fit there is left out, px."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a note says: bold words, the rest of the first line (bold between ** and **), a second line."""

    bold: str
    rest: str = ""
    second: str = ""

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The first line as pieces: the role of text and the words."""
        parts = [self.bold, *self.rest.split("**")]
        return [("secondary" if place % 2 else "card_title", words) for place, words in enumerate(parts)]


def box_of(look: Look, tag: Tag, at: QPointF, within: QRectF) -> QRectF:
    """Where a note stands: its left bottom corner at a point, moved so that all of it is in sight."""
    size = _drawn(look, look.theme, look.contrast, tag, 1.0).deviceIndependentSize()
    left = max(within.left() + 4, min(at.x(), within.right() - size.width() - 4))
    top = max(within.top() + 4, min(at.y() - size.height(), within.bottom() - size.height() - 4))
    return QRectF(QPointF(round(left), round(top)), size)


def paint_tag(painter: QPainter, look: Look, tag: Tag, box: QRectF) -> None:
    """Paint a note in its box."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(box.topLeft(), _drawn(look, look.theme, look.contrast, tag, ratio))


@lru_cache(maxsize=32)
def _drawn(look: Look, theme: str, contrast: str, tag: Tag, ratio: float) -> QPixmap:
    """A note as a picture, since it follows the hand in every step."""
    whole, more = (tag.pieces, tag.second) if tag.second else _broken(look, tag.pieces)
    pieces, first = _fitted(look, whole)
    second, below = _fitted(look, [("secondary", more)])
    width = ceil(max(first, below) + 2 * PAD)
    height = (2 if more else 1) * LINE + 8
    note = QPixmap(round(width * ratio), round(height * ratio))
    note.setDevicePixelRatio(ratio)
    note.fill(Qt.GlobalColor.transparent)
    painter = QPainter(note)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("ink"))
    painter.drawRoundedRect(QRectF(0, 0, width, height), RADIUS, RADIUS)
    painter.setPen(look.colour("paper"))
    x, y = float(PAD), 16.5
    for role, words in pieces:
        painter.setFont(look.font(role))
        painter.drawText(QPointF(x, y), words)
        x += QFontMetricsF(look.font(role)).horizontalAdvance(words)
    for role, words in second:
        painter.setFont(look.font(role))
        painter.drawText(QPointF(PAD, y + LINE), words)
    painter.end()
    return note


def _broken(look: Look, pieces: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str]:
    """A line that is too long without the last words of it, and these for a second line."""
    *before, (role, words) = pieces
    room = WIDEST - sum(QFontMetricsF(look.font(role)).horizontalAdvance(words) for role, words in before)
    metrics, first, rest = QFontMetricsF(look.font(role)), words, ""
    while metrics.horizontalAdvance(first) > room and " " in first.strip():
        first, _, last = first.rstrip().rpartition(" ")
        rest = f"{last} {rest}".rstrip()
    return [*before, (role, first)], rest


def _fitted(look: Look, pieces: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], float]:
    """A line with its longest piece cut until all of it has room, and how wide it is then, px."""
    widths = [QFontMetricsF(look.font(role)).horizontalAdvance(words) for role, words in pieces]
    over = sum(widths) - WIDEST
    if over <= 0:
        return pieces, sum(widths)
    longest = widths.index(max(widths))
    role, words = pieces[longest]
    metrics = QFontMetricsF(look.font(role))
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(24.0, widths[longest] - over))
    widths[longest] = metrics.horizontalAdvance(cut)
    return [*pieces[:longest], (role, cut), *pieces[longest + 1 :]], sum(widths)
