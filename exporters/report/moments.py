"""A moment that matters on a page of its own: today beside how it should be, why it breaks, how we will know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporters.report import furniture, moment_notes
from exporters.report.briefing import Briefing
from exporters.report.furniture import CAPTION, MARGIN
from exporters.report.map_page import moment_anchor
from exporters.report.sheet import Page, Sheet
from model.drawing.figures import mood, shapes
from model.drawing.marks import Box, Disc, Path, Rect, Stroke
from model.drawing.message import signed
from model.drawing.text import Style, broken, width
from model.findings import MomentThatMatters
from model.records import Channel, Handover, Phase, System, Touchpoint

LEAD = Style("regular", 11, "ink2", 15)
QUOTE = Style("quote", 19, "ink", 25)
TITLE = Style("title", 30, "ink", 34, spacing=-0.008)
ROWS = (("Customer does", 24.0), ("They see", 24.0), ("{us}, unseen", 24.0), ("Systems", 15.0))
LABEL = Style("semibold", 8, "ink", 10.4)
CELL = Style("regular", 8.2, "ink", 10.8)
STRONG = Style("semibold", 8.2, "ink", 10.8)
SEEN = Style("quote", 9, "ink", 11.4)
LOOKS = (STRONG, SEEN, CELL, CELL)
NAMES = 25.0
"""The width of the column with the names of the rows, mm."""
RULE, CURVE, TABLE, BELOW = 50.0, 80.0, 102.0, 203.0
MOST_STEPS = 4
TALLEST, HIGHER = 46.0, 16.0
"""What the curve and each row grow by at most where others have nothing to say, mm."""
FOOT = 28.0


@dataclass(frozen=True, slots=True)
class Step:
    """One touchpoint beside the moment, today or when it works: mood, and the four rows of its column."""

    touchpoint: str
    title: str
    mood: float | None
    does: str
    sees: str
    unseen: str
    systems: str
    is_broken: bool = False
    is_unconnected: bool = False
    is_own: bool = False
    """Whether the moment is here."""
    is_as_today: bool = False
    """Whether nobody has said how it is when it works."""


def moment_pages(briefing: Briefing) -> list[Page]:
    """A page for each moment that matters, in journey order."""
    return [_page(briefing, moment) for moment in briefing.journey.moments]


def _page(briefing: Briefing, moment: MomentThatMatters) -> Page:
    code, title = briefing.journey.moment_code(moment.id), moment.title or "Untitled moment"
    label = f"Moment {code}"
    sheet = Sheet(f"moment-{code}", label, briefing.size, briefing.scale, f"{label}: {title}")
    sheet.anchor(moment_anchor(moment.id))
    sheet.entry(f"{code} {title}", moment_anchor(moment.id))
    _head(sheet, briefing, moment, code, title)
    steps = _steps(briefing, moment)
    targets = [_target(briefing, one, moment) for one in steps]
    w = sheet.width - 2 * MARGIN
    half = (w - 12) / 2 if any(targets) else w
    sheet.rule(MARGIN, RULE, sheet.width - MARGIN, "ink", 1.0)
    today = [_today(briefing, one, moment) for one in steps]
    works = [one or _as_today(now) for one, now in zip(targets, today, strict=True)] if any(targets) else []
    notes = moment_notes.notes_of(briefing, moment, own_touchpoint(briefing, moment))
    below = BELOW if notes else sheet.height - FOOT
    frame = _frame([*today, *works], below - BELOW, (half - NAMES) / max(1, len(steps)))
    _side(sheet, briefing, "Today", "neg", today, Box(MARGIN, RULE, half, 0), steps, frame)
    if works:
        right = Box(MARGIN + half + 12, RULE, half, 0)
        _side(sheet, briefing, "When it works", "pos", works, right, steps, frame)
    if notes:
        sheet.rule(MARGIN, below, sheet.width - MARGIN, "rule2", 0.6)
    moment_notes.put_notes(sheet, briefing, moment, own_touchpoint(briefing, moment), below)
    furniture.footer(sheet, briefing, label, has_way_back=True)
    return sheet.page


# -- the head


def _head(sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, code: str, title: str) -> None:
    w = 1 + width(code, furniture.KICKER) + 8
    sheet.rect(Box(MARGIN, 11.6, w, 5.0), "mtm", radius=2.5)
    sheet.put(shapes.star(MARGIN + 3.2, 14.1, 1.4, "white"))
    with sheet.tag("P"):
        sheet.label(MARGIN + 5.4, 15.1, code, Style("semibold", 7.4, "white"))
    furniture.kicker(sheet, MARGIN + w + 2.4, 15.1, ("Moment that matters", *_where(briefing, moment)), 200)
    with sheet.tag("H1"):
        y = furniture.put_snug(sheet, Box(MARGIN, 18.0, 200, 13.8), title, TITLE)
    with sheet.tag("P"):
        box = Box(MARGIN, y + 1.6, 165, RULE - 2.4 - y)
        furniture.put_snug(sheet, box, moment.lead or moment.why, LEAD)
    words, whose = _said(briefing, moment)
    if words:
        left = 232.0 * sheet.width / 420
        with sheet.tag("BlockQuote"):
            room = Box(left, 16.0, sheet.width - MARGIN - left, 23.4)
            end = furniture.put_snug(sheet, room, f"“{words.strip('“”')}”", QUOTE)
        with sheet.tag("P"):
            box = Box(left, end + 1.4, sheet.width - MARGIN - left, RULE - 2.0 - end)
            furniture.put_snug(sheet, box, whose, Style("regular", 8.2, "ink3"))


def _where(briefing: Briefing, moment: MomentThatMatters) -> list[str]:
    touchpoint = own_touchpoint(briefing, moment)
    if touchpoint is None:
        return []
    store = briefing.journey.store
    phase, channel = store.find(Phase, touchpoint.place.phase), store.find(Channel, touchpoint.place.channel)
    return [one.title for one in (phase, channel) if one is not None and one.title]


def own_touchpoint(briefing: Briefing, moment: MomentThatMatters) -> Touchpoint | None:
    """The touchpoint a moment is on; of a handover its target."""
    record = briefing.journey.store.get(moment.on)
    if isinstance(record, Handover):
        record = briefing.journey.store.get(record.target)
    return record if isinstance(record, Touchpoint) else None


def _said(briefing: Briefing, moment: MomentThatMatters) -> tuple[str, str]:
    """The customer's words at the moment, and who says so."""
    touchpoint = own_touchpoint(briefing, moment)
    if touchpoint is None or not touchpoint.quote.strip():
        return _said_of_gap(briefing, [moment.on, *([touchpoint.id] if touchpoint else [])])
    told = [
        one for one in briefing.sources if touchpoint.id in one.supports and one.evidence_kind != "workshop"
    ]
    source = next((one.source or one.text for one in told), "")
    who = briefing.lead.name.split()[0] if briefing.lead is not None and briefing.lead.name else "A customer"
    return touchpoint.quote, ", ".join(part for part in (who, source[:1].lower() + source[1:]) if part)


def _said_of_gap(briefing: Briefing, records: Sequence[str]) -> tuple[str, str]:
    """What customers say of the worst gap at these records of which the room wrote it down, and of which that is."""
    for gap in briefing.gaps_about(records):
        named = briefing.named(gap)
        if named is not None and named.customers_say.strip():
            return named.customers_say, f"Customers, of gap {briefing.codes[gap.key]}"
    return "", ""


# -- today, and when it works


def _steps(briefing: Briefing, moment: MomentThatMatters) -> list[Touchpoint]:
    """The touchpoints around the moment in the story: two before, its own, one after."""
    there = briefing.journey.store.of(Touchpoint)
    own = own_touchpoint(briefing, moment)
    if own is None:
        return []
    order = list(briefing.story)
    if own.id not in order:
        order = [*briefing.journey.touchpoints]
    place = order.index(own.id)
    start = max(0, min(place - 2, len(order) - MOST_STEPS))
    return [there[one] for one in order[start : start + MOST_STEPS]]


def _as_today(now: Step) -> Step:
    """A touchpoint beside a moment that works, where nobody has said that anything changes."""
    return replace(now, is_broken=False, is_unconnected=False, is_as_today=True)


def _today(briefing: Briefing, one: Touchpoint, moment: MomentThatMatters) -> Step:
    store = briefing.journey.store
    names = [s.title for key in sorted(one.systems) if (s := store.find(System, key)) is not None]
    is_unconnected = bool(one.missing_systems)
    systems = " + ".join(names) or ("Not connected" if is_unconnected else "")
    arrives = [h for h in briefing.journey.arriving(one.id) if h.quality == "fails"]
    unseen = one.unseen or next((h.label for h in arrives if h.label.strip()), "")
    own = own_touchpoint(briefing, moment)
    return Step(
        one.id,
        one.title,
        briefing.felt(one.id),
        one.customer_does or one.title,
        one.they_see,
        unseen,
        systems,
        bool(unseen) and (bool(arrives) or is_unconnected),
        is_unconnected and not names,
        own is not None and own.id == one.id,
    )


def _target(briefing: Briefing, one: Touchpoint, moment: MomentThatMatters) -> Step | None:
    """How a touchpoint is when it works, where the map says so."""
    target, own = one.target, own_touchpoint(briefing, moment)
    felt = target.mood if target is not None else None
    if felt is None and own is not None and own.id == one.id:
        felt = moment.target_mood
    if target is None and felt is None:
        return None
    store = briefing.journey.store
    names = [
        s.title
        for key in sorted(target.systems if target else ())
        if (s := store.find(System, key)) is not None
    ]
    title = (target.title if target else "") or one.title
    return Step(
        one.id,
        title,
        felt,
        title,
        target.they_see if target else "",
        target.unseen if target else "",
        " + ".join(names),
        is_own=own is not None and own.id == one.id,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The rows in which anything stands, by their place, with their heights; where curve and table stand, mm."""

    rows: tuple[tuple[int, float], ...]
    zero: float
    unit: float
    table: float


def _frame(steps: Sequence[Step], spare: float, step: float) -> _Frame:
    """Rows without a word are left out; the curve and the rows that stay take their room and what is spare.

    Rows whose words need more take it from those that need less.
    """
    told = [place for place in range(len(ROWS)) if any(_says(one, place) for one in steps)] or [0]
    freed = spare + sum(height for place, (_, height) in enumerate(ROWS) if place not in told)
    more = min(freed, TALLEST)
    each = min(HIGHER, (freed - more) / len(told))
    heights = [ROWS[place][1] + each for place in told]
    over = [high - _need(steps, place, step) for place, high in zip(told, heights, strict=True)]
    lack, room = sum(-one for one in over if one < 0), sum(one for one in over if one > 0)
    given, taken = min(1.0, room / (lack or 1.0)), min(1.0, lack / (room or 1.0))
    shifted = [high - one * (taken if one > 0 else given) for high, one in zip(heights, over, strict=True)]
    rows = tuple(zip(told, shifted, strict=True))
    return _Frame(rows, CURVE + more / 2, 8.0 + more / 4.5, TABLE + more)


def _need(steps: Sequence[Step], row: int, step: float) -> float:
    """The height of the longest words of a row in columns this wide, with what is around them, mm."""
    texts = [text for one in steps if (text := _says(one, row))]
    return max((broken(text, LOOKS[row], step - 5.6).height for text in texts), default=0.0) + 3.4


def _says(one: Step, row: int) -> str:
    return (one.does, one.sees, one.unseen, one.systems)[row]


def _side(
    sheet: Sheet,
    briefing: Briefing,
    title: str,
    colour: str,
    steps: Sequence[Step],
    box: Box,
    touchpoints: Sequence[Touchpoint],
    frame: _Frame,
) -> None:
    """One half of the page: its title, the curve of its moods, and the four rows."""
    furniture.section(sheet, box.x, box.y + 9.2, title, colour)
    if any(one.is_as_today for one in steps):
        sheet.label(box.right, box.y + 6.4, "Grey: nobody has said yet what changes.", CAPTION, "right")
    if not steps:
        return
    grid = Box(box.x + NAMES, 0, box.w - NAMES, 0)
    step = grid.w / len(steps)
    xs = [grid.x + step * (place + 0.5) for place in range(len(steps))]
    _moods(sheet, steps, xs, grid, frame)
    about = briefing.journey.map.organisation
    names = [name.format(us=f"{about.split()[0]} does" if about else "We do") for name, _ in ROWS]
    y = frame.table
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            for name in ("", *(one.title for one in steps)):
                with sheet.tag("TH", alt=name):
                    pass
        for place, height in frame.rows:
            if place == 2 and y > frame.table:
                visibility = Stroke("ink", 0.9, (3, 2))
                sheet.line(box.x, y - 1.4, box.right, y - 1.4, visibility)
            with sheet.tag("TR"):
                with sheet.tag("TH", scope="Row"):
                    furniture.put_snug(sheet, Box(box.x, y + 1.6, 23, height - 3), names[place], LABEL)
                for one, x in zip(steps, xs, strict=True):
                    with sheet.tag("TD"):
                        _cell(sheet, one, place, Box(x - step / 2, y, step - 1.6, height - 2.0))
            y += height + (2.6 if place == 1 else 0.4)
    _marks(sheet, briefing, title, touchpoints, xs, frame.table + 3.6)


def _moods(sheet: Sheet, steps: Sequence[Step], xs: Sequence[float], grid: Box, frame: _Frame) -> None:
    known = [(x, one) for x, one in zip(xs, steps, strict=True) if one.mood is not None]
    said = [f"{one.title}: {signed(one.mood or 0.0)}." for _, one in known]

    def y(score: float) -> float:
        return frame.zero - score * frame.unit

    with sheet.figure(" ".join(["Mood, from minus 2 to plus 2.", *said])):
        sheet.label(grid.x - 25, frame.zero + 1, "Mood", LABEL)
        if len(known) > 1:
            points = [(x, y(one.mood or 0.0)) for x, one in known]
            drawn = mood.curve_steps(points, 0, len(points) - 1)
            sheet.put(*mood.area_marks(drawn, frame.zero, frame.zero - 40, frame.zero + 40))
        sheet.rule(grid.x, frame.zero, grid.right, "rule2", 0.7)
        if len(known) > 1:
            sheet.put(Path(drawn, stroke=Stroke("ink", 2.0, (), True)))
        for x, one in known:
            score = one.mood or 0.0
            if one.is_own:
                sheet.put(Disc(x, y(score), 3.2, "paper", Stroke("mtm", 0.9)))
            if one.is_as_today:
                sheet.put(Disc(x, y(score), 1.9, "paper", Stroke("ink3", 0.9)))
            else:
                sheet.put(Disc(x, y(score), 2.2, shapes.tone(score), Stroke("paper", 0.8)))
            at = y(score) - 4.4 if score >= 0 else y(score) + 6.4
            colour = "ink3" if one.is_as_today else "ink2"
            sheet.label(x, at, signed(score), Style("semibold", 7.6, colour, tabular=True), "centre")


def _cell(sheet: Sheet, one: Step, row: int, box: Box) -> None:
    text = _says(one, row)
    is_bad = (one.is_broken and row == 2) or (one.is_unconnected and row == 3)
    if is_bad:
        sheet.put(Rect(box, "negTT", Stroke("neg", 0.9, (1.6, 1.2)), 1.2))
    else:
        sheet.rect(box, "wash", radius=1.0)
    style = LOOKS[row]
    colour = "neg" if is_bad else "ink3" if one.is_as_today else style.colour
    style = Style(style.face, style.size, colour, style.leading)
    if text:
        inside = Box(box.x + 2.2, box.y + 0.6, box.w - 4, box.h - 1.2)
        furniture.put_middle(sheet, inside, text, style, 5.8)


def _marks(
    sheet: Sheet,
    briefing: Briefing,
    title: str,
    touchpoints: Sequence[Touchpoint],
    xs: Sequence[float],
    y: float,
) -> None:
    """The handovers between the columns that fail today, as they are and as they should be."""
    for place in range(len(touchpoints) - 1):
        pair = briefing.journey.between(touchpoints[place].id, touchpoints[place + 1].id)
        if any(one.quality == "fails" for one in pair):
            x = (xs[place] + xs[place + 1]) / 2 - 0.8
            sheet.put(Disc(x, y, 3.2, "paper"))
            sheet.put(*(shapes.failing(x, y) if title == "Today" else shapes.holding(x, y, 2.3)))
