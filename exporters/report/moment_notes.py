"""Below a moment that matters: why it breaks, how we will know that it works, who does what next, and its gaps."""

from exporters.report import furniture
from exporters.report.briefing import Briefing, day_says, with_unit
from exporters.report.furniture import BODY, LINK, MARGIN
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Sheet
from model.drawing.marks import Box, Disc, Stroke
from model.drawing.message import signed
from model.drawing.text import Style, width
from model.findings import Action, Kpi, MomentThatMatters
from model.records import Touchpoint

TEXT = Style("medium", 9, "ink", 12)
SMALL = Style("regular", 8, "ink3")
MOST_KPIS, KPI = 4, 11.4
FOOT = 24.0
"""What stays free below for links and footer, mm."""


def put_notes(
    sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, own: Touchpoint | None, top: float
) -> None:
    """All three columns, and the links to the gaps of the touchpoint that the moment is on."""
    k, height = (sheet.width - 2 * MARGIN) / 396, sheet.height - FOOT - top
    third = (sheet.width - 2 * MARGIN) / 408 * 128
    _why(sheet, moment, Box(MARGIN, top, third - 8, height))
    _kpis(sheet, briefing, moment, own, Box(MARGIN + 128 * k, top, third, height))
    left = MARGIN + 272 * k
    _actions(sheet, briefing, moment, Box(left, top, sheet.width - MARGIN - left, height))
    _links(sheet, briefing, moment, own)


def _why(sheet: Sheet, moment: MomentThatMatters, box: Box) -> None:
    is_said_above = not moment.lead
    why = "" if is_said_above else moment.why
    name = "Why it matters" if why and not moment.why_it_breaks else "Why it breaks"
    furniture.section(sheet, box.x, box.y + 7.6, name)
    y = box.y + 12.6
    if not moment.why_it_breaks:
        with sheet.tag("P"):
            room = Box(box.x, y, box.w - 30, box.bottom - y)
            furniture.put_snug(sheet, room, why or "Nobody has said it yet.", BODY)
        return
    with sheet.tag("L"):
        count = len(moment.why_it_breaks)
        each = (box.bottom - y) / count
        apart = min(4.6, each * 0.2)
        for number, reason in enumerate(moment.why_it_breaks, 1):
            with sheet.tag("LI"), sheet.tag("LBody"):
                sheet.label(box.x, y + 4.2, str(number), Style("title", 12, "ink3"))
                w = box.w - (40 if count < 4 else 12)
                y = furniture.put_snug(sheet, Box(box.x + 7, y, w, each - apart), reason, BODY) + apart


def _kpis(
    sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, own: Touchpoint | None, box: Box
) -> None:
    furniture.section(sheet, box.x, box.y + 7.6, "How we will know")
    measured = [one for one in briefing.journey.ordered(Kpi) if {moment.id, moment.on} & one.measures]
    y = box.y + 17.0
    for one in [one for one in measured if one.now is not None and one.target is not None][:MOST_KPIS]:
        assert one.now is not None
        assert one.target is not None
        ends = (
            (0.0, 100.0)
            if one.unit.startswith("%")
            else (0.0, max(abs(one.now), abs(one.target), 1e-9) * 1.35)
        )
        says = with_unit(one.now, one.unit.split(" ")[0]), with_unit(one.target, one.unit.split(" ")[0])
        _dumbbell(
            sheet, one.title or "Untitled KPI", (one.now, one.target), ends, says, Box(box.x, y, box.w, 0)
        )
        y += KPI
    target = moment.target_mood if moment.target_mood is not None else None
    felt = briefing.felt(own.id) if own is not None else None
    if own is not None and target is not None and felt is not None:
        name = f"Mood at touchpoint {briefing.journey.number_of(own.id)}"
        _dumbbell(
            sheet, name, (felt, target), (-2, 2), (signed(felt), signed(target)), Box(box.x, y, box.w, 0)
        )
        y += KPI
    if y == box.y + 17.0:
        with sheet.tag("P"):
            sheet.label(box.x, y, "No KPI measures this moment yet.", BODY)


def _dumbbell(
    sheet: Sheet,
    name: str,
    values: tuple[float, float],
    ends: tuple[float, float],
    says: tuple[str, str],
    box: Box,
) -> None:
    """Now and target on one line: a filled disc and a ring."""
    left, right = box.x + 42, box.right - 12
    now, target = (left + (right - left) * (v - ends[0]) / ((ends[1] - ends[0]) or 1.0) for v in values)
    with sheet.figure(f"{name}: {says[0]} now, {says[1]} is the target."):
        furniture.put_middle(sheet, Box(box.x, box.y - KPI / 2 + 0.3, 40, KPI - 0.6), name, BODY)
        sheet.rule(left, box.y, right, "rule", 0.8)
        sheet.line(now, box.y, target, box.y, Stroke("pos", 1.3))
        sheet.put(Disc(now, box.y, 1.8, "neg"), Disc(target, box.y, 1.8, "paper", Stroke("pos", 1.3)))
        apart = 0.0 if abs(now - target) >= 12 else 6.0
        signs = (-1, 1) if now <= target else (1, -1)
        for x, said, colour, sign in zip((now, target), says, ("neg", "pos"), signs, strict=True):
            sheet.label(
                x + apart * sign, box.y + 5.2, said, Style("semibold", 7.4, colour, tabular=True), "centre"
            )


def _actions(sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, box: Box) -> None:
    furniture.section(sheet, box.x, box.y + 7.6, "Next actions")
    about = {moment.id, moment.on}
    taken = [one for one in briefing.journey.ordered(Action) if one.of in about and not one.done]
    taken.sort(key=lambda one: (one.due is None, one.due or briefing.day))
    y = box.y + 11.4
    if not taken:
        with sheet.tag("P"):
            sheet.label(box.x, y + 5, "Nobody has taken on anything yet.", BODY)
    with sheet.tag("L"):
        for place, one in enumerate(taken):
            block = furniture.snug(one.text or "Untitled action", TEXT, box.w - 24, 13.0)
            height = max(11.6, block.height + 7.2)
            is_last = place == len(taken) - 1
            if y + height + (0 if is_last else 5.0) > box.bottom:
                with sheet.tag("LI"), sheet.tag("LBody"):
                    sheet.label(box.x, y + 4.4, f"and {len(taken) - place} more", SMALL)
                return
            sheet.rule(box.x, y, box.right)
            with sheet.tag("LI"), sheet.tag("LBody"):
                sheet.put(*block.marks(box.x, furniture.top_of(y + 4.6, TEXT), box.w - 24))
                _due(sheet, briefing, one, box.right, y + 4.6)
                who = Box(box.x, y + 5.7 + block.height - 4.2, box.w, 4.4)
                furniture.put_snug(sheet, who, one.owner or "Nobody yet", SMALL)
            y += height


def _due(sheet: Sheet, briefing: Briefing, one: Action, right: float, baseline: float) -> None:
    """Until when an action is to be done, in red where that day is over."""
    if one.due is not None:
        day = Style("semibold", 9, "neg" if one.due < briefing.day else "ink")
        sheet.label(right, baseline, day_says(one.due, one.due.year != briefing.day.year), day, "right")


def _links(sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, own: Touchpoint | None) -> None:
    x, y = MARGIN, sheet.height - 21.0
    for gap in briefing.gaps_about([moment.on, *([own.id] if own else [])])[:2]:
        said = f"Gap {briefing.codes[gap.key]}: {briefing.title(gap)}"
        with sheet.tag("P"), sheet.jump(gap_anchor(gap.key), said):
            shown = said if furniture.fits(said, LINK, 150) else f"Gap {briefing.codes[gap.key]}"
            sheet.label(x, y, shown, LINK)
        x += width(shown, LINK) + 7
    furniture.back_to_map(sheet, x, y)
