"""Copies of a map are joined and compared in a shell too, and git does it by itself once it is set up."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.files import open_map
from app.session import Session
from app.verbs import samples
from model.join import conflicts
from model.operations import add_phase, delete, rename
from model.records import Handover, Phase, Touchpoint
from tests.app.test_command_line import run

TITLE = "Second store visit"


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A map, and two copies of it in which people changed the same title and something else."""
    base, mine, theirs = (tmp_path / f"{name}.journey" for name in ("base", "mine", "theirs"))
    start = Session.copy_of(samples()["port-my-number"])
    start.save_as(base)
    for path, name in ((mine, "Mei"), (theirs, "Jon")):
        session = Session.open(base)
        session.author = name
        step = next(one.id for one in session.store.of(Touchpoint).values() if one.title == TITLE)
        rename(session.store, step, f"{name} goes again")
        add_phase(session.store, f"Of {name}")
        session.save_as(path)
    return base, mine, theirs


def titles(path: Path) -> set[str]:
    return {one.title for one in open_map(path).records if isinstance(one, Phase)}


def test_join_writes_what_either_has_and_tells_what_both_changed(copies: tuple[Path, Path, Path]) -> None:
    _, mine, theirs = copies
    out = mine.with_name("out.journey")
    said = run("join", mine, theirs, "-o", out)
    assert said.exit_code == 0
    assert {"Of Mei", "Of Jon"} <= titles(out)
    (line,) = said.stderr.splitlines()
    assert line.startswith("Both changed: 20 · Put right · Store · Title: ")
    assert "Mei says “Mei goes again”" in line
    assert "Jon says “Jon goes again”" in line
    assert len(conflicts(open_map(out))) == 1
    again = run("join", theirs, out, mine, "-o", mine.with_name("again.journey"))
    assert again.exit_code == 0
    assert mine.with_name("again.journey").read_bytes() == out.read_bytes()


def test_other_maps_are_not_joined(copies: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, mine, _ = copies
    before = mine.read_bytes()
    for words in (
        ("join", mine, samples()["curbside-pickup"], "-o", mine),
        ("merge", mine, mine, samples()["curbside-pickup"]),
    ):
        said = run(*words)
        assert said.exit_code == 1
        assert "is no copy of the map in" in said.stderr
        assert said.stderr.count("\n") == 1
    assert run("join", mine, "-o", tmp_path).exit_code == 1
    assert mine.read_bytes() == before


def test_merge_writes_into_mine_and_ends_well(copies: tuple[Path, Path, Path]) -> None:
    base, mine, theirs = copies
    said = run("merge", base, mine, theirs)
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr.startswith("Both changed: 20")
    assert {"Of Mei", "Of Jon"} <= titles(mine)


def test_merge_knows_by_the_base_what_was_changed_by_hand(copies: tuple[Path, Path, Path]) -> None:
    base, mine, theirs = copies
    start = base.read_bytes()
    mine.write_bytes(start.replace(b"Second store visit", b"A visit"))
    theirs.write_bytes(start.replace(b"Leaves with SIM", b"Leaves the store with a SIM"))
    said = run("merge", base, mine, theirs)
    assert (said.exit_code, said.stderr) == (0, "")
    merged = mine.read_bytes()
    assert b"A visit" in merged
    assert b"Leaves the store with a SIM" in merged
    mine.write_bytes(start)
    assert run("merge", mine.with_name("nothing"), mine, theirs).exit_code == 0


def test_diff_says_in_words_what_differs(copies: tuple[Path, Path, Path]) -> None:
    base, mine, _ = copies
    session = Session.open(mine)
    gone = next(iter(session.store.of(Handover)))
    delete(session.store, [gone])
    session.save()
    said = run("diff", base, mine)
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert any(line.startswith("20: Title") for line in lines)
    assert "Phase “Of Mei” added." in lines
    assert any(line.startswith("Handover ") and line.endswith(" removed.") for line in lines)
    told = json.loads(run("diff", base, mine, "--json").stdout)
    assert [one["said"] for one in told["differences"]] == lines
    assert run("diff", mine, mine).stdout == ""


def test_diff_of_one_map_is_the_same_text_every_time(copies: tuple[Path, Path, Path]) -> None:
    base, *_ = copies
    said = run("diff", base)
    assert said.exit_code == 0
    assert f"20 · Put right · Store · Title: {TITLE}" in said.stdout.splitlines()
    assert run("diff", base).stdout == said.stdout
    assert run("diff", "/dev/null", base).stdout.count(" added.") > 100


def test_check_tells_what_nobody_has_chosen_and_what_was_deleted(copies: tuple[Path, Path, Path]) -> None:
    base, mine, theirs = copies
    run("merge", base, mine, theirs)
    session = Session.open(mine)
    delete(session.store, [next(iter(session.store.of(Handover)))])
    session.save()
    said = run("check", mine)
    assert "Both changed: 20" in said.stdout
    assert "1 deleted record can still be brought back." in said.stdout
    report = json.loads(run("check", mine, "--json").stdout)
    assert [one["field"] for one in report["conflicts"]] == ["title"]
    assert report["trash"] == 1


def _git(folder: Path, *words: str) -> str:
    own = ["-c", "user.name=Mei", "-c", "user.email=mei@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *own, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_merges_and_compares_maps_once_it_is_set_up(
    copies: tuple[Path, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, mine, theirs = copies
    house = tmp_path / "house"
    house.mkdir()
    _git(house, "init", "-q")
    monkeypatch.chdir(house)
    for _ in range(2):
        said = run("git-setup")
        assert said.exit_code == 0
    assert (house / ".gitattributes").read_text("utf-8") == "*.journey merge=journey diff=journey\n"
    file = house / "map.journey"
    shutil.copy(base, file)
    _git(house, "add", "-A")
    _git(house, "commit", "-qm", "Begin")
    _git(house, "checkout", "-qb", "mei")
    shutil.copy(mine, file)
    _git(house, "commit", "-qam", "Hers")
    _git(house, "checkout", "-q", "main")
    shutil.copy(theirs, file)
    _git(house, "commit", "-qam", "His")
    _git(house, "merge", "-q", "mei", "-m", "Both")
    assert {"Of Mei", "Of Jon"} <= titles(file)
    assert len(conflicts(open_map(file))) == 1
    shown = _git(house, "diff", "HEAD~1", "HEAD")
    assert "+Phase “Of Mei” · Title: Of Mei" in shown


def test_git_setup_outside_of_a_repository_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    said = run("git-setup")
    assert said.exit_code == 1
    assert said.stderr.count("\n") == 1
