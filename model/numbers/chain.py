"""The journey as an absorbing Markov chain: where a persona starts, which way it leaves, where it ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import fsum, nan
from typing import NamedTuple

from model.journey import Journey
from model.parts import Parts, at_once
from model.records import Handover, Persona, Touchpoint

ROUNDING = 1e-9
"""How far shares that people type may miss 1 and still mean 1."""
MANY = 100
"""So many touchpoints are looked at without a pause."""


class Way(NamedTuple):
    """One handover as a way on: where it leads and with what chance a visit leaves by it."""

    handover: Handover
    target: int
    chance: float


@dataclass(frozen=True, slots=True)
class Chain:
    """The journey of one persona; touchpoints are numbered from 0 in journey order, chances lie between 0 and 1.

    Where the shares of a touchpoint sum above 1, its chances are not a number, and so is all that follows from
    them: an error is shown and nothing is made up in its place.
    """

    persona: str | None
    touchpoints: tuple[str, ...]
    start: tuple[float, ...]
    ways: tuple[tuple[Way, ...], ...]
    left: tuple[float, ...]
    """The chance that a visit is the last one: what no handover takes."""
    cut: tuple[float, ...]
    """The chance that a visit leaves by a handover that was cut from the chain."""
    errors: dict[str, str]

    def without(self, kinds: Iterable[str]) -> "Chain":
        """The same chain until a handover of one of these kinds is crossed."""
        gone = frozenset(kinds)
        ways = tuple(
            tuple(way for way in ways if way.handover.handover_kind not in gone) for ways in self.ways
        )
        cut = tuple(
            have + fsum(way.chance for way in ways if way.handover.handover_kind in gone)
            for have, ways in zip(self.cut, self.ways, strict=True)
        )
        return replace(self, ways=ways, cut=cut)


class Leaving(NamedTuple):
    """How customers leave a touchpoint, whoever they are: handovers with both ends, their shares, what is left."""

    handovers: tuple[Handover, ...]
    shares: tuple[float, ...]
    left: float
    stated: float


def leaving(journey: Journey, touchpoint: str) -> Leaving:
    """The share of each handover: as stated, else an equal part of what the stated ones leave."""
    there = journey.store.of(Touchpoint)
    handovers = tuple(one for one in journey.leaving(touchpoint) if one.target in there)
    stated = fsum(one.share for one in handovers if one.share is not None)
    open_ones = sum(one.share is None for one in handovers)
    if stated > 1 + ROUNDING:
        return Leaving(handovers, (nan,) * len(handovers), nan, stated)
    left = 1 - stated if 1 - stated > ROUNDING else 0.0
    part = left / open_ones if open_ones else 0.0
    shares = tuple(part if one.share is None else one.share for one in handovers)
    return Leaving(handovers, shares, 0.0 if open_ones else left, stated)


def weights(journey: Journey) -> dict[str | None, float]:
    """Each persona's part of all customers, summing to 1: its share; those without one split what is left equally.

    A map without personas has one customer, called None.
    """
    personas = journey.personas
    if not personas:
        return {None: 1.0}
    stated = fsum(one.share for one in personas if one.share is not None)
    unstated = sum(one.share is None for one in personas)
    part = max(0.0, 1 - stated) / unstated if unstated else 0.0
    found = [part if one.share is None else one.share for one in personas]
    total = fsum(found)
    return {
        one.id: weight / total if total else 1 / len(personas)
        for one, weight in zip(personas, found, strict=True)
    }


def chains(journey: Journey, personas: Iterable[str | None]) -> list[Chain]:
    """The chain of each of these personas; None is a customer who meets every touchpoint."""
    return at_once(chains_in_parts(journey, personas))


def chains_in_parts(journey: Journey, personas: Iterable[str | None]) -> Parts[list[Chain]]:
    """The same, one after the other."""
    order, ways, found = journey.touchpoints, dict[str, Leaving](), list[Chain]()
    for start in range(0, len(order), MANY):
        ways |= {touchpoint: leaving(journey, touchpoint) for touchpoint in order[start : start + MANY]}
        yield
    for persona in personas:
        found.append((yield from _chain(journey, persona, order, ways)))
        yield
    return found


def _chain(
    journey: Journey, persona: str | None, order: list[str], all_ways: dict[str, Leaving]
) -> Parts[Chain]:
    records = journey.store.of(Touchpoint)
    own = tuple(one for one in order if _meets(persona, records[one]))
    index = {touchpoint: number for number, touchpoint in enumerate(own)}
    found: list[tuple[tuple[Way, ...], float]] = []
    for at in range(0, len(own), MANY):
        found += [_ways_of_persona(all_ways[touchpoint], index) for touchpoint in own[at : at + MANY]]
        yield
    excess = {one: all_ways[one].stated for one in own if all_ways[one].stated > 1 + ROUNDING}
    return Chain(
        persona=persona,
        touchpoints=own,
        start=_start([records[one].entry or 0.0 for one in own]),
        ways=tuple(ways for ways, _ in found),
        left=tuple(left for _, left in found),
        cut=(0.0,) * len(own),
        errors={one: _too_much(stated) for one, stated in excess.items()},
    )


def _meets(persona: str | None, touchpoint: Touchpoint) -> bool:
    return persona is None or not touchpoint.personas or persona in touchpoint.personas


def _start(entries: list[float]) -> tuple[float, ...]:
    total = fsum(entries)
    if total:
        return tuple(entry / total for entry in entries)
    return tuple(float(number == 0) for number in range(len(entries)))


def _ways_of_persona(leaving: Leaving, index: dict[str, int]) -> tuple[tuple[Way, ...], float]:
    """The ways a persona can take: what leads elsewhere is passed on to the others in proportion."""
    pairs = list(zip(leaving.handovers, leaving.shares, strict=True))
    open_ones = [(handover, share) for handover, share in pairs if handover.target in index]
    if len(open_ones) == len(pairs):
        return tuple(Way(one, index[one.target], share) for one, share in pairs), leaving.left
    total, possible = fsum(leaving.shares), fsum(share for _, share in open_ones)
    if possible == 0:
        return tuple(Way(one, index[one.target], 0.0) for one, _ in open_ones), leaving.left + total
    ways = tuple(Way(one, index[one.target], share / possible * total) for one, share in open_ones)
    return ways, leaving.left


def _too_much(stated: float) -> str:
    return f"The shares of the handovers leaving here sum to {stated:.0%}, more than everybody."


def persona_name(journey: Journey, persona: str | None) -> str:
    """What a persona is called, or all customers."""
    record = journey.store.find(Persona, persona) if persona is not None else None
    return (record.name or "A persona without a name") if record is not None else "All customers"
