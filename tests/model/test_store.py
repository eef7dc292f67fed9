"""A map changes in whole steps or not at all, and every change is data."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.kinds import InvalidRecord
from model.records import Department, Handover, Persona, Phase, Place, Touchpoint
from model.store import Change, Commit, NotOpen, Store


def test_a_step_tells_once_what_changed(store: Store, told: list[Commit]) -> None:
    with store.transaction("Change two") as change:
        change.update("tp_1", title="Looks", owner="Ann")
        change.update("tp_1", title="Looks up")
        change.update("tp_2", {"mood/pe_1": 1.0})
    (commit,) = told
    assert (commit.label, commit.source, commit.ids) == ("Change two", "user", {"tp_1", "tp_2"})
    assert {one.id: (one.before, one.after) for one in commit.patch} == {
        "tp_1": ({"title": "Reads", "owner": None}, {"title": "Looks up", "owner": "Ann"}),
        "tp_2": ({"mood/pe_1": -1.5}, {"mood/pe_1": 1.0}),
    }


def test_a_step_that_changes_nothing_is_not_told(store: Store, told: list[Commit]) -> None:
    with store.transaction("Nothing") as change:
        change.update("tp_1", title="Reads")
        change.update("tp_1", title="x")
        change.update("tp_1", title="Reads")
        change.delete(change.create(Phase))
    assert told == []


def test_a_step_that_fails_leaves_nothing_behind(store: Store, told: list[Commit]) -> None:
    start = store.everything()
    with pytest.raises(InvalidRecord), store.transaction("Too much") as change:  # noqa: PT012
        change.create(Phase, title="New")
        change.delete("tp_2")
        change.update("tp_1", believed=7.0)
    assert store.everything() == start
    assert told == []
    assert store.of(Phase).keys() == {"ph_1", "ph_2"}


def test_an_inner_step_that_fails_leaves_the_outer_one_whole(store: Store, told: list[Commit]) -> None:
    with store.transaction("Outer") as change:
        change.update("tp_1", title="Kept")
        with pytest.raises(KeyError), store.transaction("Inner") as inner:  # noqa: PT012
            inner.update("tp_1", title="Lost", owner="Lost")
            inner.create(Persona, id="pe_9")
            inner.delete("tp_none")
        change.update("tp_3", title="Kept too")
    (commit,) = told
    assert commit.label == "Outer"
    assert commit.ids == {"tp_1", "tp_3"}
    assert store["tp_1"].title == "Kept"  # type: ignore[attr-defined]
    assert store.get("pe_9") is None


def test_a_step_reads_what_it_changed_so_far_and_is_over_at_its_end(store: Store) -> None:
    with store.transaction("Read") as change:
        made = change.create(Phase, title="Third")
        assert store.find(Phase, made) is not None
    with pytest.raises(NotOpen):
        change.delete(made)


def test_a_whole_map_or_set_changes_key_by_key(store: Store, told: list[Commit]) -> None:
    with store.transaction("Whole") as change:
        change.update("tp_2", mood={"pe_2": 1.0}, systems=())
    assert told[0].patch[0].after == {"mood/pe_1": None, "mood/pe_2": 1.0, "systems/sy_1": None}


@pytest.mark.parametrize("field", ["rank", "nonsense", "title/x", "id"])
def test_a_field_that_a_record_does_not_have_is_an_error(store: Store, field: str) -> None:
    with pytest.raises(KeyError), store.transaction("Wrong") as change:
        change.update("tp_1", {field: "V"})


def test_a_record_cannot_be_made_twice(store: Store) -> None:
    with pytest.raises(ValueError, match="already"), store.transaction("Twice") as change:
        change.create(Phase, id="ph_1")


def test_what_is_referred_to_is_made_first_and_taken_away_last(store: Store, told: list[Commit]) -> None:
    with store.transaction("Make") as change:
        change.create(Handover, id="ho_9", source="tp_9", target="tp_1")
        change.create(Touchpoint, id="tp_9", place=Place("ph_9", "ch_1", "V"))
        change.create(Phase, id="ph_9")
    with store.transaction("Take away") as change:
        change.delete("ph_9")
    assert [one.id for one in told[0].patch] == ["ph_9", "tp_9", "ho_9"]
    assert [one.id for one in told[1].patch] == ["ho_9", "tp_9", "ph_9"]


def test_a_step_made_in_answer_to_another_is_told_after_it(store: Store) -> None:
    heard: list[str] = []

    def answer(commit: Commit) -> None:
        if commit.label == "First":
            with store.transaction("Second") as change:
                change.update("tp_1", owner="Ann")

    store.committed.connect(answer)
    store.committed.connect(lambda commit: heard.append(commit.label))
    with store.transaction("First") as change:
        change.update("tp_1", title="x")
    assert heard == ["First", "Second"]


def test_who_refers_to_a_record_is_known_at_any_moment(store: Store) -> None:
    assert store.referring_to("de_1") == {"tp_2"}
    with store.transaction("Give") as change:
        change.update("tp_1", department="de_1")
        assert store.referring_to("de_1") == {"tp_1", "tp_2"}
    with pytest.raises(KeyError), store.transaction("Fail") as change:  # noqa: PT012
        change.update("tp_1", department=change.create(Department, id="de_2"))
        change.delete("nobody_1")
    assert store.referring_to("de_1") == {"tp_1", "tp_2"}
    assert store.referring_to("de_2") == set()


def test_undo_leaves_alone_what_a_colleague_changed_since(store: Store, told: list[Commit]) -> None:
    with store.transaction("Mine") as change:
        change.update("tp_1", title="Mine", owner="Mine")
    with store.transaction("Theirs", source="remote") as change:
        change.update("tp_1", title="Theirs")
    store.apply([one.inverted() for one in told[0].patch], "Mine", "history")
    assert (store["tp_1"].title, store["tp_1"].owner) == ("Theirs", "")  # type: ignore[attr-defined]


values = st.none() | st.integers(0, 3)
states = st.none() | st.dictionaries(st.sampled_from("abc"), values, max_size=3)


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Change | None:
    """The change between two states of one record, as a transaction would tell it."""
    if before is None or after is None:
        return None if before == after else Change("ph_1", "phase", before, after)
    paths = [path for path in "abc" if before.get(path) != after.get(path)]
    if not paths:
        return None
    return Change("ph_1", "phase", {p: before.get(p) for p in paths}, {p: after.get(p) for p in paths})


def _set_only(state: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if state is None else {path: value for path, value in state.items() if value is not None}


@given(states.map(_set_only), states.map(_set_only), states.map(_set_only))
def test_two_changes_that_follow_each_other_are_one(
    first: dict[str, Any] | None, second: dict[str, Any] | None, third: dict[str, Any] | None
) -> None:
    earlier, later = _change(first, second), _change(second, third)
    if earlier is not None and later is not None:
        assert earlier.then(later) == _change(first, third)
        assert earlier.then(earlier.inverted()) is None
        assert earlier.inverted().inverted() == earlier
