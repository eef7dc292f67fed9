"""How the open map is looked at, said by every part of the window: lens and focus, which no file keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from model.focus import Focus
from model.journey import Journey
from model.records import Department, Phase
from model.store import Commit
from widgets.canvas.camera import LABELS
from widgets.notice import Notice
from widgets.personas import short_name

if TYPE_CHECKING:
    from app.editor import MapEditor


class Looking(QObject):
    """Keeps top bar, gap strip and notice true to the canvas, which holds lens and focus."""

    def __init__(self, editor: MapEditor, changed: Callable[[], object]) -> None:
        super().__init__(editor)
        self.canvas, self.top_bar, self.strip = editor.canvas, editor.top_bar, editor.strip
        self.overview, self.journey, self._changed = editor.overview, editor.session.journey, changed
        self.notice = Notice(editor.canvas.look, editor.canvas.viewport(), LABELS)
        self.notice.ended.connect(lambda: self.canvas.look_at())
        self.top_bar.lens_wanted.connect(self.canvas.choose_lens)
        self.top_bar.personas_wanted.connect(self.look_at_personas)
        self.canvas.lens_changed.connect(self._follow_lens)
        self.canvas.focus_changed.connect(self._follow_focus)
        self.journey.store.committed.connect(self._follow)
        self.top_bar.show_lens(self.canvas.lens_wanted.name)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)

    def look_at_personas(self, personas: frozenset[str]) -> None:
        """Put these personas in focus, none for everyone; what else is in focus stays."""
        now = self.canvas.focus
        self.canvas.look_at(Focus(personas, now.department, now.phase, now.failing))

    def _follow_lens(self) -> None:
        self.top_bar.show_lens(self.canvas.lens_wanted.name)
        self.overview.curve.follow()
        self._changed()

    def _follow_focus(self, focus: Focus) -> None:
        self.top_bar.show_personas(focus.personas)
        self.strip.fade(self.canvas.kept)
        only_personas = focus == Focus(focus.personas)
        self.notice.say(said_of(self.journey, focus), "Show everyone" if only_personas else "Show everything")
        self._changed()

    def _follow(self, commit: Commit) -> None:
        if self.canvas.focus:
            self._follow_focus(self.canvas.focus)


def said_of(journey: Journey, focus: Focus) -> str:
    """A focus in words: “Only Amira and Daniel · Retail”; nothing when everything is shown."""
    store, everyone = journey.store, journey.personas
    names = [short_name(one, everyone) for one in everyone if one.id in focus.personas]
    people = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    department, phase = store.find(Department, focus.department), store.find(Phase, focus.phase)
    parts = [
        people,
        (department.title or "Untitled") if department else "",
        (phase.title or "Untitled") if phase else "",
        "failing handovers" if focus.failing else "",
    ]
    said = " · ".join(part for part in parts if part)
    return f"Only {said}" if said else ""
