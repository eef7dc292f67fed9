"""After a crash: journals that were left behind are joined with their maps' files, and nobody has to choose.

A journal with its base is a copy of the map like any other, so it may be joined any number of times, with a file
older or newer than it, and never overwrites what it has not seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.cannot import CannotDo
from app.files import ChangedMeanwhile, modified
from app.journal import BASE, ENDING, WRITING, Held, Replay, base_of, encoded, folder_of_journals, replayed
from app.session import Session
from model.by_hand import Before, stamped
from model.format import Envelope, Kept, Opened, Unreadable, read, write
from model.people import with_name
from model.quiet import opening

AS_BEFORE = "Opened as it was before the crash."
ALL_BUT_LAST = "Opened as it was before the crash, but for the last changes, which could not be read."


@dataclass
class Lost:
    """A journal that a program left behind when it ended without closing its map."""

    held: Held
    replay: Replay

    @property
    def path(self) -> Path | None:
        """The file of its map, if it had one."""
        return self.replay.path

    @property
    def base(self) -> Opened | None:
        """What the map held when the journal began, where that can be read."""
        content = base_of(self.replay, self.held.place)
        try:
            return read(content) if content is not None else None
        except Unreadable:
            return None

    @property
    def when(self) -> datetime | None:
        """When something was last done on it."""
        return modified(self.held.place)

    def is_of(self, session: Session) -> bool:
        """Whether it is about this open map: the same document in the same file, or one that is gone."""
        if self.replay.doc != session.opened.envelope.doc:
            return False
        if self.path is None or session.path is None:
            return session.lost_as is not None and self.path == session.lost_as.path
        try:
            return os.path.samefile(self.path, session.path)
        except OSError:
            return not self.path.exists()

    def copy(self, base: Opened | None) -> Opened:
        """The copy of the map that it stands for; without a base, of the records that were changed."""
        replay, heading = self.replay, self.replay.heading
        kept = tuple(Kept(one, encoded(body)) for one, body in replay.records.items())
        envelope = Envelope(
            replay.doc, heading["app"], heading["version"], heading["min_reader"], replay.seen, kept=kept
        )
        changed = read(write([], envelope))
        records = [one for one in changed.records if one.id in replay.records]
        said, trash, stamps = changed.envelope, dict(changed.envelope.trash), dict(changed.envelope.stamps)
        whole = said
        if base is not None:
            old, over = base.envelope, replay.records
            records += [one for one in base.records if one.id not in over]
            trash |= {one: record for one, record in old.trash.items() if one not in over}
            stamps |= {one: stamp for one, stamp in old.stamps.items() if one not in over}
            seen = {**old.seen, **replay.seen}
            whole = replace(old, seen=seen, kept=(*old.kept, *said.kept))
        if heading["replica"] in whole.seen:
            whole = with_name(whole, heading["replica"], heading["who"])
        return Opened(records, replace(whole, trash=trash, stamps=stamps), [])


def lost() -> Iterator[Lost]:
    """The journals that no living program holds, held by us from now on."""
    folder = folder_of_journals()
    for place in sorted(folder.glob(f"*{ENDING}")):
        try:
            held = Held.of(place)
            if held is None:
                continue
            replay = replayed(place)
        except OSError:
            continue
        if replay is not None and not replay.is_left:
            held.is_damaged = replay.is_damaged
            yield Lost(held, replay)
        else:
            held.is_damaged = replay is None and os.fstat(held.descriptor).st_size > 0
            held.remove()
    for place in [*folder.glob(f"*{BASE}"), *folder.glob(f"*{WRITING}")]:
        if not place.with_suffix(ENDING).exists():
            with suppress(OSError):
                place.unlink()


def take_up(session: Session) -> str:
    """Join what journals hold of a map that is about to be shown; returns a line that says so, if it is needed.

    The map's own journal is begun. Those that were left behind go once it has what they held.
    """
    ours: list[Lost] = []
    for one in lost():
        if one.is_of(session):
            ours.append(one)
        else:
            one.held.let_go()
    as_read = session.opened
    session.keep()
    assert session.keeping is not None
    with opening():
        joined = [one for one in ours if _joined(session, one, as_read)]
    session.keeping.follow_on([one.held for one in joined])
    if any(one.replay.is_damaged for one in joined):
        return ALL_BUT_LAST
    is_back = session.lost_as is not None or any(one.replay.lines for one in joined)
    return AS_BEFORE if is_back else ""


def _joined(session: Session, one: Lost, as_read: Opened) -> bool:
    """Join one journal; what cannot be joined stays where it is."""
    try:
        base = one.base
        copy = one.copy(base)
        if base is not None:
            by_hand = stamped(stamped(as_read, Before.of(base)), Before.of(copy))
            if by_hand is not as_read:
                session.recover(by_hand, one.when)
        session.recover(copy, one.when)
    except (ChangedMeanwhile, Unreadable):
        one.held.let_go()
        return False
    return True


# -- at the start


def came_back(is_alone: bool) -> Iterator[Session]:
    """The maps that were open when a program ended without closing them, to be shown now.

    Beside maps that the person asked for only those come back of which something is in no file.
    """
    found: dict[tuple[str, Path | None], Session] = {}
    for one in list(lost()):
        key = one.replay.doc, one.path
        session = found.get(key)
        if session is None and (one.replay.has_news or (is_alone and one.path is not None)):
            session = _of(one)
        if session is not None:
            found[key], session.lost_as = session, one.replay
        elif not one.replay.has_news:
            one.held.remove()
        one.held.let_go()
    yield from found.values()


def _of(one: Lost) -> Session | None:
    """The map of a journal, from its file, or as it was when the journal began where that cannot be had."""
    path = one.path
    if path is not None:
        try:
            session = Session.open(path)
            if session.opened.envelope.doc == one.replay.doc:
                return session
            path = None
        except CannotDo:
            pass
    with opening():
        base = one.base
        if base is None:
            return None
        return Session(base, path, one.replay.heading["base"] if path is not None else None)
