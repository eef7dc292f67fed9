"""Entries of registers, KPI chains, readings and dates: each verb is one step that undo takes back."""

from datetime import date

import pytest

from model.behaviours import BEHAVIOURS
from model.chains import Drive, by_level, chain_of, drives_of, is_better, newest_change, paying
from model.findings import Action, Evidence, Initiative, Kpi, NamedGap, PainPoint, Promise
from model.history import History
from model.journey import Journey
from model.operations import set_field
from model.registers import add_entries, add_entry, drive, schedule, take_entry_back, take_reading
from model.rules import Refused
from model.store import Store
from tests.widgets.room import found_out, people_and_places


@pytest.fixture
def store() -> Store:
    return Store.holding([*people_and_places(), *found_out()], BEHAVIOURS)


def test_a_new_entry_is_about_what_is_selected(store: Store) -> None:
    made = [add_entry(store, kind, ["tp_1"]) for kind in ("promise", "evidence", "kpi", "action")]
    promise, evidence, kpi, action = (store[one] for one in made)
    assert isinstance(promise, Promise)
    assert isinstance(evidence, Evidence)
    assert isinstance(kpi, Kpi)
    assert isinstance(action, Action)
    assert promise.made_at == "tp_1"
    assert evidence.supports == {"tp_1"}
    assert kpi.measures == {"tp_1"}
    assert action.of == "tp_1"
    closing = store[add_entry(store, "initiative", ["ng_1", "tp_1"])]
    assert isinstance(closing, Initiative)
    assert closing.closes == {"ng_1"}


def test_evidence_made_at_a_pain_point_supports_it_and_a_promise_is_made_where_it_is(store: Store) -> None:
    evidence, promise = (store[add_entry(store, kind, ["pa_1"])] for kind in ("evidence", "promise"))
    assert isinstance(evidence, Evidence)
    assert isinstance(promise, Promise)
    assert evidence.supports == {"pa_1"}
    assert isinstance(store["pa_1"], PainPoint)
    assert promise.made_at == "tp_2"


def test_typing_the_name_of_a_new_entry_joins_its_step(store: Store) -> None:
    history, before = History(store), store.everything()
    for kind, field in (("promise", "text"), ("initiative", "title")):
        made = add_entry(store, kind)
        set_field(store, made, field, "Within a day")
        assert history.undo_label in ("Add a promise", "Add an initiative")
        history.undo()
        assert store.everything() == before


def test_an_entry_that_gets_no_name_leaves_nothing_to_undo(store: Store) -> None:
    history = History(store)
    take_entry_back(store, add_entry(store, "evidence"))
    assert not history.can_undo


def test_a_list_makes_an_entry_for_each_line_in_order_and_in_one_step(store: Store) -> None:
    history, before = History(store), store.everything()
    made = add_entries(store, "action", ["Call  IT", "", " Call Mei "], ["tp_3"])
    actions = [store.find(Action, one) for one in made]
    assert [(one.text, one.of) for one in actions if one] == [("Call IT", "tp_3"), ("Call Mei", "tp_3")]
    assert [one.id for one in Journey(store).ordered(Action)] == ["ac_1", *made]
    assert history.undo_label == "Add 2 actions"
    history.undo()
    assert store.everything() == before
    with pytest.raises(Refused):
        add_entries(store, "action", [" ", ""])


def chained() -> Store:
    return Store.holding(
        [
            Kpi(id="kp_a", title="Effort", rank="1", drives={"kp_b": 4, "kp_gone": 2}),
            Kpi(id="kp_b", title="Calls", rank="2", level="operational", drives={"kp_c": 5}),
            Kpi(id="kp_c", title="Cost", rank="3", level="financial"),
            Kpi(id="kp_d", title="Greeted", rank="4", level="operational"),
        ],
        BEHAVIOURS,
    )


def test_chains_lead_from_the_customer_to_the_money() -> None:
    journey = Journey(chained())
    assert drives_of(journey) == [Drive("kp_a", "kp_b", 4), Drive("kp_b", "kp_c", 5)]
    assert paying(journey) == {"kp_a", "kp_b", "kp_c"}
    assert chain_of(journey, "kp_b") == {"kp_a", "kp_b", "kp_c"}
    assert chain_of(journey, "kp_d") == {"kp_d"}
    assert {level: [one.title for one in there] for level, there in by_level(journey).items()} == {
        "customer": ["Effort"],
        "operational": ["Calls", "Greeted"],
        "financial": ["Cost"],
    }


def test_a_drive_is_drawn_changed_and_taken_away() -> None:
    store = chained()
    journey, history = Journey(store), History(store)
    drive(store, "kp_d", "kp_c", 2)
    assert paying(journey) == {"kp_a", "kp_b", "kp_c", "kp_d"}
    history.undo()
    assert "kp_d" not in paying(journey)
    drive(store, "kp_b", "kp_c", None)
    assert paying(journey) == {"kp_c"}
    for ends in (("kp_a", "kp_a"), ("kp_a", "kp_gone"), ("kp_gone", "kp_a")):
        with pytest.raises(Refused):
            drive(store, *ends, 3)


def test_a_circle_of_drives_ends_the_search() -> None:
    store = chained()
    drive(store, "kp_b", "kp_a", 1)
    assert chain_of(Journey(store), "kp_a") == {"kp_a", "kp_b", "kp_c"}


def test_readings_stand_in_time_and_the_newest_is_now(store: Store) -> None:
    history = History(store)
    for day, value in ((date(2026, 3, 1), 61.0), (date(2026, 1, 1), 55.0), (date(2026, 3, 1), 64.0)):
        take_reading(store, "kp_1", day, value)
    kpi = store.find(Kpi, "kp_1")
    assert kpi is not None
    assert [tuple(one) for one in kpi.readings] == [(date(2026, 1, 1), 55.0), (date(2026, 3, 1), 64.0)]
    assert kpi.now == 64.0
    found = newest_change(kpi)
    assert found is not None
    assert (found[0].value, found[1]) == (64.0, 9.0)
    assert is_better(kpi, 9.0)
    assert is_better(kpi, 0) is None
    for _ in range(3):
        history.undo()
    assert store["kp_1"] == Kpi(id="kp_1", title="Effort", rank="1")
    assert newest_change(Kpi(id="kp_x")) is None


def test_dates_of_an_initiative_are_one_step_and_never_end_before_they_start(store: Store) -> None:
    history = History(store)
    schedule(store, "in_1", date(2026, 1, 1), date(2026, 2, 1), "drag")
    schedule(store, "in_1", date(2026, 1, 5), date(2026, 2, 1), "drag")
    with pytest.raises(Refused):
        schedule(store, "in_1", date(2026, 3, 1), date(2026, 2, 1))
    found = store.find(Initiative, "in_1")
    assert found is not None
    assert (found.starts, found.ends) == (date(2026, 1, 5), date(2026, 2, 1))
    history.undo()
    assert store["in_1"] == Initiative(id="in_1", title="Send a message", rank="1")
    with pytest.raises(Refused):
        schedule(store, "in_gone", None, None)


def test_what_is_named_as_closed_can_be_named_for_a_new_decision(store: Store) -> None:
    assert isinstance(store["ng_1"], NamedGap)
    made = store[add_entry(store, "decision", ["ng_1"])]
    assert made.model_dump()["closes"] == {"ng_1"}
