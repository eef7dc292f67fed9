"""The gaps of a journey that is being worked on: they follow every commit and equal a full run."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, cast

from model.findings import MomentThatMatters, PainPoint
from model.gaps.flow import WAYS, with_chains
from model.gaps.found import ByRule, Found, Todos, by_anchor, is_todo, second_pass
from model.gaps.gap import Gap
from model.gaps.gathering import Gathering
from model.gaps.lines import TodoLines
from model.gaps.reached import READS, Shares, reached_in_parts
from model.gaps.rules import LOCAL, WIDE
from model.gaps.severity import weights_of
from model.gaps.sign import Each, Rule, Sign
from model.journey import Journey
from model.kinds import KINDS
from model.numbers.chain import Chain, chains_in_parts, weights
from model.parts import named_parts
from model.records import Handover, JourneyMap, Phase, Record, Touchpoint
from model.references import GAP, mentions
from model.signal import Signal
from model.store import Change, Commit, Store

SPREADS = ("touchpoint", "channel", "department", "system", "phase")
"""The kinds of which handovers and phases read what stands at the touchpoints concerned."""
PLACES = frozenset({"place", "rank", "source", "target", "on", "made_at"})
"""The fields that say where a record stands."""
AT_ONCE = 300
"""A commit that concerns more records than this is followed when the gaps settle."""
LOOKED_AT = 60
"""So many records are looked at between two pauses while the gaps settle."""
GATHERED = 30
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
READ_OF = {kind: [path for path in ALL_READ if path.startswith(f"{kind}/")] for kind in KINDS}


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
        self._wide_todos: dict[str, dict[str, list[Sign]]] = {}
        self._gaps, self._todos = Gathering(journey, self._signs_at), TodoLines(journey)
        self._stale_todos: set[str] = set()
        self._found: Found | None = None
        self._later = {record.id for record in store}
        self._next: set[str] = set()
        """A few records that are looked at as soon as somebody asks what is found."""
        self._unread: deque[Change] = deque()
        """Changes of which it is still to be seen what they concern beside their own records."""
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
    def is_gathered(self) -> bool:
        """Whether what is found now can be said without gathering it first."""
        return self._found is not None

    @property
    def found(self) -> Found:
        """What the rules find now; the same object until something is found otherwise."""
        self._look_at_next()
        if self._found is None:
            for _ in self._gaps.in_parts():
                pass
            lines = self._gaps.lines
            gaps, minor, waived = lines.listed.all, lines.minor.all, lines.waived.all
            todos = Todos(lambda: self._todos_of(gaps))
            self._found = Found(gaps, minor, waived, todos, dict(lines.computed))
        return self._found

    def gathering(self) -> Iterator[None]:
        """Gather what is found so far a little at a time, so that it need not be when it is asked for."""
        self._look_at_next()
        yield from self._gaps.in_parts(GATHERED)

    def _todos_of(self, gaps: tuple[Gap, ...]) -> ByRule:
        """The to-dos of both passes; only those of records that have others now are put in turn anew."""
        self._look_at_next()
        self._turn_todos()
        return {**self._todos.by_rule, **second_pass(self.journey, gaps)}

    def _turn_todos(self, most: int | None = None) -> None:
        some = list(islice(self._stale_todos, most))
        for anchor in some:
            self._todos.put(anchor, self._todos_at(anchor) if anchor in self.store else ())
        self._stale_todos.difference_update(some)

    def _todos_at(self, anchor: str) -> Iterator[Sign]:
        yield from filter(is_todo, self._local.get(anchor, ()))
        for found in self._wide_todos.values():
            yield from found.get(anchor, ())

    def signs_at(self, record: str) -> tuple[Sign, ...]:
        """The signs of a gap at one record, in the order of the rules."""
        self._look_at_next()
        return self._signs_at(record)

    def _signs_at(self, record: str) -> tuple[Sign, ...]:
        wide = (sign for found in self._wide.values() for sign in found.get(record, ()))
        return tuple(by_anchor((*self._local.get(record, ()), *wide)).get(record, ()))

    def rules_at(self, record: str) -> frozenset[str]:
        """The rules that found something at one record, of gaps and of to-dos; it is looked at now if need be."""
        self._look_at_next()
        if (record in self._later or self._unread) and record in self.store:
            self._later.discard(record)
            self._look_at([record])
            self._found = None
        wide = (sign for found in self._wide.values() for sign in found.get(record, ()))
        return frozenset(sign.rule for sign in (*self._local.get(record, ()), *wide))

    # -- following

    def follow(self, commit: Commit) -> None:
        """Ask the local rules again wherever a commit may have changed their answer."""
        if any(_weighs_all(change) for change in commit.patch):
            self._gaps.weights = weights_of(self.journey)
            near = {*self._local, *self._gaps.lines.computed, *(record.id for record in self.store)}
        elif len(commit.patch) > self.at_once:
            near = set(commit.ids)
            self._unread.extend(commit.patch)
        else:
            near = {one for change in commit.patch for one in self._near(change)}
        for change in commit.patch:
            self._take_note(change)
        (self._later if len(near) + len(self._next) > self.at_once else self._next).update(near)
        self._due |= self._wanted_by(commit)
        was_settled = self.is_settled
        self._asked += 1
        if was_settled and not self._due and not self._later and not self._unread:
            self._settled = self._asked
        self._found = None
        self.changed.emit(frozenset(near))

    def _take_note(self, change: Change) -> None:
        """Take note of what a change means beyond the records near it."""
        moves = _moves(change)
        self._gaps.take_note(change, moves)
        if moves and change.kind == Phase.kind:
            self._stale_todos |= self._todos.anchors
        elif moves and not self._unread:
            self._stale_todos |= self._standing_by(change)

    def _standing_by(self, change: Change) -> set[str]:
        """The records whose to-dos stand elsewhere in turn where this one does."""
        ways = self._ways([change.id])
        return self._todos.standing_by([change.id, *(way.id for way in ways)])

    def _wanted_by(self, commit: Commit) -> set[str]:
        """The rules that look widely, and the reach, whose answer may be another after a commit."""
        is_felt = self._felt_at(commit)
        read = {path for change in commit.patch for path in self._read_in(change, is_felt)}
        return {name for name, paths in READ.items() if not paths.isdisjoint(read)}

    def _read_in(self, change: Change, is_felt: Callable[[str], bool]) -> Iterator[str]:
        if change.before is None or change.after is None:
            yield from READ_OF.get(change.kind, ())
            return
        for name in {path.partition("/")[0] for path in change.before.keys() | change.after.keys()}:
            if name != "mood" or is_felt(change.id):
                yield f"{change.kind}/{name}"

    def _felt_at(self, commit: Commit) -> Callable[[str], bool]:
        """Says of a touchpoint whether a moment that matters is felt at it; of many by all moments there are."""
        if len(commit.patch) <= self.at_once:
            return self._is_moment
        on = {moment.on for moment in self.store.of(MomentThatMatters).values()}
        ways = self.store.of(Handover)
        return (on | {ways[one].target for one in on if one in ways}).__contains__

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
                self._stale_todos.add(one)
        self._gaps.spoil(records)

    def _look_at_next(self) -> None:
        if self._next:
            some, self._next = self._next, set()
            self._look_at(some)

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
        while not self.is_settled or self._is_behind:
            self._look_at_next()
            asked = self._asked
            yield from self._catching_up()
            if not self.is_settled:
                made = yield from self._looking_widely(frozenset(self._due), asked)
                if made is not None and self._asked == asked:
                    self._take_in(*made)
                    self._due.clear()
                    self._settled = asked
            yield from self._putting_in_turn(asked)

    @property
    def _is_behind(self) -> bool:
        """Whether something is found that has not been gathered and put in turn yet."""
        return self._gaps.is_behind or bool(self._stale_todos or self._next)

    def _putting_in_turn(self, asked: int) -> Iterator[str]:
        """Gather what is found, a little at a time, until a commit comes between."""
        for _ in self._gaps.in_parts(GATHERED) if self._asked == asked else ():
            yield "gaps"
            if self._asked != asked:
                return
        while self._stale_todos and self._asked == asked:
            self._turn_todos(GATHERED)
            yield "gaps"

    def _looking_widely(
        self, due: frozenset[str], asked: int
    ) -> Generator[str, None, tuple[dict[str, list[Sign]], Shares] | None]:
        """What the rules that look widely find, and the reach, as far as due; None where something came between."""
        journey, wide, reach = self.journey, dict[str, list[Sign]](), dict(self._gaps.reach)
        known: list[Chain] = []
        if due & BY_WAYS:
            known = yield from named_parts(chains_in_parts(journey, weights(journey)), "ways")
        for rule in WIDE:
            if rule.id in due and self._asked == asked:
                wide[rule.id] = yield from self._looking(rule, known, asked)
        if REACH in due and self._asked == asked:
            reach = yield from named_parts(reached_in_parts(weights(journey), known), REACH)
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
        while self._unread:
            for _ in range(min(LOOKED_AT, len(self._unread))):
                change = self._unread.popleft()
                self._later |= self._near(change)
                if _moves(change) and change.kind != Phase.kind:
                    self._stale_todos |= self._standing_by(change)
            yield f"{len(self._unread)} changes left"
        while self._later:
            some = {self._later.pop() for _ in range(min(LOOKED_AT, len(self._later)))}
            self._look_at(some)
            self._found = None
            self.changed.emit(frozenset(some))
            yield f"{len(self._later)} records left"

    def _take_todos(self, rule: str, todos: list[Sign]) -> None:
        """Keep the to-dos that a rule has found widely; where there are others now, they are put in turn anew."""
        before, after = self._wide_todos.get(rule, {}), dict[str, list[Sign]]()
        for one in todos:
            after.setdefault(one.anchor, []).append(one)
        self._stale_todos |= {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)}
        self._wide_todos[rule] = after

    def _take_in(self, wide: Mapping[str, list[Sign]], reach: dict[str, float]) -> None:
        moved = {
            one
            for one in reach.keys() | self._gaps.reach.keys()
            if reach.get(one) != self._gaps.reach.get(one)
        }
        for rule, signs in wide.items():
            self._take_todos(rule, [one for one in signs if is_todo(one)])
            old, new = self._wide.get(rule, {}), by_anchor(signs)
            moved |= {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
            self._wide[rule] = new
        self._gaps.reach = reach
        self._gaps.spoil(moved)
        self._found = None
        self.changed.emit(frozenset(moved))


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
