"""Orders: where a new record goes among others of its kind, and touchpoints in a phase."""

from collections.abc import Sequence
from typing import TypeVar

from model.ranks import NoRoom, between, several_between, spread
from model.records import Phase, Place, Ranked, Touchpoint
from model.store import Store, Transaction

Kind = TypeVar("Kind", bound=Ranked)


def ordered(store: Store, kind: type[Kind]) -> list[Kind]:
    """All records of a kind by rank, then by id."""
    return sorted(store.of(kind).values(), key=lambda record: (record.rank, record.id))


def touchpoints_in(store: Store, phase: str) -> list[Touchpoint]:
    """The touchpoints of a phase in journey order."""
    there = (touchpoint for touchpoint in store.of(Touchpoint).values() if touchpoint.place.phase == phase)
    return sorted(there, key=lambda touchpoint: (touchpoint.place.rank, touchpoint.id))


def journey_order(store: Store) -> list[Touchpoint]:
    """All touchpoints by phase rank, touchpoint rank, id; those without a phase come last."""
    phases = {phase.id: (0, phase.rank, phase.id) for phase in store.of(Phase).values()}
    last = 1, "", ""
    return sorted(
        store.of(Touchpoint).values(),
        key=lambda one: (phases.get(one.place.phase, last), one.place.rank, one.id),
    )


def numbers_of(store: Store, *touchpoints: str) -> list[int]:
    """The numbers that touchpoints bear on the map, from 1 in journey order; 0 for one that is not there."""
    numbers = {one.id: number for number, one in enumerate(journey_order(store), 1) if one.id in touchpoints}
    return [numbers.get(one, 0) for one in touchpoints]


def rank_for(
    change: Transaction, kind: type[Kind], before: str | None = None, moving: str | None = None
) -> str:
    """A rank for a new or moving record, before another of its kind or at the end; makes room if need be."""
    known = [one for one in ordered(change.store, kind) if one.id != moving]
    at = next((place for place, one in enumerate(known) if one.id == before), len(known))
    try:
        low = known[at - 1].rank if at else ""
        return between(low, known[at].rank if at < len(known) else None)
    except NoRoom:
        ranks = spread(len(known) + 1)
        for one, rank in zip(known, ranks[:at] + ranks[at + 1 :], strict=True):
            change.update(one.id, rank=rank)
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
    known = ordered(change.store, kind)
    try:
        return several_between(known[-1].rank if known else "", None, count)
    except NoRoom:
        ranks = spread(len(known) + count)
        for one, rank in zip(known, ranks, strict=False):
            change.update(one.id, rank=rank)
        return ranks[len(known) :]
