"""What an action is, and what may have to be so before one makes sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.records import Touchpoint

if TYPE_CHECKING:
    from app.window import Window


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """What must be so for an action to make sense, and what to say while it is not; each is itself only."""

    is_met: Callable[[Window], bool]
    why_not: str = ""
    hides: bool = False
    """Whether menus leave out what does not make sense now."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can ask the app to do, declared once."""

    name: str
    text: str
    """What menus say, `&` before the letter that chooses it, `…` when something will be asked."""
    menu: str
    act: Callable[[Window], object]
    keys: tuple[str, ...] = ()
    needs: Need = Need(lambda w: True)
    icon: str = ""
    on_canvas: bool = False
    """Whether its keys mean this only while the canvas has the focus."""
    is_held: bool = False
    """Whether its key does something else while it is held on the canvas, which hears by itself when it is let go."""
    now_called: Callable[[Window], str] | None = None
    """What it is called at this moment, where that changes."""
    is_on: Callable[[Window], bool] | None = None
    """Whether it is switched on, for actions that are switches."""
    after_line: bool = False
    """Whether a line stands above it in its menu."""

    @property
    def title(self) -> str:
        """Its text without the mark of the menu's letter."""
        return self.text.replace("&", "")


def chosen(*kinds: str) -> Callable[[Window], bool]:
    """Whether a record of one of these kinds is selected."""
    wanted = frozenset(kinds)
    return lambda w: w.session is not None and not wanted.isdisjoint(w.session.selection.kinds)


def by_lens(text: str, ending: str = "") -> Callable[[Window], str]:
    """What an action is called by what the lanes are now: {} is "channel" or "department"."""
    return lambda w: text.format(
        (w.editor.canvas.lens.kind.kind if w.editor is not None else "lane") + ending
    )


ALWAYS = Need(lambda w: True)
A_MAP = Need(lambda w: w.session is not None, "Open a map first.")
A_STEP_ON_IT = Need(
    lambda w: w.session is not None and bool(w.session.store.of(Touchpoint)), "Add a touchpoint first."
)
A_SAVABLE_MAP = Need(
    lambda w: w.session is not None and not w.session.is_read_only,
    "This map can only be read here; save a copy instead.",
)
A_SELECTION = Need(
    lambda w: w.session is not None and bool(w.session.selection.ids), "Select something first."
)
A_PLACE = Need(
    lambda w: A_SELECTION.is_met(w) or (w.editor is not None and w.editor.is_gap_open),
    A_SELECTION.why_not,
)
A_TITLE = Need(
    chosen("touchpoint", "phase", "channel", "department", "note"),
    "Select a touchpoint, a phase, a lane or a sticky note first.",
)
A_TOUCHPOINT = Need(chosen("touchpoint"), "Select a touchpoint first.")
A_STEP = Need(chosen("touchpoint", "handover"), "Select a touchpoint or a handover first.")
A_HANDOVER = Need(chosen("handover"), "Select a handover first.")
A_STEP_TO_UNDO = Need(lambda w: w.session is not None and w.session.history.can_undo, "Nothing to undo.")
A_STEP_TO_REDO = Need(lambda w: w.session is not None and w.session.history.can_redo, "Nothing to redo.")
