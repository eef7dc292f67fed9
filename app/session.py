"""One open map: where it came from, its records, its history, and what is true of its file."""

import hashlib
import importlib.metadata
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.carried import is_pdf
from app.files import CannotSave, ChangedMeanwhile, fingerprint, open_map, save_map
from model.behaviours import BEHAVIOURS
from model.format import Opened, new_envelope, write
from model.history import History
from model.journey import Journey
from model.lock import Lock
from model.operations import new_map
from model.quiet import opening
from model.records import JourneyMap
from model.store import Store
from widgets.selection import Selection

if TYPE_CHECKING:
    from model.gaps import LiveGaps

UNTITLED = "Untitled map"


class Session:
    """An open map; without a path it has never been saved."""

    def __init__(self, opened: Opened, path: Path | None = None, seen: str | None = None) -> None:
        self.opened, self.path = opened, path
        self.lock = Lock()
        self._seen = seen
        """What the file held when this map was last read from it or written to it."""
        self.store = Store.holding(opened.records, [*BEHAVIOURS, self.lock.guard])
        self.journey = Journey(self.store)
        self.history = History(self.store)
        self.selection = Selection()
        self.saved_at: datetime | None = None
        self.trouble = ""
        """What went wrong with the last save, in a few words; empty when nothing did."""
        self.came_from = ""
        """The name of the PDF that carried the map here; empty for a map that came otherwise."""
        self.supposes: Session | None = None
        """The open map beside which this one supposes that some things go better; it has no file of its own."""

    # -- how a map comes to be open

    @classmethod
    def new(cls) -> "Session":
        """A new map that asks nothing."""
        return cls(Opened(new_map(UNTITLED), new_envelope(), []))

    @classmethod
    def open(cls, path: Path) -> "Session":
        """The map in a file, or an untitled copy of the one in a PDF; raises CannotOpen."""
        if is_pdf(path):
            with opening():
                made = cls(open_map(path))
            made.came_from = path.name
            return made
        seen = fingerprint(path)
        with opening():
            return cls(open_map(path), path.absolute(), seen)

    @classmethod
    def copy_of(cls, path: Path) -> "Session":
        """An untitled copy of the map in a file, a document of its own; raises CannotOpen."""
        with opening():
            opened = open_map(path)
            envelope = replace(opened.envelope, doc=new_envelope().doc)
            return cls(replace(opened, envelope=envelope))

    @classmethod
    def supposing(cls, today: "Session") -> "Session":
        """A map that begins as an open one stands now, to suppose something in it; the other stays as it is."""
        made = cls(Opened(list(today.store), today.opened.envelope, []))
        made.supposes = today
        return made

    # -- what is found in it

    @cached_property
    def gaps(self) -> "LiveGaps":
        """The gaps of the map, which follow it from the first time they are asked for."""
        from model.gaps import LiveGaps

        return LiveGaps(self.journey, self.store)

    # -- what is true of it

    @property
    def title(self) -> str:
        """What the map is called."""
        own = next(iter(self.store.of(JourneyMap).values()), None)
        return (own.title if own else "").strip() or (self.path.stem if self.path else UNTITLED)

    @property
    def is_read_only(self) -> bool:
        """Whether this version may only read the map, since a newer one wrote it."""
        return self.opened.read_only is not None

    @property
    def is_saved(self) -> bool:
        """Whether nothing would be lost if the map were closed now; what is supposed may always go."""
        return (self.supposes or self).history.is_saved

    @property
    def state(self) -> str:
        """One line that is always true of the map and its file."""
        if self.supposes is not None:
            return f"What if · {self.supposes.state}"
        if self.trouble:
            return self.trouble
        if self.is_read_only:
            return "Read only" if self.is_saved else "Read only, changes not saved"
        if self.path is None:
            return f"From {self.came_from}, not saved yet" if self.came_from else "Not saved yet"
        if not self.is_saved:
            return "Unsaved changes"
        return f"Saved {self.saved_at:%H:%M}" if self.saved_at else "Saved"

    @property
    def problems(self) -> list[str]:
        """What the file held that needs a look, a sentence each."""
        return [str(problem) for problem in self.opened.problems]

    # -- saving

    def save(self, replacing: bool = False) -> None:
        """Write the map to its own file; raises CannotSave, then the file is as it was.

        A file that someone else changed since is written over only when replacing; else raises ChangedMeanwhile.
        """
        assert self.path is not None
        now = fingerprint(self.path)
        if not replacing and now is not None and self._seen is not None and now != self._seen:
            raise ChangedMeanwhile(
                f"“{self.path.name}” was changed by someone else since you opened it. Your changes are safe here; "
                "save a copy to keep both."
            )
        self._write(self.path)

    def save_as(self, path: Path) -> None:
        """Write the map to another file, which is its own from then on; raises CannotSave."""
        self._write(path.absolute())
        self.path = path.absolute()

    def save_copy(self, path: Path) -> None:
        """Write the map to another file and stay with its own; raises CannotSave."""
        save_map(path, list(self.store), self.opened.envelope)

    def content(self) -> bytes:
        """The map as it stands now, as a file would hold it."""
        return write(list(self.store), self.opened.envelope)

    def _write(self, path: Path) -> None:
        try:
            envelope = replace(self.opened.envelope, app=importlib.metadata.version("mind-the-gap"))
            written = save_map(path, list(self.store), envelope)
        except CannotSave:
            self.trouble = "Could not be saved"
            self.history.changed.emit(None)
            raise
        self._seen = hashlib.sha256(written).hexdigest()
        self.trouble = ""
        self.saved_at = datetime.now().astimezone()
        self.history.mark_saved()
