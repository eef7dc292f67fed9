"""Another theme: what is seen is dressed before it is painted, what is hidden when it is shown next."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets import dressing
from widgets.look import Look
from widgets.text_area import TextArea


class Seen(QLabel):
    """Takes note of the ink in which it is painted, and of how often it is told to look otherwise."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Waits", parent)
        self.inks: list[str] = []
        self.told = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Take note."""
        self.inks.append(ink_of(self))
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Count."""
        super().changeEvent(event)
        self.told += event.type() == QEvent.Type.StyleChange


def ink_of(one: QWidget) -> str:
    return one.palette().color(one.foregroundRole()).name().upper()


@pytest.fixture
def pages(qtbot: QtBot, look: Look) -> QStackedWidget:
    """Two pages that have both been seen; the first is shown, and within the second something is hidden."""
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    for number in range(2):
        page = QWidget(pages)
        column = QVBoxLayout(page)
        for _ in range(4):
            column.addWidget(Seen(page))
        column.addWidget(QLineEdit("Line", page))
        pages.addWidget(page)
        pages.setCurrentIndex(number)
        if not pages.isVisible():
            with qtbot.waitExposed(pages):
                pages.show()
    folded = pages.widget(1).findChildren(Seen)[-1]
    folded.hide()
    pages.setCurrentIndex(0)
    look.choose("light")
    return pages


def labels(pages: QStackedWidget, number: int) -> list[Seen]:
    return pages.widget(number).findChildren(Seen)


def test_what_is_hidden_is_dressed_when_it_is_shown(pages: QStackedWidget, look: Look) -> None:
    *seen, folded = labels(pages, 1)
    before, told = [one.told for one in seen], folded.told
    look.choose("dark")
    assert {ink_of(one) for one in labels(pages, 0)} == {look.hex("ink")}
    assert [one.told for one in seen] == before
    pages.setCurrentIndex(1)
    assert [one.told for one in seen] == [told + 1 for told in before]
    assert {ink_of(one) for one in seen} == {look.hex("ink")}
    assert folded.told == told
    folded.show()
    assert folded.told == told + 1
    assert ink_of(folded) == look.hex("ink")


def test_what_is_hidden_is_dressed_bit_by_bit_before_anybody_shows_it(
    pages: QStackedWidget, look: Look, qtbot: QtBot
) -> None:
    hidden = labels(pages, 1)
    before = [one.told for one in hidden]
    look.choose("dark")
    qtbot.waitUntil(lambda: all(ink_of(one) == look.hex("ink") for one in hidden))
    assert [one.told for one in hidden] == [told + 1 for told in before]
    qtbot.waitUntil(lambda: not look._dressing._later.isActive())
    pages.setCurrentIndex(1)
    assert [one.told for one in hidden] == [told + 1 for told in before]


def test_a_page_shown_after_two_changes_looks_as_one_that_was_seen_all_along(
    pages: QStackedWidget, look: Look
) -> None:
    pages.setCurrentIndex(1)
    light = pages.grab().toImage()
    look.choose("dark", "high")
    shown = pages.grab().toImage()
    assert shown != light
    pages.setCurrentIndex(0)
    look.choose("light", "normal")
    look.choose("dark", "high")
    pages.setCurrentIndex(1)
    assert pages.grab().toImage() == shown


def test_windows_are_painted_again_when_all_in_them_is_dressed(
    pages: QStackedWidget, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "MOMENT", 0)
    light, seen = look.hex("ink"), labels(pages, 0)
    for one in seen:
        one.inks.clear()
    look.choose("dark")
    assert not pages.updatesEnabled()
    assert light in {ink_of(one) for one in seen}
    gone = pages.widget(0).findChild(QLineEdit)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: all(one.inks for one in seen))
    assert pages.updatesEnabled()
    assert {ink for one in seen for ink in one.inks} == {look.hex("ink")}


def test_a_sheet_for_many_widgets_is_put_on_before_any_is_painted(
    pages: QStackedWidget, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "MANY", 0)
    seen = labels(pages, 0)
    for one in seen:
        one.inks.clear()
    look.choose("dark")
    assert not pages.updatesEnabled()
    qtbot.waitUntil(lambda: all(one.inks for one in seen))
    assert {ink for one in seen for ink in one.inks} == {look.hex("ink")}


def test_another_change_amid_the_first_leaves_nothing_in_its_colours(
    pages: QStackedWidget, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "MOMENT", 0)
    look.choose("dark")
    monkeypatch.setattr(dressing, "MANY", 0)
    look.choose("light", "high")
    look.choose("dark", "high")
    qtbot.waitUntil(pages.updatesEnabled)
    assert {ink_of(one) for one in labels(pages, 0)} == {look.hex("ink")}


def test_a_text_area_that_is_hidden_takes_on_the_colours_when_it_is_shown(look: Look, qtbot: QtBot) -> None:
    text = TextArea(look, framed=False)
    qtbot.addWidget(text)
    with qtbot.waitExposed(text):
        text.show()
    text.hide()
    look.choose("dark")
    assert look.hex("ink") not in text.paper.styleSheet()
    text.show()
    assert look.hex("ink") in text.paper.styleSheet()
    assert text.paper.palette().color(text.paper.foregroundRole()) == QColor(look.hex("ink"))
    assert text.paper.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
