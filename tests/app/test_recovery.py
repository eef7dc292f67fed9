"""After a crash a map opens as it was: every trap on the way, one test each."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.files import open_map
from app.journal import ASIDE, BASE, ENDING, Held, folder_of_journals, replayed
from app.recovery import ALL_BUT_LAST, AS_BEFORE, Lost, came_back, lost, take_up
from app.session import Session
from app.verbs import samples
from model.join import conflicts
from model.operations import add_phase, delete, rename
from model.records import Phase, Touchpoint
from tests.app.crashes import crash, journals, opened, phases, restarted, settled, shown
from tests.faults.counts import count


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "team" / "map.journey"
    path.parent.mkdir()
    shutil.copy(samples()["port-my-number"], path)
    return path


def until(is_so: Callable[[], bool]) -> None:
    """Wait for the thread that sees to the disk."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def step_of(session: Session) -> str:
    return min(session.store.of(Touchpoint))


# -- what comes back


def test_a_map_that_only_took_in_what_others_saved_comes_back_only_alone(file: Path) -> None:
    ours = opened(file)
    theirs = Session.open(file)
    add_phase(theirs.store, "Complain")
    theirs.save()
    ours.take_in(file.read_bytes())
    assert ours.is_saved
    crash(ours)
    assert list(came_back(is_alone=False)) == []
    assert not journals()


def test_what_was_not_saved_when_others_did_comes_back_beside_another_map(file: Path) -> None:
    ours = opened(file)
    theirs = Session.open(file)
    add_phase(theirs.store, "Complain")
    add_phase(ours.store, "Wait")
    theirs.save()
    ours.take_in(file.read_bytes())
    crash(ours)
    (again,) = came_back(is_alone=False)
    take_up(again)
    assert {"Complain", "Wait"} <= set(phases(again))


def test_what_was_done_before_a_crash_is_there_when_the_app_starts_anew(file: Path) -> None:
    session = opened(file)
    add_phase(session.store, "Complain")
    rename(session.store, step_of(session), "Asks twice")
    before = session.store.everything()
    crash(session)
    (again,) = restarted()
    assert (again.path, again.store.everything()) == (file, before)
    assert (again.is_saved, again.state) == (False, "On this computer ✓ · Not in the shared file yet")
    again.save()
    assert {record.id: record for record in open_map(file).records} == before
    assert "joined" not in again.state


def test_started_with_its_map_it_opens_that_as_it_was_and_says_so_once(file: Path) -> None:
    session = opened(file)
    add_phase(session.store, "Complain")
    crash(session)
    again = Session.open(file)
    assert take_up(again) == AS_BEFORE
    assert "Complain" in phases(again)
    again.save()
    again.close()
    assert journals() == []
    assert take_up(Session.open(file)) == ""


def test_a_map_that_was_only_read_comes_back_where_no_other_was_asked_for(file: Path) -> None:
    crash(opened(file))
    assert list(came_back(is_alone=False)) == []
    assert journals() == []
    crash(opened(file))
    (again,) = restarted()
    assert (again.path, again.is_saved) == (file, True)


def test_a_map_without_a_file_comes_back_too() -> None:
    session = shown(Session.new())
    add_phase(session.store, "Complain")
    until(lambda: settled(session))
    before, doc = session.store.everything(), session.opened.envelope.doc
    crash(session)
    (again,) = restarted()
    assert (again.path, again.opened.envelope.doc, again.store.everything()) == (None, doc, before)
    assert (again.is_saved, again.state) == (False, "On this computer ✓ · Not in a shared file yet")


def test_a_new_map_in_which_nothing_was_done_is_not_missed() -> None:
    crash(shown(Session.new()))
    assert restarted() == []
    assert journals() == []


def test_it_comes_back_as_often_as_the_app_crashes(file: Path) -> None:
    session = opened(file)
    for turn in range(4):
        add_phase(session.store, f"Turn {turn}")
        crash(session)
        (session,) = restarted()
    assert {f"Turn {turn}" for turn in range(4)} <= phases(session)
    until(lambda: settled(session))
    assert [place.suffix for place in journals()] == [BASE, ENDING]


def test_undo_goes_on_after_recovery(file: Path) -> None:
    session = opened(file)
    rename(session.store, step_of(session), "Asks twice")
    crash(session)
    (again,) = restarted()
    assert not again.history.can_undo
    rename(again.store, step_of(again), "Asks three times")
    again.history.undo()
    assert again.store.of(Touchpoint)[step_of(again)].title == "Asks twice"
    crash(again)
    (third,) = restarted()
    assert third.store.of(Touchpoint)[step_of(third)].title == "Asks twice"
    third.save()
    assert conflicts(open_map(file)) == []


def test_what_was_undone_before_the_crash_stays_undone(file: Path) -> None:
    session = opened(file)
    before = session.store.everything()
    add_phase(session.store, "Complain")
    delete(session.store, [step_of(session)])
    session.history.undo()
    session.history.undo()
    crash(session)
    (again,) = restarted()
    assert again.store.everything() == before


# -- what must not come back


def test_what_was_let_go_of_on_purpose_does_not_come_back(file: Path) -> None:
    session = opened(file)
    add_phase(session.store, "Complain")
    assert journals() != []
    session.close()
    assert journals() == []
    assert restarted() == []
    assert "Complain" not in phases(opened(file))


def test_what_if_has_no_journal(file: Path) -> None:
    session = opened(file)
    supposed = Session.supposing(session)
    there = journals()
    add_phase(supposed.store, "Supposed")
    assert (journals(), supposed.keeping) == (there, None)
    crash(session)
    (again,) = restarted()
    assert "Supposed" not in phases(again)


def test_a_journal_of_a_living_program_is_left_alone(file: Path) -> None:
    session = opened(file)
    add_phase(session.store, "Complain")
    assert restarted() == []
    other = opened(file, "Jon")
    assert "Complain" not in phases(other)
    other.close()
    crash(session)
    (again,) = restarted()
    assert "Complain" in phases(again)


# -- journals and files that went apart


def test_an_old_journal_never_overwrites_a_newer_file(file: Path) -> None:
    session = opened(file)
    rename(session.store, step_of(session), "Asks twice")
    until(lambda: settled(session))
    old = file.parent / "old"
    shutil.copytree(folder_of_journals(), old)
    rename(session.store, step_of(session), "Asks in the end")
    session.save()
    session.close()
    shutil.rmtree(folder_of_journals())
    old.rename(folder_of_journals())
    saved = file.read_bytes()
    (again,) = restarted()
    assert again.store.of(Touchpoint)[step_of(again)].title == "Asks in the end"
    assert (again.is_saved, again.content()) == (True, saved)


def test_a_crash_between_the_save_and_its_mark_brings_nothing_old_back(file: Path) -> None:
    mei = opened(file)
    rename(mei.store, step_of(mei), "Asks twice")
    rename(mei.store, step_of(mei), "Asks")
    delete(mei.store, [max(mei.store.of(Phase))])
    mei.history.undo()
    aside = file.parent / "aside"
    draft = mei.draft(file, mei.seen)
    until(lambda: settled(mei))
    shutil.copytree(folder_of_journals(), aside)
    file.write_bytes(draft.content)
    mei.close()
    jon = opened(file, "Jon")
    rename(jon.store, step_of(jon), "Asks Jon")
    jon.save()
    jon.close()
    saved = file.read_bytes()
    shutil.rmtree(folder_of_journals())
    aside.rename(folder_of_journals())
    (again,) = restarted()
    assert again.content() == saved
    assert (again.is_saved, again.conflicts) == (True, [])


def test_what_a_colleague_saved_meanwhile_is_joined(file: Path) -> None:
    mei = opened(file)
    rename(mei.store, step_of(mei), "Asks Mei")
    add_phase(mei.store, "Hers")
    crash(mei)
    jon = opened(file, "Jon")
    assert "Hers" not in phases(jon) or jon.path == file
    jon.close()


def test_a_colleague_on_another_computer_saved_meanwhile(file: Path, tmp_path: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "Hers")
    crash(mei)
    jon = Session.open(file)
    jon.author = "Jon"
    add_phase(jon.store, "His")
    rename(jon.store, step_of(jon), "Asks Jon")
    jon.save()
    (again,) = restarted()
    assert {"Hers", "His"} <= phases(again)
    assert again.store.of(Touchpoint)[step_of(again)].title == "Asks Jon"
    assert again.conflicts == []


def test_a_file_that_somebody_put_back_to_an_older_one_gets_it_all_again(file: Path) -> None:
    backup = file.read_bytes()
    mei = opened(file)
    add_phase(mei.store, "First")
    mei.save()
    assert mei.keeping is not None
    mei.keeping.verified()
    add_phase(mei.store, "Second")
    until(lambda: settled(mei))
    crash(mei)
    file.write_bytes(backup)
    (again,) = restarted()
    assert {"First", "Second"} <= phases(again)
    assert not again.is_saved


def test_a_file_edited_by_hand_meanwhile_keeps_what_was_written_there(file: Path) -> None:
    mei = opened(file)
    mei.save()
    add_phase(mei.store, "Hers")
    title = mei.store.of(Touchpoint)[step_of(mei)].title
    until(lambda: settled(mei))
    crash(mei)
    file.write_bytes(file.read_bytes().replace(title.encode(), b"By hand", 1))
    (again,) = restarted()
    assert "Hers" in phases(again)
    assert "By hand" in {one.title for one in again.store.of(Touchpoint).values()}
    assert again.conflicts == []


def test_a_renamed_file_takes_up_what_was_done_under_its_old_name(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "Hers")
    crash(mei)
    renamed = file.rename(file.with_name("renamed.journey"))
    again = Session.open(renamed)
    assert take_up(again) == AS_BEFORE
    assert "Hers" in phases(again)
    again.save()
    again.close()
    assert journals() == []


def test_a_copy_of_the_file_under_another_name_takes_nothing_up(file: Path) -> None:
    copy = file.with_name("copy.journey")
    shutil.copy(file, copy)
    mei = opened(file)
    add_phase(mei.store, "Hers")
    crash(mei)
    other = opened(copy)
    assert "Hers" not in phases(other)
    other.close()
    (again,) = restarted()
    assert (again.path, "Hers" in phases(again)) == (file, True)


def test_a_map_whose_file_is_gone_comes_back_from_this_computer(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "Hers")
    until(lambda: settled(mei))
    before = mei.store.everything()
    crash(mei)
    file.unlink()
    (again,) = restarted()
    assert (again.store.everything(), again.is_saved) == (before, False)
    again.save()
    assert {record.id: record for record in open_map(file).records} == before


def test_a_map_whose_file_is_another_one_now_comes_back_without_a_file(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "Hers")
    until(lambda: settled(mei))
    crash(mei)
    theirs = Session.new().content()
    file.write_bytes(theirs)
    (again,) = restarted()
    assert (again.path, "Hers" in phases(again)) == (None, True)
    assert file.read_bytes() == theirs


def test_two_journals_for_one_file_come_back_as_one_map(file: Path) -> None:
    one, other = opened(file), opened(file)
    add_phase(one.store, "In one window")
    add_phase(other.store, "In the other")
    rename(one.store, step_of(one), "Asks here")
    rename(other.store, step_of(other), "Asks there")
    crash(one, other)
    (again,) = restarted()
    assert {"In one window", "In the other"} <= phases(again)
    (conflict,) = again.conflicts
    assert {value for _, value in conflict.values} == {"Asks here", "Asks there"}


def test_a_cloned_installation_loses_nothing_on_either_side(file: Path, tmp_path: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "Before")
    until(lambda: settled(mei))
    clone = tmp_path / "clone"
    shutil.copytree(folder_of_journals(), clone)
    rename(mei.store, step_of(mei), "Asks on the first")
    mei.save()
    mei.close()
    shutil.rmtree(folder_of_journals())
    clone.rename(folder_of_journals())
    saved = file.read_bytes()
    (second,) = restarted()
    assert second.content() == saved
    rename(second.store, step_of(second), "Asks on the second")
    second.save()
    assert "Before" in phases(second)
    assert conflicts(open_map(file)) == []


def test_a_clone_of_a_running_app_that_stamped_alike_keeps_both(file: Path, tmp_path: Path) -> None:
    mei = opened(file)
    replica = mei.stamps.replica
    twin = opened(file)
    twin.stamps.replica = replica
    rename(mei.store, step_of(mei), "Asks on the first")
    rename(twin.store, step_of(twin), "Asks on the second")
    crash(mei, twin)
    (again,) = restarted()
    (conflict,) = again.conflicts
    assert {value for _, value in conflict.values} == {"Asks on the first", "Asks on the second"}


# -- what the disk does


def test_a_torn_line_ends_the_replay_and_is_not_mentioned(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "First")
    add_phase(mei.store, "Second")
    crash(mei)
    (place,) = folder_of_journals().glob(f"*{ENDING}")
    place.write_bytes(place.read_bytes()[:-20])
    again = Session.open(file)
    assert take_up(again) == AS_BEFORE
    assert ("First" in phases(again), "Second" in phases(again)) == (True, False)


def test_a_changed_line_ends_the_replay_is_said_and_is_kept(file: Path) -> None:
    mei = opened(file)
    for title in ("First", "Second", "Third"):
        add_phase(mei.store, title)
    crash(mei)
    (place,) = folder_of_journals().glob(f"*{ENDING}")
    damaged = place.read_bytes().replace(b"Second", b"Sexond")
    place.write_bytes(damaged)
    again = Session.open(file)
    assert take_up(again) == ALL_BUT_LAST
    assert phases(again) & {"First", "Second", "Sexond", "Third"} == {"First"}
    until(lambda: place.with_suffix(ASIDE).exists())
    assert place.with_suffix(ASIDE).read_bytes() == damaged
    assert restarted() == []


def test_a_damaged_base_is_not_believed(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "Hers")
    until(lambda: settled(mei))
    before = mei.store.everything()
    crash(mei)
    (base,) = folder_of_journals().glob(f"*{BASE}")
    base.write_bytes(base.read_bytes().replace(b"Prove", b"Proof"))
    (again,) = restarted()
    assert again.store.everything() == before


def test_a_computer_that_takes_no_journal_says_so_and_stops_nobody(
    file: Path, no_real_settings: Path
) -> None:
    no_real_settings.mkdir(parents=True, exist_ok=True)
    (no_real_settings / "journals").write_text("in the way")
    mei = opened(file)
    add_phase(mei.store, "Hers")
    assert mei.state == "Not kept on this computer · Not in the shared file yet"
    (no_real_settings / "journals").unlink()
    assert mei.keeping is not None
    mei.keeping.try_again()
    assert mei.state == "On this computer ✓ · Not in the shared file yet"
    crash(mei)
    (again,) = restarted()
    assert "Hers" in phases(again)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_full_disk_is_said_and_what_was_missing_goes_in_later(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "First")
    assert mei.keeping is not None
    assert mei.keeping.journal is not None
    held = mei.keeping.journal.held
    kept, full = os.dup(held.descriptor), os.open("/dev/full", os.O_WRONLY)
    until(lambda: settled(mei))
    os.dup2(full, held.descriptor)
    add_phase(mei.store, "Second")
    assert mei.state == "Disk full, not kept on this computer · Not in the shared file yet"
    os.dup2(kept, held.descriptor)
    for descriptor in (kept, full):
        os.close(descriptor)
    mei.keeping.try_again()
    assert mei.state.startswith("On this computer ✓")
    add_phase(mei.store, "Third")
    crash(mei)
    (again,) = restarted()
    assert {"First", "Second", "Third"} <= phases(again)


# -- its length


def test_it_is_cut_short_once_the_file_surely_has_it(file: Path) -> None:
    mei = opened(file)
    add_phase(mei.store, "First")
    mei.save()
    add_phase(mei.store, "Second")
    assert mei.keeping is not None
    assert mei.keeping.journal is not None
    long = mei.keeping.journal.held.place
    mei.keeping.verified()
    until(lambda: settled(mei))
    (place,) = folder_of_journals().glob(f"*{ENDING}")
    replay = replayed(place)
    assert replay is not None
    assert place != long
    assert [body["title"] for body in replay.records.values()] == ["Second"]
    before = mei.store.everything()
    crash(mei)
    (again,) = restarted()
    assert again.store.everything() == before


def test_a_first_save_leaves_no_map_without_a_file_behind(tmp_path: Path) -> None:
    session = shown(Session.new())
    add_phase(session.store, "First")
    session.save_as(tmp_path / "new.journey")
    until(lambda: settled(session))
    crash(session)
    (again,) = restarted()
    assert (again.path, again.is_saved) == (tmp_path / "new.journey", True)


def test_nothing_lies_in_the_shared_folder(file: Path) -> None:
    session = opened(file)
    add_phase(session.store, "First")
    until(lambda: settled(session))
    assert list(file.parent.iterdir()) == [file]
    if os.name != "nt":
        assert all(place.stat().st_mode & 0o077 == 0 for place in journals())


# -- the law: a journal and its base are the map, whatever was done

STEPS = st.lists(
    st.sampled_from(["add", "rename", "same", "delete", "undo", "redo", "save", "draft", "theirs", "verify"]),
    max_size=14,
)


def do(step: str, number: int, mei: Session, file: Path) -> None:
    """One step of a workshop with a colleague."""
    ids = sorted(mei.store.of(Touchpoint))
    if step == "add":
        add_phase(mei.store, f"Phase {number}")
    elif step in ("rename", "same") and ids:
        rename(mei.store, ids[0], f"Step {number}" if step == "rename" else "Step")
    elif step == "delete":
        delete(mei.store, [*ids[:1], *sorted(mei.store.of(Phase))[1:][-1:]])  # One phase always stays.
    elif step == "undo":
        mei.history.undo()
    elif step == "redo":
        mei.history.redo()
    elif step == "save":
        mei.save()
    elif step == "draft":
        mei.draft(file, mei.seen)
    elif step == "theirs":
        jon = Session.open(file)
        add_phase(jon.store, f"His {number}")
        if jon.store.of(Touchpoint):
            rename(jon.store, min(jon.store.of(Touchpoint)), f"His step {number}")
        jon.save()
    elif mei.keeping is not None:
        mei.keeping.verified()


@settings(max_examples=count(40, 500), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_journal_and_its_base_are_the_map(steps: list[str], file: Path) -> None:
    shutil.copy(samples()["port-my-number"], file)
    shutil.rmtree(folder_of_journals(), ignore_errors=True)
    mei = opened(file)
    for number, step in enumerate(steps):
        do(step, number, mei, file)
    assert mei.keeping is not None
    assert mei.keeping.journal is not None
    until(lambda: settled(mei))
    place = mei.keeping.journal.held.place
    replay = replayed(place)
    assert replay is not None
    assert not replay.is_damaged
    one = Lost(Held(place, -1), replay)
    base = one.base
    stamps = mei.stamps
    if base is None:
        assert replay.records == {}
    else:
        copy = one.copy(base)
        assert {record.id: record for record in copy.records} == mei.store.everything()
        assert dict(copy.envelope.trash) == stamps.trash
        assert dict(copy.envelope.stamps) == {key: stamp for key, stamp in stamps.by_id.items() if stamp}
        assert dict(copy.envelope.seen) == stamps.seen
    crash(mei)
    (again,) = restarted()
    mei.take_in(file.read_bytes())
    assert again.store.everything() == mei.store.everything()
    assert (again.stamps.trash, again.stamps.seen) == (mei.stamps.trash, mei.stamps.seen)
    assert again.conflicts == mei.conflicts
    again.close()
    assert list(lost()) == []
