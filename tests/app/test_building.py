"""Quick building in the window: lists to paste, deletions that ask, the lock, and keys from part to part."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.deleting import WITH_THEM, WhereTo
from app.paste_list import PasteList
from app.session import Session
from app.window import Window
from model.journey import Journey
from model.operations import add_touchpoint
from model.records import Phase, Touchpoint
from tests.app.conftest import Hands
from widgets.fields import Field

pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def session(window: Window, qtbot: QtBot) -> Session:
    window.desk.new()
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(lambda: window.canvas.hasFocus())
    assert window.session is not None
    return window.session


def press(key: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keySequence(focus, QKeySequence(key))


def come_back(window: Window, qtbot: QtBot) -> None:
    """As a window manager does after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(lambda: window.canvas.hasFocus())


def titles(session: Session) -> list[str]:
    known = session.store.of(Touchpoint)
    return [known[one].title for one in session.journey.touchpoints]


def filled(session: Session) -> Journey:
    """Two touchpoints in each of the first two phases, in the first two channels."""
    journey = session.journey
    for phase in journey.phases[:2]:
        for channel in journey.channels[:2]:
            add_touchpoint(session.store, phase, channel, f"Step {len(journey.touchpoints) + 1}")
    return journey


def test_an_empty_map_offers_a_list_that_becomes_touchpoints(
    window: Window, session: Session, hands: Hands, qtbot: QtBot
) -> None:
    def paste(dialog: QDialog) -> None:
        assert isinstance(dialog, PasteList)
        assert not dialog.add.isEnabled()
        QTest.keyClicks(dialog.field, "- Sees an ad")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        QTest.keyClicks(dialog.field, "- Calls")
        assert dialog.add.words() == "Add 2 touchpoints"
        QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    hands.answers.append(paste)
    QTest.mouseClick(window.canvas.add_buttons.first.list, Qt.MouseButton.LeftButton)
    assert titles(session) == ["Sees an ad", "Calls"]
    assert session.history.undo_label == "Add a list of 2 touchpoints"
    assert window.canvas.add_buttons.first.isVisible()
    come_back(window, qtbot)
    hands.will_dismiss()
    press("Ctrl+Shift+V")
    assert titles(session) == ["Sees an ad", "Calls"]


def test_the_button_of_an_empty_map_starts_the_first_title(window: Window, session: Session) -> None:
    QTest.mouseClick(window.canvas.add_buttons.first.touchpoint, Qt.MouseButton.LeftButton)
    assert window.canvas.is_editing
    press("Escape")
    assert titles(session) == []
    assert not session.history.can_undo


def test_text_on_the_clipboard_waits_in_the_dialog(window: Window, session: Session, hands: Hands) -> None:
    content = QMimeData()
    content.setText("1. Sees an ad\r\n2. Calls\r\n")
    QGuiApplication.clipboard().setMimeData(content)
    hands.answers.append(lambda dialog: dialog.accept())
    press("Ctrl+Shift+V")
    QGuiApplication.clipboard().clear()
    assert titles(session) == ["Sees an ad", "Calls"]


def test_copy_and_paste_by_keys_and_never_while_a_title_is_typed(window: Window, session: Session) -> None:
    press("T")
    QTest.keyClicks(QApplication.focusWidget(), "Calls")
    press("Ctrl+A")
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Calls"
    press("Return")
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "First phase\n1. Calls"
    press("Ctrl+V")
    press("Ctrl+D")
    assert titles(session) == ["Calls"] * 3
    press("Ctrl+X")
    QGuiApplication.clipboard().clear()
    assert titles(session) == ["Calls"] * 2


# -- deletions that ask


def choose(place: str) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, WhereTo)
        QTest.mouseClick(dialog.places[place], Qt.MouseButton.LeftButton)
        dialog.go.click()

    return answer


def test_arrows_choose_where_they_go_and_the_chosen_one_is_a_thick_ring(
    window: Window, session: Session, hands: Hands, qtbot: QtBot
) -> None:
    journey = filled(session)
    first, second, third = journey.phases
    session.selection.choose([second])

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, WhereTo)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.places[first].hasFocus)
        QTest.keyClick(dialog.places[first], Qt.Key.Key_Down)
        assert [one.isChecked() for one in dialog.places.values()] == [False, True, False]
        for place, middle, edge in ((first, 255, 255), (third, 255, 60)):
            line = dialog.places[place].grab().toImage()
            assert line.pixelColor(12, line.height() // 2).lightness() >= middle
            assert line.pixelColor(7, line.height() // 2).lightness() <= edge
        QTest.keyClick(dialog.places[third], Qt.Key.Key_Return)

    hands.answers.append(answer)
    press("Delete")
    assert journey.phases == [first, third]
    assert len(journey.in_phase(third)) == 2


def test_a_phase_that_is_not_empty_asks_where_its_touchpoints_go(
    window: Window, session: Session, hands: Hands, qtbot: QtBot
) -> None:
    journey = filled(session)
    first, second, third = journey.phases
    session.selection.choose([second])
    hands.answers.append(choose(third))
    press("Delete")
    assert "Delete the phase “Next phase”?" in hands.seen[-1]
    assert "There are 2 touchpoints in it." in hands.seen[-1]
    assert journey.phases == [first, third]
    assert [session.store.of(Touchpoint)[one].title for one in journey.in_phase(third)] == [
        "Step 3",
        "Step 4",
    ]
    assert session.history.undo_label == "Delete a phase"
    session.history.undo()
    session.selection.choose([second])
    come_back(window, qtbot)
    hands.will_dismiss()
    press("Delete")
    assert journey.phases == [first, second, third]
    come_back(window, qtbot)
    hands.answers.append(choose(WITH_THEM))
    press("Delete")
    assert titles(session) == ["Step 1", "Step 2"]


def test_a_channel_asks_too_also_from_the_panel_and_an_empty_one_does_not(
    window: Window, session: Session, hands: Hands, qtbot: QtBot
) -> None:
    journey = filled(session)
    first, second, third = journey.channels
    session.selection.choose([third])
    press("Delete")
    assert journey.channels == [first, second]
    session.selection.choose([second])
    hands.answers.append(choose(first))
    assert window.editor is not None
    window.editor.inspector.bench.delete([second])
    assert journey.channels == [first]
    assert {t.place.channel for t in session.store.of(Touchpoint).values()} == {first}
    session.selection.choose([first])
    come_back(window, qtbot)
    press("Delete")
    assert window.editor.said == "A map keeps at least one channel."
    assert journey.channels == [first]


# -- the lock


def test_the_lock_goes_through_its_levels_and_says_so(window: Window, session: Session) -> None:
    filled(session)
    assert window.editor is not None
    lock, status = window.menus.actions["lock"], window.editor.status
    session.selection.choose([session.journey.phases[0]])
    assert status.hints.accessibleName().startswith("F2 rename")
    assert (lock.text(), status.tools["lock"].icon_name) == ("Loc&k phases and channels", "unlock")
    press("Ctrl+Shift+L")
    assert (lock.text(), status.tools["lock"].icon_name) == ("Loc&k the whole map", "lock")
    assert status.locked.text() == "Phases and channels locked"
    assert status.hints.accessibleName() == "Ctrl+Shift+L locks everything, then unlocks"
    session.selection.choose([session.journey.touchpoints[0]])
    assert status.hints.accessibleName().startswith("Ctrl+→ next touchpoint")
    QTest.mouseClick(status.tools["lock"], Qt.MouseButton.LeftButton)
    assert (session.lock.level, lock.isChecked()) == ("everything", True)
    assert status.hints.accessibleName() == "Ctrl+Shift+L unlocks"
    press("Ctrl+Shift+L")
    assert (session.lock.level, lock.isChecked(), status.locked.isVisible()) == ("open", False, False)
    assert status.hints.accessibleName().startswith("Ctrl+→ next touchpoint")


def test_a_lock_holds_everywhere_in_the_window_but_not_for_undo(window: Window, session: Session) -> None:
    journey = filled(session)
    press("Ctrl+Shift+L")
    session.selection.choose([journey.phases[0]])
    assert window.editor is not None
    page = window.editor.inspector
    field = next(one for one in page.findChildren(Field) if one.property("field") == "when")
    field.edited.emit("Day 1")
    assert session.store.of(Phase)[journey.phases[0]].when == ""
    press("Delete")
    assert window.editor.said.startswith("Phases and channels are locked")
    press("Ctrl+Shift+L")
    before = session.store.everything()
    window.editor.top_bar.title_renamed.emit("Other")
    press("T")
    session.selection.choose([journey.touchpoints[0]])
    press("5")
    press("M")
    assert page.page is not None
    assert not page.page.isEnabled()
    assert session.store.everything() == before
    press("Ctrl+Z")
    assert len(session.store.of(Touchpoint)) == 3
    press("Ctrl+Shift+L")
    assert page.page.isEnabled()


@pytest.mark.parametrize(
    "key",
    ["T", "N", "C", "M", "P", "1", "Delete", "F2"]
    + ["Ctrl+D", "Ctrl+V", "Ctrl+Right", "Ctrl+Shift+P", "Ctrl+Shift+V"],
)
def test_every_key_that_would_change_a_locked_map_is_told_why_it_does_not(
    window: Window, session: Session, hands: Hands, key: str
) -> None:
    assert window.editor is not None
    made = filled(session).touchpoints[0]
    session.selection.choose([made])
    window.canvas.setFocus()
    press("Ctrl+C")
    press("Ctrl+Shift+L")
    press("Ctrl+Shift+L")
    window.toast("Nothing yet")
    before = session.store.everything()
    press(key)
    assert session.store.everything() == before
    assert not window.canvas.is_editing
    assert window.editor.said == "The map is locked; Ctrl+Shift+L unlocks it."


def test_the_lock_is_not_in_the_file(window: Window, session: Session) -> None:
    before = session.content()
    press("Ctrl+Shift+L")
    assert session.content() == before
    assert not window.isWindowModified()


def test_the_words_of_a_new_map_leave_the_gaps_below_it_alone(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    canvas, buttons = window.canvas, window.canvas.add_buttons.first
    assert buttons.isVisible()
    add_touchpoint(session.store, session.journey.phases[0], session.journey.channels[0], "Looks")
    window.show_strip(False)
    qtbot.waitUntil(lambda: "gaps" in canvas.layout_.bands and canvas.margins.gaps_in_place)
    end = canvas.camera.down(canvas.layout_.bands["gaps"].end)
    qtbot.waitUntil(lambda: not buttons.isVisible() or buttons.geometry().top() > end)
    window.resize(window.width(), 3 * window.height())
    qtbot.waitUntil(lambda: buttons.isVisible() and buttons.geometry().top() > end)
