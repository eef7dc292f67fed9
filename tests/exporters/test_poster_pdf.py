"""What a team can rely on when a map becomes a poster."""

from functools import lru_cache
from typing import get_args

import pytest
from pydantic import ValidationError

import resources
from exporters import EXPORTERS
from exporters.exporter import Leaving, Written, unwatched
from exporters.pdf.report import PaperName, ReportOptions, write_report
from exporters.report.papers import SLIDES
from model.drawing.poster import PAPERS
from model.drawing.theme import THEMES, ThemeName
from model.format import read
from model.journey import Journey
from model.records import JourneyMap, Touchpoint
from model.store import Store
from tests.exporters.reading import (
    empty_glyphs,
    fonts,
    outside,
    overlaps,
    page_boxes,
    picture_of,
    text_boxes,
    text_of,
)

MAP = ("map",)


def leaving() -> Leaving:
    opened = read(resources.path("maps", "port-my-number.journey").read_bytes())
    return Leaving(Journey(Store.holding(opened.records)), opened.envelope)


def journey() -> Journey:
    return Journey(Store.holding(read(resources.path("maps", "port-my-number.journey").read_bytes()).records))


@lru_cache(maxsize=16)
def poster(paper: PaperName = "A3", theme: ThemeName = "light") -> Written:
    return write_report(
        leaving(), ReportOptions(pages=MAP, paper=paper, theme=theme, reproducible=True), unwatched
    )


def test_papers_are_those_the_poster_can_be_laid_out_for_and_slides() -> None:
    assert set(get_args(PaperName)) == {*PAPERS, SLIDES}


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_have_the_size_of_their_paper(paper: PaperName) -> None:
    for found in page_boxes(poster(paper).content):
        assert (found.w, found.h) == (
            pytest.approx(PAPERS[paper][0], abs=0.05),
            pytest.approx(PAPERS[paper][1], abs=0.05),
        )


@pytest.mark.parametrize("paper", ["A3", "A4"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_stand_apart_on_the_page_in_fonts_that_are_inside(paper: PaperName, theme: ThemeName) -> None:
    pdf = poster(paper, theme).content
    boxes = text_boxes(pdf)
    assert overlaps(boxes) == []
    assert outside(boxes, page_boxes(pdf)[0]) == []
    assert empty_glyphs(pdf) == 0
    assert fonts(pdf)
    assert all(font.embedded and font.to_unicode for font in fonts(pdf))


def test_every_touchpoint_can_be_found() -> None:
    words = " ".join(text_of(poster().content).split())
    lost = [t.title for t in journey().store.of(Touchpoint).values() if t.title not in words]
    assert lost == []


def test_nothing_of_the_reference_story_is_missing_or_cut() -> None:
    assert poster().missing == ()
    assert poster().cut == ()


def test_the_same_map_gives_the_same_bytes_when_asked() -> None:
    again = write_report(leaving(), ReportOptions(pages=MAP, reproducible=True), unwatched)
    assert again.content == poster().content


def test_a_poster_is_light_to_mail() -> None:
    assert len(poster().content) < 300_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_painted_in_its_theme(theme: ThemeName) -> None:
    corner = picture_of(poster("A3", theme).content, 25.4).getpixel((2, 2))
    assert "#" + "".join(f"{part:02X}" for part in corner) == THEMES[theme]["paper"]


def test_progress_rises_from_nothing_to_all() -> None:
    shares: list[float] = []
    write_report(leaving(), ReportOptions(pages=MAP), shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


def test_what_no_font_has_is_told_with_its_code_point() -> None:
    told = journey()
    with told.store.transaction("Rename") as change:
        change.update(told.map.id, map_headline="A \U000f0000 sign")
    written = write_report(Leaving(told), ReportOptions(pages=MAP), unwatched)
    assert written.missing == ("\U000f0000 (U+F0000)",)


def test_an_empty_map_is_a_poster_too() -> None:
    empty = Journey(Store.holding([JourneyMap(id="jm_1", title="New journey")]))
    pdf = write_report(Leaving(empty), ReportOptions(pages=MAP), unwatched).content
    assert "New journey" in text_of(pdf)
    assert empty_glyphs(pdf) == 0


def test_unknown_options_are_refused() -> None:
    with pytest.raises(ValidationError):
        ReportOptions.model_validate({"paper": "A7"})
    with pytest.raises(ValidationError):
        ReportOptions.model_validate({"colour": "red"})


def test_the_table_knows_the_report() -> None:
    exporter = EXPORTERS["report"]
    written = exporter.write(leaving(), exporter.options(), unwatched)
    assert written.content.startswith(b"%PDF-1.7")
    assert exporter.suffix == ".pdf"
