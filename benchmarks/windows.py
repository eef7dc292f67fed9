"""The whole window with a large map in it and everything open at its sides, as hands find it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.window import Window


def window_with(app: "QApplication", count: int, folder: Path) -> "Window":
    """A window that shows a map of so many touchpoints; its files go into a folder.

    As in the app, rubbish is looked for on the GUI's thread when it rests: `rest`, where no loop of events does that.
    """
    from app.settings import Preferences
    from app.sweeping import Sweeping
    from app.window import Window
    from benchmarks.maps import map_of
    from widgets.look import Look

    look = Look(reduced_motion=True)
    look.install(app)
    path = folder / "large.journey"
    path.write_bytes(map_of(count))
    preferences = Preferences(folder / "home")
    preferences.change(panel_open=True, outline_open=True, strip_open=True, overview_open=True)
    Sweeping(app)
    window = Window(preferences, look)
    window.resize(1440, 900)
    window.show_session(None)
    window.show()
    window.desk.open(path)
    for _ in range(200):
        app.processEvents()
        rest(app)
    return window


def rest(app: "QApplication") -> None:
    """Do what is done before a loop of events waits for the next one."""
    from app.sweeping import Sweeping

    for one in app.children():
        if isinstance(one, Sweeping):
            one.sweep()
