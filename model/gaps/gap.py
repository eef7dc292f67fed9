"""Gaps: signs about one record gathered, with their severity; and what the room calls a gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from model.findings import NamedGap, Promise, Waiver
from model.gaps.severity import Arithmetic, Level, Weights, arithmetic, level_of, money_of
from model.gaps.sign import Sign
from model.gaps.titles import gap_title
from model.gaps.words import title_of, where
from model.journey import ABSENT, Journey, Standing
from model.records import Handover, Touchpoint
from model.references import GAP

Place = tuple[Standing, Standing]
NOWHERE: Place = (2,), ABSENT
"""After everything that stands anywhere."""


def key_of(anchor: str) -> str:
    """The key of the computed gap at a record: stable, so that waivers, named gaps and initiatives point at it."""
    return GAP + anchor


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap: computed from signs about one record, or named by the room and leading the computed ones it covers."""

    key: str
    """`gap:<id of the anchor>` for a computed gap, the record's own id for a named one."""
    title: str
    anchor: str
    """The record it stands at; for a named gap the anchor of the worst gap it covers."""
    about: tuple[str, ...]
    """The other records concerned."""
    computed: float | None
    """The severity by the rules, 0–100; None for a named gap of which nothing is left on the map."""
    signs: tuple[Sign, ...]
    arithmetic: Arithmetic | None
    """What makes the computed severity; for a named gap that of the worst gap it covers."""
    given: float | None = None
    """The severity that the room has given instead, with its reason."""
    given_reason: str = ""
    covers: tuple["Gap", ...] = ()
    """The computed gaps that fold into a named one, the worst first."""
    moves: frozenset[str] = frozenset()
    """The KPIs that the room says it moves."""
    money: tuple[float, str] | None = None
    """What it costs a month and how that is reckoned, where all of it is known."""
    waiver: Waiver | None = field(default=None)
    """Why the room lets it stand, if it does."""

    @property
    def is_named(self) -> bool:
        """Whether the room has named it."""
        return not self.key.startswith(GAP)

    @property
    def record(self) -> str:
        """The record that speaks for it: the named gap, or the anchor of a computed one."""
        return self.key.removeprefix(GAP)

    @property
    def severity(self) -> float:
        """The severity it is ranked by, 0–100: the room's, else the computed one."""
        return self.given if self.given is not None else self.computed or 0.0

    @property
    def level(self) -> Level:
        """The level of the severity it is ranked by."""
        return level_of(self.severity)

    def where(self, journey: Journey) -> str:
        """Where it stands on the map."""
        return where(journey, self.record) or where(journey, self.anchor)


def computed_gap(
    journey: Journey, anchor: str, signs: tuple[Sign, ...], reach: Mapping[str, float], weights: Weights
) -> Gap:
    """The gap that signs about one record form."""
    about = tuple(dict.fromkeys((*neighbours(journey, anchor), *(one for s in signs for one in s.about))))
    figures = arithmetic(journey, anchor, about, reach, weights)
    title = gap_title(journey, anchor, signs)
    return Gap(key_of(anchor), title, anchor, about, figures.severity, signs, figures)


def neighbours(journey: Journey, anchor: str) -> Iterable[str]:
    """The touchpoints that are concerned wherever the anchor is."""
    record, known = journey.store.get(anchor), journey.store.of(Touchpoint)
    ends: Iterable[str | None] = ()
    if isinstance(record, Handover):
        ends = (record.source, record.target)
    elif isinstance(record, Promise):
        ends = (*sorted(record.kept_at), record.made_at)
    return [one for one in ends if one is not None and one in known]


def waivers_of(journey: Journey) -> dict[str, Waiver]:
    """The waivers by the key of the gap they let stand."""
    known = sorted(journey.store.of(Waiver).values(), key=lambda one: one.id, reverse=True)
    return {one.gap: one for one in known}


def named_gap(
    journey: Journey,
    named: NamedGap,
    computed: Mapping[str, Gap],
    reach: Mapping[str, float],
    weights: Weights,
) -> Gap:
    """What the room calls a gap: it leads the computed ones it covers and is as bad as the worst that stands.

    One that covers none is as bad as the worst record it is about.
    """
    anchors = sorted(key.removeprefix(GAP) for key in named.covers)
    covers = sorted(
        (computed[one] for one in anchors if one in computed), key=lambda one: rank_of(journey, one)
    )
    standing = [one for one in covers if one.waiver is None]
    figures = standing[0].arithmetic if standing else None
    about = sorted(
        (one for one in named.about if one in journey.store), key=lambda one: (place_of(journey, one), one)
    )
    if not named.covers:
        steps = [one for one in about if isinstance(journey.store[one], Touchpoint | Handover | Promise)]
        made = [arithmetic(journey, one, tuple(neighbours(journey, one)), reach, weights) for one in steps]
        figures = max(made, key=lambda one: one.severity, default=None)
    worst = [one.anchor for one in standing[:1]] or about[:1] or [named.id]
    others = dict.fromkeys((*about, *(one for gap in covers for one in (gap.anchor, *gap.about))))
    reached = max((one.arithmetic.reach for one in standing if one.arithmetic), default=None)
    if reached is None and figures is not None:
        reached = figures.reach
    return Gap(
        key=named.id,
        title=title_of(journey, named.id),
        anchor=worst[0],
        about=tuple(one for one in others if one != worst[0]),
        computed=None if figures is None else figures.severity,
        signs=tuple(sign for gap in standing for sign in gap.signs),
        arithmetic=figures,
        given=named.severity_override,
        given_reason=named.severity_reason,
        covers=tuple(covers),
        moves=frozenset(named.moves),
        money=None if reached is None else money_of(journey, reached, named.loss),
    )


def place_of(journey: Journey, record: str, about: Iterable[str] = ()) -> Place:
    """Where a record stands in journey order; by the first of what it is about where it has no place itself.

    It stays as it is while other records come and go, so that what is in turn needs no new turn.
    """
    place = journey.standing(record)
    if place[0] != ABSENT:
        return place
    others = [one for other in about if (one := journey.standing(other))[0] != ABSENT]
    return min(others, default=NOWHERE)


def rank_of(journey: Journey, gap: Gap) -> tuple[object, ...]:
    """The order of gaps: the worst first, then more signs, then journey order."""
    return -gap.severity, -len(gap.signs), place_of(journey, gap.anchor, gap.about), gap.key
