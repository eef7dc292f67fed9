"""Back to an earlier state: whole, or one record with what it needs, always one step that can be undone."""

from model.behaviours import BEHAVIOURS
from model.history import History
from model.operations import add_touchpoint, new_map
from model.records import Channel, Handover, Phase, Touchpoint
from model.restoring import restore_all, restore_record
from model.store import Store


def _begun() -> tuple[Store, History, str, str, str]:
    store = Store.holding(new_map("A map"), BEHAVIOURS)
    phase, channel = next(iter(store.of(Phase))), next(iter(store.of(Channel)))
    first = add_touchpoint(store, phase, channel, "Asks")
    second = add_touchpoint(store, phase, channel, "Waits")
    with store.transaction("Hand over") as change:
        handover = change.create(Handover, source=first, target=second)
    return store, History(store), first, second, handover


def test_the_whole_map_comes_back_in_one_step() -> None:
    store, history, first, _, handover = _begun()
    then = store.everything()
    with store.transaction("Change") as change:
        change.delete(first)
        change.update(next(iter(store.of(Phase))), title="Other")
    later = store.everything()
    restore_all(store, then, "the state of 14:03")
    assert store.everything() == then
    assert history.undo_label == "Bring back the state of 14:03"
    history.undo()
    assert store.everything() == later
    assert handover not in store


def test_a_handover_brings_the_touchpoint_it_needs() -> None:
    store, history, first, second, handover = _begun()
    then = store.everything()
    with store.transaction("Delete") as change:
        change.delete(first)
        change.delete(second)
    assert handover not in store
    restore_record(store, then, handover)
    assert store.everything() == then
    history.undo()
    assert not store.of(Touchpoint)


def test_a_touchpoint_brings_what_went_with_it() -> None:
    store, history, first, _, _ = _begun()
    then = store.everything()
    with store.transaction("Delete") as change:
        change.delete(first)
    restore_record(store, then, first)
    assert store.everything() == then
    history.undo()
    assert first not in store


def test_a_changed_record_is_as_it_was_and_others_stay() -> None:
    store, _, first, second, _ = _begun()
    then = store.everything()
    with store.transaction("Change") as change:
        change.update(first, title="Asks again")
        change.update(second, title="Waits on")
    restore_record(store, then, first)
    titles = {one.id: one.title for one in store.of(Touchpoint).values()}
    assert titles == {first: "Asks", second: "Waits on"}


def test_what_was_not_there_then_goes() -> None:
    store, history, _, second, _ = _begun()
    then = {one: record for one, record in store.everything().items() if one != second}
    restore_record(store, then, second)
    assert second not in store
    history.undo()
    assert second in store
