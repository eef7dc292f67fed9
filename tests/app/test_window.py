"""Nothing that is open is lost without a question, and the window always says what is true."""

import os
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog

from app.files import open_map, save_map
from app.session import UNTITLED, Session
from app.settings import Preferences
from app.window import Window
from model.format import new_envelope
from model.operations import add_phase, new_map
from model.quiet import clear_away
from model.records import Phase
from tests.app.conftest import Hands
from widgets.look import Look
from widgets.words import Words

# What Qt's offscreen platform says of every dialog.
pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Returns.journey"
    save_map(path, new_map("Returns"), new_envelope())
    return path


def change(window: Window) -> None:
    assert window.session is not None
    add_phase(window.session.store, "Complain")


def phases_in(path: Path) -> list[str]:
    return [record.title for record in open_map(path).records if isinstance(record, Phase)]


# -- opening


def test_it_begins_with_the_welcome_page(window: Window) -> None:
    assert window.session is None
    assert window.pages.currentWidget() is window.welcome
    assert (window.windowTitle(), window.isWindowModified()) == ("Mind the Gap", False)


def test_a_new_map_asks_nothing(window: Window) -> None:
    window.menus.actions["new"].trigger()
    assert window.session is not None
    assert window.session.title == UNTITLED
    assert window.windowTitle() == f"{UNTITLED}[*]"
    assert window.canvas.isVisible()


def test_a_map_opens_and_is_remembered(window: Window, hands: Hands, file: Path) -> None:
    hands.will_name(file)
    window.menus.actions["open"].trigger()
    assert window.session is not None
    assert window.session.path == file
    assert [recent.title for recent in window.preferences.now.recent] == ["Returns"]
    window.menus.menus["File/Open recent"].aboutToShow.emit()
    assert window.menus.menus["File/Open recent"].actions()[0].text() == "Returns"


def test_a_recent_map_opens_from_the_menu(window: Window, file: Path) -> None:
    window.preferences.opened(file, "Returns")
    window.menus.menus["File/Open recent"].aboutToShow.emit()
    window.menus.menus["File/Open recent"].actions()[0].trigger()
    assert window.session is not None
    assert window.session.path == file


def test_a_file_that_is_no_map_is_told_and_what_is_open_stays(
    window: Window, hands: Hands, file: Path, tmp_path: Path
) -> None:
    window.desk.open(file)
    (tmp_path / "broken.journey").write_text("<b>not a map</b>", "utf-8")
    hands.will_press("close")
    window.desk.open(tmp_path / "broken.journey")
    assert "broken" in hands.seen[-1]
    assert window.session is not None
    assert window.session.path == file


def test_what_needs_a_look_is_told_once(window: Window, hands: Hands, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"title":"Next phase"', b'"title":["x"]'))
    hands.will_press("close")
    window.desk.open(file)
    assert "need a look" in hands.seen[-1]
    assert window.session is not None
    assert window.session.is_saved


def test_a_sample_opens_as_an_untitled_copy(window: Window, sample: Path) -> None:
    before = sample.read_bytes()
    window.desk.open_copy(sample)
    assert window.session is not None
    assert window.session.path is None
    assert window.session.state == "On this computer ✓ · Not in a shared file yet"
    assert sample.read_bytes() == before


def test_a_sample_that_is_opened_as_a_file_is_a_copy_too(window: Window, sample: Path) -> None:
    window.desk.open(sample)
    assert window.session is not None
    assert window.session.path is None
    assert window.preferences.now.recent == ()


def test_a_map_that_is_dropped_on_the_window_opens(window: Window, file: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])
    left = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(300, 300).toPoint(), Qt.DropAction.CopyAction, content, *left)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, content, *left))
    assert window.session is not None
    assert window.session.path == file


def test_another_file_is_not_taken(window: Window, tmp_path: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.txt")), QUrl("https://example.org/a.journey")])
    left = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(300, 300).toPoint(), Qt.DropAction.CopyAction, content, *left)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


# -- saving


def test_the_first_save_asks_where(window: Window, hands: Hands, tmp_path: Path) -> None:
    window.desk.new()
    change(window)
    assert window.isWindowModified()
    hands.will_name(tmp_path / "Mine.journey")
    window.menus.actions["save"].trigger()
    assert phases_in(tmp_path / "Mine.journey").count("Complain") == 1
    assert not window.isWindowModified()
    assert window.session is not None
    assert window.session.state.startswith("On this computer ✓ · In the shared file ✓ ")
    assert window.preferences.now.recent[0].path == tmp_path / "Mine.journey"


def test_a_save_to_a_known_file_asks_nothing(window: Window, file: Path) -> None:
    window.desk.open(file)
    change(window)
    window.menus.actions["save"].trigger()
    assert "Complain" in phases_in(file)


def test_a_save_without_an_ending_gets_one(window: Window, hands: Hands, tmp_path: Path) -> None:
    window.desk.new()
    hands.will_name(tmp_path / "Mine")
    window.menus.actions["save_as"].trigger()
    assert (tmp_path / "Mine.journey").exists()


def test_a_save_that_fails_says_so_and_offers_a_copy(
    window: Window, hands: Hands, file: Path, tmp_path: Path
) -> None:
    window.desk.open(file)
    change(window)
    os.chmod(file, 0o444)
    hands.will_press("copy")
    hands.will_name(tmp_path / "copy.journey")
    window.menus.actions["save"].trigger()
    assert "could not be saved" in hands.seen[0]
    assert window.session is not None
    assert window.session.state == "The file is read-only, saved here ✓"
    assert "Complain" in phases_in(tmp_path / "copy.journey")
    assert "Complain" not in phases_in(file)
    window.session.history.undo()


def test_a_map_of_a_later_version_offers_a_copy(
    window: Window, hands: Hands, file: Path, tmp_path: Path
) -> None:
    file.write_bytes(file.read_bytes().replace(b'"min_reader":1', b'"min_reader":99'))
    before = file.read_bytes()
    hands.will_press("close")
    hands.will_press("close")
    window.desk.open(file)
    assert "newer version" in hands.seen[0]
    hands.will_press("copy")
    hands.will_name(tmp_path / "copy.journey")
    window.menus.actions["save"].trigger()
    assert (tmp_path / "copy.journey").exists()
    assert file.read_bytes() == before


# -- letting go


def test_closing_a_saved_map_asks_nothing(window: Window, file: Path) -> None:
    window.desk.open(file)
    window.menus.actions["close"].trigger()
    assert window.session is None


@pytest.mark.parametrize("way", ["close", "new", "quit"])
def test_unsaved_changes_are_asked_about(window: Window, hands: Hands, file: Path, way: str) -> None:
    window.preferences.change(autosave=False)
    window.desk.open(file)
    change(window)
    session = window.session
    hands.will_press("cancel")
    window.menus.actions[way].trigger()
    assert "Save changes to “Returns”?" in hands.seen[-1]
    assert window.session is session
    assert window.isVisible()
    hands.will_dismiss()
    window.menus.actions[way].trigger()
    assert window.session is session
    hands.will_press("save")
    window.menus.actions[way].trigger()
    assert "Complain" in phases_in(file)


def test_a_long_title_is_asked_about_in_full(window: Window, hands: Hands) -> None:
    window.desk.new()
    session = window.session
    assert session is not None
    with session.store.transaction("Rename") as step:
        step.update(session.journey.map.id, title="What customers go through when they move house " * 3)
    heights: list[tuple[int, int]] = []

    def measure(dialog: QDialog) -> None:
        words = dialog.findChildren(Words)[0]
        heights.append((words.height(), words.heightForWidth(words.width())))
        dialog.reject()

    hands.answers.append(measure)
    window.desk.close()
    assert heights[0][0] >= heights[0][1] > 60
    session.history.undo()


def test_changes_can_be_left_unsaved(window: Window, hands: Hands, file: Path) -> None:
    window.preferences.change(autosave=False)
    window.desk.open(file)
    change(window)
    hands.will_press("leave")
    window.menus.actions["close"].trigger()
    assert window.session is None
    assert "Complain" not in phases_in(file)


def test_saving_on_close_that_is_not_finished_keeps_the_map(window: Window, hands: Hands) -> None:
    window.desk.new()
    change(window)
    hands.will_press("save")
    hands.will_dismiss()
    window.menus.actions["close"].trigger()
    assert window.session is not None
    window.session.history.undo()


def test_a_title_is_shown_as_typed(window: Window, hands: Hands) -> None:
    window.desk.new()
    session = window.session
    assert session is not None
    with session.store.transaction("Rename") as step:
        step.update(session.journey.map.id, title="<img src=file:///x>")
    hands.will_press("leave")
    window.desk.close()
    assert "Save changes to “<img src=file:///x>”?" in hands.seen[-1]


# -- what it remembers


def test_the_theme_is_shown_at_once_and_remembered(window: Window, look: Look, tmp_path: Path) -> None:
    window.desk.new()
    for name in ("dark", "light"):
        window.menus.actions[f"theme_{name}"].trigger()
        assert look.theme == name
        assert window.menus.actions[f"theme_{name}"].isChecked()
        assert Preferences(tmp_path / "home").now.theme == name


def test_the_window_comes_back_where_it_was(window: Window, look: Look, tmp_path: Path) -> None:
    window.setGeometry(20, 30, 1000, 640)
    window.close()
    again = Window(Preferences(tmp_path / "home"), look)
    assert (again.width(), again.height()) == (1000, 640)
    again.deleteLater()


@pytest.mark.parametrize("part", ["panel", "strip", "overview"])
def test_parts_of_the_window_are_switched_and_remembered(
    window: Window, part: str, sample: Path, tmp_path: Path
) -> None:
    window.desk.open_copy(sample)
    action = window.menus.actions[part]
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
    assert getattr(Preferences(tmp_path / "home").now, f"{part}_open") is False
    action.trigger()
    assert action.isChecked()


def test_a_file_changed_meanwhile_is_kept_unless_the_person_says_otherwise(
    window: Window, hands: Hands, file: Path, tmp_path: Path
) -> None:
    window.desk.open(file)
    change(window)
    other = Session.new()
    add_phase(other.store, "Theirs")
    theirs = other.content()
    file.write_bytes(theirs)
    hands.will_press("cancel")
    assert not window.desk.save()
    assert "changed meanwhile" in hands.seen[0]
    assert file.read_bytes() == theirs
    hands.will_press("copy")
    hands.will_name(tmp_path / "mine.journey")
    assert window.desk.save()
    assert file.read_bytes() == theirs
    assert "Complain" in phases_in(tmp_path / "mine.journey")


# -- memory


def test_a_closed_map_leaves_nothing_behind(window: Window, sample: Path) -> None:
    """Two maps are closed: what the first leaves in caches of one is the second's by then."""
    ended = []
    for _ in range(2):
        window.show_session(Session.copy_of(sample))
        assert window.session is not None
        window.session.gaps.settle()
        ended += [weakref.ref(window.session), weakref.ref(window.editor)]
        window.show_session(None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    clear_away()
    assert [one() for one in ended] == [None] * 4
