"""The levels of gaps keep quiet: from afar, put away, over rings, and while a card is in the hand."""

from datetime import date

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from model.gaps import find_gaps
from tests.widgets.canvas.conftest import Hand, Story

TODAY = date(2026, 11, 22)


def tell(hand: Hand) -> None:
    """Let the canvas show what the rules find."""
    hand.canvas.show_gaps(find_gaps(hand.canvas.journey, TODAY))


def marked(hand: Hand, story: Story) -> str:
    """A touchpoint that shows the level of a gap."""
    return next(one for one in story.touchpoints if hand.canvas.level_beside(one) is not None)


def colour_of_first_square(hand: Hand, record: str) -> QColor:
    canvas = hand.canvas
    level = canvas.scene.gaps.beside(record)
    assert level is not None
    first = next(mark for mark in level.marks if getattr(mark, "fill", None) == "neg")
    at = canvas.camera.rect(first.box.moved(level.x, level.y)).center()  # type: ignore[union-attr]
    return canvas.grab_frame().pixelColor(at.toPoint())


def test_from_afar_cards_show_no_levels(hand: Hand, story: Story) -> None:
    hand.canvas.strip_open = True
    hand.canvas.zoom_to(0.7)
    before = hand.canvas.grab_frame()
    tell(hand)
    assert hand.canvas.grab_frame() == before
    assert all(hand.canvas.level_beside(one) is None for one in story.touchpoints)
    hand.canvas.zoom_to(0.75)
    assert colour_of_first_square(hand, marked(hand, story)) == hand.canvas.colour("neg")


def test_levels_can_be_put_away_and_come_back(hand: Hand, story: Story) -> None:
    hand.canvas.strip_open = True
    before = hand.canvas.grab_frame()
    tell(hand)
    here = marked(hand, story)
    shown = hand.canvas.grab_frame()
    hand.canvas.marks_gaps = False
    assert hand.canvas.grab_frame() == before
    level = hand.canvas.scene.gaps.beside(here)
    assert level is not None
    assert hand.canvas.gap_under(hand.canvas.camera.rect(level.bounds).center()) is None
    hand.canvas.marks_gaps = True
    assert hand.canvas.grab_frame() == shown


def test_the_ring_of_the_selected_card_leaves_its_level_in_sight(hand: Hand, story: Story) -> None:
    tell(hand)
    here = marked(hand, story)
    hand.canvas.selection.choose([here])
    assert colour_of_first_square(hand, here) == hand.canvas.colour("neg")


def test_a_card_in_the_hand_leaves_no_level_behind(hand: Hand, story: Story) -> None:
    tell(hand)
    here = marked(hand, story)
    assert colour_of_first_square(hand, here) == hand.canvas.colour("neg")
    hand.pull(hand.card(here), hand.card(here) + QPointF(0, 90))
    assert colour_of_first_square(hand, here) != hand.canvas.colour("neg")
    hand.canvas.cancel_gesture()
    assert colour_of_first_square(hand, here) == hand.canvas.colour("neg")
