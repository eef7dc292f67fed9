"""What comes of joining another copy of a map with the open one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
