"""Brings in what dialogs, tables and walks need a little at a time, while nobody waits, so that they open at once."""

import importlib

from PySide6.QtCore import QObject, QTimer

FIRST, NEXT = 4000, 150
"""How long after the window’s beginning, and how far apart, ms."""
MODULES = (
    "model.drawing.poster",
    "exporters.report.sheet",
    "exporters.report.briefing",
    "exporters.exporter",
    "exporters.report.tiles",
    "exporters.report.pages",
    "exporters.pdf.report",
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


class Readying(QObject):
    """Imports one module after the other between events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.left = list(MODULES)
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Bring in the next one."""
        if self.left:
            importlib.import_module(self.left.pop(0))
            self._timer.setInterval(NEXT)
        if not self.left:
            self.stop()

    def stop(self) -> None:
        """Bring in no more."""
        self._timer.stop()
