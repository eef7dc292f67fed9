"""Gaps on the canvas: a level below a card or a mark, said while the pointer rests there, true to every edit."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from model.gap_cards import worst_at
from model.gaps import LiveGaps
from model.operations import set_mood
from model.records import Department
from tests.widgets.canvas.conftest import Hand, Story

pytestmark = pytest.mark.allows_log("does not support")
TODAY = date(2026, 11, 22)


def told(hand: Hand) -> LiveGaps:
    """The rules, asked about the map and heard by its canvas."""
    live = LiveGaps(hand.canvas.journey, hand.store, TODAY)
    tell(hand, live)
    return live


def tell(hand: Hand, live: LiveGaps) -> None:
    live.settle()
    hand.canvas.show_gaps(live.found)


def levels(hand: Hand) -> set[str]:
    figures = hand.canvas.figures_in(hand.canvas.extent)
    return {str(figure.record) for figure in figures if figure.key.startswith("level:")}


def place_of(hand: Hand, record: str) -> QPointF:
    figure = hand.canvas.scene.gaps.beside(record)
    assert figure is not None
    return hand.canvas.camera.rect(figure.bounds).center()


def said_at(hand: Hand, at: QPointF) -> str:
    QToolTip.hideText()
    port = hand.canvas.viewport()
    place = at.toPoint()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, place, port.mapToGlobal(place)))
    return QToolTip.text()


def test_a_mood_makes_a_gap_that_marks_its_card_and_undo_takes_both_away(hand: Hand, story: Story) -> None:
    live = told(hand)
    before, picture = levels(hand), hand.canvas.grab_frame()
    here = story.touchpoints[1]
    with hand.store.transaction("Say what we believed") as change:
        change.update(here, believed=2.0)
        set_mood(hand.store, here, None, -2.0)
    tell(hand, live)
    assert levels(hand) - before == {here}
    assert hand.canvas.grab_frame() != picture
    hand.history.undo()
    tell(hand, live)
    assert levels(hand) == before
    assert hand.canvas.grab_frame() == picture


def test_what_is_drawn_are_the_worst_gaps_from_medium_up(hand: Hand, story: Story) -> None:
    live = told(hand)
    cards = hand.canvas.cards.told_of(live.found)
    assert levels(hand) == set(worst_at(cards)) & {*story.touchpoints, *story.handovers}


def test_the_level_says_its_gap_while_the_pointer_rests_on_it(hand: Hand, story: Story) -> None:
    told(hand)
    here = next(one for one in story.touchpoints if one in levels(hand))
    card = hand.canvas.scene.gaps.worst[here]
    said = said_at(hand, place_of(hand, here))
    assert card.title in said
    assert card.figure in said
    for elsewhere in (hand.card(here) - QPointF(0, 10), QPointF(2, 2)):
        assert hand.canvas.gap_under(elsewhere) is None


def test_gaps_stay_on_the_map_under_another_lens(hand: Hand, story: Story) -> None:
    told(hand)
    before = hand.canvas.scene.gaps.told
    with hand.store.transaction("Add a department") as change:
        made = change.create(Department, title="Care", rank="1")
        for one in story.touchpoints:
            change.update(one, department=made)
    hand.canvas.choose_lens("department")
    assert hand.canvas.scene.gaps.told == before
    assert levels(hand)


def test_cards_of_gaps_that_are_as_they_were_are_the_same_objects(hand: Hand, story: Story) -> None:
    live = told(hand)
    before = {card.key: card for card in hand.canvas.scene.gaps.told or ()}
    assert before
    set_mood(hand.store, story.touchpoints[5], None, -2.0)
    tell(hand, live)
    after = {card.key: card for card in hand.canvas.scene.gaps.told or ()}
    same = [key for key in before.keys() & after.keys() if before[key] is after[key]]
    assert same
