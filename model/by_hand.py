"""What was changed in a file without a stamp: by hand, by a script, by a program that knows nothing of stamps.

Such a change is known only by what the file held before. It gets a stamp of its own, made from what it says, so that
everybody who finds it gives it the same one, and joining treats it as the change of one person more.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model.envelope import Opened
from model.format import plain
from model.kinds import field_at, fields_of
from model.records import Record
from model.stamps import ALIVE, Dot, Stamp, is_sound

HAND = "hand"


class Before:
    """What a file held when it was last known: its records, their stamps, and what it had seen."""

    def __init__(
        self, records: Mapping[str, Record], stamps: Mapping[str, Stamp], seen: dict[str, int]
    ) -> None:
        self.records, self.stamps, self.seen = records, stamps, seen

    @classmethod
    def of(cls, opened: Opened) -> "Before":
        """What an opened file holds."""
        envelope = opened.envelope
        there = {record.id: record for record in opened.records} | dict(envelope.trash)
        return cls(there, envelope.stamps, _highest(envelope.seen))


def stamped(opened: Opened, before: Before) -> Opened:
    """A file's content with stamps for what differs from before and bears the stamps of before."""
    there = {record.id: record for record in opened.records} | dict(opened.envelope.trash)
    stamps = opened.envelope.stamps
    edited = {
        one: paths
        for one, old in before.records.items()
        if (new := there.get(one)) is not None and new is not old and new != old and new.kind == old.kind
        if stamps.get(one) == before.stamps.get(one) and is_sound(stamps.get(one, {}))
        if (paths := _differing(old, new))
    }
    kept = {kept.id for kept in opened.envelope.kept}
    own = _highest(opened.envelope.seen)
    is_later = all(own.get(one, 0) >= count for one, count in before.seen.items())
    gone = sorted(before.records.keys() - there.keys() - kept) if is_later else []
    if not edited and not gone:
        return opened
    dot = _dot(opened, before, there, edited, gone)
    given = dict(stamps)
    for one, paths in edited.items():
        given[one] = {**stamps.get(one, {}), **dict.fromkeys(paths, str(dot)), ALIVE: [str(dot)]}
    for one in gone:
        given[one] = {**before.stamps.get(one, {}), ALIVE: []}
    trash = {**opened.envelope.trash, **{one: before.records[one] for one in gone}}
    seen = {**own, dot.replica: dot.counter}
    return replace(opened, envelope=replace(opened.envelope, stamps=given, trash=trash, seen=seen))


def _differing(old: Record, new: Record) -> list[str]:
    paths = sorted({*fields_of(old), *fields_of(new)})
    return [path for path in paths if field_at(old, path) != field_at(new, path)]


def _highest(*copies: Mapping[str, Any]) -> dict[str, int]:
    """What any of them has seen; what is no number is left out."""
    found: dict[str, int] = {}
    for seen in copies:
        for replica, count in seen.items():
            if type(count) is int:
                found[replica] = max(count, found.get(replica, 0))
    return found


def _dot(
    opened: Opened,
    before: Before,
    there: Mapping[str, Record],
    edited: Mapping[str, list[str]],
    gone: list[str],
) -> Dot:
    """A stamp that whoever finds the same change gives it too."""
    said = {
        one: [[path, plain(field_at(there[one], path))] for path in paths] for one, paths in edited.items()
    }
    digest = hashlib.sha256(repr((sorted(said.items()), gone)).encode()).hexdigest()
    seen = _highest(before.seen, opened.envelope.seen)
    return Dot(max(seen.values(), default=0) + 1, HAND + digest[:12])
