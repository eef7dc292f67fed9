"""Python's search for rubbish on the GUI's thread only, when it has nothing else to do.

Left to itself the search runs on whatever thread makes one object too many. On a thread that saves or imports it
would free widgets, timers and pictures while the GUI's thread paints with what is left of them.
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QThread

from model.quiet import is_quiet

GROWN = 1.25
"""What stands for long is looked through once there is so many times as much of it as the last time."""


class Sweeping(QObject):
    """Looks for rubbish as often as Python itself would, each time after events were dealt with."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._stood = 0
        gc.disable()
        self._events = QAbstractEventDispatcher.instance(QThread.currentThread())
        self._events.aboutToBlock.connect(self.sweep)

    def sweep(self) -> None:
        """Look through what is due, unless a map is being read or built."""
        if is_quiet():
            return
        for generation in (2, 1, 0):
            most = gc.get_threshold()[generation]
            if gc.get_count()[generation] > most > 0 and (generation < 2 or self._has_grown()):
                gc.collect(generation)
                if generation == 2:
                    self._stood = len(gc.get_objects(2))
                return

    def _has_grown(self) -> bool:
        return len(gc.get_objects(2)) > self._stood * GROWN

    def close_down(self) -> None:
        """Leave it to Python again."""
        self._events.aboutToBlock.disconnect(self.sweep)
        if self._was_on:
            gc.enable()
