"""Who refers to whom: the reverse of the references that records hold."""

from collections.abc import Iterable, Mapping

from model.kinds import map_fields, references, referring_fields
from model.records import Record

GAP = "gap:"
"""What the key of a computed gap begins with; the id of its anchor record follows."""

SPEAKING = ("named_gap", "initiative", "decision", "waiver")
"""The kinds that speak of gaps by their keys."""


def mentions(record: Record) -> list[str]:
    """Every id that a record names: its references, and the anchors of the gaps it speaks of."""
    named = [one for _, one in references(record)]
    if record.kind in SPEAKING:
        values = record.__dict__
        keys = (*values.get("covers", ()), *values.get("closes", ()), values.get("gap", ""))
        named += [key.removeprefix(GAP) for key in keys if key]
    return named


def wanted(records: Iterable[Record], trash: Mapping[str, Record]) -> set[str]:
    """The records in the trash that records on the map name, and those that these name in turn.

    Somebody deleted a department, and another, who did not know, kept what names it: nothing points at what is gone.
    """
    found, to_ask = set[str](), list(records) if trash else []
    while to_ask:
        named = {one for record in to_ask for _, one in references(record) if one in trash} - found
        found |= named
        to_ask = [trash[one] for one in named]
    return found


class References:
    """For each id, the records that name it; kept up to date record by record."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._to: dict[str, set[str]] = {}
        for record in records:
            for named in mentions(record):
                self._to.setdefault(named, set()).add(record.id)

    def copied(self) -> "References":
        """The same once more, to go on by itself."""
        made = References()
        made._to = {named: set(those) for named, those in self._to.items()}
        return made

    def to(self, record_id: str) -> set[str]:
        """The ids of the records that name this id."""
        return set(self._to.get(record_id, ()))

    def swap(self, record_id: str, old: Record | None, new: Record | None) -> None:
        """Take note that a record is another now, or there no more."""
        if old is not None and new is not None and _name_the_same(old, new):
            return
        before = set(mentions(old) if old is not None else ())
        after = set(mentions(new) if new is not None else ())
        for named in before - after:
            self._to[named].discard(record_id)
            if not self._to[named]:
                del self._to[named]
        for named in after - before:
            self._to.setdefault(named, set()).add(record_id)


def _name_the_same(old: Record, new: Record) -> bool:
    """Whether two states of a record surely name the same: each field that refers to others is as it was."""
    cls, values, others = type(old), old.__dict__, new.__dict__
    if type(new) is not cls or old.kind in SPEAKING:
        return False
    return all(
        values[name] is others[name]
        or (name in map_fields(cls) and values[name].keys() == others[name].keys())
        for name in referring_fields(cls)
    )
