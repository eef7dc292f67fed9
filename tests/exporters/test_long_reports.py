"""The report of a long map: as much as the map holds and no more, and what stands on it stands where it belongs."""

from datetime import date

import pytest

from exporters.exporter import Leaving, unwatched
from exporters.pdf.report import ReportOptions, lay_out_report
from exporters.report.briefing import Briefing
from exporters.report.furniture import locator
from exporters.report.register import register_pages
from exporters.report.sheet import Page, Sheet
from model.drawing.marks import Disc, Path
from tests.journeys import journey_of, long_map

DAY = date(2026, 11, 21)


def marks_of(pages: tuple[Page, ...]) -> int:
    return sum(len(piece.marks) for page in pages for piece in page.pieces)


def located(length: int, chosen: list[int]) -> Page:
    """A page with nothing on it but a locator from 10 to 74 mm."""
    sheet = Sheet("x", "x", (420.0, 297.0), 1.0, "x")
    locator(sheet, Briefing(journey_of(long_map(length)), DAY), 10.0, 20.0, 64.0, chosen)
    return sheet.page


def dots(page: Page) -> list[Disc]:
    return [mark for piece in page.pieces for mark in piece.marks if isinstance(mark, Disc)]


def test_a_report_of_twice_the_map_holds_about_twice_as_much() -> None:
    short, long = (
        lay_out_report(Leaving(journey_of(long_map(length)), day=DAY), ReportOptions(), unwatched).pages
        for length in (150, 300)
    )
    assert marks_of(long) < 2.4 * marks_of(short)


def test_each_touchpoint_of_a_map_for_people_is_a_dot() -> None:
    page = located(25, [1, 25])
    assert len(dots(page)) == 25
    assert [place for place, dot in enumerate(dots(page), 1) if dot.fill == "neg"] == [1, 25]


@pytest.mark.parametrize("length", [300, 1000, 5000])
def test_where_dots_would_touch_those_concerned_stand_on_a_line(length: int) -> None:
    page = located(length, [1, length // 2, length])
    first, middle, last = dots(page)
    (line,) = [mark for piece in page.pieces for mark in piece.marks if isinstance(mark, Path)]
    ends = [float(step[1]) for step in line.steps]
    assert 10.0 <= min(ends) < max(ends) <= 74.1
    assert first.x == pytest.approx(min(ends), abs=0.2)
    assert middle.x == pytest.approx(42.0, abs=1.2)
    assert last.x == pytest.approx(max(ends), abs=0.2)
    assert {dot.fill for dot in dots(page)} == {"neg"}


def test_a_register_of_hundreds_of_gaps_leads_each_to_its_row() -> None:
    told = Briefing(journey_of(long_map(300)), DAY)
    pages = register_pages(told)
    anchors = [anchor for page in pages for anchor in page.anchors if anchor.startswith("gap-")]
    assert anchors == [f"gap-{gap.key}" for gap in told.gaps]
    assert len(anchors) > 50


def test_a_gap_is_found_by_its_key_its_records_and_its_touchpoints() -> None:
    told = Briefing(journey_of(long_map(60)), DAY)
    for gap in told.gaps:
        assert told.gap_of(gap.key) is gap
        assert told.closing([gap.key, "gap:tp_gone"]) == [gap]
        assert gap in told.gaps_about([gap.anchor])
        for number in told.touchpoints_of(gap):
            assert gap in told.gaps_among([number])
    assert told.gaps_among(range(1, 61)) == list(told.gaps)
    assert told.gap_of("gap:tp_gone") is None
