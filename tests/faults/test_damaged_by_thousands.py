"""Thousands of truncated, flipped and spliced files: each opens and says that it is damaged, or is refused clearly.

Beside that: none of them costs the memory or patience of whoever opens it, and none is touched by being opened.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.counts import IS_FULL, count

EACH = count(250, 2_500)
MEGABYTES = 300
SECONDS = 2.0


@pytest.mark.parametrize("seed", range(count(1, 5)))
def test_no_damaged_file_goes_unnoticed(tmp_path: Path, seed: int) -> None:
    command = [sys.executable, "-m", "tests.faults.reading_many", str(seed), str(EACH), str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["opened"] + told["refused"] > 0.9 * EACH
    assert told["opened"] > 0.1 * EACH
    assert told["refused"] > 0.1 * EACH
    assert (told["unnoticed"], told["touched"], told["unclear"]) == (0, 0, [])
    assert told["megabytes"] <= MEGABYTES
    if IS_FULL:  # Of the processor's time, so that other work on the machine does not count.
        assert told["slowest"] <= SECONDS
