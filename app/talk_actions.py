"""The actions on comments, a part of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.action import A_MAP, Action, Need
from app.sliding import has_panel_open
from model.findings import Comment
from model.rules import refuse

if TYPE_CHECKING:
    from app.window import Window

MENU = "Map/Comments"
ONE_THING = Need(
    lambda w: w.session is not None and len(w.session.selection.ids) <= 1, "Select one thing to comment on."
)


def comment(w: Window) -> None:
    """Open the panel where something can be said about the selected record, or about the map; raises Refused."""
    if w.session is not None:
        refuse(w.session.lock.why_not(Comment.kind))
    if w.editor is not None:
        w.editor.show_sheet("details")
        w.editor.inspector.show_talk(to_write=True)


def list_comments(w: Window) -> None:
    """Show the list of all comments in the panel, or the selected record again."""
    if w.editor is None:
        return
    inspector, is_open = w.editor.inspector, is_listing(w)
    w.editor.show_sheet("details")
    if is_open:
        inspector.show_selection()
    else:
        inspector.show_comments()


def is_listing(w: Window) -> bool:
    """Whether the panel is open and lists the comments."""
    if w.editor is None or not has_panel_open(w):
        return False
    return w.editor.sheets.now == "details" and w.editor.inspector.listing is not None


TALK: tuple[Action, ...] = (
    Action("comment", "&Comment on it", MENU, comment, ("C",), ONE_THING, "chat"),
    Action(
        "all_comments",
        "&All comments",
        MENU,
        list_comments,
        ("Ctrl+Shift+M",),
        A_MAP,
        "chat",
        is_on=is_listing,
    ),
)
