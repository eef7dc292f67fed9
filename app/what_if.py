"""What if at the screen: the map as it would be lies over the map as it stands, under the same hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.apart import Apart, emptying, large_of
from app.busy import is_busy
from app.session import Session
from model.quiet import opening
from model.records import Touchpoint
from widgets.numbers.reckoner import MANY, REST

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from app.editor import MapEditor
    from app.window import Window
    from model.store import Commit

DONE = object()
PREPARES = "What if is being prepared"


class WhatIf(QObject):
    """Whether something is supposed in a window, and the parts of the map that were there before."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.below: MapEditor | None = None
        """The parts of the map as it stands, while what is supposed lies over them."""
        self._above: MapEditor | None = None
        """The parts of what is supposed, while they are built."""
        self._today: Session | None = None
        self._apart: Apart | None = None
        """What is supposed or being prepared, as something that will go again."""
        self._building: Generator[None, None, None] | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._build_on)

    @property
    def is_on(self) -> bool:
        """Whether something is supposed."""
        return self.below is not None

    def turn(self) -> None:
        """Suppose something, or nothing any more."""
        if self.is_on or self._building is not None:
            self.leave()
        else:
            self.begin()

    def begin(self) -> None:
        """Let a copy of the map lie over it, seen as the map was seen, with its numbers beside it.

        On a large map it is made in slices, so that hands can go on meanwhile.
        """
        window = self.window
        if self.is_on or self._building is not None or window.session is None or window.editor is None:
            return
        window.finish_typing()
        self._today = window.session
        self._today.store.committed.connect(self._begin_anew)
        self._apart = Apart(window)
        self._building = self._build(self._today, window.editor)
        if len(self._today.store.of(Touchpoint)) <= MANY:
            for _ in self._building:
                pass
            return
        window.toast(PREPARES)
        self._next.start(0)

    def _build(self, today: Session, below: MapEditor) -> Generator[None, None, None]:
        window = self.window
        session = Session.supposing(today)
        yield
        session.store.refer_as(today.store)
        session.selection.choose(today.selection.ids)
        yield
        self._above = above = window.edited(session, at_once=False)
        yield
        yield from above.building
        yield
        if not above.side.isHidden():
            above.outline.begin()
            yield
        above.sheets.show_sheet("numbers")
        yield
        window.menus.make_ready(above.canvas, above.outline)
        yield
        self._forget_building()
        self.below = below
        window.show_editor(above)
        _look_alike(below, above)
        above.show_sheet("numbers")
        window.show_state()

    def _build_on(self) -> None:
        """Build one part more, while nothing is being dragged or typed, and the map is to be seen."""
        if self._building is None:
            return
        if is_busy(self.window) or self.window.comparing.is_on:
            self._next.start(REST)
            return
        self._next.start(0)
        with opening():
            next(self._building, None)

    def _forget_building(self) -> None:
        self._next.stop()
        if self._today is not None:
            self._today.store.committed.disconnect(self._begin_anew)
        self._building = self._above = self._today = None

    def _begin_anew(self, _: Commit) -> None:
        """The map has changed meanwhile: what is supposed begins as it stands now."""
        self._give_up()
        QTimer.singleShot(0, self, self.begin)

    def _give_up(self) -> None:
        """Let go what is being built."""
        above, building, apart = self._above, self._building, self._apart
        if building is None or apart is None:
            return
        self._forget_building()
        self._apart = None
        apart.go(self._unbuilding(above, building))

    def _unbuilding(
        self, above: MapEditor | None, building: Generator[None, None, None]
    ) -> Generator[None, None, None]:
        """What was being built is made to the end, unseen, so that each of its parts can be let go."""
        if above is not None:
            yield from above.building
            self.window.close_editor(above, at_once=False)
            yield from emptying(above, *large_of(above))
        building.close()

    def end(self) -> None:
        """The window closes: what is being built goes, and what still goes is done with now."""
        self._give_up()
        self.window.comparing.give_up()
        for one in self.window.findChildren(Apart):
            one.finish()

    def leave(self) -> None:
        """Take what is supposed away; nothing is asked, and the map is as it was."""
        self._give_up()
        self.window.comparing.leave()
        below, self.below = self.below, None
        if below is None:
            return
        window, above = self.window, self.window.editor
        window.show_editor(below)
        if above is not None:
            _look_alike(above, below)
            window.close_editor(above, at_once=False)
        apart, self._apart = self._apart, None
        if apart is not None:
            apart.go(emptying(above, *large_of(above)) if above is not None else ())
        below.arrange()
        window.show_state()


def _look_alike(one: MapEditor, other: MapEditor) -> None:
    """Let a second canvas look at the same place as the first, under its lens, with its focus."""
    first, second = one.canvas, other.canvas
    second.choose_lens(first.lens_wanted.name)
    second.show_bond(first.has_bond)
    second.look_at(first.focus)
    second.resize(first.size())
    second.show_as(first)
    second.begin_as(first)
    known = other.session.store
    other.session.selection.choose([record for record in one.session.selection.ids if record in known])


class Gauge(QObject):
    """Finds the gaps of the map as it stands and as it is supposed, a slice at a time, after every change."""

    told = Signal(object, object)
    """What is found today, and what if done."""

    def __init__(self, supposed: Session, parent: QObject) -> None:
        super().__init__(parent)
        assert supposed.supposes is not None
        self.session, self.today = supposed, supposed.supposes
        self._work: Iterator[None] | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)
        supposed.store.committed.connect(self._follow)
        self._next.start(0)

    def close_down(self) -> None:
        """Follow no more."""
        self._next.stop()
        self._work = None
        self.session.store.committed.disconnect(self._follow)

    def _follow(self, _: object) -> None:
        self._next.start(REST if len(self.session.store.of(Touchpoint)) > MANY else 0)

    def _go_on(self) -> None:
        if self._work is None:
            self._work = self._looking()
        if next(self._work, DONE) is not DONE:
            self._next.start(0)
            return
        self._work = None
        if self.today.gaps.is_settled and self.session.gaps.is_settled:
            self.told.emit(self.today.gaps.found, self.session.gaps.found)
        else:
            self._next.start(0)

    def _looking(self) -> Iterator[None]:
        """Let both settle and gather what they find, a part at a time."""
        for one in (self.today, self.session):
            if not one.gaps.is_settled:
                for _ in one.gaps.settling():
                    yield
            yield from one.gaps.gathering()
