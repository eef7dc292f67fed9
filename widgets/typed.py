"""What a search field and a list below it share: words with stretches in bold, key caps, the field itself."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.look import Look

Spans = Sequence[tuple[int, int]]
BEFORE = 24
"""So many signs are shown before the first found stretch of a long text."""


class Typed(QLineEdit):
    """A line without a frame of its own; it knows whether something is being composed."""

    def __init__(self, look: Look, role: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.composing = False
        self.setFont(look.font(role))
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setFrame(False)
        self.setStyleSheet(
            "QLineEdit, QLineEdit:hover, QLineEdit:focus { background: transparent; border: none; padding: 0;"
            " min-height: 20px; max-height: 100px; }"
        )

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


def from_first(text: str, spans: Spans) -> tuple[str, Spans]:
    """A long text from a little before its first found stretch on."""
    if not spans or spans[0][0] <= BEFORE + 12:
        return text, spans
    at = text.find(" ", spans[0][0] - BEFORE) + 1
    at = at if 0 < at <= spans[0][0] else spans[0][0] - BEFORE
    return "… " + text[at:], [(start - at + 2, end - at + 2) for start, end in spans]


def paint_words(
    painter: QPainter, look: Look, box: QRectF, text: str, spans: Spans, roles: tuple[str, str], token: str
) -> None:
    """A line of text with stretches in the second role, shortened at its right."""
    x, metrics = box.left(), {role: QFontMetricsF(look.font(role)) for role in roles}
    base = box.center().y() + (metrics[roles[0]].ascent() - metrics[roles[0]].descent()) / 2
    painter.setPen(look.colour(token))
    for part, role in _parts(text, spans, roles):
        wide = metrics[role].horizontalAdvance(part)
        painter.setFont(look.font(role))
        if x + wide > box.right() + 0.5:
            shown = metrics[role].elidedText(part, Qt.TextElideMode.ElideRight, box.right() - x)
            painter.drawText(QPointF(x, base), shown or "…")
            return
        painter.drawText(QPointF(x, base), part)
        x += wide


def _parts(text: str, spans: Spans, roles: tuple[str, str]) -> list[tuple[str, str]]:
    at, parts = 0, []
    for start, end in spans:
        parts += [(text[at:start], roles[0]), (text[start:end], roles[1])]
        at = end
    return [part for part in [*parts, (text[at:], roles[0])] if part[0]]


def paint_key(
    painter: QPainter, look: Look, right: float, middle: float, key: str, token: str = "ink2"
) -> float:
    """A key as on a keyboard, ending at a place; returns where it begins."""
    width = max(18.0, QFontMetricsF(look.font("key")).horizontalAdvance(key) + 10)
    box = QRectF(right - width + 0.5, middle - 8.5, width - 1, 17)
    painter.setPen(QPen(look.colour("rule2"), 1))
    painter.setBrush(look.colour("paper"))
    painter.drawRoundedRect(box, 3.5, 3.5)
    painter.setFont(look.font("key"))
    painter.setPen(look.colour(token))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    return right - width
