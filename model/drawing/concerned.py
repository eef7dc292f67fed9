"""The phases that a change of a touchpoint or a handover concerns."""

from typing import Any

from model.journey import UNSORTED, Journey
from model.records import Handover, Touchpoint


def phases_of_sides(journey: Journey, touchpoint: str, *sides: dict[str, Any] | None) -> set[str]:
    """The phases a touchpoint stood in, or stands in now."""
    found = {place[0] for side in sides if (place := (side or {}).get("place"))}
    record = journey.store.find(Touchpoint, touchpoint)
    return found | {UNSORTED} | ({journey.phase_of(record)} if record is not None else set())


def phases_of_ends(journey: Journey, handover: str, *sides: dict[str, object] | None) -> set[str]:
    """The phases of the touchpoints that a handover led or leads from and to."""
    ends = {str(side[end]) for side in sides if side for end in ("source", "target") if side.get(end)}
    record = journey.store.find(Handover, handover)
    ends |= {record.source, record.target} if record else set()
    touchpoints = [journey.store.find(Touchpoint, end) for end in ends]
    return {journey.phase_of(t) for t in touchpoints if t is not None}
