"""THE table of actions: menus, shortcuts, tool tips and the sheet of shortcuts are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.action import (
    A_HANDOVER,
    A_MAP,
    A_PLACE,
    A_SAVABLE_MAP,
    A_SELECTION,
    A_STEP,
    A_STEP_ON_IT,
    A_STEP_TO_REDO,
    A_STEP_TO_UNDO,
    A_TITLE,
    A_TOUCHPOINT,
    Action,
    by_lens,
)
from app.building_actions import BUILDING, CLIPBOARD
from app.deleting import delete_chosen
from app.export_actions import LEAVING
from app.gap_actions import GAPS, fit_selection
from app.looking_actions import LOOKING
from app.note_actions import NOTES, ON_A_NOTE, edit_called
from app.numbers_actions import NUMBERS
from app.register_actions import REGISTERS
from app.seeing_actions import SEEING
from app.sharing_actions import SHARING
from app.sliding import has_panel_open
from app.talk_actions import TALK
from app.walking import called as walk_called

__all__ = ["ACTIONS", "MENUS", "OF_LANES", "ON_A_NOTE", "ON_A_RECORD", "ON_THE_MAP", "RECENT", "SUBMENUS"]

if TYPE_CHECKING:
    from app.window import Window

MENUS = {"File": "&File", "Edit": "&Edit", "Map": "&Map", "View": "&View", "Help": "&Help"}
"""The menus in their order, with the letter that opens each."""
SUBMENUS = {
    "File/Open recent": "Open &recent",
    "Map/Mood": "M&ood",
    "Map/Build": "Bu&ild",
    "Map/Next in lane": "Ne&xt in lane",
    "Map/Move": "Mo&ve",
    "Map/Walk": "&Walk",
    "Map/Sticky note": "&Sticky note",
    "Map/Comments": "Comm&ents",
    "View/Focus": "Fo&cus",
    "View/Tables": "Ta&bles",
    "View/Gaps": "G&aps",
    "View/Numbers": "W&hat if and numbers",
    "View/Theme": "&Theme",
    "View/Motion": "&Motion",
}
"""Menus inside menus; each stands where its first action does."""
RECENT = "File/Open recent"
"""The submenu that is filled with the recent maps whenever it opens."""


def _undo_called(w: Window) -> str:
    label = w.session.history.undo_label if w.session else ""
    return f"&Undo {_within(label)}" if label else "&Undo"


def _redo_called(w: Window) -> str:
    label = w.session.history.redo_label if w.session else ""
    return f"&Redo {_within(label)}" if label else "&Redo"


def _within(label: str) -> str:
    """A step's name inside a sentence: first letter small, nothing in it taken for a menu's letter."""
    first = label[:1] if label[:2].isupper() else label[:1].lower()
    return (first + label[1:]).replace("&", "&&")


def _mood(number: int, text: str, step: int) -> Action:
    return Action(
        f"mood_{number}",
        text,
        "Map/Mood",
        lambda w: w.canvas.set_mood(step),
        (str(number),),
        A_TOUCHPOINT,
        on_canvas=True,
    )


FILE = (
    Action("new", "&New map", "File", lambda w: w.desk.new(), ("Ctrl+N",), icon="file"),
    Action("open", "&Open…", "File", lambda w: w.desk.ask_and_open(), ("Ctrl+O",), icon="folder"),
    Action(
        "forget_recent", "&Forget these", RECENT, lambda w: w.preferences.change(recent=()), after_line=True
    ),
    Action("save", "&Save", "File", lambda w: w.desk.save(), ("Ctrl+S",), A_MAP, "save", after_line=True),
    Action("save_as", "Save &as…", "File", lambda w: w.desk.save_as(), ("Ctrl+Shift+S",), A_SAVABLE_MAP),
    Action("save_copy", "Save a &copy…", "File", lambda w: w.desk.save_copy(), (), A_MAP, "copy"),
    *SHARING,
    *LEAVING,
    Action("close", "C&lose map", "File", lambda w: w.desk.close(), ("Ctrl+W",), A_MAP, after_line=True),
    Action("quit", "&Quit", "File", lambda w: w.quit(), ("Ctrl+Q",)),
)
EDIT = (
    Action(
        "undo",
        "&Undo",
        "Edit",
        lambda w: w.undo(),
        ("Ctrl+Z",),
        A_STEP_TO_UNDO,
        "undo",
        now_called=_undo_called,
    ),
    Action(
        "redo",
        "&Redo",
        "Edit",
        lambda w: w.redo(),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        A_STEP_TO_REDO,
        "redo",
        now_called=_redo_called,
    ),
    Action(
        "search", "&Find", "Edit", lambda w: w.show_search(), ("Ctrl+F",), A_MAP, "search", after_line=True
    ),
    Action(
        "delete",
        "&Delete",
        "Edit",
        delete_chosen,
        ("Delete", "Backspace"),
        A_SELECTION,
        "trash",
        on_canvas=True,
        after_line=True,
    ),
    Action(
        "select_all",
        "Select &all",
        "Edit",
        lambda w: w.canvas.select_all(),
        ("Ctrl+A",),
        A_STEP_ON_IT,
        on_canvas=True,
    ),
    Action(
        "edit_title",
        "&Edit title",
        "Edit",
        lambda w: w.canvas.edit_title(),
        ("Enter", "Return", "F2"),
        A_TITLE,
        "pencil",
        on_canvas=True,
        now_called=edit_called,
    ),
)
MAP = (
    Action(
        "add_touchpoint",
        "Add &touchpoint",
        "Map",
        lambda w: w.canvas.add_touchpoint(),
        ("T",),
        A_MAP,
        "touchpoint",
    ),
    Action(
        "next_touchpoint",
        "&Next touchpoint",
        "Map",
        lambda w: w.canvas.add_next("right"),
        ("Ctrl+Right",),
        A_TOUCHPOINT,
        "arrow-right",
        on_canvas=True,
    ),
    Action(
        "next_above",
        "Next touchpoint, lane a&bove",
        "Map",
        lambda w: w.canvas.add_next("up"),
        ("Ctrl+Up",),
        A_TOUCHPOINT,
        on_canvas=True,
        now_called=by_lens("Next touchpoint, {} a&bove"),
    ),
    Action(
        "next_below",
        "Next touchpoint, lane be&low",
        "Map",
        lambda w: w.canvas.add_next("down"),
        ("Ctrl+Down",),
        A_TOUCHPOINT,
        on_canvas=True,
        now_called=by_lens("Next touchpoint, {} be&low"),
    ),
    Action(
        "moment",
        "&Moment that matters",
        "Map",
        lambda w: w.canvas.mark_moment(),
        ("M",),
        A_STEP,
        "star",
        after_line=True,
    ),
    Action("pain", "&Pain point", "Map", lambda w: w.canvas.mark_pain(), ("P",), A_STEP, "triangle"),
    Action(
        "quality",
        "&Handover holds, weak or fails",
        "Map",
        lambda w: w.canvas.cycle_quality(),
        ("Space",),
        A_HANDOVER,
        on_canvas=True,
        is_held=True,
    ),
    _mood(1, "&1  Angry", -2),
    _mood(2, "&2  Upset", -1),
    _mood(3, "&3  Neutral", 0),
    _mood(4, "&4  Pleased", 1),
    _mood(5, "&5  Delighted", 2),
    Action(
        "add_phase",
        "Add ph&ase",
        "Map",
        lambda w: w.add("phase"),
        ("Ctrl+Shift+P",),
        A_MAP,
        "plus",
        after_line=True,
    ),
    Action("add_channel", "Add &channel", "Map", lambda w: w.add("channel"), ("Ctrl+Shift+C",), A_MAP),
    Action("add_department", "Add &department", "Map", lambda w: w.add("department"), (), A_MAP),
    Action("add_persona", "Add pe&rsona", "Map", lambda w: w.add("persona"), (), A_MAP, "persona-add"),
)
WALK = tuple(
    Action(
        f"walk_{way}",
        text,
        "Map/Walk",
        lambda w, way=way: w.canvas.walk(way),  # type: ignore[misc]
        (f"Alt+{way.title()}",),
        A_STEP_ON_IT,
        on_canvas=True,
        now_called=by_lens(text.replace("lane", "{}")),
    )
    for way, text in (
        ("left", "&Back along the journey"),
        ("right", "&On along the journey"),
        ("up", "To the lane &above"),
        ("down", "To the lane be&low"),
    )
)
VIEW = (
    Action("fit", "&Fit map", "View", lambda w: w.canvas.fit(), ("F", "Shift+1"), A_MAP, "fit"),
    Action(
        "fit_selection",
        "Fit &selection",
        "View",
        fit_selection,
        ("Shift+F", "Shift+2"),
        A_PLACE,
    ),
    Action("full_size", "&100 %", "View", lambda w: w.canvas.zoom_to(1.0), ("Ctrl+0",), A_MAP),
    Action("zoom_in", "Zoom &in", "View", lambda w: w.zoom(1.25), ("Ctrl++", "Ctrl+="), A_MAP, "zoom-in"),
    Action("zoom_out", "Zoom &out", "View", lambda w: w.zoom(0.8), ("Ctrl+-",), A_MAP, "zoom-out"),
    Action(
        "panel",
        "&Panel",
        "View",
        lambda w: w.show_panel(not has_panel_open(w)),
        ("Ctrl+.",),
        A_MAP,
        "panel-right",
        is_on=has_panel_open,
        after_line=True,
    ),
    Action(
        "outline",
        "Outlin&e",
        "View",
        lambda w: w.show_outline(not w.preferences.now.outline_open),
        ("Ctrl+Shift+O",),
        A_MAP,
        "outline",
        is_on=lambda w: w.preferences.now.outline_open,
    ),
    Action(
        "strip",
        "&Gap strip",
        "View",
        lambda w: w.show_strip(not w.preferences.now.strip_open),
        ("G",),
        A_MAP,
        is_on=lambda w: w.preferences.now.strip_open,
    ),
    Action(
        "overview",
        "O&verview",
        "View",
        lambda w: w.show_overview(not w.preferences.now.overview_open),
        ("O",),
        A_MAP,
        "overview",
        is_on=lambda w: w.preferences.now.overview_open,
    ),
    *GAPS,
    *REGISTERS,
    *LOOKING,
    *NUMBERS,
    *SEEING,
    Action("next_part", "&Next part of the window", "View", lambda w: w.go_to_part(True), ("F6",), A_MAP),
    Action(
        "previous_part",
        "Previous part of the &window",
        "View",
        lambda w: w.go_to_part(False),
        ("Shift+F6",),
        A_MAP,
    ),
    Action(
        "present",
        "Walk the &journey",
        "View",
        lambda w: w.walk(),
        ("F5",),
        A_STEP_ON_IT,
        "play",
        now_called=walk_called,
        after_line=True,
    ),
    Action(
        "full_screen",
        "F&ull screen",
        "View",
        lambda w: w.show_full_screen(not w.isFullScreen()),
        ("F11",),
        is_on=lambda w: w.isFullScreen(),
        after_line=True,
    ),
)
HELP = (
    Action("shortcuts", "&Shortcuts", "Help", lambda w: w.show_shortcuts(), ("?",), icon="help"),
    Action(
        "command_menu", "&Find an action", "Help", lambda w: w.show_commands(), ("Ctrl+K",), icon="search"
    ),
    Action("about", "&About Mind the Gap", "Help", lambda w: w.show_about()),
)
ACTIONS: tuple[Action, ...] = (*FILE, *EDIT, *CLIPBOARD, *MAP, *BUILDING, *WALK, *NOTES, *TALK, *VIEW, *HELP)

ON_A_RECORD = (
    "edit_title",
    "next_touchpoint",
    "moment",
    "pain",
    "quality",
    "Map/Mood",
    "comment",
    "fit_selection",
    "delete",
)
"""What the menu of a touchpoint or handover on the map offers, submenus by their place."""
ON_THE_MAP = (
    "add_touchpoint",
    "add_note",
    "add_phase",
    "add_channel",
    "add_department",
    "add_persona",
    "fit",
    "export",
)
"""What the menu of an empty place on the map offers; of channels and departments those that are the lanes now."""
OF_LANES = {"add_channel": "channel", "add_department": "department"}
"""Actions that make a lane only while lanes are of this kind."""
