"""Orders: where a new record goes among others of its kind, and touchpoints in a phase."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from model.ranks import NoRoom, between, several_between, spread
from model.records import Phase, Place, Ranked, Touchpoint
from model.store import Store, Transaction

Kind = TypeVar("Kind", bound=Ranked)


def ordered(store: Store, kind: type[Kind]) -> list[Kind]:
    """All records of a kind by rank, then by id."""
    known = store.of(kind)
    return [known[one] for _, one in store.lines.of_kind(kind.kind)]


def touchpoints_in(store: Store, phase: str) -> list[Touchpoint]:
    """The touchpoints of a phase in journey order."""
    known = store.of(Touchpoint)
    return [known[one] for _, one in store.lines.of_phase(phase)]


def journey_order(store: Store) -> list[Touchpoint]:
    """All touchpoints by phase rank, touchpoint rank, id; those without a phase come last."""
    return in_journey_order(store, store.of(Touchpoint))


def in_journey_order(store: Store, ids: Iterable[str]) -> list[Touchpoint]:
    """Those of these records that are touchpoints in journey order; those without a phase come last."""
    known = store.of(Touchpoint)
    places = {phase: place for place, (_, phase) in enumerate(store.lines.of_kind(Phase.kind))}
    last = len(places)
    return sorted(
        (known[one] for one in dict.fromkeys(ids) if one in known),
        key=lambda one: (places.get(one.place.phase, last), one.place.rank, one.id),
    )


def numbers_of(store: Store, *touchpoints: str) -> list[int]:
    """The numbers that touchpoints bear on the map, from 1 in journey order; 0 for one that is not there."""
    known, phases = store.of(Touchpoint), store.of(Phase)
    if any(one in known and known[one].place.phase not in phases for one in touchpoints):
        order = {one.id: number for number, one in enumerate(journey_order(store), 1)}
        return [order.get(one, 0) for one in touchpoints]
    before, counted = 0, dict[str, int]()
    for _, phase in store.lines.of_kind(Phase.kind):
        counted[phase] = before
        before += len(store.lines.of_phase(phase))
    return [_number(store, known[one], counted) if one in known else 0 for one in touchpoints]


def _number(store: Store, touchpoint: Touchpoint, before: Mapping[str, int]) -> int:
    phase, key = touchpoint.place.phase, (touchpoint.place.rank, touchpoint.id)
    return before[phase] + bisect_left(store.lines.of_phase(phase), key) + 1


def rank_for(
    change: Transaction, kind: type[Kind], before: str | None = None, moving: str | None = None
) -> str:
    """A rank for a new or moving record, before another of its kind or at the end; makes room if need be."""
    line = change.store.lines.of_kind(kind.kind)
    known = line if moving is None else [key for key in line if key[1] != moving]
    at = len(known)
    if before is not None:
        at = next((place for place, key in enumerate(known) if key[1] == before), at)
    try:
        low = known[at - 1][0] if at else ""
        return between(low, known[at][0] if at < len(known) else None)
    except NoRoom:
        ranks = spread(len(known) + 1)
        for (_, one), rank in zip(tuple(known), ranks[:at] + ranks[at + 1 :], strict=True):
            change.update(one, rank=rank)
        return ranks[at]


def ranks_in_phase(change: Transaction, others: Sequence[Touchpoint], at: int, count: int) -> list[str]:
    """Ranks for so many touchpoints at a place among the others of a phase; makes room if need be."""
    try:
        low = others[at - 1].place.rank if at else ""
        return several_between(low, others[at].place.rank if at < len(others) else None, count)
    except NoRoom:
        ranks = spread(len(others) + count)
        for one, rank in zip(others, ranks[:at] + ranks[at + count :], strict=True):
            change.update(one.id, place=Place(one.place.phase, one.place.channel, rank))
        return ranks[at : at + count]


def ranks_at_end(change: Transaction, kind: type[Kind], count: int) -> list[str]:
    """Ranks for so many new records of a kind after all others; ranks those anew if need be."""
    known = change.store.lines.of_kind(kind.kind)
    try:
        return several_between(known[-1][0] if known else "", None, count)
    except NoRoom:
        ranks = spread(len(known) + count)
        for (_, one), rank in zip(tuple(known), ranks, strict=False):
            change.update(one, rank=rank)
        return ranks[-count:] if count else []
