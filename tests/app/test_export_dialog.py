"""Before an export the pages stand as they will be: ticked by part, leafed by keys, with what cannot be shown."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.export_dialog import ExportDialog
from app.export_form import ExportForm, Sided
from app.export_verdict import losses_in
from app.readying import MODULES
from app.session import Session
from app.window import Window
from exporters import EXPORTERS
from exporters.options import questions
from model.operations import rename
from tests.app.conftest import Hands
from widgets.picker import Choice
from widgets.tick import Tick

pytestmark = pytest.mark.allows_log("propagateSizeHints")
HOUSE = Path(__file__).resolve().parents[2]
LEFT = Qt.MouseButton.LeftButton
Asked = Callable[..., ExportDialog]


@pytest.fixture
def asked(window: Window, sample: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Asked]:
    """Opens the dialog on the sample, as it stands, and waits until all pages are laid out."""
    shown: list[ExportDialog] = []

    def ask(session: Session | None = None, **chosen: Any) -> ExportDialog:
        session = session or Session.copy_of(sample)
        dialog = ExportDialog(window, window.look, session, tmp_path / "out.pdf", chosen)
        dialog.setModal(False)  # Hands answer modal dialogs; this one is answered by the tests themselves.
        dialog.show()
        qtbot.waitExposed(dialog)
        shown.append(dialog)
        wait(dialog, qtbot)
        return dialog

    yield ask
    for dialog in shown:
        dialog.reject()
        dialog.deleteLater()


def wait(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.verdict.says.text() != "Laying out the pages …", timeout=30_000)


def pictured(dialog: ExportDialog, qtbot: QtBot) -> QColor:
    """The colour at the edge of the page that is seen, once it is painted at its size."""
    frame = dialog.preview.frame

    def is_painted() -> bool:
        wide = round(frame.place.width() * frame.devicePixelRatioF())
        return frame.image is not None and frame.image.width() == wide

    qtbot.waitUntil(is_painted, timeout=30_000)
    assert frame.image is not None
    return frame.image.pixelColor(3, 3)


def test_all_parts_are_listed_and_counted(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    assert "summary" in dialog.parts.rows
    assert dialog.parts.rows["summary"].accessibleName() == "Summary, 1 page"
    count = len(dialog.preview.sizes)
    assert dialog.export.words() == f"Export {count} pages"
    assert dialog.verdict.is_sound == (not dialog.verdict.links)
    assert pictured(dialog, qtbot).lightness() > 250


def test_a_tick_takes_a_part_along_or_not(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    before, row = len(dialog.preview.sizes), dialog.parts.rows["moments"]
    QTest.mouseClick(row, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(18, 24))
    assert not row.isChecked()
    assert len(dialog.preview.sizes) == before - 4
    assert "moments" not in dialog.options["pages"]
    assert dialog.export.words() == f"Export {before - 4} pages"
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert dialog.options["pages"] == []
    for one in dialog.parts.rows.values():
        QTest.mouseClick(one, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(18, 24))
    assert not dialog.export.isEnabled()


def test_pages_are_leafed_by_keys_and_by_the_list(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    preview = dialog.preview
    dialog.activateWindow()
    preview.setFocus()
    QTest.keyClick(preview, Qt.Key.Key_Right)
    assert preview.place.text().startswith("Page 2 of")
    assert dialog.parts.rows["map"].is_shown
    QTest.keyClick(preview, Qt.Key.Key_End)
    assert preview.current == len(preview.sizes) - 1
    QTest.keyClick(preview, Qt.Key.Key_Home)
    assert preview.current == 0
    row = dialog.parts.rows["register"]
    QTest.mouseClick(row, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(120, 24))
    assert row.is_shown
    assert row.isChecked()
    place, box = preview.small.boxes()[-1]
    QTest.mouseClick(preview.small, LEFT, Qt.KeyboardModifier.NoModifier, box.center().toPoint())
    assert preview.current == place
    QTest.mouseClick(preview.back, LEFT)
    assert preview.current == place - 1


def test_the_theme_is_painted_without_a_new_layout(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    run = dialog.leafing.run
    assert dialog.form is not None
    theme = dialog.form.editors["theme"]
    assert isinstance(theme, Sided)
    QTest.mouseClick(theme.segments.segments["dark"], LEFT)
    assert dialog.leafing.run == run
    assert pictured(dialog, qtbot).lightness() < 60


def test_another_paper_is_laid_out_anew(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    before = dialog.preview.sizes[0]
    assert dialog.form is not None
    paper = dialog.form.editors["paper"]
    assert isinstance(paper, Choice)
    paper.edited.emit("A4")
    wait(dialog, qtbot)
    assert dialog.preview.sizes[0][0] == pytest.approx(297, abs=1)
    assert before[0] == pytest.approx(420, abs=1)


def test_a_picture_asks_what_it_is_of(window: Window, asked: Asked, sample: Path, qtbot: QtBot) -> None:
    session = Session.copy_of(sample)
    session.selection.choose(session.journey.touchpoints[3:5])
    dialog = asked(session)
    dialog.format.edited.emit("png")
    wait(dialog, qtbot)
    assert dialog.out.suffix == ".png"
    assert dialog.left.isHidden()
    assert dialog.export.words() == "Export picture"
    assert dialog.form is not None
    part = dialog.form.editors["part"]
    assert isinstance(part, Choice)
    assert [words for _, words in part.options()][:3] == [
        "The whole map",
        "What is selected",
        "Phase 1 Decide",
    ]
    whole = dialog.preview.sizes[0]
    part.edited.emit(part.options()[1][0])
    wait(dialog, qtbot)
    assert dialog.preview.sizes[0][0] < whole[0] / 2
    assert dialog.options["part"].startswith("selection:")
    assert "part" not in dialog.chosen["png"]
    dialog.format.edited.emit("report")
    wait(dialog, qtbot)
    assert dialog.out.suffix == ".pdf"


def test_each_field_of_the_options_is_asked(window: Window, qtbot: QtBot) -> None:
    for exporter in EXPORTERS.values():
        form = ExportForm(
            window.look, exporter.options, {}, {"persona": [("", "Everyone")], "part": [("map", "Map")]}
        )
        qtbot.addWidget(form)
        wanted = {one.name for one in questions(exporter.options) if one.asks != "parts"}
        assert set(form.editors) == wanted
        exporter.options.model_validate(form.values)


def test_only_what_makes_a_difference_is_asked(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    assert dialog.form is not None
    editors = dialog.form.editors
    assert editors["theme"].isVisible()
    assert editors["source"].isVisible()
    assert not editors["sheet"].isVisible()
    editors["tiles"].edited.emit("A1")
    wait(dialog, qtbot)
    assert editors["sheet"].isVisible()
    assert not any(editors[name].isVisible() for name in ("paper", "theme", "source"))
    said = dialog.verdict.says.text()
    assert "do not carry the map" in said
    assert float(said.partition("Smallest print ")[2].partition(" pt")[0]) >= 6.0


def test_a_hand_faster_than_the_questions_exports_as_last_time(
    window: Window, sample: Path, tmp_path: Path
) -> None:
    chosen = {"format": "png", "png": {"scale": 3.0}}
    dialog = ExportDialog(window, window.look, Session.copy_of(sample), tmp_path / "out.pdf", chosen)
    dialog.setModal(False)
    dialog.show()
    assert dialog.form is None
    assert dialog.export.isEnabled()
    QTest.mouseClick(dialog.export, LEFT)
    assert dialog.result() == ExportDialog.DialogCode.Accepted
    assert dialog.options["scale"] == 3.0
    dialog.deleteLater()


def test_the_dialog_is_brought_in_while_nobody_waits(window: Window, qtbot: QtBot) -> None:
    readying = window.desk.exporting.readying

    def is_all_there() -> bool:
        readying.step()
        return not readying.left

    qtbot.waitUntil(is_all_there)
    assert {*MODULES} <= {*sys.modules}


def test_each_step_of_that_brings_in_only_a_few_modules() -> None:
    """In a fresh process, as a window finds it."""
    program = (
        "import importlib, sys; import app.start; from app.readying import MODULES, WITHOUT_QT\n"
        "ours = lambda: {one for one in sys.modules if one.split('.')[0] in ('app', 'model', 'widgets')}\n"
        "for name in MODULES:\n"
        "    before = ours(); importlib.import_module(name)\n"
        "    if name not in WITHOUT_QT: print(name, len(ours() - before))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    steps = [line.split() for line in said.stdout.splitlines()]
    assert len(steps) == len(MODULES) - 1
    assert [name for name, count in steps if int(count) > 4] == []


def test_what_the_exporter_refuses_is_said_at_the_field(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked(format="png")
    assert dialog.form is not None
    scale = dialog.form.editors["scale"]
    scale.edited.emit(99)
    assert "20" in scale.complaint
    assert dialog.form.values["scale"] == 2.0
    scale.edited.emit(1.5)
    assert scale.complaint == ""
    assert dialog.options["scale"] == 1.5


def test_what_was_chosen_is_chosen_again_for_this_map_only(
    window: Window, hands: Hands, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)

    def choose(dialog: Any) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.format.edited.emit("svg")
        dialog.form.editors["transparent"].edited.emit(True)
        part = dialog.form.editors["part"]
        assert isinstance(part, Choice)
        part.edited.emit(part.options()[-1][0])
        dialog.out = tmp_path / "one.svg"
        dialog.export.click()

    hands.answers.append(choose)
    window.menus.actions["export"].trigger()
    qtbot.waitUntil(lambda: window.desk.exporting.run is None, timeout=30_000)
    assert (tmp_path / "one.svg").read_bytes().startswith(b"<?xml")
    assert window.session is not None
    kept = window.preferences.now.exports[window.session.opened.envelope.doc]
    assert kept["format"] == "svg"
    assert kept["svg"]["transparent"] is True
    seen: list[str] = []

    def look(dialog: Any) -> None:
        assert isinstance(dialog, ExportDialog)
        tick = dialog.form.editors["transparent"]
        assert isinstance(tick, Tick)
        seen.append(f"{dialog.exporter.name} {tick.value}")
        dialog.reject()

    hands.answers.append(look)
    window.menus.actions["export"].trigger()
    assert seen == ["svg True"]


def test_cut_texts_and_missing_glyphs_lead_to_their_records(
    window: Window, hands: Hands, qtbot: QtBot, sample: Path
) -> None:
    window.desk.open_copy(sample)
    assert window.session is not None
    session = window.session
    phase = session.journey.phases[0]
    rename(session.store, phase, "Odd \U000f0000 phase")
    rename(session.store, session.journey.touchpoints[2], "Wordy " * 60)
    went: list[str] = []

    def follow(dialog: Any) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.format.edited.emit("svg")
        wait(dialog, qtbot)
        assert not dialog.verdict.is_sound
        link = next(one for one in dialog.verdict.links if one.loss.record == phase)
        assert any("U+F0000" in one.words for one in dialog.verdict.links)
        assert any(one.loss.record == session.journey.touchpoints[2] for one in dialog.verdict.links)
        went.append(link.words)
        QTest.mouseClick(link, LEFT)

    hands.answers.append(follow)
    window.menus.actions["export"].trigger()
    assert went
    assert session.selection.ids == (phase,)


def test_a_part_with_nothing_to_say_is_named(asked: Asked, sample: Path) -> None:
    session = Session.new()
    dialog = asked(session)
    row = dialog.parts.rows["moments"]
    assert row.part.detail == "Left out: no moments that matter"
    assert not row.part.has_pages


def test_a_text_put_together_leads_to_what_is_in_it(sample: Path) -> None:
    session = Session.copy_of(sample)
    (loss,) = losses_in(session.store, ["Porting desk + Digital care"])
    assert loss.record is not None
    assert "Porting desk" in str(session.store[loss.record])


def test_closing_ends_the_child_process(asked: Asked, qtbot: QtBot) -> None:
    dialog = asked()
    process = dialog.leafing.process
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert process.state() == process.ProcessState.NotRunning
    assert not dialog.isVisible()
    QApplication.processEvents()
