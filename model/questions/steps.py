"""The steps of a walk through the journey: each touchpoint, then the handovers that leave it."""

from collections.abc import Collection

from model.journey import Journey
from model.records import Handover, Touchpoint


def steps_of(journey: Journey, personas: Collection[str] = (), only_failing: bool = False) -> list[str]:
    """The ids of touchpoints and handovers in journey order; only those that one of these personas meets.

    A handover of which an end is not there is no step. Where only failing handovers are wanted, there are no others.
    """
    known = journey.store.of(Touchpoint)
    met = [one for one in journey.touchpoints if not personas or is_met(known[one], personas)]
    places = {one: place for place, one in enumerate(met)}
    ways: dict[str, list[Handover]] = {}
    for way in journey.store.of(Handover).values():
        source = way.source
        if (only_failing and way.quality != "fails") or source not in places or way.target not in places:
            continue
        if source in ways:
            ways[source].append(way)
        else:
            ways[source] = [way]
    steps = list[str]()
    for one in met:
        if not only_failing:
            steps.append(one)
        leaving = ways.get(one, ())
        if len(leaving) > 1:
            leaving = sorted(leaving, key=lambda way: (places[way.target], way.rank, way.id))
        for way in leaving:
            steps.append(way.id)
    return steps


def is_met(touchpoint: Touchpoint, personas: Collection[str]) -> bool:
    """Whether one of these personas meets a touchpoint."""
    return not touchpoint.personas or not touchpoint.personas.isdisjoint(personas)


def felt_by(journey: Journey, touchpoint: Touchpoint, personas: Collection[str]) -> float | None:
    """How a touchpoint feels to these personas together, by their shares, or to everyone; None if nobody knows."""
    if not personas:
        return journey.felt(touchpoint)
    told = [
        (touchpoint.mood[one.id], 1.0 if one.share is None else one.share)
        for one in journey.personas
        if one.id in personas and one.id in touchpoint.mood
    ]
    weights = sum(weight for _, weight in told)
    if not told:
        return None
    if not weights:
        return sum(mood for mood, _ in told) / len(told)
    return sum(mood * weight for mood, weight in told) / weights


def leads_here(journey: Journey, touchpoint: str) -> Handover | None:
    """The handover by which most customers come: the worst of those from the touchpoint just before, else of all."""
    arriving = [one for one in journey.arriving(touchpoint) if one.source in journey.store]
    turn = {"fails": 0, "weak": 1, "unknown": 2, "holds": 3}
    before = journey.number_of(touchpoint) - 1
    return min(
        arriving,
        key=lambda one: (journey.number_of(one.source) != before, turn[one.quality], one.rank, one.id),
        default=None,
    )
