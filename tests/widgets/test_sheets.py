"""The sheets of the panel: one is seen at a time, by click and by key, and one may lie over them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets.look import Look
from widgets.sheets import Sheets


@pytest.fixture
def sheets(qtbot: QtBot, look: Look) -> Sheets:
    """Two sheets, the first one seen."""
    made = Sheets(look)
    made.add("details", "Details", QLabel("one"))
    made.add("numbers", "Numbers", QLabel("two"))
    made.resize(320, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_on_a_tab_shows_its_sheet(sheets: Sheets) -> None:
    said: list[str] = []
    sheets.changed.connect(said.append)
    QTest.mouseClick(sheets.row.tabs["numbers"], Qt.MouseButton.LeftButton)
    assert sheets.now == "numbers"
    assert said == ["numbers"]
    assert sheets.pages["numbers"].isVisible()
    assert not sheets.pages["details"].isVisible()


def test_the_arrows_go_round_the_tabs(sheets: Sheets) -> None:
    sheets.row.tabs["details"].setFocus()
    QTest.keyClick(sheets.row.tabs["details"], Qt.Key.Key_Left)
    assert sheets.now == "numbers"
    assert sheets.row.tabs["numbers"].isChecked()
    QTest.keyClick(sheets.row.tabs["numbers"], Qt.Key.Key_Right)
    assert sheets.now == "details"


def test_what_lies_over_the_sheets_gives_back_the_one_that_was_seen(sheets: Sheets, qtbot: QtBot) -> None:
    sheets.show_sheet("numbers")
    over, other = QLabel("over"), QLabel("other")
    qtbot.addWidget(over)
    qtbot.addWidget(other)
    sheets.lay_over(over)
    assert sheets.now == ""
    assert over.isVisible()
    assert not sheets.row.isVisible()
    sheets.lay_over(other)
    assert other.isVisible()
    assert not over.isVisible()
    sheets.lift()
    assert sheets.now == "numbers"
    assert sheets.row.isVisible()
    assert not other.isVisible()


def test_the_panel_can_be_folded_away_from_here(sheets: Sheets) -> None:
    said: list[bool] = []
    sheets.folded.connect(lambda: said.append(True))
    QTest.mouseClick(sheets.row.fold, Qt.MouseButton.LeftButton)
    assert said == [True]
