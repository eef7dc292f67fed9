"""Where something would land: the cell, the insertion bar and the words that name the place."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from model.drawing.marks import Box
from model.drawing.slots import Slot, slot_at
from model.records import Phase
from widgets.canvas.map_view import MapView
from widgets.canvas.rings import insertion_bar

NO_CELL = "Touchpoints stand where a phase and a lane meet"


def slot_under(
    view: MapView, at: QPointF, moving: Collection[str] = (), own: str | None = None
) -> Slot | None:
    """The slot under a point of the viewport, in the lane there or in a given one."""
    if not view.map_rect().contains(at):
        return None
    x, y = view.camera.to_mm(at)
    if own is not None:
        lane = next((lane for lane in view.layout_.lanes if lane.id == own), None)
        if lane is None:
            return None
        y = lane.start + lane.length / 2
    return slot_at(view.layout_, x, y, moving)


def cell_of(view: MapView, slot: Slot) -> QRectF:
    """The cell of a slot in the viewport, px."""
    span, lane = slot.phase_span, slot.lane
    return view.camera.rect(Box(span.start, lane.start, span.length, lane.length))


def bar_of(view: MapView, slot: Slot) -> tuple[float, float, float]:
    """The insertion bar of a slot in the viewport: x, top and bottom, px; its ends look out behind a ghost."""
    top = view.camera.to_px(slot.bar, slot.lane.start)
    return round(top.x()), top.y() - 2, view.camera.to_px(slot.bar, slot.lane.end).y() + 2


def place_words(view: MapView, slot: Slot) -> tuple[str, str]:
    """A slot in words: "Prove · Store" and ", between 12 and 13"."""
    phase, lane = view.store.find(Phase, slot.phase), view.store.find(view.lens.kind, slot.lane.id)
    cell = f"{phase.title if phase else ''} · {lane.title if lane else view.lens.loose_title}"
    number = view.journey.number_of
    if slot.after and slot.before:
        return cell, f", between {number(slot.after)} and {number(slot.before)}"
    if slot.after:
        return cell, f", after {number(slot.after)}"
    return cell, f", before {number(slot.before)}" if slot.before else ""


def paint_cell(painter: QPainter, view: MapView, slot: Slot) -> None:
    """The target cell, one step darker (in the dark theme lighter); what stands in it stays readable."""
    ground = view.colour("wash2")
    is_dark = view.colour("paper").lightnessF() < 0.5
    mode = QPainter.CompositionMode
    painter.setCompositionMode(mode.CompositionMode_Lighten if is_dark else mode.CompositionMode_Darken)
    painter.fillRect(cell_of(view, slot), ground)
    painter.setCompositionMode(mode.CompositionMode_SourceOver)


def paint_bar(painter: QPainter, view: MapView, slot: Slot) -> None:
    """The insertion bar."""
    x, top, bottom = bar_of(view, slot)
    insertion_bar(painter, view.colour, x, top, bottom)
