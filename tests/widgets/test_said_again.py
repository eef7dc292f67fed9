"""What is said once more as it was paints nothing anew; what is said otherwise does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.room import Room
from widgets.inspector.sections import Head, Row
from widgets.look import Look
from widgets.score import ScoreRow
from widgets.top_bar import TopBar


class Paintings(QObject):
    """Counts the paintings of one widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


Shown = Callable[[QWidget], Paintings]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(widget: QWidget) -> Paintings:
        qtbot.addWidget(widget)
        widget.resize(320, 60)
        widget.show()
        qtbot.waitExposed(widget)
        paintings = Paintings(widget)
        widget.update()
        qtbot.waitUntil(lambda: paintings.count > 0)
        return paintings

    return show


def paintings_after(paintings: Paintings, say: Callable[[], object]) -> int:
    before = paintings.count
    say()
    QApplication.processEvents()
    return paintings.count - before


def test_a_mood_said_again_is_not_painted_again(look: Look, shown: Shown) -> None:
    row = ScoreRow(look, "Ana")
    paintings = shown(row)
    assert paintings_after(paintings, lambda: row.show_value(1.5)) == 1
    assert paintings_after(paintings, lambda: row.show_value(1.5)) == 0
    assert paintings_after(paintings, lambda: row.show_value(1.5, True)) == 1
    assert paintings_after(paintings, lambda: row.show_value(None)) == 1
    assert paintings_after(paintings, lambda: row.call("Ana")) == 0
    assert paintings_after(paintings, lambda: row.call("Ben")) == 1
    assert row.accessibleName() == "Ben"


def test_a_line_and_a_head_said_again_are_not_painted_again(look: Look, shown: Shown) -> None:
    line = Row(look, "Opens the app", number="12")
    lines = shown(line)
    assert paintings_after(lines, lambda: line.say("Opens the app", number="12")) == 0
    assert paintings_after(lines, lambda: line.say("Opens the app", number="13")) == 1
    head = Head(look)
    heads = shown(head)
    assert paintings_after(heads, lambda: head.say(("pill", "12", None))) == 1
    assert paintings_after(heads, lambda: head.say(("pill", "12", None))) == 0


@pytest.fixture
def bar(room: Room, qtbot: QtBot) -> TopBar:
    names = ("undo", "redo", "export", "search", "present")
    bar = TopBar({name: QAction(name) for name in names}, room.journey, room.selection, room.look)
    qtbot.addWidget(bar)
    bar.resize(1400, 52)
    bar.show()
    return bar


def test_nothing_beside_the_save_state_jumps_while_a_map_is_edited_and_saved(bar: TopBar) -> None:
    places = set()
    for state in (
        "On this computer ✓ · Not in the shared file yet",
        "On this computer ✓ · saving…",
        "saving…",
    ):
        bar.set_save_state(state)
        QApplication.processEvents()
        places.add(bar.lens.x())
    assert len(places) == 1
    bar.set_save_state("On this computer ✓ · In the shared file ✓ 10:42, joined with Benedikta’s")
    QApplication.processEvents()
    assert bar.state.shown().endswith("Benedikta’s")
