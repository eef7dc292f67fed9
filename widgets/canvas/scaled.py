"""The last picture of a map as another camera would show it, while that one's own is not painted yet."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QRegion

from widgets.canvas.camera import Camera
from widgets.canvas.frame import Frame


def paint_scaled(painter: QPainter, frame: Frame, camera: Camera, size: QSize) -> None:
    """Paint the last picture as this camera would show it, and roughly what lies around it; device px."""
    k = camera.dots / frame.camera.dots
    (ox, oy), (nx, ny) = frame.camera.origin, camera.origin
    target = QRectF(nx - ox * k, ny - oy * k, frame.seen.width() * k, frame.seen.height() * k)
    whole = QRect(0, 0, size.width(), size.height())
    around = QRegion(whole)
    if not frame.picture.isNull():
        around -= QRegion(target.toRect().adjusted(1, 1, -1, -1))
    if not around.isEmpty():
        painter.save()
        painter.setClipRegion(around)
        painter.fillRect(whole, frame.colours("paper"))
        frame.far.paint_roughly(painter, around.boundingRect(), camera.dots, nx, ny)
        painter.restore()
    if frame.picture.isNull():
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawPixmap(target, frame.picture, QRectF(frame.seen))
