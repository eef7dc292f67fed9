"""The gaps of an open map, kept true while people work: found in slices between what hands and screen need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from model.quiet import opening
from model.records import Touchpoint
from model.store import Commit

if TYPE_CHECKING:
    from app.session import Session
    from model.gaps import Found

SLICE = 0.006
"""How long one slice may take, s."""
QUIET = 40
"""How long after a commit the rest is looked for, so that quick steps follow each other freely, ms."""
REST = 150
"""The same on a large map, where what is found is shown after that time too, a part at a time, ms."""
MANY = 500
"""A map of more touchpoints than these is large."""
GRAPHS = "networkx"
"""What the rules need that takes long to load."""


class Finding(QObject):
    """Lets the gaps of a session settle, and says when there is something new to show."""

    changed = Signal()
    """What is found is not as it was."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self._work: Iterator[str] | None = None
        self._dropped: Iterator[str] | None = None
        """Work that a commit made void; letting go of all it holds takes as long as a slice."""
        self._first: set[str] | None = None
        """The gaps that were listed when the map was first looked at."""
        self._has_begun = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._go_on)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.timeout.connect(self.changed)
        session.store.committed.connect(self._follow)

    def begin(self) -> None:
        """Look for the gaps of the map for the first time."""
        self._follow(None)

    def close_down(self) -> None:
        """Follow the map no more."""
        self._later.stop()
        self._told.stop()
        self.session.store.committed.disconnect(self._follow)

    @property
    def found(self) -> Found:
        """What is found so far."""
        return self.session.gaps.found

    @property
    def is_large(self) -> bool:
        """Whether the map is so large that what is found is shown a part at a time."""
        return len(self.session.store.of(Touchpoint)) > MANY

    @property
    def is_settled(self) -> bool:
        """Whether all of it is as a full look would find it."""
        return self.session.gaps.is_settled

    def settle(self) -> None:
        """Bring everything up to date now."""
        self.session.gaps.settle()
        self._later.stop()
        self.changed.emit()

    def tell(self) -> None:
        """Say what is found now, before the rest is."""
        self._told.stop()
        self.changed.emit()

    def tell_soon(self) -> None:
        """Say a moment later what is found, as after a commit."""
        self._told.start(REST)

    @property
    def news(self) -> int:
        """How many gaps are listed that were not when the map was first looked at."""
        first, gaps = self._first, self.found.gaps
        if first is None and self.is_settled:
            first = self._first = {gap.key for gap in gaps}
        return sum(gap.key not in first for gap in gaps) if first is not None else 0

    def _follow(self, commit: Commit | None) -> None:
        self.session.gaps  # noqa: B018 - it follows the map from the first time it is asked for.
        self._dropped, self._work = self._dropped or self._work, None
        self._told.start(REST if self.is_large else 0)
        self._later.start(REST if self.is_large and commit is not None else QUIET)

    def _go_on(self) -> None:
        """Do a slice of the work, and come back for the next."""
        if not self._has_begun:
            self._has_begun = True
            Thread(target=import_module, args=(GRAPHS,), daemon=True).start()
        # What is found first stays for long, as the map does.
        with opening() if self._first is None else nullcontext():
            is_done = self._do_a_slice()
        if not is_done:
            self._later.start(0)
        else:
            self._work = None
            self.changed.emit()

    def _do_a_slice(self) -> bool:
        if self._dropped is not None:
            self._dropped = None
            return False
        if self._work is None:
            self._work = self.session.gaps.settling()
        end = perf_counter() + SLICE
        return all(perf_counter() <= end for _ in self._work)
