"""How the map is seen while gaps are looked at: what is concerned stands out, and Esc gives the view back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from model.gaps import Gap, Sign
from model.records import kind_of
from widgets.canvas import places
from widgets.canvas.travel import View
from widgets.gaps.told import places_of

if TYPE_CHECKING:
    from app.editor import MapEditor

ON_THE_MAP = ("touchpoint", "handover")


class Before(NamedTuple):
    """What somebody saw before they looked at gaps."""

    view: View
    selection: tuple[str, ...]
    panel_open: bool


class GapView(QObject):
    """Shows on the canvas what a gap or a to-do is about, and remembers how the map was seen before."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.canvas = editor, editor.canvas
        self.before: Before | None = None
        self.is_changing = False
        """Whether light and selection are being changed from here."""

    def remember(self) -> None:
        """Keep how the map is seen now, unless something is kept already; nothing is selected meanwhile."""
        if self.before is None:
            selection = self.editor.session.selection
            is_open = self.editor.sliding.is_panel_open
            self.before = Before(self.canvas.view, selection.ids, is_open)
        self.is_changing = True
        self.editor.session.selection.clear()
        self.is_changing = False

    def show(self, about: Gap | Sign) -> None:
        """Let what is concerned stand out, and bring it into sight."""
        journey, store = self.editor.session.journey, self.editor.session.store
        if isinstance(about, Gap):
            concerned = [*places_of(journey, about), about.anchor, about.record]
        else:
            concerned = [about.anchor, *about.about]
        there = [one for one in dict.fromkeys(concerned) if one in store]
        steps = [one for one in there if kind_of(one) in ON_THE_MAP]
        marks = [mark.id for one in steps for mark in (*journey.moments_on(one), *journey.pains_on(one))]
        self._light([*there, *marks])
        self.canvas.shown_elsewhere = tuple(steps)
        places.go_to_all(self.canvas, steps or there)
        self.canvas.viewport().update()

    def show_where(self) -> None:
        """Show what stands out as large as it can be."""
        places.go_to_all(self.canvas, self.canvas.shown_elsewhere, may_zoom=True)

    def go_to(self, record: str) -> None:
        """Bring one record into sight."""
        places.go_to_all(self.canvas, [record])

    def _light(self, records: Iterable[str] | None) -> None:
        self.is_changing = True
        self.canvas.light(records)
        self.is_changing = False

    def unlight(self) -> None:
        """Let nothing stand out any more."""
        self._light(None)
        self.canvas.shown_elsewhere = ()
        self.canvas.viewport().update()

    def forget(self) -> None:
        """Let the map be seen as it is now."""
        self.unlight()
        self.before = None

    def give_back(self) -> None:
        """Show the map as it was seen before: camera, light, selection and panel."""
        before, self.before = self.before, None
        self.unlight()
        if before is None:
            return
        editor = self.editor
        self.is_changing = True
        editor.session.selection.choose(one for one in before.selection if one in editor.session.store)
        self.is_changing = False
        if before.panel_open != editor.sliding.is_panel_open:
            editor.window_around.show_panel(before.panel_open)
        self.canvas.go_back_to(before.view)
