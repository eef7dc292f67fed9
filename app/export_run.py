"""An export in a process of its own, through our own command line, so that the window stays at hand."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, QProcess, QProcessEnvironment, QTemporaryDir, Signal

from app.cannot import CannotDo
from app.verbs import PROGRESS

HOUSE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an export ended: the file that was written, or why there is none."""

    out: Path
    trouble: str = ""
    was_cancelled: bool = False
    missing: tuple[str, ...] = ()
    """Characters that no font has."""
    cut: tuple[str, ...] = ()
    """Texts that did not fit."""


def ourselves() -> list[str]:
    """The command that runs our command line, also from a frozen bundle."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


def put_aside(folder: QTemporaryDir, file: Path, content: bytes) -> None:
    """Write a map where a child process reads it; raises CannotDo."""
    try:
        if not folder.isValid():
            raise OSError(folder.errorString())
        file.write_bytes(content)
    except OSError as error:
        where, why = QDir.tempPath(), (error.strerror or str(error)).rstrip(".")
        raise CannotDo(
            f"The folder for temporary files ({where}) takes no more ({why}): "
            "the map is safe, and you can try again once there is room."
        ) from error


class ExportRun(QObject):
    """One export on its way; it tells how far it is and how it ended."""

    progressed = Signal(float)
    ended = Signal(object)

    def __init__(self, content: bytes, out: Path, options: dict[str, Any], parent: QObject) -> None:
        super().__init__(parent)
        self.out = out
        self._folder = QTemporaryDir()
        self._cancelled = False
        self._said: list[str] = []
        self._heard = b""
        """The beginning of a line whose end has not come yet."""
        self._trouble = ""
        source = Path(self._folder.path()) / f"{out.stem or 'map'}.journey"
        try:
            put_aside(self._folder, source, content)
        except CannotDo as error:
            self._trouble = str(error)
        command = [*ourselves(), "export", str(source), str(out), "--progress", "--json"]
        command += ["--with", json.dumps(options)]
        self.process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        paths = [str(HOUSE), environment.value("PYTHONPATH", "")]
        environment.insert("PYTHONPATH", os.pathsep.join(path for path in paths if path))
        environment.insert("PYTHONIOENCODING", "utf-8")
        self.process.setProcessEnvironment(environment)
        self.process.setProgram(command[0])
        self.process.setArguments(command[1:])
        self.process.readyReadStandardError.connect(self._listen)
        self.process.finished.connect(self._end)
        self.process.errorOccurred.connect(self._fail_to_start)

    def start(self) -> None:
        """Begin, unless it is clear by now that it cannot be done."""
        if self._trouble:
            self.ended.emit(Outcome(self.out, self._trouble))
        else:
            self.process.start()

    def cancel(self) -> None:
        """End it; what was at the target before stays."""
        self._cancelled = True
        self.process.terminate()

    def _listen(self) -> None:
        self._heard += bytes(self.process.readAllStandardError().data())
        *lines, self._heard = self._heard.split(b"\n")
        for line in (one.decode("utf-8", "replace") for one in lines):
            word, _, rest = line.partition(" ")
            share = rest.partition(" ")[0]
            if word == PROGRESS:
                self.progressed.emit(float(share))
            elif line.strip():
                self._said.append(line.strip())

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(
                Outcome(self.out, f"The export could not be started: {self.process.errorString()}.")
            )

    def _end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._listen()
        if self._cancelled:
            self.ended.emit(Outcome(self.out, was_cancelled=True))
        elif code or status != QProcess.ExitStatus.NormalExit:
            self.ended.emit(Outcome(self.out, " ".join(self._said) or "The export ended before it was done."))
        else:
            said = json.loads(bytes(self.process.readAllStandardOutput().data()))
            self.ended.emit(Outcome(self.out, missing=tuple(said["missing"]), cut=tuple(said["cut"])))
