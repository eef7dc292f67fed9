"""Keys do what the menus say, and never while a text is being typed."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS, SUBMENUS
from app.files import open_map
from app.session import Session
from app.settings import Preferences
from app.window import Window
from model.operations import add_phase
from model.records import Handover, Phase, Touchpoint
from tests.app.conftest import Hands
from tests.widgets.canvas.conftest import Hand
from widgets.look import Look

pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def session(window: Window, qtbot: QtBot) -> Session:
    window.desk.new()
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(lambda: window.canvas.hasFocus())
    assert window.session is not None
    return window.session


def touchpoints(session: Session) -> list[str]:
    known = session.store.of(Touchpoint)
    return [known[one].title for one in session.journey.touchpoints]


def press(key: str) -> None:
    """Press a key wherever the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keySequence(focus, QKeySequence(key))


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def test_t_adds_a_touchpoint_whose_title_is_typed_at_once(window: Window, session: Session) -> None:
    press("T")
    write("Tells me to fit a map, T M P G O 1 2 ?")
    press("Return")
    assert touchpoints(session) == ["Tells me to fit a map, T M P G O 1 2 ?"]
    assert window.preferences.now.strip_open
    assert window.preferences.now.overview_open
    assert len(session.selection.ids) == 1


def test_ctrl_right_adds_the_next_touchpoint(window: Window, session: Session) -> None:
    press("T")
    write("One")
    press("Return")
    press("Ctrl+Right")
    write("Two")
    press("Return")
    assert touchpoints(session) == ["One", "Two"]


def test_space_on_a_handover_says_how_it_goes_unless_the_map_is_moved_with_it(
    window: Window, session: Session
) -> None:
    QTest.keyClick(window.canvas, "t")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (handover,) = session.store.of(Handover)

    def quality() -> str:
        return session.store.of(Handover)[handover].quality

    window.canvas.selection.choose([handover])
    window.canvas.setFocus()
    before, port = quality(), window.canvas.viewport()
    QTest.keyPress(window.canvas, Qt.Key.Key_Space)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(600, 500))
    QTest.mouseMove(port, QPoint(560, 480))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(560, 480))
    QTest.keyRelease(window.canvas, Qt.Key.Key_Space)
    assert quality() == before
    assert window.canvas.selection.only == handover
    seen = [before]
    for _ in range(3):
        QTest.keyClick(window.canvas, Qt.Key.Key_Space)
        seen.append(quality())
    assert len(set(seen)) == 3


def test_letters_in_the_panel_are_only_letters(window: Window, session: Session, qtbot: QtBot) -> None:
    assert window.editor is not None
    window.editor.top_bar.rename()
    write("Got my phone")
    press("Return")
    assert window.windowTitle() == "Got my phone[*]"
    assert window.preferences.now.strip_open
    assert touchpoints(session) == []


def test_a_digit_sets_the_mood_and_delete_deletes(window: Window, session: Session) -> None:
    press("T")
    write("One")
    press("Return")
    press("1")
    one = session.store.of(Touchpoint)[session.selection.ids[0]]
    assert list(one.mood.values()) == [-2]
    press("Delete")
    assert touchpoints(session) == []
    press("Ctrl+Z")
    assert touchpoints(session) == ["One"]
    press("Ctrl+Y")
    assert touchpoints(session) == []


def test_what_is_being_typed_is_saved_too(
    window: Window, session: Session, hands: Hands, tmp_path: Path
) -> None:
    press("T")
    write("Half a tit")
    hands.will_name(tmp_path / "map.journey")
    press("Ctrl+S")
    saved = open_map(tmp_path / "map.journey").records
    assert [one.title for one in saved if isinstance(one, Touchpoint)] == ["Half a tit"]


def test_undo_is_called_after_the_step(window: Window, session: Session) -> None:
    undo = window.menus.actions["undo"]
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    add_phase(session.store, "Complain")
    assert (undo.text(), undo.isEnabled()) == ("&Undo add a phase", True)
    undo.trigger()
    assert window.menus.actions["redo"].text() == "&Redo add a phase"
    assert len(session.store.of(Phase)) == 3


def test_what_cannot_be_done_says_why_in_its_tip(window: Window, session: Session) -> None:
    assert "Select a touchpoint" in window.menus.actions["moment"].toolTip()
    press("T")
    write("One")
    press("Return")
    assert "Moment that matters" in window.menus.actions["moment"].toolTip()


def test_on_an_empty_map_what_needs_touchpoints_says_so(window: Window, session: Session) -> None:
    actions = window.menus.actions
    names = ("select_all", "walk_right", "walk_up", "export")
    assert all("Add a touchpoint first." in actions[name].toolTip() for name in names)
    assert not any(actions[name].isEnabled() for name in names)
    press("T")
    write("One")
    press("Return")
    assert all(actions[name].isEnabled() for name in names)


def test_every_action_can_be_reached_from_the_menu(window: Window, session: Session) -> None:
    reached: set[str] = set()

    def go_through(menu: QMenu) -> None:
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                go_through(inner)
            reached.add(action.objectName())

    go_through(window.menus.menu)
    assert {action.name for action in ACTIONS} <= reached
    assert set(SUBMENUS) <= set(window.menus.menus)


def test_the_menu_of_a_touchpoint_offers_what_is_about_it(window: Window, session: Session) -> None:
    empty = [action.objectName() for action in window.menus.menu_of_place().actions()]
    assert "add_touchpoint" in empty
    press("T")
    write("One")
    press("Return")
    about = [action.objectName() for action in window.menus.menu_of_place().actions()]
    assert {"edit_title", "moment", "pain", "delete"} <= set(about)
    assert "quality" not in about


def test_keys_of_a_closed_map_do_nothing(window: Window, session: Session, qtbot: QtBot) -> None:
    session.history.mark_saved()
    window.desk.close()
    window.setFocus()
    qtbot.waitUntil(lambda: window.session is None)
    QTest.keyClick(window, Qt.Key.Key_T)
    assert window.session is None


def test_a_second_map_has_keys_of_its_own(window: Window, session: Session, qtbot: QtBot) -> None:
    window.desk.new()
    second = window.session
    assert second is not None
    assert second is not session
    qtbot.waitUntil(lambda: window.canvas.hasFocus())
    press("T")
    write("Here")
    press("Return")
    assert touchpoints(second) == ["Here"]
    assert touchpoints(session) == []
    second.history.mark_saved()


def test_a_window_whose_menus_are_gone_says_nothing_more(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    gone = Window(Preferences(tmp_path / "gone"), look)
    shiboken6.delete(gone.menus.menu)
    gone.menus.refresh()
    assert not shiboken6.isValid(gone.menus.menus["File"])
    shiboken6.delete(gone)


def test_a_key_pressed_while_a_card_is_dragged_puts_it_back_first(window: Window, session: Session) -> None:
    for title in ("One", "Two"):
        press("T")
        write(title)
        press("Return")
    one, two = session.journey.touchpoints
    hand = Hand(window.canvas, session.history)
    window.canvas.selection.choose([two])
    hand.pull(hand.card(one), hand.card(two) + QPointF(40, 0))
    press("Delete")
    assert window.canvas.gesture is None
    hand.let_go(hand.card(two))
    assert touchpoints(session) == ["Two"]
    session.history.undo()
    assert touchpoints(session) == ["One", "Two"]
    hand.pull(hand.card(one), hand.card(two) + QPointF(40, 0))
    press("Return")
    assert window.canvas.gesture is None
    assert window.is_editing_on_canvas
    write("First")
    press("Return")
    assert touchpoints(session) == ["First", "Two"]


def test_undoing_while_a_card_is_dragged_only_puts_it_back(window: Window, session: Session) -> None:
    for title in ("One", "Two"):
        press("T")
        write(title)
        press("Return")
    one, two = session.journey.touchpoints
    hand = Hand(window.canvas, session.history)
    hand.pull(hand.card(one), hand.card(two) + QPointF(40, 0))
    press("Ctrl+Z")
    assert window.canvas.gesture is None
    assert touchpoints(session) == ["One", "Two"]
    press("Ctrl+Z")
    assert touchpoints(session) == ["One"]


def test_the_map_can_be_zoomed_while_a_card_is_dragged(window: Window, session: Session) -> None:
    press("T")
    write("One")
    press("Return")
    hand = Hand(window.canvas, session.history)
    at = hand.card(session.journey.touchpoints[0])
    hand.pull(at, at + QPointF(60, 0))
    held = window.canvas.gesture
    press("Ctrl+0")
    press("Ctrl+-")
    assert held is not None
    assert window.canvas.gesture is held
    press("Escape")
