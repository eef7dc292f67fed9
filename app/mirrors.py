"""Stand-ins for the window's actions that go with the part of the window that uses them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction


class Mirror(QAction):
    """Looks as another action and does what it does, for as long as its parent lives."""

    def __init__(self, original: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self.original = original
        self.setShortcuts(original.shortcuts())
        original.changed.connect(self._take_over)
        self.triggered.connect(original.trigger)
        self._take_over()

    def _take_over(self) -> None:
        self.setText(self.original.text())
        self.setToolTip(self.original.toolTip())
        self.setEnabled(self.original.isEnabled())
        self.setCheckable(self.original.isCheckable())
        self.setChecked(self.original.isChecked())


def mirrored(actions: Mapping[str, QAction], parent: QObject) -> dict[str, QAction]:
    """A mirror of each action by its name."""
    return {name: Mirror(action, parent) for name, action in actions.items()}
