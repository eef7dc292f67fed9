"""While a map is open its file and the window keep up with each other, and nobody's hands are disturbed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.files import open_map
from app.session import Session
from app.settings import Preferences
from app.window import Window
from model.operations import add_phase, add_touchpoint, delete, rename
from model.records import Channel, Phase, Touchpoint
from tests.app.conftest import Hands
from widgets.look import Look

SOON = 8_000
"""So long a test waits for what should come within seconds, ms."""
pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A map with a touchpoint on a shared folder."""
    session = Session.new()
    phase, channel = next(iter(session.store.of(Phase))), next(iter(session.store.of(Channel)))
    add_touchpoint(session.store, phase, channel, "Asks")
    (tmp_path / "share").mkdir()
    session.save_as(tmp_path / "share" / "map.journey")
    return tmp_path / "share" / "map.journey"


@pytest.fixture
def other(qtbot: QtBot, look: Look, hands: Hands, tmp_path: Path) -> Iterator[Window]:
    """A second window, of somebody else."""
    other = Window(Preferences(tmp_path / "their home"), look)
    other.preferences.change(author="Mei")
    other.show_session(None)
    other.show()
    yield other
    other.show_session(None)
    other.close()
    other.deleteLater()
    QApplication.processEvents()


def session_of(window: Window) -> Session:
    assert window.session is not None
    return window.session


def step_of(session: Session) -> str:
    return next(iter(session.store.of(Touchpoint)))


def phases_in(path: Path) -> list[str]:
    return [record.title for record in open_map(path).records if isinstance(record, Phase)]


def by_mei(file: Path) -> Session:
    mei = Session.open(file)
    mei.author = "Mei"
    return mei


def test_what_is_done_goes_to_the_file_by_itself(qtbot: QtBot, window: Window, file: Path) -> None:
    window.desk.open(file)
    add_phase(session_of(window).store, "Complain")
    assert session_of(window).state == "On this computer ✓ · Not in the shared file yet"
    qtbot.waitUntil(lambda: "Complain" in phases_in(file), timeout=SOON)
    qtbot.waitUntil(lambda: session_of(window).is_saved, timeout=SOON)
    assert window.editor is not None
    assert window.editor.top_bar.state.text().startswith("On this computer ✓ · In the shared file ✓ ")
    assert not window.isWindowModified()


def test_what_a_colleague_saves_appears_and_leaves_the_selection(
    qtbot: QtBot, window: Window, file: Path
) -> None:
    window.desk.open(file)
    session, mei = session_of(window), by_mei(file)
    session.selection.choose([step_of(session)])
    rename(mei.store, step_of(mei), "Asks Mei")
    mei.save()
    qtbot.waitUntil(lambda: session.store.of(Touchpoint)[step_of(session)].title == "Asks Mei", timeout=SOON)
    assert session.selection.ids == (step_of(session),)
    assert not session.history.can_undo
    assert session.is_saved
    assert window.editor is not None
    assert window.editor.top_bar.state.text().endswith(", joined with Mei’s")


def test_two_windows_on_one_file_come_to_show_the_same(
    qtbot: QtBot, window: Window, other: Window, file: Path
) -> None:
    window.desk.open(file)
    other.desk.open(file)
    for place, one in enumerate((window, other)):
        one.canvas.setFocus()
        phase = next(iter(session_of(one).store.of(Phase)))
        one.canvas.edit_title(phase)
        assert one.canvas.editing is not None
        qtbot.keyClick(one.canvas.editing.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(one.canvas.editing.field, f"Called {place}")
        qtbot.keyClick(one.canvas.editing.field, Qt.Key.Key_Return)
        assert one.desk.save()
    mine, theirs = session_of(window), session_of(other)
    qtbot.waitUntil(lambda: len(mine.conflicts) == len(theirs.conflicts) == 1, timeout=SOON)
    qtbot.waitUntil(lambda: mine.is_saved and theirs.is_saved, timeout=SOON)
    assert mine.store.everything() == theirs.store.everything()


def test_who_is_typing_is_not_disturbed(qtbot: QtBot, window: Window, file: Path) -> None:
    window.desk.open(file)
    session, mei = session_of(window), by_mei(file)
    step = step_of(session)
    window.canvas.edit_title(step)
    assert window.canvas.editing is not None
    field = window.canvas.editing.field
    qtbot.keyClicks(field, " and asks")
    delete(mei.store, [step])
    mei.save()
    shared = window.shared
    assert shared is not None
    qtbot.waitUntil(lambda: shared._content is not None, timeout=SOON)
    assert window.canvas.is_editing
    assert "and asks" in field.toPlainText()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shared._content is None, timeout=SOON)
    title = session.store.of(Touchpoint)[step].title
    assert title.endswith("and asks")


@pytest.mark.parametrize("is_switched", [True, False], ids=["switched off", "never saved"])
def test_nothing_goes_to_a_file_that_should_not(
    qtbot: QtBot, window: Window, file: Path, is_switched: bool
) -> None:
    before = file.read_bytes()
    if is_switched:
        window.menus.actions["autosave"].trigger()
        assert not window.menus.actions["autosave"].isChecked()
        window.desk.open(file)
    else:
        window.desk.new()
    add_phase(session_of(window).store, "Complain")
    assert window.shared is not None
    window.shared.autosave(at_once=True)
    assert not window.shared.errand.is_on
    assert not session_of(window).is_saved
    assert file.read_bytes() == before
    session_of(window).history.undo()


def test_turning_autosave_on_saves_what_is_not_saved(qtbot: QtBot, window: Window, file: Path) -> None:
    window.preferences.change(autosave=False)
    window.desk.open(file)
    add_phase(session_of(window).store, "Complain")
    window.menus.actions["autosave"].trigger()
    qtbot.waitUntil(lambda: session_of(window).is_saved, timeout=SOON)
    assert "Complain" in phases_in(file)


def test_a_map_that_is_closed_is_saved_without_a_question(window: Window, file: Path) -> None:
    window.desk.open(file)
    add_phase(session_of(window).store, "Complain")
    window.menus.actions["close"].trigger()
    assert window.session is None
    assert "Complain" in phases_in(file)


def test_a_save_by_itself_that_fails_says_so_and_asks_on_closing(
    qtbot: QtBot, window: Window, hands: Hands, file: Path
) -> None:
    window.desk.open(file)
    session = session_of(window)
    add_phase(session.store, "Complain")
    os.chmod(file, 0o444)
    assert window.shared is not None
    window.shared.autosave(at_once=True)
    qtbot.waitUntil(lambda: session.state == "The file is read-only, saved here ✓", timeout=SOON)
    assert window.editor is not None
    assert window.editor.top_bar.state.token == "neg"
    hands.will_dismiss()
    window.menus.actions["close"].trigger()
    assert window.session is session
    os.chmod(file, 0o644)
    window.shared.autosave(at_once=True)
    qtbot.waitUntil(lambda: session.is_saved, timeout=SOON)
    assert session.trouble == ""


def test_a_share_that_goes_away_is_said_and_comes_back(
    qtbot: QtBot, window: Window, file: Path, tmp_path: Path
) -> None:
    window.desk.open(file)
    session = session_of(window)
    file.parent.rename(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: session.state == "Share not reachable, saved here ✓", timeout=SOON)
    (tmp_path / "elsewhere").rename(file.parent)
    qtbot.waitUntil(lambda: session.state == "On this computer ✓ · In the shared file ✓", timeout=SOON)
    moved = file.rename(file.with_name("moved.journey"))
    qtbot.waitUntil(lambda: session.state == "Its file is gone, saved here ✓", timeout=SOON)
    add_phase(session.store, "Complain")
    assert window.shared is not None
    window.shared.autosave(at_once=True)
    qtbot.waitUntil(lambda: window.shared is not None and not window.shared.errand.is_on, timeout=SOON)
    assert not file.exists()
    moved.rename(file)
    qtbot.waitUntil(lambda: session.is_saved, timeout=3 * SOON)
    assert "Complain" in phases_in(file)


def test_what_a_slow_share_lost_is_saved_again(qtbot: QtBot, window: Window, file: Path) -> None:
    before = file.read_bytes()
    window.desk.open(file)
    add_phase(session_of(window).store, "Complain")
    assert window.desk.save()
    file.write_bytes(before)
    qtbot.waitUntil(lambda: "Complain" in phases_in(file), timeout=3 * SOON)
    qtbot.waitUntil(lambda: session_of(window).is_saved, timeout=SOON)


def test_a_file_that_became_another_map_is_told_and_left_alone(
    qtbot: QtBot, window: Window, hands: Hands, file: Path
) -> None:
    window.desk.open(file)
    theirs = Session.new().content()
    file.write_bytes(theirs)
    qtbot.waitUntil(lambda: session_of(window).state == "Its file was replaced, saved here ✓", timeout=SOON)
    assert file.read_bytes() == theirs


def test_a_copy_is_joined_on_demand(window: Window, hands: Hands, file: Path) -> None:
    copy = file.with_name("copy.journey")
    copy.write_bytes(file.read_bytes())
    mei = by_mei(copy)
    add_phase(mei.store, "Hers")
    mei.save()
    window.desk.open(file)
    hands.will_name(copy)
    window.menus.actions["join_copy"].trigger()
    assert "Hers" in [one.title for one in session_of(window).store.of(Phase).values()]
    assert window.editor is not None
    assert window.editor.said == "Joined 1 change from copy.journey"
    assert window.desk.save()
    Session.new().save_as(copy)
    hands.will_name(copy)
    hands.will_dismiss()
    window.menus.actions["join_copy"].trigger()
    assert "not copies of one map" in hands.seen[-1]


def test_who_never_rests_is_saved_all_the_same(
    qtbot: QtBot, window: Window, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.shared_file.AFTER_EDIT", 2_000)
    monkeypatch.setattr("app.shared_file.APART", 2_500)
    window.desk.open(file)
    session = session_of(window)
    add_phase(session.store, "Complain")
    edits = QTimer(window, interval=100)
    edits.timeout.connect(lambda: rename(session.store, step_of(session), f"Asks {edits.property('n')}"))
    edits.timeout.connect(lambda: edits.setProperty("n", (edits.property("n") or 0) + 1))
    edits.start()
    qtbot.waitUntil(lambda: "Complain" in phases_in(file), timeout=3 * SOON)
    edits.stop()
    assert edits.property("n") > 10
    qtbot.waitUntil(lambda: session.is_saved, timeout=SOON)
