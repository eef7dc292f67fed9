"""A hand in a hurry: other buttons while one is held, a release that nobody heard, a map that moves under it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.gestures.move_cards import MoveCards

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton


def test_another_button_neither_drops_what_is_dragged_nor_opens_a_menu(hand: Hand, story: Story) -> None:
    first, end = story.touchpoints[0], hand.cell(story.phases[1], story.channels[0])
    before = hand.store.everything()
    hand.pull(hand.card(first), end)
    held = hand.canvas.gesture
    for other in (RIGHT, MIDDLE):
        hand.press(end, button=other)
        hand.let_go(end, button=other)
    port, at = hand.canvas.viewport(), hand.card(story.touchpoints[4]).toPoint()
    asking = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
    QApplication.sendEvent(port, asking)
    assert hand.canvas.gesture is held
    assert asking.isAccepted()
    assert hand.canvas.selection.ids == (first,)
    assert hand.store.everything() == before
    hand.let_go(end)
    assert hand.history.undo_label == "Move a touchpoint"


def test_a_release_that_nobody_heard_puts_the_card_back(hand: Hand, story: Story) -> None:
    first, end = story.touchpoints[0], hand.cell(story.phases[1], story.channels[0])
    before = hand.store.everything()
    hand.pull(hand.card(first), end)
    hand.move(end + QPointF(4, 4), button=Qt.MouseButton.NoButton)
    assert hand.canvas.gesture is None
    hand.click(hand.card(story.touchpoints[4]))
    assert hand.store.everything() == before
    assert hand.canvas.selection.ids == (story.touchpoints[4],)


def test_the_same_button_pressed_again_begins_anew(hand: Hand, story: Story) -> None:
    hand.pull(hand.card(story.touchpoints[0]), hand.cell(story.phases[1], story.channels[0]))
    hand.pull(hand.card(story.touchpoints[1]), hand.cell(story.phases[2], story.channels[0]))
    assert isinstance(hand.canvas.gesture, MoveCards)
    assert hand.canvas.gesture.moving == [story.touchpoints[1]]
