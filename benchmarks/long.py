"""Long use: 2,000 gestures anywhere on the reference map, the memory they leave behind, and undo to the beginning."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.tables import table

GESTURES, SETTLED = 2000, 200
OFFSCREEN = "propagateSizeHints"
"""What the platform without a screen says of every window."""
MOST = 20
"""By so much may memory grow after the first SETTLED gestures, %."""


def one(seed: int) -> dict[str, Any]:
    """Wander over the reference map in a whole window."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from app.settings import Preferences
    from app.sweeping import Sweeping
    from app.verbs import samples
    from app.window import Window
    from benchmarks.canvas import resident_mb
    from benchmarks.windows import rest
    from tests.wandering import Wandering
    from widgets.look import Look

    said: list[str] = []
    qInstallMessageHandler(lambda kind, context, message: said.append(message))
    app = QApplication([])
    look = Look(reduced_motion=True)
    look.install(app)
    Sweeping(app)
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Preferences(Path(folder, "home")), look)
        window.resize(1440, 900)
        window.show_session(None)
        window.show()
        window.desk.open_copy(samples()["port-my-number"])
        session = window.session
        assert session is not None
        beginning, wandering = session.store.everything(), Wandering(window, seed)
        memory: dict[str, float] = {}
        for number in range(0, GESTURES, SETTLED):
            for _ in range(SETTLED):
                wandering.take_steps(1)
                rest(app)
            memory[str(number + SETTLED)] = resident_mb()
        steps = 0
        while session.history.can_undo:
            session.history.undo()
            steps += 1
        unheard = [message for message in said if OFFSCREEN not in message]
        return {
            "memory": memory,
            "steps": steps,
            "said": unheard,
            "undone": session.store.everything() == beginning,
        }


def run(seed: int = 1) -> dict[str, Any]:
    """The wandering in a process of its own."""
    program = f"import json, os, sys; from benchmarks.long import one; print(json.dumps(one({seed}))); "
    program += "sys.stdout.flush(); os._exit(0)"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(found: dict[str, Any]) -> str:
    """Memory after each stretch, and whether undo led back."""
    first = found["memory"][str(SETTLED)]
    rows = [("after", "gestures", "MB", f"growth (may be {MOST} %)")]
    rows += [
        ("", count, f"{held:.0f}", f"{(held / first - 1) * 100:+.1f} %")
        for count, held in found["memory"].items()
    ]
    led = "led back to the very beginning" if found["undone"] else "DID NOT LEAD BACK TO THE BEGINNING"
    heard = "\n".join(["", *(f"Qt said: {message}" for message in found["said"])])
    return (
        f"{table(rows)}\n{found['steps']} steps, and undo {led}; Qt said {len(found['said'])} things.{heard}"
    )
