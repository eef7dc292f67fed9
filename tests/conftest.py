"""What holds for every test: no screen, no real settings, no warning, Qt message or log line unnoticed."""

import gc
import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from app.whole_errors import apart_from_running, with_whole_errors

# Before anything imports Qt; a developer who wants to watch chooses another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Nothing timed is asserted here, so a slow machine is no failure.
settings.register_profile("mind-the-gap", deadline=None, print_blob=True)
settings.load_profile("mind-the-gap")


class _Records(logging.Handler):
    """The log lines of WARNING or more that a test caused."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1]:
            line += f" ({record.exc_info[1]!r})"
        self.lines.append(line)


def _allowed(item: pytest.Item) -> list[str]:
    return [pattern for mark in item.iter_markers("allows_log") for pattern in mark.args]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if patterns := _allowed(item):
            item.add_marker(pytest.mark.qt_log_ignore(*patterns))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Runs a test as the app runs, so that a fault in what a widget overrides fails it and does not end them all."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    with_whole_errors(lambda: runtestprotocol(item, nextitem=nextitem))
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> None:
    """Leaves out of a failed test's report that the app was said to run."""
    if call.excinfo is not None:
        apart_from_running(call.excinfo.value)


@pytest.fixture(autouse=True)
def rubbish_stays_on_its_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lets no other thread free what a test with widgets leaves behind; `Sweeping` does that for the app."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fails a test that logs a warning or worse which it does not allow (Qt's own: `qt_log_level_fail`)."""
    records = _Records()
    logging.getLogger().addHandler(records)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(records)
    patterns = _allowed(item)
    unexpected = [line for line in records.lines if not any(re.search(p, line) for p in patterns)]
    if unexpected:
        pytest.fail("Unexpected log lines:\n" + "\n".join(unexpected), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Fails a test that leaves a widget behind: it would be in the way of all that follow, and of their memory."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return
    # Outside an event loop nothing else carries out what `deleteLater` asked for.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # type: ignore[call-overload]
    QApplication.clipboard().clear()
    gc.unfreeze()
    if QApplication.topLevelWidgets():
        gc.collect()
    if left := QApplication.topLevelWidgets():
        pytest.fail(f"Widgets are left behind: {sorted(type(one).__name__ for one in left)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_real_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands for the person's settings, journals and thumbnails during one test."""
    home = tmp_path / "home"
    monkeypatch.setenv("MIND_THE_GAP_HOME", str(home))
    return home
