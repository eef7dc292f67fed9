"""Sticky notes under real hands: written in a row, dragged anywhere, gathered, turned into what they say."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.comments import comment_on
from model.drawing.clusters import APART
from model.drawing.figures.notes import WIDE
from model.findings import Note, PainPoint
from model.notes import add_note, write_note
from model.records import Touchpoint
from model.store import Store
from tests.journeys import long_map
from tests.model.test_comments import NOW
from tests.widgets.canvas.conftest import Hand, Story, title
from widgets.canvas import notes
from widgets.canvas.gestures.edit_note import EditNote, NoteField
from widgets.canvas.gestures.move_notes import MoveNotes

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def below(hand: Hand, across: float = 300) -> QPointF:
    """A place under the map."""
    canvas = hand.canvas
    return QPointF(across, canvas.camera.to_px(0, canvas.map_height).y() + 30)


def lies(hand: Hand, note: str) -> QPointF:
    """The middle of a note."""
    rect = hand.canvas.note_rect(note)
    assert rect is not None
    return rect.center()


def put(hand: Hand, at: QPointF, text: str = "Waits in line") -> str:
    """A note that lies with its middle at a place of the viewport."""
    x, y = hand.canvas.camera.to_mm(at)
    made = add_note(hand.store, x - WIDE / 2, y - 9)
    write_note(hand.store, made, text)
    return made


def field(hand: Hand) -> NoteField:
    assert isinstance(hand.canvas.editing, EditNote)
    assert isinstance(hand.canvas.editing.field, NoteField)
    return hand.canvas.editing.field


def texts(hand: Hand) -> list[str]:
    known = hand.store.of(Note)
    return [known[one].text for one in hand.canvas.scene.asides.notes]


def begin(hand: Hand, at: QPointF) -> None:
    hand.move(at)
    notes.add(hand.canvas)


def touchpoint(hand: Hand, one: str) -> Touchpoint:
    return hand.store.of(Touchpoint)[one]


# -- writing


def test_notes_are_written_one_after_the_other_each_a_step(hand: Hand) -> None:
    before = hand.store.everything()
    begin(hand, below(hand))
    for text in ("Nobody told the store", "Papers not on the FAQ", "Queue"):
        QTest.keyClicks(field(hand), text)
        QTest.keyClick(field(hand), Qt.Key.Key_Return)
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert not hand.canvas.is_editing
    assert texts(hand) == ["Nobody told the store", "Papers not on the FAQ", "Queue"]
    known = [hand.store.of(Note)[one] for one in hand.canvas.scene.asides.notes]
    assert {note.y for note in known} == {known[0].y}
    assert known[1].x - known[0].x == pytest.approx(WIDE + APART, abs=0.02)
    for left in (2, 1, 0):
        hand.history.undo()
        assert len(texts(hand)) == left
    assert hand.store.everything() == before
    assert not hand.history.can_undo


def test_the_first_note_lies_at_the_pointer(hand: Hand) -> None:
    at = below(hand)
    begin(hand, at)
    rect = hand.canvas.note_rect(hand.canvas.selection.only or "")
    assert rect is not None
    assert rect.contains(at)


def test_without_a_pointer_a_note_lies_in_the_middle_of_what_is_seen(hand: Hand) -> None:
    hand.canvas.pointed = None
    notes.add(hand.canvas)
    rect = hand.canvas.note_rect(hand.canvas.selection.only or "")
    assert rect is not None
    assert rect.contains(hand.canvas.map_rect().center())


def test_shift_enter_is_a_new_line_and_esc_keeps_what_is_written_in_a_series(hand: Hand) -> None:
    begin(hand, below(hand))
    QTest.keyClicks(field(hand), "One")
    QTest.keyClick(field(hand), Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(field(hand), "two  ")
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert texts(hand) == ["One\ntwo"]
    assert hand.canvas.hasFocus()


def test_enter_on_an_empty_note_ends_the_series_and_leaves_nothing(hand: Hand) -> None:
    begin(hand, below(hand))
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert not hand.canvas.is_editing
    assert texts(hand) == []
    assert not hand.history.can_undo


def test_a_press_elsewhere_keeps_what_is_written(hand: Hand) -> None:
    begin(hand, below(hand))
    QTest.keyClicks(field(hand), "Kept")
    hand.click(below(hand, 900))
    assert texts(hand) == ["Kept"]


def test_enter_ends_a_composition_not_the_note(hand: Hand) -> None:
    begin(hand, below(hand))
    typing = field(hand)
    QApplication.sendEvent(typing, QInputMethodEvent("にほ", []))
    QTest.keyClick(typing, Qt.Key.Key_Return)
    QTest.keyClick(typing, Qt.Key.Key_Escape)
    assert hand.canvas.is_editing
    ended = QInputMethodEvent("", [])
    ended.setCommitString("日本")
    QApplication.sendEvent(typing, ended)
    QTest.keyClick(typing, Qt.Key.Key_Escape)
    assert texts(hand) == ["日本"]


def test_a_double_click_writes_on_a_note_and_esc_restores_it(hand: Hand) -> None:
    note = put(hand, below(hand))
    hand.double_click(lies(hand, note))
    QTest.keyClicks(field(hand), "Something else")
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert texts(hand) == ["Waits in line"]
    hand.canvas.edit_title(note)
    QTest.keyClicks(field(hand), "Something else")
    QTest.keyClick(field(hand), Qt.Key.Key_Return)
    assert texts(hand) == ["Something else"]
    assert not hand.canvas.is_editing


def test_a_text_longer_than_a_record_holds_is_cut_not_lost(hand: Hand) -> None:
    begin(hand, below(hand))
    field(hand).setPlainText("x" * 30_000)
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert [len(text) for text in texts(hand)] == [20_000]


# -- moving


def test_a_note_goes_where_the_hand_lets_it_go_as_one_step(hand: Hand) -> None:
    note = put(hand, below(hand))
    start, before = lies(hand, note), hand.store.everything()
    hand.drag(start, start + QPointF(220, 40))
    assert (lies(hand, note) - start - QPointF(220, 40)).manhattanLength() < 2
    assert hand.history.undo_label == "Move a sticky note"
    hand.history.undo()
    assert hand.store.everything() == before


def test_esc_puts_notes_back(hand: Hand) -> None:
    note = put(hand, below(hand))
    before = hand.store.everything()
    hand.pull(lies(hand, note), lies(hand, note) + QPointF(150, 60))
    assert isinstance(hand.canvas.gesture, MoveNotes)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.let_go(below(hand, 800))
    assert hand.store.everything() == before
    assert hand.canvas.frame.hidden == frozenset()


def test_several_notes_move_together(hand: Hand) -> None:
    one, two = put(hand, below(hand, 250)), put(hand, below(hand, 700), "Two")
    hand.click(lies(hand, one))
    hand.click(lies(hand, two), SHIFT)
    starts = lies(hand, one), lies(hand, two)
    hand.drag(starts[1], starts[1] + QPointF(60, 50))
    for note, start in zip((one, two), starts, strict=True):
        assert (lies(hand, note) - start - QPointF(60, 50)).manhattanLength() < 2
    assert hand.history.undo_label == "Move 2 sticky notes"
    hand.click(lies(hand, one))
    assert hand.canvas.selection.only == one


def test_notes_that_come_near_each_other_stand_side_by_side_and_are_selected(hand: Hand) -> None:
    one, two = put(hand, below(hand, 300)), put(hand, below(hand, 800), "Two")
    hand.drag(lies(hand, two), lies(hand, one) + QPointF(30, 8))
    first, second = (hand.canvas.scene.asides.box_of(note) for note in (one, two))
    assert not first.meets(second)
    assert abs(first.y - second.y) < 0.03
    assert set(hand.canvas.selection.ids) == {one, two}
    before = first.x
    hand.drag(lies(hand, two), lies(hand, two) + QPointF(100, 20))
    assert hand.canvas.scene.asides.box_of(one).x > before + 10
    hand.click(below(hand, 1000))
    hand.click(lies(hand, one))
    notes.choose_cluster(hand.canvas)
    assert set(hand.canvas.selection.ids) == {one, two}


def test_a_rubber_band_takes_notes_with_cards(hand: Hand, story: Story) -> None:
    note = put(hand, below(hand, 300))
    card = hand.canvas.card_rect(story.touchpoints[0])
    rect = hand.canvas.note_rect(note)
    assert card is not None
    assert rect is not None
    both = card.united(rect)
    hand.drag(QPointF(hand.canvas.map_rect().right() - 4, both.bottom() + 12), both.topLeft() - QPointF(1, 1))
    assert {note, story.touchpoints[0]} <= set(hand.canvas.selection.ids)
    hand.canvas.delete_selection()
    assert note not in hand.store


def test_keys_move_vote_for_and_colour_notes(hand: Hand) -> None:
    note = put(hand, below(hand))
    hand.click(lies(hand, note))
    before = hand.store.of(Note)[note]
    notes.nudge(hand.canvas, "right")
    notes.nudge(hand.canvas, "down")
    notes.vote(hand.canvas, 1)
    notes.recolour(hand.canvas, "mist")
    after = hand.store.of(Note)[note]
    assert (after.x - before.x, after.y - before.y) == pytest.approx((2, 2))
    assert (after.votes, after.colour) == (1, "mist")
    assert notes.is_coloured(hand.canvas, "mist")


def test_the_next_note_can_be_reached_by_key(hand: Hand) -> None:
    made = [put(hand, below(hand, across)) for across in (700, 250)]
    for wanted in (made[1], made[0], made[1]):
        notes.walk(hand.canvas)
        assert hand.canvas.selection.only == wanted


def test_notes_outside_the_drawing_can_be_scrolled_to(hand: Hand) -> None:
    canvas = hand.canvas
    note = add_note(hand.store, -120, -90, "Far off")
    canvas.choose_and_show(note)
    rect = canvas.note_rect(note)
    assert rect is not None
    assert canvas.map_rect().contains(rect)
    canvas.fit()
    for shown in (canvas.note_rect(note), canvas.card_rect(canvas.journey.touchpoints[-1])):
        assert shown is not None
        assert canvas.map_rect().contains(shown)


def test_the_picture_shows_a_note_and_leaves_it_out_again(hand: Hand) -> None:
    at = below(hand)
    empty = hand.canvas.grab_frame()
    note = put(hand, at)
    inside = (lies(hand, note) + QPointF(0, 20)).toPoint()
    colour = hand.canvas.colour("noteSand")
    ratio = empty.devicePixelRatio()
    assert hand.canvas.grab_frame().pixelColor(inside * ratio) == colour
    hand.history.undo()
    assert hand.canvas.grab_frame() == empty


def test_notes_show_and_can_be_taken_where_the_map_is_seen_from_afar(
    on_canvas: Callable[[Store], Hand],
) -> None:
    hand = on_canvas(Store.holding(long_map(200)))
    canvas = hand.canvas
    canvas.zoom_to(0.3)
    assert canvas.frame.is_far(canvas.camera)
    note = put(hand, canvas.map_rect().center())
    at = lies(hand, note)
    assert QPixmap.fromImage(canvas.grab_frame()).toImage().pixelColor(
        (at + QPointF(0, 8)).toPoint()
    ) == canvas.colour("noteSand")
    hand.click(at)
    assert canvas.selection.only == note
    hand.drag(at, at + QPointF(60, 0), CTRL)
    assert lies(hand, note).x() == pytest.approx(at.x() + 60, abs=1)


# -- what they become


def test_on_a_card_a_note_becomes_a_pain_point_after_it_was_asked_once(hand: Hand, story: Story) -> None:
    first, second = put(hand, below(hand, 300), "Said it twice"), put(hand, below(hand, 700), "And again")
    before, card = hand.store.everything(), story.touchpoints[1]
    hand.drag(lies(hand, first), hand.card(card))
    assert hand.canvas.asking is not None
    QTest.keyClick(hand.canvas.asking, Qt.Key.Key_P)
    assert [p.text for p in hand.canvas.journey.pains_on(card)] == ["Said it twice"]
    assert first not in hand.store
    assert hand.canvas.selection.only == card
    hand.drag(lies(hand, second), hand.card(card))
    assert len(hand.canvas.journey.pains_on(card)) == 2
    hand.history.undo()
    hand.history.undo()
    assert hand.store.everything() == before


def test_on_a_card_a_note_becomes_a_quote_and_shift_asks_again(hand: Hand, story: Story) -> None:
    first, second = put(hand, below(hand, 300), "“Nobody knew”"), put(hand, below(hand, 700), "Hurts")
    one, two = story.touchpoints[1], story.touchpoints[0]
    hand.drag(lies(hand, first), hand.card(one))
    assert hand.canvas.asking is not None
    QTest.keyClick(hand.canvas.asking, Qt.Key.Key_Down)
    QTest.keyClick(hand.canvas.asking, Qt.Key.Key_Return)
    assert touchpoint(hand, one).quote == "Nobody knew"
    asked = hand.canvas.asking
    hand.drag(lies(hand, second), hand.card(two), SHIFT)
    assert hand.canvas.asking is not asked
    QTest.mouseClick(hand.canvas.asking.answers["pain"], Qt.MouseButton.LeftButton)
    assert [p.text for p in hand.canvas.journey.pains_on(two)] == ["Hurts"]


def test_a_quote_that_is_there_is_not_lost_without_being_asked(hand: Hand, story: Story) -> None:
    hand.canvas.note_use = "quote"
    card = story.touchpoints[1]
    first, second = put(hand, below(hand, 300), "One"), put(hand, below(hand, 700), "Two")
    hand.drag(lies(hand, first), hand.card(card))
    assert (touchpoint(hand, card).quote, hand.canvas.asking) == ("One", None)
    hand.drag(lies(hand, second), hand.card(card))
    assert hand.canvas.asking is not None
    QTest.keyClick(hand.canvas.asking, Qt.Key.Key_Escape)
    assert touchpoint(hand, card).quote == "One"
    assert second in hand.store
    assert hand.canvas.hasFocus()


def test_on_a_handovers_mark_a_note_becomes_a_pain_point(hand: Hand, story: Story) -> None:
    note = put(hand, below(hand, 300), "Gets lost")
    middle = hand.canvas.mark_middle(story.handovers[2])
    assert middle is not None
    hand.drag(lies(hand, note), middle)
    assert [p.text for p in hand.store.of(PainPoint).values()] == ["Gets lost"]
    assert [p.on for p in hand.store.of(PainPoint).values()] == [story.handovers[2]]


def test_on_an_empty_cell_a_note_becomes_a_touchpoint_in_that_place(hand: Hand, story: Story) -> None:
    note = put(hand, below(hand, 300), "Pays\nthe bill")
    before = hand.store.everything()
    at = hand.cell(story.phases[2], story.channels[1], 0.8)
    hand.pull(lies(hand, note), at)
    assert hand.canvas.gesture is not None
    assert hand.canvas.gesture.tag is not None
    assert hand.canvas.gesture.tag.bold == "New touchpoint"
    hand.let_go(at)
    made = hand.canvas.selection.only or ""
    assert title(hand.store, made) == "Pays the bill"
    assert touchpoint(hand, made).place[:2] == (story.phases[2], story.channels[1])
    assert note not in hand.store
    hand.history.undo()
    assert hand.store.everything() == before


def test_ctrl_only_puts_a_note_there(hand: Hand, story: Story) -> None:
    note = put(hand, below(hand, 300))
    before = hand.canvas.journey.touchpoints
    hand.drag(lies(hand, note), hand.card(story.touchpoints[1]), CTRL)
    assert hand.canvas.asking is None
    assert hand.canvas.note_under(hand.card(story.touchpoints[1])) == note
    hand.drag(lies(hand, note), hand.cell(story.phases[2], story.channels[1], 0.8), CTRL)
    assert hand.canvas.journey.touchpoints == before
    assert texts(hand) == ["Waits in line"]


def test_keys_turn_notes_into_pain_points_quotes_and_touchpoints(hand: Hand, story: Story) -> None:
    pain, quote = put(hand, below(hand, 300), "Hurts"), put(hand, below(hand, 700), "“Oh”")
    over_cell = put(hand, hand.cell(story.phases[2], story.channels[2], 0.8), "Asks")
    hand.canvas.selection.choose([story.touchpoints[0], pain])
    notes.make(hand.canvas, "pain")
    assert [p.text for p in hand.canvas.journey.pains_on(story.touchpoints[0])] == ["Hurts"]
    hand.canvas.selection.choose([quote])
    notes.make(hand.canvas, "quote")
    assert "Oh" in {t.quote for t in hand.store.of(Touchpoint).values()}
    hand.canvas.selection.choose([over_cell])
    notes.make_touchpoints(hand.canvas)
    assert title(hand.store, hand.canvas.selection.only or "") == "Asks"


def test_a_note_that_cannot_become_a_touchpoint_says_why(hand: Hand) -> None:
    note, said = put(hand, below(hand)), []
    hand.canvas.said.connect(said.append)
    hand.canvas.selection.choose([note])
    notes.make_touchpoints(hand.canvas)
    assert said == [notes.NO_CELL]
    assert note in hand.store


def test_a_note_can_be_dragged_in_from_the_palette(hand: Hand) -> None:
    hand.carry("note", below(hand))
    hand.drop(below(hand))
    QTest.keyClicks(field(hand), "From the palette")
    QTest.keyClick(field(hand), Qt.Key.Key_Escape)
    assert texts(hand) == ["From the palette"]


def test_over_a_note_the_cards_beneath_do_not_answer(hand: Hand, story: Story) -> None:
    card = story.touchpoints[1]
    note = put(hand, hand.card(card))
    hand.move(lies(hand, note))
    assert hand.canvas.hovered is None
    hand.click(lies(hand, note))
    assert hand.canvas.selection.only == note


def test_a_speech_mark_selects_what_it_is_about_and_asks_for_the_words(hand: Hand, story: Story) -> None:
    card = story.touchpoints[1]
    comment_on(hand.store, card, "Is this so?", "Mei", NOW)
    figure = hand.canvas.scene.figure(f"talk:{card}")
    assert figure is not None
    asked: list[bool] = []
    hand.canvas.talk_wanted.connect(lambda: asked.append(True))
    hand.click(hand.canvas.camera.to_px(*figure.bounds.middle))
    assert (hand.canvas.selection.only, asked) == (card, [True])
