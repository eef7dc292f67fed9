"""A hand in a hurry: other buttons while one is held, a release that nobody heard, a map that moves under it."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.drawing.marks import Box
from model.notes import add_note
from model.records import Touchpoint
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.gestures.move_cards import MoveCards
from widgets.canvas.gestures.move_notes import MoveNotes

CTRL = Qt.KeyboardModifier.ControlModifier
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


def turn(
    hand: Hand, at: QPointF, down: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Turn the wheel over a place, while a button is held."""
    port = hand.canvas.viewport()
    rest = LEFT, keys, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(
        port,
        QWheelEvent(at, QPointF(port.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120 * down), *rest),
    )
    QApplication.processEvents()


def shown_at(hand: Hand, touchpoint: str) -> tuple[str, str]:
    record = hand.store.find(Touchpoint, touchpoint)
    assert record is not None
    return record.place.phase, record.place.channel


def test_the_bar_follows_the_wheel_under_a_hand_that_rests(hand: Hand, story: Story) -> None:
    hand.canvas.resize(700, 330)
    hand.canvas.zoom_to(1.0)
    hand.canvas.verticalScrollBar().setValue(150)
    QApplication.processEvents()
    first = story.touchpoints[0]
    at = hand.card(first) + QPointF(60, 10)
    hand.pull(hand.card(first), at)
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MoveCards)
    assert gesture.slot is not None
    assert gesture.slot.lane.id == story.channels[0]
    lane = next(one for one in hand.canvas.layout_.lanes if one.id == story.channels[1])
    while hand.canvas.camera.rect(Box(0, lane.start, 1, lane.length)).bottom() > at.y() + 12:
        before = hand.canvas.camera
        turn(hand, at, 1)
        assert hand.canvas.camera != before
    slot = gesture.slot
    assert slot is not None
    assert slot.lane.id != story.channels[0]
    assert hand.canvas.camera.rect(Box(0, slot.lane.start, 1, slot.lane.length)).contains(
        QPointF(hand.canvas.camera.to_px(0, 0).x() + 1, at.y())
    )
    hand.let_go(at)
    assert shown_at(hand, first) == (slot.phase, slot.lane.id)


def test_a_note_stays_in_the_hand_when_the_map_zooms_under_it(hand: Hand, story: Story) -> None:
    note = add_note(hand.store, 5.0, -60.0, "A thought")
    hand.canvas.fit()
    rect = hand.canvas.note_rect(note)
    assert rect is not None
    at = rect.center() + QPointF(250, 0)
    hand.pull(rect.center(), at, CTRL)
    before = hand.canvas.camera
    turn(hand, at, -3, CTRL)
    assert hand.canvas.camera.zoom > 1.2 * before.zoom
    hand.move(at + QPointF(2, 0), CTRL)
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MoveNotes)
    assert abs(gesture.ghost_rect().center().x() - at.x()) < 6
    hand.let_go(at, CTRL)
    rect = hand.canvas.note_rect(note)
    assert rect is not None
    assert abs(rect.center().x() - at.x()) < 6


def test_a_rubber_band_keeps_what_it_began_at_when_the_wheel_turns(hand: Hand, story: Story) -> None:
    hand.canvas.resize(700, 330)
    hand.canvas.zoom_to(1.0)
    first = story.touchpoints[0]
    card = hand.canvas.layout_.card(first)
    hand.canvas.verticalScrollBar().setValue(round(hand.canvas.camera.scale * (card.y - 20)))
    start = hand.canvas.camera.to_px(card.x + 2, card.y - 1)
    end = hand.canvas.camera.to_px(card.right - 1, card.bottom + 2)
    hand.pull(start, end)
    assert hand.canvas.selection.ids == (first,)
    before = hand.canvas.camera
    while hand.card(first).y() > start.y() - 40:
        turn(hand, end, 1)
    assert hand.canvas.camera != before
    assert first in hand.canvas.selection.ids
    hand.move(end + QPointF(1, 1))
    assert first in hand.canvas.selection.ids
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert hand.canvas.selection.ids == ()


def test_a_map_that_moves_under_a_mere_click_moves_no_card(hand: Hand, story: Story) -> None:
    first, before = story.touchpoints[0], hand.store.everything()
    hand.canvas.resize(700, 420)
    at = hand.card(first)
    hand.press(at)
    hand.canvas.fit()
    hand.let_go(at)
    assert hand.store.everything() == before
    assert hand.canvas.selection.ids == (first,)


def test_the_middle_button_moves_the_map_under_a_title_that_is_typed_on(hand: Hand, story: Story) -> None:
    hand.canvas.resize(700, 400)
    hand.canvas.zoom_to(1.0)
    first = story.touchpoints[0]
    hand.canvas.edit_title(first)
    editing, before = hand.canvas.editing, hand.canvas.camera
    assert editing is not None
    typed_at = editing.field.pos()
    at = hand.canvas.map_rect().center()
    hand.press(at, button=MIDDLE)
    hand.move(at - QPointF(60, 0), button=MIDDLE)
    hand.let_go(at - QPointF(60, 0), button=MIDDLE)
    moved = hand.canvas.camera.x - before.x
    assert moved != 0
    assert hand.canvas.editing is editing
    assert not editing.is_over
    assert abs(editing.field.x() - typed_at.x()) == abs(round(moved))
