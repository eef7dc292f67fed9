"""The store of a map's records, and the one way to change them: a transaction whose change is data."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from model.kinds import (
    KINDS,
    Fields,
    Foreign,
    field_at,
    fields_of,
    map_fields,
    record_of,
    set_fields,
    with_fields,
)
from model.lines import Lines
from model.records import Record, new_id
from model.references import References
from model.signal import Signal

Kind = TypeVar("Kind", bound=Record)
Source = Literal["user", "history", "remote", "load"]


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after: only the field paths that differ; None means the record is absent."""

    id: str
    kind: str
    before: Fields | None
    after: Fields | None

    def inverted(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.id, self.kind, self.after, self.before)

    @property
    def confirmed(self) -> list[str]:
        """The field paths that were said again and stay what they were."""
        if self.before is None or self.after is None:
            return []
        return [path for path, value in self.after.items() if self.before.get(path) == value]

    def then(self, later: "Change") -> "Change | None":
        """This change and a later one of the same record as one; None when together they change nothing."""
        if self.before is None:
            after = None if later.after is None else _set(self.after or {}, later.after)
            return None if after is None else Change(self.id, self.kind, None, after)
        if later.after is None:
            return Change(self.id, self.kind, _set(later.before or {}, self.before), None)
        said = {*self.confirmed, *later.confirmed}
        if self.after is None:
            before, after = self.before, later.after
        else:
            before, after = {**(later.before or {}), **self.before}, {**self.after, **later.after}
        paths = [p for p in before.keys() | after.keys() if p in said or before.get(p) != after.get(p)]
        if not paths:
            return None
        return Change(self.id, self.kind, {p: before.get(p) for p in paths}, {p: after.get(p) for p in paths})


def _set(fields: Fields, later: Fields) -> Fields:
    kept = {path: value for path, value in fields.items() if path not in later}
    return kept | {path: value for path, value in later.items() if value is not None}


Patch = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Commit:
    """A finished step: its name for people, who made it, and what changed, each record once."""

    label: str
    source: Source
    patch: Patch
    merge: str | None = None
    """Steps with one merge key, following each other, are one step of the history (typing in one field)."""
    were: Mapping[str, Record] = field(default_factory=dict, compare=False, repr=False)
    """The changed records as they were before, those that were there; the history does not keep them."""

    @property
    def ids(self) -> frozenset[str]:
        """The records that changed."""
        return frozenset(change.id for change in self.patch)


class NotOpen(RuntimeError):
    """A change was tried on a transaction that is over."""


class Transaction:
    """Changes that happen together or not at all; reads see what has been changed so far."""

    def __init__(self, store: "Store", source: Source) -> None:
        self.store, self.source = store, source
        self._changes: dict[str, Change] = {}
        self._done: list[tuple[str, Record | None, Change | None]] = []
        """Each change in turn: the record, what it was before, and all that has changed of it since the beginning."""
        self._open = True

    def create(self, record: Record | type[Kind], **fields: Any) -> str:
        """Add a record, whole or as class and fields; returns its id. Raises InvalidRecord, ValueError."""
        if isinstance(record, type):
            fields.setdefault("id", new_id(record.kind))
            record = record_of(record.kind, fields.pop("id"), _flat(record, fields))
        if record.id in self.store:
            raise ValueError(f"there is a record {record.id} already")
        self._put(record.id, record)
        return record.id

    def update(self, record_id: str, fields: Mapping[str, Any] | None = None, /, **named: Any) -> None:
        """Set fields (or paths such as `mood/pe_1`); None unsets. Raises KeyError, InvalidRecord."""
        record = self.store[record_id]
        given = _flat(type(record), {**(fields or {}), **named}, record, self.source == "user")
        if (changed := with_fields(record, given)) != record:
            self._put(record_id, changed, given)

    def confirm(self, record_id: str, path: str) -> None:
        """Say again what a field says: changes nothing, and settles what others say. Raises KeyError."""
        if not self._open:
            raise NotOpen("this transaction is over")
        record = self.store[record_id]
        said = {path: field_at(record, path)}
        old = self._changes.get(record_id, Change(record_id, record.kind, {}, {}))
        if old.before is not None and old.after is not None and path not in old.after:
            whole = replace(old, before={**old.before, **said}, after={**old.after, **said})
            self._note(record_id, record, whole)

    def delete(self, record_id: str) -> None:
        """Take a record away; what hangs on it goes by the behaviours, in the same step. Raises KeyError."""
        self.store[record_id]
        self._put(record_id, None)

    @property
    def patch(self) -> Patch:
        """What has changed, each record once; what others refer to is made first and taken away last."""
        return in_turn(self._changes.values())

    @property
    def were(self) -> dict[str, Record]:
        """The records that changed as they were before, those that were there."""
        first = {one: old for one, old, _ in reversed(self._done)}
        return {one: old for one, old in first.items() if old is not None}

    def _put(self, record_id: str, record: Record | None, given: Fields | None = None) -> None:
        if not self._open:
            raise NotOpen("this transaction is over")
        old, earlier = self.store.get(record_id), self._changes.get(record_id)
        change = _change(record_id, old, record, given)
        self._note(record_id, old, earlier.then(change) if earlier else change)
        self.store._set(record_id, record)

    def _note(self, record_id: str, old: Record | None, whole: Change | None) -> None:
        self._done.append((record_id, old, whole))
        self._count(record_id, whole)

    def _count(self, record_id: str, whole: Change | None) -> None:
        self._changes.pop(record_id, None)
        if whole is not None:
            self._changes[record_id] = whole

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A part that leaves nothing behind when it fails, even where the whole goes on."""
        begun = len(self._done)
        try:
            yield
        except BaseException:
            for record_id, old, _ in reversed(self._done[begun:]):
                self.store._set(record_id, old)
            del self._done[begun:]
            self._changes = {}
            for record_id, _, whole in self._done:
                self._count(record_id, whole)
            raise


_TURNS = {kind: turn for turn, kind in enumerate(KINDS)}


def in_turn(changes: Iterable[Change]) -> Patch:
    """Changes in an order in which nothing refers to what is not there, forwards and backwards."""
    return tuple(sorted(changes, key=_turn))


def _turn(change: Change) -> tuple[int, int]:
    turn = _TURNS.get(change.kind, len(_TURNS))
    if change.before is None:
        return 0, turn
    return (1, 0) if change.after is not None else (2, -turn)


def _flat(
    cls: type[Record], fields: Mapping[str, Any], record: Record | None = None, is_ours: bool = True
) -> Fields:
    """Fields as paths: a whole map or set becomes its keys and members, those that go become None.

    Only what comes from elsewhere or back from the history may name fields that this version does not know.
    """
    flat: Fields = {}
    if "id" in fields:
        raise KeyError("the id of a record never changes")
    for name, value in fields.items():
        if name in map_fields(cls) or name in set_fields(cls):
            now = getattr(record, name) if record is not None else ()
            members = value if isinstance(value, Mapping) else dict.fromkeys(value or (), True)
            flat |= {f"{name}/{key}": None for key in now if key not in members}
            flat |= {f"{name}/{key}": one for key, one in members.items()}
        elif name in cls.model_fields or "/" in name or cls is Foreign:
            if "/" in name and name.partition("/")[0] not in map_fields(cls) | set_fields(cls):
                raise KeyError(f"a {cls.kind} has no field {name!r}")
            flat[name] = value
        elif is_ours and (record is None or name not in (record.__pydantic_extra__ or {})):
            raise KeyError(f"a {cls.kind} has no field {name!r}")
        else:
            flat[name] = value
    return flat


def _change(record_id: str, old: Record | None, new: Record | None, given: Fields | None) -> Change:
    if old is None or new is None:
        before, after = fields_of(old) if old else None, fields_of(new) if new else None
        one = new or old
        return Change(record_id, one.kind if one else "", before, after)
    paths = given if given is not None else fields_of(old).keys() | fields_of(new).keys()
    pairs = {path: (field_at(old, path), field_at(new, path)) for path in paths}
    differ = {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}
    return Change(
        record_id, new.kind, {p: b for p, (b, _) in differ.items()}, {p: a for p, (_, a) in differ.items()}
    )


@dataclass
class Store:
    """All records of one map by id; it changes only inside a transaction and then tells its commit."""

    committed: Signal[Commit] = field(default_factory=Signal)
    """Emits every commit after it is done."""
    behaviours: list[Any] = field(default_factory=list)
    """Called with (transaction, change) for each change of a user's step; what they change joins the step."""

    def __post_init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._kinds: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        self._current: Transaction | None = None
        self._untold: deque[Commit] = deque()
        self._references: References | None = None
        self.lines = Lines(self._kinds)
        """Ranked records in order, inside a transaction too."""

    @classmethod
    def holding(cls, records: Iterable[Record], behaviours: Iterable[Any] = ()) -> "Store":
        """A store that begins with these records; nothing is told and nothing can be undone."""
        store = cls(behaviours=list(behaviours))
        store._records = {record.id: record for record in records}
        for cls, run in groupby(store._records.items(), key=lambda pair: type(pair[1])):
            if cls.kind in store._kinds:
                store._kinds[cls.kind].update(run)
        return store

    def __getitem__(self, record_id: str) -> Record:
        return self._records[record_id]

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records.values())

    def get(self, record_id: str | None) -> Record | None:
        """The record with this id, or None."""
        return self._records.get(record_id) if record_id is not None else None

    def find(self, cls: type[Kind], record_id: str | None) -> Kind | None:
        """The record with this id if it is there and of this kind, else None."""
        record = self._records.get(record_id) if record_id is not None else None
        return record if isinstance(record, cls) else None

    def these(self, ids: Iterable[str]) -> list[Record]:
        """Those of the records with these ids that are there."""
        get = self._records.get
        return [record for one in ids if (record := get(one)) is not None]

    def of(self, cls: type[Kind]) -> Mapping[str, Kind]:
        """All records of one kind by id, in no order; a live view."""
        return MappingProxyType(self._kinds[cls.kind])  # type: ignore[arg-type]

    def everything(self) -> dict[str, Record]:
        """A copy of all records by id; the records themselves never change."""
        return dict(self._records)

    def referring_to(self, record_id: str) -> set[str]:
        """The ids of the records that refer to this one, as things stand inside a transaction too."""
        if self._references is None:
            self._references = References(self._records.values())
        return self._references.to(record_id)

    def refer_as(self, other: "Store") -> None:
        """Take over who refers to whom from a store that holds the same records, which is quicker than to look."""
        if other._references is not None and self._records == other._records:
            self._references = other._references.copied()

    @contextmanager
    def transaction(
        self, label: str, source: Source = "user", merge: str | None = None
    ) -> Iterator[Transaction]:
        """Change records together: told as one commit at the end, rolled back whole on any exception.

        A transaction inside another one joins it.
        """
        if self._current is not None:
            with self._current._step():
                yield self._current
            return
        change = self._current = Transaction(self, source)
        try:
            with change._step():
                yield change
                if source == "user":
                    self._behave(change)
        finally:
            change._open = False
            self._current = None
        if patch := change.patch:
            self._tell(Commit(label, source, patch, merge, change.were))

    def _tell(self, commit: Commit) -> None:
        """Tell a commit to all who listen before a commit that one of them makes in answer."""
        self._untold.append(commit)
        if len(self._untold) > 1:
            return
        try:
            while self._untold:
                self.committed.emit(self._untold[0])
                self._untold.popleft()
        except BaseException:
            self._untold.clear()
            raise

    def _behave(self, change: Transaction) -> None:
        """Let the behaviours answer each change, and what they change in turn, until nothing new is said."""
        seen: dict[str, Change] = {}
        while fresh := [one for one in change.patch if seen.get(one.id) != one]:
            for one in fresh:
                seen[one.id] = one
                for behaviour in self.behaviours:
                    behaviour(change, one)

    def apply(self, patch: Iterable[Change], label: str, source: Source) -> None:
        """Make changes that come as data: undo, redo, a colleague's.

        With the source `history` a field is set only where it still holds what the change found. Whatever the
        source, a record is made only where none is, and one that is gone stays gone.
        """
        with self.transaction(label, source) as change:
            for one in patch:
                now = self.get(one.id)
                if one.after is None:
                    if now is not None:
                        change.delete(one.id)
                elif one.before is None or now is None:
                    if now is None and one.before is None:
                        change.create(record_of(one.kind, one.id, one.after))
                else:
                    kept = {
                        path: value
                        for path, value in one.after.items()
                        if source != "history" or field_at(now, path) == one.before.get(path)
                    }
                    if kept:
                        change.update(one.id, kept)
                    for path in one.confirmed:
                        if path in kept:
                            change.confirm(one.id, path)

    def _set(self, record_id: str, record: Record | None) -> None:
        old = self._records.get(record_id)
        if self._references is not None:
            self._references.swap(record_id, old, record)
        self.lines.swap(old, record)
        if old is not None and (record is None or record.kind != old.kind):
            self._kinds.get(old.kind, {}).pop(record_id, None)
        if record is None:
            self._records.pop(record_id, None)
        else:
            self._records[record_id] = record
            if record.kind in self._kinds:
                self._kinds[record.kind][record_id] = record
