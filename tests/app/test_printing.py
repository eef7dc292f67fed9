"""The report is printed through the same pages as the PDF: light, in the middle of the paper."""

from pathlib import Path
from typing import Any

import numpy
import pypdfium2
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from app.export_dialog import ExportDialog
from app.printing import Printing, new_printer, paper_of
from app.session import Session
from app.window import Window
from tests.app.conftest import Hands

pytestmark = pytest.mark.allows_log("propagateSizeHints")


def printer_to(out: Path, size: QPageSize) -> QPrinter:
    printer = new_printer("Port my number")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setPageSize(size)
    return printer


def printed(
    window: Window, sample: Path, printer: QPrinter, options: dict[str, Any], qtbot: QtBot
) -> pypdfium2.PdfDocument:
    printing = Printing(window)
    window.desk.exporting.printing = printing
    printing.begin(Session.copy_of(sample).content(), printer, options)
    qtbot.waitUntil(lambda: printing.printer is None, timeout=60_000)
    return pypdfium2.PdfDocument(printer.outputFileName())


def dots(sheet: pypdfium2.PdfPage) -> numpy.ndarray:
    return numpy.asarray(sheet.render(scale=1).to_pil().convert("L"), float)


def test_pages_are_printed_light_and_in_the_middle(
    window: Window, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)
    printer = printer_to(tmp_path / "out.pdf", QPageSize(QPageSize.PageSizeId.A4))
    options = {"pages": ["map", "register"], "theme": "dark", "paper": "A0"}
    document = printed(window, sample, printer, options, qtbot)
    assert len(document) >= 2
    sheet = document[0]
    assert sheet.get_size() == pytest.approx((842, 595), abs=1)
    picture = dots(sheet)
    assert picture.mean() > 200
    ink = numpy.argwhere(picture < 200)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
    assert abs((left + right) / 2 - picture.shape[1] / 2) < 12
    assert abs((top + bottom) / 2 - picture.shape[0] / 2) < 12
    assert right - left > picture.shape[1] * 0.85
    document.close()
    assert window.editor is not None
    assert "Sent" in window.editor.said


def test_a_paper_of_another_shape_gets_the_page_whole(
    window: Window, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)
    square = QPageSize(QSizeF(200, 200), QPageSize.Unit.Millimeter)
    document = printed(window, sample, printer_to(tmp_path / "out.pdf", square), {"pages": ["map"]}, qtbot)
    picture = dots(document[0])
    ink = numpy.argwhere(picture < 200)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
    assert left > 5
    assert right < picture.shape[1] - 5
    assert abs((top + bottom) / 2 - picture.shape[0] / 2) < 12
    document.close()


def test_only_the_pages_that_are_wanted_are_printed(
    window: Window, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)
    printer = printer_to(tmp_path / "out.pdf", QPageSize(QPageSize.PageSizeId.A3))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    document = printed(window, sample, printer, {"pages": ["summary", "map"]}, qtbot)
    assert len(document) == 1
    document.close()


def test_cancelling_ends_it(window: Window, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window.desk.open_copy(sample)
    printing = window.desk.exporting.printing = Printing(window)
    printer = printer_to(tmp_path / "out.pdf", QPageSize(QPageSize.PageSizeId.A4))
    printing.begin(Session.copy_of(sample).content(), printer, {})
    slip = window.desk.exporting.slip
    assert slip is not None
    slip.cancel.click()
    assert printing.printer is None
    assert window.desk.exporting.slip is None
    assert window.editor is not None
    assert window.editor.said == "Printing cancelled"


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="there is a printer here")
def test_without_a_printer_the_pdf_is_offered(window: Window, hands: Hands, sample: Path) -> None:
    window.desk.open_copy(sample)
    hands.will_press("pdf")

    def seen(dialog: object) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.reject()

    hands.answers.append(seen)
    window.menus.actions["print"].trigger()
    assert "knows no printer" in hands.seen[0]


@pytest.mark.parametrize(
    ("size", "paper"),
    [
        (QPageSize.PageSizeId.A4, "A4"),
        (QPageSize.PageSizeId.A3, "A3"),
        (QPageSize.PageSizeId.Letter, "Letter"),
        (QPageSize.PageSizeId.Tabloid, "Tabloid"),
        (QPageSize.PageSizeId.Legal, "Letter"),
    ],
)
def test_pages_are_laid_out_for_the_paper_of_the_printer(
    window: Window, tmp_path: Path, size: QPageSize.PageSizeId, paper: str
) -> None:
    printer = printer_to(tmp_path / "out.pdf", QPageSize(size))
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    assert paper_of(printer) == paper
