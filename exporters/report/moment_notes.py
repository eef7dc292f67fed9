"""Below a moment that matters: why it breaks, how we will know that it works, who does what next, and its gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from exporters.report import furniture
from exporters.report.briefing import Briefing, day_says, with_unit
from exporters.report.furniture import BODY, LINK, MARGIN
from exporters.report.map_page import gap_anchor
from exporters.report.room import has_no_room
from exporters.report.sheet import Sheet
from model.drawing.marks import Box, Disc, Stroke
from model.drawing.message import signed
from model.drawing.text import Style, width
from model.findings import Action, Initiative, Kpi, MomentThatMatters
from model.gaps import Gap
from model.gaps.words import ended
from model.records import Touchpoint

TEXT = Style("medium", 9, "ink", 12)
SMALL = Style("regular", 8, "ink3")
MOST_KPIS, MOST_REASONS, KPI, NAME = 4, 4, 11.4, 40.0
TASK, TASK_APART, SHARED = 13.0, 60.0, 100.0
"""How high the words of an action are at most; on a page of its own, which gives a column more than that, mm."""
FOOT = 24.0
"""What stays free below for links and footer, mm."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that shows whether a moment works: now and its target, the ends of its scale, both in words."""

    name: str
    values: tuple[float, float]
    ends: tuple[float, float]
    says: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is to be done about a moment: what, by whom, until when."""

    text: str
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Notes:
    """What there is to say below a moment: as the room said it, else as the map knows it around its touchpoint."""

    title: str
    reasons: tuple[str, ...]
    measures: tuple[Measure, ...]
    tasks: tuple[Task, ...]

    def __bool__(self) -> bool:
        return bool(self.reasons or self.measures or self.tasks)


def notes_of(briefing: Briefing, moment: MomentThatMatters, own: Touchpoint | None) -> Notes:
    """The notes of a moment."""
    gaps = briefing.gaps_about([moment.on, *([own.id] if own else [])])
    title, reasons = "Why it breaks", moment.why_it_breaks
    if not reasons and moment.lead and moment.why:
        title, reasons = "Why it matters", (moment.why,)
    if not reasons:
        felt = briefing.felt(own.id) if own is not None else None
        title = "What puts it at risk" if felt is not None and felt > 0 else "Why it breaks"
        reasons = _reasons(briefing, own, gaps)
    return Notes(title, reasons, _measures(briefing, moment, own, gaps), _tasks(briefing, moment, gaps))


def _reasons(briefing: Briefing, own: Touchpoint | None, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """Why handovers fail there, what hurts, and what the room calls its gaps."""
    if own is None:
        return ()
    journey = briefing.journey
    ways = [one for one in (*journey.arriving(own.id), *journey.leaving(own.id)) if one.quality == "fails"]
    found = [one.failure or one.label for one in ways]
    found += [one.text for one in journey.pains_on(own.id)]
    found += [briefing.title(gap) for gap in gaps if gap.is_named]
    return tuple(ended(one) for one in dict.fromkeys(found) if one.strip())[:MOST_REASONS]


def _measures(
    briefing: Briefing, moment: MomentThatMatters, own: Touchpoint | None, gaps: Sequence[Gap]
) -> tuple[Measure, ...]:
    """The KPIs that measure the moment, else those its gaps move; and the mood that is wanted."""
    every = briefing.journey.ordered(Kpi)
    moved = {one for gap in gaps for one in gap.moves}
    known = [one for one in every if {moment.id, moment.on} & one.measures]
    known = known or [one for one in every if one.id in moved]
    found = []
    for one in known:
        if one.now is not None and one.target is not None:
            most = max(abs(one.now), abs(one.target), 1e-9) * 1.35
            ends = (0.0, 100.0) if one.unit.startswith("%") else (0.0, most)
            ends = (-most, most) if min(one.now, one.target) < 0 else ends
            unit = one.unit if " " not in one.unit or one.unit.startswith("%") else one.unit.split(" ")[0]
            unit = "" if unit == "of" else unit
            says = with_unit(one.now, unit), with_unit(one.target, unit)
            found.append(Measure(one.title or "Untitled KPI", (one.now, one.target), ends, says))
    felt = briefing.felt(own.id) if own is not None else None
    if own is not None and moment.target_mood is not None and felt is not None:
        name = f"Mood at touchpoint {briefing.journey.number_of(own.id)}"
        target = moment.target_mood
        mood = Measure(name, (felt, target), (-2.0, 2.0), (signed(felt), signed(target)))
        return (*found[:MOST_KPIS], mood)
    return tuple(found[:MOST_KPIS])


def _tasks(briefing: Briefing, moment: MomentThatMatters, gaps: Sequence[Gap]) -> tuple[Task, ...]:
    """The actions taken on for the moment, else the initiatives that close its gaps; by day."""
    about, keys = {moment.id, moment.on}, {gap.key for gap in gaps if gap.is_named}
    taken = [
        Task(one.text or "Untitled action", one.owner, one.due)
        for one in briefing.journey.ordered(Action)
        if one.of in about and not one.done
    ] or [
        Task(one.title or "Untitled initiative", one.owner, one.ends)
        for one in briefing.journey.ordered(Initiative)
        if keys & {gap.key for gap in briefing.closing(sorted(one.closes))}
    ]
    return tuple(sorted(taken, key=lambda one: (one.due is None, one.due or briefing.day)))


def put_notes(
    sheet: Sheet,
    briefing: Briefing,
    moment: MomentThatMatters,
    own: Touchpoint | None,
    top: float,
    has_all: bool = False,
) -> None:
    """What there is to say, column by column, and the links to the gaps of the touchpoint that the moment is on.

    `has_all`: every action is to be there, else this is no layout for them.
    """
    k, notes = (sheet.width - 2 * MARGIN) / 396, notes_of(briefing, moment, own)
    height = sheet.height - FOOT - top
    columns: list[Callable[[Box], None]] = []
    if notes.reasons:
        columns.append(lambda box: _why(sheet, notes, box))
    if notes.measures:
        columns.append(lambda box: _kpis(sheet, notes, box))
    if notes.tasks:
        columns.append(lambda box: _actions(sheet, briefing, notes, box, has_all))
    for place, column in enumerate(columns):
        x = MARGIN + (0.0, 128.0, 272.0)[place] * k
        is_last = place == 2
        column(Box(x, top, sheet.width - MARGIN - x if is_last else 120.0 * k, height))
    put_links(sheet, briefing, moment, own)


def _why(sheet: Sheet, notes: Notes, box: Box) -> None:
    furniture.section(sheet, box.x, box.y + 7.6, notes.title)
    y = box.y + 12.6
    with sheet.tag("L"):
        count = len(notes.reasons)
        each = (box.bottom - y) / count
        apart = min(4.6, each * 0.2)
        for number, reason in enumerate(notes.reasons, 1):
            with sheet.tag("LI"), sheet.tag("LBody"):
                indent = 7.0 if count > 1 else 0.0
                if indent:
                    sheet.label(box.x, y + 4.2, str(number), Style("title", 12, "ink3"))
                w = box.w - (32 if count < 4 else 12)
                y = furniture.put_snug(sheet, Box(box.x + indent, y, w, each - apart), reason, BODY) + apart


def _kpis(sheet: Sheet, notes: Notes, box: Box) -> None:
    furniture.section(sheet, box.x, box.y + 7.6, "How we will know")
    needs = [max(KPI, furniture.needed(one.name, BODY, NAME) + 1.2) for one in notes.measures]
    if sum(needs) > box.h - 12.0:
        needs = [KPI for _ in needs]
    y = box.y + 17.0 - KPI / 2
    for one, high in zip(notes.measures, needs, strict=True):
        _dumbbell(sheet, one.name, one.values, one.ends, one.says, Box(box.x, y, box.w, high))
        y += high


def _dumbbell(
    sheet: Sheet,
    name: str,
    values: tuple[float, float],
    ends: tuple[float, float],
    says: tuple[str, str],
    box: Box,
) -> None:
    """Now and target on one line in the middle of a box: a filled disc and a ring."""
    left, right, y = box.x + 42, box.right - 12, box.y + box.h / 2
    now, target = (left + (right - left) * (v - ends[0]) / ((ends[1] - ends[0]) or 1.0) for v in values)
    with sheet.figure(f"{name}: {says[0]} now, {says[1]} is the target."):
        furniture.put_middle(sheet, Box(box.x, box.y + 0.3, NAME, box.h - 0.6), name, BODY)
        sheet.rule(left, y, right, "rule", 0.8)
        sheet.line(now, y, target, y, Stroke("pos", 1.3))
        sheet.put(Disc(now, y, 1.8, "neg"), Disc(target, y, 1.8, "paper", Stroke("pos", 1.3)))
        apart = 0.0 if abs(now - target) >= 12 else 6.0
        signs = (-1, 1) if now <= target else (1, -1)
        for x, said, colour, sign in zip((now, target), says, ("neg", "pos"), signs, strict=True):
            sheet.label(
                x + apart * sign, y + 5.2, said, Style("semibold", 7.4, colour, tabular=True), "centre"
            )


def _actions(sheet: Sheet, briefing: Briefing, notes: Notes, box: Box, has_all: bool) -> None:
    furniture.section(sheet, box.x, box.y + 7.6, "Next actions")
    taken = notes.tasks
    y, most = box.y + 11.4, TASK if box.h < SHARED else TASK_APART
    with sheet.tag("L"):
        for place, one in enumerate(taken):
            block = furniture.grown(one.text, TEXT, box.w - 24, TASK, most)
            owner = furniture.grown(one.owner or "Nobody yet", SMALL, box.w, 4.4, most - TASK + 4.4)
            height = max(11.6, block.height + 7.2 + max(0.0, owner.height - 4.4))
            is_last = place == len(taken) - 1
            if y + height + (0 if is_last else 5.0) > box.bottom:
                if has_all:
                    has_no_room(one.text)
                with sheet.tag("LI"), sheet.tag("LBody"):
                    sheet.label(box.x, y + 4.4, f"and {len(taken) - place} more", SMALL)
                return
            sheet.rule(box.x, y, box.right)
            with sheet.tag("LI"), sheet.tag("LBody"):
                sheet.put(*block.marks(box.x, furniture.top_of(y + 4.6, TEXT), box.w - 24))
                _due(sheet, briefing, one, box.right, y + 4.6)
                sheet.put(*owner.marks(box.x, y + 5.7 + block.height - 4.2, box.w))
            y += height


def _due(sheet: Sheet, briefing: Briefing, one: Task, right: float, baseline: float) -> None:
    """Until when an action is to be done, in red where that day is over."""
    if one.due is not None:
        day = Style("semibold", 9, "neg" if one.due < briefing.day else "ink")
        sheet.label(right, baseline, day_says(one.due, one.due.year != briefing.day.year), day, "right")


def put_links(sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, own: Touchpoint | None) -> None:
    """The links to the worst gaps of the touchpoint that the moment is on, and back to the map."""
    x, y = MARGIN, sheet.height - 21.0
    for gap in briefing.gaps_about([moment.on, *([own.id] if own else [])])[:2]:
        said = f"Gap {briefing.codes[gap.key]}: {briefing.title(gap)}"
        with sheet.tag("P"), sheet.jump(gap_anchor(gap.key), said):
            shown = said if furniture.fits(said, LINK, 150) else f"Gap {briefing.codes[gap.key]}"
            sheet.label(x, y, shown, LINK)
        x += width(shown, LINK) + 7
    furniture.back_to_map(sheet, briefing, x, y)
