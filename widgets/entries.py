"""What a command palette offers: things to do and places to go to, ranked by what is typed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from model.likeness import LETTERS, PART, Likeness, likeness

MOST_OF_A_GROUP = 50
PAUSE = 50
"""After so many entries another may want the time."""


@dataclass(frozen=True)
class Entry:
    """Something to do, or a place to go to."""

    words: str
    group: str
    act: Callable[[], object] = field(compare=False)
    icon: str = ""
    mark: str = ""
    number: str = ""
    """A touchpoint's number, also found when it is typed."""
    also: str = ""
    """Words by which it is found too."""
    token: str | None = None
    """The colour of the number's pill."""
    figure: str = ""
    beside: str = ""
    """What stands at the right, in words."""
    keys: tuple[str, ...] = ()
    why_not: str = ""
    """Why it cannot be done now; empty when it can."""

    @property
    def said(self) -> str:
        """All of it in one line, for those who hear it."""
        parts = (self.number, self.words, self.beside, " or ".join(self.keys), self.why_not)
        return ", ".join(part for part in parts if part)


def like(typed: str, entry: Entry) -> Likeness | None:
    """How like an entry is to what was typed, by its words or its number."""
    if entry.number and typed.strip() == entry.number:
        return Likeness(-1, 0, 0)
    found = likeness(typed, entry.words)
    if entry.also and (found is None or found.worst == LETTERS):
        other = likeness(typed, f"{entry.words} {entry.also}")
        return other._replace(worst=max(PART, other.worst)) if other is not None else None
    return found


def ranked(typed: str, entries: Sequence[Entry]) -> tuple[int, list[Entry | str]]:
    """How many entries were found, and the rows to show: each group's name and its entries, the likest first.

    While nothing is typed, only what can be done is shown, in its own order.
    """
    ranking = Ranking(typed, entries)
    for _ in ranking.in_parts():
        pass
    return ranking.count, ranking.rows


class Ranking:
    """Entries ranked by what is typed, a few at a time where they are many."""

    def __init__(self, typed: str, entries: Sequence[Entry]) -> None:
        self.typed, self.entries = typed, entries
        self.count = 0
        """How many were found, once all have been looked at."""
        self.rows: list[Entry | str] = []
        """Each group's name and its entries, the likest first."""

    def in_parts(self) -> Iterator[None]:
        """Look at all of them, with a pause every now and then."""
        groups: dict[str, list[tuple[bool, Likeness, int, Entry]]] = {}
        is_typed = bool(self.typed.strip())
        for place, entry in enumerate(self.entries):
            found = like(self.typed, entry) if is_typed or not entry.why_not else None
            if found is not None:
                groups.setdefault(entry.group, []).append((bool(entry.why_not), found, place, entry))
            if place % PAUSE == PAUSE - 1:
                yield
        for name, ones in groups.items():
            groups[name] = nsmallest(MOST_OF_A_GROUP, ones, key=lambda one: one[:3])
            self.count += len(ones)
            yield
        best = {name: (ones[0][0], ones[0][1].worst) for name, ones in groups.items()}
        for name in sorted(groups, key=lambda name: best[name]):
            self.rows += [name, *(one[3] for one in groups[name])]
