"""What keeps the GUI thread from the hand: a script of gestures, keys and edits in the whole window, events all."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.tables import table

if TYPE_CHECKING:
    from app.window import Window

COUNT = 5000
MOST = 50
"""Nothing may hold up the GUI thread for longer than this, ms."""
SHOWN = 30
ROOMS = ("app", "exporters", "model", "widgets")


class Script:
    """Hands at the window of a large map: each step a name and what is done."""

    def __init__(self, window: "Window") -> None:
        self.window, self.canvas = window, window.canvas
        self.let_come: Callable[[], object] = lambda: None
        """Lets events come while the script waits, and ends the stretch that is watched."""

    # -- hands

    def _mouse(self, kind: str, at: Any, held: bool = True, keys: Any = None) -> None:
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        port, types = self.canvas.viewport(), QEvent.Type
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event_type = {
            "press": types.MouseButtonPress,
            "move": types.MouseMove,
            "let go": types.MouseButtonRelease,
        }[kind]
        everywhere = QPointF(port.mapToGlobal(at.toPoint()))
        event = QMouseEvent(
            event_type,
            at,
            everywhere,
            none if kind == "move" else left,
            left if held and kind != "let go" else none,
            keys or Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(port, event)

    def drag(self, start: Any, end: Any) -> None:
        """Press, move in twelve steps, and let go."""
        from PySide6.QtWidgets import QApplication

        self._mouse("press", start)
        for step in range(1, 13):
            self._mouse("move", start + (end - start) * (step / 12))
            QApplication.processEvents()
        self._mouse("let go", end)

    def click(self, at: Any) -> None:
        """Press and let go."""
        self._mouse("press", at)
        self._mouse("let go", at)

    def wheel(self, down: int, with_ctrl: bool = False, times: int = 1) -> None:
        """Turn the wheel over the middle of the map."""
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        port = self.canvas.viewport()
        at = self.canvas.map_rect().center()
        keys = Qt.KeyboardModifier.ControlModifier if with_ctrl else Qt.KeyboardModifier.NoModifier
        for _ in range(times):
            turned = QPoint(0, -down) if with_ctrl else QPoint(-down, 0)
            QApplication.sendEvent(
                port,
                QWheelEvent(
                    at,
                    QPointF(port.mapToGlobal(at.toPoint())),
                    QPoint(),
                    turned,
                    Qt.MouseButton.NoButton,
                    keys,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )
            QApplication.processEvents()

    def keys(self, text: str) -> None:
        """Press keys such as "Ctrl+F" where the focus is."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        for one in QKeySequence(text):  # type: ignore[attr-defined]
            QTest.keyClick(QApplication.focusWidget() or self.window, one.key(), one.keyboardModifiers())

    def types(self, text: str) -> None:
        """Type letters where the focus is."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        for letter in text:
            QTest.keyClick(QApplication.focusWidget() or self.window, letter)
            QApplication.processEvents()

    def card(self, number: int) -> Any:
        """The middle of the card nearest to the middle of the map, or one so many further on."""
        from PySide6.QtCore import QPointF

        canvas, area = self.canvas, self.canvas.map_rect().adjusted(20, 20, -20, -20)
        (left, top), (right, bottom) = (
            canvas.camera.to_mm(corner) for corner in (area.topLeft(), area.bottomRight())
        )
        layout = canvas.layout_
        _, xs, ys = layout.arrays()
        is_seen = (xs > left) & (xs + layout.card_w < right) & (ys > top) & (ys + layout.card_h < bottom)
        seen = [QPointF(canvas.camera.to_px(x, y)) for x, y in zip(xs[is_seen], ys[is_seen], strict=True)]
        half = QPointF(layout.card_w, layout.card_h) * (canvas.camera.scale / 2)
        return seen[(len(seen) // 2 + number) % len(seen)] + half

    def aside(self, number: int, dx: float, dy: float) -> tuple[Any, Any]:
        """A card, and a place beside it."""
        from PySide6.QtCore import QPointF

        return self.card(number), self.card(number) + QPointF(dx, dy)

    # -- the script

    def steps(self) -> list[tuple[str, Callable[[], object]]]:
        """What is done, in this order."""
        canvas = self.canvas
        return [
            *self._looks(),
            ("click a card", lambda: self.click(self.card(0))),
            ("drag a card", lambda: self.drag(*self.aside(0, 90, 80))),
            ("drag it back", lambda: self.drag(*self.aside(0, -90, -80))),
            ("mood key", lambda: self.keys("2")),
            ("mark a pain point", lambda: self.keys("P")),
            ("mark a moment", lambda: self.keys("M")),
            ("edit a title", lambda: self.keys("Return")),
            ("type", lambda: self.types("Asks for a refund")),
            ("finish and add the next", lambda: self.keys("Tab")),
            ("type again", lambda: self.types("Waits")),
            ("finish", lambda: self.keys("Return")),
            ("delete", lambda: self.keys("Delete")),
            ("select another card", lambda: self.click(self.card(5))),
            ("delete it", lambda: self.keys("Delete")),
            *((f"undo {number}", lambda: self.keys("Ctrl+Z")) for number in range(8)),
            *((f"redo {number}", lambda: self.keys("Ctrl+Shift+Z")) for number in range(3)),
            ("rubber band", lambda: self.drag(canvas.map_rect().topLeft(), canvas.map_rect().center())),
            ("mood key on several", lambda: self.keys("4")),
            ("select all", lambda: self.keys("Ctrl+A")),
            ("select none", lambda: self.keys("Esc")),
            *self._parts(),
            *self._pages(),
            *self._sights(),
        ]

    def _looks(self) -> list[tuple[str, Callable[[], object]]]:
        part = self.canvas.show_part
        width = self.canvas.layout_.width
        return [
            ("zoom in", lambda: self.wheel(-240, with_ctrl=True, times=12)),
            ("zoom to 100 %", lambda: self.keys("Ctrl+0")),
            ("pan", lambda: self.wheel(120, times=40)),
            ("pan back", lambda: self.wheel(-120, times=40)),
            ("jump by the overview", lambda: part(width * 0.8, width * 0.8 + 240)),
            ("jump back", lambda: part(width * 0.3, width * 0.3 + 240)),
            ("zoom out", lambda: self.wheel(240, with_ctrl=True, times=4)),
            ("zoom in again", lambda: self.wheel(-240, with_ctrl=True, times=4)),
        ]

    def _parts(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("search", lambda: self.keys("Ctrl+F")),
            ("type what to search", lambda: self.types("refund 12")),
            ("next found", lambda: self.keys("Return")),
            ("leave the search", lambda: self.keys("Esc")),
            ("close the panel", lambda: self.keys("Ctrl+.")),
            ("open the panel", lambda: self.keys("Ctrl+.")),
            ("close the outline", lambda: self.keys("Ctrl+Shift+O")),
            ("open the outline", lambda: self.keys("Ctrl+Shift+O")),
            ("down in the outline", lambda: self.keys("Down")),
            ("back to the map", lambda: self.canvas.setFocus()),
            ("fit all", lambda: self.keys("F")),
        ]

    def _pages(self) -> list[tuple[str, Callable[[], object]]]:
        """What opens beside the map, over it or in its place, and closes again; long enough to be whole."""
        window = self.window
        act, wait, width = window.menus.actions, self.wait, self.canvas.layout_.width
        return [
            ("jump near", lambda: self.canvas.show_part(width * 0.3, width * 0.3 + 240)),
            ("select a card", lambda: self.click(self.card(3))),
            *(
                (f"{name}, {turn}", lambda key=key: (self.keys(key), wait()))
                for name, key in (("lens", "L"), ("bond", "B"), ("failing only", "X"), ("gap strip", "G"))
                for turn in ("there", "back")
            ),
            ("registers", lambda: (self.keys("R"), wait())),
            *(
                (f"register of {kind}s", lambda kind=kind: (act[f"register_{kind}"].trigger(), wait(0.5)))
                for kind in ("evidence", "kpi", "initiative", "action", "decision", "promise")
            ),
            ("mood key with registers open", lambda: (self.click(self.card(3)), self.keys("3"), wait(1.5))),
            ("close the registers", lambda: (act["registers"].trigger(), wait(0.3))),
            ("coverage", lambda: (self.keys("Shift+E"), wait(0.3))),
            ("no coverage", lambda: self.keys("Shift+E")),
            ("gap list", lambda: (self.keys("Shift+G"), wait())),
            ("history", lambda: (self.keys("Shift+H"), wait())),
            ("numbers", lambda: (act["numbers"].trigger(), wait(2.5))),
            ("details again", lambda: window.editor and window.editor.show_sheet("details")),
            ("commands", lambda: (self.keys("Ctrl+K"), wait(0.3))),
            ("type a command", lambda: self.types("refund 12")),
            ("leave the commands", lambda: (self.keys("Esc"), wait(0.3))),
            ("walk", lambda: (self.keys("F5"), wait())),
            ("next step of the walk", lambda: (self.keys("Right"), wait(0.4))),
            ("only failing ones", lambda: (self.keys("X"), wait(0.4))),
            ("leave the walk", lambda: (self.keys("Esc"), wait(0.4))),
            ("export dialog", lambda: self.in_dialog("Ctrl+E")),
            ("what if", lambda: (act["what_if"].trigger(), wait(4.0))),
            ("compare with today", self._beside),
            ("leave comparing", lambda: (window.comparing.leave(), wait(0.5))),
            ("leave what if", lambda: (window.what_if.leave(), wait())),
        ]

    def _sights(self) -> list[tuple[str, Callable[[], object]]]:
        """How all of it looks, what is added beside the touchpoints, and the end."""
        window, act, wait = self.window, self.window.menus.actions, self.wait
        seeing = ("theme_dark", "theme_light", "contrast_high", "contrast_normal")
        return [
            *(
                (name.replace("_", " "), lambda name=name: (act[name].trigger(), wait(1.5)))
                for name in seeing
            ),
            ("window of 3840 × 2160", lambda: (window.resize(3840, 2160), wait(2.0))),
            ("window of 1440 × 900", lambda: (window.resize(1440, 900), wait())),
            ("select a card again", lambda: self.click(self.card(3))),
            ("note", lambda: (self.keys("N"), wait(0.5))),
            ("type on it", lambda: (self.types("Sticky"), self.keys("Return"), wait(0.5))),
            ("leave it", lambda: (self.keys("Esc"), self.keys("Esc"))),
            ("add a persona", lambda: (act["add_persona"].trigger(), wait(0.5))),
            ("take it back", lambda: (act["undo"].trigger(), wait(0.5))),
            ("lock", lambda: (act["lock"].trigger(), wait(0.5))),
            ("unlock", lambda: (act["lock"].trigger(), wait(0.5))),
            ("shortcuts", lambda: self.in_dialog("?")),
            ("save", lambda: (self.keys("Ctrl+S"), wait(3.0))),
            ("close", lambda: (act["close"].trigger(), wait(2.0))),
        ]

    def _beside(self) -> None:
        session = self.window.session
        if session is not None and session.supposes is not None:
            self.window.comparing.with_today(session)
        self.wait(2.0)

    def wait(self, seconds: float = 1.0) -> None:
        """Let all come that comes by itself in so many seconds."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.let_come()
            time.sleep(0.001)

    def in_dialog(self, keys: str) -> None:
        """Open a dialog by its keys, look at it for two seconds, and leave it."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        def leave() -> None:
            for one in QApplication.topLevelWidgets():
                if one.isVisible() and hasattr(one, "reject"):
                    one.reject()

        QTimer.singleShot(2000, leave)
        self.keys(keys)


def one(count: int) -> list[dict[str, Any]]:
    """Run the script on a map of so many touchpoints; what held up the GUI thread, the longest first."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.watchdog import Watchdog
    from benchmarks.windows import window_with

    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = window_with(app, count, Path(folder))
        script, dog = Script(window), Watchdog(app)
        script.let_come = dog.let_come
        for name, step in script.steps():
            dog.does(name, step)
        dog.stop()
    return [vars(block) for block in sorted(dog.blocks, key=lambda block: -block.cpu)]


def run(count: int = COUNT) -> dict[str, Any]:
    """The script in a process of its own."""
    program = f"import json, os; from benchmarks.stalls import one; print(json.dumps(one({count}))); "
    program += "import sys; sys.stdout.flush(); os._exit(0)"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    # An installed app has its modules compiled: what is brought in between events must not be compiled first.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "compileall", "-q", *ROOMS], env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    import json

    return {"touchpoints": count, "blocks": json.loads(done.stdout.splitlines()[-1])}


def show(found: dict[str, Any]) -> str:
    """The longest stretches, and where."""
    rows = [("doing", "where", "CPU ms", f"wall ms (may be {MOST})")]
    rows += [
        (block["doing"], block["where"][-110:], f"{block['cpu']:.0f}", f"{block['wall']:.0f}")
        for block in found["blocks"][:SHOWN]
    ]
    return table(rows)
