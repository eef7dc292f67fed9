"""The numbers of an open map beside its canvas: whose they are, where they come from, which walk stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from model.focus import Focus
from model.journey import Journey
from widgets.numbers import NumbersPanel

if TYPE_CHECKING:
    from app.editor import MapEditor

WIDE = 360
"""The panel is at least so wide while numbers are shown, px."""


class Numbering(QObject):
    """Wires the sheet of numbers to the map that it tells of."""

    def __init__(self, editor: MapEditor, today: Journey | None = None) -> None:
        super().__init__(editor)
        self.editor, self.canvas = editor, editor.canvas
        self.panel = NumbersPanel(editor.session.journey, editor.canvas.look, today)
        editor.sheets.add("numbers", "Numbers", self.panel)
        editor.sheets.changed.connect(self._widen)
        self.panel.wanted.connect(lambda one: editor.window_around.go_to(one, and_stay=True))
        self.panel.lit.connect(self.canvas.light)
        self.canvas.lit_changed.connect(self._follow_light)
        self.canvas.focus_changed.connect(self._follow_focus)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.panel.close_down()

    def _widen(self, sheet: str) -> None:
        self.editor.panel.least = WIDE if sheet == "numbers" else 0
        self.editor.bench.lay_out()

    def _follow_light(self) -> None:
        if self.canvas.lit is None:
            self.panel.paths.forget()

    def _follow_focus(self, focus: Focus) -> None:
        self.panel.choose(focus.persona)
