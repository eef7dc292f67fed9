"""A map to look at: it pans and zooms under the hand, and nothing in it can be changed."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from model.differences import How
from model.drawing.marks import Box
from model.journey import Journey
from model.records import Handover, Place, Touchpoint
from model.store import Store
from widgets.beside.badges import TOKENS, paint_badge
from widgets.canvas.places import show
from widgets.canvas.rings import RADIUS, arrow, dashed_place
from widgets.canvas.viewpoint import Viewpoint
from widgets.look import Look

BADGE, FAR = 8.0, 0.3
"""How large a badge is, px, and below which zoom cards are too small to bear one."""
STEP = 60
KEYS = {
    Qt.Key.Key_Left: (STEP, 0),
    Qt.Key.Key_Right: (-STEP, 0),
    Qt.Key.Key_Up: (0, STEP),
    Qt.Key.Key_Down: (0, -STEP),
}


class ReadingView(Viewpoint):
    """One of two maps beside each other; what differs is marked, the rest is faded."""

    moved = Signal()
    """It looks at another place, by hand."""
    left = Signal()
    """Esc was pressed."""

    def __init__(self, store: Store, journey: Journey, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(store, journey, look, parent)
        self.differ: Mapping[str, How] = {}
        self.came_from: Mapping[str, Place] = {}
        """Where moved touchpoints stood on the other map."""
        self.chosen_one: str | None = None
        self._held: QPointF | None = None
        self._is_led = False
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.part_changed.connect(self._tell)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.scene.close()

    def mark(self, differ: Mapping[str, How], came_from: Mapping[str, Place]) -> None:
        """Mark these records as different, and let the rest fade."""
        self.differ, self.came_from = differ, came_from
        ends = [self.store.find(Handover, one) for one in differ]
        near = [end for one in ends if one is not None for end in (one.source, one.target)]
        self.light([*differ, *near] if differ else None)

    def choose(self, record: str) -> bool:
        """Bring a record into sight, with a ring of ink; says whether it is on this map."""
        self.chosen_one = record if record in self.store else None
        self.viewport().update()
        return self.chosen_one is not None and show(self, record)

    # -- going together

    def _tell(self, *_: object) -> None:
        if not self._is_led:
            self.moved.emit()

    @property
    def place_seen(self) -> tuple[str, float, float]:
        """What stands in the middle: the phase, how far along it (0–1, more beyond it), and the height, mm."""
        x, y = self.camera.to_mm(self.map_rect().center())
        layout = self.layout_
        if not layout.phases:
            return "", 0.0, y
        span = min(layout.phases, key=lambda one: max(one.start - x, x - one.end, 0.0))
        return span.id, (x - span.start) / max(1.0, span.length), y

    def go_with(self, other: "ReadingView") -> None:
        """Look at the same place of the journey as another view does."""
        self._is_led = True
        phase, share, y = other.place_seen
        span = next((one for one in self.layout_.phases if one.id == phase), None)
        x = other.camera.to_mm(other.map_rect().center())[0]
        if span is not None:
            x = span.start + share * span.length
        self.hold_place((x, y), self.map_rect().center(), other.camera.zoom)
        self._rest.stop()
        self._sharpen()
        self._is_led = False

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held = event.position()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map."""
        if self._held is not None:
            way = event.position() - self._held
            self._held = event.position()
            self.scroll_by(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the map go."""
        self._held = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the map, + and − zoom, F fits it, Esc leaves."""
        key = Qt.Key(event.key())
        if key in KEYS:
            self.scroll_by(*KEYS[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_to(self.camera.zoom * (0.8 if key == Qt.Key.Key_Minus else 1.25))
        elif key == Qt.Key.Key_F:
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    # -- painting

    def _paint_over(self, painter: QPainter) -> None:
        for record, how in self.differ.items():
            card = self.card_rect(record)
            if card is not None:
                if card.intersects(self.map_rect().adjusted(-40, -40, 40, 40)):
                    self._paint_card(painter, record, card, how)
            elif (way := self.scene.way(record)) is not None:
                self._paint_mark(painter, self.camera.to_px(*way.mark), how)

    def _paint_card(self, painter: QPainter, record: str, card: QRectF, how: How) -> None:
        radius, token = RADIUS * self.camera.scale, TOKENS[how]
        if record in self.came_from:
            self._paint_way(painter, record, card)
        if how == "removed":
            ground = self.colour("negTT")
            ground.setAlphaF(0.72)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(card, radius, radius)
        pen = QPen(self.colour(token), 2)
        if how == "removed":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card.adjusted(-1, -1, 1, 1), radius, radius)
        if record == self.chosen_one:
            painter.setPen(QPen(self.colour("ink"), 2))
            painter.drawRoundedRect(card.adjusted(-5, -5, 5, 5), radius + 4, radius + 4)
        if self.camera.zoom >= FAR:
            paint_badge(painter, self.look, how, card.right(), card.top(), BADGE)

    def _paint_mark(self, painter: QPainter, at: QPointF, how: How) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour(TOKENS[how]), 2))
        painter.drawEllipse(at, 12, 12)
        if self.camera.zoom >= FAR:
            paint_badge(painter, self.look, how, at.x() + 10, at.y() - 10, BADGE * 0.8)

    def _paint_way(self, painter: QPainter, record: str, card: QRectF) -> None:
        """Where a moved card stood, dashed, and its way to where it stands."""
        old = self._old_place(record)
        if old is None:
            return
        box = self.camera.rect(old)
        if box.intersects(card):
            return
        dashed_place(painter, self.colour, box, self.camera, "ink")
        start, end = box.center(), card.center()
        if abs(start.y() - end.y()) > card.height() / 2:
            down = end.y() > start.y()
            start.setY(box.bottom() if down else box.top())
            end.setY(card.top() - 4 if down else card.bottom() + 4)
        else:
            right = end.x() > start.x()
            start.setX(box.right() if right else box.left())
            end.setX(card.left() - 4 if right else card.right() + 4)
        arrow(painter, self.colour, [start, end])

    def _old_place(self, record: str) -> Box | None:
        """The cell in which a touchpoint stood on the other map, as wide as its card; None where no room is left."""
        place, now = self.came_from[record], self.layout_.card(record)
        lane = next((one for one in self.layout_.lanes if one.id == place.channel), None)
        span = next((one for one in self.layout_.phases if one.id == place.phase), None)
        touchpoint = self.store.find(Touchpoint, record)
        if lane is None or span is None or touchpoint is None:
            return None
        x = now.x if touchpoint.place.phase == place.phase else span.end - now.w - 1.0
        if self.layout_.lane_cards(self.layout_.lanes.index(lane), x, x + now.w):
            return None
        return Box(x, lane.start + (lane.length - now.h) / 2, now.w, now.h)
