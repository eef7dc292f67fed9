"""The rows of the list of gaps in their parts; a row is made when somebody looks at it, however many there are."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import is_
from typing import Literal, NamedTuple, overload

from model.gaps import Gap, Sign


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the head of a part, a gap, or a to-do."""

    kind: Literal["head", "gap", "todo"]
    words: str
    key: str = ""
    gap: Gap | None = None
    todo: Sign | None = None
    count: int = 0
    is_open: bool = True
    taken_by: str | None = None
    """Who has taken a to-do on, perhaps nobody by name; None while it is open."""


class Part(NamedTuple):
    """A head, and what stands below it: nothing while it is folded."""

    head: ListRow
    inside: Sequence[Gap | Sign]


class Rows(Sequence[ListRow]):
    """All rows of a list."""

    def __init__(
        self, parts: Sequence[Part] = (), row_of: Callable[[Gap | Sign], ListRow] | None = None
    ) -> None:
        self.parts, self._row_of = parts, row_of
        self.starts = [0, *accumulate(1 + len(part.inside) for part in parts)]
        """Where each part begins, and where the last one ends."""

    def __len__(self) -> int:
        return self.starts[-1]

    @overload
    def __getitem__(self, place: int) -> ListRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ListRow]: ...
    def __getitem__(self, place: int | slice) -> ListRow | Sequence[ListRow]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        number = bisect_right(self.starts, at) - 1
        part, within = self.parts[number], at - self.starts[number]
        if not within or self._row_of is None:
            return part.head
        return self._row_of(part.inside[within - 1])

    def kind_at(self, place: int) -> Literal["head", "gap", "todo"]:
        """What a row is, without making it."""
        number = bisect_right(self.starts, place) - 1
        within = place - self.starts[number]
        if not within:
            return "head"
        return "gap" if isinstance(self.parts[number].inside[within - 1], Gap) else "todo"

    @property
    def heads(self) -> Iterator[tuple[int, ListRow]]:
        """Where the heads are, and these."""
        return ((start, part.head) for start, part in zip(self.starts, self.parts, strict=False))

    def place_of(self, key: str) -> int:
        """Where the gap or to-do with this key stands; −1 where it does not."""
        for start, part in zip(self.starts, self.parts, strict=False):
            for within, one in enumerate(part.inside, 1):
                if key_of(one) == key:
                    return start + within
        return -1

    def is_like(self, other: "Rows") -> bool:
        """Whether the rows of another list are as high as these."""
        return self.starts == other.starts and all(
            isinstance(mine.inside[0], Gap) == isinstance(its.inside[0], Gap)
            for mine, its in zip(self.parts, other.parts, strict=True)
            if mine.inside
        )

    def differing(self, other: "Rows") -> tuple[int, int] | None:
        """The first row and the last that differ from those of another list that is like it; None where none do."""
        found: list[int] = []
        for start, mine, its in zip(self.starts, self.parts, other.parts, strict=False):
            if mine.head != its.head:
                found.append(start)
            if mine.inside is not its.inside:
                same = list(map(is_, mine.inside, its.inside))
                if False in same:
                    found += [start + 1 + same.index(False), start + len(same) - same[::-1].index(False)]
        return (min(found), max(found)) if found else None


def key_of(one: Gap | Sign) -> str:
    """The key of the row of a gap or a to-do."""
    return one.key if isinstance(one, Gap) else f"todo:{one.rule}:{one.anchor}"
