"""The file of an open map while the window is open: others' changes come in, one's own go out by themselves."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app.ahead import journal_cut, news_told
from app.copies import Copy
from app.drafts import Draft, FileChanged, FileGone, put
from app.errand import Errand
from app.files import CannotSave, ChangedMeanwhile, fingerprint_of, read_bytes
from app.session import SLICE, Session
from model.store import Commit

POLL = 3_000
"""How often the file is looked at where the system tells nothing of it, as on shared folders, ms."""
AFTER_EDIT, APART = 2_000, 15_000
"""How long after the last change it is saved by itself, and how long after the save before, ms."""
AGAIN = (1_000, 10_000)
"""When the file is read again after a save, ms: a slow share may have put something else there."""
TRIES = 4
"""So often is a copy joined anew away from the hands where these go on meanwhile."""
WARM = 20
"""How often some lines are written ahead, ms."""
PATIENCE = 10.0
"""How long an end waits for a share, s."""
GONE, AWAY = "Its file is gone", "Share not reachable"
Looks = tuple[int, int, int]
"""When a file was changed, how long it is, and which file it is."""


def look_at(path: Path, known: Looks | None) -> tuple[Looks, bytes] | None:
    """What a file holds if it looks otherwise than known; None where it looks the same. Raises OSError."""
    state = os.stat(path)
    looks = state.st_mtime_ns, state.st_size, state.st_ino
    return None if looks == known else (looks, read_bytes(path))


class SharedFile(QObject):
    """Keeps an open map and its file together."""

    changed = Signal()
    """What is true of the file may have changed."""

    def __init__(
        self, session: Session, is_busy: Callable[[], bool], saves_itself: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.session, self._is_busy, self._saves_itself = session, is_busy, saves_itself
        self.errand = Errand(self)
        self._looks: Looks | None = None
        self._content: bytes | None = None
        """What was found in the file and could not be joined yet, since hands were busy."""
        self._tries, self._saves_on = 0, False
        """How often the map went on while a copy was joined; whether it is to be saved once that is done."""
        self._saved, self._hurries = -APART / 1000, False
        self._since: float | None = None
        """When the first change came that is not on its way to the file."""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._hear)
        self._watcher.directoryChanged.connect(self._hear)
        self._poll = self._timer(self.look, POLL, is_single=False)
        self._soon = self._timer(self.look, 100)
        self._settled = self._timer(self.autosave, AFTER_EDIT)
        self._again = [
            self._timer(self.look_closely, AGAIN[0]),
            self._timer(self._look_at_last, AGAIN[1]),
        ]
        self._is_last_look = False
        """Whether what was saved is in the file for good, if it is there still."""
        self._unkept = ""
        """Why not everything is kept on this computer, as it was last said."""
        session.store.committed.connect(self._follow)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._follow_app)
        self._watch()
        self._poll.start()
        self._warming = session.warming()
        self._warm = self._timer(self._warm_on, WARM, is_single=False)
        self._warm.start()
        self._ahead: Iterator[None] = iter(())
        self._goes_ahead = self._timer(self._go_ahead, 0, is_single=False)
        """Does some at a time what a step of very many changes leaves to be done."""

    def _timer(self, do: Callable[[], object], interval: int, is_single: bool = True) -> QTimer:
        timer = QTimer(self, singleShot=is_single, interval=interval)
        timer.timeout.connect(do)
        return timer

    def close_down(self) -> None:
        """Follow neither map nor file any more."""
        self.session.store.committed.disconnect(self._follow)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.disconnect(self._follow_app)
        for timer in (self._poll, self._warm, self._goes_ahead, self._soon, self._settled, *self._again):
            timer.stop()
        if self.session.is_saving:
            self.errand.wait(PATIENCE)
        self.errand.forget()

    def _warm_on(self) -> None:
        if next(self._warming, True):
            self._warm.stop()

    def _do_ahead(self, work: Iterator[None]) -> None:
        self._ahead = chain(self._ahead, work)
        self._goes_ahead.start()

    def _go_ahead(self) -> None:
        if next(self._ahead, True):
            self._goes_ahead.stop()

    # -- others' changes

    def _watch(self) -> None:
        """Let the system tell of the folder, and of the file, which is another one after every save."""
        path = self.session.path
        wanted = [str(path.parent), str(path)] if path is not None and path.exists() else []
        known = [*self._watcher.files(), *self._watcher.directories()]
        if gone := [one for one in known if one not in wanted]:
            self._watcher.removePaths(gone)
        if new := [one for one in wanted if one not in known]:
            self._watcher.addPaths(new)

    def _hear(self, _: str) -> None:
        self._soon.start()

    def look(self) -> None:
        """Look whether somebody else has saved to the file, and take it in."""
        path = self.session.path
        self._keep_on()
        if path is None or self.errand.is_on:
            return
        if self._content is not None:
            self._take(self._content)
        else:
            self.errand.run(partial(look_at, path, self._looks), self._seen)

    def look_closely(self) -> None:
        """Read the file whatever it looks like: clocks of shares are coarse."""
        self._looks = None
        self.look()

    def _look_at_last(self) -> None:
        """Read the file once more, for good."""
        self._is_last_look = True
        self.look_closely()

    def _keep_on(self) -> None:
        """Offer this computer again what it could not keep, and see whether it keeps all."""
        keeping = self.session.keeping
        if keeping is None:
            return
        keeping.try_again()
        if keeping.trouble != self._unkept:
            self._unkept = keeping.trouble
            self.changed.emit()

    def _seen(self, found: tuple[Looks, bytes] | Exception | None) -> None:
        session = self.session
        if isinstance(found, OSError | ValueError):
            self._miss(found)
            return
        if isinstance(found, Exception):
            raise found
        if session.trouble in (GONE, AWAY):
            self._say("")
        if found is None:
            return
        self._looks, content = found
        self._watch()
        is_same = fingerprint_of(content) == session.seen
        if is_same and self._is_last_look:
            self._do_ahead(journal_cut(session))
        self._is_last_look = False
        if not is_same:
            self._take(content)
        elif session.owes:
            self._settled.start(0)

    def _miss(self, error: Exception) -> None:
        """Say that the file is not there, or cannot be reached."""
        path = self.session.path
        with suppress(OSError):
            if path is not None and isinstance(error, FileNotFoundError) and path.parent.is_dir():
                self._say(GONE)
                return
        self._say(AWAY)

    def _take(self, content: bytes) -> None:
        """Join what was found, as soon as no hand is in the middle of something."""
        self._content = content
        if self._is_busy():
            return
        self.errand.run(self.session.reading(content), partial(self._take_copy, content))

    def _take_copy(self, content: bytes, copy: Copy | Exception) -> None:
        """Let the map take in what was read and joined meanwhile; where it has gone on since, that is done again."""
        fits = isinstance(copy, Copy) and self.session.fits(copy)
        self._tries = self._tries + 1 if isinstance(copy, Copy) and not fits else 0
        if self._is_busy():
            return
        if 0 < self._tries < TRIES:
            self._take(content)
            return
        self._tries, self._content = 0, None
        saves_on, self._saves_on = self._saves_on, False
        try:
            self.session.take_in(content, copy if isinstance(copy, Copy) else None)
        except ChangedMeanwhile as error:
            self._say(error.brief)
            return
        if self.session.trouble:
            self._say("")
        self.changed.emit()
        if self.session.owes or saves_on:
            self._settled.start(0)

    def _say(self, trouble: str) -> None:
        if trouble != self.session.trouble:
            self.session.trouble = trouble
            self.changed.emit()

    # -- one's own

    @property
    def may_save(self) -> bool:
        """Whether the map goes to its file by itself."""
        session = self.session
        return session.path is not None and not session.is_read_only and self._saves_itself()

    def _follow(self, commit: Commit) -> None:
        if commit.source not in ("user", "history") or not self.may_save:
            return
        if len(commit.patch) > SLICE:
            self._do_ahead(news_told(self.session, commit.ids))
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        # Who never rests is saved all the same.
        self._settled.start(max(0, min(AFTER_EDIT, round(APART - (now - self._since) * 1000))))

    def _follow_app(self, state: Qt.ApplicationState) -> None:
        """Save when the person turns to something else, or the computer goes to sleep; look when they come back."""
        if state != Qt.ApplicationState.ApplicationActive:
            self.autosave(at_once=True)
        else:
            self._soon.start()

    def autosave(self, at_once: bool = False) -> None:
        """Save what is not saved yet, away from the hands; not sooner after the last time than shares bear."""
        session = self.session
        if not self.may_save or session.is_saved:
            return
        self._hurries = self._hurries or at_once
        left = 0.0 if self._hurries else APART / 1000 - (time.monotonic() - self._saved)
        if self.errand.is_on or left > 0 or (self._goes_ahead.isActive() and not self._hurries):
            self._settled.start(max(100, round(left * 1000)))
            return
        self._hurries = False
        self._put()

    def _put(self) -> None:
        session = self.session
        assert session.path is not None
        draft = session.draft(session.path, session.seen)
        self._saved, self._since = time.monotonic(), None
        session.is_saving = True
        self.changed.emit()
        self.errand.run(lambda: put(draft), lambda outcome: self._done(draft, outcome))

    def _done(self, draft: Draft, outcome: Exception | None) -> None:
        session = self.session
        session.is_saving = False
        if outcome is None:
            session.succeeded(draft)
            self.watch_over()
        elif isinstance(outcome, FileChanged):
            self._saves_on, self._saved = True, -APART / 1000
            self._take(outcome.content)
            if not self.errand.is_on:
                self._settled.start(POLL)
        elif isinstance(outcome, FileGone):
            self._say(GONE)
        elif isinstance(outcome, CannotSave):
            session.failed(outcome)
            self._settled.start(APART)
        else:
            raise outcome
        self.changed.emit()

    def watch_over(self) -> None:
        """See to it that what was just saved stays in the file."""
        self._watch()
        self._is_last_look = False
        for timer in self._again:
            timer.start()

    def hold_still(self) -> None:
        """Let what is under way come to its end, before the map is saved or goes."""
        self.errand.wait(PATIENCE)
