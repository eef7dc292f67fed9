"""What is done on one open map goes into its journal at once, and out of it once the map's file has it for good."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.drafts import version
from app.files import fingerprint_of
from app.journal import Held, Journal, encoded, folder_of_journals

if TYPE_CHECKING:
    from app.drafts import Draft
    from app.session import Session

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Keeping:
    """Keeps the journal of one open map true; a disk that takes none costs only that."""

    def __init__(self, session: Session, base: bytes) -> None:
        """Begin with what the map holds now, in bytes."""
        self.session, self._base = session, base
        self._noted: list[str] = []
        """The records that changed since the base, in turn."""
        self._missing: list[str] = []
        """Those of them that the journal lacks."""
        self._told: dict[str, int] = {}
        """The counters that the journal has."""
        self._drafted: tuple[Draft, int] | None = None
        self._saved: tuple[Draft, int] | None = None
        """What was last put together for the file, and what is in it, with how many changes it holds."""
        self._path = session.path
        self._error: OSError | ValueError | None = None
        self._is_over = False
        self.journal: Journal | None = None
        self._begin()

    # -- what is true

    @property
    def trouble(self) -> str:
        """Why not all that was done is on this computer, in a few words; empty where it is."""
        error = self._error or (self.journal.fault if self.journal is not None else None)
        if error is None:
            return ""
        is_full = isinstance(error, OSError) and error.errno in _FULL
        return "Disk full, not kept on this computer" if is_full else "Not kept on this computer"

    # -- following the map

    def note(self, ids: Iterable[str]) -> None:
        """Take down what these records are now."""
        if self._is_over:
            return
        ids = list(ids)
        self._noted += ids
        self._missing += ids
        if self.journal is None or self.journal.fault is not None:
            self._begin()
            return
        try:
            self._write(self.journal, self._missing)
        except (OSError, ValueError) as error:
            self._error = error
        else:
            self._missing, self._error = [], None

    def try_again(self) -> None:
        """Where the disk took something not, offer it again."""
        if self.trouble:
            self.note(())

    def _write(self, journal: Journal, ids: Iterable[str]) -> None:
        """Add a line with these records as they are now."""
        line_of, seen = self.session.line_of, self.session.stamps.seen
        lines = [line for one in dict.fromkeys(ids) if (line := line_of(one)) is not None]
        fresh = {one: count for one, count in seen.items() if self._told.get(one) != count}
        journal.write(f'"seen":{encoded(fresh)},"records":{{{",".join(lines)}}}')
        self._told |= fresh

    def _begin(self, is_sure: bool = True) -> None:
        """Begin a journal in place of the one there is, with all that changed since the base.

        Unless the file surely has the base, the old one stays until the disk has it.
        """
        old, told = self.journal, self._told
        new, self._told = None, {}
        try:
            new = Journal(self._heading(), self._base, folder_of_journals())
            if self._noted:
                self._write(new, self._noted)
        except (OSError, ValueError) as error:
            self._error, self._told = error, told
            if new is not None:
                new.remove()
            return
        self.journal, self._missing, self._error = new, [], None
        new.needs_base = not is_sure
        if old is not None:
            new.replaces.append(old)
            new.settle()

    def _heading(self) -> dict[str, object]:
        session, envelope = self.session, self.session.opened.envelope
        return {
            "doc": envelope.doc,
            "path": str(self._path) if self._path is not None else None,
            "version": envelope.version,
            "min_reader": envelope.min_reader,
            "app": version(),
            "replica": session.stamps.replica,
            "who": session.author,
            "base": fingerprint_of(self._base),
        }

    def follow_on(self, lost: Iterable[Held]) -> None:
        """Take the place of journals that were left behind: what they held is in this map now."""
        if self.journal is None or self.trouble:
            for one in lost:
                one.let_go()
            return
        self.journal.replaces += lost
        self.journal.settle()

    # -- following its file

    def drafted(self, draft: Draft) -> None:
        """Take note that this, which is what the map holds now, is on its way into its file."""
        self._drafted = draft, len(self._noted)

    def saved(self) -> None:
        """Take note that what was on its way is in the file."""
        if self._drafted is None or self._is_over:
            return
        self._saved = self._drafted
        is_elsewhere = self.session.path != self._path
        if self.journal is not None and (self.journal.is_begun or is_elsewhere) and not self.trouble:
            mark = f'"saved":"{self._saved[0].fingerprint}"' + ',"elsewhere":true' * is_elsewhere
            try:
                self.journal.write(mark)
            except OSError as error:
                self._error = error
        if is_elsewhere:
            self._path = self.session.path
            self._cut(is_sure=False)

    def found(self, content: bytes) -> None:
        """Take note that all that was done here is in the file, as it was just found: nothing need come back."""
        if self.journal is None or not self.journal.is_begun or self.trouble or self._is_over:
            return
        try:
            self.journal.write(f'"saved":"{fingerprint_of(content)}"')
        except OSError as error:
            self._error = error

    @property
    def last_saved(self) -> Draft | None:
        """What is in the file since the last save, while the journal has not been cut short after it."""
        return self._saved[0] if self._saved is not None else None

    @property
    def noted_since(self) -> list[str]:
        """The records that changed since what is in the file was put together, each once."""
        return list(dict.fromkeys(self._noted[self._saved[1] :])) if self._saved is not None else []

    def verified(self) -> None:
        """Take note that what was saved stays in the file: the journal can be short again."""
        if self._saved is not None and self._saved[1] and not self._is_over:
            self._cut(is_sure=True)

    def _cut(self, is_sure: bool) -> None:
        """Begin anew with what was saved; until the file is sure the new journal's base holds it too."""
        assert self._saved is not None
        draft, count = self._saved
        self._base = draft.content
        self._noted = self._noted[count:]
        if self._drafted is not None:
            self._drafted = self._drafted[0], self._drafted[1] - count
        self._saved = None
        self._begin(is_sure)

    def end(self) -> None:
        """The map goes, and all of it is where the person wants it: take the journal away."""
        if self.journal is not None:
            self.journal.remove()
        self.journal, self._is_over = None, True
