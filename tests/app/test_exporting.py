"""An export runs beside the window, says how it went, and leaves nothing half done."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.export_dialog import ExportDialog
from app.export_run import ExportRun, Outcome
from app.leafing import Leafing
from app.session import Session
from app.window import Window
from model.operations import add_phase
from tests.app.conftest import Hands

pytestmark = pytest.mark.allows_log("propagateSizeHints")


def ended(run: ExportRun, qtbot: QtBot) -> Outcome:
    with qtbot.waitSignal(run.ended, timeout=60_000) as told:
        run.start()
    outcome = told.args[0]
    assert isinstance(outcome, Outcome)
    return outcome


def test_an_export_writes_the_map_as_it_stands(
    window: Window, hands: Hands, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)

    def export(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.out = tmp_path / "out.pdf"
        assert dialog.form is not None
        dialog.form.editors["theme"].edited.emit("dark")
        dialog.export.click()

    hands.answers.append(export)
    window.menus.actions["export"].trigger()
    qtbot.waitUntil(lambda: window.desk.exporting.run is None, timeout=60_000)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert window.editor is not None
    assert "out.pdf" in window.editor.said
    assert window.preferences.now.export["report"]["theme"] == "dark"


def test_an_export_that_is_cancelled_leaves_what_was_there(
    window: Window, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "out.pdf").write_text("old", "utf-8")
    run = ExportRun(Session.copy_of(sample).content(), tmp_path / "out.pdf", {}, window)
    run.process.started.connect(run.cancel)
    assert ended(run, qtbot).was_cancelled
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["out.pdf"]
    assert (tmp_path / "out.pdf").read_text("utf-8") == "old"


def test_an_export_that_fails_says_why(window: Window, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "nowhere" / "out.pdf"
    outcome = ended(ExportRun(Session.copy_of(sample).content(), out, {}, window), qtbot)
    assert "There is no folder" in outcome.trouble


def test_what_cannot_be_written_is_told_with_its_reason_and_that_the_map_is_safe(
    window: Window, hands: Hands, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)
    assert window.session is not None
    out = tmp_path / "out.pdf"
    out.write_text("old", "utf-8")
    out.chmod(0o444)
    hands.will_press("close")
    window.desk.exporting.begin(window.session.content(), out, {"pages": ["summary"]})
    qtbot.waitUntil(lambda: not hands.answers, timeout=60_000)
    said = "A file of this name is read-only: the map is safe, and you can export it to another place."
    assert hands.seen == [f"Mind the Gap / “out.pdf” was not exported / {said}"]
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["out.pdf"]


def test_without_room_for_temporary_files_nothing_begins(
    window: Window, hands: Hands, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.open_copy(sample)
    assert window.session is not None
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    hands.will_press("close")
    window.desk.exporting.begin(window.session.content(), tmp_path / "out.pdf", {})
    assert "The folder for temporary files (" in hands.seen[0]
    assert "the map is safe, and you can try again once there is room." in hands.seen[0]
    assert window.desk.exporting.slip is None
    assert not (tmp_path / "out.pdf").exists()


def test_without_room_for_temporary_files_the_pages_say_so(
    window: Window, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    leafing = Leafing(Session.copy_of(sample).writing(), window)
    with qtbot.waitSignal(leafing.trouble, timeout=5_000) as told:
        leafing.lay_out("report", {})
    assert told.args[0].startswith("The folder for temporary files (")
    leafing.close_down()


def test_what_could_not_be_shown_is_told(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    session = Session.new()
    add_phase(session.store, "\U000f0000")
    outcome = ended(ExportRun(session.content(), tmp_path / "out.pdf", {"paper": "A4"}, window), qtbot)
    assert any("U+F0000" in one for one in outcome.missing)
