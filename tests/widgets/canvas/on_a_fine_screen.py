"""Pans a map on a screen of many pixels; prints its ratio and how far the result is from one painted anew."""

import numpy
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from benchmarks.maps import records_of
from model.journey import Journey
from model.store import Store
from widgets.canvas.view import Canvas
from widgets.look import Look
from widgets.selection import Selection


def seen(canvas: Canvas) -> numpy.ndarray:
    """The map's part as it was last painted."""
    canvas.grab_frame()
    image = canvas.frame.picture.copy(canvas.frame.seen).toImage()
    bits = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    return numpy.frombuffer(bits, numpy.uint8).astype(int)


def main() -> None:
    """Pan, and compare."""
    app = QApplication([])
    look = Look(reduced_motion=True)
    look.load_fonts()
    store = Store.holding(records_of(60))
    canvas = Canvas(store, Journey(store), Selection(), look)
    canvas.resize(800, 600)
    canvas.show()
    app.processEvents()
    canvas.zoom_to(0.9)
    seen(canvas)
    for dx in (-31, -77, -401, 53, 5):
        canvas.scroll_by(dx, 0)
        seen(canvas)
    panned = seen(canvas)
    canvas.frame.picture = QPixmap()
    print(canvas.camera.ratio, int(abs(panned - seen(canvas)).max()))


main()
