"""What the keyboard does on the map: adding, walking, marking; each works on the selection."""

from typing import TYPE_CHECKING

from model.copies import NO_ROOM
from model.drawing.marks import Box
from model.journey import UNSORTED
from model.operations import add_next as model_add_next
from model.operations import (
    add_touchpoint,
    cycle_quality,
    delete,
    mark_moment,
    mark_pain,
    set_moods,
)
from model.records import Channel, Handover, Phase, Touchpoint
from widgets.canvas.notes import chosen_notes

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

BACK = {"left", "previous", "back"}
ON = {"right", "next", "forward"}


def chosen_touchpoints(canvas: "Canvas") -> list[str]:
    """The selected touchpoints in journey order."""
    known = canvas.store.of(Touchpoint)
    return sorted((i for i in canvas.selection.ids if i in known), key=canvas.journey.number_of)


def add(canvas: "Canvas") -> None:
    """Add a touchpoint after the selected one, else at the end of the selected or first phase in sight."""
    found = place_for_new(canvas)
    if found is None:
        canvas.said.emit(NO_ROOM)
        return
    phase, lane, after = found
    made = canvas.do(lambda: add_touchpoint(canvas.store, phase, lane, after=after, lens=canvas.lens))
    if made:
        canvas.start_title_of_new(made)


def place_for_new(canvas: "Canvas") -> tuple[str, str, str | None] | None:
    """Where something new goes: a phase, a lane, and the touchpoint that it follows; None without any."""
    phases = [p for p in canvas.journey.phases if p != UNSORTED]
    lanes = lanes_that_take(canvas)
    if not phases or not lanes:
        return None
    chosen = chosen_touchpoints(canvas)
    after = chosen[-1] if chosen else None
    is_first = not canvas.journey.touchpoints
    phase, lane = phases[0] if is_first else _phase_in_sight(canvas, phases), lanes[0]
    for one in canvas.selection.ids:
        phase = one if one in phases else phase
        lane = one if one in lanes else lane
    last = canvas.store.find(Touchpoint, after)
    if last is not None:
        phase, lane = canvas.journey.phase_of(last), canvas.journey.lane_of(last, canvas.lens)
    return phase, lane, after


def lanes_that_take(canvas: "Canvas") -> list[str]:
    """The lanes into which a touchpoint can be put."""
    return [lane.id for lane in canvas.layout_.lanes if canvas.layout_.takes(lane.id)]


def _phase_in_sight(canvas: "Canvas", phases: list[str]) -> str:
    left, right = canvas.part
    for span in canvas.layout_.phases:
        if span.id in phases and span.end > left + 8 and span.start < right:
            return span.id
    return phases[0]


def add_next(canvas: "Canvas", direction: str) -> None:
    """Make a connected next touchpoint in the same lane or the one above or below; start its title."""
    chosen = chosen_touchpoints(canvas)
    if not chosen:
        add(canvas)
        return
    source = canvas.store[chosen[-1]]
    assert isinstance(source, Touchpoint)
    lanes, now = lanes_that_take(canvas), canvas.journey.lane_of(source, canvas.lens)
    place = lanes.index(now) if now in lanes else 0
    place += {"up": -1, "down": 1}.get(direction, 0)
    if not 0 <= place < len(lanes):
        canvas.said.emit(f"There is no {canvas.lens.kind.kind} there.")
        return
    there = canvas.journey.in_phase(canvas.journey.phase_of(source))
    at = there.index(source.id) + 1
    canvas.add_connected(
        source.id, canvas.journey.phase_of(source), lanes[place], there[at] if at < len(there) else None
    )


def add_connected(canvas: "Canvas", source: str, phase: str, lane: str, before: str | None) -> None:
    """Add a touchpoint and hand over to it, as one step, and start its title."""
    made = canvas.do(lambda: model_add_next(canvas.store, source, phase, lane, before, canvas.lens))
    if made:
        canvas.start_title_of_new(made)


def walk(canvas: "Canvas", direction: str) -> None:
    """Select the next or previous touchpoint of the journey, or the nearest in a lane above or below.

    "right" and "left" go along handovers where there are some.
    """
    order = canvas.journey.touchpoints
    if not order:
        return
    chosen = chosen_touchpoints(canvas)
    if not chosen:
        handover = canvas.store.find(Handover, canvas.selection.only)
        if handover is not None:
            canvas.choose_and_show(handover.source if direction in BACK else handover.target)
        else:
            canvas.choose_and_show(order[-1 if direction in BACK else 0])
        return
    now = chosen[-1] if canvas.selection.ids[-1] not in chosen else canvas.selection.ids[-1]
    if direction in BACK or direction in ON:
        step = -1 if direction in BACK else 1
        linked = _linked(canvas, now, step) if direction in ("left", "right") else None
        if linked is not None:
            canvas.choose_and_show(linked)
            return
        place = canvas.journey.number_of(now) - 1 + step
        canvas.choose_and_show(order[max(0, min(len(order) - 1, place))])
        return
    found = _nearest(canvas, now, -1 if direction == "up" else 1)
    if found is not None:
        canvas.choose_and_show(found)


def _linked(canvas: "Canvas", touchpoint: str, step: int) -> str | None:
    """The touchpoint that one hands over to (1) or is handed over from (−1), the nearest that way first."""
    journey, here = canvas.journey, canvas.journey.number_of(touchpoint)
    if step > 0:
        others = [handover.target for handover in journey.leaving(touchpoint)]
    else:
        others = [handover.source for handover in journey.arriving(touchpoint)]
    known = [(journey.number_of(one) - here, one) for one in others if journey.number_of(one)]
    return min(known, key=lambda pair: (pair[0] * step <= 0, abs(pair[0])), default=(0, None))[1]


def _nearest(canvas: "Canvas", touchpoint: str, step: int) -> str | None:
    layout = canvas.layout_
    ids, xs, ys = layout.arrays()
    card = layout.card(touchpoint)
    ways = [
        (abs(y - card.y), abs(x - card.x), one)
        for one, x, y in zip(ids, xs.tolist(), ys.tolist(), strict=True)
        if (y - card.y) * step > 1 and abs(x - card.x) < 120
    ]
    return min(ways)[2] if ways else None


def mark(canvas: "Canvas", what: str) -> None:
    """Mark the selected touchpoints and handovers as moments that matter, or a pain point on each."""
    operation = mark_moment if what == "moment" else mark_pain
    steps = [i for i in canvas.selection.ids if isinstance(canvas.store.get(i), Touchpoint | Handover)]
    if not steps:
        canvas.said.emit("Select a touchpoint or a handover first.")
        return

    def make() -> None:
        label = "Mark a moment that matters" if what == "moment" else "Mark a pain point"
        with canvas.store.transaction(label):
            for one in steps:
                operation(canvas.store, one)

    canvas.do(make)


def feel(canvas: "Canvas", mood: float) -> None:
    """Say how the selected touchpoints feel, to everyone they are for."""
    chosen = chosen_touchpoints(canvas)
    if chosen:
        canvas.do(lambda: set_moods(canvas.store, chosen, canvas.focus.persona, mood))


def cycle(canvas: "Canvas") -> None:
    """Let the selected handover hold, be weak or fail."""
    handover = canvas.store.find(Handover, canvas.selection.only)
    if handover is not None:
        canvas.do(lambda: cycle_quality(canvas.store, handover.id))


def delete_selection(canvas: "Canvas") -> None:
    """Delete what is selected, and select what comes next; at once, so that nothing shows what is between."""
    ids = [i for i in canvas.selection.ids if i in canvas.store]
    if not ids:
        return
    if any(isinstance(canvas.store[i], Phase | Channel) for i in ids) and _still_holds(canvas, ids):
        canvas.said.emit("Its touchpoints have to go elsewhere first.")
        return
    order = canvas.journey.touchpoints
    chosen = chosen_touchpoints(canvas)
    going, before = set(ids), canvas.selection.ids
    rest = [i for i in order if i not in going]
    after = canvas.journey.number_of(chosen[-1]) - len(chosen) if chosen else 0
    canvas.selection.choose([rest[min(after, len(rest) - 1)]] if chosen and rest else [])
    canvas.do(lambda: delete(canvas.store, ids))
    if any(i in canvas.store for i in ids):
        canvas.selection.choose(before)


def _still_holds(canvas: "Canvas", ids: list[str]) -> bool:
    return any(
        (t.place.phase in ids or t.place.channel in ids) and t.id not in ids
        for t in canvas.store.of(Touchpoint).values()
    )


def fit_selection(canvas: "Canvas") -> None:
    """Zoom to what is selected."""
    layout, ids = canvas.layout_, canvas.selection.ids
    boxes = [layout.card(i) for i in ids if layout.has(i)]
    boxes += [way.box.grown(12) for i in ids if (way := canvas.scene.way(i)) is not None]
    boxes += [canvas.scene.asides.box_of(i) for i in chosen_notes(canvas)]
    boxes += [Box(s.start, 0, s.length, canvas.map_height) for s in layout.phases if s.id in ids]
    if boxes:
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.with_(box)
        canvas.show_box(whole.grown(6), may_zoom=True)
