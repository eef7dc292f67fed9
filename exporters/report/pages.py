"""THE table of the report's parts, in their order."""

from collections.abc import Callable
from dataclasses import dataclass

from exporters.report.briefing import Briefing
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
"""Every part by its name; each imports what it draws with only when it is asked for."""
