"""The room walks the journey full screen, is asked what is not known, and audits it at the end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.window import Window
from model.findings import Action, Evidence
from model.lock import LEVELS
from model.operations import add_touchpoint, delete
from model.records import Handover, Touchpoint
from widgets.walk.lines import LEAST
from widgets.walk.walk import Walk

pytestmark = pytest.mark.allows_log("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(window: Window, sample: Path) -> Session:
    window.desk.open(sample)
    assert window.session is not None
    return window.session


@pytest.fixture
def begin(window: Window, session: Session, qtbot: QtBot) -> Callable[[], Walk]:
    """Presses F5, and gives the walk."""

    def press_f5() -> Walk:
        window.activateWindow()
        window.canvas.setFocus()
        qtbot.waitUntil(lambda: window.canvas.hasFocus())
        QTest.keySequence(window.canvas, QKeySequence("F5"))
        assert window.editor is not None
        walk = window.editor.walking.walk
        assert walk is not None
        walk.resize(1920, 1080)
        qtbot.waitUntil(lambda: walk.hasFocus())
        return walk

    return press_f5


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys wherever the focus is."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def click(widget: QWidget, at: QPointF | None = None) -> None:
    QTest.mouseClick(widget, LEFT, pos=at.toPoint() if at is not None else widget.rect().center())


def touchpoint(session: Session, number: int) -> Touchpoint:
    return session.store.of(Touchpoint)[session.journey.touchpoints[number - 1]]


def sentence(walk: Walk) -> str:
    return walk.board.sentence if walk.board.isVisible() else ""


# -- beginning and ending


def test_f5_walks_full_screen_and_esc_leaves_the_window_as_it_was(
    window: Window, begin: Callable[[], Walk]
) -> None:
    place, state = window.geometry(), window.windowState()
    walk = begin()
    assert walk.isVisible()
    assert walk.isFullScreen()
    assert walk.progress == "1 of 25"
    press(Qt.Key.Key_Escape)
    assert window.editor is not None
    assert window.editor.walking.walk is None
    assert window.geometry() == place
    assert window.windowState() == state
    assert window.isVisible()


def test_the_walk_begins_at_what_is_selected_and_the_button_says_so(
    window: Window, session: Session, begin: Callable[[], Walk]
) -> None:
    assert window.editor is not None
    present = window.editor.top_bar.present
    assert present is not None
    assert "Walk the journey" in present.toolTip()
    session.selection.choose([touchpoint(session, 11).id])
    assert "Walk the journey from 11" in present.toolTip()
    click(present)
    walk = window.editor.walking.walk
    assert walk is not None
    assert walk.progress == "11 of 25"
    assert walk.told.title == "Tells the whole story again"
    walk.close()
    (handover,) = session.journey.leaving(touchpoint(session, 9).id)
    session.selection.choose([handover.id])
    assert "from 9 → 10" in present.toolTip()
    assert begin().progress == "9 → 10 of 25"


def test_an_empty_map_cannot_be_walked_and_says_why(window: Window) -> None:
    window.desk.new()
    assert window.editor is not None
    present = window.editor.top_bar.present
    assert present is not None
    assert not present.isEnabled()
    assert "Add a touchpoint first." in present.toolTip()
    QTest.keySequence(window.canvas, QKeySequence("F5"))
    assert window.editor.walking.walk is None


def test_a_map_that_is_closed_takes_its_walk_along(window: Window, begin: Callable[[], Walk]) -> None:
    walk = begin()
    window.show_session(None)
    assert not walk.isVisible()


def test_a_walk_that_is_asked_for_twice_is_one(window: Window, begin: Callable[[], Walk]) -> None:
    walk = begin()
    window.walk()
    assert window.editor is not None
    assert window.editor.walking.walk is walk


# -- going


def test_keys_and_clicks_go_from_step_to_step_over_every_touchpoint_and_handover(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = begin()
    press(Qt.Key.Key_Right)
    assert walk.progress == "1 → 2 of 25"
    press(Qt.Key.Key_Space)
    assert walk.progress == "2 of 25"
    press(Qt.Key.Key_Left, Qt.Key.Key_PageDown)
    assert walk.progress == "2 of 25"
    click(walk.next)
    assert walk.progress == "2 → 3 of 25"
    press(Qt.Key.Key_Right, held=Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Right, held=Qt.KeyboardModifier.ShiftModifier)
    assert walk.progress == "4 of 25"
    press(Qt.Key.Key_Left, held=Qt.KeyboardModifier.ShiftModifier)
    assert walk.progress == "3 of 25"
    press(Qt.Key.Key_Home)
    seen = set()
    while walk.course.step is not None:
        seen.add(walk.course.step)
        press(Qt.Key.Key_Right)
    assert seen == set(session.store.of(Touchpoint)) | set(session.store.of(Handover))


def test_a_click_on_the_curve_goes_there_and_on_a_failing_mark_to_the_handover(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = begin()
    click(walk.curve, QPointF(walk.curve.across(10 / 24), walk.curve.height() - 30))
    assert walk.progress == "11 of 25"
    click(walk.curve, QPointF(walk.curve.across(8.5 / 24), walk.scale(31)))
    assert walk.progress == "9 → 10 of 25"
    click(walk.curve, QPointF(walk.curve.width() - 2, walk.curve.height() - 30))
    assert walk.progress == "25 of 25"


def test_x_walks_only_the_handovers_that_fail(session: Session, begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_X)
    assert walk.progress == "1 of 3 that fail"
    assert walk.told.said.startswith("Fails. Lost on the way")
    press(Qt.Key.Key_Right)
    assert walk.progress == "2 of 3 that fail"
    press(Qt.Key.Key_X)
    assert walk.progress == "14 → 15 of 25"


def test_where_nothing_fails_x_says_so(session: Session, begin: Callable[[], Walk]) -> None:
    delete(session.store, [one.id for one in session.store.of(Handover).values() if one.quality == "fails"])
    walk = begin()
    press(Qt.Key.Key_X)
    assert walk.said == "No handover fails."
    assert walk.progress == "1 of 25"


def test_b_shows_nothing_and_any_key_shows_the_walk_again(begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_B)
    assert walk.blank.isVisible()
    assert walk.accessibleName().startswith("Blank")
    press(Qt.Key.Key_Right)
    assert not walk.blank.isVisible()
    assert walk.progress == "1 of 25"
    press(Qt.Key.Key_B)
    click(walk.blank)
    assert not walk.blank.isVisible()


def test_only_those_in_focus_speak_and_only_what_they_meet_is_walked(
    window: Window, session: Session, begin: Callable[[], Walk]
) -> None:
    session.selection.choose([touchpoint(session, 11).id])
    QTest.keySequence(window.canvas, QKeySequence("Ctrl+1"))
    walk = begin()
    amira = session.journey.personas[0]
    assert walk.told.figures[0].value == "−1.7"
    assert walk.told.figures[0].means == "Amira\nfeels"
    known = session.store.of(Touchpoint)
    met = [one for one in walk.course.steps if one in known]
    assert all(not known[one].personas or amira.id in known[one].personas for one in met)
    assert len(met) < 25


def test_a_step_is_told_as_the_map_tells_it(session: Session, begin: Callable[[], Walk]) -> None:
    session.selection.choose([touchpoint(session, 11).id])
    walk = begin()
    told = walk.told
    assert told.phase == ("3", "Prove", "Day 1")
    assert told.places == (("store", "Store"),)
    assert told.said == ""
    assert told.quote == "Nobody here knew I’d been on chat."
    assert ("star", "M2 Arrive and be known") in told.pills
    assert walk.next.words == "ID and papers verified"
    assert walk.next.mark == "holds"


def test_what_is_heard_changes_with_each_step(begin: Callable[[], Walk]) -> None:
    walk = begin()
    first = walk.accessibleName()
    assert first.startswith("Touchpoint 1 of 25")
    assert "Who owns this? 1 " in first
    press(Qt.Key.Key_Right)
    assert walk.accessibleName().startswith("Handover 1 to 2, holds")


def test_everything_in_it_has_a_name_for_those_who_hear_it(begin: Callable[[], Walk]) -> None:
    walk = begin()
    shown = [*walk.findChildren(QWidget)]
    nameless = [
        type(one).__name__
        for one in shown
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and not one.accessibleName()
    ]
    assert nameless == []
    interface = QAccessible.queryAccessibleInterface(walk)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == walk.accessibleName()


# -- answering


def test_a_digit_answers_and_the_next_question_comes(session: Session, begin: Callable[[], Walk]) -> None:
    walk = begin()
    assert sentence(walk) == "Who owns this?"
    press(Qt.Key.Key_1)
    assert touchpoint(session, 1).owner == "Brand director"
    assert sentence(walk) == "What did a customer say here?"
    assert walk.said == "Owner: Brand director"
    assert session.history.undo_label == "Change owner"


def test_enter_types_an_answer_and_arrows_go_on_afterwards(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = begin()
    press(Qt.Key.Key_Return)
    assert walk.board.field.hasFocus()
    write("Mei Tan xtb")
    press(Qt.Key.Key_Return)
    assert touchpoint(session, 1).owner == "Mei Tan xtb"
    assert walk.hasFocus()
    press(Qt.Key.Key_Right)
    assert walk.progress == "1 → 2 of 25"


def test_esc_in_the_field_gives_up_typing_and_not_the_walk(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = begin()
    press(Qt.Key.Key_Return)
    write("Mei")
    press(Qt.Key.Key_Escape)
    assert walk.isVisible()
    assert touchpoint(session, 1).owner == ""
    assert walk.board.field.text() == ""
    press(Qt.Key.Key_Escape)
    assert not walk.isVisible()


def test_a_click_answers_and_leaves_the_keys_to_the_walk(session: Session, begin: Callable[[], Walk]) -> None:
    walk = begin()
    click(walk.board.choices[0])
    assert touchpoint(session, 1).owner == "Brand director"
    assert walk.hasFocus()
    press(Qt.Key.Key_Space)
    assert walk.progress == "1 → 2 of 25"


def test_what_was_typed_is_taken_when_the_room_goes_on(session: Session, begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_Return)
    write("Mei")
    click(walk.next)
    assert touchpoint(session, 1).owner == "Mei"
    assert walk.progress == "1 → 2 of 25"
    press(Qt.Key.Key_Return)
    write("soon")
    click(walk.next)
    assert walk.progress == "1 → 2 of 25"
    assert walk.board.complaint
    walk.board.field.clear()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Left, Qt.Key.Key_Return)
    write("It is one click")
    press(Qt.Key.Key_Down)
    assert touchpoint(session, 1).quote == "It is one click"
    assert sentence(walk) == "What does the customer need here?"


def test_questions_are_skipped_and_come_back_to(begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_Down)
    assert sentence(walk) == "What did a customer say here?"
    click(walk.board.skip)
    assert sentence(walk) == "What does the customer need here?"
    press(Qt.Key.Key_Down)
    assert sentence(walk) == ""
    press(Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert sentence(walk) == ""
    press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert sentence(walk) == "Who owns this?"


def test_times_are_typed_as_people_say_them_and_what_is_no_time_is_refused(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = begin()
    press(Qt.Key.Key_Right)
    assert sentence(walk) == "How long do they wait in between?"
    press(Qt.Key.Key_Return)
    write("soon")
    press(Qt.Key.Key_Return)
    assert walk.board.complaint == "Write minutes, or a time such as 1 h 30 or 2 d."
    assert walk.board.field.hasFocus()
    walk.board.field.selectAll()
    write("1 h 30")
    press(Qt.Key.Key_Return)
    step = session.store.find(Handover, walk.course.step)
    assert step is not None
    assert step.wait_min == 90


def test_what_the_customer_repeats_is_typed_as_a_list(session: Session, begin: Callable[[], Walk]) -> None:
    failing = [one for one in session.store.of(Handover).values() if one.quality == "fails" and not one.lost]
    session.selection.choose([failing[0].id])
    walk = begin()
    assert sentence(walk) == "What does the customer have to repeat?"
    press(Qt.Key.Key_Return)
    write("the date, the papers")
    press(Qt.Key.Key_Return)
    assert session.store.of(Handover)[failing[0].id].lost == ("the date", "the papers")
    assert walk.told.said == "Fails. Lost on the way: the date and the papers"


def test_an_answer_is_undone_and_its_question_comes_back(session: Session, begin: Callable[[], Walk]) -> None:
    walk = begin()
    before = session.store.everything()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert session.store.everything() == before
    assert sentence(walk) == "Who owns this?"
    assert walk.said == "Undone: Change owner"
    press(Qt.Key.Key_Y, held=Qt.KeyboardModifier.ControlModifier)
    assert touchpoint(session, 1).owner == "Brand director"
    for _ in range(3):
        press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert walk.said == "Nothing to undo."


def test_how_it_feels_is_answered_with_five_words_and_the_curve_follows(
    window: Window, begin: Callable[[], Walk]
) -> None:
    window.desk.new()
    session = window.session
    assert session is not None
    journey = session.journey
    add_touchpoint(session.store, journey.phases[0], journey.channels[0], "Calls")
    walk = begin()
    assert walk.progress == "1 of 1"
    assert sentence(walk) == "How does the customer feel here?"
    assert walk.board.choices[0].option.words == "Angry"
    press(Qt.Key.Key_1)
    assert walk.told.figures[0].value == "−2.0"
    assert walk.told.figures[0].means == "Customer\nfeels"
    assert walk.curve.felt(walk.course.step) == -2.0


def test_several_systems_are_chosen_before_going_on(session: Session, begin: Callable[[], Walk]) -> None:
    one = touchpoint(session, 1)
    with session.store.transaction("Empty") as change:
        change.update(one.id, systems=[], missing_systems=[])
    walk = begin()
    while sentence(walk) != "Which systems do we use here?":
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1, Qt.Key.Key_2)
    assert len(touchpoint(session, 1).systems) == 2
    assert [knob.isChecked() for knob in walk.board.choices][:3] == [True, True, False]
    press(Qt.Key.Key_2)
    assert len(touchpoint(session, 1).systems) == 1
    press(Qt.Key.Key_Return)
    write("A brand new one")
    press(Qt.Key.Key_Return)
    assert len(touchpoint(session, 1).systems) == 2
    press(Qt.Key.Key_Down)
    assert sentence(walk) != "Which systems do we use here?"


def test_how_we_know_becomes_evidence(session: Session, begin: Callable[[], Walk]) -> None:
    one = touchpoint(session, 1)
    delete(session.store, [e.id for e in session.store.of(Evidence).values() if one.id in e.supports])
    walk = begin()
    while sentence(walk) != "How do we know?":
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_3)
    (found,) = [e for e in session.store.of(Evidence).values() if one.id in e.supports]
    assert found.evidence_kind == "interview"


def test_a_locked_map_says_why_nothing_is_answered(session: Session, begin: Callable[[], Walk]) -> None:
    walk = begin()
    while session.lock.level != LEVELS[-1]:
        session.lock.turn()
    press(Qt.Key.Key_1)
    assert walk.board.complaint == "The map is locked; Ctrl+Shift+L unlocks it."
    assert touchpoint(session, 1).owner == ""


def test_q_only_shows_and_is_remembered(window: Window, begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_Q)
    assert sentence(walk) == ""
    press(Qt.Key.Key_Escape)
    assert not window.preferences.now.walk_asks
    assert sentence(begin()) == ""


def test_tab_goes_through_the_answers_and_everything_else_and_comes_round(begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_Tab)
    assert walk.board.choices[0].hasFocus()
    seen = []
    while not seen or QApplication.focusWidget() is not walk.board.choices[0]:
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    assert {walk.board.field, walk.next, walk.clock, walk.longer, walk.leave} <= set(seen)
    press(Qt.Key.Key_Space)
    assert sentence(walk) == "What did a customer say here?"


# -- the end


def at_the_end(begin: Callable[[], Walk]) -> Walk:
    walk = begin()
    press(Qt.Key.Key_End)
    assert walk.audit.isVisible()
    assert walk.audit.list.hasFocus()
    return walk


def test_the_audit_says_what_is_known_and_what_is_not(session: Session, begin: Callable[[], Walk]) -> None:
    walk = at_the_end(begin)
    said = {row.called: row.said for row in walk.audit.rows}
    assert said["Title"] == "25 of 25 known"
    assert said["Owner"] == "0 of 25 known"
    assert said["In their words"] == "9 of 25 known"
    rows = walk.audit.list.things
    known, of = walk.audit.totals
    assert rows.rowCount() == of - known
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert walk.audit.list.currentIndex().row() == 2
    click(next(row for row in walk.audit.rows if row.called == "In their words"))
    assert rows.rowCount() == 16
    assert "nobody finds out yet" in str(rows.index(0).data())


def test_what_is_to_be_found_out_becomes_somebody_s_action_by_keys(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = at_the_end(begin)
    count = len(session.store.of(Action))
    press(Qt.Key.Key_Return)
    write("Mei")
    press(Qt.Key.Key_Return)
    made = [one for one in session.store.of(Action).values() if one.owner == "Mei"]
    assert [one.text for one in made] == ["Find out: Who owns this?"]
    assert made[0].of == touchpoint(session, 1).id
    assert walk.audit.list.currentIndex().row() == 1
    assert walk.audit.list.hasFocus()
    press(Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Return)
    write("Ray")
    press(Qt.Key.Key_Return)
    assert len([one for one in session.store.of(Action).values() if one.owner == "Ray"]) == 2
    press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert len(session.store.of(Action)) == count


def test_a_click_gives_it_and_delete_takes_it_back(session: Session, begin: Callable[[], Walk]) -> None:
    walk = at_the_end(begin)
    box = walk.audit.list.visualRect(walk.audit.list.things.index(2))
    click(walk.audit.list.viewport(), QPointF(box.right() - 60, box.center().y()))
    write("Mei")
    press(Qt.Key.Key_Return)
    assert walk.audit.list.things.who(2) == "Mei"
    click(walk.audit.list.viewport(), QPointF(box.left() + 60, box.center().y()))
    press(Qt.Key.Key_Delete)
    assert walk.audit.list.things.who(2) == ""


def test_esc_while_a_name_is_typed_gives_nothing(session: Session, begin: Callable[[], Walk]) -> None:
    walk = at_the_end(begin)
    count = len(session.store.of(Action))
    press(Qt.Key.Key_Return)
    write("Mei")
    press(Qt.Key.Key_Escape)
    assert walk.isVisible()
    assert len(session.store.of(Action)) == count
    assert walk.audit.list.hasFocus()


def test_from_the_audit_there_is_a_way_back_and_answers_count(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = at_the_end(begin)
    before = walk.audit.totals
    press(Qt.Key.Key_Left)
    assert walk.progress == "25 of 25"
    assert walk.hasFocus()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_End)
    assert walk.audit.totals[0] == before[0] + 1


# -- the timer


def test_t_starts_the_timer_and_its_length_is_remembered(window: Window, begin: Callable[[], Walk]) -> None:
    walk = begin()
    clock = walk.clock
    at = [100.0]
    clock.now = lambda: at[0]
    press(Qt.Key.Key_Plus)
    click(walk.longer)
    assert window.preferences.now.walk_minutes == 30
    press(Qt.Key.Key_Minus)
    press(Qt.Key.Key_T)
    at[0] += 65
    assert clock.says() == "23:55 left of 25 minutes"
    press(Qt.Key.Key_T)
    at[0] += 1000
    assert clock.says() == "23:55 resting, of 25 minutes"
    click(clock)
    at[0] += 24 * 60
    assert clock.says() == "+0:05 over 25 minutes"
    press(Qt.Key.Key_Escape)
    assert begin().clock.countdown.minutes == 25


# -- its look


def test_tools_come_with_the_pointer_and_nothing_is_cut_at_any_size(
    session: Session, begin: Callable[[], Walk]
) -> None:
    walk = begin()
    assert walk.are_tools_shown
    walk._rest()
    assert not walk.are_tools_shown
    at, none = QPointF(300, 300), Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, none)
    QApplication.sendEvent(walk, moved)
    assert walk.are_tools_shown
    for size in ((1280, 720), (1920, 1080), (3840, 2160), (1024, 768)):
        walk.resize(*size)
        QApplication.processEvents()
        board = walk.board.geometry()
        assert walk.rect().contains(board)
        assert board.bottom() <= walk.curve.y() + 1
        assert all(walk.board.rect().contains(one.geometry()) for one in walk.board.choices)
        assert all(walk.rect().contains(one.geometry()) for one in (*walk.tools, walk.next, walk.clock))
        assert walk.board.field.font().pixelSize() >= LEAST * walk.scale.unit


def test_the_next_step_fades_in_unless_nothing_shall_move(begin: Callable[[], Walk]) -> None:
    walk = begin()
    press(Qt.Key.Key_Right)
    assert not walk.fade.isVisible()
    walk.look.reduced_motion = False
    press(Qt.Key.Key_Right)
    assert walk.fade.isVisible()
    press(Qt.Key.Key_Down)
    assert not walk.fade.isVisible()
    walk.look.reduced_motion = True
