"""The mood of a journey as a curve on a page of the report: points, areas, falls at handovers, phases below."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from exporters.report.briefing import Briefing
from exporters.report.furniture import MARGIN, dotted, grown, top_of
from exporters.report.map_page import phase_anchor
from exporters.report.sheet import Sheet
from model.drawing.figures import mood, shapes
from model.drawing.marks import MM_PER_PT, Box, Path, Stroke
from model.drawing.message import signed
from model.drawing.text import Block, Style, broken, width
from model.journey import UNSORTED
from model.records import Handover, Phase, Touchpoint
from model.spoken import UNSORTED_TITLE

AXIS = Style("regular", 7, "ink3", tabular=True)
FALL = Style("semibold", 7.8, "neg", 9.4)
QUOTE = Style("quote", 10, "ink", 12)
QUOTE_WIDTH, APART, MOST_QUOTES = 74.0, 78.0, 3
BAND = 7.2


@dataclass(frozen=True, slots=True)
class Curve:
    """Where the points of a drawn curve stand: x by touchpoint, and y by mood."""

    box: Box
    xs: dict[str, float]

    def y(self, score: float) -> float:
        """How far down a mood of −2…2 stands, mm."""
        return self.box.y + self.box.h * (2.15 - score) / 4.3


def curve_of(briefing: Briefing, box: Box, steps: Sequence[str]) -> Curve:
    """Points evenly spread across a box; more room between phases."""
    store = briefing.journey.store.of(Touchpoint)
    phases = [list(run) for _, run in groupby(steps, lambda one: briefing.journey.phase_of(store[one]))]
    between = 0.35
    units = len(steps) + between * max(0, len(phases) - 1)
    unit, at, xs = box.w / max(1.0, units), 0.5, dict[str, float]()
    for run in phases:
        for one in run:
            xs[one] = box.x + at * unit
            at += 1
        at += between
    return Curve(box, xs)


def says(briefing: Briefing, steps: Sequence[str]) -> str:
    """Every point of the curve in words."""
    whose = f"{briefing.lead.name}’s mood" if briefing.lead is not None else "Mood"
    store, points = briefing.journey.store.of(Touchpoint), []
    for one in steps:
        felt = briefing.felt(one)
        if felt is not None:
            points.append(f"{briefing.journey.number_of(one)} {store[one].title}: {signed(felt)}.")
    return " ".join([f"{whose} along the journey, from minus 2 (angry) to plus 2 (delighted).", *points])


def draw_bands(sheet: Sheet, curve: Curve, falls: Sequence[Handover], reach: float = 3.0) -> None:
    """The stripes of failing handovers, from above the curve to below it."""
    for fall in falls:
        if (x := middle_of(curve, fall)) is not None:
            sheet.rect(Box(x - BAND / 2, curve.box.y - reach, BAND, curve.box.h + reach), "negT")


def middle_of(curve: Curve, handover: Handover) -> float | None:
    """Where a handover stands between its ends, where the curve has both."""
    if handover.source not in curve.xs or handover.target not in curve.xs:
        return None
    return (curve.xs[handover.source] + curve.xs[handover.target]) / 2


def draw_axis(sheet: Sheet, curve: Curve, words: bool = True) -> None:
    """The dotted lines of the scale, the line of neutral, and what they stand for."""
    box = curve.box
    for score, word in mood.AXIS:
        y = curve.y(score)
        sheet.line(box.x, y, box.right, y, Stroke("rule2", 0.7) if not score else dotted("rule"))
        number = f"{score:+d}".replace("-", "−") if score else "0"
        if words and word:
            sheet.label(box.x - 2.4, y + 0.85, f"{word} {number}", AXIS, "right")
        elif not words and score % 2 == 0:
            sheet.label(box.x - 2.4, y + 0.85, number, AXIS, "right")


def draw_mood(
    sheet: Sheet, briefing: Briefing, curve: Curve, numbered: bool = True, thick: float = 2.3
) -> None:
    """The curve with its areas and points."""
    journey = briefing.journey
    known = [(one, felt) for one in curve.xs if (felt := briefing.felt(one)) is not None]
    if not known:
        return
    points = [(curve.xs[one], curve.y(felt)) for one, felt in known]
    if len(points) > 1:
        steps = mood.curve_steps(points, 0, len(points) - 1)
        sheet.put(*mood.area_marks(steps, curve.y(0), curve.box.y - 4, curve.box.bottom + 4))
        sheet.put(Path(steps, stroke=Stroke("ink", thick, (), True)))
    for (one, felt), (x, y) in zip(known, points, strict=True):
        matters = bool(journey.moments_on(one))
        marks = mood.point_marks(felt, journey.number_of(one), 0, True, matters)
        sheet.put(*(marks if numbered else marks[:-1]), x=x, y=y)


def draw_falls(sheet: Sheet, briefing: Briefing, curve: Curve, falls: Sequence[Handover]) -> tuple[Box, ...]:
    """The octagon of each failing handover above the curve, with what it is called beside it; where they stand."""
    found = []
    stand = sorted((x, one.id, one) for one in falls if (x := middle_of(curve, one)) is not None)
    y, end = curve.box.y - 4.2, MARGIN
    for place, (x, _, fall) in enumerate(stand):
        room = (stand[place + 1][0] if place + 1 < len(stand) else curve.box.right) - x - 9
        sheet.put(*shapes.failing(x, y, 2.9))
        names = (fall_name(briefing, fall), _ends(briefing, fall))
        before = next((one for one in names if width(one, FALL) <= x - 6.0 - end), "")
        name = next((one for one in names if width(one, FALL) <= room), "")
        if before == names[0] != name:
            wide = sheet.label(x - 4.4, y + 1.0, before, FALL, "right")
            found.append(Box(x - 5.6 - wide, y - 3.4, wide + 9.0, 6.8))
            end = x + 3.4
            continue
        wide = sheet.label(x + 4.4, y + 1.0, name, FALL)
        found.append(Box(x - 3.4, y - 3.4, wide + 9.0, 6.8))
        end = x + 4.4 + wide
    return tuple(found)


def fall_name(briefing: Briefing, handover: Handover) -> str:
    """What a failing handover is called: by its channels, else its label."""
    store, journey = briefing.journey.store, briefing.journey
    names = []
    for end in (handover.source, handover.target):
        touchpoint = store.find(Touchpoint, end)
        channel = store.get(journey.channel_of(touchpoint)) if touchpoint is not None else None
        names.append(str(getattr(channel, "title", "")))
    if all(names) and names[0] != names[1]:
        return f"{names[0]} to {names[1]}"
    return handover.label or _ends(briefing, handover)


def _ends(briefing: Briefing, handover: Handover) -> str:
    return " to ".join(str(briefing.journey.number_of(one)) for one in (handover.source, handover.target))


@dataclass(frozen=True, slots=True)
class Names:
    """How the phases below a curve are named: so many pt (least where a name has no room), lines, and with when.

    A name takes more lines rather than being cut, up to the most, mm.
    """

    size: float = 9.0
    least: float = 6.8
    lines: int = 2
    with_time: bool = True
    most: float = 34.0

    @property
    def style(self) -> Style:
        """The look of a name."""
        return Style("semibold", self.size, "ink", self.size * 1.25)

    @property
    def room(self) -> float:
        """What the names can take below their rule, mm."""
        return self.lines * self.style.pitch * MM_PER_PT


ON_A_PAGE = Names()


def phases_below(
    briefing: Briefing, curve: Curve, names: Names = ON_A_PAGE
) -> list[tuple[Phase | None, float, float, Block]]:
    """The phases below a curve, each with where it begins and ends, and its name in lines."""
    store = briefing.journey.store
    of, unit, found = store.of(Touchpoint), curve.box.w / max(1, len(curve.xs)), []
    for phase_id, run in groupby(curve.xs, lambda one: briefing.journey.phase_of(of[one])):
        phase, steps = store.find(Phase, phase_id), list(run)
        left, right = curve.xs[steps[0]] - unit * 0.42, curve.xs[steps[-1]] + unit * 0.42
        title = (phase.title if phase else UNSORTED_TITLE) or "Untitled"
        block = grown(title, names.style, right - left, names.room, names.most, names.least)
        found.append((phase, left, right, block))
    return found


def more_for(briefing: Briefing, curve: Curve, names: Names = ON_A_PAGE) -> float:
    """By how much the names of the phases below a curve are higher than they like to be, mm."""
    high = max((block.height for *_, block in phases_below(briefing, curve, names)), default=0.0)
    return max(0.0, high - names.room - 0.1)


def draw_phases(sheet: Sheet, briefing: Briefing, curve: Curve, y: float, names: Names = ON_A_PAGE) -> None:
    """The phases below the curve: a rule over each, its name, which leads to its page, and its time."""
    small, baseline = Style("regular", names.size * 0.84, "ink3"), y + names.size * 0.48
    for phase, left, right, block in phases_below(briefing, curve, names):
        sheet.rule(left, y, right, "ink", 1.0)
        to = phase_anchor(phase.id if phase else UNSORTED)
        with sheet.tag("P"):
            with sheet.jump(to, f"Phase: {phase.title if phase else UNSORTED_TITLE}"):
                sheet.put(*block.marks(left, top_of(baseline, block.style), right - left))
            is_alone = names.with_time and len(block.lines) == 1 and not block.rtl
            when, at = phase.when if phase and is_alone else "", left + block.width + 1.8
            if when and at + width(when, small) <= right:
                sheet.label(at, baseline, when, small)


def draw_quotes(sheet: Sheet, briefing: Briefing, curve: Curve, above: Sequence[Box] = ()) -> None:
    """The customer's own words above the peaks and below the troughs, the extremes first, where nothing else stands.

    `above` is what stands above the curve already.
    """
    store = briefing.journey.store.of(Touchpoint)
    spoken = [one for one in curve.xs if store[one].quote.strip() and briefing.felt(one) is not None]
    taken, placed_at = [*above, *_taken(briefing, curve)], list[float]()
    for one in sorted(spoken, key=lambda one: (-abs(briefing.felt(one) or 0.0), curve.xs[one])):
        block = broken(f"“{store[one].quote.strip('“”')}”", QUOTE, QUOTE_WIDTH)
        if len(block.lines) > 2 or any(abs(curve.xs[one] - x) < APART for x in placed_at):
            continue
        box = _free_place(briefing, curve, one, (block.width, block.height), taken)
        if box is not None:
            sheet.put(*block.marks(box.x, box.y, box.w, "centre"))
            taken.append(box.grown(1.0))
            placed_at.append(curve.xs[one])
        if len(placed_at) == MOST_QUOTES:
            return


def _taken(briefing: Briefing, curve: Curve) -> list[Box]:
    """Where the curve and its points stand."""
    known = [(x, curve.y(felt)) for one, x in curve.xs.items() if (felt := briefing.felt(one)) is not None]
    r = 2.9 * mood.grown()
    found = [Box(x - r, y - r, 2 * r, 2 * r) for x, y in known]
    for (x, y), (to_x, to_y) in pairwise(known):
        count = max(1, round((to_x - x) / 1.5))
        for part in range(count):
            share = (part + 0.5) / count
            eased = share * share * (3 - 2 * share)
            found.append(Box(x + (to_x - x) * share - 1.0, y + (to_y - y) * eased - 1.2, 2.0, 2.4))
    return found


def _free_place(
    briefing: Briefing, curve: Curve, one: str, size: tuple[float, float], taken: Sequence[Box]
) -> Box | None:
    """Where words of this size can stand near a point: beyond it, straight or a little to a side; None if nowhere."""
    felt, (w, h) = briefing.felt(one) or 0.0, size
    first = curve.y(felt) - 4.4 - h if felt >= 0 else curve.y(felt) + 3.4
    for away in (0.0, 2.0, 4.0, 6.0):
        y = first - away if felt >= 0 else first + away
        if y < curve.box.y - 3.0 or y + h > curve.box.bottom + 5.0:
            break
        for aside in (0, -6, 6, -12, 12, -18, 18, -26, 26, -34, 34):
            x = curve.xs[one] - w / 2 + aside
            box = Box(x, y, w, h)
            inside = curve.box.x <= x and box.right <= curve.box.right
            if inside and not any(box.meets(other) for other in taken):
                return box
    return None
