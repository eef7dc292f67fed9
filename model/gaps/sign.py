"""Signs of a gap: what a rule says of one record, and the rule that says it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from model.journey import Journey
from model.records import Record

if TYPE_CHECKING:
    from model.gaps.gap import Gap

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True)
class Clue:
    """What a rule has found at a record, before it is signed with the rule's name."""

    anchor: str
    why: str
    """A sentence with the numbers that led to it."""
    about: tuple[str, ...] = ()
    """The other records concerned."""
    suggestion: str = ""
    """What to do, where the rule knows better than its own suggestion."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One rule's word about one record: signs with one anchor form one gap."""

    rule: str
    anchor: str
    why: str
    about: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True)
class Each(Generic[Kind]):
    """Looks at one record of certain kinds at a time, and at its neighbours; it anchors all it finds there."""

    look: Callable[[Journey, Kind, date], Iterator[Clue]]
    kinds: tuple[type[Record], ...]

    def __call__(self, journey: Journey, today: date) -> Iterator[Clue]:
        """What it finds anywhere."""
        for kind in self.kinds:
            for record in journey.store.of(kind).values():
                yield from self.at(journey, record, today)

    def at(self, journey: Journey, record: Any, today: date) -> Iterator[Clue]:
        """What it finds at one record."""
        return self.look(journey, record, today)


def each(*kinds: type[Record]) -> Callable[[Callable[[Journey, Kind, date], Iterator[Clue]]], Each[Kind]]:
    """Marks a function as one that looks at a record of these kinds at a time."""
    return lambda look: Each(look, kinds)


@dataclass(frozen=True)
class Whole:
    """Looks at the journey as a whole: ways, cycles and bottlenecks; None is a pause in which others may work."""

    look: Callable[[Journey, date], Iterator[Clue | None]]
    reads: frozenset[str]
    """The fields that its answer hangs on, as `kind/field`; that such a record comes or goes counts too."""

    def __call__(self, journey: Journey, today: date) -> Iterator[Clue]:
        """What it finds anywhere."""
        return (clue for clue in self.look(journey, today) if clue is not None)


@dataclass(frozen=True)
class OfGaps:
    """Looks at the gaps that the first pass found; it is never its own input."""

    look: Callable[[Journey, "Sequence[Gap]"], Iterator[Clue]]


@dataclass(frozen=True)
class Rule:
    """What makes a gap, or a to-do: a sentence for people, where the idea comes from, and how to look."""

    id: str
    sentence: str
    source: str
    suggestion: str
    look: Each[Any] | Whole | OfGaps
    is_todo: bool = False
    """Whether its signs are housekeeping: they stand in a list of their own and are never gaps."""
    wide: Whole | None = None
    """What a local rule looks for in the journey as a whole, besides."""

    @property
    def on_pass(self) -> Literal[1, 2]:
        """1 for a rule that reads the map, 2 for one that reads the gaps of the first pass."""
        return 2 if isinstance(self.look, OfGaps) else 1

    @property
    def is_local(self) -> bool:
        """Whether it can be asked about one record alone."""
        return isinstance(self.look, Each)

    @property
    def is_wide(self) -> bool:
        """Whether it looks, also, at the journey as a whole."""
        return isinstance(self.look, Whole) or self.wide is not None

    def __call__(self, journey: Journey, today: date) -> Iterator[Sign]:
        """Its signs anywhere in the map; none for a rule of the second pass, which needs gaps."""
        if isinstance(self.look, Each):
            yield from map(self._signed, self.look(journey, today))
        yield from self.widely(journey, today)

    def at(self, journey: Journey, record: Record, today: date) -> Iterator[Sign]:
        """Its signs at one record, for a local rule."""
        if isinstance(self.look, Each) and isinstance(record, self.look.kinds):
            yield from map(self._signed, self.look.at(journey, record, today))

    def widely(self, journey: Journey, today: date) -> Iterator[Sign]:
        """Its signs that need the journey as a whole."""
        for look in (self.look, self.wide):
            if isinstance(look, Whole):
                yield from map(self._signed, look(journey, today))

    def in_parts(self, journey: Journey, today: date) -> Iterator[Sign | None]:
        """The same with its pauses."""
        for look in (self.look, self.wide):
            if isinstance(look, Whole):
                for clue in look.look(journey, today):
                    yield None if clue is None else self._signed(clue)

    @property
    def reads(self) -> frozenset[str]:
        """The fields that its signs hang on where it looks at the journey as a whole."""
        return frozenset().union(*(one.reads for one in (self.look, self.wide) if isinstance(one, Whole)))

    def of(self, journey: Journey, gaps: "Sequence[Gap]") -> Iterator[Sign]:
        """Its signs about gaps, for a rule of the second pass."""
        if isinstance(self.look, OfGaps):
            yield from map(self._signed, self.look.look(journey, gaps))

    def _signed(self, clue: Clue) -> Sign:
        return Sign(self.id, clue.anchor, clue.why, clue.about, clue.suggestion or self.suggestion)
