"""The app is killed in the middle of a workshop, again and again: at most the edit in flight is lost."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from app.files import clear_away, open_map
from app.session import Session
from app.verbs import samples
from tests.faults.counts import count

Said = tuple[str, list[Any]]


def lines_of(told: IO[bytes]) -> Iterator[Said]:
    """What the app says, as long as it lives; a line that it was killed in says nothing."""
    for line in told:
        if line.endswith(b"\n"):
            what, held = json.loads(line)
            yield what, held


def lives(folder: Path, steps: int) -> tuple[list[Any], list[Any]]:
    """Let the app work for so many steps and kill it; what it found, and what it said last."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", MIND_THE_GAP_HOME=str(folder / "home"))
    command = [sys.executable, "-m", "tests.faults.working", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=root) as app:
        assert app.stdout is not None
        said = lines_of(app.stdout)
        what, found = next(said)
        assert what == "found"
        last = found
        for _ in range(steps):
            last = next(said)[1]
        app.send_signal(signal.SIGKILL)
        rest = [held for _, held in said]
    return found, rest[-1] if rest else last


def number_of(held: list[Any]) -> int:
    """The last step that a map says was done."""
    return max((int(title.split()[-1]) for title in held[0] if title.startswith("Step ")), default=-1)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Any]]:
    """What the map holds after each step, where nobody is killed."""
    from tests.faults.working import Step, held

    session = Session.copy_of(samples()["port-my-number"])
    found = {-1: held(session)}
    for _ in range(count(60, 4000)):
        number = Step(session.store).take()
        found[number] = held(session)
    return found


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that kills")
def test_at_most_the_edit_in_flight_is_lost(tmp_path: Path, course: dict[int, list[Any]]) -> None:
    chance = random.Random(6)
    shutil.copy(samples()["port-my-number"], tmp_path / "map.journey")
    last = course[-1]
    for _ in range(count(2, 200)):
        before = number_of(last)
        found, last = lives(tmp_path, chance.randrange(1, 16))
        assert number_of(found) in (before, before + 1)
        assert found == course[number_of(found)]
        assert last == course[number_of(last)]
    assert number_of(last) > count(2, 200)
    open_map(tmp_path / "map.journey")
    # What a save put beside the file when it was killed goes a day later, as the map is opened.
    for place in tmp_path.glob(".*.saving"):
        os.utime(place, (0, 0))
    clear_away(tmp_path / "map.journey")
    assert list(tmp_path.glob(".*.saving")) == []
