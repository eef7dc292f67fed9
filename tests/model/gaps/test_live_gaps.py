"""Gaps that follow a workshop are at every moment those that a full look finds."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby, islice
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from model.behaviours import BEHAVIOURS
from model.findings import (
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
    Waiver,
)
from model.gaps import Gap, LiveGaps, Sign, find_gaps
from model.gaps.found import is_todo
from model.gaps.rules import LOCAL
from model.history import History
from model.journey import Journey
from model.kinds import InvalidRecord, set_fields
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
from tests.journeys import long_map
from tests.model.gaps.situations import (
    CRITICAL,
    TODAY,
    but,
    made,
    moment,
    named,
    pain,
    promise,
    sound,
    step,
    way,
)

picks = st.integers(0, 10**6)
STEPS = (Touchpoint, Handover)
VALUES: dict[type[Record], dict[str, Any]] = {
    Touchpoint: {
        "title": st.sampled_from(["Reads", "Asks", ""]),
        "believed": st.sampled_from([None, -1.0, 2.0]),
        "need": st.sampled_from(["", "A list"]),
        "need_met": st.sampled_from([None, False]),
        "wait_min": st.sampled_from([None, 59.0, 60.0, 3000.0]),
        "told_first": st.sampled_from([None, True]),
        "state": st.sampled_from(["current", "planned", "retired"]),
        "entry": st.sampled_from([None, 1.0]),
        "ends": st.sampled_from([None, "done", "gave_up"]),
        "demand_per_day": st.sampled_from([None, 50.0]),
        "capacity_per_day": st.sampled_from([None, 40.0, 60.0]),
        "owner": st.sampled_from(["", "Ada"]),
        "department": Department,
        "replaced_by": Touchpoint,
        "systems": System,
        "missing_systems": System,
        "personas": Persona,
    },
    Handover: {
        "label": st.sampled_from(["", "Sent on"]),
        "quality": st.sampled_from(["holds", "weak", "fails", "unknown"]),
        "handover_kind": st.sampled_from(["forward", "rework", "recovery", "exit"]),
        "lost": st.sampled_from([(), ("the case",)]),
        "forced": st.sampled_from([None, True]),
        "wait_min": st.sampled_from([None, 90.0]),
        "share": st.sampled_from([None, 0.0, 0.3, 0.9]),
        "detected_by": st.sampled_from([None, "nobody"]),
        "owner": st.sampled_from(["", "Ada"]),
        "source": Touchpoint,
        "target": Touchpoint,
    },
    Persona: {"share": st.sampled_from([None, 0.0, 0.5, 1.0]), "name": st.sampled_from(["", "Li"])},
    Phase: {"title": st.sampled_from(["", "Prove"]), "rank": st.sampled_from(["A", "B", "C", "D"])},
    Channel: {"mode": st.sampled_from(["digital", "physical"]), "title": st.sampled_from(["", "Web"])},
    Department: {"lead": st.sampled_from(["", "Ray"]), "escalates_to": st.sampled_from(["", "Cleo"])},
    System: {"holds_customer_data": st.booleans(), "title": st.sampled_from(["", "CRM"])},
    Evidence: {
        "supports": STEPS,
        "evidence_kind": st.sampled_from(["survey", "interview"]),
        "date": st.sampled_from([None, date(2020, 1, 1), date(2026, 6, 1)]),
    },
    MomentThatMatters: {"on": STEPS, "title": st.sampled_from(["", "Be known"])},
    PainPoint: {"on": STEPS, "severity": st.integers(1, 4), "reach": st.sampled_from([None, 0.5])},
    Promise: {
        "made_at": Touchpoint,
        "kept_at": Touchpoint,
        "promised": st.sampled_from([None, 1.0]),
        "delivered": st.sampled_from([None, 1.0, 2.0]),
        "verdict": st.sampled_from(["kept", "broken"]),
    },
    NamedGap: {
        "about": STEPS,
        "severity_override": st.sampled_from([None, 50.0]),
        "owner": st.just("Ada"),
        "loss": st.sampled_from([None, 0.5]),
    },
    Waiver: {"gap": st.sampled_from(["gap:tp_1", "gap:tp_2", "gap:ho_1", "ng_3"])},
    Initiative: {"lever": st.sampled_from([None, "technology"]), "owner": st.sampled_from(["", "Ada"])},
    Kpi: {"measures": STEPS, "level": st.sampled_from(["customer", "financial"])},
    JourneyMap: {
        "surge_factor": st.sampled_from([None, 2.0]),
        "customers_per_month": st.sampled_from([None, 1000]),
        "value_per_customer": st.sampled_from([None, 30.0]),
    },
}
MAKES: list[Any] = [
    lambda one: step(f"tp_{one}", "ph_2"),
    lambda one: moment("tp_2"),
    lambda one: pain("ho_1", id=f"pa_{one}"),
    lambda one: promise(id=f"pr_{one}", promised=1, delivered=2),
    lambda one: named(id=f"ng_{one}", covers=["gap:tp_2", "gap:ho_1", f"gap:tp_{one}"]),
    lambda one: made(Waiver, id=f"wa_{one}", gap=["gap:tp_2", "gap:ho_1", "ng_9"][one % 3], reason="Known"),
    lambda one: made(Initiative, id=f"in_{one}", closes=["gap:tp_2", "ng_9"]),
    lambda one: way(f"tp_{1 + one % 4}", f"tp_{1 + one // 2 % 4}", id=f"ho_{one}"),
    lambda one: made(Evidence, id=f"ev_{one}", supports=["mo_1"], date=date(2020, 1, 1)),
]


def local_signs(journey: Journey, today: date) -> dict[str, list[Sign]]:
    """What the local rules say anywhere in a map, by record."""
    found: dict[str, list[Sign]] = {}
    for one in LOCAL:
        for kind in one.look.kinds:  # type: ignore[union-attr]
            for record in journey.store.of(kind).values():
                found.setdefault(record.id, []).extend(one.at(journey, record, today))
    return {record: signs for record, signs in found.items() if signs}


def by_number(journey: Journey, record: str, about: Iterable[str]) -> tuple[float, float]:
    """Where a record stands by the numbers that people see on the map."""
    places = (journey.step_order(one) for one in about)
    own = journey.step_order(record)
    return own if own[0] else min((one for one in places if one[0]), default=(float("inf"), 0))


def turn_by_number(journey: Journey, gap: Gap) -> tuple[Any, ...]:
    """The worst first, then more signs, then journey order."""
    return -gap.severity, -len(gap.signs), by_number(journey, gap.anchor, gap.about), gap.key


class AWorkshop(RuleBasedStateMachine):
    """Random hands on a map, while the gaps follow."""

    @initialize(length=st.integers(0, 3), at_once=st.sampled_from([2, 300]))
    def begin(self, length: int, at_once: int) -> None:
        more = [step(f"tp_{4 + i}", "ph_2") for i in range(length)]
        more += [way("tp_2", one.id, id=f"ho_{one.id}") for one in more]
        self.store = Store.holding([*sound(), *more], BEHAVIOURS)
        self.journey = Journey(self.store)
        self.history = History(self.store)
        self.live = LiveGaps(self.journey, self.store, TODAY, at_once)
        self.live.settle()

    @rule(kind=st.sampled_from(list(VALUES)), which=picks, other=picks, remote=st.booleans(), data=st.data())
    def set_a_field(self, kind: type[Record], which: int, other: int, remote: bool, data: Any) -> None:
        known = sorted(self.store.of(kind))
        if not known:
            return
        record = known[which % len(known)]
        name = data.draw(st.sampled_from(sorted(VALUES[kind])))
        value = VALUES[kind][name]
        if not isinstance(value, st.SearchStrategy):
            there = self._ids(value)
            value = there[other % len(there)] if there else None
            if name in set_fields(kind) and value is not None:
                name, value = f"{name}/{value}", data.draw(st.sampled_from([True, None]))
        else:
            value = data.draw(value)
        self._try(lambda change: change.update(record, {name: value}), remote)

    def _ids(self, kinds: Any) -> list[str]:
        several = kinds if isinstance(kinds, tuple) else (kinds,)
        return sorted(one for kind in several for one in self.store.of(kind)) + ["tp_gone"]

    def _try(self, do: Any, remote: bool = False) -> None:
        try:
            with self.store.transaction("Try", "remote" if remote else "user") as change:
                do(change)
        except (InvalidRecord, ValueError, KeyError):
            pass

    @rule(which=picks, mood=st.sampled_from([None, -2.0, -1.0, 2.0]), who=st.sampled_from(["pe_1", "pe_2"]))
    def feel(self, which: int, mood: float | None, who: str) -> None:
        known = sorted(self.store.of(Touchpoint))
        if known:
            self._try(lambda change: change.update(known[which % len(known)], {f"mood/{who}": mood}))

    @rule(which=picks, phase=picks, channel=picks, rank=st.sampled_from(["A", "M", "Z"]))
    def move(self, which: int, phase: int, channel: int, rank: str) -> None:
        known, phases, channels = (sorted(self.store.of(kind)) for kind in (Touchpoint, Phase, Channel))
        if known and phases and channels:
            place = (phases[phase % len(phases)], channels[channel % len(channels)], rank)
            self._try(lambda change: change.update(known[which % len(known)], place=place))

    @rule(make=st.sampled_from(MAKES), number=st.integers(0, 12), remote=st.booleans())
    def add(self, make: Any, number: int, remote: bool) -> None:
        self._try(lambda change: change.create(make(number)), remote)

    @rule(which=picks, remote=st.booleans())
    def take_away(self, which: int, remote: bool) -> None:
        known = sorted(one.id for one in self.store if one.kind != "map")
        if known:
            self._try(lambda change: change.delete(known[which % len(known)]), remote)

    @rule(weights=st.sampled_from([{"pain": 1.0, "reach": 0.0}, {"hidden": 0.9}]))
    def weigh(self, weights: dict[str, float]) -> None:
        """A colleague's copy brings weights of its own; a field that is not there cannot be set by name."""
        if "weights" in (self.journey.map.__pydantic_extra__ or {}):
            self._try(lambda change: change.update("jm_1", {"weights": weights}))
            return
        before = self.journey.map
        with self.store.transaction("Weigh", "remote") as change:
            change.delete(before.id)
            change.create(made(JourneyMap, **before.model_dump(exclude_none=True), weights=weights))

    @rule()
    def undo(self) -> None:
        self.history.undo()

    @rule(today=st.sampled_from([TODAY, date(2030, 1, 1)]))
    def settle(self, today: date) -> None:
        self.live.settle(today)
        assert self.live.is_settled
        assert self.live.found == find_gaps(self.journey, today)

    @rule(parts=st.integers(1, 6))
    def settle_a_little(self, parts: int) -> None:
        for _ in islice(self.live.settling(), parts):
            pass

    @invariant()
    def gaps_and_todos_are_in_turn(self) -> None:
        if not hasattr(self, "live") or self.live.at_once < 300:
            return
        found = self.live.found
        for gaps in (found.gaps, found.minor, found.waived):
            assert list(gaps) == sorted(gaps, key=lambda one: turn_by_number(self.journey, one))
        for signs in found.todos.by_rule.values():
            places = [by_number(self.journey, one.anchor, one.about) for one in signs]
            assert places == sorted(places)

    @invariant()
    def local_rules_are_up_to_date(self) -> None:
        if not hasattr(self, "live") or self.live.at_once < 300:
            return
        told = local_signs(self.journey, self.live.today)
        for record in {*told, *(one.id for one in self.store)}:
            local = [one for one in told.get(record, []) if not is_todo(one)]
            assert [one for one in self.live.signs_at(record) if one in local] == local
        local_rules = {one.id for one in LOCAL}
        todos = {one for signs in told.values() for one in signs if is_todo(one)}
        assert {one for one in self.live.found.todos if one.rule in local_rules} == todos

    def teardown(self) -> None:
        if hasattr(self, "live"):
            self.live.settle(self.live.today)
            assert self.live.found == find_gaps(self.journey, self.live.today)


TestAWorkshop = AWorkshop.TestCase
TestAWorkshop.settings = settings(max_examples=60, stateful_step_count=30)


@pytest.fixture
def journey() -> Journey:
    return but(tp_2=CRITICAL).journey()


@pytest.fixture
def live(journey: Journey) -> LiveGaps:
    live = LiveGaps(journey, journey.store, TODAY)
    live.settle()
    return live


def test_a_handover_that_fails_shows_at_once_and_its_recovery_when_settled(
    journey: Journey, live: LiveGaps
) -> None:
    with journey.store.transaction("Fail") as change:
        change.update("ho_1", quality="fails")
    assert not live.is_settled
    assert [one.rule for one in live.found.computed["ho_1"].signs] == ["handover-fails"]
    live.settle()
    assert live.is_settled
    assert [one.rule for one in live.found.computed["ho_1"].signs] == ["handover-fails", "no-recovery"]


def test_a_gap_that_is_mended_is_gone_at_once(journey: Journey, live: LiveGaps) -> None:
    assert [gap.key for gap in live.found.gaps] == ["gap:tp_2"]
    with journey.store.transaction("Mend") as change:
        change.update("tp_2", believed=None)
    assert live.found.gaps == ()


def test_reach_is_as_it_was_until_it_settles(journey: Journey, live: LiveGaps) -> None:
    with journey.store.transaction("Branch") as change:
        change.update("ho_1", share=0.5)
    assert live.found.gaps[0].severity == pytest.approx(90)
    live.settle()
    assert live.found.gaps[0].severity == pytest.approx(77.5)


def test_a_window_can_draw_between_the_parts_and_a_commit_begins_them_anew(
    journey: Journey, live: LiveGaps
) -> None:
    with journey.store.transaction("Share") as change:
        change.update("ho_1", share=0.5)
    parts = live.settling()
    next(parts)
    with journey.store.transaction("Fail") as change:
        change.update("ho_1", quality="fails")
    rest = list(parts)
    assert [one for one, _ in groupby(rest)] == ["ways", "no-recovery", "unreachable", "reach", "gaps"]
    assert live.is_settled
    assert live.found == find_gaps(journey, TODAY)


@pytest.mark.parametrize(
    ("record", "fields", "asked"),
    [
        ("tp_2", {"title": "Asks again"}, set()),
        ("tp_2", {"believed": 0.5}, set()),
        ("tp_2", {"mood/pe_1": 1.0}, set()),
        ("ho_1", {"lost": ("The case",)}, set()),
        ("ho_1", {"quality": "fails"}, {"no-recovery"}),
        ("ho_1", {"handover_kind": "rework"}, {"repeat-contact", "no-recovery"}),
        ("tp_2", {"capacity_per_day": 10.0}, {"ways"}),
        ("pe_1", {"share": 0.25}, {"no-recovery", "ways", "reach"}),
    ],
)
def test_only_rules_that_read_what_changed_look_at_the_whole_journey_again(
    journey: Journey, live: LiveGaps, record: str, fields: dict[str, Any], asked: set[str]
) -> None:
    with journey.store.transaction("Change") as change:
        change.update(record, fields)
    assert live.is_settled == (not asked)
    assert set(live.settling()) - {"gaps"} == asked
    assert live.found == find_gaps(journey, TODAY)


def test_it_tells_which_records_to_look_at_again(journey: Journey, live: LiveGaps) -> None:
    told: list[frozenset[str]] = []
    live.changed.connect(told.append)
    with journey.store.transaction("Fail") as change:
        change.update("ho_2", quality="fails")
    assert "ho_2" in told[-1]
    assert "tp_1" not in told[-1]
    assert "ho_1" not in told[-1]


def test_of_a_long_map_only_what_a_commit_concerns_is_asked_again() -> None:
    store = Store.holding(long_map(400), BEHAVIOURS)
    live = LiveGaps(Journey(store), store, TODAY)
    live.settle()
    told: list[frozenset[str]] = []
    live.changed.connect(told.append)
    with store.transaction("Rename") as change:
        change.update("tp_200", title="Asks")
    with store.transaction("Fail") as change:
        change.update("ho_200", quality="fails")
    assert max(len(one) for one in told) < 30
    with store.transaction("Rename a channel many stand in") as change:
        change.update("pe_0", share=0.5)
    live.settle()
    assert live.found == find_gaps(live.journey, TODAY)


def test_what_is_closed_follows_no_more(journey: Journey, live: LiveGaps) -> None:
    live.close()
    with journey.store.transaction("Mend") as change:
        change.update("tp_2", believed=None)
    assert live.is_settled
    assert [gap.key for gap in live.found.gaps] == ["gap:tp_2"]


def test_evidence_that_goes_is_missed_even_where_what_it_supported_is_gone() -> None:
    journey = but(moment("tp_2")).journey()
    live = LiveGaps(journey, journey.store, TODAY)
    live.settle()
    for gone in ("tp_2", "ev_1"):
        with journey.store.transaction("A colleague takes away", "remote") as change:
            change.delete(gone)
        live.settle()
        assert live.found == find_gaps(journey, TODAY)
    assert ("single-source", "mo_1") in {(one.rule, one.anchor) for one in live.found.todos}
