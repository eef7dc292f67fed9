"""Small maps to try things on."""

import pytest

from model.behaviours import BEHAVIOURS
from model.findings import (
    Action,
    Comment,
    Decision,
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
    Waiver,
)
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


def small_map() -> list[Record]:
    """Two phases, two channels, three touchpoints in a row, and one finding of each sort on the second."""
    make = lambda cls, **fields: cls.model_validate(fields)  # noqa: E731
    return [
        make(JourneyMap, id="jm_1", title="Small"),
        make(Persona, id="pe_1", name="Amira", rank="A", share=0.8),
        make(Persona, id="pe_2", name="Daniel", rank="B", share=0.2),
        make(Phase, id="ph_1", title="Decide", rank="A"),
        make(Phase, id="ph_2", title="Prove", rank="B"),
        make(Channel, id="ch_1", title="Web", rank="A"),
        make(Channel, id="ch_2", title="Store", rank="B", mode="physical"),
        make(Department, id="de_1", title="Retail", rank="A"),
        make(System, id="sy_1", title="CRM", rank="A", holds_customer_data=True),
        make(Touchpoint, id="tp_1", title="Reads", place=["ph_1", "ch_1", "A"], replaced_by="tp_2"),
        make(
            Touchpoint,
            id="tp_2",
            title="Asks",
            place=["ph_1", "ch_2", "B"],
            department="de_1",
            personas=["pe_1"],
            mood={"pe_1": -1.5, "pe_2": 0},
            systems=["sy_1"],
            missing_systems=["sy_1"],
            target={"title": "Asks once", "systems": ["sy_1"]},
        ),
        make(Touchpoint, id="tp_3", title="Leaves", place=["ph_2", "ch_1", "A"]),
        make(Handover, id="ho_1", source="tp_1", target="tp_2", quality="fails", lost=["the case"]),
        make(Handover, id="ho_2", source="tp_2", target="tp_3", quality="holds"),
        make(MomentThatMatters, id="mo_1", on="tp_2", title="Known"),
        make(PainPoint, id="pa_1", on="ho_1", text="Again"),
        make(Comment, id="co_1", on="tp_2", text="Really?"),
        make(Promise, id="pr_1", text="One day", made_at="tp_2", kept_at=["tp_2", "tp_3"]),
        make(Evidence, id="ev_1", text="Diary", supports=["tp_2", "ho_1"]),
        make(Kpi, id="kp_1", title="Effort", measures=["tp_2"], drives={"kp_2": 3}),
        make(Kpi, id="kp_2", title="Churn", readings=[["2026-01-01", 9.5]]),
        make(
            NamedGap,
            id="ng_1",
            title="Lost",
            about=["tp_2", "tp_3"],
            covers=["gap:tp_2", "gap:ho_2"],
            moves={"kp_1": 2},
        ),
        make(Initiative, id="in_1", title="Mend", closes=["ng_1"], moves=[["kp_2", -1, "guessed"]]),
        make(Action, id="ac_1", text="Ask", of="tp_2"),
        make(Decision, id="dc_1", text="Fund", closes=["ng_1"], by="2026-12-12"),
        make(Waiver, id="wa_1", gap="gap:tp_2", reason="Known"),
    ]


@pytest.fixture
def records() -> list[Record]:
    """The records of the small map."""
    return small_map()


@pytest.fixture
def store() -> Store:
    """A small map as the app holds it."""
    return Store.holding(small_map(), BEHAVIOURS)


@pytest.fixture
def told(store: Store) -> list:
    """The commits that the store tells."""
    commits: list = []
    store.committed.connect(commits.append)
    return commits
