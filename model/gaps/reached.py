"""Which share of customers gets to a touchpoint, and which crosses a handover."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import fsum, isnan

from model.gaps.flow import WAYS
from model.journey import Journey
from model.numbers.chain import Chain, Way, chains, weights
from model.numbers.visits import Visits
from model.parts import Parts, at_once

MANY = 2000
"""After so many records there is a pause."""
Shares = dict[str, float]
READS = WAYS | {"persona/share", "persona/rank"}
"""The fields that it hangs on."""


def reached(journey: Journey) -> Shares:
    """The share of customers, 0–1, who get to each touchpoint and cross each handover at least once.

    What cannot be told, behind a touchpoint whose shares sum above 1, has no entry.
    """
    everybody = weights(journey)
    return at_once(reached_in_parts(everybody, chains(journey, everybody)))


def reached_in_parts(everybody: Mapping[str | None, float], known: Iterable[Chain]) -> Parts[Shares]:
    """The same, from each persona's part of all customers and their chains."""
    parts: list[tuple[float, Shares]] = []
    for chain in known:
        if weight := everybody[chain.persona]:
            parts.append((weight, (yield from shares_in_parts(chain))))
            yield
    return (yield from mixed_in_parts(parts))


def mixed_in_parts(parts: list[tuple[float, Shares]]) -> Parts[Shares]:
    """The shares of personas as one, by their parts of all customers."""
    found: dict[str, list[float]] = {}
    for weight, shares in parts:
        for count, (stop, share) in enumerate(shares.items(), 1):
            found.setdefault(stop, []).append(weight * share)
            if count % MANY == 0:
                yield
    whole: Shares = {}
    for count, (stop, several) in enumerate(found.items(), 1):
        share = fsum(several)
        if not isnan(share):
            whole[stop] = min(1.0, share)
        if count % MANY == 0:
            yield
    return whole


def shares_in_parts(chain: Chain) -> Parts[Shares]:
    """The share of one persona that gets to each touchpoint and crosses each handover at least once."""
    solved = yield from Visits.in_parts(chain)
    circle = _circles(solved)
    if circle:
        # Whoever goes round may cross a handover twice, so it becomes a stop that they get to once.
        stops = _with_stops(chain, circle)
        yield
        inner = yield from Visits.in_parts(stops)
        found = dict(zip(stops.touchpoints, inner.reach, strict=True))
        visits = inner.visits
    else:
        visits = solved.visits
        yield
        found = dict(zip(chain.touchpoints, solved.reach, strict=True))
    yield
    for source, ways in enumerate(chain.ways):
        if source % MANY == MANY - 1:
            yield
        for way in ways:
            if way.handover.id not in found:
                found[way.handover.id] = visits[source] * way.chance if visits[source] and way.chance else 0.0
    return found


def _circles(solved: Visits) -> dict[int, int]:
    """For each touchpoint that leads back to itself, which circle it is in."""
    ways = solved.chain.ways
    return {
        step: number
        for number, steps in enumerate(solved.components)
        if len(steps) > 1 or any(way.target == steps[0] for way in ways[steps[0]])
        for step in steps
    }


def _with_stops(chain: Chain, circle: dict[int, int]) -> Chain:
    """The same chain with each handover inside a circle a stop of its own, so that crossing it is getting there."""
    ways: list[list[Way]] = [list(leaving) for leaving in chain.ways]
    stops = list(chain.touchpoints)
    for source in circle:
        for number, way in enumerate(chain.ways[source]):
            if circle.get(way.target) == circle[source]:
                ways[source][number] = way._replace(target=len(stops))
                stops.append(way.handover.id)
                ways.append([Way(way.handover, way.target, 1.0)])
    none = (0.0,) * (len(stops) - len(chain.touchpoints))
    return replace(
        chain,
        touchpoints=tuple(stops),
        start=chain.start + none,
        ways=tuple(tuple(leaving) for leaving in ways),
        left=chain.left + none,
        cut=chain.cut + none,
    )
