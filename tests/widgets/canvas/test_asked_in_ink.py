"""A question over the map, answered or not, gives the keys and the selection back as they were."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.notes import add_note
from tests.widgets.canvas.conftest import Hand, Story


@pytest.mark.parametrize("way", ["esc", "undo", "click elsewhere"])
def test_a_question_that_is_left_selects_nothing_else(
    hand: Hand, story: Story, way: str, qtbot: QtBot
) -> None:
    hand.canvas.activateWindow()
    qtbot.waitUntil(hand.canvas.isActiveWindow)
    note = add_note(hand.store, 20.0, -60.0, "Said it twice")
    add_note(hand.store, 60.0, -60.0, "Another")
    hand.canvas.fit()
    hand.canvas.setFocus()
    rect = hand.canvas.note_rect(note)
    assert rect is not None
    hand.drag(rect.center(), hand.card(story.touchpoints[3]))
    asked = hand.canvas.asking
    assert asked is not None
    assert asked.isAncestorOf(QApplication.focusWidget())
    if way == "esc":
        QTest.keyClick(asked, Qt.Key.Key_Escape)
    elif way == "undo":
        hand.history.undo()
    else:
        rect = hand.canvas.note_rect(note)
        assert rect is not None
        hand.click(rect.center() + QPointF(2, 2))
        qtbot.waitUntil(lambda: hand.canvas.asking is None)
    assert hand.canvas.asking is None
    assert hand.canvas.hasFocus()
    assert hand.canvas.selection.ids == (note,)


def test_a_question_stays_beside_what_it_is_about(hand: Hand, story: Story) -> None:
    note, about = add_note(hand.store, 20.0, -60.0, "Said it twice"), story.touchpoints[2]
    hand.canvas.fit()
    rect = hand.canvas.note_rect(note)
    assert rect is not None
    hand.drag(rect.center(), hand.card(about))
    asked = hand.canvas.asking
    assert asked is not None
    before, place = asked.pos(), hand.canvas.camera.to_mm(QPointF(asked.pos()) - QPointF(0, 6))
    hand.canvas.zoom_to(0.8 * hand.canvas.camera.zoom)
    assert asked.pos() != before
    assert (QPointF(asked.pos()) - QPointF(0, 6) - hand.canvas.camera.to_px(*place)).manhattanLength() <= 3
    hand.canvas.zoom_to(3.0)
    assert hand.canvas.map_rect().contains(QRectF(asked.geometry()))
    assert not hand.canvas.map_rect().contains(hand.card(about))
