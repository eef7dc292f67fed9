"""The actions on a map's file that others use too, a part of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.action import A_MAP, Action, Need
from app.naming_a_version import name_this_state

if TYPE_CHECKING:
    from app.window import Window


def _switch_autosave(w: Window) -> None:
    w.preferences.change(autosave=not w.preferences.now.autosave)
    if w.shared is not None:
        w.shared.autosave()


def _join_copies(w: Window) -> None:
    if w.neighbours is not None:
        w.neighbours.join_copies()


CONFLICTED_COPIES = Need(
    lambda w: w.neighbours is not None and bool(w.neighbours.copies),
    "There are no conflicted copies beside this map.",
    hides=True,
)


def _has_open(w: Window) -> bool:
    return w.session is not None and bool(w.session.stamps.open)


def _choose(w: Window) -> None:
    if w.editor is not None and w.editor.choosing is not None:
        w.editor.choosing.open()


def _can_bring_back(w: Window) -> bool:
    return w.editor is not None and w.editor.choosing is not None and bool(w.editor.choosing.coming_back.ids)


def _bring_back(w: Window) -> None:
    if w.editor is not None and w.editor.choosing is not None:
        w.editor.choosing.coming_back.bring_back()


FALLEN = Need(_can_bring_back, "Nothing went with a record that came back.", hides=True)


def _show_history(w: Window) -> None:
    if w.editor is not None and w.editor.versioning is not None:
        w.editor.show_sheet("history")


OPEN_FIELDS = Need(_has_open, "Nobody has changed what somebody else changed too.", hides=True)
SHARING = (
    Action(
        "autosave",
        "Save by &itself",
        "File",
        _switch_autosave,
        is_on=lambda w: w.preferences.now.autosave,
    ),
    Action("join_copy", "&Join a copy…", "File", lambda w: w.desk.ask_and_join(), (), A_MAP, after_line=True),
    Action(
        "join_copies",
        "Join con&flicted copies",
        "File",
        _join_copies,
        (),
        CONFLICTED_COPIES,
    ),
    Action(
        "history",
        "&History",
        "File",
        _show_history,
        ("Shift+H",),
        A_MAP,
        after_line=True,
    ),
    Action(
        "name_version",
        "Na&me this state…",
        "File",
        name_this_state,
        ("Ctrl+Alt+S",),
        A_MAP,
    ),
    Action("both_changed", "&Both changed…", "File", _choose, (), OPEN_FIELDS),
    Action("bring_back", "Bring back what &went along", "File", _bring_back, (), FALLEN),
)
"""What a person can ask for about a shared file."""
