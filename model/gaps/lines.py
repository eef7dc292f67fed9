"""What is found, in lines that keep their turn: gaps by how bad they are, to-dos by rule and place."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from model.gaps.gap import Gap, rank_of
from model.gaps.rules import RULES
from model.gaps.severity import LISTED_FROM
from model.gaps.sign import Sign
from model.gaps.turns import turn_of
from model.journey import Journey

Made = TypeVar("Made")
Turn = tuple[Any, ...]
TODO_RULES = tuple(rule.id for rule in RULES if rule.is_todo and rule.on_pass == 1)
"""The rules of the first pass that find to-dos, in their order."""


class Line(Generic[Made]):
    """Things in turn, each under the name that brought it; some come and go and the others stay."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._ones: list[Made] = []
        self._under: dict[str, list[Turn]] = {}
        self._all: tuple[Made, ...] | None = ()

    def put(self, name: str, those: Sequence[tuple[Turn, Made]]) -> None:
        """Let these stand under a name, in place of what stood there."""
        old = self._under.pop(name, None)
        if old is None and not those:
            return
        for turn in old or ():
            at = bisect_left(self._turns, turn)
            del self._turns[at], self._ones[at]
        for turn, one in those:
            at = bisect_right(self._turns, turn)
            self._turns.insert(at, turn)
            self._ones.insert(at, one)
        if those:
            self._under[name] = [turn for turn, _ in those]
        self._all = None

    @property
    def all(self) -> tuple[Made, ...]:
        """All of them in turn; the same object until one comes or goes."""
        if self._all is None:
            self._all = tuple(self._ones)
        return self._all


class GapLines:
    """The gaps of a map as they are listed: those that count, minor ones and waived ones, the worst first.

    A computed gap that a named one covers stands in none of them.
    """

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.computed: dict[str, Gap] = {}
        """Every computed gap by the record it stands at."""
        self.named: dict[str, Gap] = {}
        """What the room has named, by the id of its record."""
        self.listed, self.minor, self.waived = Line[Gap](), Line[Gap](), Line[Gap]()
        self._covered: Counter[str] = Counter()

    def put(self, anchor: str, gap: Gap | None) -> bool:
        """Take in the computed gap at a record, or that there is none; whether it is another one than before."""
        old = self.computed.get(anchor)
        if gap is None:
            self.computed.pop(anchor, None)
        else:
            self.computed[anchor] = gap = old if old is not None and old == gap else gap
        one = gap or old
        if one is not None:
            self._place(one.key, gap)
        return gap is not old

    def put_named(self, named: str, gap: Gap | None) -> None:
        """Take in what the room calls a gap, or that it does so no more."""
        old = self.named.pop(named, None)
        if gap is not None:
            self.named[named] = gap = old if old is not None and old == gap else gap
        self._place(named, gap)
        before = {one.anchor for one in old.covers} if old is not None else set()
        after = {one.anchor for one in gap.covers} if gap is not None else set()
        self._covered.subtract(before)
        self._covered.update(after)
        for anchor in before ^ after:
            if anchor in self.computed:
                self._place(self.computed[anchor].key, self.computed[anchor])

    def place_anew(self) -> None:
        """Put all in turn again, after phases have changed places."""
        for gap in (*self.computed.values(), *self.named.values()):
            self._place(gap.key, gap)

    def _place(self, key: str, gap: Gap | None) -> None:
        wanted = self._line_of(gap) if gap is not None else None
        for line in (self.listed, self.minor, self.waived):
            is_here = gap is not None and line is wanted
            line.put(key, [(rank_of(self.journey, gap), gap)] if is_here and gap is not None else ())

    def _line_of(self, gap: Gap) -> Line[Gap] | None:
        if gap.waiver is not None:
            return self.waived
        if gap.is_named:
            return self.listed
        if self._covered[gap.anchor] > 0:
            return None
        return self.listed if gap.severity >= LISTED_FROM else self.minor


class TodoLines:
    """The to-dos of the first pass by rule, each rule's in journey order."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.lines = {rule: Line[Sign]() for rule in TODO_RULES}
        self._rules_at: dict[str, set[str]] = {}
        self._told_by: dict[str, set[str]] = {}
        """For each record, where to-dos stand that are about it."""

    def put(self, anchor: str, todos: Iterable[Sign]) -> None:
        """Let these be the to-dos at a record, in place of those that were there."""
        by_rule: dict[str, list[tuple[Turn, Sign]]] = {}
        for one in todos:
            by_rule.setdefault(one.rule, []).append((turn_of(self.journey, one), one))
            for other in one.about:
                self._told_by.setdefault(other, set()).add(anchor)
        for rule in self._rules_at.pop(anchor, set()) | by_rule.keys():
            self.lines[rule].put(anchor, by_rule.get(rule, ()))
        if by_rule:
            self._rules_at[anchor] = set(by_rule)

    def standing_by(self, records: Iterable[str]) -> set[str]:
        """Where to-dos stand whose turn hangs on where these records stand."""
        return {at for one in records for at in (one, *self._told_by.get(one, ()))}

    @property
    def anchors(self) -> set[str]:
        """Every record at which there are to-dos."""
        return set(self._rules_at)

    @property
    def by_rule(self) -> Mapping[str, tuple[Sign, ...]]:
        """The to-dos that each rule has found, in the order of the rules."""
        return {rule: line.all for rule, line in self.lines.items() if line.all}
