"""The registers of the open map: their drawer, what it lights on the canvas, and the evidence coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from model.about import steps_about
from model.findings import NamedGap
from model.references import GAP
from model.store import Commit
from widgets.canvas.camera import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.editor import MapEditor
    from model.gaps import Found
    from widgets.canvas.coverage import CoverageShades
    from widgets.coverage_legend import Legend
    from widgets.registers.drawer import Drawer
    from widgets.selection import Selection


class Registers(QObject):
    """Opens the drawer in place of the gap strip, and keeps drawer, canvas and panel true to each other."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.session = editor, editor.session
        self.drawer: Drawer | None = None
        self.shades: CoverageShades | None = None
        self.legend: Legend | None = None
        self._found: Found | None = None
        """What is known of the gaps."""
        self.session.selection.changed.connect(self._unlight)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.session.selection.changed.disconnect(self._unlight)
        self.show_coverage(False)
        if self.drawer is not None:
            self.editor.gapping.gathered.disconnect(self._show_severities)
            self.session.store.committed.disconnect(self._follow)
            self.drawer.close_down()

    # -- the drawer

    @property
    def is_open(self) -> bool:
        """Whether the drawer is to be seen."""
        return self.editor.window_around.preferences.now.registers_open

    @property
    def parts(self) -> list[QWidget]:
        """The parts of the window that it adds to the way of Tab."""
        return [self.drawer] if self.drawer is not None else []

    def arrange(self) -> None:
        """Show the drawer, or put it away."""
        if self.is_open and self.drawer is None:
            self._make()
        self.editor.drawer_place.setVisible(self.is_open)

    def _make(self) -> None:
        from widgets.registers.columns import Ledger
        from widgets.registers.drawer import Drawer
        from widgets.registers.kinds import REGISTERS

        editor, preferences = self.editor, self.editor.window_around.preferences
        ledger = Ledger(editor.inspector.bench, self.severity)
        wanted = preferences.now
        self.drawer = Drawer(ledger, wanted.registers_height, dict(wanted.column_widths), editor.middle)
        layout = editor.drawer_place.layout()
        assert layout is not None
        layout.addWidget(self.drawer)
        self.drawer.chosen.connect(self._choose)
        self.drawer.wanted.connect(lambda one: editor.window_around.go_to(one, and_stay=True))
        self.drawer.left.connect(self.leave)
        self.drawer.said.connect(editor.window_around.toast)
        self.drawer.coverage_wanted.connect(lambda: self.show_coverage(True))
        self.drawer.closed.connect(lambda: self.show(False))
        self.drawer.turned.connect(lambda kind: preferences.change(register_seen=kind))
        self.drawer.settled.connect(self._remember)
        editor.gapping.gathered.connect(self._show_severities)
        self.session.store.committed.connect(self._follow)
        self.drawer.show_register(
            wanted.register_seen if wanted.register_seen in REGISTERS else next(iter(REGISTERS))
        )

    def _remember(self, height: int) -> None:
        if self.drawer is not None:
            wide = self.drawer.widths
            self.editor.window_around.preferences.change(registers_height=height, column_widths=wide)

    def show(self, is_open: bool, kind: str = "") -> None:
        """Open the drawer, at the register of a kind, and go there; or close it and go back to the map."""
        window = self.editor.window_around
        window.preferences.change(registers_open=is_open)
        if not is_open:
            self.leave()
        self.editor.arrange()
        window.menus.refresh()
        if not is_open or self.drawer is None:
            return
        page = self.drawer.show_register(kind or self.drawer.kind)
        page.take_keys()
        window.menus.refresh()

    def leave(self) -> None:
        """Give the keyboard back to the map."""
        self.editor.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- the canvas and the panel

    def _choose(self, ids: Sequence[str]) -> None:
        """Select what was chosen in the drawer, and light what it is about on the map."""
        self.session.selection.choose(ids)
        steps = [step for one in ids for step in steps_about(self.session.store, one)]
        self.editor.canvas.point_out(dict.fromkeys(steps))

    def _unlight(self, selection: Selection) -> None:
        if self.editor.canvas.shown_elsewhere:
            self.editor.canvas.point_out(())

    def _follow(self, commit: Commit) -> None:
        """Light what the chosen records are about now."""
        canvas = self.editor.canvas
        if canvas.shown_elsewhere:
            ids = self.session.selection.ids
            steps = [step for one in ids for step in steps_about(self.session.store, one)]
            canvas.shown_elsewhere = tuple(dict.fromkeys(one for one in steps if one in self.session.store))
            canvas.viewport().update()

    # -- how severe gaps are

    def severity(self, key: str) -> float | None:
        """How severe a gap is: as the room has said, else as the rules find it; None where neither says."""
        named = self.session.store.find(NamedGap, key)
        if named is not None and named.severity_override is not None:
            return named.severity_override
        gaps = self.session.gaps
        if gaps.is_gathered or not self.editor.gapping.finding.is_large:
            self._found = gaps.found
        if (found := self._found) is None:
            return None
        if named is not None:
            known = (*found.gaps, *found.minor, *found.waived)
            return next((gap.severity for gap in known if gap.key == key), None)
        gap = found.computed.get(key.removeprefix(GAP))
        return gap.severity if gap is not None else None

    def _show_severities(self) -> None:
        for kind, page in (self.drawer.pages if self.drawer is not None else {}).items():
            if kind in ("initiative", "decision", "action"):
                page.follow_severities()

    # -- evidence coverage

    def show_coverage(self, is_on: bool) -> None:
        """Shade the cards by the evidence that supports them, or let them be as they are."""
        if is_on == (self.shades is not None):
            return
        if self.shades is not None and self.legend is not None:
            self.shades.end()
            self.legend.give_keys_back()
            self.legend.hide()
            self.legend.deleteLater()
            self.shades = self.legend = None
            return
        from widgets.canvas.coverage import CoverageShades
        from widgets.coverage_legend import Legend

        canvas, notice = self.editor.canvas, self.editor.looking.notice
        self.shades = CoverageShades(canvas)
        self.legend = Legend(canvas.look, canvas.viewport(), LABELS, notice)
        self.legend.ended.connect(lambda: self.switch_coverage(False))
        self.legend.say("Evidence", "Show the map")

    def switch_coverage(self, is_on: bool) -> None:
        """The same from a menu or a link: what is switched on is said there too."""
        self.show_coverage(is_on)
        self.editor.window_around.menus.refresh()
