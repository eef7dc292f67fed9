"""How bad a gap is: pain, reach and how hidden it is, weighed, with every figure that went into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model.findings import Promise
from model.gaps.words import number, percent, quoted
from model.journey import Journey
from model.records import Handover, JourneyMap, Touchpoint
from model.spoken import mood_in_words

Level = Literal["Critical", "High", "Medium", "Low"]
LEVELS: tuple[tuple[Level, float], ...] = (("Critical", 80.0), ("High", 60.0), ("Medium", 45.0), ("Low", 0.0))
"""Each level with the severity it begins at, the worst first."""
LISTED_FROM = 45.0
"""From which severity a computed gap is listed; the rest are minor."""
HIDDEN = {"nobody": 1.0, "customer": 0.7, "company": 0.2}
"""How hidden a gap is, by who notices it."""
UNKNOWN = 0.5
"""What pain, reach or being hidden count where nobody knows: half."""


class Weights(BaseModel):
    """What pain, reach and being hidden count for in a severity, and by how much a moment that matters raises it.

    A map may bring its own as a field `weights` of its own record.
    """

    model_config = ConfigDict(frozen=True, strict=True)
    pain: float = Field(0.55, ge=0, le=1)
    reach: float = Field(0.25, ge=0, le=1)
    hidden: float = Field(0.20, ge=0, le=1)
    moment: float = Field(1.15, ge=1, le=10)


WEIGHTS = Weights()


def weights_of(journey: Journey) -> Weights:
    """The weights of a map: its own where it brings some that make sense, else the usual ones."""
    own = next(iter(journey.store.of(JourneyMap).values()), None)
    given: Any = (own.__pydantic_extra__ or {}).get("weights") if own is not None else None
    try:
        return WEIGHTS if given is None else Weights.model_validate(given)
    except ValidationError:
        return WEIGHTS


def level_of(severity: float) -> Level:
    """The level of a severity."""
    return next(level for level, least in LEVELS if severity >= least)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Every figure that makes a severity, and where each comes from, in words."""

    pain: float
    pain_from: str
    reach: float
    reach_from: str
    hidden: float
    hidden_from: str
    moment: str
    """The moment that matters that is concerned, or nothing."""
    weights: Weights = WEIGHTS

    @property
    def sum(self) -> float:
        """The severity before it is capped at 100."""
        weights = self.weights
        plain = weights.pain * self.pain + weights.reach * self.reach + weights.hidden * self.hidden
        return round(100 * plain * (weights.moment if self.moment else 1.0), 6)

    @property
    def severity(self) -> float:
        """The severity, 0–100."""
        return min(100.0, self.sum)

    @property
    def lines(self) -> list[str]:
        """The arithmetic in sentences: each figure with where it comes from, then the sum."""
        weights = self.weights
        terms = f"{weights.pain:.2f} × {self.pain:.3f} + {weights.reach:.2f} × {self.reach:.3f}"
        raised = f" × {weights.moment:.2f}" if self.moment else ""
        capped = ", capped at 100" if self.sum > 100 else ""
        lines = [
            f"Pain {self.pain:.3f}: {self.pain_from}.",
            f"Reach {self.reach:.3f}: {self.reach_from}.",
            f"Hidden {self.hidden:.1f}: {self.hidden_from}.",
        ]
        if self.moment:
            lines.append(f"Raised by {weights.moment:.2f}: {self.moment} is concerned.")
        total = (
            f"100 × ({terms} + {weights.hidden:.2f} × {self.hidden:.1f}){raised} = {self.sum:.1f}{capped}."
        )
        return [*lines, total]


def steps_felt(journey: Journey, anchor: str, about: Iterable[str]) -> list[str]:
    """The touchpoints at which a gap is felt.

    A touchpoint and those concerned with it; a handover's target; where a promise is to be kept, or else was made.
    """
    known, record = journey.store.of(Touchpoint), journey.store.get(anchor)
    if isinstance(record, Handover):
        return [record.target] if record.target in known else []
    if isinstance(record, Promise):
        kept = sorted(one for one in record.kept_at if one in known)
        return kept or [one for one in (record.made_at,) if one is not None and one in known]
    return [one for one in (anchor, *about) if one in known]


def arithmetic(
    journey: Journey, anchor: str, about: tuple[str, ...], reach: Mapping[str, float], weights: Weights
) -> Arithmetic:
    """The severity of a gap at a record, figure by figure."""
    worst = _worst(journey, steps_felt(journey, anchor, about), reach)
    pain, pain_from = _pain(journey, anchor, worst)
    found, reach_from = _reach(journey, anchor, worst, reach)
    hidden, hidden_from = _hidden(journey, anchor)
    moment = next((m for one in (anchor, *about) for m in journey.moments_on(one)), None)
    named = "" if moment is None else f"the moment that matters {quoted(moment)}"
    return Arithmetic(pain, pain_from, found, reach_from, hidden, hidden_from, named, weights)


def _worst(journey: Journey, steps: list[str], reach: Mapping[str, float]) -> Touchpoint | None:
    """The touchpoint that feels worst, of those that feel the same the one that most customers get to."""
    known = journey.store.of(Touchpoint)
    felt = {one: journey.felt(known[one]) for one in steps}
    moods = {one: 3.0 if mood is None else mood for one, mood in felt.items()}  # Unset ones come last.
    worst = min(steps, key=lambda one: (moods[one], -reach.get(one, 0.0)), default=None)
    return None if worst is None else known[worst]


def _pain(journey: Journey, anchor: str, worst: Touchpoint | None) -> tuple[float, str]:
    felt = None if worst is None else journey.felt(worst)
    pain, said = UNKNOWN, "nobody has said how it feels, which counts half"
    if felt is not None:
        pain, said = (2 - felt) / 4, f"customers feel {mood_in_words(felt)} at {quoted(worst)}"
    marked = max(journey.pains_on(anchor), key=lambda one: one.severity, default=None)
    if marked is not None and (felt is None or marked.severity / 4 > pain):
        return marked.severity / 4, f"the pain point {quoted(marked)} has severity {marked.severity} of 4"
    return pain, said


def _reach(
    journey: Journey, anchor: str, worst: Touchpoint | None, reach: Mapping[str, float]
) -> tuple[float, str]:
    stated = [one.reach for one in journey.pains_on(anchor) if one.reach is not None]
    if stated:
        return max(stated), f"a pain point states that {percent(max(stated))} of customers meet it"
    crosses = isinstance(journey.store.get(anchor), Handover)
    share = reach.get(anchor if crosses or worst is None else worst.id)
    if share is None:
        return UNKNOWN, "it cannot be told how many customers get there, which counts half"
    return share, f"{percent(share)} of customers {'cross it' if crosses else f'get to {quoted(worst)}'}"


def _hidden(journey: Journey, anchor: str) -> tuple[float, str]:
    handover = journey.store.find(Handover, anchor)
    noticed = handover.detected_by if handover is not None else None
    if noticed is None:
        return UNKNOWN, "it is not known who notices"
    who = {"nobody": "nobody notices", "customer": "the customer notices", "company": "the company notices"}
    return HIDDEN[noticed], who[noticed]


def money_of(journey: Journey, reach: float, loss: float | None) -> tuple[float, str] | None:
    """What a gap costs a month, and how it is reckoned; None unless the map and the room state all of it."""
    own = next(iter(journey.store.of(JourneyMap).values()), None)
    if own is None or loss is None or own.customers_per_month is None or own.value_per_customer is None:
        return None
    money = reach * own.customers_per_month * own.value_per_customer * loss
    unit = f" {own.currency}" if own.currency else ""
    said = f"{percent(reach)} × {number(own.customers_per_month)} customers a month"
    value = f"{number(own.value_per_customer)}{unit} × {percent(loss)} lost"
    return money, f"{said} × {value} = {number(round(money))}{unit} a month."
