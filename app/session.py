"""One open map: where it came from, its records, its history, and what is true of its file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.carried import is_pdf
from app.copies import Copy, no_copy, read_copy, read_theirs, saved_all_the_time
from app.drafts import Draft, FileChanged, FileGone, envelope_now, put
from app.files import (
    CannotSave,
    fingerprint_of,
    modified,
    open_map,
    open_with_bytes,
    save_bytes,
)
from app.joined import Joined, conflicts_in, counters_in, differing, most_of
from app.keeping import Keeping
from app.replicas import Replicas
from app.told_state import told_state
from app.versions import Versions
from app.whose import Whose
from model.behaviours import BEHAVIOURS
from model.by_hand import Before
from model.compare import patch_between
from model.format import Envelope, Lines, Opened, new_envelope, write
from model.history import History
from model.join import Conflict, OtherMap, join
from model.journey import Journey
from model.kinds import InvalidRecord
from model.lock import Lock
from model.operations import new_map
from model.quiet import opening
from model.records import Handover, JourneyMap
from model.restoring import fallen_with
from model.signal import Signal
from model.stamps import Stamps
from model.store import Commit, Store
from widgets.selection import Selection

if TYPE_CHECKING:
    from app.journal import Replay
    from model.gaps import LiveGaps

UNTITLED = "Untitled map"
TRIES = 6
"""So often is a file read and joined anew that somebody else saves while we do."""
SLICE = 50
"""So many lines are written ahead, and so many changes compared with what was shared, at a time."""


class Session:
    """An open map; without a path it has never been saved."""

    def __init__(self, opened: Opened, path: Path | None = None, seen: str | None = None) -> None:
        self.opened, self.path = opened, path
        self.lock = Lock()
        self.seen = seen
        """The fingerprint of what the file held when this map was last read from it or written to it."""
        self.store = Store.holding(opened.records, [*BEHAVIOURS, self.lock.guard])
        envelope = opened.envelope
        counters = counters_in(envelope.seen)
        replica = Replicas().take(envelope.doc, counters)
        self.stamps = Stamps(self.store, counters, envelope.stamps, envelope.trash, replica)
        self.store.committed.connect(self._note)
        self.whose = Whose(self)
        self.journey = Journey(self.store)
        self.history = History(self.store)
        self.selection = Selection()
        self.came_from = self.author = ""
        """The name of the PDF that carried the map here, if one did; how the file calls the person here."""
        self.joined: Signal[Joined] = Signal()
        """Tells what another copy brought, after the map has changed."""
        self.joined_with = ""
        """Whose changes were joined at the last save, or since."""
        self.saved_at: datetime | None = None
        self.trouble = ""
        """What went wrong with the last save, in a few words; empty when nothing did."""
        self.is_saving = False
        self.versions = Versions(envelope.doc)
        self.keeping: Keeping | None = None
        """Keeps every change on this computer, in a journal of its own."""
        self.read_from = b""
        """The bytes that hold the map as it is now, while nobody has changed it since it was read."""
        self.lost_as: Replay | None = None
        """What a journal says of the map, where that brought it back after a crash."""
        self.owes = False
        """Whether the file lacks something that it once held, or that came from another copy."""
        self._in_file = Before.of(opened)
        """What the file held when it was last read or written."""
        self._shared = counters
        """What the file had seen at most."""
        self._lines = Lines()
        self._is_news, self._is_open = False, True
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
        with opening():
            opened, content = open_with_bytes(path)
            made = cls(opened, path.absolute(), fingerprint_of(content))
        made.read_from = content
        made.versions.opened(content, opened)
        return made

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
        envelope = replace(today.opened.envelope, seen={}, stamps={}, trash={}, doc=new_envelope().doc)
        made = cls(Opened(list(today.store), envelope, []))
        made.supposes = today
        return made

    def close(self) -> None:
        """Let the map go; from now on another window may work as its replica."""
        if self._is_open and self.supposes is None and self.path is not None and not self.owes:
            replica = self.stamps.replica
            Replicas().give_back(self.opened.envelope.doc, replica, self._in_file.seen.get(replica, 0))
        self._is_open = False
        if self.keeping is not None:
            self.keeping.end()

    # -- kept on this computer

    def keep(self) -> None:
        """Keep every change on this computer from now on, until the map is closed."""
        if self.keeping is None:
            self.keeping, self.read_from = Keeping(self, self.read_from or self.content()), b""

    def _note(self, commit: Commit) -> None:
        if len(commit.patch) <= SLICE:
            self.stamps.to_share(commit.ids)  # What was changed back says nothing new, after a crash either.
        self.take_down(commit.ids)

    def take_down(self, ids: Iterable[str] = ()) -> None:
        """Take down what these records are now, and those with other stamps."""
        touched, self.stamps.touched = self.stamps.touched.union(ids), set()
        self.read_from = b""
        if self.keeping is not None:
            self.keeping.note(sorted(touched))

    def line_of(self, record_id: str) -> str | None:
        """A record as a file would hold it now, with its id, in the trash too; None where there is none."""
        record = self.store.get(record_id) or self.stamps.trash.get(record_id)
        return self._lines.line(record, self.stamps.by_id.get(record_id)) if record is not None else None

    @property
    def is_kept_here(self) -> bool:
        """Whether every change is on this computer already."""
        return self.keeping is not None and not self.keeping.trouble

    # -- what is found in it

    @cached_property
    def gaps(self) -> "LiveGaps":
        """The gaps of the map, which follow it from the first time they are asked for."""
        from model.gaps import LiveGaps

        return LiveGaps(self.journey, self.store)

    @property
    def conflicts(self) -> list[Conflict]:
        """Every field of which people said different things that nobody has chosen between, in journey order."""
        return conflicts_in(self.journey, self.stamps)

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
        own = self.supposes or self
        return own.history.is_saved and not own.owes

    @property
    def state(self) -> str:
        """One line that is always true of the map and its file."""
        return told_state(self)

    @property
    def problems(self) -> list[str]:
        """What the file held that needs a look, a sentence each."""
        return [str(problem) for problem in self.opened.problems]

    # -- saving

    def save(self, replacing: bool = False) -> None:
        """Write the map to its own file; raises CannotSave, then the file is as it was.

        What somebody else saved there since is joined first. A file that cannot be joined with is written over only
        when replacing; else raises ChangedMeanwhile.
        """
        assert self.path is not None
        for _ in range(TRIES):
            draft = self.draft(self.path, None if replacing else self.seen)
            try:
                put(draft)
            except FileChanged as changed:
                self.take_in(changed.content)
            except FileGone:
                self.seen = None
            except CannotSave as error:
                self.failed(error)
                raise
            else:
                self.succeeded(draft)
                return
        raise saved_all_the_time(self.path.name)

    def draft(self, path: Path, expects: str | None = None) -> Draft:
        """What would be written to a file now, if it holds what is expected; without that it may hold anything."""
        envelope = self.envelope()
        records = list(self.store)
        made = partial(write, records, envelope, self._lines)
        draft = Draft(path, made, expects, self._held(envelope), self.history.here)
        if self.keeping is not None:
            self.keeping.drafted(draft)
        return draft

    def _held(self, envelope: Envelope) -> Before:
        """What a file with this envelope and the records of now holds."""
        records = self.store.everything() | dict(envelope.trash)
        return Before(records, envelope.stamps, counters_in(envelope.seen))

    def succeeded(self, draft: Draft) -> None:
        """Take note that a draft is in the map's own file."""
        self.versions.saved(draft.content, self._in_file, draft.holds, self.author)
        self.seen, self._in_file, self._shared = draft.fingerprint, draft.holds, draft.holds.seen
        self.owes = False
        self.stamps.shared()
        self.trouble, self.is_saving = "", False
        self.joined_with, self._is_news = self.joined_with * self._is_news, False
        self.saved_at = datetime.now().astimezone()
        if self.keeping is not None:
            self.keeping.saved()
        self.history.mark_saved(draft.here)

    def failed(self, error: CannotSave) -> None:
        """Take note that the map could not be saved."""
        self.trouble, self.is_saving = error.brief, False
        self.history.changed.emit(None)

    def save_as(self, path: Path) -> None:
        """Write the map to another file, which is its own from then on; raises CannotSave.

        It stays the same document, so that what goes on in the two files can be joined again.
        """
        draft = self.draft(path.absolute())
        try:
            put(draft)
        except CannotSave as error:
            self.failed(error)
            raise
        self.path = draft.path
        self.succeeded(draft)

    def save_copy(self, path: Path) -> None:
        """Write the map to another file and stay with its own; raises CannotSave."""
        save_bytes(path, self.content())

    def name_version(self, name: str) -> None:
        """Keep the map as it stands now in the vault, under a name."""
        self.versions.named(self.content(), self.store.everything(), self.author, name)

    def content(self) -> bytes:
        """The map as it stands now, as a file would hold it."""
        return self.writing()()

    def writing(self) -> Callable[[], bytes]:
        """What writes the map as it stands now, on any thread."""
        return partial(write, list(self.store), self.envelope(), self._lines)

    def warming(self) -> Iterator[None]:
        """Put handovers in line and write the file ahead, a few at a time: the first step and save are quick."""
        self.store.lines.of_kind(Handover.kind)
        yield
        for place, record in enumerate(list(self.store)):
            if self.store.get(record.id) is record:
                self._lines.line(record, self.stamps.by_id.get(record.id))
            if place % SLICE == SLICE - 1:
                yield

    def envelope(self) -> Envelope:
        """All that a file would hold beside the map's records now."""
        found = envelope_now(self.opened.envelope, self.stamps, self.store, self.author)
        if self.stamps.touched:
            self.take_down()
        return found

    # -- joining

    def reading(self, content: bytes) -> Callable[[], Copy]:
        """The work of reading what somebody else saved and joining it with the map as it stands now."""
        return partial(read_copy, content, self._in_file, self._ours())

    def fits(self, copy: Copy) -> bool:
        """Whether map and file are as they were when a copy was read and joined."""
        return copy.in_file is self._in_file and copy.is_of(self.store, self.stamps)

    def _ours(self) -> Opened:
        return Opened(list(self.store), self.envelope(), self.opened.problems, self.opened.read_only)

    def take_in(self, content: bytes, ahead: Copy | None = None) -> Joined:
        """Join what somebody else saved, perhaps read ahead; raises ChangedMeanwhile where it is no copy of this."""
        assert self.path is not None
        if ahead is not None and self.fits(ahead):
            theirs, holds = ahead.theirs, ahead.holds
        else:
            ahead = None
            theirs, holds = read_theirs(content, self._in_file, self.path.name)
        counters = counters_in(theirs.envelope.seen)
        lacks = any(count > counters.get(one, 0) for one, count in self._shared.items())
        found = self._join(theirs, modified(self.path), ahead)
        self.versions.joined(content, self._in_file, holds, found.by)
        self.seen, self._in_file = fingerprint_of(content), holds
        self._shared = most_of(self._shared, counters)
        self.owes = self.owes or lacks
        if self.is_saved:
            self.saved_at = datetime.now().astimezone()
            if self.keeping is not None:
                self.keeping.found(content)
        self.joined.emit(found)
        return found

    def join(self, theirs: Opened, when: datetime | None = None) -> Joined:
        """Join a copy that lies elsewhere; the file lacks it until the next save. Raises ChangedMeanwhile."""
        before = self.content()
        found = self._join(theirs, when)
        self.owes = self.owes or self.content() != before
        self.joined.emit(found)
        return found

    def recover(self, theirs: Opened, when: datetime | None = None) -> None:
        """Join what a journal kept of this map; raises ChangedMeanwhile where that is another one."""
        told = self.joined_with, self._is_news
        found = self._join(theirs, when)
        self.joined_with, self._is_news = told
        self.owes = self.owes or bool(found.touched)

    def _join(self, theirs: Opened, when: datetime | None, ahead: Copy | None = None) -> Joined:
        """Take in another copy as one step that nobody did at this screen."""
        stamps = self.stamps
        old = stamps.seen, stamps.by_id, stamps.trash
        try:
            whole = ahead.whole if ahead is not None else join(self._ours(), theirs)
            news = self.whose.met(counters_in(theirs.envelope.seen), when)
            self.opened = replace(whole, records=[])
            by = self.whose.named(news)
            stamps.take(counters_in(whole.envelope.seen), whole.envelope.stamps, whole.envelope.trash)
            patch = ahead.patch if ahead is not None else patch_between(self.store, whole.records)
            touched = differing(old[1], stamps.by_id).union(one.id for one in patch)
            stamps.touched |= touched
            self.store.apply(patch, f"Join with {by or 'the file'}", "remote")
        except (OtherMap, InvalidRecord, KeyError) as error:
            stamps.take(*old)
            name = self.path.name if self.path is not None else self.title
            raise no_copy(name) from error
        if stamps.touched or stamps.seen != old[0]:
            self.take_down()
        if by:
            self.joined_with, self._is_news = by, True
        back = {*old[2], *theirs.envelope.trash} - stamps.trash.keys()
        return Joined(by, patch, touched, fallen_with(back, stamps.trash, self.store, self._in_file.stamps))
