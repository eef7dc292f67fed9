"""The picture for another camera, or of a drawing that looks otherwise all over, painted aside slice by slice."""

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from model.drawing.layers import in_painting_order
from model.drawing.marks import Box, Figure
from model.drawing.scene import Scene
from widgets.canvas.camera import Camera
from widgets.canvas.painted import AROUND, blank_of, box_under
from widgets.canvas.painter import SMOOTH

if TYPE_CHECKING:
    from widgets.canvas.frame import Frame

LeftOut = tuple[frozenset[str], list[Box]]
"""The keys of figures that are shown elsewhere, and where they would stand."""
STRIPS = 12
"""In so many strips a map is painted that is drawn in bulk."""


class Aside:
    """What has been found and painted so far, while the frame still shows its last picture.

    It may be of another drawing than the frame's, and leave out other figures.
    """

    def __init__(
        self,
        frame: "Frame",
        camera: Camera,
        size: QSize,
        scene: Scene | None = None,
        left_out: LeftOut | None = None,
    ) -> None:
        self.frame, self.camera, self.size, self.left_out = frame, camera, size, left_out
        self.figures: list[Figure] = []
        self.picture = QPixmap()
        self._whole, (ox, oy) = QRect(QPoint(AROUND, AROUND), size), camera.origin
        self._origin = ox + AROUND, oy + AROUND
        self._is_far = frame.is_far(camera)
        self._strips: list[QRect] = []
        self._found: Iterator[Figure] = iter(())
        self._left: Iterator[Figure] | None = None
        if self._is_far:
            width = -(-size.width() // STRIPS)
            self._strips = [QRect(AROUND + i * width, AROUND, width, size.height()) for i in range(STRIPS)]
        else:
            self._found = (scene or frame.scene()).found_in(box_under(self._whole, self._origin, camera.dots))

    def is_for(self, camera: Camera, size: QSize) -> bool:
        """Whether this is the picture for a camera and a size in device px."""
        return self.camera == camera and self.size == size

    def find(self, end: float) -> bool:
        """Find what is in sight until a moment of the clock, s; True when all is found."""
        for figure in self._found:
            self.figures.append(figure)
            if perf_counter() > end:
                return False
        return True

    def paint(self, end: float) -> bool:
        """Paint what is found until a moment of the clock, s; True when the picture is whole."""
        if self.picture.isNull():
            self.picture = blank_of(self.size)
        if self._is_far:
            while self._strips and perf_counter() < end:
                self.frame.paint_area(self.picture, self.camera, self._origin, self._strips.pop(0))
            return not self._strips
        painter = QPainter(self.picture)
        painter.setClipRect(self._whole)
        is_whole = self._paint_figures(painter, end)
        painter.end()
        return is_whole

    def _paint_figures(self, painter: QPainter, end: float) -> bool:
        if self._left is None:
            self.figures = in_painting_order(self.figures)
            self._left = iter(self.figures)
            painter.fillRect(self._whole, self.frame.colours("paper"))
        painter.setRenderHints(SMOOTH)
        hidden = self.left_out[0] if self.left_out is not None else None
        for figure in self._left:
            self.frame.paint_figure(painter, figure, self.camera.dots, self._origin, hidden)
            if perf_counter() > end:
                return False
        return True
