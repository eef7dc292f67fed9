"""Gaps in the whole window: found while people work, listed, laid open, and closed by what a room decides."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor import MapEditor
from app.window import Window
from model import operations as do
from model.findings import Action, Initiative, NamedGap, Waiver
from model.gaps import Gap, find_gaps
from model.records import Touchpoint
from widgets.buttons import Button
from widgets.fields import Field
from widgets.gaps.rows import ListRow
from widgets.inspector.sections import Row

pytestmark = pytest.mark.allows_log("does not support", "propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def editor(window: Window, sample: Path, qtbot: QtBot) -> MapEditor:
    window.desk.open_copy(sample)
    window.activateWindow()
    found = window.editor
    assert found is not None
    found.canvas.setFocus()
    qtbot.waitUntil(lambda: found.canvas.width() > 400)
    found.gapping.finding.settle()
    return found


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, keys)


def gap_called(editor: MapEditor, title: str) -> Gap:
    return next(gap for gap in editor.gapping.gaps if gap.title == title)


def button(editor: MapEditor, words: str) -> Button:
    return next(
        one for one in editor.gapping.sheet.findChildren(Button) if one.words() == words and one.isVisible()
    )


def answer(field: Field, text: str) -> None:
    field.line.clear()
    QTest.keyClicks(field.line, text)


def rows(editor: MapEditor) -> list[ListRow]:
    return list(editor.gapping.list.model_of_rows.rows)


def test_strip_status_and_list_say_what_a_full_look_finds(editor: MapEditor) -> None:
    found = find_gaps(editor.session.journey, editor.session.gaps.today)
    assert [card.gap.key for card in editor.strip.cards] == [gap.key for gap in found.gaps]
    critical = sum(gap.level == "Critical" for gap in found.gaps)
    assert editor.status.gaps.words == f"{len(found.gaps)} gaps, {critical} critical"
    editor.gapping.show_list()
    listed = [row.key for row in rows(editor) if row.kind == "gap"]
    assert listed == [gap.key for gap in found.gaps]


def test_a_mood_that_falls_opens_a_gap_and_undo_closes_it(editor: MapEditor, qtbot: QtBot) -> None:
    one = editor.session.journey.touchpoints[1]
    key = f"gap:{one}"

    def listed() -> bool:
        return any(gap.key == key and gap.severity >= 45 for gap in editor.gapping.finding.found.gaps)

    assert not listed()
    with editor.session.store.transaction("Judge it") as change:
        change.update(one, mood={p.id: -2.0 for p in editor.session.journey.personas})
        change.update(one, believed=2.0)
    qtbot.waitUntil(listed)
    qtbot.waitUntil(lambda: any(card.gap.key == key for card in editor.strip.cards))
    editor.session.history.undo()
    qtbot.waitUntil(lambda: not listed())
    qtbot.waitUntil(lambda: all(card.gap.key != key for card in editor.strip.cards))


def test_a_click_on_a_card_lays_the_gap_open_and_esc_gives_the_view_back(editor: MapEditor) -> None:
    camera = editor.canvas.camera
    before = camera.zoom, camera.x, camera.y
    card = editor.strip.cards[0]
    QTest.mouseClick(card, LEFT)
    sheet = editor.gapping.sheet
    assert sheet.isVisible()
    assert sheet.place.text() == f"Gap 1 of {len(editor.gapping.finding.found.gaps)}"
    assert editor.canvas.lit is not None
    assert card.is_chosen
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert editor.canvas.lit is None
    assert editor.sheets.now == "details"
    camera = editor.canvas.camera
    assert (camera.zoom, camera.x, camera.y) == pytest.approx(before)


def test_the_arrows_go_from_gap_to_gap(editor: MapEditor) -> None:
    QTest.mouseClick(editor.strip.cards[0], LEFT)
    press(Qt.Key.Key_Down)
    gaps = editor.gapping.finding.found.gaps
    assert editor.gapping.key == gaps[1].key
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert editor.gapping.key == gaps[-1].key


def test_the_list_by_keyboard(editor: MapEditor) -> None:
    press(Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    view = editor.gapping.list.view
    assert view.hasFocus()
    first = editor.gapping.list.chosen
    assert first is not None
    assert first.gap == editor.gapping.finding.found.gaps[0]
    press(Qt.Key.Key_Down)
    second = editor.gapping.list.chosen
    assert second is not None
    assert second.gap == editor.gapping.finding.found.gaps[1]
    assert editor.canvas.lit
    press(Qt.Key.Key_Return)
    assert editor.gapping.key == second.key
    press(Qt.Key.Key_Escape)
    assert editor.sheets.now == "gaps"


def test_what_is_typed_narrows_the_list(editor: MapEditor) -> None:
    press(Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor.gapping.list.search, "chat case")
    QApplication.processEvents()
    found = [row.words for row in rows(editor) if row.kind == "gap"]
    assert found == ["Chat case never reaches the store"]


def test_a_gap_is_waived_with_reason_and_name_and_undo_lifts_it(editor: MapEditor, qtbot: QtBot) -> None:
    gap = gap_called(editor, "Papers needed are not on the FAQ")
    editor.gapping.open(gap.key)
    QTest.mouseClick(button(editor, "Waive…"), LEFT)
    asking = editor.gapping.sheet.asking
    assert asking is not None
    reason, name = asking.fields
    answer(name, "Mei")
    QTest.mouseClick(asking.go, LEFT)
    assert "reason" in reason.complaint
    answer(reason, "The FAQ goes next month")
    QTest.keyClick(reason.line, Qt.Key.Key_Return)
    QTest.mouseClick(asking.go, LEFT)
    (waiver,) = editor.session.store.of(Waiver).values()
    assert (waiver.gap, waiver.reason, waiver.by) == (gap.key, "The FAQ goes next month", "Mei")
    qtbot.waitUntil(lambda: [one.key for one in editor.gapping.finding.found.waived] == [gap.key])
    qtbot.waitUntil(lambda: gap.key not in [card.gap.key for card in editor.strip.cards])
    assert editor.session.history.undo_label == "Waive a gap"
    editor.session.history.undo()
    qtbot.waitUntil(lambda: not editor.gapping.finding.found.waived)


def test_a_computed_gap_gets_a_name_of_the_rooms_own(editor: MapEditor, qtbot: QtBot) -> None:
    gap = next(gap for gap in editor.gapping.finding.found.gaps if not gap.is_named)
    before = set(editor.session.store.of(NamedGap))
    editor.gapping.open(gap.key)
    QTest.mouseClick(button(editor, "Name this gap…"), LEFT)
    asking = editor.gapping.sheet.asking
    assert asking is not None
    answer(asking.fields[0], "Three lists of one customer")
    answer(asking.fields[1], "Nobody knew")
    answer(asking.fields[2], "It is all in the CRM")
    QTest.mouseClick(asking.go, LEFT)
    (made,) = set(editor.session.store.of(NamedGap)) - before
    record = editor.session.store.of(NamedGap)[made]
    assert record.covers == {gap.key}
    assert (record.title, record.customers_say, record.we_believed) == (
        *("Three lists of one customer", "Nobody knew", "It is all in the CRM"),
    )
    assert editor.gapping.key == made
    assert editor.gapping.sheet.isVisible()
    qtbot.waitUntil(lambda: any(one.key == made for one in editor.gapping.finding.found.gaps))
    assert gap.key not in [one.key for one in editor.gapping.finding.found.gaps]


def test_an_initiative_is_made_of_a_gap_and_shown_there(editor: MapEditor, qtbot: QtBot) -> None:
    gap = next(gap for gap in editor.gapping.finding.found.gaps if not gap.is_named)
    editor.gapping.open(gap.key)
    before = set(editor.session.store.of(Initiative))
    QTest.mouseClick(button(editor, "Make it an initiative"), LEFT)
    asking = editor.gapping.sheet.asking
    assert asking is not None
    answer(asking.fields[1], "Lena")
    QTest.mouseClick(asking.go, LEFT)
    (made,) = set(editor.session.store.of(Initiative)) - before
    record = editor.session.store.of(Initiative)[made]
    assert (record.owner, record.closes) == ("Lena", {gap.key})
    assert record.title


def test_the_room_judges_a_gap_with_a_reason(editor: MapEditor, qtbot: QtBot) -> None:
    gap = gap_called(editor, "Rejected ports fail silently")
    editor.gapping.open(gap.key)
    QTest.mouseClick(button(editor, "Give its severity…"), LEFT)
    asking = editor.gapping.sheet.asking
    assert asking is not None
    answer(asking.fields[0], "99")
    answer(asking.fields[1], "It hits every business customer")
    QTest.mouseClick(asking.go, LEFT)
    assert editor.session.store.of(NamedGap)[gap.key].severity_override == 99
    qtbot.waitUntil(lambda: editor.gapping.finding.found.gaps[0].key == gap.key)


def test_a_gap_that_goes_away_while_it_is_open_says_so(editor: MapEditor, qtbot: QtBot) -> None:
    gap = next(
        one
        for one in editor.gapping.finding.found.gaps
        if not one.is_named and one.anchor in editor.session.store.of(Touchpoint)
    )
    editor.gapping.open(gap.key)
    do.delete(editor.session.store, [gap.anchor])
    qtbot.waitUntil(lambda: editor.gapping.sheet.gap is None)
    assert editor.gapping.sheet.isVisible()
    editor.session.history.undo()
    qtbot.waitUntil(lambda: editor.gapping.sheet.gap is not None)


def test_a_todo_is_taken_on_as_an_action(editor: MapEditor, qtbot: QtBot) -> None:
    window = editor.window_around
    window.menus.actions["todos"].trigger()
    panel = editor.gapping.list
    chosen = panel.chosen
    assert chosen is not None
    assert chosen.todo is not None
    QTest.mouseClick(panel.take, LEFT)
    assert panel.asking is not None
    QTest.keyClicks(panel.asking.fields[1].line, "Priya")
    before = set(editor.session.store.of(Action))
    QTest.mouseClick(panel.asking.go, LEFT)
    (made,) = set(editor.session.store.of(Action)) - before
    assert editor.session.store.of(Action)[made].owner == "Priya"


def test_the_panel_of_a_touchpoint_tells_its_gaps_and_leads_there(editor: MapEditor, qtbot: QtBot) -> None:
    gap = gap_called(editor, "Chat case never reaches the store")
    one = next(key for key in gap.about if key in editor.session.store.of(Touchpoint))
    editor.session.selection.choose([one])

    def row() -> Row | None:
        found = editor.inspector.findChildren(Row)
        return next((one for one in found if one.words == gap.title and one.isVisible()), None)

    qtbot.waitUntil(lambda: row() is not None)
    there = row()
    assert there is not None
    QTest.mouseClick(there, LEFT)
    assert editor.gapping.key == gap.key
