"""Nothing of a report is cut, too small, on other words or off its page; some of `tests.exporters.everything`."""

from collections.abc import Sequence
from datetime import date

import pytest

from exporters.exporter import CannotExport, unwatched
from exporters.pdf.report import ReportOptions, lay_out_report, write_report
from exporters.report.briefing import Briefing
from exporters.report.moment_head import own_touchpoint
from exporters.report.papers import legibly, paper_size
from exporters.report.room import TOLD, least_size
from exporters.report.sheet import Page
from model.drawing.marks import Text
from model.drawing.text import Style, broken, label, width
from model.findings import Decision, Kpi
from model.journey import Journey
from model.records import Touchpoint
from tests.exporters.everything import SAMPLES, cases, found_in, leaving
from tests.exporters.inspection import LEAST, Fault, faults
from tests.exporters.reading import empty_glyphs, page_boxes
from tests.faults.counts import IS_FULL
from tests.journeys import journey_of

FEW = (
    "port-my-number A3 light",
    "port-my-number A4 dark",
    "curbside-pickup Letter light",
    "roadside-assistance 16:9 light",
    "phone-trade-in 2x2 A3",
    "english 16:9 light",
    "arabic 16:9 dark",
    "japanese 16:9 dark",
    "crowded 16:9 light",
    "nothing A3 light",
    "one touchpoint A4 light",
    "german Letter light",
)
"""What is read in every run; `make faults` reads everything."""
STRAINED = ("english", "german", "many", "crowded", "only computed")
"""Maps so full of long names that words of a report on small papers need further pages."""
WORDY = ("summary", "promises", "value", "moments", "method")
"""The parts that need them."""
ALL = {case.name: case for case in cases()}


@pytest.mark.parametrize("name", ALL if IS_FULL else FEW)
def test_nothing_is_cut_off(name: str) -> None:
    assert [str(one) for one in found_in(ALL[name]) or []] == []


@pytest.mark.parametrize("paper", ["A4", "Letter", "A3"])
@pytest.mark.parametrize("name", STRAINED)
def test_where_words_have_no_room_there_is_another_layout(name: str, paper: str) -> None:
    """No page of maps full of long names is larger than its paper, none cuts a word or sets it too small."""
    laid = lay_out_report(leaving(name), ReportOptions(paper=paper, pages=WORDY), unwatched)
    assert laid.cut == ()
    assert [one for one in laid.remarks if "larger than its paper" in one] == []
    sizes = [least_size(page) * page.scale for page in laid.pages]
    assert min(sizes) >= LEAST - 0.01
    assert [page.label for page in laid.pages if page.scale * page.width > paper_size(paper)[0] + 0.1] == []


@pytest.mark.parametrize("name", ["english", "german", "many"])
def test_a_map_on_the_wall_has_room_for_long_names(name: str) -> None:
    """Its words are at most as small as they can be read."""
    laid = lay_out_report(leaving(name), ReportOptions(tiles="A1", sheet="A3"), unwatched)
    assert laid.cut == ()
    assert len(laid.pages) > 2


def test_a_map_whose_words_have_no_room_on_its_sheets_is_refused() -> None:
    with pytest.raises(CannotExport, match=r"Some words are too long for the map on these sheets \(“X+"):
        lay_out_report(leaving("crowded"), ReportOptions(tiles="A0", sheet="A3"), unwatched)


def heard(pages: Sequence[Page]) -> list[str]:
    """All words of pages, line by line."""
    return [
        mark.line.text
        for page in pages
        for piece in page.pieces
        for mark in piece.marks
        if isinstance(mark, Text)
    ]


@pytest.mark.parametrize(
    ("part", "kicker", "heads"),
    [
        ("promises", "PROMISE AND PERCEPTION, CONTINUED", ("What we believe", "Difference")),
        ("value", "VALUE AND ROADMAP, CONTINUED", ("Roadmap", "Gap and owner")),
    ],
)
def test_what_goes_on_on_a_further_page_has_its_heads_again(
    part: str, kicker: str, heads: tuple[str, ...]
) -> None:
    laid = lay_out_report(leaving("many"), ReportOptions(paper="A4", pages=(part,)), unwatched)
    assert len(laid.pages) > 1
    for page in laid.pages[1:]:
        words = heard([page])
        assert kicker in words
        assert set(heads) <= set(words)
    assert part != "value" or "G13" in heard(laid.pages)


def test_a_moment_with_many_words_goes_on_on_further_pages() -> None:
    told = leaving("port-my-number")
    fresh = journey_of(list(told.journey.store))
    touchpoint = own_touchpoint(Briefing(fresh, date(2026, 11, 21)), fresh.moments[1])
    assert touchpoint is not None
    with fresh.store.transaction("Tell more") as change:
        change.update(touchpoint.id, unseen="What nobody sees is long. " * 36)
    laid = lay_out_report(type(told)(fresh), ReportOptions(paper="A4", pages=("moments",)), unwatched)
    pages = [page for page in laid.pages if page.label == "Moment M2"]
    assert len(pages) > 1
    assert laid.cut == laid.remarks == ()
    assert "MOMENT THAT MATTERS, CONTINUED" in " ".join(heard(pages[1:]))
    assert "Why it breaks" in heard(pages)


def test_every_sample_is_read_in_every_format() -> None:
    papers = {"A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid", "16:9"}
    for name in SAMPLES:
        mine = [dict(case.options) for case in ALL.values() if case.map == name]
        assert papers <= {one.get("paper") for one in mine if one.get("theme") == "light"}
        assert papers <= {one.get("paper") for one in mine if one.get("theme") == "dark"}
        assert any(one.get("tiles") for one in mine)


# -- the reader itself finds what is wrong


def drawn(*texts: tuple[float, float, str, float], size: tuple[float, float] = (100, 60)) -> list[Fault]:
    from exporters.exporter import Written
    from exporters.pdf.canvas import Drawing
    from exporters.pdf.finish import Imprint, finished
    from model.drawing.marks import Box, Figure, Rect

    marks = [
        Rect(Box(10, 10, 30, 10), "wash"),
        *(label(x, y, t, Style("regular", s)) for x, y, t, s in texts),
    ]
    drawing = Drawing("light", "A page", "en-GB")
    with drawing.page(*size):
        drawing.paint([Figure("one", 0, 0, Box(0, 0, *size), tuple(marks))])
    content = finished(drawing.content(), Imprint("A page", "en-GB", reproducible=True))
    return faults(Written(content), ["A page that ends well"], is_tagged=False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ((50, 30, "In its place", 9), None),
        ((50, 30, "Small words", 5.5), "too small"),
        ((90, 30, "Over the edge", 9), "off the page"),
        ((12, 16, "Words that are wider than their box", 9), "out of its box"),
        ((50, 30, "A page that…", 9), "shortened"),
    ],
)
def test_the_reader_sees_each_fault(text: tuple[float, float, str, float], kind: str | None) -> None:
    assert {one.kind for one in drawn(text)} == ({kind} if kind else set())


def test_the_reader_sees_words_on_words() -> None:
    assert [one.kind for one in drawn((50, 30, "Some words", 9), (52, 31, "Others", 9))] == ["overlap"]


# -- 6 pt


def test_words_grow_where_their_page_prints_small() -> None:
    small = Style("regular", 7, leading=9)
    with legibly(0.5):
        assert label(0, 0, "Word", small).size == 2 * LEAST
        assert broken("Two words", small, 100).style.pitch == pytest.approx(9 * 12 / 7)
        grown = width("Word", small)
    assert grown == pytest.approx(width("Word", small) * 12 / 7)
    assert label(0, 0, "Word", small).size == 7


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_map_that_would_print_too_small_gives_way_to_its_phases_and_says_so(paper: str) -> None:
    written = write_report(leaving("port-my-number"), ReportOptions(paper=paper, pages=("map",)), unwatched)
    assert [one for one in written.remarks if "pt; its curve and a page for each phase" in one]
    assert written.pages == 1 + len(journey().phases)


def test_a_map_with_a_name_too_long_for_its_card_gives_way_too() -> None:
    told = leaving("port-my-number")
    one = told.journey.touchpoints[0]
    fresh = journey_of(list(told.journey.store))
    with fresh.store.transaction("Rename") as change:
        change.update(one, title="Endless words " * 60)
    written = write_report(type(told)(fresh), ReportOptions(pages=("map",)), unwatched)
    assert written.cut == ()
    assert "its curve and a page for each phase stand in its place" in written.remarks[0]


def test_a_page_is_larger_than_its_paper_rather_than_words_cut_or_too_small_and_it_is_said() -> None:
    fresh = journey_of(list(journey().store))
    with fresh.store.transaction("Decide") as change:
        change.update(next(iter(fresh.store.of(Decision))), text="Long words of many people " * 40)
    written = write_report(
        type(leaving("port-my-number"))(fresh), ReportOptions(paper="A4", pages=("summary",)), unwatched
    )
    words = (one.text for one in fresh.store.of(Decision).values())
    assert faults(written, words) == []
    (page,) = page_boxes(written.content)
    assert page.w > 300
    assert written.remarks == (TOLD.format(part="Summary", w=page.w, h=page.h),)


def test_sheets_that_would_show_words_too_small_are_refused() -> None:
    fresh = journey_of(list(journey().store))
    with fresh.store.transaction("Decide") as change:
        change.update(next(iter(fresh.store.of(Decision))), text="Long words of many people " * 90)
    options = ReportOptions(tiles="2x1", sheet="A4", pages=("summary",))
    with pytest.raises(CannotExport, match=r"Summary: its smallest words would print at \d\.\d pt"):
        write_report(type(leaving("port-my-number"))(fresh), options, unwatched)


def journey() -> Journey:
    return leaving("port-my-number").journey


def test_pages_are_as_large_as_they_were_asked_for() -> None:
    written = write_report(
        leaving("port-my-number"), ReportOptions(paper="500x350", pages=("register",)), unwatched
    )
    assert {(round(one.w), round(one.h)) for one in page_boxes(written.content)} == {(500, 350)}


def test_what_no_font_has_is_a_box_and_listed() -> None:
    fresh = journey_of(list(journey().store))
    with fresh.store.transaction("Rename") as change:
        change.update(next(iter(fresh.store.of(Kpi))), title="Effort \U000f0001")
        change.update(next(iter(fresh.store.of(Touchpoint))), title="Sees \U000f0000")
    written = write_report(
        type(leaving("port-my-number"))(fresh), ReportOptions(pages=("map", "value")), unwatched
    )
    assert set(written.missing) == {"\U000f0000 (U+F0000)", "\U000f0001 (U+F0001)"}
    assert empty_glyphs(written.content) == 0
