"""Brings in what dialogs, tables and walks need a little at a time, while nobody waits, so that they open at once."""

import importlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

FIRST, NEXT = 4000, 100
"""How long after the window’s beginning, and how far apart, ms."""
MODULES = (
    "exporters",
    "app.export_run",
    "app.export_verdict",
    "widgets.pages.preview",
    "widgets.pages.parts",
    "app.leafing",
    "app.export_form",
    "app.export_dialog",
    "widgets.registers.columns",
    "widgets.registers.kinds",
    "model.registers",
    "widgets.registers.cell_sheet",
    "widgets.registers.rows",
    "widgets.registers.cells",
    "widgets.registers.grid",
    "widgets.registers.table",
    "widgets.registers.filters",
    "model.coverage",
    "widgets.registers.chain_map",
    "widgets.registers.chain",
    "model.plan",
    "widgets.registers.plan_map",
    "widgets.registers.plan",
    "widgets.registers.page",
    "widgets.registers.drawer",
    "widgets.walk.lines",
    "widgets.walk.told",
    "widgets.walk.page",
    "model.questions.question",
    "model.questions.answers",
    "model.questions.table",
    "model.questions.audit",
    "widgets.walk.knobs",
    "widgets.walk.board",
    "widgets.walk.audit_list",
    "widgets.walk.audit",
    "model.questions.course",
    "widgets.walk.curve",
    "widgets.walk.stage",
    "widgets.walk.typed",
    "widgets.walk.walk",
    "widgets.canvas.coverage",
    "widgets.coverage_legend",
)
"""Each after what it needs itself, so that none takes long: a step brings in a few modules at most."""
WITHOUT_QT = ("exporters",)
"""What has no widgets is brought in on a thread of its own: one of these needs all the others at once."""


class Readying(QObject):
    """Imports one module after the other between events."""

    def __init__(self, parent: QObject, is_busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self.left = list(MODULES)
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Bring in the next one, once the one before is there and no hand is at work."""
        if (self._thread is not None and self._thread.is_alive()) or self._is_busy():
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
