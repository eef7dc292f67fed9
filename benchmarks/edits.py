"""Edits on a map of 5,000 touchpoints at 100 %, all panels open: CPU from the commit to the painted window, ms."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.tables import table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.window import Window

COUNT, TIMES = 5000, 9
MOST = 16
"""So long may an edit take, ms."""


def one(count: int) -> dict[str, float]:
    """The median of each edit, with the canvas looking at where it happens, and a card selected there."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.windows import window_with

    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = window_with(app, count, Path(folder))
        found = _measured(app, window)
        assert window.editor is not None
        window.editor.gapping.show_list()
        return found | {f"{name}, gaps listed": ms for name, ms in _measured(app, window).items()}


def _rest(app: "QApplication", seconds: float) -> None:
    from benchmarks.windows import rest

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        rest(app)


def _measured(app: "QApplication", window: "Window") -> dict[str, float]:
    from model import operations as do

    session, canvas = window.session, window.canvas
    assert session is not None
    store, journey = session.store, session.journey
    middle = len(journey.touchpoints) // 2
    ids = journey.touchpoints[middle : middle + 40]
    canvas.zoom_to(1.0)
    canvas.choose_and_show(ids[3])
    _rest(app, 2.0)
    phase = journey.phase_of(store[ids[3]])  # type: ignore[arg-type]
    channels, handover = journey.channels, journey.leaving(ids[2])[0].id
    at = ids[4]
    steps: dict[str, Callable[[int], object]] = {
        "nothing": lambda n: canvas.viewport().update(),
        "title": lambda n: do.rename(store, ids[3], f"Asks for the {n}th time"),
        "mood": lambda n: do.set_mood(store, ids[3], None, n % 5 - 2.0),
        "quality": lambda n: do.cycle_quality(store, handover),
        "move": lambda n: do.move_touchpoints(store, [ids[5]], phase, channels[n % 4], None),
        "add": lambda n: do.add_touchpoint(store, phase, channels[n % 4], "Waits", before=at),
        "delete": lambda n: do.delete(store, [ids[8 + n]]),
        "undo": lambda n: session.history.undo(),
        "redo": lambda n: session.history.redo(),
    }
    found: dict[str, float] = {}
    for name, step in steps.items():
        taken = []
        for number in range(TIMES):
            _rest(app, 0.3)
            begun = time.process_time()
            step(number)
            app.processEvents()
            taken.append((time.process_time() - begun) * 1e3)
        found[name] = statistics.median(taken)
    return found


def run(count: int = COUNT) -> dict[str, Any]:
    """The edits in a process of their own."""
    program = f"import json, os, sys; from benchmarks.edits import one; print(json.dumps(one({count}))); "
    program += "sys.stdout.flush(); os._exit(0)"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(found: dict[str, float]) -> str:
    """The edits as a table."""
    rows = [(f"edit at {COUNT:,}", "", "ms", "may be")]
    rows += [(name, "", f"{ms:.1f}", f"≤ {MOST}") for name, ms in found.items()]
    return table(rows)
