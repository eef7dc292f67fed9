"""Print…: the pages of the report go to a printer, painted as the canvas paints them, light, centred on its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QObject, QSizeF, QTimer
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from app.export_progress import ExportProgress
from app.leafing import Leafing
from app.prompts import Answer, Question, tell
from exporters.pdf.report import SheetName
from exporters.report.papers import SLIDES
from exporters.report.sheet import Page
from model.drawing.poster import PAPERS
from widgets.canvas.painter import SMOOTH, paint_marks, theme_colours

if TYPE_CHECKING:
    from app.session import Session
    from app.window import Window

RESOLUTION = 600
"""Dots to the inch: finer than paper shows, and a third of the work of a printer's finest."""
MM_PER_INCH = 25.4
NEAR = 6.0
"""A paper within so many mm of one that pages are made for is that one."""


class Printing(QObject):
    """Prints one report at a time beside the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.printer: QPrinter | None = None
        self.slip: ExportProgress | None = None
        self._leafing: Leafing | None = None
        self._painter: QPainter | None = None
        self._count = 0
        self._wanted: list[int] = []

    # -- asking

    def ask(self, session: Session) -> None:
        """Ask which printer, then begin; without one say what else can be done."""
        if self.printer is not None:
            self.window.toast("A report is being printed already")
        elif not QPrinterInfo.availablePrinterNames():
            self._offer_pdf()
        else:
            printer = new_printer(session.title)
            dialog = QPrintDialog(printer, self.window)
            dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
            wanted = dialog.exec()
            dialog.deleteLater()
            if wanted:
                kept, doc = self.window.preferences.now, session.opened.envelope.doc
                chosen = kept.exports.get(doc, kept.export).get("report", {})
                self.begin(session.content(), printer, chosen if isinstance(chosen, dict) else {})

    def _offer_pdf(self) -> None:
        choices = [Answer("cancel", "Cancel"), Answer("pdf", "Export as PDF…", "primary")]
        why = "This computer knows no printer. The report can be exported as a PDF, which prints anywhere."
        answer = Question(self.window, self.window.look, "No printer is set up", why, choices).ask()
        if answer == "pdf":
            self.window.desk.export()

    # -- printing

    def begin(self, content: bytes, printer: QPrinter, options: dict[str, Any]) -> None:
        """Print the report of a map as it stands in these bytes."""
        self.printer, self._count, self._wanted = printer, 0, []
        printer.setFullPage(True)
        self._leafing = leafing = Leafing(lambda: content, self)
        leafing.part.connect(self._count_pages)
        leafing.done.connect(lambda _: self._start())
        leafing.trouble.connect(self._fail)
        leafing.marks.connect(self._paint)
        self.slip = ExportProgress(
            self.window, self.window.look, f"Printing “{printer.docName() or 'the report'}”"
        )
        self.slip.cancelled.connect(self._cancel)
        self.window.desk.exporting.show_slip(self.slip)
        leafing.lay_out("report", options_for(printer, options))

    def _count_pages(self, part: dict[str, Any]) -> None:
        self._count += len(part["pages"])

    def _start(self) -> None:
        """All is laid out: print the pages that are wanted, one after the other."""
        assert self.printer is not None
        assert self._leafing is not None
        first, last = 1, self._count
        if self.printer.printRange() == QPrinter.PrintRange.PageRange and self.printer.fromPage():
            first, last = self.printer.fromPage(), min(self.printer.toPage(), self._count)
        self._wanted = list(range(first - 1, last))
        self._count = len(self._wanted)
        if not self._wanted:
            self._fail("There are no such pages; the report has fewer.")
            return
        self._leafing.give(self._wanted[0])

    def _paint(self, place: int, page: Page) -> None:
        if self.printer is None or self._leafing is None:
            return
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self.printer):
                self._fail("The printer did not take the report; see that it is on and has paper.")
                return
        else:
            self.printer.newPage()
        paint_page(self._painter, self.printer, page)
        self._wanted.pop(0)
        if self.slip is not None:
            self.slip.show_share(1 - len(self._wanted) / self._count)
        if self._wanted:
            self._leafing.give(self._wanted[0])
            return
        self._painter.end()
        count = "1 page" if self._count == 1 else f"{self._count} pages"
        name = self.printer.printerName() or "the file"
        self._end()
        self.window.toast(f"Sent {count} to {name}")

    # -- ends

    def _cancel(self) -> None:
        if self.printer is not None:
            self.printer.abort()
        self._end()
        self.window.toast("Printing cancelled")

    def _fail(self, why: str) -> None:
        self._end()
        # The child process still speaks while we are told; dialogs wait until it has ended.
        QTimer.singleShot(0, self, lambda: tell(self.window, self.window.look, "Nothing was printed", why))

    def stop(self) -> None:
        """End what is on its way; the window is closing."""
        if self.printer is not None:
            self.printer.abort()
            self._end()

    def _end(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        if self._leafing is not None:
            self._leafing.close_down()
            self._leafing.deleteLater()
        self.window.desk.exporting.hide_slip()
        self.printer = self.slip = self._leafing = self._painter = None


def new_printer(title: str) -> QPrinter:
    """A printer that prints across, as all pages lie, under this title."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setResolution(RESOLUTION)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    return printer


def options_for(printer: QPrinter, chosen: dict[str, Any]) -> dict[str, Any]:
    """What was chosen for the report, as this printer can print it: light, on its own paper; slides stay slides."""
    options, paper = {**chosen, "theme": "light"}, paper_of(printer)
    if options.get("tiles"):
        return options | ({"sheet": paper} if paper in get_args(SheetName) else {"tiles": ""})
    return options if options.get("paper") == SLIDES else options | {"paper": paper}


def paper_of(printer: QPrinter) -> str:
    """The paper that pages are laid out for: that of the printer, or the one nearest to it."""
    size: QSizeF = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    wide, high = max(size.width(), size.height()), min(size.width(), size.height())

    def far(paper: tuple[float, float]) -> float:
        return abs(max(paper) - wide) + abs(min(paper) - high)

    name, found = min(PAPERS.items(), key=lambda one: far(one[1]))
    if far(found) <= 2 * NEAR:
        return name
    return min(PAPERS.items(), key=lambda one: abs(min(one[1]) - high))[0]


def paint_page(painter: QPainter, printer: QPrinter, page: Page) -> None:
    """Paint a page in the middle of the paper, at its size or as large as the paper allows, in the light theme."""
    px = printer.resolution() / MM_PER_INCH
    size = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    w, h = page.width * page.scale, page.height * page.scale
    k = min(1.0, size.width() / w, size.height() / h)
    left, top = (size.width() - w * k) / 2 * px, (size.height() - h * k) / 2 * px
    k *= page.scale * px
    painter.setRenderHints(SMOOTH)
    colours = theme_colours("light")
    for piece in page.pieces:
        paint_marks(painter, piece.marks, colours, k, (left + piece.x * k, top + piece.y * k))
