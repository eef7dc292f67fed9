"""What lies beside an open map's file: who else has it open, and conflicted copies of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.conflicted import conflicted_copies, put_away
from app.files import CannotOpen, CannotSave, clear_away, modified, open_map
from app.lock_hint import hang_out, take_in
from app.prompts import tell
from model.spoken import counted

if TYPE_CHECKING:
    from app.session import Session
    from app.window import Window


class Neighbours(QObject):
    """Hangs out the hint of one open map, and says what else is beside its file."""

    def __init__(self, window: Window, session: Session) -> None:
        super().__init__(window)
        self.window, self.session = window, session
        self.path: Path | None = None
        """The file beside which our hint hangs, or somebody else's."""
        self.said = ""
        """Who else has the map open, in a sentence."""
        self.copies: list[Path] = []
        """Conflicted copies that can be joined."""
        self.follow()

    def follow(self) -> None:
        """Go where the map has its file now."""
        path = self.session.path
        if path == self.path:
            return
        self.close_down()
        self.path = path
        if path is None:
            return
        clear_away(path)
        hint = hang_out(path, self.session.author)
        self.said = hint.sentence if hint is not None else ""
        self.copies = conflicted_copies(path, self.session.opened.envelope.doc)
        if self.said or self.copies:
            QTimer.singleShot(0, self, self.tell)

    def close_down(self) -> None:
        """Take our hint away."""
        if self.path is not None:
            take_in(self.path)
        self.path, self.said, self.copies = None, "", []

    def tell(self) -> None:
        """Say what is beside the file, and offer to join it."""
        verbs = {}
        said = [self.said] if self.said else []
        if self.copies:
            many = (
                "1 conflicted copy lies"
                if len(self.copies) == 1
                else f"{len(self.copies)} conflicted copies lie"
            )
            said.append(f"{many} beside this map.")
            verbs["Join it" if len(self.copies) == 1 else "Join them"] = self.join_copies
        if said:
            self.window.toast(" ".join(said), verbs)

    def join_copies(self) -> None:
        """Join the conflicted copies, save, and put them away."""
        window, session = self.window, self.session
        if window.own_session is not session:
            return
        window.finish_typing()
        joined, changes = [], 0
        for copy in self.copies:
            try:
                changes += len(session.join(open_map(copy), modified(copy)).patch)
            except (CannotOpen, CannotSave) as error:
                tell(window, window.look, f"{copy.name} was not joined", str(error))
            else:
                joined.append(copy)
        if not joined or not window.desk.save():
            return
        self.copies = [one for one in self.copies if one not in joined]
        away = 0
        for copy in joined:
            try:
                put_away(copy)
                away += 1
            except OSError:
                continue
        files = "1 copy" if len(joined) == 1 else f"{len(joined)} copies"
        left = "" if away == len(joined) else ", which could not be put away"
        window.toast(f"Joined {counted(changes, 'change')} from {files}{left}")
        window.menus.refresh()
