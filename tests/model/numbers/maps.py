"""Small journeys for the numbers, said as who leads to whom."""

from collections.abc import Sequence
from random import Random
from typing import Any

from model.journey import Journey
from model.numbers import Numbers
from model.records import Channel, Handover, JourneyMap, Persona, Phase, Place, Record, Touchpoint
from model.store import Store

Lead = tuple[int, int] | tuple[int, int, float | None] | tuple[int, int, float | None, str]
"""A handover: from, to, and perhaps its share and kind."""


def records(
    count: int, leads: Sequence[Lead], personas: Sequence[float | None] = (), own: Any = None, **fields: Any
) -> list[Record]:
    """A map of touchpoints tp_0 … in order; `fields` gives touchpoints t0, t1 … theirs, `own` the map its own."""
    made: list[Record] = [
        JourneyMap.model_validate({"id": "jm_1", **(own or {})}),
        Phase(id="ph_1", title="One", rank="A"),
        Channel(id="ch_1", title="Web", rank="A"),
    ]
    made += [
        Persona(id=f"pe_{i}", name=f"Persona {i}", rank=f"{i:02}", share=s) for i, s in enumerate(personas)
    ]
    for number in range(count):
        place = Place("ph_1", "ch_1", f"{number:06}")
        given = {"id": f"tp_{number}", "title": f"Step {number}", "place": place}
        made.append(Touchpoint.model_validate(given | fields.get(f"t{number}", {})))
    for number, (source, target, *rest) in enumerate(leads):
        share, kind = [*rest, None, None][:2] if rest else (None, None)
        made.append(
            Handover.model_validate(
                {
                    "id": f"ho_{number}",
                    "rank": f"{number:06}",
                    "source": f"tp_{source}",
                    "target": f"tp_{target}",
                    "share": share,
                    "handover_kind": kind or "forward",
                }
            )
        )
    return made


def journey(count: int, leads: Sequence[Lead], **rest: Any) -> Journey:
    """A journey over such a map."""
    return Journey(Store.holding(records(count, leads, **rest)))


def value(found: Numbers, key: str) -> float:
    """The value of a figure that can be told."""
    told = found.figures[key].value
    assert told is not None
    return told


def by_number(of: Any) -> dict[int, Any]:
    """What is told of touchpoints, by the number in their id."""
    return {int(touchpoint.removeprefix("tp_")): what for touchpoint, what in of.items()}


def random_journey(seed: int, count: int = 9) -> Journey:
    """A journey with cycles, personas, all kinds of handovers, parallel ones, and shares set and unset."""
    chance = Random(seed)
    leads: list[Lead] = []
    for source in range(count):
        room = 0.9
        for _ in range(chance.randint(0 if source else 1, 4)):
            share = round(chance.uniform(0, room / 2), 2) if chance.random() < 0.7 else None
            room -= share or 0
            kind = chance.choice(["forward", "forward", "rework", "recovery", "exit"])
            leads.append((source, chance.randrange(count), share, kind))
        if leads and leads[-1][0] == source and chance.random() < 0.7:
            leads.append((source, count, 0.05, "forward"))
    fields = {
        f"t{number}": {
            "entry": chance.choice([None, None, 1, 3]),
            "ends": chance.choice([None, "done", "gave_up"]),
            "personas": chance.choice([[], [], ["pe_0"], ["pe_1"]]) if number else [],
            "wait_min": chance.choice([None, 5, 10]),
            "cost": chance.choice([None, 1.5]),
        }
        for number in range(count)
    }
    return journey(count + 1, leads, personas=(0.7, 0.3), **fields, **{f"t{count}": {"ends": "done"}})
