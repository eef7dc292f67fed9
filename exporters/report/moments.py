"""A moment that matters on a page of its own: today beside how it should be, why it breaks, how we will know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from exporters.report import furniture, moment_notes
from exporters.report.briefing import Briefing
from exporters.report.furniture import CAPTION, MARGIN
from exporters.report.map_page import moment_anchor
from exporters.report.moment_head import RULE, own_touchpoint, put_head
from exporters.report.room import first_whole
from exporters.report.sheet import Page, Sheet
from model.drawing.figures import mood, shapes
from model.drawing.marks import Box, Disc, Path, Rect, Stroke
from model.drawing.message import signed
from model.drawing.text import Style, broken
from model.findings import MomentThatMatters
from model.records import System, Touchpoint

TODAY, WORKS, NOTES = "Today", "When it works", "notes"
"""The parts of what is told of a moment."""
ROWS = (("Customer does", 24.0), ("They see", 24.0), ("{us}, unseen", 24.0), ("Systems", 15.0))
LABEL = Style("semibold", 8, "ink", 10.4)
CELL = Style("regular", 8.2, "ink", 10.8)
STRONG = Style("semibold", 8.2, "ink", 10.8)
SEEN = Style("quote", 9, "ink", 11.4)
LOOKS = (STRONG, SEEN, CELL, CELL)
NAMES = 25.0
"""The width of the column with the names of the rows, mm."""
CURVE, TABLE, BELOW = 80.0, 102.0, 203.0
MOST_STEPS = 4
TALLEST, HIGHER, HIGHEST = 46.0, 16.0, 40.0
"""What the curve and each row grow by at most where others say nothing, and a row on a further page, mm."""
FOOT = 28.0
LOWER = (12.0, 24.0, 36.0)
"""How much lower the notes may begin where the rows above need room, mm."""


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
    """A page for each moment that matters, in journey order; two or three where its words need more room."""
    return [page for moment in briefing.journey.moments for page in _pages(briefing, moment)]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a moment: the touchpoints around it today and when it works."""

    moment: MomentThatMatters
    code: str
    steps: Sequence[Touchpoint]
    today: Sequence[Step]
    works: Sequence[Step]
    has_notes: bool

    @property
    def title(self) -> str:
        """What the moment is called."""
        return self.moment.title or "Untitled moment"


def _told(briefing: Briefing, moment: MomentThatMatters) -> _Told:
    steps = _steps(briefing, moment)
    targets = [_target(briefing, one, moment) for one in steps]
    today = [_today(briefing, one, moment) for one in steps]
    works = [one or _as_today(now) for one, now in zip(targets, today, strict=True)] if any(targets) else []
    notes = moment_notes.notes_of(briefing, moment, own_touchpoint(briefing, moment))
    return _Told(moment, briefing.journey.moment_code(moment.id), steps, today, works, bool(notes))


def _pages(briefing: Briefing, moment: MomentThatMatters) -> list[Page]:
    """One page; where words have no room on it, its notes lower, then on a second page, then each side on its own."""
    told = _told(briefing, moment)
    there = {TODAY, *((WORKS,) if told.works else ()), *((NOTES,) if told.has_notes else ())}

    def laid(lower: float | None, *pages: Sequence[str]) -> list[Page]:
        shown = [parts for page in pages if (parts := [part for part in page if part in there])]
        return [_page(briefing, told, parts, place, lower) for place, parts in enumerate(shown)]

    return first_whole(
        *(partial(laid, lower, (TODAY, WORKS, NOTES)) for lower in (None, *LOWER)),
        partial(laid, 0.0, (TODAY, WORKS), (NOTES,)),
        partial(laid, 0.0, (TODAY,), (WORKS,), (NOTES,)),
    )


def _page(briefing: Briefing, told: _Told, parts: Sequence[str], place: int, lower: float | None) -> Page:
    """A page with these parts of what is told; `lower` by which notes begin, None: as they like to."""
    moment, label = told.moment, f"Moment {told.code}"
    sheet = Sheet(f"moment-{told.code}", label, briefing.size, briefing.scale, f"{label}: {told.title}")
    if not place:
        sheet.anchor(moment_anchor(moment.id))
        sheet.entry(f"{told.code} {told.title}", moment_anchor(moment.id))
    put_head(sheet, briefing, moment, told.code, told.title, is_first=not place)
    sheet.rule(MARGIN, RULE, sheet.width - MARGIN, "ink", 1.0)
    sides = [part for part in parts if part != NOTES]
    below = RULE
    if sides:
        below = BELOW + (lower or 0.0) if NOTES in parts else sheet.height - FOOT
        _sides(sheet, briefing, told, sides, below, is_tight=lower is not None)
    if NOTES in parts:
        if sides:
            sheet.rule(MARGIN, below, sheet.width - MARGIN, "rule2", 0.6)
        own = own_touchpoint(briefing, moment)
        moment_notes.put_notes(sheet, briefing, moment, own, below, has_all=bool(lower))
    else:
        moment_notes.put_links(sheet, briefing, moment, own_touchpoint(briefing, moment))
    furniture.footer(sheet, briefing, label, has_way_back=True)
    return sheet.page


def _sides(
    sheet: Sheet, briefing: Briefing, told: _Told, sides: Sequence[str], below: float, is_tight: bool
) -> None:
    """The touchpoints as they are today and when it works, side by side or one of both."""
    w = sheet.width - 2 * MARGIN
    half = (w - 12) / 2 if len(sides) > 1 else w
    shown = [told.works if side == WORKS else told.today for side in sides]
    step = (half - NAMES) / max(1, len(told.steps))
    frame = _frame([one for side in shown for one in side], below - BELOW, step, is_tight)
    for place, (side, steps) in enumerate(zip(sides, shown, strict=True)):
        box = Box(MARGIN + (half + 12) * place, RULE, half, 0)
        _side(sheet, briefing, side, "pos" if side == WORKS else "neg", steps, box, told.steps, frame)


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


def _frame(steps: Sequence[Step], spare: float, step: float, is_tight: bool) -> _Frame:
    """Rows without a word are left out; the curve and the rows that stay take their room and what is spare.

    Rows whose words need more take it from those that need less. Where words had no room, all that is spare is
    for them.
    """
    told = [place for place in range(len(ROWS)) if any(_says(one, place) for one in steps)] or [0]
    freed = spare + sum(height for place, (_, height) in enumerate(ROWS) if place not in told)
    more = 0.0 if is_tight else min(freed, TALLEST)
    each = min(HIGHEST if is_tight else HIGHER, (freed - more) / len(told))
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
