"""The room between two cards that are neighbours in a lane: wider where the handover between them does not hold."""

from model.journey import Journey
from model.records import Handover

SEAM = 1.0
"""Between two cards that follow each other in one lane, mm; a weak or failing handover between them widens it."""
WIDE_SEAM = {"weak": 4.4, "fails": 7.0, "unknown": 4.4}


def seam_between(journey: Journey, first: str, second: str) -> float:
    """The room between two touchpoints that are neighbours in a lane, mm."""
    seam = SEAM
    for source, target in ((first, second), (second, first)):
        for handover in journey.between(source, target):
            seam = max(seam, WIDE_SEAM.get(handover.quality, SEAM))
    return seam


def wide_seams(journey: Journey) -> dict[tuple[str, str], float]:
    """The ends of all handovers that widen the seam they cross, with its width, mm."""
    wide: dict[tuple[str, str], float] = {}
    for one in journey.store.of(Handover).values():
        if one.quality in WIDE_SEAM:
            ends = one.source, one.target
            wide[ends] = max(wide.get(ends, SEAM), WIDE_SEAM[one.quality])
    return wide
