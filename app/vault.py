"""The vault: earlier states of a map, compressed, in the person's state folder; deleted by age only.

Each version is a file of its own in a folder of its document: a line of JSON (who, when, what changed in words), then
the bytes of the map's file, compressed. A version that was damaged is left out, and the others stand.
"""

import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from app.cannot import CannotDo
from app.settings import state_home
from model.parsing import LARGEST

Why = Literal["saved", "joined", "original", "named"]
WHYS: tuple[Why, ...] = ("saved", "joined", "original", "named")
LAST, HOURLY = 20, timedelta(days=30)
"""So many of the newest are kept, and for so long one of each hour."""
ENDING, PART, STAMP = ".version", ".part", "%Y%m%dT%H%M%S.%f"
STALE = 24 * 3600
"""A version that has been written for so long is written by nobody any more, s."""
HEAD, LONGEST = 16_384, 400
"""How long the first line may be, and how long a text in it, signs."""
QUICK = 3
"""How hard a version is compressed: saves follow each other fast."""


class CannotRead(CannotDo):
    """A version that cannot be brought back; its text is for the person at the screen."""


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier state of a map: when, who, why it was kept, and what had changed."""

    place: Path
    when: datetime
    who: str
    """Who saved it; empty where nobody knows."""
    is_ours: bool
    """Whether it was saved on this computer."""
    why: Why
    words: str
    name: str
    """How a person called it; empty for what was kept by itself."""
    sum: str

    @property
    def is_named(self) -> bool:
        """Whether a person named it, so that it stays until they remove it."""
        return self.why == "named"

    @property
    def person(self) -> str:
        """Who saved it, as the person at this computer would say it."""
        if self.why == "original":
            return "As opened"
        return "You" if self.is_ours else self.who or "A colleague"


class Vault:
    """The versions of one document."""

    def __init__(self, doc: str, folder: Path | None = None) -> None:
        name = hashlib.sha256(doc.encode("utf-8", "replace")).hexdigest()[:32]
        self.folder = (folder or state_home()) / "vault" / name

    def versions(self) -> list[Version]:
        """All that can be read, the newest first."""
        found = [version for place in self._places() if (version := _version(place)) is not None]
        return sorted(found, key=lambda one: (one.when, one.place.name), reverse=True)

    def content(self, version: Version) -> bytes:
        """The map's file as it was then; raises CannotRead for a version that was damaged or is gone."""
        try:
            whole = version.place.read_bytes()
            unpacked = zlib.decompressobj()
            content = unpacked.decompress(whole[whole.index(b"\n") + 1 :], LARGEST)
            if hashlib.sha256(content).hexdigest() != version.sum:
                raise ValueError("it is not what was kept")
        except (OSError, ValueError, zlib.error) as error:
            raise CannotRead(
                "This version cannot be read: it was damaged or removed. The map itself is as it was."
            ) from error
        return content

    def put(
        self,
        content: bytes,
        words: str,
        who: str = "",
        is_ours: bool = True,
        why: Why = "saved",
        name: str = "",
        when: datetime | None = None,
    ) -> Version:
        """Keep a state of the map, whole or not at all, and let go of what is old; raises OSError."""
        when = (when or datetime.now(UTC)).astimezone(UTC)
        head: dict[str, Any] = {
            "when": when.isoformat(),
            "who": who[:LONGEST],
            "ours": is_ours,
            "why": why,
            "words": words[:LONGEST],
            "name": name[:LONGEST],
            "sum": hashlib.sha256(content).hexdigest(),
        }
        place = self.folder / f"{when.strftime(STAMP)}-{secrets.token_hex(3)}{ENDING}"
        _write(place, json.dumps(head).encode() + b"\n" + zlib.compress(content, QUICK), why == "named")
        self.thin(when)
        return Version(place, when, head["who"], is_ours, why, head["words"], head["name"], head["sum"])

    def remove(self, version: Version) -> None:
        """Take a version away for good, as a person wishes of one that they named."""
        with suppress(OSError):
            version.place.unlink()

    def thin(self, now: datetime | None = None) -> None:
        """Let go of what is neither among the last, nor the last of its hour in the days that are kept.

        What a program that was killed had not written to its end goes too.
        """
        now = (now or datetime.now(UTC)).astimezone(UTC)
        self._sweep(now)
        own = [one for one in self.versions() if not one.is_named]
        hours = set[str]()
        for turn, one in enumerate(own):
            hour = f"{one.when.astimezone(UTC):%Y%m%d%H}"
            is_last = hour not in hours
            hours.add(hour)
            if turn >= LAST and (now - one.when > HOURLY or not (is_last or one.why == "original")):
                self.remove(one)

    def _sweep(self, now: datetime) -> None:
        with suppress(OSError):
            for one in self.folder.glob(f"*{PART}"):
                if now.timestamp() - one.stat().st_mtime > STALE:
                    one.unlink()

    def _places(self) -> Sequence[Path]:
        try:
            return [one for one in self.folder.iterdir() if one.suffix == ENDING]
        except OSError:
            return []


def let_go_of_old(folder: Path | None = None, now: datetime | None = None) -> None:
    """Thin what is kept of maps that nobody has saved for long, by the names of its files as far as these tell."""
    now = (now or datetime.now(UTC)).astimezone(UTC)
    oldest = (now - HOURLY).strftime(STAMP)
    with suppress(OSError):
        for one in ((folder or state_home()) / "vault").iterdir():
            names = sorted(place.name for place in one.glob(f"*{ENDING}"))
            if len(names) > LAST and names[0] < oldest:
                vault = Vault("", folder)
                vault.folder = one
                vault.thin(now)


def _write(place: Path, content: bytes, must_last: bool) -> None:
    """A file with this content, or none; it may not be read by others, as the map may not.

    What nobody asked for is not waited for: the map's own file is on the disk, and a torn version is left out.
    """
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_suffix(PART)
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if must_last:
                os.fsync(file.fileno())
        os.replace(beside, place)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _version(place: Path) -> Version | None:
    """What the first line of a version says; None where it is damaged."""
    try:
        with place.open("rb") as file:
            head = json.loads(file.readline(HEAD))
        texts = [head[key] for key in ("who", "words", "name", "sum")]
        when = datetime.fromisoformat(head["when"])
        if not all(isinstance(one, str) for one in texts) or head["why"] not in WHYS or when.tzinfo is None:
            return None
        who, words, name, summed = texts
        return Version(place, when, who, bool(head["ours"]), head["why"], words, name, summed)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
