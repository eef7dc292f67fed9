"""A record is said in one line to those who do not see the map."""

from pathlib import Path

import pytest

from app.files import open_map
from app.verbs import samples
from model.journey import Journey
from model.operations import delete, mark_pain
from model.records import Phase
from model.spoken import spoken, spoken_selection, within
from model.store import Store


@pytest.fixture
def journey() -> Journey:
    path: Path = samples()["port-my-number"]
    return Journey(Store.holding(open_map(path).records))


def test_a_touchpoint_says_number_title_mood_marks_and_channel(journey: Journey) -> None:
    said = spoken(journey, journey.touchpoints[10])
    assert said == (
        "Touchpoint 11 of 25, Tells the whole story again, mood −1.7, moment that matters, pain point, Store"
    )


def test_marks_are_counted_and_a_handover_names_its_ends(journey: Journey) -> None:
    failing = next(one for one in journey.leaving(journey.touchpoints[8]) if one.quality == "fails")
    assert spoken(journey, failing.id) == (
        "Handover 9 to 10, fails, Booking and chat notes never reach the store"
    )
    mark_pain(journey.store, journey.touchpoints[10])
    assert "2 pain points" in spoken(journey, journey.touchpoints[10])


def test_phases_say_their_place_and_what_is_in_them(journey: Journey) -> None:
    assert spoken(journey, journey.phases[0]) == "Phase 1 of 5, Decide, Day −3 to 0, 3 touchpoints"
    delete(journey.store, [journey.phases[0]])
    assert len(journey.store.of(Phase)) == 4
    assert spoken(journey, journey.phases[-1]) == "Without a phase, 3 touchpoints"


def test_a_selection_is_said_alone_or_counted(journey: Journey) -> None:
    assert spoken_selection(journey, ()) == "Nothing selected, 25 touchpoints"
    assert spoken_selection(journey, journey.touchpoints[:3]) == "3 touchpoints selected"
    assert spoken_selection(journey, [journey.touchpoints[0], journey.phases[0]]) == "2 things selected"
    assert spoken_selection(journey, ["tp_gone"]) == "Nothing selected, 25 touchpoints"


def test_a_name_within_a_sentence_keeps_the_capitals_that_are_its_own() -> None:
    said = {"Shop & kiosk": "shop & kiosk", "In-store survey": "in-store survey"}
    said |= {one: one for one in ("SMS & email", "WhatsApp", "eBay", "A", "", "Ü", "电话", "متجر")}
    assert {one: within(one) for one in said} == said
