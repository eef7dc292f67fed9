"""Value and roadmap: which gaps move what customers notice, what the business gains, and who does what by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from exporters.report import furniture
from exporters.report.briefing import Briefing, with_unit
from exporters.report.furniture import MARGIN
from exporters.report.map_page import gap_anchor
from exporters.report.roadmap import STEPS, in_order, put_roadmap, room_for
from exporters.report.room import first_whole
from exporters.report.sheet import Page, Sheet
from model.drawing.figures.shapes import level_of
from model.drawing.marks import Box, Path, Stroke
from model.drawing.message import in_words
from model.drawing.text import Style
from model.findings import Initiative, Kpi
from model.gaps import Gap
from model.gaps.words import listed
from model.spoken import within

ANCHOR = "value"
TOP, MIDDLE = 44.6, 160.0
COLUMNS = (12.0, 164.0, 316.0)
WIDE = 92.0
MOST_BOXES = 10
GAP, KPI = Style("semibold", 7.8, "ink"), Style("semibold", 9, "ink")
NOTICED, GAIN = 14.2, 20.2
"""The height of the boxes of what customers notice and of what the business gains, mm; more where a name needs it."""
LONGEST_TITLE = 130
"""So many characters of a title stand on two lines."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A line from a box at one side to a box at the other, as strong as 1 to 5."""

    start: str
    end: str
    strength: float
    colour: str


def value_pages(briefing: Briefing) -> list[Page]:
    """One page, the plan on pages of its own where words need room; nothing with neither KPIs nor initiatives."""
    kpis, plan = briefing.journey.ordered(Kpi), in_order(briefing.journey.ordered(Initiative))
    if not kpis and not plan:
        return []
    ways = [(is_apart, step) for is_apart in (False, True) for step in STEPS]
    return first_whole(*(partial(_pages, briefing, kpis, plan, step, is_apart) for is_apart, step in ways))


def _pages(
    briefing: Briefing, kpis: Sequence[Kpi], plan: Sequence[Initiative], step: float, is_apart: bool
) -> list[Page]:
    """What moves what, and the plan below it with this step between its rows, mm; or apart, on further pages."""
    pages, left = [], list(plan)
    if kpis:
        sheet = _sheet(briefing, is_first=True)
        is_shared = bool(plan) and not is_apart
        _linkage(sheet, briefing, kpis, MIDDLE - 16 if is_shared else sheet.height - 24)
        if is_shared:
            put_roadmap(sheet, briefing, plan, plan, MIDDLE, step)
            left = []
        pages.append(sheet)
    while left:
        sheet = _sheet(briefing, is_first=not pages)
        most = max(1, int(room_for(sheet, TOP - 2) / step)) if is_apart else len(left)
        most = -(-len(left) // -(-len(left) // most))
        put_roadmap(sheet, briefing, left[:most], plan, TOP - 2, step)
        pages.append(sheet)
        left = left[most:]
    for sheet in pages:
        furniture.footer(sheet, briefing, "Value and roadmap")
    return [sheet.page for sheet in pages]


def _sheet(briefing: Briefing, is_first: bool) -> Sheet:
    """A page with its head and its footer."""
    sheet = Sheet(ANCHOR, "Value and roadmap", briefing.size, briefing.scale, "Value and roadmap")
    if is_first:
        sheet.anchor(ANCHOR)
        sheet.entry("Value and roadmap", ANCHOR)
    kicker = "Value and roadmap" if is_first else "Value and roadmap, continued"
    furniture.head(sheet, kicker, value_title(briefing), _sub(briefing) if is_first else "")
    return sheet


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
    name = within(kpi.title)
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
        (
            "Gaps closed",
            [(gap.key, _high(briefing.title(gap), GAP, WIDE * k - 13, 9.4, 0.4)) for gap in gaps],
        ),
        (
            "What customers notice",
            [(one.id, _high(_title(one), KPI, WIDE * k - 8, NOTICED, 6.6)) for one in noticed],
        ),
        (
            "What the business gains",
            [(one.id, _high(_title(one), KPI, WIDE * k - 10, GAIN, 10.6)) for one in gained],
        ),
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


def _title(kpi: Kpi) -> str:
    return kpi.title or "Untitled KPI"


def _high(text: str, style: Style, w: float, least: float, around: float) -> float:
    """The height of a box for a text of this width with what is around it, mm."""
    need = furniture.needed(text, style, w, 5.8) + around
    return least if need <= least else need + 1.4


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
    y = box.middle[1] + 1.0
    with (
        sheet.tag("LI"),
        sheet.tag("LBody"),
        sheet.jump(gap_anchor(gap.key), f"Gap {code}: {briefing.title(gap)}", box),
    ):
        sheet.label(box.x + 3, y, code, Style("semibold", 8, "neg" if is_critical else "ink3"))
        room = Box(box.x + 10.6, box.y, box.w - 13, box.h - 0.4)
        furniture.put_middle(sheet, room, briefing.title(gap), GAP, 5.8)


def _kpi_box(sheet: Sheet, kpi: Kpi, box: Box) -> None:
    sheet.rect(box, "paper", Stroke("rule2", 0.9), 1.2)
    more = max(0.0, box.h - NOTICED)
    h = box.h - more
    with sheet.tag("LI"), sheet.tag("LBody"):
        name = Box(box.x + 4, box.y + h * 0.04, box.w - 8, h * 0.54 + more)
        furniture.put_middle(sheet, name, _title(kpi), KPI, 5.8)
        _now_to_target(sheet, kpi, box.x + 4, box.y + h * 0.8 + more, 8.2)


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
    more = max(0.0, box.h - GAIN)
    h = box.h - more
    with sheet.tag("LI"), sheet.tag("LBody"):
        name = Box(box.x + 5, box.y + h * 0.06, box.w - 10, h * 0.48 + more)
        furniture.put_middle(sheet, name, _title(kpi), KPI, 5.8)
        figure = Style("title", 14, "pos")
        sheet.put(
            *furniture.snug(_gain_says(kpi), figure, box.w - 10, h * 0.4).marks(
                box.x + 5, furniture.top_of(box.y + h * 0.8 + more, figure), box.w - 10
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
