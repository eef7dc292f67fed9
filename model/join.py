"""Joining copies of one map: any copies, in any order, any number of times, give one result.

For each field a copy's value goes where the other copy has seen its stamp and holds another. What neither has seen
stays, both where they differ. Place, rank and position take the highest stamp. An edit that the other has not seen
keeps a record alive, and so does a record on the map that names it. A record that one copy does not hold at all is
the other's (each copy keeps what it deletes).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from model.envelope import Envelope, Kept, Opened
from model.format import plain
from model.kinds import KINDS, InvalidRecord, fields_of, map_fields, record_of, set_fields
from model.people import PEOPLE, names_in
from model.records import Record
from model.references import wanted
from model.stamps import ALIVE, ALL, OTHERS, WORDS, ZERO, Dot, Stamp, dot_of, is_sound, is_trash

HIGHEST = frozenset({"place", "rank", "x", "y"})
"""The fields of which the highest stamp counts: two who move one thing have not said two things."""
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True).encode


class Cell(NamedTuple):
    """One value of a field, as JSON, with its stamp; null where the field was put back to unset."""

    dot: Dot
    text: str


Cells = dict[str, frozenset[Cell]]


class OtherMap(ValueError):
    """Two files that are not copies of one map."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which two copies say different things that neither has seen: its values, the shown one first."""

    record: str
    path: str
    values: tuple[tuple[Dot, Any], ...]


def join(first: Opened, *others: Opened) -> Opened:
    """The copies of a map as one; raises OtherMap where they are not copies of one."""
    whole = first
    for other in others:
        whole = _joined(whole, other)
    return whole


def _joined(one: Opened, other: Opened) -> Opened:
    if one.envelope.doc != other.envelope.doc:
        raise OtherMap("These are two different maps, not two copies of one.")
    ours, theirs = _Copy(one), _Copy(other)
    records: list[Record] = []
    trash: dict[str, Record] = {}
    stamps: dict[str, Any] = {}
    for record_id in sorted(ours.records.keys() | theirs.records.keys()):
        record, stamp = _one(record_id, ours, theirs)
        if stamp:
            stamps[record_id] = stamp
        if is_trash(stamp):
            trash[record_id] = record
        else:
            records.append(record)
    records += [trash.pop(one) for one in sorted(wanted(records, trash))]
    envelope = replace(
        _envelope(one.envelope, other.envelope), stamps=stamps, trash=trash, kept=_kept(one, other)
    )
    problems = [*one.problems, *(trouble for trouble in other.problems if trouble not in one.problems)]
    return Opened(records, envelope, problems, one.read_only or other.read_only)


def _envelope(one: Envelope, other: Envelope) -> Envelope:
    """All that stands in a file beside its records, of both."""
    seen = {key: max(one.seen.get(key, 0), other.seen.get(key, 0)) for key in {*one.seen, *other.seen}}
    unknown = {
        key: max((e.unknown[key] for e in (one, other) if key in e.unknown), key=_encoded)
        for key in {*one.unknown, *other.unknown}
    }
    if names := {**names_in(other), **names_in(one)}:
        both = names_in(one).keys() & names_in(other).keys()
        names |= {key: max(names_in(one)[key], names_in(other)[key]) for key in both}
        unknown[PEOPLE] = dict(sorted(names.items()))
    version, least = max(one.version, other.version), max(one.min_reader, other.min_reader)
    app = max(one.app, other.app)
    return replace(one, app=app, version=version, min_reader=least, seen=seen, unknown=unknown)


def _kept(one: Opened, other: Opened) -> tuple[Kept, ...]:
    """What could not be opened in either, each line once."""
    every = {(kept.id, kept.text): kept for kept in (*one.envelope.kept, *other.envelope.kept)}
    return tuple(every[key] for key in sorted(every))


class _Copy:
    """One of the two: its records, those in the trash too, their stamps, and what it has seen."""

    def __init__(self, opened: Opened) -> None:
        envelope = opened.envelope
        self.seen: Mapping[str, int] = envelope.seen
        self.records = {record.id: record for record in opened.records} | dict(envelope.trash)
        self.stamps = {key: stamp for key, stamp in envelope.stamps.items() if is_sound(stamp)}

    def has_seen(self, dot: Dot) -> bool:
        """Whether this copy knows of what a stamp stands for."""
        return dot.counter <= self.seen.get(dot.replica, 0)


def _one(record_id: str, ours: _Copy, theirs: _Copy) -> tuple[Record, Stamp]:
    """One record of both, and its stamp."""
    mine, other = ours.records.get(record_id), theirs.records.get(record_id)
    stamp, other_stamp = ours.stamps.get(record_id, {}), theirs.stamps.get(record_id, {})
    if other is None or (mine == other and stamp == other_stamp):
        assert mine is not None or other is not None
        return (mine, stamp) if mine is not None else (other, other_stamp)  # type: ignore[return-value]
    if mine is None:
        return other, other_stamp
    if mine.kind != other.kind:
        return max((mine, stamp), (other, other_stamp), key=lambda pair: (pair[0].kind, _encoded(pair[1])))
    cells = _cells(cells_of(mine, stamp), cells_of(other, other_stamp), ours, theirs)
    alive = _alive(stamp, other_stamp, ours, theirs)
    return _whole(mine, cells, alive)


# -- the values of a record


def cells_of(record: Record, stamp: Stamp) -> Cells:
    """Every value of a record by its path, those in `alt` too."""
    fields, usual = fields_of(record), stamp.get(ALL)
    found: dict[str, set[Cell]] = {}
    for path in {*fields, *(key for key in stamp if key not in WORDS)}:
        dot = stamp.get(path, usual)
        text = _encoded(plain(fields[path])) if path in fields else "null"
        found[path] = {Cell(dot_of(dot) if dot is not None else ZERO, text)}
    for path, others in stamp.get(OTHERS, {}).items():
        found.setdefault(path, set()).update(Cell(dot_of(dot), _encoded(value)) for dot, value in others)
    return {path: frozenset(cells) for path, cells in found.items()}


def _cells(mine: Cells, other: Cells, ours: _Copy, theirs: _Copy) -> Cells:
    nothing: frozenset[Cell] = frozenset()
    return {
        path: _of_field(path, mine.get(path, nothing), other.get(path, nothing), ours, theirs)
        for path in {*mine, *other}
    }


def _of_field(
    path: str, mine: frozenset[Cell], other: frozenset[Cell], ours: _Copy, theirs: _Copy
) -> frozenset[Cell]:
    """The values of one field that neither copy has replaced."""
    if path in HIGHEST:
        return frozenset({max(mine | other)})
    kept = mine & other
    kept |= {cell for cell in mine - other if not _replaced(cell, other, theirs)}
    return kept | {cell for cell in other - mine if not _replaced(cell, mine, ours)}


def _replaced(cell: Cell, there: frozenset[Cell], copy: _Copy) -> bool:
    """Whether a copy has put something else in a value's place."""
    if cell.dot == ZERO:
        return any(one.dot != ZERO for one in there)
    if any(one.dot == cell.dot for one in there):
        return False  # One stamp with two values: an installation was cloned, and both count.
    return bool(there) and copy.has_seen(cell.dot)


def _alive(stamp: Stamp, other: Stamp, ours: _Copy, theirs: _Copy) -> frozenset[Dot]:
    """What keeps a record alive; nothing where it lies in the trash."""
    mine, yours = _alive_in(stamp), _alive_in(other)
    kept = mine & yours
    kept |= {dot for dot in mine - yours if not _let_go(dot, other, theirs)}
    return kept | {dot for dot in yours - mine if not _let_go(dot, stamp, ours)}


def _alive_in(stamp: Stamp) -> frozenset[Dot]:
    return frozenset(map(dot_of, stamp[ALIVE])) if ALIVE in stamp else frozenset({ZERO})


def _let_go(dot: Dot, there: Stamp, copy: _Copy) -> bool:
    return ALIVE in there if dot == ZERO else copy.has_seen(dot)


# -- putting a record together


def _whole(record: Record, cells: Cells, alive: frozenset[Dot]) -> tuple[Record, Stamp]:
    """The record with the shown value of each field, and the stamp that says all the rest."""
    shown = {path: _shown(type(record), path, those) for path, those in cells.items() if those}
    fields = {path: json.loads(cell.text) for path, cell in shown.items() if cell.text != "null"}
    counts = Counter(cell.dot for cell in shown.values() if cell.text != "null" and cell.dot != ZERO)
    has_unstamped = any(cell.dot == ZERO and cell.text != "null" for cell in shown.values())
    usual = None if has_unstamped else max(counts, key=lambda dot: (counts[dot], dot), default=None)
    stamp: Stamp = {} if usual is None else {ALL: str(usual)}
    for path in sorted(shown):
        cell = shown[path]
        if cell.dot != ZERO and (cell.text == "null" or cell.dot != usual):
            stamp[path] = str(cell.dot)
    others = {
        path: [
            [str(cell.dot), json.loads(cell.text)]
            for cell in sorted(those - {shown[path]})
            if cell.dot != ZERO
        ]
        for path, those in sorted(cells.items())
        if len(those) > 1
    }
    if others := {path: rest for path, rest in others.items() if rest}:
        stamp[OTHERS] = others
    if alive != {ZERO}:
        stamp[ALIVE] = [str(dot) for dot in sorted(alive - {ZERO})]
    return _made(record, fields), stamp


def _shown(cls: type[Record], path: str, cells: frozenset[Cell]) -> Cell:
    """The value that is shown: the one with the highest stamp; a member of a set or map rather than none."""
    name = path.partition("/")[0]
    if "/" in path and (name in set_fields(cls) or name in map_fields(cls)):
        there = [cell for cell in cells if cell.text != "null"]
        return max(there or cells)
    return max(cells)


def _made(record: Record, fields: Mapping[str, Any]) -> Record:
    """The record with these fields; as it is in the first copy where they do not go together."""
    try:
        return record_of(record.kind, record.id, fields)
    except InvalidRecord:
        return record


def conflicts(opened: Opened) -> list[Conflict]:
    """Every field of which a file holds different values that nobody has chosen between."""
    found = []
    for record in opened.records:
        stamp = opened.envelope.stamps.get(record.id)
        if isinstance(stamp, dict) and stamp.get(OTHERS) and is_sound(stamp):
            found += list(conflicts_of(record, stamp))
    return found


def conflicts_of(record: Record, stamp: Stamp) -> Iterable[Conflict]:
    """The fields of one record with different values that nobody has chosen between."""
    if not stamp.get(OTHERS):
        return
    cells = cells_of(record, stamp)
    cls = KINDS.get(record.kind, type(record))
    for path in sorted(stamp[OTHERS]):
        first = _shown(cls, path, cells[path])
        rest = [cell for cell in sorted(cells[path], reverse=True) if cell.text != first.text]
        is_member = "/" in path and path.partition("/")[0] in (set_fields(cls) | map_fields(cls))
        told = [cell for cell in rest if not is_member or cell.text != "null"]
        if told and path not in HIGHEST:
            values = tuple((cell.dot, json.loads(cell.text)) for cell in (first, *told))
            yield Conflict(record.id, path, values)
