"""What may go where, each refusal with one sentence that says why."""

import pytest

from model.behaviours import BEHAVIOURS
from model.findings import MomentThatMatters, PainPoint
from model.records import Channel, Handover, Record
from model.rules import why_not_delete, why_not_hand_over, why_not_mark, why_not_move
from model.store import Store


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("tp_1", "tp_3", None),
        ("tp_2", "tp_1", None),
        ("tp_1", "tp_2", "There is a handover between these two already."),
        ("tp_1", "tp_1", "A touchpoint cannot hand over to itself."),
        ("tp_1", "tp_9", "A handover goes from one touchpoint to another."),
        ("ph_1", "tp_1", "A handover goes from one touchpoint to another."),
    ],
)
def test_where_a_handover_may_go(store: Store, source: str, target: str, reason: str | None) -> None:
    assert why_not_hand_over(store, source, target) == reason


def test_a_file_may_hold_what_hands_may_not_draw(records: list[Record]) -> None:
    twin = Handover(id="ho_8", source="tp_1", target="tp_2")
    loop = Handover(id="ho_9", source="tp_1", target="tp_1")
    store = Store.holding([*records, twin, loop], BEHAVIOURS)
    assert {"ho_1", "ho_8", "ho_9"} <= store.of(Handover).keys()


def test_a_moment_is_marked_once_and_pain_as_often_as_it_hurts(store: Store) -> None:
    assert why_not_mark(store, MomentThatMatters, "tp_1") is None
    assert why_not_mark(store, MomentThatMatters, "ho_1") is None
    assert why_not_mark(store, MomentThatMatters, "tp_2") == "This is a moment that matters already."
    assert why_not_mark(store, PainPoint, "ho_1") is None
    assert why_not_mark(store, PainPoint, "ph_1") is not None
    assert why_not_mark(store, Channel, "tp_1") is not None


def test_touchpoints_move_only_to_phases_and_channels_that_are_there(store: Store) -> None:
    assert why_not_move(store, ["tp_1"], "ph_2", "ch_2") is None
    assert why_not_move(store, ["ho_1"], "ph_2", "ch_2") == "Only touchpoints move from phase to phase."
    assert why_not_move(store, ["tp_1"], "ch_2", "ch_2") == "That phase is not in the map any more."
    assert why_not_move(store, ["tp_1"], "ph_2", "ph_2") == "That channel is not in the map any more."


def test_the_map_and_its_last_phase_and_channel_stay(store: Store) -> None:
    assert why_not_delete(store, ["ph_1", "tp_1"]) is None
    assert why_not_delete(store, ["ph_1", "ph_2"]) == "A map keeps at least one phase."
    assert why_not_delete(store, ["ch_1", "ch_2"]) == "A map keeps at least one channel."
    assert why_not_delete(store, ["jm_1"]) == "The map itself cannot be deleted; delete its file instead."
    assert why_not_delete(store, ["tp_9"]) == "It is not in the map any more."
