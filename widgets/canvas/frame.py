"""The picture of the map's part of the viewport, kept from one painting to the next.

Panning scrolls it and paints the strip that appears; while the zoom changes it is shown scaled, and painted anew
in slices when the zoom rests.
"""

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from model.drawing.marks import Box
from model.drawing.scene import Scene
from widgets.canvas.camera import Camera
from widgets.canvas.far import Far
from widgets.canvas.painter import SMOOTH, Colours
from widgets.canvas.sprites import Sprites

FAR_BELOW = 0.4
"""Below this zoom, maps with more touchpoints than MANY are drawn in bulk."""
MANY = 120
SLICE = 0.008
"""The longest that one slice of painting anew takes, seconds."""
STRIPS = 12


def rects_of(region: QRegion) -> list[QRect]:
    """The rectangles of a region."""
    return list(region)  # type: ignore[call-overload]


class Frame:
    """What was last painted, the camera it was painted for, and what of it is out of date."""

    def __init__(self, scene: Callable[[], Scene], far: Far, colours: Colours) -> None:
        self.scene, self.far, self.colours = scene, far, colours
        self.sprites = Sprites(colours)
        self.hidden: frozenset[str] = frozenset()
        """Keys of figures that are left out, since a gesture shows them elsewhere."""
        self._hidden_in: list[Box] = []
        self.shown: Callable[[str], bool] = lambda key: True
        self.picture = QPixmap()
        self.camera = Camera()
        self._spoilt = QRegion()
        self._next: QPixmap | None = None
        self._camera = Camera()
        self._strips: list[QRect] = []

    # -- what is out of date

    def forget(self) -> None:
        """Everything has to be painted anew."""
        self.picture, self._next = QPixmap(), None
        self.sprites.clear()

    def forget_picture(self) -> None:
        """The picture has to be painted anew; sprites of unchanged figures still hold."""
        self._spoilt = QRegion(self.picture.rect())
        self._next = None

    def spoil(self, boxes: Iterable[Box]) -> None:
        """These boxes of the drawing have to be painted anew."""
        for box in boxes:
            self._spoilt += self.camera.dots_of(box)
        if self._next is not None:
            self._next = None

    def hide(self, keys: Iterable[str], boxes: Iterable[Box]) -> None:
        """Leave out these figures, which stand in these boxes; those left out before come back."""
        self.hidden = frozenset(keys)
        fresh = list(boxes)
        self.spoil([*fresh, *self._hidden_in])
        self._hidden_in = fresh

    # -- keeping up

    def fits(self, camera: Camera, size: QSize) -> bool:
        """Whether the picture can be brought up to date by scrolling."""
        mine = self.camera
        return (
            not self.picture.isNull()
            and self.picture.size() == size
            and (mine.zoom, mine.ratio) == (camera.zoom, camera.ratio)
        )

    def follow(self, camera: Camera, size: QSize) -> None:
        """Bring the picture up to date for a camera; size in device px."""
        if not self.fits(camera, size):
            self.picture = QPixmap(size)
            self.camera, self._spoilt = camera, QRegion()
            self._paint(self.picture, camera, QRect(0, 0, size.width(), size.height()))
            return
        self._scroll(camera)
        for area in rects_of(self._spoilt.intersected(self.picture.rect())):
            self._paint(self.picture, camera, area)
        self._spoilt = QRegion()

    def _scroll(self, camera: Camera) -> None:
        (ox, oy), (nx, ny) = self.camera.origin, camera.origin
        self.camera = camera
        dx, dy, whole = nx - ox, ny - oy, self.picture.rect()
        if not dx and not dy:
            return
        if abs(dx) >= whole.width() or abs(dy) >= whole.height():
            self._spoilt = QRegion(whole)
            return
        self.picture.scroll(dx, dy, whole)
        self._spoilt.translate(dx, dy)
        self._spoilt += QRegion(whole).subtracted(QRegion(whole.translated(dx, dy)))

    def is_far(self, camera: Camera) -> bool:
        """Whether the map is drawn in bulk at this zoom."""
        return camera.zoom < FAR_BELOW and len(self.scene().layout.arrays()[0]) > MANY

    def _paint(self, picture: QPixmap, camera: Camera, area: QRect) -> None:
        painter = QPainter(picture)
        painter.setClipRect(area)
        painter.fillRect(area, self.colours("paper"))
        self.paint_area(painter, camera, area)
        painter.end()

    def paint_area(self, painter: QPainter, camera: Camera, area: QRect) -> None:
        """Paint what lies in an area of device px of the map's part."""
        (ox, oy), dots = camera.origin, camera.dots
        if self.is_far(camera):
            self.far.paint(painter, area, dots, ox, oy)
            return
        painter.setRenderHints(SMOOTH)
        for figure in self.scene().within(camera.box(area)):
            if figure.key not in self.hidden and self.shown(figure.key):
                self.sprites.paint(painter, figure, dots, ox, oy)

    # -- while the zoom changes

    def paint_scaled(self, painter: QPainter, camera: Camera, size: QSize) -> None:
        """Paint the last picture as this camera would show it, and roughly what lies around it; device px."""
        k = camera.dots / self.camera.dots
        (ox, oy), (nx, ny) = self.camera.origin, camera.origin
        target = QRectF(nx - ox * k, ny - oy * k, self.picture.width() * k, self.picture.height() * k)
        whole = QRect(0, 0, size.width(), size.height())
        around = QRegion(whole).subtracted(QRegion(target.toRect().adjusted(1, 1, -1, -1)))
        for area in rects_of(around):
            painter.fillRect(area, self.colours("paper"))
            self.far.paint(painter, area, camera.dots, nx, ny)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawPixmap(target, self.picture, QRectF(self.picture.rect()))

    def prepare(self, camera: Camera, size: QSize) -> bool:
        """Paint one slice of the picture for a new zoom aside; True when it has taken the old one's place."""
        if self._next is None or self._camera != camera or self._next.size() != size:
            self._next, self._camera = QPixmap(size), camera
            width = -(-size.width() // STRIPS)
            self._strips = [QRect(i * width, 0, width, size.height()) for i in range(STRIPS)]
        end = perf_counter() + SLICE
        while self._strips and perf_counter() < end:
            self._paint(self._next, camera, self._strips.pop(0))
        if self._strips:
            return False
        self.picture, self.camera, self._spoilt, self._next = self._next, camera, QRegion(), None
        return True
