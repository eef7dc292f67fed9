"""A map on its way into its file: what shall stand there, and what the file must hold for it to be replaced."""

import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path

from app.files import CannotSave, fingerprint_of, read_bytes, save_bytes, unsaved
from model.by_hand import Before
from model.format import Envelope
from model.people import with_name
from model.stamps import Stamps, is_sound
from model.store import Commit, Store


class FileChanged(Exception):
    """Somebody else has saved to the file since it was read; nothing was written."""

    def __init__(self, content: bytes) -> None:
        super().__init__("the file was changed")
        self.content = content


class FileGone(Exception):
    """The file is not there any more, though it was read; nothing was written."""


@dataclass(frozen=True)
class Draft:
    """The bytes for a file, and the fingerprint of what it must hold to be replaced; None replaces anything."""

    path: Path
    made: Callable[[], bytes]
    """Writes the bytes, from what no longer changes, so on any thread."""
    expects: str | None
    holds: Before
    """The records and stamps in the content."""
    here: Commit
    """The step after which the map stood so."""

    @cached_property
    def content(self) -> bytes:
        """The bytes for the file; whoever asks first writes them."""
        return self.made()

    @cached_property
    def fingerprint(self) -> str:
        """What the file holds once the draft is in it."""
        return fingerprint_of(self.content)


def put(draft: Draft) -> None:
    """Save a draft to its file, whole or not at all, on any thread; raises CannotSave, FileChanged, FileGone."""
    fingerprint = draft.fingerprint
    if draft.expects is None:
        save_bytes(draft.path, draft.content)
    elif _still(draft) != fingerprint:
        save_bytes(draft.path, draft.content, partial(_still, draft))


def _still(draft: Draft) -> str:
    """The fingerprint of the file, which is as the draft expects it; raises CannotSave, FileChanged, FileGone."""
    try:
        content = read_bytes(draft.path)
    except FileNotFoundError:
        raise FileGone() from None
    except (OSError, ValueError) as error:
        raise CannotSave(unsaved(draft.path, error)) from error
    now = fingerprint_of(content)
    if now != draft.expects:
        raise FileChanged(content)
    return now


@cache
def version() -> str:
    """The version of this app; it is looked up on the disk once."""
    return importlib.metadata.version("mind-the-gap")


def envelope_now(old: Envelope, stamps: Stamps, store: Store, author: str) -> Envelope:
    """All that a file would hold beside the records of a store; stamps that make no sense here are carried on."""
    shared = dict(stamps.to_share())
    for one, stamp in old.stamps.items():
        if one not in shared and one in store and not is_sound(stamp):
            shared[one] = stamp
    return replace(
        with_name(old, stamps.replica, author) if stamps.replica in stamps.seen else old,
        app=version(),
        seen=dict(stamps.seen),
        stamps=shared,
        trash=dict(stamps.trash),
    )
