"""Back to an earlier state of a map, whole or record by record, each as one step that a person did and can undo."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from model.compare import patch_between
from model.kinds import WORDS, fields_of, references, with_fields
from model.records import JourneyMap, Record
from model.spoken import counted, name_of
from model.stamps import NEEDED, is_trash, needs
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


def fallen_with(
    back: Iterable[str],
    trash: Mapping[str, Record],
    store: Store,
    stamps_before: Mapping[str, Any],
) -> dict[str, str]:
    """The handovers and findings in the trash that went with records which are back, each with the one it stands on.

    What lay in the trash before, while the record that it stands on was on the map, was deleted by itself.
    """
    came = {one: one for one in back if one in store}
    fallen: dict[str, str] = {}
    rest = [one for one in trash.values() if one.kind in NEEDED] if came else []
    while rest:
        found = {}
        for one in rest:
            on = [need for need in needs(one) if need in came or need in fallen]
            if not on or not all(need in store or need in fallen for need in needs(one)):
                continue
            if not is_trash(stamps_before.get(one.id)) or is_trash(stamps_before.get(on[0])):
                found[one.id] = fallen.get(on[0], on[0])
        fallen |= found
        rest = [one for one in rest if one.id not in fallen] if found else []
    return fallen


def bring_back(store: Store, trash: Mapping[str, Record], wanted: Collection[str]) -> None:
    """Bring these out of the trash, as one step, as far as what they need is there."""
    there = {one.id for one in store}
    coming = list[Record]()
    able = [trash[one] for one in wanted if one in trash]
    while len(able) != len(coming):
        coming, within = able, there | {one.id for one in able}
        able = [one for one in coming if within.issuperset(needs(one))]
    there |= {one.id for one in coming}
    label = f"Bring back {counted_by_kind(coming)}"
    store.apply(patch_between([], [_fitting(one, there) for one in coming]), label, "user")


def counted_by_kind(records: Iterable[Record]) -> str:
    """How many of which kinds: 2 handovers and 1 pain point."""
    counts = Counter(one.kind for one in records)
    parts = []
    for kind in sorted(counts, key=lambda one: list(NEEDED).index(one) if one in NEEDED else len(NEEDED)):
        first, *more = WORDS.get(kind, kind).split(" that ")
        parts.append(" that ".join([counted(counts[kind], first), *more]))
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


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
