"""A drop among touchpoints of another department asks once whose it is; the answer is part of the drop."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from model.records import Department, Touchpoint, new_id
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.gestures.move_cards import MoveCards


@pytest.fixture
def departments(hand: Hand, story: Story) -> tuple[str, str]:
    """Two departments: the first answers for the two cards of the first cell, the other for all else."""
    with hand.store.transaction("Add departments") as change:
        one = change.create(Department, id=new_id("department"), title="Digital", rank="a1")
        other = change.create(Department, id=new_id("department"), title="Retail", rank="a2")
        for place, touchpoint in enumerate(story.touchpoints):
            change.update(touchpoint, department=one if place < 2 else other)
    return one, other


def department(hand: Hand, touchpoint: str) -> str | None:
    record = hand.store.find(Touchpoint, touchpoint)
    assert record is not None
    return record.department


def second_line(hand: Hand) -> str:
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MoveCards)
    assert gesture.tag is not None
    return gesture.tag.second


def test_the_note_says_what_will_be_asked_and_the_answer_is_undone_with_the_drop(
    hand: Hand, story: Story, departments: tuple[str, str]
) -> None:
    moved, before = story.touchpoints[5], hand.store.everything()
    hand.pull(hand.card(moved), hand.card(story.touchpoints[1]) + QPointF(30, 0))
    assert second_line(hand) == "Asks once: Digital or Retail?"
    hand.let_go(hand.card(story.touchpoints[1]) + QPointF(30, 0))
    assert hand.canvas.asking is not None
    assert department(hand, moved) == departments[1]
    QTest.keyClick(hand.canvas.asking, Qt.Key.Key_D)
    assert department(hand, moved) == departments[0]
    assert hand.canvas.asking is None
    assert hand.canvas.hasFocus()
    assert hand.history.undo_label == "Move a touchpoint"
    hand.history.undo()
    assert hand.store.everything() == before
    hand.history.redo()
    assert department(hand, moved) == departments[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_R])
def test_no_answer_and_its_own_department_leave_it_as_it_was(
    hand: Hand, story: Story, departments: tuple[str, str], key: Qt.Key
) -> None:
    moved = story.touchpoints[5]
    hand.drag(hand.card(moved), hand.card(story.touchpoints[1]) + QPointF(30, 0))
    assert hand.canvas.asking is not None
    QTest.keyClick(hand.canvas.asking, key)
    assert hand.canvas.asking is None
    record = hand.store.find(Touchpoint, moved)
    assert record is not None
    assert (record.place.phase, record.department) == (story.phases[0], departments[1])


def test_several_cards_are_asked_about_once(hand: Hand, story: Story, departments: tuple[str, str]) -> None:
    moved = story.touchpoints[4:]
    hand.canvas.selection.choose(moved)
    hand.drag(hand.card(moved[1]), hand.card(story.touchpoints[1]) + QPointF(30, 0))
    assert hand.canvas.asking is not None
    assert hand.canvas.asking.question == "Whose are they now?"
    QTest.mouseClick(hand.canvas.asking.answers["there"], Qt.MouseButton.LeftButton)
    assert {department(hand, one) for one in moved} == {departments[0]}


@pytest.mark.parametrize("to", ["its own cell", "an empty cell", "a copy", "between two departments"])
def test_nothing_is_asked_where_nothing_is_to_be_decided(
    hand: Hand, story: Story, departments: tuple[str, str], to: str
) -> None:
    moved, keys = story.touchpoints[5], Qt.KeyboardModifier.NoModifier
    at = hand.card(story.touchpoints[1]) + QPointF(30, 0)
    if to == "its own cell":
        moved, at = story.touchpoints[0], hand.cell(story.phases[0], story.channels[0], 0.9)
    elif to == "an empty cell":
        at = hand.cell(story.phases[0], story.channels[2], 0.9)
    elif to == "a copy":
        keys = Qt.KeyboardModifier.AltModifier
    else:
        with hand.store.transaction("Give") as change:
            change.update(story.touchpoints[0], department=departments[1])
        at = hand.card(story.touchpoints[0]) + QPointF(44, 0)
    hand.pull(hand.card(moved), at, keys)
    assert "Asks" not in second_line(hand)
    hand.let_go(at, keys)
    assert hand.canvas.asking is None


def test_another_step_takes_the_question_away(hand: Hand, story: Story, departments: tuple[str, str]) -> None:
    hand.drag(hand.card(story.touchpoints[5]), hand.card(story.touchpoints[1]) + QPointF(30, 0))
    assert hand.canvas.asking is not None
    hand.history.undo()
    assert hand.canvas.asking is None
    assert department(hand, story.touchpoints[5]) == departments[1]
