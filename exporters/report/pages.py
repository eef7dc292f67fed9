"""THE table of the report's parts, in their order."""

from collections.abc import Callable
from dataclasses import dataclass

from exporters.report.briefing import Briefing
from exporters.report.papers import SLIDES
from exporters.report.sheet import Page


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report: its name, its title, what makes its pages, and what a map without any lacks."""

    name: str
    title: str
    pages: Callable[[Briefing], list[Page]]
    lacks: str


def _summary(briefing: Briefing) -> list[Page]:
    from exporters.report.summary import summary_pages

    return summary_pages(briefing)


def _map(briefing: Briefing) -> list[Page]:
    from exporters.report.map_page import map_pages

    return map_pages(briefing)


def _register(briefing: Briefing) -> list[Page]:
    from exporters.report.register import register_pages

    return register_pages(briefing)


def _promises(briefing: Briefing) -> list[Page]:
    from exporters.report.promises import promise_pages

    return promise_pages(briefing)


def _value(briefing: Briefing) -> list[Page]:
    from exporters.report.value import value_pages

    return value_pages(briefing)


def _moments(briefing: Briefing) -> list[Page]:
    from exporters.report.moments import moment_pages

    return moment_pages(briefing)


def _phases(briefing: Briefing) -> list[Page]:
    from exporters.report.phases import phase_pages

    return phase_pages(briefing)


def _method(briefing: Briefing) -> list[Page]:
    from exporters.report.method import method_pages

    return method_pages(briefing)


def _curve_slides(briefing: Briefing) -> list[Page]:
    from exporters.report.slide_curve import curve_slides

    return curve_slides(briefing)


def _gap_slides(briefing: Briefing) -> list[Page]:
    from exporters.report.slide_gaps import gap_slides

    return gap_slides(briefing)


def _decision_slides(briefing: Briefing) -> list[Page]:
    from exporters.report.slide_decisions import decision_slides

    return decision_slides(briefing)


PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part("summary", "Summary", _summary, "no touchpoints"),
        Part("map", "Map", _map, "nothing to show"),
        Part("register", "Gap register", _register, "no gaps"),
        Part("promises", "Promise and perception", _promises, "no promises, and nothing of what you believe"),
        Part("value", "Value and roadmap", _value, "no KPIs and no initiatives"),
        Part("moments", "Moments that matter", _moments, "no moments that matter"),
        Part("phases", "Phases", _phases, "no touchpoints"),
        Part("method", "Method", _method, "nothing to explain"),
    )
}
"""Every part on paper by its name; each imports what it draws with only when it is asked for."""

SLIDE_PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part("curve", "Curve", _curve_slides, "no touchpoints"),
        Part("gaps", "Gaps", _gap_slides, "no gaps"),
        Part("decisions", "Decisions", _decision_slides, "no decisions"),
    )
}
"""Every part on slides by its name."""


def parts_for(paper: str) -> dict[str, Part]:
    """The parts there are on a paper."""
    return SLIDE_PARTS if paper == SLIDES else PARTS
