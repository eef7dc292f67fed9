"""What an open map puts into its vault, away from the hands: every save, a colleague's too, and what is named."""

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.vault import CannotRead, Vault, Version, Why, let_go_of_old
from model.by_hand import Before
from model.compare import compare
from model.differences import differences, sentence
from model.format import Opened, Unreadable, read
from model.kinds import InvalidRecord
from model.migrations import current_version
from model.records import Record
from model.signal import Signal
from model.stamps import is_trash
from model.told_changes import SAME, between, contents

LATELY = 3
"""What was kept so lately is not kept again: two windows here see each other's saves."""
MOST_TOLD = 8
"""So many differences of a damaged file are listed."""
FULL = "No version could be kept on this computer."
ORIGINAL = "The file as it was before this version of the app"
DAMAGED = "The file as it was, before anything was mended"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on its way into the vault; told when it is there, or could not be put there."""

    content: bytes
    before: Before | None
    after: Before | Mapping[str, Record]
    who: str
    is_ours: bool
    why: Why
    name: str = ""
    words: str = ""


def living(holds: Before | Mapping[str, Record]) -> Mapping[str, Record]:
    """What a file holds, without its trash."""
    if not isinstance(holds, Before):
        return holds
    return {one: record for one, record in holds.records.items() if not is_trash(holds.stamps.get(one))}


class Versions:
    """The vault of one open map; work waits in a row and is done on a thread that ends with it."""

    def __init__(self, doc: str) -> None:
        self.vault = Vault(doc)
        self.trouble = ""
        """Why the last version could not be kept; empty when it was."""
        self.count = 0
        """How many came into the vault since the map was opened: who shows them looks whether it grew."""
        self._row = deque[Kept]()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.asked: Signal[None] = Signal()
        """Something is on its way into the vault."""

    @property
    def is_busy(self) -> bool:
        """Whether something is still on its way."""
        thread = self._thread
        return thread is not None and thread.is_alive()

    def opened(self, content: bytes, found: Opened) -> None:
        """Keep a file as it is that was damaged, or that this version of the app would write otherwise.

        Of any other file the first state that was opened here is kept, so that there is one to go back to.
        """
        is_old = found.envelope.version < current_version()
        words = DAMAGED if found.problems else ORIGINAL if is_old else ""
        after = {one.id: one for one in found.records}
        self._add(Kept(content, None, after, "", False, "original", words=words))

    def saved(self, content: bytes, was: Before, now: Before, who: str) -> None:
        """Keep what the person at the screen has just saved."""
        self._add(Kept(content, was, now, who, True, "saved"))

    def joined(self, content: bytes, was: Before, now: Before, who: str) -> None:
        """Keep what somebody else saved, as it was found in the file."""
        self._add(Kept(content, was, now, who, False, "joined"))

    def named(self, content: bytes, records: Mapping[str, Record], who: str, name: str) -> None:
        """Keep how the map stands now under a name, until somebody removes it."""
        self._add(Kept(content, None, records, who, True, "named", name))

    def since_kept(self, records: Iterable[Record]) -> list[str]:
        """What differs from the last sound version on this computer, a sentence each; nothing where there is none."""
        sound = (one for one in self.vault.versions() if one.words != DAMAGED)
        try:
            before = next((read(self.vault.content(one)).records for one in sound), None)
        except (CannotRead, Unreadable):
            return []
        found = differences(compare(before, records)) if before is not None else []
        told = [f"Other than in the history here: {sentence(one)}" for one in found[:MOST_TOLD]]
        more = len(found) - len(told)
        return [*told, *([f"{more} more differ from the history here."] if more else [])]

    def wait(self, seconds: float = 10.0) -> None:
        """Wait so long for what is on its way."""
        if (thread := self._thread) is not None:
            thread.join(seconds)

    def _add(self, one: Kept) -> None:
        with self._lock:
            self._row.append(one)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=False)
                self._thread.start()
        self.asked.emit(None)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._row:
                    self._thread = None
                    return
                one = self._row.popleft()
            self._try(lambda one=one: self._put(one))  # type: ignore[misc]

    def _try(self, work: Callable[[], object]) -> None:
        """A vault that cannot be written never stops a save; it is said where versions are shown."""
        try:
            work()
        except (OSError, ValueError, KeyError, InvalidRecord, MemoryError):
            self.trouble = FULL
        else:
            self.trouble = ""
            self.count += 1

    def _put(self, one: Kept) -> None:
        if one.why == "original":
            let_go_of_old()
        last = self.vault.versions()[:LATELY]
        newest = next(iter(last), None)
        summed = hashlib.sha256(one.content).hexdigest()
        is_same = any(version.sum == summed for version in last)
        is_known = one.why == "original" and not one.words and newest is not None
        if is_known or (is_same and one.why != "named"):
            return
        words = one.words or self._told(one, newest)
        self.vault.put(one.content, words, one.who, one.is_ours, one.why, one.name)

    def _told(self, one: Kept, newest: Version | None) -> str:
        after = living(one.after)
        if one.before is None or newest is None:
            return contents(after.values())
        told = between(living(one.before), after)
        return told if told != SAME else contents(after.values())
