"""What happens between the open map and the files, with all that has to be asked and told on the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.exporting import Exporting
from app.files import CannotOpen, CannotSave, ChangedMeanwhile, modified, open_map
from app.prompts import ENDING, Answer, Question, ask_for_map, ask_for_place, file_name_of, tell
from app.session import Session
from app.verbs import samples
from model.spoken import counted

if TYPE_CHECKING:
    from app.window import Window

CANNOT_OPEN = "The map could not be opened"


class Desk(QObject):
    """Opens, saves and closes the map of one window; nothing is let go of without asking."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.exporting = Exporting(window)

    # -- opening

    def new(self) -> None:
        """Show a new map; asks nothing but whether to save the one that is open."""
        if self.may_let_go():
            self.window.show_session(Session.new())

    def ask_and_open(self) -> None:
        """Ask which map to open, and open it."""
        path = ask_for_map(self.window, self.window.preferences.now.folder)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open the map in a file; where it cannot be opened, all stays as it is."""
        if is_sample(path):
            self.open_copy(path)
            return
        here = self.window.own_session
        if here is not None and here.path is not None and _same(here.path, path):
            return
        session = self._opened(path)
        if session is None or not self.may_let_go():
            return
        self.window.show_session(session)
        if session.path is not None:
            self.window.preferences.opened(path, session.title)
        self._tell_problems(session)

    def begin_with(self, path: Path) -> None:
        """Open the map that the app was started with; dialogs wait until the window stands."""
        try:
            session = Session.copy_of(path) if is_sample(path) else Session.open(path)
        except CannotOpen as error:
            said = str(error)
            self.window.show_session(None)
            QTimer.singleShot(0, self, lambda: tell(self.window, self.window.look, CANNOT_OPEN, said))
            return
        self.window.show_session(session)
        if session.path is not None:
            self.window.preferences.opened(path, session.title)
        QTimer.singleShot(0, self, lambda: self._tell_problems(session))

    def open_copy(self, path: Path) -> None:
        """Open an untitled copy of a sample."""
        if self.may_let_go() and (session := self._opened(path, as_copy=True)) is not None:
            self.window.show_session(session)

    def _opened(self, path: Path, as_copy: bool = False) -> Session | None:
        try:
            return Session.copy_of(path) if as_copy else Session.open(path)
        except CannotOpen as error:
            tell(self.window, self.window.look, CANNOT_OPEN, str(error))
            return None

    def _tell_problems(self, session: Session) -> None:
        problems = session.problems
        if session.opened.read_only is not None:
            self._offer_copy(f"“{session.title}” can only be read here", session.opened.read_only)
        if problems:
            what = "1 thing needs a look" if len(problems) == 1 else f"{len(problems)} things need a look"
            body = "The map is open, and nothing in the file was changed. This is what was found in it."
            differ = session.versions.since_kept(session.opened.records)
            tell(self.window, self.window.look, what, body, [*problems, *differ])

    # -- saving

    def save(self) -> bool:
        """Save the map where it came from, or ask where; says whether it is saved."""
        session = self._typed_out()
        if session is None:
            return False
        if session.opened.read_only is not None:
            title = f"“{session.title}” can’t be saved over its file"
            return self._offer_copy(title, session.opened.read_only)
        if session.path is None:
            return self.save_as()
        return self._try(session, lambda: session.save())

    def save_as(self) -> bool:
        """Ask for a file that is the map's own from then on; says whether it is saved."""
        session = self._typed_out()
        path = self._ask_where(session, "Save the map as") if session else None
        if session is None or path is None:
            return False
        return self._try(session, lambda: session.save_as(path))

    def save_copy(self) -> bool:
        """Ask for a file and write a copy of the map there; says whether there is one now."""
        session = self._typed_out()
        path = self._ask_where(session, "Save a copy of the map as") if session else None
        if session is None or path is None:
            return False
        try:
            session.save_copy(path)
        except CannotSave as error:
            tell(self.window, self.window.look, f"No copy of “{session.title}” was saved", str(error))
            return False
        self.window.toast(f"A copy is in {path.name}")
        return True

    def _try(self, session: Session, save: Callable[[], None]) -> bool:
        if self.window.shared is not None:
            self.window.shared.hold_still()
        try:
            save()
        except ChangedMeanwhile as error:
            return self._settle(session, str(error))
        except CannotSave as error:
            self.window.show_state()
            self._offer_copy(f"“{session.title}” could not be saved", str(error))
            return session.is_saved
        assert session.path is not None
        self.window.preferences.opened(session.path, session.title)
        if self.window.shared is not None:
            self.window.shared.watch_over()
        self.window.show_state()
        return True

    def _saves_by_itself(self, session: Session) -> bool:
        """Save what is to go to its file without being asked about; says whether all of it is there."""
        shared = self.window.shared
        if shared is None:
            return False
        shared.hold_still()
        if not session.is_saved and shared.may_save:
            try:
                session.save()
            except CannotSave:
                self.window.show_state()
        return session.is_saved

    def _settle(self, session: Session, why: str) -> bool:
        """Ask what becomes of a file that someone else changed; says whether the map is saved."""
        choices = [
            Answer("cancel", "Cancel"),
            Answer("replace", "Replace theirs", "destructive"),
            Answer("copy", "Save a copy…", "primary"),
        ]
        title = f"“{session.title}” was changed meanwhile"
        answer = Question(self.window, self.window.look, title, why, choices).ask()
        if answer == "replace":
            return self._try(session, lambda: session.save(replacing=True))
        return answer == "copy" and self.save_as()

    def ask_and_join(self) -> None:
        """Ask for a copy of the open map, and join what was done in it."""
        session = self._typed_out()
        path = ask_for_map(self.window, self.window.preferences.now.folder) if session is not None else None
        if session is None or path is None:
            return
        try:
            found = session.join(open_map(path), modified(path))
        except (CannotOpen, ChangedMeanwhile) as error:
            tell(self.window, self.window.look, "The copy was not joined", str(error))
            return
        self.window.show_state()
        self.window.toast(f"Joined {counted(len(found.patch), 'change')} from {path.name}")

    def _offer_copy(self, title: str, why: str) -> bool:
        choices = [Answer("close", "Close"), Answer("copy", "Save a copy…", "primary")]
        answer = Question(self.window, self.window.look, title, why, choices).ask()
        return answer == "copy" and self.save_copy()

    def _ask_where(self, session: Session, title: str) -> Path | None:
        folder = session.path.parent if session.path else self.window.preferences.now.folder or Path.home()
        return ask_for_place(self.window, title, folder / (file_name_of(session.title) + ENDING))

    def _typed_out(self) -> Session | None:
        self.window.finish_typing()
        return self.window.own_session

    # -- letting go

    def may_let_go(self) -> bool:
        """Whether the open map may go: it is saved, or the person said what becomes of its changes."""
        session = self._typed_out()
        if session is None or session.is_saved or self._saves_by_itself(session):
            return True
        choices = [
            Answer("leave", "Don’t save", "destructive"),
            Answer("cancel", "Cancel"),
            Answer("save", "Save", "primary"),
        ]
        title = f"Save changes to “{session.title}”?"
        answer = Question(
            self.window, self.window.look, title, "Changes that are not saved are lost.", choices
        ).ask()
        return answer == "leave" or (answer == "save" and self.save())

    def close(self) -> bool:
        """Close the map and show the welcome page; says whether it is closed."""
        if not self.may_let_go():
            return False
        self.window.show_session(None)
        return True

    # -- out of the house

    def export(self) -> None:
        """Ask how to export the map, and begin."""
        session = self._typed_out()
        if session is not None:
            self.exporting.ask(session)

    def print(self) -> None:
        """Ask how to print the report, and begin."""
        session = self._typed_out()
        if session is not None:
            self.exporting.print(session)

    def copy_picture(self) -> None:
        """Put a picture of what is selected, or of the map, on the clipboard."""
        session = self._typed_out()
        if session is not None:
            self.exporting.copy_picture(session)


def is_sample(path: Path) -> bool:
    """Whether a file is one of ours, which are only ever copied."""
    return any(_same(path, sample) for sample in samples().values())


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
