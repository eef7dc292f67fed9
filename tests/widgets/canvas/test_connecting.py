"""Handing over, moods, marks and what comes from the palette."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from model.findings import MomentThatMatters, PainPoint
from model.operations import rename
from model.records import Handover, Touchpoint
from tests.widgets.canvas.conftest import Hand, Story, quality, title
from widgets.canvas.gestures.drop_from_palette import NO_STEP, DropFromPalette
from widgets.canvas.gestures.landing import NO_CELL
from widgets.canvas.overlay import beside_label
from widgets.canvas.tag import Tag

SHIFT = Qt.KeyboardModifier.ShiftModifier


def pairs(hand: Hand) -> set[tuple[str, str]]:
    return {(h.source, h.target) for h in hand.store.of(Handover).values()}


def mood(hand: Hand, touchpoint: str) -> float:
    record = hand.store.find(Touchpoint, touchpoint)
    assert record is not None
    return next(iter(record.mood.values()))


def test_a_handover_is_drawn_from_port_to_card(hand: Hand, story: Story) -> None:
    source, target = story.touchpoints[4], story.touchpoints[5]
    hand.click(hand.card(source))
    hand.drag(hand.port(source, "right"), hand.card(target))
    assert (source, target) in pairs(hand)
    assert hand.history.undo_label == "Hand over 5 → 6"
    hand.history.undo()
    assert (source, target) not in pairs(hand)


def test_ports_appear_under_the_pointer_too(hand: Hand, story: Story) -> None:
    source, target = story.touchpoints[0], story.touchpoints[2]
    hand.move(hand.card(source), button=Qt.MouseButton.NoButton)
    assert hand.canvas.port_under(hand.port(source, "bottom")) == (source, "bottom")
    hand.drag(hand.port(source, "bottom"), hand.card(target))
    assert (source, target) in pairs(hand)


def test_a_refused_handover_says_why_and_does_nothing(hand: Hand, story: Story) -> None:
    said: list[str] = []
    hand.canvas.said.connect(said.append)
    source, target = story.touchpoints[0], story.touchpoints[1]
    before = hand.store.everything()
    hand.click(hand.card(source))
    hand.pull(hand.port(source, "top"), hand.card(target))
    assert hand.canvas.gesture is not None
    assert hand.canvas.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    tag = hand.canvas.gesture.tag
    assert tag is not None
    assert "already" in tag.rest
    hand.let_go(hand.card(target))
    assert said == ["There is a handover between these two already."]
    assert hand.store.everything() == before


def test_a_handover_to_an_empty_cell_makes_the_touchpoint_too(hand: Hand, story: Story) -> None:
    source = story.touchpoints[5]
    hand.click(hand.card(source))
    hand.drag(hand.port(source, "bottom"), hand.cell(story.phases[2], story.channels[2]))
    made = hand.canvas.selection.only
    assert made is not None
    assert (source, made) in pairs(hand)
    assert hand.canvas.is_editing
    QTest.keyClick(hand.canvas.editing.field, Qt.Key.Key_Escape)  # type: ignore[union-attr]
    hand.history.undo()
    assert made not in hand.store


def test_esc_leaves_a_handover_undrawn(hand: Hand, story: Story) -> None:
    source, target = story.touchpoints[4], story.touchpoints[5]
    hand.click(hand.card(source))
    hand.pull(hand.port(source, "right"), hand.card(target))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.let_go(hand.card(target))
    assert (source, target) not in pairs(hand)


def test_the_first_click_on_a_mark_selects_and_each_further_one_changes(hand: Hand, story: Story) -> None:
    seen = []
    for _ in range(4):
        middle = hand.canvas.mark_middle(story.handovers[2])
        assert middle is not None
        hand.click(middle)
        assert hand.canvas.selection.only == story.handovers[2]
        seen.append(quality(hand.store, story.handovers[2]))
    assert seen == ["holds", "weak", "fails", "holds"]
    assert hand.canvas.selection.only == story.handovers[2]
    hand.history.undo()
    assert quality(hand.store, story.handovers[2]) == "fails"


def test_a_point_on_the_curve_follows_the_hand_in_tenths(hand: Hand, story: Story) -> None:
    first = story.touchpoints[0]
    hand.drag(hand.point(first, 1.0), hand.point(first, -0.72))
    assert mood(hand, first) == -0.7
    hand.history.undo()
    assert mood(hand, first) == 1.0
    hand.press(hand.point(first, 1.0))
    hand.move(hand.point(first, -0.3), SHIFT)
    hand.move(hand.point(first, -1.3), SHIFT)
    hand.let_go(hand.point(first, -1.3), SHIFT)
    assert mood(hand, first) == -1.5


def test_the_hand_sees_the_figure_and_esc_restores_the_mood(hand: Hand, story: Story) -> None:
    first = story.touchpoints[0]
    hand.pull(hand.point(first, 1.0), hand.point(first, 9))
    assert hand.canvas.gesture is not None
    assert hand.canvas.gesture.tag is not None
    assert hand.canvas.gesture.tag.bold == "+2.0"
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.let_go(hand.point(first, 9))
    assert mood(hand, first) == 1.0
    assert not hand.history.can_undo


def test_keys_set_the_mood_of_all_that_is_selected_as_one_step(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose(story.touchpoints[:2])
    hand.canvas.set_mood(-2)
    assert [mood(hand, one) for one in story.touchpoints[:3]] == [-2, -2, -1]
    hand.history.undo()
    assert [mood(hand, one) for one in story.touchpoints[:2]] == [1, 0.5]


def test_a_channel_dropped_in_the_map_makes_a_touchpoint_in_its_own_lane(hand: Hand, story: Story) -> None:
    at = hand.cell(story.phases[1], story.channels[0], 0.95)
    hand.carry(f"channel:{story.channels[2]}", at)
    gesture = hand.canvas.gesture
    assert gesture is not None
    assert gesture.tag is not None
    assert gesture.tag.bold == "Next phase · Phone"
    hand.drop(at)
    made = hand.canvas.selection.only
    record = hand.store.find(Touchpoint, made)
    assert record is not None
    assert (record.place.phase, record.place.channel) == (story.phases[1], story.channels[2])
    assert hand.canvas.is_editing


def test_what_is_carried_off_again_leaves_nothing(hand: Hand, story: Story) -> None:
    before = hand.store.everything()
    hand.carry("touchpoint", hand.cell(story.phases[1], story.channels[0]))
    hand.carry_off()
    assert hand.canvas.gesture is None
    assert hand.store.everything() == before


@pytest.mark.parametrize(("what", "why"), [("touchpoint", NO_CELL), ("star", NO_STEP)])
def test_where_nothing_can_land_a_note_says_why(hand: Hand, what: str, why: str) -> None:
    area = hand.canvas.map_rect()
    hand.carry(what, area.bottomRight() - QPointF(30, 30))
    gesture = hand.canvas.gesture
    assert isinstance(gesture, DropFromPalette)
    assert not gesture.can_drop
    assert gesture.tag is not None
    assert gesture.tag.rest == why
    hand.carry_off()


def test_a_star_marks_a_card_and_a_triangle_a_handover(hand: Hand, story: Story) -> None:
    hand.carry("star", hand.card(story.touchpoints[0]))
    hand.drop(hand.card(story.touchpoints[0]))
    assert story.touchpoints[0] in {m.on for m in hand.store.of(MomentThatMatters).values()}
    middle = hand.canvas.mark_middle(story.handovers[2])
    assert middle is not None
    hand.carry("triangle", middle)
    hand.drop(middle)
    assert {p.on for p in hand.store.of(PainPoint).values()} == {story.handovers[2]}


def test_a_second_star_is_refused_with_a_reason(hand: Hand, story: Story) -> None:
    said: list[str] = []
    hand.canvas.said.connect(said.append)
    hand.carry("star", hand.card(story.touchpoints[3]))
    hand.drop(hand.card(story.touchpoints[3]))
    assert len(hand.store.of(MomentThatMatters)) == 1
    assert len(said) == 1


def test_something_foreign_cannot_be_dropped(hand: Hand, story: Story) -> None:
    before = hand.store.everything()
    hand.carry("nonsense", hand.card(story.touchpoints[0]))
    hand.drop(hand.card(story.touchpoints[0]))
    assert hand.store.everything() == before


def test_keys_mark_and_delete(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose([story.touchpoints[1]])
    hand.canvas.mark_moment()
    hand.canvas.mark_pain()
    assert len(hand.store.of(MomentThatMatters)) == 2
    assert len(hand.store.of(PainPoint)) == 1
    hand.canvas.delete_selection()
    assert story.touchpoints[1] not in hand.store
    assert hand.canvas.selection.only == story.touchpoints[2]
    hand.history.undo()
    assert story.touchpoints[1] in hand.store


def test_a_double_click_on_an_empty_cell_adds_a_touchpoint_there(hand: Hand, story: Story) -> None:
    hand.double_click(hand.cell(story.phases[2], story.channels[1]))
    made = hand.canvas.selection.only
    record = hand.store.find(Touchpoint, made)
    assert record is not None
    assert (record.place.phase, record.place.channel) == (story.phases[2], story.channels[1])
    field = hand.canvas.editing.field  # type: ignore[union-attr]
    QTest.keyClicks(field, "Gets a call")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert title(hand.store, record.id) == "Gets a call"
    assert hand.canvas.card_rect(record.id).contains(QPointF(hand.card(record.id)))  # type: ignore[union-attr]


def test_the_note_of_a_selected_handover_does_not_stand_on_its_label(hand: Hand, story: Story) -> None:
    canvas, handover = hand.canvas, story.handovers[2]
    with hand.store.transaction("Fail") as change:
        change.update(
            handover, quality="fails", label="Nobody tells the customer that it was rejected at all"
        )
    canvas.selection.choose([handover])
    (label,) = canvas.scene.labels
    words = canvas.camera.rect(label.box)
    tag = Tag("", "Click again: holds")
    for at in (words.center(), words.topLeft() + QPointF(4, 30), words.bottomLeft() + QPointF(4, 10)):
        box = beside_label(canvas, handover, tag, at)
        assert not box.intersects(words)
        assert canvas.map_rect().contains(box)


def test_the_note_at_a_handover_leaves_capitals_that_belong_to_a_channel(hand: Hand, story: Story) -> None:
    rename(hand.store, story.channels[0], "SMS & email")
    source, target = story.touchpoints[4], story.touchpoints[1]
    hand.click(hand.card(source))
    hand.pull(hand.port(source, "top"), hand.card(target))
    assert hand.canvas.gesture is not None
    assert hand.canvas.gesture.tag is not None
    assert hand.canvas.gesture.tag.rest.endswith(" to SMS & email")
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
