"""What is supposed in an open map: ticked and changed by hand, measured against today, and kept if it is good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.files import CannotSave, save_map
from app.prompts import ENDING, ask_for_place, file_name_of, tell
from app.what_if import Gauge
from model.compare import patch_between
from model.findings import Initiative
from model.format import new_envelope
from model.gaps.words import listed
from model.operations import set_field
from model.rules import Refused
from model.store import Commit
from model.what_if import (
    closing,
    demand_of,
    keep_as_initiative,
    let_nobody_back,
    link_counterpart,
    mend,
    multiply_demand,
    tick,
    ticked,
    to_be,
    untick,
)
from widgets.numbers.supposing import ByHand, Keeping, Outcome, Ticks, offers

if TYPE_CHECKING:
    from app.editor import MapEditor
    from model.gaps.found import Found
    from model.gaps.gap import Gap

HINTS = (("", "What if is on. The map is not changed"), ("Esc", "leaves it"))
MOST_CODES = 4


class Supposing(QObject):
    """Wires what is supposed to the numbers, the canvas and the gap strip of an editor."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        session = editor.session
        assert session.supposes is not None
        self.editor, self.session, self.today = editor, session, session.supposes
        self.window, self.canvas = editor.window_around, editor.canvas
        look, panel = self.canvas.look, editor.numbering.panel
        self.ticks = Ticks(look)
        self.outcome, self.by_hand, self.keeping = Outcome(look), ByHand(look, session.journey), Keeping(look)
        panel.put_first(self.ticks)
        panel.put_below(self.outcome, self.by_hand, self.keeping)
        self.closed: list[Gap] = []
        self._otherwise: set[str] = set()
        """The records that are not as they are today."""
        self.gauge = Gauge(session, self)
        self._connect()
        self.canvas.stand_beside(self.today.journey)
        self._show()

    def _connect(self) -> None:
        window = self.window
        self.ticks.turned.connect(self._turn)
        self.ticks.cleared.connect(self._clear)
        self.outcome.wanted.connect(lambda one: window.go_to(one, and_stay=True))
        store = self.session.store
        self.by_hand.mended.connect(lambda one: self._do(lambda: mend(store, one)))
        self.by_hand.let_go.connect(lambda one: self._do(lambda: let_nobody_back(self.session.journey, one)))
        self.by_hand.waits.connect(
            lambda one, wait: self._do(lambda: set_field(store, one, "wait_min", wait))
        )
        self.by_hand.multiplied.connect(
            lambda factor: self._do(lambda: multiply_demand(store, self.today.store, factor))
        )
        self.keeping.propose = self._proposed
        self.keeping.initiative_wanted.connect(self._keep_initiative)
        self.keeping.map_wanted.connect(self._keep_map)
        self.keeping.beside_wanted.connect(lambda: window.comparing.with_today(self.session))
        self.keeping.leave_wanted.connect(window.what_if.leave)
        self.canvas.left.connect(window.what_if.leave)
        self.editor.numbering.panel.left.connect(window.what_if.leave)
        self.gauge.told.connect(self._show_gaps)
        store.committed.connect(self._follow)
        self.session.selection.changed.connect(self._show_step)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.gauge.close_down()
        self.session.store.committed.disconnect(self._follow)
        self.session.selection.changed.disconnect(self._show_step)

    # -- doing

    def _do(self, step: Callable[[], object]) -> None:
        """Do a step on what is supposed, going over to it on the canvas."""
        self.canvas.pass_over(lambda: self.canvas.do(step))
        self._show()

    def _turn(self, initiative: str, is_done: bool) -> None:
        step = tick if is_done else untick
        self._do(lambda: step(self.session.store, self.today.journey, initiative))

    def _clear(self) -> None:
        """Suppose nothing any more; undo brings it back."""
        patch = patch_between(self.session.store, self.today.store)
        self._do(lambda: self.session.store.apply(patch, "Suppose nothing", "user"))

    # -- following

    def _follow(self, commit: Commit) -> None:
        for one in commit.ids:
            is_as_today = self.session.store.get(one) == self.today.store.get(one)
            (self._otherwise.discard if is_as_today else self._otherwise.add)(one)
        self._show()

    def _show(self) -> None:
        self.ticks.show_offers(offers(self.today.journey), ticked(self.session.store))
        self.ticks.allow_clearing(bool(self._otherwise))
        self._show_step()

    def _show_step(self, _: object = None) -> None:
        factor = demand_of(self.session.store, self.today.store)
        self.by_hand.show_step(self.session.selection.only, factor)

    def _show_gaps(self, before: Found, after: Found) -> None:
        self.closed, opened = closing(before, after)
        self.outcome.show_gaps(self.closed, opened)
        self.editor.strip.say_below(self.outcome.said if self.closed or opened else "")
        order = [gap.id for gap in self.today.journey.named_gaps]
        done = [
            f"G{order.index(key) + 1}"
            for one in sorted(ticked(self.session.store))
            for key in sorted(getattr(self.today.store.get(one), "closes", ()))
            if key in order
        ]
        codes = sorted(done, key=lambda code: int(code[1:]))
        if len(codes) > MOST_CODES:
            codes = [*codes[:MOST_CODES], f"{len(codes) - MOST_CODES} more"]
        counts = "counts" if len(codes) == 1 else "count"
        self.editor.numbering.panel.say_also(f"{listed(codes)} {counts} as closed." if codes else "")

    # -- keeping

    def _proposed(self) -> str:
        """What an initiative of all this may be called: as the one that is ticked alone, or by the worst gap."""
        return f"Close “{self.closed[0].title}”" if self.closed else ""

    def _keep_initiative(self, title: str, owner: str) -> None:
        """Add an initiative to the map itself that closes what would close here."""
        keys = [gap.key for gap in self.closed]
        try:
            made = keep_as_initiative(self.today.store, title, owner, keys)
        except Refused as refused:
            self.window.toast(str(refused))
            return
        with self.session.store.transaction("Add an initiative", source="load") as change:
            change.create(self.today.store.of(Initiative)[made])
        self._show()
        self.window.show_state()
        self.window.toast(f"“{title}” is in the map now", {"Leave what if": self.window.what_if.leave})

    def _keep_map(self) -> None:
        """Save what is supposed as a map of its own, and let the two know of each other."""
        window, today = self.window, self.today
        window.finish_typing()
        folder = today.path.parent if today.path else window.preferences.now.folder or Path.home()
        name = f"{file_name_of(today.title)}, to be{ENDING}"
        path = ask_for_place(window, "Save the map to be as", folder / name)
        if path is None:
            return
        envelope = replace(new_envelope(), app=today.opened.envelope.app)
        try:
            save_map(path, to_be(self.session.store, today.opened.envelope.doc), envelope)
        except CannotSave as error:
            tell(window, window.look, "The map to be was not saved", str(error))
            return
        try:
            link_counterpart(today.store, envelope.doc)
        except Refused as refused:
            window.toast(str(refused))
            return
        window.preferences.opened(path, f"{today.title}, to be")
        window.show_state()
        window.toast(f"The map to be is in {path.name}", {"Open it": lambda: window.desk.open(path)})
