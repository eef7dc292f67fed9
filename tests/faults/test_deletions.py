"""Somebody deletes, somebody else edits, connects, moves or deletes: a table of what is there once both are joined.

What an edit touched stays, with all that it needs; what nobody touched is gone from the map, and lies in the trash
of the file, so that nothing is lost in silence. The traps of undo and of ranks are in tests/model/test_join.py.
"""

from collections.abc import Callable
from itertools import permutations

import pytest

from model import operations as do
from model.envelope import Envelope, Opened
from model.findings import PainPoint
from model.format import read, write
from model.join import conflicts, join
from model.kinds import references
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Place,
    Record,
    Touchpoint,
)
from tests.model.test_join import Person, same

BASE: list[Record] = [
    JourneyMap(id="jm_1", title="Port"),
    Persona(id="pe_1", rank="V", name="Amira"),
    Persona(id="pe_2", rank="X", name="Daniel"),
    Phase(id="ph_1", rank="V", title="Decide"),
    Phase(id="ph_2", rank="X", title="Prove"),
    Channel(id="ch_1", rank="V", title="Store", mode="physical"),
    Channel(id="ch_2", rank="X", title="Web"),
    Department(id="de_1", rank="V", title="Retail"),
    Touchpoint(id="tp_1", title="Reads", place=Place("ph_1", "ch_1", "V")),
    Touchpoint(id="tp_2", title="Asks", place=Place("ph_1", "ch_1", "X"), department="de_1"),
    Touchpoint(id="tp_3", title="Signs", place=Place("ph_2", "ch_2", "V")),
    Handover(id="ho_1", source="tp_1", target="tp_2"),
    PainPoint(id="pa_1", on="tp_2", text="On hold"),
]
Deed = Callable[[Person], object]


def sets(record: str, **fields: object) -> Deed:
    """Somebody edits a record."""

    def edit(person: Person) -> None:
        with person.store.transaction("Edit") as change:
            change.update(record, **fields)

    return edit


def moves(touchpoint: str, phase: str, channel: str) -> Deed:
    """Somebody moves a touchpoint."""
    return lambda person: do.move_touchpoints(person.store, [touchpoint], phase, channel, None)


def connects(source: str, target: str) -> Deed:
    """Somebody draws a handover."""
    return lambda person: do.hand_over(person.store, source, target)


def deletes(*records: str) -> Deed:
    """Somebody deletes records."""
    return lambda person: do.delete(person.store, list(records))


TABLE: list[tuple[str, str, Deed, str, Deed, str, str]] = [
    # what is deleted; what the other does; what is on the map then; what lies in the trash
    ("a touchpoint", "edit", deletes("tp_2"), "its title", sets("tp_2", title="Asks more"), "tp_2", "ho_1 pa_1"),
    ("a touchpoint", "connect", deletes("tp_2"), "from it", connects("tp_2", "tp_3"), "tp_2 tp_3 ho_", "ho_1 pa_1"),
    ("a touchpoint", "connect", deletes("tp_2"), "to it", connects("tp_3", "tp_2"), "tp_2 tp_3 ho_", "ho_1 pa_1"),
    ("a touchpoint", "move", deletes("tp_2"), "on", moves("tp_2", "ph_2", "ch_2"), "tp_2", "ho_1 pa_1"),
    ("a touchpoint", "delete", deletes("tp_2"), "too", deletes("tp_2"), "tp_1 tp_3", "tp_2 ho_1 pa_1"),
    ("a touchpoint", "edit", deletes("tp_2"), "its pain", sets("pa_1", severity=4), "tp_2 pa_1", "ho_1"),
    ("a touchpoint", "edit", deletes("tp_2"), "its handover", sets("ho_1", label="x"), "tp_2 ho_1", "pa_1"),
    ("a touchpoint", "edit", deletes("tp_2"), "another", sets("tp_1", title="x"), "tp_1", "tp_2 ho_1 pa_1"),
    ("a handover", "edit", deletes("ho_1"), "its loss", sets("ho_1", lost=("All",)), "ho_1 tp_1 tp_2", ""),
    ("a handover", "connect", deletes("ho_1"), "elsewhere", sets("ho_1", target="tp_3"), "ho_1 tp_3", ""),
    ("a handover", "move", deletes("ho_1"), "its end", moves("tp_2", "ph_2", "ch_2"), "tp_2", "ho_1"),
    ("a handover", "delete", deletes("ho_1"), "its end", deletes("tp_2"), "tp_1", "ho_1 tp_2 pa_1"),
    ("a phase", "edit", deletes("tp_3", "ph_2"), "its title", sets("ph_2", title="x"), "ph_2", "tp_3"),
    ("a phase", "edit", deletes("tp_3", "ph_2"), "what is in it", sets("tp_3", title="x"), "ph_2 tp_3", ""),
    ("a phase", "connect", deletes("tp_3", "ph_2"), "into it", connects("tp_2", "tp_3"), "ph_2 tp_3 ho_", ""),
    ("a phase", "move", deletes("tp_3", "ph_2"), "into it", moves("tp_1", "ph_2", "ch_1"), "ph_2 tp_1", "tp_3"),
    ("a phase", "delete", deletes("tp_3", "ph_2"), "too", deletes("tp_3", "ph_2"), "ph_1", "ph_2 tp_3"),
    ("a channel", "edit", deletes("tp_3", "ch_2"), "its title", sets("ch_2", title="x"), "ch_2", "tp_3"),
    ("a channel", "move", deletes("tp_3", "ch_2"), "into it", moves("tp_1", "ph_1", "ch_2"), "ch_2 tp_1", "tp_3"),
    ("a channel", "delete", deletes("tp_3", "ch_2"), "too", deletes("tp_3", "ch_2"), "ch_1", "ch_2 tp_3"),
    ("a persona", "edit", deletes("pe_2"), "the mood", sets("tp_1", **{"mood/pe_2": -1.0}), "pe_2 tp_1", ""),
    ("a persona", "edit", deletes("pe_2"), "the name", sets("pe_2", name="Dan"), "pe_2", ""),
    ("a persona", "delete", deletes("pe_2"), "too", deletes("pe_2"), "pe_1", "pe_2"),
    ("a department", "edit", deletes("de_1"), "whose it is", sets("tp_1", department="de_1"), "de_1 tp_1", ""),
    ("a department", "edit", deletes("de_1"), "a title", sets("tp_2", title="x"), "tp_2", "de_1"),
    ("a finding", "edit", deletes("pa_1"), "its words", sets("pa_1", text="x"), "pa_1 tp_2", ""),
    ("a finding", "move", deletes("pa_1"), "its touchpoint", moves("tp_2", "ph_2", "ch_2"), "tp_2", "pa_1"),
    ("a finding", "delete", deletes("pa_1"), "its touchpoint", deletes("tp_2"), "tp_1", "pa_1 tp_2 ho_1"),
]  # fmt: skip


def start() -> Opened:
    return read(write(BASE, Envelope("01JDOC")))


def assert_sound(opened: Opened, base: list[Record]) -> None:
    """Nothing names what is not there, and every record of the start is on the map or in the trash."""
    ids = {one.id for one in opened.records}
    assert [
        (one.id, path) for one in opened.records for path, named in references(one) if named not in ids
    ] == []
    assert {one.id for one in base} <= ids | opened.envelope.trash.keys()
    again = read(write(opened.records, opened.envelope))
    assert same(again, opened)
    assert {one.id for one in again.records} == ids
    assert again.problems == []


@pytest.mark.parametrize(
    ("here", "there", "on_map", "in_trash"),
    [(row[2], row[4], row[5], row[6]) for row in TABLE],
    ids=[f"{row[0]} × {row[1]} {row[3]}" for row in TABLE],
)
def test_a_deletion_meets_what_somebody_else_does(
    here: Deed, there: Deed, on_map: str, in_trash: str
) -> None:
    mei, jon = Person("mei", start()), Person("jon", start())
    here(mei)
    there(jon)
    copies = [mei.share(), jon.share()]
    whole = join(*copies)
    ids = {one.id for one in whole.records}
    for one in on_map.split():
        assert one in ids or (one == "ho_" and any(record.startswith("ho_") for record in ids - {"ho_1"}))
    assert set(in_trash.split()) == whole.envelope.trash.keys()
    assert conflicts(whole) == []
    assert same(whole, join(*reversed(copies)))
    assert_sound(whole, BASE)


def test_a_record_that_comes_back_finds_the_place_that_it_was_given_last() -> None:
    mei, jon = Person("mei", start()), Person("jon", start())
    moves("tp_1", "ph_2", "ch_1")(mei)
    deletes("tp_1")(mei)
    deletes("tp_3", "ph_2")(mei)
    sets("tp_1", title="Reads it all")(jon)
    whole = join(mei.share(), jon.share())
    back = next(one for one in whole.records if one.id == "tp_1")
    assert isinstance(back, Touchpoint)
    assert (back.title, back.place.phase) == ("Reads it all", "ph_2")
    assert_sound(whole, BASE)


def test_five_conflicted_copies_join_in_all_orders_to_one_result() -> None:
    everyone = [Person(name, start()) for name in ("ana", "ben", "cem", "dee", "eva")]
    deeds = [
        [deletes("tp_2"), sets("tp_1", title="Reads the ad")],
        [sets("tp_2", title="Asks more"), moves("tp_1", "ph_2", "ch_2")],
        [connects("tp_2", "tp_3"), sets("tp_1", title="Sees the ad", **{"mood/pe_1": -1.0})],
        [moves("tp_1", "ph_1", "ch_2"), deletes("de_1", "pe_2"), sets("tp_1", **{"mood/pe_1": 2.0})],
        [deletes("tp_3", "ph_2"), sets("tp_1", department="de_1", **{"mood/pe_2": 1.0})],
    ]
    for person, done in zip(everyone, deeds, strict=True):
        for deed in done:
            deed(person)
    copies = [person.share() for person in everyone]
    whole = join(*copies)
    results = {write(one.records, one.envelope) for one in (join(*order) for order in permutations(copies))}
    assert results == {write(whole.records, whole.envelope)}
    told = {conflict.path: {value for _, value in conflict.values} for conflict in conflicts(whole)}
    assert told == {"title": {"Reads the ad", "Sees the ad"}, "mood/pe_1": {-1.0, 2.0}}
    assert_sound(whole, BASE)
