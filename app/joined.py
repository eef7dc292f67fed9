"""What comes of joining another copy of a map with the open one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.join import Conflict, conflicts_of
from model.journey import Journey
from model.stamps import Stamps
from model.store import Patch


@dataclass(frozen=True, slots=True)
class Joined:
    """What another copy brought into an open map: whose it is, and the changes."""

    by: str
    """People in a sentence: “Mei and Jon”; empty where it brought nothing new."""
    patch: Patch
    touched: frozenset[str] = frozenset()
    """The records that are otherwise now, if only in their stamps."""
    fallen: Mapping[str, str] = field(default_factory=dict)
    """What is in the trash and went with records that are back, each with the one that it stands on."""


def counters_in(seen: Mapping[str, Any]) -> dict[str, int]:
    """What a file has seen, without what is no number."""
    return {one: count for one, count in seen.items() if type(count) is int and count > 0}


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> frozenset[str]:
    """The records with other stamps."""
    return frozenset(record for record in {*one, *other} if one.get(record) != other.get(record))


def most_of(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The larger of two counters, for each that is in either."""
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}


def conflicts_in(journey: Journey, stamps: Stamps) -> list[Conflict]:
    """Every field of which people said different things that nobody has chosen between, in journey order."""
    found = list[Conflict]()
    for one in stamps.open:
        record = journey.store.get(one)
        found += conflicts_of(record, stamps.by_id[one]) if record is not None else ()
    numbers = {one: journey.number_of(one) for one in journey.touchpoints} if found else {}
    return sorted(found, key=lambda one: (numbers.get(one.record, len(numbers) + 1), one.record, one.path))
