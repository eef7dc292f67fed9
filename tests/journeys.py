"""Maps made for tests: large ones, crowded ones, nearly empty ones and ones in bad order."""

import random

from model.findings import MomentThatMatters, NamedGap, PainPoint
from model.journey import Journey
from model.ranks import spread
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Record,
    System,
    Touchpoint,
)
from model.store import Store

LONG = "Waits for an answer that does not come for a very long time and then gives up entirely"
TITLES = ("Calls", "X" * 400, LONG, "مرحبا بالعالم", "家族 👩‍👩‍👧 旅行")


def journey_of(records: list[Record]) -> Journey:
    """A journey over a store that holds these records."""
    return Journey(Store.holding(records))


def long_map(length: int, seed: int = 1, channels: int = 8) -> list[Record]:
    """A map of so many touchpoints, 25 to a phase, each handed over to the next and some further on."""
    chance, phases = random.Random(seed), max(1, length // 25)
    ranks = spread(length)
    records: list[Record] = [JourneyMap(id="jm_1", title="Long"), Persona(id="pe_0", name="Amira", rank="a")]
    records += [Phase(id=f"ph_{i}", title=f"Phase {i + 1}", rank=k) for i, k in enumerate(spread(phases))]
    records += [Channel(id=f"ch_{i}", title=f"Channel {i}", rank=k) for i, k in enumerate(spread(channels))]
    for i in range(length):
        place = (f"ph_{min(i * phases // length, phases - 1)}", f"ch_{chance.randrange(channels)}", ranks[i])
        mood = {"pe_0": round(chance.uniform(-2, 2), 1)}
        records.append(Touchpoint(id=f"tp_{i}", title=f"Calls about {i}", place=place, mood=mood))
    for i in range(length - 1):
        quality = chance.choice(["holds", "holds", "holds", "weak", "fails", "unknown"])
        further = {"source": f"tp_{i}", "target": f"tp_{min(length - 1, i + 1)}", "quality": quality}
        records.append(Handover(id=f"ho_{i}", label="Nobody tells the customer", **further))
    for i in range(length // 5):
        start = chance.randrange(length)
        target = max(0, min(length - 1, start + chance.choice([-9, -3, 2, 5, 12, 60])))
        records.append(Handover(id=f"ho_x{i}", source=f"tp_{start}", target=f"tp_{target}", quality="holds"))
    return records


def crowded_map(seed: int = 3) -> list[Record]:
    """60 touchpoints, 12 phases, 9 channels, 5 personas, 15 systems, long words, many scripts, every kind of mark."""
    chance = random.Random(seed)
    names = ("Amira Rahman", "Daniel Tan", "Li Wei", "Maximiliane von Hohenstein-Oberkirchen", "Zoë")
    title = "A very long title of a journey map that somebody wrote because nobody agreed on a shorter one"
    records: list[Record] = [JourneyMap(id="jm_1", title=title, organisation="Halo Mobile")]
    records += [
        Persona(
            id=f"pe_{i}", name=name, share=0.2, rank=str(i), role="Runs a two-van firm, 46, by phone only."
        )
        for i, name in enumerate(names)
    ]
    goal = "Tell me exactly what I have to do now, please."
    phases, lanes = (
        ("Decide", "Set up the whole thing", "Prove"),
        ("Web", "Voice response", "Donaudampfschifffahrt"),
    )
    records += [
        Phase(id=f"ph_{i}", title=phases[i % 3], when="Day 1", customer_goal=goal, rank=k)
        for i, k in enumerate(spread(12))
    ]
    records += [Channel(id=f"ch_{i}", title=lanes[i % 3], rank=k) for i, k in enumerate(spread(9))]
    records += [
        Department(id=f"de_{i}", title=t, rank=str(i)) for i, t in enumerate(("Retail", "Business care"))
    ]
    records += [System(id=f"sy_{i}", title=f"System of record {i}", rank=k) for i, k in enumerate(spread(15))]
    records += [_crowded_touchpoint(i, rank, chance) for i, rank in enumerate(spread(60))]
    qualities = ["holds"] * 4 + ["weak", "fails", "unknown"]
    records += [
        Handover(
            id=f"ho_{i}", source=f"tp_{i}", target=f"tp_{i + 1}", quality=chance.choice(qualities), label=LONG
        )
        for i in range(59)
    ]
    return records + _crowded_findings()


def _crowded_touchpoint(number: int, rank: str, chance: random.Random) -> Touchpoint:
    return Touchpoint(
        id=f"tp_{number}",
        title=TITLES[number % 5],
        place=(f"ph_{number * 12 // 60}", f"ch_{chance.randrange(9)}", rank),
        mood={f"pe_{p}": round(chance.uniform(-2, 2), 1) for p in range(5) if chance.random() < 0.8},
        department=f"de_{chance.randrange(2)}",
        systems={f"sy_{chance.randrange(15)}"},
        missing_systems={f"sy_{chance.randrange(15)}"} if number % 4 == 0 else set(),
        quote="This is what a customer said at length about it." if number % 3 == 0 else "",
        personas={"pe_1", "pe_2"} if number % 6 == 0 else set(),
    )


def _crowded_findings() -> list[Record]:
    found: list[Record] = [
        Handover(id="ho_back", source="tp_30", target="tp_10", quality="fails", label="Back again"),
        Handover(id="ho_self", source="tp_5", target="tp_5", quality="weak"),
        Handover(id="ho_twin", source="tp_0", target="tp_1", quality="holds"),
        Handover(id="ho_dangling", source="tp_0", target="tp_gone", quality="holds"),
        MomentThatMatters(id="mo_h", on="ho_3", title="On a handover"),
        PainPoint(id="pa_h", on="ho_3"),
    ]
    found += [MomentThatMatters(id=f"mo_{i}", on=f"tp_{i * 5}", title="A moment") for i in range(12)]
    found += [PainPoint(id=f"pa_{i}", on=f"tp_{i * 4}") for i in range(12)]
    found += [
        NamedGap(
            id=f"ng_{i}",
            title="What the room calls a gap, in many words indeed",
            about={f"tp_{i}", f"tp_{i + 3}", f"ho_{i + 9}", f"tp_{i + 30}"},
            owner="Retail and Digital care together",
            severity_override=None if i == 2 else 30 + i * 8,
        )
        for i in range(9)
    ]
    return found


def tiny_maps() -> dict[str, list[Record]]:
    """Maps with next to nothing in them, by what they have."""
    phase, channel = Phase(id="ph_1", title="First"), Channel(id="ch_1", title="Web")
    only = Touchpoint(id="tp_1", title="Only", place=("ph_1", "ch_1", "a"))
    return {
        "nothing": [JourneyMap(id="jm_1")],
        "a frame": [JourneyMap(id="jm_1"), phase, channel],
        "one touchpoint": [JourneyMap(id="jm_1"), phase, channel, only],
        "a lost touchpoint": [JourneyMap(id="jm_1"), only],
    }
