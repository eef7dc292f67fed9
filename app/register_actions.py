"""The actions on registers and on the evidence coverage, a part of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.action import A_MAP, A_STEP_ON_IT, Action

if TYPE_CHECKING:
    from app.window import Window

MENU = "View/Tables"
TITLES = {
    "promise": "&Promises",
    "evidence": "&Evidence",
    "kpi": "&KPIs",
    "initiative": "&Initiatives",
    "action": "&Actions",
    "decision": "&Decisions",
}
"""The registers by kind, each with the letter that chooses it."""


def _switch(w: Window) -> None:
    if w.editor is not None:
        w.editor.registers.show(not w.preferences.now.registers_open)


def _show(w: Window, kind: str) -> None:
    if w.editor is not None:
        w.editor.registers.show(True, kind)


def _is_covering(w: Window) -> bool:
    return w.editor is not None and w.editor.registers.shades is not None


def _switch_coverage(w: Window) -> None:
    if w.editor is not None:
        w.editor.registers.show_coverage(not _is_covering(w))


REGISTERS: tuple[Action, ...] = (
    Action(
        "registers",
        "&Registers",
        "View",
        _switch,
        ("R",),
        A_MAP,
        "table",
        is_on=lambda w: w.preferences.now.registers_open,
    ),
    *(
        Action(f"register_{kind}", text, MENU, lambda w, kind=kind: _show(w, kind), (), A_MAP)  # type: ignore[misc]
        for kind, text in TITLES.items()
    ),
    Action(
        "coverage",
        "Evi&dence coverage",
        "View",
        _switch_coverage,
        ("Shift+E",),
        A_STEP_ON_IT,
        is_on=_is_covering,
    ),
)
