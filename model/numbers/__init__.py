"""The numbers along the journey (see the README for what each one says)."""

from math import fsum

from model.journey import Journey
from model.numbers.chain import chains, weights
from model.numbers.visits import Visits


def reach(journey: Journey) -> dict[str, float]:
    """The share of customers, 0–1, who get to each touchpoint at least once, personas mixed by their shares.

    A touchpoint behind one whose shares sum above 1 has no entry: its reach cannot be told.
    """
    found: dict[str, list[float]] = {touchpoint: [] for touchpoint in journey.touchpoints}
    parts = weights(journey)
    for chain, weight in zip(chains(journey, parts), parts.values(), strict=True):
        if weight:
            for touchpoint, share in zip(chain.touchpoints, Visits(chain).reach(), strict=True):
                found[touchpoint].append(weight * share)
    sums = {touchpoint: min(1.0, fsum(shares)) for touchpoint, shares in found.items()}
    return {touchpoint: share for touchpoint, share in sums.items() if share == share}
