"""Everything the rules find on a map: gaps, minor ones, waived ones and to-dos."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import overload

from model.findings import NamedGap
from model.gaps.gap import Gap, computed_gap, named_gap, place_of, rank_of, waivers_of
from model.gaps.reached import reached
from model.gaps.rules import BY_ID, RULES, SECOND, TURN
from model.gaps.severity import LISTED_FROM, Weights, weights_of
from model.gaps.sign import Sign
from model.journey import Journey
from model.references import GAP

Turn = tuple[int, tuple[float, float], str, str]


class Todos(Sequence[Sign]):
    """Signs of housekeeping in turn, put together when somebody first asks for them."""

    def __init__(self, make: Callable[[], tuple[Sign, ...]]) -> None:
        self._make = make
        self._made: tuple[Sign, ...] | None = None

    @property
    def all(self) -> tuple[Sign, ...]:
        """All of them."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self.all)

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
    todos: Sequence[Sign]
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
    todos = in_turn(journey, (one for one in signs if is_todo(one)))
    return gathered(journey, computed, lambda: todos, reach, weights)


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
    journey: Journey,
    computed: Mapping[str, Gap],
    todos: Callable[[], tuple[Sign, ...]],
    reach: Mapping[str, float],
    weights: Weights,
) -> Found:
    """Lists from what the rules of the first pass found, the to-dos in turn; those of the second pass are added."""
    waivers = waivers_of(journey)
    marked = dict(computed)
    for key, waiver in waivers.items():
        anchor = key.removeprefix(GAP)
        if key.startswith(GAP) and anchor in marked:
            marked[anchor] = replace(marked[anchor], waiver=waiver)
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

    def both_passes() -> tuple[Sign, ...]:
        later = (sign for rule in SECOND for sign in rule.of(journey, gaps))
        return todos() + in_turn(journey, later)

    return Found(
        gaps=gaps,
        minor=_ranked(journey, [one for one in alone if one.severity < LISTED_FROM]),
        waived=_ranked(journey, waived),
        todos=Todos(both_passes),
        computed=marked,
    )


def _ranked(journey: Journey, gaps: list[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda one: rank_of(journey, one)))


def turn_of(journey: Journey, sign: Sign) -> Turn:
    """Where a to-do is listed: by rule, then in journey order."""
    return TURN[sign.rule], place_of(journey, sign.anchor, sign.about), sign.anchor, sign.why


def in_turn(journey: Journey, todos: Iterable[Sign]) -> tuple[Sign, ...]:
    """To-dos as they are listed."""
    return tuple(sorted(todos, key=lambda sign: turn_of(journey, sign)))
