"""MoveCards: a drag of a card, or of all selected ones, to another place in time or another cell."""

from PySide6.QtCore import QEasingCurve, QPointF, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPen, QPixmap, QRegion

from model.copies import Landing
from model.drawing.marks import Figure
from model.drawing.slots import Slot
from model.operations import move_touchpoints
from model.records import Handover, Touchpoint, new_id
from model.whose import Asked, whose
from widgets.canvas import whose as asking
from widgets.canvas.camera import Camera
from widgets.canvas.copying import copy_to
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys
from widgets.canvas.gestures.landing import (
    NO_CELL,
    bar_of,
    cell_of,
    paint_bar,
    paint_cell,
    place_words,
    slot_under,
)
from widgets.canvas.rings import dashed_place
from widgets.canvas.settling import BACK, DROPPED, Settling
from widgets.canvas.tag import Tag
from widgets.canvas.viewpoint import WITH_LEVEL

GIVE_WAY = 4.2
"""How far neighbours step aside, mm."""
SHADOW = 4
STACK = 5
MOST_PLACES = 60
"""So many dashed places are painted at most."""
KEPT = "Shift keeps the phase"


class MoveCards(Gesture):
    """A ghost follows the hand, a bar shows the place, other cards make room; the drop lands at the bar."""

    cursor = Qt.CursorShape.OpenHandCursor
    changes = "touchpoint"
    scrolls = "both"
    hints = (("Esc", "puts it back"), ("Alt", "copies"), ("Shift", "keeps the phase"))

    def __init__(self, canvas, touchpoint: str) -> None:
        super().__init__(canvas)
        self.touchpoint = touchpoint
        self.slot: Slot | None = None
        self.asked: Asked | None = None
        self.is_moving = False
        self.is_copying = False
        self._keeps_phase = False
        self._aside: dict[str, float] = {}
        self._figures: dict[str, Figure | None] = {}
        self._left: list[tuple[QRectF, int]] = []
        self._left_for: Camera | None = None
        self._share = 1.0
        self._giving: QVariantAnimation | None = None

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Select the card, unless it is part of a selection; Shift adds it or takes it out."""
        super().start(at)
        selection = self.canvas.selection
        self._before = selection.ids
        self._was_chosen = self.touchpoint in selection
        if keys & Keys.ShiftModifier:
            selection.toggle(self.touchpoint)
        elif not self._was_chosen:
            selection.choose([self.touchpoint])

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Let the ghost follow, and find the place under the hand."""
        super().move(at)
        if not self.is_moving:
            if not self.is_far_enough(at):
                return
            self._lift()
        if self.is_copying != bool(keys & Keys.AltModifier):
            self.is_copying = not self.is_copying
            self._hide()
            self.canvas.viewport().update()
        slot = slot_under(self.canvas, at, () if self.is_copying else self.moving)
        self._keeps_phase = bool(slot and keys & Keys.ShiftModifier and slot.phase != self._phase)
        if self._keeps_phase:
            slot = None
        if slot != self.slot:
            self.slot = slot
            self.asked = self._what_is_asked()
            self._make_room()
            self.canvas.viewport().update()  # Another cell darkens, other cards come back.
        self._say()

    def _lift(self) -> None:
        canvas = self.canvas
        self.is_moving = True
        self.cursor = Qt.CursorShape.ClosedHandCursor
        chosen = [i for i in canvas.selection.ids if canvas.store.find(Touchpoint, i) is not None]
        if self.touchpoint not in chosen:
            chosen = [self.touchpoint]
            canvas.selection.choose(chosen)
        self.moving = sorted(chosen, key=canvas.journey.number_of)
        record = canvas.store[self.touchpoint]
        assert isinstance(record, Touchpoint)
        self._phase = canvas.journey.phase_of(record)
        card = canvas.card_rect(self.touchpoint)
        assert card is not None
        self._held = self.pressed - card.topLeft()
        self._size = card.size()
        self._ghost, self._ghost_at = self._drawn_ghost()
        self._hide()
        self._places = [(canvas.layout_.card(one), canvas.journey.number_of(one)) for one in self.moving]

    def _hide(self) -> None:
        """Leave out the lifted cards with their handovers, and the neighbours that are shown aside."""
        canvas = self.canvas
        keys, boxes = set(), []
        lifted = () if self.is_copying else self.moving
        for one in (*lifted, *self._aside):
            keys |= {f"card:{one}", f"level:{one}"}
            boxes.append(canvas.layout_.card(one).grown(WITH_LEVEL))
        if len(lifted) <= MOST_PLACES:
            for one in lifted:
                for handover in (*canvas.journey.leaving(one), *canvas.journey.arriving(one)):
                    keys |= self._keys_of(handover)
                    way = canvas.scene.way(handover.id)
                    if way is not None:
                        boxes.append(way.box.grown(3.5))
        canvas.frame.hide(keys, boxes)

    @staticmethod
    def _keys_of(handover: Handover) -> set[str]:
        return {f"way:{handover.id}", f"mark:{handover.id}", f"level:{handover.id}"}

    def _card(self, touchpoint: str) -> Figure | None:
        if touchpoint not in self._figures:
            self._figures[touchpoint] = self.canvas.card_figure(touchpoint)
        return self._figures[touchpoint]

    def _drawn_ghost(self) -> tuple[QPixmap, QPointF]:
        """The lifted card with its shadow, and what lies under it when there are several."""
        canvas, k = self.canvas, self.canvas.camera.ratio
        behind = min(2, len(self.moving) - 1) * STACK
        room = 14
        w, h = self._size.width() + 2 * room + behind, self._size.height() + 2 * room + behind
        ghost = QPixmap(round(w * k) + 1, round(h * k) + 1)
        ghost.setDevicePixelRatio(k)
        ghost.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ghost)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = canvas.camera.scale
        box = QRectF(QPointF(room, room), self._size)
        for off in range(behind, -1, -STACK):
            card = box.translated(off, off)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(canvas.look.colour("shadow"))
            painter.drawRoundedRect(card.translated(0, SHADOW), radius, radius)
            painter.setPen(QPen(canvas.colour("ink"), 2))
            painter.setBrush(canvas.colour("paper"))
            painter.drawRoundedRect(card, radius, radius)
        figure = self._card(self.touchpoint)
        if figure is not None:
            sprite, left, top = canvas.frame.sprites.sprite(figure, canvas.camera.dots)
            painter.scale(1 / k, 1 / k)
            painter.drawPixmap(round(room * k) + left, round(room * k) + top, sprite)
            painter.scale(k, k)
        painter.setPen(QPen(canvas.colour("ink"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
        if len(self.moving) > 1:
            self._paint_count(painter, box)
        painter.end()
        return ghost, QPointF(-room, -room)

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        pill = QRectF(box.right() - 14, box.top() - 10, 28, 20)
        painter.setPen(QPen(self.canvas.colour("paper"), 1.5))
        painter.setBrush(self.canvas.colour("ink"))
        painter.drawRoundedRect(pill, 10, 10)
        painter.setPen(self.canvas.colour("paper"))
        painter.setFont(self.canvas.look.font("pill"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, str(len(self.moving)))

    # -- making room

    def _make_room(self) -> None:
        aside = self._stepping_aside()
        if aside.keys() != self._aside.keys() or aside != self._aside:
            self._aside = aside
            self._hide()
            self._give_way()

    def _stepping_aside(self) -> dict[str, float]:
        """How far each neighbour in the target cell steps aside, mm."""
        slot, canvas = self.slot, self.canvas
        if slot is None or canvas.camera.zoom < 0.25:
            return {}
        layout, moving = canvas.layout_, set(self.moving)
        column = layout.column(slot.phase)
        in_lane = (place for place, lane in enumerate(column.lanes) if lane == slot.lane.id)
        places = [place for place in in_lane if column.ids[place] not in moving]
        half = layout.card_w / 2
        start = slot.phase_span.start
        middles = {column.ids[p]: start + column.xs[p] + half for p in places}
        near = {one: x for one, x in middles.items() if abs(x - slot.bar) < 8 * layout.card_w}
        return {one: GIVE_WAY if x > slot.bar else -GIVE_WAY for one, x in near.items()}

    def _give_way(self) -> None:
        if self._giving is not None:
            self._giving.stop()
        if self.canvas.look.reduced_motion:
            self._share = 1.0
            self.canvas.viewport().update(self._lane_area())
            return
        self._giving = QVariantAnimation(self.canvas, duration=120, startValue=0.0, endValue=1.0)
        self._giving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._giving.valueChanged.connect(self._step_aside)
        self._giving.start()

    def _step_aside(self, share: float) -> None:
        self._share = share
        self.canvas.viewport().update(self._lane_area())

    def _lane_area(self) -> QRect:
        if self.slot is None:
            return self.canvas.map_rect().toAlignedRect()
        cell = cell_of(self.canvas, self.slot)
        return cell.adjusted(-60, -8, 60, 8).toAlignedRect()

    # -- saying and painting

    def _what_is_asked(self) -> Asked | None:
        slot, canvas = self.slot, self.canvas
        if slot is None:
            return None
        return whose(canvas.store, self.moving, slot.phase, slot.lane.id, slot.before, canvas.lens)

    def _say(self) -> None:
        self.tag_at = self.at - self._held + QPointF(0, -8)
        if self.slot is None:
            self.cursor = Qt.CursorShape.ForbiddenCursor
            self.tag = Tag("", KEPT if self._keeps_phase else NO_CELL)
            return
        self.cursor = Qt.CursorShape.ClosedHandCursor
        cell, where = place_words(self.canvas, self.slot)
        copies = f"A copy of {len(self.moving)}" if len(self.moving) > 1 else "A copy"
        self.tag = Tag(cell, where, copies if self.is_copying else asking.words_of(self.asked))

    def ghost_rect(self) -> QRectF:
        """What the ghost covers, px."""
        size = self._ghost.deviceIndependentSize()
        return QRectF(self.at - self._held + self._ghost_at, size)

    def paint(self, painter: QPainter) -> None:
        """Paint the places left behind, the target cell, the bar, who gives way, and the ghost."""
        if not self.is_moving:
            return
        canvas = self.canvas
        if self.slot is not None:
            paint_cell(painter, canvas, self.slot)
        font = canvas.look.font("small")
        for rect, number in self._places_left():
            dashed_place(painter, canvas.colour, rect, canvas.camera)
            if rect.width() > 30:
                painter.setFont(font)
                painter.setPen(canvas.colour("ink3"))
                painter.drawText(rect.topLeft() + QPointF(7, 17), str(number))
        self._paint_cell_again(painter)
        if self.slot is not None:
            paint_bar(painter, canvas, self.slot)
        painter.drawPixmap(self.at - self._held + self._ghost_at, self._ghost)
        self.paint_tag(painter)

    def _places_left(self) -> list[tuple[QRectF, int]]:
        """Where the lifted cards stood, as far as it is in sight, with their numbers."""
        camera, seen = self.canvas.camera, self.canvas.map_rect()
        if self._left_for != camera:
            self._left_for = camera
            rects = ((camera.rect(box), number) for box, number in self._places)
            self._left = [one for one in rects if one[0].intersects(seen)][:MOST_PLACES]
        return [] if self.is_copying else self._left

    def _paint_cell_again(self, painter: QPainter) -> None:
        """The cards of the target cell, stepping aside, over the cell's ground."""
        canvas = self.canvas
        if self.slot is None:
            return
        k, camera = canvas.camera.ratio, canvas.camera
        painter.save()
        painter.scale(1 / k, 1 / k)
        (ox, oy), (left, top) = camera.origin, camera.corner
        for one, aside in self._aside.items():
            figure = self._card(one)
            if figure is not None:
                dx = round(aside * self._share * camera.dots)
                canvas.frame.sprites.paint(painter, figure, camera.dots, ox + left + dx, oy + top)
        painter.restore()

    def area(self) -> QRegion:
        """The ghost, the note and the bar; the lane when its cards move."""
        if not self.is_moving:
            return QRegion()
        area = super().area() + self.ghost_rect().toAlignedRect().adjusted(-1, -1, 1, 1)
        if self.slot is not None:
            x, top, bottom = bar_of(self.canvas, self.slot)
            area += QRect(int(x) - 7, int(top) - 7, 14, int(bottom - top) + 14)
        return area

    # -- the end

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Put the cards where the bar stands; a click selects only the card."""
        if not self.is_moving:
            if self._was_chosen and not keys & Keys.ShiftModifier:
                self.canvas.selection.choose([self.touchpoint])
            return
        slot, moving, canvas = self.slot, self.moving, self.canvas
        self._put_down()
        if slot is not None and self.is_copying:
            copy_to(canvas, moving, Landing(slot.phase, slot.lane.id, slot.before, slot.after, canvas.lens))
            return
        if slot is not None:
            self._drop(slot)
        self._settle(DROPPED if slot is not None else BACK)

    def _drop(self, slot: Slot) -> None:
        """Move the cards; an answer to what is asked joins this step."""
        canvas, moving, merge = self.canvas, self.moving, f"drop/{new_id(Touchpoint.kind)}"
        at_bar = slot.phase, slot.lane.id, slot.before

        def move() -> bool:
            move_touchpoints(canvas.store, moving, *at_bar, canvas.lens, merge)
            return True

        if canvas.do(move) and self.asked is not None:
            asking.ask(canvas, self.asked, self.touchpoint, merge)

    def _settle(self, milliseconds: int) -> None:
        start = self.at - self._held
        Settling(self.canvas, self.touchpoint, self._ghost, self._ghost_at, start).begin(milliseconds)

    def cancel(self) -> None:
        """Put the cards back."""
        if self.is_moving:
            self._put_down()
            self._settle(BACK)
        self.canvas.selection.choose(self._before)

    def _put_down(self) -> None:
        if self._giving is not None:
            self._giving.stop()
        self.canvas.frame.hide((), ())
        self.canvas.viewport().update()
