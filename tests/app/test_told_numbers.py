"""`mind-the-gap numbers` says the numbers along the journey for people and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.command_line import cli
from app.files import save_map
from app.verbs import samples
from model.findings import Kpi
from model.format import new_envelope
from model.operations import new_map
from tests.model.numbers.maps import records

FIGURES = [
    *("contacts", "wait", "handover_wait", "time", "effort", "cost", "first_contact_resolution"),
    *("failure_demand", "defection", "defection_money", "peak_end", "bond"),
]


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["numbers", *map(str, words)])


@pytest.fixture
def sample() -> Path:
    return samples()["port-my-number"]


def test_it_tells_all_customers_and_each_persona(sample: Path) -> None:
    said = run(sample)
    assert (said.exit_code, said.stderr) == (0, "")
    for name in ("All customers", "Amira Rahman", "Daniel Tan"):
        assert f"\n{name}\n" in said.stdout
    assert "15.43 contacts" in said.stdout
    assert "25 of 25 waits known" in said.stdout
    assert "Likely way, 63.4%: 1–5 → 7–14 → 23 → 25, done" in said.stdout


def test_the_json_has_the_keys_that_the_readme_names(sample: Path) -> None:
    report = json.loads(run(sample, "--json").stdout)
    assert list(report) == ["map", "title", "numbers", "scores"]
    everybody, *personas = report["numbers"]
    assert everybody["persona"] is None
    assert [one["name"] for one in personas] == ["Amira Rahman", "Daniel Tan"]
    assert list(everybody["figures"]) == FIGURES
    assert list(everybody) == [
        *("persona", "name", "figures", "touchpoints", "walks", "unreachable", "errors"),
    ]
    figure = everybody["figures"]["contacts"]
    assert list(figure) == ["name", "value", "unit", "formula", "known", "of", "counts", "note"]
    assert list(everybody["walks"][0]) == ["touchpoints", "handovers", "chance", "ends", "peak_end", "bond"]
    reach = {one["number"]: one["reach"] for one in everybody["touchpoints"]}
    assert (reach[10], reach[15], reach[17]) == pytest.approx((1.0, 0.11, 0.022))


def test_one_persona_is_told_by_its_first_letters(sample: Path) -> None:
    (only,) = json.loads(run(sample, "--persona", "amira", "--json").stdout)["numbers"]
    assert only["name"] == "Amira Rahman"
    assert only["figures"]["contacts"]["value"] == pytest.approx(15.869)


@pytest.mark.parametrize("name", ["Nobody", ""])
def test_a_persona_that_is_not_there_is_wrong_use(sample: Path, name: str) -> None:
    said = run(sample, "--persona", name)
    assert said.exit_code == 2
    assert said.stdout == ""
    assert said.stderr == f"There is no persona {name!r}; there are Amira Rahman, Daniel Tan.\n"


def test_a_name_that_two_personas_share_is_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "two.journey"
    save_map(file, records(1, [], personas=(0.5, 0.5)), new_envelope())
    assert run(file, "--persona", "Persona").exit_code == 2
    assert run(file, "--persona", "persona 1").exit_code == 0


def test_an_empty_map_has_numbers_too(tmp_path: Path) -> None:
    file = tmp_path / "empty.journey"
    save_map(file, new_map("Nothing yet"), new_envelope())
    said = run(file)
    assert said.exit_code == 0
    assert "0.00 contacts" in said.stdout
    assert "There is nothing to count." in said.stdout
    assert json.loads(run(file, "--json").stdout)["numbers"][0]["walks"] == []


def test_errors_are_shown_and_what_they_spoil_is_a_dash(tmp_path: Path) -> None:
    file = tmp_path / "wrong.journey"
    fields = {"t1": {"title": "Goes\x1b[31m round"}}
    save_map(file, records(4, [(0, 1), (1, 2), (2, 1), (0, 3)], **fields), new_envelope())
    said = run(file)
    assert said.exit_code == 0
    assert "2 Goes [31m round: Nobody ever leaves the cycle of 2, 3." in said.stdout
    (everybody,) = json.loads(run(file, "--json").stdout)["numbers"]
    assert everybody["figures"]["contacts"]["value"] is None
    assert [one["visits"] for one in everybody["touchpoints"]] == [1.0, None, None, 0.5]
    assert everybody["errors"] == [
        {"touchpoint": "tp_1", "message": "Nobody ever leaves the cycle of 2, 3."},
    ]


def test_scores_are_told_where_a_kpi_names_its_method(tmp_path: Path) -> None:
    file = tmp_path / "scored.journey"
    kpi = Kpi(id="kp_1", title="Recommend", method="NPS", now=-12)
    save_map(file, [*records(1, []), kpi], new_envelope())
    (score,) = json.loads(run(file, "--json").stdout)["scores"]
    assert (score["kpi"], score["value"], score["formula"]) == (
        "kp_1",
        -12,
        "% of answers 9–10 − % of answers 0–6",
    )


def test_a_file_that_is_no_map_is_refused_in_one_sentence(tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.journey"
    nonsense.write_bytes(b"\x00\xffno map" * 50)
    for source in (nonsense, tmp_path / "absent.journey", tmp_path):
        said = run(source)
        assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (1, "", 1)
