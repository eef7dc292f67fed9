"""What the map says of itself in words and figures: everything counted from its records, nothing typed."""

from collections.abc import Sequence
from typing import NamedTuple

from model.drawing.figures.shapes import level_of
from model.findings import MomentThatMatters
from model.gap_cards import GapCard, named_cards
from model.journey import Journey
from model.records import Channel, Handover, Persona, Phase, Touchpoint

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


class KeyFigure(NamedTuple):
    """A figure of the header: the number, what it counts, its colour token, and what it counts in fewer words."""

    number: str
    words: str
    colour: str
    short: str = ""


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 touchpoint, 2 touchpoints."""
    return f"{count:,} {one if count == 1 else many or one + 's'}".replace(",", " ")


def in_words(count: int) -> str:
    """A small count as a word."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def signed(mood: float) -> str:
    """A mood with its sign and one decimal: +1.2, −0.9, 0.0."""
    return "0.0" if abs(mood) < 0.05 else f"{mood:+.1f}".replace("-", "−")


def title_of(journey: Journey) -> str:
    """The headline of the map: what the author wrote, else its title."""
    about = journey.map
    return about.map_headline or about.title or "Untitled map"


def kicker_of(journey: Journey) -> str:
    """The line above the title."""
    return " · ".join(part for part in ("Journey map", journey.map.organisation) if part)


def lowest_phase(journey: Journey) -> tuple[Phase, float] | None:
    """The phase with the lowest mean mood, and that mood; None where no mood is known."""
    touchpoints, found = journey.store.of(Touchpoint), []
    for phase in journey.ordered(Phase):
        moods = [m for t in journey.in_phase(phase.id) if (m := journey.felt(touchpoints[t])) is not None]
        if moods:
            found.append((sum(moods) / len(moods), phase))
    if not found:
        return None
    mood, phase = min(found, key=lambda pair: (pair[0], pair[1].rank))
    return phase, mood


def key_figures(journey: Journey, gaps: Sequence[GapCard] | None = None) -> list[KeyFigure]:
    """The figures of the header, those that the map has something to say to; gaps are the listed ones, if known."""
    store, found = journey.store, []
    handovers = store.of(Handover).values()
    if handovers:
        failing = sum(h.quality == "fails" for h in handovers)
        words = f"of {counted(len(handovers), 'handover')} {'fails' if failing == 1 else 'fail'}"
        short = "handover fails" if failing == 1 else "handovers fail"
        found.append(KeyFigure(str(failing), words, "neg" if failing else "ink", short))
    moments = len(store.of(MomentThatMatters))
    if moments:
        found.append(
            KeyFigure(
                str(moments),
                "moment that matters" if moments == 1 else "moments that matter",
                "mtm",
                "moment" if moments == 1 else "moments",
            )
        )
    listed = named_cards(journey) if gaps is None else gaps
    if listed:
        critical = sum(one.severity is not None and level_of(one.severity) == 4 for one in listed)
        words = ("gap" if len(listed) == 1 else "gaps") + (f", {critical} critical" if critical else "")
        found.append(KeyFigure(str(len(listed)), words, "neg" if critical else "ink", words.split(",")[0]))
    lowest = lowest_phase(journey)
    if lowest is not None:
        number = journey.phases.index(lowest[0].id) + 1
        words = f"mood in {lowest[0].title}" if lowest[0].title else f"mood in phase {number}"
        found.append(KeyFigure(signed(lowest[1]), words, "ink", f"mood, phase {number}"))
    return found


def lead_of(journey: Journey) -> str:
    """One or two sentences on what the map shows."""
    store, about = journey.store, journey.map
    touchpoints, personas = store.of(Touchpoint), len(store.of(Persona))
    if not touchpoints:
        return about.scenario or "No touchpoints yet."
    who = (
        ""
        if not personas
        else f", as {in_words(personas)} {'customer' if personas == 1 else 'customers'} lived it"
    )
    channels = {t.place.channel for t in touchpoints.values()} & store.of(Channel).keys()
    phases = {t.place.phase for t in touchpoints.values()} & store.of(Phase).keys()
    said = f"{about.scenario or about.title or 'The journey'}{who}: {counted(len(touchpoints), 'touchpoint')}"
    said += f" in {counted(len(channels), 'channel')} and {counted(len(phases), 'phase')}."
    return f"{said} {_falls(journey)}".strip()


def _falls(journey: Journey) -> str:
    felt = [(m, t) for t in journey.store.of(Touchpoint).values() if (m := journey.felt(t)) is not None]
    failing = sum(h.quality == "fails" for h in journey.store.of(Handover).values())
    if not felt or min(m for m, _ in felt) >= 0:
        return f"{in_words(failing).capitalize()} handovers fail on the way." if failing > 1 else ""
    _, lowest = min(felt, key=lambda pair: (pair[0], journey.number_of(pair[1].id)))
    said = f"Mood is lowest at touchpoint {journey.number_of(lowest.id)}"
    if not failing:
        return f"{said}."
    return f"{said}; {in_words(failing)} {'handover fails' if failing == 1 else 'handovers fail'} on the way."
