"""The plan of initiatives over time: which are dated, in which rows they stand, and what is still to be dated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from model.findings import Initiative, NamedGap
from model.journey import Journey

By = Literal["lever", "owner"]
HORIZONS = ("now", "next", "later", None)
LEVERS = ("people", "process", "technology", "channel")
USUAL = timedelta(days=28)
"""How long an initiative is shown that has only one of its two days."""
NOBODY = {"lever": "No lever yet", "owner": "Nobody yet"}


@dataclass(frozen=True, slots=True)
class Span:
    """The days an initiative takes; where only one is set, the other is a guess."""

    starts: date
    ends: date
    is_guessed_start: bool = False
    is_guessed_end: bool = False


def span_of(initiative: Initiative) -> Span | None:
    """When an initiative is worked on; None without a day."""
    starts, ends = initiative.starts, initiative.ends
    if starts is not None and ends is not None:
        return Span(min(starts, ends), max(starts, ends))
    if starts is not None:
        return Span(starts, starts + USUAL, is_guessed_end=True)
    if ends is not None:
        return Span(ends - USUAL, ends, is_guessed_start=True)
    return None


def horizon_of(journey: Journey, initiative: Initiative) -> str | None:
    """The soonest horizon of the named gaps that an initiative closes."""
    gaps = (journey.store.find(NamedGap, key) for key in initiative.closes)
    found = {gap.horizon for gap in gaps if gap is not None}
    return next((one for one in HORIZONS if one in found), None)


def grouped(journey: Journey, by: By) -> list[tuple[str, list[Initiative]]]:
    """The dated initiatives in rows: groups by lever or owner, in each by the day they start."""
    groups: dict[str, list[Initiative]] = {}
    for one in journey.ordered(Initiative):
        if span_of(one) is not None:
            groups.setdefault(_group(one, by), []).append(one)
    return [(name, sorted(groups[name], key=_first_day)) for name in _in_turn(groups, by)]


def undated(journey: Journey) -> list[tuple[str | None, list[Initiative]]]:
    """The initiatives without a day, by the horizon of what they close."""
    waiting = [one for one in journey.ordered(Initiative) if span_of(one) is None]
    found = [
        (horizon, [one for one in waiting if horizon_of(journey, one) == horizon]) for horizon in HORIZONS
    ]
    return [(horizon, ones) for horizon, ones in found if ones]


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from one day to another, and of the one after."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return [*months, month]


def next_month(day: date) -> date:
    """The first day of the month after."""
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)


def stretch_of(spans: Iterable[Span], today: date) -> tuple[date, date]:
    """From the first of the first month to the last day of the last one, with today in it; three months at least."""
    known = list(spans)
    first = min([one.starts for one in known] + [today]).replace(day=1)
    last = max([one.ends for one in known] + [today, first + timedelta(days=62)])
    return first, next_month(last) - timedelta(days=1)


def _group(initiative: Initiative, by: By) -> str:
    value = initiative.lever if by == "lever" else " ".join(initiative.owner.split())
    return (value.capitalize() if by == "lever" else value) if value else NOBODY[by]


def _in_turn(groups: Iterable[str], by: By) -> list[str]:
    turns = {name.capitalize(): turn for turn, name in enumerate(LEVERS)}

    def turn(name: str) -> tuple[bool, int, str]:
        return name == NOBODY[by], turns.get(name, 0) if by == "lever" else 0, name.casefold()

    return sorted(groups, key=turn)


def _first_day(initiative: Initiative) -> tuple[date, str, str]:
    span = span_of(initiative)
    assert span is not None
    return span.starts, initiative.rank, initiative.id
