"""Registers in the whole window: opened by key, tied to map and panel, remembered, and said to those who listen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.editor import MapEditor
from app.register_actions import TITLES
from app.settings import Preferences
from app.window import Window
from model.findings import Action, Promise
from model.records import Touchpoint
from tests.app.conftest import Hands
from widgets.registers.drawer import Drawer
from widgets.registers.kinds import REGISTERS
from widgets.registers.page import Page

pytestmark = pytest.mark.allows_log("does not support", "propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton
NOTHING = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def editor(window: Window, sample: Path, qtbot: QtBot) -> MapEditor:
    window.desk.open_copy(sample)
    window.activateWindow()
    found = window.editor
    assert found is not None
    found.canvas.setFocus()
    qtbot.waitUntil(lambda: found.canvas.width() > 400)
    return found


def press(key: Qt.Key, keys: Qt.KeyboardModifier = NOTHING) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, keys)


def opened(editor: MapEditor, kind: str = "") -> tuple[Drawer, Page]:
    """The drawer, opened as a person does, at a register."""
    if not editor.registers.is_open:
        press(Qt.Key.Key_R)
    drawer = editor.registers.drawer
    assert drawer is not None
    if kind:
        QTest.mouseClick(drawer.tabs.tabs[kind], LEFT)
    page = drawer.page
    assert page is not None
    page.take_keys()
    QApplication.processEvents()
    return drawer, page


def number(editor: MapEditor, wanted: int) -> str:
    journey = editor.session.journey
    return next(one for one in journey.touchpoints if journey.number_of(one) == wanted)


def test_r_opens_the_registers_in_place_of_the_strip_and_esc_goes_back_to_the_map(editor: MapEditor) -> None:
    assert editor.strip.isVisible()
    drawer, page = opened(editor)
    assert drawer.isVisible()
    assert not editor.strip.isVisible()
    assert QApplication.focusWidget() is page.table
    press(Qt.Key.Key_Escape)
    assert editor.canvas.hasFocus()
    assert drawer.isVisible()
    page.take_keys()
    QTest.mouseClick(drawer.tabs.fold, LEFT)
    assert not drawer.isVisible()
    assert editor.strip.isVisible()
    assert editor.canvas.hasFocus()
    assert editor.session.selection.ids == ()
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_R)
    assert not drawer.isVisible()


@pytest.mark.parametrize("kind", TITLES)
def test_every_register_has_an_action(window: Window, editor: MapEditor, kind: str) -> None:
    window.menus.actions[f"register_{kind}"].trigger()
    drawer = editor.registers.drawer
    assert drawer is not None
    assert drawer.kind == kind
    assert drawer.tabs.tabs[kind].isChecked()
    assert window.preferences.now.register_seen == kind
    assert set(TITLES) == set(REGISTERS)


def test_a_chosen_row_lights_the_map_and_fills_the_panel_and_keeps_the_keys(editor: MapEditor) -> None:
    _, page = opened(editor, "promise")
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Down)
    chosen = page.table.current_id
    assert editor.session.selection.ids == (chosen,)
    promise = editor.session.store.find(Promise, chosen)
    assert promise is not None
    assert set(editor.canvas.shown_elsewhere) == {promise.made_at, *promise.kept_at}
    assert editor.inspector.page is not None
    assert editor.inspector.page.ids == (chosen,)
    assert QApplication.focusWidget() is page.table
    editor.session.selection.choose([number(editor, 3)])
    assert editor.canvas.shown_elsewhere == ()


def test_letters_that_begin_a_text_are_no_shortcuts_there(editor: MapEditor) -> None:
    _, page = opened(editor, "promise")
    before = len(editor.session.store.of(Touchpoint))
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_T)
    for sign in "wice":
        QTest.keyClicks(QApplication.focusWidget(), sign)
    press(Qt.Key.Key_Return)
    found = editor.session.store.find(Promise, page.table.current_id)
    assert found is not None
    assert found.text == "twice"
    assert len(editor.session.store.of(Touchpoint)) == before


def test_a_click_on_a_number_shows_the_card(editor: MapEditor) -> None:
    editor.canvas.zoom_to(2.0)
    _, page = opened(editor, "promise")
    column = [one.key for one in page.register.columns].index("kept_at")
    box = page.table.visualRect(page.table.rows.index(0, column))
    QTest.mouseClick(page.table.viewport(), LEFT, NOTHING, QPoint(box.left() + 20, box.center().y()))
    chosen = editor.session.selection.only
    assert chosen == number(editor, 14)
    card = editor.canvas.card_rect(str(chosen))
    assert card is not None
    assert editor.canvas.map_rect().contains(card.center())
    assert QApplication.focusWidget() is page.table


def test_what_is_added_while_a_card_is_selected_is_about_it(editor: MapEditor) -> None:
    here = number(editor, 11)
    editor.session.selection.choose([here])
    _, page = opened(editor, "action")
    press(Qt.Key.Key_Insert)
    for sign in "Ask":
        QTest.keyClicks(QApplication.focusWidget(), sign)
    press(Qt.Key.Key_Return)
    made = editor.session.store.find(Action, page.table.current_id)
    assert made is not None
    assert (made.text, made.of) == ("Ask", here)
    assert editor.session.history.undo_label == "Add an action"


def test_height_columns_and_register_are_remembered(
    window: Window, editor: MapEditor, sample: Path, tmp_path: Path
) -> None:
    drawer, page = opened(editor, "action")
    edge = drawer.edge
    QTest.mousePress(edge, LEFT, NOTHING, QPoint(300, 3))
    QTest.mouseMove(edge, QPoint(300, -57))
    QTest.mouseRelease(edge, LEFT, NOTHING, QPoint(300, 3))
    assert drawer.height() == 360
    page.table.titles.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    wide = page.table.columnWidth(0)
    now = Preferences(tmp_path / "home").now
    assert (now.registers_height, now.column_widths, now.register_seen) == (
        360,
        {"action/done": wide},
        "action",
    )
    window.desk.open_copy(sample)
    assert window.editor is not None
    again = window.editor.registers.drawer
    assert again is not None
    assert again.page is not None
    assert (again.height(), again.kind, again.page.table.columnWidth(0)) == (360, "action", wide)


def test_the_drawer_leaves_room_for_the_map_in_a_small_window(
    window: Window, editor: MapEditor, qtbot: QtBot
) -> None:
    drawer, _ = opened(editor)
    window.preferences.change(registers_height=520)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: editor.height() == 720)
    drawer.wanted_height = 520
    drawer.fit()
    QApplication.processEvents()
    assert editor.canvas.height() >= 120
    assert drawer.height() >= 200


def test_evidence_coverage_shades_the_cards_and_says_why(window: Window, editor: MapEditor) -> None:
    editor.canvas.zoom_to(1.0)
    QApplication.processEvents()
    plain = editor.canvas.grab_frame()
    window.menus.actions["coverage"].trigger()
    shades, legend = editor.registers.shades, editor.registers.legend
    assert shades is not None
    assert legend is not None
    assert legend.isVisible()
    assert window.menus.actions["coverage"].isChecked()
    seen = editor.canvas.map_rect()
    cards = {one: editor.canvas.card_rect(one) for one in editor.canvas.cards_near(seen)}
    card, rect = next((one, box) for one, box in cards.items() if box is not None and seen.contains(box))
    place = rect.toRect()
    assert editor.canvas.grab_frame().copy(place) != plain.copy(place)
    said = shades.tip_at(rect.center())
    assert "of evidence: " in said
    assert said.startswith(str(editor.session.journey.number_of(card)))
    QTest.mouseClick(legend.link, LEFT)
    assert editor.registers.shades is None
    assert editor.canvas.hasFocus()
    assert editor.session.selection.ids == ()
    assert not window.menus.actions["coverage"].isChecked()
    assert editor.canvas.grab_frame().copy(place) == plain.copy(place)


def test_the_evidence_register_leads_to_the_coverage(editor: MapEditor) -> None:
    _, page = opened(editor, "evidence")
    assert page.covered is not None
    said = "25 of 25 touchpoints have evidence, 15 from two kinds or more, 0 older than a year."
    assert page.covered.words.text() == said
    QTest.mouseClick(page.covered.link, LEFT)
    assert editor.registers.shades is not None
    editor.session.store.apply((), "nothing", "remote")
    page.table.show_chosen(page.table.rows.ids[:1])
    page.table.delete_chosen()
    assert page.covered.words.text() != said


def test_gaps_to_close_say_how_severe_the_rules_find_them(editor: MapEditor, qtbot: QtBot) -> None:
    _, page = opened(editor, "initiative")
    gap = next(one for one in editor.session.journey.named_gaps if one.title.startswith("Rejected"))
    with editor.session.store.transaction("Let the rules say") as change:
        change.update(gap.id, severity_override=None, severity_reason="")
    qtbot.waitUntil(lambda: editor.session.gaps.is_settled, timeout=20_000)
    QApplication.processEvents()
    row = [page.table.rows.says(r, 0) for r in range(page.table.rows.rowCount())].index(
        "Rejection SMS and case"
    )
    said = page.table.rows.says(row, 1)
    assert said.startswith("Rejected ports fail silently (")
    assert "88" not in said


def everything_below(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield one
    for place in range(one.childCount()):
        child = one.child(place)
        if child is not None and child.isValid():
            yield from everything_below(child)


@pytest.mark.parametrize(
    ("kind", "view"), [*((kind, "") for kind in TITLES), ("kpi", "Chain"), ("initiative", "Plan")]
)
def test_everything_in_the_drawer_has_a_role_and_a_name(editor: MapEditor, kind: str, view: str) -> None:
    drawer, page = opened(editor, kind)
    if view:
        page.show_view(view)
        QApplication.processEvents()
    nameless, seen = [], 0
    for one in everything_below(QAccessible.queryAccessibleInterface(drawer)):
        state, thing = one.state(), one.object()
        if not isinstance(thing, QWidget) or not state.focusable or state.invisible:
            continue
        if thing.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        seen += 1
        if not one.text(QAccessible.Text.Name) or one.role() in (
            QAccessible.Role.NoRole,
            QAccessible.Role.Client,
        ):
            nameless.append(f"{thing!r} {one.role()}")
    assert seen > 10
    assert nameless == []


def test_f6_and_tab_come_through_the_drawer_and_out_of_it(window: Window, editor: MapEditor) -> None:
    _, page = opened(editor, "action")
    editor.canvas.setFocus()
    for _ in range(4):
        window.menus.actions["next_part"].trigger()
        if QApplication.focusWidget() is page.table:
            break
    assert QApplication.focusWidget() is page.table
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.registers.drawer.edge  # type: ignore[union-attr]
    press(Qt.Key.Key_Tab)
    assert not page.isAncestorOf(QApplication.focusWidget())
    for _ in range(2):
        press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.table


def test_a_locked_map_says_so_and_keeps_its_rows(window: Window, editor: MapEditor, hands: Hands) -> None:
    for _ in range(2):
        window.menus.actions["lock"].trigger()
    _, page = opened(editor, "action")
    before = list(page.table.rows.ids)
    press(Qt.Key.Key_Insert)
    assert "locked" in editor.said
    page.table.show_chosen(before[:1])
    press(Qt.Key.Key_Delete)
    assert page.table.rows.ids == before
