"""What the summary says in four figures: each computed from the map, with a sentence and the gap it leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exporters.report.briefing import Briefing, figure_says, with_unit
from model.drawing.message import signed
from model.findings import Promise
from model.gaps import Gap
from model.gaps.words import ended, listed
from model.journey import Journey
from model.records import Department, Handover, Touchpoint

MOST = 4
TOLD_FROM = 1.0
"""A difference or a rise of mood of less is not worth a headline."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure with its unit, what it says, why it is so, its colour token, and the gap it leads to."""

    number: str
    unit: str
    says: str
    cause: str
    colour: str
    gap: Gap | None = None


def findings(briefing: Briefing) -> list[Finding]:
    """The figures of the summary, at most four, each about something else."""
    found: list[Finding] = []
    used: set[str] = set()
    kinds = (_reaches(briefing), _promises(briefing), _beliefs(briefing), _gains(briefing))
    for kind, most in zip(kinds, (2, 1, 1, 1), strict=True):
        count = 0
        for finding in kind:
            key = finding.gap.key if finding.gap is not None else finding.says
            if key in used or count == most:
                continue
            used.add(key)
            found.append(finding)
            count += 1
    gains = [one for one in found if one.colour == "pos"][:1]
    losses = [one for one in found if one.colour != "pos"]
    return [*losses[: MOST - len(gains)], *gains]


def _reaches(briefing: Briefing) -> Iterator[Finding]:
    """The worst gaps, by how many customers meet them as the room says it, else as the map reckons it."""
    for gap in briefing.gaps:
        record, named = briefing.journey.store.get(gap.anchor), briefing.named(gap)
        title, cause = briefing.title(gap), _cause(briefing, gap)
        told = named.reach_says.strip() if named is not None else ""
        if (reach := reach_of(told)) is not None:
            number, unit, whom = reach
            yield Finding(number, unit, f"{whom}: {title}" if whom else title, cause, "neg", gap)
        elif named is not None and told:
            said = f"{ended(told)} {cause}".strip()
            yield Finding(f"{gap.severity:.0f}", "of 100", f"in severity: {title}", said, "neg", gap)
        elif gap.arithmetic is not None and isinstance(record, Touchpoint | Handover):
            share = figure_says(gap.arithmetic.reach * 100)
            yield Finding(share, "%", f"of customers meet this: {title}", cause, "neg", gap)


WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: str(number) for number, word in enumerate(WORDS, 1)}
_PERCENT = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s?%\s*(?P<whom>.*)", re.DOTALL)
_ALL = re.compile(r"(?P<n>All|Every|Half|Most)\s+(?P<whom>.+)", re.DOTALL | re.IGNORECASE)
_OF = re.compile(r"(?P<n>\w+)(?: (?P<what>\w+))? in (?P<of>\w+)\b[,;:]?\s*(?P<whom>.*)", re.DOTALL)


def reach_of(told: str) -> tuple[str, str, str] | None:
    """Whom a gap reaches, in the room’s words: a figure, its unit, and of whom; None where no figure is in them."""
    if (found := _PERCENT.fullmatch(told)) is not None:
        return found["n"], "%", found["whom"]
    if (found := _ALL.fullmatch(told)) is not None:
        return found["n"].capitalize(), "", found["whom"]
    if (found := _OF.fullmatch(told)) is None:
        return None
    part, of = (NUMBERS.get(one.lower(), one) for one in (found["n"], found["of"]))
    if not (part.isdigit() and of.isdigit()):
        return None
    return part, f"in {of}", " ".join(one for one in (found["what"], found["whom"]) if one)


def _cause(briefing: Briefing, gap: Gap) -> str:
    """Why a gap is there, in one sentence: in the room's words where it said so, else in a rule's."""
    anchors = [gap.anchor, *(one.anchor for one in gap.covers)]
    for one in anchors:
        record = briefing.journey.store.get(one)
        if isinstance(record, Handover) and record.failure:
            return record.failure
    named = briefing.named(gap)
    if named is not None and named.we_believed:
        return f"We believed: {named.we_believed}"
    return gap.signs[0].why if gap.signs else ""


def _promises(briefing: Briefing) -> Iterator[Finding]:
    """The promises that are missed by the most."""
    missed = []
    for promise in briefing.journey.ordered(Promise):
        if promise.promised is None or promise.delivered is None:
            continue
        by = promise.delivered - promise.promised
        by = by if promise.lower_is_better else -by
        if by > 0:
            missed.append((by / max(1.0, abs(promise.promised)), promise))
    for _, promise in sorted(missed, key=lambda one: -one[0]):
        gap = briefing.gap_of(f"gap:{promise.id}")
        unit = "" if promise.delivered is None else promise.unit
        promised = f"{with_unit(promise.promised or 0.0, promise.unit)} promised"
        yield Finding(
            figure_says(promise.delivered or 0.0),
            unit,
            f"delivered against {promised}",
            f"{ended(promise.text)} {_made(briefing.journey, promise)}".removeprefix(". "),
            "neg",
            gap,
        )


def _made(journey: Journey, promise: Promise) -> str:
    """Where a promise was made and who is to keep it."""
    store = journey.store
    made = store.find(Touchpoint, promise.made_at)
    keepers = [one for one in promise.kept_at if one in store.of(Touchpoint)]
    numbers = sorted(journey.number_of(one) for one in keepers)
    said = f"Made at touchpoint {journey.number_of(made.id)}" if made is not None else "Made"
    if not numbers:
        return f"{said}; nobody is named to keep it."
    return f"{said}, to be kept at {listed(str(one) for one in numbers)}."


def _beliefs(briefing: Briefing) -> Iterator[Finding]:
    """Where the company is furthest from what customers feel."""
    journey, apart = briefing.journey, []
    for one, touchpoint in journey.store.of(Touchpoint).items():
        felt = briefing.felt_by_all(one)
        if felt is not None and touchpoint.believed is not None and touchpoint.believed - felt >= TOLD_FROM:
            apart.append((touchpoint.believed - felt, touchpoint, felt))
    for by, touchpoint, felt in sorted(apart, key=lambda one: (-one[0], journey.number_of(one[1].id))):
        number = journey.number_of(touchpoint.id)
        cause = f"We believed {signed(touchpoint.believed or 0.0)}; customers feel {signed(felt)}."
        gap = _named_first(briefing, touchpoint)
        says = f"between what we believe and what customers feel at touchpoint {number}"
        yield Finding(figure_says(by), "points", says, cause, "neg", gap)


def _gains(briefing: Briefing) -> Iterator[Finding]:
    """The largest rise of mood from one touchpoint to the next."""
    journey, rises = briefing.journey, []
    store = journey.store
    before: float | None = None
    for one in briefing.story:
        felt = briefing.felt(one)
        if felt is not None and before is not None and felt - before >= TOLD_FROM:
            rises.append((felt - before, store.of(Touchpoint)[one]))
        before = felt if felt is not None else before
    for by, touchpoint in sorted(rises, key=lambda one: (-one[0], journey.number_of(one[1].id))):
        department = store.find(Department, touchpoint.department)
        owner = touchpoint.owner or (department.title if department is not None else "")
        number = journey.number_of(touchpoint.id)
        cause = f"Owned by {owner}." if owner else "Nobody owns it yet."
        gap = _named_first(briefing, touchpoint)
        if gap is not None and gap.is_named:
            cause = f"{ended(briefing.title(gap))} {cause}"
        yield Finding(
            f"+{figure_says(by)}",
            "points",
            f"mood gained at touchpoint {number}: {touchpoint.title}",
            cause,
            "pos",
            gap,
        )


def _named_first(briefing: Briefing, touchpoint: Touchpoint) -> Gap | None:
    """The gap that leads on from a touchpoint: what the room named there, else the worst."""
    return min(briefing.gaps_about([touchpoint.id]), key=lambda one: not one.is_named, default=None)
