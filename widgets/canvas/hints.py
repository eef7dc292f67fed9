"""What can be done at this moment, in at most three short hints for the status bar."""

from typing import TYPE_CHECKING

from model.findings import Note
from model.lock import Lock
from model.records import Channel, Department, Handover, Phase, Touchpoint
from widgets.canvas.gestures.edit_note import EditNote

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

Hints = tuple[tuple[str, str], ...]
NOTHING: Hints = (("", "Drag a channel in, double-click a cell, or press"), ("T", ""))
TOUCHPOINT: Hints = (("Ctrl+→", "next touchpoint"), ("Enter", "edit"), ("1–5", "mood"))
SEVERAL: Hints = (("1–5", "mood"), ("P", "pain point"), ("Del", "delete"))
NOTES: Hints = (("Alt+Shift+→", "move"), ("+", "vote"), ("Del", "delete"))
HANDOVER: Hints = (("Space", "holds, weak, fails"), ("M", "moment"), ("P", "pain point"))
NOTE: Hints = (("Enter", "write on it"), ("+", "vote"), ("Alt+Shift+→", "move"))
WRITING: Hints = (("Enter", "next note"), ("Shift+Enter", "new line"), ("Esc", "done"))
TYPING: Hints = (("Tab", "next"), ("Ctrl+Enter", "next, in the next phase"), ("Alt+1–9", "in that lane"))
NAMING: Hints = (("Enter", "done"), ("Tab", "the next one"), ("Esc", "restores"))
STRUCTURE: Hints = (("F2", "rename"), ("Ctrl+Shift+←→↑↓", "move"), ("Del", "delete"))


def hints_of_lock(lock: Lock) -> Hints:
    """What the lock's key does next, where the lock is on."""
    return (("Ctrl+Shift+L", "unlocks" if lock.level == "everything" else "locks everything, then unlocks"),)


def hints_for(canvas: "Canvas") -> Hints:
    """The hints for what the canvas is doing and what is selected."""
    if canvas.gesture is not None and canvas.gesture.hints:
        return canvas.gesture.hints
    if isinstance(canvas.editing, EditNote):
        return WRITING if canvas.editing.row is not None else (NAMING[0], WRITING[1], NAMING[-1])
    if canvas.editing is not None:
        return TYPING if canvas.editing.is_card else NAMING
    only = canvas.store.get(canvas.selection.only)
    if canvas.lock.why_not(only.kind if only is not None else Touchpoint.kind) is not None:
        return hints_of_lock(canvas.lock)
    if isinstance(only, Touchpoint):
        return TOUCHPOINT
    if isinstance(only, Handover):
        return HANDOVER
    if isinstance(only, Note):
        return NOTE
    if isinstance(only, Phase | Channel | Department):
        return STRUCTURE
    return _hints_for_several(canvas) if len(canvas.selection.ids) > 1 else NOTHING


def _hints_for_several(canvas: "Canvas") -> Hints:
    """What keys do to some of what is selected: only touchpoints have a mood, and notes no pain point."""
    kinds = {type(canvas.store.get(record)) for record in canvas.selection.ids}
    if Touchpoint in kinds:
        return SEVERAL
    if kinds == {Note}:
        return NOTES
    return SEVERAL[1:] if Handover in kinds else SEVERAL[2:]
