"""What a focus leaves in sight: whole steps with what is on them, and nothing of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.focus import Focus, in_focus
from model.format import read
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Store
from resources import path
from tests.journeys import crowded_map, journey_of
from tests.model.conftest import small_map

CROWDED = journey_of(crowded_map())


@pytest.fixture
def journey() -> Journey:
    return Journey(Store.holding(small_map()))


def kept(journey: Journey, kind: str, focus: Focus) -> set[str]:
    return {one for one in in_focus(journey, focus) if one.startswith(f"{kind}_")}


def test_without_a_focus_everything_is_in_sight(journey: Journey) -> None:
    assert in_focus(journey, Focus()) == {record.id for record in journey.store}
    assert not Focus()


def test_a_persona_keeps_the_touchpoints_it_meets_and_the_way_between_them(journey: Journey) -> None:
    assert kept(journey, "tp", Focus(frozenset(["pe_2"]))) == {"tp_1", "tp_3"}
    assert kept(journey, "ho", Focus(frozenset(["pe_2"]))) == set()
    assert kept(journey, "pe", Focus(frozenset(["pe_2"]))) == {"pe_2"}
    both = Focus(frozenset(["pe_1", "pe_2"]))
    assert kept(journey, "tp", both) == {"tp_1", "tp_2", "tp_3"}
    assert "ho_1" in kept(journey, "ho", both)


def test_a_department_keeps_what_enters_and_leaves_it(journey: Journey) -> None:
    focus = Focus(department="de_1")
    assert kept(journey, "tp", focus) == {"tp_2"}
    ends = {h.id for h in journey.store.of(Handover).values() if "tp_2" in (h.source, h.target)}
    assert kept(journey, "ho", focus) == ends
    assert kept(journey, "mo", focus) | kept(journey, "pa", focus) == {
        one.id for step in ("tp_2", *ends) for one in (*journey.moments_on(step), *journey.pains_on(step))
    }
    assert kept(journey, "sy", focus) == {"sy_1"}


def test_a_phase_keeps_its_touchpoints(journey: Journey) -> None:
    assert kept(journey, "tp", Focus(phase="ph_2")) == {"tp_3"}
    assert kept(journey, "ph", Focus(phase="ph_2")) == {"ph_2"}


def test_only_failing_handovers_keep_their_two_ends(journey: Journey) -> None:
    assert kept(journey, "ho", Focus(failing=True)) == {"ho_1"}
    assert kept(journey, "tp", Focus(failing=True)) == {"tp_1", "tp_2"}


def test_parts_of_a_focus_hold_together(journey: Journey) -> None:
    assert kept(journey, "tp", Focus(frozenset(["pe_2"]), department="de_1")) == set()
    assert kept(journey, "tp", Focus(phase="ph_2", failing=True)) == set()


def test_a_focus_lets_go_of_what_is_not_there_any_more() -> None:
    focus = Focus(frozenset(["pe_1", "pe_2"]), "de_1", "ph_1", failing=True)
    assert focus.within(["pe_2", "ph_1"]) == Focus(frozenset(["pe_2"]), None, "ph_1", True)
    assert focus.within(["pe_2"]).persona == "pe_2"
    assert focus.persona is None


focuses = st.builds(
    Focus,
    st.frozensets(st.sampled_from([p.id for p in CROWDED.personas]), max_size=3),
    st.sampled_from([None, *(d.id for d in CROWDED.departments)]),
    st.sampled_from([None, *CROWDED.phases]),
    st.booleans(),
)


@given(focuses)
def test_more_in_a_focus_never_shows_more_handovers_and_no_finding_stands_alone(focus: Focus) -> None:
    seen, store = in_focus(CROWDED, focus), CROWDED.store
    assert seen <= {record.id for record in store}
    looser = Focus(focus.personas, None, focus.phase, focus.failing)
    handovers = set(store.of(Handover))
    assert seen & handovers <= in_focus(CROWDED, looser) & handovers
    steps = seen & (set(store.of(Touchpoint)) | handovers)
    for one in seen:
        if one.startswith(("mo_", "pa_")):
            assert store[one].on in steps  # type: ignore[attr-defined]


def test_the_reference_map_shows_what_daniel_meets() -> None:
    journey = journey_of(read(path("maps", "port-my-number.journey").read_bytes()).records)
    daniel = journey.personas[1].id
    seen = {journey.number_of(one) for one in kept(journey, "tp", Focus(frozenset([daniel])))}
    assert {6, 17} <= seen
    assert not seen & {4, 5, 7}
