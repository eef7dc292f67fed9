"""Stand-ins for the window's actions that go with the part of the window that uses them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

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
        with changing(self):
            self.setText(self.original.text())
            self.setToolTip(self.original.toolTip())
            self.setEnabled(self.original.isEnabled())
            self.setCheckable(self.original.isCheckable())
            self.setChecked(self.original.isChecked())


@contextmanager
def changing(action: QAction) -> Iterator[None]:
    """Change several things of an action and have that heard once; whoever listens may find that nothing is new."""
    was_blocked = action.blockSignals(True)
    try:
        yield
    finally:
        action.blockSignals(was_blocked)
    action.changed.emit()


def mirrored(actions: Mapping[str, QAction], parent: QObject) -> dict[str, QAction]:
    """A mirror of each action by its name."""
    return {name: Mirror(action, parent) for name, action in actions.items()}
