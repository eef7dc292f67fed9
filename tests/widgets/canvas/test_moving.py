"""Moving cards: the ghost shows where, the drop lands there, Esc puts all back, undo too."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.journey import Journey
from model.records import Touchpoint
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.gestures.move_cards import MoveCards


def place(hand: Hand, touchpoint: str) -> tuple[str, str, int]:
    record = hand.store.find(Touchpoint, touchpoint)
    assert record is not None
    return record.place.phase, record.place.channel, hand.canvas.journey.number_of(touchpoint)


def test_a_card_moves_to_another_phase_and_channel(hand: Hand, story: Story) -> None:
    first = story.touchpoints[0]
    hand.drag(hand.card(first), hand.cell(story.phases[1], story.channels[0]))
    assert place(hand, first) == (story.phases[1], story.channels[0], 5)
    assert hand.history.undo_label == "Move a touchpoint"
    hand.history.undo()
    assert place(hand, first) == (story.phases[0], story.channels[0], 1)


def test_a_drop_lands_where_the_bar_stood(hand: Hand, story: Story) -> None:
    hand.pull(hand.card(story.touchpoints[5]), hand.card(story.touchpoints[1]) + QPointF(-30, 0))
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MoveCards)
    slot = gesture.slot
    assert slot is not None
    hand.let_go(hand.cell(story.phases[2], story.channels[2]))  # A last leap that no move showed.
    order = Journey(hand.store).touchpoints
    assert slot.before is not None
    assert order[order.index(slot.before) - 1] == story.touchpoints[5]
    assert place(hand, story.touchpoints[5])[:2] == (slot.phase, slot.lane.id)


def test_nothing_changes_before_the_release(hand: Hand, story: Story) -> None:
    before = hand.store.everything()
    hand.pull(hand.card(story.touchpoints[0]), hand.cell(story.phases[1], story.channels[2]))
    assert hand.store.everything() == before
    assert hand.canvas.gesture is not None
    tag = hand.canvas.gesture.tag
    assert tag is not None
    assert tag.bold == "Next phase · Phone"


def test_esc_puts_the_card_back(hand: Hand, story: Story) -> None:
    before, frame = hand.store.everything(), hand.canvas.grab_frame()
    end = hand.cell(story.phases[1], story.channels[2])
    hand.pull(hand.card(story.touchpoints[0]), end)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert hand.canvas.gesture is None
    hand.let_go(end)
    assert hand.store.everything() == before
    assert not hand.history.can_undo
    hand.canvas.leaveEvent(None)  # type: ignore[arg-type]
    assert hand.canvas.grab_frame() == frame


def test_several_selected_cards_move_together_in_their_order(hand: Hand, story: Story) -> None:
    chosen = story.touchpoints[:3]
    hand.canvas.selection.choose(chosen)
    hand.drag(hand.card(chosen[1]), hand.cell(story.phases[2], story.channels[2]))
    order = Journey(hand.store).touchpoints
    assert order[-3:] == chosen
    assert {place(hand, one)[:2] for one in chosen} == {(story.phases[2], story.channels[2])}
    assert hand.history.undo_label == "Move 3 touchpoints"
    hand.history.undo()
    assert Journey(hand.store).touchpoints == story.touchpoints


def test_a_drop_beside_the_map_changes_nothing(hand: Hand, story: Story) -> None:
    before = hand.store.everything()
    hand.drag(hand.card(story.touchpoints[0]), QPointF(40, 300))
    assert hand.store.everything() == before


def test_a_refused_drop_says_why_and_forbids(hand: Hand, story: Story) -> None:
    there, viewport = hand.cell(story.phases[1], story.channels[2]), hand.canvas.viewport()
    hand.pull(hand.card(story.touchpoints[0]), QPointF(40, 300))
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MoveCards)
    assert gesture.tag is not None
    assert gesture.tag.rest == "Touchpoints stand where a phase and a lane meet"
    assert viewport.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    hand.move(there, Qt.KeyboardModifier.ShiftModifier)
    assert gesture.tag.rest == "Shift keeps the phase"
    hand.move(there)
    assert gesture.tag.bold == "Next phase · Phone"
    assert viewport.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    hand.let_go(there)


def test_shift_keeps_the_phase(hand: Hand, story: Story) -> None:
    first = story.touchpoints[0]
    hand.canvas.selection.choose([first])
    hand.press(hand.card(first))
    hand.move(hand.cell(story.phases[1], story.channels[0]), Qt.KeyboardModifier.ShiftModifier)
    hand.move(hand.cell(story.phases[1], story.channels[0]), Qt.KeyboardModifier.ShiftModifier)
    hand.let_go(hand.cell(story.phases[1], story.channels[0]), Qt.KeyboardModifier.ShiftModifier)
    assert place(hand, first)[0] == story.phases[0]


def test_a_card_that_a_colleague_deletes_leaves_the_hand(hand: Hand, story: Story) -> None:
    first = story.touchpoints[0]
    hand.pull(hand.card(first), hand.cell(story.phases[1], story.channels[2]))
    with hand.store.transaction("A colleague deletes it", "remote") as change:
        for handover in story.handovers[:1]:
            change.delete(handover)
        change.delete(first)
    assert hand.canvas.gesture is None
    hand.let_go(QPointF(500, 500))
    assert first not in hand.store


def test_a_dropped_card_glides_into_its_place_until_the_next_gesture(hand: Hand, story: Story) -> None:
    canvas, first = hand.canvas, story.touchpoints[0]
    canvas.look.reduced_motion = False
    hand.drag(hand.card(first), hand.cell(story.phases[1], story.channels[2]))
    assert canvas.settling is not None
    assert canvas.frame.hidden == {f"card:{first}"}
    assert place(hand, first)[:2] == (story.phases[1], story.channels[2])
    hand.press(hand.card(story.touchpoints[1]))
    assert canvas.settling is None
    assert not canvas.frame.hidden
    hand.let_go(hand.card(story.touchpoints[1]))


def test_a_card_put_back_glides_home_and_comes_to_rest(hand: Hand, story: Story, qtbot: QtBot) -> None:
    canvas, first = hand.canvas, story.touchpoints[0]
    canvas.look.reduced_motion = False
    end = hand.cell(story.phases[1], story.channels[2])
    hand.pull(hand.card(first), end)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    hand.let_go(end)
    assert canvas.settling is not None
    qtbot.waitUntil(lambda: canvas.settling is None)
    assert not canvas.frame.hidden
    assert not hand.history.can_undo
