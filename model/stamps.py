"""Stamps: which copy of a map changed which field when, so that copies can be joined and nothing unseen is lost.

A stamp is `counter.replica`; each commit gets one higher than any this copy has seen. In a file a record's `~` holds
`d` (the stamp of all its fields), the fields with another one by their paths, `@` (where the record was made or kept
alive; empty: it lies in the trash) and `alt` (other values of a field, each with its stamp, that nobody has chosen
between yet). A record without any was never changed by a copy that stamps.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from model.kinds import field_at, fields_of, record_of, references
from model.records import Record, Touchpoint
from model.store import Change, Commit, Store

Stamp = dict[str, Any]
"""What `~` holds."""
ALL, ALIVE, OTHERS = "d", "@", "alt"
WORDS = (ALL, ALIVE, OTHERS)
NEEDED = {
    "handover": ("source", "target"),
    "moment": ("on",),
    "pain_point": ("on",),
    "comment": ("on",),
}
"""The references without which a record cannot be."""


class Dot(NamedTuple):
    """One commit of one copy."""

    counter: int
    replica: str

    def __str__(self) -> str:
        return f"{self.counter}.{self.replica}"


ZERO = Dot(0, "")
"""The stamp of what was never stamped."""


class Settled(NamedTuple):
    """What was said of a field before somebody chose: the value that was shown, and the others."""

    shown: Any
    others: list[Any]


def dot_of(text: object) -> Dot:
    """The stamp that a text says; raises ValueError for one that says none."""
    counter, point, replica = str(text).partition(".")
    if not point or not replica or not counter.isascii() or not counter.isdigit() or len(counter) > 15:
        raise ValueError(f"{text!r} is no stamp")
    return Dot(int(counter), replica)


def is_sound(stamp: object) -> bool:
    """Whether a `~` is one that this version understands."""
    if not isinstance(stamp, dict):
        return False
    try:
        others = stamp.get(OTHERS, {})
        for dot in [*(stamp[key] for key in stamp if key not in (ALIVE, OTHERS)), *stamp.get(ALIVE, ())]:
            dot_of(dot)
        for cells in others.values():
            for dot, _ in cells:
                dot_of(dot)
    except (ValueError, TypeError, AttributeError):
        return False
    return isinstance(stamp.get(ALIVE, []), list)


def is_trash(stamp: object) -> bool:
    """Whether a record with this `~` lies in the trash."""
    return isinstance(stamp, dict) and stamp.get(ALIVE) == []


def needs(record: Record) -> Iterator[str]:
    """The records without which this one cannot be: a handover's ends, a touchpoint's phase and channel."""
    if isinstance(record, Touchpoint):
        yield from (one for one in record.place[:2] if one)
    for name in NEEDED.get(record.kind, ()):
        yield str(getattr(record, name))


def _named_by(record: Record, fields: Mapping[str, Any]) -> Iterator[str]:
    """The records that these fields of a record name: who says so of a department wants there to be one."""
    return (named for path, named in references(record) if path in fields)


class Stamps:
    """The stamps of an open map: they follow every commit of a person, and are asked for at every save."""

    def __init__(
        self,
        store: Store,
        seen: Mapping[str, int],
        stamps: Mapping[str, Stamp],
        trash: Mapping[str, Record],
        replica: str,
    ) -> None:
        self.store, self.replica = store, replica
        self.open: set[str] = set()
        """The records of which some field holds several values that nobody has chosen between."""
        self.said_before: dict[Dot, Dot] = {}
        """The stamps that values had before an undo gave them new ones: whose they are."""
        self.touched: set[str] = set()
        """The records whose stamps have changed since somebody last asked."""
        self._settled: dict[tuple[str, str], Settled] = {}
        self.take(seen, stamps, trash)
        store.committed.connect(self.follow)

    def close(self) -> None:
        """Follow no more."""
        self.store.committed.disconnect(self.follow)

    def take(self, seen: Mapping[str, int], stamps: Mapping[str, Stamp], trash: Mapping[str, Record]) -> None:
        """Begin anew from what a file holds, or from a join."""
        self.seen = dict(seen)
        self.by_id = {record: stamp for record, stamp in stamps.items() if is_sound(stamp)}
        self.trash = dict(trash)
        self.open = {one for one, stamp in self.by_id.items() if stamp.get(OTHERS) and one not in trash}
        self._shared = self.counter
        self._base: dict[str, tuple[Record | None, Stamp | None]] = {}
        self._told: dict[str, tuple[Record, Stamp]] = {}
        """Those of them whose stamps to share are known, each as it was then."""

    @property
    def counter(self) -> int:
        """The highest number that any copy has given."""
        return max(self.seen.values(), default=0)

    # -- following

    def follow(self, commit: Commit) -> None:
        """Stamp what a person changed."""
        if commit.source not in ("user", "history"):
            return
        # What an undo brings back beside a value bears the number before the value's own.
        dot = Dot(self.counter + (2 if commit.source == "history" else 1), self.replica)
        self.seen[self.replica] = dot.counter
        for change in commit.patch:
            # What a record was when it was last shared.
            self._base.setdefault(change.id, (commit.were.get(change.id), self.by_id.get(change.id)))
            self._stamp(change, str(dot), commit.were.get(change.id))
            self._settle(change, dot, commit.source == "history")
        alive = set[str]()
        for change in commit.patch:
            record = self.store.get(change.id)
            if change.after is not None and record is not None:
                self._keep_all_alive([*needs(record), *_named_by(record, change.after)], dot, alive)

    def _stamp(self, change: Change, dot: str, was: Record | None) -> None:
        old = self.by_id.get(change.id, {})
        self.touched.add(change.id)
        if change.before is None:
            self.by_id[change.id] = self._made(change, old, dot)
            if old.get(OTHERS):
                self.by_id[change.id][OTHERS] = old[OTHERS]
                self.open.add(change.id)
            self.trash.pop(change.id, None)
        elif change.after is None:
            self.trash[change.id] = was or record_of(change.kind, change.id, change.before)
            self.by_id[change.id] = {**old, ALIVE: []}
            self.open.discard(change.id)
        else:
            self.by_id[change.id] = {**old, **dict.fromkeys(change.after, dot), ALIVE: [dot]}

    def _made(self, change: Change, old: Stamp, dot: str) -> Stamp:
        """The stamp of what is made, or comes back from the trash: what it says there already, nobody says anew."""
        body = self.trash.get(change.id)
        if body is None or body.kind != change.kind:
            return {ALL: dot, ALIVE: [dot]}
        was, now = fields_of(body), change.after or {}
        anew = [path for path in {**was, **now} if was.get(path) != now.get(path)]
        return {**old, **dict.fromkeys(anew, dot), ALIVE: [dot]}

    def _settle(self, change: Change, dot: Dot, is_history: bool) -> None:
        """Let go of the other values of what was said anew; an undo of that brings them back."""
        stamp = self.by_id[change.id]
        if change.before is None or change.after is None or not (stamp.get(OTHERS) or self._settled):
            return
        others = dict(stamp.get(OTHERS, {}))
        for path, value in change.after.items():
            key = change.id, path
            if path in others:
                self._settled[key] = Settled(change.before.get(path), others.pop(path))
            elif is_history and key in self._settled and self._settled[key].shown == value:
                others[path] = [self._said_anew(cell, dot) for cell in self._settled.pop(key).others]
        kept = {name: dots for name, dots in stamp.items() if name != OTHERS}
        self.by_id[change.id] = kept | ({OTHERS: others} if others else {})
        (self.open.add if others else self.open.discard)(change.id)

    def _said_anew(self, cell: Sequence[Any], dot: Dot) -> list[Any]:
        """A value that came back by an undo: whoever has seen it settled has not seen this."""
        old, new = dot_of(cell[0]), Dot(dot.counter - 1, dot.replica)
        self.said_before[new] = self.said_before.get(old, old)
        return [str(new), cell[1]]

    def _keep_all_alive(self, records: Iterable[str], dot: Dot, seen: set[str]) -> None:
        """Keep these alive and, transitively, what they need."""
        for one in records:
            if one in seen or one not in self.store:
                continue
            seen.add(one)
            if not self._is_ours(one):
                self._base.setdefault(one, (self.store[one], self.by_id.get(one)))
                self.by_id[one] = {**self.by_id.get(one, {}), ALIVE: [str(dot)]}
                self.touched.add(one)
            self._keep_all_alive(needs(self.store[one]), dot, seen)

    def _is_ours(self, record_id: str) -> bool:
        """Whether only this copy knows what keeps a record alive, so that nobody else can have deleted it."""
        alive = [dot_of(one) for one in self.by_id.get(record_id, {}).get(ALIVE, ())]
        return any(one.replica == self.replica and one.counter > self._shared for one in alive)

    # -- sharing

    def to_share(self, only: Iterable[str] | None = None) -> dict[str, Stamp]:
        """The stamps to write: what is again as it was when last shared has its old stamp again.

        Only these records are looked at, where they are named.
        """
        for record_id in self._base if only is None else self._base.keys() & set(only):
            old, stamp = self._base[record_id]
            now = self.store.get(record_id)
            before = self.by_id.get(record_id)
            if now is None or old is None or (before is not None and self._is_told(record_id, now, before)):
                continue
            if (now is old or now == old) and not self._is_settled(record_id, stamp or {}):
                self._give_back(record_id, stamp or {})
            elif record_id in self.by_id:
                self._take_back(record_id, old, now, stamp or {})
                self._told[record_id] = now, self.by_id[record_id]
            if self.by_id.get(record_id) != before:
                self.touched.add(record_id)
        return self.by_id

    def _give_back(self, record_id: str, stamp: Stamp) -> None:
        """Let a record that is as it was have its old stamp again; what is named anew stays alive."""
        before = self.by_id.get(record_id)
        kept = (before or {}).get(ALIVE)
        again = dict(stamp)
        if kept and self._is_needed_anew(record_id):
            again[ALIVE] = kept
        if not again:
            self.by_id.pop(record_id, None)
        elif again != before:
            self.by_id[record_id] = again

    def _is_told(self, record_id: str, now: Record, stamp: Stamp) -> bool:
        """Whether a changed record was looked at as it is now, so that looking again says the same."""
        told = self._told.get(record_id)
        return told is not None and told[0] is now and told[1] is stamp

    def _is_settled(self, record_id: str, stamp: Stamp) -> bool:
        """Whether somebody chose between values, or took that back, though the record is as it was."""
        now = self.by_id.get(record_id, {}).get(OTHERS, {})
        return set(now) != set(stamp.get(OTHERS, {}))

    def _is_needed_anew(self, record_id: str) -> bool:
        """Whether a record is named by anything that is not as it was the last time."""
        naming = self.store.referring_to(record_id)
        if len(naming) > len(self._base):
            naming &= self._base.keys()
        return any(one in self._base and self.store[one] != self._base[one][0] for one in naming)

    def _take_back(self, record_id: str, old: Record, now: Record, stamp: Stamp) -> None:
        new = dict(self.by_id[record_id])
        for path in [key for key in new if key not in WORDS]:
            is_open = path in stamp.get(OTHERS, {}) or path in new.get(OTHERS, {})
            if field_at(old, path) == field_at(now, path) and not is_open:
                if path in stamp:
                    new[path] = stamp[path]
                elif new.get(ALL) == stamp.get(ALL):
                    del new[path]
        self.by_id[record_id] = new

    def shared(self) -> None:
        """Take note that the file holds all of it now."""
        self._shared = self.counter
        self._base.clear()
        self._told.clear()
