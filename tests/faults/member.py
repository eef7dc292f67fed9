"""One of a team: the app's window on a shared file, with somebody at it who edits all the time: `… FILE NAME EVERY`.

Tells, a line each: `back N` (the last edit of theirs that the map holds once it is open), `did N` once it is done,
`state …` whenever the line below the title says something else, and after `say` on its input `holds DIGEST SAVED`.
`end` on its input stops the edits, `close` closes the window. EVERY is how often there is an edit, ms.
"""

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from app import shared_file
from app.session import Session
from app.settings import Preferences
from app.start import application, windows_with
from app.window import Window
from model.format import new_envelope, write
from model.records import Touchpoint
from tests.faults.counts import IS_FULL
from tests.faults.editing import edit
from widgets.look import Look


def last_of(session: Session, name: str) -> int:
    """The last edit of somebody's that a map holds."""
    titles = [one.title.split() for one in session.store.of(Touchpoint).values()]
    return max((int(words[1]) for words in titles if words[0] == name), default=0)


class Member(QObject):
    """Edits in a window, and answers what it is asked on its input."""

    def __init__(self, window: Window, name: str, every: int) -> None:
        super().__init__(window)
        session = window.own_session
        assert session is not None
        self.window, self.session, self.name, self.state = window, session, name, ""
        session.author = name
        self.number = last_of(session, name)
        self.say(f"back {self.number}")
        self.input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self.input.activated.connect(self.hear)
        self.edits = QTimer(self, interval=every)
        self.edits.timeout.connect(self.edit)
        self.edits.start()
        self.looks = QTimer(self, interval=50)
        self.looks.timeout.connect(self.look)
        self.looks.start()

    def say(self, words: str) -> None:
        """Say something to whoever started this."""
        os.write(1, f"{words}\n".encode())

    def edit(self) -> None:
        """Do one thing more."""
        self.number += 1
        edit(self.session, self.name, self.number)
        self.say(f"did {self.number}")

    def look(self) -> None:
        """Say what is said of the file, when it is something else."""
        if self.session.state != self.state:
            self.state = self.session.state
            self.say(f"state {self.state}")

    def hear(self) -> None:
        """Do what is asked."""
        for word in os.read(sys.stdin.fileno(), 4096).decode().split():
            if word == "end":
                self.edits.stop()
            elif word == "say":
                content = write(self.session.store, new_envelope())
                digest = hashlib.sha256(content.split(b'"records"')[1].split(b'"sum"')[0]).hexdigest()
                self.say(f"holds {digest} {self.session.is_saved}")
            elif word == "close":
                self.window.close()
                QApplication.exit(0)


def main() -> None:
    """Open the window, as the app does after a crash too, and edit."""
    path, name, every = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if not IS_FULL:
        shared_file.APART = 1000
    app = application()
    look = Look()
    look.install(app)
    windows = windows_with([path], Preferences(), look)
    member = Member(windows[0], name, every)
    app.exec()
    del member


if __name__ == "__main__":
    main()
