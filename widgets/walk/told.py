"""What the room is told at one step: the words, figures and marks of a touchpoint or a handover, without a place."""

from collections.abc import Collection
from dataclasses import dataclass

from model.gaps.words import listed, minutes
from model.journey import UNSORTED, Journey
from model.questions.steps import felt_by, leads_here
from model.records import Channel, Department, Handover, Phase, Touchpoint
from model.spoken import UNSORTED_TITLE, mood_in_words, name_of, spoken
from widgets.channels import icon_of
from widgets.marks import mood_token
from widgets.personas import short_name

TOKENS = {"holds": "pos", "weak": "warn", "fails": "neg", "unknown": "ink3"}
SAID = {"holds": "Holds", "weak": "Weak", "fails": "Fails", "unknown": "Not judged yet"}
NOTICED = {"company": "we noticed", "customer": "the customer noticed", "nobody": "nobody noticed"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure with what it means beside it."""

    value: str
    token: str
    means: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a step shows above the curve."""

    phase: tuple[str, str, str] = ("", "", "")
    """Number, title and time."""
    places: tuple[tuple[str, str], ...] = ()
    """Icons with words: the channel; for a handover both."""
    mark: str = ""
    said: str = ""
    token: str = "ink"
    """The line above the title: its mark, words and colour."""
    title: str = ""
    is_untitled: bool = False
    quote: str = ""
    ways: tuple[str, ...] = ()
    """Plain lines below the title."""
    figures: tuple[Figure, ...] = ()
    pills: tuple[tuple[str, str], ...] = ()
    """Marks with words: star for a moment, triangle for a pain point."""


def told_of(journey: Journey, step: str, personas: Collection[str] = ()) -> Told:
    """What the room is told at a touchpoint or a handover, as these personas meet it."""
    record = journey.store.get(step)
    if isinstance(record, Touchpoint):
        return _touchpoint(journey, record, personas)
    return _handover(journey, record) if isinstance(record, Handover) else Told()


def _touchpoint(journey: Journey, one: Touchpoint, personas: Collection[str]) -> Told:
    mark, said, token = _on_the_way(journey, one)
    return Told(
        phase=_phase(journey, one),
        places=(*_channel(journey, one), *_only(journey, one)),
        mark=mark,
        said=said,
        token=token,
        title=name_of(one) or "Untitled",
        is_untitled=not name_of(one),
        quote=one.quote.strip(),
        figures=_feelings(journey, one, personas),
        pills=_pills(journey, one.id),
    )


def _handover(journey: Journey, one: Handover) -> Told:
    ends = [journey.store.find(Touchpoint, end) for end in (one.source, one.target)]
    there = [end for end in ends if end is not None]
    names = [f"{journey.number_of(end.id)} {name_of(end) or 'Untitled'}" for end in there]
    way = " → ".join(names)
    channels = dict.fromkeys(pair for end in there for pair in _channel(journey, end))
    label = " ".join(one.label.split())
    lost = [text.strip() for text in one.lost if text.strip()]
    said = SAID[one.quality] + (f". Lost on the way: {listed(lost)}" if lost else "")
    figures = []
    if one.wait_min is not None:
        figures.append(Figure(minutes(one.wait_min), "ink", "wait", is_main=False))
    if one.share is not None:
        figures.append(Figure(f"{one.share * 100:.3g} %", "ink", "go this way"))
    noticed = NOTICED.get(one.detected_by or "", "")
    failure = one.failure.strip()
    return Told(
        phase=_phase(journey, there[0]) if there else ("", "", ""),
        places=tuple(channels),
        mark=one.quality,
        said=said,
        token=TOKENS[one.quality],
        title=label or " →\n".join(names),
        ways=tuple(line for line in (way if label else "", failure, _seam(journey, there)) if line),
        figures=tuple(figures),
        pills=(*_pills(journey, one.id), *((("", noticed[:1].upper() + noticed[1:]),) if noticed else ())),
    )


def _seam(journey: Journey, ends: list[Touchpoint]) -> str:
    """The departments that meet, where they differ."""
    teams = [journey.store.find(Department, end.department) for end in ends]
    names = list(dict.fromkeys(name_of(team) for team in teams if team is not None and name_of(team)))
    return " → ".join(names) if len(names) > 1 else ""


def _phase(journey: Journey, one: Touchpoint) -> tuple[str, str, str]:
    phase = journey.phase_of(one)
    if phase == UNSORTED:
        return "", UNSORTED_TITLE, ""
    record = journey.store.find(Phase, phase)
    when = " ".join(record.when.split()) if record is not None else ""
    return str(journey.phases.index(phase) + 1), (name_of(record) if record else "") or "Untitled", when


def _channel(journey: Journey, one: Touchpoint) -> tuple[tuple[str, str], ...]:
    channel = journey.store.find(Channel, one.place.channel)
    return () if channel is None else ((icon_of(channel), name_of(channel) or "Untitled"),)


def _only(journey: Journey, one: Touchpoint) -> tuple[tuple[str, str], ...]:
    """Who meets it, where not everyone does."""
    if journey.is_for_everyone(one):
        return ()
    names = [short_name(persona, journey.personas) for persona in journey.personas_at(one)]
    return (("person", f"Only {listed(names)}"),) if names else ()


def _on_the_way(journey: Journey, one: Touchpoint) -> tuple[str, str, str]:
    """What happened on the way here, where it did not hold."""
    way = leads_here(journey, one.id)
    if way is None or way.quality not in ("fails", "weak"):
        return "", "", "ink"
    lost = [text.strip() for text in way.lost if text.strip()]
    if lost:
        said = f"Lost on the way here: {', '.join(lost)}"
    else:
        said = (
            " ".join(way.label.split()) or f"The way here {'fails' if way.quality == 'fails' else 'is weak'}"
        )
    return way.quality, said, TOKENS[way.quality]


def who_feels(journey: Journey, personas: Collection[str]) -> str:
    """Whose mood is told: the personas in focus, the only one there is, or customers."""
    everyone = journey.personas
    told = [one for one in everyone if one.id in personas] or (everyone if len(everyone) == 1 else [])
    if len(told) == 1:
        return f"{short_name(told[0], everyone)}\nfeels"
    return f"{listed(short_name(one, everyone) for one in told)}\nfeel" if told else "customers\nfeel"


def _feelings(journey: Journey, one: Touchpoint, personas: Collection[str]) -> tuple[Figure, ...]:
    felt = felt_by(journey, one, personas)
    met = () if journey.is_for_everyone(one) else [persona.id for persona in journey.personas_at(one)]
    means = who_feels(journey, personas or met)
    first = Figure("?" if felt is None else mood_in_words(felt), mood_token(felt), means, is_main=True)
    if one.believed is None:
        return (first,)
    return first, Figure(mood_in_words(one.believed), "ink", "we believed")


def _pills(journey: Journey, record: str) -> tuple[tuple[str, str], ...]:
    moments = [
        ("star", f"{journey.moment_code(one.id)} {name_of(one)}".strip())
        for one in journey.moments_on(record)
    ]
    pains = [("triangle", name_of(one) or "Pain point") for one in journey.pains_on(record)]
    return (*moments, *pains)


def said_of(journey: Journey, step: str, personas: Collection[str]) -> str:
    """A step in one line for those who hear it: what it is, where, how it feels and what was said."""
    told = told_of(journey, step, personas)
    parts = [spoken(journey, step)]
    if told.phase[1]:
        parts.append(f"phase {told.phase[0]} {told.phase[1]}".replace("  ", " "))
    parts += [told.said, f"“{told.quote}”" if told.quote else "", *told.ways]
    parts += [f"{one.means.replace(chr(10), ' ')} {one.value}" for one in told.figures]
    parts += [words for _, words in told.pills]
    return ". ".join(part.rstrip(".") for part in parts if part)
