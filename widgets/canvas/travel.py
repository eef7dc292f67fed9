"""Moving over the map: scrolling, zooming at a place, gliding, fitting, the wheel and pinching."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QPointF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QNativeGestureEvent, QResizeEvent, QWheelEvent

from model.drawing.marks import Box
from model.store import Commit
from widgets.canvas.camera import HEADER, LABELS, LEAST, MOST, PAD, PX_PER_MM, Camera
from widgets.canvas.map_view import MapView

READABLE = 0.75
"""From this zoom on cards show their titles."""
ROOMY = (1250.0, 660.0)
"""Where there is more room than this, px, fitting shows a map larger than 100 %: a 4K screen should be filled."""
WHEEL_STEP = 1.0015
"""One unit of a wheel's turn zooms by this."""


class View(NamedTuple):
    """From where a map is seen: the zoom, how far it is scrolled (px), and whether it keeps fitting the window."""

    zoom: float
    x: float
    y: float
    is_fitted: bool


class TravelView(MapView):
    """A map view that can be moved about by hand."""

    stilled = Signal()
    """A hand has taken the map: whatever still moves it should be where it goes."""
    is_being_sized = False
    """Whether the viewport is on its way to another size."""
    _is_opening = True
    """Nobody has asked for all of the map yet."""
    _zoomed: tuple[QPointF, tuple[float, float], Camera] | None = None
    """Where the last zoom was aimed at, what stood there when it began, and the view it left."""

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move the map so many px under the viewport."""
        self._stop_glide()
        self._is_fitted = False
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(dx))
        down.setValue(down.value() - round(dy))

    def zoom_to(self, factor: float, at: QPointF | None = None) -> None:
        """Show the map at this zoom; the place under a point of the viewport, else in its middle, stays."""
        self._stop_glide()
        self._is_fitted = False
        self._zoom(max(min(LEAST, self._fit_zoom()), min(MOST, factor)), at or self.free_rect().center())

    def _zoom(self, factor: float, at: QPointF) -> None:
        """Zoom about a point; while it rests there, the place that it began with comes back under it.

        A map smaller than the viewport cannot keep the place at first, since it cannot be scrolled.
        """
        kept = self._zoomed
        if kept is None or not self._rests(kept[2]) or (kept[0] - at).manhattanLength() > 3:
            kept = at, self.camera.to_mm(at), self.camera
        point, place = kept[:2]
        x, y = place[0] * PX_PER_MM * factor + PAD + LABELS, place[1] * PX_PER_MM * factor + HEADER
        self._show(factor, x - at.x(), y - at.y())
        self._zoomed = point, place, self.camera

    def _rests(self, since: Camera) -> bool:
        """Whether nobody has moved the map since this view; a scroll bar that came or went may have, a little."""
        now = self.camera
        return now.zoom == since.zoom and abs(now.x - since.x) + abs(now.y - since.y) < 40

    def _show(self, zoom: float, x: float, y: float) -> None:
        changed = zoom != self.camera.zoom
        self.camera = Camera(zoom, self.camera.x, self.camera.y, self.camera.ratio)
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar in bars:
            bar.blockSignals(True)
        self._set_ranges()
        for bar, value in zip(bars, (x, y), strict=True):
            bar.setValue(round(value))
            bar.blockSignals(False)
        self._look_again(changed)
        if changed:
            self.zoom_changed.emit(zoom)
            self._rest.start()
        self.viewport().update()
        for bar in bars:
            if bar.isVisibleTo(self) != (bar.minimum() < bar.maximum()):
                bar.rangeChanged.emit(bar.minimum(), bar.maximum())  # Nobody heard it while it was blocked.

    def hold_place(self, place: tuple[float, float], at: QPointF, factor: float) -> None:
        """Show a place of the drawing, mm, under a point of the viewport at this zoom."""
        self._stop_glide()
        self._is_fitted = False
        zoom = max(min(LEAST, self._fit_zoom()), min(MOST, factor))
        x, y = place[0] * PX_PER_MM * zoom + PAD + LABELS, place[1] * PX_PER_MM * zoom + HEADER
        self._show(zoom, x - at.x(), y - at.y())

    def _fit_zoom(self) -> float:
        area, extent = self.free_rect(), self.extent
        across = (area.width() - 2 * PAD) / max(1.0, extent.w)
        down = area.height() / max(1.0, extent.h)
        most = max(1.0, min(area.width() / ROOMY[0], area.height() / ROOMY[1]))
        room = self.beginning.largest_zoom(self.layout_, area.height())
        return min(most, across / PX_PER_MM, down / PX_PER_MM, room)

    def _fitted(self) -> tuple[float, float, float]:
        """The zoom that shows all, and where the map is scrolled to then, px.

        A map too long to be seen at once opens at its start, as large as can be read.
        """
        zoom, extent, beside = self._fit_zoom(), self.extent, LABELS - self.free_rect().left()
        if self._is_opening and zoom < LEAST:
            down = self.free_rect().height() / max(1.0, self.map_height) / PX_PER_MM
            return max(READABLE, min(1.0, down)), beside, 0.0
        return zoom, extent.x * PX_PER_MM * zoom + beside, extent.y * PX_PER_MM * zoom

    def fit(self) -> None:
        """Show the whole map, with the sticky notes beside it."""
        self._is_fitted, self._is_opening = True, False
        self._glide_to(*self._fitted())

    def show_as(self, other: "TravelView") -> None:
        """Show the same place as another view does, as large."""
        self._stop_glide()
        self._is_fitted = other._is_fitted
        self._show(other.camera.zoom, other.camera.x, other.camera.y)
        self._rest.stop()

    @property
    def middle(self) -> tuple[float, float] | None:
        """The place of the drawing in the middle of what is seen, mm; None where all of it is to be seen."""
        return None if self._is_fitted else self.camera.to_mm(self.free_rect().center())

    def keep_middle(self, place: tuple[float, float] | None) -> None:
        """Show a place in the middle of the viewport, whose size has changed."""
        if place is not None:
            k, area = self.camera.scale, self.free_rect()
            x, y = place[0] * k + PAD + LABELS - area.center().x(), place[1] * k - area.height() / 2
            self._show(self.camera.zoom, x, y)

    def show_part(self, left: float, right: float) -> None:
        """Show this stretch of the map, mm of the drawing; the overview asks for it."""
        self._stop_glide()
        self._is_fitted = False
        area = self.free_rect()
        now = self.part
        zoom = self.camera.zoom
        if abs((right - left) - (now[1] - now[0])) > 0.5:
            zoom = max(
                min(LEAST, self._fit_zoom()), min(MOST, area.width() / max(1.0, right - left) / PX_PER_MM)
            )
        x = left * PX_PER_MM * zoom + PAD + LABELS - area.left()
        self._show(zoom, x, self.verticalScrollBar().value() * zoom / self.camera.zoom)

    def show_box(self, box: Box, may_zoom: bool = False) -> None:
        """Bring a box of the drawing into sight, moving as little as possible; zooms in to it if it may."""
        area, zoom = self.free_rect().adjusted(16, 16, -16, -16), self.camera.zoom
        if may_zoom:
            zoom = min(
                1.5, area.width() / max(box.w, 1) / PX_PER_MM, area.height() / max(box.h, 1) / PX_PER_MM
            )
            middle_x, middle_y = box.middle
            k = zoom * PX_PER_MM
            self._is_fitted = False
            x = middle_x * k + PAD + LABELS - area.center().x()
            self._glide_to(zoom, x, middle_y * k - area.height() / 2 - 16)
            return
        rect = self.camera.rect(box)
        dx = min(0.0, area.right() - rect.right()) or max(0.0, area.left() - rect.left())
        dy = min(0.0, area.bottom() - rect.bottom()) or max(0.0, area.top() - rect.top())
        if dx or dy:
            self.scroll_by(dx, dy)

    # -- gliding

    @property
    def view(self) -> "View":
        """From where the map is seen."""
        return View(self.camera.zoom, self.camera.x, self.camera.y, self._is_fitted)

    def go_back_to(self, view: "View") -> None:
        """Show the map from where it was seen before."""
        self._glide_to(view.zoom, view.x, view.y)
        self._is_fitted = view.is_fitted

    def go_to(self, box: Box, may_zoom: bool = False) -> None:
        """Bring a box of the drawing to the middle, where not all of it is seen; smaller only if it does not fit."""
        area, k = self.free_rect().adjusted(16, 16, -16, -16), PX_PER_MM
        largest = 1.5 if may_zoom else self.camera.zoom
        fits = min(area.width() / max(box.w, 1) / k, area.height() / max(box.h, 1) / k)
        zoom = max(min(LEAST, self._fit_zoom()), min(largest, fits))
        if zoom == self.camera.zoom and area.contains(self.camera.rect(box)):
            return
        (x, y), k, whole = box.middle, k * zoom, self.free_rect()
        self._is_fitted = False
        self._glide_to(zoom, x * k + PAD + LABELS - whole.center().x(), y * k - whole.height() / 2)

    def _glide_to(self, zoom: float, x: float, y: float) -> None:
        self._stop_glide()
        start = self.camera
        if self.look.reduced_motion or not self.isVisible() or zoom <= 0 or start.zoom <= 0:
            self._show(zoom, x, y)
            return
        glide = QVariantAnimation(self, duration=220, startValue=0.0, endValue=1.0)
        glide.setEasingCurve(QEasingCurve.Type.InOutCubic)

        def step(share: float) -> None:
            # The overview leaves on the way to a fit, and what there is to fit into grows.
            to, left, top = self._fitted() if self._is_fitted else (zoom, x, y)
            now = start.zoom * (to / start.zoom) ** share
            self._show(now, start.x + (left - start.x) * share, start.y + (top - start.y) * share)

        glide.valueChanged.connect(step)
        self._glide = glide
        glide.start()

    @property
    def _is_gliding(self) -> bool:
        return self._glide is not None and self._glide.state() == QAbstractAnimation.State.Running

    def _stop_glide(self) -> None:
        self.stilled.emit()
        if self._glide is not None:
            if self._is_gliding:
                self._glide.stop()
            self._glide.deleteLater()
            self._glide = None

    # -- wheel, touch, size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting while fitted."""
        self.camera = Camera(
            self.camera.zoom, self.camera.x, self.camera.y, self.viewport().devicePixelRatioF()
        )
        self._go_on_fitting()

    def lie_under(self, left: int, right: int) -> None:
        """Let so much of both sides lie under outline and panel, px: what is fitted or looked for stands between."""
        if (left, right) != (self.lain_over_left, self.lain_over):
            self.lain_over_left, self.lain_over = left, right
            self._go_on_fitting()

    def _follow(self, commit: Commit) -> None:
        """Show all of the map again where all was shown before the step that is taken back."""
        super()._follow(commit)
        if commit.source == "history" and self._is_fitted and not self._is_gliding:
            fitted = self._fitted()
            if fitted[0] != self.camera.zoom:
                self._show(*fitted)

    def _go_on_fitting(self) -> None:
        if self._is_fitted and not self._is_gliding:
            self._show(*self._fitted())
            if not self.is_being_sized:
                self._rest.stop()
        self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pan, or zoom at the pointer with Ctrl."""
        turned, fine = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.camera.zoom * WHEEL_STEP ** turned.y(), event.position())
        else:
            dx, dy = (fine.x(), fine.y()) if not fine.isNull() else (turned.x() * 0.6, turned.y() * 0.6)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
                dx, dy = dy, 0
            self.scroll_by(dx, dy)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by pinching a pad; fingers on the screen are heard as touches."""
        zooms = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zooms:
            self.zoom_to(self.camera.zoom * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)
