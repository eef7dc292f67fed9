"""Copies of a map that several people change join to one result, in any order, and nothing unseen is lost."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.envelope import Envelope, Opened
from model.findings import Note
from model.format import read, write
from model.history import History
from model.join import OtherMap, conflicts, join
from model.journey import Journey
from model.kinds import references
from model.people import name_of, with_name
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Place,
    Record,
    System,
    Touchpoint,
)
from model.stamps import Stamps, is_trash, needs
from model.store import Store
from tests.faults.counts import count

BASE: list[Record] = [
    JourneyMap(id="jm_1", title="Port"),
    Persona(id="pe_1", rank="V", name="Amira"),
    Persona(id="pe_2", rank="X", name="Daniel"),
    Phase(id="ph_1", rank="V", title="Decide"),
    Phase(id="ph_2", rank="X", title="Prove"),
    Channel(id="ch_1", rank="V", title="Store", mode="physical"),
    Touchpoint(id="tp_1", title="Reads", place=Place("ph_1", "ch_1", "V")),
    Touchpoint(id="tp_2", title="Asks", place=Place("ph_1", "ch_1", "X")),
    Touchpoint(id="tp_3", title="Signs", place=Place("ph_2", "ch_1", "V")),
    Handover(id="ho_1", source="tp_1", target="tp_2"),
    Department(id="de_1", rank="V", title="Retail"),
    System(id="sy_1", rank="V", title="Till"),
]


class Person:
    """Somebody with a copy of the map, who changes it and shares it."""

    def __init__(self, name: str, copy: Opened) -> None:
        self.name = name
        self.take(copy)

    def take(self, copy: Opened) -> None:
        """Go on from this copy."""
        self.envelope = copy.envelope
        self.store = Store.holding(copy.records, BEHAVIOURS)
        self.journey, self.history = Journey(self.store), History(self.store)
        envelope = copy.envelope
        self.stamps = Stamps(self.store, envelope.seen, envelope.stamps, envelope.trash, self.name)

    def share(self) -> Opened:
        """The copy as it would be saved, through the file."""
        stamps = dict(self.stamps.to_share())
        envelope = replace(self.envelope, seen=self.stamps.seen, stamps=stamps, trash=self.stamps.trash)
        self.stamps.shared()
        return read(write(list(self.store), envelope))

    def meet(self, other: "Person") -> None:
        """Go on from what both have."""
        self.take(join(self.share(), other.share()))


def start() -> Opened:
    return read(write(BASE, Envelope("01JDOC")))


def people(*names: str) -> list[Person]:
    return [Person(name, start()) for name in names]


def same(one: Opened, other: Opened) -> bool:
    return write(one.records, one.envelope) == write(other.records, other.envelope)


def title(opened: Opened, record: str) -> str:
    return next(one for one in opened.records if one.id == record).title  # type: ignore[attr-defined,no-any-return]


def there(opened: Opened) -> set[str]:
    return {one.id for one in opened.records}


# -- what two people do


def test_what_two_people_did_to_different_fields_is_there_once_joined() -> None:
    mei, jon = people("mei", "jon")
    do.rename(mei.store, "tp_1", "Reads the ad")
    do.set_mood(jon.store, "tp_1", "pe_1", -1.0)
    do.set_mood(mei.store, "tp_1", "pe_2", 1.0)
    whole = join(mei.share(), jon.share())
    first = next(one for one in whole.records if one.id == "tp_1")
    assert isinstance(first, Touchpoint)
    assert (first.title, first.mood) == ("Reads the ad", {"pe_1": -1.0, "pe_2": 1.0})
    assert conflicts(whole) == []


def test_two_values_of_one_field_are_both_kept_until_somebody_chooses() -> None:
    mei, jon = people("mei", "jon")
    do.rename(mei.store, "tp_1", "Reads the ad")
    do.rename(jon.store, "tp_1", "Sees the ad")
    whole = join(mei.share(), jon.share())
    (conflict,) = conflicts(whole)
    assert (conflict.record, conflict.path) == ("tp_1", "title")
    assert {value for _, value in conflict.values} == {"Reads the ad", "Sees the ad"}
    assert title(whole, "tp_1") == conflict.values[0][1]
    mei.take(read(write(whole.records, whole.envelope)))
    do.rename(mei.store, "tp_1", "Notices the ad")
    settled = join(mei.share(), whole)
    assert conflicts(settled) == []
    assert title(settled, "tp_1") == "Notices the ad"
    assert conflicts(join(settled, jon.share())) == []


def test_two_who_say_the_same_do_not_disagree() -> None:
    mei, jon = people("mei", "jon")
    do.rename(mei.store, "tp_1", "Sees the ad")
    do.rename(jon.store, "tp_1", "Sees the ad")
    assert conflicts(join(mei.share(), jon.share())) == []


def test_what_was_changed_and_changed_back_says_nothing() -> None:
    mei, jon = people("mei", "jon")
    do.rename(mei.store, "tp_1", "Reads the ad")
    do.rename(mei.store, "tp_1", "Reads")
    do.rename(jon.store, "tp_1", "Sees the ad")
    whole = join(mei.share(), jon.share())
    assert title(whole, "tp_1") == "Sees the ad"
    assert conflicts(whole) == []


def test_what_was_undone_says_nothing() -> None:
    mei, jon = people("mei", "jon")
    do.delete(mei.store, ["tp_2"])
    mei.history.undo()
    do.rename(jon.store, "tp_2", "Asks again")
    whole = join(mei.share(), jon.share())
    assert title(whole, "tp_2") == "Asks again"
    assert conflicts(whole) == []


def test_a_joined_value_that_we_save_stays_the_one_of_who_wrote_it() -> None:
    mei, jon, lea = people("mei", "jon", "lea")
    do.rename(jon.store, "tp_1", "Sees the ad")
    mei.meet(jon)
    do.rename(mei.store, "tp_3", "Signs here")
    again = join(mei.share(), jon.share(), lea.share())
    assert conflicts(again) == []
    assert title(again, "tp_1") == "Sees the ad"


def test_undo_after_a_join_takes_back_only_ones_own() -> None:
    mei, jon = people("mei", "jon")
    do.rename(mei.store, "tp_1", "Reads the ad")
    mei.meet(jon)
    do.rename(mei.store, "tp_2", "Asks twice")
    do.rename(jon.store, "tp_1", "Sees the ad")
    mei.history.undo()
    whole = join(mei.share(), jon.share())
    assert title(whole, "tp_2") == "Asks"
    assert {value for one in conflicts(whole) for _, value in one.values} == {"Reads the ad", "Sees the ad"}


def test_a_cloned_installation_with_one_stamp_for_two_values_keeps_both() -> None:
    one, clone = Person("mei", start()), Person("mei", start())
    do.rename(one.store, "tp_1", "Reads the ad")
    do.rename(clone.store, "tp_1", "Sees the ad")
    whole = join(one.share(), clone.share())
    assert {value for told in conflicts(whole) for _, value in told.values} == {"Reads the ad", "Sees the ad"}


def test_two_who_move_one_touchpoint_agree_on_the_later_place() -> None:
    mei, jon = people("mei", "jon")
    do.rename(jon.store, "tp_3", "later")
    do.move_touchpoints(mei.store, ["tp_1"], "ph_2", "ch_1", None)
    do.move_touchpoints(jon.store, ["tp_1"], "ph_1", "ch_1", None)
    whole = join(mei.share(), jon.share())
    assert conflicts(whole) == []
    assert same(whole, join(jon.share(), mei.share()))


def test_two_who_rerank_one_phase_lose_no_touchpoint() -> None:
    mei, jon = people("mei", "jon")
    for person, ids in ((mei, ["tp_2", "tp_1"]), (jon, ["tp_1"])):
        for one in ids:
            do.move_touchpoints(person.store, [one], "ph_1", "ch_1", None)
    whole = join(mei.share(), jon.share())
    assert {"tp_1", "tp_2", "tp_3"} <= there(whole)


# -- deletions

Edit = Callable[[Person], object]
DELETED_THERE: list[tuple[str, Edit, set[str]]] = [
    ("edited", lambda p: do.rename(p.store, "tp_2", "Asks again"), {"tp_2"}),
    ("connected", lambda p: do.hand_over(p.store, "tp_2", "tp_3"), {"tp_2", "tp_3"}),
    ("moved", lambda p: do.move_touchpoints(p.store, ["tp_2"], "ph_2", "ch_1", None), {"tp_2"}),
    ("marked", lambda p: do.mark_pain(p.store, "tp_2"), {"tp_2"}),
    ("deleted", lambda p: do.delete(p.store, ["tp_2"]), set()),
    ("left alone", lambda p: do.rename(p.store, "tp_3", "Signs here"), set()),
]


@pytest.mark.parametrize(("here", "edit", "stays"), DELETED_THERE, ids=[one[0] for one in DELETED_THERE])
def test_an_unseen_edit_beats_a_deletion(here: str, edit: Edit, stays: set[str]) -> None:
    mei, jon = people("mei", "jon")
    do.delete(mei.store, ["tp_2"])
    edit(jon)
    whole = join(mei.share(), jon.share())
    assert there(whole) & {"tp_2"} == stays & {"tp_2"}
    assert stays <= there(whole)
    assert_whole(whole)


def test_what_comes_back_brings_what_it_needs() -> None:
    mei, jon = people("mei", "jon")
    do.delete(mei.store, ["ph_2", "tp_3"])
    do.hand_over(jon.store, "tp_1", "tp_3")
    whole = join(mei.share(), jon.share())
    assert {"ph_2", "tp_3"} <= there(whole)
    assert title(whole, "ph_2") == "Prove"
    assert_whole(whole)


def test_a_deletion_that_has_seen_the_edit_stands() -> None:
    mei, jon = people("mei", "jon")
    do.rename(jon.store, "tp_2", "Asks again")
    mei.meet(jon)
    do.delete(mei.store, ["tp_2"])
    whole = join(mei.share(), jon.share())
    assert "tp_2" not in there(whole)
    assert is_trash(whole.envelope.stamps["tp_2"])
    assert whole.envelope.trash["tp_2"].title == "Asks again"  # type: ignore[attr-defined]


def test_what_the_trash_holds_is_in_the_file_and_not_on_the_map() -> None:
    (mei,) = people("mei")
    do.delete(mei.store, ["tp_2"])
    again = mei.share()
    assert "tp_2" not in there(again)
    assert set(again.envelope.trash) == {"tp_2", "ho_1"}
    assert again.problems == []


def test_other_maps_are_no_copies() -> None:
    with pytest.raises(OtherMap):
        join(start(), read(write(BASE, Envelope("01JOTHER"))))


def test_files_without_stamps_join_to_what_either_holds() -> None:
    more = [*BASE, Note(id="no_1", text="more")]
    other = [one for one in BASE if one.id != "tp_1"] + [
        Touchpoint(id="tp_1", title="Edited by hand", place=Place("ph_1", "ch_1", "V"))
    ]
    first, second = (read(write(records, Envelope("01JDOC"))) for records in (more, other))
    whole = join(first, second)
    assert "no_1" in there(whole)
    assert same(whole, join(second, first))


# -- the laws


def assert_whole(opened: Opened) -> None:
    """Nothing on the map lacks what it needs."""
    ids = there(opened)
    for record in opened.records:
        assert set(needs(record)) <= ids, record
    assert [
        (one.id, path) for one in opened.records for path, named in references(one) if named not in ids
    ] == []


LAWS = count(500, 10_000)
"""So many examples of each law."""
STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(
            ("rename", "mood", "move", "add", "connect", "delete", "undo", "redo", "meet", "use", "let go")
        ),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=24,
)


def act(everyone: list[Person], who: int, what: str, one: int, other: int) -> None:
    """Let somebody do something."""
    person = everyone[who]
    store, steps = person.store, list(person.store.of(Touchpoint))
    phases = list(store.of(Phase))
    if what == "meet":
        person.meet(everyone[other % len(everyone)])
    elif what in ("undo", "redo"):
        getattr(person.history, what)()
    elif what == "add" and phases:
        do.add_touchpoint(store, phases[one % len(phases)], "ch_1", f"new {who} {one}")
    elif what == "delete" and steps:
        gone = phases[one % len(phases)] if other == 9 and len(phases) > 1 else steps[one % len(steps)]
        held = person.journey.in_phase(gone) if gone in store.of(Phase) else []
        do.delete(store, [*held, gone])
    elif what == "let go":
        do.delete(store, [one for one in (("de_1", "sy_1", "pe_2")[other % 3],) if one in store])
    elif not steps:
        return
    elif what == "use" and {"de_1", "sy_1"} <= store.everything().keys():
        with store.transaction("Use it") as change:
            change.update(
                steps[one % len(steps)], department="de_1", systems={"sy_1"} if other % 2 else set()
            )
    elif what == "rename":
        do.rename(store, steps[one % len(steps)], f"{who} says {other % 3}")
    elif what == "mood":
        everybody = sorted(store.of(Persona))
        do.set_mood(store, steps[one % len(steps)], everybody[other % len(everybody)], float(other % 3) - 1)
    elif what == "move" and phases:
        do.move_touchpoints(store, [steps[one % len(steps)]], phases[other % len(phases)], "ch_1", None)
    elif what == "connect" and len(steps) > 1:
        first, second = steps[one % len(steps)], steps[(one + 1 + other) % len(steps)]
        if first != second and not person.journey.between(first, second):
            do.hand_over(store, first, second)


@given(STEPS)
@settings(deadline=None, max_examples=LAWS)
def test_copies_join_in_any_order_to_one_result(steps: list[tuple[int, str, int, int]]) -> None:
    everyone = people("ana", "ben", "cem", "dee")
    for step in steps:
        act(everyone, *step)
    copies = [person.share() for person in everyone]
    whole = join(*copies)
    assert_whole(whole)
    assert same(whole, read(write(whole.records, whole.envelope)))
    assert same(join(whole, copies[1]), whole)
    for order in list(permutations(copies))[::5]:
        assert same(join(*order), whole)
    left, right = join(copies[0], copies[1]), join(copies[2], copies[3])
    assert same(join(right, left), whole)


@given(STEPS)
@settings(deadline=None, max_examples=LAWS)
def test_nothing_that_was_not_seen_is_lost(steps: list[tuple[int, str, int, int]]) -> None:
    everyone = people("ana", "ben", "cem", "dee")
    for step in steps:
        act(everyone, *step)
    before = [{one.id: one for one in person.store.of(Touchpoint).values()} for person in everyone]
    for place, person in enumerate(everyone):
        new = f"only {person.name} knows"
        if mine := sorted(before[place]):
            do.rename(person.store, mine[0], new)
    whole = join(*(person.share() for person in everyone))
    titles = {one.title for one in whole.records if isinstance(one, Touchpoint)}
    said = titles | {value for one in conflicts(whole) for _, value in one.values}
    for place, person in enumerate(everyone):
        if before[place]:
            assert f"only {person.name} knows" in said


# -- choosing between two values


def both_changed() -> tuple[Person, Person]:
    """Two people who said different things of one title, the first having joined them."""
    mei, jon = people("mei", "jon")
    do.rename(mei.store, "tp_1", "Reads the ad")
    do.rename(jon.store, "tp_1", "Sees the ad")
    mei.meet(jon)
    return mei, jon


def confirm(person: Person) -> None:
    """Choose what is shown."""
    with person.store.transaction("Keep it") as change:
        change.confirm("tp_1", "title")


@pytest.mark.parametrize("is_saved", [False, True], ids=["at once", "after saving"])
def test_what_is_shown_can_be_chosen_and_that_can_be_undone(is_saved: bool) -> None:
    mei, jon = both_changed()
    shown, old = mei.store["tp_1"].title, mei.share()  # type: ignore[attr-defined]
    assert mei.stamps.open == {"tp_1"}
    confirm(mei)
    assert mei.stamps.open == set()
    settled = mei.share() if is_saved else old
    mei.history.undo()
    assert mei.stamps.open == {"tp_1"}
    whole = join(mei.share(), settled, jon.share())
    (conflict,) = conflicts(whole)
    assert {value for _, value in conflict.values} == {"Reads the ad", "Sees the ad"}
    mei.history.redo()
    again = join(mei.share(), whole, jon.share())
    assert conflicts(again) == []
    assert title(again, "tp_1") == shown


@pytest.mark.parametrize("is_saved", [False, True], ids=["at once", "after saving"])
def test_the_other_value_can_be_chosen_and_that_can_be_undone(is_saved: bool) -> None:
    mei, jon = both_changed()
    shown = mei.store["tp_1"].title  # type: ignore[attr-defined]
    (other,) = {"Reads the ad", "Sees the ad"} - {shown}
    do.rename(mei.store, "tp_1", other)
    settled = mei.share() if is_saved else jon.share()
    assert conflicts(settled) == []
    mei.history.undo()
    assert mei.store["tp_1"].title == shown  # type: ignore[attr-defined]
    whole = join(mei.share(), settled, jon.share())
    (conflict,) = conflicts(whole)
    assert {value for _, value in conflict.values} == {"Reads the ad", "Sees the ad"}
    mei.history.redo()
    again = join(mei.share(), whole, settled, jon.share())
    assert conflicts(again) == []
    assert title(again, "tp_1") == other


def test_deleting_and_undoing_keeps_what_nobody_has_chosen() -> None:
    mei, _ = both_changed()
    do.delete(mei.store, ["tp_1"])
    assert mei.stamps.open == set()
    mei.history.undo()
    assert mei.stamps.open == {"tp_1"}
    (conflict,) = conflicts(mei.share())
    assert {value for _, value in conflict.values} == {"Reads the ad", "Sees the ad"}


def test_sharing_twice_says_the_same() -> None:
    (mei,) = people("mei")
    do.rename(mei.store, "tp_1", "Reads the ad")
    mei.history.undo()
    first = dict(mei.stamps.to_share())
    assert first == mei.stamps.to_share()


def test_the_names_of_people_join_by_their_replicas() -> None:
    one = replace(start(), envelope=with_name(start().envelope, "r1", " Mei "))
    other = replace(start(), envelope=with_name(start().envelope, "r2", "Jon"))
    whole = join(one, other)
    assert same(whole, join(other, one))
    again = read(write(whole.records, whole.envelope))
    assert (name_of(again.envelope, "r1"), name_of(again.envelope, "r2")) == ("Mei", "Jon")
    assert name_of(with_name(again.envelope, "r1", "Else"), "r1") == "Mei"
    assert name_of(again.envelope, "nobody") == ""
