"""How the window comes up: one application, one window for each map, an end on Ctrl+C."""

import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.cannot import CannotDo
from app.motion import system_wants_calm
from app.recovery import came_back
from app.settings import Preferences
from app.sweeping import Sweeping
from app.whole_errors import tell, with_whole_errors
from app.window import Window
from model.quiet import set_aside
from widgets.look import Look

INTERRUPTED = 130


class Interrupts:
    """Ends the application at Ctrl+C in the terminal; Python alone would notice only at the next event."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, lambda *_: None)
        self._heard = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._heard.activated.connect(self._end)

    def _end(self) -> None:
        if signal.SIGINT in self._ours.recv(64):
            self._app.exit(INTERRUPTED)


def application() -> QApplication:
    """The application, by its name, crisp at every scale."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise CannotDo(
            "There is no screen here to open a window on; `mind-the-gap --help` says what works without."
        )
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["mind-the-gap"])
    app.setApplicationName("mind-the-gap")
    app.setApplicationDisplayName("Mind the Gap")
    app.setDesktopFileName("mind-the-gap")
    return app


def _learn_motion(look: Look, preferences: Preferences) -> None:
    """Move as little as the system asks for; it is asked once there is a window to be seen."""
    look.is_system_calm = system_wants_calm()
    look.move(preferences.now.motion)


def windows_with(maps: Sequence[Path], preferences: Preferences, look: Look) -> list[Window]:
    """A window for each of these maps and each that a crash took away, or one with the welcome page."""
    windows = [Window(preferences, look) for _ in maps]
    for window, path in zip(windows, maps, strict=True):
        window.desk.begin_with(path)
    for session in came_back(is_alone=not maps):
        windows.append(Window(preferences, look))
        windows[-1].show_session(session)
    if not windows:
        windows.append(Window(preferences, look))
        windows[0].show_session(None)
    for window in windows:
        window.show()
    return windows


def run(maps: Sequence[Path]) -> int:
    """Open a window for each of these maps, or one with the welcome page; returns the exit code."""
    sys.excepthook = tell
    return with_whole_errors(lambda: _run(maps))


def _run(maps: Sequence[Path]) -> int:
    app = application()
    interrupts, sweeping = Interrupts(app), Sweeping(app)
    preferences = Preferences()
    look = Look()
    look.install(app)
    app.setWindowIcon(look.app_icon)
    windows = windows_with(maps, preferences, look)
    QTimer.singleShot(0, app, lambda: _learn_motion(look, preferences))
    QTimer.singleShot(0, app, set_aside)
    ended = app.exec()
    sweeping.close_down()
    preferences.wait()
    del interrupts, windows
    return ended
