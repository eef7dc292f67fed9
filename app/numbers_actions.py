"""The actions on numbers, on what is supposed, and on maps beside each other, a part of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.action import A_MAP, A_STEP_ON_IT, Action

if TYPE_CHECKING:
    from app.window import Window

MENU = "View/Numbers"


def _show_numbers(w: Window) -> None:
    if w.editor is not None:
        w.editor.show_sheet("numbers")


def _has_bond(w: Window) -> bool:
    return w.editor is not None and w.canvas.has_bond


def _switch_bond(w: Window) -> None:
    w.canvas.show_bond(not w.canvas.has_bond)
    w.menus.refresh()


NUMBERS = (
    Action(
        "what_if",
        "&What if",
        MENU,
        lambda w: w.what_if.turn(),
        ("W",),
        A_STEP_ON_IT,
        "branch",
        is_on=lambda w: w.what_if.is_on,
    ),
    Action("numbers", "&Numbers along the journey", MENU, _show_numbers, (), A_STEP_ON_IT),
    Action(
        "compare",
        "&Compare with its counterpart…",
        MENU,
        lambda w: w.comparing.with_counterpart(),
        ("Shift+C",),
        A_MAP,
        after_line=True,
    ),
    Action(
        "compare_with", "Compare with &another map…", MENU, lambda w: w.comparing.with_another(), (), A_MAP
    ),
    Action("bond", "&Bond below the mood", MENU, _switch_bond, ("B",), A_MAP, is_on=_has_bond),
)
"""What a person can ask for about the numbers."""
