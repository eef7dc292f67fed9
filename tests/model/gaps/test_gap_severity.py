"""A severity can be worked out by hand from its own sentences."""

import pytest

from model.gaps import Gap, find_gaps
from model.gaps.severity import level_of
from tests.model.gaps.situations import TODAY, Situation, but, moment, pain, promise, step, way


def gap_at(situation: Situation, anchor: str) -> Gap:
    """The computed gap at a record."""
    return find_gaps(situation.journey(), TODAY).computed[anchor]


def test_pain_reach_and_being_hidden_are_weighed() -> None:
    gap = gap_at(but(tp_2={"missing_systems": ["sy_till"]}), "tp_2")
    assert gap.severity == pytest.approx(100 * (0.55 * (2 - 1) / 4 + 0.25 * 1 + 0.20 * 0.5))
    assert gap.arithmetic is not None
    assert gap.arithmetic.lines == [
        "Pain 0.250: customers feel +1.0 at “Asks”.",
        "Reach 1.000: 100 % of customers get to “Asks”.",
        "Hidden 0.5: it is not known who notices.",
        "100 × (0.55 × 0.250 + 0.25 × 1.000 + 0.20 × 0.5) = 48.8.",
    ]


def test_moods_are_weighted_by_the_shares_of_the_personas() -> None:
    gap = gap_at(but(tp_2={"missing_systems": ["sy_till"], "mood": {"pe_1": -2.0, "pe_2": 2.0}}), "tp_2")
    assert gap.arithmetic is not None
    assert gap.arithmetic.pain == pytest.approx((2 - (0.8 * -2 + 0.2 * 2)) / 4)


def test_what_nobody_knows_counts_half_and_says_so() -> None:
    gap = gap_at(but(tp_2={"missing_systems": ["sy_till"], "mood": {}}), "tp_2")
    assert gap.arithmetic is not None
    assert (gap.arithmetic.pain, gap.arithmetic.hidden) == (0.5, 0.5)
    assert gap.arithmetic.lines[0] == "Pain 0.500: nobody has said how it feels, which counts half."


def test_reach_that_cannot_be_told_counts_half_and_says_so() -> None:
    more = way("tp_1", "tp_3", share=0.7)
    gap = gap_at(but(more, ho_1={"share": 0.7}, tp_2={"missing_systems": ["sy_till"]}), "tp_2")
    assert gap.arithmetic is not None
    assert gap.arithmetic.reach == 0.5
    assert "cannot be told" in gap.arithmetic.reach_from


def test_a_pain_point_counts_where_it_is_larger_than_the_mood() -> None:
    worse = gap_at(but(pain("tp_2", severity=3)), "tp_2")
    assert worse.arithmetic is not None
    assert worse.arithmetic.pain == 0.75
    assert worse.arithmetic.pain_from == "the pain point “Again” has severity 3 of 4"
    milder = gap_at(but(pain("tp_2", severity=1), tp_2={"mood": {"pe_1": -2.0}}), "tp_2")
    assert milder.arithmetic is not None
    assert milder.arithmetic.pain == 1.0
    same = gap_at(but(pain("tp_2", severity=1), tp_2={"mood": {}}), "tp_2")
    assert same.arithmetic is not None
    assert same.arithmetic.pain == 0.25


def test_a_stated_reach_replaces_the_reckoned_one_and_the_arithmetic_says_so() -> None:
    gap = gap_at(but(pain("tp_2", reach=0.09)), "tp_2")
    assert gap.arithmetic is not None
    assert gap.arithmetic.lines[1] == "Reach 0.090: a pain point states that 9 % of customers meet it."


@pytest.mark.parametrize(
    ("noticed", "hidden"), [("nobody", 1.0), ("customer", 0.7), ("company", 0.2), (None, 0.5)]
)
def test_what_nobody_notices_weighs_most(noticed: str | None, hidden: float) -> None:
    gap = gap_at(but(ho_2={"quality": "fails", "detected_by": noticed}), "ho_2")
    assert gap.arithmetic is not None
    assert gap.arithmetic.hidden == hidden


def test_a_moment_that_matters_raises_it_and_nothing_goes_above_100() -> None:
    hurts = {"mood": {"pe_1": -2.0, "pe_2": -2.0}, "believed": 0.0}
    assert gap_at(but(tp_2=hurts), "tp_2").severity == pytest.approx(90)
    raised = gap_at(but(moment("tp_2"), tp_2=hurts), "tp_2")
    assert raised.severity == 100
    assert raised.arithmetic is not None
    assert raised.arithmetic.sum == pytest.approx(103.5)
    assert raised.arithmetic.lines[-1].endswith("× 1.15 = 103.5, capped at 100.")


@pytest.mark.parametrize("on", ["ho_1", "tp_1", "tp_2"])
def test_a_handover_concerns_the_moments_at_both_its_ends(on: str) -> None:
    plain = gap_at(but(ho_1={"forced": True}), "ho_1")
    assert gap_at(but(moment(on), ho_1={"forced": True}), "ho_1").severity == pytest.approx(
        plain.severity * 1.15
    )


def test_a_handover_hurts_at_its_target_and_counts_who_crosses_it() -> None:
    branch = [step("tp_4", "ph_2", ends="done"), way("tp_1", "tp_4", share=0.75)]
    gap = gap_at(
        but(
            *branch,
            tp_1={"mood": {"pe_1": -2.0}},
            tp_2={"mood": {"pe_1": 0.0}},
            ho_1={"forced": True, "share": 0.25},
        ),
        "ho_1",
    )
    assert gap.arithmetic is not None
    assert (gap.arithmetic.pain, gap.arithmetic.reach) == (0.5, 0.25)


def test_a_way_back_counts_those_who_cross_it_at_least_once() -> None:
    back = way("tp_3", "tp_2", handover_kind="rework", share=0.5)
    gap = gap_at(but(back), "ho_9")
    assert gap.arithmetic is not None
    assert gap.arithmetic.reach == pytest.approx(0.5)
    leads_on = [step("tp_4", "ph_3", ends="done"), way("tp_2", "tp_4", id="ho_8", share=0.5)]
    both = gap_at(but(back, *leads_on, ho_2={"share": 0.5}), "ho_9")
    assert both.arithmetic is not None
    assert both.arithmetic.reach == pytest.approx(0.25)


def test_a_promise_hurts_where_it_is_to_be_kept() -> None:
    sad = {"mood": {"pe_1": -1.0, "pe_2": -1.0}}
    kept = promise(promised=1, delivered=2, made_at="tp_1", kept_at=["tp_2", "tp_3"])
    gap = gap_at(but(kept, tp_1={"mood": {"pe_1": -2.0}}, tp_3=sad), "pr_1")
    assert gap.arithmetic is not None
    assert gap.arithmetic.pain == 0.75
    assert set(gap.about) == {"tp_1", "tp_2", "tp_3"}
    only_made = promise(promised=1, delivered=2, made_at="tp_2", kept_at=[])
    gap = gap_at(but(only_made, tp_2=sad), "pr_1")
    assert gap.arithmetic is not None
    assert gap.arithmetic.pain == 0.75


def test_pain_and_reach_are_those_of_one_touchpoint() -> None:
    seldom = step("tp_4", "ph_1", systems=["sy_cms"], mood={"pe_1": -2.0})
    situation = but(
        seldom,
        way("tp_1", "tp_4", share=0.1),
        way("tp_4", "tp_3", id="ho_8"),
        sy_cms={"holds_customer_data": True},
    )
    gap = gap_at(situation, "ph_1")
    assert gap.arithmetic is not None
    assert (gap.arithmetic.pain, gap.arithmetic.reach) == (1.0, pytest.approx(0.1))


@pytest.mark.parametrize(
    ("severity", "level"),
    [(100, "Critical"), (80, "Critical"), (79.9999, "High"), (60, "High"), (59.9, "Medium"), (45, "Medium"),
     (44.9, "Low"), (0, "Low")],
)  # fmt: skip
def test_the_levels_begin_where_they_say(severity: float, level: str) -> None:
    assert level_of(severity) == level


def test_a_map_may_bring_weights_of_its_own_and_nonsense_is_no_weight() -> None:
    found = {"missing_systems": ["sy_till"]}
    own = gap_at(but(jm_1={"weights": {"pain": 1.0, "reach": 0.0, "hidden": 0.0}}, tp_2=found), "tp_2")
    assert own.severity == pytest.approx(25)
    usual = gap_at(but(tp_2=found), "tp_2").severity
    for nonsense in ("heavy", {"pain": -3}, {"reach": "1"}, [1, 2]):
        assert gap_at(but(jm_1={"weights": nonsense}, tp_2=found), "tp_2").severity == usual
