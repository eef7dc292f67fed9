"""Copies of touchpoints with what hangs on them: to another place, another map or another window."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.findings import MomentThatMatters, Note, PainPoint
from model.format import Unreadable, new_envelope, read, write
from model.kinds import Fields, fields_of, record_of, references, refers_of
from model.lenses import CUSTOMER, Lens
from model.orders import (
    in_journey_order,
    journey_order,
    ordered,
    ranks_at_end,
    ranks_in_phase,
    touchpoints_in,
)
from model.records import (
    Channel,
    Department,
    Handover,
    Persona,
    Phase,
    Place,
    Ranked,
    Record,
    System,
    Target,
    Touchpoint,
    new_id,
)
from model.rules import Refused, refuse, why_not_move
from model.store import Store, Transaction

LARGEST = 24 * 1024 * 1024
MOST = 5_000
"""So many touchpoints are copied at once."""
BESIDE = 6.0
"""A copied sticky note lies so far right of and below its original, mm."""
NAMED: tuple[type[Ranked], ...] = (Phase, Channel, Department, System, Persona)
"""What touchpoints refer to; a copy refers to what the other map has of the same id or name."""
NO_ROOM = "A touchpoint needs a phase and a channel; add them first."


@dataclass(frozen=True, slots=True)
class Landing:
    """Where copies go; None keeps the phase or lane that each has, and puts it after its own kind there."""

    phase: str | None = None
    lane: str | None = None
    before: str | None = None
    after: str | None = None
    lens: Lens = CUSTOMER


def carried(store: Store, ids: Collection[str]) -> list[Record]:
    """Chosen touchpoints and notes, the handovers among them, what is marked on these, and whom they name."""
    chosen = set(ids)
    touchpoints = in_journey_order(store, chosen)
    if len(touchpoints) > MOST:
        raise Refused(f"At most {MOST:,} touchpoints are copied at once.")
    there = {one.id for one in touchpoints}
    handovers = [h for h in store.of(Handover).values() if h.source in there and h.target in there]
    steps = there | {one.id for one in handovers}
    marks: list[Record] = [m for m in store.of(MomentThatMatters).values() if m.on in steps]
    marks += [p for p in store.of(PainPoint).values() if p.on in steps]
    notes = [n for n in store.of(Note).values() if n.id in chosen]
    named = {one for touchpoint in touchpoints for _, one in references(touchpoint)}
    context = [r for cls in NAMED for r in store.of(cls).values() if r.id in named]
    return [*context, *touchpoints, *handovers, *marks, *notes]


def packed(records: Iterable[Record]) -> bytes:
    """Records as the bytes that a clipboard holds: a `.journey` file of them."""
    return write(records, new_envelope())


def unpacked(content: bytes) -> list[Record]:
    """The sound records in a clipboard's bytes, which anybody may have made; raises Refused."""
    if len(content) > LARGEST:
        raise Refused("What was copied is larger than can be pasted.")
    try:
        opened = read(content)
    except Unreadable:
        raise Refused("What was copied cannot be read as part of a map.") from None
    if opened.read_only is not None:
        raise Refused("This was copied from a newer version of Mind the Gap; update the app to paste it.")
    if sum(isinstance(one, Touchpoint) for one in opened.records) > MOST:
        raise Refused(f"At most {MOST:,} touchpoints are pasted at once.")
    return opened.records


def place_copies(store: Store, records: Sequence[Record], landing: Landing, verb: str) -> list[str]:
    """Put copies of carried records into a map, as one step; returns the new touchpoints and notes in order."""
    refuse(why_not_move(store, (), landing.phase, landing.lane, landing.lens))
    touchpoints = journey_order(Store.holding(records))
    notes = [one for one in records if isinstance(one, Note)]
    if not touchpoints and not notes:
        raise Refused("What was copied holds no touchpoint.")
    with store.transaction(_label(verb, len(touchpoints), len(notes))) as change:
        names = _Names(change, records)
        new = {one.id: new_id(one.kind) for one in touchpoints}
        for phase, group in _by_phase(touchpoints, landing, names).items():
            _place_group(change, phase, group, landing, names, new)
        _copy_handovers(change, [one for one in records if isinstance(one, Handover)], new)
        for cls in (MomentThatMatters, PainPoint):
            marks = [one for one in records if isinstance(one, cls) and one.on in new]
            for one, rank in zip(marks, ranks_at_end(change, cls, len(marks)), strict=True):
                _create(change, one, new_id(one.kind), new.get, rank=rank)
        new |= {note.id: new_id(note.kind) for note in notes}
        for note in notes:
            _create(change, note, new[note.id], new.get, x=note.x + BESIDE, y=note.y + BESIDE)
    return [new[one.id] for one in (*touchpoints, *notes)]


def _label(verb: str, touchpoints: int, notes: int) -> str:
    counted = [
        (touchpoints, "touchpoint", "touchpoints"),
        (notes, "sticky note", "sticky notes"),
    ]
    said = [f"a {one}" if number == 1 else f"{number} {many}" for number, one, many in counted if number]
    return f"{verb} {' and '.join(said)}"


def _by_phase(
    touchpoints: Iterable[Touchpoint], landing: Landing, names: "_Names"
) -> dict[str, list[Touchpoint]]:
    groups: dict[str, list[Touchpoint]] = {}
    for one in touchpoints:
        phase = landing.phase or names.here(Phase, one.place.phase)
        groups.setdefault(phase, []).append(one)
    return groups


def _place_group(
    change: Transaction,
    phase: str,
    group: list[Touchpoint],
    landing: Landing,
    names: "_Names",
    new: Mapping[str, str],
) -> None:
    """Create the copies that go into one phase, side by side."""
    others = touchpoints_in(change.store, phase)
    at = _place_among([one.id for one in others], group, landing)
    for one, rank in zip(group, ranks_in_phase(change, others, at, len(group)), strict=True):
        is_told = landing.lane is not None and landing.lens.kind is Channel
        channel = str(landing.lane) if is_told else names.here(Channel, one.place.channel)
        place = Place(phase, channel, rank)
        fields = landing.lens.put(place, landing.lane) if landing.lane else {"place": place}
        whom = lambda named: new.get(named) or names.known(named)  # noqa: E731
        _create(change, one, new[one.id], whom, **fields)


def _place_among(others: list[str], group: list[Touchpoint], landing: Landing) -> int:
    if landing.before in others:
        return others.index(str(landing.before))
    if landing.after in others:
        return others.index(str(landing.after)) + 1
    originals = {one.id for one in group}
    return max((place for place, one in enumerate(others, 1) if one in originals), default=len(others))


def _copy_handovers(change: Transaction, handovers: Iterable[Handover], new: dict[str, str]) -> None:
    known = sorted(
        (one for one in handovers if one.source in new and one.target in new and one.source != one.target),
        key=lambda one: (one.rank, one.id),
    )
    for one, rank in zip(known, ranks_at_end(change, Handover, len(known)), strict=True):
        new[one.id] = new_id(one.kind)
        _create(change, one, new[one.id], new.get, rank=rank)


def _create(
    change: Transaction, record: Record, new: str, whom: Callable[[str], str | None], **given: Any
) -> None:
    """Create a copy of a record under a new id, its references told anew; those to nobody are left out."""
    cls, fields = type(record), dict[str, Any]()
    for path, value in fields_of(record).items():
        name, slash, key = path.partition("/")
        if path == "place" or path in given:
            continue
        if name not in cls.model_fields or refers_of(cls, name) is None:
            fields[path] = value
        elif isinstance(value, Target):
            fields[path] = _target(value, whom)
        elif (other := whom(key if slash else str(value))) is not None:
            fields[f"{name}/{other}" if slash else name] = value if slash else other
    change.create(record_of(record.kind, new, {**fields, **given}))


def _target(target: Target, whom: Callable[[str], str | None]) -> dict[str, Any]:
    systems = {other for one in target.systems if (other := whom(one)) is not None}
    return {**dict(target), "systems": systems}


class _Names:
    """Phases, channels, departments, systems and personas: by id if they are here, else by name, else made."""

    def __init__(self, change: Transaction, records: Iterable[Record]) -> None:
        self.change = change
        self._carried = {one.id: one for one in records if isinstance(one, NAMED)}
        self._here: dict[str, str | None] = {}
        self._has_personas = bool(change.store.of(Persona))

    def here(self, cls: type[Ranked], record_id: str) -> str:
        """The phase or channel of this map that stands for one of the other; raises Refused without any."""
        found = self.known(record_id) or next((one.id for one in ordered(self.change.store, cls)), None)
        if found is None:
            raise Refused(NO_ROOM)
        return found

    def known(self, record_id: str) -> str | None:
        """What stands in this map for a record of the other; None for what is nowhere."""
        if record_id not in self._here:
            self._here[record_id] = self._found(record_id)
        return self._here[record_id]

    def _found(self, record_id: str) -> str | None:
        if record_id in self.change.store:
            return record_id
        record = self._carried.get(record_id)
        if record is None:
            return None
        name = _name(record)
        same = (one for one in ordered(self.change.store, type(record)) if name and _name(one) == name)
        found = next(same, None)
        if found is not None:
            return found.id
        if isinstance(record, Persona) and self._has_personas:
            return None  # Whom a map is told for is its own decision.
        (rank,) = ranks_at_end(self.change, type(record), 1)
        fields: Fields = fields_of(record) | {"rank": rank}
        return self.change.create(record_of(record.kind, new_id(record.kind), fields))


def _name(record: Ranked) -> str:
    said = record.name if isinstance(record, Persona) else getattr(record, "title", "")
    return " ".join(str(said).split()).casefold()
