"""In a large map what is typed is looked for in slices: keys never wait, and Enter goes on once it is found."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.journey import Journey
from model.operations import rename
from model.search import Search
from tests.journeys import journey_of, long_map
from widgets.look import Look
from widgets.search_panel import MANY, SearchPanel

pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.


@pytest.fixture(scope="module")
def journey() -> Journey:
    return journey_of(long_map(MANY + 1))


@pytest.fixture
def panel(qtbot: QtBot, look: Look, journey: Journey) -> Iterator[SearchPanel]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    panel = SearchPanel(journey, look, page)
    panel.open()
    yield panel
    panel.close_down()


def told(panel: SearchPanel) -> list[str]:
    records: list[str] = []
    panel.wanted.connect(records.append)
    return records


def test_enter_goes_to_the_first_find_once_it_is_found(panel: SearchPanel, qtbot: QtBot) -> None:
    wanted = told(panel)
    QTest.keyClicks(panel.field, "calls 49")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert wanted == []
    qtbot.waitUntil(lambda: bool(wanted))
    found = Search(panel.search.journey).find("calls 49")
    assert panel.finds.found == found
    assert wanted == [found[0].record]
    assert panel.count.text() == f"1 of {len(found)}"


def test_what_was_found_stays_in_sight_until_the_next_is(panel: SearchPanel, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.field, "calls")
    qtbot.waitUntil(lambda: len(panel.finds.found) == MANY + 1)
    QTest.keyClicks(panel.field, " 49")
    assert len(panel.finds.found) == MANY + 1
    qtbot.waitUntil(lambda: panel.finds.found == panel.search.find("calls 49"))


def test_a_change_meanwhile_is_found(panel: SearchPanel, journey: Journey, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.field, "quetzal")
    rename(journey.store, "tp_7", "Quetzalcoatl answers")
    qtbot.waitUntil(lambda: [one.record for one in panel.finds.found] == ["tp_7"])
    assert panel.list.isVisible()


def test_nothing_is_gone_to_after_the_search_was_left(panel: SearchPanel, qtbot: QtBot) -> None:
    wanted = told(panel)
    QTest.keyClicks(panel.field, "calls 49")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    panel.open()
    qtbot.waitUntil(lambda: panel.finds.found == panel.search.find("calls 49"))
    assert wanted == []
