"""The actions of quick building: clipboard, typing on, arranging and the lock, a part of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import locking
from app.action import A_MAP, A_TOUCHPOINT, Action, Need, by_lens, chosen
from app.export_actions import PICTURES
from app.paste_list import ask_for_list
from model.records import Phase
from widgets.canvas import arranging, copying, going_on, steps

if TYPE_CHECKING:
    from app.window import Window

LANES = "Map/Next in lane"
BUILD = "Map/Build"
MOVE = "Map/Move"
MOST_LANES = 9
A_COPY = Need(
    chosen("touchpoint", "note", "phase", "channel", "department"), "Select touchpoints to copy first."
)
A_MOVE = Need(
    chosen("touchpoint", "phase", "channel", "department"), "Select a touchpoint, a phase or a lane first."
)
A_WAY = Need(chosen("touchpoint", "handover"), "Select a touchpoint or a handover first.")


def _lanes(w: Window) -> list[str]:
    return steps.lanes_that_take(w.canvas) if w.editor is not None else []


def _in_lane(number: int) -> Action:
    def called(w: Window) -> str:
        lanes = _lanes(w)
        record = w.canvas.store.get(lanes[number - 1]) if number <= len(lanes) else None
        title = str(getattr(record, "title", "") or f"Lane {number}")
        return f"&{number}  {title.replace('&', '&&')}"

    def is_there(w: Window) -> bool:
        return A_TOUCHPOINT.is_met(w) and number <= len(_lanes(w))

    return Action(
        f"next_in_lane_{number}",
        f"&{number}  Next touchpoint, lane {number}",
        LANES,
        lambda w: going_on.add_in_lane(w.canvas, number),
        (f"Alt+{number}",),
        Need(is_there, f"Select a touchpoint first, on a map with {number} lanes or more."),
        on_canvas=True,
        now_called=called,
    )


CLIPBOARD: tuple[Action, ...] = (
    Action(
        "cut",
        "Cu&t",
        "Edit",
        lambda w: copying.cut(w.canvas),
        ("Ctrl+X",),
        A_COPY,
        on_canvas=True,
        after_line=True,
    ),
    Action("copy", "&Copy", "Edit", lambda w: copying.copy(w.canvas), ("Ctrl+C",), A_COPY, "copy", True),
    Action("paste", "&Paste", "Edit", lambda w: copying.paste(w.canvas), ("Ctrl+V",), A_MAP, "paste", True),
    *PICTURES,
    Action("paste_list", "Paste a &list…", "Edit", ask_for_list, ("Ctrl+Shift+V",), A_MAP),
    Action(
        "duplicate",
        "Dupl&icate",
        "Edit",
        lambda w: copying.duplicate(w.canvas),
        ("Ctrl+D",),
        A_COPY,
        on_canvas=True,
    ),
    Action(
        "select_downstream",
        "Select everything do&wnstream",
        "Edit",
        lambda w: arranging.select_downstream(w.canvas),
        ("Ctrl+Shift+A",),
        A_WAY,
        on_canvas=True,
        after_line=True,
    ),
)
BUILDING: tuple[Action, ...] = (
    Action(
        "next_phase",
        "&Next touchpoint, next phase",
        BUILD,
        lambda w: going_on.add_in_next_phase(w.canvas),
        ("Ctrl+Return", "Ctrl+Enter"),
        A_TOUCHPOINT,
        on_canvas=True,
    ),
    Action(
        "name_phases",
        "Name &phases",
        BUILD,
        lambda w: going_on.name_structure(w.canvas, Phase),
        ("Shift+F2",),
        A_MAP,
        on_canvas=True,
        after_line=True,
    ),
    Action(
        "name_lanes",
        "Name &lanes",
        BUILD,
        lambda w: going_on.name_structure(w.canvas, w.canvas.lens.kind),
        ("Ctrl+F2",),
        A_MAP,
        on_canvas=True,
        now_called=by_lens("Name &{}", "s"),
    ),
    *(_in_lane(number) for number in range(1, MOST_LANES + 1)),
    *(
        Action(
            f"move_{way}",
            text,
            MOVE,
            lambda w, way=way: arranging.move(w.canvas, way),  # type: ignore[misc]
            (f"Ctrl+Shift+{way.title()}",),
            A_MOVE,
            on_canvas=True,
            now_called=by_lens(text.replace("lane", "{}")),
        )
        for way, text in (
            ("left", "One place &back"),
            ("right", "One place &on"),
            ("up", "To the lane &above"),
            ("down", "To the lane be&low"),
        )
    ),
    Action(
        "lock",
        "Loc&k",
        "Map",
        locking.turn,
        ("Ctrl+Shift+L",),
        A_MAP,
        "lock",
        now_called=locking.next_called,
        is_on=lambda w: w.session is not None and w.session.lock.level != "open",
        after_line=True,
    ),
)
ON_STRUCTURE = ("edit_title", "move_left", "move_right", "move_up", "move_down", "copy", "paste", "delete")
"""What the menu of a phase or lane offers."""
