"""Where typing goes on: the keys that end a title and start the next one, or move the card that is typed.

While a new card has no title yet, asking for the next one elsewhere means that this one should be there.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from model.drawing.marks import Box
from model.journey import UNSORTED
from model.operations import (
    NEW_PHASE,
    add_channel,
    add_department,
    add_next,
    add_phase,
    move_touchpoints,
    naming,
)
from model.records import Channel, Department, Phase, Touchpoint
from model.rules import Refused
from model.structure import move_across
from widgets.canvas import steps

if TYPE_CHECKING:
    from widgets.canvas.gestures.edit_in_place import EditInPlace
    from widgets.canvas.view import Canvas

Structure = type[Phase] | type[Channel] | type[Department]
ADDING: dict[Structure, Callable[..., str]] = {
    Phase: add_phase,
    Channel: add_channel,
    Department: add_department,
}
LANES = {"lane above": -1, "lane below": 1}
BY_NUMBER = {f"lane {number}": number for number in range(1, 10)}
TITLE_ROOM = 30.0
"""So much of a phase is brought into sight for its title to be read, mm."""


def moves_what_is_typed(editing: "EditInPlace", wish: str) -> bool:
    """Do a wish that moves the card and lets typing go on; False for one that ends the title."""
    canvas, record = editing.canvas, canvas_touchpoint(editing.canvas, editing.record)
    if record is None:
        return wish in LANES or wish in BY_NUMBER
    if wish in LANES:
        _move(canvas, record.id, lambda: move_across(canvas.store, [record.id], LANES[wish], canvas.lens))
        return True
    is_blank = not editing.typed and not record.title
    if wish in BY_NUMBER and is_blank:
        _move(canvas, record.id, lambda: _to_lane(canvas, record.id, BY_NUMBER[wish]))
        return True
    if wish == "next phase" and is_blank:
        _move(canvas, record.id, lambda: _to_next_phase(canvas, record))
        return True
    return False


def canvas_touchpoint(canvas: "Canvas", record: str) -> Touchpoint | None:
    """The touchpoint with this id, if it is one."""
    return canvas.store.find(Touchpoint, record)


def _move(canvas: "Canvas", record: str, move) -> None:
    """Move the card that is being typed; together with its making and its title it is one step."""

    def step() -> None:
        with canvas.store.transaction("Move a touchpoint", merge=naming(record)):
            move()

    canvas.do(step)
    if canvas.layout_.has(record):
        canvas.show_box(canvas.layout_.card(record).grown(3))


def _to_lane(canvas: "Canvas", record: str, number: int) -> None:
    move_touchpoints(canvas.store, [record], None, lane_by_number(canvas, number), lens=canvas.lens)


def _to_next_phase(canvas: "Canvas", record: Touchpoint) -> None:
    phase = next_phase(canvas, record) or add_phase(canvas.store, NEW_PHASE)
    first = next(iter(canvas.journey.in_phase(phase)), None)
    move_touchpoints(canvas.store, [record.id], phase, None, first)


def lane_by_number(canvas: "Canvas", number: int) -> str:
    """The lane with this number from the top; raises Refused."""
    lanes = steps.lanes_that_take(canvas)
    if number > len(lanes):
        raise Refused(f"There is no {canvas.lens.kind.kind} {number}; the last one is {len(lanes)}.")
    return lanes[number - 1]


def next_phase(canvas: "Canvas", record: Touchpoint) -> str | None:
    """The phase after a touchpoint's own; None where that is the last one."""
    phases = [p for p in canvas.journey.phases if p != UNSORTED]
    now = canvas.journey.phase_of(record)
    place = phases.index(now) + 1 if now in phases else 0
    return phases[place] if place < len(phases) else None


# -- the next one


def go_on(canvas: "Canvas", record: str, wish: str) -> None:
    """Start the next title after one that is done, as a key asked for."""
    if wish == "done":
        return
    canvas.selection.choose([record])
    if canvas_touchpoint(canvas, record) is None:
        if wish in ("next", "previous"):
            _next_title(canvas, record, 1 if wish == "next" else -1)
    elif wish == "next":
        canvas.add_next("right")
    elif wish == "previous":
        _previous_card(canvas, record)
    elif wish == "next phase":
        add_in_next_phase(canvas)
    elif wish in BY_NUMBER:
        add_in_lane(canvas, BY_NUMBER[wish])


def _previous_card(canvas: "Canvas", record: str) -> None:
    order = canvas.journey.touchpoints
    place = order.index(record)
    canvas.edit_title(order[max(0, place - 1)])


def _next_title(canvas: "Canvas", record: str, step: int) -> None:
    """Type the title of the phase or channel beside one; after the last one there is a new one."""
    kind = type(canvas.store[record])
    if kind is not Phase and kind is not Channel and kind is not Department:
        return
    order = [one.id for one in canvas.journey.ordered(kind)]
    place = order.index(record) + step
    if place >= len(order):
        add_beside(canvas, kind)
    else:
        canvas.edit_title(order[max(0, place)])


def add_beside(canvas: "Canvas", kind: Structure) -> None:
    """Add a phase, channel or department after the selected one, else at the end, and type its title."""
    order = [one.id for one in canvas.journey.ordered(kind)]
    chosen = [order.index(one) for one in canvas.selection.ids if one in order]
    before = order[chosen[-1] + 1] if chosen and chosen[-1] + 1 < len(order) else None
    made = canvas.do(lambda: ADDING[kind](canvas.store, f"New {kind.kind}", before=before))
    if made:
        canvas.start_title_of_new(made)


def add_last(canvas: "Canvas", kind: Structure) -> None:
    """Add a phase, channel or department after all others, and type its title."""
    canvas.selection.choose([one.id for one in canvas.journey.ordered(kind)][-1:])
    add_beside(canvas, kind)


def add_in_next_phase(canvas: "Canvas") -> None:
    """Add a touchpoint that the selected one hands over to, at the start of the next phase."""
    source = _last_chosen(canvas)
    if source is None:
        return
    phase = next_phase(canvas, source)
    first = next(iter(canvas.journey.in_phase(phase)), None) if phase else None
    _add(canvas, source.id, phase, canvas.journey.lane_of(source, canvas.lens), first)


def add_in_lane(canvas: "Canvas", number: int) -> None:
    """Add a touchpoint that the selected one hands over to, in the lane with this number."""
    source = _last_chosen(canvas)
    if source is None:
        return
    phase = canvas.journey.phase_of(source)
    there = canvas.journey.in_phase(phase)
    following = there[there.index(source.id) + 1 :]
    lane = canvas.do(lambda: lane_by_number(canvas, number))
    if lane is not None:
        _add(canvas, source.id, phase, lane, following[0] if following else None)


def _last_chosen(canvas: "Canvas") -> Touchpoint | None:
    chosen = [i for i in canvas.selection.ids if canvas_touchpoint(canvas, i) is not None]
    last = max(chosen, key=canvas.journey.number_of, default=None)
    if last is None:
        canvas.said.emit("Select a touchpoint first.")
    return canvas.store.find(Touchpoint, last)


def _add(canvas: "Canvas", source: str, phase: str | None, lane: str, before: str | None) -> None:
    made = canvas.do(lambda: add_next(canvas.store, source, phase, lane, before, canvas.lens))
    if made:
        canvas.start_title_of_new(made)


def name_structure(canvas: "Canvas", kind: Structure) -> None:
    """Type the title of the selection's own phase or lane, else of the first; Tab goes on to the next."""
    order = [one.id for one in canvas.journey.ordered(kind)]
    chosen = next((one for one in canvas.selection.ids if one in order), None)
    last = next((t for i in canvas.selection.ids if (t := canvas_touchpoint(canvas, i))), None)
    if chosen is None and last is not None:
        chosen = last.place.phase if kind is Phase else canvas.journey.lane_of(last, canvas.lens)
    wanted = chosen if chosen in order else next(iter(order), None)
    if wanted is None:
        add_beside(canvas, kind)
    else:
        canvas.edit_title(wanted)


def bring_into_sight(canvas: "Canvas", record: str) -> None:
    """Scroll to the title of a phase across, or of a channel down, and no further."""
    x, y = canvas.camera.to_mm(canvas.map_rect().center())
    for span in canvas.layout_.phases:
        if span.id == record:
            canvas.show_box(Box(span.start, y, min(span.length, TITLE_ROOM), 0))
    for lane in canvas.layout_.lanes:
        if lane.id == record:
            canvas.show_box(Box(x, lane.start, 0, lane.length))
