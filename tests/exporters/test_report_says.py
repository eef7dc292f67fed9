"""What the pages of the report say: true to the map, the same on every page, and only where there is something."""

from datetime import date
from itertools import pairwise

import pytest

from exporters.exporter import Leaving, unwatched
from exporters.pdf.report import ReportOptions, lay_out_report
from exporters.report.briefing import Briefing
from exporters.report.curve import fall_name
from exporters.report.findings import findings, reach_of
from exporters.report.map_page import phase_anchor
from exporters.report.method import method_pages
from exporters.report.moment_notes import notes_of
from exporters.report.moments import own_touchpoint
from exporters.report.promises import beliefs_of
from exporters.report.register import register_pages
from exporters.report.sheet import Page
from exporters.report.summary import summary_pages
from exporters.report.value import value_title
from model.drawing.marks import Disc, Text
from model.drawing.message import signed
from model.findings import Kpi
from model.format import read
from model.gaps import find_gaps
from model.journey import Journey
from model.records import Handover, Touchpoint
from resources import path
from tests.journeys import journey_of

DAY = date(2026, 11, 12)
SAMPLES = sorted(file.stem for file in path("maps").glob("*.journey"))


def journey(name: str = "port-my-number") -> Journey:
    return journey_of(read(path("maps", f"{name}.journey").read_bytes()).records)


def briefing(name: str = "port-my-number") -> Briefing:
    return Briefing(journey(name), DAY)


def words(page: Page) -> list[str]:
    return [mark.line.text for piece in page.pieces for mark in piece.marks if isinstance(mark, Text)]


@pytest.mark.parametrize(
    ("told", "figure"),
    [
        ("100% of ports with ID check", ("100", "%", "of ports with ID check")),
        ("82 % of orders", ("82", "%", "of orders")),
        ("Eight in ten", ("8", "in 10", "")),
        ("Two orders in three", ("2", "in 3", "orders")),
        ("1 store in 14", ("1", "in 14", "store")),
        ("One in four, most of them over seventy", ("1", "in 4", "most of them over seventy")),
        ("Every curbside order", ("Every", "", "curbside order")),
        ("Half of all claims", ("Half", "", "of all claims")),
        ("People who call", None),
        ("", None),
    ],
)
def test_whom_a_gap_reaches_is_read_from_the_words_of_the_room(
    told: str, figure: tuple[str, str, str] | None
) -> None:
    assert reach_of(told) == figure


@pytest.mark.parametrize("name", SAMPLES)
def test_the_summary_and_the_register_say_the_same_reach(name: str) -> None:
    told = briefing(name)
    register = " ".join(" ".join(words(page)) for page in register_pages(told))
    for finding in findings(told):
        named = told.named(finding.gap) if finding.gap is not None else None
        if named is not None and named.reach_says and reach_of(named.reach_says) and finding.unit == "%":
            assert named.reach_says.split()[0] in register
            assert named.reach_says.startswith(finding.number)


def test_a_gap_that_nobody_named_says_what_is_wrong() -> None:
    told = briefing()
    computed = {told.title(gap) for gap in told.gaps if not gap.is_named}
    assert "We overrate “ID and papers verified”" in computed
    assert "Weak handover: Customer chases" in computed
    assert not {one.title for one in told.journey.store.of(Touchpoint).values()} & computed


def test_a_gap_is_called_the_same_in_the_report_and_wherever_else_it_is_listed() -> None:
    told = briefing()
    listed = {gap.key: gap.title for gap in find_gaps(told.journey, told.day).gaps}
    assert {gap.key: told.title(gap) for gap in told.gaps} == listed
    said = " ".join(word for page in register_pages(told) for word in words(page))
    assert all("".join(title.split()) in "".join(said.split()) for title in listed.values())


def test_the_register_names_the_same_touchpoints_as_the_cards_on_the_map() -> None:
    told = briefing()
    for gap in told.gaps:
        assert tuple(told.touchpoints_of(gap)) == told.cards[gap.key].numbers


@pytest.mark.parametrize("name", SAMPLES)
def test_no_row_of_the_register_stands_alone_on_a_further_page(name: str) -> None:
    pages = register_pages(briefing(name))
    for page in pages[1:]:
        assert sum(anchor.startswith("gap-") for anchor in page.anchors) > 1


def test_computed_gaps_say_why_and_whose_they_are() -> None:
    first, second = register_pages(briefing())
    assert "What customers say" in words(first)
    assert {"Why it is one", "Departments"} <= set(words(second))
    assert "What customers say" not in words(second)
    assert "Ten more gaps the map shows by itself, seven of them high" in words(second)


def test_what_customers_feel_is_what_the_rules_reckon_with() -> None:
    told = briefing()
    by_number = {told.journey.number_of(one.touchpoint.id): one for one in beliefs_of(told)}
    gap = next(gap for gap in told.gaps if gap.title.endswith("“ID and papers verified”"))
    assert f"{by_number[12].apart:.1f} apart" in gap.signs[0].why
    assert signed(by_number[12].felt) in gap.signs[0].why


@pytest.mark.parametrize("name", SAMPLES)
def test_what_closing_gaps_is_worth_names_figures_of_the_map(name: str) -> None:
    told = briefing(name)
    title = value_title(told)
    money = [one for one in told.journey.ordered(Kpi) if one.level == "financial" and one.now is not None]
    assert " should take " in title
    assert any(one.title.split(",")[0].lower() in title.lower() for one in money)


def test_a_moment_without_words_of_its_own_says_what_the_map_knows() -> None:
    told = briefing()
    moment = told.journey.moments[2]
    notes = notes_of(told, moment, own_touchpoint(told, moment))
    assert notes.title == "Why it breaks"
    assert "A failed port sends people back to the store." in notes.reasons
    assert [one.text for one in notes.tasks] == ["Resubmit from chat"]
    assert "First-contact resolution" in [one.name for one in notes.measures]


def test_what_nobody_has_said_of_a_moment_is_no_heading() -> None:
    told = briefing()
    pages = lay_out_report(Leaving(told.journey, day=DAY), ReportOptions(pages=("moments",)), unwatched).pages
    first = words(pages[0])
    assert "Why it breaks" not in first
    assert "Next actions" not in first
    assert "Why it breaks" in words(pages[1])


def test_a_phase_leads_to_its_gaps_where_they_begin() -> None:
    told = briefing()
    options = ReportOptions(pages=("phases",))
    wait = lay_out_report(Leaving(told.journey, day=DAY), options, unwatched).pages[3]
    named = next(gap for gap in told.gaps if gap.title == "A failed port sends people back to the store")
    assert any(jump.to == f"gap-{named.key}" for jump in wait.jumps)
    assert any("not connected" in one for one in words(wait))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_phase_below_the_curve_leads_to_its_page(name: str) -> None:
    told = briefing(name)
    (page,) = summary_pages(told)
    led = [jump.to for jump in page.jumps if jump.to.startswith("phase-")]
    assert led == [phase_anchor(one) for one in told.journey.phases if told.journey.in_phase(one)]


def test_a_figure_reckoned_and_a_kpi_of_the_same_name_are_told_apart() -> None:
    told = briefing()
    kpi = next(one for one in told.journey.ordered(Kpi) if one.title == "First-contact resolution")
    said = " ".join(words(method_pages(told)[0]))
    assert kpi.now == 61
    assert "First-contact resolution: 89%" in said
    assert "The KPI of this name, 61%, is what was measured" in said


def test_the_numbers_of_points_stand_inside_them_on_small_paper() -> None:
    options = ReportOptions(paper="A4", pages=("summary",))
    (page,) = lay_out_report(Leaving(journey(), day=DAY), options, unwatched).pages
    marks = [mark for piece in page.pieces for mark in piece.marks]
    pairs = [
        (disc, number)
        for disc, number in pairwise(marks)
        if isinstance(disc, Disc) and isinstance(number, Text)
    ]
    assert len(pairs) == len(journey().touchpoints) - 2
    for disc, number in pairs:
        assert number.size * page.scale >= 5.99
        assert number.width < 2 * disc.r


@pytest.mark.parametrize("name", SAMPLES)
def test_the_summary_names_each_failing_handover(name: str) -> None:
    told = briefing(name)
    wanted = set(told.story)
    falls = [one for one in told.journey.store.of(Handover).values() if one.quality == "fails"]
    (page,) = summary_pages(told)
    for fall in falls:
        if {fall.source, fall.target} <= wanted:
            assert fall_name(told, fall) in words(page)
