"""The page of a step: phase and channel at the top, what happens below, how it feels at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from widgets.look import Look
from widgets.marks import MARKS, paint_star
from widgets.walk.lines import LEAST, Lines, Scale, fitted, font_of
from widgets.walk.told import Figure, Told

SIDE, FIGURES, APART = 100, 460, 60
"""The margins at both sides, the width of the column of figures, and what is between it and the words."""
TOP, STACK, TITLE = 95, 198, 263
"""The baseline of the top line, and where the line above the title and the title itself begin."""
CLOCK = 340
"""Room for the timer at the right end of the top line."""
WIDEST_TITLE = 1110
FLOOR = LEAST / 92
"""Down to this part of its size a title is not smaller than anything may be."""


def shrunk(px: float, share: float) -> float:
    """A size at a share of its own, no smaller than what can be read as long as the title is not either."""
    return max(LEAST, px * share) if share >= FLOOR else LEAST * share / FLOOR


@dataclass
class Page:
    """Paints what a step tells into a window of a size, above a line."""

    look: Look
    told: Told
    scale: Scale
    width: float
    bottom: float
    """Nothing of the words stands below this, px."""
    figures_bottom: float
    """Nor of the figures below this."""

    @property
    def words_width(self) -> float:
        """How wide the column of words is, px."""
        return self.width - self.scale(2 * SIDE + FIGURES + APART)

    def paint(self, painter: QPainter) -> None:
        """Paint all of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_top(painter)
        self._paint_words(painter)
        self._paint_figures(painter)

    # -- the top line

    def _paint_top(self, painter: QPainter) -> None:
        told, room = self.told, self.width - self.scale(2 * SIDE + CLOCK)
        phase = [("number", told.phase[0]), ("strong", told.phase[1]), ("faint", told.phase[2])]
        first = [piece for piece in phase if piece[1]]
        second = [piece for icon, words in told.places for piece in ((f"icon:{icon}", ""), ("words", words))]
        whole = [*first, *([("line", "")] if first and second else []), *second]
        if self._run(None, whole, 0, 0, 1.0) * 0.8 <= room:
            share = min(1.0, room / max(1.0, self._run(None, whole, 0, 0, 1.0)))
            self._run(painter, whole, self.scale(SIDE), self.scale(TOP), share)
            return
        for line, y in ((first, TOP - 22), (second, TOP + 24)):
            share = min(0.8, room / max(1.0, self._run(None, line, 0, 0, 1.0)))
            self._run(painter, line, self.scale(SIDE), self.scale(y), share)

    def _run(
        self, painter: QPainter | None, pieces: list[tuple[str, str]], x: float, y: float, share: float
    ) -> float:
        """Paint pieces on one baseline; how wide they are."""
        unit, start = self.scale.unit * share, x
        for kind, words in pieces:
            if kind.startswith("icon:"):
                side = round(36 * unit)
                if painter is not None:
                    box = QRectF(x, y - 11 * unit - side / 2, side, side)
                    self.look.paint_icon(painter, kind[5:], "ink2", box)
                x += side + 20 * unit
            elif kind == "line":
                if painter is not None:
                    painter.fillRect(
                        QRectF(x, y - 28 * unit, max(1.0, 1.5 * unit), 34 * unit), self.look.colour("rule")
                    )
                x += 20 * unit
            else:
                role, px, token = {
                    "number": ("map_title", 40, "ink3"),
                    "strong": ("strong", 30, "ink"),
                    "faint": ("text", 30, "ink3"),
                    "words": ("text", 30, "ink2"),
                }[kind]
                font = font_of(self.look, role, px * unit)
                if painter is not None:
                    painter.setFont(font)
                    painter.setPen(self.look.colour(token))
                    painter.drawText(QPointF(x, y), words)
                x += QFontMetricsF(font).horizontalAdvance(words) + 20 * unit
        return x - start

    # -- the words

    def _paint_words(self, painter: QPainter) -> None:
        told, scale, left = self.told, self.scale, self.scale(SIDE)
        parts = self._parts()
        shift = scale(TITLE - STACK) if not told.said else 0.0
        gaps = shift + sum(scale(part[1]) for part in parts)
        room = self.bottom - scale(STACK)
        lines = fitted(lambda share: [make(share) for make, _, _ in parts], room, gaps)
        y = scale(STACK) + shift
        for (_, gap, token), one in zip(parts, lines, strict=True):
            if token == "mark":
                r = scale(19)
                MARKS[told.mark](painter, self.look, left + r, y + one.line_height / 2, r)
                one.paint(painter, left + scale(60), y, self.look.colour(told.token))
            else:
                one.room = self.words_width
                one.paint(painter, left, y, self.look.colour(token))
            y += one.height + scale(gap)

    def _parts(self) -> list[tuple[Callable[[float], Lines], float, str]]:
        """The texts of the column: how each is made at a share of its size, the gap below it, and its token."""
        told, room = self.told, self.words_width
        parts: list[tuple[Callable[[float], Lines], float, str]] = []
        if told.said:
            parts.append((self._making(told.said, "strong", 30, 40, room - self.scale(60)), 25, "mark"))
        wide = min(room, self.scale(WIDEST_TITLE))
        title = self._making(told.title, "dialog_title", 92, 100, wide, balance=True)
        parts.append((title, 34, "ink3" if told.is_untitled else "ink"))
        if told.quote:
            parts.append((self._making(f"“{told.quote}”", "quote", 56, 68, room), 16, "ink"))
        for place, line in enumerate(told.ways):
            token = "ink" if place == 0 else "ink2"
            parts.append((self._making(line, "text", 34, 46, room), 10, token))
        return parts

    def _making(
        self, text: str, role: str, px: float, line: float, width: float, balance: bool = False
    ) -> Callable[[float], Lines]:
        def make(share: float) -> Lines:
            size = shrunk(px, share)
            return self.scale.lines(self.look, text, role, size, size * line / px, width, balance)

        return make

    # -- the figures

    def _paint_figures(self, painter: QPainter) -> None:
        whole, room = self._figures(None, 1.0), self.figures_bottom - self.scale(240)
        share = min(1.0, room / whole) if whole > 0 else 1.0
        self._figures(painter, share)

    def _figures(self, painter: QPainter | None, share: float) -> float:
        """Paint figures and pills at a share of their size; how high they are."""
        unit = self.scale.unit * share
        right = self.width - self.scale(SIDE)
        left = right - self.scale(FIGURES)
        top = y = self.scale(240) + (0 if any(f.is_main for f in self.told.figures) else 25 * unit)
        for place, figure in enumerate(self.told.figures):
            if place and painter is not None:
                painter.fillRect(
                    QRectF(left, y, right - left, max(1.0, 1.5 * unit)), self.look.colour("rule")
                )
            y += self._figure(painter, figure, left, right, y, unit)
        for mark, words in self.told.pills:
            y += self._pill(painter, mark, words, left, right, y, unit) + 14 * unit
        return y - top

    def _figure(
        self, painter: QPainter | None, figure: Figure, left: float, right: float, y: float, unit: float
    ) -> float:
        high, px, drop = (192, 120, 123) if figure.is_main else (130, 72, 93)
        if painter is None:
            return high * unit
        look, middle = self.look, left + 258 * unit
        font = font_of(look, "dialog_title", px * unit)
        wide = QFontMetricsF(font).horizontalAdvance(figure.value)
        if wide > middle - left - 12 * unit:
            font.setPixelSize(max(1, int(font.pixelSize() * (middle - left - 12 * unit) / wide)))
        painter.setFont(font)
        painter.setPen(look.colour(figure.token))
        painter.drawText(QPointF(left, y + drop * unit), figure.value)
        lines = Lines(figure.means, font_of(look, "text", 30 * unit), 38 * unit, right - middle)
        if lines.layout.lineCount() > 3:
            lines = Lines(figure.means, font_of(look, "text", 24 * unit), 30 * unit, right - middle)
        above = lines.drop + max(0, lines.layout.lineCount() - 2) * lines.line_height
        lines.paint(painter, middle, y + drop * unit - above, look.colour("ink2"))
        return high * unit

    def _pill(
        self,
        painter: QPainter | None,
        mark: str,
        words: str,
        left: float,
        right: float,
        y: float,
        unit: float,
    ) -> float:
        look, start = self.look, (62 if mark else 24) * unit
        lines = Lines(words, font_of(look, "strong", 28 * unit), 36 * unit, right - left - start - 24 * unit)
        high = lines.height + 20 * unit
        if painter is None:
            return high
        ground, line, text = {
            "star": ("mtm", "mtm", "white"),
            "triangle": ("paper", "neg", "neg"),
        }.get(mark, ("wash2", "wash2", "ink2"))
        wide = min(right - left, lines.width + start + 24 * unit)
        painter.setPen(QPen(look.colour(line), max(1.0, 2 * unit)))
        painter.setBrush(look.colour(ground))
        radius = min(high / 2, 28 * unit)
        painter.drawRoundedRect(QRectF(left, y, wide, high).adjusted(1, 1, -1, -1), radius, radius)
        middle = y + 10 * unit + lines.line_height / 2
        if mark == "star":
            paint_star(painter, look, left + 33 * unit, middle, 14 * unit, "white")
        elif mark:
            MARKS[mark](painter, look, left + 33 * unit, middle, 13 * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lines.room = lines.width
        lines.paint(painter, left + start, y + 10 * unit, look.colour(text))
        return high
