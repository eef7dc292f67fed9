"""Gaps in the whole window: found while people work, listed, laid open, and closed by what a room decides."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.commands import entries_of
from app.editor import MapEditor
from app.window import Window
from model import gap_verbs as do_gaps
from model import operations as do
from model.findings import Action, Initiative, NamedGap, Waiver
from model.gaps import Gap, find_gaps
from model.records import Handover, Touchpoint
from tests.widgets.room import pick
from widgets.buttons import Button, IconButton
from widgets.chips import Chip
from widgets.fields import Field
from widgets.gaps.parted import ListRow
from widgets.gaps.rows import PAD
from widgets.inspector.sections import Row
from widgets.words import Words

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
    assert set(editor.canvas.lit or ()) >= {card.gap.key}
    assert card.is_chosen
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert set(editor.canvas.lit or ()) == set()
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
    assert (record.owner, record.closes) == ("Lena", frozenset({gap.key}))
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


def test_minor_and_waived_are_folded_and_found_from_the_strip(editor: MapEditor) -> None:
    gap = gap_called(editor, "Papers needed are not on the FAQ")
    do_gaps.waive(editor.session.store, gap, "It goes next month", "Mei", editor.session.gaps.today)
    editor.gapping.finding.settle()
    menu = editor.strip.menu_of_gaps()
    action = next(one for one in menu.actions() if one.text().startswith("Waived gaps"))
    assert action.text() == "Waived gaps  (1)"
    action.trigger()
    view = editor.gapping.list
    chosen = view.chosen
    assert chosen is not None
    assert (chosen.key, view.model_of_rows.below(chosen).words) == (gap.key, "It goes next month, Mei")
    assert view.model_of_rows.spoken(chosen).endswith("waived")
    QTest.mouseClick(view.view.viewport(), LEFT, pos=place_of(editor, "waived"))
    assert [row.key for row in rows(editor) if row.kind == "head"] == ["gaps", "waived"]
    assert gap.key not in [row.key for row in rows(editor)]


def place_of(editor: MapEditor, key: str) -> QPoint:
    """The middle of a row of the list, in sight."""
    view, shown = editor.gapping.list.view, rows(editor)
    index = editor.gapping.list.model_of_rows.index([row.key for row in shown].index(key), 0)
    view.scrollTo(index)
    return view.visualRect(index).center()


def test_the_list_shows_some_levels_and_kinds_only(editor: MapEditor) -> None:
    editor.gapping.show_list()
    menu = editor.gapping.list.filters.menu_of_filters()

    def choose(words: str) -> None:
        next(one for one in menu.actions() if one.text() == words).trigger()

    def kinds() -> set[str]:
        return {row.gap.level for row in rows(editor) if row.gap is not None}

    choose("Critical")
    assert kinds() == {"Critical"}
    choose("High and worse")
    assert kinds() == {"Critical", "High"}
    choose("At handovers")
    assert editor.gapping.list.filters.words == "High and worse, At handovers"
    store = editor.session.store
    assert all(row.gap.anchor in store.of(Handover) for row in rows(editor) if row.gap is not None)
    editor.gapping.list.filters.choose("Critical", "In a phase")
    assert editor.gapping.list.none.text() == "No gap is like that."
    editor.gapping.show_list()
    assert kinds() >= {"Critical", "High", "Medium"}


def test_to_dos_stand_by_rule_and_a_tick_takes_one_on(editor: MapEditor, qtbot: QtBot) -> None:
    editor.window_around.menus.actions["todos"].trigger()
    view = editor.gapping.list
    heads = [row.words for row in rows(editor) if row.kind == "head"]
    assert "A department escalates to nobody." in heads
    first = next(row for row in rows(editor) if row.kind == "todo")
    place = place_of(editor, first.key)
    QTest.mouseClick(view.view.viewport(), LEFT, pos=QPoint(PAD + 5, place.y()))
    assert view.asking is not None
    QTest.keyClicks(view.asking.fields[1].line, "Priya")
    QTest.keyClick(view.asking.fields[1].line, Qt.Key.Key_Return)

    def taken() -> bool:
        return any(row.key == first.key and row.taken_by == "Priya" for row in rows(editor))

    qtbot.waitUntil(taken)
    assert not view.foot.isVisible()
    editor.session.history.undo()
    qtbot.waitUntil(lambda: not taken())


def test_the_view_comes_back_exactly_with_what_was_selected(editor: MapEditor, qtbot: QtBot) -> None:
    canvas, chosen = editor.canvas, editor.session.journey.touchpoints[20]
    canvas.zoom_to(1.0)
    canvas.scroll_by(-200, -40)
    editor.session.selection.choose([chosen])
    before, picture = canvas.view, canvas.grab_frame()
    QTest.mouseClick(editor.strip.cards[2], LEFT)
    assert list(editor.session.selection.ids) == []
    assert list(canvas.shown_elsewhere) != []
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert canvas.view == before
    assert list(editor.session.selection.ids) == [chosen]
    assert list(canvas.shown_elsewhere) == []
    qtbot.waitUntil(lambda: canvas.grab_frame() == picture)


def test_esc_on_the_map_puts_an_open_gap_away_too(editor: MapEditor) -> None:
    QTest.mouseClick(editor.strip.cards[0], LEFT)
    editor.canvas.setFocus()
    press(Qt.Key.Key_Escape)
    assert editor.gapping.key == ""
    assert not editor.gapping.sheet.isVisible()


def test_what_is_selected_meanwhile_takes_the_panel(editor: MapEditor) -> None:
    QTest.mouseClick(editor.strip.cards[0], LEFT)
    here, view = editor.session.journey.touchpoints[3], editor.canvas.view
    editor.session.selection.choose([here])
    assert editor.gapping.key == ""
    assert editor.sheets.now == "details"
    assert editor.canvas.lit is None
    assert editor.canvas.view == view


def test_hints_say_what_can_be_done_while_a_gap_is_open(editor: MapEditor) -> None:
    before = editor.status.hints.accessibleName()
    QTest.mouseClick(editor.strip.cards[0], LEFT)
    assert editor.status.hints.accessibleName() == "↓ next gap, Shift+F show where, Esc back to the map"
    far = editor.canvas.camera.zoom
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert editor.canvas.camera.zoom > far
    press(Qt.Key.Key_Escape)
    assert editor.status.hints.accessibleName() == before


def test_a_named_gap_takes_others_in_and_lets_them_go(editor: MapEditor, qtbot: QtBot) -> None:
    named = editor.gapping.gaps[0]
    editor.gapping.open(named.key)
    alone = editor.gapping.sheet.computed()[0]
    QTest.mouseClick(chip(editor, "Add a gap"), LEFT)
    pick(editor.gapping.sheet.picker)
    qtbot.waitUntil(lambda: alone.key in [one.key for one in editor.gapping.gaps[0].covers])
    assert editor.session.history.undo_label == "Fold a gap into another"

    def ways_out() -> list[IconButton]:
        found = editor.gapping.sheet.findChildren(IconButton)
        return [one for one in found if one.accessibleName() == f"Let “{alone.title}” stand alone"]

    qtbot.waitUntil(lambda: bool(ways_out()))
    QTest.mouseClick(ways_out()[-1], LEFT)
    qtbot.waitUntil(lambda: alone.key in [gap.key for gap in editor.gapping.finding.found.gaps])


def chip(editor: MapEditor, words: str) -> Chip:
    return next(
        one for one in editor.gapping.sheet.findChildren(Chip) if one.words == words and one.isVisible()
    )


def test_the_rooms_words_are_typed_over_in_place(editor: MapEditor, qtbot: QtBot) -> None:
    gap = editor.gapping.gaps[0]
    editor.gapping.open(gap.key)
    title = editor.gapping.sheet.typed[0]
    title.paper.setFocus()
    title.paper.selectAll()
    QTest.keyClicks(title.paper, "The case stays behind")
    QTest.keyClick(title.paper, Qt.Key.Key_Return)
    assert editor.session.store.of(NamedGap)[gap.key].title == "The case stays behind"
    qtbot.waitUntil(lambda: editor.strip.cards[0].gap.title == "The case stays behind")


def test_a_gap_that_is_closed_says_by_what_and_opens_again_with_undo(editor: MapEditor, qtbot: QtBot) -> None:
    gap = next(one for one in editor.gapping.gaps if not one.is_named and one.anchor.startswith("tp_"))
    editor.gapping.open(gap.key)
    do.delete(editor.session.store, [gap.anchor])
    sheet = editor.gapping.sheet
    qtbot.waitUntil(lambda: sheet.gap is None)
    said = [one.text() for one in sheet.findChildren(Words) if one.isVisible()]
    assert "This gap is closed" in said
    assert "Closed by: Delete a touchpoint." in said
    assert editor.canvas.lit is None
    editor.session.history.undo()
    qtbot.waitUntil(lambda: sheet.gap is not None)
    assert sheet.gap is not None
    assert sheet.gap.key == gap.key


def test_the_strip_says_how_many_gaps_are_new(editor: MapEditor, qtbot: QtBot) -> None:
    assert editor.strip.below.text() == ""
    one = editor.session.journey.touchpoints[1]
    with editor.session.store.transaction("Judge it") as change:
        change.update(one, mood={p.id: -2.0 for p in editor.session.journey.personas})
        change.update(one, believed=2.0)
    qtbot.waitUntil(lambda: editor.strip.below.text() == "1 new since opening")
    editor.session.history.undo()
    qtbot.waitUntil(lambda: editor.strip.below.text() == "")


def test_cards_of_gaps_that_stay_as_they_were_keep_the_keyboard(editor: MapEditor, qtbot: QtBot) -> None:
    card = editor.strip.cards[4]
    card.setFocus()
    one = editor.session.journey.touchpoints[1]
    with editor.session.store.transaction("Judge it") as change:
        change.update(one, mood={p.id: -2.0 for p in editor.session.journey.personas})
        change.update(one, believed=2.0)
    qtbot.waitUntil(lambda: len(editor.strip.cards) == 19)
    assert card in editor.strip.cards
    assert card.hasFocus()


def test_a_gap_of_the_palette_is_laid_open(editor: MapEditor) -> None:
    entries = entries_of(editor.window_around)
    entry = next(one for one in entries if one.group == "Gaps" and one.words.startswith("Customer data"))
    entry.act()
    gap = editor.gapping.sheet.gap
    assert gap is not None
    assert gap.title == entry.words


def everything_below(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield one
    for place in range(one.childCount()):
        child = one.child(place)
        if child is not None and child.isValid():
            yield from everything_below(child)


@pytest.mark.parametrize("part", ["gaps", "todos", "sheet"])
def test_everything_about_gaps_has_a_role_and_a_name(editor: MapEditor, part: str) -> None:
    if part == "sheet":
        editor.gapping.open(editor.gapping.gaps[0].key)
    else:
        editor.gapping.show_list(part)
    QApplication.processEvents()
    shown: QWidget = editor.gapping.sheet if part == "sheet" else editor.gapping.list
    nameless, seen = [], 0
    for one in everything_below(QAccessible.queryAccessibleInterface(shown)):
        state, thing = one.state(), one.object()
        if not isinstance(thing, QWidget) or not state.focusable or state.invisible:
            continue
        if thing.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        seen += 1
        is_roleless = one.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        if is_roleless or not one.text(QAccessible.Text.Name):
            nameless.append(f"{thing!r} {one.role()}")
    assert seen > 2
    assert nameless == []


def test_rows_speak_for_themselves(editor: MapEditor) -> None:
    editor.gapping.show_list()
    model = editor.gapping.list.model_of_rows
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "92 Critical, Chat case never reaches the store, touchpoints 9, 10, 11, Handover"
