"""MoveNotes: a drag of a sticky note, or of all selected ones: anywhere, beside others, onto a card or a cell."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from model.drawing.clusters import settled, together
from model.drawing.marks import Box
from model.drawing.slots import Slot
from model.findings import Note
from model.notes import move_notes
from model.records import Handover, Touchpoint
from widgets.canvas import notes
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys
from widgets.canvas.gestures.landing import bar_of, cell_of, paint_bar, paint_cell, place_words, slot_under
from widgets.canvas.rings import dashed_place, halo, ring
from widgets.canvas.tag import Tag

SHADOW = 4
AROUND = 120.0
"""Notes further than this from those that move do not matter to them, mm."""
TAKES = ("card", "mark", "point")
"""The figures that take a note."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where notes would land: shifted by so much (mm), or as something else on a record or in a slot."""

    shift: tuple[float, float] = (0.0, 0.0)
    on: str | None = None
    slot: Slot | None = None
    is_beside: bool = False


class MoveNotes(Gesture):
    """The notes follow the hand; what a release would make of them is shown where it would happen."""

    cursor = Qt.CursorShape.OpenHandCursor
    changes = "note"
    scrolls = "both"
    hints = (("Esc", "puts it back"), ("Ctrl", "only puts it there"))

    def __init__(self, canvas, note: str) -> None:
        super().__init__(canvas)
        self.note = note
        self.is_moving = False
        self.landing = Landing()
        self._shift = 0.0, 0.0

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Select the note, unless it is part of a selection; Shift adds it or takes it out."""
        super().start(at)
        selection = self.canvas.selection
        self._before = selection.ids
        self._was_chosen = self.note in selection
        if keys & Keys.ShiftModifier:
            selection.toggle(self.note)
        elif not self._was_chosen:
            selection.choose([self.note])

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Let the notes follow, and find what a release would do."""
        super().move(at)
        if not self.is_moving:
            if not self.is_far_enough(at):
                return
            self._lift()
        scale = self.canvas.camera.scale
        self._shift = (at.x() - self.pressed.x()) / scale, (at.y() - self.pressed.y()) / scale
        before, self.landing = self.landing, self._found(at, keys)
        if (before.on, before.slot, before.shift) != (self.landing.on, self.landing.slot, self.landing.shift):
            self.canvas.viewport().update()
        self._say(keys)

    def _lift(self) -> None:
        canvas = self.canvas
        self.is_moving = True
        self.cursor = Qt.CursorShape.ClosedHandCursor
        chosen = notes.chosen_notes(canvas)
        if self.note not in chosen:
            chosen = [self.note]
            canvas.selection.choose(chosen)
        self.moving = {one: canvas.scene.asides.box_of(one) for one in chosen}
        hidden = {key for one in chosen for key in (f"note:{one}", f"talk:{one}")}
        canvas.frame.hide(hidden, [box.grown(4) for box in self.moving.values()])

    # -- what a release would do

    def _found(self, at: QPointF, keys: Keys) -> Landing:
        canvas, is_one = self.canvas, len(self.moving) == 1
        moved = [box.moved(*self._shift) for box in self.moving.values()]
        if keys & Keys.ControlModifier or not canvas.map_rect().contains(at):
            return Landing(self._shift)
        on = self._step_under(at) if is_one else None
        if on is not None:
            return Landing(on=on)
        whole = moved[0]
        for box in moved[1:]:
            whole = whole.with_(box)
        rest = [
            box for box in notes.boxes_but(canvas, *self.moving).values() if box.meets(whole.grown(AROUND))
        ]
        aside = settled(moved, rest) if rest else None
        if aside is not None:
            return Landing((self._shift[0] + aside[0], self._shift[1] + aside[1]), is_beside=True)
        slot = slot_under(canvas, at) if is_one else None
        return Landing(slot=slot) if slot is not None else Landing(self._shift)

    def _step_under(self, at: QPointF) -> str | None:
        """The touchpoint or handover that would take the note; other notes lie over it."""
        canvas = self.canvas
        if canvas.frame.is_far(canvas.camera):
            return canvas.touchpoint_under(at)
        for figure in canvas.scene.at(*canvas.camera.to_mm(at), 3 / canvas.camera.scale):
            if figure.record in self.moving:
                continue
            kind = figure.key.partition(":")[0]
            if kind in TAKES and isinstance(canvas.store.get(figure.record), Touchpoint | Handover):
                return figure.record
            if kind == "note":
                return None
        return None

    def _say(self, keys: Keys) -> None:
        canvas, landing = self.canvas, self.landing
        self.tag, self.tag_at = None, self.at + QPointF(14, -14)
        if landing.slot is not None:
            cell, where = place_words(canvas, landing.slot)
            self.tag = Tag("New touchpoint", f"  {cell}{where}", "Ctrl only puts the note there")
        elif landing.on is not None:
            self.tag = self._tag_on(landing.on, bool(keys & Keys.ShiftModifier))

    def _tag_on(self, on: str, asks: bool) -> Tag:
        canvas, number = self.canvas, self.canvas.journey.number_of
        handover = canvas.store.find(Handover, on)
        if handover is not None:
            return Tag("Pain point", f" at {number(handover.source)} → {number(handover.target)}")
        if canvas.note_use is None or asks:
            return Tag("Pain point or quote", f" of {number(on)}", "Asks which")
        use = "Pain point" if canvas.note_use == "pain" else "Quote"
        return Tag(use, f" of {number(on)}", "Shift asks again")

    # -- showing it

    def paint(self, painter: QPainter) -> None:
        """Paint where the notes would land, and the notes in the hand."""
        if not self.is_moving:
            return
        canvas, landing = self.canvas, self.landing
        if landing.slot is not None:
            self._paint_slot(painter, landing.slot)
        if landing.on is not None:
            card = canvas.card_rect(landing.on)
            middle = canvas.mark_middle(landing.on)
            if card is not None:
                ring(painter, canvas.colour, card, canvas.camera)
            elif middle is not None:
                halo(painter, canvas.colour, middle, 2.5 * canvas.camera.scale + 6)
        if landing.is_beside:
            for box in self.moving.values():
                dashed_place(
                    painter,
                    canvas.colour,
                    canvas.camera.rect(box.moved(*landing.shift)),
                    canvas.camera,
                    "ink3",
                )
        self._paint_notes(painter)
        self.paint_tag(painter)

    def _paint_slot(self, painter: QPainter, slot: Slot) -> None:
        canvas, layout = self.canvas, self.canvas.layout_
        paint_cell(painter, canvas, slot)
        top = slot.lane.start + (slot.lane.length - layout.card_h) / 2
        place = Box(slot.bar - layout.card_w / 2, top, layout.card_w, layout.card_h)
        dashed_place(painter, canvas.colour, canvas.camera.rect(place), canvas.camera, "ink3")
        paint_bar(painter, canvas, slot)

    def _paint_notes(self, painter: QPainter) -> None:
        canvas, camera = self.canvas, self.canvas.camera
        k, (ox, oy), (left, top) = camera.ratio, camera.origin, camera.corner
        known = canvas.store.of(Note)
        for one, box in self.moving.items():
            if one not in known:
                continue
            place = box.moved(*self._shift)
            rect = camera.rect(place)
            painter.fillRect(rect.translated(0, SHADOW), canvas.look.colour("shadow"))
            figure = canvas.scene.asides.figure_at(one, place)
            painter.save()
            painter.scale(1 / k, 1 / k)
            canvas.frame.sprites.paint(painter, figure, camera.dots, ox + left, oy + top)
            painter.restore()
            painter.setPen(QPen(canvas.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)

    def area(self) -> QRegion:
        """The notes in the hand, the note beside them and where they would land."""
        if not self.is_moving:
            return QRegion()
        canvas, area = self.canvas, super().area()
        rects = [canvas.camera.rect(box.moved(*self._shift)) for box in self.moving.values()]
        for rect in rects:
            area += rect.adjusted(-3, -3, 3, 3 + SHADOW).toAlignedRect()
        slot = self.landing.slot
        if slot is not None:
            area += cell_of(canvas, slot).adjusted(-60, -8, 60, 8).toAlignedRect()
            x, top, bottom = bar_of(canvas, slot)
            area += QRect(int(x) - 60, int(top) - 7, 120, int(bottom - top) + 14)
        return area

    def ghost_rect(self) -> QRectF:
        """The note in the hand, px."""
        return self.canvas.camera.rect(self.moving[self.note].moved(*self._shift))

    # -- the end

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Do what was shown; a click selects only the note."""
        if not self.is_moving:
            if self._was_chosen and not keys & Keys.ShiftModifier:
                self.canvas.selection.choose([self.note])
            return
        canvas, landing = self.canvas, self._found(at, keys)
        self._put_down()
        if landing.on is not None:
            notes.put_on(canvas, self.note, landing.on, bool(keys & Keys.ShiftModifier))
        elif landing.slot is not None:
            notes.become_touchpoint(canvas, self.note, landing.slot)
        else:
            dx, dy = landing.shift
            places = {one: (box.x + dx, box.y + dy) for one, box in self.moving.items()}
            canvas.do(lambda: move_notes(canvas.store, places))
            if landing.is_beside:
                cluster = together(self.note, notes.boxes_but(canvas))
                canvas.selection.choose([*self.moving, *sorted(cluster)])

    def cancel(self) -> None:
        """Put the notes back."""
        if self.is_moving:
            self._put_down()
        self.canvas.selection.choose(self._before)

    def _put_down(self) -> None:
        self.canvas.frame.hide((), ())
        self.canvas.viewport().update()
