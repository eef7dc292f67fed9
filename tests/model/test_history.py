"""What the user did can be taken back and done again, step by step, by its name."""

from model.history import History
from model.operations import add_phase, add_touchpoint, rename, set_field, take_back
from model.records import Channel, Phase
from model.store import Store


def test_steps_are_taken_back_and_done_again_by_their_names(store: Store) -> None:
    history = History(store)
    states = [store.everything()]
    add_phase(store, "Third")
    states.append(store.everything())
    rename(store, "tp_1", "Looks")
    states.append(store.everything())
    assert (history.undo_label, history.redo_label) == ("Rename a touchpoint", "")
    history.undo()
    assert store.everything() == states[1]
    assert (history.undo_label, history.redo_label) == ("Add a phase", "Rename a touchpoint")
    history.undo()
    assert store.everything() == states[0]
    assert (history.can_undo, history.can_redo) == (False, True)
    history.redo()
    history.redo()
    assert store.everything() == states[2]
    assert (history.can_undo, history.can_redo) == (True, False)


def test_typing_in_one_field_is_one_step(store: Store) -> None:
    history = History(store)
    start = store.everything()
    for text in ("L", "Lo", "Loo", "Look"):
        rename(store, "tp_1", text)
    history.undo()
    assert store.everything() == start
    assert not history.can_undo
    history.redo()
    assert store["tp_1"].title == "Look"  # type: ignore[attr-defined]


def test_typing_begins_a_new_step_in_another_field_and_after_saving_or_undoing(store: Store) -> None:
    history = History(store)
    rename(store, "tp_1", "a")
    rename(store, "tp_2", "b")
    rename(store, "tp_1", "c")
    history.mark_saved()
    rename(store, "tp_1", "d")
    history.undo()
    assert history.is_saved
    rename(store, "tp_1", "e")
    titles = []
    while history.can_undo:
        titles.append((store["tp_1"].title, store["tp_2"].title))  # type: ignore[attr-defined]
        history.undo()
    assert titles == [("e", "b"), ("c", "b"), ("a", "b"), ("a", "Asks")]


def test_naming_what_was_just_made_is_one_step_though_a_save_came_between(store: Store) -> None:
    history = History(store)
    start, (phase, channel) = store.everything(), (store.of(kind) for kind in (Phase, Channel))
    for is_named in (True, False):
        made = add_touchpoint(store, next(iter(phase)), next(iter(channel)), "")
        history.mark_saved()
        assert history.is_saved
        rename(store, made, "Asks again") if is_named else take_back(store, made)
        assert not history.is_saved
        assert history.can_undo == is_named
        history.undo()
        assert store.everything() == start
        assert not history.is_saved


def test_typing_back_to_what_it_was_leaves_no_step(store: Store) -> None:
    history = History(store)
    rename(store, "tp_1", "x")
    rename(store, "tp_1", "Reads")
    assert not history.can_undo
    assert history.is_saved


def test_a_new_step_forgets_what_was_undone(store: Store) -> None:
    history = History(store)
    rename(store, "tp_1", "x")
    history.undo()
    add_phase(store)
    assert not history.can_redo
    history.redo()
    assert store["tp_1"].title == "Reads"  # type: ignore[attr-defined]


def test_it_knows_whether_the_map_is_saved(store: Store) -> None:
    history = History(store)
    assert history.is_saved
    rename(store, "tp_1", "x")
    assert not history.is_saved
    history.mark_saved()
    assert history.is_saved
    history.undo()
    assert not history.is_saved
    history.redo()
    assert history.is_saved
    history.undo()
    rename(store, "tp_1", "x")
    assert not history.is_saved
    history.undo()
    assert not history.is_saved


def test_what_a_colleague_did_is_not_undone(store: Store) -> None:
    history = History(store)
    rename(store, "tp_1", "mine")
    set_field(store, "tp_2", "owner", "mine")
    with store.transaction("Theirs", source="remote") as change:
        change.update("tp_1", title="theirs", owner="theirs")
        change.delete("co_1")
    history.undo()
    history.undo()
    assert not history.can_undo
    first = store["tp_1"]
    assert (first.title, first.owner) == ("theirs", "theirs")  # type: ignore[attr-defined]
    assert store["tp_2"].owner == ""  # type: ignore[attr-defined]
    assert "co_1" not in store


def test_a_deletion_comes_back_with_all_that_went_along(store: Store) -> None:
    history = History(store)
    start = store.everything()
    with store.transaction("Delete") as change:
        change.delete("ph_1")
        change.delete("pe_1")
        change.delete("kp_2")
    assert len(store) < len(start) - 3
    history.undo()
    assert store.everything() == start


def test_whoever_shows_undo_hears_of_every_change(store: Store) -> None:
    history, heard = History(store), []
    history.changed.connect(lambda _: heard.append((history.can_undo, history.can_redo, history.is_saved)))
    rename(store, "tp_1", "x")
    history.undo()
    history.redo()
    history.mark_saved()
    assert heard == [(True, False, False), (False, True, True), (True, False, False), (True, False, True)]


def test_a_field_of_a_later_version_comes_back_when_its_loss_is_undone(store: Store) -> None:
    with store.transaction("Theirs", source="remote") as change:
        change.update("tp_1", {"later": "kept"})
    history = History(store)
    with store.transaction("Let go of it") as change:
        change.update("tp_1", {"later": None})
    assert not store["tp_1"].__pydantic_extra__
    history.undo()
    assert store["tp_1"].__pydantic_extra__ == {"later": "kept"}
