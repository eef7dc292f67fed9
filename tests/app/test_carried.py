"""A map comes back out of the PDF that carries it; a PDF that carries none, or means harm, says so in a sentence."""

import json
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from app import carried
from app.carried import CarriesNoMap, carried_map, is_pdf, map_in
from app.command_line import cli
from app.files import CannotOpen, open_map
from app.session import Session
from app.window import Window
from exporters import EXPORTERS, Leaving
from exporters.exporter import unwatched
from model.findings import Comment, Note
from model.format import Opened, read
from model.journey import Journey
from model.notes import add_note
from model.operations import rename
from model.store import Store
from resources import path
from tests.app.conftest import Hands

SAMPLE = path("maps", "port-my-number.journey")


def report_of(opened: Opened, **options: Any) -> bytes:
    journey = Journey(Store.holding(opened.records))
    exporter = EXPORTERS["report"]
    given = {"pages": ("method",), **options}
    leaving = Leaving(journey, opened.envelope, name="Port my number")
    return exporter.write(leaving, exporter.options(**given), unwatched).content


@pytest.fixture(scope="module")
def report() -> bytes:
    return report_of(read(SAMPLE.read_bytes()))


@pytest.fixture
def file(report: bytes, tmp_path: Path) -> Path:
    (tmp_path / "report.pdf").write_bytes(report)
    return tmp_path / "report.pdf"


def pdf_with(files: dict[str, bytes], relationship: str = "/Source") -> bytes:
    out, made = BytesIO(), pikepdf.new()
    made.add_blank_page()
    for name, content in files.items():
        spec = pikepdf.AttachedFileSpec(made, content, filename=name)
        spec.obj.AFRelationship = pikepdf.Name(relationship)
        made.attachments[name] = spec
    made.save(out)
    return out.getvalue()


# -- what comes out


def test_the_map_that_comes_out_is_the_map_that_went_in(file: Path) -> None:
    before, after = read(SAMPLE.read_bytes()), open_map(file)
    assert {one.id: one for one in after.records} == {one.id: one for one in before.records}
    assert after.envelope.doc == before.envelope.doc
    assert after.problems == []


def test_it_opens_as_an_untitled_copy_of_the_same_document(window: Window, file: Path, report: bytes) -> None:
    window.desk.open(file)
    assert window.session is not None
    assert window.session.path is None
    assert window.session.state == "On this computer ✓ · From report.pdf, not saved yet"
    assert window.session.opened.envelope.doc == read(SAMPLE.read_bytes()).envelope.doc
    assert window.preferences.now.recent == ()
    assert file.read_bytes() == report


def test_saving_it_asks_for_a_file_of_its_own(
    window: Window, hands: Hands, file: Path, report: bytes, tmp_path: Path
) -> None:
    window.desk.open(file)
    assert window.session is not None
    rename(window.session.store, window.session.journey.touchpoints[0], "Sees the ad")
    hands.will_name(tmp_path / "mine.journey")
    assert window.desk.save()
    assert open_map(tmp_path / "mine.journey").envelope.doc == read(SAMPLE.read_bytes()).envelope.doc
    assert window.session.path == tmp_path / "mine.journey"
    assert file.read_bytes() == report


def test_a_pdf_can_be_dropped_on_the_window(window: Window, file: Path, qtbot: QtBot) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(400, 300).toPoint(), copy, content, left, none)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(400, 300), copy, content, left, none))
    assert window.session is not None
    assert window.session.came_from == "report.pdf"


def test_the_command_line_looks_into_it(file: Path) -> None:
    found = CliRunner().invoke(cli, ["check", str(file), "--json"])
    assert found.exit_code == 0
    assert json.loads(found.stdout)["records"]["touchpoint"] == 25


def test_a_window_begins_with_it(window: Window, file: Path) -> None:
    window.desk.begin_with(file)
    assert window.session is not None
    assert window.session.title == "Port my number to Halo"


# -- what travels


def test_comments_and_notes_stay_unless_notes_are_asked_for() -> None:
    store = Store.holding(read(SAMPLE.read_bytes()).records)
    add_note(store, 10, 10, "Between us")
    with store.transaction("Comment") as change:
        change.create(Comment, text="Do not tell them", on=next(iter(store)).id)
    opened = Opened(list(store), read(SAMPLE.read_bytes()).envelope, [])
    without = read(map_in(report_of(opened)))
    assert not [one for one in without.records if isinstance(one, Comment | Note)]
    asked = read(map_in(report_of(opened, notes=True)))
    assert [one.text for one in asked.records if isinstance(one, Note)] == ["Between us"]
    assert not [one for one in asked.records if isinstance(one, Comment)]
    assert b"Do not tell them" not in map_in(report_of(opened, notes=True))


def test_a_report_without_its_map_says_so() -> None:
    content = report_of(read(SAMPLE.read_bytes()), source=False)
    with pytest.raises(CarriesNoMap, match="This PDF carries no map"):
        map_in(content)


# -- what is not trusted


def test_the_source_of_the_document_is_taken_before_others_and_no_path_from_its_name(tmp_path: Path) -> None:
    name = "../../../tmp/evil.journey"
    content = pdf_with({name: SAMPLE.read_bytes(), "notes.txt": b"hello"})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.pdf").write_bytes(content)
    session = Session.open(tmp_path / "in" / "x.pdf")
    assert session.path is None
    assert session.came_from == "x.pdf"
    assert [one.name for one in tmp_path.rglob("*")] == ["in", "x.pdf"]


def test_only_files_called_like_maps_are_opened() -> None:
    with pytest.raises(CarriesNoMap, match="carries no map"):
        map_in(pdf_with({"map.json": SAMPLE.read_bytes()}))
    assert map_in(pdf_with({"MAP.JOURNEY": SAMPLE.read_bytes()}, "/Data")) == SAMPLE.read_bytes()


def test_what_is_inside_is_checked_like_any_file(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(pdf_with({"map.journey": b'{"format":"journey"'}))
    with pytest.raises(CannotOpen):
        open_map(tmp_path / "x.pdf")


def test_a_pdf_with_a_password_says_so(report: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(report)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(CarriesNoMap, match="password"):
        map_in(out.getvalue())


def bomb(spread: bytes) -> bytes:
    """A PDF whose map unpacks to far more than a map may have."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(spread * (1 << 20)) for _ in range(80)) + packing.flush()
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    stream = made.make_stream(packed)
    stream.Filter, stream.Type = pikepdf.Name.FlateDecode, pikepdf.Name.EmbeddedFile
    spec = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F="a.journey",
        UF="a.journey",
        AFRelationship=pikepdf.Name.Source,
        EF=pikepdf.Dictionary(F=stream),
    )
    names = pikepdf.Array([pikepdf.String("a.journey"), made.make_indirect(spec)])
    made.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    made.save(out, compress_streams=False)
    return out.getvalue()


def test_a_map_that_unpacks_without_end_is_refused() -> None:
    content = bomb(b" ")
    assert len(content) < 200_000
    with pytest.raises(CarriesNoMap, match="larger than 64 MB"):
        map_in(content)


def test_a_file_larger_than_a_report_is_not_looked_into(
    report: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "LARGEST_PDF", 1000)
    with pytest.raises(CarriesNoMap, match="not looked into"):
        map_in(report)


def test_limits_are_given_back_however_it_ends(report: bytes) -> None:
    before = pikepdf.settings.get_qpdf_limits()
    map_in(report)
    with pytest.raises(CarriesNoMap):
        map_in(b"%PDF-1.7 nonsense")
    assert pikepdf.settings.get_qpdf_limits() == before


def outcome(content: bytes) -> str:
    """What becomes of these bytes: the map as it was, or one sentence."""
    try:
        found = map_in(content)
    except CarriesNoMap as error:
        return "refused" if str(error).endswith(".") else "no sentence"
    try:
        read(found)
    except ValueError:
        return "unreadable"
    return "read"


def test_every_truncation_ends_in_a_sentence(report: bytes) -> None:
    ends = {outcome(report[:length]) for length in range(0, len(report) - 40, max(1, len(report) // 60))}
    assert ends == {"refused"}


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    edits=st.lists(
        st.tuples(st.floats(0, 0.9999), st.integers(1, 40), st.binary(min_size=0, max_size=40)),
        min_size=1,
        max_size=8,
    )
)
def test_a_damaged_pdf_gives_its_map_or_a_sentence(
    report: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    damaged = bytearray(report)
    for share, length, new in edits:
        at = int(share * len(damaged))
        damaged[at : at + length] = new
    assert outcome(bytes(damaged)) in ("read", "refused", "unreadable")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_wrong_bytes_end_in_a_sentence(content: bytes) -> None:
    assert outcome(b"%PDF-1.4\n" + content) == "refused"


def test_only_what_says_so_is_a_pdf(tmp_path: Path, file: Path) -> None:
    (tmp_path / "map.pdf").write_bytes(SAMPLE.read_bytes())
    assert is_pdf(file)
    assert not is_pdf(tmp_path / "map.pdf")
    assert not is_pdf(tmp_path)
    assert not is_pdf(tmp_path / "nothing")
    assert carried_map(file).startswith(b"{")
