"""What a facilitator does is one step each, with a name that undo shows."""

import pytest

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.history import History
from model.orders import journey_order, ordered, touchpoints_in
from model.records import Channel, Handover, JourneyMap, Persona, Phase, Place, Touchpoint
from model.rules import Refused
from model.store import Commit, Store


@pytest.fixture
def new() -> Store:
    """A new map as the app holds it."""
    return Store.holding(do.new_map("Ours"), BEHAVIOURS)


def _titles(store: Store, phase: str) -> str:
    return "".join(one.title for one in touchpoints_in(store, phase))


def test_a_new_map_has_three_phases_and_three_channels(new: Store) -> None:
    assert [one.title for one in ordered(new, Phase)] == ["First phase", "Next phase", "Last phase"]
    lanes = [(one.title, one.mode, one.icon) for one in ordered(new, Channel)]
    assert lanes == [
        ("Web & app", "digital", "web"),
        ("Live chat", "digital", "chat"),
        ("Phone", "voice", "phone"),
    ]
    assert [one.title for one in new.of(JourneyMap).values()] == ["Ours"]


def test_touchpoints_are_added_where_they_are_wanted(new: Store) -> None:
    phase, channel = ordered(new, Phase)[0].id, ordered(new, Channel)[0].id
    last = do.add_touchpoint(new, phase, channel, "d")
    first = do.add_touchpoint(new, phase, channel, "a", before=last)
    do.add_touchpoint(new, phase, channel, "b", after=first)
    do.add_touchpoint(new, phase, channel, "c", before=last)
    do.add_touchpoint(new, phase, channel, "e")
    assert _titles(new, phase) == "abcde"


def test_a_thousand_touchpoints_fit_between_two(new: Store) -> None:
    phase, channel = ordered(new, Phase)[0].id, ordered(new, Channel)[0].id
    do.add_touchpoint(new, phase, channel, "first")
    last = do.add_touchpoint(new, phase, channel, "last")
    for number in range(300):
        last = do.add_touchpoint(new, phase, channel, str(number), before=last)
    titles = [one.title for one in touchpoints_in(new, phase)]
    assert titles == ["first", *map(str, range(299, -1, -1)), "last"]


def test_touchpoints_with_one_rank_are_ranked_anew_when_something_goes_between(new: Store) -> None:
    phase, channel = ordered(new, Phase)[0].id, ordered(new, Channel)[0].id
    with new.transaction("Read") as change:
        for name in "ac":
            change.create(Touchpoint, id=f"tp_{name}", title=name, place=Place(phase, channel, "V"))
    history = History(new)
    do.add_touchpoint(new, phase, channel, "b", before="tp_c")
    assert _titles(new, phase) == "abc"
    history.undo()
    assert {one.place.rank for one in touchpoints_in(new, phase)} == {"V"}


def test_touchpoints_move_together_and_keep_their_order(store: Store, told: list[Commit]) -> None:
    do.move_touchpoints(store, ["tp_2", "tp_1"], "ph_2", "ch_2", before="tp_3")
    assert told[0].label == "Move 2 touchpoints"
    assert [one.id for one in touchpoints_in(store, "ph_2")] == ["tp_1", "tp_2", "tp_3"]
    do.move_touchpoints(store, ["tp_1"], "ph_2", None)
    assert told[1].label == "Move a touchpoint"
    assert [one.id for one in journey_order(store)] == ["tp_2", "tp_3", "tp_1"]
    assert store.of(Touchpoint)["tp_1"].place.channel == "ch_2"


def test_moving_to_where_it_stands_is_no_step(store: Store, told: list[Commit]) -> None:
    do.move_touchpoints(store, ["tp_1"], "ph_1", "ch_1", before="tp_2")
    assert told == []


def test_moving_to_another_channel_only_keeps_the_order(store: Store, told: list[Commit]) -> None:
    do.move_touchpoints(store, ["tp_1", "tp_3"], None, "ch_2")
    assert {one.id: one.after for one in told[0].patch} == {
        "tp_1": {"place": Place("ph_1", "ch_2", "A")},
        "tp_3": {"place": Place("ph_2", "ch_2", "A")},
    }


def test_a_handover_is_named_by_the_numbers_of_its_ends(store: Store, told: list[Commit]) -> None:
    made = store.of(Handover)[do.hand_over(store, "tp_1", "tp_3")]
    assert (made.source, made.target, made.quality) == ("tp_1", "tp_3", "holds")
    assert told[0].label == "Hand over 1 → 3"
    with pytest.raises(Refused, match="already"):
        do.hand_over(store, "tp_1", "tp_3")


def test_quality_goes_round(store: Store, told: list[Commit]) -> None:
    for _ in range(3):
        do.cycle_quality(store, "ho_1")
    assert [one.label.rpartition(" ")[2] for one in told] == ["holds", "weak", "fails"]
    assert told[2].label == "Change quality to fails"


def test_moments_and_pains_are_marked(store: Store) -> None:
    assert store[do.mark_moment(store, "tp_1")].on == "tp_1"  # type: ignore[attr-defined]
    assert store[do.mark_pain(store, "ho_2")].on == "ho_2"  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        do.mark_moment(store, "tp_2")


def test_a_mood_is_set_for_one_or_for_all_who_meet_the_touchpoint(store: Store) -> None:
    do.set_mood(store, "tp_1", "pe_2", -2)
    assert store.of(Touchpoint)["tp_1"].mood == {"pe_2": -2}
    do.set_mood(store, "tp_1", None, 1)
    assert store.of(Touchpoint)["tp_1"].mood == {"pe_1": 1, "pe_2": 1}
    do.set_mood(store, "tp_2", None, 2)
    assert store.of(Touchpoint)["tp_2"].mood == {"pe_1": 2, "pe_2": 0}
    do.set_mood(store, "tp_1", "pe_1", None)
    assert store.of(Touchpoint)["tp_1"].mood == {"pe_2": 1}


def test_the_first_mood_of_a_new_map_makes_its_first_persona(new: Store) -> None:
    history = History(new)
    phase, channel = ordered(new, Phase)[0].id, ordered(new, Channel)[0].id
    touchpoint = do.add_touchpoint(new, phase, channel)
    do.set_mood(new, touchpoint, None, 1.5)
    (persona,) = new.of(Persona).values()
    assert persona.name == "Customer"
    assert new.of(Touchpoint)[touchpoint].mood == {persona.id: 1.5}
    history.undo()
    assert not new.of(Persona)


def test_phases_channels_and_personas_are_added_and_put_in_order(store: Store) -> None:
    between = do.add_phase(store, "Set up", before="ph_2")
    assert [one.id for one in ordered(store, Phase)] == ["ph_1", between, "ph_2"]
    do.reorder(store, "ph_1")
    assert [one.id for one in ordered(store, Phase)] == [between, "ph_2", "ph_1"]
    letters = do.add_channel(store, "Letters", "post", "post")
    assert ordered(store, Channel)[-1].id == letters
    assert ordered(store, Persona)[-1].id != do.add_persona(store, "Third")
    assert ordered(store, Persona)[-1].name == "Third"


def test_deleting_names_what_goes(store: Store, told: list[Commit]) -> None:
    do.delete(store, ["tp_1", "tp_3"])
    do.delete(store, ["ev_1"])
    do.delete(store, ["kp_1", "in_1"])
    assert [one.label for one in told] == [
        "Delete 2 touchpoints",
        "Delete a piece of evidence",
        "Delete 2 things",
    ]
    with pytest.raises(Refused):
        do.delete(store, ["jm_1", "tp_2"])
    assert "tp_2" in store


@pytest.mark.parametrize(
    ("record", "field", "label"),
    [
        ("tp_1", "title", "Rename a touchpoint"),
        ("pe_1", "name", "Rename a persona"),
        ("ho_1", "label", "Rename a handover"),
        ("ac_1", "text", "Rename an action"),
    ],
)
def test_everything_can_be_renamed(
    store: Store, told: list[Commit], record: str, field: str, label: str
) -> None:
    do.rename(store, record, "New name")
    assert getattr(store[record], field) == "New name"
    assert told[0].label == label


def test_one_field_is_changed_by_its_name(store: Store, told: list[Commit]) -> None:
    do.set_field(store, "tp_1", "owner", "Ann")
    do.set_field(store, "tp_1", "mood/pe_1", 1.0)
    assert [one.label for one in told] == ["Change owner", "Change how it feels"]
    with pytest.raises(Refused):
        do.set_field(store, "tp_9", "owner", "Ann")
