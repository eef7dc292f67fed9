"""Cold starts as a person at a shell feels them: seconds from the command to its end, and file sizes."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import resources
from benchmarks.maps import map_of
from benchmarks.tables import table

RUNS = 5
LONGEST = 90
"""A command that takes longer than this is stopped, s."""
REFERENCE = resources.path("maps", "port-my-number.journey")
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from model.behaviours import BEHAVIOURS
from model.journey import Journey
from model.reading import read
from model.store import Store
from widgets.canvas.view import Canvas
from widgets.look import Look
from widgets.selection import Selection
app = QApplication(sys.argv[:1])
look = Look()
look.install(app)
store = Store.holding(read(Path(sys.argv[1]).read_bytes()).records, BEHAVIOURS)
canvas = Canvas(store, Journey(store), Selection(), look)
canvas.resize(1440, 900)
canvas.show()
canvas.fit()
canvas.grab_frame()
"""


def seconds(command: list[str], runs: int = RUNS) -> float:
    """The median wall time of a command, s; raises CalledProcessError when it fails."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=LONGEST,
        )
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def run(runs: int = RUNS) -> dict[str, Any]:
    """Each command several times; a failing one is named with its last line."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        large, poster = Path(folder, "large.journey"), Path(folder, "poster.pdf")
        large.write_bytes(map_of(1000))
        python = [sys.executable, "-c"]
        app = [sys.executable, "-m", "app"]
        commands = {
            "python alone": [*python, "pass"],
            "canvas with the reference map": [*python, WINDOW, str(REFERENCE)],
            "report of the reference map": [*app, "export", str(REFERENCE), str(poster)],
            "report of 1,000 touchpoints": [*app, "export", str(large), str(poster)],
            "gaps of the reference map": [*app, "gaps", str(REFERENCE)],
        }
        for name, command in commands.items():
            poster.unlink(missing_ok=True)
            try:
                found[name] = {"s": seconds(command, runs)}
            except subprocess.CalledProcessError as error:
                lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
                found[name] = {"failed": lines[-1] if lines else str(error.returncode)}
                continue
            except subprocess.TimeoutExpired:
                found[name] = {"failed": f"took more than {LONGEST} s"}
                continue
            if poster.exists():
                found[name]["kB"] = poster.stat().st_size / 1000
    return found


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = [("command", "", "s", "kB")]
    for name, figures in found.items():
        size = f"{figures['kB']:.0f}" if "kB" in figures else ""
        rows.append((name, figures.get("failed", "")[:60], f"{figures.get('s', 0):.2f}", size))
    return table(rows)
