"""Arranging by keys: moving what is selected place by place, and selecting all that follows from it."""

from typing import TYPE_CHECKING

from model.reach import downstream
from model.records import Phase
from model.structure import move_across, move_along, move_among
from widgets.canvas import places, steps

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

STEPS = {"left": -1, "right": 1, "up": -1, "down": 1}
ALONG = ("left", "right")


def move(canvas: "Canvas", direction: str) -> None:
    """Move touchpoints, a phase or a lane one place "left", "right", "up" or "down"."""
    chosen, step = steps.chosen_touchpoints(canvas), STEPS[direction]
    record = canvas.store.get(canvas.selection.only)
    if chosen and direction in ALONG:
        canvas.do(lambda: move_along(canvas.store, chosen, step))
    elif chosen:
        canvas.do(lambda: move_across(canvas.store, chosen, step, canvas.lens))
    elif record is not None and isinstance(record, Phase if direction in ALONG else canvas.lens.kind):
        canvas.do(lambda: move_among(canvas.store, record.id, step))
    elif record is not None:
        is_phase = isinstance(record, Phase)
        canvas.said.emit(f"A {record.kind} moves {'left and right' if is_phase else 'up and down'}.")
    if canvas.selection.ids:
        places.show(canvas, chosen[-1] if chosen else canvas.selection.ids[-1])


def select_downstream(canvas: "Canvas") -> None:
    """Select the selected touchpoints with everything that customers get to from there."""
    found = downstream(canvas.journey, canvas.selection.ids)
    if found:
        canvas.selection.choose(found)
