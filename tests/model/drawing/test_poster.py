"""The poster: one page for every map, its numbers counted from the map."""

import pytest

from model.drawing.marks import Text
from model.drawing.message import counted, key_figures, lead_of, signed, title_of
from model.drawing.poster import PAPERS, Poster, poster
from model.format import read
from model.journey import Journey
from model.records import Handover, JourneyMap, Touchpoint
from resources import path
from tests.journeys import crowded_map, journey_of, long_map, tiny_maps


def reference() -> Journey:
    return journey_of(read(path("maps", "port-my-number.journey").read_bytes()).records)


def words(page: Poster) -> str:
    return " ".join(m.line.text for f in page.figures for m in f.marks if isinstance(m, Text))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_page_has_the_shape_of_its_paper_and_everything_stands_on_it(paper: str) -> None:
    page = poster(reference(), PAPERS[paper])
    assert page.width * page.scale == pytest.approx(PAPERS[paper][0], rel=1e-6)
    assert page.height * page.scale == pytest.approx(PAPERS[paper][1], rel=1e-6)
    for figure in page.figures:
        assert figure.bounds.x >= 0
        assert figure.bounds.right <= page.width
        assert figure.bounds.bottom <= page.height


def test_every_number_of_the_header_is_counted() -> None:
    journey = reference()
    assert [f"{f.number} {f.words}" for f in key_figures(journey)][:3] == [
        "3 of 29 handovers fail",
        "4 moments that matter",
        "8 gaps, 3 critical",
    ]
    failing = next(h for h in journey.store.of(Handover).values() if h.quality == "fails")
    with journey.store.transaction("Mend") as change:
        change.update(failing.id, quality="holds")
    assert key_figures(journey)[0].number == "2"
    with journey.store.transaction("Worse") as change:
        for one in journey.in_phase(journey.phases[0]):
            change.update(one, {f"mood/{p.id}": -2.0 for p in journey.personas})
    assert (key_figures(journey)[3].number, key_figures(journey)[3].words) == ("−2.0", "mood in Decide")


def test_the_headline_is_the_authors_and_else_the_title() -> None:
    journey = reference()
    assert title_of(journey) == "Chat delights. The store undoes it."
    with journey.store.transaction("Clear") as change:
        change.update(journey.map.id, map_headline="")
    assert title_of(journey) == journey.map.title


def test_sentences_know_one_from_many() -> None:
    assert counted(1, "touchpoint") == "1 touchpoint"
    assert counted(2, "touchpoint") == "2 touchpoints"
    assert "25 touchpoints in 5 channels and 5 phases" in lead_of(reference())
    assert "1 touchpoint in 1 channel and 1 phase." in lead_of(journey_of(tiny_maps()["one touchpoint"]))
    assert [signed(m) for m in (1.25, -0.04, -0.9)] == ["+1.2", "0.0", "−0.9"]


@pytest.mark.parametrize("name", list(tiny_maps()))
def test_an_almost_empty_map_is_still_a_page(name: str) -> None:
    page = poster(journey_of(tiny_maps()[name]), PAPERS["A3"])
    assert page.width / page.height == pytest.approx(420 / 297)
    assert "Untitled map" in words(page)


def test_a_short_journey_is_printed_larger_and_a_long_one_makes_the_page_wider() -> None:
    tiny = poster(journey_of(tiny_maps()["one touchpoint"]), PAPERS["A3"])
    assert tiny.scale > 1.3
    long = poster(journey_of(long_map(200)), PAPERS["A3"])
    assert long.width / long.height > 3
    assert long.height * long.scale == pytest.approx(297)


def test_what_a_crowded_page_has_to_shorten_is_reported() -> None:
    page = poster(journey_of(crowded_map()), PAPERS["A3"])
    assert "X" * 400 in page.cut
    assert poster(reference(), PAPERS["A3"]).cut == ()


def test_the_legend_explains_what_the_map_shows_and_nothing_else() -> None:
    assert "Handover fails" in words(poster(reference(), PAPERS["A3"]))
    lone = words(poster(journey_of(tiny_maps()["one touchpoint"]), PAPERS["A3"]))
    assert "Handover" not in lone


def test_empty_lanes_and_bands_are_not_printed() -> None:
    journey = reference()
    with journey.store.transaction("Empty the phone") as change:
        phone = journey.channels[-1]
        for one in list(journey.store.of(Touchpoint).values()):
            if one.place.channel == phone:
                change.delete(one.id)
            else:
                change.update(one.id, department=None, systems=(), missing_systems=(), quote="")
    page = words(poster(journey, PAPERS["A3"]))
    for gone in ("Phone", "Department", "CRM", "In their words", "LINE OF VISIBILITY"):
        assert gone not in page


def test_a_map_without_a_title_has_one_to_show() -> None:
    page = poster(journey_of([JourneyMap(id="jm_1", language="de")]), PAPERS["A4"])
    assert (page.title, page.language) == ("Untitled map", "de")
