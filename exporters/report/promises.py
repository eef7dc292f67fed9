"""Promise and perception: what we believe beside what customers feel, and what was promised beside what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from exporters.report import furniture
from exporters.report.briefing import Briefing, figure_says, with_unit
from exporters.report.furniture import LINK, MARGIN
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Page, Sheet
from model.drawing.figures.shapes import tone
from model.drawing.marks import Box, Disc, Stroke
from model.drawing.message import counted, in_words, signed
from model.drawing.text import Style, fitted, placed
from model.findings import Promise
from model.records import Channel, Touchpoint
from model.spoken import within

ANCHOR = "promises"
LARGE = 1.5
"""From this difference on, company and customers do not live in the same world."""
WORKS = 0.25
"""From this mood on, a channel works."""
MOST_ROWS, MOST_PROMISES = 31, 6
FIRST, HIGHEST_ROW, LEAST_ROW = 56.0, 8.55, 5.0
NAME_X, NAME_W = 19.0, 76.0
NAME, SMALL = Style("semibold", 8.2, "ink"), Style("regular", 8.2, "ink2")
AXIS = Style("medium", 7.6, "ink3", tabular=True)


@dataclass(frozen=True, slots=True)
class Belief:
    """What the company believes of a touchpoint, and what customers feel there, −2…2."""

    touchpoint: Touchpoint
    believed: float
    felt: float

    @property
    def apart(self) -> float:
        """By how much the company overrates it."""
        return self.believed - self.felt


def promise_pages(briefing: Briefing) -> list[Page]:
    """As many pages as the touchpoints and promises take; nothing where neither is known."""
    beliefs, promises = beliefs_of(briefing), briefing.journey.ordered(Promise)
    pages: list[Page] = []
    while beliefs or promises:
        sheet = Sheet(
            ANCHOR, "Promise and perception", briefing.size, briefing.scale, "Promise and perception"
        )
        if not pages:
            sheet.anchor(ANCHOR)
            sheet.entry("Promise and perception", ANCHOR)
        title = promise_title(briefing)
        kicker = f"Promise and perception{', continued' if pages else ''}"
        furniture.head(sheet, kicker, title, _sub(briefing) if not pages else "")
        most = _most(sheet, beliefs)
        right = 272.0 * sheet.width / 420 if promises else sheet.width
        if beliefs:
            _perception(sheet, briefing, beliefs[:most], right - 20 if promises else sheet.width - MARGIN)
        if promises:
            left = right if beliefs else MARGIN
            _promises(sheet, briefing, promises[:MOST_PROMISES], left, sheet.width - MARGIN)
        beliefs, promises = beliefs[most:], promises[MOST_PROMISES:]
        furniture.footer(sheet, briefing, "Promise and perception")
        pages.append(sheet.page)
    return pages


def _most(sheet: Sheet, beliefs: Sequence[Belief]) -> int:
    """How many rows stand on a page: as many on each, fewer where their names need more lines."""
    if not beliefs:
        return 0
    most = -(-len(beliefs) // -(-len(beliefs) // MOST_ROWS))
    while most > 1 and not _heights(sheet, beliefs[:most]):
        most -= 1
    return most


def _heights(sheet: Sheet, rows: Sequence[Belief]) -> list[float]:
    """How high each row is: all alike where their names have room, else by their names; none where it is too much."""
    room = sheet.height - 26 - FIRST
    step = min(HIGHEST_ROW, room / len(rows))
    needs = [furniture.needed(_name(one), NAME, NAME_W) + 0.3 for one in rows]
    if max(needs) <= step + 0.1:
        return [step for _ in rows]
    least = HIGHEST_ROW
    while least > LEAST_ROW and sum(max(least, need + 1.2) for need in needs) > room:
        least -= 0.2
    heights = [max(least, need + 1.2) for need in needs]
    return heights if sum(heights) <= room else []


def _name(one: Belief) -> str:
    return one.touchpoint.title or "Untitled"


def beliefs_of(briefing: Briefing) -> list[Belief]:
    """The touchpoints of which both is known, in journey order."""
    there, found = briefing.journey.store.of(Touchpoint), []
    for one in briefing.journey.touchpoints:
        felt = briefing.felt_by_all(one)
        if felt is not None and (believed := there[one].believed) is not None:
            found.append(Belief(there[one], believed, felt))
    return found


def promise_title(briefing: Briefing) -> str:
    """What the page says, as a message: where the company overrates itself most."""
    beliefs = beliefs_of(briefing)
    by_channel: dict[str, list[Belief]] = {}
    for one in beliefs:
        by_channel.setdefault(briefing.journey.channel_of(one.touchpoint), []).append(one)
    worst = max(by_channel.items(), key=lambda one: _mean([b.apart for b in one[1]]), default=None)
    if worst is not None and (apart := _mean([one.apart for one in worst[1]])) >= 0.5:
        channel = briefing.journey.store.find(Channel, worst[0])
        name = channel.title if channel is not None and channel.title else "Here"
        if _mean([one.believed for one in worst[1]]) >= WORKS > _mean([one.felt for one in worst[1]]):
            return f"{name}: we think it works. Customers disagree by {apart:.1f} points."
        return f"{name}: customers rate it {apart:.1f} points lower than we do."
    promises = briefing.journey.ordered(Promise)
    broken = sum(_is_missed(one) for one in promises)
    if broken:
        said = f"{in_words(broken)} of {counted(len(promises), 'promise')}".capitalize()
        return f"{said} {'is' if broken == 1 else 'are'} not kept"
    return "What we believe and what customers feel agree"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _is_missed(promise: Promise) -> bool:
    if promise.promised is None or promise.delivered is None:
        return promise.verdict in ("broken", "partly")
    by = promise.delivered - promise.promised
    return by > 0 if promise.lower_is_better else by < 0


def _sub(briefing: Briefing) -> str:
    staff = next((one for one in briefing.sources if one.evidence_kind == "workshop"), None)
    who = f" ({within(staff.source)})" if staff is not None and staff.source else ""
    whose = (
        f"what {briefing.lead.name} feels" if briefing.persona and briefing.lead else "what customers feel"
    )
    return f"What the company believes{who} against {whose}, on the same scale from −2 to +2."


# -- perception


def _perception(sheet: Sheet, briefing: Briefing, rows: Sequence[Belief], right: float) -> None:
    left = NAME_X + NAME_W + 4
    span = right - 22 - left

    def x(score: float) -> float:
        return left + (score + 2) / 4 * span

    room = sheet.height - 26 - FIRST
    heights = _heights(sheet, rows) or [room / len(rows) for _ in rows]
    tops = [FIRST + sum(heights[:place]) for place in range(len(rows))]
    bottom = tops[-1] + heights[-1]
    with sheet.decoration():
        for score in (-2, -1, 0, 1, 2):
            sheet.line(x(score), FIRST - 8, x(score), bottom, Stroke("rule2" if not score else "rule", 0.7))
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            with sheet.tag("TH"):
                _legend(sheet, FIRST - 10.5)
            with sheet.tag("TH"):
                for score in (-2, -1, 0, 1, 2):
                    said = f"{score:+d}".replace("-", "−") if score else "0"
                    sheet.label(x(score), FIRST - 10.5, said, AXIS, "centre")
            with sheet.tag("TH"):
                sheet.label(right, FIRST - 10.5, "Difference", AXIS, "right")
        of_phase = groupby(enumerate(rows), lambda one: briefing.journey.phase_of(one[1].touchpoint))
        for number, (_, run) in enumerate(of_phase):
            for place, belief in run:
                y, high = tops[place], heights[place]
                if number and place == _first_of(rows, briefing, belief):
                    sheet.rule(MARGIN, y, right)
                places = (x(belief.felt), x(belief.believed), right)
                _row(sheet, briefing, belief, y + high / 2, high, places)


def _first_of(rows: Sequence[Belief], briefing: Briefing, belief: Belief) -> int:
    """The place of the first row of a row's phase."""
    phase = briefing.journey.phase_of(belief.touchpoint)
    return next(place for place, one in enumerate(rows) if briefing.journey.phase_of(one.touchpoint) == phase)


def _legend(sheet: Sheet, y: float) -> None:
    sheet.put(Disc(MARGIN + 2, y - 1, 1.6, "paper", Stroke("ink", 1.2)))
    end = MARGIN + 5 + sheet.label(MARGIN + 5, y, "What we believe", SMALL)
    sheet.put(Disc(end + 5, y - 1, 1.6, "neg"), Disc(end + 8.6, y - 1, 1.6, "pos"))
    sheet.label(end + 11.6, y, "What customers feel", SMALL)


def _row(
    sheet: Sheet, briefing: Briefing, belief: Belief, y: float, step: float, at: tuple[float, float, float]
) -> None:
    felt, believed, right = at
    is_large = belief.apart >= LARGE
    name = NAME if is_large else SMALL
    number = str(briefing.journey.number_of(belief.touchpoint.id))
    with sheet.tag("TR"):
        with sheet.tag("TH", scope="Row"):
            sheet.label(NAME_X - 2.4, y + 1, number, Style("semibold", 7.4, "ink3", tabular=True), "right")
            box = Box(NAME_X, y - step / 2, NAME_W, step - 0.3)
            furniture.put_middle(sheet, box, _name(belief), name)
        alt = f"Customers feel {signed(belief.felt)}, we believe {signed(belief.believed)}."
        with sheet.tag("TD"), sheet.figure(alt):
            sheet.line(felt, y, believed, y, Stroke("negL", 2.4) if is_large else Stroke("rule2", 0.9))
            sheet.put(
                Disc(believed, y, 1.6, "paper", Stroke("ink", 1.2)), Disc(felt, y, 1.6, tone(belief.felt))
            )
        with sheet.tag("TD"):
            strong = Style(
                "bold" if is_large else "regular", 8.2, "neg" if is_large else "ink3", tabular=True
            )
            apart = signed(belief.apart) if abs(belief.apart) >= 0.05 else "0"
            sheet.label(right, y + 1, apart, strong, "right")


# -- promises


def _promises(
    sheet: Sheet, briefing: Briefing, promises: Sequence[Promise], left: float, right: float
) -> None:
    furniture.section(sheet, left, 45.6, "Promised, and delivered")
    sheet.rule(left, 49.6, right, "ink", 1.0)
    step = min(33.6, (sheet.height - 40 - 56) / len(promises))
    y = 58.6
    for promise in promises:
        _promise(sheet, promise, Box(left, y, right - left - 24, step))
        y += step
    gaps = [gap for one in promises if (gap := briefing.gap_of(f"gap:{one.id}")) is not None]
    codes = list(dict.fromkeys(gap.key for gap in gaps))
    x = left
    for key in codes[:3]:
        gap = next(one for one in gaps if one.key == key)
        with sheet.tag("P"), sheet.jump(gap_anchor(key), f"Gap {briefing.codes[key]}: {briefing.title(gap)}"):
            x += 6 + sheet.label(x, sheet.height - 18, f"Gap {briefing.codes[key]} in the register", LINK)


def _promise(sheet: Sheet, promise: Promise, box: Box) -> None:
    """One promise: its name, a bar as long as what was delivered, a tick at what was promised."""
    promised, delivered = promise.promised, promise.delivered
    title = Style("semibold", 9.4, "ink")
    with sheet.tag("H3"):
        room = max(4.8, min(box.h - 21.0, 14.0))
        block = furniture.snug(promise.text or "Untitled promise", title, box.w + 22, room)
        sheet.put(*block.marks(box.x, box.y + 3.2 - block.height, box.w + 22))
    if promised is None or delivered is None:
        with sheet.tag("P"):
            said = {"unknown": "Nobody has measured it yet."}.get(
                promise.verdict, f"Verdict: {promise.verdict}."
            )
            sheet.label(box.x, box.y + 8, said, SMALL)
        return
    most = max(abs(promised), abs(delivered)) or 1.0
    is_missed, top = _is_missed(promise), box.y + 5.0
    long, tick = box.w * max(0.0, delivered) / most, box.x + box.w * max(0.0, promised) / most
    said = with_unit(promised, promise.unit)
    alt = f"{promise.text}: {said} promised, {with_unit(delivered, promise.unit)} delivered."
    with sheet.figure(alt):
        if delivered < promised:
            sheet.rect(
                Box(box.x, top, tick - box.x, 8.0),
                None,
                Stroke("neg" if is_missed else "pos", 0.9, (1.6, 1.2)),
            )
        if long > 0:
            sheet.rect(Box(box.x, top, long, 8.0), "neg" if is_missed else "pos")
        figure = Style("title", 15, "neg" if is_missed else "pos")
        sheet.label(box.x + long + 2.6, top + 6.0, figure_says(delivered), figure)
        sheet.line(tick, top - 2.4, tick, top + 10.4, Stroke("ink", 1.6))
        small = Style("regular", 7.8, "ink2")
        mark = placed(tick, top + 14.2, fitted(f"Promised {said}", small, box.w + 22), small)
        x = min(max(box.x, tick - mark.width / 2), box.x + box.w + 22 - mark.width)
        sheet.label(x if tick > box.x else box.x, top + 14.2, f"Promised {said}", small)
