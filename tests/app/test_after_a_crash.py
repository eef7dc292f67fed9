"""After a crash, in real windows: the maps are there as they were, one quiet line says so, and nothing is asked."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.recovery import AS_BEFORE
from app.session import Session
from app.start import windows_with
from app.verbs import samples
from app.window import Window
from model.operations import add_phase
from tests.app.conftest import Hands
from tests.app.crashes import crash, journals, opened, phases, shown
from widgets.look import Look


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "team" / "map.journey"
    path.parent.mkdir()
    shutil.copy(samples()["port-my-number"], path)
    return path


def closed(windows: list[Window]) -> None:
    for window in windows:
        window.show_session(None)
        window.close()
        window.deleteLater()


def said_in(window: Window) -> str:
    assert window.editor is not None
    return window.editor.said if window.editor._toast.isVisible() else ""


def test_every_map_is_shown_as_it_was_with_one_line(
    qtbot: QtBot, look: Look, hands: Hands, window: Window, file: Path
) -> None:
    in_file, untitled = opened(file), shown(Session.new())
    add_phase(in_file.store, "Complain")
    add_phase(untitled.store, "Nowhere yet")
    crash(in_file, untitled)
    windows = windows_with([], window.preferences, look)
    qtbot.waitUntil(lambda: all(said_in(one) == AS_BEFORE for one in windows))
    sessions = [one.session for one in windows if one.session is not None]
    assert {one.path for one in sessions} == {file, None}
    assert {"Complain", "Nowhere yet"} <= {title for one in sessions for title in phases(one)}
    assert hands.seen == []
    qtbot.waitUntil(lambda: all(one.is_saved for one in sessions if one.path is not None), timeout=15_000)
    closed(windows)
    assert journals() == []


def test_started_with_another_map_it_brings_back_only_what_is_in_no_file(
    qtbot: QtBot, look: Look, window: Window, file: Path
) -> None:
    other = file.with_name("other.journey")
    Session.new().save_as(other)
    read_only, changed = opened(other), opened(file)
    add_phase(changed.store, "Complain")
    crash(read_only, changed)
    third = file.with_name("third.journey")
    Session.new().save_as(third)
    windows = windows_with([third], window.preferences, look)
    assert [one.session.path for one in windows if one.session is not None] == [third, file]
    closed(windows)


def test_dont_save_lets_go_for_good(
    qtbot: QtBot, look: Look, window: Window, hands: Hands, file: Path
) -> None:
    window.preferences.change(autosave=False)
    window.desk.open(file)
    assert window.session is not None
    add_phase(window.session.store, "Complain")
    hands.will_press("leave")
    window.menus.actions["close"].trigger()
    assert journals() == []
    windows = windows_with([], window.preferences, look)
    assert [one.session for one in windows] == [None]
    closed(windows)


def test_supposing_something_leaves_nothing_to_come_back(window: Window, file: Path) -> None:
    window.desk.open(file)
    before = journals()
    window.what_if.begin()
    assert window.session is not None
    assert window.session.supposes is not None
    add_phase(window.session.store, "Supposed")
    assert (window.session.keeping, journals()) == (None, before)
    assert window.session.state.startswith("What if · On this computer ✓")
    window.what_if.leave()
