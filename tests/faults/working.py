"""A workshop in a real window that somebody kills: `python -m tests.faults.working FOLDER`.

It opens what a crash left behind, or the map in the folder, says what it found, and goes on working, a step at a
time, until it is killed; after each step it says what the map holds. The same step makes the same of the same map.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from app.session import Session
from app.settings import Preferences
from app.start import application, windows_with
from app.window import Window
from model.operations import add_phase, add_touchpoint, delete, hand_over, rename
from model.records import Channel, Handover, Phase, Touchpoint
from model.store import Store
from widgets.look import Look


def held(session: Session) -> list[object]:
    """What the map holds, in titles."""
    store = session.store
    touchpoints = store.of(Touchpoint)
    ends = [(one.source, one.target) for one in store.of(Handover).values()]
    return [
        sorted(phase.title for phase in store.of(Phase).values()),
        sorted(one.title for one in touchpoints.values()),
        sorted([touchpoints[source].title, touchpoints[target].title] for source, target in ends),
    ]


def say(what: str, held_now: list[object]) -> None:
    """Tell whoever listens, at once."""
    os.write(1, json.dumps([what, held_now]).encode() + b"\n")


class Step:
    """The next step of the workshop, which follows from what the map holds."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.phase = max(store.of(Phase).values(), key=lambda one: one.rank)
        title = self.phase.title
        self.number = int(title.split()[-1]) + 1 if title.startswith("Step ") else 0

    def take(self) -> int:
        """Take it, in one commit; returns its number."""
        with self.store.transaction(f"Step {self.number}"):
            self._change(self.number)
            last = max(self.store.of(Phase).values(), key=lambda one: one.rank)
            rename(self.store, last.id, f"Step {self.number}")
        return self.number

    def _change(self, number: int) -> None:
        store = self.store
        by_title = sorted(store.of(Touchpoint).values(), key=lambda one: one.title)
        if number % 40 == 0:
            add_phase(store, "Another phase")
        elif number % 5 == 4 and len(by_title) > 12:
            delete(store, [by_title[0].id])
        elif number % 5 == 3 and not store.of(Handover):
            hand_over(store, by_title[0].id, by_title[-1].id)
        else:
            add_touchpoint(store, self.phase.id, min(store.of(Channel)), f"Touchpoint {number}")
            if len(by_title) > 30:
                delete(store, [one.id for one in by_title[:2]])


class Working:
    """The hands in a window: steps, now and then a save, and a journal cut short."""

    def __init__(self, window: Window) -> None:
        assert window.session is not None
        self.window, self.session = window, window.session
        self.timer = QTimer(window)
        self.timer.timeout.connect(self.go_on)
        self.timer.start(0)

    def go_on(self) -> None:
        """One step, and what else people do."""
        number = Step(self.session.store).take()
        say("done", held(self.session))
        if number % 7 == 3:
            self.window.desk.save()
        if number % 7 == 5 and self.session.keeping is not None:
            self.session.keeping.verified()


def main(folder: Path) -> None:
    """Open what there is and go on."""
    app = application()
    look = Look(reduced_motion=True)
    look.install(app)
    preferences = Preferences()
    preferences.change(author="Mei")
    windows = windows_with([], preferences, look)
    if windows[0].session is None:
        windows[0].desk.open(folder / "map.journey")
    session = windows[0].session
    assert session is not None
    say("found", held(session))
    hands = Working(windows[0])
    app.exec()
    del hands


if __name__ == "__main__":
    main(Path(sys.argv[1]))
