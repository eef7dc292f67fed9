"""A team whose app is killed, whose folder goes read-only and whose disk fills up ends with one map, nothing lost."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.counts import count

SECONDS = count(9, 300)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="only where places to mount in can be made")
def test_a_team_ends_with_one_map_whatever_happens_to_it(tmp_path: Path) -> None:
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    (tmp_path / "team").mkdir()
    command = [*unshare, sys.executable, "-m", "tests.faults.team", str(tmp_path / "team"), str(SECONDS)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    if done.returncode and ("mount" in done.stderr or "unshare" in done.stderr):
        pytest.skip("this system lets nobody mount")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["equal"]
    assert (told["missing"], told["dangling"], told["problems"], told["conflicts"]) == ([], [], [], 0)
    assert (told["lost after a kill"], told["kills"]) == (0, 2)
    assert (told["left"], told["ended"]) == (["ours.journey"], [0, 0])
    assert min(told["edits"].values()) > 3
