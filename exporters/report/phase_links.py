"""Where the page of a phase leads to."""

from collections.abc import Sequence

from exporters.report.briefing import Briefing
from exporters.report.map_page import gap_anchor, moment_anchor
from model.records import Handover


def links_of(briefing: Briefing, steps: Sequence[str], has_gaps: bool) -> list[tuple[str, str, str]]:
    """Where the links of a page lead: to its moments and, where it has no list of them, its worst gaps.

    Each has its words, as few words as can be, and its anchor.
    """
    journey = briefing.journey
    concerned = [*steps, *(h.id for one in steps for h in journey.leaving(one) if isinstance(h, Handover))]
    found = []
    for moment in journey.moments:
        if moment.on in concerned:
            code = journey.moment_code(moment.id)
            found.append((f"{code} {moment.title}".strip(), code, moment_anchor(moment.id)))
    for gap in [] if has_gaps else briefing.gaps_about(concerned)[:2]:
        code = f"Gap {briefing.codes[gap.key]}"
        found.append((f"{code}: {briefing.title(gap)}", code, gap_anchor(gap.key)))
    return found
