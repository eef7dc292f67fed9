"""The gaps of a journey that is being worked on: they follow every commit and equal a full run."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar, cast

from model.findings import MomentThatMatters, PainPoint
from model.gaps.flow import WAYS, with_chains
from model.gaps.found import Found, Turn, by_anchor, gathered, is_todo, turn_of
from model.gaps.gap import Gap, computed_gap
from model.gaps.reached import READS, Shares, reached_in_parts
from model.gaps.rules import LOCAL, WIDE
from model.gaps.severity import weights_of
from model.gaps.sign import Each, Rule, Sign
from model.journey import Journey
from model.kinds import KINDS
from model.numbers.chain import Chain, chains_in_parts, weights
from model.parts import Parts
from model.records import Handover, JourneyMap, Record, Touchpoint
from model.references import GAP, mentions
from model.signal import Signal
from model.store import Change, Commit, Store

SPREADS = ("touchpoint", "channel", "department", "system", "phase")
"""The kinds of which handovers and phases read what stands at the touchpoints concerned."""
PLACES = frozenset({"place", "rank", "source", "target", "on", "made_at"})
"""The fields that say where a record stands."""
AT_ONCE = 300
"""A commit that concerns more records than this is followed when the gaps settle, so many of them at a time."""
GATHERED = 100
"""So many gaps are gathered anew at a time while the gaps settle."""
RULES_AT: dict[type[Record], tuple[Rule, ...]] = {
    kind: tuple(rule for rule in LOCAL if kind in cast("Each[Any]", rule.look).kinds)
    for kind in KINDS.values()
}
"""The local rules by the kind of record they look at."""
REACH = "reach"
READ = {rule.id: rule.reads for rule in WIDE} | {REACH: READS}
"""The fields that each rule that looks widely reads, and those that the reach hangs on."""
BY_WAYS = {name for name, paths in READ.items() if paths >= WAYS}
"""Those of them that follow the ways of each persona."""
ALL_READ = frozenset().union(*READ.values())
Made = TypeVar("Made")


class LiveGaps:
    """The gaps of a store's journey: local rules follow each commit at once, all else when it settles.

    Until then reach, cycles, bottlenecks and recovery are as they were, and so are the signs of records that one
    commit touched by the hundred (a channel that many touchpoints stand in). It begins with nothing looked at.
    """

    def __init__(
        self, journey: Journey, store: Store, today: date | None = None, at_once: int = AT_ONCE
    ) -> None:
        self.journey, self.store, self.at_once = journey, store, at_once
        self.changed: Signal[frozenset[str]] = Signal()
        """Emits the records at which signs or severities may have changed."""
        self.today = today or date.today()
        self._local: dict[str, tuple[Sign, ...]] = {}
        self._wide: dict[str, dict[str, list[Sign]]] = {}
        self._wide_todos: dict[str, list[Sign]] = {}
        self._todos: list[tuple[Turn, Sign]] | None = None
        self._other_todos: set[str] = set()
        self._reach: dict[str, float] = {}
        self._weights = weights_of(journey)
        self._gaps: dict[str, Gap] = {}
        self._stale: set[str] = set()
        self._concerned: dict[str, set[str]] = {}
        self._found: Found | None = None
        self._later = {record.id for record in store}
        self._due = set(READ)
        """The rules that look widely, and the reach, that have to be asked again."""
        self._asked = 0
        self._settled = -1
        store.committed.connect(self.follow)

    def close(self) -> None:
        """Follow no more."""
        self.store.committed.disconnect(self.follow)

    # -- what is found

    @property
    def is_settled(self) -> bool:
        """Whether everything is as a full run would find it."""
        return self._settled == self._asked

    @property
    def found(self) -> Found:
        """What the rules find now."""
        if self._found is None:
            self._gather_stale()
            self._found = gathered(self.journey, self._gaps, self._todos_in_turn, self._reach, self._weights)
        return self._found

    def _todos_in_turn(self) -> tuple[Sign, ...]:
        """The to-dos of the first pass; only those of records that have others now are put in turn anew."""
        wide = [one for signs in self._wide_todos.values() for one in signs]
        if self._todos is None:
            others = [*(one for signs in self._local.values() for one in signs), *wide]
            kept = []
        else:
            others = [one for record in self._other_todos for one in self._local.get(record, ())]
            others += [one for one in wide if one.anchor in self._other_todos]
            kept = [one for one in self._todos if one[1].anchor not in self._other_todos]
        kept += [
            (turn_of(self.journey, one), one) for one in others if is_todo(one) and one.anchor in self.store
        ]
        self._todos = sorted(kept, key=itemgetter(0))
        self._other_todos.clear()
        return tuple(sign for _, sign in self._todos)

    def signs_at(self, record: str) -> tuple[Sign, ...]:
        """The signs of a gap at one record, in the order of the rules."""
        wide = (sign for found in self._wide.values() for sign in found.get(record, ()))
        return tuple(by_anchor((*self._local.get(record, ()), *wide)).get(record, ()))

    def rules_at(self, record: str) -> frozenset[str]:
        """The rules that found something at one record, of gaps and of to-dos; it is looked at now if need be."""
        if record in self._later and record in self.store:
            self._later.discard(record)
            self._look_at([record])
            self._found = None
        wide = (sign for found in self._wide.values() for sign in found.get(record, ()))
        return frozenset(sign.rule for sign in (*self._local.get(record, ()), *wide))

    def _gather_stale(self, most: int | None = None) -> None:
        """Gather gaps anew where signs or severities may be others, so many of them or all."""
        some = list(islice(self._stale, most))
        for anchor in some:
            old = self._gaps.pop(anchor, None)
            for one in (anchor, *(old.about if old is not None else ())):
                self._concerned.get(one, set()).discard(anchor)
            signs = self.signs_at(anchor) if anchor in self.store else ()
            if signs:
                gap = computed_gap(self.journey, anchor, signs, self._reach, self._weights)
                self._gaps[anchor] = gap
                for one in (anchor, *gap.about):
                    self._concerned.setdefault(one, set()).add(anchor)
        self._stale.difference_update(some)

    # -- following

    def follow(self, commit: Commit) -> None:
        """Ask the local rules again wherever a commit may have changed their answer."""
        if any(_weighs_all(change) for change in commit.patch):
            self._weights = weights_of(self.journey)
            near = {*self._local, *self._gaps, *(record.id for record in self.store)}
        else:
            near = {one for change in commit.patch for one in self._near(change)}
        if len(near) > self.at_once:
            self._later |= near
        else:
            self._look_at(near)
        if any(_moves(change) for change in commit.patch):
            self._todos = None
        self._due |= self._wanted_by(commit)
        was_settled = self.is_settled
        self._asked += 1
        if was_settled and not self._due and not self._later:
            self._settled = self._asked
        self._found = None
        self.changed.emit(frozenset(near))

    def _wanted_by(self, commit: Commit) -> set[str]:
        """The rules that look widely, and the reach, whose answer may be another after a commit."""
        read = {path for change in commit.patch for path in self._read_in(change)}
        return {name for name, paths in READ.items() if not paths.isdisjoint(read)}

    def _read_in(self, change: Change) -> Iterator[str]:
        if change.before is None or change.after is None:
            yield from (path for path in ALL_READ if path.startswith(f"{change.kind}/"))
            return
        for name in {path.partition("/")[0] for path in change.before.keys() | change.after.keys()}:
            if name != "mood" or self._is_moment(change.id):
                yield f"{change.kind}/{name}"

    def _is_moment(self, touchpoint: str) -> bool:
        """Whether a moment that matters is felt at a touchpoint."""
        ways = self.journey.arriving(touchpoint) if touchpoint in self.store else ()
        return any(self.journey.moments_on(one) for one in (touchpoint, *(way.id for way in ways)))

    def _near(self, change: Change) -> set[str]:
        """The records whose signs or severity a change may touch: it, what it named and names, and what names it."""
        now = self.store.get(change.id)
        named = set(mentions(now)) if now is not None else set()
        near = {change.id, *_named_in(change.before), *named, *self.store.referring_to(change.id)}
        steps = {one for one in near if one in self.store.of(Touchpoint)}
        if change.kind == "touchpoint":
            steps &= {change.id}
        if change.kind in SPREADS:
            near |= {place.phase for one in steps if (place := self.store.of(Touchpoint)[one].place)}
            ways = self._ways({change.id} if change.kind == "touchpoint" else steps)
            near |= {end for way in ways for end in (way.id, way.source, way.target)}
        if change.kind == "evidence":
            near |= self._marks_and_steps(near)
        return {one for one in near if one == change.id or one in self.store}

    def _ways(self, steps: Iterable[str]) -> list[Handover]:
        return [way for one in steps for way in (*self.journey.leaving(one), *self.journey.arriving(one))]

    def _marks_and_steps(self, near: set[str]) -> set[str]:
        """The moments on these records, and the records that these moments and pain points are on."""
        marks = {moment.id for one in near for moment in self.journey.moments_on(one)}
        for one in near:
            record = self.store.get(one)
            if isinstance(record, MomentThatMatters | PainPoint):
                marks.add(record.on)
        return marks

    def _look_at(self, records: Iterable[str]) -> None:
        """Ask the local rules about these records, and take note of the gaps to gather anew."""
        for one in records:
            record = self.store.get(one)
            rules = RULES_AT.get(type(record), ()) if record is not None else ()
            signs = tuple(
                sign for rule in rules for sign in rule.at(self.journey, cast(Record, record), self.today)
            )
            before = self._local.pop(one, ())
            if signs:
                self._local[one] = signs
            if signs != before and any(map(is_todo, (*signs, *before))):
                self._other_todos.add(one)
        self._spoil(records)

    def _spoil(self, records: Iterable[str]) -> None:
        """Take note that the gaps in which these records are concerned are to be gathered anew."""
        for one in records:
            self._stale.add(one)
            self._stale |= self._concerned.get(one, set())

    # -- settling

    def settle(self, today: date | None = None) -> None:
        """Bring everything up to date, also where the day has changed."""
        for _ in self.settling(today):
            pass

    def settling(self, today: date | None = None) -> Iterator[str]:
        """The same in parts, for a window to draw between: yields what is done, and begins anew after a commit."""
        if today is not None and today != self.today:
            self.today, self._asked = today, self._asked + 1
            self._later |= {*self._local, *(record.id for record in self.store)}
            self._due |= set(READ)
        while not self.is_settled:
            asked = self._asked
            yield from self._catching_up()
            made = yield from self._looking_widely(frozenset(self._due), asked)
            if made is not None and self._asked == asked:
                self._take_in(*made)
                self._due.clear()
                self._settled = asked
                while self._stale and self._asked == asked:
                    self._gather_stale(GATHERED)
                    yield "gaps"

    def _looking_widely(
        self, due: frozenset[str], asked: int
    ) -> Generator[str, None, tuple[dict[str, list[Sign]], Shares] | None]:
        """What the rules that look widely find, and the reach, as far as due; None where something came between."""
        journey, wide, reach = self.journey, dict[str, list[Sign]](), self._reach
        known: list[Chain] = []
        if due & BY_WAYS:
            known = yield from _named_parts(chains_in_parts(journey, weights(journey)), "ways")
        for rule in WIDE:
            if rule.id in due and self._asked == asked:
                wide[rule.id] = yield from self._looking(rule, known, asked)
        if REACH in due and self._asked == asked:
            reach = yield from _named_parts(reached_in_parts(weights(journey), known), REACH)
        return (wide, reach) if self._asked == asked else None

    def _looking(self, rule: Rule, known: list[Chain], asked: int) -> Generator[str, None, list[Sign]]:
        """The signs of a rule that looks widely, until a commit comes between."""
        found, work = list[Sign](), rule.in_parts(self.journey, self.today)
        while self._asked == asked:
            with with_chains(self.journey, known):
                for sign in work:
                    if sign is None:
                        break
                    found.append(sign)
                else:
                    return found
            yield rule.id
        return found

    def _catching_up(self) -> Iterator[str]:
        while self._later:
            some = {self._later.pop() for _ in range(min(AT_ONCE, len(self._later)))}
            self._look_at(some)
            self._found = None
            self.changed.emit(frozenset(some))
            yield f"{len(self._later)} records left"

    def _take_todos(self, rule: str, todos: list[Sign]) -> None:
        """Keep the to-dos that a rule has found widely; those that were not there before are put in turn."""
        before = self._wide_todos.get(rule, ())
        self._other_todos |= {one.anchor for one in {*before} ^ {*todos}}
        self._wide_todos[rule] = todos

    def _take_in(self, wide: Mapping[str, list[Sign]], reach: dict[str, float]) -> None:
        moved = {one for one in reach.keys() | self._reach.keys() if reach.get(one) != self._reach.get(one)}
        for rule, signs in wide.items():
            self._take_todos(rule, [one for one in signs if is_todo(one)])
            old, new = self._wide.get(rule, {}), by_anchor(signs)
            moved |= {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
            self._wide[rule] = new
        self._reach = reach
        self._spoil(moved)
        self._found = None
        self.changed.emit(frozenset(moved))


def _named_parts(work: Parts[Made], name: str) -> Generator[str, None, Made]:
    """Work in parts, each of which is told by the work's name."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: Made = end.value
            return made
        yield name


def _weighs_all(change: Change) -> bool:
    """Whether a change of the map's own record touches what counts for every gap."""
    paths = (change.before or {}).keys() | (change.after or {}).keys()
    return change.kind == JourneyMap.kind and bool(paths & {"weights", "surge_factor"})


def _moves(change: Change) -> bool:
    """Whether a change may put records in another order."""
    if change.before is None or change.after is None:
        return True
    return not PLACES.isdisjoint(change.before.keys() | change.after.keys())


def _named_in(value: Any) -> Iterator[str]:
    """Every text in fields that may be an id: keys of paths, values, members and anchors of gap keys."""
    if isinstance(value, str):
        yield value.removeprefix(GAP)
    elif isinstance(value, dict):
        for path, inner in value.items():
            yield from _named_in(path.partition("/")[2] or None)
            yield from _named_in(inner)
    elif isinstance(value, tuple | frozenset | list):
        for inner in value:
            yield from _named_in(inner)
