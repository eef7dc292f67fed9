"""Typing titles in place."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.operations import rename
from model.records import Handover
from tests.widgets.canvas.conftest import Hand, Story, title
from widgets.canvas.camera import LABELS
from widgets.canvas.gestures.edit_in_place import LEAST_PX, TitleField
from widgets.canvas.gestures.reorder import INSET
from widgets.canvas.margins import EDGE
from widgets.canvas.next_place import next_place, offered_place


def field(hand: Hand) -> TitleField:
    assert hand.canvas.editing is not None
    return hand.canvas.editing.field


def test_enter_keeps_the_title_and_undo_restores_it(hand: Hand, story: Story) -> None:
    hand.double_click(hand.card(story.touchpoints[0]))
    QTest.keyClicks(field(hand), "Reads the FAQ")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert title(hand.store, story.touchpoints[0]) == "Reads the FAQ"
    assert not hand.canvas.is_editing
    hand.history.undo()
    assert title(hand.store, story.touchpoints[0]) == "Step 1"


def test_esc_restores_the_title(hand: Hand, story: Story) -> None:
    hand.canvas.edit_title(story.touchpoints[0])
    QTest.keyClicks(field(hand), "Something else")
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert title(hand.store, story.touchpoints[0]) == "Step 1"
    assert not hand.history.can_undo


def test_esc_ends_a_composition_first(hand: Hand, story: Story) -> None:
    hand.canvas.edit_title(story.touchpoints[0])
    typing = field(hand)
    QApplication.sendEvent(typing, QInputMethodEvent("にほ", []))
    QTest.keyClick(typing, Qt.Key.Key_Escape)
    QTest.keyClick(typing, Qt.Key.Key_Return)
    assert hand.canvas.is_editing
    ended = QInputMethodEvent("", [])
    ended.setCommitString("日本")
    QApplication.sendEvent(typing, ended)
    QTest.keyClick(typing, Qt.Key.Key_Return)
    assert title(hand.store, story.touchpoints[0]) == "日本"


def test_tab_finishes_and_makes_the_next_connected_touchpoint(hand: Hand, story: Story) -> None:
    hand.canvas.edit_title(story.touchpoints[5])
    QTest.keyClicks(field(hand), "Pays")
    QTest.keyClick(field(hand), Qt.Key.Key_Tab)
    made = hand.canvas.selection.only
    assert made not in (None, story.touchpoints[5])
    assert hand.canvas.is_editing
    assert title(hand.store, story.touchpoints[5]) == "Pays"
    assert (story.touchpoints[5], made) in {(h.source, h.target) for h in hand.store.of(Handover).values()}
    QTest.keyClicks(field(hand), "Receives")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert title(hand.store, str(made)) == "Receives"


def test_a_press_elsewhere_keeps_what_was_typed(hand: Hand, story: Story) -> None:
    hand.canvas.edit_title(story.touchpoints[0])
    QTest.keyClicks(field(hand), "Kept")
    hand.click(hand.cell(story.phases[2], story.channels[2]))
    assert title(hand.store, story.touchpoints[0]) == "Kept"
    assert not hand.canvas.is_editing


def test_the_field_is_never_smaller_than_can_be_read_and_grows_downwards(hand: Hand, story: Story) -> None:
    hand.canvas.zoom_to(0.3)
    hand.canvas.edit_title(story.touchpoints[0])
    assert field(hand).font().pixelSize() >= LEAST_PX
    before = field(hand).height()
    QTest.keyClicks(field(hand), "A title that goes on for much longer than any card could ever hold " * 2)
    assert field(hand).height() > before


def test_all_of_a_long_title_is_seen_from_the_first_moment(hand: Hand, story: Story) -> None:
    for record in (story.touchpoints[3], story.channels[1]):
        with hand.store.transaction("Rename") as change:
            change.update(
                record, title="Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 2
            )
        hand.canvas.edit_title(record)
        lines = field(hand).document().documentLayout().documentSize().height()
        assert lines > 3
        assert field(hand).height() >= lines * field(hand).fontMetrics().lineSpacing()
        QTest.keyClick(field(hand), Qt.Key.Key_Escape)


def test_the_map_scrolls_with_a_title_that_grows_below_the_window(hand: Hand, story: Story) -> None:
    canvas, last = hand.canvas, story.touchpoints[4]
    canvas.resize(900, 420)
    canvas.edit_title(last)
    for _ in range(6):
        QTest.keyClicks(field(hand), "goes on and on and on and ")
        caret = field(hand).cursorRect().translated(field(hand).pos())
        assert canvas.map_rect().adjusted(0, 0, 0, -30).contains(caret.bottomLeft())
    card = canvas.editing.card_rect()  # type: ignore[union-attr]
    assert card is not None
    assert canvas.map_rect().contains(card.adjusted(0, 0, 0, 40))
    before = hand.store.everything()
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert hand.store.everything() == before
    whole = canvas.map_height * canvas.camera.scale + 40
    assert canvas.verticalScrollBar().value() <= whole - canvas.map_rect().height()


def test_a_title_longer_than_the_window_keeps_its_caret_in_sight(hand: Hand, story: Story) -> None:
    hand.canvas.resize(700, 300)
    hand.canvas.edit_title(story.touchpoints[0])
    field(hand).insertPlainText("Much too much " * 80)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(field(hand), key, Qt.KeyboardModifier.ControlModifier)
        caret = field(hand).cursorRect().translated(field(hand).pos())
        assert hand.canvas.map_rect().contains(caret.center())


def test_phases_and_lanes_are_renamed_in_place(hand: Hand, story: Story) -> None:
    hand.double_click(QPointF(hand.cell(story.phases[1], story.channels[0], 0.2).x(), 20))
    QTest.keyClicks(field(hand), "Prove")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert title(hand.store, story.phases[1]) == "Prove"
    hand.double_click(QPointF(60, hand.cell(story.phases[0], story.channels[1]).y()))
    QTest.keyClicks(field(hand), "WhatsApp")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert title(hand.store, story.channels[1]) == "WhatsApp"


def test_adding_by_key_starts_the_title(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose([story.touchpoints[0]])
    hand.canvas.add_touchpoint()
    QTest.keyClicks(field(hand), "Between")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert hand.canvas.journey.touchpoints[1] == hand.canvas.selection.only
    hand.canvas.add_next("down")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    made = hand.canvas.selection.only
    assert hand.canvas.journey.channel_of(hand.store[made]) == story.channels[1]  # type: ignore[index,arg-type]


def test_a_title_whose_touchpoint_goes_away_ends_quietly(hand: Hand, story: Story) -> None:
    hand.canvas.edit_title(story.touchpoints[5])
    QTest.keyClicks(field(hand), "Too late")
    with hand.store.transaction("A colleague deletes it", "remote") as change:
        change.delete(story.touchpoints[5])
    assert not hand.canvas.is_editing
    assert story.touchpoints[5] not in hand.store


def test_the_dashed_place_beside_the_title_can_be_clicked(hand: Hand, story: Story) -> None:
    hand.canvas.edit_title(story.touchpoints[5])
    place = next_place(hand.canvas)
    assert place is not None
    hand.click(place.center())
    made = hand.canvas.journey.touchpoints[-1]
    assert made != story.touchpoints[5]
    assert (story.touchpoints[5], made) in {(h.source, h.target) for h in hand.store.of(Handover).values()}
    assert hand.canvas.is_editing


def test_the_dashed_place_beside_the_selected_card_can_be_clicked_too(hand: Hand, story: Story) -> None:
    one = story.touchpoints[3]
    hand.click(hand.card(one))
    place = offered_place(hand.canvas)
    assert place is not None
    hand.click(place.center())
    assert hand.canvas.is_editing
    made = hand.canvas.selection.only
    assert (one, made) in {(h.source, h.target) for h in hand.store.of(Handover).values()}
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert hand.canvas.selection.only == one
    assert not hand.history.can_undo


def test_a_band_begins_on_the_dashed_place_as_elsewhere(hand: Hand, story: Story) -> None:
    hand.click(hand.card(story.touchpoints[3]))
    place = offered_place(hand.canvas)
    assert place is not None
    before = hand.store.everything()
    hand.drag(place.center(), place.center() + QPointF(30, 20))
    assert hand.store.everything() == before
    assert hand.canvas.selection.ids == ()


def test_no_place_is_offered_where_a_card_stands_or_the_phase_ends_or_all_is_locked(
    hand: Hand, story: Story
) -> None:
    offered = {}
    for number, one in enumerate(story.touchpoints):
        hand.canvas.selection.choose([one])
        offered[number] = offered_place(hand.canvas) is not None
    assert not offered[0]
    assert offered[3]
    hand.canvas.selection.choose([story.touchpoints[3]])
    hand.canvas.lock.level = "everything"
    assert offered_place(hand.canvas) is None


def test_a_card_that_is_wider_while_it_is_typed_on_is_paper_all_over(hand: Hand, story: Story) -> None:
    canvas, one = hand.canvas, story.touchpoints[5]
    canvas.zoom_to(0.4)
    canvas.edit_title(one)
    QApplication.processEvents()
    assert canvas.editing is not None
    grown, own = canvas.editing.card_rect(), canvas.card_rect(one)
    assert grown is not None
    assert own is not None
    assert grown.width() > own.width() + 20
    seen, paper = canvas.viewport().grab().toImage(), canvas.colour("paper")
    top, right, bottom = round(grown.top()) + 4, round(grown.right()) - 3, round(grown.bottom()) - 2
    across = range(round(own.right()) - 1, right)
    assert all(seen.pixelColor(x, y) == paper for x in across for y in (top, bottom))
    assert all(seen.pixelColor(right, y) == paper for y in range(top + 4, bottom - 4))


@pytest.mark.parametrize("kind", ["phase", "lane"])
def test_a_title_that_is_typed_begins_where_it_is_read(hand: Hand, story: Story, kind: str) -> None:
    canvas = hand.canvas
    record = story.phases[0] if kind == "phase" else story.channels[1]
    title_of = canvas.margins.title_rect(canvas.layout_, canvas.camera, record)
    assert title_of is not None
    title_of.setLeft(max(title_of.left() - 2, EDGE + 20))  # Right of a lane's icon.

    def first_letter() -> int:
        seen = canvas.viewport().grab(title_of.adjusted(0, 4, 0, -4).toAlignedRect()).toImage()
        return next(
            x
            for x in range(seen.width())
            for y in range(seen.height())
            if seen.pixelColor(x, y).value() < 110
        )

    read = first_letter()
    canvas.edit_title(record)
    cursor = field(hand).textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    field(hand).setTextCursor(cursor)
    QApplication.processEvents()
    assert abs(first_letter() - read) <= 1


def test_the_name_of_a_lane_in_the_hand_ends_where_its_paper_does(hand: Hand, story: Story) -> None:
    rename(hand.store, story.channels[1], "A channel with quite a long name")
    start = QPointF(60, hand.cell(story.phases[0], story.channels[1]).y())
    hand.pull(start, start + QPointF(0, 70))
    seen = hand.canvas.viewport().grab().toImage()
    y, end = round(start.y() + 70), LABELS - INSET - 8
    above_dots = [seen.pixelColor(x, down).value() for x in range(end - 8, end) for down in range(y - 7, y)]
    assert min(above_dots) > 200
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.let_go(start)
