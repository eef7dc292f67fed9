"""Every sample map that ships becomes a poster with nothing cut, missing or overlapping."""

from functools import lru_cache

import pytest

from exporters.exporter import Leaving, Written, unwatched
from exporters.pdf.report import ReportOptions, write_report
from model.findings import NamedGap
from model.format import read
from model.records import Touchpoint
from resources import path
from tests.exporters.reading import empty_glyphs, outside, overlaps, page_boxes, text_boxes, text_of
from tests.journeys import journey_of

MAP = ("map",)
NAMES = [file.stem for file in sorted(path("maps").glob("*.journey"))]


@lru_cache
def poster(name: str) -> Written:
    records = read(path("maps", f"{name}.journey").read_bytes()).records
    return write_report(Leaving(journey_of(records)), ReportOptions(pages=MAP, reproducible=True), unwatched)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_sample_is_cut_or_missing(name: str) -> None:
    assert poster(name).cut == ()
    assert poster(name).missing == ()
    assert empty_glyphs(poster(name).content) == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_texts_of_a_sample_stand_apart_and_on_the_page(name: str) -> None:
    boxes = text_boxes(poster(name).content)
    assert overlaps(boxes) == []
    assert outside(boxes, page_boxes(poster(name).content)[0]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_title_of_a_sample_is_on_its_poster(name: str) -> None:
    words = " ".join(text_of(poster(name).content).split())
    store = journey_of(read(path("maps", f"{name}.journey").read_bytes()).records).store
    titles = [one.title for one in (*store.of(Touchpoint).values(), *store.of(NamedGap).values())]
    assert [title for title in titles if title not in words] == []
