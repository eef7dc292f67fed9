"""A gap that nobody has named says what is wrong and where, the same wherever it is read."""

import re

import pytest

from model.gaps import LiveGaps, find_gaps
from model.gaps.rules import BY_ID
from model.gaps.titles import AT_HANDOVERS, AT_TOUCHPOINTS
from model.journey import Journey
from model.store import Store
from tests.journeys import crowded_map
from tests.model.gaps.cases import FIRES
from tests.model.gaps.situations import APART, TODAY, Situation, but, pain, promise, way

TOO_MANY = {"demand_per_day": 64, "capacity_per_day": 48}
TITLES: dict[str, tuple[Situation, str, str]] = {
    "a handover fails": (but(ho_1={"quality": "fails"}), "ho_1", "A failing handover to “Asks”"),
    "one with a label": (
        but(ho_1={"quality": "fails", "label": "The case stays behind."}),
        "ho_1",
        "Failing handover: The case stays behind",
    ),
    "one with a long label": (
        but(ho_1={"quality": "fails", "label": "The booking and the case never reach the counter."}),
        "ho_1",
        "The booking and the case never reach the counter",
    ),
    "something is lost": (but(ho_2={"lost": ["it"]}), "ho_2", "Customers repeat themselves at “Leaves”"),
    "weak": (but(ho_1={"quality": "weak"}), "ho_1", "A weak handover to “Asks”"),
    "weak and something is lost": (
        but(ho_1={"quality": "weak", "lost": ["the case"]}),
        "ho_1",
        "Customers repeat themselves at “Asks”",
    ),
    "departments without a record": (
        but(ho_1={"quality": "unknown"}, tp_2=APART),
        "ho_1",
        "Two departments share no record before “Asks”",
    ),
    "one department on both sides of the screen": (
        but(ho_1={"quality": "unknown"}, tp_2=APART | {"department": "de_1"}),
        "ho_1",
        "Online and offline share no record before “Asks”",
    ),
    "forced": (but(ho_1={"forced": True}), "ho_1", "A forced switch to “Asks”"),
    "a wait on the way": (but(ho_1={"wait_min": 90}), "ho_1", "A silent wait before “Asks”"),
    "a wait": (but(tp_2={"wait_min": 90}), "tp_2", "A silent wait at “Asks”"),
    "they come back": (
        but(way("tp_3", "tp_2", handover_kind="rework")),
        "ho_9",
        "Customers come back to “Asks”",
    ),
    "a circle": (but(way("tp_3", "tp_2")), "tp_2", "Customers go in circles from “Asks”"),
    "a pain point": (but(pain("tp_2")), "tp_2", "A pain point at “Asks”"),
    "two of them": (but(pain("tp_2"), pain("tp_2", id="pa_2")), "tp_2", "2 pain points at “Asks”"),
    "one on the way": (but(pain("ho_1")), "ho_1", "A pain point on the way to “Asks”"),
    "two on the way": (
        but(pain("ho_1"), pain("ho_1", id="pa_2")),
        "ho_1",
        "2 pain points on the way to “Asks”",
    ),
    "a need": (but(tp_2={"need": "A list", "need_met": False}), "tp_2", "A need is not met at “Asks”"),
    "a promise": (but(promise(verdict="broken")), "pr_1", "Broken promise: One day"),
    "a promise without words": (but(promise(verdict="broken", text="")), "pr_1", "A broken promise"),
    "a belief": (but(tp_2={"believed": 2.0}), "tp_2", "We overrate “Asks”"),
    "a system": (but(tp_2={"missing_systems": ["sy_till"]}), "tp_2", "A system is missing at “Asks”"),
    "two systems": (
        but(tp_2={"missing_systems": ["sy_till", "sy_cms"]}),
        "tp_2",
        "2 systems are missing at “Asks”",
    ),
    "data of a phase": (but(tp_2=APART), "ph_1", "Customer data is scattered in “Decide”"),
    "a phase without a name": (
        but(tp_2=APART, ph_1={"title": ""}),
        "ph_1",
        "Customer data is scattered in an untitled phase",
    ),
    "taken away": (but(tp_2={"state": "retired"}), "tp_2", "A barrier at “Asks”"),
    "one way": (but(tp_2=TOO_MANY), "tp_2", "Every way leads through “Asks”, and it is full"),
    "more come": (
        but(way("tp_1", "tp_3"), tp_2=TOO_MANY),
        "tp_2",
        "More come than can be served at “Asks”",
    ),
    "a leaf": (but(tp_3={"ends": None}), "tp_3", "Nothing leads on from “Leaves”"),
    "given up": (but(tp_3={"ends": "gave_up"}), "tp_3", "Customers give up at “Leaves”"),
    "no name": (but(tp_2={"believed": 2.0, "title": " "}), "tp_2", "We overrate an untitled touchpoint"),
    "no name on the way": (
        but(ho_1={"forced": True}, tp_2={"title": ""}),
        "ho_1",
        "A forced switch to an untitled touchpoint",
    ),
    "words in quotation marks": (
        but(tp_2={"believed": 2.0, "title": "Says “done by\ntomorrow”"}),
        "tp_2",
        "We overrate “Says ‘done by tomorrow’”",
    ),
}


@pytest.mark.parametrize(("situation", "anchor", "title"), TITLES.values(), ids=TITLES.keys())
def test_a_gap_says_what_is_wrong_and_where(situation: Situation, anchor: str, title: str) -> None:
    assert find_gaps(situation.journey(), TODAY).computed[anchor].title == title


def test_every_rule_that_makes_a_gap_has_words_wherever_it_may_speak_first() -> None:
    spoken = {*AT_TOUCHPOINTS, *AT_HANDOVERS, "scattered-data", "promise-broken"}
    assert spoken == {rule.id for rule in BY_ID.values() if not rule.is_todo}
    for rule, cases in FIRES.items():
        for situation, anchor in cases.values() if not BY_ID[rule].is_todo else ():
            title = find_gaps(situation.journey(), TODAY).computed[anchor].title
            assert re.match(r"[A-Z][a-z]* \w", title)
            assert not title.endswith(".")


def test_titles_hold_no_numbers_of_touchpoints_so_that_they_stay_when_others_come_before() -> None:
    journey = but(ho_1={"quality": "fails"}, tp_3={"ends": None}).journey()
    before = {gap.key: gap.title for gap in find_gaps(journey, TODAY).computed.values()}
    with journey.store.transaction("Put the last first") as change:
        change.update("tp_3", place=("ph_1", "ch_store", "0"))
    assert journey.number_of("tp_1") == 2
    after = {gap.key: gap.title for gap in find_gaps(journey, TODAY).computed.values()}
    assert {key: after[key] for key in before} == before


def test_titles_follow_the_names_they_hold() -> None:
    journey = but(ho_1={"forced": True}, tp_2={"missing_systems": ["sy_till", "sy_cms"]}).journey()
    live = LiveGaps(journey, journey.store, TODAY)
    live.settle()
    with journey.store.transaction("Rename") as change:
        change.update("tp_2", title="Proves who they are")
    assert live.found.computed["ho_1"].title == "A forced switch to “Proves who they are”"
    with journey.store.transaction("Take a system away") as change:
        change.delete("sy_cms")
    assert live.found.computed["tp_2"].title == "A system is missing at “Proves who they are”"
    live.close()


def test_titles_of_a_crowded_map_tell_gaps_from_the_records_they_stand_at() -> None:
    journey = Journey(Store.holding(crowded_map()))
    found = find_gaps(journey, TODAY)
    for gap in found.computed.values():
        own = getattr(journey.store[gap.anchor], "title", "")
        assert gap.title != own
        assert "\n" not in gap.title
