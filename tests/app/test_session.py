"""An open map always knows what is true of its file."""

import importlib.metadata
import os
import re
from pathlib import Path

import pytest

from app.files import CannotOpen, CannotSave, ChangedMeanwhile, open_map
from app.session import UNTITLED, Session
from app.verbs import samples
from model.operations import add_phase, rename

SAMPLE = "port-my-number"


@pytest.fixture
def saved(tmp_path: Path) -> Session:
    session = Session.new()
    session.save_as(tmp_path / "map.journey")
    return session


def test_a_new_map_is_untitled_and_not_saved_and_asks_nothing() -> None:
    session = Session.new()
    assert (session.title, session.path, session.is_saved, session.state) == (
        UNTITLED,
        None,
        True,
        "Not in a shared file yet",
    )
    assert not session.history.can_undo


def test_a_change_is_unsaved_until_it_is_saved_or_undone(saved: Session) -> None:
    add_phase(saved.store, "Complain")
    assert (saved.is_saved, saved.state) == (False, "Not in the shared file yet")
    saved.history.undo()
    assert saved.is_saved
    saved.history.redo()
    saved.save()
    assert saved.is_saved
    assert re.fullmatch(r"In the shared file ✓ \d\d:\d\d", saved.state)
    saved.history.undo()
    assert saved.state == "Not in the shared file yet"


def test_what_was_saved_is_what_opens(saved: Session) -> None:
    add_phase(saved.store, "Complain")
    saved.save()
    assert saved.path is not None
    again = Session.open(saved.path)
    assert again.store.everything() == saved.store.everything()
    assert (again.is_saved, again.state) == (True, "In the shared file ✓")


def test_save_as_moves_the_map_to_its_new_file(saved: Session, tmp_path: Path) -> None:
    saved.save_as(tmp_path / "other.journey")
    assert saved.path == tmp_path / "other.journey"


def test_a_copy_leaves_the_map_where_it_is(saved: Session, tmp_path: Path) -> None:
    add_phase(saved.store, "Complain")
    saved.save_copy(tmp_path / "copy.journey")
    assert (saved.path, saved.is_saved) == (tmp_path / "map.journey", False)
    assert len(open_map(tmp_path / "copy.journey").records) == len(saved.store)


def test_a_sample_opens_as_an_untitled_copy_of_its_own() -> None:
    sample, session = open_map(samples()[SAMPLE]), Session.copy_of(samples()[SAMPLE])
    assert (session.path, session.state) == (None, "Not in a shared file yet")
    assert session.opened.envelope.doc != sample.envelope.doc
    assert len(session.store) == len(sample.records)


def test_a_save_that_fails_says_so_until_one_succeeds(saved: Session, tmp_path: Path) -> None:
    before = (tmp_path / "map.journey").read_bytes()
    add_phase(saved.store, "Complain")
    os.chmod(tmp_path / "map.journey", 0o444)
    with pytest.raises(CannotSave, match="read-only"):
        saved.save()
    assert (saved.is_saved, saved.state) == (False, "The file is read-only")
    assert (tmp_path / "map.journey").read_bytes() == before
    os.chmod(tmp_path / "map.journey", 0o644)
    saved.save()
    assert saved.state.startswith("In the shared file ✓ ")


def test_a_map_of_a_later_version_can_only_be_read(saved: Session, tmp_path: Path) -> None:
    file = tmp_path / "map.journey"
    file.write_bytes(file.read_bytes().replace(b'"min_reader":1', b'"min_reader":99'))
    session = Session.open(file)
    assert session.is_read_only
    assert session.state == "Read only"
    add_phase(session.store, "Complain")
    assert session.state == "Read only, changes not saved"


def test_a_map_is_called_by_its_title_else_by_its_file(saved: Session) -> None:
    rename(saved.store, saved.journey.map.id, "Returns")
    assert saved.title == "Returns"
    rename(saved.store, saved.journey.map.id, "  ")
    assert saved.title == "map"


def test_a_file_that_is_no_map_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.journey").write_text("{}", "utf-8")
    with pytest.raises(CannotOpen):
        Session.open(tmp_path / "x.journey")


def test_what_was_changed_in_the_file_by_hand_is_joined(saved: Session) -> None:
    assert saved.path is not None
    for theirs in (b"Theirs", b"Another"):
        content = saved.path.read_bytes()
        saved.path.write_bytes(content.replace(b"First phase", theirs).replace(b"Theirs", theirs))
        add_phase(saved.store, "Complain")
        saved.save()
        assert theirs in saved.path.read_bytes()
        assert saved.path.read_bytes().count(b"Complain") >= 1
    assert saved.conflicts == []


def test_a_file_that_holds_another_map_now_is_not_written_over(saved: Session) -> None:
    assert saved.path is not None
    other = Session.new()
    add_phase(other.store, "Theirs")
    for theirs, said in ((other.content(), "not copies of one map"), (b"no map", "replaced by something")):
        saved.path.write_bytes(theirs)
        add_phase(saved.store, "Complain")
        with pytest.raises(ChangedMeanwhile, match=said):
            saved.save()
        assert saved.path.read_bytes() == theirs
        assert not saved.is_saved
        saved.save(replacing=True)
        assert b"Theirs" not in saved.path.read_bytes()
        add_phase(saved.store, "Leave")
        saved.save()
        assert saved.is_saved


def test_a_saved_map_names_the_version_that_wrote_it(saved: Session) -> None:
    assert saved.path is not None
    assert open_map(saved.path).envelope.app == importlib.metadata.version("mind-the-gap")


def test_a_draft_holds_the_map_as_it_was_then_whatever_is_done_before_it_is_written(saved: Session) -> None:
    add_phase(saved.store, "Complain")
    assert saved.path is not None
    before = saved.content()
    draft = saved.draft(saved.path, saved.seen)
    add_phase(saved.store, "Praise")
    assert saved.content() != before
    assert draft.content == before
