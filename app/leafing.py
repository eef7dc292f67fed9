"""The window's side of the child process that lays out and paints what would be exported."""

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, QTemporaryDir, QTimer, Signal
from PySide6.QtGui import QImage

from app.cannot import CannotDo
from app.errand import Errand
from app.export_run import HOUSE, ourselves, put_aside


class Leafing(QObject):
    """Asks for layouts and pictures of one map and tells what comes back; only the newest layout is told of."""

    part = Signal(object)
    """A part that is laid out: `name`, `title`, `lacks`, `pages` (sizes in mm), `smallest` (pt)."""
    done = Signal(object)
    """All is laid out: `missing`, `cut`, `left_out`, `remarks`."""
    trouble = Signal(str)
    picture = Signal(int, QImage)
    marks = Signal(int, object)

    def __init__(self, write: Callable[[], bytes], parent: QObject) -> None:
        """`write` writes the map, away from the hands; what is asked meanwhile waits."""
        super().__init__(parent)
        self.run = 0
        self._waiting: list[bytes] | None = []
        """What was asked before the child process has its map; None from then on."""
        self._held = QByteArray()
        self._awaited: dict[str, Any] | None = None
        self._is_over = False
        self._folder = QTemporaryDir()
        source = Path(self._folder.path()) / "map.journey"
        command = [*ourselves(), "leaves", str(source)]
        self.process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        paths = [str(HOUSE), environment.value("PYTHONPATH", "")]
        environment.insert("PYTHONPATH", os.pathsep.join(path for path in paths if path))
        self.process.setProcessEnvironment(environment)
        self.process.setProgram(command[0])
        self.process.setArguments(command[1:])
        self.process.readyReadStandardOutput.connect(self._listen)
        self.process.errorOccurred.connect(self._fail)
        self.process.finished.connect(self._end)
        self._errand = Errand(self)
        # Whoever has made us is shown first.
        QTimer.singleShot(0, self, lambda: self._put_aside(source, write))

    def _put_aside(self, source: Path, write: Callable[[], bytes]) -> None:
        if not self._is_over:
            self._errand.run(lambda: put_aside(self._folder, source, write()), self._begin)

    def _begin(self, trouble: Exception | None) -> None:
        if isinstance(trouble, CannotDo):
            self._is_over = True
            self.trouble.emit(str(trouble))
        elif trouble is not None:
            raise trouble
        else:
            self.process.start()
            asked, self._waiting = self._waiting or [], None
            for line in asked:
                self.process.write(line)

    # -- asking

    def lay_out(self, exporter: str, options: dict[str, Any]) -> None:
        """Lay everything out anew; what was asked before is forgotten."""
        self.run += 1
        self._ask({"ask": "lay_out", "run": self.run, "exporter": exporter, "options": options})

    def paint(self, page: int, width: int, theme: str, is_clear: bool = False) -> None:
        """Paint a page so many px wide."""
        told = {"page": page, "width": width, "theme": theme, "is_clear": is_clear}
        self._ask({"ask": "paint", "run": self.run, **told})

    def give(self, page: int) -> None:
        """Hand over the marks of a page."""
        self._ask({"ask": "give", "run": self.run, "page": page})

    def close_down(self) -> None:
        """End the child process; nothing more is told."""
        if not self._is_over:
            self._is_over = True
            self._errand.forget()
            self.process.kill()
            self.process.waitForFinished(3000)

    def _ask(self, asked: dict[str, Any]) -> None:
        line = json.dumps(asked).encode() + b"\n"
        if self._waiting is not None:
            self._waiting.append(line)
        elif not self._is_over:
            self.process.write(line)

    # -- hearing

    def _listen(self) -> None:
        self._held.append(self.process.readAllStandardOutput())
        while not self._is_over:
            if self._awaited is None:
                end = self._held.indexOf(b"\n")
                if end < 0:
                    return
                self._awaited = json.loads(bytes(self._held.left(end).data()))
                self._held.remove(0, end + 1)
            length = self._awaited.get("bytes", 0)
            if self._held.size() < length:
                return
            content = bytes(self._held.left(length).data())
            self._held.remove(0, length)
            answer, self._awaited = self._awaited, None
            if answer["run"] == self.run:
                self._tell(answer, content)

    def _tell(self, answer: dict[str, Any], content: bytes) -> None:
        kind = answer["answer"]
        if kind == "picture":
            wide, high = answer["width"], answer["height"]
            form = QImage.Format.Format_ARGB32_Premultiplied
            # The copy owns its dots; the image made here only looks at ours.
            self.picture.emit(answer["page"], QImage(content, wide, high, wide * 4, form).copy())
        elif kind == "marks":
            self.marks.emit(answer["page"], pickle.loads(content))
        elif kind == "trouble":
            self.trouble.emit(answer["says"])
        elif kind == "part":
            self.part.emit(answer)
        else:
            self.done.emit(answer)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._is_over:
            self._is_over = True
            self.trouble.emit(f"The pages could not be laid out: {self.process.errorString()}.")

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            said = bytes(self.process.readAllStandardError().data()).decode("utf-8", "replace").strip()
            self.trouble.emit(said.splitlines()[-1] if said else "The pages could not be laid out.")
