"""Exports of one window: asked for, on their way, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.busy import is_busy
from app.export_progress import ExportProgress
from app.prompts import Answer, Question, file_name_of, tell
from app.readying import Readying
from app.verbs import losses

if TYPE_CHECKING:
    from app.copy_picture import PictureCopy
    from app.export_run import ExportRun, Outcome
    from app.printing import Printing
    from app.session import Session
    from app.window import Window

STATUS, GAP_STRIP, APART = 28, 104, 24
"""What lies below the slip that shows the progress, px."""


class Exporting(QObject):
    """Runs one export at a time beside the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.run: ExportRun | None = None
        self.slip: ExportProgress | None = None
        self.printing: Printing | None = None
        self.pictures: PictureCopy | None = None
        self.readying = Readying(self, lambda: is_busy(window))

    def ask(self, session: Session) -> None:
        """Ask how and where to, then begin."""
        from app.export_dialog import ExportDialog

        if self.slip is not None:
            self.window.toast("An export is on its way already")
            return
        kept, doc = self.window.preferences.now, session.opened.envelope.doc
        chosen = kept.exports.get(doc, kept.export)
        dialog = ExportDialog(self.window, self.window.look, session, self._proposed(session, chosen), chosen)
        wanted = dialog.exec()
        dialog.deleteLater()
        if wanted:
            self.window.preferences.exported(doc, dialog.chosen)
            self.begin(session.content(), dialog.out, dialog.options)
        elif dialog.wanted_record:
            self.window.go_to(dialog.wanted_record)

    def print(self, session: Session) -> None:
        """Ask which printer, then print the report."""
        from app.printing import Printing

        if self.slip is not None:
            self.window.toast("An export is on its way already")
            return
        self.printing = self.printing or Printing(self.window)
        self.printing.ask(session)

    def copy_picture(self, session: Session) -> None:
        """Put a picture of what is selected, or of the map, on the clipboard."""
        from app.copy_picture import PictureCopy

        self.pictures = self.pictures or PictureCopy(self.window)
        self.pictures.copy(session)

    @staticmethod
    def _proposed(session: Session, chosen: dict[str, Any]) -> Path:
        folder = Path(str(chosen.get("folder", "")))
        if not folder.is_absolute() or not folder.is_dir():
            folder = session.path.parent if session.path else Path.home()
        return folder / f"{file_name_of(session.title)}.pdf"

    def begin(self, content: bytes, out: Path, options: dict[str, object]) -> None:
        """Export a map as it stands in these bytes."""
        from app.export_run import ExportRun

        self.run = ExportRun(content, out, options, self)
        slip = ExportProgress(self.window, self.window.look, f"Exporting {out.name}")
        slip.cancelled.connect(self.run.cancel)
        self.run.progressed.connect(slip.show_share)
        self.run.ended.connect(self._end)
        self.show_slip(slip)
        self.run.start()

    def show_slip(self, slip: ExportProgress) -> None:
        """Show how far something is, in its place."""
        self.slip = slip
        self.stand()
        slip.show()

    def hide_slip(self) -> None:
        """What was on its way is over."""
        if self.slip is not None:
            self.slip.hide()
            self.slip.deleteLater()
            self.slip = None

    def stand(self) -> None:
        """Keep the slip in its place when the window changes its size."""
        if self.slip is not None:
            strip = GAP_STRIP if self.window.preferences.now.strip_open else 0
            self.slip.stand(STATUS + strip + APART)

    def stop(self) -> None:
        """End what is on its way, and wait for it; the window is closing."""
        self.readying.stop()
        for other in (self.printing, self.pictures):
            if other is not None:
                other.stop()
        if self.run is not None:
            run = self.run
            run.cancel()
            if not run.process.waitForFinished(2000):
                run.process.kill()
                run.process.waitForFinished(2000)

    def _end(self, outcome: Outcome) -> None:
        self.hide_slip()
        if self.run is not None:
            self.run.deleteLater()
        self.run = None
        if outcome.was_cancelled:
            self.window.toast("Export cancelled")
        elif outcome.trouble:
            self._tell_trouble(outcome)
        else:
            self._show_done(outcome)

    def _tell_trouble(self, outcome: Outcome) -> None:
        """Say why nothing was exported, the title saying what."""
        title, why = f"“{outcome.out.name}” was not exported", outcome.trouble
        if why.startswith(f"{title}, since "):
            why = why.removeprefix(f"{title}, since ")
            why = f"{why[:1].upper()}{why[1:]}"
        tell(self.window, self.window.look, title, why)

    def _show_done(self, outcome: Outcome) -> None:
        lost = losses(outcome.missing, outcome.cut)
        if not lost:
            self.window.toast(
                f"Exported {outcome.out.name}",
                {
                    "Open": lambda: open_file(outcome.out),
                    "Show in folder": lambda: open_file(outcome.out.parent),
                },
            )
            return
        choices = [Answer("open", "Open"), Answer("close", "Close", "primary")]
        title = f"“{outcome.out.name}” is exported, but not all could be shown"
        if Question(self.window, self.window.look, title, "", choices, lost).ask() == "open":
            open_file(outcome.out)


def open_file(path: Path) -> None:
    """Open a file or folder with what the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
