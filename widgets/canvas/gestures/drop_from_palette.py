"""DropFromPalette: a channel, a touchpoint, a note, a star or a triangle dragged in from the palette."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPointF, QRect
from PySide6.QtGui import QPainter, QRegion

from model.drawing.marks import Box
from model.drawing.slots import Slot
from model.findings import MomentThatMatters, PainPoint
from model.operations import add_touchpoint, mark_moment, mark_pain
from model.records import Channel, Handover, Record
from model.rules import why_not_mark
from model.store import Store
from widgets.canvas import notes
from widgets.canvas.edge_scroll import NEAR
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
from widgets.canvas.rings import dashed_place, halo, ring
from widgets.canvas.tag import Tag

MIME = "application/x-mind-the-gap"
MARKS: dict[str, tuple[type[Record], Callable[[Store, str], str]]] = {
    "star": (MomentThatMatters, mark_moment),
    "triangle": (PainPoint, mark_pain),
}
NO_STEP = "It marks a touchpoint or a handover"
WORDS = {"star": "Moment that matters", "triangle": "Pain point"}


def dragged(content: QMimeData) -> str | None:
    """What is dragged: `channel:<id>`, `touchpoint`, `star` or `triangle`; None when it is not ours."""
    if not content.hasFormat(MIME):
        return None
    what = bytes(content.data(MIME).data()).decode("utf-8", "replace")
    return what if what in (*MARKS, "touchpoint", "note") or what.startswith("channel:") else None


class DropFromPalette(Gesture):
    """Shows where the thing would land; the drop lands there and nowhere else."""

    hints = (("Esc", "cancels"),)
    changes = "touchpoint"

    def __init__(self, canvas, what: str) -> None:
        super().__init__(canvas)
        self.what = what
        self.slot: Slot | None = None
        self.on: str | None = None
        self.refusal: str | None = None

    @property
    def can_drop(self) -> bool:
        """Whether a release here would do something."""
        return self.what == "note" or self.slot is not None or (self.on is not None and self.refusal is None)

    @property
    def channel(self) -> str | None:
        """The channel that is dragged, if it is one."""
        return self.what.removeprefix("channel:") if self.what.startswith("channel:") else None

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Find what is under the hand."""
        super().move(at)
        canvas = self.canvas
        # It comes in over the left edge, and the map should not run away from it there.
        if canvas.map_rect().adjusted(NEAR, NEAR, -NEAR, -NEAR).contains(at):
            self.scrolls = "both"
        self.tag_at = at + QPointF(14, -12)
        if self.what == "note":
            self.tag = Tag("Sticky note") if canvas.map_rect().contains(at) else None
            return
        if self.what in MARKS:
            self.on = canvas.step_under(at)
            self.refusal = why_not_mark(canvas.store, MARKS[self.what][0], self.on) if self.on else None
            self.tag = self._mark_tag()
            return
        known = self.channel is None or self.channel in canvas.store.of(Channel)
        is_lane = any(lane.id == self.channel for lane in canvas.layout_.lanes)
        self.slot = slot_under(canvas, at, (), self.channel if is_lane else None) if known else None
        self.tag = Tag(*place_words(canvas, self.slot)) if self.slot else self._nowhere(NO_CELL)

    def _nowhere(self, why: str) -> Tag | None:
        return Tag("", why) if self.canvas.map_rect().contains(self.at) else None

    def _mark_tag(self) -> Tag | None:
        if self.on is None:
            return self._nowhere(NO_STEP)
        if self.refusal is not None:
            return Tag("", self.refusal)
        number = self.canvas.journey.number_of
        handover = self.canvas.store.find(Handover, self.on)
        where = f"{number(handover.source)} → {number(handover.target)}" if handover else str(number(self.on))
        return Tag(WORDS[self.what], f" at {where}")

    def paint(self, painter: QPainter) -> None:
        """Paint the target cell and the bar, or the ring about what will be marked."""
        canvas = self.canvas
        if self.slot is not None:
            paint_cell(painter, canvas, self.slot)
            dashed_place(painter, canvas.colour, canvas.camera.rect(self._place()), canvas.camera, "ink3")
            paint_bar(painter, canvas, self.slot)
        if self.on is not None and self.refusal is None:
            card = canvas.card_rect(self.on)
            if card is not None:
                ring(painter, canvas.colour, card, canvas.camera)
            else:
                middle = canvas.mark_middle(self.on)
                if middle is not None:
                    halo(painter, canvas.colour, middle, 2.5 * canvas.camera.scale + 6)
        self.paint_tag(painter)

    def _place(self) -> Box:
        assert self.slot is not None
        layout = self.canvas.layout_
        top = self.slot.lane.start + (self.slot.lane.length - layout.card_h) / 2
        return Box(self.slot.bar - layout.card_w / 2, top, layout.card_w, layout.card_h)

    def area(self) -> QRegion:
        """Cell, bar, ring and note."""
        area = super().area()
        if self.slot is not None:
            area += cell_of(self.canvas, self.slot).adjusted(-60, -8, 60, 8).toAlignedRect()
            x, top, bottom = bar_of(self.canvas, self.slot)
            area += QRect(int(x) - 60, int(top) - 7, 120, int(bottom - top) + 14)
        if self.on is not None:
            area += self.canvas.map_rect().toAlignedRect()
        return area

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Make the touchpoint and start its title, or set the mark."""
        canvas, store, slot, on = self.canvas, self.canvas.store, self.slot, self.on
        canvas.viewport().update()
        if self.what == "note":
            notes.add_at(canvas, at)
        elif slot is not None:
            at_bar, lens, channel = (slot.phase, slot.lane.id, "", slot.before), canvas.lens, self.channel
            made = canvas.do(lambda: add_touchpoint(store, *at_bar, lens=lens, channel=channel))
            if made:
                canvas.start_title_of_new(made)
        elif on is not None and self.refusal is None:
            mark = MARKS[self.what][1]
            canvas.do(lambda: mark(store, on))
            canvas.selection.choose([on])
        elif self.refusal:
            canvas.said.emit(self.refusal)

    def cancel(self) -> None:
        """Nothing lands."""
        self.slot = self.on = None
        self.canvas.viewport().update()
