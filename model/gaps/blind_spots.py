"""Rules about what the room does not know and nobody answers for: to-dos, never gaps."""

from collections.abc import Iterable, Iterator
from datetime import date

from model.findings import Evidence, Initiative, MomentThatMatters, NamedGap
from model.gaps.handovers import ends_of
from model.gaps.sign import Clue, each
from model.gaps.words import day, department, quoted
from model.journey import Journey
from model.records import Department, Handover, Touchpoint

ENOUGH_KINDS = 2


def evidence_on(journey: Journey, ids: Iterable[str]) -> list[Evidence]:
    """The evidence that supports any of these records."""
    supporting = {one for record in ids for one in journey.store.referring_to(record)}
    known = journey.store.of(Evidence)
    return [known[one] for one in sorted(supporting) if one in known]


def _found_at(journey: Journey, record: str) -> list[str]:
    marks = [one.id for one in (*journey.moments_on(record), *journey.pains_on(record))]
    return [record, *marks]


@each(Touchpoint, Handover)
def no_evidence(journey: Journey, record: Touchpoint | Handover, today: date) -> Iterator[Clue]:
    """A touchpoint, or a handover that is said to fail, which no evidence supports."""
    if isinstance(record, Handover) and (record.quality != "fails" or ends_of(journey, record) is None):
        return
    if not evidence_on(journey, _found_at(journey, record.id)):
        yield Clue(record.id, "No evidence supports what is said here.")


@each(MomentThatMatters)
def single_source(journey: Journey, moment: MomentThatMatters, today: date) -> Iterator[Clue]:
    """A moment that fewer than two kinds of evidence support."""
    kinds = {one.evidence_kind for one in evidence_on(journey, (moment.id, moment.on))}
    if len(kinds) < ENOUGH_KINDS:
        only = f"Only one kind of evidence supports it ({', '.join(kinds).replace('_', ' ')})"
        why = f"{only}; a second would show more." if kinds else "No evidence supports it."
        yield Clue(moment.id, why, (moment.on,))


def a_year_before(day: date) -> date:
    """The same day a year earlier; the 28th for a 29th of February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@each(Touchpoint, Handover, MomentThatMatters)
def stale_evidence(
    journey: Journey, record: Touchpoint | Handover | MomentThatMatters, today: date
) -> Iterator[Clue]:
    """There is evidence, and none of it is newer than 12 months."""
    ids = [record.id] if isinstance(record, MomentThatMatters) else _found_at(journey, record.id)
    found = evidence_on(journey, ids)
    dates = [one.date for one in found if one.date is not None]
    if not found or any(one > a_year_before(today) for one in dates):
        return
    newest = f"The newest evidence is from {day(max(dates))}" if dates else "The evidence bears no date"
    yield Clue(record.id, f"{newest}: nothing is known to be newer than 12 months.")


@each(Touchpoint, NamedGap, Initiative)
def no_owner(journey: Journey, record: Touchpoint | NamedGap | Initiative, today: date) -> Iterator[Clue]:
    """Nobody owns it; the lead of a touchpoint's department answers for it where it names no owner."""
    if record.owner.strip():
        return
    if isinstance(record, Touchpoint):
        known = journey.store.find(Department, record.department)
        if known is not None and known.lead.strip():
            return
        if known is not None:
            why = f"It names no owner, and nobody leads {department(journey, record)}."
        else:
            why = "It names no owner and no department."
        yield Clue(record.id, why)
    else:
        yield Clue(record.id, "It names no owner.")


@each(Department)
def no_escalation(journey: Journey, record: Department, today: date) -> Iterator[Clue]:
    """A department that escalates to nobody."""
    if not record.escalates_to.strip():
        yield Clue(record.id, f"It is not said to whom {quoted(record)} escalates.")
