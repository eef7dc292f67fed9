"""A journal: what is done on an open map, a line each, on this computer and nowhere else.

    {"crc":"51d0c2aa","journal":1,"doc":"01JD…","path":"/team/port.journey","base":"9f2c…",…}
    {"crc":"0b7e44d1","seen":{"k3f9a1":1205},"records":{"tp_7f3k":{"kind":"touchpoint",…,"~":{…}}}}
    {"crc":"c2f91830","saved":"47aa…"}

The first line says whose journal it is. Each line after it holds what changed as a file would hold it, stamps and
all, so that a journal and the map that it began with are a copy of the map, to be joined like any other. The CRC is
that of the rest of the line and of all lines before it: replay ends where a line is torn or changed, and nothing is
guessed. Beside the journal lies its base, what the map held when the journal began. A journal that a living program
holds is locked.
"""

import hashlib
import json
import os
import re
import secrets
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.settings import state_home

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ENDING, BASE, WRITING = ".journal", ".base", ".writing"
ASIDE = ".damaged"
"""The ending of a damaged journal, which nothing looks for."""
PAUSE = 0.25
"""So long at least between two times that the disk is asked to keep what was written, s."""
PATIENCE = 5.0
"""How long an end waits for the disk, s."""
TRIES = 5
_LINE = re.compile(rb'\{"crc":"([0-9a-f]{8})",(.*)\n', re.DOTALL)
_LOCKED_AT = 1 << 30
"""The byte that is locked where only bytes can be."""
encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def folder_of_journals() -> Path:
    """Where journals lie: in the person's own state folder."""
    return state_home() / "journals"


def sealed(text: str, before: int) -> tuple[bytes, int]:
    """A line that says this (the inside of a JSON object) after lines with this CRC, and the CRC with it."""
    rest = text.encode() + b"}"
    crc = zlib.crc32(rest, before)
    return b'{"crc":"%08x",%b\n' % (crc, rest), crc


# -- whose it is


class Held:
    """A journal that this program alone holds, by a lock that ends with the program."""

    def __init__(self, place: Path, descriptor: int) -> None:
        self.place, self.descriptor = place, descriptor
        self.base_place = place.with_suffix(BASE)
        self.is_damaged = False
        """Whether it holds what could not be read: then it is put aside instead of taken away."""

    @classmethod
    def of(cls, place: Path, flags: int = os.O_RDWR) -> "Held | None":
        """Hold a journal; None where somebody else does, or it is gone. Raises OSError."""
        binary = getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(place, flags | os.O_APPEND | binary, 0o600)
        except FileNotFoundError:
            return None
        if _lock(descriptor) and (os.name == "nt" or os.fstat(descriptor).st_nlink):
            return cls(place, descriptor)
        os.close(descriptor)
        return None

    def let_go(self) -> None:
        """Hold it no more; it stays where it is."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def remove(self) -> None:
        """Take it away, and its base."""
        if os.name == "nt":
            self.let_go()
        with suppress(OSError):
            if self.is_damaged:
                os.replace(self.place, self.place.with_suffix(ASIDE))
            else:
                os.unlink(self.place)
        for beside in (self.base_place, self.base_place.with_suffix(WRITING)):
            with suppress(OSError):
                os.unlink(beside)
        self.let_go()


def _lock(descriptor: int) -> bool:
    """Lock a file for this program; a system that knows no locks is believed to have one program only."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return sys.platform != "win32"
    return True


# -- writing


class Journal:
    """A journal that is being written; what is in it outlives the program, and a moment later the computer."""

    def __init__(self, heading: Mapping[str, Any], base: bytes, folder: Path) -> None:
        """Begin one; raises OSError. The base is written once there is something to keep."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for _ in range(TRIES):
            place = folder / (secrets.token_hex(8) + ENDING)
            held = Held.of(place, os.O_RDWR | os.O_CREAT | os.O_EXCL)
            if held is not None:
                break
        else:
            raise OSError("no journal could be locked")
        self.held, self.heading = held, dict(heading)
        self.fault: OSError | None = None
        """What the disk said when it was to keep what was written; after that nothing more is written here."""
        self.replaces: list[Held | Journal] = []
        """Journals that go once the disk has all of this one."""
        self.is_begun = False
        """Whether anything is in it yet."""
        self.needs_base = False
        """Whether its base is needed even while nothing is in it."""
        self._base: bytes | None = base
        self._crc = self._size = 0
        self._worker: threading.Thread | None = None
        self._wake = threading.Condition()
        self._is_due = self._ends = False
        try:
            if heading["path"] is None:
                _write_whole(held.base_place, base, is_for_good=False)  # It is all there is of the map.
            self._append(json.dumps({"journal": 1, **heading}, separators=(",", ":"))[1:-1])
        except OSError:
            held.remove()
            raise

    def write(self, text: str) -> None:
        """Add a line, and see to it that the disk keeps it; raises OSError, then it is not there."""
        if self.fault is not None:
            raise self.fault
        self._append(text)
        self.is_begun = True
        self.settle()

    def _append(self, text: str) -> None:
        line, crc = sealed(text, self._crc)
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[os.write(self.held.descriptor, rest) :]
        except OSError as error:
            if len(rest) < len(line):
                try:
                    os.ftruncate(self.held.descriptor, self._size)
                except OSError:
                    self.fault = error
            raise
        self._crc, self._size = crc, self._size + len(line)

    def settle(self) -> None:
        """Let the disk keep what was written, soon, and on another thread."""
        with self._wake:
            self._is_due = True
            if self._worker is None:
                self._worker = threading.Thread(target=self._settle, daemon=True)
                self._worker.start()
            self._wake.notify()

    def _settle(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._is_due or self._ends)
                if self._ends:
                    return
                self._is_due = False
            try:
                self._to_disk()
            except OSError as error:
                self.fault = error  # A failed sync is not tried again on one descriptor.
                return
            with self._wake:
                self._wake.wait_for(lambda: self._ends, PAUSE)

    def _to_disk(self) -> None:
        if self._base is not None and (self.is_begun or self.needs_base):
            _write_whole(self.held.base_place, self._base)
            self._base = None
        if (descriptor := self.held.descriptor) < 0:
            return  # It was let go meanwhile.
        getattr(os, "fdatasync", os.fsync)(descriptor)
        while self.replaces:
            self.replaces[0].remove()
            del self.replaces[0]

    @property
    def is_settled(self) -> bool:
        """Whether the disk has all that was written, and the base."""
        has_base = self._base is None or not (self.is_begun or self.needs_base)
        return has_base and not self._is_due and not self.replaces

    def remove(self) -> None:
        """Take the journal away: nothing in it is needed any more."""
        with self._wake:
            self._ends = True
            self._wake.notify()
        if self._worker is not None:
            self._worker.join(PATIENCE)
            if self._worker.is_alive():
                return  # The disk does not answer; what is there is found at the next start.
        while self.replaces:
            self.replaces[0].remove()
            del self.replaces[0]
        self.held.remove()


def _write_whole(place: Path, content: bytes, is_for_good: bool = True) -> None:
    """Write a file that is there whole or not at all, and stays, after a power cut too if it is for good."""
    beside = place.with_suffix(WRITING)
    try:
        descriptor = os.open(
            beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
        )
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if is_for_good:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(beside, place)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise


# -- reading


@dataclass
class Replay:
    """What a journal says, up to the first line that is not as it was written."""

    heading: dict[str, Any]
    records: dict[str, Any] = field(default_factory=dict)
    """What each record was last, as a file holds it."""
    seen: dict[str, int] = field(default_factory=dict)
    saved: str = ""
    """The fingerprint of what was last saved to the map's file."""
    has_news: bool = False
    """Whether anything was done since."""
    is_left: bool = False
    """Whether all of it was saved to another file, where the map went on."""
    is_damaged: bool = False
    """Whether there is more that could not be read than one line that was being written."""
    lines: int = 0

    @property
    def doc(self) -> str:
        """The document's id."""
        return str(self.heading["doc"])

    @property
    def path(self) -> Path | None:
        """The map's file, if it had one."""
        path = self.heading["path"]
        return Path(path) if path is not None else None


def replayed(place: Path) -> Replay | None:
    """What a journal says; None where not even its first line is sound. Raises OSError."""
    with place.open("rb") as file:
        lines = _Sound(file)
        heading = next(lines, None)
        if heading is None or not _is_heading(heading):
            return None
        replay = Replay(heading)
        for line in lines:
            if not _take(replay, line):
                replay.is_damaged = True
                break
            replay.lines += 1
        replay.is_damaged |= lines.is_damaged
        return replay


def base_of(replay: Replay, place: Path) -> bytes | None:
    """What the map held when a journal began; None where that was not kept, or is damaged."""
    try:
        content = place.with_suffix(BASE).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == replay.heading["base"] else None


class _Sound(Iterator[dict[str, Any]]):
    """The lines of a journal that are as they were written."""

    def __init__(self, file: Any) -> None:
        self._file, self._crc = file, 0
        self.is_damaged = False

    def __next__(self) -> dict[str, Any]:
        line = self._file.readline()
        if not line:
            raise StopIteration
        found = _LINE.fullmatch(line)
        if found is not None:
            crc = zlib.crc32(found[2], self._crc)
            if found[1] == b"%08x" % crc:
                try:
                    said = json.loads(b"{" + found[2])
                except (ValueError, RecursionError):
                    said = None
                if isinstance(said, dict):
                    self._crc = crc
                    return said
        self.is_damaged = line.endswith(b"\n") or bool(self._file.readline())
        raise StopIteration


def _is_heading(said: Mapping[str, Any]) -> bool:
    """Whether a first line is one that this version understands."""
    texts = ("doc", "app", "replica", "who", "base")
    return (
        said.get("journal") == 1
        and all(isinstance(said.get(name), str) for name in texts)
        and all(isinstance(said.get(name), int) for name in ("version", "min_reader"))
        and isinstance(said.get("path", 0), str | None)
    )


def _take(replay: Replay, said: Mapping[str, Any]) -> bool:
    """Take one line in; says whether it is one that this version understands."""
    if isinstance(said.get("saved"), str):
        replay.saved, replay.has_news, replay.is_left = said["saved"], False, "elsewhere" in said
        return True
    records, seen = said.get("records"), said.get("seen")
    if not isinstance(records, dict) or not isinstance(seen, dict):
        return False
    if not all(type(count) is int for count in seen.values()):
        return False
    replay.records |= records
    replay.seen |= seen
    replay.has_news = replay.has_news or bool(records)
    return True
