"""Signs gather into gaps by what they are about; what the room names leads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.findings import Waiver
from model.gaps import find_gaps
from model.gaps.reached import reached
from model.journey import Journey
from model.numbers import reach
from model.records import Touchpoint
from model.store import Store
from tests.journeys import crowded_map, long_map
from tests.model.gaps.situations import CRITICAL, TODAY, Situation, but, made, moment, named, pain, step, way

BOTH = {"tp_2": CRITICAL, "tp_3": {"missing_systems": ["sy_till"]}}


def test_signs_about_one_record_are_one_gap_in_the_order_of_the_rules() -> None:
    found = find_gaps(but(pain("tp_2"), tp_2=CRITICAL | {"wait_min": 90}).journey(), TODAY)
    assert [gap.key for gap in found.gaps] == ["gap:tp_2"]
    assert [sign.rule for sign in found.gaps[0].signs] == ["silent-wait", "pain-point", "perception"]
    assert (found.gaps[0].title, found.gaps[0].level) == ("A silent wait at “Asks”", "Critical")


def test_the_worst_comes_first_then_more_signs_then_journey_order() -> None:
    missing = {"missing_systems": ["sy_till"]}
    same = {"tp_1": missing, "tp_2": missing, "tp_3": missing | {"wait_min": 90}}
    found = find_gaps(but(**same).journey(), TODAY)
    assert [gap.anchor for gap in found.gaps] == ["tp_3", "tp_1", "tp_2"]
    worst = find_gaps(but(**same | {"tp_2": missing | {"mood": {"pe_1": 0.0}}}).journey(), TODAY)
    assert [gap.anchor for gap in worst.gaps] == ["tp_2", "tp_3", "tp_1"]


def test_below_medium_is_minor() -> None:
    glad = {"missing_systems": ["sy_till"], "mood": {"pe_1": 1.3, "pe_2": 1.3}}
    found = find_gaps(but(tp_2=glad).journey(), TODAY)
    assert found.gaps == ()
    assert [round(gap.severity, 3) for gap in found.minor] == [44.625]
    just = find_gaps(but(tp_2=glad | {"mood": {"pe_1": 1.27, "pe_2": 1.27}}).journey(), TODAY)
    assert [round(gap.severity, 4) for gap in just.gaps] == [45.0375]


def test_a_named_gap_folds_what_it_covers_and_is_as_bad_as_the_worst_of_them() -> None:
    found = find_gaps(but(named(covers=["gap:tp_2", "gap:tp_3", "gap:tp_gone"]), **BOTH).journey(), TODAY)
    (gap,) = found.gaps
    assert (gap.key, gap.is_named, gap.anchor) == ("ng_1", True, "tp_2")
    assert [one.key for one in gap.covers] == ["gap:tp_2", "gap:tp_3"]
    assert (gap.computed, gap.given, gap.severity) == (pytest.approx(90), None, pytest.approx(90))
    assert [sign.rule for sign in gap.signs] == ["perception", "missing-system"]
    assert found.minor == ()
    assert found.computed.keys() == {"tp_2", "tp_3"}


def test_the_room_may_give_a_severity_and_both_are_kept() -> None:
    given = named(covers=["gap:tp_2"], severity_override=33, severity_reason="We saw it once")
    (gap,) = find_gaps(but(given, tp_2=CRITICAL).journey(), TODAY).gaps
    assert (gap.severity, gap.level) == (33, "Low")
    assert (gap.computed, gap.given_reason) == (pytest.approx(90), "We saw it once")


def test_a_named_gap_of_which_nothing_is_left_stays_and_says_nothing_computed() -> None:
    (gap,) = find_gaps(but(named(covers=["gap:tp_2"], moves={"kp_1": 1})).journey(), TODAY).gaps
    assert (gap.computed, gap.severity, gap.level, gap.signs) == (None, 0, "Low", ())


def test_a_named_gap_that_covers_none_is_as_bad_as_what_it_is_about() -> None:
    (gap,) = find_gaps(but(named(about=["tp_3", "ho_1"])).journey(), TODAY).gaps
    assert gap.computed == pytest.approx(100 * (0.55 * 0.25 + 0.25 + 0.1))
    assert (gap.anchor, gap.about) == ("ho_1", ("tp_3",))


def test_a_waived_part_no_longer_counts_for_its_named_gap() -> None:
    waiver = made(Waiver, id="wa_1", gap="gap:tp_2", reason="We know", by="Mei")
    found = find_gaps(but(named(covers=["gap:tp_2", "gap:tp_3"]), waiver, **BOTH).journey(), TODAY)
    assert [gap.key for gap in found.gaps] == ["ng_1"]
    assert found.gaps[0].computed == pytest.approx(48.75)
    assert [gap.key for gap in found.waived] == ["gap:tp_2"]


def test_a_named_gap_can_be_waived_with_all_it_covers() -> None:
    waiver = made(Waiver, id="wa_1", gap="ng_1", reason="Next year")
    found = find_gaps(but(named(covers=["gap:tp_2"]), waiver, tp_2=CRITICAL).journey(), TODAY)
    assert found.gaps == ()
    assert [(gap.key, gap.waiver) for gap in found.waived] == [("ng_1", waiver)]


def test_a_gap_goes_when_the_map_no_longer_has_it() -> None:
    journey = but(ho_1={"quality": "fails"}, ho_2={"handover_kind": "recovery"}).journey()
    assert [gap.key for gap in find_gaps(journey, TODAY).gaps] == ["gap:ho_1"]
    with journey.store.transaction("Mend") as change:
        change.update("ho_1", quality="holds")
    assert find_gaps(journey, TODAY).gaps == ()


def test_money_shows_only_where_all_of_it_is_known() -> None:
    def money(situation: Situation) -> object:
        return find_gaps(situation.journey(), TODAY).gaps[0].money

    stated = named(covers=["gap:tp_2"], loss=0.02)
    assert money(but(stated, tp_2=CRITICAL)) == (
        pytest.approx(1000),
        "100 % × 1,000 customers a month × 50 EUR × 2 % lost = 1,000 EUR a month.",
    )
    assert money(but(named(covers=["gap:tp_2"]), tp_2=CRITICAL)) is None
    assert money(but(stated, tp_2=CRITICAL, jm_1={"customers_per_month": None})) is None
    assert money(but(tp_2=CRITICAL)) is None


def test_to_dos_stand_by_rule_and_then_in_journey_order() -> None:
    found = find_gaps(but(moment("tp_3"), less=["ev_1", "ev_2", "kp_1"]).journey(), TODAY)
    assert [(one.rule, one.anchor) for one in found.todos] == [
        ("no-evidence", "tp_1"),
        ("no-evidence", "tp_2"),
        ("no-evidence", "tp_3"),
        ("single-source", "mo_1"),
        ("no-kpi", "mo_1"),
    ]


def test_where_a_gap_stands_is_said_in_numbers_of_the_map() -> None:
    changes = {"tp_2": CRITICAL, "ho_1": {"forced": True}}
    journey = but(way("tp_3", "tp_2", handover_kind="rework"), **changes).journey()
    found = find_gaps(journey, TODAY)
    assert {one.key: one.where(journey) for one in found.gaps} == {
        "gap:tp_2": "2, Store",
        "gap:ho_1": "1 → 2",
        "gap:ho_9": "3 → 2",
    }


@pytest.mark.parametrize("records", [long_map(120), crowded_map(), but(step("tp_4", "ph_2")).records()])
def test_the_reach_of_touchpoints_is_that_of_the_numbers(records: list) -> None:
    journey = Journey(Store.holding(records))
    shares = reached(journey)
    told = {one: shares[one] for one in journey.store.of(Touchpoint) if one in shares}
    assert told == pytest.approx(reach(journey))
    assert all(-1e-9 <= share <= 1 for share in shares.values())


@settings(max_examples=60)
@given(
    ways=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from([0.1, 0.25, 0.3])), max_size=8
    )
)
def test_who_crosses_a_handover_is_who_would_get_to_a_touchpoint_in_the_middle_of_it(
    ways: list[tuple[int, int, float]],
) -> None:
    steps = [made(Touchpoint, id=f"tp_{i}", place=["ph_1", "ch_1", "ABCDE"[i]]) for i in range(5)]
    drawn, halves = [], []
    taken = dict.fromkeys(range(5), 0.0)
    for number, (source, target, share) in enumerate(ways):
        if taken[source] + share > 1:
            continue
        taken[source] += share
        drawn.append(way(f"tp_{source}", f"tp_{target}", id=f"ho_{number}", share=share))
        halves.append(made(Touchpoint, id=f"tp_m{number}", place=["ph_1", "ch_1", f"Z{number}"]))
        halves.append(way(f"tp_{source}", f"tp_m{number}", id=f"ho_in{number}", share=share))
        halves.append(way(f"tp_m{number}", f"tp_{target}", id=f"ho_out{number}", share=1.0))
    shares = reached(Journey(Store.holding([*steps, *drawn])))
    middles = reach(Journey(Store.holding([*steps, *halves])))
    assert {one: share for one, share in shares.items() if one.startswith("ho")} == pytest.approx(
        {f"ho_{one.removeprefix('tp_m')}": share for one, share in middles.items() if one.startswith("tp_m")}
    )
