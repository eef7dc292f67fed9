"""PySide6 6.12.0 loses a reference to None on each void call where None can die (Python 3.11 and older)."""

import gc
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsRectItem, QWidget
from pytestqt.qtbot import QtBot

TIMES = 2000
# What caches and frames may take on the way; the fault costs at least one per call.
SLACK = 100

pytestmark = pytest.mark.usefixtures("qapp")


def counts() -> dict[str, int]:
    gc.collect()
    return {str(value): sys.getrefcount(value) for value in (None, True, False)}


def growth(act: Callable[[], None]) -> dict[str, int]:
    """How far the counts of None, True and False moved while this was done many times."""
    act()
    before = counts()
    for _ in range(TIMES):
        act()
    after = counts()
    return {name: after[name] - before[name] for name in before}


def assert_steady(moved: dict[str, int]) -> None:
    assert {name: by for name, by in moved.items() if abs(by) > SLACK} == {}


class Bell(QObject):
    rang = Signal(bool)


def test_calls_without_a_result_leave_none_alone() -> None:
    card = QGraphicsRectItem()
    assert_steady(growth(lambda: card.setPos(1, 2)))


def test_answers_of_yes_and_no_leave_true_and_false_alone() -> None:
    card = QGraphicsRectItem()
    card.setVisible(True)

    def ask() -> None:
        assert card.isVisible()
        assert not card.isSelected()

    assert_steady(growth(ask))


def test_signals_leave_none_alone() -> None:
    bell = Bell()
    heard: list[int] = [0]

    def listen(loud: bool) -> None:
        heard[0] += loud

    bell.rang.connect(listen)
    assert_steady(growth(lambda: bell.rang.emit(True)))
    assert heard == [TIMES + 1]


def test_timers_leave_none_alone(qtbot: QtBot) -> None:
    fired = [0]
    timer = QTimer()

    def fire() -> None:
        fired[0] += 1

    timer.timeout.connect(fire)
    timer.start(0)
    qtbot.waitUntil(lambda: fired[0] > 0)
    before = counts()
    until = fired[0] + TIMES
    while fired[0] < until:
        QCoreApplication.processEvents()
    after = counts()
    timer.stop()
    assert_steady({name: after[name] - before[name] for name in before})


def test_paints_leave_none_alone(qtbot: QtBot) -> None:
    painted = [0]

    class Sheet(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted[0] += 1
            painter = QPainter(self)
            painter.drawRect(QRectF(1, 1, 4, 4))
            painter.end()

    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(8, 8)
    paper = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    paper.fill(0)
    assert_steady(growth(lambda: sheet.render(paper)))
    assert painted[0] >= TIMES
