"""What a step of very many changes leaves to be done, some at a time between events, before a save comes to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session import Session

AT_A_TIME = 150
"""So many records are looked at between two events."""


def news_told(session: Session, ids: Iterable[str]) -> Iterator[None]:
    """Find out what of these records is news to the file, so that the next save has little left to compare."""
    for some in _some(sorted(ids)):
        session.stamps.to_share(some)
        if session.stamps.touched:
            session.take_down()
        yield


def journal_cut(session: Session) -> Iterator[None]:
    """Cut the journal short once the file surely has what was saved; the lines that stay are written ahead."""
    keeping = session.keeping
    if keeping is None:
        return
    saved = keeping.last_saved
    for some in _some(keeping.noted_since):
        for one in some:
            session.line_of(one)
        yield
    if keeping.last_saved is saved:
        keeping.verified()


def _some(ids: list[str]) -> Iterator[list[str]]:
    return (ids[first : first + AT_A_TIME] for first in range(0, len(ids), AT_A_TIME))
