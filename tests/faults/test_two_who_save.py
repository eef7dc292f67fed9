"""Two processes that edit one file and save at the same time lose nothing, with or without the hint that they do.

A file that one of them puts there in the very moment in which the other does may be overwritten unseen; whoever
looks again a while later finds that out and saves again. One who is killed before that has it in their journal:
this is why the last save of a killed one is not asked for here.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.files import open_map, save_map
from model.format import Opened, new_envelope
from model.join import conflicts
from model.kinds import references
from model.operations import new_map
from model.records import Touchpoint
from tests.faults.counts import count
from tests.faults.editing import MORE

TIMES = count(20, 1000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A map on a shared folder."""
    path = tmp_path / "shared" / "ours.journey"
    path.parent.mkdir()
    save_map(path, new_map("Ours"), new_envelope())
    return path


@pytest.fixture
def begin(file: Path, tmp_path: Path) -> Iterator["Begin"]:
    """Lets somebody edit in a process of their own."""
    begun = Begin(file, tmp_path)
    yield begun
    for one in begun.processes:
        if one.poll() is None:
            one.kill()
        one.communicate()


class Begin:
    """Starts processes that edit one file, each on a computer of its own."""

    def __init__(self, file: Path, homes: Path) -> None:
        self.file, self.homes = file, homes
        self.processes: list[subprocess.Popen[str]] = []

    def __call__(self, name: str, hint: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.faults.editing", str(self.file), name, str(TIMES), hint]
        home = {**os.environ, "MIND_THE_GAP_HOME": str(self.homes / name)}
        one = subprocess.Popen(
            command, cwd=Path(__file__).parents[2], env=home, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.processes.append(one)
        return one


def come_to_an_end(one: "subprocess.Popen[str]") -> None:
    """Let somebody who has done everything look again, and go."""
    said, wrong = one.communicate("\n")
    assert one.returncode == 0, wrong
    assert said == "" or said.split()[-1] == "done"


def numbers_of(opened: Opened, name: str) -> list[int]:
    """What somebody has written, in order."""
    titles = [one.title.split() for one in opened.records if isinstance(one, Touchpoint)]
    return sorted(int(words[1]) for words in titles if words[0] == name)


def assert_whole(opened: Opened) -> None:
    """Nothing is in disorder, and nothing names what is not there."""
    assert opened.problems == []
    assert conflicts(opened) == []
    ids = {one.id for one in opened.records}
    assert [named for one in opened.records for _, named in references(one) if named not in ids] == []


@pytest.mark.parametrize("hint", ["hint", "none"], ids=["with the hint", "without it"])
def test_two_processes_on_one_file_lose_nothing(file: Path, begin: Begin, hint: str) -> None:
    both = [begin(name, hint) for name in ("mei", "jon")]
    for one in both:
        assert one.stdout is not None
        while one.stdout.readline() not in ("done\n", ""):
            pass
    for one in both:
        come_to_an_end(one)
    opened = open_map(file)
    for name in ("mei", "jon"):
        assert numbers_of(opened, name) == [*range(MORE, TIMES + 1, MORE)]
    assert_whole(opened)
    assert os.listdir(file.parent) == [file.name]


def test_one_of_two_who_is_killed_loses_only_what_was_in_flight(file: Path, begin: Begin) -> None:
    mei, jon = begin("mei", "none"), begin("jon", "none")
    assert jon.stdout is not None
    assert mei.stdout is not None
    for _ in range(TIMES // 3):
        last = int(jon.stdout.readline())
    jon.send_signal(signal.SIGKILL)
    last = max([last, *(int(line) for line in jon.stdout.read().split())])
    while mei.stdout.readline() not in ("done\n", ""):
        pass
    come_to_an_end(mei)
    opened = open_map(file)
    assert numbers_of(opened, "mei") == [*range(MORE, TIMES + 1, MORE)]
    his = numbers_of(opened, "jon")
    assert last - 1 <= his[-1] <= last + 1
    assert his[:-1] == [*range(MORE, his[-1], MORE)]
    assert_whole(opened)
    left = {one.suffix for one in file.parent.iterdir()}
    assert left <= {".journey", ".saving"}
