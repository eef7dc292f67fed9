"""What is exported and cannot be written: one sentence says why and that the map is safe, and no part is left."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.files import NotExported, export_bytes
from app.verbs import samples
from tests.faults.counts import count

ENDINGS = [".pdf", ".svg", ".png"][: count(1, 3)]
SAFE = "the map is safe, and you can export it to another place."
REASONS = {
    errno.ENOSPC: "since the disk is full: ",
    errno.EACCES: "since you have no permission there: ",
    errno.EROFS: "since this disk can only be read: ",
    errno.ENOENT: "since its folder is gone: ",
    errno.EIO: "since the disk or the network reported an error: ",
}


@pytest.mark.skipif(shutil.which("unshare") is None, reason="only where places to mount in can be made")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_named_and_what_was_there_stays(tmp_path: Path, ending: str) -> None:
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount")
    source = samples()["port-my-number"]
    command = [*unshare, sys.executable, "-m", "tests.faults.full_export", str(source), str(tmp_path), ending]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    if "mount" in done.stderr:
        pytest.skip("this system lets nobody mount")
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    for one in (first, second):
        assert one["said"] == f"“out{ending}” was not exported, since the disk is full: {SAFE}\n"
        assert (one["code"], one["as_before"]) == (1, True)
    assert (first["left"], second["left"]) == ([], [f"out{ending}"])


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")

    def refuse(*names: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(NotExported) as refused:
        export_bytes(out, b"new")
    assert str(refused.value) == f"“out.pdf” was not exported, {REASONS[reason]}{SAFE}"
    assert (out.read_bytes(), os.listdir(tmp_path)) == (b"old", ["out.pdf"])


def test_a_read_only_file_is_named_as_the_reason(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")
    out.chmod(0o444)
    with pytest.raises(NotExported, match="since a file of this name is read-only: the map is safe"):
        export_bytes(out, b"new")
    assert (out.read_bytes(), os.listdir(tmp_path)) == (b"old", ["out.pdf"])


def test_what_was_written_and_not_confirmed_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, sync, calls = tmp_path / "out.pdf", os.fsync, list[int]()

    def fail_at_the_folder(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_at_the_folder)
    with pytest.raises(
        NotExported, match=r"was exported, but the disk did not confirm it: .* Export it again"
    ):
        export_bytes(out, b"new")
    assert out.read_bytes() == b"new"
