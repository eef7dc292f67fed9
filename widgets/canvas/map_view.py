"""The part of the canvas that shows the map and moves over it, before any hand changes something."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from model.drawing.layout import Layout
from model.drawing.marks import Box, Figure
from model.drawing.scene import Scene
from model.gap_cards import KeptCards
from model.gaps import Found
from model.journey import Journey
from model.lenses import Lens
from model.records import Touchpoint
from model.store import Commit, Store
from widgets.canvas.at_once import arranged, spots_of
from widgets.canvas.beginning import Beginning
from widgets.canvas.camera import HEADER, LABELS, PAD, Camera
from widgets.canvas.far import Far
from widgets.canvas.frame import Frame
from widgets.canvas.margins import Margins
from widgets.canvas.passage import Passage
from widgets.canvas.scaled import paint_scaled
from widgets.look import Look

SOON = 1
"""So long after a change was seen all in sight is compared with it, ms."""
REST = 140
"""The wheel has stopped when nothing came for so long, ms."""
BELOW = 24
"""Room below the map, px."""
ROUND_NOTES = 4.0
"""Room around sticky notes that lie outside the map, mm."""
GAP = 3.2
"""Between the systems and the gaps as printed, mm."""
LEAST_FREE = 160
"""So much of the map counts as free even under a panel that covers more, px."""
LEVELS_FROM = 0.75
"""From this zoom on the levels of gaps are shown beside cards and marks."""


class MapView(QAbstractScrollArea):
    """The map in a viewport: pans, zooms, keeps its last picture, and pins phases and lanes."""

    zoom_changed = Signal(float)
    part_changed = Signal(float, float)
    """The part of the map in sight: left and right edge in mm of the drawing."""
    refreshed = Signal()
    """The map, its lens or the size of its window have changed, and the drawing has followed."""
    lain_over, lain_over_left = 0, 0
    """So much of the right side lies under a panel, and of the left side under the outline, px."""

    def __init__(self, store: Store, journey: Journey, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.journey, self.look = store, journey, look
        self.scene = Scene(journey)
        self.camera = Camera(ratio=self.devicePixelRatioF())
        self.far = Far(journey, lambda: self.scene.layout, self.colour)
        self.frame = Frame(lambda: self.scene, self.far, self.colour)
        self.frame.shown = self._is_shown
        self.margins = Margins(journey, look)
        self.beginning = Beginning(journey, look)
        self._strip_open = False
        self._marks_gaps = True
        self.found: Found | None = None
        """What is found on the map, once somebody has looked."""
        self.cards = KeptCards(journey)
        self._colours: dict[str, object] = {}
        self._is_fitted = True
        self._reached = 0.0
        self._is_beside = False
        """Whether some of the map is hidden beneath the names of the lanes."""
        self._glide: QVariantAnimation | None = None
        self.passage: Passage | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._sharpen)
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._sharpen)
        self._arranged = arranged(self.scene.layout)
        self._settling = QTimer(self, singleShot=True, interval=SOON)
        self._settling.timeout.connect(self._settle)
        self._set_up_widget()
        look.changed.connect(self._follow_look)
        self.scene.changed.connect(self._follow)

    def _set_up_widget(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map")
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setSingleStep(40)

    # -- what it shows

    @property
    def layout_(self) -> Layout:
        """The arrangement of the map."""
        return self.scene.layout

    @property
    def lens(self) -> Lens:
        """What the lanes of the map are."""
        return self.scene.layout.lens

    def colour(self, token: str):
        """A token's colour in the look's present theme."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = self.look.colour(token)
        return found

    @property
    def strip_open(self) -> bool:
        """Whether the gaps stand in their strip, and so not below the systems as printed."""
        return self._strip_open

    @strip_open.setter
    def strip_open(self, is_open: bool) -> None:
        if is_open != self._strip_open:
            self._strip_open = is_open
            self.margins.gaps_in_place = not is_open
            self.margins.forget()
            self.frame.repaint_soon()
            self.refresh()

    def show_gaps(self, found: Found) -> None:
        """Show the gaps that are found now: in their printed place, and beside the records they stand at."""
        self.found = found
        cards = self.cards.told_of(found)
        if cards != self.scene.gaps.told:
            self.scene.gaps.tell(cards)
            self.frame.compare_soon()
            self.refresh()

    @property
    def marks_gaps(self) -> bool:
        """Whether cards and marks show the level of the worst gap that stands there."""
        return self._marks_gaps

    @marks_gaps.setter
    def marks_gaps(self, is_on: bool) -> None:
        if is_on != self._marks_gaps:
            self._marks_gaps = is_on
            self.frame.repaint_soon()
            self.viewport().update()

    def level_beside(self, record: str) -> Figure | None:
        """The level of a gap as it is shown beside a card or a mark; None while none is."""
        level = self.scene.gaps.beside(record)
        return level if level is not None and self._is_shown(level.key) else None

    def _is_shown(self, key: str) -> bool:
        if key.startswith("level:"):
            return self._marks_gaps and self.camera.zoom >= LEVELS_FROM
        return not (self._strip_open and key.startswith("gap:"))

    @property
    def map_height(self) -> float:
        """The height of what is shown of the drawing, mm."""
        return self._height_of(self.layout_)

    def _height_of(self, layout: Layout) -> float:
        gaps = layout.bands.get("gaps")
        return gaps.start - GAP if gaps is not None and self._strip_open else layout.height

    @property
    def extent(self) -> Box:
        """What can be scrolled to, mm of the drawing: the map, and the sticky notes beside it."""
        return self._extent_of(self.scene)

    def _extent_of(self, scene: Scene) -> Box:
        whole, notes = Box(0, 0, scene.layout.width, self._height_of(scene.layout)), scene.asides.extent
        around = notes.grown(ROUND_NOTES) if notes is not None else whole
        return whole if notes is None or whole.with_(notes) == whole else whole.with_(around)

    def map_rect(self) -> QRectF:
        """The viewport without the pinned parts, px."""
        return QRectF(LABELS, HEADER, self.viewport().width() - LABELS, self.viewport().height() - HEADER)

    def free_rect(self) -> QRectF:
        """The part of it that no panel lies over, px."""
        area = self.map_rect()
        area.setLeft(max(area.left(), self.lain_over_left))
        return area.adjusted(0, 0, -min(self.lain_over, max(0.0, area.width() - LEAST_FREE)), 0)

    def map_size(self) -> QSize:
        """The size of the map's part of the viewport, device px."""
        left, top = self.camera.corner
        k = self.camera.ratio
        size = self.viewport().size()
        return QSize(max(1, round(size.width() * k) - left), max(1, round(size.height() * k) - top))

    def refresh(self) -> None:
        """Bring scroll bars and picture up to date."""
        self._set_ranges()
        self._look_again()
        self.viewport().update()
        self.refreshed.emit()

    def _follow(self, commit: Commit) -> None:
        """Show what a commit changed."""
        self.far.follow(commit)
        self.margins.follow(commit)
        spots = spots_of(commit, self.scene, self._arranged, self.frame.bounds_painted)
        self._arranged = arranged(self.scene.layout)
        if spots is None:
            self.frame.compare()
        else:
            self.frame.compare_soon(spots)
        self.refresh()

    def _follow_look(self) -> None:
        self._colours.clear()
        self.frame.forget()
        self.margins.forget()
        self.viewport().update()

    # -- where it looks

    def _look_again(self, has_zoomed: bool = False) -> None:
        """Take the camera to where the scroll bars stand."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        ratio = self.viewport().devicePixelRatioF()
        before, self.camera = self.camera, Camera(self.camera.zoom, x, y, ratio)
        if self.frame.is_elsewhere(self.camera, self.map_size()) and not self._is_sharpening:
            self._paint_aside()
        if has_zoomed or before != self.camera:
            self.part_changed.emit(*self.part)
            self._follow_camera()

    def _follow_camera(self) -> None:
        """Keep what lies over the map at its place."""

    @property
    def part(self) -> tuple[float, float]:
        """The part of the map in sight: left and right edge, mm of the drawing, within the map."""
        area = self.free_rect()
        left = self.camera.to_mm(area.topLeft())[0]
        right = self.camera.to_mm(area.bottomRight())[0]
        return max(0.0, left), min(self.layout_.width, right)

    def _set_ranges(self) -> None:
        area, bars = self.free_rect(), (self.horizontalScrollBar(), self.verticalScrollBar())
        pages = area.width(), area.height()
        for bar, (least, most), page in zip(bars, self._ranges_of(self.scene), pages, strict=True):
            bar.setPageStep(max(1, int(page)))
            bar.setRange(least, most)

    def _ranges_of(self, scene: Scene) -> tuple[tuple[int, int], tuple[int, int]]:
        """How far a drawing can be scrolled across and down, from and to, px."""
        area, k, extent = self.free_rect(), self.camera.scale, self._extent_of(scene)
        left, top = round(extent.x * k - area.left() + LABELS), round(extent.y * k)
        wide, high = extent.right * k + 2 * PAD - area.left() + LABELS, extent.bottom * k
        high += BELOW if high > area.height() + 1 else 0
        high = max(high, self._reached * k)
        return (left, max(left, round(wide - area.width()))), (top, max(top, round(high - area.height())))

    def reach_down_to(self, y: float) -> None:
        """Let the map be scrolled down to a place below its end, mm, for what grows there; 0 ends that."""
        self._reached = y
        self._set_ranges()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bars; what is pinned at the side that the map moves along stays as it is."""
        self._look_again()
        area, was_beside = self.viewport().rect(), self._is_beside
        self._is_beside = self.horizontalScrollBar().value() > 0
        if not dy and was_beside == self._is_beside and not self.is_held:
            area.setLeft(LABELS)
        self.viewport().update(area)

    @property
    def is_held(self) -> bool:
        """Whether a hand moves something, which may be shown over what is pinned."""
        return False

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map, what lies over it, and the pinned parts."""
        painter = QPainter(self.viewport())
        area = event.rect()
        self._paint_map(painter, area)
        painter.save()
        painter.setClipRect(self.map_rect(), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_over(painter)
        painter.restore()
        self._paint_margins(painter, area)
        self._paint_on_top(painter)
        painter.end()

    def _paint_map(self, painter: QPainter, area: QRect) -> None:
        size, (left, top), k = self.map_size(), self.camera.corner, self.camera.ratio
        painter.save()
        painter.scale(1 / k, 1 / k)
        painter.translate(left, top)
        dots = QRect(0, 0, size.width(), size.height())
        frame = self.frame
        is_rough = frame.is_borrowed or frame.camera.dots != self.camera.dots
        is_rough = is_rough or frame.is_elsewhere(self.camera, size)
        is_aside = self._is_sharpening or (self._rest.isActive() and not frame.picture.isNull())
        if (is_rough or frame.picture.isNull()) and is_aside:
            painter.setClipRect(dots)
            paint_scaled(painter, self.frame, self.camera, size)
        elif frame.is_old and self.passage is not None:
            self.passage.paint(painter)
            self._settling.start()
        else:
            self.frame.follow(self.camera, size)
            seen = QRect(
                int(area.x() * k) - left - 1,
                int(area.y() * k) - top - 1,
                int(area.width() * k) + 3,
                int(area.height() * k) + 3,
            ).intersected(dots)
            painter.drawPixmap(seen, self.frame.picture, seen.translated(self.frame.seen.topLeft()))
            if not frame.is_settled:
                self._settling.start()
            elif self.passage is not None:
                self.passage.set_out()
            if self.passage is not None:
                self.passage.paint(painter)
        painter.restore()

    def _paint_margins(self, painter: QPainter, area: QRect) -> None:
        size = self.viewport().size()
        covers_above = self.verticalScrollBar().value() > 0
        is_rough = self._rest.isActive() or self._is_sharpening
        if area.top() < HEADER:
            self.margins.paint_header(
                painter, self.layout_, self.camera, size.width(), covers_above, is_rough
            )
        if area.left() < LABELS:
            self.margins.paint_labels(painter, self.layout_, self.camera, size.height(), is_rough)
        if self.horizontalScrollBar().value() > 0:
            painter.fillRect(QRectF(LABELS - 1, HEADER, 1, size.height() - HEADER), self.colour("rule"))

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the map."""

    def _paint_on_top(self, painter: QPainter) -> None:
        """Paint what lies over everything."""

    _is_sharpening = False

    def _sharpen(self) -> None:
        """Paint the picture for the new zoom, a slice at a time, and show it when it is whole."""
        self._is_sharpening = True
        if self.frame.prepare(self.camera, self.map_size()):
            self._is_sharpening = False
            self.viewport().update()
        else:
            self._slices.start()

    def _settle(self) -> None:
        """Bring what was painted in haste up to date with the drawing, a slice at a time."""
        if self.frame.settle(self.camera, self.map_size()):
            self.viewport().update()
        else:
            self._settling.start()

    def begin_as(self, other: "MapView") -> None:
        """Show the picture of another view until this one's own is painted aside, a slice at a time."""
        if self.frame.picture.isNull() and self.frame.borrow(other.frame):
            self._paint_aside()

    def _paint_aside(self) -> None:
        """Paint the picture for where the camera is now a slice at a time."""
        self._is_sharpening = True
        self._slices.start()

    def grab_frame(self) -> QImage:
        """A picture of the canvas as it is, crisp."""
        self._rest.stop()
        self._slices.stop()
        self._is_sharpening = False
        if self.passage is not None:
            self.passage.end()
        if not self.frame.is_settled:
            self.frame.compare()
        return self.viewport().grab().toImage()

    def figures_in(self, box: Box) -> list[Figure]:
        """The figures that are shown within a box of the drawing."""
        return [figure for figure in self.scene.within(box) if self._is_shown(figure.key)]

    def card_rect(self, touchpoint: str) -> QRectF | None:
        """The card of a touchpoint in the viewport, px; None without one."""
        if self.store.find(Touchpoint, touchpoint) is None or not self.layout_.has(touchpoint):
            return None
        return self.camera.rect(self.layout_.card(touchpoint))
