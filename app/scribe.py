"""A small file written on a thread of its own, so that no hand waits for the disk; what was asked for last stands."""

import threading
from pathlib import Path
from weakref import WeakValueDictionary

from app.files import CannotSave, save_bytes

LONGEST = 5.0
"""So long is waited for a disk, s."""
_scribes: WeakValueDictionary[Path, "Scribe"] = WeakValueDictionary()


class Scribe:
    """Writes one file; what comes while it writes is written next, and only the newest of it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.has_failed = False
        """Whether the disk did not take what was written last."""
        self._wanted: bytes | None = None
        self._is_writing = False
        self._news = threading.Condition()

    def write(self, content: bytes) -> None:
        """Put this in the file, soon."""
        with self._news:
            self._wanted = content
            if not self._is_writing:
                self._is_writing = True
                # A disk that hangs must not keep the app from ending.
                threading.Thread(target=self._write_all, daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait so long until all is written; returns whether it is."""
        with self._news:
            return self._news.wait_for(lambda: not self._is_writing, seconds)

    def _write_all(self) -> None:
        while (content := self._next()) is not None:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                save_bytes(self.file, content)
                self.has_failed = False
            except (OSError, CannotSave):
                self.has_failed = True

    def _next(self) -> bytes | None:
        with self._news:
            content, self._wanted = self._wanted, None
            self._is_writing = content is not None
            if not self._is_writing:
                self._news.notify_all()
            return content


def scribe_of(file: Path) -> Scribe:
    """The one that writes a file, whoever asks for it; what it has in hand is in the file then."""
    scribe = _scribes.setdefault(file, Scribe(file))
    scribe.wait(LONGEST)
    return scribe
