"""A process that is killed while it saves leaves the old file or the new one, whole, wherever it was."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.files import STALE, clear_away, save_bytes
from tests.faults.dying import NAMES, SCENES

TRACES = shutil.which("strace") is not None and sys.platform == "linux"


def killed(tmp_path: Path, scene: str, how: str) -> list[dict[str, object]]:
    """What each killed save left behind."""
    command = [sys.executable, "-m", "tests.faults.dying", str(tmp_path), scene, how]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
@pytest.mark.parametrize("scene", SCENES)
def test_a_save_killed_at_any_call_leaves_the_old_file_or_the_new_one(tmp_path: Path, scene: str) -> None:
    found = killed(tmp_path, scene, "once")
    assert {one["is"] for one in found} == {"old", "new"}
    assert [one["status"] for one in found if not one["killed"]] == [0, 0]
    assert len(found) >= 2 * 10
    assert all(str(left).endswith(".saving") for one in found for left in one["left"])  # type: ignore[attr-defined]


@pytest.mark.skipif(not TRACES, reason="only where strace is")
@pytest.mark.parametrize("scene", SCENES)
def test_a_save_killed_at_any_system_call_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, scene: str
) -> None:
    found = killed(tmp_path, scene, "strace")
    if not found:
        pytest.skip("strace may not trace here")
    assert {one["is"] for one in found} <= {"old", "new"}
    through = [one for one in found if not one["killed"]]  # One call fewer for memory than the time before.
    assert all((one["is"], one["status"]) == ("new", 0) for one in through)
    assert len(through) < 0.2 * len(found)


def test_the_injector_knows_every_call_that_a_save_makes() -> None:
    assert {"open", "read", "write", "fsync", "close", "replace", "unlink", "stat", "fstat"} <= set(NAMES)


def test_what_a_killed_save_left_is_cleared_away_once_it_is_old(tmp_path: Path) -> None:
    file = tmp_path / "ours.journey"
    save_bytes(file, b"{}")
    old, new = tmp_path / ".ours.journey.0a1b2c3d.saving", tmp_path / ".ours.journey.ffffffff.saving"
    others = tmp_path / ".theirs.journey.0a1b2c3d.saving", tmp_path / ".ours.journey.mine.saving"
    for one in (old, new, *others):
        one.write_bytes(b"half")
    long_ago = time.time() - STALE - 60
    for one in (old, *others):
        os.utime(one, (long_ago, long_ago))
    clear_away(file)
    assert sorted(one for one in tmp_path.iterdir()) == sorted([file, new, *others])


def test_a_folder_that_cannot_be_looked_into_is_left_alone(tmp_path: Path) -> None:
    clear_away(tmp_path / "gone" / "ours.journey")
    assert list(tmp_path.iterdir()) == []
