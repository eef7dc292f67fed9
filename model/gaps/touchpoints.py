"""Rules about touchpoints, and about the systems of a phase."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from model.gaps.handovers import customer_systems, ends_of
from model.gaps.sign import Clue, each
from model.gaps.words import customers_a_day, ended, listed, names_of, number, quoted
from model.journey import Journey
from model.records import Handover, JourneyMap, Phase, Touchpoint
from model.spoken import mood_in_words, name_of

DIFFERS = 1.0
"""From how far apart belief and feeling are a gap, on the scale of −2 to 2."""
ROUNDING = 1e-9


@each(Touchpoint, Handover)
def pain_point(journey: Journey, record: Touchpoint | Handover, today: date) -> Iterator[Clue]:
    """A pain point is marked on it."""
    if isinstance(record, Handover) and ends_of(journey, record) is None:
        return
    for pain in journey.pains_on(record.id):
        what = f"{quoted(pain)}, " if name_of(pain) else ""
        kind = "" if pain.pain_kind == "other" else f" ({pain.pain_kind.replace('_', ' ')})"
        yield Clue(record.id, f"A pain point is marked here: {what}severity {pain.severity} of 4{kind}.")


@each(Touchpoint)
def unmet_need(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """A need is known and not met."""
    if touchpoint.need.strip() and touchpoint.need_met is False:
        yield Clue(touchpoint.id, ended(f"What the customer needs here is not met: {touchpoint.need}"))


@each(Touchpoint)
def perception(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """The company believes in a mood better by 1.0 or more than what customers feel."""
    felt = journey.felt(touchpoint)
    if touchpoint.believed is None or felt is None:
        return
    apart = touchpoint.believed - felt
    if apart >= DIFFERS - ROUNDING:
        said = f"We believed {mood_in_words(touchpoint.believed)} and customers feel {mood_in_words(felt)}"
        yield Clue(touchpoint.id, f"{said}: {apart:.1f} apart.")


@each(Touchpoint)
def missing_system(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """A system is needed here and not connected."""
    if touchpoint.missing_systems:
        names = listed(names_of(journey, touchpoint.missing_systems))
        yield Clue(
            touchpoint.id,
            f"Needed here and not connected: {names}.",
            suggestion=f"Connect {names} here.",
        )


@each(Phase)
def scattered_data(journey: Journey, phase: Phase, today: date) -> Iterator[Clue]:
    """The phase uses systems that hold customer data and that none of its touchpoints uses together."""
    found = journey.store.of(Touchpoint)
    used = {one: customer_systems(journey, found[one]) for one in journey.in_phase(phase.id)}
    together = {pair for systems in used.values() for pair in combinations(sorted(systems), 2)}
    every = sorted(set().union(*used.values()))
    apart = {one for pair in combinations(every, 2) if pair not in together for one in pair}
    if apart:
        users = tuple(touchpoint for touchpoint, systems in used.items() if systems & apart)
        names = listed(names_of(journey, apart))
        yield Clue(
            phase.id,
            f"{names} hold customer data here, and no touchpoint of the phase joins them all.",
            users,
        )


@each(Touchpoint)
def barrier(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """It is retired, and nothing current takes its place."""
    if touchpoint.state != "retired":
        return
    instead = journey.store.find(Touchpoint, touchpoint.replaced_by)
    if instead is None:
        yield Clue(touchpoint.id, "It was taken away and nothing takes its place.")
    elif instead.state != "current":
        why = f"It was taken away, and {quoted(instead)}, which should take its place, is {instead.state}."
        yield Clue(touchpoint.id, why, (instead.id,))


def surge_factor(journey: Journey) -> float:
    """By how much demand is multiplied: 1 unless the map says otherwise."""
    own = next(iter(journey.store.of(JourneyMap).values()), None)
    return 1.0 if own is None or own.surge_factor is None else own.surge_factor


def load_of(journey: Journey, touchpoint: Touchpoint) -> tuple[float, float] | None:
    """What a touchpoint must take a day and what it can, where it cannot take what it must; else None."""
    if touchpoint.demand_per_day is None or touchpoint.capacity_per_day is None:
        return None
    demand = touchpoint.demand_per_day * surge_factor(journey)
    return (demand, touchpoint.capacity_per_day) if demand > touchpoint.capacity_per_day else None


@each(Touchpoint)
def surge(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """More customers come than it can take."""
    load = load_of(journey, touchpoint)
    if load is not None:
        factor = surge_factor(journey)
        times = "" if factor == 1 else f" ({number(touchpoint.demand_per_day or 0)} × a surge of {factor:g})"
        yield Clue(
            touchpoint.id,
            f"{customers_a_day(load[0])}{times}, and {number(load[1])} can be served.",
        )


@each(Touchpoint)
def dead_end(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """Nothing leads on from here, and nobody has said that the journey ends; those who left by an `exit` have."""
    if touchpoint.ends is not None or any(ends_of(journey, one) for one in journey.leaving(touchpoint.id)):
        return
    arriving = [one for one in journey.arriving(touchpoint.id) if ends_of(journey, one)]
    if arriving and all(one.handover_kind == "exit" for one in arriving):
        return
    yield Clue(
        touchpoint.id, "No handover leads on from here, and it is not said that the journey ends here."
    )


@each(Touchpoint)
def gave_up(journey: Journey, touchpoint: Touchpoint, today: date) -> Iterator[Clue]:
    """Customers give up here, or leave for a competitor."""
    exits = [
        one
        for one in journey.leaving(touchpoint.id)
        if one.handover_kind == "exit" and ends_of(journey, one) is not None
    ]
    if touchpoint.ends == "gave_up":
        yield Clue(touchpoint.id, "Customers give up here.")
    elif exits:
        names = listed(dict.fromkeys(quoted(journey.store.get(one.target)) for one in exits))
        yield Clue(touchpoint.id, f"Customers leave for a competitor from here: {names}.")
