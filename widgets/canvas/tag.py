"""The ink note beside the pointer: says what a release would do, its first words in bold."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.look import Look

PAD, LINE, RADIUS = 8, 17, 4


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


def size_of(look: Look, tag: Tag) -> tuple[float, float]:
    """Width and height of a note, px."""
    first = sum(QFontMetricsF(look.font(role)).horizontalAdvance(words) for role, words in tag.pieces)
    width = max(first, QFontMetricsF(look.font("secondary")).horizontalAdvance(tag.second)) + 2 * PAD
    return width, (2 if tag.second else 1) * LINE + 8


def box_of(look: Look, tag: Tag, at: QPointF, within: QRectF) -> QRectF:
    """Where a note stands: its left bottom corner at a point, moved so that all of it is in sight."""
    width, height = size_of(look, tag)
    left = max(within.left() + 4, min(at.x(), within.right() - width - 4))
    top = max(within.top() + 4, min(at.y() - height, within.bottom() - height - 4))
    return QRectF(round(left), round(top), width, height)


def paint_tag(painter: QPainter, look: Look, tag: Tag, box: QRectF) -> None:
    """Paint a note in its box."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("ink"))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(look.colour("paper"))
    x, y = box.left() + PAD, box.top() + 16.5
    for role, words in tag.pieces:
        painter.setFont(look.font(role))
        painter.drawText(QPointF(x, y), words)
        x += QFontMetricsF(look.font(role)).horizontalAdvance(words)
    if tag.second:
        painter.setFont(look.font("secondary"))
        painter.drawText(QPointF(box.left() + PAD, y + LINE), tag.second)
