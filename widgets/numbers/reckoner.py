"""Reckons the numbers of a journey beside all else, and again after every change, for as long as they are wanted."""

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from model.journey import Journey
from model.numbers import LikelyWalk, Numbers, numbers_in_parts
from model.parts import Parts
from model.records import Touchpoint
from model.store import Commit

SLICE = 0.006
"""How long one slice of reckoning takes at most, unless one part alone takes longer, s."""
WALKS = 5
MANY, REST = 400, 300
"""A map with more touchpoints is reckoned again only when nothing has changed for so long, ms."""


class Reckoned:
    """The numbers of everyone (None) and of each persona, with the likeliest walks."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, Numbers] = {}
        self.walks: dict[str | None, list[LikelyWalk]] = {}


class Reckoner(QObject):
    """Keeps the numbers of one journey true; nothing is reckoned while nobody wants them."""

    changed = Signal()
    """Numbers are there, or have begun to be out of date."""

    def __init__(self, journey: Journey, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journey = journey
        self.reckoned: Reckoned | None = None
        self.is_wanted = False
        self.is_true = False
        """Whether what was reckoned last is what the map says now."""
        self._work: Parts[Reckoned] | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)
        journey.store.committed.connect(self._follow)

    def close_down(self) -> None:
        """Follow the map no more."""
        self._next.stop()
        self._work = None
        self.journey.store.committed.disconnect(self._follow)

    def want(self, is_wanted: bool) -> None:
        """Reckon as long as somebody looks."""
        self.is_wanted = is_wanted
        if is_wanted and not self.is_true and not self._next.isActive():
            self._next.start(0)
        elif not is_wanted:
            self._next.stop()

    def _follow(self, commit: Commit) -> None:
        self._work = None
        was_true, self.is_true = self.is_true, False
        if self.is_wanted:
            self._next.start(REST if len(self.journey.store.of(Touchpoint)) > MANY else 0)
        if was_true:
            self.changed.emit()

    def _go_on(self) -> None:
        if self._work is None:
            self._work = _everything(self.journey)
        end = perf_counter() + SLICE
        try:
            while perf_counter() < end:
                next(self._work)
        except StopIteration as done:
            self._work, self.reckoned, self.is_true = None, done.value, True
            self.changed.emit()
            return
        self._next.start(0)


def _everything(journey: Journey) -> Parts[Reckoned]:
    found = Reckoned()
    everyone = [None, *(persona.id for persona in journey.personas)]
    for one in (yield from numbers_in_parts(journey, everyone)):
        found.numbers[one.persona] = one
        found.walks[one.persona] = yield from one.walks_in_parts(WALKS)
    return found
