"""What is said of a gap where there is little room: on its card, in a row, beside the records it is about.

The rules need not have been asked: until then only what the room has named is known, with what it has given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.findings import NamedGap, Promise
from model.journey import ABSENT, Journey, Standing
from model.kinds import WORDS
from model.records import Department, Handover, Touchpoint
from model.spoken import name_of

if TYPE_CHECKING:
    from model.gaps import Found, Gap

MARKED_FROM = 45.0
"""From which severity on a gap marks the records it stands at: Medium."""
LEVELS = ((80.0, "Critical"), (60.0, "High"), (MARKED_FROM, "Medium"), (0.0, "Low"))
MOST_TEAMS = 2
NOWHERE: Standing = (2,)
"""After every touchpoint."""


@dataclass(frozen=True, slots=True)
class GapCard:
    """One gap in a few words; what it says of touchpoints and departments is as the journey is now."""

    journey: Journey = field(compare=False, repr=False)
    key: str
    """`gap:<id of the anchor>` for a computed gap, the record's own id for a named one."""
    record: str
    """The record that speaks for it: the named gap, or the anchor of a computed one."""
    title: str
    severity: float | None
    """0–100, by the room or else by the rules; None while neither says."""
    kind: str
    """What the room calls it, or what it stands at."""
    owner: str
    """Who answers for it, where the room has named it."""
    numbered: frozenset[str]
    """The records whose touchpoints it names by their numbers."""
    stands_at: frozenset[str]
    """The records that it marks."""
    about: frozenset[str]
    """Every record concerned."""

    @property
    def is_named(self) -> bool:
        """Whether the room has named it."""
        return self.key == self.record

    @property
    def figure(self) -> str:
        """The severity as it is shown."""
        return "–" if self.severity is None else f"{self.severity:.0f}"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The touchpoints concerned."""
        return numbers_of(self.journey, self.numbered)

    @property
    def foot(self) -> str:
        """Who answers for it, or the departments concerned."""
        return self.owner if self.is_named else _teams(self.journey, self.about)


def card_of(journey: Journey, gap: Gap) -> GapCard:
    """What is said of a gap that the rules have looked at."""
    if gap.is_named:
        named = journey.store.find(NamedGap, gap.key)
        said = gap.computed is not None or gap.given is not None
        if named is not None:
            return _named(journey, named, gap.severity if said else None, {gap.anchor, *gap.about})
    about = frozenset((gap.anchor, *gap.about))
    at = frozenset((gap.anchor,))
    kind = _kind(journey, gap.anchor)
    return GapCard(journey, gap.key, gap.anchor, gap.title, gap.severity, kind, "", about, at, about)


def named_cards(journey: Journey) -> tuple[GapCard, ...]:
    """What the room has named, with the severities it has given, the worst first."""
    cards = [_named(journey, one, one.severity_override) for one in journey.named_gaps]
    return tuple(sorted(cards, key=lambda one: -(-1.0 if one.severity is None else one.severity)))


def cards_of(journey: Journey, found: Found) -> tuple[GapCard, ...]:
    """The gaps that are listed, the worst first."""
    return tuple(card_of(journey, gap) for gap in found.gaps)


def said_of(card: GapCard) -> str:
    """A gap in two lines: its title, its severity with the level."""
    if card.severity is None:
        return card.title
    level = next(word for least, word in LEVELS if card.severity >= least)
    return f"{card.title}\n{card.figure} {level}"


class KeptCards:
    """The cards of one journey; those of gaps that are as they were are the same objects."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self._kept: dict[str, tuple[Gap, NamedGap | None, GapCard]] = {}

    def told_of(self, found: Found) -> tuple[GapCard, ...]:
        """What is said of the gaps that are listed, the worst first."""
        journey, known = self.journey, self.journey.store.of(NamedGap)
        before, self._kept = self._kept, {}
        for gap in found.gaps:
            kept, named = before.get(gap.key), known.get(gap.key)
            if kept is None or kept[1] is not named or (kept[0] is not gap and kept[0] != gap):
                card = card_of(journey, gap)
                kept = gap, named, kept[2] if kept is not None and kept[2] == card else card
            self._kept[gap.key] = kept
        return tuple(card for _, _, card in self._kept.values())


def in_journey_order(cards: Iterable[GapCard]) -> list[GapCard]:
    """Cards by the first touchpoint that each is about; what is worse first where that is the same."""
    return sorted(cards, key=_first)


def _first(card: GapCard) -> Standing:
    """Where the first touchpoint stands that a card is about."""
    ends = (end for one in card.numbered for end in card.journey.standing(one))
    return min((end for end in ends if end != ABSENT), default=NOWHERE)


def worst_at(cards: Iterable[GapCard]) -> dict[str, GapCard]:
    """For each record that a gap from Medium up stands at, the worst of these gaps."""
    worst: dict[str, GapCard] = {}
    for card in cards:
        if card.severity is not None and card.severity >= MARKED_FROM:
            for record in card.stands_at:
                known = worst.get(record)
                if known is None or card.severity > (known.severity or 0.0):
                    worst[record] = card
    return worst


def numbers_of(journey: Journey, records: Iterable[str]) -> tuple[int, ...]:
    """The numbers of touchpoints among records; a handover counts as both of its ends."""
    steps: set[str] = set()
    for record in records:
        handover = journey.store.find(Handover, record)
        steps |= {handover.source, handover.target} if handover is not None else {record}
    return tuple(sorted(journey.number_of(one) for one in steps if one in journey.store.of(Touchpoint)))


def _named(
    journey: Journey, named: NamedGap, severity: float | None, concerned: Iterable[str] = ()
) -> GapCard:
    about = frozenset((*named.about, *concerned))
    at = named.about or about
    kind = named.gap_kind[:1].upper() + named.gap_kind[1:]
    kind = "KPI" if kind == "Kpi" else kind
    numbered, title = named.about or about, named.title
    return GapCard(journey, named.id, named.id, title, severity, kind, named.owner, numbered, at, about)


def _kind(journey: Journey, anchor: str) -> str:
    record = journey.store.get(anchor)
    word = WORDS.get(record.kind, "") if record is not None else ""
    return word[:1].upper() + word[1:]


def _teams(journey: Journey, records: Iterable[str]) -> str:
    """The departments of the touchpoints concerned, in journey order; the first two."""
    store, steps = journey.store, set[str]()
    for record in records:
        found = store.get(record)
        if isinstance(found, Handover):
            steps |= {found.source, found.target}
        elif isinstance(found, Promise):
            steps |= found.kept_at
        else:
            steps.add(record)
    there = [one for step in steps if (one := store.find(Touchpoint, step)) is not None]
    there.sort(key=lambda one: journey.number_of(one.id))
    teams = [store.find(Department, one.department) for one in there]
    names = dict.fromkeys(name_of(one) for one in teams if one is not None and name_of(one))
    return " + ".join(list(names)[:MOST_TEAMS])
