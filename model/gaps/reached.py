"""Which share of customers gets to a touchpoint, and which crosses a handover."""

from dataclasses import replace
from math import fsum, isnan

from model.journey import Journey
from model.numbers.chain import Chain, Way, chains, weights
from model.numbers.visits import Visits


def reached(journey: Journey) -> dict[str, float]:
    """The share of customers, 0–1, who get to each touchpoint and cross each handover at least once.

    What cannot be told, behind a touchpoint whose shares sum above 1, has no entry.
    """
    parts = weights(journey)
    found: dict[str, list[float]] = {}
    for chain, weight in zip(chains(journey, parts), parts.values(), strict=True):
        if weight:
            stops = _with_handovers(chain)
            for stop, share in zip(stops.touchpoints, Visits(stops).reach, strict=True):
                found.setdefault(stop, []).append(weight * share)
    sums = {stop: fsum(shares) for stop, shares in found.items()}
    return {stop: min(1.0, share) for stop, share in sums.items() if not isnan(share)}


def _with_handovers(chain: Chain) -> Chain:
    """The same chain with each handover a stop of its own, so that crossing it is getting there."""
    ways = [list(leaving) for leaving in chain.ways]
    stops = list(chain.touchpoints)
    for leaving in ways[: len(chain.touchpoints)]:
        for number, way in enumerate(leaving):
            leaving[number] = way._replace(target=len(stops))
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
