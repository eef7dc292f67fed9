"""The gaps of an open map in the window: strip, list, the one that is open, and what the canvas shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.finding import SLICE, Finding
from app.gap_view import ON_THE_MAP, GapView
from model import gap_verbs as do
from model.gaps import Gap, Sign
from model.records import kind_of
from model.rules import Refused
from model.store import Commit
from widgets.gaps import GapListPanel, OpenedGap
from widgets.marks import level_of

if TYPE_CHECKING:
    from app.editor import MapEditor
    from widgets.selection import Selection

CRITICAL = 4
HINTS = (("↓", "next gap"), ("Shift+F", "show where"), ("Esc", "back to the map"))
"""What can be done while a gap is open."""


class Gapping(QObject):
    """Wires what is found to the window of one map."""

    gathered = Signal()
    """What is found is known anew."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.canvas = editor, editor.canvas
        session, look = editor.session, editor.canvas.look
        self.finding = Finding(session, self)
        self.list = GapListPanel(session.journey, look)
        editor.sheets.add("gaps", "Gaps", self.list)
        self.sheet = OpenedGap(session.store, session.journey, look, editor.author, editor)
        self.sheet.hide()
        self.sheet.computed = self._standing_alone
        self.view = GapView(editor)
        self.key = ""
        """The key of the gap that is laid open."""
        self._work: Iterator[None] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._show_on)
        self._last_step = ""
        """What was done last, as undo would call it."""
        self._wire()
        self.finding.begin()

    def _wire(self) -> None:
        editor = self.editor
        self.finding.changed.connect(self.follow)
        editor.strip.opened.connect(self.open)
        editor.strip.listed.connect(self.show_list)
        editor.inspector.gap_wanted.connect(self.open)
        self.list.lit.connect(self._look_at)
        self.list.opened.connect(self.open)
        self.list.wanted.connect(self._go_to)
        self.list.left.connect(self._leave_list)
        self.list.taken_on.connect(self._take_on)
        self.sheet.closed.connect(self.close)
        self.sheet.stepped.connect(self.step)
        self.sheet.wanted.connect(self._go_to)
        self.sheet.named_as.connect(self._take_name)
        self.sheet.where_wanted.connect(self.view.show_where)
        self.sheet.said.connect(editor.window_around.toast)
        editor.sheets.changed.connect(self._follow_sheets)
        self.canvas.lit_changed.connect(self._follow_light)
        editor.session.selection.changed.connect(self._follow_selection)
        editor.session.store.committed.connect(self._follow_step)

    def close_down(self) -> None:
        """Follow the map no more."""
        self._next.stop()
        self.finding.close_down()
        self.editor.session.selection.changed.disconnect(self._follow_selection)
        self.editor.session.store.committed.disconnect(self._follow_step)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps that can be stepped through: the listed ones, then minor and waived ones."""
        found = self.finding.found
        return (*found.gaps, *found.minor, *found.waived)

    def _standing_alone(self) -> list[Gap]:
        """The computed gaps that no named one covers, the worst first."""
        found = self.finding.found
        return [gap for gap in (*found.gaps, *found.minor) if not gap.is_named]

    # -- following

    def _follow_step(self, commit: Commit) -> None:
        self._last_step = commit.label

    def follow(self) -> None:
        """Show what is found now; on a large map a part at a time, for hands and screen to come between."""
        self._work = self._showing()
        self._show_on()

    def _show_on(self) -> None:
        end = perf_counter() + SLICE
        for _ in self._work:
            if self.finding.is_large and perf_counter() > end:
                self._next.start()
                return

    def _showing(self) -> Iterator[None]:
        """Show in each part of the window what is found; what is found meanwhile begins it anew."""
        yield from self.editor.session.gaps.gathering()
        found, editor, is_settled = self.finding.found, self.editor, self.finding.is_settled
        yield
        self.count()
        self.gathered.emit()
        yield from editor.strip.showing(found)
        editor.strip.say_news(self.finding.news if is_settled else None)
        yield
        editor.inspector.show_found(found)
        yield
        self.list.show_found(found, is_settled)
        yield
        self.canvas.show_gaps(found)
        yield
        if self.key:
            self._show_open()

    def count_soon(self) -> None:
        """Say in the status bar how many gaps there are: at once where that is known, else when it is gathered."""
        if self.finding.is_large and not self.editor.session.gaps.is_gathered:
            self.finding.tell_soon()
        else:
            self.count()

    def count(self) -> None:
        """Say in the status bar how many gaps there are."""
        gaps, editor = self.finding.found.gaps, self.editor
        critical = sum(1 for _ in takewhile(lambda gap: level_of(gap.severity)[0] == CRITICAL, gaps))
        editor.status.set_gaps(len(gaps), critical, editor.canvas.strip_open)

    def _show_open(self) -> None:
        gaps = self.gaps
        place = next((place for place, gap in enumerate(gaps, 1) if gap.key == self.key), 0)
        leading = next((gap for gap in gaps if any(one.key == self.key for one in gap.covers)), None)
        if place:
            self.sheet.show_gap(gaps[place - 1], self._place_said(gaps[place - 1], place))
        elif leading is not None:
            self.open(leading.key)
        elif self.finding.is_settled:
            self.sheet.show_closed(f"Closed by: {self._last_step}." if self._last_step else "")
            self.view.unlight()

    def _place_said(self, gap: Gap, place: int) -> str:
        found = self.finding.found
        if gap.waiver is not None:
            return "Waived gap"
        return f"Gap {place} of {len(found.gaps)}" if place <= len(found.gaps) else "Minor gap"

    # -- opening

    def open(self, key: str) -> None:
        """Lay a gap open beside the map, which goes there and shows what it is about."""
        gap = next((one for one in self.gaps if one.key == key), None)
        gap = gap or next((one for one in self.gaps if any(part.key == key for part in one.covers)), None)
        if gap is None:
            return
        self.view.remember()
        self.key = gap.key
        self.editor.window_around.show_panel(True)
        self.editor.sheets.lay_over(self.sheet)
        self._show_open()
        self.editor.strip.show_open(gap.key)
        self.list.show_open(gap.key)
        self.view.show(gap)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_hints()

    def step(self, by: int) -> None:
        """Go to the next gap, or the one before; after the last comes the first."""
        gaps = self.finding.found.gaps
        keys = [gap.key for gap in gaps]
        if keys:
            here = keys.index(self.key) + by if self.key in keys else (0 if by > 0 else len(keys) - 1)
            self.open(keys[here % len(keys)])

    def close(self) -> None:
        """Put the gap away and give the map back as it was."""
        if self.key:
            self._put_away()
            self.view.give_back()
            self.editor.sheets.lift()
            self._to_the_map()

    def _put_away(self) -> None:
        self.key = ""
        self.editor.strip.show_open("")
        self._say_hints()

    def _say_hints(self) -> None:
        self.editor.show_hints()
        self.editor.window_around.menus.refresh()

    # -- leaving by other ways

    def _follow_sheets(self, name: str) -> None:
        """Another sheet is shown: the map stays where it is."""
        if name and self.key:
            self._put_away()
            self.view.forget()
        elif name and name != "gaps" and self.view.before is not None:
            self.view.forget()

    def _follow_light(self) -> None:
        """Where the map is given back by Esc, the gap is put away too."""
        if self.canvas.lit is None and not self.view.is_changing and self.view.before is not None:
            if self.key:
                self.close()
            else:
                self.view.give_back()

    def _follow_selection(self, selection: Selection) -> None:
        """Something else is selected: the panel tells of that, and the map stays where it is."""
        if not selection.ids or self.view.is_changing or self.view.before is None:
            return
        was_open = bool(self.key)
        if was_open:
            self._put_away()
        self.view.forget()
        if was_open:
            self.editor.show_sheet("details")

    def show_list(self, part: str = "gaps") -> None:
        """Open the list of gaps at one of its parts."""
        self.editor.show_sheet("gaps")
        self.list.show_part(part)

    # -- the map

    def _look_at(self, about: Gap | Sign | None) -> None:
        """Show on the map what was chosen in the list."""
        if about is not None:
            self.view.remember()
            self.view.show(about)
        else:
            self.view.give_back()

    def _go_to(self, record: str) -> None:
        if kind_of(record) in ON_THE_MAP and self.key:
            self.view.go_to(record)
        elif kind_of(record) in ON_THE_MAP:
            self.view.forget()
            self.canvas.choose_and_show(record)
        elif record in self.editor.session.store:
            self.editor.session.selection.choose([record])
            self.editor.show_sheet("details")

    def _take_name(self, named: str) -> None:
        """Go on with the gap under the name that the room has given it."""
        self.key = named
        self.finding.tell()

    def _leave_list(self) -> None:
        self.view.give_back()
        self._to_the_map()

    def _to_the_map(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_on(self, todo: Sign, text: str, owner: str) -> None:
        try:
            do.take_on(self.editor.session.store, todo, text, owner)
        except Refused as refused:
            self.editor.window_around.toast(str(refused))
            return
        self.editor.window_around.toast("It is an action now, in the register of actions")
