"""Outline, search, command palette and keys: everything in the window is reached without a mouse, and heard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.commands import DO, ON_THE_MAP, entries_of
from app.editor import MapEditor
from app.session import Session
from app.settings import Preferences
from app.tab_order import stops_in
from app.window import Window
from model.drawing.theme import THEMES
from model.findings import NamedGap, PainPoint
from model.operations import rename
from model.records import Touchpoint
from widgets.command_palette import CommandPalette
from widgets.look import STRONGER, Look
from widgets.search_panel import FIELD

pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def editor(window: Window, sample: Path, qtbot: QtBot) -> Iterator[MapEditor]:
    window.desk.open_copy(sample)
    window.activateWindow()
    assert window.editor is not None
    qtbot.waitUntil(window.canvas.hasFocus)
    yield window.editor
    if window.session is not None:
        window.session.history.mark_saved()


@pytest.fixture
def session(editor: MapEditor) -> Session:
    return editor.session


def press(key: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keySequence(focus, QKeySequence(key))


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def palette_of(window: Window) -> CommandPalette:
    assert window.commands is not None
    return window.commands


# -- the outline


def test_the_outline_opens_takes_the_keys_and_is_remembered(
    window: Window, editor: MapEditor, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not editor.side.isVisible()
    press("Ctrl+Shift+O")
    qtbot.waitUntil(editor.outline.view.hasFocus)
    assert editor.tools.ways["outline"].isChecked()
    assert editor.side.geometry().left() == 56
    assert editor.canvas.mapTo(editor, QPoint(0, 0)).x() == 56 + editor.side.width()
    assert Preferences(tmp_path / "home").now.outline_open
    editor.outline.close_button.click()
    assert not editor.side.isVisible()
    assert window.canvas.hasFocus()


def test_the_outline_is_dragged_within_its_bounds_and_remembered(
    window: Window, editor: MapEditor, tmp_path: Path
) -> None:
    window.show_outline(True)
    edge = editor.side.edge
    for by, wide in ((60, 324), (900, 480), (-900, 200)):
        at, left = QPoint(2, 200), Qt.MouseButton.LeftButton
        QTest.mousePress(edge, left, pos=at)
        QTest.mouseMove(edge, at + QPoint(by, 0))
        QTest.mouseRelease(edge, left, pos=at + QPoint(by, 0))
        assert editor.side.width() == wide
        assert Preferences(tmp_path / "home").now.outline_width == wide


def test_a_map_is_built_in_the_outline_by_keys_alone(
    window: Window, editor: MapEditor, session: Session, qtbot: QtBot
) -> None:
    press("Ctrl+Shift+O")
    qtbot.waitUntil(editor.outline.view.hasFocus)
    press("Down")
    assert session.selection.ids == (session.journey.touchpoints[0],)
    press("Ctrl+Right")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert editor.outline.isAncestorOf(focus)
    write("Calls a friend, 1 2 M P T")
    press("Return")
    second = session.store.of(Touchpoint)[session.journey.touchpoints[1]]
    assert second.title == "Calls a friend, 1 2 M P T"
    assert second.mood == {}
    qtbot.waitUntil(editor.outline.view.hasFocus)
    press("5")
    press("P")
    assert set(session.store.of(Touchpoint)[second.id].mood.values()) == {2}
    assert second.id in {pain.on for pain in session.store.of(PainPoint).values()}
    press("Alt+Right")
    assert session.selection.ids == (session.journey.touchpoints[2],)
    press("Up")
    assert session.selection.ids == (second.id,)
    press("Delete")
    assert second.id not in session.store
    assert editor.outline.view.hasFocus()


def test_enter_in_the_outline_types_there_and_on_the_map_there(
    window: Window, editor: MapEditor, session: Session, qtbot: QtBot
) -> None:
    session.selection.choose([session.journey.touchpoints[4]])
    press("Return")
    assert editor.canvas.is_editing
    press("Escape")
    window.show_outline(True)
    qtbot.waitUntil(editor.outline.view.hasFocus)
    press("Return")
    assert not editor.canvas.is_editing
    assert isinstance(QApplication.focusWidget(), QLineEdit)


# -- the search


def test_the_search_counts_goes_from_find_to_find_and_gives_the_focus_back(
    window: Window, editor: MapEditor, session: Session, qtbot: QtBot
) -> None:
    press("Ctrl+F")
    write("stor")
    search = editor.search
    found = [one.record for one in search.finds.found]
    assert search.count.text() == f"{len(found)} found"
    press("Return")
    assert search.count.text() == f"1 of {len(found)}"
    press("Shift+Return")
    assert search.count.text() == f"{len(found)} of {len(found)}"
    press("Return")
    press("Return")
    assert search.field.hasFocus()
    press("Escape")
    assert not search.isVisible()
    qtbot.waitUntil(window.canvas.hasFocus)


def test_a_find_that_is_not_drawn_shows_what_it_hangs_on(
    window: Window, editor: MapEditor, session: Session
) -> None:
    pain = next(iter(session.store.of(PainPoint).values()))
    rename(session.store, pain.id, "Quetzalcoatl is out of stock")
    window.canvas.zoom_to(3.0)
    press("Ctrl+F")
    write("QUETZALCÓATL")
    press("Return")
    assert session.selection.ids == (pain.on,)
    card = editor.canvas.card_rect(pain.on)
    assert card is not None
    assert editor.canvas.map_rect().contains(card.center())


def test_what_is_nowhere_on_the_map_opens_in_the_panel(
    window: Window, editor: MapEditor, session: Session
) -> None:
    window.show_panel(False)
    gap = next(iter(session.store.of(NamedGap).values()))
    rename(session.store, gap.id, "Quetzalcoatl")
    window.show_search()
    write("quetzalcoatl")
    press("Return")
    assert session.selection.ids == (gap.id,)
    assert editor.panel.isVisible()


def test_a_search_for_nothing_says_so(editor: MapEditor) -> None:
    press("Ctrl+F")
    write("<b>zzz</b>")
    assert editor.search.nothing.text() == "Nothing called “<b>zzz</b>”."
    assert editor.search.nothing.isVisible()
    assert not editor.search.list.isVisible()


def test_what_a_search_says_stands_below_the_line_under_its_field(editor: MapEditor, qtbot: QtBot) -> None:
    panel = editor.search
    panel.open()
    for words, part in (("zzzq", panel.nothing), ("store", panel.list), ("zzzq", panel.nothing)):
        panel.field.setText(words)
        qtbot.waitUntil(lambda part=part: part.isVisible())
        qtbot.waitUntil(lambda part=part: part.y() == FIELD + 1)
        assert panel.field.geometry().center().y() in (FIELD // 2 - 1, FIELD // 2)
        assert part.geometry().bottom() < panel.height()


# -- the command palette


def test_every_action_and_every_place_is_in_the_palette(window: Window, session: Session) -> None:
    assert window.editor is not None
    window.editor.gapping.finding.settle()
    entries = entries_of(window)
    assert sum(entry.group == DO for entry in entries) == len(window.menus.actions) - 1
    numbers = [entry.number for entry in entries if entry.number]
    assert numbers == [str(number) for number in range(1, 26)]
    assert {entry.words for entry in entries if entry.group == ON_THE_MAP} >= {"Decide", "Put right"}
    assert sum(entry.group == "Gaps" for entry in entries) == len(window.editor.gapping.gaps) == 18


def test_an_action_is_found_by_a_few_letters_and_done(window: Window, editor: MapEditor) -> None:
    press("Ctrl+K")
    palette = palette_of(window)
    assert (palette.sheet.width(), palette.sheet.y()) == (640, 96)
    assert palette.geometry() == window.rect()
    write("theme dark")
    assert palette.chosen is not None
    assert palette.chosen.words == "Theme: Dark"
    press("Return")
    assert window.look.theme == "dark"
    assert window.commands is None
    assert window.canvas.hasFocus()
    window.seeing.choose(theme="light")


def test_a_touchpoint_is_gone_to_by_its_number(window: Window, session: Session) -> None:
    press("Ctrl+K")
    write("19")
    press("Return")
    assert session.selection.ids == (session.journey.touchpoints[18],)


def test_what_cannot_be_done_says_why_and_is_not_done(window: Window, session: Session) -> None:
    press("Ctrl+K")
    palette = palette_of(window)
    write("moment that matters")
    entry = palette.chosen
    assert entry is not None
    assert entry.why_not == "Select a touchpoint or a handover first."
    before = len(session.store)
    press("Return")
    assert window.commands is palette
    assert len(session.store) == before
    press("Escape")
    assert window.commands is None


def test_no_key_goes_through_the_palette(window: Window, session: Session) -> None:
    press("Ctrl+K")
    palette = palette_of(window)
    for key in ("T", "Tab", "Delete", "Down", "PgDown", "Up", "Home"):
        press(key)
    assert palette.field.hasFocus()
    assert len(session.journey.touchpoints) == 25
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert window.commands is None


# -- Tab


def test_tab_goes_through_the_parts_in_their_order(window: Window, editor: MapEditor, qtbot: QtBot) -> None:
    window.show_outline(True)
    editor.canvas.zoom_to(2.0)
    session = editor.session
    session.selection.choose([session.journey.touchpoints[-1]])
    order = [
        editor.top_bar,
        editor.tools,
        editor.side,
        editor.canvas,
        editor.strip,
        editor.panel,
        editor.status,
    ]
    stops_in(editor.top_bar)[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(400):
        focus = QApplication.focusWidget()
        assert focus is not None
        part = next((one for one in order if one is focus or one.isAncestorOf(focus)), None)
        if part is not None and (not seen or seen[-1] is not part):
            seen.append(part)
        if len(seen) > len(order):
            break
        press("Tab")
    assert seen == [*order, order[0]]


def test_f6_goes_from_part_to_part_even_while_typing(window: Window, editor: MapEditor) -> None:
    editor.side.show()
    press("Shift+F6")
    assert editor.outline.view.hasFocus()
    press("F6")
    press("F6")
    assert editor.strip.isAncestorOf(QApplication.focusWidget())
    press("Shift+F6")
    assert window.canvas.hasFocus()
    editor.top_bar.rename()
    press("F6")
    assert editor.tools.isAncestorOf(QApplication.focusWidget())


# -- those who hear the screen


def everything_below(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield one
    for place in range(one.childCount()):
        child = one.child(place)
        if child is not None and child.isValid():
            yield from everything_below(child)


def test_everything_that_takes_keys_has_a_role_and_a_name(
    window: Window, editor: MapEditor, session: Session
) -> None:
    window.show_outline(True)
    session.selection.choose([session.journey.touchpoints[10]])
    QApplication.processEvents()
    nameless = []
    seen = 0
    for one in everything_below(QAccessible.queryAccessibleInterface(window)):
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
            nameless.append(f"{thing!r} {one.role()} {one.text(QAccessible.Text.Name)!r}")
    assert seen > 40
    assert nameless == [], "\n".join(nameless)


def test_a_score_says_its_mood(window: Window, editor: MapEditor, session: Session) -> None:
    session.selection.choose([session.journey.touchpoints[10]])
    page = QAccessible.queryAccessibleInterface(editor.inspector)
    scores = [one for one in everything_below(page) if one.role() == QAccessible.Role.Slider]
    said = [(one.text(QAccessible.Text.Name), one.text(QAccessible.Text.Value)) for one in scores]
    assert said == [("Amira", "−1.7"), ("Daniel", "−1.8"), ("We believed", "+0.6")]


def test_the_map_names_its_selection(
    window: Window, editor: MapEditor, session: Session, qtbot: QtBot
) -> None:
    session.selection.choose([session.journey.touchpoints[10]])
    voice = QAccessible.queryAccessibleInterface(editor.canvas)
    assert voice.role() == QAccessible.Role.Canvas
    assert voice.text(QAccessible.Text.Name).startswith(
        "Map, Touchpoint 11 of 25, Tells the whole story again, mood −1.7, moment that matters"
    )
    press("5")
    qtbot.waitUntil(lambda: "mood +2.0" in voice.text(QAccessible.Text.Name))
    press("Escape")
    assert voice.text(QAccessible.Text.Name) == "Map, Nothing selected, 25 touchpoints"


# -- contrast and motion


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(look: Look, text: str, ground: str) -> float:
    light, dark = sorted((luminance(look.hex(text)), luminance(look.hex(ground))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", list(THEMES))
def test_words_stand_out_and_more_so_in_high_contrast(look: Look, theme: str) -> None:
    dimmer = {}
    for level in ("normal", "high"):
        look.choose(theme, level)  # type: ignore[arg-type]
        least = {"normal": 4.5, "high": 6.9}[level]
        for text in ("ink", "ink2", "ink3"):
            assert contrast(look, text, "paper") >= least, (theme, level, text)
        assert contrast(look, "ink2", "wash2") >= 4.5
        for token in STRONGER:
            now = contrast(look, token, "paper")
            assert now > dimmer.get(token, 0.0)
            dimmer[token] = now
    assert contrast(look, "rule2", "paper") >= 4.5
    look.choose("light")


def test_high_contrast_and_motion_are_chosen_in_the_menu_and_remembered(
    window: Window, editor: MapEditor, tmp_path: Path
) -> None:
    window.menus.actions["contrast_high"].trigger()
    assert (window.look.contrast, window.look.ring) == ("high", 3)
    assert "border: 3px solid" in window.look.qss()
    assert Preferences(tmp_path / "home").now.contrast == "high"
    window.menus.actions["contrast_normal"].trigger()
    assert (window.look.contrast, window.look.ring) == ("normal", 2)
    window.menus.actions["motion_full"].trigger()
    assert not window.look.reduced_motion
    window.menus.actions["motion_reduced"].trigger()
    assert window.look.reduced_motion
    assert window.menus.actions["motion_reduced"].isChecked()
    window.menus.actions["motion_system"].trigger()
    assert window.look.reduced_motion is window.look.is_system_calm


# -- narrow windows


def test_in_a_narrow_window_the_outline_lies_over_the_map(
    window: Window, editor: MapEditor, qtbot: QtBot
) -> None:
    window.show_outline(True)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: editor.width() == 1280)
    assert editor.canvas.width() == 1280 - 56 - 264 - 320
    assert editor.top_bar.search is not None
    assert not editor.top_bar.search.is_short
    window.resize(1100, 720)
    qtbot.waitUntil(lambda: editor.width() == 1100)
    assert editor.top_bar.search.is_short
    assert editor.canvas.width() == 1100 - 56 - 320
    assert editor.canvas.mapTo(editor, QPoint(0, 0)).x() == 56
