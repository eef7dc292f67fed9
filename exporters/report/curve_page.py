"""What stands where the map would print too small: its curve, large enough to be read; the phases follow."""

from collections.abc import Sequence

from exporters.report import curve, falls, furniture
from exporters.report.briefing import Briefing
from exporters.report.falls import Look
from exporters.report.furniture import LINK, top_of, whole
from exporters.report.map_page import ANCHOR, phase_anchor
from exporters.report.papers import legibly
from exporters.report.phases import WIDTH
from exporters.report.sheet import Page, Sheet
from model.drawing.marks import Box
from model.drawing.message import counted, lead_of, title_of
from model.drawing.text import Style
from model.records import Phase
from model.spoken import UNSORTED_TITLE

LEFT = furniture.MARGIN
LOWEST = 205.0
"""A page of a flatter paper has a wider grid, so that it is never lower than this, mm."""
MOST = 44
"""So many points have room for their numbers on one page."""
TITLE = Style("title", 22, "ink", 25, spacing=-0.008)
LOOK = Look(
    Style("title", 15, "neg"), Style("semibold", 9.6, "ink", 12.6), Style("regular", 9, "ink2", 12.4), 6.4
)
LINES = 6
APART = 11.5
"""What is free between the columns of two falls, mm."""


def curve_pages(briefing: Briefing) -> list[Page]:
    """The curve on as many pages as its points need."""
    runs = _runs(briefing)
    with legibly(briefing.scale * briefing.size[0] / _wide(briefing)):
        return [_page(briefing, steps, place, len(runs)) for place, steps in enumerate(runs, 1)]


def _wide(briefing: Briefing) -> float:
    """How wide the grid of the page is, mm."""
    w, h = briefing.size
    return max(min(WIDTH, w * briefing.scale), LOWEST * w / h)


def _runs(briefing: Briefing) -> list[list[str]]:
    """The touchpoints page by page, in parts of much the same length."""
    steps = list(briefing.story)
    count = -(-len(steps) // MOST)
    return [steps[len(steps) * i // count : len(steps) * (i + 1) // count] for i in range(count)]


def _page(briefing: Briefing, steps: Sequence[str], place: int, count: int) -> Page:
    w, h = briefing.size
    wide = _wide(briefing)
    label = "Map" if count == 1 else f"Map {place} of {count}"
    sheet = Sheet("map", label, (wide, wide * h / w), briefing.scale * w / wide, "Journey map")
    if place == 1:
        sheet.anchor(ANCHOR)
        sheet.entry("Journey map", ANCHOR)
    end = _head(sheet, briefing)
    found = falls.falls_of(briefing, steps)
    column = falls.column_for(found, sheet.width - 2 * LEFT, APART)
    told = falls.told(briefing, falls.worst(briefing, found), LOOK, column, LINES)
    below = max((one.height for one in told), default=0.0)
    links_at = sheet.height - 15.0
    told_at = links_at - 7.0 - below
    left, top = 30.0, max(end + 15.0, 56.0)
    level = curve.curve_of(briefing, Box(left, top, sheet.width - LEFT - left, 0), steps)
    phases_at = told_at - (16.0 if told else 10.0) - curve.more_for(briefing, level)
    bottom = max(top + 30.0, min(phases_at - 7.0, top + (wide - left) * 0.4))
    box = Box(left, top, sheet.width - LEFT - left, bottom - top)
    drawn = curve.curve_of(briefing, box, steps)
    with sheet.figure(curve.says(briefing, steps)):
        curve.draw_bands(sheet, drawn, found)
        curve.draw_axis(sheet, drawn)
        curve.draw_mood(sheet, briefing, drawn, thick=2.0)
        above = falls.draw_numbers(sheet, drawn, found, told, LOOK.number)
        curve.draw_quotes(sheet, briefing, drawn, above)
    curve.draw_phases(sheet, briefing, drawn, bottom + 7.0)
    falls.draw_told(sheet, briefing, told, LOOK, told_at, LEFT, column)
    _ways(sheet, briefing, steps, links_at)
    furniture.footer(sheet, briefing, label, has_way_back=True)
    return sheet.page


def _whose(briefing: Briefing) -> str:
    """Along whose journey mood is shown."""
    name = briefing.lead.name.split()[0] if briefing.lead is not None and briefing.lead.name.strip() else ""
    return f"Mood along {name}’s journey" if name else "Mood along the journey"


def _head(sheet: Sheet, briefing: Briefing) -> float:
    w, about = sheet.width - 2 * LEFT, briefing.journey.map
    furniture.kicker(sheet, LEFT, 13.6, (_whose(briefing), about.organisation), w)
    with sheet.tag("H1"):
        title = whole(title_of(briefing.journey), TITLE, w)
        y = top_of(23.4, TITLE)
        sheet.put(*title.marks(LEFT, y, w))
    lead = whole(lead_of(briefing.journey), furniture.SUB, min(w, 220.0), 3)
    with sheet.tag("P"):
        sheet.put(*lead.marks(LEFT, y + title.height + 0.4, min(w, 220.0)))
    return y + title.height + lead.height


def _ways(sheet: Sheet, briefing: Briefing, steps: Sequence[str], baseline: float) -> None:
    """What follows, phase by phase, each name leading there."""
    journey, x, known = briefing.journey, LEFT, set(steps)
    there = [one for one in journey.phases if known.intersection(journey.in_phase(one))]
    said = f"{counted(len(there), 'phase')}, each on a page of its own:"
    style = Style("regular", 8.6, "ink3")
    with sheet.tag("P"):
        x += sheet.label(x, baseline, said, style) + 3.0
    for place, phase in enumerate(there):
        record = journey.store.find(Phase, phase)
        title = (record.title if record is not None else UNSORTED_TITLE) or "Untitled phase"
        room = (sheet.width - LEFT - x) / (len(there) - place) - 4.0
        shown = title if furniture.fits(title, LINK, room) else str(place + 1)
        with sheet.tag("P"), sheet.jump(phase_anchor(phase), f"Phase: {title}"):
            x += sheet.label(x, baseline, shown, LINK) + 4.0
