"""The actions on sticky notes, a part of the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.action import A_MAP, Action, Need, chosen
from model.drawing.figures.notes import TINTS
from model.findings import Note
from widgets.canvas import notes

if TYPE_CHECKING:
    from app.window import Window

MENU = "Map/Sticky note"
A_NOTE = Need(chosen("note"), "Select a sticky note first.")
NOTES_THERE = Need(
    lambda w: w.session is not None and bool(w.session.store.of(Note)), "There is no sticky note yet."
)
COLOURS = {
    "sand": "Colour it &sand",
    "stone": "Colour it st&one",
    "sage": "Colour it sa&ge",
    "mist": "Colour it &mist",
}
assert COLOURS.keys() == TINTS.keys()


def edit_called(w: Window) -> str:
    """What editing in place is called for what is selected."""
    return "&Write on it" if w.session and A_NOTE.is_met(w) else "&Edit title"


def _on_notes(
    name: str,
    text: str,
    act: Callable[[Window], object],
    keys: tuple[str, ...] = (),
    after_line: bool = False,
) -> Action:
    return Action(name, text, MENU, act, keys, A_NOTE, on_canvas=True, after_line=after_line)


NOTES: tuple[Action, ...] = (
    Action("add_note", "&New sticky note", MENU, lambda w: notes.add(w.canvas), ("N",), A_MAP, "note"),
    Action(
        "next_note",
        "N&ext sticky note",
        MENU,
        lambda w: notes.walk(w.canvas),
        ("Shift+N",),
        NOTES_THERE,
    ),
    _on_notes(
        "note_cluster", "Select its &cluster", lambda w: notes.choose_cluster(w.canvas), ("Ctrl+Shift+N",)
    ),
    _on_notes("vote", "&Vote for it", lambda w: notes.vote(w.canvas, 1), ("+",), after_line=True),
    _on_notes("unvote", "Take a vote &back", lambda w: notes.vote(w.canvas, -1), ("-",)),
    _on_notes(
        "note_to_pain", "Make it a &pain point", lambda w: notes.make(w.canvas, "pain"), (), after_line=True
    ),
    _on_notes("note_to_quote", "Make it a &quote", lambda w: notes.make(w.canvas, "quote")),
    _on_notes("note_to_touchpoint", "Make it a &touchpoint", lambda w: notes.make_touchpoints(w.canvas)),
    *(
        Action(
            f"note_{colour}",
            text,
            MENU,
            lambda w, colour=colour: notes.recolour(w.canvas, colour),  # type: ignore[misc]
            needs=A_NOTE,
            is_on=lambda w, colour=colour: w.session is not None and notes.is_coloured(w.canvas, colour),  # type: ignore[misc]
            after_line=text == next(iter(COLOURS.values())),
        )
        for colour, text in COLOURS.items()
    ),
    *(
        _on_notes(
            f"note_{way}",
            text,
            lambda w, way=way: notes.nudge(w.canvas, way),  # type: ignore[misc]
            (f"Alt+Shift+{way.title()}",),
            after_line=way == "left",
        )
        for way, text in (
            ("left", "Move it &left"),
            ("right", "Move it &right"),
            ("up", "Move it &up"),
            ("down", "Move it &down"),
        )
    ),
)
ON_A_NOTE = (
    "edit_title",
    "vote",
    "unvote",
    "note_to_pain",
    "note_to_quote",
    "note_to_touchpoint",
    "note_cluster",
    *(f"note_{colour}" for colour in COLOURS),
    "comment",
    "delete",
)
"""What the menu of sticky notes on the map offers."""
