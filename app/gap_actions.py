"""The actions on gaps, a part of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.action import A_MAP, Action

if TYPE_CHECKING:
    from app.window import Window

MENU = "View/Gaps"


def _list(w: Window, part: str) -> None:
    if w.editor is not None:
        w.editor.gapping.show_list(part)


def _step(w: Window, by: int) -> None:
    if w.editor is not None:
        w.editor.gapping.step(by)


def _switch_marks(w: Window) -> None:
    w.preferences.change(gap_marks=not w.preferences.now.gap_marks)
    if w.editor is not None:
        w.editor.arrange()
    w.menus.refresh()


def fit_selection(w: Window) -> None:
    """Zoom to what is selected, or to where the open gap is."""
    if w.editor is not None and w.editor.session.selection.ids:
        w.canvas.fit_selection()
    elif w.editor is not None:
        w.editor.gapping.view.show_where()


GAPS = (
    Action("gap_list", "&List of gaps", MENU, lambda w: _list(w, "gaps"), ("Shift+G",), A_MAP),
    Action("todos", "&To-dos", MENU, lambda w: _list(w, "todos"), (), A_MAP),
    Action("next_gap", "&Next gap", MENU, lambda w: _step(w, 1), ("Ctrl+G",), A_MAP, after_line=True),
    Action("previous_gap", "&Previous gap", MENU, lambda w: _step(w, -1), ("Ctrl+Shift+G",), A_MAP),
    Action(
        "gap_marks",
        "Gap &marks on the map",
        MENU,
        _switch_marks,
        ("Ctrl+Alt+G",),
        A_MAP,
        is_on=lambda w: w.preferences.now.gap_marks,
        after_line=True,
    ),
)
"""What a person can ask for about the gaps of the map."""
