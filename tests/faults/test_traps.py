"""The traps of joining that were known beforehand, and where each is tried.

undo after a join                           tests/model/test_join.py: undo_after_a_join_takes_back_only_ones_own
a field changed and changed back            tests/model/test_join.py: what_was_changed_and_changed_back_says_nothing
two saves between joins                     here
a colleague's value joined and saved by us  tests/model/test_join.py: a_joined_value_that_we_save_stays_…
a crash between replace and journal mark    tests/app/test_recovery.py
a cloned installation                       tests/model/test_join.py, tests/app/test_recovery.py
delete here, edit, connect or move there    test_deletions.py
a record back from the trash                test_deletions.py, and here
both re-rank one phase                      tests/model/test_join.py: two_who_rerank_one_phase_…, and here
a mood per persona by two people            here
"""

from pathlib import Path

import pytest

from app.files import open_map, save_map
from app.session import Session
from model.format import new_envelope
from model.journey import Journey
from model.operations import delete, move_touchpoints, rename, set_mood
from model.records import Touchpoint
from model.restoring import restore_record
from model.store import Store
from tests.model.conftest import small_map


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small map that two people open."""
    save_map(tmp_path / "map.journey", small_map(), new_envelope())
    return tmp_path / "map.journey"


def steps(session: Session) -> list[str]:
    return session.journey.touchpoints


def saved(*sessions: Session) -> None:
    """Let each save, in turn, until all have what all have done."""
    for session in (*sessions, *sessions):
        session.save()
    assert len({session.content() for session in sessions}) == 1


def test_two_saves_between_joins_are_one_change_to_whoever_joins_later(file: Path) -> None:
    mei, jon = Session.open(file), Session.open(file)
    step, other = steps(mei)[:2]
    for said in ("first", "second"):
        rename(mei.store, step, said)
        mei.save()
    rename(jon.store, other, "his")
    saved(jon, mei)
    titles = {one.id: one.title for one in jon.store.of(Touchpoint).values()}
    assert (titles[step], titles[other]) == ("second", "his")
    assert jon.conflicts == mei.conflicts == []
    rename(jon.store, step, "third")
    jon.save()
    rename(jon.store, step, "fourth")
    saved(jon, mei)
    assert mei.store.of(Touchpoint)[step].title == "fourth"
    assert mei.conflicts == []


def test_a_record_that_an_undo_brings_back_stays_for_who_saw_it_deleted(file: Path) -> None:
    mei, jon = Session.open(file), Session.open(file)
    step = steps(mei)[0]
    hanging = {
        one.id for one in mei.store if step in (getattr(one, "source", ""), getattr(one, "target", ""))
    }
    assert hanging
    delete(mei.store, [step])
    saved(mei, jon)
    assert step not in jon.store
    mei.history.undo()
    saved(mei, jon)
    assert {step, *hanging} <= jon.store.everything().keys()
    assert jon.stamps.trash == {}


def test_what_comes_back_from_the_trash_says_nothing_anew(file: Path) -> None:
    mei, jon = Session.open(file), Session.open(file)
    step = steps(mei)[1]
    was = {one.id: one for one in mei.store}
    delete(mei.store, [step])
    mei.save()
    set_mood(jon.store, step, "pe_1", -0.7)
    restore_record(mei.store, was, step)
    rename(mei.store, step, "Comes back")
    mei.save()
    saved(jon, mei)
    for one in (mei, jon):
        assert one.conflicts == []
        assert one.store.of(Touchpoint)[step].mood["pe_1"] == -0.7
        assert one.store.of(Touchpoint)[step].title == "Comes back"
    restore_record(mei.store, was, step)
    saved(mei, jon)
    assert jon.conflicts == []
    assert jon.store.of(Touchpoint)[step] == was[step]


def test_two_who_rerank_one_phase_come_to_one_order(file: Path) -> None:
    mei, jon = Session.open(file), Session.open(file)
    ids = steps(mei)
    phase, channel, _ = mei.store.of(Touchpoint)[ids[0]].place
    for session, order in ((mei, ids), (jon, ids[::-1])):
        for one in order:
            move_touchpoints(session.store, [one], phase, channel, None)
    saved(mei, jon)
    assert steps(mei) == steps(jon)
    assert sorted(steps(mei)) == sorted(ids)
    assert mei.conflicts == []
    rebuilt = Journey(Store.holding(open_map(file).records))
    assert rebuilt.touchpoints == steps(mei)


def test_moods_of_two_personas_are_two_changes_and_of_one_a_choice(file: Path) -> None:
    mei, jon = Session.open(file), Session.open(file)
    step = steps(mei)[0]
    set_mood(mei.store, step, "pe_1", -2.0)
    set_mood(jon.store, step, "pe_2", 2.0)
    saved(mei, jon)
    mood = jon.store.of(Touchpoint)[step].mood
    assert (mood["pe_1"], mood["pe_2"]) == (-2.0, 2.0)
    assert jon.conflicts == []
    set_mood(mei.store, step, "pe_1", -1.0)
    set_mood(jon.store, step, "pe_1", 1.0)
    saved(mei, jon)
    (conflict,) = jon.conflicts
    assert (conflict.path, {value for _, value in conflict.values}) == ("mood/pe_1", {-1.0, 1.0})
