"""The picture of the map's part of the viewport, kept from one painting to the next.

Panning scrolls it and paints the strip that appears; while the zoom changes it is shown scaled, and painted anew
in slices when the zoom rests.
"""

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from model.drawing.layers import in_painting_order
from model.drawing.marks import Box, Figure
from model.drawing.scene import Scene
from widgets.canvas.aside import Aside
from widgets.canvas.at_once import Spots, carry_along
from widgets.canvas.camera import Camera
from widgets.canvas.far import Far
from widgets.canvas.painted import (
    AROUND,
    Painted,
    blank_of,
    box_under,
    differing,
    is_crowded,
    rects_of,
)
from widgets.canvas.painter import SMOOTH, Colours
from widgets.canvas.sprites import Sprites

FAR_BELOW = 0.4
"""Below this zoom, maps with more touchpoints than MANY are drawn in bulk."""
MANY = 120
SLICE = 0.008
"""The longest that one slice of painting anew takes, seconds."""
AHEAD = 256
"""How much is painted at once where the map comes into sight, device px."""


class Frame:
    """What was last painted, the camera it was painted for, and what of it is out of date.

    The picture reaches beyond the viewport on all sides, so that panning seldom paints.
    """

    def __init__(self, scene: Callable[[], Scene], far: Far, colours: Colours) -> None:
        self.scene, self.far, self.colours = scene, far, colours
        self.sprites = Sprites(colours)
        self.hidden: frozenset[str] = frozenset()
        """Keys of figures that are left out, since a gesture shows them elsewhere."""
        self._hidden_in: list[Box] = []
        self.shown: Callable[[str], bool] = lambda key: True
        self.strength: Callable[[Figure], float] | None = None
        """How much of a figure is seen, 0 to 1; None while nothing is faded."""
        self.picture = QPixmap()
        self.camera = Camera()
        self.seen = QRect()
        """The part of the picture that the viewport shows, device px."""
        self._origin = 0, 0
        self.is_borrowed = False
        """Whether the picture is of another map, to be shown until there is one of this."""
        self._spoilt = QRegion()
        self._painted: dict[str, Painted] = {}
        """What of the drawing is in the picture, by key."""
        self._is_compared = True
        self._unsettled: QRegion | None = None
        """What was painted in haste since the drawing changed; None while the picture is as the drawing is."""
        self.is_old = False
        """Whether it stays as it is until it is painted anew as a whole."""
        self._was_far = False
        self._next: Aside | None = None
        self.turns = 0
        """How often what was painted aside had to be given up."""

    # -- what is out of date

    def forget(self) -> None:
        """Everything has to be painted anew."""
        self.picture = QPixmap()
        self._give_up()
        self.sprites.clear()

    def forget_picture(self) -> None:
        """The picture has to be painted anew; sprites of unchanged figures still hold."""
        self._spoilt = QRegion(self.picture.rect())
        self._painted.clear()
        self._give_up()
        self._is_compared, self._unsettled, self.is_old = True, None, False

    def repaint_soon(self) -> None:
        """Everything has to be painted anew: a small map at once, so that names and hits agree with what is seen.

        A large one is painted a slice at a time; until it is whole, the picture stays as it is.
        """
        if not self.can_wait:
            self.forget_picture()
            return
        self._give_up()
        self._unsettled, self.is_old = QRegion(self.seen), True
        self._spoilt = QRegion(self.picture.rect()).subtracted(self._unsettled)

    @property
    def can_wait(self) -> bool:
        """Whether the picture may be seen while the next is painted: it is of this map, which is large, from near."""
        is_own = not self.picture.isNull() and not self.is_borrowed
        return is_own and not self._was_far and self._is_compared and self.scene().layout.count > MANY

    def _give_up(self) -> None:
        """What was painted aside does not hold any more."""
        self._next = None
        self.turns += 1

    def compare(self) -> None:
        """The drawing has changed: what looks otherwise than it was painted has to be painted anew."""
        self._give_up()
        self._is_compared, self.is_old = False, False

    def compare_soon(self, spots: Spots | None = None) -> None:
        """The drawing has changed: these spots are painted anew at once, all else is compared when there is time."""
        if not self._is_compared or self.picture.isNull() or self._was_far:
            self.compare()
            return
        self._give_up()
        self._unsettled = QRegion() if self._unsettled is None else self._unsettled
        self._spoilt += QRegion(self.picture.rect()).subtracted(QRegion(self.seen))
        if spots is not None:
            dots, (px, py) = self.camera.dots, self._origin
            bottom = round(spots.bottom * dots) + py
            bare = carry_along(self.picture, self.seen, spots, lambda x: x * dots + px, bottom)
            if not bare.isEmpty():
                self._spoilt += bare
                self._unsettled = QRegion(self.seen)
            self.spoil(spots.boxes)

    @property
    def is_settled(self) -> bool:
        """Whether the picture is as the drawing is, as far as it has been painted."""
        return self._unsettled is None

    def bounds_painted(self, key: str) -> Box | None:
        """Where a figure was painted; None if it was not."""
        painted = self._painted.get(key)
        return painted[0].bounds if painted is not None else None

    def settle(self, camera: Camera, size: QSize) -> bool:
        """Compare the picture in sight with the drawing for a slice of time; True when nothing is left to do."""
        if self._unsettled is None:
            return True
        if not self._is_compared or not self.fits(camera, size) or self.is_far(camera):
            self.compare()
            return True
        if camera != self.camera:
            self._scroll(camera)
        if self.is_old or QRegion(self.seen).subtracted(self._unsettled).isEmpty():
            return self.prepare(camera, size)
        aside = self._aside(camera, size)
        if not aside.find(perf_counter() + SLICE):
            return False
        self._spoil_differing(in_painting_order(aside.figures))
        return True

    def prepare(self, camera: Camera, size: QSize) -> bool:
        """Paint one slice of the picture for another camera aside; True when it has taken the old one's place."""
        aside, end = self._aside(camera, size), perf_counter() + SLICE
        if not aside.find(end) or not aside.paint(end):
            return False
        self.take(aside)
        self._next = None
        return True

    def take(self, aside: Aside) -> None:
        """Let what was painted aside take the place of the picture."""
        self._begin(aside.picture, aside.camera, aside.size)
        if aside.left_out is not None:
            self.hidden, self._hidden_in = aside.left_out
        self._painted = {figure.key: self._as_painted(figure) for figure in aside.figures}
        self._spoilt -= QRegion(self.seen)
        self._was_far = self.is_far(aside.camera)

    def _aside(self, camera: Camera, size: QSize) -> Aside:
        if self._next is None or not self._next.is_for(camera, size):
            self._next = Aside(self, camera, size)
        return self._next

    def spoil(self, boxes: Iterable[Box]) -> None:
        """These boxes of the drawing have to be painted anew."""
        (ox, oy), (px, py) = self.camera.origin, self._origin
        for box in boxes:
            self._spoilt += self.camera.dots_of(box).translated(px - ox, py - oy)
        self._give_up()

    def hide(self, keys: Iterable[str], boxes: Iterable[Box]) -> None:
        """Leave out these figures, which stand in these boxes; those left out before come back."""
        now = frozenset(keys), list(boxes)
        if now == (self.hidden, self._hidden_in):
            return
        before, (self.hidden, self._hidden_in) = self._hidden_in, now
        self.spoil(() if self.is_old else [*self._hidden_in, *before])

    def put_back(self, pictures: Iterable[tuple[QPixmap, QPointF, float]]) -> None:
        """Show what was left out where it stands in sight, as strong as it is; all is painted anew soon."""
        painter = QPainter(self.picture)
        painter.translate(self.seen.topLeft())
        for picture, at, strength in pictures:
            painter.setOpacity(strength)
            painter.drawPixmap(at.toPoint(), picture)
        painter.end()
        self.hidden, self._hidden_in = frozenset(), []
        self.repaint_soon()

    # -- keeping up

    def fits(self, camera: Camera, size: QSize) -> bool:
        """Whether the picture can be brought up to date by scrolling."""
        return self._is_as_near(camera) and self.seen.size() == size

    def _is_as_near(self, camera: Camera) -> bool:
        """Whether the picture shows the map as large as a camera does."""
        mine = self.camera
        is_own = not self.picture.isNull() and not self.is_borrowed
        return is_own and (mine.zoom, mine.ratio) == (camera.zoom, camera.ratio)

    def borrow(self, other: "Frame") -> bool:
        """Take over what another frame shows, for the time being; says whether that shows anything."""
        self.picture, self.camera, self.seen = QPixmap(other.picture), other.camera, QRect(other.seen)
        self.is_borrowed = not other.picture.isNull()
        return self.is_borrowed

    def is_elsewhere(self, camera: Camera, size: QSize) -> bool:
        """Whether a camera sees so much that was not in sight that painting it at once might take long."""
        if not self._is_as_near(camera) or self.is_far(camera):
            return False
        (ox, oy), (nx, ny) = self.camera.origin, camera.origin
        both = QRect(QPoint(-ox, -oy), self.seen.size()).intersected(QRect(QPoint(-nx, -ny), size))
        return both.width() * 2 < size.width() or both.height() * 2 < size.height()

    def follow(self, camera: Camera, size: QSize) -> None:
        """Bring the picture up to date for a camera; size of the viewport's part in device px."""
        if not self._is_as_near(camera):
            self._begin(blank_of(size), camera, size)
        else:
            self._resize(size)
            self._scroll(camera)
        known = None if self._is_compared else self._find_changed()
        missing = self._spoilt.intersected(self.seen)
        if missing.isEmpty():
            return
        if self._unsettled is not None and not self.is_far(camera):
            self._paint_in_haste(missing)
            return
        missing = QRegion(missing.boundingRect()) if is_crowded(missing) else missing
        missing = self._and_ahead(missing) if known is None else missing
        for area in rects_of(missing):
            self.paint_area(self.picture, camera, self._origin, area, known)
            self._spoilt -= QRegion(area)

    def _find_changed(self) -> list[Figure] | None:
        """Spoil what looks otherwise than painted, and all that is out of sight; the figures in sight."""
        self._is_compared = True
        if self._was_far or self.is_far(self.camera):
            self.forget_picture()
            return None
        figures = self.scene().within(box_under(self.seen, self._origin, self.camera.dots))
        self._spoil_differing(figures)
        return figures

    def _spoil_differing(self, figures: list[Figure]) -> None:
        """Spoil what looks otherwise than painted, what was painted in haste, and all that is out of sight."""
        now = {figure.key: self._as_painted(figure) for figure in figures}
        self._spoilt += QRegion(self.picture.rect()).subtracted(QRegion(self.seen))
        if self._unsettled is not None:
            self._spoilt += self._unsettled
            self._unsettled, self.is_old = None, False
        self.spoil(differing(self._painted, now))
        self._painted = now

    def _as_painted(self, figure: Figure) -> "Painted":
        return figure, 1.0 if self.strength is None else self.strength(figure)

    def _begin(self, picture: QPixmap, camera: Camera, size: QSize) -> None:
        """Take a picture of which nothing is painted yet."""
        self.picture, self.camera, self.is_borrowed = picture, camera, False
        ox, oy = camera.origin
        self._origin = ox + AROUND, oy + AROUND
        self.seen = QRect(QPoint(AROUND, AROUND), size)
        self._spoilt = QRegion(picture.rect())
        self._painted, self._is_compared, self._unsettled, self.is_old = {}, True, None, False

    def _and_ahead(self, missing: QRegion) -> QRegion:
        """What is missing in sight, and beyond the edge it came in by what will be next."""
        if missing.rectCount() > 1 or missing.boundingRect() == self.seen:
            return missing
        box, seen, whole = missing.boundingRect(), self.seen, self.picture.rect()
        if box.height() == seen.height():
            box.setLeft(box.left() - (AHEAD if box.left() == seen.left() else 0))
            box.setRight(box.right() + (AHEAD if box.right() == seen.right() else 0))
        elif box.width() == seen.width():
            box.setTop(box.top() - (AHEAD if box.top() == seen.top() else 0))
            box.setBottom(box.bottom() + (AHEAD if box.bottom() == seen.bottom() else 0))
        return QRegion(box.intersected(whole)).intersected(self._spoilt)

    def _resize(self, size: QSize) -> None:
        """Take over what is painted into a picture for a viewport of another size."""
        if size == self.seen.size():
            return
        before, self.picture = self.picture, blank_of(size)
        painter = QPainter(self.picture)
        painter.drawPixmap(0, 0, before)
        painter.end()
        whole = QRegion(self.picture.rect())
        self._spoilt = whole.intersected(self._spoilt) + whole.subtracted(QRegion(before.rect()))
        self.seen.setSize(size)
        self._next = None

    def _scroll(self, camera: Camera) -> None:
        (ox, oy), (px, py) = camera.origin, self._origin
        self.camera = camera
        self.seen.moveTo(px - ox, py - oy)
        whole = self.picture.rect()
        if whole.contains(self.seen):
            return
        dx, dy = AROUND - self.seen.left(), AROUND - self.seen.top()
        self._origin = px + dx, py + dy
        self.seen.moveTo(AROUND, AROUND)
        if abs(dx) >= whole.width() or abs(dy) >= whole.height():
            self._spoilt = QRegion(whole)
            return
        self.picture.scroll(dx, dy, whole)
        if self._unsettled is not None:
            self._unsettled.translate(dx, dy)
        self._spoilt = self._spoilt.translated(dx, dy).intersected(whole)
        self._spoilt += QRegion(whole).subtracted(QRegion(whole.translated(dx, dy)))

    def is_far(self, camera: Camera) -> bool:
        """Whether the map is drawn in bulk at this zoom."""
        return camera.zoom < FAR_BELOW and self.scene().layout.count > MANY

    def paint_area(
        self,
        picture: QPixmap,
        camera: Camera,
        origin: tuple[int, int],
        area: QRect,
        figures: list[Figure] | None = None,
    ) -> None:
        """Paint an area of a picture in which the drawing's (0, 0) stands at origin."""
        (ox, oy), dots = origin, camera.dots
        painter = QPainter(picture)
        painter.setClipRect(area)
        painter.fillRect(area, self.colours("paper"))
        self._was_far = self.is_far(camera)
        if self._was_far:
            self.far.paint(painter, area, dots, ox, oy)
            painter.setRenderHints(SMOOTH)
            for figure in self.scene().asides.notes_within(box_under(area, origin, dots)):
                if figure.key not in self.hidden:
                    self.sprites.paint(painter, figure, dots, ox, oy)
        else:
            painter.setRenderHints(SMOOTH)
            box = box_under(area, origin, dots)
            known = [one for one in figures if one.meets(box)] if figures is not None else None
            for figure in self.scene().within(box) if known is None else known:
                if picture is self.picture:
                    self._painted[figure.key] = self._as_painted(figure)
                self.paint_figure(painter, figure, dots, origin)
        painter.end()

    def _paint_in_haste(self, missing: QRegion) -> None:
        """Paint these parts of the picture as they will be, roughly; they are painted once more when it settles."""
        assert self._unsettled is not None
        missing = QRegion(missing.boundingRect()) if is_crowded(missing) else missing
        self._unsettled += missing
        self._spoilt -= missing
        painter, dots = QPainter(self.picture), self.camera.dots
        painter.setRenderHints(SMOOTH)
        spots = [(area, box_under(area, self._origin, dots)) for area in rects_of(missing)]
        figures = self.scene().roughly_within([box for _, box in spots])
        for area, box in spots:  # One after the other: a clip of several rectangles is many times slower.
            painter.setClipRect(area)
            painter.fillRect(area, self.colours("paper"))
            for figure in figures:
                if figure.meets(box):
                    self.paint_figure(painter, figure, dots, self._origin)
        painter.end()

    def paint_figure(
        self,
        painter: QPainter,
        figure: Figure,
        dots: float,
        origin: tuple[int, int],
        hidden: frozenset[str] | None = None,
    ) -> None:
        """Paint a figure, if it is seen now, as strongly as it is; hidden ones are those left out at present."""
        if figure.key not in (self.hidden if hidden is None else hidden) and self.shown(figure.key):
            if self.strength is not None:
                painter.setOpacity(self.strength(figure))
            self.sprites.paint(painter, figure, dots, *origin)
