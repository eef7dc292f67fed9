"""A room supposes what would be, keeps it as a map to be, and sees it beside the map as it is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.comparing import doc_of, find_document
from app.files import open_map
from app.window import Window
from model.findings import Initiative
from model.records import JourneyMap, Touchpoint
from tests.app.conftest import Hands
from widgets.beside import Beside

LEFT = Qt.MouseButton.LeftButton


def key(window: Window, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window.focusWidget() or window, which, held)
    QApplication.processEvents()


def page_of(window: Window) -> Beside:
    assert window.comparing.page is not None
    return window.comparing.page


@pytest.fixture
def saved(window: Window, sample: Path, hands: Hands, tmp_path: Path) -> Path:
    """The reference map in a file of its own."""
    window.desk.open(sample)
    path = tmp_path / "maps" / "as is.journey"
    path.parent.mkdir()
    hands.will_name(path)
    assert window.desk.save_as()
    return path


@pytest.fixture
def to_be(window: Window, saved: Path, hands: Hands) -> Path:
    """What would be if one initiative were done, kept as a map of its own."""
    key(window, Qt.Key.Key_W)
    assert window.editor is not None
    supposing = window.editor.supposing
    assert supposing is not None
    initiatives = supposing.today.store.of(Initiative).values()
    scan = next(one.id for one in initiatives if one.title.startswith("Case number"))
    QTest.mouseClick(supposing.ticks.rows[scan], LEFT)
    out = saved.parent / "to be.journey"
    hands.will_name(out)
    QTest.mouseClick(supposing.keeping.as_map, LEFT)
    window.canvas.setFocus()
    key(window, Qt.Key.Key_Escape)
    assert not window.what_if.is_on
    return out


def test_a_map_finds_its_counterpart_and_shows_it_beside_itself(window: Window, to_be: Path) -> None:
    window.canvas.setFocus()
    key(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    page = page_of(window)
    assert [side.name for side in page.sides] == ["As is", "To be"]
    words = [row.one.words for row in page.listed.rows]
    assert any("mood −1.7 → +1.1" in one.lower() for one in words)
    assert any(one.startswith("Handover 9 → 10: quality fails → holds") for one in words)
    key(window, Qt.Key.Key_Escape)
    assert not window.comparing.is_on
    assert window.pages.currentWidget() is window.editor
    assert window.focusWidget() is window.canvas


def test_the_map_to_be_stands_at_the_right_whichever_is_open(
    window: Window, to_be: Path, hands: Hands
) -> None:
    assert window.desk.save()
    window.desk.open(to_be)
    window.comparing.with_counterpart()
    page = page_of(window)
    assert [side.name for side in page.sides] == ["As is", "To be"]
    assert window.session is not None
    assert page.sides[1].journey is window.session.journey


def test_a_counterpart_that_is_nowhere_is_asked_for(
    window: Window, to_be: Path, hands: Hands, tmp_path: Path
) -> None:
    window.preferences.change(recent=())
    elsewhere = tmp_path / "elsewhere.journey"
    to_be.rename(elsewhere)
    hands.will_name(elsewhere)
    window.comparing.with_counterpart()
    assert window.comparing.is_on


def test_a_file_that_is_no_map_is_told_and_nothing_is_shown(
    window: Window, saved: Path, hands: Hands, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.journey"
    wrong.write_text("no map", "utf-8")
    hands.will_dismiss()
    window.comparing.with_file(wrong)
    assert not window.comparing.is_on


def test_while_comparing_nothing_on_the_hidden_map_can_be_changed(window: Window, to_be: Path) -> None:
    window.comparing.with_file(to_be)
    assert window.session is not None
    before = list(window.session.store)
    for which in (Qt.Key.Key_T, Qt.Key.Key_Delete, Qt.Key.Key_M, Qt.Key.Key_5, Qt.Key.Key_W):
        key(window, which)
    assert list(window.session.store) == before
    assert not window.what_if.is_on
    add = window.menus.actions["add_touchpoint"]
    assert not add.isEnabled()
    assert "Stop comparing first." in add.toolTip()
    window.comparing.leave()
    assert add.isEnabled()


def test_what_is_supposed_is_seen_beside_today_and_both_are_left_as_they_were(
    window: Window, saved: Path, qtbot: QtBot
) -> None:
    key(window, Qt.Key.Key_W)
    assert window.editor is not None
    assert window.session is not None
    supposing, supposed = window.editor.supposing, window.session
    assert supposing is not None
    one = supposed.journey.touchpoints[0]
    supposed.selection.choose([one])
    window.canvas.setFocus()
    key(window, Qt.Key.Key_1)
    QTest.mouseClick(supposing.keeping.beside, LEFT)
    page = page_of(window)
    assert [side.name for side in page.sides] == ["Today", "If done"]
    assert page.views[1].differ == {one: "changed"}
    key(window, Qt.Key.Key_Escape)
    assert window.what_if.is_on
    assert set(supposed.store.of(Touchpoint)[one].mood.values()) == {-2.0}
    assert window.own_session is not None
    assert set(window.own_session.store.of(Touchpoint)[one].mood.values()) != {-2.0}


def test_opening_another_map_stops_comparing(window: Window, to_be: Path) -> None:
    assert window.desk.save()
    window.comparing.with_file(to_be)
    window.desk.new()
    assert not window.comparing.is_on
    assert window.pages.currentWidget() is window.editor


def test_a_document_is_known_by_the_head_of_its_file(to_be: Path, saved: Path, tmp_path: Path) -> None:
    doc = doc_of(to_be)
    assert doc == open_map(to_be).envelope.doc
    assert find_document(str(doc), saved, []) == to_be
    assert find_document(str(doc), None, [to_be]) == to_be
    assert find_document("none", saved, [to_be, tmp_path / "gone.journey"]) is None
    assert doc_of(tmp_path) is None
    (own,) = [one for one in open_map(to_be).records if isinstance(one, JourneyMap)]
    assert own.state == "to_be"
