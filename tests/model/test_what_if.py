"""What if: initiatives that are done, and things that go better, on a copy of a map that itself stays as it is."""

from datetime import date
from pathlib import Path

import pytest

from app.verbs import samples
from model.findings import Initiative, NamedGap
from model.format import read
from model.gaps import find_gaps
from model.history import History
from model.journey import Journey
from model.numbers import numbers
from model.operations import set_field
from model.records import Handover, JourneyMap, Persona, Record, Touchpoint
from model.store import Store
from model.what_if import (
    closing,
    demand_of,
    keep_as_initiative,
    let_nobody_back,
    link_counterpart,
    mend,
    multiply_demand,
    suppose,
    tick,
    ticked,
    to_be,
    untick,
)
from tests.model.numbers.maps import Lead, records, value

TODAY = date(2026, 12, 1)


class Pair:
    """A map as it stands, and what is supposed beside it."""

    def __init__(self, made: list[Record]) -> None:
        self.today = Journey(Store.holding(made))
        self.supposed = suppose(made)
        self.journey = Journey(self.supposed)

    def initiative(self, title: str) -> str:
        return next(one.id for one in self.today.ordered(Initiative) if one.title.startswith(title))

    def at(self, number: int) -> Touchpoint:
        return self.supposed.of(Touchpoint)[self.journey.touchpoints[number - 1]]

    def between(self, source: int, target: int) -> Handover:
        order = self.journey.touchpoints
        (found,) = self.journey.between(order[source - 1], order[target - 1])
        return found


@pytest.fixture
def reference() -> Pair:
    return Pair(read(Path(samples()["port-my-number"]).read_bytes()).records)


def fields(store: Store) -> dict[str, Record]:
    return {one.id: one for one in store}


def test_a_ticked_initiative_lets_its_handovers_hold_and_its_touchpoints_be_as_they_aim_to_be(
    reference: Pair,
) -> None:
    before = fields(reference.today.store)
    scan = reference.initiative("Case number")
    tick(reference.supposed, reference.today, scan)
    assert ticked(reference.supposed) == {scan}
    assert reference.between(9, 10).quality == "holds"
    assert reference.between(9, 10).lost == ()
    assert reference.at(11).title == "Confirms one summary"
    assert set(reference.at(11).mood.values()) == {1.1}
    assert set(reference.at(10).mood.values()) == {1.2}
    assert fields(reference.today.store) == before


def test_unticking_leaves_the_map_as_today(reference: Pair) -> None:
    before = fields(reference.supposed)
    for one in reference.today.ordered(Initiative):
        tick(reference.supposed, reference.today, one.id)
    for one in reference.today.ordered(Initiative):
        untick(reference.supposed, reference.today, one.id)
    assert ticked(reference.supposed) == frozenset()
    assert fields(reference.supposed) == before


def test_unticking_keeps_what_a_hand_changed_since_and_what_another_ticked_one_does(reference: Pair) -> None:
    scan, back = reference.initiative("Case number"), reference.initiative("Resubmit")
    tick(reference.supposed, reference.today, scan)
    tick(reference.supposed, reference.today, back)
    set_field(reference.supposed, reference.at(11).id, "title", "By hand")
    untick(reference.supposed, reference.today, scan)
    assert reference.at(11).title == "By hand"
    assert reference.between(9, 10).quality == "fails"
    assert reference.between(19, 20).quality == "holds"


def test_ticks_follow_undo(reference: Pair) -> None:
    history, scan = History(reference.supposed), reference.initiative("Case number")
    before = fields(reference.supposed)
    tick(reference.supposed, reference.today, scan)
    assert history.undo_label == "Suppose “Case number opens chat on till” is done"
    history.undo()
    assert ticked(reference.supposed) == frozenset()
    assert fields(reference.supposed) == before
    history.redo()
    assert ticked(reference.supposed) == {scan}


def test_the_gaps_of_a_ticked_initiative_close(reference: Pair) -> None:
    scan = reference.today.store.of(Initiative)[reference.initiative("Case number")]
    tick(reference.supposed, reference.today, scan.id)
    closed, opened = closing(find_gaps(reference.today, TODAY), find_gaps(reference.journey, TODAY))
    assert {one.key for one in closed} == set(scan.closes)
    # The touchpoints that work use systems that no touchpoint uses together: a gap of the phase comes to light.
    assert [(one.title, [sign.rule for sign in one.signs]) for one in opened] == [
        ("Customer data is scattered in “Prove”", ["scattered-data"])
    ]


def test_a_gap_opens_where_a_hand_makes_it_worse_and_closes_where_it_mends() -> None:
    made = records(3, [(0, 1), (1, 2)], t2={"ends": "done"}, personas=[1.0])
    pair = Pair(made)
    way = "ho_0"
    set_field(pair.supposed, way, "quality", "fails")
    set_field(pair.supposed, "tp_1", "mood/pe_0", -2.0)
    closed, opened = closing(find_gaps(pair.today, TODAY), find_gaps(pair.journey, TODAY))
    assert closed == []
    assert f"gap:{way}" in {one.key for one in opened}
    again = Pair(list(pair.supposed))
    mend(again.supposed, way)
    assert again.supposed.of(Handover)[way].quality == "holds"
    closed, _ = closing(find_gaps(again.today, TODAY), find_gaps(again.journey, TODAY))
    assert f"gap:{way}" in {one.key for one in closed}


def test_a_named_gap_closes_when_nothing_that_it_covers_is_left() -> None:
    made = records(2, [(0, 1)], t1={"ends": "done", "mood": {"pe_0": -2.0}}, personas=[1.0])
    made.append(NamedGap(id="ng_1", title="Lost", covers=frozenset({"gap:ho_0"})))
    made = [one.model_copy(update={"quality": "fails"}) if one.id == "ho_0" else one for one in made]
    pair = Pair(made)
    mend(pair.supposed, "ho_0")
    closed, _ = closing(find_gaps(pair.today, TODAY), find_gaps(pair.journey, TODAY))
    assert [one.key for one in closed] == ["ng_1"]


def test_nobody_comes_back_by_a_rework_and_its_part_goes_the_other_ways() -> None:
    ways: list[Lead] = [(0, 1, 0.6), (0, 2, 0.2), (1, 0, 0.5, "rework"), (1, 2, 0.5)]
    pair = Pair(records(3, ways, t2={"ends": "done"}))
    before = value(numbers(pair.today), "first_contact_resolution")
    let_nobody_back(pair.journey, "ho_2")
    found = numbers(pair.journey)
    assert pair.supposed.of(Handover)["ho_3"].share == 1.0
    assert value(found, "failure_demand") == 0
    assert value(found, "first_contact_resolution") == pytest.approx(0.8)
    assert before < 0.8


def test_a_rework_that_is_the_only_way_on_becomes_a_way_forward(reference: Pair) -> None:
    way = reference.between(19, 20)
    assert value(numbers(reference.today), "failure_demand") > 0
    let_nobody_back(reference.journey, way.id)
    assert reference.between(19, 20).handover_kind == "forward"
    assert value(numbers(reference.journey), "failure_demand") == 0
    assert value(numbers(reference.journey), "contacts") == value(numbers(reference.today), "contacts")


def test_demand_is_multiplied_with_the_money_and_comes_back(reference: Pair) -> None:
    before = fields(reference.supposed)
    multiply_demand(reference.supposed, reference.today.store, 3)
    assert demand_of(reference.supposed, reference.today.store) == 3
    (own,) = reference.supposed.of(JourneyMap).values()
    assert (own.surge_factor, own.customers_per_month) == (3, 28200)
    multiply_demand(reference.supposed, reference.today.store, 1)
    assert fields(reference.supposed) == before


def test_it_can_be_kept_as_an_initiative_and_as_a_map_to_be(reference: Pair) -> None:
    scan = reference.initiative("Case number")
    tick(reference.supposed, reference.today, scan)
    made = keep_as_initiative(reference.today.store, "Scan", "Retail", ["gap:tp_1"])
    kept = reference.today.store.of(Initiative)[made]
    assert (kept.title, kept.owner, kept.closes) == ("Scan", "Retail", frozenset({"gap:tp_1"}))
    assert [one.id for one in reference.today.ordered(Initiative)][-1] == made
    copy = to_be(reference.supposed, "DOC")
    (own,) = [one for one in copy if isinstance(one, JourneyMap)]
    assert (own.state, own.counterpart) == ("to_be", "DOC")
    assert ticked(Store.holding(copy)) == frozenset()
    link_counterpart(reference.today.store, "OTHER")
    (map_,) = reference.today.store.of(JourneyMap).values()
    assert map_.counterpart == "OTHER"


def test_a_persona_that_was_taken_out_of_the_supposed_map_is_no_trouble(reference: Pair) -> None:
    scan, persona = reference.initiative("Case number"), reference.journey.personas[1].id
    tick(reference.supposed, reference.today, scan)
    with reference.supposed.transaction("Delete a persona") as change:
        change.delete(persona)
    untick(reference.supposed, reference.today, scan)
    assert persona not in reference.supposed.of(Persona)
    assert ticked(reference.supposed) == frozenset()
