"""Somebody who edits a map and saves it, again and again: `python -m tests.faults.editing FILE NAME TIMES HINT`.

Each edit renames the touchpoint of their own and adds one more every tenth time; each is saved to the file that
somebody else saves to as well. Before it is told as saved, one line a number, it is in the file. Asked to stop, it
looks again and saves until nothing is owed, as the app does a while after each save. HINT hangs out the lock hint.
"""

import sys
from pathlib import Path

from app.files import ChangedMeanwhile, read_bytes
from app.lock_hint import hang_out, take_in
from app.session import Session
from model.operations import add_touchpoint, hand_over, rename
from model.records import Channel, Phase, Touchpoint

MORE = 10
"""Every so many edits there is a touchpoint more, with a handover to it."""


def edit(session: Session, name: str, number: int) -> None:
    """Do something that can be found again in the file."""
    titled = [(one.title.split(), one.id) for one in session.store.of(Touchpoint).values()]
    own = [one for _, one in sorted((int(words[1]), one) for words, one in titled if words[0] == name)]
    if number % MORE == 1 or not own:
        phase, channel = next(iter(session.store.of(Phase))), next(iter(session.store.of(Channel)))
        new = add_touchpoint(session.store, phase, channel, f"{name} {number}")
        others = [one for one in session.store.of(Touchpoint) if one != new]
        if others:
            hand_over(session.store, others[number % len(others)], new)
    else:
        rename(session.store, own[-1], f"{name} {number}")


def settle(session: Session) -> None:
    """Look again whether the file holds all of it, and save what it lost, until it does."""
    assert session.path is not None
    for _ in range(100):
        content = read_bytes(session.path)
        if content == session.content():
            return
        session.take_in(content)
        if session.owes:
            save(session)


def save(session: Session) -> None:
    """Save, however often somebody else does at the same time."""
    while True:
        try:
            session.save()
        except ChangedMeanwhile:
            continue
        return


def main() -> None:
    """Edit and save so many times."""
    path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if sys.argv[4] == "hint":
        hang_out(path, name)
    session = Session.open(path)
    session.author = name
    for number in range(1, times + 1):
        edit(session, name, number)
        save(session)
        print(number, flush=True)
    print("done", flush=True)
    sys.stdin.readline()
    settle(session)
    take_in(path)
    session.close()


if __name__ == "__main__":
    main()
