"""The verb history: versions listed, and one written out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.command_line import cli
from app.files import open_map
from app.session import Session
from model.operations import rename
from model.records import JourneyMap


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A map with two saves."""
    session = Session.new()
    session.save_as(tmp_path / "map.journey")
    rename(session.store, next(iter(session.store.of(JourneyMap))), "Later")
    session.save()
    session.versions.wait()
    session.close()
    return tmp_path / "map.journey"


def test_versions_are_listed_newest_first(kept: Path) -> None:
    said = CliRunner().invoke(cli, ["history", str(kept)])
    assert said.exit_code == 0
    newest, first = said.stdout.splitlines()
    assert newest.startswith("1  ")
    assert "You: " in newest
    assert first.startswith("2  ")
    told = json.loads(CliRunner().invoke(cli, ["history", str(kept), "--json"]).stdout)
    assert [one["number"] for one in told["versions"]] == [1, 2]


def test_a_version_is_written_out_and_nothing_written_over(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "back.journey"
    wanted = ["history", str(kept), "--restore", "2", "--to", str(out)]
    assert CliRunner().invoke(cli, wanted).exit_code == 0
    (title,) = [one.title for one in open_map(out).records if isinstance(one, JourneyMap)]
    assert title == "Untitled map"
    assert CliRunner().invoke(cli, wanted).exit_code == 1
    assert CliRunner().invoke(cli, ["history", str(kept), "--restore", "9", "--to", "x"]).exit_code == 1
    assert CliRunner().invoke(cli, ["history", str(kept), "--restore", "1"]).exit_code == 2
