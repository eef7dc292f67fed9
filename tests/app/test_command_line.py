"""The command line does what it says without a screen, and says in one sentence what it cannot do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.command_line import cli
from app.files import open_map, save_map
from app.verbs import samples
from model.format import new_envelope
from model.operations import new_map
from tests.exporters.reading import text_of

HOUSE = Path(__file__).resolve().parents[2]
SAMPLE = "port-my-number"


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def from_a_shell(*words: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own, in another folder, with nothing that could show a window."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QT_", "DISPLAY", "WAYLAND"))
    }
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(HOUSE)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text and text.strip().endswith((".", "”"))


@pytest.fixture
def sample() -> Path:
    return samples()[SAMPLE]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    file = tmp_path / "empty.journey"
    save_map(file, new_map("Nothing yet"), new_envelope())
    return file


@pytest.fixture
def nonsense(tmp_path: Path) -> Path:
    file = tmp_path / "nonsense.journey"
    file.write_bytes(b"\x00\xffthis is no map" * 50)
    return file


# -- check


def test_check_says_that_a_sample_is_sound(sample: Path) -> None:
    said = run("check", sample)
    assert (said.exit_code, said.stderr) == (0, "")
    assert "25 touchpoints" in said.stdout
    assert said.stdout.endswith("The file is sound.\n")


def test_check_says_the_same_as_json(sample: Path) -> None:
    said = run("check", sample, "--json")
    report = json.loads(said.stdout)
    assert said.exit_code == 0
    assert report.keys() == {
        "map",
        "title",
        "sound",
        "read_only",
        "records",
        "problems",
        "conflicts",
        "trash",
    }
    assert (report["conflicts"], report["trash"]) == ([], 0)
    assert (report["sound"], report["read_only"], report["problems"]) == (True, False, [])
    assert report["records"]["touchpoint"] == 25


def test_check_of_an_empty_map_finds_it_sound(empty: Path) -> None:
    said = run("check", empty)
    assert said.exit_code == 0
    assert "Nothing yet: 3 channels, 3 phases." in said.stdout


def test_check_names_what_needs_a_look(empty: Path) -> None:
    lines = empty.read_text("utf-8").replace('"kind":"phase","rank":"V"', '"kind":"phase","rank":"?!"')
    empty.write_text(lines, "utf-8")
    said = run("check", empty, "--json")
    report = json.loads(said.stdout)
    assert said.exit_code == 1
    assert report["sound"] is False
    assert any(problem["record"].startswith("ph_") for problem in report["problems"] if problem["record"])
    assert run("check", empty).exit_code == 1


def test_check_of_a_map_from_a_later_version_says_it_can_only_be_read(empty: Path) -> None:
    text = empty.read_text("utf-8").replace('"min_reader":1', '"min_reader":99')
    empty.write_text(text, "utf-8")
    assert json.loads(run("check", empty, "--json").stdout)["read_only"] is True
    assert "newer version" in run("check", empty).stdout


@pytest.mark.parametrize("verb", [("check",), ("export", "out.pdf")])
def test_a_file_that_is_no_map_is_refused_in_one_sentence(
    verb: tuple[str, ...], nonsense: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for source in (nonsense, tmp_path / "absent.journey", tmp_path):
        said = run(verb[0], source, *verb[1:])
        assert said.exit_code == 1
        assert said.stdout == ""
        assert said.stderr.count("\n") == 1
        assert "Traceback" not in said.stderr
        assert not (tmp_path / "out.pdf").exists()


# -- export


def test_export_writes_a_pdf(sample: Path, tmp_path: Path) -> None:
    said = run("export", sample, tmp_path / "out.pdf")
    assert (said.exit_code, said.stdout, said.stderr) == (0, "", "")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_export_of_an_empty_map_writes_a_pdf(empty: Path, tmp_path: Path) -> None:
    assert run("export", empty, tmp_path / "out.pdf").exit_code == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_a_reproducible_export_gives_the_same_bytes_each_time(sample: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        words = ("export", sample, tmp_path / name, "--reproducible", "--paper", "A4", "--theme", "dark")
        assert from_a_shell(*words, folder=tmp_path).returncode == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_export_says_how_far_it_is_where_asked_to(sample: Path, tmp_path: Path) -> None:
    said = run("export", sample, tmp_path / "out.pdf", "--progress", "--json")
    shares = [float(line.split()[1]) for line in said.stderr.splitlines()]
    assert all(line.startswith("progress ") for line in said.stderr.splitlines())
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    told = json.loads(said.stdout)
    lost = {"missing", "cut", "left_out", "parts_left_out", "remarks"}
    assert told.keys() == {"out", "problems", *lost}
    assert (told["out"], told["missing"], told["cut"]) == (str(tmp_path / "out.pdf"), [], [])
    assert "At least the list was right." in told["left_out"]


def test_export_names_characters_that_no_font_has(empty: Path, tmp_path: Path) -> None:
    assert run("new", tmp_path / "x.journey").exit_code == 0
    text = (tmp_path / "x.journey").read_text("utf-8").replace("First phase", "\U000f0000 first")
    (tmp_path / "x.journey").write_text(text, "utf-8")
    said = run("export", tmp_path / "x.journey", tmp_path / "out.pdf")
    assert said.exit_code == 0
    assert "U+F0000" in said.stderr


def test_export_replaces_a_file_as_a_whole(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_text("old", "utf-8")
    assert run("export", sample, tmp_path / "out.pdf").exit_code == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert [file.name for file in tmp_path.iterdir()] == ["out.pdf"]


@pytest.mark.parametrize("target", ["", "nowhere/out.pdf", "readonly.pdf"])
def test_export_to_where_nothing_can_be_written_is_refused(target: str, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "readonly.pdf").write_text("old", "utf-8")
    (tmp_path / "readonly.pdf").chmod(0o444)
    said = run("export", sample, tmp_path / target)
    assert said.exit_code == 1
    assert is_one_sentence(said.stderr)
    assert (tmp_path / "readonly.pdf").read_text("utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["readonly.pdf"]


def test_a_part_that_is_named_twice_is_one_part(sample: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.pdf", tmp_path / "twice.pdf"
    for out, pages in ((once, "method"), (twice, "Method, method")):
        assert run("export", sample, out, "--pages", pages, "--reproducible").exit_code == 0
    assert once.read_bytes() == twice.read_bytes()


def test_export_onto_the_map_itself_leaves_it(sample: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    assert run("export", sample, report, "--pages", "method").exit_code == 0
    before = report.read_bytes()
    said = run("export", report, report)
    assert said.exit_code == 1
    assert "report.pdf is what would be exported, and was left as it is: name another file" in said.stderr
    assert report.read_bytes() == before


def test_export_can_show_departments_as_lanes(sample: Path, tmp_path: Path) -> None:
    words = ("--reproducible", "--lens")
    assert run("export", sample, tmp_path / "a.pdf", *words, "department").exit_code == 0
    assert run("export", sample, tmp_path / "b.pdf", *words, "customer").exit_code == 0
    assert run("export", sample, tmp_path / "c.pdf", "--reproducible").exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes()


@pytest.mark.parametrize("option", [("--paper", "A9"), ("--theme", "pink"), ("--lens", "fish-eye")])
def test_an_option_that_means_nothing_is_a_misuse(
    option: tuple[str, str], sample: Path, tmp_path: Path
) -> None:
    said = run("export", sample, tmp_path / "out.pdf", *option)
    assert said.exit_code == 2
    assert is_one_sentence(said.stderr)
    assert option[0] in said.stderr


def test_export_needs_no_qt(sample: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "from app.command_line import main\n"
        f"sys.argv[1:] = ['export', {str(sample)!r}, {str(tmp_path / 'out.pdf')!r}]\n"
        "main()\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")


# -- new


def test_new_begins_an_empty_map(tmp_path: Path) -> None:
    said = run("new", tmp_path / "Returns.journey")
    assert (said.exit_code, said.stdout, said.stderr) == (0, "", "")
    opened = open_map(tmp_path / "Returns.journey")
    assert opened.problems == []
    assert [record.kind for record in opened.records].count("phase") == 3


def test_new_begins_with_a_copy_of_a_sample(tmp_path: Path, sample: Path) -> None:
    assert run("new", tmp_path / "mine.journey", "--from", SAMPLE).exit_code == 0
    mine, theirs = open_map(tmp_path / "mine.journey"), open_map(sample)
    assert {record.id: record for record in mine.records} == {record.id: record for record in theirs.records}
    assert mine.envelope.doc != theirs.envelope.doc


def test_new_leaves_a_file_that_is_there_as_it_is(empty: Path) -> None:
    before = empty.read_bytes()
    said = run("new", empty)
    assert said.exit_code == 1
    assert is_one_sentence(said.stderr)
    assert empty.read_bytes() == before


def test_new_from_an_unknown_sample_names_the_known_ones(tmp_path: Path) -> None:
    said = run("new", tmp_path / "x.journey", "--from", "atlantis")
    assert said.exit_code == 2
    assert SAMPLE in said.stderr
    assert not (tmp_path / "x.journey").exists()


def test_new_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = run("new", tmp_path / "nowhere" / "x.journey")
    assert said.exit_code == 1
    assert is_one_sentence(said.stderr)


# -- the shell


@pytest.mark.parametrize(
    "words", [("check",), ("export", "a.journey"), ("check", "a", "b"), ("new", "a", "--loud")]
)
def test_words_that_mean_nothing_are_a_misuse(words: tuple[str, ...]) -> None:
    said = run(*words)
    assert said.exit_code == 2
    assert "Traceback" not in said.stderr


def test_help_names_every_verb() -> None:
    said = run("--help")
    assert said.exit_code == 0
    assert all(verb in said.stdout for verb in ("export", "check", "new"))


def test_the_version_is_said() -> None:
    assert run("--version").stdout.startswith("Mind the Gap ")


def test_verbs_work_in_any_folder_without_a_screen(tmp_path: Path, sample: Path) -> None:
    said = from_a_shell("check", sample, folder=tmp_path)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("words", [("check", "{sample}"), ("new", "{out}"), ("--help",)])
def test_small_verbs_load_neither_qt_nor_heavy_libraries(
    words: tuple[str, ...], tmp_path: Path, sample: Path
) -> None:
    given = [word.format(sample=sample, out=tmp_path / "new.journey") for word in words]
    program = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from app.command_line import cli\n"
        f"assert CliRunner().invoke(cli, {given!r}).exit_code == 0\n"
        "print(sorted({'PySide6', 'networkx', 'reportlab', 'pikepdf', 'numpy'} & set(sys.modules)))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert (said.stdout, said.stderr) == ("[]\n", "")


def test_an_output_that_nobody_reads_ends_quietly(sample: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "app", "check", str(sample), "--json"],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    said = program.stderr.read()
    program.wait()
    program.stderr.close()
    assert b"Traceback" not in said
    assert b"Exception" not in said


@pytest.mark.parametrize("out", ["map.journey", "other.journey", "out.gif", "out"])
def test_a_pdf_takes_no_maps_place_and_no_other_name(sample: Path, tmp_path: Path, out: str) -> None:
    source = tmp_path / "map.journey"
    source.write_bytes(sample.read_bytes())
    said = run("export", source, tmp_path / out)
    assert said.exit_code in (1, 2)
    assert is_one_sentence(said.stderr)
    assert source.read_bytes() == sample.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["map.journey"]


def test_an_export_of_a_map_that_needs_a_look_says_so(sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "map.journey"
    source.write_bytes(sample.read_bytes().replace(b"Compares plans", b"Compares others"))
    said = run("export", source, tmp_path / "out.pdf")
    assert said.exit_code == 0
    assert "needs a look" in said.stderr or "need a look" in said.stderr


def test_export_draws_the_bond_only_if_asked_for(sample: Path, tmp_path: Path) -> None:
    words = ("--reproducible", "--pages", "map")
    for name, more in (("plain", []), ("bond", ["--bond"])):
        assert run("export", sample, tmp_path / f"{name}.pdf", *words, *more).exit_code == 0
    texts = {name: text_of((tmp_path / f"{name}.pdf").read_bytes()) for name in ("plain", "bond")}
    assert "Bond" not in texts["plain"].split()
    assert "Bond" in texts["bond"].split()


def test_the_ending_says_what_is_written(sample: Path, tmp_path: Path) -> None:
    picture = tmp_path / "phase.svg"
    assert run("export", sample, picture, "--part", "phase:Prove", "--transparent").exit_code == 0
    assert b"Phase Prove" in picture.read_bytes()
    assert run("export", sample, tmp_path / "map.png", "--scale", "0.5").exit_code == 0
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["out.pdf", "--scale", "2"], "--scale says nothing about a Report"),
        (["out.svg", "--paper", "A4"], "--paper says nothing about a Picture"),
        (["out.png", "--scale", "-1"], "--scale"),
        (["out.png", "--part", "selection"], "Nothing is selected"),
        (["out.svg", "--part", "phase:Nowhere"], "No phase is called"),
        (["out.svg", "--with", "[]"], "--with needs a JSON object"),
        (["out.pdf", "--with", '{"pages": [["map"]]}'], "--pages"),
        (["out.pdf", "--pages", "maps"], "there is no part 'maps'; there are summary, map,"),
        (["out.pdf", "--paper", "A9"], "there is no paper 'A9'; there are A4, A3,"),
        (
            ["out.journey"],
            "out.journey would be a map, and nothing was written: name a file that ends in .pdf",
        ),
    ],
)
def test_what_cannot_be_exported_says_so_in_a_sentence(
    sample: Path, tmp_path: Path, words: list[str], says: str
) -> None:
    said = run("export", sample, tmp_path / words[0], *words[1:])
    assert said.exit_code in (1, 2)
    assert says in said.stderr
    assert list(tmp_path.iterdir()) == []
