"""A map to look at: it pans and zooms under the hand, and nothing in it can be changed."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from model.differences import How
from model.journey import Journey
from model.records import Handover, Place
from model.store import Store
from widgets.beside.marks import DifferenceMarks
from widgets.canvas.places import show
from widgets.canvas.viewpoint import Viewpoint
from widgets.look import Look

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
        self.marks = DifferenceMarks(self)
        self._held: QPointF | None = None
        self._is_led = False
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.part_changed.connect(self._tell)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.close_scene()

    def mark(self, differ: Mapping[str, How], came_from: Mapping[str, Place]) -> None:
        """Mark these records as different, and let the rest fade."""
        self.marks.differ, self.marks.came_from = differ, came_from
        ends = [self.store.find(Handover, one) for one in differ]
        near = [end for one in ends if one is not None for end in (one.source, one.target)]
        self.light([*differ, *near] if differ else None)

    @property
    def chosen_one(self) -> str | None:
        """The record with a ring of ink."""
        return self.marks.chosen_one

    @chosen_one.setter
    def chosen_one(self, record: str | None) -> None:
        self.marks.chosen_one = record

    @property
    def differ(self) -> Mapping[str, How]:
        """What is marked, and how it differs."""
        return self.marks.differ

    @property
    def came_from(self) -> Mapping[str, Place]:
        """Where moved touchpoints stood on the other map."""
        return self.marks.came_from

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
        self._paint_aside()
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
        self.marks.paint(painter)
