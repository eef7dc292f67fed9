"""What differs between two states of a map: records added, removed, changed field by field, and moved."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.kinds import field_at, fields_of
from model.records import Ranked, Record, Touchpoint
from model.store import Change, Patch, in_turn

ORDERING = ("rank", "place")
"""The fields that say where a record stands; what differs there is a move, or nothing that people see."""
Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two bags of records beside each other, by id; a record may be both changed and moved."""

    before: Mapping[str, Record]
    after: Mapping[str, Record]
    added: frozenset[str]
    removed: frozenset[str]
    changed: Mapping[str, Mapping[str, Pair]]
    """The field paths that differ in records on both sides, each with its value before and after; None is unset."""
    moved: frozenset[str]
    """Touchpoints in another phase or channel, and whatever stands in another order among its like."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed or self.moved)

    @property
    def ids(self) -> frozenset[str]:
        """Every record that differs."""
        return self.added | self.removed | self.moved | frozenset(self.changed)


def compare(before: Iterable[Record], after: Iterable[Record]) -> Comparison:
    """Compare two states of a map, record by record."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    both = [one for one in old if one in new]
    changed = {}
    for one in both:
        if old[one] is not new[one] and old[one] != new[one]:
            fields = differing(old[one], new[one])
            if fields:
                changed[one] = fields
    return Comparison(
        before=old,
        after=new,
        added=frozenset(new.keys() - old.keys()),
        removed=frozenset(old.keys() - new.keys()),
        changed=changed,
        moved=frozenset(_moved(old, new, both)),
    )


def differing(before: Record, after: Record) -> dict[str, Pair]:
    """The field paths in which two states of a record differ, its place and rank aside."""
    paths = sorted({**fields_of(before), **fields_of(after)})
    pairs = {path: (field_at(before, path), field_at(after, path)) for path in paths if path not in ORDERING}
    return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}


def patch_between(before: Iterable[Record], after: Iterable[Record]) -> Patch:
    """The changes that make the one state of a map out of the other, as `Store.apply` takes them."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    changes = []
    for one in {**old, **new}:
        was, now = old.get(one), new.get(one)
        if was is now or was == now:
            continue
        record = now or was
        assert record is not None
        left, right = fields_of(was) if was else None, fields_of(now) if now else None
        if left is not None and right is not None:
            paths = [path for path in {**left, **right} if left.get(path) != right.get(path)]
            left, right = ({path: side.get(path) for path in paths} for side in (left, right))
        changes.append(Change(one, record.kind, left, right))
    return in_turn(changes)


def _moved(old: Mapping[str, Record], new: Mapping[str, Record], both: Sequence[str]) -> set[str]:
    """What stands elsewhere: as few records as explain the other order, however ranks are written."""
    found, otherwise = set[str](), set[str]()
    for one in both:
        was, now = old[one], new[one]
        if was is now:
            continue
        if isinstance(was, Touchpoint) and isinstance(now, Touchpoint) and was.place[:2] != now.place[:2]:
            found.add(one)
        if _rank(was) != _rank(now):
            otherwise.add(_crowd(was, now))
    crowds: dict[str, list[str]] = {crowd: [] for crowd in otherwise - {""}}
    for one in both if crowds else ():
        if (name := _crowd(old[one], new[one])) in crowds:
            crowds[name].append(one)
    for crowd in crowds.values():
        turns = {one: turn for turn, one in enumerate(sorted(crowd, key=lambda one: (_rank(old[one]), one)))}
        order = sorted(crowd, key=lambda one: (_rank(new[one]), one))
        found |= {order[place] for place in _out_of_turn([turns[one] for one in order])}
    return found


def _crowd(was: Record, now: Record) -> str:
    """Among what a record has its turn before and after: in its phase, or among its kind; nothing else."""
    if isinstance(was, Touchpoint) and isinstance(now, Touchpoint):
        return f"in {was.place.phase}" if was.place.phase == now.place.phase else ""
    return now.kind if isinstance(now, Ranked) and type(now) is type(was) else ""


def _rank(record: Record) -> str:
    rank: str = getattr(record, "rank", "")
    return rank


def _out_of_turn(turns: Sequence[int]) -> list[int]:
    """The places of the fewest that must go so that the others rise: all but the longest rising row."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, turn in enumerate(turns):
        at = bisect_left(ends, turn)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [turn]
        last[at : at + 1] = [place]
    kept, place = set[int](), last[-1] if last else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return [place for place in range(len(turns)) if place not in kept]
