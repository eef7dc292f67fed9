"""Back to an earlier state of a map, whole or record by record, each as one step that a person did and can undo."""

from collections.abc import Mapping

from model.compare import patch_between
from model.kinds import fields_of, references, with_fields
from model.records import JourneyMap, Record
from model.spoken import name_of
from model.stamps import needs
from model.store import Store

NAMED = 40
"""So many signs of a name stand in the name of a step."""


def restore_all(store: Store, then: Mapping[str, Record], called: str) -> None:
    """Make the map what it was then; what several copies know stays theirs to join."""
    store.apply(patch_between(store, then.values()), f"Bring back {called}", "user")


def restore_record(store: Store, then: Mapping[str, Record], record_id: str) -> None:
    """Make one record what it was then: bring it back with what it needs and what went with it.

    Where there was none then, it is taken away.
    """
    was, now = then.get(record_id), store.get(record_id)
    named = " ".join(name_of(was or now).split())[:NAMED] if was or now else ""  # type: ignore[arg-type]
    label = f"Bring back “{named}”" if named else "Bring back one record"
    if was is None:
        if now is not None and not isinstance(now, JourneyMap):
            with store.transaction(label.replace("Bring back", "Take away")) as change:
                change.delete(record_id)
        return
    wanted = _with_needs(store, then, was)
    if now is None:
        wanted = _with_what_hangs_on(store, then, wanted)
    before = [one for one in (store.get(record.id) for record in wanted) if one is not None]
    there = {one.id for one in store} | {one.id for one in wanted}
    store.apply(patch_between(before, [_fitting(one, there) for one in wanted]), label, "user")


def _with_needs(store: Store, then: Mapping[str, Record], record: Record) -> list[Record]:
    """A record and, transitively, what it needs and what is not there any more."""
    wanted, row = dict[str, Record](), [record]
    while row:
        one = row.pop()
        if one.id not in wanted:
            wanted[one.id] = one
            row += [then[need] for need in needs(one) if need not in store and need in then]
    return list(wanted.values())


def _with_what_hangs_on(store: Store, then: Mapping[str, Record], wanted: list[Record]) -> list[Record]:
    """These records and what went with them: handovers and findings that cannot be without them."""
    coming = {one.id: one for one in wanted}
    for one in then.values():
        needed = list(needs(one)) if one.id not in store and one.id not in coming else []
        if any(need in coming for need in needed) and all(need in coming or need in store for need in needed):
            coming[one.id] = one
    return list(coming.values())


def _fitting(record: Record, there: set[str]) -> Record:
    """A record without its mentions of what is not there any more and what it can be without."""
    needed, fields = set(needs(record)), fields_of(record)
    gone = [path for path, named in references(record) if named not in there and named not in needed]
    return with_fields(record, {path: None for path in gone if path in fields})
