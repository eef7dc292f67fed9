"""How much of a map is supported by evidence, of how many kinds, and how lately."""

from datetime import date

import pytest

from app.files import open_map
from app.verbs import samples
from model.about import about_of, steps_about
from model.behaviours import BEHAVIOURS
from model.coverage import Coverage, coverage_of, whole_of
from model.findings import Evidence, MomentThatMatters, NamedGap, PainPoint, Promise
from model.gaps import find_gaps
from model.journey import Journey
from model.records import Handover
from model.store import Store
from tests.widgets.room import people_and_places

TODAY = date(2026, 11, 22)


def journey_with(*found: object) -> Journey:
    return Journey(Store.holding([*people_and_places(), *found], BEHAVIOURS))  # type: ignore[list-item]


def evidence(name: str, kind: str, day: str | None, *supports: str, size: int | None = None) -> Evidence:
    return Evidence.model_validate(
        {"id": f"ev_{name}", "evidence_kind": kind, "date": day, "supports": supports, "sample_size": size}
    )


def test_nothing_is_known_where_no_evidence_points() -> None:
    journey = journey_with(evidence("1", "survey", "2026-10-01", "tp_2"))
    assert coverage_of(journey, "tp_1", TODAY) == Coverage()
    assert not coverage_of(journey, "tp_1", TODAY).is_stale


def test_kinds_are_counted_once_and_samples_add_up() -> None:
    journey = journey_with(
        evidence("1", "survey", "2026-10-01", "tp_1", size=40),
        evidence("2", "survey", "2026-11-01", "tp_1", size=2),
        evidence("3", "interview", "2024-01-01", "tp_1"),
    )
    found = coverage_of(journey, "tp_1", TODAY)
    assert (found.kinds, found.pieces, found.level) == ({"survey", "interview"}, 3, 2)
    assert (found.newest, found.sample_size, found.is_stale) == (date(2026, 11, 1), 42, False)


@pytest.mark.parametrize(
    "carrier",
    [
        PainPoint(id="pa_1", on="tp_1"),
        MomentThatMatters(id="mo_1", on="tp_1"),
        Promise(id="pr_1", made_at="tp_1"),
        Promise(id="pr_1", kept_at=frozenset(["tp_1"])),
        NamedGap(id="ng_1", about=frozenset(["tp_1"])),
    ],
    ids=lambda one: one.kind,
)
def test_evidence_for_what_stands_on_a_touchpoint_is_evidence_of_it(
    carrier: PainPoint | MomentThatMatters | Promise | NamedGap,
) -> None:
    journey = journey_with(carrier, evidence("1", "survey", "2026-10-01", carrier.id))
    assert coverage_of(journey, "tp_1", TODAY).pieces == 1
    assert coverage_of(journey, "tp_2", TODAY).pieces == 0


def test_a_moment_has_the_evidence_of_what_it_is_on_too() -> None:
    journey = journey_with(
        MomentThatMatters(id="mo_1", on="tp_1"),
        evidence("1", "survey", "2026-10-01", "mo_1"),
        evidence("2", "interview", "2026-10-01", "tp_1"),
    )
    assert coverage_of(journey, "mo_1", TODAY).level == 2


def test_a_day_more_than_a_year_makes_evidence_stale_and_an_undated_piece_is_no_newer() -> None:
    for day, is_stale in (("2025-11-22", True), ("2025-11-23", False), (None, True)):
        journey = journey_with(evidence("1", "survey", day, "tp_1"))
        assert coverage_of(journey, "tp_1", TODAY).is_stale is is_stale, day


def test_the_whole_map_is_said_in_one_sentence() -> None:
    journey = journey_with(
        evidence("1", "survey", "2026-10-01", "tp_1", "tp_2"),
        evidence("2", "interview", "2026-10-01", "tp_1"),
        evidence("3", "market", "2020-10-01", "tp_3"),
    )
    said = "3 of 3 touchpoints have evidence, 1 from two kinds or more, 1 older than a year."
    assert whole_of(journey, TODAY).sentence == said
    assert whole_of(journey_with(), TODAY).sentence == "0 of 3 touchpoints have evidence."
    assert whole_of(Journey(Store()), TODAY).sentence == "No touchpoints yet."


def test_stale_and_missing_evidence_of_the_reference_map_is_as_its_rules_say() -> None:
    journey = Journey(Store.holding(open_map(samples()["port-my-number"]).records))
    later = date(2028, 1, 1)
    for today in (TODAY, later):
        rules = {(one.rule, one.anchor) for one in find_gaps(journey, today).todos}
        for touchpoint in journey.touchpoints:
            found = coverage_of(journey, touchpoint, today)
            assert found.pieces or ("no-evidence", touchpoint) in rules
            assert not found.is_stale or ("stale-evidence", touchpoint) in rules
    assert whole_of(journey, TODAY).supported == 25
    assert whole_of(journey, later).stale == 25
    assert coverage_of(journey, journey.touchpoints[10], TODAY).level == 3


def test_the_whole_is_what_its_touchpoints_are_one_by_one() -> None:
    journey = journey_with(
        PainPoint(id="pa_1", on="tp_1"),
        Promise(id="pr_1", made_at="tp_2", kept_at=frozenset(["tp_1"])),
        NamedGap(id="ng_1", about=frozenset(["tp_2", "ho_1"])),
        NamedGap(id="ng_2", covers=frozenset(["gap:tp_3"]), about=frozenset(["ho_1"])),
        evidence("1", "survey", "2026-10-01", "pa_1", "tp_1"),
        evidence("2", "interview", "2020-10-01", "pr_1", "ng_1"),
        evidence("3", "market", "2026-10-01", "ng_2"),
    )
    found = [coverage_of(journey, one, TODAY) for one in journey.touchpoints]
    whole = whole_of(journey, TODAY)
    assert whole.supported == sum(one.pieces > 0 for one in found)
    assert whole.from_two == sum(one.level >= 2 for one in found)
    assert whole.stale == sum(one.is_stale for one in found)
    assert [one.pieces for one in found] == [2, 1, 1]


def test_findings_lead_to_the_steps_they_are_about() -> None:
    store = Store.holding(open_map(samples()["port-my-number"]).records)
    journey = Journey(store)
    by_number = {journey.number_of(one): one for one in journey.touchpoints}
    decision = store["dc_2dk9b0fvcadzk"]
    steps = steps_about(store, decision.id)
    assert about_of(decision) == ("ng_8fr0h1vt106qf", "ng_nnvdw7nn671et")
    assert {by_number[10], by_number[11], by_number[19], by_number[20]} <= set(steps)
    assert any(store.find(Handover, one) for one in steps)
    assert steps_about(store, "ac_71x00ajhwbnja") == (by_number[11],)
    assert steps_about(store, by_number[3]) == (by_number[3],)
    assert steps_about(store, "tp_gone") == ()
