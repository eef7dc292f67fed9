"""Failing handovers as they are told below a curve: a number, what they are called, why they fail."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.report import curve
from exporters.report.briefing import Briefing
from exporters.report.curve import Curve
from exporters.report.furniture import top_of, whole
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Sheet
from model.drawing.figures import shapes
from model.drawing.marks import Box
from model.drawing.message import in_words
from model.drawing.text import Block, Style, broken, width
from model.gaps import Gap
from model.records import Handover, Touchpoint

MOST = 3
OCTAGON = 3.2


@dataclass(frozen=True, slots=True)
class Look:
    """How falls are told: the styles of number, name and reason, and how far words stand from the number, mm."""

    number: Style
    name: Style
    reason: Style
    indent: float


@dataclass(frozen=True, slots=True)
class Told:
    """A failing handover with the gap that it is listed as, and its words in lines."""

    handover: Handover
    gap: Gap | None
    name: Block
    reason: Block

    @property
    def height(self) -> float:
        """What it takes below the rule, mm."""
        return 5.0 + self.name.height + 0.8 + self.reason.height


def falls_of(briefing: Briefing, steps: Sequence[str]) -> list[Handover]:
    """The failing handovers between these touchpoints, in journey order."""
    wanted, journey = set(steps), briefing.journey
    every = [one for step in steps for one in journey.leaving(step) if one.quality == "fails"]
    return [one for one in every if one.target in wanted]


def worst(briefing: Briefing, falls: Sequence[Handover], most: int = MOST) -> list[Handover]:
    """Those that lose the most customers, by the gaps that they are in and how far mood falls, in journey order."""

    def weight(one: Handover) -> tuple[float, float]:
        gap = _gap_of(briefing, one)
        ends = [briefing.felt(end) for end in (one.source, one.target)]
        fall = (ends[0] or 0.0) - (ends[1] or 0.0)
        return (gap.severity if gap is not None else 0.0, fall)

    chosen = sorted(falls, key=weight, reverse=True)[:most]
    return [one for one in falls if one in chosen]


def _gap_of(briefing: Briefing, handover: Handover) -> Gap | None:
    return next(iter(briefing.gaps_about([handover.id])), None)


def told(briefing: Briefing, falls: Sequence[Handover], look: Look, w: float, lines: int) -> list[Told]:
    """What is said of each fall in a column of this width, mm, in at most so many lines of reason."""
    found, names = [], dict[str, int]()
    for one in falls:
        name = curve.fall_name(briefing, one)
        names[name] = names.get(name, 0) + 1
        again = "" if names[name] == 1 else ", again"
        reason = one.failure or (one.label if one.label != name else "") or _lost(one)
        found.append(
            Told(
                one,
                _gap_of(briefing, one),
                whole(f"{name}{again}", look.name, w - look.indent, 4),
                whole(reason, look.reason, w - look.indent, lines) if reason else broken("", look.reason, w),
            )
        )
    return found


def _lost(handover: Handover) -> str:
    if handover.lost:
        return f"Lost on the way: {', '.join(handover.lost)}."
    return "" if handover.owner else "Nobody owns it."


def title(briefing: Briefing, steps: Sequence[str], falls: Sequence[Handover]) -> str:
    """What the curve says, as a message: where mood falls, and whether anybody owns it."""
    if falls:
        count = f"{in_words(len(falls))} handovers" if len(falls) > 1 else "one handover"
        nobody = " nobody owns" if not any(one.owner.strip() for one in falls) else ""
        return f"Mood falls at {count}{nobody}"
    known = [(felt, one) for one in steps if (felt := briefing.felt(one)) is not None]
    if not known:
        return "How it feels is not known yet"
    lowest, where = min(known, key=lambda one: (one[0], briefing.journey.number_of(one[1])))
    number = briefing.journey.number_of(where)
    if lowest >= 0:
        return "Mood stays above neutral all the way"
    touchpoint = briefing.journey.store.of(Touchpoint)[where]
    return (
        f"Mood is lowest at “{touchpoint.title}”" if touchpoint.title else f"Mood is lowest at step {number}"
    )


def draw_numbers(
    sheet: Sheet, drawn: Curve, falls: Sequence[Handover], told_: Sequence[Told], style: Style
) -> tuple[Box, ...]:
    """The octagons above the curve, those that are told below with their numbers; where they stand."""
    y, numbered, boxes = drawn.box.y - 4.6, [one.handover.id for one in told_], list[Box]()
    stand = sorted((x, one.id) for one in falls if (x := curve.middle_of(drawn, one)) is not None)
    room = width("0", style) + 2 * OCTAGON + 3.0
    for place, (x, fall) in enumerate(stand):
        sheet.put(*shapes.failing(x, y, OCTAGON))
        boxes.append(Box(x - 4.0, y - 5.0, 14.0, 9.0))
        if fall not in numbered:
            continue
        number = str(numbered.index(fall) + 1)
        if place + 1 == len(stand) or stand[place + 1][0] - x >= room:
            sheet.label(x + OCTAGON + 1.6, y + 0.6, number, style)
        elif not place or x - stand[place - 1][0] >= 2 * room:
            sheet.label(x - OCTAGON - 1.6, y + 0.6, number, style, "right")
        else:
            sheet.label(x, y - OCTAGON - 1.2, number, style, "centre")
    return tuple(boxes)


def column_for(falls: Sequence[Handover], wide: float, apart: float) -> float:
    """How wide the column of each fall is, of two or three side by side on a page so wide, mm."""
    count = max(2, min(MOST, len(falls)))
    return (wide - (count - 1) * apart) / count


def draw_told(
    sheet: Sheet, briefing: Briefing, told_: Sequence[Told], look: Look, y: float, left: float, w: float
) -> None:
    """The falls side by side, each below a rule, leading to its gap."""
    count = max(2, len(told_))
    step = w + (sheet.width - 2 * left - count * w) / (count - 1)
    with sheet.tag("L"):
        for number, one in enumerate(told_, 1):
            x = left + (number - 1) * step
            sheet.rule(x, y, x + w, "neg", 1.4)
            box = Box(x + look.indent, y + 5.0, w - look.indent, 0)
            with sheet.tag("LI"), sheet.tag("LBody"):
                first = box.y - top_of(0.0, look.name)
                sheet.label(x, first, str(number), look.number)
                if one.gap is None:
                    sheet.put(*one.name.marks(box.x, box.y, box.w))
                else:
                    with sheet.jump(gap_anchor(one.gap.key), f"Gap: {briefing.title(one.gap)}"):
                        sheet.put(*one.name.marks(box.x, box.y, box.w))
                sheet.put(*one.reason.marks(box.x, box.y + one.name.height + 0.8, box.w))
