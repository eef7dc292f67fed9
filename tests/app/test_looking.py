"""Lens and focus are chosen in the window, said by every part of it, and kept by no file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import MapEditor
from app.window import Window
from model.records import Department

pytestmark = pytest.mark.allows_log("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def editor(window: Window, sample: Path, qtbot: QtBot) -> MapEditor:
    window.desk.open_copy(sample)
    window.activateWindow()
    found = window.editor
    assert found is not None
    qtbot.waitUntil(lambda: found.canvas.width() > 400)
    return found


def people(editor: MapEditor) -> tuple[str, str]:
    first, second = editor.session.journey.personas
    return first.id, second.id


def test_a_pressed_persona_is_the_one_in_focus_and_a_notice_says_so(editor: MapEditor) -> None:
    _, daniel = people(editor)
    chips, notice = editor.top_bar.chips, editor.looking.notice
    assert notice.isHidden()
    QTest.mouseClick(chips[daniel], LEFT)
    assert editor.canvas.focus.persona == daniel
    assert (notice.words.text(), notice.link.words) == ("Only Daniel", "Show everyone")
    assert notice.isVisible()
    faded = {card.gap.title for card in editor.strip.cards if card.graphicsEffect() is not None}
    assert faded
    assert len(faded) < len(editor.strip.cards)
    QTest.mouseClick(notice.link, LEFT)
    assert not editor.canvas.focus
    assert notice.isHidden()
    assert not chips[daniel].isChecked()
    assert all(card.graphicsEffect() is None for card in editor.strip.cards)


def test_keys_put_personas_departments_phases_and_failing_handovers_in_focus(
    window: Window, editor: MapEditor
) -> None:
    amira, daniel = people(editor)
    canvas, journey = editor.canvas, editor.session.journey
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(canvas, Qt.Key.Key_2, control)
    QTest.keyClick(canvas, Qt.Key.Key_1, control)
    assert canvas.focus.personas == {amira, daniel}
    assert {one for one, chip in editor.top_bar.chips.items() if chip.isChecked()} == {amira, daniel}
    QTest.keyClick(canvas, Qt.Key.Key_X)
    assert editor.looking.notice.words.text() == "Only Amira and Daniel · failing handovers"
    QTest.keyClick(canvas, Qt.Key.Key_Escape, shift)
    assert not canvas.focus
    canvas.choose_and_show(journey.touchpoints[10])
    QTest.keyClick(canvas, Qt.Key.Key_D, shift)
    retail = editor.session.store.find(Department, canvas.focus.department)
    assert retail is not None
    assert editor.looking.notice.words.text() == f"Only {retail.title}"
    assert window.menus.actions["focus_department"].text() == f"Only {retail.title}"
    assert window.menus.actions["focus_department"].isChecked()
    QTest.keyClick(canvas, Qt.Key.Key_P, shift)
    assert canvas.focus.phase == journey.phases[2]
    QTest.keyClick(canvas, Qt.Key.Key_D, shift)
    QTest.keyClick(canvas, Qt.Key.Key_P, shift)
    assert not canvas.focus


def test_the_menu_offers_as_many_personas_as_there_are(window: Window, editor: MapEditor) -> None:
    shown = [window.menus.actions[f"focus_persona_{number}"] for number in range(1, 7)]
    assert [action.isVisible() for action in shown] == [True, True, False, False, False, False]
    assert [action.text() for action in shown[:2]] == ["&1  Amira Rahman", "&2  Daniel Tan"]


def test_the_lens_is_chosen_in_the_top_bar_and_by_key_and_is_not_a_change(
    window: Window, editor: MapEditor
) -> None:
    segments, canvas = editor.top_bar.lens.segments, editor.canvas
    QTest.mouseClick(segments["department"], LEFT)
    assert canvas.lens.name == "department"
    assert {lane.id[:3] for lane in canvas.layout_.lanes} == {"de_"}
    QTest.keyClick(canvas, Qt.Key.Key_L)
    assert canvas.lens.name == "customer"
    assert editor.top_bar.lens.value() == "customer"
    assert not editor.session.history.can_undo


def test_a_department_is_added_and_named_where_departments_are_lanes(
    window: Window, editor: MapEditor
) -> None:
    editor.canvas.choose_lens("department")
    window.menus.actions["add_department"].trigger()
    assert editor.canvas.editing is not None
    QTest.keyClicks(editor.canvas.editing.field, "Legal")
    QTest.keyClick(editor.canvas.editing.field, Qt.Key.Key_Return)
    assert "Legal" in {one.title for one in editor.session.journey.departments}
    assert any(
        lane.id == one.id
        for lane in editor.canvas.layout_.lanes
        for one in editor.session.journey.departments
        if one.title == "Legal"
    )


def test_actions_speak_of_the_lanes_that_are_shown(window: Window, editor: MapEditor) -> None:
    actions = window.menus.actions
    names = ("next_above", "walk_down", "move_up", "name_lanes")
    assert [actions[name].text() for name in names] == [
        "Next touchpoint, channel a&bove",
        "To the channel be&low",
        "To the channel &above",
        "Name &channels",
    ]
    editor.canvas.choose_lens("department")
    assert [actions[name].text() for name in names] == [
        "Next touchpoint, department a&bove",
        "To the department be&low",
        "To the department &above",
        "Name &departments",
    ]
    actions["name_lanes"].trigger()
    assert editor.canvas.editing is not None
    assert editor.canvas.editing.record == editor.session.journey.departments[0].id
