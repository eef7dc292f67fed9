"""The lock at the screen: the tool in the status bar, what the panel lets do, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.lock import Level, Lock

if TYPE_CHECKING:
    from app.editor import MapEditor
    from app.window import Window

SAID: dict[Level, str] = {
    "open": "Everything can be changed again.",
    "structure": "Phases and channels are locked.",
    "everything": "The whole map is locked; nothing can be changed but by undo.",
}
NEXT: dict[Level, str] = {
    "open": "Loc&k phases and channels",
    "structure": "Loc&k the whole map",
    "everything": "Unloc&k the map",
}
"""What going on to the next level is called."""
SHORT: dict[Level, str] = {"open": "", "structure": "Phases and channels locked", "everything": "Map locked"}


def next_called(window: Window) -> str:
    """What the action of the lock does next, in words."""
    return NEXT[window.session.lock.level if window.session is not None else "open"]


def turn(window: Window) -> None:
    """Go on to the next level of the lock, and say what that means."""
    if window.session is not None:
        window.finish_typing()
        window.session.lock.turn()
        window.toast(SAID[window.session.lock.level])


def follow_lock(editor: MapEditor) -> None:
    """Let canvas, panel and status bar of an open map know how much of it is locked."""

    def show(lock: Lock) -> None:
        editor.canvas.cancel_gesture()
        editor.inspector.freeze(lock.level == "everything")
        editor.status.set_lock(lock.level != "open", SHORT[lock.level])

    editor.canvas.lock = editor.session.lock
    editor.session.lock.changed.connect(show)
    show(editor.session.lock)
