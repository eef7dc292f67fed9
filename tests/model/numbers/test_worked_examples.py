"""The numbers of small journeys, worked out by hand."""

import pytest

from model.numbers import numbers, reach
from tests.model.numbers.maps import by_number, journey, value


def test_customers_on_a_line_come_by_once_everywhere() -> None:
    found = numbers(journey(3, [(0, 1), (1, 2)], t2={"ends": "done"}))
    assert by_number(found.visits) == by_number(found.reach) == {0: 1, 1: 1, 2: 1}
    assert value(found, "contacts") == 3
    assert value(found, "first_contact_resolution") == 1
    assert value(found, "failure_demand") == value(found, "defection") == 0


def test_handovers_without_a_share_split_what_is_left_equally() -> None:
    found = numbers(journey(4, [(0, 1, 0.4), (0, 2), (0, 3)]))
    assert by_number(found.reach) == pytest.approx({0: 1, 1: 0.4, 2: 0.3, 3: 0.3})
    assert found.figures["contacts"].coverage == "1 of 3 shares at forks known"


def test_what_no_handover_takes_ends_there() -> None:
    found = numbers(journey(3, [(0, 1, 0.4), (0, 2, 0.35)], t0={"ends": "gave_up"}, t1={"ends": "done"}))
    assert by_number(found.reach) == pytest.approx({0: 1, 1: 0.4, 2: 0.35})
    assert value(found, "defection") == pytest.approx(0.25)
    assert value(found, "first_contact_resolution") == pytest.approx(0.4)
    assert found.figures["defection"].coverage == "2 of 3 endings known"


def test_a_rework_brings_visits_again_but_nobody_new() -> None:
    # One in four comes back from 1 to 0, so 0 and 1 are visited 1 / (1 - 1/4) = 4/3 times, 2 once.
    found = numbers(journey(3, [(0, 1), (1, 0, 0.25, "rework"), (1, 2)], t2={"ends": "done"}))
    assert by_number(found.visits) == pytest.approx({0: 4 / 3, 1: 4 / 3, 2: 1})
    assert by_number(found.reach) == {0: 1, 1: 1, 2: 1}
    assert value(found, "contacts") == pytest.approx(11 / 3)
    assert value(found, "first_contact_resolution") == pytest.approx(3 / 4)
    # One in four begins anew, with 11/3 contacts: 11/12 of 11/3.
    assert value(found, "failure_demand") == pytest.approx(1 / 4)


def test_reach_in_a_cycle_is_visits_by_visits_of_those_who_are_there() -> None:
    # 0 leads to 1 or ends; 1 and 2 go round, 1 ends half the time: F_11 = 2, F_22 = 2, V_1 = 1, V_2 = 1/2.
    found = numbers(journey(3, [(0, 1, 0.5), (1, 2, 0.5), (2, 1)]))
    assert by_number(found.visits) == pytest.approx({0: 1, 1: 1, 2: 0.5})
    assert by_number(found.reach) == pytest.approx({0: 1, 1: 0.5, 2: 0.25})


def test_a_handover_to_itself_counts_each_time() -> None:
    found = numbers(journey(2, [(0, 0, 0.5), (0, 1)]))
    assert by_number(found.visits) == pytest.approx({0: 2, 1: 1})
    assert by_number(found.reach) == {0: 1, 1: 1}


def test_waits_times_efforts_and_costs_are_visits_times_the_field_and_unset_ones_are_counted() -> None:
    fields = {"t0": {"wait_min": 10, "cost": 2, "effort": 7}, "t1": {"wait_min": 3, "duration_min": 5}}
    found = numbers(journey(3, [(0, 1, 0.5), (0, 2, 0.5)], own={"currency": "EUR"}, **fields))
    assert value(found, "wait") == pytest.approx(11.5)
    assert value(found, "time") == pytest.approx(2.5)
    assert value(found, "cost") == pytest.approx(2)
    assert value(found, "effort") == pytest.approx(7)
    assert found.figures["wait"].coverage == "2 of 3 waits known"
    assert (found.figures["cost"].known, found.figures["cost"].of, found.figures["cost"].unit) == (
        1,
        3,
        "EUR",
    )


def test_a_wait_in_a_handover_stands_for_itself() -> None:
    made = journey(3, [(0, 1, 0.25), (0, 2)])
    with made.store.transaction("Wait") as change:
        change.update("ho_0", wait_min=60.0)
    found = numbers(made)
    assert value(found, "handover_wait") == pytest.approx(15)
    assert value(found, "wait") == 0
    assert found.figures["handover_wait"].coverage == "1 of 2 waits known"


def test_those_who_leave_or_give_up_are_lost_once_and_cost_their_value() -> None:
    # One in ten crosses the exit, and half of the others give up; whoever left comes to an end that gives up too.
    leads = [(0, 1, 0.1, "exit"), (0, 2), (2, 3, 0.5)]
    worth = {"customers_per_month": 1000, "value_per_customer": 20, "currency": "EUR"}
    ends = {"t1": {"ends": "gave_up"}, "t2": {"ends": "gave_up"}, "t3": {"ends": "done"}}
    found = numbers(journey(4, leads, own=worth, **ends))
    assert value(found, "defection") == pytest.approx(0.55)
    assert value(found, "defection_money") == pytest.approx(11_000)
    assert found.figures["defection_money"].unit == "EUR a month"
    assert value(found, "first_contact_resolution") == pytest.approx(0.45)


def test_money_is_told_only_where_all_of_it_is_known() -> None:
    found = numbers(journey(1, [], own={"customers_per_month": 1000}, t0={"ends": "gave_up"}))
    money = found.figures["defection_money"]
    assert (money.value, money.known, money.of) == (None, 1, 2)
    assert "not known" in money.note


def test_a_persona_takes_the_ways_that_are_its_own_and_passes_the_others_on_in_proportion() -> None:
    leads = [(0, 1, 0.5), (0, 2, 0.3), (0, 3, 0.1)]
    made = journey(4, leads, personas=(0.75, 0.25), t1={"personas": ["pe_1"]})
    assert by_number(numbers(made, "pe_0").reach) == pytest.approx({0: 1, 2: 0.675, 3: 0.225})
    assert by_number(numbers(made, "pe_1").reach) == pytest.approx({0: 1, 1: 0.5, 2: 0.3, 3: 0.1})
    assert by_number(reach(made)) == pytest.approx({0: 1, 1: 0.125, 2: 0.58125, 3: 0.19375})


def test_a_persona_without_another_way_ends_there() -> None:
    made = journey(2, [(0, 1)], personas=(0.5, 0.5), t0={"ends": "gave_up"}, t1={"personas": ["pe_1"]})
    assert value(numbers(made, "pe_0"), "defection") == 1
    assert value(numbers(made, "pe_1"), "defection") == 0
    assert value(numbers(made), "defection") == pytest.approx(0.5)


def test_all_customers_are_the_personas_mixed_by_their_shares() -> None:
    made = journey(3, [(0, 1), (1, 2)], personas=(0.6, None, None), t1={"personas": ["pe_0"]})
    # The two without a share are 0.2 each; they start at 0 and have no way on.
    assert by_number(reach(made)) == pytest.approx({0: 1, 1: 0.6, 2: 0.6})
    assert value(numbers(made), "contacts") == pytest.approx(0.6 * 3 + 0.4)


def test_starts_are_in_proportion_to_their_weights() -> None:
    found = numbers(journey(3, [(0, 2), (1, 2)], t0={"entry": 1}, t1={"entry": 3}))
    assert by_number(found.reach) == pytest.approx({0: 0.25, 1: 0.75, 2: 1})


def test_a_touchpoint_that_no_start_leads_to_is_unreachable_and_no_start() -> None:
    found = numbers(journey(4, [(0, 1), (2, 1), (0, 3, 0.0)]))
    assert found.unreachable == ("tp_2", "tp_3")
    assert by_number(found.reach) == {0: 1, 1: 1, 2: 0, 3: 0}
    assert value(found, "contacts") == 2


def test_a_handover_without_an_end_is_no_way_on() -> None:
    found = numbers(journey(2, [(0, 1), (0, 9, 0.5)]))
    assert by_number(found.reach) == {0: 1, 1: 1}


def test_shares_above_one_are_an_error_and_nothing_is_made_up_behind_it() -> None:
    made = journey(5, [(0, 1), (1, 2, 0.7), (1, 3, 0.6), (3, 4)], t0={"cost": 4})
    found = numbers(made)
    assert list(found.errors) == ["tp_1"]
    assert "130%" in found.errors["tp_1"]
    assert by_number(found.reach) == by_number(reach(made)) == {0: 1, 1: 1}
    assert found.figures["contacts"].value is None
    assert found.figures["cost"].note == found.errors["tp_1"]


def test_shares_that_miss_one_by_rounding_mean_one() -> None:
    found = numbers(journey(4, [(0, 1, 0.1), (0, 2, 0.2), (0, 3, 0.7), (1, 0), (2, 0), (3, 0)]))
    assert list(found.errors) == ["tp_0"]
    assert numbers(journey(4, [(0, 1, 0.7), (0, 2, 0.2), (0, 3, 0.1)])).errors == {}


def test_an_error_that_nobody_gets_to_is_shown_and_spoils_nothing() -> None:
    found = numbers(journey(3, [(1, 2, 0.7), (1, 0, 0.6)]))
    assert list(found.errors) == ["tp_1"]
    assert value(found, "contacts") == 1


def test_a_cycle_that_cannot_end_is_an_error_and_who_gets_there_is_still_known() -> None:
    made = journey(4, [(0, 1, 0.25), (0, 3, 0.75), (1, 2), (2, 1)], t3={"ends": "done"})
    found = numbers(made)
    assert found.errors == {"tp_1": "Nobody ever leaves the cycle of 2, 3."}
    assert by_number(found.reach) == pytest.approx({0: 1, 1: 0.25, 2: 0.25, 3: 0.75})
    assert found.figures["contacts"].value is None
    assert value(found, "first_contact_resolution") == pytest.approx(0.75)


def test_a_cycle_that_only_one_persona_cannot_leave_names_it() -> None:
    made = journey(3, [(0, 1), (1, 0, 0.5), (1, 2)], personas=(0.5, 0.5), t2={"personas": ["pe_1"]})
    assert numbers(made).errors == {"tp_0": "Persona 0 never leaves the cycle of 1, 2."}
    assert numbers(made, "pe_1").errors == {}


def test_an_empty_map_has_nothing_to_count() -> None:
    found = numbers(journey(0, []))
    assert value(found, "contacts") == 0
    assert found.figures["first_contact_resolution"].note == "There is nothing to count."
    assert (found.reach, found.walks(), found.errors) == ({}, [], {})


def test_a_persona_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        numbers(journey(1, []), "pe_9")


def test_every_figure_says_its_formula_and_its_inputs() -> None:
    found = numbers(journey(3, [(0, 1, 0.5), (1, 2, None, "exit")], t0={"wait_min": 4}, t2={"mood": {}}))
    assert all(figure.formula and figure.name for figure in found.figures.values())
    inputs = found.figures["wait"].inputs()
    assert [(one.of, one.value) for one in inputs[:2]] == [("tp_0", 1.0), ("tp_0", 4.0)]
    assert [(one.of, one.value) for one in found.figures["defection"].inputs()] == [("ho_1", 0.5)]
    assert sum(one.value or 0 for one in found.figures["contacts"].inputs()) == value(found, "contacts")
