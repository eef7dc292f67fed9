"""Whose a value is and when it was said, as far as this copy of a map knows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from model.gaps.words import listed
from model.people import name_of
from model.stamps import Dot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.session import Session
    from model.store import Commit

SOMEBODY = "A colleague"


class Whose:
    """The people of an open map, and when it first had what they did."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._times: dict[str, list[tuple[int, datetime]]] = {}
        session.store.committed.connect(self._follow)

    def _follow(self, commit: Commit) -> None:
        """Remember when the person at the screen did something."""
        stamps = self._session.stamps
        if commit.source in ("user", "history"):
            now = datetime.now().astimezone()
            self._times.setdefault(stamps.replica, []).append((stamps.counter, now))

    def met(self, seen: Mapping[str, int], when: datetime | None) -> list[str]:
        """Take note of a copy that has seen this, saved then; returns the replicas that it brings news of."""
        mine = self._session.stamps.seen
        news = [one for one, count in seen.items() if count > mine.get(one, 0)]
        if when is not None:
            for one in news:
                self._times.setdefault(one, []).append((seen[one], when))
        return news

    def is_ours(self, dot: Dot) -> bool:
        """Whether the person at the screen said it."""
        session = self._session
        dot = session.stamps.said_before.get(dot, dot)
        named = name_of(session.opened.envelope, dot.replica)
        return dot.replica == session.stamps.replica or bool(named and named == session.author)

    def name(self, dot: Dot) -> str:
        """Who said it: “You”, a name, or “A colleague”."""
        if self.is_ours(dot):
            return "You"
        dot = self._session.stamps.said_before.get(dot, dot)
        return name_of(self._session.opened.envelope, dot.replica) or SOMEBODY

    def when(self, dot: Dot) -> datetime | None:
        """When it was said here, or first found in the file; None where nobody knows."""
        dot = self._session.stamps.said_before.get(dot, dot)
        times = self._times.get(dot.replica, ())
        return next((when for counter, when in times if counter >= dot.counter), None)

    def named(self, replicas: Iterable[str]) -> str:
        """Some replicas as people: “Mei”, “Mei and Jon”; empty for none."""
        dots = [Dot(0, one) for one in replicas]
        names = sorted({self.name(one) for one in dots if not self.is_ours(one)} - {SOMEBODY})
        is_unknown = any(self.name(one) == SOMEBODY for one in dots)
        return listed([*names, *(["a colleague"] if is_unknown else [])])
