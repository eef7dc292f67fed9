"""The records of a map: small, frozen, validated, referring to each other by id."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import core_schema

LONGEST_TEXT = 20_000
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


PREFIXES: dict[str, str] = {
    "map": "jm",
    "persona": "pe",
    "phase": "ph",
    "channel": "ch",
    "department": "de",
    "system": "sy",
    "touchpoint": "tp",
    "handover": "ho",
    "moment": "mo",
    "pain_point": "pa",
    "promise": "pr",
    "evidence": "ev",
    "kpi": "kp",
    "named_gap": "ng",
    "initiative": "in",
    "action": "ac",
    "decision": "dc",
    "waiver": "wa",
    "note": "no",
    "comment": "co",
}
KIND_OF_PREFIX = {prefix: kind for kind, prefix in PREFIXES.items()}


def kind_of(record_id: str) -> str | None:
    """The kind that an id names by its prefix, or None for a kind that this version does not know."""
    return KIND_OF_PREFIX.get(record_id.partition("_")[0])


def new_id(kind: str) -> str:
    """A new id for a record of this kind: its prefix and 65 random bits."""
    return f"{PREFIXES[kind]}_" + "".join(secrets.choice(ALPHABET) for _ in range(13))


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text as the id of a record of one of these kinds, and checks its form; no kinds means any."""

    kinds: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What is allowed here, in words."""
        return f"the id of a {' or a '.join(kind.replace('_', ' ') for kind in self.kinds) or 'record'}"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        prefixes = "|".join(PREFIXES[kind] for kind in self.kinds) or "[a-z]+"
        return core_schema.str_schema(max_length=80, pattern=f"^(?:{prefixes})_[0-9A-Za-z_-]+$", strict=True)


def _day(value: Any) -> Any:
    try:
        value = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a date such as 2026-11-30")
    return value


def _time(value: Any) -> Any:
    try:
        value = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        value = None
    if not isinstance(value, datetime):
        raise ValueError("must be a date and time such as 2026-11-30T14:03:00")
    return value


def _number(least: float, most: float) -> Any:
    return Field(ge=least, le=most, allow_inf_nan=False, strict=True)


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, BeforeValidator(_day)]
Time = Annotated[datetime, BeforeValidator(_time)]
Mood = Annotated[float, _number(-2, 2)]
Share = Annotated[float, _number(0, 1)]
Effort = Annotated[int, Field(ge=1, le=7, strict=True)]
Strength = Annotated[int, Field(ge=1, le=5, strict=True)]
Minutes = Annotated[float, _number(0, 1e9)]
Amount = Annotated[float, _number(0, 1e15)]
Number = Annotated[float, _number(-1e15, 1e15)]
Severity = Annotated[float, _number(0, 100)]
Rank = Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Za-z]*$")]

PersonaId = Annotated[str, Refers(("persona",))]
PhaseId = Annotated[str, Refers(("phase",))]
ChannelId = Annotated[str, Refers(("channel",))]
DepartmentId = Annotated[str, Refers(("department",))]
SystemId = Annotated[str, Refers(("system",))]
TouchpointId = Annotated[str, Refers(("touchpoint",))]
KpiId = Annotated[str, Refers(("kpi",))]
StepId = Annotated[str, Refers(("touchpoint", "handover"))]
AnyId = Annotated[str, Refers()]
GapKey = Annotated[str, Field(max_length=90)]
"""A computed gap as `gap:<id of its anchor>`, or a named gap by its own id."""


def own(kind: str) -> Any:
    """The form of the ids of one kind: its prefix, then letters, digits, - and _."""
    return Field(max_length=80, pattern=f"^{PREFIXES[kind]}_[0-9A-Za-z_-]+$")


class Record(BaseModel):
    """One thing in a map; fields that this version does not know are kept as they came."""

    model_config = ConfigDict(frozen=True, extra="allow")
    kind: ClassVar[str]
    id: Annotated[str, Field(max_length=80, pattern=r"^[a-z]+_[0-9A-Za-z_-]+$")]


class Ranked(Record):
    """A record that stands in an order of its own kind."""

    rank: Rank = ""


class Place(NamedTuple):
    """Where a touchpoint stands: one field, since phase, channel and rank move together."""

    phase: PhaseId
    channel: ChannelId
    rank: Rank


class JourneyMap(Record):
    """The map itself: what it is about, for whom, and what it tells executives."""

    kind = "map"
    id: Annotated[str, own("map")]
    title: Text = Field("", title="Title")
    organisation: Text = Field("", title="Organisation")
    scenario: Text = Field("", title="Scenario", description="What the customer wants to get done")
    headline: Text = Field("", title="Headline", description="The message for executives")
    lead: Text = Field("", title="Lead", description="What stands behind the headline")
    map_headline: Text = Field("", title="Headline of the map")
    state: Literal["as_is", "to_be"] = Field("as_is", title="State")
    counterpart: Text | None = Field(None, title="Counterpart", description="The other map's document id")
    language: Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = Field(
        "en", title="Language"
    )
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = Field(None, title="Currency")
    owner: Text = Field("", title="Owner")
    review_on: Day | None = Field(None, title="Review on")
    customers_per_month: Amount | None = Field(None, title="Customers a month")
    value_per_customer: Amount | None = Field(None, title="Value of a customer")
    surge_factor: Amount | None = Field(None, title="Surge", description="By how much demand is multiplied")


class Persona(Ranked):
    """A customer the journey is told for."""

    kind = "persona"
    id: Annotated[str, own("persona")]
    name: Text = Field("", title="Name")
    role: Text = Field("", title="Role")
    segment: Text = Field("", title="Segment")
    share: Share | None = Field(None, title="Share of customers")
    goal: Text = Field("", title="Goal")
    entry_state: Mood | None = Field(None, title="Mood on arrival")
    quote: Text = Field("", title="In their words")


class Phase(Ranked):
    """A stretch of the journey with one goal of the customer."""

    kind = "phase"
    id: Annotated[str, own("phase")]
    title: Text = Field("", title="Title")
    customer_goal: Text = Field("", title="What the customer wants", description="In the customer’s words")
    when: Text = Field("", title="When", description="Free text such as “Days 2–5”")


class Channel(Ranked):
    """A way the customer and the company meet: a lane of the map."""

    kind = "channel"
    id: Annotated[str, own("channel")]
    title: Text = Field("", title="Title")
    mode: Literal["digital", "physical", "voice", "post"] = Field("digital", title="Mode")
    icon: Annotated[str, Field(max_length=40)] = Field("", title="Icon")


class Department(Ranked):
    """A part of the company that touchpoints belong to."""

    kind = "department"
    id: Annotated[str, own("department")]
    title: Text = Field("", title="Title")
    lead: Text = Field("", title="Lead", description="Who answers for it")
    escalates_to: Text = Field("", title="Escalates to")


class System(Ranked):
    """A system that touchpoints use, or would need."""

    kind = "system"
    id: Annotated[str, own("system")]
    title: Text = Field("", title="Title")
    holds_customer_data: Flag = Field(False, title="Holds customer data")


class Target(BaseModel):
    """A touchpoint as it is when it works."""

    model_config = ConfigDict(frozen=True, extra="allow")
    title: Text = Field("", title="Title")
    mood: Mood | None = Field(None, title="Mood")
    they_see: Text = Field("", title="They see")
    unseen: Text = Field("", title="Unseen")
    systems: frozenset[SystemId] = Field(frozenset(), title="Systems")


class Touchpoint(Record):
    """One thing that happens between customer and company, in one channel."""

    kind = "touchpoint"
    id: Annotated[str, own("touchpoint")]
    title: Text = Field("", title="Title")
    place: Place = Field(title="Place")
    note: Text = Field("", title="Note")
    department: DepartmentId | None = Field(None, title="Department")
    owner: Text = Field("", title="Owner")
    personas: frozenset[PersonaId] = Field(frozenset(), title="Personas", description="None chosen means all")
    mood: dict[PersonaId, Mood] = Field({}, title="How it feels")
    believed: Mood | None = Field(None, title="We believed", description="What the company thinks they feel")
    quote: Text = Field("", title="In their words")
    need: Text = Field("", title="Need")
    need_met: Flag | None = Field(None, title="Need met")
    customer_does: Text = Field("", title="Customer does")
    they_see: Text = Field("", title="They see")
    staff_do: Text = Field("", title="Staff do")
    unseen: Text = Field("", title="Unseen")
    opportunity: Text = Field("", title="Opportunity")
    effort: Effort | None = Field(None, title="Effort")
    wait_min: Minutes | None = Field(None, title="Wait")
    duration_min: Minutes | None = Field(None, title="Takes")
    cost: Amount | None = Field(None, title="Cost")
    demand_per_day: Amount | None = Field(None, title="Demand a day")
    capacity_per_day: Amount | None = Field(None, title="Capacity a day")
    told_first: Flag | None = Field(None, title="Told first", description="Told before having to ask")
    visible: Flag = Field(True, title="Visible to the customer")
    state: Literal["current", "planned", "retired"] = Field("current", title="State")
    replaced_by: TouchpointId | None = Field(None, title="Replaced by")
    systems: frozenset[SystemId] = Field(frozenset(), title="Systems")
    missing_systems: frozenset[SystemId] = Field(frozenset(), title="Systems needed, not connected")
    entry: Amount | None = Field(None, title="Starts here", description="Weight of customers who start here")
    ends: Literal["done", "gave_up"] | None = Field(None, title="Ends here")
    target: Target | None = Field(None, title="When it works")

    @property
    def rank(self) -> str:
        """The rank within its phase; it is part of the place."""
        return self.place.rank


class Handover(Ranked):
    """The customer passing from one touchpoint to another: a thing with a quality, a loss and a wait."""

    kind = "handover"
    id: Annotated[str, own("handover")]
    source: TouchpointId = Field(title="From")
    target: TouchpointId = Field(title="To")
    label: Text = Field("", title="Label")
    handover_kind: Literal["forward", "rework", "recovery", "exit"] = Field("forward", title="Kind")
    quality: Literal["holds", "weak", "fails", "unknown"] = Field("unknown", title="Quality")
    carries: tuple[Text, ...] = Field((), title="Carries")
    lost: tuple[Text, ...] = Field((), title="Lost, the customer repeats it")
    wait_min: Minutes | None = Field(None, title="Wait")
    share: Share | None = Field(None, title="Share", description="Of those leaving the source")
    forced: Flag | None = Field(None, title="Forced", description="No choice of channel")
    told_first: Flag | None = Field(None, title="Told first")
    owner: Text = Field("", title="Owner")
    failure: Text = Field("", title="Why it fails")
    detected_by: Literal["company", "customer", "nobody"] | None = Field(None, title="Who notices")
