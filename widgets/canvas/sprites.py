"""Figures drawn once and kept as pixmaps, as long as marks, zoom and theme stay the same."""

from math import ceil, floor

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from model.drawing.marks import Figure
from widgets.canvas.painter import SMOOTH, Colours, paint_marks

LARGEST = 250_000
"""A figure of more pixels than this is painted each time: a sprite of it is mostly air."""
FULL = 24_000_000
"""Pixels kept in all before the cache starts anew."""
ALWAYS_PAINTED = ("way:", "column:", "band:")


class Sprites:
    """Pixmaps of figures at one number of device pixels to a mm."""

    def __init__(self, colours: Colours) -> None:
        self.colours = colours
        self._scale = 0.0
        self._kept: dict[int, tuple[object, QPixmap, int, int]] = {}
        self._pixels = 0

    def clear(self) -> None:
        """Forget all sprites, since the theme has changed."""
        self._kept.clear()
        self._pixels = 0

    def paint(self, painter: QPainter, figure: Figure, scale: float, ox: int, oy: int) -> None:
        """Paint a figure at scale device px to a mm, the origin at (ox, oy); painter in device px."""
        if figure.key.startswith("mood:"):  # Its areas meet the next phase's exactly.
            at = figure.x * scale + ox, figure.y * scale + oy
            paint_marks(painter, figure.marks, self.colours, scale, at)
            return
        x, y = round(figure.x * scale) + ox, round(figure.y * scale) + oy
        box = figure.box
        if figure.key.startswith(ALWAYS_PAINTED) or box.w * box.h * scale * scale > LARGEST:
            paint_marks(painter, figure.marks, self.colours, scale, (x, y))
            return
        pixmap, left, top = self.sprite(figure, scale)
        painter.drawPixmap(x + left, y + top, pixmap)

    def sprite(self, figure: Figure, scale: float) -> tuple[QPixmap, int, int]:
        """A figure's pixmap in device px, and where it stands from the figure's own place."""
        if scale != self._scale or self._pixels > FULL:
            self.clear()
            self._scale = scale
        kept = self._kept.get(id(figure.marks))
        if kept is None:
            kept = self._kept[id(figure.marks)] = self._drawn(figure, scale)
        return kept[1], kept[2], kept[3]

    def _drawn(self, figure: Figure, scale: float) -> tuple[object, QPixmap, int, int]:
        box = figure.box
        left, top = floor(box.x * scale) - 1, floor(box.y * scale) - 1
        width = ceil(box.right * scale) + 1 - left
        height = ceil(box.bottom * scale) + 1 - top
        pixmap = QPixmap(width, height)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(SMOOTH)
        paint_marks(painter, figure.marks, self.colours, scale, (-left, -top))
        painter.end()
        self._pixels += width * height
        return figure.marks, pixmap, left, top
