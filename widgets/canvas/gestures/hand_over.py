"""HandOver: a line from a card's port to another card, or to an empty cell where it makes a touchpoint."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF, QRegion

from model.drawing.marks import Box
from model.drawing.slots import Slot
from model.operations import hand_over
from model.records import Department, Touchpoint
from model.rules import why_not_hand_over
from model.spoken import within
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys
from widgets.canvas.gestures.landing import bar_of, paint_bar, paint_cell, place_words, slot_under
from widgets.canvas.rings import arrow, port, ports_of, possible_port, ring
from widgets.canvas.tag import Tag

MOST_PORTS = 80


class HandOver(Gesture):
    """Draws a handover; refused ones say why, and nothing happens on release."""

    cursor = Qt.CursorShape.CrossCursor
    changes = "handover"
    scrolls = "both"
    hints = (("", "Release on a card to hand over, on an empty cell to add one there"), ("Esc", "cancels"))

    def __init__(self, canvas, touchpoint: str, side: str) -> None:
        super().__init__(canvas)
        self.touchpoint, self.side = touchpoint, side
        self.target: str | None = None
        self.slot: Slot | None = None
        self.refusal: str | None = None
        self._is_drawn = False

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Take hold of the port."""
        super().start(at)
        self.canvas.selection.choose([self.touchpoint])

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Find what is under the hand, and whether it can take the customer over."""
        super().move(at)
        canvas = self.canvas
        self._is_drawn = self._is_drawn or self.is_far_enough(at)
        self.target = canvas.touchpoint_under(at)
        self.slot = None if self.target else slot_under(canvas, at)
        self.refusal = None
        if self.target is not None:
            self.refusal = why_not_hand_over(canvas.store, self.touchpoint, self.target)
            if self.target == self.touchpoint and not self._has_left():
                self.refusal = None
        self.cursor = Qt.CursorShape.ForbiddenCursor if self.refusal else Qt.CursorShape.CrossCursor
        self._say()

    def _has_left(self) -> bool:
        return (self.at - self.pressed).manhattanLength() > 30

    def _say(self) -> None:
        canvas, number = self.canvas, self.canvas.journey.number_of
        self.tag_at = self.at + QPointF(-220, 56)
        if self.refusal is not None:
            self.tag = Tag("", self.refusal)
        elif self.target is not None and self.target != self.touchpoint:
            source, target = canvas.store[self.touchpoint], canvas.store[self.target]
            assert isinstance(source, Touchpoint)
            assert isinstance(target, Touchpoint)
            words = f"{number(self.touchpoint)} → {number(self.target)}"
            self.tag = Tag(words, "   " + self._lanes(source, target), self._warning(source, target))
        elif self.slot is not None:
            cell, where = place_words(canvas, self.slot)
            self.tag = Tag(f"{number(self.touchpoint)} → new", "", cell + where)
        else:
            self.tag = None

    def _lanes(self, source: Touchpoint, target: Touchpoint) -> str:
        lens = self.canvas.lens
        known = self.canvas.store.of(lens.kind)
        first, second = known.get(lens.lane_of(source) or ""), known.get(lens.lane_of(target) or "")
        if first is None or second is None:
            return ""
        if first.id == second.id:
            return f"within {first.title}"
        return f"{first.title} to {within(second.title)}"

    def _warning(self, source: Touchpoint, target: Touchpoint) -> str:
        known = self.canvas.store.of(Department)
        first, second = known.get(source.department or ""), known.get(target.department or "")
        if first is not None and second is not None and first.id != second.id:
            return "Needs an owner: two teams"
        return ""

    # -- the line

    def points(self) -> list[QPointF]:
        """The line from the port to the target, with its corners, px."""
        card = self.canvas.card_rect(self.touchpoint)
        assert card is not None
        start, end = ports_of(card)[self.side], QPointF(self.at)
        target = (
            self.canvas.card_rect(self.target) if self.target and self.target != self.touchpoint else None
        )
        if self.side in ("top", "bottom"):
            if target is not None:
                end = ports_of(target)["left" if target.center().x() > start.x() else "right"]
            if target is not None and target.left() - 8 < start.x() < target.right() + 8:
                end = ports_of(target)["top" if target.center().y() > start.y() else "bottom"]
                half = (start.y() + end.y()) / 2
                return [start, QPointF(start.x(), half), QPointF(end.x(), half), end]
            return [start, QPointF(start.x(), end.y()), end]
        if target is not None:
            end = ports_of(target)["left" if target.left() > start.x() else "right"]
        half = (start.x() + end.x()) / 2
        return [start, QPointF(half, start.y()), QPointF(half, end.y()), end]

    def paint(self, painter: QPainter) -> None:
        """Paint possible ports, the ring about the target, and the line."""
        if not self._is_drawn:
            return
        canvas = self.canvas
        if self.slot is not None:
            paint_cell(painter, canvas, self.slot)
            paint_bar(painter, canvas, self.slot)
        self._paint_ports(painter)
        source = canvas.card_rect(self.touchpoint)
        assert source is not None
        ring(painter, canvas.colour, source, canvas.camera)
        target = canvas.card_rect(self.target) if self.target and not self.refusal else None
        if target is not None:
            ring(painter, canvas.colour, target, canvas.camera)
        arrow(painter, canvas.colour, self.points())
        for side, at in ports_of(source).items():
            port(painter, canvas.colour, at, side == self.side)
        self.paint_tag(painter)

    def _paint_ports(self, painter: QPainter) -> None:
        canvas = self.canvas
        near = QRectF(self.at.x() - 320, self.at.y() - 220, 640, 440)
        for one in canvas.cards_near(near)[:MOST_PORTS]:
            if why_not_hand_over(canvas.store, self.touchpoint, one) is None:
                rect = canvas.card_rect(one)
                if rect is not None:
                    side = "left" if rect.center().x() > self.pressed.x() else "right"
                    possible_port(painter, canvas.colour, ports_of(rect)[side])

    def area(self) -> QRegion:
        """The line, its ends and the note."""
        if not self._is_drawn:
            return QRegion()
        line = QPolygonF(self.points()).boundingRect().adjusted(-16, -16, 16, 16)
        around = QRectF(self.at.x() - 400, self.at.y() - 300, 800, 600)
        area = super().area() + line.toAlignedRect() + around.toAlignedRect()
        if self.slot is not None:
            x, top, bottom = bar_of(self.canvas, self.slot)
            area += QRect(int(x) - 7, int(top) - 7, 14, int(bottom - top) + 14)
            span, lane = self.slot.phase_span, self.slot.lane
            cell = self.canvas.camera.rect(Box(span.start, lane.start, span.length, lane.length))
            area += cell.toAlignedRect()
        return area

    # -- the end

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Hand over to the card, or add a touchpoint in the empty cell and hand over to it."""
        canvas, store = self.canvas, self.canvas.store
        canvas.viewport().update()
        if not self._is_drawn or self.refusal is not None:
            if self.refusal:
                canvas.said.emit(self.refusal)
            return
        if self.target is not None and self.target != self.touchpoint:
            made = canvas.do(lambda: hand_over(store, self.touchpoint, str(self.target)))
            if made:
                canvas.selection.choose([made])
        elif self.slot is not None:
            canvas.add_connected(self.touchpoint, self.slot.phase, self.slot.lane.id, self.slot.before)

    def cancel(self) -> None:
        """Draw nothing."""
        self.canvas.viewport().update()
