"""Arranging: phases and lanes dragged and moved by keys, what follows selected, the map scrolled at its edges."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.lock import Lock
from model.operations import hand_over
from model.records import Touchpoint
from tests.widgets.canvas.conftest import Hand, Story, title
from widgets.canvas import arranging
from widgets.canvas.edge_scroll import FASTEST, NEAR, pull
from widgets.canvas.gestures.reorder import MoveLane, MovePhase
from widgets.canvas.gestures.stay import Stay


def header(hand: Hand, story: Story, phase: int, share: float = 0.5) -> QPointF:
    return QPointF(hand.cell(story.phases[phase], story.channels[0], share).x(), 20)


def label(hand: Hand, story: Story, channel: int, off: float = 0) -> QPointF:
    return QPointF(60, hand.cell(story.phases[0], story.channels[channel]).y() + off)


def test_a_phase_is_dragged_to_another_place_as_one_step(hand: Hand, story: Story) -> None:
    hand.canvas.fit()
    hand.pull(header(hand, story, 0), header(hand, story, 2, 0.9))
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MovePhase)
    assert gesture.tag is not None
    assert (gesture.tag.bold, gesture.tag.rest) == ("First phase", " after Last phase")
    assert hand.canvas.journey.phases == story.phases
    hand.let_go(header(hand, story, 2, 0.9))
    assert hand.canvas.journey.phases == [*story.phases[1:], story.phases[0]]
    assert hand.history.undo_label == "Move a phase"
    hand.history.undo()
    assert hand.canvas.journey.phases == story.phases
    assert not hand.history.can_undo


def test_a_lane_is_dragged_and_esc_puts_it_back(hand: Hand, story: Story) -> None:
    hand.pull(label(hand, story, 2), label(hand, story, 0, -20))
    assert isinstance(hand.canvas.gesture, MoveLane)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.let_go(label(hand, story, 0, -20))
    assert hand.canvas.journey.channels == story.channels
    hand.drag(label(hand, story, 2), label(hand, story, 0, -20))
    assert hand.canvas.journey.channels == [story.channels[2], *story.channels[:2]]
    assert hand.history.undo_label == "Move a channel"


def test_a_drop_where_it_was_is_no_step(hand: Hand, story: Story) -> None:
    hand.drag(header(hand, story, 0, 0.2), header(hand, story, 0, 0.7))
    hand.drag(label(hand, story, 1), label(hand, story, 1, 12))
    assert not hand.history.can_undo
    assert hand.canvas.selection.only == story.channels[1]


def test_the_buttons_on_the_map_add_phases_and_channels_at_their_ends(hand: Hand, story: Story) -> None:
    buttons = hand.canvas.add_buttons
    assert buttons.phase.isVisible()
    assert not buttons.lane.isVisible()
    assert not buttons.first.isVisible()
    hand.move(QPointF(60, 300), button=Qt.MouseButton.NoButton)
    assert buttons.lane.isVisible()
    QTest.mouseClick(buttons.phase, Qt.MouseButton.LeftButton)
    assert hand.canvas.editing is not None
    QTest.keyClicks(hand.canvas.editing.field, "Recover")
    QTest.keyClick(hand.canvas.editing.field, Qt.Key.Key_Return)
    assert title(hand.store, hand.canvas.journey.phases[3]) == "Recover"
    QTest.mouseClick(buttons.lane, Qt.MouseButton.LeftButton)
    assert hand.canvas.editing is not None
    QTest.keyClicks(hand.canvas.editing.field, "WhatsApp chat")
    QTest.keyClick(hand.canvas.editing.field, Qt.Key.Key_Return)
    made = hand.store[hand.canvas.journey.channels[3]]
    assert (title(hand.store, made.id), getattr(made, "icon", "")) == ("WhatsApp chat", "chat")
    hand.history.undo()
    hand.history.undo()
    assert (hand.canvas.journey.phases, hand.canvas.journey.channels) == (story.phases, story.channels)


def test_keys_move_touchpoints_phases_and_lanes(hand: Hand, story: Story) -> None:
    canvas = hand.canvas
    canvas.selection.choose([story.touchpoints[0]])
    arranging.move(canvas, "right")
    assert canvas.journey.touchpoints[:2] == [story.touchpoints[1], story.touchpoints[0]]
    arranging.move(canvas, "down")
    assert hand.store.of(Touchpoint)[story.touchpoints[0]].place.channel == story.channels[1]
    canvas.selection.choose([story.phases[1]])
    arranging.move(canvas, "left")
    assert canvas.journey.phases[0] == story.phases[1]
    canvas.selection.choose([story.channels[1]])
    arranging.move(canvas, "up")
    assert canvas.journey.channels[0] == story.channels[1]
    said: list[str] = []
    canvas.said.connect(said.append)
    arranging.move(canvas, "up")
    arranging.move(canvas, "left")
    assert said == ["There is nothing before it.", "A channel moves up and down."]


def test_everything_downstream_is_selected(hand: Hand, story: Story) -> None:
    hand_over(hand.store, story.touchpoints[4], story.touchpoints[2])  # And back: a circle ends too.
    hand.canvas.selection.choose([story.touchpoints[2]])
    arranging.select_downstream(hand.canvas)
    assert list(hand.canvas.selection.ids) == story.touchpoints[2:5]
    hand.canvas.selection.choose([story.handovers[0]])
    arranging.select_downstream(hand.canvas)
    assert list(hand.canvas.selection.ids) == story.touchpoints[1:5]


def test_walking_right_and_left_follows_handovers(hand: Hand, story: Story) -> None:
    hand_over(hand.store, story.touchpoints[4], story.touchpoints[0])
    hand.canvas.selection.choose([story.touchpoints[0]])
    hand.canvas.walk("left")
    assert hand.canvas.selection.only == story.touchpoints[4]
    hand.canvas.walk("right")
    assert hand.canvas.selection.only == story.touchpoints[0]
    hand.canvas.walk("right")
    assert hand.canvas.selection.only == story.touchpoints[1]
    hand.canvas.selection.choose([story.touchpoints[5]])
    hand.canvas.walk("left")
    assert hand.canvas.selection.only == story.touchpoints[4]


def test_a_digit_sets_the_mood_of_all_that_are_selected(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose(story.touchpoints[:3])
    hand.canvas.set_mood(2)
    felt = [hand.canvas.journey.felt(hand.store.of(Touchpoint)[one]) for one in story.touchpoints[:3]]
    assert felt == [2, 2, 2]
    hand.history.undo()
    assert not hand.history.can_undo


# -- the lock


@pytest.fixture
def locked(hand: Hand) -> Lock:
    hand.store.behaviours.append(hand.canvas.lock.guard)
    return hand.canvas.lock


def test_locked_phases_stay_and_say_why_while_cards_move(hand: Hand, story: Story, locked: Lock) -> None:
    said: list[str] = []
    hand.canvas.said.connect(said.append)
    locked.turn()
    hand.pull(header(hand, story, 0), header(hand, story, 0, 0.9) + QPointF(200, 0))
    gesture = hand.canvas.gesture
    assert isinstance(gesture, Stay)
    assert gesture.cursor == Qt.CursorShape.ForbiddenCursor
    assert gesture.tag is not None
    assert "locked" in gesture.tag.rest
    hand.let_go(header(hand, story, 2, 0.9))
    assert hand.canvas.journey.phases == story.phases
    assert len(said) == 1
    hand.drag(hand.card(story.touchpoints[0]), hand.cell(story.phases[1], story.channels[0]))
    assert hand.store.of(Touchpoint)[story.touchpoints[0]].place.phase == story.phases[1]


def test_a_locked_map_can_be_selected_and_undone_and_nothing_else(
    hand: Hand, story: Story, locked: Lock
) -> None:
    hand.canvas.selection.choose([story.touchpoints[0]])
    hand.canvas.set_mood(-2)
    locked.turn()
    locked.turn()
    before = hand.store.everything()
    hand.drag(hand.card(story.touchpoints[1]), hand.cell(story.phases[1], story.channels[0]))
    hand.click(hand.card(story.touchpoints[2]))
    assert hand.canvas.selection.only == story.touchpoints[2]
    hand.canvas.delete_selection()
    hand.canvas.add_touchpoint()
    hand.canvas.mark_pain()
    assert not hand.canvas.is_editing
    hand.double_click(hand.card(story.touchpoints[2]))
    assert not hand.canvas.is_editing
    hand.carry("star", hand.card(story.touchpoints[1]))
    hand.carry_on(hand.card(story.touchpoints[0]))
    gesture = hand.canvas.gesture
    assert gesture is not None
    assert gesture.tag is not None
    assert "locked" in gesture.tag.rest
    hand.drop(hand.card(story.touchpoints[0]))
    hand.carry_off()
    assert hand.canvas.gesture is None
    assert hand.store.everything() == before
    hand.history.undo()
    assert hand.store.everything() != before
    locked.turn()
    hand.drag(hand.card(story.touchpoints[1]), hand.cell(story.phases[1], story.channels[0]))
    assert hand.store.of(Touchpoint)[story.touchpoints[1]].place.phase == story.phases[1]


# -- scrolling at the edges


def test_the_nearer_the_edge_the_faster() -> None:
    speeds = [pull(at, 0, 1000) for at in (500, NEAR, NEAR - 1, NEAR / 2, 0, -400)]
    assert speeds[:2] == [0, 0]
    assert speeds == sorted(speeds)
    assert speeds[2] >= 1
    assert speeds[-1] == speeds[-2] == FASTEST
    assert [pull(1000 - at, 0, 1000) for at in (500, NEAR / 2, 0)] == [0, -speeds[3], -FASTEST]
    assert pull(10, 0, 2 * NEAR) == 0


def test_a_card_dragged_to_the_edge_scrolls_the_map_and_lands_beyond(
    hand: Hand, story: Story, qtbot: QtBot
) -> None:
    hand.canvas.zoom_to(3.0)
    hand.canvas.show_box(hand.canvas.layout_.card(story.touchpoints[0]).grown(2))
    QApplication.processEvents()  # The scroll bars come.
    across, start = hand.canvas.horizontalScrollBar(), hand.card(story.touchpoints[0])
    edge = QPointF(hand.canvas.viewport().width() - 3, start.y())
    before = across.value()
    hand.pull(start, edge)
    qtbot.waitUntil(lambda: across.value() == across.maximum())
    assert across.maximum() > before + 200
    hand.let_go(edge)
    assert hand.store.of(Touchpoint)[story.touchpoints[0]].place.phase == story.phases[2]
    hand.history.undo()
    assert hand.canvas.journey.touchpoints == story.touchpoints


def test_a_rubber_band_keeps_its_corner_while_the_map_scrolls(hand: Hand, story: Story, qtbot: QtBot) -> None:
    hand.canvas.zoom_to(2.0)
    hand.canvas.show_box(hand.canvas.layout_.card(story.touchpoints[0]).grown(2))
    QApplication.processEvents()  # The scroll bars come.
    start = hand.cell(story.phases[0], story.channels[0], 0.01) + QPointF(-8, -70)
    edge = QPointF(hand.canvas.viewport().width() - 3, hand.cell(story.phases[0], story.channels[2]).y())
    hand.pull(start, edge)
    across = hand.canvas.horizontalScrollBar()
    qtbot.waitUntil(lambda: across.value() == across.maximum())
    assert set(hand.canvas.selection.ids) == set(story.touchpoints)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert hand.canvas.selection.ids == ()
