"""Where everything of a map stands: phases across, lanes down, cards in their cells; millimetres.

The body's origin is the left edge of the first phase column and the top of the mood part. On screen cards have
one width and each phase is laid out alone and shifted, so that a change moves only what follows it. On paper the
card width is solved for the page.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from model.drawing.columns import Column, placed
from model.drawing.concerned import phases_of_ends, phases_of_sides
from model.drawing.gap_band import GapBand, gap_band
from model.drawing.marks import Box
from model.drawing.moves import Break, Moved, breaks, glides
from model.drawing.seams import wide_seams
from model.drawing.tally import Tally
from model.findings import MomentThatMatters, NamedGap
from model.journey import UNSORTED, Journey
from model.lenses import CUSTOMER, LENSES, Lens
from model.records import Touchpoint
from model.store import Commit

if TYPE_CHECKING:
    import numpy


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes a layout works with, mm; `screen` keeps what is empty, so that something can be put there."""

    screen: bool = True
    card_w: float = 16.5
    lane_h: float = 18.2
    mood_h: float = 35.0
    system_h: float = 3.75
    least_phase: float = 50.0
    empty_phase: float = 76.0
    """On screen a phase without touchpoints has room for the first of them, and for a hint where to start."""
    fill: float = 0.0
    """Added to every phase, so that a short journey fills its page."""
    bond: bool = False
    """Whether the bond has a band below the mood."""
    gaps: tuple[int, int] | None = None
    """How many gaps the room has named and how many others are listed; None while nobody has asked the rules."""


FEW = 8
"""With fewer columns than this laid already, the widths of all seams are gathered at once."""
BETWEEN_PHASES = 4.2
MARGIN = 0.8
"""From the edge of a phase column to its first card."""
LANE_PAD = 1.1
BOND_H = 8.4
FILLED = 64
"""The cards of a phase of no more touchpoints than this are placed together."""


class Span(NamedTuple):
    """A stretch along one axis: what stands there, where it starts and how long it is, mm."""

    id: str
    start: float
    length: float

    @property
    def end(self) -> float:
        """Where it ends, mm."""
        return self.start + self.length


class Layout:
    """The arrangement of one journey; it follows commits and equals one made anew."""

    def __init__(
        self,
        journey: Journey,
        measures: Measures | None = None,
        tally: Tally | None = None,
        lens: Lens = CUSTOMER,
    ) -> None:
        self.journey, self.measures, self.lens = journey, measures or Measures(), lens
        self.tally = tally or Tally(journey)
        self.card_w, self.card_h = self.measures.card_w, self.measures.lane_h - 2 * LANE_PAD
        self._columns: dict[str, Column] = {}
        self._stale: dict[str, Column | None] = {}
        self.phases: list[Span] = []
        self.lanes: list[Span] = []
        self.bands: dict[str, Span] = {}
        self.systems: list[str] = []
        self.gap_band = GapBand()
        self._gaps = self.measures.gaps
        self.column_end = self.width = self.height = 0.0
        self._starts: dict[str, float] = {}
        self._edges: list[float] = []
        self._places: dict[str, int] = {}
        self.tops: dict[str, float] = {}
        """Where the cards of each lane start from the top, mm."""
        self.count = 0
        """How many cards there are."""
        self._cards: dict[str, Box] = {}
        """The cards asked for since anything stood elsewhere."""
        self._arrays: tuple[list[str], numpy.ndarray, numpy.ndarray] | None = None
        self.moved, self.glided = Moved(), Moved()
        """What the last changes did to the places of cards: by where anything broke, and by the card."""
        self._lay_bands()
        self._lay_phases()

    # -- following

    @property
    def version(self) -> int:
        """Counts every change of the arrangement."""
        return self.moved.count

    def follow(self, commit: Commit) -> bool:
        """Take in what a commit changed; True when anything may stand elsewhere now."""
        self.tally.follow(commit)
        stale, bands = set[str](), False
        for change in commit.patch:
            fields = (change.before or {}).keys() | (change.after or {}).keys()
            whole = change.before is None or change.after is None
            if change.kind == "touchpoint" and (whole or fields & {"place", self.lens.moved_by}):
                stale |= phases_of_sides(self.journey, change.id, change.before, change.after)
                bands = bands or not self.measures.screen
            elif change.kind == "handover" and (whole or fields & {"quality", "source", "target"}):
                stale |= phases_of_ends(self.journey, change.id, change.before, change.after)
            elif change.kind in ("phase", self.lens.kind.kind) and (whole or "rank" in fields):
                stale |= set(self.journey.phases) | {UNSORTED}
                bands = True
            if change.kind in ("moment", "system", "department", "persona", "named_gap") and whole:
                bands = True
            if change.kind == "touchpoint" and any(
                whole or f == "quote" or f == "department" or f.startswith(("systems", "missing_systems"))
                for f in fields
            ):
                bands = True
        if not stale and not bands:
            return False
        for phase in stale:
            self._stale[phase] = self._columns.pop(phase, None)
        if bands:
            self._lay_bands()
        elif not self._stands_elsewhere():
            return False
        self._lay_phases()
        return True

    def _stands_elsewhere(self) -> bool:
        """Lay the stale columns anew; whether any of them came out otherwise."""
        for phase in self._stale.keys() & set(self.journey.phases):
            self._columns[phase] = self._fresh(phase)
        is_same = self.journey.phases == [span.id for span in self.phases]
        if is_same and all(old is self._columns.get(phase) for phase, old in self._stale.items()):
            self._stale.clear()
            return False
        return True

    def _fresh(self, phase: str, wide: dict[tuple[str, str], float] | None = None) -> Column:
        """A stale column laid anew; the same object where it came out the same."""
        before, column = self._stale.get(phase), self._column(phase, wide)
        return before if before is not None and before.equals(column) else column

    # -- down

    def _lay_bands(self) -> None:
        journey, m, y = self.journey, self.measures, 0.0
        self.bands, tally = {}, self.tally

        def band(name: str, height: float, pad: float = 0.0) -> None:
            nonlocal y
            self.bands[name] = Span(name, y, height)
            y += height + pad

        band("pills", 7.0 if journey.store.of(MomentThatMatters) else 3.4)
        band("mood", m.mood_h + 7.5)
        if m.bond:
            band("bond", BOND_H, 1.6)
        if tally.quotes:
            band("words", 11.8)
        else:
            y += 1.0
        top = y
        lanes = journey.lanes(self.lens)
        used = [one for one in lanes if one == self.lens.loose or journey.stands_in(one, self.lens)]
        lanes = lanes if m.screen or not used else used
        laid = [Span(one, top + i * m.lane_h, m.lane_h) for i, one in enumerate(lanes)]
        self.lanes = self.lanes if self.lanes == laid else laid
        self.tops = {lane.id: lane.start + LANE_PAD for lane in self.lanes}
        self._lane_numbers = {lane.id: number for number, lane in enumerate(self.lanes)}
        self.card_h = m.lane_h - 2 * LANE_PAD
        band("lanes", len(lanes) * m.lane_h)
        below = LENSES[self.lens.below]
        if (has_band := tally.has_lanes(below)) and below.band_is_seen:
            y += 1.0
            band(below.band, 5.0)
        systems = self.systems = [s.id for s in journey.systems if tally.uses(s.id)]
        if has_band or systems or m.screen:
            band("visibility", 6.0)
        if has_band and not below.band_is_seen:
            band(below.band, 5.0, 1.9)
        if systems:
            band("systems", len(systems) * m.system_h, 0.7)
        self.column_end = y + (0.0 if systems else 1.0)
        self.height = self.column_end + 2.0

    def mood_y(self, mood: float) -> float:
        """Where a mood of −2…2 stands, mm from the top of the body."""
        return self.bands["mood"].start + 3.5 + (2 - mood) / 4 * self.measures.mood_h

    def mood_at(self, y: float) -> float:
        """The mood at a height, held within −2…2."""
        mood = 2 - (y - self.bands["mood"].start - 3.5) / self.measures.mood_h * 4
        return max(-2.0, min(2.0, mood))

    # -- across

    def _lay_phases(self) -> None:
        before, phases, moves, fine = self.phases, self.journey.phases, list[Break](), list[Break]()
        wide = wide_seams(self.journey) if len(self._columns) < FEW else None
        same = self._as_before(phases)
        self.phases = before[:same]
        x = before[same - 1].start + (before[same - 1].length + BETWEEN_PHASES - 2 * MARGIN) if same else 0.0
        for place in range(same, len(phases)):
            phase = phases[place]
            column = self._columns.get(phase)
            if column is None:
                column = self._columns[phase] = self._fresh(phase, wide)
            old = self._stale.get(phase)
            if old is not None and old is not column and place < len(before):
                moves += breaks(old, column, before[place].start, self.card_w)
                fine += glides(old, column, before[place].start, self.card_w)
            self.phases.append(Span(phase, x, column.width))
            x += column.width + BETWEEN_PHASES - 2 * MARGIN
        is_known = len(before) == len(phases) and list(self._places) == phases
        self._starts = {span.id: span.start for span in self.phases}
        self._edges = list(self._starts.values())
        self.count = sum(len(self._columns[phase].ids) for phase in phases)
        self._places = self._places if is_known else {one: place for place, one in enumerate(phases)}
        self.width = max(0.0, x - (BETWEEN_PHASES - 2 * MARGIN))
        self._stale.clear()
        self._arrays, self._cards = None, {}
        self.moved.add(tuple(moves) if is_known else None)
        self.glided.add(tuple(fine) if is_known else None)
        self._lay_gaps()

    def _as_before(self, phases: list[str]) -> int:
        """How many phases, from the first on, stand as they did."""
        for place, (phase, span) in enumerate(zip(phases, self.phases, strict=False)):
            if phase != span.id or phase in self._stale or phase not in self._columns:
                return place
        return min(len(phases), len(self.phases))

    def make_room_for_gaps(self, named: int, others: int) -> None:
        """Make room for gaps below everything, as far as there is."""
        before = self.bands.get("gaps"), self.gap_band
        self._gaps = named, others
        self._lay_gaps()
        if before != (self.bands.get("gaps"), self.gap_band):
            self.moved.add(())
            self.glided.add(())

    def _lay_gaps(self) -> None:
        named, others = self._gaps or (len(self.journey.store.of(NamedGap)), 0)
        self.gap_band = gap_band(self.width, named, others, self.measures.screen)
        self.bands.pop("gaps", None)
        self.height = self.column_end + 2.0
        if self.gap_band.count:
            self.bands["gaps"] = Span("gaps", self.column_end + 3.2, self.gap_band.height)
            self.height = self.bands["gaps"].end + 2.0

    def _column(self, phase: str, wide: dict[tuple[str, str], float] | None = None) -> Column:
        ids = self.journey.in_phase(phase)
        lanes = self.journey.lanes_of(ids, self.lens)
        xs, by_lane = placed(self.journey, ids, lanes, self.card_w, MARGIN, wide)
        least = self.measures.empty_phase if not xs and self.measures.screen else self.measures.least_phase
        end = xs[-1] + self.card_w + MARGIN if xs else 0.0
        return Column(ids, xs, max(least, end) + self.measures.fill, lanes, by_lane)

    # -- what stands where

    def column(self, phase: str) -> Column:
        """One phase as laid out alone."""
        return self._columns[phase]

    def start_of(self, phase: str) -> float:
        """Where a phase's column starts."""
        return self._starts[phase]

    def has(self, touchpoint: str) -> bool:
        """Whether a touchpoint has a card in this layout."""
        if touchpoint in self._cards:
            return True
        found = self.journey.store.find(Touchpoint, touchpoint)
        return found is not None and self.journey.lane_of(found, self.lens) in self.tops

    def place_of(self, touchpoint: str) -> tuple[str, int]:
        """The phase of a touchpoint and its place among the phase's cards; raises KeyError."""
        record = self.journey.store[touchpoint]
        assert isinstance(record, Touchpoint)
        phase = self.journey.phase_of(record)
        column = self._columns[phase]
        keys = self.journey.in_phase(phase) if len(column.ids) < 8 else column.ids
        touchpoints = self.journey.store.of(Touchpoint)
        low = bisect_left(keys, (record.place.rank, touchpoint), key=lambda t: (touchpoints[t].place.rank, t))
        return phase, low

    def card(self, touchpoint: str) -> Box:
        """The box of a touchpoint's card; raises KeyError for one that is not there."""
        card = self._cards.get(touchpoint)
        if card is None:
            phase, place = self.place_of(touchpoint)
            column, start = self._columns[phase], self._starts[phase]
            if len(column.ids) <= FILLED:
                self._place_cards(column, start)
            at = start + column.xs[place], self.tops[column.lanes[place]]
            card = self._cards[touchpoint] = Box(*at, self.card_w, self.card_h)
        return card

    def _place_cards(self, column: Column, start: float) -> None:
        """Place the cards of a phase, since who asks for one asks for those about it too."""
        tops, cards, w, h = self.tops, self._cards, self.card_w, self.card_h
        for one, x, lane in zip(column.ids, column.xs, column.lanes, strict=True):
            if lane in tops:
                cards[one] = Box(start + x, tops[lane], w, h)

    def lane_of(self, touchpoint: str) -> int:
        """Which lane a touchpoint's card stands in, from 0 at the top."""
        record = self.journey.store[touchpoint]
        assert isinstance(record, Touchpoint)
        own = self.journey.lane_of(record, self.lens)
        return self._lane_numbers[own]

    def phases_between(self, left: float, right: float) -> list[Span]:
        """The phases whose columns, with the room after them, meet this stretch."""
        first = bisect_right(self._edges, left)
        return self.phases[first - 1 if first else 0 : bisect_right(self._edges, right, first)]

    def phase_numbers(self) -> dict[str, int]:
        """For every card the number of its phase, from 0 at the left."""
        return {
            one: number
            for number, span in enumerate(self.phases)
            for one, lane in zip(self._columns[span.id].ids, self._columns[span.id].lanes, strict=True)
            if lane in self.tops
        }

    def phase_index(self, phase: str) -> int:
        """Which phase this is, from 0 at the left."""
        return self._places[phase]

    def between_starts(self, one: int, other: int) -> float:
        """How far the start of one phase is from that of another, by their numbers; the same wherever they stand."""
        low, high = sorted((one, other))
        apart = sum(span.length + BETWEEN_PHASES - 2 * MARGIN for span in self.phases[low:high])
        return apart if other > one else -apart

    def lane_cards(self, lane: int, left: float, right: float) -> list[tuple[float, float]]:
        """Left and right edges of the cards of a lane that meet this stretch, from left to right."""
        own, width, found = self.lanes[lane].id, self.card_w, []
        for phase, start, _ in self.phases_between(left, right):
            edges = self._columns[phase].by_lane.get(own, ())
            for place in range(bisect_left(edges, left - start - width), len(edges)):
                x = start + edges[place]
                if x > right:
                    break
                if x + width >= left:
                    found.append((x, x + width))
        return found

    def cards_between(self, left: float, right: float, origin: float) -> list[tuple[float, str]]:
        """The cards that meet a stretch, in journey order: how far each is from an origin, and its lane."""
        found: list[tuple[float, str]] = []
        for span in self.phases_between(left, right):
            column = self._columns[span.id]
            low = bisect_left(column.xs, left - span.start - self.card_w)
            high = bisect_right(column.xs, right - span.start)
            off = span.start - origin
            found += [
                (round(off + x, 5), lane)
                for x, lane in zip(column.xs[low:high], column.lanes[low:high], strict=True)
            ]
        return found

    def arrays(self) -> "tuple[list[str], numpy.ndarray, numpy.ndarray]":
        """All cards in journey order: ids, left and top edges (mm), for drawing them in bulk."""
        if self._arrays is None:
            import numpy

            ids = [one for span in self.phases for one in self._columns[span.id].ids]
            xs = [span.start + x for span in self.phases for x in self._columns[span.id].xs]
            ys = [self.tops.get(lane, 0.0) for span in self.phases for lane in self._columns[span.id].lanes]
            self._arrays = ids, numpy.array(xs, float), numpy.array(ys, float)
        return self._arrays

    def takes(self, lane: str) -> bool:
        """Whether a touchpoint can be put into a lane by hand."""
        return lane != self.lens.loose or self.lens.takes_loose
