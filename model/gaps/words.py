"""Figures and names as the sentences of the gap list say them."""

from collections.abc import Iterable
from datetime import date

from model.findings import NamedGap, Promise
from model.journey import UNSORTED, Journey
from model.records import Department, Handover, Phase, Record, Touchpoint
from model.spoken import UNSORTED_TITLE, name_of

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def quoted(record: Record | None) -> str:
    """A record's name in quotation marks."""
    return f"“{(name_of(record) if record is not None else '') or 'untitled'}”"


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names in a sentence: a, b and c."""
    known = list(names)
    return f" {word} ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def ended(said: str) -> str:
    """What somebody has written, as the end of a sentence: a full stop where it brings none."""
    said = said.strip()
    return said if said.rstrip("”’»\"'").endswith((".", "!", "?", "…")) else f"{said}."


def names_of(journey: Journey, ids: Iterable[str]) -> list[str]:
    """The names of records, in alphabetical order; what is not there is called so."""
    return sorted(_name(journey.store.get(one)) for one in ids)


def _name(record: Record | None) -> str:
    return "something that is not there" if record is None else name_of(record) or "untitled"


def number(value: float) -> str:
    """A number without idle zeros: 40, 1.5, 9,400."""
    return f"{value:,.2f}".rstrip("0").rstrip(".").replace("-", "−")


def customers_a_day(value: float) -> str:
    """How many customers come a day: 1 customer a day comes, 64 customers a day come."""
    return "1 customer a day comes" if value == 1 else f"{number(value)} customers a day come"


def minutes(value: float) -> str:
    """A stretch of time as people say it: 40 min, 1.5 hours, 2 days."""
    if value < 90:
        return f"{number(round(value, 1))} min"
    if value < 2880:
        return f"{number(round(value / 60, 1))} hours"
    return f"{number(round(value / 1440, 1))} days"


def day(when: date) -> str:
    """A date as people write it: 5 November 2026."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def percent(share: float) -> str:
    """A share of customers: 11 %, 2.2 %."""
    return f"{number(round(share * 100, 1))} %"


def department(journey: Journey, touchpoint: Touchpoint) -> str:
    """The name of a touchpoint's department."""
    record = journey.store.find(Department, touchpoint.department)
    return (name_of(record) if record is not None else "") or "an unnamed department"


def title_of(journey: Journey, record_id: str) -> str:
    """What people call the record that a to-do or a question is about."""
    record = journey.store.get(record_id)
    if record_id == UNSORTED:
        return UNSORTED_TITLE
    if isinstance(record, Handover) and not record.label.strip():
        ends = [journey.store.find(Touchpoint, end) for end in (record.source, record.target)]
        return " → ".join((name_of(end) if end is not None else "") or "untitled" for end in ends)
    return (name_of(record) if record is not None else "") or "Untitled"


def where(journey: Journey, record_id: str) -> str:
    """Where a record stands on the map, in its numbers; nothing for what stands nowhere.

    A touchpoint's number and channel, a handover's ends, a phase's number; for a promise its touchpoints, for a
    named gap what it is about, for what hangs on a record where that stands.
    """
    record = journey.store.get(record_id)
    if isinstance(record, Touchpoint):
        channel = journey.store.get(journey.channel_of(record))
        return f"{journey.number_of(record.id)}, {(name_of(channel) if channel else '') or 'no channel'}"
    if isinstance(record, Phase):
        return f"Phase {1 + journey.phases.index(record.id)}"
    if isinstance(record, Promise):
        return _numbers(journey, {*record.kept_at, record.made_at or ""})
    if isinstance(record, NamedGap):
        return _numbers(journey, record.about)
    on = getattr(record, "on", None)
    return where(journey, on) if isinstance(on, str) else _numbers(journey, [record_id])


def _numbers(journey: Journey, ids: Iterable[str]) -> str:
    """Touchpoints and handovers by their numbers, in journey order: 9 → 10, 10, 11."""
    places = sorted(place for one in ids if (place := journey.step_order(one))[0])
    return ", ".join(f"{start} → {end}" if end else f"{start}" for start, end in places)
