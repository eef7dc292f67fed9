"""The walk through the open map: begun from the window, full screen on its screen, ended with the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from model.records import Handover, Touchpoint

if TYPE_CHECKING:
    from app.editor import MapEditor
    from app.window import Window
    from widgets.walk.walk import Walk


class Walking(QObject):
    """Begins and ends walks through the map of an editor, one at a time; the window stays as it is below."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor = editor
        self.walk: Walk | None = None

    def begin(self) -> None:
        """Walk the journey from the selected touchpoint or handover, or from its first step."""
        if self.walk is not None:
            self.walk.activateWindow()
            return
        walk = self.walk = self._made(start_of(self.editor))
        walk.setScreen(self.editor.window_around.screen())
        walk.setGeometry(self.editor.window_around.screen().geometry())
        walk.showFullScreen()
        walk.activateWindow()

    def _made(self, start: str | None) -> Walk:
        from widgets.walk.walk import Walk

        session, window = self.editor.session, self.editor.window_around
        focus, wanted = self.editor.canvas.focus, window.preferences.now
        walk = Walk(
            session.journey,
            session.gaps.rules_at,
            window.look,
            personas=focus.personas,
            minutes=wanted.walk_minutes,
            asks=wanted.walk_asks,
            start=start,
            parent=window,
        )
        walk.ended.connect(self.end)
        walk.undo_wanted.connect(self._undo)
        walk.redo_wanted.connect(self._redo)
        walk.minutes_chosen.connect(lambda minutes: window.preferences.change(walk_minutes=minutes))
        walk.asking_chosen.connect(lambda asks: window.preferences.change(walk_asks=asks))
        if focus.failing:
            walk.turn_failing()
            if start is not None:
                walk.go_to(start)
        return walk

    def _undo(self) -> None:
        history, walk = self.editor.session.history, self.walk
        label = history.undo_label if history.can_undo else ""
        if history.can_undo:
            history.undo()
        if walk is not None:
            walk.say(f"Undone: {label}" if label else "Nothing to undo.")

    def _redo(self) -> None:
        history, walk = self.editor.session.history, self.walk
        label = history.redo_label if history.can_redo else ""
        if history.can_redo:
            history.redo()
        if walk is not None:
            walk.say(f"Done again: {label}" if label else "Nothing to redo.")

    def end(self) -> None:
        """End the walk; the window comes back as it was."""
        walk, self.walk = self.walk, None
        if walk is None:
            return
        walk.close_down()
        walk.hide()
        walk.deleteLater()
        window = self.editor.window_around
        window.activateWindow()
        window.menus.refresh()

    def close_down(self) -> None:
        """The map closes: so does the walk."""
        self.end()


def start_of(editor: MapEditor) -> str | None:
    """The step a walk begins at: the touchpoint or handover that is selected alone."""
    chosen = editor.session.selection.only
    store = editor.session.store
    is_step = isinstance(store.get(chosen), Touchpoint | Handover)
    return chosen if is_step else None


def called(window: Window) -> str:
    """What walking is called now: it says from where."""
    if window.editor is None or (start := start_of(window.editor)) is None:
        return "Walk the &journey"
    first, second = window.editor.session.journey.step_order(start)
    return f"Walk the &journey from {first} → {second}" if second else f"Walk the &journey from {first}"
