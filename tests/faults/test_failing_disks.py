"""A disk that fails or is full while a map is saved: the map is saved, or one sentence says why not.

Then the old bytes stand there untouched, and nothing is left beside them. That each call of the system may fail in
each way is tried for a first save in tests/app/test_files.py, and for a joining one in tests/app/test_sharing.py.
"""

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.files import CannotSave, save_map
from app.session import Session
from model.format import new_envelope
from model.operations import add_phase, new_map
from tests.faults.counts import count
from tests.faults.dying import NAMES, Call
from tests.journeys import long_map

ERRORS = [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES, errno.EROFS][: count(1, 5)]
FEW = count(150_000, 50_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A map that was saved before."""
    path = tmp_path / "shared" / "ours.journey"
    path.parent.mkdir()
    save_map(path, new_map("Old"), new_envelope())
    return path


class Failing:
    """Counts the calls of the system that a save makes, and lets one of them fail."""

    def __init__(self, patch: pytest.MonkeyPatch, error: int, place: int | None) -> None:
        self.made, self.error, self.place = 0, error, place
        for name in NAMES:
            patch.setattr(os, name, self._guarded(name, getattr(os, name)))

    def _guarded(self, name: str, call: Call) -> Call:
        def do(*given: Any, **named: Any) -> Any:
            self.made += 1
            if self.made - 1 == self.place:
                if name == "close":
                    call(*given, **named)  # A close that reports an error has closed all the same.
                raise OSError(self.error, os.strerror(self.error))
            return call(*given, **named)

        return do


@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("is_shared", [False, True], ids=["alone", "joining"])
def test_wherever_a_call_fails_nothing_is_lost_and_the_next_save_succeeds(
    file: Path, error: int, is_shared: bool
) -> None:
    _, _, made = _save(file, is_shared, error, None)
    assert made > 9
    for place in range(made):
        save_map(file, new_map("Old"), new_envelope())
        session, said, _ = _save(file, is_shared, error, place)
        assert "\n" not in said
        assert not said or said.startswith("“ours.journey” was ")
        if said and "was written" not in said:
            assert not session.is_saved
            assert session.trouble
        assert os.listdir(file.parent) == [file.name]
        session.save()
        assert session.is_saved
        titles = {getattr(one, "title", "") for one in Session.open(file).store}
        assert {"His", *(["Hers"] if is_shared else [])} <= titles


def _save(file: Path, is_shared: bool, error: int, place: int | None) -> tuple[Session, str, int]:
    """Save a map that a colleague has saved meanwhile, one call failing; what was said, how many were made."""
    session = Session.open(file)
    if is_shared:
        mei = Session.open(file)
        add_phase(mei.store, "Hers")
        mei.save()
    add_phase(session.store, "His")
    before, said = file.read_bytes(), ""
    with pytest.MonkeyPatch.context() as patch:
        calls = Failing(patch, error, place)
        try:
            session.save()
        except CannotSave as failed:
            said = str(failed)
    if said and "was written" not in said:
        assert file.read_bytes() == before
    return session, said, calls.made


def _places(length: int) -> Iterator[int]:
    return iter(range(0, length, FEW))


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO], ids=errno.errorcode.get)
def test_a_disk_that_is_full_anywhere_leaves_the_old_bytes(file: Path, error: int) -> None:
    records, envelope, before = long_map(2500), new_envelope(), file.read_bytes()
    length = len(save_map(file.with_name("other.journey"), records, envelope))
    assert length > 600_000
    real = os.write
    for place in _places(length):
        room = place

        def write(descriptor: int, content: memoryview) -> int:
            nonlocal room
            if not room:
                raise OSError(error, os.strerror(error))
            written = real(descriptor, content[:room])
            room -= written
            return written

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", write)
            with pytest.raises(CannotSave) as caught:
                save_map(file, records, envelope)
        assert str(caught.value).startswith("“ours.journey” was not saved: ")
        assert file.read_bytes() == before
        assert sorted(os.listdir(file.parent)) == ["other.journey", "ours.journey"]


def test_a_file_that_may_not_grow_any_further_leaves_the_old_bytes(file: Path) -> None:
    records, envelope, before = long_map(2500), new_envelope(), file.read_bytes()
    length = len(save_map(file.with_name("other.journey"), records, envelope))
    limits, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for place in _places(length):
            resource.setrlimit(resource.RLIMIT_FSIZE, (place, limits[1]))
            with pytest.raises(CannotSave, match="larger than this disk takes"):
                save_map(file, records, envelope)
            assert file.read_bytes() == before
            assert sorted(os.listdir(file.parent)) == ["other.journey", "ours.journey"]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="only where places to mount in can be made")
def test_a_real_disk_with_too_little_room_leaves_the_old_bytes(tmp_path: Path) -> None:
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount")
    command = [*unshare, sys.executable, "-m", "tests.faults.full_disk", str(tmp_path), str(FEW)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    if "mount" in done.stderr:
        pytest.skip("this system lets nobody mount")
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    for one in told:
        assert one["is"] == ("old" if one["said"] else "new")
        assert not one["said"] or "the disk is full. The file is as it was" in one["said"]
        assert one["left"] == ["filler", "ours.journey"]
    assert {one["is"] for one in told} == {"old", "new"}
