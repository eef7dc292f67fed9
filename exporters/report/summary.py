"""The first page: what is at stake in one sentence, what is to be decided, where the mood falls, four figures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from exporters.report import curve, furniture
from exporters.report.briefing import Briefing, long_day
from exporters.report.findings import Finding, findings
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Page, Sheet
from model.drawing.marks import MM_PER_PT, Box, Mark
from model.drawing.message import counted, in_words, lead_of
from model.drawing.text import Style
from model.findings import Decision
from model.records import Handover

ANCHOR = "summary"
DISPLAY = Style("title", 38, "ink", 43, spacing=-0.012)
LEAD = Style("regular", 11.4, "ink2", 16)
PANEL = Box(252, 14, 156, 72)
MOST_DECISIONS = 4
SAYS = Style("semibold", 10, "ink", 13.4)
FIGURES, SAID, MOST_SAID, MOST_LACK = 53.0, 14.4, 24.0, 24.0
"""The height of a figure with its words, of its sentence and the most of it, and the most that words may lack, mm."""
NAMES = replace(curve.ON_A_PAGE, most=26.0)
"""How the phases below the curve are named."""


def summary_pages(briefing: Briefing) -> list[Page]:
    """The summary; nothing for a map without touchpoints."""
    if not briefing.story:
        return []
    sheet = Sheet(ANCHOR, "Summary", briefing.size, briefing.scale, "Summary")
    sheet.anchor(ANCHOR)
    sheet.entry("Summary", ANCHOR)
    decisions = briefing.journey.ordered(Decision)
    bottom = _head(sheet, briefing, 210.0 if decisions else sheet.width - 2 * furniture.MARGIN)
    if decisions:
        bottom = max(bottom, _decisions(sheet, briefing, decisions))
    more = max(0.0, bottom - 86.0)
    room = max(0.0, sheet.height - 297.0)
    told = findings(briefing)
    lack = _lack(sheet, told)
    _curve(sheet, briefing, 100.0 + more, 194.0 + room * 0.7 + more * 0.35 - lack)
    _figures(sheet, told, briefing, sheet.height - 71.0 - lack, FIGURES + lack)
    furniture.footer(sheet, briefing, "Summary")
    return [sheet.page]


def headline(briefing: Briefing) -> str:
    """The message of the whole report: the author's, or composed from what was found."""
    about = briefing.journey.map
    if about.headline:
        return about.headline
    failing = sum(one.quality == "fails" for one in briefing.journey.store.of(Handover).values())
    whose = about.scenario or about.title or "This journey"
    if failing:
        where = "one handover" if failing == 1 else f"{in_words(failing)} handovers"
        return f"{whose}: customers are lost at {where}."
    critical = sum(gap.level == "Critical" for gap in briefing.gaps)
    if critical:
        return f"{whose}: {counted(critical, 'critical gap')} to close."
    if briefing.gaps:
        return f"{whose}: {counted(len(briefing.gaps), 'gap')}, none of them critical."
    return f"{whose}: no gaps found yet."


def _head(sheet: Sheet, briefing: Briefing, w: float) -> float:
    about = briefing.journey.map
    parts = ("Customer journey report", long_day(briefing.day), about.organisation)
    if furniture.fits(" · ".join(parts).upper(), furniture.KICKER, w):
        parts = (about.organisation, *parts[:2])
    furniture.kicker(sheet, furniture.MARGIN, 15.2, parts, w)
    style = next(
        (one for one in _displays() if furniture.lines_needed(headline(briefing), one, w) <= 2), None
    )
    with sheet.tag("H1"):
        style = style or list(_displays())[-1]
        box = Box(furniture.MARGIN, 20.0, w, 3 * style.pitch * MM_PER_PT)
        y = furniture.put_snug(sheet, box, headline(briefing), style)
    with sheet.tag("P"):
        lead = about.lead or lead_of(briefing.journey)
        box = Box(furniture.MARGIN, y + 4.5, min(w, 176.0), 5 * LEAD.pitch * MM_PER_PT)
        return furniture.put_snug(sheet, box, lead, LEAD)


def _displays() -> Sequence[Style]:
    return [DISPLAY, *(Style("title", size, "ink", size * 1.14, spacing=-0.01) for size in (32, 27, 23))]


def _decisions(sheet: Sheet, briefing: Briefing, decisions: Sequence[Decision]) -> float:
    """The panel of what executives are asked to decide; returns where it ends, mm."""
    shown = decisions[:MOST_DECISIONS]
    w = PANEL.w - 23
    strong, small = Style("semibold", 10.5, "ink", 13.5), Style("regular", 9, "ink2", 12)
    blocks = []
    for one in shown:
        said = _note(briefing, one)
        first = furniture.snug(one.text or "Untitled decision", strong, w, 10.0)
        blocks.append((first, furniture.snug(said, small, w, 13.0) if said else None))
    heights = [first.height + (note.height if note else 0.0) + 1.2 for first, note in blocks]
    spare = max(2.5, (PANEL.h - 17 - sum(heights)) / max(1, len(shown)))
    bottom = max(PANEL.bottom, PANEL.y + 15 + sum(heights) + spare * len(shown))
    sheet.rect(Box(PANEL.x, PANEL.y, PANEL.w, bottom - PANEL.y), "wash", radius=1.6)
    days = [one.by for one in decisions if one.by is not None]
    with sheet.tag("H2"):
        sheet.label(
            PANEL.x + 6.8, PANEL.y + 8.6, _needed(days).upper(), Style("semibold", 7, "ink2", spacing=0.08)
        )
    y = PANEL.y + 13.4
    with sheet.tag("L"):
        for number, (first, note) in enumerate(blocks, 1):
            with sheet.tag("LI"), sheet.tag("LBody"):
                sheet.label(PANEL.x + 6.8, y + 7.2, str(number), Style("title", 22, "neg"))
                sheet.put(*first.marks(PANEL.x + 16.8, y))
                if note is not None:
                    marks = note.marks(PANEL.x + 16.8, y + first.height + 0.6, w)
                    _put_note(sheet, briefing, shown[number - 1], marks)
            y += heights[number - 1] + spare
    if len(decisions) > len(shown):
        with sheet.tag("P"):
            rest = f"and {len(decisions) - len(shown)} more"
            sheet.label(PANEL.x + 16.8, bottom - 2.5, rest, Style("regular", 8, "ink3"))
    return bottom


def _put_note(sheet: Sheet, briefing: Briefing, decision: Decision, marks: Sequence[Mark]) -> None:
    """The note of a decision; it leads to the worst gap that it closes."""
    gap = next(iter(briefing.closing(sorted(decision.closes))), None)
    if gap is None:
        sheet.put(*marks)
        return
    with sheet.jump(gap_anchor(gap.key), f"Gap {briefing.codes[gap.key]}: {briefing.title(gap)}"):
        sheet.put(*marks)


def _needed(days: Sequence[date]) -> str:
    if not days:
        return "Decisions needed"
    return f"Decisions needed by {long_day(min(days), with_year=False)}"


def _note(briefing: Briefing, decision: Decision) -> str:
    """What the room noted beside a decision, or which gaps it closes."""
    if decision.note:
        return decision.note
    codes = [briefing.codes[gap.key] for gap in briefing.closing(sorted(decision.closes))]
    return f"Closes {', '.join(codes)}." if codes else ""


# -- the curve


def curve_title(briefing: Briefing) -> str:
    """What the curve shows, as a message."""
    falls = _falls(briefing)
    if len(falls) > 1:
        return f"Mood falls at {in_words(len(falls))} handovers"
    if falls:
        return "Mood falls at one handover"
    known = [(felt, one) for one in briefing.story if (felt := briefing.felt(one)) is not None]
    if not known:
        return "How it feels is not known yet"
    number = briefing.journey.number_of(min(known)[1])
    return f"Mood is lowest at touchpoint {number}"


def _falls(briefing: Briefing) -> list[Handover]:
    wanted = set(briefing.story)
    every = briefing.journey.store.of(Handover).values()
    return [one for one in every if one.quality == "fails" and {one.source, one.target} <= wanted]


def _sources(briefing: Briefing) -> str:
    lead, count = briefing.lead, counted(len(briefing.story), "touchpoint")
    said = (
        f"{lead.name.split()[0]}’s journey, {count}" if lead is not None and lead.name else count.capitalize()
    )
    told = [one for one in briefing.sources if one.evidence_kind != "workshop"][:2]
    known = [f"{one.text}, n = {one.sample_size:,}" for one in told if one.text and one.sample_size]
    return f"{said}, −2 angry to +2 delighted. {'; '.join(known)}{'.' if known else ''}".strip()


def _curve(sheet: Sheet, briefing: Briefing, top: float, bottom: float) -> None:
    furniture.section(sheet, furniture.MARGIN, top, curve_title(briefing))
    with sheet.tag("P"):
        style, w = Style("regular", 8.6, "ink3"), sheet.width - 2 * furniture.MARGIN
        room = Box(furniture.MARGIN, furniture.top_of(top + 5.6, style), w, 4.4)
        end = furniture.put_grown(sheet, room, _sources(briefing), style, 14.0, 5.8)
    top += max(0.0, end - room.y - 6.0)
    box = Box(31, top + 17, sheet.width - furniture.MARGIN - 31, 0)
    bottom -= curve.more_for(briefing, curve.curve_of(briefing, box, briefing.story), NAMES)
    box = Box(box.x, box.y, box.w, bottom - box.y)
    drawn, falls = curve.curve_of(briefing, box, briefing.story), _falls(briefing)
    with sheet.figure(curve.says(briefing, briefing.story)):
        curve.draw_bands(sheet, drawn, falls)
        curve.draw_axis(sheet, drawn)
        curve.draw_mood(sheet, briefing, drawn, numbered=len(briefing.story) <= 45)
        above = curve.draw_falls(sheet, briefing, drawn, falls)
        curve.draw_quotes(sheet, briefing, drawn, above)
    curve.draw_phases(sheet, briefing, drawn, bottom + 9, NAMES)


# -- the four figures


def _step(sheet: Sheet) -> float:
    """From one figure to the next, mm."""
    return (sheet.width - 2 * furniture.MARGIN + 8) / 4


def _lack(sheet: Sheet, told: Sequence[Finding]) -> float:
    """What the words below the figures need more than they like to take, mm; the curve gives it."""
    w, most = _step(sheet) - 8, 0.0
    for one in told:
        says = furniture.grown(one.says, SAYS, w, SAID, MOST_SAID).height
        most = max(most, says + furniture.needed(one.cause, furniture.BODY, w) + 20.9 - FIGURES)
    return min(most, MOST_LACK)


def _figures(sheet: Sheet, told: Sequence[Finding], briefing: Briefing, y: float, high: float) -> None:
    step = _step(sheet)
    for place, one in enumerate(told):
        x = furniture.MARGIN + place * step
        sheet.rule(x, y, x + step - 8, one.colour, 1.2)
        with sheet.tag("P"):
            furniture.number_with_unit(sheet, x, y + 17.0, one.number, one.unit, one.colour)
        with sheet.tag("H3"):
            below = furniture.put_grown(sheet, Box(x, y + 20.0, step - 8, SAID), one.says, SAYS, MOST_SAID)
        with sheet.tag("P"):
            room = y + high - below
            below = furniture.put_snug(sheet, Box(x, below + 0.8, step - 8, room), one.cause, furniture.BODY)
        if one.gap is not None:
            _leads_to(sheet, briefing, one, x, below + 5.0)


def _leads_to(sheet: Sheet, briefing: Briefing, one: Finding, x: float, baseline: float) -> None:
    assert one.gap is not None
    code = briefing.codes[one.gap.key]
    with sheet.tag("P"), sheet.jump(gap_anchor(one.gap.key), f"Gap {code}: {briefing.title(one.gap)}"):
        sheet.label(x, baseline, f"Gap {code} →", furniture.LINK)
