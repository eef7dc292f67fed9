"""What hands and keys do with sticky notes on the map: adding, series, voting, nudging, and what notes become."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from model.drawing.clusters import following, settled, together
from model.drawing.figures.notes import HIGH, TINTS, WIDE, tint_of
from model.drawing.marks import Box
from model.drawing.slots import Slot, slot_at
from model.findings import Note
from model.notes import (
    add_note,
    colour_notes,
    move_notes,
    note_to_pain,
    note_to_quote,
    note_to_touchpoint,
    vote_for,
)
from model.records import Handover, Touchpoint
from widgets.canvas.ink_menu import InkMenu

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

NUDGE = 2.0
"""How far a key moves a note, mm."""
WAYS = {"left": (-NUDGE, 0.0), "right": (NUDGE, 0.0), "up": (0.0, -NUDGE), "down": (0.0, NUDGE)}
NO_CARD = "There is no touchpoint for it yet."
NO_CELL = "Move the note over the phase and lane that it belongs to first."


def chosen_notes(canvas: "Canvas") -> list[str]:
    """The selected sticky notes."""
    known = canvas.store.of(Note)
    return [one for one in canvas.selection.ids if one in known]


def boxes_but(canvas: "Canvas", *left_out: str) -> dict[str, Box]:
    """The boxes of all notes but some, mm of the drawing."""
    known = canvas.store.of(Note)
    return {one: canvas.scene.asides.box_of(one) for one in known if one not in left_out}


# -- adding


def add(canvas: "Canvas") -> None:
    """Drop a note at the pointer, else in the middle of what is seen, and write on it."""
    add_at(canvas, canvas.pointed or canvas.map_rect().center())


def add_at(canvas: "Canvas", at: QPointF) -> None:
    """Drop a note at a point of the viewport, beside those that lie there, and write on it."""
    if canvas.editing is not None:
        canvas.editing.finish()
    x, y = canvas.camera.to_mm(at)
    box = Box(x - 3, y - 3, WIDE, HIGH)
    shift = settled([box], list(boxes_but(canvas).values())) or (0.0, 0.0)
    chosen = canvas.store.find(Note, canvas.selection.only)
    box = box.moved(*shift)
    _write_new(canvas, box, chosen.colour if chosen is not None else "", box)


def go_on(canvas: "Canvas", last: str, row: Box) -> None:
    """Begin the next note of a series beside the last one."""
    before = canvas.store.of(Note)[last]
    box = canvas.scene.asides.box_of(last)
    x, y = following(box, row, (WIDE, HIGH), boxes_but(canvas, last).values())
    fresh = Box(x, y, WIDE, HIGH)
    _write_new(canvas, fresh, before.colour, row if abs(y - row.y) < HIGH / 2 else fresh)


def _write_new(canvas: "Canvas", box: Box, colour: str, row: Box) -> None:
    made = canvas.do(lambda: add_note(canvas.store, box.x, box.y, colour=colour))
    if made:
        write_on(canvas, made, row)


def write_on(canvas: "Canvas", note: str, row: Box | None = None) -> None:
    """Write on a note where it lies; row is that of a series."""
    from widgets.canvas.gestures.edit_note import EditNote

    canvas.show_box(canvas.scene.asides.box_of(note).grown(3))
    canvas.selection.choose([note])
    canvas.begin(EditNote(canvas, note, row))


# -- the selected ones


def vote(canvas: "Canvas", votes: int) -> None:
    """Give the selected notes a vote, or take one back."""
    chosen = chosen_notes(canvas)
    canvas.do(lambda: vote_for(canvas.store, chosen, votes))


def recolour(canvas: "Canvas", colour: str) -> None:
    """Give the selected notes a colour."""
    chosen = chosen_notes(canvas)
    canvas.do(lambda: colour_notes(canvas.store, chosen, colour))


def is_coloured(canvas: "Canvas", colour: str) -> bool:
    """Whether every selected note has this colour."""
    known, chosen = canvas.store.of(Note), chosen_notes(canvas)
    return bool(chosen) and all(tint_of(known[one]) == TINTS[colour] for one in chosen)


def nudge(canvas: "Canvas", way: str) -> None:
    """Move the selected notes a little "left", "right", "up" or "down"."""
    dx, dy = WAYS[way]
    boxes = {one: canvas.scene.asides.box_of(one) for one in chosen_notes(canvas)}
    canvas.do(lambda: move_notes(canvas.store, {one: (b.x + dx, b.y + dy) for one, b in boxes.items()}))
    for one in boxes:
        canvas.show_box(canvas.scene.asides.box_of(one).grown(2))


def choose_cluster(canvas: "Canvas") -> None:
    """Select every note that stands together with a selected one."""
    boxes = boxes_but(canvas)
    chosen = chosen_notes(canvas)
    canvas.selection.choose([*chosen, *sorted(set().union(*(together(one, boxes) for one in chosen)))])


def walk(canvas: "Canvas") -> None:
    """Select the next note, from left to right, and bring it into sight."""
    order, chosen = canvas.scene.asides.notes, chosen_notes(canvas)
    if order:
        at = order.index(chosen[-1]) + 1 if chosen else 0
        canvas.selection.choose([order[at % len(order)]])
        canvas.show_box(canvas.scene.asides.box_of(order[at % len(order)]).grown(3))


# -- what notes become


def put_on(canvas: "Canvas", note: str, on: str, asks: bool = False) -> None:
    """Make a note a pain point or the quote of a touchpoint: asks which, once, then again only if told to."""
    touchpoint = canvas.store.find(Touchpoint, on)
    use = canvas.note_use
    if touchpoint is None:
        become(canvas, note, on, "pain")
    elif asks or use is None or (use == "quote" and touchpoint.quote):
        _ask(canvas, note, touchpoint)
    else:
        become(canvas, note, on, use)


def _ask(canvas: "Canvas", note: str, on: Touchpoint) -> None:
    quote = "Quote, in place of the one there" if on.quote else "Quote, in their words"
    card = canvas.card_rect(on.id)
    menu = InkMenu(canvas, "What is it?", [("pain", "Pain point", "P"), ("quote", quote, "Q")])

    def take(use: str) -> None:
        canvas.note_use = use
        become(canvas, note, on.id, use)

    menu.chosen.connect(take)
    canvas.asking = menu
    menu.open_at(card.bottomLeft() if card is not None else canvas.map_rect().center())


def become(canvas: "Canvas", note: str, on: str, use: str) -> None:
    """Make a note a pain point ("pain") or the quote of a touchpoint, and select what it is on."""
    verbs: dict[str, Callable[..., object]] = {"pain": note_to_pain, "quote": note_to_quote}
    canvas.do(lambda: verbs[use](canvas.store, note, on))
    if note not in canvas.store:
        canvas.selection.choose([on])


def become_touchpoint(canvas: "Canvas", note: str, slot: Slot) -> None:
    """Make a note a touchpoint in a slot, and select that."""
    place = slot.phase, slot.lane.id, slot.before
    made = canvas.do(lambda: note_to_touchpoint(canvas.store, note, *place, canvas.lens))
    if made:
        canvas.selection.choose([made])


def make(canvas: "Canvas", use: str) -> None:
    """Make the selected notes pain points or quotes of the touchpoint selected with them, else of the nearest."""
    chosen = chosen_notes(canvas)
    steps = [one for one in canvas.selection.ids if isinstance(canvas.store[one], Touchpoint | Handover)]
    for note in chosen:
        on = steps[0] if steps else _nearest(canvas, note)
        if on is None:
            canvas.said.emit(NO_CARD)
            return
        become(canvas, note, on, use)


def make_touchpoints(canvas: "Canvas") -> None:
    """Make the selected notes touchpoints of the phases and channels that they lie over."""
    for note in chosen_notes(canvas):
        slot = slot_at(canvas.layout_, *canvas.scene.asides.box_of(note).middle)
        if slot is None:
            canvas.said.emit(NO_CELL)
            return
        become_touchpoint(canvas, note, slot)


def _nearest(canvas: "Canvas", note: str) -> str | None:
    """The touchpoint whose card is nearest to a note."""
    x, y = canvas.scene.asides.box_of(note).middle
    ids, xs, ys = canvas.layout_.arrays()
    if not ids:
        return None
    away = abs(xs + canvas.layout_.card_w / 2 - x) + abs(ys + canvas.layout_.card_h / 2 - y)
    return ids[int(away.argmin())]
