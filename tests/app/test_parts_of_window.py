"""The parts of the window stand where they should, and remember what a hand did to them."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.settings import Preferences
from app.shortcuts import Shortcuts
from app.verbs import samples
from app.welcome_page import day_in_words
from app.window import Window
from tests.app.conftest import Hands
from tests.widgets.room import editor_of
from widgets.inspector.sections import Fold
from widgets.score import ScoreRow
from widgets.text_area import Paper
from widgets.words import Words

pytestmark = pytest.mark.allows_log("propagateSizeHints")
HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(window: Window, sample: Path, qtbot: QtBot) -> Window:
    window.desk.open_copy(sample)
    assert window.editor is not None
    qtbot.waitUntil(lambda: window.canvas.width() > 400)
    return window


def test_the_panel_is_dragged_within_its_bounds_and_remembered(opened: Window, tmp_path: Path) -> None:
    assert opened.editor is not None
    panel = opened.editor.panel
    for by, wide in ((-60, 380), (-500, 480), (900, 280)):
        at = QPoint(2, 200)
        QTest.mousePress(panel.edge, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        QTest.mouseMove(panel.edge, at + QPoint(by, 0))
        QTest.mouseRelease(
            panel.edge, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(by, 0)
        )
        assert panel.width() == wide
        assert Preferences(tmp_path / "home").now.panel_width == wide


def test_the_panel_lies_over_the_canvas_where_the_window_is_narrow(opened: Window, qtbot: QtBot) -> None:
    editor = opened.editor
    assert editor is not None
    opened.resize(1280, 720)
    qtbot.waitUntil(lambda: editor.width() == 1280)
    assert editor.canvas.width() == 1280 - 56 - 320
    opened.resize(1000, 720)
    qtbot.waitUntil(lambda: editor.width() == 1000)
    assert editor.canvas.width() == 1000 - 56
    assert editor.panel.geometry().right() == 999


def test_bars_have_the_heights_of_the_design(opened: Window) -> None:
    editor = opened.editor
    assert editor is not None
    opened.canvas.zoom_to(2.0)
    heights = [part.height() for part in (editor.top_bar, editor.overview, editor.strip, editor.status)]
    assert heights == [52, 36, 104, 28]
    assert editor.tools.width() == 56


def test_the_overview_goes_when_everything_is_in_sight(opened: Window) -> None:
    assert opened.editor is not None
    opened.menus.actions["fit"].trigger()
    assert not opened.editor.overview.isVisible()
    for _ in range(4):
        opened.menus.actions["zoom_in"].trigger()
    assert opened.editor.overview.isVisible()
    opened.menus.actions["overview"].trigger()
    assert not opened.editor.overview.isVisible()


def test_the_overview_moves_the_map(opened: Window) -> None:
    assert opened.editor is not None
    opened.canvas.zoom_to(2.0)
    opened.editor.overview.wanted.emit(0.5, 0.8)
    left, right = (mm / opened.canvas.layout_.width for mm in opened.canvas.part)
    assert left == pytest.approx(0.5, abs=0.02)
    assert right == pytest.approx(0.8, abs=0.02)


def test_the_zoom_is_said_and_can_be_typed(opened: Window) -> None:
    assert opened.editor is not None
    opened.menus.actions["full_size"].trigger()
    assert opened.editor.status.zoom.words == "100 %"
    opened.editor.status.zoom_wanted.emit(2.5)
    assert opened.editor.status.zoom.words == "250 %"


def test_the_status_counts_the_gaps_and_says_what_hands_can_do(opened: Window) -> None:
    assert opened.editor is not None
    assert opened.session is not None
    assert opened.editor.status.gaps.words == "8 gaps, 3 critical"
    before = opened.editor.status.hints.hints
    opened.session.selection.choose([opened.session.journey.touchpoints[0]])
    assert opened.editor.status.hints.hints != before


def test_in_a_field_of_the_panel_the_status_says_what_keys_do_there(opened: Window, qtbot: QtBot) -> None:
    editor = opened.editor
    assert editor is not None
    opened.activateWindow()
    editor.canvas.setFocus()
    qtbot.waitUntil(editor.canvas.hasFocus)
    editor.session.selection.choose([editor.session.journey.touchpoints[0]])
    hints = editor.status.hints
    on_map = hints.accessibleName()
    assert on_map.startswith("Ctrl+→ next touchpoint")
    page = editor.inspector.page
    assert page is not None
    QTest.mouseClick(page.findChild(Paper).viewport(), Qt.MouseButton.LeftButton)
    assert hints.accessibleName() == "Enter saves, Tab next field, Esc restores or leaves"
    editor.session.selection.choose([editor.session.journey.touchpoints[1]])
    assert hints.accessibleName().startswith("Enter saves")
    for field, says in (
        ("department", "Enter opens the list, Tab next field, Esc back to the map"),
        ("owner", "Enter saves, Tab next field, Esc restores or leaves"),
        ("quote", "Ctrl+Enter saves, Tab next field, Esc restores or leaves"),
    ):
        editor_of(page, field).setFocus()
        assert hints.accessibleName() == says
    page.findChildren(ScoreRow)[0].setFocus()
    assert hints.accessibleName() == "1–5 mood, ←→ finer, Backspace unsets"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert editor.canvas.hasFocus()
    assert hints.accessibleName() == on_map
    opened.menus.actions["search"].trigger()
    assert hints.hints == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert hints.accessibleName() == on_map


def test_the_levels_of_gaps_are_put_away_for_this_map_and_the_next(opened: Window) -> None:
    assert opened.editor is not None
    action = opened.menus.actions["gap_marks"]
    assert action.isChecked()
    assert opened.editor.canvas.marks_gaps
    action.trigger()
    assert not opened.menus.actions["gap_marks"].isChecked()
    assert not opened.editor.canvas.marks_gaps
    assert not Preferences(opened.preferences.file.parent).now.gap_marks


def test_a_renamed_map_is_called_so_everywhere(opened: Window) -> None:
    assert opened.editor is not None
    opened.editor.top_bar.title_renamed.emit("Ported & lost")
    assert opened.windowTitle() == "Ported & lost[*]"
    assert opened.menus.actions["undo"].text().startswith("&Undo ")
    opened.menus.actions["undo"].trigger()


def test_shortcuts_are_told_by_key_and_found_by_typing(opened: Window, hands: Hands) -> None:
    found: list[list[str]] = []

    def search(dialog: QDialog) -> None:
        assert isinstance(dialog, Shortcuts)
        for words in ("full screen", " of nothing"):
            QTest.keyClicks(dialog.field, words)
            found.append(dialog.shown())
        dialog.field.clear()
        QTest.keyClicks(dialog.field, "ctrl+shift+s")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        found.append(dialog.shown())
        dialog.reject()

    hands.answers.append(search)
    opened.menus.actions["shortcuts"].trigger()
    assert found == [["Full screen"], [], ["Save as"]]


def test_about_says_version_and_licences(window: Window, hands: Hands) -> None:
    hands.will_press("close")
    window.menus.actions["about"].trigger()
    assert "Version" in hands.seen[-1]
    assert "Open Font License" in hands.seen[-1]


def test_the_welcome_page_opens_what_is_clicked(window: Window, qtbot: QtBot, sample: Path) -> None:
    qtbot.waitUntil(lambda: bool(window.welcome.welcome.cards))
    window.welcome.welcome.cards[0].click()
    assert window.session is not None
    assert window.session.path is None
    assert len(window.session.journey.touchpoints) == 25


def test_the_welcome_page_opens_what_has_the_focus_by_enter(window: Window, qtbot: QtBot) -> None:
    welcome = window.welcome.welcome
    qtbot.waitUntil(lambda: bool(welcome.cards))
    window.activateWindow()
    card = welcome.cards[1]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(card.hasFocus)
    assert card.ring_box.bottom() < card.title.y()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.journey.map.title == card.title.text()


def test_enter_presses_a_button_of_the_window_and_leaves_the_map_alone(opened: Window, qtbot: QtBot) -> None:
    editor = opened.editor
    assert editor is not None
    editor.session.selection.choose([editor.session.journey.touchpoints[0]])
    assert editor.inspector.page is not None
    fold = next(one for one in editor.inspector.page.findChildren(Fold) if one.isVisible())
    opened.activateWindow()
    fold.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(fold.hasFocus)
    before = editor.session.store.everything()
    for is_open in (True, False):
        QTest.keyClick(fold, Qt.Key.Key_Return)
        assert fold.isChecked() is is_open
    assert not editor.canvas.is_editing
    assert editor.session.store.everything() == before


def test_the_welcome_page_says_of_each_sample_what_it_tells(window: Window, qtbot: QtBot) -> None:
    welcome = window.welcome.welcome
    qtbot.waitUntil(lambda: bool(welcome.cards))
    said = [card.accessibleName().partition(" · ")[0] for card in welcome.cards]
    assert said[:4] == [
        "Port my number to Halo. Chat delights. The store undoes it. 25 touchpoints",
        "Roadside assistance. Rescued in an hour, forgotten for a day. 19 touchpoints",
        "Insurance claim. Filed online, repeated on the phone. 21 touchpoints",
        "Curbside pickup. The phone menu was never told. 18 touchpoints",
    ]
    assert len(said) == len(samples())
    assert not any(card.picture.isNull() for card in welcome.cards)


def test_the_welcome_page_counts_the_gaps_that_the_strip_will_list(
    window: Window, qtbot: QtBot, sample: Path
) -> None:
    page = window.welcome.welcome
    qtbot.waitUntil(lambda: bool(page.cards))
    qtbot.waitUntil(lambda: all("gap" in card.touchpoints.text() for card in page.cards), timeout=30_000)
    said, name = page.cards[0].touchpoints.text(), page.cards[0].accessibleName()
    window.desk.open_copy(sample)
    assert window.editor is not None
    window.editor.gapping.finding.settle()
    assert window.editor.strip.found is not None
    listed = len(window.editor.strip.found.gaps)
    assert said == f"25 touchpoints · {listed} gaps"
    assert name.endswith(said)
    assert len(window.editor.strip.cards) == listed


@pytest.mark.parametrize(("wide", "high", "beside"), [(1440, 900, 3), (1280, 720, 3), (1024, 700, 2)])
def test_samples_stand_beside_each_other_and_none_of_their_words_is_cut(
    window: Window, qtbot: QtBot, wide: int, high: int, beside: int
) -> None:
    welcome = window.welcome.welcome
    qtbot.waitUntil(lambda: bool(welcome.cards))
    window.resize(wide, high)
    qtbot.waitUntil(lambda: welcome.width() == wide)
    qtbot.waitUntil(lambda: len({card.y() for card in welcome.cards}) == -(-len(samples()) // beside))
    lines = [words for card in welcome.cards for words in card.findChildren(Words)]
    assert [one.text() for one in lines if "…" in one.shown()] == []
    assert all(
        card.rect().contains(words.geometry()) for card in welcome.cards for words in card.findChildren(Words)
    )
    assert max(card.geometry().right() for card in welcome.cards) < welcome.cards_box.width()


def test_recent_maps_show_what_they_look_like_as_far_as_they_can_be_read(
    window: Window, tmp_path: Path, sample: Path, qtbot: QtBot
) -> None:
    damaged = tmp_path / "damaged.journey"
    damaged.write_bytes(sample.read_bytes()[:300])
    for path in (tmp_path / "gone.journey", damaged, sample):
        window.preferences.opened(path, path.stem)
    window.hide()
    window.show()
    seen, page = window.welcome.recent_pictures.seen, window.welcome.welcome
    with qtbot.waitSignal(seen):
        pass
    assert [row.picture.isNull() for row in page.rows] == [False, True, True]
    light = page.rows[0].picture.toImage()
    with qtbot.waitSignal(seen):
        window.look.choose("dark")
    assert page.rows[0].picture.toImage() != light


def test_pictures_of_complete_maps_grow_on_a_large_screen(window: Window, qtbot: QtBot) -> None:
    page = window.welcome.welcome
    qtbot.waitUntil(lambda: len(page.cards) == len(samples()))
    drawn = page.cards[0].width()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: page.cards[0].width() > drawn)
    box = page.cards_box
    qtbot.waitUntil(lambda: all(box.rect().contains(card.geometry()) for card in page.cards))
    assert len({card.width() for card in page.cards}) == 1


def test_a_recent_map_that_is_gone_can_be_located(
    window: Window, hands: Hands, tmp_path: Path, sample: Path
) -> None:
    window.preferences.opened(tmp_path / "gone.journey", "Gone")
    moved = tmp_path / "moved.journey"
    moved.write_bytes(sample.read_bytes())
    window.welcome.refresh()
    hands.will_name(moved)
    window.welcome.welcome.rows[0].click()
    assert window.session is not None
    assert window.session.path == moved
    assert [one.path for one in window.preferences.now.recent] == [moved]


def test_days_are_said_as_people_say_them() -> None:
    today = date(2026, 1, 2)
    days = [date(2026, 1, 2), date(2026, 1, 1), date(2025, 12, 31), date(2026, 1, 30)]
    assert [day_in_words(day, today) for day in days] == ["Today", "Yesterday", "31 Dec 2025", "30 Jan"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C comes another way there")
def test_ctrl_c_ends_the_window_quietly(sample: Path, no_real_settings: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.journey"
    own.write_bytes(sample.read_bytes())
    program = subprocess.Popen(
        [sys.executable, "-m", "app", str(own)], cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # The map is among the recent ones once it is open.
    while not (no_real_settings / "settings.json").exists() and program.poll() is None:
        pass
    program.send_signal(2)
    said = program.communicate()
    assert (program.returncode, said) == (130, (b"", b""))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is one")
def test_a_window_without_a_screen_is_refused_in_one_sentence() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=HOUSE,
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.startswith("There is no screen here")
    assert said.stderr.count("\n") == 1
