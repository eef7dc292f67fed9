"""What a room does to its registers: add entries, drive KPIs, take readings, plan initiatives."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from model.about import steps_about
from model.findings import Action, Decision, Evidence, Initiative, Kpi, NamedGap, Promise, Reading
from model.kinds import KINDS, WORDS
from model.operations import name_field
from model.orders import rank_for, ranks_at_end
from model.records import Ranked, Record, Touchpoint, new_id
from model.rules import GONE, Refused, refuse
from model.store import Store

REGISTERED = (Promise, Evidence, Kpi, Initiative, Action, Decision)
"""The kinds of findings that stand in registers."""
PHRASES = {"evidence": ("a piece of evidence", "pieces of evidence")}
"""What one and several of a kind are called where its word alone does not say it."""


def counted_kind(kind: str, count: int) -> str:
    """So many records of a kind in words: “a promise”, “3 KPIs”."""
    word = WORDS[kind]
    one, several = PHRASES.get(kind, (f"{'an' if word[0] in 'aeio' else 'a'} {word}", f"{word}s"))
    return one if count == 1 else f"{count} {several}"


def fields_about(store: Store, kind: str, ids: Iterable[str]) -> dict[str, Any]:
    """The fields that make a new record of a kind be about these records."""
    there = [record for one in ids if (record := store.get(one)) is not None]
    steps = [step for one in there for step in steps_about(store, one.id)]
    touchpoints = [one for one in steps if store.find(Touchpoint, one) is not None]
    supported = [one.id for one in there if not isinstance(one, REGISTERED) or isinstance(one, Promise)]
    gaps = frozenset(one.id for one in there if isinstance(one, NamedGap))
    if kind == Promise.kind and touchpoints:
        return {"made_at": touchpoints[0], "kept_at": frozenset(touchpoints[1:])}
    if kind == Evidence.kind and supported:
        return {"supports": frozenset(supported)}
    if kind == Kpi.kind and supported:
        return {"measures": frozenset(supported)}
    if kind == Action.kind and there:
        return {"of": there[-1].id}
    if kind in (Initiative.kind, Decision.kind) and gaps:
        return {"closes": gaps}
    return {}


def _typing(record_id: str, kind: str) -> str:
    """The merge key of the typing of what a record goes by, which its making joins."""
    return f"{record_id}/{name_field(KINDS[kind])}"


def _ranked(kind: str) -> type[Ranked]:
    cls = KINDS[kind]
    if not issubclass(cls, Ranked):
        raise Refused(f"A {WORDS[kind]} stands in no register.")
    return cls


def add_entry(store: Store, kind: str, about: Iterable[str] = ()) -> str:
    """Add an empty record at the end of its register, about these records; typing its name joins the step."""
    cls, new = _ranked(kind), new_id(kind)
    fields = fields_about(store, kind, about)
    with store.transaction(f"Add {counted_kind(kind, 1)}", merge=_typing(new, kind)) as change:
        return change.create(cls, id=new, rank=rank_for(change, cls), **fields)


def take_entry_back(store: Store, record_id: str) -> None:
    """Delete what has just been added and got no name; together with its adding nothing is left to undo."""
    record = _known(store, record_id)
    label = f"Delete {counted_kind(record.kind, 1)}"
    with store.transaction(label, merge=_typing(record_id, record.kind)) as change:
        change.delete(record_id)


def add_entries(store: Store, kind: str, names: Sequence[str], about: Iterable[str] = ()) -> list[str]:
    """Add a record for each of these names at the end of a register, in one step; returns their ids."""
    cls, field = _ranked(kind), name_field(KINDS[kind])
    said = [one for one in (" ".join(name.split()) for name in names) if one]
    refuse(None if said else "There is no text to add.")
    fields = fields_about(store, kind, about)
    with store.transaction(f"Add {counted_kind(kind, len(said))}") as change:
        ranks = ranks_at_end(change, cls, len(said))
        return [
            change.create(cls, rank=rank, **{field: name}, **fields)
            for name, rank in zip(said, ranks, strict=True)
        ]


def drive(store: Store, source: str, target: str, strength: int | None) -> None:
    """Let one KPI drive another with a strength of 1 to 5, or no more with None."""
    kpi = _kpi(store, source)
    _kpi(store, target)
    if source == target:
        raise Refused("A KPI cannot drive itself.")
    what = "Stop driving a KPI" if strength is None else "Drive a KPI"
    with store.transaction(what, merge=f"{kpi.id}/drives/{target}") as change:
        change.update(kpi.id, {f"drives/{target}": strength})


def take_reading(store: Store, kpi: str, day: date, value: float) -> None:
    """Note what a KPI was on a day, in place of another reading of that day; the newest is what it is now."""
    known = _kpi(store, kpi)
    others = [one for one in known.readings if one.date != day]
    readings = tuple(sorted([*others, Reading(day, value)], key=lambda one: one.date))
    with store.transaction("Add a reading") as change:
        change.update(kpi, readings=readings)
        if readings[-1].date == day:
            change.update(kpi, now=value)


def schedule(store: Store, initiative: str, starts: date | None, ends: date | None, merge: str = "") -> None:
    """Give an initiative the days it starts and ends; steps with one merge key join."""
    known = store.find(Initiative, initiative)
    if known is None:
        raise Refused(GONE)
    if starts is not None and ends is not None and ends < starts:
        raise Refused("An initiative cannot end before it starts.")
    label = "Change the dates of an initiative"
    with store.transaction(label, merge=merge or None) as change:
        change.update(initiative, {"starts": starts, "ends": ends})


def _known(store: Store, record_id: str) -> Record:
    record = store.get(record_id)
    if record is None:
        raise Refused(GONE)
    return record


def _kpi(store: Store, record_id: str) -> Kpi:
    known = store.find(Kpi, record_id)
    if known is None:
        raise Refused("That KPI is not in the map any more.")
    return known
