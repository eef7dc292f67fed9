"""What a room finds out about a journey: moments, pains, promises, evidence, gaps and their remedies."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from model.records import (
    Amount,
    AnyId,
    Day,
    Flag,
    GapKey,
    KpiId,
    Mood,
    Number,
    Ranked,
    Record,
    Severity,
    Share,
    StepId,
    Strength,
    Text,
    Time,
    TouchpointId,
    own,
)


class MomentThatMatters(Ranked):
    """A moment that decides what the customer thinks of the whole journey."""

    kind = "moment"
    id: Annotated[str, own("moment")]
    on: StepId = Field(title="On")
    title: Text = Field("", title="Title")
    feeling: Literal["joy", "relief"] = Field("joy", title="Feeling")
    lead: Text = Field("", title="Lead")
    why: Text = Field("", title="Why it matters")
    why_it_breaks: tuple[Text, ...] = Field((), title="Why it breaks")
    target_mood: Mood | None = Field(None, title="Mood when it works")


class PainPoint(Ranked):
    """A place where the journey hurts the customer."""

    kind = "pain_point"
    id: Annotated[str, own("pain_point")]
    on: StepId = Field(title="On")
    text: Text = Field("", title="What hurts")
    pain_kind: Literal[
        "repeat_contact",
        "on_hold",
        "repeating_myself",
        "broken_promise",
        "forced_switch",
        "barrier",
        "effort",
        "unclear",
        "wait",
        "other",
    ] = Field("other", title="Kind")
    severity: Annotated[int, Field(ge=1, le=4, strict=True)] = Field(2, title="Severity")
    reach: Share | None = Field(None, title="Reach")


class Promise(Ranked):
    """What the company said would happen, and what did."""

    kind = "promise"
    id: Annotated[str, own("promise")]
    text: Text = Field("", title="Promise")
    made_at: TouchpointId | None = Field(None, title="Made at")
    kept_at: frozenset[TouchpointId] = Field(frozenset(), title="Kept at")
    source: Text = Field("", title="Source", description="Advert, agent, contract…")
    promised: Number | None = Field(None, title="Promised")
    delivered: Number | None = Field(None, title="Delivered")
    unit: Text = Field("", title="Unit")
    lower_is_better: Flag = Field(True, title="Lower is better")
    verdict: Literal["kept", "partly", "broken", "unknown"] = Field("unknown", title="Verdict")


class Evidence(Ranked):
    """How the room knows: what was seen, asked or counted."""

    kind = "evidence"
    id: Annotated[str, own("evidence")]
    evidence_kind: Literal[
        "observation",
        "call_listening",
        "interview",
        "survey",
        "analytics",
        "social",
        "market",
        "in_house",
        "workshop",
    ] = Field("observation", title="Kind")
    text: Text = Field("", title="What it shows")
    source: Text = Field("", title="Source")
    date: Day | None = Field(None, title="Date")
    sample_size: Annotated[int, Field(ge=0, le=10**12, strict=True)] | None = Field(None, title="Sample size")
    supports: frozenset[AnyId] = Field(frozenset(), title="Supports")


class Reading(NamedTuple):
    """What a KPI was on a day."""

    date: Day
    value: Number


class Kpi(Ranked):
    """A figure that shows whether the journey gets better."""

    kind = "kpi"
    id: Annotated[str, own("kpi")]
    title: Text = Field("", title="Title")
    level: Literal["customer", "operational", "financial"] = Field("customer", title="Level")
    unit: Text = Field("", title="Unit")
    now: Number | None = Field(None, title="Now")
    target: Number | None = Field(None, title="Target")
    higher_is_better: Flag = Field(True, title="Higher is better")
    method: Text = Field("", title="Method", description="NPS, CSAT or which form of CES; never guessed")
    readings: tuple[Reading, ...] = Field((), title="Readings")
    measures: frozenset[AnyId] = Field(frozenset(), title="Measures")
    drives: dict[KpiId, Strength] = Field({}, title="Drives")


class NamedGap(Ranked):
    """What the room calls a gap."""

    kind = "named_gap"
    id: Annotated[str, own("named_gap")]
    title: Text = Field("", title="Title")
    gap_kind: Text = Field("", title="Kind")
    about: frozenset[AnyId] = Field(frozenset(), title="About")
    covers: frozenset[GapKey] = Field(frozenset(), title="Covers")
    customers_say: Text = Field("", title="Customers say")
    we_believed: Text = Field("", title="We believed")
    fix: Text = Field("", title="Fix")
    owner: Text = Field("", title="Owner")
    horizon: Literal["now", "next", "later"] | None = Field(None, title="Horizon")
    reach_says: Text = Field("", title="Reach, in the room’s words")
    moves: dict[KpiId, Strength] = Field({}, title="Moves")
    loss: Share | None = Field(None, title="Loss", description="Of those it reaches, who are lost")
    severity_override: Severity | None = Field(None, title="Severity given by the room")
    severity_reason: Text = Field("", title="Reason for it")


class Move(NamedTuple):
    """How an initiative is expected to change a KPI."""

    kpi: KpiId
    change: Number
    confidence: Literal["measured", "estimated", "guessed"]


class Initiative(Ranked):
    """Work that closes gaps."""

    kind = "initiative"
    id: Annotated[str, own("initiative")]
    title: Text = Field("", title="Title")
    closes: frozenset[GapKey] = Field(frozenset(), title="Closes")
    lever: Literal["people", "process", "technology", "channel"] | None = Field(None, title="Lever")
    starts: Day | None = Field(None, title="Starts")
    ends: Day | None = Field(None, title="Ends")
    owner: Text = Field("", title="Owner")
    cost: Amount | None = Field(None, title="Cost")
    moves: tuple[Move, ...] = Field((), title="Moves")
    status: Text = Field("", title="Status")


class Action(Ranked):
    """A next step someone has taken on."""

    kind = "action"
    id: Annotated[str, own("action")]
    text: Text = Field("", title="Action")
    owner: Text = Field("", title="Owner")
    due: Day | None = Field(None, title="Due")
    of: AnyId | None = Field(None, title="Of")
    done: Flag = Field(False, title="Done")


class Decision(Ranked):
    """What executives are asked to decide."""

    kind = "decision"
    id: Annotated[str, own("decision")]
    text: Text = Field("", title="Decision")
    note: Text = Field("", title="Note")
    by: Day | None = Field(None, title="By")
    closes: frozenset[GapKey] = Field(frozenset(), title="Closes")


class Waiver(Record):
    """A computed gap the room lets stand, with its reason."""

    kind = "waiver"
    id: Annotated[str, own("waiver")]
    gap: GapKey = Field(title="Gap")
    reason: Text = Field("", title="Reason")
    by: Text = Field("", title="By")
    on: Day | None = Field(None, title="On")


class Note(Record):
    """A sticky note, anywhere on the map; x and y are millimetres of the drawing."""

    kind = "note"
    id: Annotated[str, own("note")]
    text: Text = Field("", title="Text")
    x: Number = Field(0.0, title="x")
    y: Number = Field(0.0, title="y")
    colour: Annotated[str, Field(max_length=40)] = Field("", title="Colour")
    author: Text = Field("", title="Author")
    votes: Annotated[int, Field(ge=0, le=10**6, strict=True)] = Field(0, title="Votes")


class Comment(Record):
    """What somebody says about a record."""

    kind = "comment"
    id: Annotated[str, own("comment")]
    on: AnyId = Field(title="On")
    text: Text = Field("", title="Text")
    author: Text = Field("", title="Author")
    at: Time | None = Field(None, title="At")
    resolved: Flag = Field(False, title="Resolved")
