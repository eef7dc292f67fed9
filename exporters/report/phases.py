"""A phase on a page of its own, readable at 100 % on A4: mood, and what everybody does touchpoint by touchpoint."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exporters.report import furniture
from exporters.report.briefing import Briefing
from exporters.report.curve import AXIS
from exporters.report.furniture import CAPTION, LINK, dotted
from exporters.report.map_page import phase_anchor
from exporters.report.papers import LEAST_PRINTED, legibly
from exporters.report.phase_links import links_of
from exporters.report.phase_more import put_more
from exporters.report.sheet import Page, Sheet
from model.drawing.figures import mood, shapes
from model.drawing.figures.icons import channel_icon
from model.drawing.marks import Box, Path, Stroke
from model.drawing.message import in_words, signed
from model.drawing.text import Style, broken, width
from model.records import Channel, Phase, Touchpoint
from model.spoken import UNSORTED_TITLE

WIDTH = 297.0
"""How wide the grid of a phase's page is, mm: it prints at 100 % on A4."""
LEFT, GRID = 11.0, 38.0
MOST, FEWEST = 6, 3
"""Touchpoints on a page; fewer than three columns are not wider."""
LEAST_ROW = 9.0
CURVE = Box(GRID, 41.0, 0, 30.0)
TOP = 76.0
LABEL = Style("semibold", 8.6, "ink", 11)
CELL = Style("regular", 8.6, "ink2", 11.4)
INK = Style("regular", 8.6, "ink", 11.4)
VOICE = Style("quote", 9.4, "ink", 11.8)
STRONG = Style("semibold", 8.6, "ink", 11.4)
NEED = Style("medium", 8.6, "ink", 11.4)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page: its name, least height, what a touchpoint says in it, and its look."""

    name: str
    height: float
    says: Callable[[Touchpoint], str]
    style: Style


ROWS = (
    Row("Touchpoint", 19.0, lambda one: one.title or "Untitled", STRONG),
    Row("In their words", 17.0, lambda one: f"“{one.quote.strip('“”')}”" if one.quote.strip() else "", VOICE),
    Row("Customer does", 17.0, lambda one: one.customer_does, CELL),
    Row("Staff do", 17.0, lambda one: one.staff_do, INK),
    Row("Unseen", 17.0, lambda one: one.unseen, INK),
    Row("Opportunity", 19.0, lambda one: one.opportunity, NEED),
)
BELIEVED = "What we believed"
UNSEEN = ROWS[4]
"""The row below the line of visibility."""
TALLEST = 24.0
"""What a curve grows by at most where rows have nothing to say, mm."""


def phase_pages(briefing: Briefing) -> list[Page]:
    """A page for each phase that has touchpoints, a second one where there are more than six."""
    journey, pages = briefing.journey, list[Page]()
    phases = [one for one in journey.phases if journey.in_phase(one)]
    for number, phase in enumerate(phases, 1):
        steps = list(journey.in_phase(phase))
        most, size = _room_for(briefing, steps)
        with legibly(_scale(briefing, size)):
            for start in range(0, len(steps), most):
                pages.append(
                    _page(briefing, phase, (number, len(phases)), steps, range(start, start + most), size)
                )
    return pages


def _scale(briefing: Briefing, size: tuple[float, float]) -> float:
    """The scale that a page of this grid prints at."""
    return briefing.scale * briefing.size[0] / size[0]


def _room_for(briefing: Briefing, steps: Sequence[str]) -> tuple[int, tuple[float, float]]:
    """How many touchpoints of a phase stand on a page, and its grid: fewer where texts need width, then smaller."""
    w, h = briefing.size
    there = briefing.journey.store.of(Touchpoint)
    sizes = [(WIDTH * wider, WIDTH * wider * h / w) for wider in (1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0)]
    first, *larger = [
        one for one in sizes if one is sizes[0] or _scale(briefing, one) * CELL.size >= LEAST_PRINTED
    ]
    tries = [(most, first) for most in range(MOST, FEWEST - 1, -1)] + [(FEWEST, size) for size in larger]
    for most, size in [*tries, *((fewer, tries[-1][1]) for fewer in range(FEWEST - 1, 0, -1))]:
        parts = [[there[one] for one in steps[i : i + most]] for i in range(0, len(steps), most)]
        with legibly(_scale(briefing, size)):
            if all(_fits(part, size, most) for part in parts):
                break
    return most, size


def _fits(part: Sequence[Touchpoint], size: tuple[float, float], most: int) -> bool:
    return sum(_heights(part, size, _step(size, len(part), most))) <= _table_room(size, part) + 0.1


def _page(
    briefing: Briefing,
    phase_id: str,
    place: tuple[int, int],
    steps: Sequence[str],
    part: range,
    size: tuple[float, float],
) -> Page:
    phase = briefing.journey.store.find(Phase, phase_id)
    title = (phase.title if phase is not None else UNSORTED_TITLE) or "Untitled phase"
    label = f"Phase {place[0]} of {place[1]}"
    scale = _scale(briefing, size)
    sheet = Sheet(f"phase-{place[0]}", label, size, scale, f"{label}: {title}")
    if not part.start:
        sheet.anchor(phase_anchor(phase_id))
        sheet.entry(title, phase_anchor(phase_id))
    shown = list(steps[part.start : part.stop])
    _head(sheet, briefing, phase, label, phase_title(briefing, title, steps), steps, part.start)
    step = _step(size, len(shown), len(part))
    xs = [GRID + step * number for number in range(len(shown))]
    _mood(sheet, briefing, shown, [x + step * 0.5 for x in xs])
    bottom = _rows(sheet, briefing, shown, xs, step)
    end = put_more(sheet, briefing, shown, xs, step - 4, bottom)
    _links(sheet, briefing, shown, end, has_gaps=end > bottom)
    furniture.footer(sheet, briefing, label, LEFT, has_way_back=True)
    return sheet.page


# -- the head


def phase_title(briefing: Briefing, title: str, steps: Sequence[str]) -> str:
    """What happens in a phase, as a message: its name and where the mood goes."""
    known = [(felt, one) for one in steps if (felt := briefing.felt(one)) is not None]
    if not known:
        return f"{title}: how it feels is not known yet"
    lowest, worst = min(known, key=lambda one: (one[0], briefing.journey.number_of(one[1])))
    first, last = known[0][0], known[-1][0]
    number = briefing.journey.number_of(worst)
    if lowest >= 0:
        return f"{title}: mood stays above neutral"
    if last - first >= 1:
        return f"{title}: from {signed(first)} back to {signed(last)}"
    if first - last >= 1:
        return f"{title}: mood falls from {signed(first)} to {signed(last)}"
    return f"{title}: lowest at touchpoint {number}"


def _head(
    sheet: Sheet,
    briefing: Briefing,
    phase: Phase | None,
    label: str,
    title: str,
    steps: Sequence[str],
    start: int,
) -> None:
    w = sheet.width - 2 * LEFT
    label += ", continued" if start else ""
    kicker = [label, phase.when if phase is not None else "", ", ".join(_channels(briefing, steps))]
    furniture.kicker(sheet, LEFT, 13.6, kicker, w)
    style = Style("title", 22, "ink", 25, spacing=-0.008)
    with sheet.tag("H1"):
        end = furniture.put_snug(sheet, Box(LEFT, furniture.top_of(23.4, style), w, 13.4), title, style)
    with sheet.tag("P"):
        box = Box(LEFT, end + 0.8, w, CURVE.y - 4.0 - end)
        furniture.put_snug(sheet, box, _sub(briefing, phase, steps), furniture.SUB)


def _channels(briefing: Briefing, steps: Sequence[str]) -> list[str]:
    there = briefing.journey.store.of(Touchpoint)
    names = dict.fromkeys(briefing.journey.channel_of(there[one]) for one in steps)
    found = [briefing.journey.store.find(Channel, one) for one in names]
    return [one.title for one in found if one is not None and one.title][:3]


def _sub(briefing: Briefing, phase: Phase | None, steps: Sequence[str]) -> str:
    """What the customer wants here, and what goes wrong."""
    goal = f"“{phase.customer_goal.strip('“”')}”" if phase is not None and phase.customer_goal else ""
    failing = sum(h.quality == "fails" for one in steps for h in briefing.journey.leaving(one))
    pains = sum(bool(briefing.journey.pains_on(one)) for one in steps)
    parts = []
    if failing:
        parts.append(
            f"{in_words(failing)} {'handover fails' if failing == 1 else 'handovers fail'} from here"
        )
    if pains:
        parts.append(f"pain points at {in_words(pains)} of {in_words(len(steps))} touchpoints")
    said = "; ".join(parts)
    return " ".join(part for part in (goal, f"{said[:1].upper()}{said[1:]}." if said else "") if part)


# -- the mood


def _mood(sheet: Sheet, briefing: Briefing, steps: Sequence[str], xs: Sequence[float]) -> None:
    journey, there = briefing.journey, briefing.journey.store.of(Touchpoint)
    right, high = sheet.width - LEFT, CURVE.h + _freed([there[one] for one in steps])

    def y(score: float) -> float:
        return CURVE.y + high * (2 - score) / 4

    felt = [
        (x, one, score) for x, one in zip(xs, steps, strict=True) if (score := briefing.felt(one)) is not None
    ]
    said = [f"{journey.number_of(one)} {there[one].title}: {signed(score)}." for _, one, score in felt]
    with sheet.figure(" ".join(["Mood, from minus 2 (angry) to plus 2 (delighted).", *said])):
        sheet.label(LEFT, y(0) + 1, "Mood", LABEL)
        for score in (2, -2):
            sheet.line(GRID, y(score), right, y(score), dotted("rule"))
        for score in (2, 0, -2):
            number = f"{score:+d}".replace("-", "−") if score else "0"
            sheet.label(GRID - 2, y(score) + 0.9, number, AXIS, "right")
        points = [(x, y(score)) for x, _, score in felt]
        if len(points) > 1:
            drawn = mood.curve_steps(points, 0, len(points) - 1)
            sheet.put(*mood.area_marks(drawn, y(0), CURVE.y - 2, CURVE.y + high + 2))
        sheet.rule(GRID, y(0), right, "rule2", 0.7)
        _believed(sheet, [(x, one) for x, one in zip(xs, steps, strict=True)], there, y, points)
        if len(points) > 1:
            sheet.put(Path(drawn, stroke=Stroke("ink", 2.0, (), True)))
        for x, one, score in felt:
            marks = mood.point_marks(score, journey.number_of(one), 0, True, bool(journey.moments_on(one)))
            sheet.put(*marks, x=x, y=y(score))


def _believed(
    sheet: Sheet,
    steps: Sequence[tuple[float, str]],
    there: Mapping[str, Touchpoint],
    y: Callable[[float], float],
    felt: Sequence[tuple[float, float]],
) -> None:
    """What the company believes, as a dotted curve; its name stands clear of the points of what is felt."""
    points = [(x, y(b)) for x, one in steps if (b := there[one].believed) is not None]
    if len(points) < 2:
        return
    sheet.put(
        Path(mood.curve_steps(points, 0, len(points) - 1), stroke=Stroke("ink3", 1.0, (0.1, 2.2), True))
    )
    wide, taken = width(BELIEVED, CAPTION), [Box(*one, 0, 0).grown(2.8) for one in felt]
    along = [Box(*one, 0, 0).grown(0.9) for line in (felt, points) for one in _along(line)]
    zero = Box(0, y(0) - 0.4, sheet.width, 0.8)
    places = [
        Box(x - aside * wide, baseline - 2.6, wide, 3.4)
        for x, at in points
        for aside in (0.1, 0.5, 0.9)
        for baseline in (at - 2.2, at + 4.4)
    ]
    for others in ([*taken, *along, zero], [*taken, *along], taken):
        for box in places:
            if box.x > GRID and not any(box.meets(other) for other in others):
                sheet.label(box.x, box.y + 2.6, BELIEVED, CAPTION)
                return


def _along(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Places on a curve through points, close to one another."""
    for (x, y), (to_x, to_y) in pairwise(points):
        count = max(1, round((to_x - x) / 1.5))
        for part in range(count):
            share = (part + 0.5) / count
            yield x + (to_x - x) * share, y + (to_y - y) * share * share * (3 - 2 * share)


# -- the rows


def _rows(sheet: Sheet, briefing: Briefing, steps: Sequence[str], xs: Sequence[float], step: float) -> float:
    """The table below the curve; returns where it ends, mm."""
    there = [briefing.journey.store.of(Touchpoint)[one] for one in steps]
    size = (sheet.width, sheet.height)
    rows, heights = _told(there), _heights(there, size, step)
    spare = max(0.0, min(3.0, (_table_room(size, there) - sum(heights)) / len(rows)))
    y = TOP + _freed(there)
    sheet.rule(LEFT, y, sheet.width - LEFT, "ink", 1.0)
    with sheet.tag("Table"):
        for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
            if row is UNSEEN:
                sheet.line(LEFT, y, sheet.width - LEFT, y, Stroke("ink", 0.9, (3, 2)))
            elif place:
                sheet.rule(LEFT, y, sheet.width - LEFT)
            with sheet.tag("TR"):
                with sheet.tag("TH", scope="Row"):
                    sheet.words(Box(LEFT, y + 2.6, GRID - LEFT - 2, 0), row.name, LABEL, 2)
                for one, x in zip(there, xs, strict=True):
                    with sheet.tag("TH" if not place else "TD", scope="Column"):
                        _cell(sheet, briefing, row, one, Box(x, y, step - 4, height + spare), place)
            y += height + spare
    sheet.rule(LEFT, y, sheet.width - LEFT)
    return y


def _step(size: tuple[float, float], count: int, most: int) -> float:
    """How wide the column of a touchpoint is on a page of this size, of which there are so many at most, mm."""
    return (size[0] - LEFT - GRID) / max(count, min(most, FEWEST))


def _told(there: Sequence[Touchpoint]) -> list[Row]:
    """The rows in which anything stands."""
    return [row for row in ROWS if row is ROWS[0] or any(row.says(one) for one in there)]


def _freed(there: Sequence[Touchpoint]) -> float:
    """What the curve is higher by, since rows have nothing to say, mm."""
    told = _told(there)
    return min(TALLEST, sum(row.height for row in ROWS if row not in told))


def _table_room(size: tuple[float, float], there: Sequence[Touchpoint]) -> float:
    return size[1] - 26 - TOP - _freed(there)


def _heights(there: Sequence[Touchpoint], size: tuple[float, float], step: float) -> list[float]:
    """The heights of all rows: as they like to be, less where the page is full, never less than texts need."""
    rows = _told(there)
    needs = [max(LEAST_ROW, _need(row, there, step)) for row in rows]
    likes = [max(row.height, need) for row, need in zip(rows, needs, strict=True)]
    spare = [like - need for like, need in zip(likes, needs, strict=True)]
    over = sum(likes) - _table_room(size, there)
    share = min(1.0, max(0.0, over) / (sum(spare) or 1.0))
    return [like - one * share for like, one in zip(likes, spare, strict=True)]


def _need(row: Row, there: Sequence[Touchpoint], step: float) -> float:
    """The height of the longest text of a row with what is around it, mm."""
    texts = [row.says(one) for one in there]
    need = max((broken(text, row.style, step - 4).height for text in texts if text), default=0.0)
    return need + (9.5 if row is ROWS[0] else 6.0 if row is ROWS[-1] else 5.0)


def _cell(sheet: Sheet, briefing: Briefing, row: Row, one: Touchpoint, box: Box, place: int) -> None:
    y, text, style = box.y + 2.4, row.says(one), row.style
    if not place:
        _number(sheet, briefing, one, box)
        y += 5.6
    elif row is UNSEEN and text and (one.missing_systems or _arrives_broken(briefing, one)):
        sheet.rect(Box(box.x - 2, box.y + 0.8, box.w + 3, box.h - 1.6), "negTT")
        style = Style(style.face, style.size, "neg", style.leading)
    elif row is ROWS[-1] and text:
        sheet.rule(box.x, box.y + 2.6, box.x + min(7.0, box.w), "pos", 1.3)
        y += 1.6
    if text:
        sheet.words(Box(box.x, y, box.w, 0), text, style)


def _arrives_broken(briefing: Briefing, one: Touchpoint) -> bool:
    return any(h.quality == "fails" for h in briefing.journey.arriving(one.id))


def _number(sheet: Sheet, briefing: Briefing, one: Touchpoint, box: Box) -> None:
    """The number of a touchpoint with its channel and its marks."""
    journey, number = briefing.journey, str(briefing.journey.number_of(one.id))
    sheet.label(box.x, box.y + 6.2, number, Style("title", 12, "ink3"))
    x = box.x + width(number, Style("title", 12)) + 3
    channel = journey.store.find(Channel, journey.channel_of(one))
    if channel is not None:
        sheet.put(*channel_icon(channel.icon, channel.mode, x, box.y + 2.6, 4.2, "ink3"))
        x += 6.6
    if journey.moments_on(one.id):
        sheet.put(shapes.star(x + 1.6, box.y + 4.8, 1.9))
        x += 4.8
    if journey.pains_on(one.id):
        sheet.put(*shapes.triangle(x + 1.6, box.y + 4.8, 1.7))


def _links(sheet: Sheet, briefing: Briefing, steps: Sequence[str], bottom: float, has_gaps: bool) -> None:
    x, y = LEFT, min(bottom + 6.5, sheet.height - 14.5)
    there = [briefing.journey.store.of(Touchpoint)[one] for one in steps]
    silent, said = [row.name.lower() for row in ROWS if row not in _told(there)], ""
    if silent:
        said = f"Not told yet: {', '.join(silent)}"
        with sheet.tag("P"):
            sheet.label(sheet.width - LEFT, y, said, CAPTION, "right")
    room = sheet.width - 2 * LEFT - (width(said, CAPTION) + 6 if said else 0) - width(furniture.BACK, LINK)
    links = links_of(briefing, steps, has_gaps)
    shown = [short for _, short, _ in links]
    while shown and sum(width(one, LINK) + 6 for one in shown) > room:
        shown.pop()
    for place, (full, short, _) in enumerate(links[: len(shown)]):
        shown[place] = full
        if sum(width(one, LINK) + 6 for one in shown) > room:
            shown[place] = short
    for words, (full, _, anchor) in zip(shown, links, strict=False):
        says = full if full.startswith("Gap ") else f"Moment {full}"
        with sheet.tag("P"), sheet.jump(anchor, says):
            x += sheet.label(x, y, words, LINK) + 6
    furniture.back_to_map(sheet, briefing, x, y)
