"""Watches the GUI thread: how long each event keeps it from the next one, and where it is then."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QScrollArea

from benchmarks.windows import rest

LOOK = 0.004
"""How often the other thread looks, s."""
LATE = 15.0
"""A stretch is looked at from so long on, ms."""
DEEPEST = 6
ROOMS = ("/model/", "/widgets/", "/app/", "/exporters/")


@dataclass
class Block:
    """A stretch in which the GUI thread did one thing."""

    doing: str
    """What the script was doing."""
    cpu: float
    """CPU of the GUI thread, ms."""
    wall: float
    where: str = ""
    """The innermost calls of ours at the time, outermost first."""


class Watchdog(QObject):
    """Takes note of every stretch between two events, and looks from another thread where a long one is.

    A stretch is counted by the CPU that the GUI thread takes, so that a busy machine makes none longer; waiting is
    left out, since then nothing is held up but by the disk.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app, self._main, self._gui = app, threading.get_ident(), QThread.currentThread()
        self._ours: dict[CodeType, bool] = {}
        """Which code is ours; asked for each event, so that looking costs little."""
        self.doing = ""
        self.blocks: list[Block] = []
        self._stacks: list[str] = []
        self._begun = 0.0
        self._cpu = time.thread_time()
        self._wall = time.perf_counter()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        app.installEventFilter(self)
        _meet_strangers()
        self._thread.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another event begins: what came before is over, unless code of ours sent it in the middle of something."""
        code = sys._getframe(1).f_code
        if code not in self._ours:
            self._ours[code] = any(room in code.co_filename for room in ROOMS)
        if not self._ours[code] or self._gui.loopLevel() > 0:
            self.tick()
        return False

    def tick(self) -> None:
        """End the present stretch and begin another one."""
        cpu, wall = time.thread_time(), time.perf_counter()
        took = (cpu - self._cpu) * 1e3
        if took > LATE:
            where = max(set(self._stacks), key=self._stacks.count) if self._stacks else ""
            self.blocks.append(Block(self.doing, took, (wall - self._wall) * 1e3, where))
        self._stacks = []
        self._cpu, self._wall = cpu, wall

    def does(self, what: str, step: Callable[[], object]) -> None:
        """Do a step of the script, and let all events come that follow of it."""
        self.tick()
        self.doing = what
        step()
        self.tick()
        end = time.perf_counter() + 0.35
        while time.perf_counter() < end:
            self.let_come()
            time.sleep(0.001)

    def let_come(self) -> None:
        """Let the events come that are due, and what was let go be deleted, as in a loop of events."""
        self._app.processEvents()
        self.tick()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.tick()
        rest(self._app)
        self.tick()

    def stop(self) -> None:
        """Watch no more."""
        self._ends.set()
        self._thread.join()
        self._app.removeEventFilter(self)

    def _look(self) -> None:
        while not self._ends.wait(LOOK):
            if (time.perf_counter() - self._wall) * 1e3 > LATE:
                frame = sys._current_frames().get(self._main)
                if frame is not None:
                    self._stacks.append(_calls(frame))


def _meet_strangers() -> None:
    """Let PySide pass on events of Qt's inner classes once: it looks for the first of them for long, here only."""
    for made in (QLineEdit(), QListView(), QScrollArea()):
        made.deleteLater()


def _calls(frame: FrameType | None) -> str:
    """The innermost calls of ours."""
    calls: list[str] = []
    while frame is not None and len(calls) < DEEPEST:
        file = frame.f_code.co_filename
        room = next((file[file.index(room) + 1 :] for room in ROOMS if room in file), None)
        if room is not None:
            calls.append(f"{room.removesuffix('.py')}.{frame.f_code.co_name}")
        frame = frame.f_back
    return " › ".join(reversed(calls))
