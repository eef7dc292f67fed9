"""An error in what a widget overrides is told; it ends neither the app nor the tests."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.whole_errors import Running, apart_from_running, with_whole_errors

FAULTS: dict[type[Exception], Callable[[], object]] = {
    TypeError: lambda: len(3),  # type: ignore[arg-type]
    ValueError: lambda: int("x"),
    IndexError: lambda: [][0],
    ZeroDivisionError: lambda: 1 / 0,
}


class Faulty(QWidget):
    """Fails whenever it is painted."""

    fault: Callable[[], object]

    def paintEvent(self, event: QPaintEvent) -> None:
        self.fault()


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_while_painting_fails_the_test_it_happens_in(kind: type[Exception], qtbot: QtBot) -> None:
    widget = Faulty()
    widget.fault = FAULTS[kind]
    qtbot.addWidget(widget)
    with pytest.raises(kind):
        widget.grab()


IN_THE_APP = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from app.start import application
from app.whole_errors import tell, with_whole_errors

class Faulty(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: QApplication.exit(5))
        int("x")

def work():
    app = application()
    widget = Faulty()
    widget.show()
    return app.exec()

sys.excepthook = tell
sys.exit(with_whole_errors(work))
"""


def test_the_app_goes_on_after_a_fault_and_says_only_what_it_was() -> None:
    done = subprocess.run([sys.executable, "-c", IN_THE_APP], capture_output=True, text=True, timeout=60)
    assert done.returncode == 5, done.stderr
    assert "invalid literal for int()" in done.stderr
    assert "Running" not in done.stderr


def test_an_error_keeps_where_it_came_from() -> None:
    def run() -> None:
        try:
            int("x")
        except ValueError:
            len(3)  # type: ignore[arg-type]

    with pytest.raises(TypeError) as caught:
        with_whole_errors(run)
    told = apart_from_running(caught.value)
    assert isinstance(told.__context__, ValueError)
    assert told.__context__.__context__ is None


def test_what_runs_gives_back_what_it_returns() -> None:
    assert with_whole_errors(lambda: sys.exc_info()[0]) is Running
