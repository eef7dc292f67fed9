"""Every text of a map is found, however it is typed, and each find can be gone to."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.findings import Comment, Evidence, MomentThatMatters, NamedGap, PainPoint
from model.journey import Journey
from model.kinds import KINDS
from model.likeness import likeness, spans_in
from model.operations import rename
from model.search import Search, folded, place_in_words, seen_at, spans_of, texts_of
from tests.journeys import journey_of, long_map
from tests.widgets.room import found_out, people_and_places


@pytest.fixture
def journey() -> Journey:
    return journey_of([*people_and_places(), *found_out()])


def test_every_text_of_every_record_is_found(journey: Journey) -> None:
    search = Search(journey)
    texts = [(record.id, text) for record in journey.store for _, text in texts_of(record)]
    assert {record.kind for record in journey.store} == KINDS.keys()
    assert len(texts) > 20
    for record, text in texts:
        assert record in {found.record for found in search.find(text)}, text


@pytest.mark.parametrize("typed", ["cafe creme", "CRÈME", "  Creme   Café ", "straße", "STRASSE"])
def test_accents_and_capitals_make_no_difference(journey: Journey, typed: str) -> None:
    touchpoint = journey.touchpoints[0]
    rename(journey.store, touchpoint, "Café Crème, Straße 5")
    assert touchpoint in {found.record for found in Search(journey).find(typed)}


def test_what_is_found_follows_the_map(journey: Journey) -> None:
    search, touchpoint = Search(journey), journey.touchpoints[0]
    assert search.find("quetzalcoatl") == []
    rename(journey.store, touchpoint, "Quetzalcoatl answers")
    assert [found.record for found in search.find("quetzalcoatl")] == [touchpoint]
    with journey.store.transaction("Delete") as change:
        change.delete(touchpoint)
    assert search.find("quetzalcoatl") == []


def test_finds_come_in_the_order_of_the_journey() -> None:
    journey = journey_of(long_map(60))
    found = [one.record for one in Search(journey).find("calls about")]
    assert found == journey.touchpoints


def test_what_hangs_on_something_is_seen_there(journey: Journey) -> None:
    store = journey.store
    for kind in (MomentThatMatters, PainPoint, Comment):
        for record in store.of(kind).values():
            assert seen_at(store, record.id)[0] != record.id
    for evidence in store.of(Evidence):
        assert all(one in store for one in seen_at(store, evidence))
    for gap in store.of(NamedGap):
        assert seen_at(store, gap) == (gap,)


def test_every_find_says_where_it_stands(journey: Journey) -> None:
    assert all(place_in_words(journey, record.id) for record in journey.store)


@given(st.text(max_size=30), st.text(max_size=8))
def test_found_stretches_lie_in_the_text_in_order(text: str, words: str) -> None:
    spans = spans_of(text, words)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(alphabet=string.ascii_letters + " ", min_size=1, max_size=30), st.data())
def test_each_part_of_a_name_is_like_it_and_marked(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    found = likeness(part, name)
    assert found is not None
    marked = "".join(name[a:b] for a, b in spans_in(part, name))
    assert all(word in folded(marked) or word in folded(name) for word in folded(part).split())
    assert bool(marked) == bool(folded(part))


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("fit", "Fit map", "Benefit of the doubt"),
        ("export", "Export map as PDF", "Show the export"),
        ("st", "Store", "Fastest way"),
        ("tell", "Tells the whole story", "Intelligence"),
    ],
)
def test_a_beginning_is_liker_than_a_part(typed: str, better: str, worse: str) -> None:
    one, other = likeness(typed, better), likeness(typed, worse)
    assert one is not None
    assert other is not None
    assert one < other


def test_letters_in_a_hurry_are_enough_and_nonsense_is_not() -> None:
    assert likeness("fnd act", "Find an action") is not None
    assert likeness("zzz", "Find an action") is None
    assert likeness("find xyz", "Find an action") is None
