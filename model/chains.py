"""KPI chains: which figures drive which, from the customer over the operation to the money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.findings import Kpi, Reading
from model.journey import Journey

LEVELS = ("customer", "operational", "financial")
"""The levels of KPIs from the customer to the money."""


@dataclass(frozen=True, slots=True)
class Drive:
    """One KPI driving another, strength 1 to 5."""

    source: str
    target: str
    strength: int


def drives_of(journey: Journey) -> list[Drive]:
    """Every drive whose both ends are there, in the order of the KPIs."""
    known = journey.store.of(Kpi)
    return [
        Drive(kpi.id, driven, strength)
        for kpi in journey.ordered(Kpi)
        for driven, strength in sorted(kpi.drives.items())
        if driven in known
    ]


def by_level(journey: Journey) -> dict[str, list[Kpi]]:
    """The KPIs of each level, in order."""
    known = journey.ordered(Kpi)
    return {level: [one for one in known if one.level == level] for level in LEVELS}


def paying(journey: Journey) -> set[str]:
    """The financial KPIs, and all from which a chain leads to one of them."""
    known = journey.store.of(Kpi).values()
    return _reached({one.id for one in known if one.level == "financial"}, _ways(journey, backwards=True))


def chain_of(journey: Journey, kpi: str) -> set[str]:
    """A KPI, all that it drives in the end, and all that drives it."""
    return _reached({kpi}, _ways(journey)) | _reached({kpi}, _ways(journey, backwards=True))


def _ways(journey: Journey, backwards: bool = False) -> dict[str, list[str]]:
    ways: dict[str, list[str]] = {}
    for drive in drives_of(journey):
        start, end = (drive.target, drive.source) if backwards else (drive.source, drive.target)
        ways.setdefault(start, []).append(end)
    return ways


def _reached(starts: Iterable[str], ways: Mapping[str, list[str]]) -> set[str]:
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        fresh = [one for one in ways.get(waiting.pop(), ()) if one not in reached]
        reached.update(fresh)
        waiting += fresh
    return reached


def in_time(kpi: Kpi) -> list[Reading]:
    """The readings of a KPI, the oldest first; of one day in the order they stand in."""
    return sorted(kpi.readings, key=lambda one: one.date)


def newest_change(kpi: Kpi) -> tuple[Reading, float | None] | None:
    """The newest reading, and by how much it differs from the one before; None without readings."""
    readings = in_time(kpi)
    if not readings:
        return None
    before = readings[-2].value if len(readings) > 1 else None
    return readings[-1], None if before is None else readings[-1].value - before


def is_better(kpi: Kpi, change: float) -> bool | None:
    """Whether a change is for the better; None for no change."""
    return None if change == 0 else (change > 0) == kpi.higher_is_better
