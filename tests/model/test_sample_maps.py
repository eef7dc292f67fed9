"""The sample maps that ship are sound and complete, and three of them tell what went wrong in them."""

from collections import Counter
from functools import lru_cache

import pytest

from model.findings import (
    Action,
    Decision,
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
)
from model.format import read, write
from model.gaps import Found, find_gaps
from model.gaps.promises import is_worse
from model.journey import Journey
from model.kinds import references
from model.numbers import all_numbers
from model.numbers.scores import METHODS
from model.records import Channel, Department, Handover, Phase, System, Touchpoint
from resources import path
from tests.journeys import journey_of
from tests.model.gaps.situations import TODAY

NAMES = [file.stem for file in sorted(path("maps").glob("*.journey"))]
REFERENCE = "port-my-number"
STORIES = [name for name in NAMES if name != REFERENCE]
SEVERE = ("Critical", "High")


def content(name: str) -> bytes:
    return path("maps", f"{name}.journey").read_bytes()


@lru_cache
def journey(name: str) -> Journey:
    """A sample map; the tests only look at it."""
    return journey_of(read(content(name)).records)


@lru_cache
def found(name: str) -> Found:
    return find_gaps(journey(name), TODAY)


def at(name: str, title: str) -> str:
    """The id of the touchpoint with this title."""
    (touchpoint,) = (one.id for one in journey(name).store.of(Touchpoint).values() if one.title == title)
    return touchpoint


def between(name: str, source: str, target: str) -> str:
    """The id of the handover between the touchpoints with these titles."""
    ends = at(name, source), at(name, target)
    handovers = journey(name).store.of(Handover).values()
    (handover,) = (one.id for one in handovers if (one.source, one.target) == ends)
    return handover


def rules_at(name: str, anchor: str) -> set[str]:
    """The rules that fire at a record."""
    return {sign.rule for sign in found(name).computed[anchor].signs}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_opens_without_a_word_and_saves_to_the_same_bytes(name: str) -> None:
    opened = read(content(name))
    assert opened.problems == []
    assert opened.read_only is None
    assert write(opened.records, opened.envelope) == content(name)
    known = {record.id for record in opened.records}
    assert all(named in known for record in opened.records for _, named in references(record))


def test_each_sample_is_a_document_of_its_own() -> None:
    documents = [read(content(name)).envelope.doc for name in NAMES]
    assert len(set(documents)) == len(documents)
    ids = Counter(record.id for name in NAMES for record in read(content(name)).records)
    assert ids.most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_12_to_30_touchpoints_and_somebody_who_feels_at_each(name: str) -> None:
    told = journey(name)
    touchpoints = told.store.of(Touchpoint).values()
    assert 12 <= len(touchpoints) <= 30
    for one in touchpoints:
        assert one.title
        assert one.mood.keys() == {persona.id for persona in told.personas_at(one)}
        assert one.believed is not None
        assert one.effort is not None
        assert None not in (one.wait_min, one.duration_min, one.cost)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_says_who_it_is_about(name: str) -> None:
    own, people = journey(name).map, journey(name).personas
    assert all(
        (own.title, own.organisation, own.scenario, own.headline, own.lead, own.map_headline, own.owner)
    )
    assert own.currency
    assert own.customers_per_month
    assert own.value_per_customer
    assert len(people) == 2
    assert sum(persona.share or 0 for persona in people) == pytest.approx(1)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_everything_that_a_workshop_needs(name: str) -> None:
    told = journey(name)
    assert all(one.goal and one.quote and one.entry_state is not None for one in told.personas)
    assert all(one.customer_goal and one.when for one in told.ordered(Phase))
    assert all(one.icon for one in told.ordered(Channel))
    assert {one.mode for one in told.ordered(Channel)} > {"digital"}
    assert all(one.lead for one in told.ordered(Department))
    assert {one.holds_customer_data for one in told.ordered(System)} == {True, False}
    assert len({one.pain_kind for one in told.ordered(PainPoint)}) >= 4
    assert all(one.why for one in told.moments)
    moments = told.store.of(MomentThatMatters).values()
    assert any(target.target for one in moments if (target := told.store.find(Touchpoint, one.on)))
    assert len({one.evidence_kind for one in told.ordered(Evidence)}) >= 4
    assert all(one.source and one.sample_size and one.date for one in told.ordered(Evidence))
    assert {one.date.year for one in told.ordered(Evidence) if one.date} == {2026}
    assert {one.level for one in told.ordered(Kpi)} == {"customer", "operational", "financial"}
    assert all(one.owner and one.due for one in told.ordered(Action))
    assert all(one.by and one.closes for one in told.ordered(Decision))


@pytest.mark.parametrize("name", STORIES)
def test_what_the_room_named_is_tied_to_the_journey(name: str) -> None:
    told = journey(name)
    gaps, initiatives = told.ordered(NamedGap), told.ordered(Initiative)
    for one in gaps:
        assert all((one.about, one.covers, one.moves, one.customers_say, one.we_believed, one.fix, one.owner))
        assert one.horizon
        assert one.severity_override is None or one.severity_reason
        assert {key.removeprefix("gap:") for key in one.covers} <= {record.id for record in told.store}
    assert {one.id for one in gaps} <= {key for one in initiatives for key in one.closes}
    assert all(one.owner and one.lever and one.moves and one.cost is not None for one in initiatives)
    assert all(one.starts < one.ends for one in initiatives if one.starts and one.ends)


@pytest.mark.parametrize("name", STORIES)
def test_figures_that_are_told_fit_each_other(name: str) -> None:
    told = journey(name)
    for one in told.ordered(Kpi):
        assert one.now is not None
        assert one.target is not None
        assert (one.target > one.now) == one.higher_is_better
        assert one.readings
        assert one.readings[-1].value == one.now
        assert [reading.date for reading in one.readings] == sorted(
            {reading.date for reading in one.readings}
        )
        assert not one.method or one.method.casefold() in METHODS
    for promise in told.ordered(Promise):
        assert is_worse(promise) == (promise.verdict in ("partly", "broken"))


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_of_a_sample_have_no_errors_and_everybody_gets_everywhere(name: str) -> None:
    for told in all_numbers(journey(name)):
        assert told.errors == {}
        assert told.unreachable == ()
        endings = told.figures["first_contact_resolution"]
        assert (endings.known, endings.counts) == (endings.of, "endings")
        forks = told.figures["contacts"]
        assert forks.known == forks.of
        assert all(figure.value is not None for figure in told.figures.values())


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_bad_gaps_and_not_only_those(name: str) -> None:
    gaps = found(name).gaps
    severe = [gap for gap in gaps if gap.level in SEVERE]
    assert 3 <= len(severe) <= 7
    assert len(severe) < len(gaps)
    assert {gap.level for gap in gaps} >= {"Critical", "High", "Medium"}


@pytest.mark.parametrize("name", NAMES)
def test_the_mood_of_a_sample_turns_more_than_once(name: str) -> None:
    first, turns = journey(name).personas[0].id, list[bool]()
    for one in journey(name).touchpoints:
        felt = journey(name).store.of(Touchpoint)[one].mood.get(first, 0.0)
        if abs(felt) > 0.5 and turns[-1:] != [felt > 0]:
            turns.append(felt > 0)
    assert len(turns) >= 3


@pytest.mark.parametrize("name", STORIES)
def test_little_is_left_to_do_on_a_story_itself(name: str) -> None:
    unwanted = {"unreachable", "no-evidence", "single-source", "stale-evidence", "no-fix", "no-kpi"}
    assert [sign.why for sign in found(name).todos if sign.rule in unwanted] == []


def test_roadside_assistance_rescues_and_then_forgets() -> None:
    name = "roadside-assistance"
    told = journey(name)
    assert all(one.entry_state is not None and one.entry_state <= -1.5 for one in told.personas)
    lost = between(name, "Car is loaded; “they’ll text you”", "Garage expects nobody")
    assert rules_at(name, lost) >= {"handover-fails", "context-lost", "silo-crossing"}
    night = rules_at(name, at(name, "A night without a word"))
    assert night >= {"silent-wait", "unmet-need", "perception", "missing-system"}
    again = between(name, "Garage expects nobody", "Calls again; gets a second case")
    assert rules_at(name, again) >= {"repeat-contact", "forced-switch", "handover-fails"}
    assert rules_at(name, at(name, "Menu, then six minutes in a queue")) >= {"surge", "single-way"}
    assert [gap.title for gap in found(name).gaps[:2]] == [
        "The case ends when the truck drives off",
        "A night without a word",
    ]


def test_insurance_claim_forces_people_to_the_phone_and_the_cost_tells() -> None:
    name = "insurance-claim"
    told = journey(name)
    switch = between(name, "“Call us to finish your claim”", "22 minutes on hold")
    assert rules_at(name, switch) >= {"forced-switch", "handover-fails", "context-lost", "no-recovery"}
    received = rules_at(name, at(name, "App says “Received” for five days"))
    assert received >= {"silent-wait", "unmet-need"}
    everybody = all_numbers(told)[0].figures
    cost = everybody["cost"]
    assert (cost.known, cost.unit) == (21, "GBP")
    by_title = {kpi.title: kpi for kpi in told.ordered(Kpi)}
    assert cost.value == pytest.approx(by_title["Cost of handling a claim"].now, abs=0.5)
    calls = {"22 minutes on hold", "Tells the agent all of it again", "Calls again to book a visit"}
    calls |= {"Calls to ask where it stands"}
    on_phone = sum(
        all_numbers(told)[0].visits[at(name, title)] * (told.store.of(Touchpoint)[at(name, title)].cost or 0)
        for title in calls
    )
    assert on_phone == pytest.approx(by_title["Cost of calls"].now, abs=0.5)
    assert "£23" in told.map.headline


def test_curbside_pickup_was_never_told_to_the_phone_menu() -> None:
    name = "curbside-pickup"
    told = journey(name)
    unseen = between(name, "Looks for an “I’m here” button", "Sign in the bay: “Call us when here”")
    assert rules_at(name, unseen) >= {"sync-gap", "handover-fails", "forced-switch", "silo-crossing"}
    late = at(name, "“It will be another hour, sorry”")
    assert rules_at(name, late) >= {"silent-wait", "pain-point", "unmet-need"}
    hold = at(name, "15 minutes on hold")
    assert told.store.of(Touchpoint)[hold].wait_min == 15
    assert rules_at(name, hold) >= {"surge", "single-way", "pain-point"}
    assert rules_at(name, between(name, "15 minutes on hold", "Walks in to ask")) >= {"repeat-contact"}
    inside = next(one for one in told.ordered(Kpi) if one.title == "Guests who have to go in")
    walked = all_numbers(told)[0].visits[at(name, "Walks in to ask")]
    assert inside.now == pytest.approx(100 * walked)
    assert any(
        one.detected_by == "nobody" for one in told.store.of(Handover).values() if one.quality == "fails"
    )
