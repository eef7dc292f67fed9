"""Copying and pasting touchpoints and lists, by keys' verbs and by Alt-drag."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.journey import Journey
from model.operations import new_map
from model.records import Handover, Touchpoint
from model.store import Store
from tests.widgets.canvas.conftest import Hand, Story, story_of
from widgets.canvas import copying
from widgets.canvas.gestures.move_cards import MoveCards

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def an_empty_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def said(hand: Hand) -> list[str]:
    words: list[str] = []
    hand.canvas.said.connect(words.append)
    return words


def titles(hand: Hand) -> list[str]:
    known = hand.store.of(Touchpoint)
    return [known[one].title for one in hand.canvas.journey.touchpoints]


def put(text: str = "", records: bytes = b"") -> None:
    content = QMimeData()
    if text:
        content.setText(text)
    if records:
        content.setData(copying.RECORDS, records)
    QGuiApplication.clipboard().setMimeData(content)


def test_copies_are_pasted_after_the_selection_and_selected(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose(story.touchpoints[:2])
    copying.copy(hand.canvas)
    hand.canvas.selection.choose([story.touchpoints[3]])
    copying.paste(hand.canvas)
    assert titles(hand) == ["Step 1", "Step 2", "Step 3", "Step 4", "Step 1", "Step 2", "Step 5", "Step 6"]
    first, second = hand.canvas.selection.ids
    assert [one.target for one in hand.canvas.journey.leaving(first)] == [second]
    assert hand.canvas.journey.leaving(second) == []
    assert hand.history.undo_label == "Paste 2 touchpoints"
    hand.history.undo()
    assert titles(hand) == [f"Step {number}" for number in range(1, 7)]


def test_other_programs_get_an_outline(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose([story.touchpoints[0], story.touchpoints[3]])
    copying.copy(hand.canvas)
    text = QGuiApplication.clipboard().text()
    assert text == "First phase\n1. Step 1\nNext phase\n4. Step 4"


def test_cut_and_paste_are_a_step_each(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose(story.touchpoints[:2])
    copying.cut(hand.canvas)
    assert hand.history.undo_label == "Cut 2 touchpoints"
    assert titles(hand) == ["Step 3", "Step 4", "Step 5", "Step 6"]
    copying.paste(hand.canvas)
    assert titles(hand)[:3] == ["Step 3", "Step 1", "Step 2"]
    hand.history.undo()
    hand.history.undo()
    assert hand.canvas.journey.touchpoints == story.touchpoints


def test_copies_go_from_one_map_to_another(
    hand: Hand, story: Story, on_canvas: Callable[[Store], Hand]
) -> None:
    hand.canvas.selection.choose(story.touchpoints[3:5])
    copying.copy(hand.canvas)
    other = on_canvas(story_of(new_map("Another")).store)
    before = {one.title for one in other.canvas.journey.ordered(type(hand.store[story.phases[0]]))}  # type: ignore[type-var]
    copying.paste(other.canvas)
    assert titles(other)[3:7] == ["Step 4", "Step 5", "Step 4", "Step 5"]
    assert {one.title for one in other.canvas.journey.ordered(type(hand.store[story.phases[0]]))} == before  # type: ignore[type-var]
    assert len(other.canvas.journey.moments) == 2


def test_a_list_of_twelve_lines_becomes_twelve_connected_touchpoints_in_one_step(
    hand: Hand, story: Story
) -> None:
    before = hand.store.everything()
    put("\r\n".join(f"{number}. Line {number}" for number in range(1, 13)))
    hand.canvas.selection.choose([story.touchpoints[5]])
    copying.paste(hand.canvas)
    assert titles(hand)[6:] == [f"Line {number}" for number in range(1, 13)]
    made = list(hand.canvas.selection.ids)
    ways = {(one.source, one.target) for one in hand.store.of(Handover).values()}
    assert set(zip([story.touchpoints[5], *made], made, strict=False)) <= ways
    places = {hand.store.of(Touchpoint)[one].place[:2] for one in made}
    assert places == {(story.phases[2], story.channels[0])}
    hand.history.undo()
    assert hand.store.everything() == before


def test_rows_of_a_spreadsheet_become_touchpoints_in_the_channels_they_name_in_one_step(
    hand: Hand, story: Story
) -> None:
    before = hand.store.everything()
    put("Touchpoint\tChannel\tWhat for\r\nSees an ad\tPhone\t\r\nCalls\tWeb & app\tto ask\r\n")
    hand.canvas.selection.choose([story.touchpoints[5]])
    copying.paste(hand.canvas)
    first, second = (hand.store.of(Touchpoint)[one] for one in hand.canvas.selection.ids)
    assert (first.title, first.place.channel, first.note) == ("Sees an ad", story.channels[2], "")
    assert (second.title, second.place.channel, second.note) == (
        "Calls",
        story.channels[0],
        "What for: to ask",
    )
    assert [one.target for one in hand.canvas.journey.leaving(first.id)] == [second.id]
    hand.history.undo()
    assert hand.store.everything() == before


def test_nonsense_and_nothing_on_the_clipboard_are_said_and_change_nothing(
    hand: Hand, said: list[str]
) -> None:
    before = hand.store.everything()
    copying.paste(hand.canvas)
    put(records=b"{}")
    copying.paste(hand.canvas)
    hand.canvas.selection.clear()
    copying.copy(hand.canvas)
    assert said == [copying.NO_TEXT, "What was copied cannot be read as part of a map.", copying.NOTHING]
    assert hand.store.everything() == before


def test_duplicates_stand_beside_what_they_are_of(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose([story.touchpoints[0]])
    copying.duplicate(hand.canvas)
    assert titles(hand)[:3] == ["Step 1", "Step 1", "Step 2"]
    assert hand.canvas.selection.only == hand.canvas.journey.touchpoints[1]
    assert hand.history.undo_label == "Duplicate a touchpoint"


def test_a_drag_with_alt_copies_and_says_so(hand: Hand, story: Story) -> None:
    first = story.touchpoints[0]
    hand.canvas.selection.choose(story.touchpoints[:2])
    end = hand.cell(story.phases[2], story.channels[2])
    hand.pull(hand.card(first), end)
    gesture = hand.canvas.gesture
    assert isinstance(gesture, MoveCards)
    assert ("Alt", "copies") in gesture.hints
    QTest.keyPress(hand.canvas, Qt.Key.Key_Alt)
    assert gesture.tag is not None
    assert gesture.tag.second == "A copy of 2"
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Alt)
    assert gesture.tag.second == ""
    hand.move(end, ALT)
    hand.let_go(end, ALT)
    assert Journey(hand.store).touchpoints[:6] == story.touchpoints
    assert titles(hand)[6:] == ["Step 1", "Step 2"]
    made = hand.store.of(Touchpoint)[hand.canvas.selection.ids[0]]
    assert made.place[:2] == (story.phases[2], story.channels[2])
    assert hand.history.undo_label == "Copy 2 touchpoints"
