"""What a file holds beside the records of a map, and what was wrong with a file that was read."""

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.migrations import current_version
from model.records import ALPHABET, Record

VERSION = current_version()
HEADER = ("format", "version", "min_reader", "doc", "app", "seen", "records", "sum")
"""The top-level keys that this version knows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that could not be opened, as the text it stood there in; it is written back unchanged."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """All that a file holds beside the records of the map."""

    doc: str
    """The document's id, one for all copies of a map."""
    app: str = ""
    version: int = VERSION
    min_reader: int = 1
    seen: Mapping[str, Any] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """Top-level keys that this version does not know."""
    stamps: Mapping[str, Any] = field(default_factory=dict)
    """The `~` of each record that has one, by the record's id, those in the trash too."""
    trash: Mapping[str, Record] = field(default_factory=dict)
    """The records that were deleted, as they were then: a copy that has not seen it may still want them."""
    kept: tuple[Kept, ...] = ()
    """Records that could not be opened."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a file that people should know of: a sentence, and the record it is about, if any."""

    message: str
    record: str | None = None

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Opened:
    """A map as read from a file, and what was wrong with the file."""

    records: list[Record]
    envelope: Envelope
    problems: list[Trouble]
    read_only: str | None = None
    """Why the map must not be saved over this file, in a sentence; None where it may."""


def new_envelope(app: str = "") -> Envelope:
    """The envelope of a new document, with an id that sorts by time (a ULID)."""
    number = (int(time.time() * 1000) << 80) | secrets.randbits(80)
    digits = ALPHABET.upper()
    return Envelope("".join(digits[number >> shift & 31] for shift in range(125, -1, -5)), app)


def checksum(body: bytes) -> str:
    """What stands in a file as its `sum`: the SHA-256 of all bytes before the line of the sum."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
