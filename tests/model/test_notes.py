"""Sticky notes: each verb is one step, and what becomes of a note keeps its words."""

import pytest

from model.behaviours import BEHAVIOURS
from model.comments import comment_on
from model.findings import Comment, Note, PainPoint
from model.format import new_envelope, read, write
from model.history import History
from model.notes import (
    add_note,
    colour_notes,
    move_notes,
    note_to_pain,
    note_to_quote,
    note_to_touchpoint,
    vote_for,
    write_note,
)
from model.operations import add_touchpoint, new_map
from model.records import Channel, Handover, Phase, Record, Touchpoint
from model.rules import Refused
from model.store import Store
from tests.model.test_comments import NOW


class Map:
    """A map with one touchpoint, and its history."""

    def __init__(self) -> None:
        self.store = Store.holding(new_map(), BEHAVIOURS)
        self.phase, self.channel = min(self.store.of(Phase)), min(self.store.of(Channel))
        self.card = add_touchpoint(self.store, self.phase, self.channel, "Calls")
        self.history = History(self.store)

    def steps(self) -> int:
        return len(self.history._done)

    def note(self, text: str = "Nobody “knows” her") -> str:
        note = add_note(self.store, 10, 20)
        write_note(self.store, note, text)
        return note


@pytest.fixture
def ours() -> Map:
    return Map()


def test_a_note_and_what_is_written_on_it_are_one_step(ours: Map) -> None:
    before = ours.store.everything()
    note = ours.note("Waits in line")
    assert ours.store.of(Note)[note].text == "Waits in line"
    assert (ours.steps(), ours.history.undo_label) == (1, "Add a sticky note")
    ours.history.undo()
    assert ours.store.everything() == before


def test_a_note_that_stays_empty_leaves_no_step(ours: Map) -> None:
    before = ours.store.everything()
    assert write_note(ours.store, add_note(ours.store, 0, 0), "") is False
    assert ours.store.everything() == before
    assert not ours.history.can_undo
    assert ours.history.is_saved


def test_a_note_that_is_emptied_later_comes_back_with_undo(ours: Map) -> None:
    note = ours.note("Waits")
    move_notes(ours.store, {note: (1, 2)})
    assert write_note(ours.store, note, "") is False
    ours.history.undo()
    assert ours.store.of(Note)[note].text == "Waits"


def test_notes_move_and_take_colours_and_votes_together(ours: Map) -> None:
    notes = [ours.note(), ours.note()]
    move_notes(ours.store, {notes[0]: (1.234, 2), notes[1]: (-50, 900)})
    assert ours.history.undo_label == "Move 2 sticky notes"
    colour_notes(ours.store, notes, "sage")
    vote_for(ours.store, notes)
    vote_for(ours.store, notes[:1], -1)
    vote_for(ours.store, notes[:1], -1)
    one, two = (ours.store.of(Note)[note] for note in notes)
    assert (one.x, one.y, one.colour, one.votes) == (1.23, 2, "sage", 0)
    assert (two.x, two.y, two.colour, two.votes) == (-50, 900, "sage", 1)


def test_a_note_becomes_a_pain_point_with_its_comments(ours: Map) -> None:
    note = ours.note("Says it all again")
    said = comment_on(ours.store, note, "Who?", "Mei", NOW)
    before, steps = ours.store.everything(), ours.steps()
    pain = note_to_pain(ours.store, note, ours.card)
    assert (ours.store.of(PainPoint)[pain].on, ours.store.of(PainPoint)[pain].text) == (
        ours.card,
        "Says it all again",
    )
    assert note not in ours.store
    assert ours.store.of(Comment)[said].on == pain
    assert ours.steps() == steps + 1
    ours.history.undo()
    assert ours.store.everything() == before


def test_a_note_becomes_a_quote_without_its_quotation_marks(ours: Map) -> None:
    note = ours.note("“Nobody knew”")
    note_to_quote(ours.store, note, ours.card)
    assert ours.store.of(Touchpoint)[ours.card].quote == "Nobody knew"
    assert note not in ours.store


def test_a_note_becomes_a_touchpoint_in_its_place(ours: Map) -> None:
    note = ours.note("Reads\nthe   advert")
    steps = ours.steps()
    made = note_to_touchpoint(ours.store, note, ours.phase, ours.channel, before=ours.card)
    assert ours.store.of(Touchpoint)[made].title == "Reads the advert"
    assert ours.store.of(Touchpoint)[made].rank < ours.store.of(Touchpoint)[ours.card].rank
    assert (note in ours.store, ours.steps()) == (False, steps + 1)


def test_an_empty_note_becomes_nothing_and_says_so(ours: Map) -> None:
    note = add_note(ours.store, 0, 0)
    before = ours.store.everything()
    for step in (
        lambda: note_to_pain(ours.store, note, ours.card),
        lambda: note_to_quote(ours.store, note, ours.card),
        lambda: note_to_touchpoint(ours.store, note, ours.phase, ours.channel),
        lambda: note_to_pain(ours.store, ours.note(), "tp_gone"),
    ):
        with pytest.raises(Refused):
            step()
    assert {one for one in before if one not in ours.store} == set()
    assert not ours.store.of(PainPoint)


def test_notes_and_comments_are_kept_in_the_file(ours: Map) -> None:
    note = ours.note("Über ﷽ 👩‍👩‍👧\nsecond line")
    colour_notes(ours.store, [note], "mist")
    vote_for(ours.store, [note], 3)
    comment_on(ours.store, note, "<b>plain</b>", "Mei", NOW)
    comment_on(ours.store, ours.card, "Is this so?", "Ben", NOW)
    records: list[Record] = list(ours.store)
    opened = read(write(records, new_envelope()))
    assert {one.id: one for one in opened.records} == ours.store.everything()
    assert opened.problems == []
    assert not ours.store.of(Handover)
