"""Copies bring along what hangs on them, get ids of their own, and know the map they come to."""

import json
from dataclasses import replace

import pytest

from model.behaviours import BEHAVIOURS
from model.copies import LARGEST, MOST, Landing, carried, packed, place_copies, unpacked
from model.findings import MomentThatMatters, Note, PainPoint
from model.format import new_envelope, write
from model.history import History
from model.journey import Journey
from model.operations import new_map
from model.records import Channel, Department, Handover, Persona, Phase, System, Touchpoint
from model.rules import Refused
from model.store import Store
from tests.model.conftest import small_map


def here() -> tuple[Store, Journey, History]:
    store = Store.holding(small_map(), BEHAVIOURS)
    return store, Journey(store), History(store)


def titles(journey: Journey) -> list[str]:
    known = journey.store.of(Touchpoint)
    return [known[one].title for one in journey.touchpoints]


def touchpoint(store: Store, record_id: str) -> Touchpoint:
    found = store.find(Touchpoint, record_id)
    assert found is not None
    return found


def test_handovers_inside_the_selection_come_along_with_what_is_marked_on_them() -> None:
    store, journey, history = here()
    marks = len(store.of(MomentThatMatters)), len(store.of(PainPoint))
    before = store.everything()
    records = carried(store, ["tp_1", "tp_2"])
    made = place_copies(store, records, Landing(), "Paste")
    assert titles(journey) == ["Reads", "Asks", "Reads", "Asks", "Leaves"]
    assert history.undo_label == "Paste 2 touchpoints"
    (handover,) = journey.leaving(made[0])
    assert (handover.target, handover.quality, handover.lost) == (made[1], "fails", ("the case",))
    assert handover.id != "ho_1"
    on = {one.on for one in records if isinstance(one, MomentThatMatters | PainPoint)}
    assert on
    assert len(store.of(MomentThatMatters)) + len(store.of(PainPoint)) == sum(marks) + len(
        [one for one in records if isinstance(one, MomentThatMatters | PainPoint)]
    )
    copy, original = touchpoint(store, made[1]), touchpoint(store, "tp_2")
    assert copy.model_copy(update={"id": "tp_2", "place": original.place}) == original
    assert touchpoint(store, made[0]).replaced_by == made[1]
    history.undo()
    assert store.everything() == before


def test_a_handover_to_what_is_not_selected_stays_behind() -> None:
    store, journey, _ = here()
    made = place_copies(store, carried(store, ["tp_2"]), Landing(), "Paste")
    assert journey.leaving(made[0]) == journey.arriving(made[0]) == []


def test_copies_land_where_they_are_told_to() -> None:
    store, journey, _ = here()
    made = place_copies(
        store, carried(store, ["tp_1", "tp_2"]), Landing("ph_2", "ch_2", before="tp_3"), "Copy"
    )
    assert journey.in_phase("ph_2") == [*made, "tp_3"]
    assert {touchpoint(store, one).place.channel for one in made} == {"ch_2"}
    after = place_copies(store, carried(store, ["tp_1"]), Landing("ph_2", after="tp_3"), "Copy")
    assert journey.in_phase("ph_2") == [*made, "tp_3", *after]
    assert touchpoint(store, after[0]).place.channel == "ch_1"


def test_through_the_clipboard_into_another_map_things_are_known_by_id_then_by_name_then_made() -> None:
    store, _, _ = here()
    content = packed(carried(store, ["tp_2", "tp_3"]))
    other = Store.holding(new_map("Other"), BEHAVIOURS)
    with other.transaction("Prepare") as change:
        decide = change.create(Phase, title=" decide ", rank="0")
        department = change.create(Department, title="RETAIL", rank="A")
    journey, history = Journey(other), History(other)
    made = place_copies(other, unpacked(content), Landing(), "Paste")
    asks = touchpoint(other, made[0])
    assert asks.place.phase == decide
    assert asks.department == department
    assert [p.title for p in journey.ordered(Phase)][-1] == "Prove"
    assert {c.title for c in other.of(Channel).values()} >= {"Web", "Store"}
    assert {s.title for s in other.of(System).values()} == {"CRM"}
    assert [p.name for p in journey.personas] == ["Amira", "Daniel"]
    assert asks.mood == {p.id: mood for p, mood in zip(journey.personas, (-1.5, 0), strict=True)}
    history.undo()
    assert not other.of(Touchpoint)
    assert not other.of(Persona)


def test_a_map_keeps_to_its_own_personas() -> None:
    store, _, _ = here()
    other = Store.holding([*new_map(), Persona(id="pe_9", name="amira", rank="A")], BEHAVIOURS)
    made = place_copies(other, unpacked(packed(carried(store, ["tp_2"]))), Landing(), "Paste")
    assert touchpoint(other, made[0]).mood == {"pe_9": -1.5}
    assert list(other.of(Persona)) == ["pe_9"]


def test_sticky_notes_are_copied_beside_themselves() -> None:
    store = Store.holding([*small_map(), Note(id="no_9", text="Ask legal", x=10, y=20)], BEHAVIOURS)
    history = History(store)
    (made,) = place_copies(store, carried(store, ["no_9"]), Landing(), "Paste")
    note = store.find(Note, made)
    assert note is not None
    assert (note.text, note.x, note.y) == ("Ask legal", 16, 26)
    assert history.undo_label == "Paste a sticky note"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff\xfe",
        b"x" * (LARGEST + 1),
        b'{"format":"journey","records":7}',
        b"[" * 10_000,
    ],
    ids=["nothing", "cut", "a list", "no text", "huge", "no records", "deep"],
)
def test_nonsense_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        unpacked(content)
    assert str(refused.value).endswith(".")


def test_what_somebody_else_made_is_checked_record_by_record() -> None:
    records = {
        "ch_x": {"kind": "channel", "title": "Fax"},
        "ph_x": {"kind": "phase", "title": "Before", "rank": "!"},
        "tp_a": {
            "kind": "touchpoint",
            "place": ["ph_x", "ch_x", "A"],
            "mood": {"pe_no": 2},
            "title": "<b>Hi</b>",
        },
        "tp_b": {"kind": "touchpoint", "place": ["ph_x", "ch_x", "B"], "mood": {"pe_no": 99}},
        "ho_a": {"kind": "handover", "source": "tp_a", "target": "tp_b"},
        "ho_b": {"kind": "handover", "source": "tp_a", "target": "tp_a"},
        "pa_a": {"kind": "pain_point", "on": "tp_b"},
    }
    content = json.dumps({"format": "journey", "version": 1, "min_reader": 1, "doc": "D", "records": records})
    store = Store.holding(new_map(), BEHAVIOURS)
    journey = Journey(store)
    (made,) = place_copies(store, unpacked(content.encode()), Landing(), "Paste")
    pasted = touchpoint(store, made)
    assert (pasted.title, pasted.mood, pasted.place.phase) == ("<b>Hi</b>", {}, journey.phases[0])
    assert store.of(Channel)[pasted.place.channel].title == "Fax"
    assert not store.of(Handover)
    assert not store.of(PainPoint)


def test_too_much_and_too_new_are_refused() -> None:
    many = [Touchpoint(id=f"tp_{i}", place=("ph_1", "ch_1", "A")) for i in range(MOST + 1)]
    store = Store.holding(many)
    with pytest.raises(Refused, match="5,000"):
        carried(store, store.everything())
    with pytest.raises(Refused, match="5,000"):
        unpacked(packed(many))
    newer = write(small_map(), replace(new_envelope(), min_reader=99))
    with pytest.raises(Refused, match="newer"):
        unpacked(newer)


def test_a_copy_of_nothing_and_a_map_without_places_are_refused() -> None:
    store, _, _ = here()
    with pytest.raises(Refused, match="no touchpoint"):
        place_copies(store, carried(store, ["ph_1"]), Landing(), "Paste")
    lost = [Touchpoint(id="tp_1", place=("ph_1", "ch_1", "A"))]
    with pytest.raises(Refused, match="phase and a channel"):
        place_copies(Store(), lost, Landing(), "Paste")
