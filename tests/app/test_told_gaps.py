"""`mind-the-gap gaps` says the gaps of a map, the worst first, with why; as text and as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.command_line import cli
from app.files import open_map, save_map
from app.verbs import samples
from model.findings import Waiver
from model.format import new_envelope
from model.operations import new_map
from model.records import Record
from tests.journeys import long_map


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["gaps", *map(str, words)])


def saved(file: Path, records: list[Record]) -> Path:
    """A map as a file."""
    save_map(file, records, new_envelope())
    return file


@pytest.fixture
def sample() -> Path:
    return samples()["port-my-number"]


def test_it_ranks_them_with_level_title_where_and_why(sample: Path) -> None:
    said = run(sample)
    assert (said.exit_code, said.stderr) == (0, "")
    lines = said.stdout.splitlines()
    assert lines[0] == "Port my number to Halo: 18 gaps, 0 minor, 0 waived, 34 to-dos."
    assert lines[2] == " 1.  92.0 Critical  Chat case never reaches the store  [9 → 10, 10, 11]"
    assert lines[3].strip() == "Given by the room; the rules give 100.0."
    assert any("9 → 10: The room says that this handover fails" in line for line in lines)
    assert " 8.  69.1 High      We overrate “ID and papers verified”  [12, Store]" in lines
    assert "the rules find nothing here now" in said.stdout
    after = said.stdout.partition("\nTo do\n")[2]
    assert "Two departments meet and nobody owns the handover." in after
    assert "19 → 20: Sent back with no case carried over. No evidence supports" in after


def test_the_json_has_stable_keys(sample: Path) -> None:
    said = run(sample, "--json")
    told = json.loads(said.stdout)
    assert said.exit_code == 0
    assert told.keys() == {"map", "title", "gaps", "minor", "waived", "todos"}
    assert told["gaps"][0].keys() == {
        *(
            "key",
            "title",
            "anchor",
            "about",
            "where",
            "severity",
            "level",
            "computed",
            "given",
            "given_reason",
        ),
        *("named", "covers", "signs", "arithmetic", "money", "waiver"),
    }
    assert told["gaps"][0]["signs"][0].keys() == {"rule", "anchor", "why", "suggestion"}
    assert told["todos"][0].keys() == {"rule", "anchor", "title", "where", "why", "suggestion"}
    severities = [gap["severity"] for gap in told["gaps"]]
    assert severities == sorted(severities, reverse=True)
    first, named = told["gaps"][0], [gap["key"] for gap in told["gaps"] if gap["named"]]
    assert (first["severity"], first["computed"], first["level"]) == (92, 100, "Critical")
    assert "gap:" + first["anchor"] in first["covers"]
    assert first["arithmetic"][-1].endswith("= 103.5, capped at 100.")
    assert len(named) == 8
    assert all(one.startswith("ng_") for one in named)


def test_waived_gaps_stand_apart_with_reason_and_name(sample: Path, tmp_path: Path) -> None:
    records = list(open_map(sample).records)
    own = json.loads(run(sample, "--json").stdout)["gaps"]
    key = next(gap["key"] for gap in own if gap["title"] == "We overrate “ID and papers verified”")
    waiver = Waiver(id="wa_1", gap=key, reason="The law asks for it", by="Mei")
    file = saved(tmp_path / "waived.journey", [*records, waiver])
    before, _, after = run(file).stdout.partition("\nWaived\n")
    assert "We overrate “ID and papers verified”  [12" not in before
    assert "  ✗  69.1 High      We overrate “ID and papers verified”  [12, Store]" in after
    assert "Waived (Mei): The law asks for it" in after
    told = json.loads(run(file, "--json").stdout)
    assert [(gap["key"], gap["waiver"]["by"]) for gap in told["waived"]] == [(key, "Mei")]


def test_an_empty_map_has_none(tmp_path: Path) -> None:
    said = run(saved(tmp_path / "empty.journey", new_map("Nothing yet")))
    assert (said.exit_code, said.stdout) == (0, "Nothing yet: 0 gaps, 0 minor, 0 waived, 0 to-dos.\n")


def test_a_map_with_a_thousand_touchpoints_is_told_too(tmp_path: Path) -> None:
    told = json.loads(run(saved(tmp_path / "long.journey", long_map(1000)), "--json").stdout)
    assert told["gaps"]
    assert told["todos"]


def test_what_is_no_map_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "nonsense.journey").write_bytes(b"\x00\xffno map" * 9)
    for file in ("nonsense.journey", "absent.journey"):
        said = run(tmp_path / file)
        assert (said.exit_code, said.stdout) == (1, "")
        assert said.stderr.count("\n") == 1
        assert "Traceback" not in said.stderr
