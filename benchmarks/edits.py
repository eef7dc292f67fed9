"""Edits on a map of 5,000 touchpoints at 100 %, all panels open: CPU from the step to the painted window, ms."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tables import table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.window import Window

COUNT, TIMES = 5000, 9
MOST = 16
"""So long may an edit take until it is painted, ms."""
NOTHING_LEFT = 0.0003
"""A look for events that took less than this found none, s."""
TAKEN_BACK = ("move", "delete", "add", "undo")
"""Edits that would carry what is measured out of sight: each is taken back again (undo: of an add, done again)."""


def one(count: int) -> dict[str, tuple[float, float]]:
    """Each edit, with the canvas looking at where it happens, and a card selected there: medians.

    First to the painted window, in which the edit is seen; then all that comes of it until hands rest.
    """
    from PySide6.QtWidgets import QApplication

    from benchmarks.windows import window_with

    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = window_with(app, count, Path(folder))
        found = _measured(app, window)
        assert window.editor is not None
        window.editor.gapping.show_list()
        return found | {f"{name}, gaps listed": ms for name, ms in _measured(app, window).items()}


def _rest(app: "QApplication", seconds: float) -> float:
    """Let events come for a time; the CPU it took, ms, without what waiting itself takes."""
    from benchmarks.windows import rest

    end, spent = time.perf_counter() + seconds, 0.0
    while time.perf_counter() < end:
        begun = time.process_time()
        app.processEvents()
        rest(app)
        taken = time.process_time() - begun
        spent += taken if taken > NOTHING_LEFT else 0.0
        time.sleep(0.001)
    return spent * 1e3


def _measured(app: "QApplication", window: "Window") -> dict[str, tuple[float, float]]:
    assert window.session is not None
    canvas, history = window.canvas, window.session.history
    ids = window.session.journey.touchpoints[len(window.session.journey.touchpoints) // 2 :][:12]
    canvas.zoom_to(1.0)
    canvas.choose_and_show(ids[3])

    def look_there() -> None:
        rect, bar = canvas.card_rect(ids[3]), canvas.horizontalScrollBar()
        assert rect is not None
        bar.setValue(bar.value() + round(rect.center().x() - canvas.map_rect().center().x()))

    look_there()
    _rest(app, 2.0)
    found: dict[str, tuple[float, float]] = {}
    steps = _steps(window, ids)
    for name, step in steps.items():
        taken = []
        for number in range(TIMES):
            begun = time.process_time()
            step(number)
            app.sendPostedEvents()
            painted = (time.process_time() - begun) * 1e3
            taken.append((painted, painted + _rest(app, 0.4)))
            if name in TAKEN_BACK:
                history.undo() if name != "undo" else history.redo()
                look_there()
                _rest(app, 0.2)
                if name != "undo":  # As most steps, the next one follows a step, not an undo.
                    steps["title"](number)
                _rest(app, 0.4)
        found[name] = statistics.median(one for one, _ in taken), statistics.median(all for _, all in taken)
    return found


def _steps(window: "Window", ids: list[str]) -> dict[str, Callable[[int], object]]:
    """What is done about the middle of what is seen."""
    from model import operations as do

    session = window.session
    assert session is not None
    store, journey = session.store, session.journey
    phase, channels = journey.phase_of(store[ids[3]]), journey.channels  # type: ignore[arg-type]
    handover = journey.leaving(ids[2])[0].id
    return {
        "nothing": lambda n: window.canvas.viewport().update(),
        "title": lambda n: do.rename(store, ids[3], f"Asks for the {n}th time"),
        "mood": lambda n: do.set_mood(store, ids[3], None, n % 5 - 2.0),
        "quality": lambda n: do.cycle_quality(store, handover),
        "move": lambda n: do.move_touchpoints(store, [ids[5]], phase, channels[n % 4], None),
        "delete": lambda n: do.delete(store, [ids[5]]),
        "add": lambda n: do.add_touchpoint(store, phase, channels[n % 4], "Waits", before=ids[4]),
        "undo": lambda n: session.history.undo(),
    }


def run(count: int = COUNT) -> dict[str, list[float]]:
    """The edits in a process of their own."""
    program = f"import json, os, sys; from benchmarks.edits import one; print(json.dumps(one({count}))); "
    program += "sys.stdout.flush(); os._exit(0)"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(found: dict[str, list[float]]) -> str:
    """The edits as a table."""
    rows = [(f"edit at {COUNT:,}", "", "painted, ms", "may be", "all of it, ms")]
    rows += [(name, "", f"{ms:.1f}", f"≤ {MOST}", f"{whole:.1f}") for name, (ms, whole) in found.items()]
    return table(rows)
