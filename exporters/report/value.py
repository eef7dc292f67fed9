"""Value and roadmap: which gaps move what customers notice, what the business gains, and who does what by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exporters.report import furniture
from exporters.report.briefing import MONTHS, Briefing, with_unit
from exporters.report.furniture import MARGIN
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Page, Sheet
from model.drawing.figures.shapes import level_of
from model.drawing.marks import Box, Path, Rect, Stroke
from model.drawing.message import in_words
from model.drawing.text import Style, label, width
from model.findings import Initiative, Kpi
from model.gaps import Gap
from model.gaps.words import listed

ANCHOR = "value"
TOP, MIDDLE = 44.6, 160.0
COLUMNS = (12.0, 164.0, 316.0)
WIDE = 92.0
PLAN_X = 86.0
MOST_BOXES = 10
LONGEST_TITLE = 130
"""So many characters of a title stand on two lines."""
SMALL = Style("regular", 8.4, "ink2")


@dataclass(frozen=True, slots=True)
class Flow:
    """A line from a box at one side to a box at the other, as strong as 1 to 5."""

    start: str
    end: str
    strength: float
    colour: str


def value_pages(briefing: Briefing) -> list[Page]:
    """One page; nothing for a map with neither KPIs nor initiatives."""
    kpis, plan = briefing.journey.ordered(Kpi), briefing.journey.ordered(Initiative)
    if not kpis and not plan:
        return []
    sheet = Sheet(ANCHOR, "Value and roadmap", briefing.size, briefing.scale, "Value and roadmap")
    sheet.anchor(ANCHOR)
    sheet.entry("Value and roadmap", ANCHOR)
    furniture.head(sheet, "Value and roadmap", value_title(briefing), _sub(briefing))
    y = MIDDLE if kpis else TOP - 2
    if kpis:
        _linkage(sheet, briefing, kpis, MIDDLE - 16 if plan else sheet.height - 24)
    if plan:
        _roadmap(sheet, briefing, plan, y)
    furniture.footer(sheet, briefing, "Value and roadmap")
    return [sheet.page]


def value_title(briefing: Briefing) -> str:
    """What the page says, as a message: what closing the gaps is worth."""
    money = [
        one for one in _of_level(briefing, "financial") if one.now is not None and one.target is not None
    ]
    closing = {
        gap.key for one in briefing.journey.ordered(Initiative) for gap in briefing.closing(one.closes)
    }
    what = f"Closing {in_words(len(closing)) if closing else 'the'} gap{'' if len(closing) == 1 else 's'}"
    changes = [_change(one) for one in money[:2]]
    if not changes:
        return f"{what} changes what customers notice"
    titles = [f"{what} should take {listed(said)}" for said in (changes, changes[:1])]
    return next((title for title in titles if len(title) <= LONGEST_TITLE), titles[-1])


def _change(kpi: Kpi) -> str:
    """From where to where a figure goes: cost to serve from €41 to €29 a port."""
    assert kpi.now is not None
    assert kpi.target is not None
    name = kpi.title[:1].lower() + kpi.title[1:] if kpi.title[1:2].islower() else kpi.title
    name = f"“{kpi.title}”" if "," in kpi.title else name
    return f"{name} from {_now_of(kpi)} to {with_unit(kpi.target, kpi.unit)}"


def _sub(briefing: Briefing) -> str:
    if not any(gap.moves for gap in briefing.gaps) and not any(
        one.drives for one in briefing.journey.ordered(Kpi)
    ):
        return ""
    return "The wider a line, the stronger the room thinks the effect is, from 1 to 5."


def _of_level(briefing: Briefing, level: str) -> list[Kpi]:
    return [one for one in briefing.journey.ordered(Kpi) if one.level == level]


# -- what moves what


def _linkage(sheet: Sheet, briefing: Briefing, kpis: Sequence[Kpi], bottom: float) -> None:
    k = (sheet.width - MARGIN) / 408.0
    gaps = [gap for gap in briefing.gaps if gap.moves][:MOST_BOXES]
    noticed = [one for one in kpis if one.level != "financial" and _is_linked(one, gaps, kpis)][:MOST_BOXES]
    gained = [one for one in kpis if one.level == "financial"][:MOST_BOXES]
    flows = _flows(briefing, gaps, noticed, gained)
    columns = (
        ("Gaps closed", [(gap.key, 9.4) for gap in gaps]),
        ("What customers notice", [(one.id, 14.2) for one in noticed]),
        ("What the business gains", [(one.id, 20.2) for one in gained]),
    )
    boxes: dict[str, Box] = {}
    for (name, rows), x in zip(columns, COLUMNS, strict=True):
        with sheet.tag("H2"):
            sheet.label(x * k if x > MARGIN else x, TOP, name, Style("semibold", 8.8, "ink3"))
        sheet.rule(x * k if x > MARGIN else x, TOP + 2.6, x * k + WIDE * k, "ink3", 0.8)
        boxes |= _stacked(rows, x * k if x > MARGIN else x, WIDE * k, TOP + 8.5, bottom)
    with sheet.figure(_flows_say(briefing, flows)):
        for flow in flows:
            sheet.put(_line(boxes[flow.start], boxes[flow.end], flow))
    with sheet.tag("L"):
        for gap in gaps:
            _gap_box(sheet, briefing, gap, boxes[gap.key])
        for one in noticed:
            _kpi_box(sheet, one, boxes[one.id])
        for one in gained:
            _gain_box(sheet, one, boxes[one.id])


def _is_linked(kpi: Kpi, gaps: Sequence[Gap], kpis: Sequence[Kpi]) -> bool:
    """Whether a KPI stands in a chain: a gap moves it, or it drives or is driven by another."""
    return (
        bool(kpi.drives)
        or any(kpi.id in gap.moves for gap in gaps)
        or any(kpi.id in one.drives for one in kpis)
    )


def _stacked(
    rows: Sequence[tuple[str, float]], x: float, w: float, top: float, bottom: float
) -> dict[str, Box]:
    """Boxes of these heights over one another, spread between two heights, narrower where they are many."""
    need = sum(height for _, height in rows) + 2.0 * max(0, len(rows) - 1)
    squeeze = min(1.0, (bottom - top) / need) if need else 1.0
    apart = (bottom - top - squeeze * sum(height for _, height in rows)) / max(1, len(rows))
    y, found = top + min(apart, 10.0) / 2 * (len(rows) < 4), dict[str, Box]()
    for key, height in rows:
        found[key] = Box(x, y, w, height * squeeze)
        y += height * squeeze + min(apart, 10.0 if len(rows) > 2 else 14.0)
    return found


def _flows(
    briefing: Briefing, gaps: Sequence[Gap], noticed: Sequence[Kpi], gained: Sequence[Kpi]
) -> list[Flow]:
    there = {one.id for one in noticed}
    found = []
    for gap in gaps:
        colour = "negL" if level_of(gap.severity) == 4 else "rule"
        named = briefing.named(gap)
        moves = named.moves if named is not None else {}
        found += [
            Flow(gap.key, kpi, strength, colour) for kpi, strength in sorted(moves.items()) if kpi in there
        ]
    money = {one.id for one in gained}
    for one in noticed:
        found += [
            Flow(one.id, kpi, strength, "posL")
            for kpi, strength in sorted(one.drives.items())
            if kpi in money
        ]
    return found


def _flows_say(briefing: Briefing, flows: Sequence[Flow]) -> str:
    """Each line in a sentence."""
    names = {gap.key: f"Gap {briefing.codes[gap.key]}" for gap in briefing.gaps}
    names |= {one.id: one.title or "an untitled KPI" for one in briefing.journey.ordered(Kpi)}
    said = [f"{names[one.start]} moves {names[one.end]}, strength {one.strength:g} of 5." for one in flows]
    return " ".join(said) or "No effects are drawn yet."


def _line(start: Box, end: Box, flow: Flow) -> Path:
    x, y = start.right, start.middle[1]
    to_x, to_y = end.x, end.middle[1]
    middle = (x + to_x) / 2
    steps = (("M", x, y), ("C", middle, y, middle, to_y, to_x, to_y))
    return Path(steps, stroke=Stroke(flow.colour, 0.7 + 1.15 * flow.strength))


def _gap_box(sheet: Sheet, briefing: Briefing, gap: Gap, box: Box) -> None:
    is_critical, code = level_of(gap.severity) == 4, briefing.codes[gap.key]
    sheet.rect(box, "negTT" if is_critical else "paper", Stroke("neg" if is_critical else "rule", 0.8), 1.2)
    y, title = box.middle[1] + 1.0, Style("semibold", 7.8, "ink")
    with (
        sheet.tag("LI"),
        sheet.tag("LBody"),
        sheet.jump(gap_anchor(gap.key), f"Gap {code}: {briefing.title(gap)}", box),
    ):
        sheet.label(box.x + 3, y, code, Style("semibold", 8, "neg" if is_critical else "ink3"))
        room = Box(box.x + 10.6, box.y, box.w - 13, box.h - 0.4)
        furniture.put_middle(sheet, room, briefing.title(gap), title, 5.8)


def _kpi_box(sheet: Sheet, kpi: Kpi, box: Box) -> None:
    sheet.rect(box, "paper", Stroke("rule2", 0.9), 1.2)
    title = Style("semibold", 9, "ink")
    with sheet.tag("LI"), sheet.tag("LBody"):
        name = Box(box.x + 4, box.y + box.h * 0.04, box.w - 8, box.h * 0.54)
        furniture.put_middle(sheet, name, kpi.title or "Untitled KPI", title, 5.8)
        _now_to_target(sheet, kpi, box.x + 4, box.y + box.h * 0.8, 8.2)


def _now_to_target(sheet: Sheet, kpi: Kpi, x: float, baseline: float, size: float) -> None:
    if kpi.now is None:
        sheet.label(x, baseline, "Not measured yet", Style("regular", size, "ink3"))
        return
    x += sheet.label(x, baseline, with_unit(kpi.now, kpi.unit), Style("regular", size, "ink3"))
    if kpi.target is not None:
        x += 2 + sheet.label(x + 2, baseline, "→", Style("regular", size, "ink3"))
        target = with_unit(kpi.target, "%" if kpi.unit == "%" else "")
        sheet.label(x + 2, baseline, target, Style("semibold", size, "pos"))


def _gain_box(sheet: Sheet, kpi: Kpi, box: Box) -> None:
    sheet.rect(box, "posT", radius=1.6)
    title = Style("semibold", 9, "ink")
    with sheet.tag("LI"), sheet.tag("LBody"):
        name = Box(box.x + 5, box.y + box.h * 0.06, box.w - 10, box.h * 0.48)
        furniture.put_middle(sheet, name, kpi.title or "Untitled KPI", title, 5.8)
        figure = Style("title", 14, "pos")
        sheet.put(
            *furniture.snug(_gain_says(kpi), figure, box.w - 10, box.h * 0.4).marks(
                box.x + 5, furniture.top_of(box.y + box.h * 0.8, figure), box.w - 10
            )
        )


def _gain_says(kpi: Kpi) -> str:
    if kpi.now is None or kpi.target is None:
        known = kpi.now if kpi.now is not None else kpi.target
        return with_unit(known, kpi.unit) if known is not None else "Not measured yet"
    if not kpi.now:
        return with_unit(kpi.target, kpi.unit)
    return f"{_now_of(kpi)} → {with_unit(kpi.target, kpi.unit)}"


def _now_of(kpi: Kpi) -> str:
    """What a KPI is now, before its target with the whole unit: of the unit only a currency or a percent sign."""
    first = kpi.unit.partition(" ")[0]
    with_sign = with_unit(kpi.now or 0.0, first)
    return with_sign if with_sign.endswith("%") or with_sign[-1:].isdigit() else with_unit(kpi.now or 0.0, "")


# -- the plan


def _roadmap(sheet: Sheet, briefing: Briefing, plan: Sequence[Initiative], y: float) -> None:
    furniture.section(sheet, MARGIN, y + 5.6, "Roadmap")
    dated = sorted((one for one in plan if one.starts or one.ends), key=_begins)
    undated = [one for one in plan if not (one.starts or one.ends)]
    right = sheet.width - MARGIN
    rows = len(dated) + len(undated)
    step = min(11.8, (sheet.height - 22 - (y + 17.5)) / max(1, rows))
    start, months = _months(dated)
    axis = _Axis(start, months, PLAN_X, right)
    bottom = y + 17.5 + step * rows
    with sheet.decoration():
        _months_on(sheet, axis, y, bottom)
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            for name, x in (("Gap and owner", MARGIN), ("When", PLAN_X)):
                with sheet.tag("TH"):
                    sheet.label(x, y + 12.8, name if x == MARGIN else "", SMALL)
        for place, one in enumerate((*dated, *undated)):
            _plan_row(sheet, briefing, one, axis, y + 17.5 + step * place, step)


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
