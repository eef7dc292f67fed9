"""THE table of registers: for each kind its columns and filters, and what is said while it is empty."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from model.chains import in_time, is_better, newest_change, paying
from model.findings import Action, Evidence, Initiative, Kpi, Promise
from model.gaps.blind_spots import a_year_before
from model.gaps.promises import is_worse
from model.records import Record
from widgets.fields import number_says
from widgets.inspector.fields import words_of
from widgets.registers.columns import (
    Column,
    Ledger,
    choice,
    computed,
    day,
    number,
    one_line,
    present,
    references,
    text,
    tick,
)

Options = Callable[[Ledger, Iterable[Any]], Sequence[tuple[object, str]]]
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Filter:
    """One thing that rows can be narrowed down to."""

    title: str
    options: Options
    """The values to choose from, given all records of the register."""
    holds: Callable[[Ledger, Any, object], bool]
    """Whether a record has a value."""


@dataclass(frozen=True)
class Register:
    """One kind of finding as a table."""

    kind: str
    title: str
    """What its tab says."""
    one: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    empty: str
    """What is said while there are none."""
    view: str = ""
    """Another way to look at it than the table."""


def fixed(*options: tuple[object, str]) -> Options:
    """Always these values."""
    return lambda ledger, records: options


def of_field(name: str) -> Options:
    """The values that a field has somewhere, in words."""
    return lambda ledger, records: present(records, lambda one: getattr(one, name), words_of)


def of_text(name: str) -> Options:
    """The texts that stand in a field somewhere."""
    return lambda ledger, records: present(records, lambda one: one_line(getattr(one, name)))


def is_field(name: str) -> Callable[[Ledger, Any, object], bool]:
    """Whether a field has a value."""
    return lambda ledger, record, value: getattr(record, name) == value


def is_text(name: str) -> Callable[[Ledger, Any, object], bool]:
    """Whether a text stands in a field."""
    return lambda ledger, record, value: one_line(getattr(record, name)) == value


OWNER = Filter("Owner", of_text("owner"), is_text("owner"))


# -- promises

VERDICTS = {"broken": "neg", "unknown": "ink3"}


def _difference(record: Promise) -> float | None:
    if record.promised is None or record.delivered is None:
        return None
    return record.delivered - record.promised


def _compared(ledger: Ledger, record: Promise) -> str:
    by = _difference(record)
    if by is None:
        return "Broken, says the room" if record.verdict == "broken" else ""
    if by == 0:
        return "As promised"
    unit = f" {one_line(record.unit)}" if record.unit.strip() else ""
    return f"{number_says(abs(by))}{unit} {'more' if by > 0 else 'less'}"


def _is_broken(record: Promise) -> bool:
    """As the rule promise-broken sees it."""
    return is_worse(record) or record.verdict == "broken"


def _delivered(ledger: Ledger, record: Promise, value: object) -> bool:
    by = _difference(record)
    state = "broken" if _is_broken(record) else "unknown" if by is None else "kept"
    return state == value


# -- evidence and KPIs


def _age(ledger: Ledger, record: Evidence, value: object) -> bool:
    if record.date is None:
        return value == "undated"
    return value == ("fresh" if record.date > a_year_before(ledger.today()) else "stale")


def _is_stale(ledger: Ledger, record: Evidence) -> str:
    return "neg" if record.date is not None and _age(ledger, record, "stale") else "ink"


def _readings(ledger: Ledger, record: Kpi) -> str:
    newest = newest_change(record)
    if newest is None:
        return ""
    reading, change = newest
    if change is None:
        return number_says(reading.value)
    sign = "+" if change > 0 else "±" if change == 0 else ""
    return f"{number_says(reading.value)} ({sign}{number_says(change)})"


def _change_token(ledger: Ledger, record: Kpi) -> str:
    newest = newest_change(record)
    better = is_better(record, newest[1]) if newest is not None and newest[1] is not None else None
    return {True: "pos", False: "neg", None: "ink2"}[better]


def _drives(ledger: Ledger, record: Kpi) -> str:
    known = ledger.bench.name_of
    return ", ".join(f"{one_line(known(one))} {strength}" for one, strength in sorted(record.drives.items()))


def _pays(ledger: Ledger, record: Kpi, value: object) -> bool:
    return (record.id in paying(ledger.bench.journey)) == value


READINGS = Column(
    "readings",
    "Readings",
    170,
    "readings",
    _readings,
    lambda ledger, record: in_time(record)[-1].value if record.readings else None,
    token=_change_token,
)


# -- initiatives, actions, decisions


def _moves(ledger: Ledger, record: Initiative) -> str:
    said = []
    for move in record.moves:
        sign = "+" if move.change > 0 else ""
        name = one_line(ledger.bench.name_of(move.kpi))
        said.append(f"{name} {sign}{number_says(move.change)}, {move.confidence}")
    return "; ".join(said)


def _is_overdue(ledger: Ledger, record: Action) -> bool:
    return not record.done and record.due is not None and record.due < ledger.today()


def _due_token(ledger: Ledger, record: Action) -> str:
    return "neg" if _is_overdue(ledger, record) else "ink3" if record.done else "ink"


def _progress(ledger: Ledger, record: Action, value: object) -> bool:
    if value == "overdue":
        return _is_overdue(ledger, record)
    if value == "soon":
        today = ledger.today()
        return not record.done and record.due is not None and today <= record.due <= today + SOON
    return record.done == (value == "done")


def _is_past(ledger: Ledger, record: Any, value: object) -> bool:
    by = record.by
    return value == ("undated" if by is None else "past" if by < ledger.today() else "ahead")


def _of_words(name: str, title: str, width: int, says: Callable[[Ledger, Any], str]) -> Column:
    return Column(name, title, width, "text", says, lambda ledger, one: says(ledger, one).casefold() or None)


REGISTERS: dict[str, Register] = {
    "promise": Register(
        "promise",
        "Promises",
        "a promise",
        (
            text("text", "Promise", 220),
            text("source", "Source", 120),
            references("made_at", "Made at", 76),
            references("kept_at", "Kept at", 100),
            number("promised", "Promised", 84),
            number("delivered", "Delivered", 84),
            text("unit", "Unit", 76),
            choice(
                "promise",
                "verdict",
                "Verdict",
                92,
                lambda ledger, one: VERDICTS.get(one.verdict, "ink"),
            ),
            computed(
                "compared",
                "As delivered",
                124,
                _compared,
                lambda ledger, one: _difference(one),
                lambda ledger, one: "neg" if _is_broken(one) else "ink2",
            ),
        ),
        (
            Filter("Verdict", of_field("verdict"), is_field("verdict")),
            Filter(
                "Delivered",
                fixed(
                    ("broken", "Worse than promised"),
                    ("kept", "As promised or better"),
                    ("unknown", "Not known"),
                ),
                _delivered,
            ),
            Filter("Source", of_text("source"), is_text("source")),
        ),
        "No promises yet. What did an advert, an agent or the contract say would happen?",
    ),
    "evidence": Register(
        "evidence",
        "Evidence",
        "a piece of evidence",
        (
            choice("evidence", "evidence_kind", "Kind", 116),
            text("text", "What it shows", 220),
            text("source", "Source", 160),
            day("date", "Date", 124, _is_stale, "older than a year"),
            number("sample_size", "Sample size", 96),
            references("supports", "Supports", 300),
        ),
        (
            Filter("Kind", of_field("evidence_kind"), is_field("evidence_kind")),
            Filter(
                "Age",
                fixed(
                    ("fresh", "Within a year"), ("stale", "Older than a year"), ("undated", "Without a date")
                ),
                _age,
            ),
            Filter("Source", of_text("source"), is_text("source")),
        ),
        "No evidence yet. How does the room know: an interview, a survey, a day at the counter?",
    ),
    "kpi": Register(
        "kpi",
        "KPIs",
        "a KPI",
        (
            text("title", "KPI", 210),
            choice("kpi", "level", "Level", 104),
            number("now", "Now", 72),
            number("target", "Target", 72),
            text("unit", "Unit", 92),
            text("method", "Method", 110),
            READINGS,
            references("measures", "Measures", 130),
            _of_words("drives", "Drives", 220, _drives),
        ),
        (
            Filter("Level", of_field("level"), is_field("level")),
            Filter("Chain", fixed((True, "Leads to money"), (False, "Nice to have")), _pays),
        ),
        "No KPIs yet. Which figure would show that the journey gets better?",
        "Chain",
    ),
    "initiative": Register(
        "initiative",
        "Initiatives",
        "an initiative",
        (
            text("title", "Initiative", 220),
            references("closes", "Closes", 280),
            choice("initiative", "lever", "Lever", 96),
            text("owner", "Owner", 130),
            day("starts", "Starts", 100),
            day("ends", "Ends", 100),
            number("cost", "Cost", 80),
            _of_words("moves", "Moves", 200, _moves),
            text("status", "Status", 110),
        ),
        (
            Filter("Lever", of_field("lever"), is_field("lever")),
            OWNER,
            Filter("Status", of_text("status"), is_text("status")),
        ),
        "No initiatives yet. What work would close a gap, whose is it, and by when?",
        "Plan",
    ),
    "action": Register(
        "action",
        "Actions",
        "an action",
        (
            tick("done", "Done", 60),
            text("text", "Action", 320),
            text("owner", "Owner", 160),
            day("due", "Due", 170, _due_token, "overdue"),
            references("of", "Of", 160),
        ),
        (
            Filter(
                "State",
                fixed(
                    ("open", "Open"), ("done", "Done"), ("overdue", "Overdue"), ("soon", "Due in two weeks")
                ),
                _progress,
            ),
            OWNER,
        ),
        "No actions yet. What is the next step, who takes it on, and by when?",
    ),
    "decision": Register(
        "decision",
        "Decisions",
        "a decision",
        (
            text("text", "Decision", 320),
            text("note", "Note", 280),
            day("by", "By", 110),
            references("closes", "Closes", 300),
        ),
        (
            Filter(
                "When",
                fixed(("ahead", "Ahead"), ("past", "Past"), ("undated", "Without a day")),
                _is_past,
            ),
        ),
        "No decisions yet. What are executives asked to decide?",
    ),
}
"""The registers by kind, in the order of their tabs."""


def naming(kind: str) -> int:
    """Which column holds what a record goes by: its first one of text."""
    columns = REGISTERS[kind].columns
    return next(place for place, one in enumerate(columns) if one.field in ("text", "title"))


def words_in(ledger: Ledger, register: Register, record: Record) -> str:
    """All that a row says, to be searched."""
    return " ".join(column.says(ledger, record) for column in register.columns)
