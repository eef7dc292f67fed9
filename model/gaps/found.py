"""Everything the rules find on a map: gaps, minor ones, waived ones and to-dos."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import overload

from model.findings import NamedGap
from model.gaps.gap import Gap, computed_gap, named_gap, rank_of, waivers_of
from model.gaps.reached import reached
from model.gaps.rules import BY_ID, RULES, SECOND, TURN
from model.gaps.severity import LISTED_FROM, Weights, weights_of
from model.gaps.sign import Sign
from model.gaps.turns import by_rule
from model.journey import Journey

ByRule = Mapping[str, tuple[Sign, ...]]


class Todos(Sequence[Sign]):
    """Signs of housekeeping in turn, put together when somebody first asks for them."""

    def __init__(self, make: Callable[[], ByRule]) -> None:
        self._make = make
        self._all: tuple[Sign, ...] | None = None

    @cached_property
    def by_rule(self) -> ByRule:
        """Those that each rule has found, in the order of the rules."""
        return self._make()

    @property
    def all(self) -> tuple[Sign, ...]:
        """All of them."""
        if self._all is None:
            self._all = tuple(chain.from_iterable(self.by_rule.values()))
        return self._all

    def __len__(self) -> int:
        return sum(map(len, self.by_rule.values()))

    @overload
    def __getitem__(self, place: int) -> Sign: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Sign, ...]: ...
    def __getitem__(self, place: int | slice) -> Sign | tuple[Sign, ...]:
        return self.all[place]

    def __iter__(self) -> Iterator[Sign]:
        return iter(self.all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.all == tuple(other)

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return repr(self.all)


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules find on a map, each list ranked: the worst first, then more signs, then journey order."""

    gaps: tuple[Gap, ...]
    """Named gaps, and computed ones from Medium up that none of them covers."""
    minor: tuple[Gap, ...]
    """The computed gaps below Medium that no named one covers."""
    waived: tuple[Gap, ...]
    """The gaps that the room lets stand, each with its waiver."""
    todos: Todos
    """Housekeeping, by rule and then in journey order; put together when somebody asks for it."""
    computed: Mapping[str, Gap] = field(repr=False)
    """Every computed gap by the record it stands at, whether listed, minor, covered or waived."""


def find_gaps(journey: Journey, today: date) -> Found:
    """Run every rule on a map."""
    signs = [sign for rule in RULES for sign in rule(journey, today)]
    reach, weights = reached(journey), weights_of(journey)
    computed = {
        anchor: computed_gap(journey, anchor, tuple(told), reach, weights)
        for anchor, told in by_anchor(signs).items()
    }
    todos = by_rule(journey, (one for one in signs if is_todo(one)))
    return gathered(journey, computed, todos, reach, weights)


def is_todo(sign: Sign) -> bool:
    """Whether a sign is housekeeping and never a gap."""
    return BY_ID[sign.rule].is_todo


def by_anchor(signs: Iterable[Sign]) -> dict[str, list[Sign]]:
    """The signs of gaps by the record they are about, in the order of the rules."""
    found: dict[str, list[Sign]] = {}
    for sign in sorted(signs, key=lambda one: TURN[one.rule]):
        if not is_todo(sign):
            found.setdefault(sign.anchor, []).append(sign)
    return found


def gathered(
    journey: Journey, computed: Mapping[str, Gap], todos: ByRule, reach: Mapping[str, float], weights: Weights
) -> Found:
    """Lists from what the rules of the first pass found, the to-dos in turn; those of the second pass are added."""
    waivers = waivers_of(journey)
    marked = {anchor: replace(gap, waiver=waivers.get(gap.key)) for anchor, gap in computed.items()}
    named = [
        replace(named_gap(journey, one, marked, reach, weights), waiver=waivers.get(one.id))
        for one in journey.ordered(NamedGap)
    ]
    folded = {gap.anchor for one in named for gap in one.covers}
    alone = [one for anchor, one in marked.items() if anchor not in folded and one.waiver is None]
    gaps = _ranked(
        journey,
        [one for one in named if one.waiver is None] + [one for one in alone if one.severity >= LISTED_FROM],
    )
    waived = [one for one in (*named, *marked.values()) if one.waiver is not None]
    return Found(
        gaps=gaps,
        minor=_ranked(journey, [one for one in alone if one.severity < LISTED_FROM]),
        waived=_ranked(journey, waived),
        todos=Todos(lambda: {**todos, **second_pass(journey, gaps)}),
        computed=marked,
    )


def second_pass(journey: Journey, gaps: Sequence[Gap]) -> ByRule:
    """The to-dos that hang on the gaps of the first pass."""
    return by_rule(journey, (sign for rule in SECOND for sign in rule.of(journey, gaps)))


def _ranked(journey: Journey, gaps: list[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda one: rank_of(journey, one)))
