"""Deleting takes along what cannot stand alone and lets everything else go, in the same step."""

import pytest

from model.findings import Evidence, Initiative, Kpi, NamedGap, Promise
from model.kinds import references
from model.records import Handover, Touchpoint
from model.store import Commit, Store


def _delete(store: Store, *ids: str) -> None:
    with store.transaction("Delete") as change:
        for one in ids:
            change.delete(one)


def test_a_touchpoint_takes_along_its_handovers_and_what_stands_on_both(store: Store) -> None:
    before = set(store.everything())
    _delete(store, "tp_2")
    gone = before - set(store.everything())
    assert gone == {"tp_2", "ho_1", "ho_2", "mo_1", "pa_1", "co_1", "wa_1"}


def test_a_touchpoint_is_let_go_by_everything_that_mentions_it(store: Store) -> None:
    _delete(store, "tp_2")
    promise, evidence = store.of(Promise)["pr_1"], store.of(Evidence)["ev_1"]
    gap, kpi = store.of(NamedGap)["ng_1"], store.of(Kpi)["kp_1"]
    assert (promise.made_at, promise.kept_at) == (None, {"tp_3"})
    assert evidence.supports == frozenset()
    assert (gap.about, gap.covers, kpi.measures) == ({"tp_3"}, frozenset(), frozenset())
    assert store.of(Touchpoint)["tp_1"].replaced_by is None
    assert store["ac_1"].of is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "gone", ["pe_1", "ph_1", "ch_2", "de_1", "sy_1", "tp_1", "tp_2", "ho_1", "kp_1", "kp_2", "ng_1", "pr_1"]
)
def test_nothing_is_left_pointing_at_what_is_gone(store: Store, told: list[Commit], gone: str) -> None:
    _delete(store, gone)
    left = [(one.id, path) for one in store for path, named in references(one) if named not in store]
    assert left == []
    assert len(told) == 1


def test_a_phase_and_a_channel_take_their_touchpoints_along(store: Store) -> None:
    _delete(store, "ph_1")
    assert store.of(Touchpoint).keys() == {"tp_3"}
    _delete(store, "ch_1")
    assert not store.of(Touchpoint)
    assert not store.of(Handover)


def test_a_persona_a_system_a_kpi_and_a_gap_are_let_go_of(store: Store) -> None:
    _delete(store, "pe_1", "sy_1", "kp_2", "ng_1")
    asks = store.of(Touchpoint)["tp_2"]
    assert (asks.personas, asks.mood) == (frozenset(), {"pe_2": 0})
    assert (asks.systems, asks.missing_systems) == (frozenset(), frozenset())
    assert asks.target is not None
    assert (asks.target.title, asks.target.systems) == ("Asks once", frozenset())
    assert store.of(Kpi)["kp_1"].drives == {}
    initiative = store.of(Initiative)["in_1"]
    assert (initiative.moves, initiative.closes) == ((), frozenset())


def test_what_others_send_is_taken_as_it_is(store: Store) -> None:
    with store.transaction("Theirs", source="remote") as change:
        change.delete("tp_2")
    assert "ho_1" in store
