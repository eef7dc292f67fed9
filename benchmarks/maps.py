"""Maps of any size for measuring: the same number gives the same map."""

import random

from model.envelope import new_envelope
from model.findings import MomentThatMatters, PainPoint
from model.format import write
from model.ranks import spread
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Place,
    Record,
    System,
    Touchpoint,
)

CHANNELS = (
    ("Web & app", "digital", "web"),
    ("Live chat", "digital", "chat"),
    ("SMS & email", "digital", "msg"),
    ("Store", "physical", "store"),
    ("Phone", "voice", "phone"),
    ("Post", "post", "post"),
    ("Social", "digital", "chat"),
    ("Field service", "physical", "person"),
)
VERBS = (
    "Finds",
    "Compares",
    "Asks",
    "Orders",
    "Pays",
    "Receives",
    "Installs",
    "Reviews",
    "Renews",
    "Returns",
)
THINGS = (
    *("the offer", "a plan", "the invoice", "the delivery status", "an adviser", "the help desk"),
    *("the contract", "a refund", "the app", "the newsletter", "an appointment", "the warranty"),
)
PER_PHASE = 25


def records_of(count: int) -> list[Record]:
    """The records of a map with so many touchpoints and about 1.2 handovers for each."""
    chance = random.Random(count)
    phases = [
        Phase(id=f"ph_{i:06}", title=f"Phase {i + 1}", when=f"Day {i + 1}", rank=rank)
        for i, rank in enumerate(spread(max(1, count // PER_PHASE)))
    ]
    channels = [
        Channel.model_validate({"id": f"ch_{i}", "title": title, "mode": mode, "icon": icon, "rank": rank})
        for i, ((title, mode, icon), rank) in enumerate(zip(CHANNELS, spread(len(CHANNELS)), strict=True))
    ]
    personas = [Persona(id=f"pe_{i}", name=name, rank=str(i)) for i, name in enumerate(("Amira", "Daniel"))]
    departments = [Department(id=f"de_{i}", title=f"Team {i + 1}", rank=str(i)) for i in range(6)]
    systems = [System(id=f"sy_{i}", title=f"System {i + 1}", rank=str(i)) for i in range(8)]
    ranks, touchpoints = spread(PER_PHASE * 2), []
    for i in range(count):
        phase = min(i // PER_PHASE, len(phases) - 1)
        place = Place(phases[phase].id, channels[chance.randrange(8)].id, ranks[i - phase * PER_PHASE])
        touchpoints.append(_touchpoint(i, place, chance))
    pains = [
        PainPoint(id=f"pa_{i:06}", on=touchpoints[i].id, text="Has to ask again", rank=str(i))
        for i in range(0, count, 9)
    ]
    moments = [
        MomentThatMatters(id=f"mo_{i:06}", on=touchpoints[i].id, title="Be known", rank=str(i))
        for i in range(7, count, 60)
    ]
    return [
        JourneyMap(id="jm_measured", title=f"{count} touchpoints"),
        *(*phases, *channels, *personas, *departments, *systems),
        *(*touchpoints, *_handovers(touchpoints, chance), *pains, *moments),
    ]


def _touchpoint(number: int, place: Place, chance: random.Random) -> Touchpoint:
    quotes = {"quote": "Nobody here knew I’d been on chat."} if number % 40 == 11 else {}
    return Touchpoint.model_validate(
        {
            "id": f"tp_{number:06}",
            "title": f"{chance.choice(VERBS)} {chance.choice(THINGS)} {number + 1}",
            "place": place,
            "department": f"de_{chance.randrange(6)}",
            "mood": {"pe_0": round(chance.uniform(-2, 2), 1), "pe_1": round(chance.uniform(-2, 2), 1)},
            "systems": {f"sy_{chance.randrange(8)}"},
            **quotes,
        }
    )


def _handovers(touchpoints: list[Touchpoint], chance: random.Random) -> list[Handover]:
    count = len(touchpoints)
    pairs = {(i, i + 1): None for i in range(count - 1)}
    while len(pairs) < round(count * 1.2) and count > 3:
        source = chance.randrange(count - 2)
        pairs[source, min(count - 1, source + chance.randint(2, 30))] = None
    qualities = ["holds"] * 8 + ["weak", "fails"]
    return [
        Handover.model_validate(
            {
                "id": f"ho_{number:06}",
                "source": touchpoints[source].id,
                "target": touchpoints[target].id,
                "quality": chance.choice(qualities),
                "label": "Nothing is passed on" if number % 30 == 0 else "",
            }
        )
        for number, (source, target) in enumerate(pairs)
    ]


def map_of(count: int) -> bytes:
    """The file of a map with so many touchpoints."""
    return write(records_of(count), new_envelope("benchmarks"))
