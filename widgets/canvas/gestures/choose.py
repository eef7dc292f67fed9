"""Which gesture a press begins: the first of a short list that fits what is under the hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from widgets.canvas.camera import HEADER
from widgets.canvas.gestures.add_beside import AddBeside
from widgets.canvas.gestures.cycle_quality import CycleQuality
from widgets.canvas.gestures.drag_mood import DragMood
from widgets.canvas.gestures.gesture import Gesture
from widgets.canvas.gestures.hand_over import HandOver
from widgets.canvas.gestures.move_cards import MoveCards
from widgets.canvas.gestures.move_notes import MoveNotes
from widgets.canvas.gestures.pan import Pan
from widgets.canvas.gestures.reorder import MoveLane, MovePhase
from widgets.canvas.gestures.select_cards import SelectCards
from widgets.canvas.next_place import offered_place

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas


def gesture_at(
    canvas: "Canvas", at: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier, is_space_down: bool
) -> Gesture | None:
    """The gesture that a press at a point of the viewport begins; None where a press only selects."""
    if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and is_space_down):
        return Pan(canvas)
    if button != Qt.MouseButton.LeftButton:
        return None
    if not canvas.map_rect().contains(at):
        found = canvas.margins.at(canvas.layout_, canvas.camera, at)
        taken_hold = MovePhase if at.y() < HEADER else MoveLane
        return taken_hold(canvas, found[0]) if found is not None else None
    taken = canvas.port_under(at)
    if taken is not None:
        return HandOver(canvas, *taken)
    figure = canvas.figure_under(at)
    if figure is None:
        place = offered_place(canvas) if keys == Qt.KeyboardModifier.NoModifier else None
        return (AddBeside if place is not None and place.contains(at) else SelectCards)(canvas)
    kind, _, rest = figure.key.partition(":")
    record, _, persona = rest.partition(":")
    if kind == "mark":
        return CycleQuality(canvas, record)
    if kind == "point":
        return DragMood(canvas, record, persona or None)
    if kind == "card":
        return MoveCards(canvas, record)
    if kind == "note":
        return MoveNotes(canvas, record)
    return None
