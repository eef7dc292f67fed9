"""The end of a long list in the panel."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.inspector.more import MOST, More
from widgets.look import Look


def test_a_long_list_says_how_many_more_there_are_and_shows_them_when_asked(look: Look, qtbot: QtBot) -> None:
    page, lines, shown = QWidget(), list(range(MOST + 7)), list[list[int]]()
    qtbot.addWidget(page)
    more = More(look, page, lambda: shown.append(more.first_of(lines)))
    page.show()
    assert more.first_of(lines[:MOST]) == lines[:MOST]
    assert not more.isVisible()
    assert more.first_of(lines) == lines[:MOST]
    assert more.isVisible()
    assert more.accessibleName() == "7 more"
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert shown == [lines]
    assert not more.isVisible()
