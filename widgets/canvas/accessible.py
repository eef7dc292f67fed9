"""The map for those who hear the screen: it names what is selected; the outline is its twin row by row."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from model.journey import Journey
from model.spoken import spoken_selection
from model.store import Commit
from widgets.selection import Selection
from widgets.spoken import speak_as


class Voice:
    """Keeps the name of a canvas true: the map, and what is selected on it."""

    def __init__(self, canvas: QWidget, journey: Journey, selection: Selection) -> None:
        self.canvas, self.journey, self.selection = canvas, journey, selection
        speak_as(canvas, QAccessible.Role.Canvas)
        self._soon = QTimer(canvas, singleShot=True, interval=0)
        self._soon.timeout.connect(self.say)
        selection.changed.connect(self._select)
        journey.store.committed.connect(self._follow)
        self.say()

    def close_down(self) -> None:
        """Follow the map no more."""
        self._soon.stop()
        self.selection.changed.disconnect(self._select)
        self.journey.store.committed.disconnect(self._follow)

    def say(self) -> None:
        """Name what is selected, and say it aloud to those who stand on the map."""
        self._soon.stop()
        said = spoken_selection(self.journey, self.selection.ids)
        name = f"Map, {said}"
        if name == self.canvas.accessibleName():
            return
        self.canvas.setAccessibleName(name)
        if QAccessible.isActive() and self.canvas.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, said))

    def _select(self, selection: Selection) -> None:
        self.say()

    def _follow(self, commit: Commit) -> None:
        self._soon.start()
