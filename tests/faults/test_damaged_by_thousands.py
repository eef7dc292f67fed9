"""Thousands of truncated, flipped and spliced files: each opens and says that it is damaged, or is refused clearly.

Beside that: none of them costs the memory or patience of whoever opens it, and none is touched by being opened.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from model.reading import MOST_TOLD
from tests.faults.counts import IS_FULL, count

EACH = count(250, 2_500)
BROKEN = count(12_000, 199_000)
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


@pytest.mark.parametrize("which", ["empty", "null", "wrong", "twice", "dangling"])
def test_a_file_of_broken_records_costs_nobody_patience(tmp_path: Path, which: str) -> None:
    command = [sys.executable, "-m", "tests.faults.reading_broken", which, str(BROKEN), str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    if which == "dangling":  # Each is sound by itself, and needs a look.
        assert (told["said"], told["problems"]) == ("", MOST_TOLD + 3)
    else:
        assert "more than 5,000 of its records do not hold to the rules" in told["said"]
    assert told["megabytes"] <= MEGABYTES
