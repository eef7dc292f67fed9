"""A save leaves the new file or the old one, whatever fails on the way, and says which."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.files import CannotOpen, CannotSave, open_map, save_map
from model.format import new_envelope
from model.operations import new_map
from model.records import Record

CALLS = [
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "stat",
    "fstat",
    "fchown",
    "fchmod",
    "setxattr",
    "listxattr",
]
FAULTS = [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS]
RECORDS: list[Record] = new_map("New")
ENVELOPE = new_envelope()


class Faults:
    """Lets the system calls of a save through, counts them, and fails one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self.fail_at: int | None = None
        self.error = errno.EIO
        for name in CALLS:
            monkeypatch.setattr(os, name, self._guarded(name, getattr(os, name)))

    def _guarded(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*given: Any, **named: Any) -> Any:
            self.made.append(name)
            if self.fail_at is not None and len(self.made) - 1 == self.fail_at:
                if name == "close":
                    call(*given, **named)  # A close that reports an error has closed all the same.
                raise OSError(self.error, os.strerror(self.error))
            return call(*given, **named)

        return guarded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A map that was saved before."""
    path = tmp_path / "shared" / "ours.journey"
    path.parent.mkdir()
    save_map(path, new_map("Old"), new_envelope())
    return path


def _title(path: Path) -> str:
    return next(str(one.title) for one in open_map(path).records if one.kind == "map")  # type: ignore[attr-defined]


def test_a_saved_map_opens_again_and_nothing_else_is_left(path: Path) -> None:
    content = save_map(path, RECORDS, ENVELOPE)
    assert path.read_bytes() == content
    opened = open_map(path)
    assert sorted(one.id for one in opened.records) == sorted(one.id for one in RECORDS)
    assert opened.problems == []
    assert [one.name for one in path.parent.iterdir()] == ["ours.journey"]


def test_a_save_syncs_the_file_before_and_the_folder_after_it_takes_its_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = Faults(monkeypatch)
    save_map(path, RECORDS, ENVELOPE)
    kept = [name for name in faults.made if name in ("write", "fsync", "replace")]
    assert kept == ["write", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("error", FAULTS, ids=errno.errorcode.get)
@pytest.mark.parametrize("is_new", [False, True], ids=["over an old file", "a new file"])
def test_wherever_a_call_fails_the_file_is_the_old_or_the_new_one(
    path: Path, error: int, is_new: bool
) -> None:
    target = path.with_name("new.journey") if is_new else path
    before = target.read_bytes() if not is_new else None
    with pytest.MonkeyPatch.context() as patch:
        counting = Faults(patch)
        after = save_map(target, RECORDS, ENVELOPE)
    for place in range(len(counting.made)):
        target.unlink(missing_ok=True)
        if before is not None:
            target.write_bytes(before)
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch)
            faults.fail_at, faults.error = place, error
            said = ""
            try:
                save_map(target, RECORDS, ENVELOPE)
            except CannotSave as caught:
                said = str(caught)
        now = target.read_bytes() if target.exists() else None
        assert now in (before, after)
        assert now == after or (said.startswith(f"“{target.name}” was not saved: ") and "\n" not in said)
        assert {one.name for one in target.parent.iterdir()} <= {"ours.journey", "new.journey"}


def test_a_disk_that_fills_up_half_way_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, written, real = path.read_bytes(), [0], os.write

    def write(descriptor: int, content: memoryview) -> int:
        if written[0] >= 300:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        count = real(descriptor, content[:100])
        written[0] += count
        return count

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(
        CannotSave, match=r"“ours.journey” was not saved: the disk is full\. The file is as it was"
    ):
        save_map(path, RECORDS, ENVELOPE)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["ours.journey"]


def test_a_read_only_file_is_refused_by_name_and_not_replaced(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(CannotSave, match=r"“ours.journey” is read-only"):
        save_map(path, RECORDS, ENVELOPE)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode(path: Path, mode: int) -> None:
    path.chmod(mode)
    save_map(path, RECORDS, ENVELOPE)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_gets_the_mode_that_new_files_get_here(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    save_map(tmp_path / "new.journey", RECORDS, ENVELOPE)
    assert (tmp_path / "new.journey").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_is_followed_and_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.journey"
    link.symlink_to(path)
    save_map(link, RECORDS, ENVELOPE)
    assert link.is_symlink()
    assert _title(path) == "New"


def test_extended_attributes_are_kept(path: Path) -> None:
    try:
        os.setxattr(path, "user.colour", b"green")
    except OSError:
        pytest.skip("this disk has no extended attributes")
    save_map(path, RECORDS, ENVELOPE)
    assert os.getxattr(path, "user.colour") == b"green"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept(path: Path) -> None:
    os.chown(path, 12345, 12345)
    save_map(path, RECORDS, ENVELOPE)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone/ours.journey", "“ours.journey” was not saved: it is not there, or its folder is gone."),
        ("ours.journey/x.journey", "“x.journey” was not saved: its folder is gone."),
        (".", "“shared” was not saved: it is a folder."),
        ("x" * 300, "was not saved: its name is too long."),
        ("a\0b", "was not saved: its name cannot be used"),
    ],
)
def test_a_place_that_cannot_be_saved_to_is_named(path: Path, name: str, message: str) -> None:
    with pytest.raises(CannotSave) as caught:
        save_map(path.parent / name, RECORDS, ENVELOPE)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.journey", "“gone.journey” cannot be opened: it is not there, or its folder is gone."),
        (".", "“shared” cannot be opened: it is a folder."),
        ("empty.journey", "“empty.journey” cannot be opened. This file is empty."),
        ("a\0b", "cannot be opened: its name cannot be used"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(path: Path, name: str, message: str) -> None:
    path.with_name("empty.journey").write_bytes(b"")
    with pytest.raises(CannotOpen) as caught:
        open_map(path.parent / name)
    assert str(caught.value).startswith(message) or message in str(caught.value)


@pytest.mark.parametrize("error", FAULTS, ids=errno.errorcode.get)
def test_a_disk_that_fails_while_reading_is_named(
    path: Path, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> bytes:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(CannotOpen, match=r"“ours.journey” cannot be opened: .*\.$"):
        open_map(path)
