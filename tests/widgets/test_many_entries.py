"""The command palette among thousands of places: keys never wait, and Enter does what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.command_palette import MANY, CommandPalette
from widgets.entries import Entry
from widgets.look import Look

PLACES = 3 * MANY


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.resize(900, 600)
    qtbot.addWidget(page)
    page.show()
    return page


def palette_over(page: QWidget, look: Look, done: list[int]) -> CommandPalette:
    def entry(number: int) -> Entry:
        return Entry(f"Calls about {number}", "On the map", lambda: done.append(number))

    first = Entry("Save", "Do", lambda: done.append(-1))
    return CommandPalette(look, [first], (entry(number) for number in range(PLACES)), page)


def test_what_can_be_done_is_offered_before_all_places_are_known(
    page: QWidget, look: Look, qtbot: QtBot
) -> None:
    palette = palette_over(page, look, [])
    assert palette.shown()[:2] == ["Save", "Calls about 0"]
    qtbot.waitUntil(lambda: len(palette.entries) == PLACES + 1)


def test_enter_does_what_was_typed_although_it_is_still_looked_for(
    page: QWidget, look: Look, qtbot: QtBot
) -> None:
    done = list[int]()
    palette = palette_over(page, look, done)
    palette.closed.connect(lambda: done.append(0))
    palette.open()
    QTest.keyClicks(palette.field, f"about {PLACES - 1}")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == [0, PLACES - 1]


def test_what_comes_after_a_pause_is_offered_too(page: QWidget, look: Look, qtbot: QtBot) -> None:
    places = [Entry(f"Calls about {number}", "On the map", lambda: None) for number in range(3)]
    palette = CommandPalette(look, [], iter([places[0], None, *places[1:], None]), page)
    assert palette.shown()[0] == "Calls about 0"
    palette.open()
    qtbot.waitUntil(lambda: palette.shown() == ["Calls about 0", "Calls about 1", "Calls about 2"])
