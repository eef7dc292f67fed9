"""Brings in what dialogs, tables and walks need a little at a time, while nobody waits, so that they open at once."""

import importlib
import threading

from PySide6.QtCore import QObject, QTimer

FIRST, NEXT = 4000, 150
"""How long after the window’s beginning, and how far apart, ms."""
MODULES = (
    "exporters",
    "widgets.pages.parts",
    "app.leafing",
    "app.export_form",
    "app.export_dialog",
    "widgets.registers.kinds",
    "widgets.registers.table",
    "widgets.registers.filters",
    "widgets.registers.page",
    "widgets.registers.drawer",
    "widgets.walk.page",
    "widgets.walk.audit",
    "widgets.walk.walk",
    "widgets.coverage_legend",
)
"""Each after what it needs itself, so that none takes long."""
WITHOUT_QT = ("exporters",)
"""What has no widgets is brought in on a thread of its own: one of these needs all the others at once."""


class Readying(QObject):
    """Imports one module after the other between events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.left = list(MODULES)
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Bring in the next one, once the one before is there."""
        if self._thread is not None and self._thread.is_alive():
            return
        if self.left:
            name = self.left.pop(0)
            if name in WITHOUT_QT:
                self._thread = threading.Thread(target=importlib.import_module, args=(name,), daemon=True)
                self._thread.start()
            else:
                importlib.import_module(name)
            self._timer.setInterval(NEXT)
        if not self.left:
            self.stop()

    def stop(self) -> None:
        """Bring in no more."""
        self._timer.stop()
