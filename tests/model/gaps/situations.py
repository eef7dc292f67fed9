"""A journey in which no rule finds anything, and what changes in it make each rule speak or stay silent."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from model.findings import (
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
)
from model.journey import Journey
from model.kinds import checked
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

TODAY = date(2026, 11, 21)
EVERYTHING = ["tp_1", "tp_2", "tp_3", "ho_1", "ho_2"]


def made(kind: type[Record], **fields: Any) -> Record:
    """A record of these fields."""
    return checked(kind.kind, fields)


def sound() -> list[Record]:
    """Web, store and store again in two phases, held together by one record of the customer."""
    step = {"mood": {"pe_1": 1.0, "pe_2": 1.0}, "systems": ["sy_crm"]}
    return [
        made(
            JourneyMap,
            id="jm_1",
            title="Sound",
            customers_per_month=1000,
            value_per_customer=50,
            currency="EUR",
        ),
        made(Persona, id="pe_1", name="Amira", rank="A", share=0.8),
        made(Persona, id="pe_2", name="Daniel", rank="B", share=0.2),
        made(Phase, id="ph_1", title="Decide", rank="A"),
        made(Phase, id="ph_2", title="Prove", rank="B"),
        made(Phase, id="ph_3", title="Use", rank="C"),
        made(Channel, id="ch_web", title="Web", rank="A"),
        made(Channel, id="ch_store", title="Store", rank="B", mode="physical"),
        made(Channel, id="ch_phone", title="Phone", rank="C", mode="voice"),
        made(Department, id="de_1", title="Digital", rank="A", lead="Dee", escalates_to="Cleo"),
        made(Department, id="de_2", title="Retail", rank="B", lead="Ray", escalates_to="Cleo"),
        made(System, id="sy_crm", title="CRM", rank="A", holds_customer_data=True),
        made(System, id="sy_till", title="Till", rank="B", holds_customer_data=True),
        made(System, id="sy_cms", title="CMS", rank="C"),
        made(
            Touchpoint,
            id="tp_1",
            title="Reads",
            place=["ph_1", "ch_web", "A"],
            department="de_1",
            entry=1.0,
            **step,
        ),
        made(Touchpoint, id="tp_2", title="Asks", place=["ph_1", "ch_store", "B"], department="de_2", **step),
        made(
            Touchpoint,
            id="tp_3",
            title="Leaves",
            place=["ph_2", "ch_store", "A"],
            department="de_2",
            ends="done",
            **step,
        ),
        made(Handover, id="ho_1", source="tp_1", target="tp_2", quality="holds", owner="Dee", rank="A"),
        made(Handover, id="ho_2", source="tp_2", target="tp_3", quality="holds", rank="B"),
        made(Evidence, id="ev_1", evidence_kind="survey", date="2026-06-01", supports=EVERYTHING),
        made(Evidence, id="ev_2", evidence_kind="interview", date="2026-06-01", supports=EVERYTHING),
        made(Kpi, id="kp_1", title="Effort", drives={"kp_2": 3}, measures=EVERYTHING),
        made(Kpi, id="kp_2", title="Churn", level="financial"),
    ]


@dataclass
class Situation:
    """What differs from the sound journey: fields by record, records more and records less."""

    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    more: list[Record] = field(default_factory=list)
    less: list[str] = field(default_factory=list)

    def records(self) -> list[Record]:
        """The sound journey with what differs."""
        found = [one for one in sound() if one.id not in self.less]
        kept = [
            checked(one.kind, one.model_dump(exclude_none=True) | self.changes.get(one.id, {}))
            for one in found
        ]
        return [*kept, *self.more]

    def journey(self) -> Journey:
        """The journey over these records."""
        return Journey(Store.holding(self.records()))


def but(*more: Record, less: list[str] | None = None, **changes: dict[str, Any]) -> Situation:
    """The sound journey, but for this."""
    return Situation(changes, list(more), less or [])


def moment(on: str, **fields: Any) -> Record:
    """A moment that matters on a record."""
    return made(MomentThatMatters, id="mo_1", on=on, title="Be known", **fields)


def promise(**fields: Any) -> Record:
    """A promise kept at the last touchpoint."""
    return made(Promise, **{"id": "pr_1", "text": "One day", "kept_at": ["tp_3"]} | fields)


def pain(on: str, **fields: Any) -> Record:
    """A pain point on a record."""
    return made(PainPoint, **{"id": "pa_1", "on": on, "text": "Again"} | fields)


def way(source: str, target: str, **fields: Any) -> Record:
    """One more handover, which holds and has an owner."""
    given = {
        "id": "ho_9",
        "source": source,
        "target": target,
        "quality": "holds",
        "owner": "Dee",
        "rank": "Z",
    }
    return made(Handover, **given | fields)


def step(record_id: str, phase: str, channel: str = "ch_store", **fields: Any) -> Record:
    """One more touchpoint, of Retail, with evidence to come from the situation."""
    given = {"id": record_id, "title": record_id, "place": [phase, channel, "M"], "department": "de_2"}
    return made(Touchpoint, **given | {"systems": ["sy_crm"], "mood": {"pe_1": 1.0}} | fields)


def named(**fields: Any) -> Record:
    """A gap that the room has named, with an owner."""
    return made(NamedGap, **{"id": "ng_1", "title": "Lost", "owner": "Dee"} | fields)


def initiative(**fields: Any) -> Record:
    """An initiative with an owner."""
    return made(Initiative, **{"id": "in_1", "title": "Mend", "owner": "Dee"} | fields)


CRITICAL = {"mood": {"pe_1": -2.0, "pe_2": -2.0}, "believed": 0.0}
"""What makes a touchpoint that everybody gets to Critical: 55 + 25 + 10."""
APART = {"systems": ["sy_till"]}
"""What parts the store from the web's record of the customer."""
