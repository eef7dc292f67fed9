"""Two states of a map beside each other: what was added, removed, changed and moved, and how that is said."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from model.behaviours import BEHAVIOURS
from model.compare import Comparison, compare, patch_between
from model.differences import differences
from model.findings import Initiative, Kpi
from model.history import History
from model.journey import Journey
from model.operations import (
    add_persona,
    add_touchpoint,
    cycle_quality,
    delete,
    hand_over,
    move_touchpoints,
    new_map,
    rename,
    reorder,
    set_field,
    set_mood,
)
from model.records import Handover, Record, Touchpoint
from model.store import Store


def store_of() -> tuple[Store, list[str], list[str]]:
    store = Store.holding(new_map("Before"), BEHAVIOURS)
    journey = Journey(store)
    phases, channels = journey.phases, journey.channels
    made = [add_touchpoint(store, phases[0], channels[0], f"Step {number}") for number in range(1, 6)]
    ways = [hand_over(store, made[place], made[place + 1]) for place in range(4)]
    return store, made, ways


def beside(before: list[Record], store: Store) -> Comparison:
    return compare(before, store)


def said(found: Comparison) -> list[str]:
    return [one.words for one in differences(found)]


def test_a_map_does_not_differ_from_itself() -> None:
    store, _, _ = store_of()
    found = compare(store, list(store))
    assert not found
    assert differences(found) == []


def test_added_removed_changed_and_moved_are_told_apart() -> None:
    store, made, ways = store_of()
    journey = Journey(store)
    before = list(store)
    new = add_touchpoint(store, journey.phases[1], journey.channels[1], "Queue shown")
    delete(store, [made[4]])
    rename(store, made[0], "Other words")
    move_touchpoints(store, [made[1]], journey.phases[0], journey.channels[2], before=made[2])
    found = beside(before, store)
    assert found.added == {new}
    assert found.removed == {made[4], ways[3]}
    assert set(found.changed) == {made[0]}
    assert found.changed[made[0]] == {"title": ("Step 1", "Other words")}
    assert found.moved == {made[1]}


def test_one_card_that_went_to_the_front_is_the_only_one_moved() -> None:
    store, made, _ = store_of()
    journey = Journey(store)
    before = list(store)
    move_touchpoints(store, [made[4]], journey.phases[0], journey.channels[0], before=made[0])
    assert beside(before, store).moved == {made[4]}
    assert said(beside(before, store)) == ["Stands elsewhere"]


def test_new_ranks_in_the_same_order_are_no_difference() -> None:
    store, made, _ = store_of()
    before = list(store)
    with store.transaction("Rank anew") as change:
        for number, one in enumerate(made):
            place = store[one].place  # type: ignore[attr-defined]
            change.update(one, place=place._replace(rank=f"z{number}"))
    assert not beside(before, store)


def test_a_phase_that_went_elsewhere_is_moved_and_its_cards_are_not() -> None:
    store, _, _ = store_of()
    journey = Journey(store)
    before, last = list(store), journey.phases[2]
    reorder(store, last, before=journey.phases[0])
    found = beside(before, store)
    assert found.moved == {last}
    assert said(found) == ["Phase “Last phase”: stands elsewhere"]


def test_differences_are_said_as_people_would() -> None:
    store, made, ways = store_of()
    journey = Journey(store)
    amira, daniel = add_persona(store, "Amira Rahman"), add_persona(store, "Daniel")
    set_mood(store, made[0], None, -1.2)
    set_mood(store, made[1], amira, 0.5)
    before = list(store)
    set_mood(store, made[0], None, -1.7)
    rename(store, made[0], "Something else")
    set_mood(store, made[1], amira, 1.0)
    set_mood(store, made[1], daniel, -1.0)
    cycle_quality(store, ways[1])
    set_field(store, ways[1], "wait_min", 30.0)
    move_touchpoints(store, [made[2]], journey.phases[1], journey.channels[1])
    delete(store, [made[4]])
    assert said(beside(before, store)) == [
        "Title, mood −1.2 → −1.7",
        "Amira’s mood +0.5 → +1.0, Daniel’s mood not set → −1.0",
        "From First phase to Next phase, from Web & app to Live chat",
        "“Step 5” removed",
        "Handover 2 → 4: quality holds → weak, wait not set → 30",
        "Handover 4 → 5 removed",
    ]


def test_dates_texts_and_many_fields_stay_short() -> None:
    old = [Initiative(id="in_1", title="Scan", ends=date(2026, 1, 2)), Kpi(id="kp_1", title="NPS", now=3.0)]
    new = [
        Initiative(id="in_1", title="Scan", ends=date(2027, 1, 2)),
        Kpi(id="kp_1", title="NPS", now=30000.5),
    ]
    words = said(compare(old, new))
    assert words == [
        "KPI “NPS”: now 3 → 30,000.5",
        "Initiative “Scan”: ends 2026-01-02 → 2027-01-02",
    ]
    one = Touchpoint.model_validate({"id": "tp_1", "place": ("ph_1", "ch_1", "a")})
    other = one.model_copy(update={"note": "x" * 99, "need": "a", "owner": "Mei", "effort": 3, "cost": 1.0})
    judged = Handover(id="ho_1", source="tp_1", target="tp_1", lost=("a",))
    lost = judged.model_copy(update={"quality": "weak", "lost": ()})
    assert said(compare([one, judged], [one, lost])) == ["Handover 1 → 1: quality unknown → weak, lost"]
    assert said(compare([one], [other])) == ["Note, owner not set → Mei, need not set → a, 2 more"]


def test_a_patch_makes_one_state_out_of_the_other_and_is_one_step() -> None:
    store, made, _ = store_of()
    journey, history = Journey(store), History(store)
    before = {one.id: one for one in store}
    add_touchpoint(store, journey.phases[1], journey.channels[1], "Queue shown")
    delete(store, [made[1]])
    set_mood(store, made[0], None, 1.0)
    move_touchpoints(store, [made[2]], journey.phases[2], journey.channels[0])
    after = {one.id: one for one in store}
    store.apply(patch_between(store, before.values()), "Suppose nothing", "user")
    assert {one.id: one for one in store} == before
    assert history.undo_label == "Suppose nothing"
    history.undo()
    assert {one.id: one for one in store} == after
    assert patch_between(store, list(store)) == ()


@given(st.permutations(range(6)))
def test_without_the_moved_ones_the_order_is_the_same(order: list[int]) -> None:
    def bag(turns: list[int]) -> list[Record]:
        ranked = [(f"tp_{one}", f"{turn:02}") for turn, one in enumerate(turns)]
        return [Touchpoint.model_validate({"id": i, "place": ("ph_1", "ch_1", r)}) for i, r in ranked]

    found = compare(bag(list(range(6))), bag(order))
    kept = [one for one in order if f"tp_{one}" not in found.moved]
    assert kept == sorted(kept)
    assert bool(found.moved) == (order != list(range(6)))
