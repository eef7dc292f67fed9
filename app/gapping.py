"""The gaps of an open map in the window: strip, list, the one that is open, and what the canvas shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.finding import Finding
from model import gap_verbs as do
from model.gaps import Gap, Sign
from model.records import kind_of
from model.rules import Refused
from widgets.gaps import GapListPanel, OpenedGap
from widgets.gaps.opened import places_of
from widgets.marks import level_of

if TYPE_CHECKING:
    from app.editor import MapEditor

CRITICAL = 4
ON_THE_MAP = ("touchpoint", "handover")


class Gapping(QObject):
    """Wires what is found to the window of one map."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.canvas = editor, editor.canvas
        session, look = editor.session, editor.canvas.look
        self.finding = Finding(session, self)
        self.list = GapListPanel(session.journey, look)
        editor.sheets.add("gaps", "Gaps", self.list)
        self.sheet = OpenedGap(session.store, session.journey, look, editor.author)
        self.key = ""
        """The key of the gap that is laid open."""
        self._before: tuple[float, float, float] | None = None
        self._is_giving_back = False
        self._wire()
        self.finding.begin()

    def _wire(self) -> None:
        editor = self.editor
        self.finding.changed.connect(self.follow)
        editor.strip.opened.connect(self.open)
        editor.strip.listed.connect(self.show_list)
        editor.inspector.gap_wanted.connect(self.open)
        self.list.lit.connect(self._light)
        self.list.opened.connect(self.open)
        self.list.wanted.connect(self._go_to)
        self.list.left.connect(self._to_the_map)
        self.list.taken_on.connect(self._take_on)
        self.sheet.closed.connect(self.close)
        self.sheet.stepped.connect(self.step)
        self.sheet.wanted.connect(self._go_to)
        self.sheet.said.connect(editor.window_around.toast)
        editor.sheets.changed.connect(self._follow_sheets)
        self.canvas.lit_changed.connect(self._follow_light)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.finding.close_down()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps that can be stepped through: the listed ones, then minor and waived ones."""
        found = self.finding.found
        return (*found.gaps, *found.minor, *found.waived)

    # -- following

    def follow(self) -> None:
        """Show what is found now."""
        found, editor = self.finding.found, self.editor
        self.count()
        editor.strip.show_found(found)
        editor.inspector.show_found(found)
        self.list.show_found(found, self.finding.is_settled)
        self.canvas.show_gaps(found)
        if self.key:
            self._show_open()

    def count(self) -> None:
        """Say in the status bar how many gaps there are."""
        gaps, editor = self.finding.found.gaps, self.editor
        critical = sum(level_of(gap.severity)[0] == CRITICAL for gap in gaps)
        editor.status.set_gaps(len(gaps), critical, editor.window_around.preferences.now.strip_open)

    def _show_open(self) -> None:
        gaps = self.gaps
        place = next((place for place, gap in enumerate(gaps, 1) if gap.key == self.key), 0)
        if place:
            listed = len(self.finding.found.gaps)
            said = f"Gap {place} of {listed}" if place <= listed else "Minor or waived gap"
            self.sheet.show_gap(gaps[place - 1], said)
        elif self.finding.is_settled:
            self.sheet.show_closed("The map has it no more: what you changed last closed it.")
            self._give_back_light()

    # -- opening

    def open(self, key: str) -> None:
        """Lay a gap open beside the map, which goes there and shows what it is about."""
        gap = next((one for one in self.gaps if one.key == key), None)
        gap = gap or next((one for one in self.gaps if any(part.key == key for part in one.covers)), None)
        if gap is None:
            return
        if not self.key:
            camera = self.canvas.camera
            self._before = camera.zoom, camera.x, camera.y
        self.key = gap.key
        self.editor.window_around.show_panel(True)
        self.editor.sheets.lay_over(self.sheet)
        self._show_open()
        self.editor.strip.show_open(gap.key)
        self.list.show_open(gap.key)
        self._light(places_of(self.editor.session.journey, gap))
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next gap, or the one before; after the last comes the first."""
        gaps = self.finding.found.gaps
        keys = [gap.key for gap in gaps]
        if keys:
            here = keys.index(self.key) + by if self.key in keys else (0 if by > 0 else len(keys) - 1)
            self.open(keys[here % len(keys)])

    def close(self) -> None:
        """Put the gap away and give the map back as it was."""
        if not self.key:
            return
        self.key = ""
        self.editor.strip.show_open("")
        self._give_back_light()
        if self._before is not None:
            zoom, x, y = self._before
            self._before = None
            self.canvas.glide_back(zoom, x, y)
        self.editor.sheets.lift()
        self._to_the_map()

    def _follow_sheets(self, name: str) -> None:
        if name and self.key:
            self.key, self._before = "", None
            self.editor.strip.show_open("")
            self._give_back_light()

    def _give_back_light(self) -> None:
        self._is_giving_back = True
        self.canvas.light(None)
        self._is_giving_back = False

    def _follow_light(self) -> None:
        """Where the map is given back by Esc, the gap is put away too."""
        is_ours = self.key and self.editor.sheets.over is self.sheet
        if self.canvas.lit is None and is_ours and not self._is_giving_back:
            self.close()

    def show_list(self, part: str = "gaps") -> None:
        """Open the list of gaps at one of its parts."""
        self.editor.show_sheet("gaps")
        self.list.show_part(part)

    # -- the map

    def _light(self, records: list[str] | None) -> None:
        if records is None:
            self.canvas.light(None)
            return
        there = [one for one in dict.fromkeys(records) if one in self.editor.session.store]
        self.canvas.light(there)
        self.canvas.point_out([one for one in there if kind_of(one) in ON_THE_MAP])

    def _go_to(self, record: str) -> None:
        if kind_of(record) in ON_THE_MAP:
            self.canvas.choose_and_show(record)
        elif record in self.editor.session.store:
            self.editor.session.selection.choose([record])
            self.editor.show_sheet("details")

    def _to_the_map(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_on(self, todo: Sign, text: str, owner: str) -> None:
        try:
            do.take_on(self.editor.session.store, todo, text, owner)
        except Refused as refused:
            self.editor.window_around.toast(str(refused))
            return
        self.editor.window_around.toast("It is an action now, in the register of actions")
