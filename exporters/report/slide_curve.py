"""The first slide: where the mood falls, and the three handovers that lose the most."""

from exporters.report import curve, falls
from exporters.report.briefing import Briefing
from exporters.report.curve import Curve, Names
from exporters.report.falls import Look
from exporters.report.furniture import dotted
from exporters.report.sheet import Page, Sheet
from exporters.report.slides import BODY, BOTTOM, MARGIN, MARK, NAME, Slides
from model.drawing.figures import mood
from model.drawing.marks import Box, Stroke
from model.drawing.message import counted, in_words, signed

LOOK = Look(MARK, NAME, BODY, 9.0)
APART = 11.3
"""What is free between the columns of two falls, mm."""
LEAST_CURVE = 34.0
LINES = 7
NAMES = Names(13.5, 12.0, 3, with_time=False)


def curve_slides(briefing: Briefing) -> list[Page]:
    """The slide of the curve; nothing for a map without touchpoints."""
    steps = briefing.story
    if not steps:
        return []
    found = falls.falls_of(briefing, steps)
    slides = Slides(briefing, "curve", "Curve")
    column = falls.column_for(found, briefing.size[0] - 2 * MARGIN, APART)
    told = falls.told(briefing, falls.worst(briefing, found), LOOK, column, LINES)
    sheet, top = slides.slide(falls.title(briefing, steps, found), _sub(briefing, len(found)))
    below = max((one.height for one in told), default=0.0)
    told_at = min(145.8, BOTTOM - below) if told else BOTTOM
    box = Box(MARGIN, max(top + 14.0, 48.5), sheet.width - 2 * MARGIN, 0)
    phases = curve.phases_below(briefing, curve.curve_of(briefing, box, steps), NAMES)
    phases_at = told_at - max(9.0 if not told else 16.0, 6.0 + max(one[3].height for one in phases))
    bottom = max(box.y + LEAST_CURVE, phases_at - 6.0)
    drawn = curve.curve_of(briefing, Box(box.x, box.y, box.w, bottom - box.y), steps)
    with sheet.figure(curve.says(briefing, steps)):
        curve.draw_bands(sheet, drawn, found)
        _lines(sheet, drawn)
        curve.draw_mood(sheet, briefing, drawn, numbered=False, thick=2.6)
        falls.draw_numbers(sheet, drawn, found, told, MARK)
    curve.draw_phases(sheet, briefing, drawn, phases_at, NAMES)
    falls.draw_told(sheet, briefing, told, LOOK, told_at, MARGIN, column)
    return slides.pages


def _sub(briefing: Briefing, count: int) -> str:
    about = briefing.journey.map
    whose = about.scenario or about.title
    steps = counted(len(briefing.story), "touchpoint")
    said = f"{whose}, {steps}" if whose else steps
    rest = f" Below: the {in_words(falls.MOST)} that lose the most." if count > falls.MOST else ""
    return f"{said}. Mood from {signed(-2)[:2]} to {signed(2)[:2]}.{rest}"


def _lines(sheet: Sheet, drawn: Curve) -> None:
    """The scale without its words, which the line below the title says."""
    box = drawn.box
    for score, _ in mood.AXIS:
        stroke = Stroke("rule2", 0.7) if not score else dotted("rule", 0.5)
        sheet.line(box.x, drawn.y(score), box.right, drawn.y(score), stroke)
