"""Copy as picture: what is selected, or the whole map, as PNG and SVG on the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QTemporaryDir
from PySide6.QtGui import QGuiApplication, QImage

from app.export_run import ExportRun, Outcome

if TYPE_CHECKING:
    from app.session import Session
    from app.window import Window

SVG = "image/svg+xml"
SCALES = (2.0, 0.5)
"""How large the dots are made; a map too large for the first is tried at the next."""


class PictureCopy(QObject):
    """Makes pictures in child processes and puts them on the clipboard when they are there."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.run: ExportRun | None = None
        self._folder: QTemporaryDir | None = None
        self._content = b""
        self._todo: Iterator[tuple[str, dict[str, Any]]] = iter(())
        self._made: dict[str, bytes] = {}
        self._what = ""

    def copy(self, session: Session) -> None:
        """Copy what is selected, or the whole map where nothing is."""
        if self.run is not None:
            self.window.toast("A picture is being made already")
            return
        chosen = ",".join(session.selection.ids)
        part = f"selection:{chosen}" if chosen else "map"
        self._what = "What is selected" if chosen else "The map"
        asked = {"part": part, "lens": self.window.canvas.lens.name}
        self._content, self._made, self._folder = session.content(), {}, QTemporaryDir()
        dots: list[tuple[str, dict[str, Any]]] = [("png", {**asked, "scale": scale}) for scale in SCALES]
        self._todo = iter([("svg", asked), *dots])
        self._next()

    def _next(self) -> None:
        kind, options = next(self._todo, ("", {}))
        if not kind or "png" in self._made:
            self._finish()
            return
        assert self._folder is not None
        out = Path(self._folder.path()) / f"picture.{kind}"
        self.run = ExportRun(self._content, out, options, self)
        self.run.ended.connect(self._take)
        self.run.start()

    def _take(self, outcome: Outcome) -> None:
        kind = outcome.out.suffix.removeprefix(".")
        if self.run is not None:
            self.run.deleteLater()
            self.run = None
        if outcome.was_cancelled:
            return
        if not outcome.trouble:
            self._made[kind] = outcome.out.read_bytes()
        elif kind == "svg":
            self.window.toast(outcome.trouble)
            return
        self._next()

    def _finish(self) -> None:
        content = QMimeData()
        if "svg" in self._made:
            content.setData(SVG, self._made["svg"])
        if "png" in self._made:
            content.setImageData(QImage.fromData(self._made["png"]))
        QGuiApplication.clipboard().setMimeData(content)
        self.window.toast(f"{self._what} is copied as a picture")
        self._folder, self._content, self._made = None, b"", {}

    def stop(self) -> None:
        """End what is on its way; the window is closing."""
        if self.run is not None:
            self.run.cancel()
            self.run.process.waitForFinished(2000)
