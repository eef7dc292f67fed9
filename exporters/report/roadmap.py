"""The plan: who does what by when, month by month, initiative by initiative."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exporters.report import furniture
from exporters.report.briefing import MONTHS, Briefing
from exporters.report.furniture import MARGIN
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Sheet
from model.drawing.figures.shapes import level_of
from model.drawing.marks import Box, Rect, Stroke
from model.drawing.text import Style, label, width
from model.findings import Initiative

PLAN_X = 86.0
HEAD = 17.5
"""What the title and the months take above the rows, mm."""
STEPS = (11.8, 16.0, 21.0, 28.0)
"""From one row to the next, mm; the larger ones on pages of their own where words need them."""
SMALL = Style("regular", 8.4, "ink2")


def in_order(plan: Sequence[Initiative]) -> list[Initiative]:
    """Initiatives by the day they begin, those without dates last."""
    dated = sorted((one for one in plan if one.starts or one.ends), key=_begins)
    return [*dated, *(one for one in plan if not (one.starts or one.ends))]


def room_for(sheet: Sheet, y: float) -> float:
    """What the rows of a plan that begins at y can take, mm."""
    return sheet.height - 22 - (y + HEAD)


def put_roadmap(
    sheet: Sheet,
    briefing: Briefing,
    rows: Sequence[Initiative],
    plan: Sequence[Initiative],
    y: float,
    step: float = STEPS[0],
) -> None:
    """Rows of a plan with its months above them; nearer to one another than a step where they are many."""
    furniture.section(sheet, MARGIN, y + 5.6, "Roadmap")
    step = min(step, room_for(sheet, y) / max(1, len(rows)))
    start, months = _months([one for one in plan if one.starts or one.ends])
    axis = _Axis(start, months, PLAN_X, sheet.width - MARGIN)
    with sheet.decoration():
        _months_on(sheet, axis, y, y + HEAD + step * len(rows))
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            for name, x in (("Gap and owner", MARGIN), ("When", PLAN_X)):
                with sheet.tag("TH"):
                    sheet.label(x, y + 12.8, name if x == MARGIN else "", SMALL)
        for place, one in enumerate(rows):
            _plan_row(sheet, briefing, one, axis, y + HEAD + step * place, step)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Months side by side."""

    start: date
    months: int
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        end = _after(self.start, self.months)
        share = (day - self.start).days / max(1, (end - self.start).days)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def _begins(one: Initiative) -> date:
    return one.starts or one.ends or date.max


def _after(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _months(dated: Sequence[Initiative]) -> tuple[date, int]:
    """The first of the month in which the plan begins, and how many months it takes."""
    if not dated:
        return date(2000, 1, 1), 1
    days = [day for one in dated for day in (one.starts, one.ends) if day is not None]
    first, last = min(days).replace(day=1), max(days)
    return first, max(1, (last.year - first.year) * 12 + last.month - first.month + 1)


def _months_on(sheet: Sheet, axis: _Axis, y: float, bottom: float) -> None:
    every = max(1, -(-axis.months // 14))
    for place in range(0, axis.months, every):
        day = _after(axis.start, place)
        x = axis.x(day)
        said = MONTHS[day.month - 1] + (f" {day.year}" if day.month == 1 or not place else "")
        if axis.start.year > 2000:
            sheet.label(x + 1.2, y + 12.8, said, Style("regular", 7.8, "ink3"))
        sheet.line(x, y + 15.2, x, bottom, Stroke("rule", 0.5))
    sheet.rule(axis.left, y + 8.8, axis.right, "ink", 1.0)
    sheet.line(axis.right, y + 15.2, axis.right, bottom, Stroke("rule", 0.5))


def _plan_row(sheet: Sheet, briefing: Briefing, one: Initiative, axis: _Axis, y: float, step: float) -> None:
    gaps = briefing.closing(sorted(one.closes))
    is_critical = any(level_of(gap.severity) == 4 for gap in gaps)
    strong = Style("semibold", 8.2, "neg" if is_critical else "ink")
    title, middle = one.title or "Untitled initiative", y + step / 2
    with sheet.tag("TR"):
        with sheet.tag("TH", scope="Row"):
            x = MARGIN
            for place, gap in enumerate(gaps[:3]):
                code = briefing.codes[gap.key] + (", " if place < len(gaps[:3]) - 1 else "")
                with sheet.jump(gap_anchor(gap.key), f"Gap {code.rstrip(', ')}: {briefing.title(gap)}"):
                    x += sheet.label(x, middle + 1, code, strong)
            x = max(MARGIN + 8.0, x + 2.4)
            room = PLAN_X - x - 3
            furniture.put_middle(sheet, Box(x, y, room, step), one.owner or "Nobody yet", SMALL)
        with sheet.tag("TD"):
            if one.starts is None and one.ends is None:
                sheet.label(
                    axis.left + 1.2, middle + 1, f"{title}, no dates yet", Style("regular", 8.2, "ink3")
                )
                return
            begins = one.starts or (one.ends or date.max) - timedelta(days=30)
            ends = max(one.ends or begins + timedelta(days=30), begins)
            left, right = axis.x(begins), max(axis.x(ends), axis.x(begins) + 2)
            box = Box(left, middle - min(3.75, step * 0.34), right - left, min(7.5, step * 0.68))
            sheet.put(Rect(box, "neg" if is_critical else "ink2", radius=1.0))
            _name_bar(sheet, title, box, axis.right, step)


def _name_bar(sheet: Sheet, title: str, box: Box, right: float, step: float) -> None:
    """The name on its bar; beside it where the bar is too short."""
    inside, beside = Style("semibold", 7.8, "white"), Style("semibold", 7.8, "ink")
    y = box.middle[1] + 1.0
    if width(title, inside) <= box.w - 4:
        sheet.put(label(box.x + 2, y, title, inside))
    elif width(title, beside) <= right - box.right - 2:
        sheet.put(label(box.right + 2, y, title, beside))
    elif width(title, beside) <= box.x - PLAN_X - 2:
        sheet.put(label(box.x - 2, y, title, beside, "right"))
    else:
        top, after = y - 1.0 - step / 2, right - box.right - 2
        rooms = [
            (Box(box.x + 2, box.y, box.w - 4, box.h), inside),
            (Box(box.right + 2, top, after, step), beside),
        ]
        room, style = max(rooms, key=lambda one: one[0].w * one[0].h)
        furniture.put_middle(sheet, room, title, style)
