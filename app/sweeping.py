"""Python's search for rubbish on the GUI's thread only, when it has nothing else to do, and never much at once.

Left to itself the search runs on whatever thread makes one object too many. On a thread that saves or imports it
would free widgets, timers and pictures while the GUI's thread paints with what is left of them.

A search through all that stands takes longer the longer a workshop lasts. What has stood through one is set aside as
soon as it is much, and the next looks at what came since. What was set aside and became rubbish later is found by a
thorough search: when much was set aside and no hand has touched the window for a while, or when a map is closed.
"""

import ctypes
import gc

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication

from app.resting import BY_HANDS, Rest
from model.quiet import came_to_stand, clear_away, is_apart, is_quiet, set_aside, times_set_aside

GROWN = 0.25
"""What stands is looked through once so much has been added to it, as a share."""
MUCH = 30_000
"""So many objects that stand are set aside; a look through them takes some 10 ms."""
TOO_MANY = 40_000
"""So many that were added are looked through, however few searches they came with."""
THOROUGH = 400_000
"""Once so many were set aside, all is looked through when hands rest."""
REST = 45_000
"""Hands rest when they have touched nothing for so long, ms."""
AFTER_CLOSING = 15_000
"""So long must hands rest before the rubbish of a closed map is looked for, ms."""
LARGE = 1 << 20
"""A piece of memory is large from here on, bytes: less than the picture of a map."""
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""As GNU's malloc.h numbers them."""


def clear_away_at_rest(parent: QObject) -> None:
    """Find the rubbish that a closed map left once hands rest, and nothing is read or built."""
    rest = Rest(parent, AFTER_CLOSING)

    def look() -> None:
        if is_quiet():
            rest.await_it()
        else:
            clear_away()
            rest.deleteLater()

    rest.came.connect(look)
    rest.await_it()


def give_back_large() -> bool:
    """Have large pieces of memory, as pictures are, given back to the system once they are free.

    GNU's C library keeps them after the first was freed. Says whether it heard; others are left as they are.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):
        return False
    return all(mallopt(which, LARGE) == 1 for which in (TRIM_THRESHOLD, MMAP_THRESHOLD))


class Sweeping(QObject):
    """Looks for rubbish as often as Python itself would, each time after events were dealt with."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self.standing, self.added = 0, 0
        """So many objects stood through the last search and are not set aside; at most so many came since."""
        self._times, self._is_touched = times_set_aside(), False
        self.rest = QTimer(self, interval=REST)
        self.rest.timeout.connect(self.look_thoroughly)
        gc.disable()
        give_back_large()
        self._events = QAbstractEventDispatcher.instance(QThread.currentThread())
        self._events.aboutToBlock.connect(self.sweep)

    def sweep(self) -> None:
        """Look through what is due, unless a map is being read or built."""
        if is_quiet():
            return
        if self._times != times_set_aside():
            self._times, self.standing, self.added = times_set_aside(), 0, 0
        (new, often, very_often), most = gc.get_count(), gc.get_threshold()
        if new <= most[0]:
            return
        if new > MUCH and not is_apart():
            self._spare(self.standing + self.added + new)
            return
        if (very_often > most[2] and self._has_grown(new)) or (self.added > TOO_MANY and not is_apart()):
            self._look_through_all()
        else:
            self.added = max(0, self.added + new - gc.collect(1 if often > most[1] else 0))

    def _has_grown(self, new: int) -> bool:
        return self.added + new >= self.standing * GROWN

    def _look_through_all(self) -> None:
        """Look at all that is not set aside; if that is much, the next time is spared it."""
        gc.collect()
        self.standing, self.added = len(gc.get_objects(2)), 0
        if self.standing > MUCH and not is_apart():
            self._spare(self.standing)

    def _spare(self, count: int) -> None:
        """Set so much aside unseen or seen; once it is very much, all is looked through when hands rest."""
        set_aside(count)
        if came_to_stand() > THOROUGH and not self.is_waiting:
            self._await_rest()

    # -- what was set aside

    @property
    def is_waiting(self) -> bool:
        """Whether a thorough search is due as soon as hands rest."""
        return self.rest.isActive()

    def _await_rest(self) -> None:
        app = QApplication.instance()
        if app is not None:
            self._is_touched = False
            app.installEventFilter(self)
            self.rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of a hand that is at work."""
        if event.type() in BY_HANDS:
            self._is_touched = True
        return False

    def look_thoroughly(self) -> None:
        """Look through everything once hands have rested, unless something is built or stands apart for a while."""
        if self._is_touched or is_quiet() or is_apart():
            self._is_touched = False
            return
        if came_to_stand() > THOROUGH:
            clear_away()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        self.rest.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def close_down(self) -> None:
        """Leave it to Python again."""
        self._stop_waiting()
        self._events.aboutToBlock.disconnect(self.sweep)
        if self._was_on:
            gc.enable()
