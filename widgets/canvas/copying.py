"""Copy, cut, paste and duplicate: touchpoints with what hangs on them, as records and as an outline."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from model.copies import LARGEST, NO_ROOM, Landing, carried, packed, place_copies, unpacked
from model.findings import Note
from model.journey import UNSORTED
from model.lists import add_list, listed_in, outline
from model.operations import delete
from model.records import Phase, Record, Touchpoint
from model.rules import Refused
from widgets.canvas import steps

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

RECORDS = "application/x-mind-the-gap-records"
NOTHING = "Select touchpoints to copy first."
NO_TEXT = "There is nothing here to paste: neither touchpoints nor text."


def chosen_for_copying(canvas: "Canvas") -> list[str]:
    """The selected touchpoints and sticky notes; of selected phases and lanes what stands in them."""
    known, ids = canvas.store.of(Touchpoint), set(canvas.selection.ids)
    inside = [
        one
        for one in canvas.journey.touchpoints
        if one in ids
        or known[one].place.phase in ids
        or canvas.journey.lane_of(known[one], canvas.lens) in ids
    ]
    return [*inside, *(one for one in canvas.selection.ids if one in canvas.store.of(Note))]


def copy(canvas: "Canvas") -> list[str]:
    """Put what is selected on the clipboard; returns it."""
    chosen = chosen_for_copying(canvas)
    records = canvas.do(lambda: carried(canvas.store, chosen)) if chosen else None
    if not records:
        if not chosen:
            canvas.said.emit(NOTHING)
        return []
    content = QMimeData()
    content.setData(RECORDS, packed(records))
    content.setText(_as_text(canvas, chosen, records))
    QGuiApplication.clipboard().setMimeData(content)
    return chosen


def _as_text(canvas: "Canvas", chosen: list[str], records: list[Record]) -> str:
    notes = [one.text for one in records if isinstance(one, Note)]
    return "\n".join(filter(None, [outline(canvas.journey, set(chosen)), *notes]))


def cut(canvas: "Canvas") -> None:
    """Put what is selected on the clipboard and delete it, as one step."""
    chosen = copy(canvas)
    if not chosen:
        return
    label = "Cut " + ("it" if len(chosen) == 1 else f"{len(chosen)} things")
    touchpoints = sum(one in canvas.store.of(Touchpoint) for one in chosen)
    if touchpoints == len(chosen):
        label = "Cut a touchpoint" if touchpoints == 1 else f"Cut {touchpoints} touchpoints"

    def step() -> None:
        with canvas.store.transaction(label):
            delete(canvas.store, chosen)

    canvas.do(step)
    canvas.selection.choose([one for one in canvas.selection.ids if one in canvas.store])


def paste(canvas: "Canvas") -> None:
    """Put what is on the clipboard into the map: our own records, else text as a list, one card a line."""
    content = QGuiApplication.clipboard().mimeData()
    if content is not None and content.hasFormat(RECORDS):
        held = content.data(RECORDS)
        canvas.do(lambda: _paste_records(canvas, bytes(held.left(LARGEST + 1).data())))
    elif content is not None and content.hasText() and content.text().strip():
        text = content.text()
        canvas.do(lambda: paste_list(canvas, text))
    else:
        canvas.said.emit(NO_TEXT)


def _paste_records(canvas: "Canvas", content: bytes) -> None:
    records = unpacked(content)
    show(canvas, place_copies(canvas.store, records, _landing(canvas, records), "Paste"))


def _landing(canvas: "Canvas", records: list[Record]) -> Landing:
    """After the selected touchpoint or in the selected phase, if all come from one phase; else each in its own."""
    chosen = steps.chosen_touchpoints(canvas)
    phases = {one.place.phase for one in records if isinstance(one, Touchpoint)}
    lane = next((one for one in canvas.selection.ids if one in canvas.store.of(canvas.lens.kind)), None)
    last = canvas.store.find(Touchpoint, chosen[-1]) if chosen else None
    after, phase = (last.id if last else None), None
    if len(phases) == 1:
        phase = next((one for one in canvas.selection.ids if one in canvas.store.of(Phase)), None)
        if last is not None and canvas.journey.phase_of(last) != UNSORTED:
            phase = last.place.phase
    return Landing(phase, lane, None, after, canvas.lens)


def paste_list(canvas: "Canvas", text: str) -> None:
    """Add a connected touchpoint for each line, after the selection; raises Refused."""
    found = listed_in(text)
    place = steps.place_for_new(canvas)
    if place is None:
        raise Refused(NO_ROOM)
    show(canvas, add_list(canvas.store, found.lines, *place, canvas.lens))
    if found.said:
        canvas.said.emit(found.said)


def where_new_goes(canvas: "Canvas") -> str:
    """Where a pasted list goes, in words: "after 12", "in Prove · Store"."""
    place = steps.place_for_new(canvas)
    if place is None:
        return "on the map"
    phase, lane, after = place
    if after is not None:
        return f"after {canvas.journey.number_of(after)}"
    names = (getattr(canvas.store.get(one), "title", "") or "Untitled" for one in (phase, lane))
    return "in " + " · ".join(names)


def duplicate(canvas: "Canvas") -> None:
    """Copy what is selected beside itself."""
    chosen = chosen_for_copying(canvas)
    if not chosen:
        canvas.said.emit(NOTHING)
        return
    made = canvas.do(
        lambda: place_copies(canvas.store, carried(canvas.store, chosen), Landing(), "Duplicate")
    )
    show(canvas, made or [])


def copy_to(canvas: "Canvas", chosen: list[str], landing: Landing) -> None:
    """Copy touchpoints to a place where they were dropped."""
    made = canvas.do(lambda: place_copies(canvas.store, carried(canvas.store, chosen), landing, "Copy"))
    show(canvas, made or [])


def show(canvas: "Canvas", made: list[str]) -> None:
    """Select what has just been made, and bring the last and then the first of it into sight."""
    if not made:
        return
    canvas.selection.choose(made)
    for one in (made[-1], made[0]):
        if canvas.layout_.has(one):
            canvas.show_box(canvas.layout_.card(one).grown(2))
