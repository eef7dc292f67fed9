"""The canvas against a naive QGraphicsScene: open, zoom, pan, drag one, drag fifty; CPU of both in one run."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import edits
from benchmarks.tables import table

RUNS = 3
SIZES = (1000, 5000, 20_000)
TARGETS = {"open": 0.15, "zoom": 0.4, "pan": 1.3, "drag one": 0.6, "drag fifty": 0.45}
"""What the product may cost, as a share of the baseline: opening at 5,000 touchpoints, the rest at 1,000."""
GROWTH = {"open": 8.0, "pan": 1.3, "drag one": 1.3, "drag fifty": 1.3}
"""By how much steps may grow from the least size to the largest."""
SHARE = 0.25
"""Memory may grow by no more than this share of the baseline's growth."""
WIDTH, HEIGHT = 1280, 800


def resident_mb() -> float:
    """The memory this process holds, MB."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Measurement:
    """One side shown in a window that is not there, and the CPU its steps take."""

    def __init__(self, side: str, count: int) -> None:
        from PySide6.QtCore import QEvent, QObject
        from PySide6.QtWidgets import QApplication

        from benchmarks.maps import map_of
        from benchmarks.sides import SIDES
        from widgets.look import Look

        class Paints(QObject):
            """Counts paint events."""

            count = 0

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                """Count, and let it pass."""
                if event.type() == QEvent.Type.Paint:
                    self.count += 1
                return False

        self.app = QApplication([])
        Look().install(self.app)
        self.side, self.found = SIDES[side](), {}
        content = map_of(count)
        gc.collect()
        self.base, started, cpu = resident_mb(), time.perf_counter(), time.process_time()
        self.view = self.side.open(content)
        self.port = self.view.viewport()  # type: ignore[attr-defined]
        self.paints = Paints(self.port)
        self.port.installEventFilter(self.paints)
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()
        self.side.fit()
        self._until_painted(0)
        self.found["open"] = (time.process_time() - cpu) * 1e3
        self.found["open wall"] = (time.perf_counter() - started) * 1e3

    def _until_painted(self, before: int) -> None:
        end = time.perf_counter() + 30
        while self.paints.count == before and time.perf_counter() < end:
            self.app.processEvents()
        self.app.processEvents()

    def steps(self, name: str, step: Callable[[int], None], count: int) -> None:
        """Take so many steps, each painted, until all is crisp; note the mean CPU of one, ms."""
        cpu = time.process_time()
        for number in range(count):
            before = self.paints.count
            step(number)
            end = time.perf_counter() + 0.2
            while self.paints.count == before and time.perf_counter() < end:
                self.app.processEvents()
        while not self.side.is_settled():
            self.app.processEvents()
            time.sleep(0.002)
        self.app.processEvents()
        self.found[name] = (time.process_time() - cpu) / count * 1e3

    def run(self) -> dict[str, float]:
        """Everything, in the order a hand would do it."""
        ids, side = self.side.ids(), self.side
        middle = ids[len(ids) // 2]
        start = min(max(side.zoom(), 1e-3), 1.0)
        self.steps("first close look", lambda i: side.zoom_to(1.0, middle), 1)
        side.fit()
        self.steps("settle", lambda i: self.port.update(), 2)
        self.steps("zoom", lambda i: side.zoom_to(start * (1 / start) ** ((i + 1) / 24), middle), 24)
        side.zoom_to(1.0, middle)
        self.steps("settle", lambda i: self.port.update(), 2)
        self.steps("pan", lambda i: side.pan(24 if i // 20 % 2 else -24), 60)
        side.zoom_to(1.0, middle)
        self.steps("settle", lambda i: self.port.update(), 2)
        place = len(ids) // 2
        self._drag("drag one", [middle])
        self._drag("drag fifty", ids[place - 25 : place + 25])
        self.found["memory"] = resident_mb() - self.base
        del self.found["settle"]
        return self.found

    def _drag(self, name: str, ids: list[str]) -> None:
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent

        self.side.select(ids)
        self.app.processEvents()
        at = self.side.spot(ids[len(ids) // 2])

        def mouse(kind: QEvent.Type, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
            everywhere = QPointF(self.port.mapToGlobal(at.toPoint()))
            event = QMouseEvent(kind, at, everywhere, button, buttons, Qt.KeyboardModifier.NoModifier)
            self.app.sendEvent(self.port, event)

        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        mouse(QEvent.Type.MouseButtonPress, left, left)
        for _ in range(3):
            at += QPointF(4, 2)
            mouse(QEvent.Type.MouseMove, none, left)
            self.app.processEvents()

        def step(number: int) -> None:
            nonlocal at
            at += QPointF(5, 3) if number // 10 % 2 == 0 else QPointF(-5, -3)
            mouse(QEvent.Type.MouseMove, none, left)

        self.steps(name, step, 40)
        mouse(QEvent.Type.MouseButtonRelease, left, none)
        self.app.processEvents()


def measured(side: str, count: int) -> dict[str, float]:
    """What one side takes in a process of its own."""
    program = f"from benchmarks.canvas import one; one({side!r}, {count})"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(run.stdout.splitlines()[-1]))


def one(side: str, count: int) -> None:
    """Measure one side and print what it took."""
    found = Measurement(side, count).run()
    print(json.dumps(found), flush=True)
    os._exit(0)


def run(sizes: tuple[int, ...] = SIZES, runs: int = RUNS) -> dict[str, Any]:
    """Both sides in turn, several times; medians and their ratios."""
    found: dict[str, Any] = {}
    for count in sizes:
        sides: dict[str, list[dict[str, float]]] = {"product": [], "naive": []}
        for _ in range(runs if count < 10_000 else 1):
            for side, of_side in sides.items():
                of_side.append(measured(side, count))
        medians = {
            side: {name: statistics.median(one[name] for one in of_side) for name in of_side[0]}
            for side, of_side in sides.items()
        }
        ratios = {name: medians["product"][name] / medians["naive"][name] for name in medians["naive"]}
        found[str(count)] = medians | {"ratio": ratios}
    return {"sizes": found, "edits": edits.run()}


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    sizes = found["sizes"]
    rows = [("touchpoints", "step", "product ms", "naive ms", "ratio", "may be")]
    for count, of_size in sizes.items():
        for name, ratio in of_size["ratio"].items():
            target = TARGETS.get(name, 0) if count == ("5000" if name == "open" else "1000") else 0
            limit = f"≤ {target}×" if target else ""
            ours, theirs = of_size["product"][name], of_size["naive"][name]
            rows.append((count, name, f"{ours:.2f}", f"{theirs:.2f}", f"{ratio:.2f}×", limit))
    return "\n\n".join([table(rows), _show_growth(sizes), edits.show(found["edits"])])


def _show_growth(sizes: dict[str, Any]) -> str:
    """How steps grow from the least size to the largest."""
    counts = sorted(sizes, key=int)
    least, largest = sizes[counts[0]], sizes[counts[-1]]
    rows = [(f"from {counts[0]} to {counts[-1]}", "", "product", "naive", "may be")]
    for name, limit in GROWTH.items():
        ours, theirs = (largest[side][name] / least[side][name] for side in ("product", "naive"))
        rows.append((name, "", f"×{ours:.2f}", f"×{theirs:.2f}", f"≤ ×{limit}"))
    ours, theirs = (largest[side]["memory"] - least[side]["memory"] for side in ("product", "naive"))
    rows.append(("memory", "", f"+{ours:.0f} MB", f"+{theirs:.0f} MB", f"≤ +{theirs * SHARE:.0f} MB"))
    return table(rows)
