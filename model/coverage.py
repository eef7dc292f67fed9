"""Evidence coverage: how much of what a map says somebody has seen, asked or counted, and how lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from model.about import about_of
from model.findings import Evidence, MomentThatMatters, NamedGap, PainPoint, Promise
from model.gaps.blind_spots import a_year_before
from model.journey import Journey
from model.records import Record, Touchpoint
from model.references import GAP

MOST_SHOWN = 3
"""Three kinds of evidence and more are shown alike."""
CARRIES = (MomentThatMatters, PainPoint, Promise, NamedGap)
"""What stands on a touchpoint or handover, so that its evidence is evidence of that too."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What evidence supports a touchpoint, a handover or a moment, directly or through what stands on it."""

    kinds: frozenset[str] = frozenset()
    """The kinds of evidence, such as `interview`."""
    pieces: int = 0
    newest: date | None = None
    """The day of the newest piece that bears one."""
    sample_size: int = 0
    """How many were asked or counted altogether; pieces that do not say count 0."""
    is_fresh: bool = False
    """Whether a piece is newer than 12 months."""

    @property
    def level(self) -> int:
        """How many kinds there are, from 0 to 3 and more."""
        return min(len(self.kinds), MOST_SHOWN)

    @property
    def is_stale(self) -> bool:
        """Whether there is evidence, and none of it is newer than 12 months."""
        return self.pieces > 0 and not self.is_fresh


@dataclass(frozen=True, slots=True)
class Whole:
    """The coverage of all touchpoints of a map."""

    touchpoints: int
    supported: int
    from_two: int
    stale: int

    @property
    def sentence(self) -> str:
        """The coverage in one sentence."""
        if not self.touchpoints:
            return "No touchpoints yet."
        have = "has" if self.supported == 1 else "have"
        word = "touchpoint" if self.touchpoints == 1 else "touchpoints"
        said = f"{self.supported} of {self.touchpoints} {word} {have} evidence"
        if not self.supported:
            return f"{said}."
        return f"{said}, {self.from_two} from two kinds or more, {self.stale} older than a year."


def coverage_of(journey: Journey, record_id: str, today: date) -> Coverage:
    """What evidence supports a touchpoint, a handover or a moment; a moment has that of what it is on too."""
    return covered(_evidence(journey, _standing_on(journey, record_id)), today)


def covered(evidence: Iterable[Evidence], today: date) -> Coverage:
    """Pieces of evidence taken together, as they look today."""
    pieces = list(evidence)
    dates = [one.date for one in pieces if one.date is not None]
    return Coverage(
        frozenset(one.evidence_kind for one in pieces),
        len(pieces),
        max(dates, default=None),
        sum(one.sample_size or 0 for one in pieces),
        any(one > a_year_before(today) for one in dates),
    )


def whole_of(journey: Journey, today: date) -> Whole:
    """The coverage of all touchpoints of a journey."""
    year = a_year_before(today)
    kinds: dict[str, set[str]] = {one: set() for one in journey.store.of(Touchpoint)}
    fresh: set[str] = set()
    for evidence in journey.store.of(Evidence).values():
        is_fresh = evidence.date is not None and evidence.date > year
        for named in evidence.supports:
            for one in (named, *_under(journey.store.get(named))):
                if one in kinds:
                    kinds[one].add(evidence.evidence_kind)
                    fresh |= {one} if is_fresh else set()
    supported = [one for one, found in kinds.items() if found]
    return Whole(
        len(kinds),
        len(supported),
        sum(len(kinds[one]) >= 2 for one in supported),
        sum(one not in fresh for one in supported),
    )


def _under(record: Record | None) -> tuple[str, ...]:
    """What a record stands on, so that its evidence is evidence of that too."""
    if isinstance(record, NamedGap):
        return (*record.about, *(key.removeprefix(GAP) for key in record.covers))
    return about_of(record) if isinstance(record, CARRIES) else ()


def _standing_on(journey: Journey, record_id: str) -> set[str]:
    """A record and all that stands on it; for a moment also what it is on."""
    store = journey.store
    record = store.get(record_id)
    there = {record_id}
    if isinstance(record, MomentThatMatters):
        there.add(record.on)
    return there | {one for one in store.referring_to(record_id) if isinstance(store.get(one), CARRIES)}


def _evidence(journey: Journey, ids: Iterable[str]) -> list[Evidence]:
    store = journey.store
    supporting = {one for record in ids for one in store.referring_to(record)}
    known = store.of(Evidence)
    return [known[one] for one in sorted(supporting) if one in known]
