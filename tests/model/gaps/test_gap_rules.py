"""Each rule fires where domain and sense say it should, stays silent just beside it, and can be waived."""

import pytest

from model.findings import Waiver
from model.gaps import RULES, Found, Sign, find_gaps
from model.gaps.gap import key_of
from model.gaps.rules import BY_ID
from model.journey import Journey
from model.references import GAP
from model.store import Store
from tests.journeys import crowded_map, tiny_maps
from tests.model.gaps.cases import FIRES, SILENT
from tests.model.gaps.situations import APART, TODAY, Situation, but, made, moment, promise, step, way

FIRING = [
    pytest.param(rule, situation, anchor, id=f"{rule}: {name}")
    for rule, cases in FIRES.items()
    for name, (situation, anchor) in cases.items()
]
BESIDE = [
    pytest.param(rule, situation, id=f"{rule}: {name}")
    for rule, cases in SILENT.items()
    for name, situation in cases.items()
]


def signs_of(found: Found, rule: str) -> list[Sign]:
    """The signs of a rule, whether gap or to-do."""
    signs = [*found.todos, *(sign for gap in found.computed.values() for sign in gap.signs)]
    return [sign for sign in signs if sign.rule == rule]


def test_every_rule_is_tried_both_ways() -> None:
    assert [rule.id for rule in RULES] == list(BY_ID)
    assert FIRES.keys() == SILENT.keys() == BY_ID.keys()


def test_every_rule_says_what_it_means_where_it_comes_from_and_what_to_do() -> None:
    assert all(rule.sentence.endswith(".") and rule.suggestion.endswith(".") for rule in RULES)
    assert all(rule.source for rule in RULES)
    assert {rule.id for rule in RULES if rule.on_pass == 2} == {
        "no-kpi",
        "nice-to-have",
        "no-fix",
        "technology-only",
    }


def test_nothing_is_found_where_all_is_well() -> None:
    found = find_gaps(Situation().journey(), TODAY)
    assert (found.gaps, found.minor, found.waived, found.todos, found.computed) == ((), (), (), (), {})


@pytest.mark.parametrize(("rule", "situation", "anchor"), FIRING)
def test_a_rule_fires(rule: str, situation: Situation, anchor: str) -> None:
    found = find_gaps(situation.journey(), TODAY)
    signs = [sign for sign in signs_of(found, rule) if sign.anchor == anchor]
    assert len(signs) == 1
    assert signs[0].why.endswith((".", "!", "?"))
    assert signs[0].suggestion.endswith(".")
    if BY_ID[rule].is_todo:
        assert all(sign.rule != rule for gap in found.computed.values() for sign in gap.signs)
    else:
        assert found.computed[anchor].key == f"gap:{anchor}"


@pytest.mark.parametrize(("rule", "situation"), BESIDE)
def test_a_rule_stays_silent(rule: str, situation: Situation) -> None:
    assert signs_of(find_gaps(situation.journey(), TODAY), rule) == []


@pytest.mark.parametrize(
    ("rule", "situation", "anchor"), [one for one in FIRING if not BY_ID[str(one.values[0])].is_todo]
)
def test_a_gap_it_makes_can_be_waived(rule: str, situation: Situation, anchor: str) -> None:
    waiver = made(Waiver, id="wa_1", gap=key_of(anchor), reason="We know", by="Mei")
    found = find_gaps(Journey(Store.holding([*situation.records(), waiver])), TODAY)
    assert [gap.key for gap in found.waived] == [key_of(anchor)]
    assert found.waived[0].waiver == waiver
    assert rule in {sign.rule for sign in found.waived[0].signs}
    assert key_of(anchor) not in {gap.key for gap in (*found.gaps, *found.minor)}


@pytest.mark.parametrize(
    ("rule", "situation", "anchor"), [one for one in FIRING if BY_ID[str(one.values[0])].is_todo]
)
def test_a_to_do_is_never_a_gap_and_so_no_waiver_takes_it_away(
    rule: str, situation: Situation, anchor: str
) -> None:
    waiver = made(Waiver, id="wa_1", gap=GAP + anchor, reason="We know")
    before = find_gaps(situation.journey(), TODAY)
    found = find_gaps(Journey(Store.holding([*situation.records(), waiver])), TODAY)
    if anchor in before.computed:
        assert [gap.key for gap in found.waived] == [GAP + anchor]
    else:
        assert found.waived == ()
        assert found.todos == before.todos


@pytest.mark.parametrize(
    ("situation", "rule", "why"),
    [
        (but(tp_2={"need": "A list ", "need_met": False}), "unmet-need", "not met: A list."),
        (but(tp_2={"need": "“Who is it?”", "need_met": False}), "unmet-need", "not met: “Who is it?”"),
        (
            but(ho_1={"quality": "fails", "failure": "No note. "}),
            "handover-fails",
            "this handover fails. No note.",
        ),
        (but(ho_1={"quality": "fails"}), "handover-fails", "The room says that this handover fails."),
        (
            but(ho_1={"lost": ["name", "case"]}),
            "context-lost",
            "has to repeat what is lost here: name and case.",
        ),
        (but(ho_1={"owner": ""}), "unowned-handover", "Nobody owns the handover between Digital and Retail."),
        (but(tp_2=APART), "held-together", "between Digital and Retail: people make this handover hold."),
        (
            but(tp_2={"missing_systems": ["sy_till"]}),
            "missing-system",
            "Needed here and not connected: Till.",
        ),
        (but(tp_2={"wait_min": 90}), "silent-wait", "waits 1.5 hours here, and it is not known"),
        (but(tp_2={"wait_min": 2880, "told_first": False}), "silent-wait", "waits 2 days here and nobody"),
        (
            but(tp_2={"believed": 2.0, "mood": {"pe_1": -1.5}}),
            "perception",
            "and customers feel −1.5: 3.5 apart.",
        ),
        (
            but(promise(promised=1, delivered=40, unit="min")),
            "promise-broken",
            ": promised 1, delivered 40 min.",
        ),
        (
            but(promise(promised=3, delivered=1, unit="messages", lower_is_better=False)),
            "promise-broken",
            ": promised 3, delivered 1 (messages).",
        ),
        (but(promise(verdict="broken")), "promise-broken", "The room’s verdict"),
        (but(tp_2={"state": "retired"}), "barrier", "taken away and nothing takes its place."),
        (but(way("tp_3", "tp_2")), "repeat-contact", "2 touchpoints and 2 handovers lead back to here"),
        (
            but(jm_1={"surge_factor": 30}, tp_2={"demand_per_day": 64, "capacity_per_day": 48}),
            "surge",
            "1,920 customers a day come (64 × a surge of 30), and 48 can be served.",
        ),
        (
            but(tp_2={"demand_per_day": 1, "capacity_per_day": 0.5}),
            "surge",
            "1 customer a day comes, and 0.5 can be served.",
        ),
        (
            but(tp_2={"demand_per_day": 64, "capacity_per_day": 48}),
            "single-way",
            "Every way of Amira and Daniel through “Decide” passes here, where 64 customers a day",
        ),
        (but(step("tp_4", "ph_2", personas=["pe_2"], ends="done")), "unreachable", "brings Daniel here"),
        (
            but(ev_1={"date": "2020-02-01"}, ev_2={"date": "2021-02-01"}),
            "stale-evidence",
            "The newest evidence is from 1 February 2021:",
        ),
        (
            but(moment("tp_2"), less=["ev_2"]),
            "single-source",
            "Only one kind of evidence supports it (survey); a second would",
        ),
        (but(moment("tp_2"), less=["ev_1", "ev_2"]), "single-source", "No evidence supports it."),
        (but(ho_1={"quality": "unknown"}, tp_2=APART), "silo-crossing", "the handover has not been judged."),
    ],
)
def test_a_sign_says_why_with_its_numbers(situation: Situation, rule: str, why: str) -> None:
    signs = signs_of(find_gaps(situation.journey(), TODAY), rule)
    assert any(why in sign.why for sign in signs), [sign.why for sign in signs]


@pytest.mark.parametrize("records", [*tiny_maps().values(), crowded_map(), []])
def test_a_map_in_any_state_is_looked_at(records: list) -> None:
    found = find_gaps(Journey(Store.holding(records)), TODAY)
    assert all(0 <= gap.severity <= 100 for gap in (*found.gaps, *found.minor))
    assert all(sign.anchor != "ho_dangling" for sign in found.todos)
    assert "ho_dangling" not in found.computed
