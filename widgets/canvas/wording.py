"""Single lines of text in the window's fonts, painted often: measured, shortened and pictured once."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from widgets.look import Look

MOST_KEPT = 2000
"""So many lines are kept before all are forgotten."""
AROUND = 2
"""Room around a line in its picture, px."""


class Wording:
    """Paints lines of text; while it is rough it paints pictures of them that stand on whole px."""

    def __init__(self, look: Look) -> None:
        self.look, self.is_rough = look, False
        self._faces: dict[str, tuple[QFont, QFontMetricsF, float]] = {}
        self._shortened: dict[tuple[str, str, float], tuple[str, float]] = {}
        self._pictures: dict[tuple[str, str, str, float], QPixmap] = {}

    def forget(self) -> None:
        """The fonts or the colours have changed."""
        self._faces.clear()
        self._shortened.clear()
        self._pictures.clear()

    def metrics(self, role: str) -> QFontMetricsF:
        """The measures of the font of a role."""
        return self._face(role)[1]

    def _face(self, role: str) -> tuple[QFont, QFontMetricsF, float]:
        """A role's font, its measures, and how far its baseline is below its middle, px."""
        face = self._faces.get(role)
        if face is None:
            font = self.look.font(role)
            metrics = QFontMetricsF(font)
            face = self._faces[role] = font, metrics, (metrics.ascent() - metrics.descent()) / 2
        return face

    def width(self, role: str, text: str) -> float:
        """How wide a text is when nothing is shortened, px."""
        return self._fitted(role, text, float("inf"))[1]

    def _fitted(self, role: str, text: str, room: float) -> tuple[str, float]:
        """A text shortened to its room, and its width."""
        key = role, text, room
        found = self._shortened.get(key)
        if found is None:
            if len(self._shortened) > MOST_KEPT:
                self._shortened.clear()
            metrics = self.metrics(role)
            shown = text
            if room != float("inf"):
                shown = metrics.elidedText(
                    " ".join(text.split()), Qt.TextElideMode.ElideRight, max(0.0, room)
                )
            found = self._shortened[key] = shown, metrics.horizontalAdvance(shown)
        return found

    def say(
        self, painter: QPainter, role: str, token: str, text: str, x: float, middle: float, room: float
    ) -> float:
        """Paint one line about a middle, shortened to its room; returns where it ends."""
        shown, width = self._fitted(role, text, room)
        font, _, below = self._face(role)
        if self.is_rough:
            self._paint_picture(painter, role, token, shown, QPointF(x, middle + below))
        else:
            painter.setFont(font)
            painter.setPen(self.look.colour(token))
            painter.drawText(QPointF(x, middle + below), shown)
        return x + width

    def _paint_picture(self, painter: QPainter, role: str, token: str, text: str, at: QPointF) -> None:
        ratio = painter.device().devicePixelRatioF()
        font, metrics, _ = self._face(role)
        up = round(metrics.ascent()) + AROUND
        picture = self._pictures.get((role, token, text, ratio))
        if picture is None:
            if len(self._pictures) > MOST_KEPT:
                self._pictures.clear()
            wide = round(metrics.horizontalAdvance(text)) + 2 * AROUND
            picture = QPixmap(round(wide * ratio), round((up + metrics.descent() + AROUND) * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(picture)
            inner.setFont(font)
            inner.setPen(self.look.colour(token))
            inner.drawText(QPointF(AROUND, up), text)
            inner.end()
            self._pictures[role, token, text, ratio] = picture
        painter.drawPixmap(round(at.x()) - AROUND, round(at.y()) - up, picture)
