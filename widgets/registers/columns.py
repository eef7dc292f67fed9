"""Columns of registers: what a cell says, how it sorts, how it is painted, and which records it leads to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from model.findings import MomentThatMatters, PainPoint
from model.kinds import KINDS
from model.records import Handover, Record, Touchpoint
from model.references import GAP
from widgets.fields import number_says
from widgets.inspector.bench import Bench
from widgets.inspector.fields import Spec, spec_of, words_of
from widgets.marks import level_of

Face = Literal["text", "number", "date", "choice", "references", "tick", "readings"]
"""How a cell is painted and edited."""
CRITICAL = 4


@dataclass(frozen=True)
class Ledger:
    """What the cells of registers are made from: the map, the day, and how severe its gaps are."""

    bench: Bench
    severity: Callable[[str], float | None] = lambda key: None
    """The severity of a gap by its key, named or computed; None where it is not known."""
    today: Callable[[], date] = date.today


@dataclass(frozen=True)
class Reference:
    """A record that a cell leads to, as the cell shows it."""

    record: str
    words: str
    is_pill: bool = False
    """Whether it stands on the map and is shown by its number."""
    token: str = "ink2"
    figure: str = ""
    """A severity, where it is a gap."""


Says = Callable[[Ledger, Any], str]
Sorts = Callable[[Ledger, Any], Any]
Leads = Callable[[Ledger, Any], list[Reference]]


def _no_token(ledger: Ledger, record: Any) -> str:
    return "ink"


def _nowhere(ledger: Ledger, record: Any) -> list[Reference]:
    return []


@dataclass(frozen=True)
class Column:
    """One column of a register; without a field it is computed and cannot be edited."""

    field: str
    title: str
    width: int
    face: Face
    says: Says
    sorts: Sorts
    """What its rows are ordered by; rows without it (None) come last."""
    leads: Leads = _nowhere
    token: Callable[[Ledger, Any], str] = _no_token
    """The colour of its words."""
    name: str = ""
    """What it is remembered by, where it has no field."""

    @property
    def key(self) -> str:
        """What it is remembered by."""
        return self.field or self.name


def one_line(value: object) -> str:
    """A text on one line."""
    return " ".join(str(value).split())


# -- makers


def text(name: str, title: str, width: int) -> Column:
    """A column of texts."""
    return Column(
        name,
        title,
        width,
        "text",
        lambda ledger, record: one_line(getattr(record, name)),
        lambda ledger, record: one_line(getattr(record, name)).casefold() or None,
    )


def number(name: str, title: str, width: int) -> Column:
    """A column of numbers."""
    return Column(
        name,
        title,
        width,
        "number",
        lambda ledger, record: number_says(getattr(record, name)),
        lambda ledger, record: getattr(record, name),
    )


def day(
    name: str, title: str, width: int, token: Callable[[Ledger, Any], str] = _no_token, said: str = ""
) -> Column:
    """A column of days; where its token is neg, this is said with the day."""

    def says(ledger: Ledger, record: Any) -> str:
        value = getattr(record, name)
        if not isinstance(value, date):
            return ""
        words = day_says(value)
        return f"{words}, {said}" if said and token(ledger, record) == "neg" else words

    return Column(name, title, width, "date", says, lambda ledger, record: getattr(record, name), token=token)


def day_says(value: date) -> str:
    """A day as tables show it: 5 Dec 2026."""
    return f"{value.day} {value:%b %Y}"


def choice(
    kind: str, name: str, title: str, width: int, token: Callable[[Ledger, Any], str] = _no_token
) -> Column:
    """A column of values of a fixed set, in the order of the set."""
    values = get_args(spec_of(KINDS[kind], name).type)

    def sorts(ledger: Ledger, record: Any) -> int | None:
        value = getattr(record, name)
        return values.index(value) if value in values else None

    def says(ledger: Ledger, record: Any) -> str:
        value = getattr(record, name)
        return "" if value is None else words_of(value)

    return Column(name, title, width, "choice", says, sorts, token=token)


def tick(name: str, title: str, width: int) -> Column:
    """A column of ticks."""
    return Column(
        name,
        title,
        width,
        "tick",
        lambda ledger, record: "Yes" if getattr(record, name) else "No",
        lambda ledger, record: bool(getattr(record, name)),
    )


def references(
    name: str, title: str, width: int, ids: Callable[[Any], Iterable[str]] | None = None
) -> Column:
    """A column of other records, those on the map by their numbers, gaps with their severity."""

    def leads(ledger: Ledger, record: Any) -> list[Reference]:
        value = ids(record) if ids is not None else getattr(record, name)
        named = (value,) if isinstance(value, str) else value or ()
        return shown(ledger, named)

    def says(ledger: Ledger, record: Any) -> str:
        return ", ".join(_said(ledger, one) for one in leads(ledger, record))

    def sorts(ledger: Ledger, record: Any) -> Any:
        found = leads(ledger, record)
        return (_order(ledger, found[0].record), len(found)) if found else None

    return Column(name, title, width, "references", says, sorts, leads)


def computed(
    name: str, title: str, width: int, says: Says, sorts: Sorts, token: Callable[[Ledger, Any], str]
) -> Column:
    """A column that follows from others and is not edited."""
    return Column("", title, width, "text", says, sorts, token=token, name=name)


# -- references


def shown(ledger: Ledger, ids: Iterable[str]) -> list[Reference]:
    """Records as a cell shows them, in journey order."""
    there = sorted(ids, key=lambda one: _order(ledger, one))
    return [_reference(ledger, one) for one in there if one.removeprefix(GAP) in ledger.bench.store]


def _order(ledger: Ledger, key: str) -> tuple[Any, ...]:
    severity = ledger.severity(key) if _is_gap(key) else None
    place = ledger.bench.journey.step_order(key)
    return -(severity or 0.0), place[0] or float("inf"), place[1], ledger.bench.name_of(key), key


def _is_gap(key: str) -> bool:
    return key.startswith(GAP) or key.startswith("ng_")


def _reference(ledger: Ledger, key: str) -> Reference:
    journey, record = ledger.bench.journey, ledger.bench.store.get(key.removeprefix(GAP))
    name = one_line(ledger.bench.name_of(key))
    if _is_gap(key):
        severity = ledger.severity(key)
        token = "neg" if severity is not None and level_of(severity)[0] == CRITICAL else "ink2"
        figure = "–" if severity is None else f"{severity:.0f}"
        return Reference(key.removeprefix(GAP), name, token=token, figure=figure)
    if isinstance(record, Touchpoint):
        return Reference(key, str(journey.number_of(key)), True)
    if isinstance(record, Handover):
        ends = f"{journey.number_of(record.source)} → {journey.number_of(record.target)}"
        return Reference(key, ends, True)
    if isinstance(record, MomentThatMatters):
        return Reference(key, journey.moment_code(key), True, "mtm")
    return Reference(key, name or "Untitled", token="neg" if isinstance(record, PainPoint) else "ink2")


def _said(ledger: Ledger, one: Reference) -> str:
    """A reference in full, for tips, filters and those who listen."""
    if one.figure:
        return f"{one.words} ({one.figure})" if one.figure != "–" else one.words
    return one_line(ledger.bench.name_of(one.record))


def spec(kind: str, column: Column) -> Spec:
    """What the schema says about the field of a column."""
    return spec_of(KINDS[kind], column.field)


def present(
    records: Iterable[Record], value: Callable[[Any], str | None], words: Callable[[str], str] = str
) -> Sequence[tuple[object, str]]:
    """The values that records have, each once, in the order of their words."""
    found = {one for record in records if (one := value(record))}
    return sorted(((one, words(one)) for one in found), key=lambda pair: pair[1].casefold())
