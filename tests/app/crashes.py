"""Crashes as a map's journal sees them: the program is gone, and what it wrote is there."""

import shutil
from contextlib import suppress
from pathlib import Path

from app.journal import folder_of_journals
from app.recovery import came_back, take_up
from app.session import Session
from app.settings import state_home
from model.records import Phase


def opened(path: Path, author: str = "Mei") -> Session:
    """The map in a file as a window opens it."""
    return shown(Session.open(path), author)


def shown(session: Session, author: str = "Mei") -> Session:
    """An open map as a window shows it."""
    session.author = author
    take_up(session)
    return session


def crash(*sessions: Session) -> None:
    """Let these go as a killed program does: nobody tidies up, and nobody gives a replica back."""
    folder, aside = folder_of_journals(), state_home() / "aside"
    aside.mkdir()
    for place in folder.iterdir():
        with suppress(FileNotFoundError):
            shutil.copy2(place, aside)
    for session in sessions:
        session.close()
    shutil.rmtree(folder)
    aside.rename(folder)
    shutil.rmtree(state_home() / "replicas", ignore_errors=True)


def restarted(author: str = "Mei") -> list[Session]:
    """The maps that are open when the app is started anew without one."""
    return [shown(session, author) for session in came_back(is_alone=True)]


def journals() -> list[Path]:
    """The journals that there are, and what lies beside them."""
    return sorted(folder_of_journals().glob("*")) if folder_of_journals().exists() else []


def phases(session: Session) -> set[str]:
    """The titles of a map's phases."""
    return {phase.title for phase in session.store.of(Phase).values()}


def settled(session: Session) -> bool:
    """Whether the disk has all that the journal of a map holds."""
    journal = session.keeping.journal if session.keeping is not None else None
    return journal is not None and journal.is_settled
