"""Several people who keep one map in one file: what they do is joined, and nothing unseen is lost."""

import errno
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drafts import FileChanged, FileGone, put
from app.files import CannotSave, ChangedMeanwhile, open_map
from app.joined import Joined
from app.replicas import Replicas
from app.session import Session
from model.join import conflicts
from model.operations import add_phase, add_touchpoint, delete, rename, set_mood
from model.people import name_of
from model.records import Channel, Persona, Phase, Touchpoint
from model.stamps import dot_of

FAULTS = [errno.EIO, errno.ENOSPC, errno.EACCES]
CALLS = ["open", "read", "write", "fsync", "close", "replace", "stat", "fstat", "listxattr"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A map with a touchpoint, saved by nobody who is here."""
    session = Session.new()
    phase, channel = next(iter(session.store.of(Phase))), next(iter(session.store.of(Channel)))
    add_touchpoint(session.store, phase, channel, "Asks")
    session.save_as(tmp_path / "map.journey")
    return tmp_path / "map.journey"


def person(file: Path, name: str) -> Session:
    session = Session.open(file)
    session.author = name
    return session


def step_of(session: Session) -> str:
    return next(iter(session.store.of(Touchpoint)))


def titles(session: Session) -> list[str]:
    return sorted(one.title for one in session.store.of(Phase).values())


# -- saving


def test_what_two_people_save_one_after_the_other_is_all_there(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    add_phase(mei.store, "Hers")
    add_phase(jon.store, "His")
    mei.save()
    jon.save()
    assert {"Hers", "His"} <= set(titles(jon))
    assert "joined with Mei’s" in jon.state
    mei.save()
    assert titles(mei) == titles(jon)
    assert file.read_bytes() == mei.content() == jon.content()


def test_what_is_joined_is_one_step_that_nobody_can_undo(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    rename(mei.store, step_of(mei), "Asks twice")
    mei.save()
    told: list[Joined] = []
    jon.joined.connect(told.append)
    add_phase(jon.store, "His")
    jon.save()
    (joined,) = told
    assert joined.by == "Mei"
    assert [change.id for change in joined.patch] == [step_of(jon)]
    assert jon.history.undo_label == "Add a phase"
    jon.history.undo()
    assert not jon.history.can_undo
    assert jon.store.of(Touchpoint)[step_of(jon)].title == "Asks twice"


def test_two_titles_stay_in_the_file_until_somebody_chooses(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    rename(mei.store, step_of(mei), "Asks Mei")
    rename(jon.store, step_of(jon), "Asks Jon")
    mei.save()
    jon.save()
    (conflict,) = jon.conflicts
    assert {value for _, value in conflict.values} == {"Asks Mei", "Asks Jon"}
    assert {jon.whose.name(dot) for dot, _ in conflict.values} == {"Mei", "You"}
    assert all(jon.whose.when(dot) is not None for dot, _ in conflict.values)
    assert len(conflicts(open_map(file))) == 1
    mei.save()
    assert {mei.whose.name(dot) for dot, _ in mei.conflicts[0].values} == {"Jon", "You"}
    rename(mei.store, step_of(mei), "Asks both")
    mei.save()
    jon.save()
    assert mei.conflicts == jon.conflicts == conflicts(open_map(file)) == []
    assert jon.store.of(Touchpoint)[step_of(jon)].title == "Asks both"


def test_a_file_that_lost_what_we_saved_gets_it_again(file: Path) -> None:
    before = file.read_bytes()
    mei = person(file, "Mei")
    add_phase(mei.store, "Hers")
    mei.save()
    file.write_bytes(before)  # A slow share puts the old file back.
    mei.take_in(file.read_bytes())
    assert (mei.is_saved, mei.owes, mei.state) == (False, True, "Not in the shared file yet")
    mei.save()
    assert mei.is_saved
    assert "Hers" in [one.title for one in open_map(file).records if isinstance(one, Phase)]


def test_a_file_that_is_gone_is_made_again_when_a_person_saves(file: Path) -> None:
    mei = person(file, "Mei")
    add_phase(mei.store, "Hers")
    file.unlink()
    with pytest.raises(FileGone):
        put(mei.draft(file, mei.seen))
    assert not file.exists()
    mei.save()
    assert open_map(file).records


def test_a_newer_file_makes_the_map_read_only_and_is_left_alone(file: Path) -> None:
    mei = person(file, "Mei")
    add_phase(mei.store, "Hers")
    file.write_bytes(file.read_bytes().replace(b'"min_reader":1', b'"min_reader":99'))
    mei.take_in(file.read_bytes())
    assert mei.is_read_only
    assert mei.state == "Read only, changes not saved"


def test_somebody_who_saves_while_we_do_is_joined(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    add_phase(mei.store, "Hers")
    add_phase(jon.store, "His")
    real, saves = os.replace, [mei]

    def replace(*given: Any) -> None:
        real(*given)

    def fsync(descriptor: int) -> None:
        if saves:
            saves.pop().save()
        real_fsync(descriptor)

    real_fsync = os.fsync
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "fsync", fsync)
    jon.save()
    assert {"Hers", "His"} <= {one.title for one in open_map(file).records if isinstance(one, Phase)}


def test_somebody_who_saves_without_end_stops_us_with_a_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    add_phase(jon.store, "His")
    real = os.fsync
    counts = iter(range(100))

    def fsync(descriptor: int) -> None:
        real(descriptor)
        monkeypatch.setattr(os, "fsync", real)
        add_phase(mei.store, f"Hers {next(counts)}")
        mei.save()
        monkeypatch.setattr(os, "fsync", fsync)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ChangedMeanwhile, match="all the time"):
        jon.save()
    monkeypatch.setattr(os, "fsync", real)
    assert not jon.is_saved
    jon.save()
    assert "His" in titles(jon)
    assert len(titles(jon)) == len(titles(mei)) + 1


@pytest.mark.parametrize("error", FAULTS, ids=errno.errorcode.get)
def test_wherever_a_call_fails_nothing_of_either_is_lost(file: Path, error: int) -> None:
    start = file.read_bytes()
    made = _calls_of_a_save(file, None, error)
    assert made > 12
    for place in range(made):
        file.write_bytes(start)
        _calls_of_a_save(file, place, error)
        assert [one.name for one in file.parent.iterdir() if one.name != "home"] == [file.name]


def _calls_of_a_save(file: Path, fails: int | None, error: int) -> int:
    """Let one save what another has changed meanwhile, with one call failing; returns how many calls were made."""
    mei, jon = person(file, "Mei"), person(file, "Jon")
    add_phase(mei.store, "Hers")
    mei.save()
    add_phase(jon.store, "His")
    made = 0
    with pytest.MonkeyPatch.context() as patch:

        def guarded(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
            def do(*given: Any, **named: Any) -> Any:
                nonlocal made
                made += 1
                if made - 1 == fails:
                    if name == "close":
                        call(*given, **named)
                    raise OSError(error, os.strerror(error))
                return call(*given, **named)

            return do

        for name in CALLS:
            patch.setattr(os, name, guarded(name, getattr(os, name)))
        try:
            jon.save()
            brief = ""
        except CannotSave as failed:
            brief = failed.brief
    assert jon.trouble == brief
    assert not brief or jon.state == brief
    now = {one.title for one in open_map(file).records if isinstance(one, Phase)}
    assert "Hers" in now
    jon.save()
    assert {"Hers", "His"} <= {one.title for one in open_map(file).records if isinstance(one, Phase)}
    assert jon.is_saved
    return made


def test_a_draft_that_was_overtaken_leaves_the_later_change_unsaved(file: Path) -> None:
    mei = person(file, "Mei")
    add_phase(mei.store, "First")
    draft = mei.draft(file, mei.seen)
    add_phase(mei.store, "Second")
    put(draft)
    mei.succeeded(draft)
    was_saved = mei.is_saved
    mei.history.undo()
    assert (was_saved, mei.is_saved) == (False, True)
    mei.save()
    again = Session.open(file)
    assert "First" in titles(again)
    assert "Second" not in titles(again)


def test_a_draft_is_not_put_over_what_it_does_not_know(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    draft = mei.draft(file, mei.seen)
    add_phase(jon.store, "His")
    jon.save()
    with pytest.raises(FileChanged) as changed:
        put(draft)
    assert changed.value.content == file.read_bytes()


# -- names and replicas


def test_the_file_says_who_is_behind_a_replica_that_changed_something(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Jon")
    add_phase(mei.store, "Hers")
    mei.save()
    jon.save()
    envelope = open_map(file).envelope
    assert name_of(envelope, mei.stamps.replica) == "Mei"
    assert name_of(envelope, jon.stamps.replica) == ""


def test_no_two_open_maps_work_as_one_replica(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Mei")
    assert mei.stamps.replica != jon.stamps.replica


def test_a_map_that_opens_again_works_on_as_the_same_replica(file: Path) -> None:
    mei = person(file, "Mei")
    add_phase(mei.store, "Hers")
    mei.save()
    mei.close()
    again = person(file, "Mei")
    assert again.stamps.replica == mei.stamps.replica
    add_phase(again.store, "More")
    again.save()
    assert dot_of(max(again.stamps.by_id.values(), key=str)["@"][0]).counter <= again.stamps.counter


def test_an_old_file_gets_a_new_replica(file: Path) -> None:
    mei = person(file, "Mei")
    add_phase(mei.store, "Hers")
    mei.save()
    backup = file.read_bytes()
    add_phase(mei.store, "Lost")
    mei.save()
    mei.close()
    file.write_bytes(backup)
    assert person(file, "Mei").stamps.replica != mei.stamps.replica


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"replica":"x"}', b'{"replica":"a.b","counter":0}', b"\xff"]
)
def test_what_cannot_be_remembered_is_made_anew(tmp_path: Path, content: bytes) -> None:
    replicas = Replicas(tmp_path)
    replicas.give_back("doc", "kept", 0)
    (place,) = replicas.folder.iterdir()
    place.write_bytes(content)
    assert replicas.take("doc", {}) not in ("kept", "x", "a.b")
    assert list(replicas.folder.iterdir()) == []


def test_a_folder_that_takes_nothing_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "replicas").write_text("in the way", "utf-8")
    replicas = Replicas(tmp_path)
    replicas.give_back("doc", "kept", 0)
    assert replicas.take("doc", {}) != "kept"


def test_a_copy_is_saved_with_its_stamps_and_joins_again(file: Path) -> None:
    mei = person(file, "Mei")
    add_phase(mei.store, "Hers")
    copy = file.with_name("copy.journey")
    mei.save_copy(copy)
    other = person(copy, "Mei at home")
    rename(other.store, step_of(other), "Asks at home")
    delete(mei.store, [next(one for one, p in mei.store.of(Phase).items() if p.title == "Hers")])
    other.save()
    mei.join(open_map(copy))
    assert mei.store.of(Touchpoint)[step_of(mei)].title == "Asks at home"
    assert "Hers" not in titles(mei)
    assert not mei.is_saved
    mei.save()
    assert mei.is_saved


def test_what_lies_in_the_trash_is_saved(file: Path) -> None:
    mei = person(file, "Mei")
    gone = step_of(mei)
    delete(mei.store, [gone])
    mei.save()
    again = Session.open(file)
    assert gone not in again.store
    assert gone in again.stamps.trash
    assert open_map(file).problems == []


def test_a_stamp_that_this_version_does_not_understand_stays(file: Path) -> None:
    step = step_of(Session.open(file))
    before = Session.open(file)
    before.stamps.by_id.pop(step)
    before.opened.envelope.stamps[step] = {"z": "later"}  # type: ignore[index]
    before.save()
    assert b'"~":{"z":"later"}' in file.read_bytes()
    again = person(file, "Mei")
    add_phase(again.store, "Hers")
    again.save()
    assert b'"~":{"z":"later"}' in file.read_bytes()


# -- in turns

TURNS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(("rename", "mood", "add", "undo", "save"))))


@given(TURNS)
@settings(max_examples=25)
def test_two_who_work_in_turns_end_with_one_map(tmp_path_factory: pytest.TempPathFactory, turns: Any) -> None:
    file = tmp_path_factory.mktemp("share") / "map.journey"
    first = Session.new()
    phase, channel = next(iter(first.store.of(Phase))), next(iter(first.store.of(Channel)))
    add_touchpoint(first.store, phase, channel, "Asks")
    with first.store.transaction("Add persona") as change:
        change.create(Persona, rank="V", name="Amira")
    first.save_as(file)
    both = [person(file, "Mei"), person(file, "Jon")]
    said = 0
    for who, what in turns:
        session, said = both[who], said + 1
        if what == "rename":
            rename(session.store, step_of(session), f"says {said}")
        elif what == "mood":
            set_mood(session.store, step_of(session), next(iter(session.store.of(Persona))), said % 4 - 2)
        elif what == "add":
            add_phase(session.store, f"added {said}")
        elif what == "undo":
            session.history.undo()
        else:
            session.save()
    for session in (*both, *both):
        session.save()
    for one, other in pairwise([*both, Session.open(file)]):
        assert one.store.everything() == other.store.everything()
        assert [c.path for c in one.conflicts] == [c.path for c in other.conflicts]
    for session in both:
        assert session.is_saved


def test_lines_that_were_written_ahead_are_those_of_the_file(file: Path) -> None:
    mei, jon = person(file, "Mei"), person(file, "Mei")
    ahead = mei.warming()
    next(ahead, None)
    for session in (mei, jon):
        session.stamps.replica = "same"
        rename(session.store, step_of(session), "Asks twice")
    assert list(ahead) == []
    assert mei.content() == jon.content()
