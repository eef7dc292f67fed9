"""Maps for measuring the numbers along the journey: long ways with cycles through up to 500 touchpoints."""

import random

from benchmarks.maps import records_of
from model.records import Handover, Persona, Record, Touchpoint

CYCLE = 500
"""How many touchpoints one strongly connected component has."""


def cyclic_records(count: int) -> list[Record]:
    """The records of a map with so many touchpoints, 1.3 handovers for each, all of them in cycles of 500."""
    chance = random.Random(count)
    kept = [one for one in records_of(count) if not isinstance(one, Handover | Persona | Touchpoint)]
    named = (("Amira", 0.8), ("Daniel", 0.2))
    personas = [Persona(id=f"pe_{i}", name=n, rank=str(i), share=s) for i, (n, s) in enumerate(named)]
    touchpoints = [_asked_for(one, chance) for one in records_of(count) if isinstance(one, Touchpoint)]
    only_one = [number for number, one in enumerate(touchpoints) if one.personas]
    made = {(i, i + 1): "forward" for i in range(count - 1)}
    for first in range(0, count, CYCLE):
        made[min(first + CYCLE, count) - 1, first] = "rework"
    for number in only_one:  # The others pass it by.
        made[number - 1, number + 1] = "forward"
    while len(made) < round(count * 1.3):
        source = chance.randrange(count)
        first = source - source % CYCLE
        target = chance.randrange(first, min(first + CYCLE, count))
        if source != target:
            made[source, target] = "forward" if target > source else "rework"
    handovers = [
        Handover.model_validate(
            {
                "id": f"ho_{number:06}",
                "source": touchpoints[source].id,
                "target": touchpoints[target].id,
                "handover_kind": kind,
                "share": 0.05 if target != source + 1 else None,
            }
        )
        for number, ((source, target), kind) in enumerate(made.items())
    ]
    return [*kept, *personas, *touchpoints, *handovers]


def _asked_for(touchpoint: Touchpoint, chance: random.Random) -> Touchpoint:
    """A touchpoint with what numbers ask for; one in 25 is met by one persona only."""
    return touchpoint.model_copy(
        update={
            "wait_min": float(chance.randrange(60)),
            "effort": chance.randint(1, 7),
            "cost": chance.random(),
            "personas": frozenset({"pe_0"} if touchpoint.id.endswith(("07", "32", "57", "82")) else ()),
        }
    )
