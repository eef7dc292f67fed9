"""Signs gathered into gaps while people work: only those are gathered anew that hang on what has changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from model.findings import NamedGap, Waiver
from model.gaps.gap import Gap, computed_gap, named_gap, neighbours, waivers_of
from model.gaps.lines import GapLines
from model.gaps.severity import weights_of
from model.gaps.sign import Sign
from model.journey import Journey
from model.records import JourneyMap, Phase
from model.references import GAP
from model.store import Change


class Gathering:
    """The gaps of a journey in their lines, and which of them are due to be gathered anew."""

    def __init__(self, journey: Journey, signs_at: Callable[[str], tuple[Sign, ...]]) -> None:
        self.journey, self.store, self._signs_at = journey, journey.store, signs_at
        self.lines = GapLines(journey)
        self.reach: Mapping[str, float] = {}
        self.weights = weights_of(journey)
        self._waivers: dict[str, Waiver] | None = None
        self._stale: set[str] = set()
        self._stale_named = set(self.store.of(NamedGap))
        self._is_out_of_turn = False
        """Whether phases have changed places since the gaps were put in turn."""
        self._concerned: dict[str, set[str]] = {}
        """For each record, the anchors of the gaps that hang on it, and the named gaps that do."""

    @property
    def is_behind(self) -> bool:
        """Whether anything is due to be gathered anew."""
        return bool(self._stale or self._stale_named or self._is_out_of_turn)

    def spoil(self, records: Iterable[str]) -> None:
        """Take note that the gaps in which these records are concerned are to be gathered anew."""
        for one in records:
            self._stale.add(one)
            self._stale |= self._concerned.get(one, set())

    def take_note(self, change: Change, moves: bool) -> None:
        """Take note of what a change means for gaps far from it: waivers, money, and phases that move."""
        if change.kind == Waiver.kind:
            self._waivers = None
            record = self.store.find(Waiver, change.id)
            keys = {str(fields.get("gap", "")) for fields in (change.before, change.after) if fields}
            keys |= {record.gap} if record is not None else set()
            self._stale |= {key.removeprefix(GAP) for key in keys}
        elif change.kind == JourneyMap.kind or (change.kind == Phase.kind and moves):
            self._stale_named |= set(self.store.of(NamedGap))
            self._is_out_of_turn |= change.kind == Phase.kind

    def in_parts(self, most: int | None = None) -> Iterator[None]:
        """Gather what is due, so many gaps between two pauses or all without one."""
        if self._is_out_of_turn:
            self._is_out_of_turn = False
            self.lines.place_anew()
            yield
        while self._stale or self._stale_named:
            gather, stale = (
                (self._gather, self._stale) if self._stale else (self._gather_named, self._stale_named)
            )
            some = list(islice(stale, most))
            stale.difference_update(some)
            for one in some:
                gather(one)
            yield

    def _gather(self, anchor: str) -> None:
        """Gather the gap at a record anew; the named ones that cover it are due then."""
        named = self.store.of(NamedGap)
        if anchor in named or anchor in self.lines.named:
            self._stale_named.add(anchor)
            return
        old, gap = self.lines.computed.get(anchor), None
        signs = self._signs_at(anchor) if anchor in self.store else ()
        if signs:
            gap = computed_gap(self.journey, anchor, signs, self.reach, self.weights)
            gap = replace(gap, waiver=self._waived.get(gap.key))
        self._concern(anchor, (anchor, *old.about) if old else (), (anchor, *gap.about) if gap else ())
        if self.lines.put(anchor, gap):
            self._stale_named |= {one for one in self.store.referring_to(anchor) if one in named}

    def _gather_named(self, named: str) -> None:
        """Gather anew what the room calls a gap."""
        record, old, gap = self.store.find(NamedGap, named), self.lines.named.get(named), None
        if record is not None:
            gap = named_gap(self.journey, record, self.lines.computed, self.reach, self.weights)
            gap = replace(gap, waiver=self._waived.get(named))
        self._concern(named, self._hangs_on(old), self._hangs_on(gap))
        self.lines.put_named(named, gap)

    def _hangs_on(self, gap: Gap | None) -> set[str]:
        """The records that a named gap hangs on."""
        own = {gap.record, gap.anchor, *gap.about} if gap is not None else set[str]()
        return own | {one for record in own for one in neighbours(self.journey, record)}

    def _concern(self, gap: str, before: Iterable[str], after: Iterable[str]) -> None:
        for one in before:
            self._concerned.get(one, set()).discard(gap)
        for one in after:
            self._concerned.setdefault(one, set()).add(gap)

    @property
    def _waived(self) -> dict[str, Waiver]:
        if self._waivers is None:
            self._waivers = waivers_of(self.journey)
        return self._waivers
