"""The drawing of a map: its figures by key, made when first asked for and kept until something in them changes."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from typing import Any

from model.drawing import curves
from model.drawing.asides import Asides
from model.drawing.beside import Today
from model.drawing.bond import Bond, bond_marks
from model.drawing.figures import backstage, cards, handovers, mood, words
from model.drawing.figures.shapes import tone
from model.drawing.freshness import Freshness, named_in
from model.drawing.gap_places import GapPlaces
from model.drawing.labelling import Labelling
from model.drawing.layers import HANDLES, LAYERS, in_painting_order
from model.drawing.layout import BETWEEN_PHASES, MARGIN, Layout, Measures, Span
from model.drawing.made import Made, at, unclicked
from model.drawing.marks import Box, Figure, Mark
from model.drawing.placing import WIDEST_QUOTE, Flag, Label, Quote
from model.drawing.routes import Way
from model.drawing.ways import Ways
from model.drawing.whereabouts import is_hit, where
from model.drawing.words import Words, between
from model.findings import MomentThatMatters
from model.journey import Journey
from model.lenses import CUSTOMER, LENSES, Lens
from model.records import Handover, Persona, Touchpoint
from model.signal import Signal
from model.store import Commit

LATELY = 4
"""What so many steps changed, the last ones, is never shown as it was."""


class Scene:
    """The figures of one journey, current with every commit of its store."""

    def __init__(
        self,
        journey: Journey,
        measures: Measures | None = None,
        gaps_in_place: bool = True,
        notes: bool = True,
        talk: bool = True,
        lens: Lens = CUSTOMER,
    ) -> None:
        self.journey, self.gaps_in_place = journey, gaps_in_place
        self.layout = Layout(journey, measures, lens=lens)
        self.leads: frozenset[str] = frozenset()
        """The personas in focus: the first of them has the main curve, and points are theirs."""
        self.today: Today | None = None
        """The map as it stands, where something is supposed in this one."""
        self.bond = Bond(journey)
        self.changed: Signal[Commit] = Signal()
        self.cut: set[str] = set()
        """Ids of the records whose text had to be shortened in figures made so far."""
        self._made = Made()
        self._about: dict[str, tuple[object, object]] = {}
        """What the curves hang on, each with what tells that it may have changed."""
        self._touched = deque[set[str]](maxlen=LATELY)
        """The records that changed lately, and what they are on."""
        self._fresh = Freshness(journey, self.layout)
        self.ways = Ways(journey, self.layout, self._fresh)
        self._labelling = Labelling(self.layout, self._fresh, self.ways)
        self.words = Words(journey, self.layout, self._fresh, self.ways)
        self.asides = Asides(journey, self.layout, self.ways, notes, talk)
        self.gaps = GapPlaces(journey, self.layout, self.ways)
        journey.store.committed.connect(self.follow)

    def look_like(self, other: "Scene") -> None:
        """Show what looks the same as in another drawing of this journey by the same marks."""
        self._made.look_like(other._made)
        self.ways.sort_like(other.ways)

    def close(self) -> None:
        """Follow the store no longer."""
        self.journey.store.committed.disconnect(self.follow)

    # -- following

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed; the journey has followed it before."""
        self._touched.append({one for change in commit.patch for one in named_in(change)})
        self.layout.follow(commit)
        self.bond.follow(commit)
        self._fresh.follow(commit)
        self.ways.follow(commit)
        self.asides.follow(commit)
        self.gaps.follow(commit)
        for change in commit.patch:
            if change.after is None:
                self._made.let_go(f"{kind}:{change.id}" for kind in LAYERS)
        self.changed.emit(commit)

    # -- asking

    def within(self, box: Box) -> list[Figure]:
        """The figures that meet a box of the drawing, in painting order."""
        return in_painting_order(self.found_in(box))

    def found_in(self, box: Box) -> Iterator[Figure]:
        """The figures that meet a box, in no order, each made when it is asked for; a change ends the search."""
        spans = self.layout.phases_between(box.x - 4, box.right + 4)
        return (figure for figure in self._candidates(box, spans) if figure.meets(box))

    def roughly_within(self, spots: list[Box]) -> list[Figure]:
        """The figures that meet any of these boxes, found in haste: what stands about what changed is moved along."""
        box = reduce(Box.with_, spots)
        spans = self.layout.phases_between(box.x - 4, box.right + 4)
        with self._made.sparing({one for ids in self._touched for one in ids}):
            found = self._candidates(box, spans, spots)
            return in_painting_order(one for one in found if any(one.meets(spot) for spot in spots))

    def everything(self) -> list[Figure]:
        """All figures in painting order."""
        return self.within(Box(-500, -500, self.layout.width + 1000, self.layout.height + 1000))

    def at(self, x: float, y: float, reach: float = 0.5) -> list[Figure]:
        """The figures with something to click at a point, topmost first; reach widens thin lines, mm."""
        near = self.within(Box(x - 3, y - 3, 6, 6))
        hits = [
            f for f in reversed(near) if f.key.partition(":")[0] in HANDLES and is_hit(self, f, x, y, reach)
        ]
        return sorted(hits, key=lambda f: HANDLES.index(f.key.partition(":")[0]))

    def figure(self, key: str) -> Figure | None:
        """The figure with this key, or None when there is none now."""
        box = where(self, key.partition(":")[2].partition(":")[0])
        if box is None:
            return None
        return next((f for f in self.within(box.grown(60)) if f.key == key), None)

    def card(self, touchpoint: str) -> Figure | None:
        """The card of a touchpoint, found without what stands about it; None when it has none."""
        record = self.journey.store.find(Touchpoint, touchpoint)
        if record is None or not self.layout.has(touchpoint):
            return None
        x, lane = self.layout.card(touchpoint).x, self.journey.lane_of(record, self.layout.lens)
        return next(self._of_touchpoint(touchpoint, x, lane, in_haste=True))

    def way(self, handover: str) -> Way | None:
        """The line of a handover; None when it has none."""
        return self.ways.way(handover)

    @property
    def failing(self) -> list[tuple[Handover, Way]]:
        """The failing handovers with their ways."""
        return self.ways.failing()

    @property
    def labels(self) -> list[Label]:
        """The labels of failing handovers, from left to right."""
        return [one for span in self.layout.phases for one in self.labels_in(span.id)]

    def labels_in(self, phase: str) -> list[Label]:
        """The labels of the failing handovers whose marks stand in a phase, or in the room before it."""
        return self._labelling.within(phase)

    @property
    def quotes(self) -> list[Quote]:
        """The customers' words that found room, from left to right."""
        return self.words.quotes()

    @property
    def flags(self) -> list[Flag]:
        """The pills of the moments that matter, from left to right."""
        return self.words.flags()

    # -- making

    def _candidates(self, box: Box, spans: list[Span], spots: Sequence[Box] = ()) -> Iterator[Figure]:
        in_haste = bool(spots)
        for span in spans:
            yield from self._of_phase(span, box, spots)
        for place in curves.reaching_in(self.journey, self.layout, spans):
            yield from self._curves(self.layout.phases[place], spots)
        near = self.ways.near([span.id for span in spans])
        for handover in self.ways.about(near, spots) if in_haste else [*near, *self.ways.far]:
            yield from self._of_handover(handover, box, in_haste)
        quotes, flags = self.words.quotes(spans, in_haste), self.words.flags(spans, in_haste)
        labels, known = [self._labelling.within(span.id, in_haste) for span in spans], self.journey.store
        yield from (self._words(q) for q in between(quotes, box, WIDEST_QUOTE) if q.touchpoint in known)
        yield from (self._pill(flag) for flag in between(flags, box, 120.0) if flag.moment in known)
        yield from (self._label(one) for found in labels for one in found if one.handover in known)
        if self.gaps_in_place:
            yield from self.gaps.within(box, in_haste)
        yield from self.asides.within(box)

    def _of_phase(self, span: Span, box: Box, spots: Sequence[Box]) -> Iterator[Figure]:
        layout, phase = self.layout, span.id
        column, stamp = (
            layout.column(phase),
            (self._fresh.stamp(phase), span.length, layout.bands, layout.lanes),
        )
        is_last = layout.phases[-1].id == phase
        through = span.length if is_last else span.length + BETWEEN_PHASES - 2 * MARGIN

        def plain(
            key: str, stamp: object, make: Callable[[], tuple[Mark, ...]], y: float = 0.0, *told: Any
        ) -> Figure:
            figure = self._made.keep(f"{key}:{phase}", stamp, lambda: (make(), phase, ""), *told)
            return at(figure, span.start, y)

        wide = span.length, is_last, layout.column_end, layout.bands, layout.lanes, layout.systems
        yield plain("column", wide, lambda: mood.column_marks(layout, span.length, is_last))
        if "visibility" in layout.bands:
            y = layout.bands["visibility"].start + 3.2
            yield plain("visibility", through, lambda: backstage.visibility_marks(through), y)
        below = LENSES[layout.lens.below]
        if below.band in layout.bands:
            y = layout.bands[below.band].start
            yield plain(
                below.band, stamp, lambda: backstage.lane_marks(self.journey, layout, phase, below), y
            )
        if "systems" in layout.bands:
            told = stamp, self.journey.number_of(column.ids[0]) if column.ids else 0
            make = partial(backstage.system_marks, self.journey, layout, phase)
            says = partial(backstage.backstage_says, self.journey, layout, phase)
            yield plain("systems", stamp, make, layout.bands["systems"].start, told, says)
        yield from self._curves(span, spots)
        if "bond" in layout.bands:
            yield self._bond(span, through)
        low = bisect_left(column.xs, box.x - span.start - layout.card_w - 4)
        high = bisect_right(column.xs, box.right - span.start + 4)
        for place in range(low, high):
            x = span.start + column.xs[place]
            if not spots or any(one.x - self.layout.card_w - 4 < x < one.right + 4 for one in spots):
                yield from self._of_touchpoint(column.ids[place], x, column.lanes[place], bool(spots))

    def _of_touchpoint(self, touchpoint: str, x: float, own: str, in_haste: bool) -> Iterator[Figure]:
        record = self.journey.store[touchpoint]
        assert isinstance(record, Touchpoint)
        moments = tuple(self.journey.moments_on(touchpoint))
        number = self.journey.number_of(touchpoint)
        stamp = (self._fresh.of_all, record, number, moments, tuple(self.journey.pains_on(touchpoint)))
        lane = next((one for one in self.layout.lanes if one.id == own), None)
        if lane is not None:
            figure = self._made.keep(
                f"card:{touchpoint}",
                (stamp, self.layout.card_w, self.layout.card_h),
                lambda: self._card(record),
            )
            yield at(figure, x, lane.start + (lane.length - self.layout.card_h) / 2)
            beside = self.gaps.roughly_beside if in_haste else self.gaps.beside
            if (level := beside(touchpoint)) is not None:
                yield level
        persona = curves.whose_point(self.journey, record, self.leads)
        if persona is None and self.layout.measures.screen:
            yield self._waiting(record.id, number, x)
        elif persona is not None:
            yield self._point(record, persona, (stamp, self.leads), x)

    def _point(self, record: Touchpoint, persona: Persona, stamp: Any, x: float) -> Figure:
        score, number = record.mood[persona.id], self.journey.number_of(record.id)
        order, matters = self.journey.personas.index(persona), bool(self.journey.moments_on(record.id))
        is_main = curves.cast(self.journey, self.leads)[0] is persona
        is_led = not self.leads or persona.id in self.leads
        figure = self._made.keep(
            f"point:{record.id}" if is_led else f"point:{record.id}:{persona.id}",
            (stamp, order),
            lambda: (
                mood.point_marks(score, number, order, is_main, matters),
                record.id,
                f"Touchpoint {number}, mood {score:+.1f}",
            ),
        )
        return at(figure, x + self.layout.card_w / 2, self.layout.mood_y(score))

    def _waiting(self, touchpoint: str, number: int, x: float) -> Figure:
        """On screen, a point to take hold of at neutral."""
        says = f"Touchpoint {number}, mood not known"
        figure = self._made.keep(
            f"point:{touchpoint}", (number, None), lambda: (mood.waiting_marks(number), touchpoint, says)
        )
        return at(figure, x + self.layout.card_w / 2, self.layout.mood_y(0))

    def _card(self, record: Touchpoint) -> tuple[tuple[Mark, ...], str, str]:
        marks, cut = cards.card_marks(self.journey, record, self.layout.card_w, self.layout.card_h)
        self.cut.discard(record.id)
        if cut:
            self.cut.add(record.id)
        return marks, record.id, cards.card_says(self.journey, record)

    def _curves(self, span: Span, spots: Sequence[Box]) -> Iterator[Figure]:
        layout, place = self.layout, self.layout.phase_index(span.id)
        near = self._fresh.between(place - 1, place + 1)
        named = curves.beside(self.journey, self.leads, self.today)
        stamp = (near, layout.bands["mood"], layout.card_w, self.leads, named)
        is_doubted = curves.has_far_neighbour(layout, place)
        for key, about, make in curves.parts(self.journey, layout, place, self.leads, self.today):
            if spots and self._made.is_off(key, span.start, spots):
                continue
            known = self._about.get(key)
            if known is None or known[0] != stamp or is_doubted:
                known = self._about[key] = stamp, (self.leads, about())
            figure = self._made.keep(key, known[1], partial(unclicked, make))
            if figure.marks:
                yield at(figure, span.start, 0.0)

    def _bond(self, span: Span, through: float) -> Figure:
        band = self.layout.bands["bond"]
        self.bond.of(next(iter(self.leads)) if len(self.leads) == 1 else None)
        points, end = self.bond.points(self.layout, span)
        figure = self._made.keep(
            f"bond:{span.id}",
            (points, end, through),
            lambda: (bond_marks(points, end, band.length, through), span.id, ""),
        )
        return at(figure, span.start, band.start)

    # -- handovers

    def _of_handover(self, handover: str, box: Box, in_haste: bool) -> Iterator[Figure]:
        record = self.journey.store[handover]
        assert isinstance(record, Handover)
        way = self.ways.roughly(handover) if in_haste else self.ways.way(handover)
        if way is None or way.box.x - 6 > box.right or way.box.right + 6 < box.x:
            return
        x, y = way.points[0]
        ends = self._end(record.source), self._end(record.target)
        on = tuple(self.journey.moments_on(handover)), tuple(self.journey.pains_on(handover))
        stamp = record, way.shape, on
        line = self._made.keep(
            f"way:{handover}", stamp, lambda: (handovers.way_marks(record, way, (x, y)), handover, "")
        )
        yield at(line, x, y)
        x, y = way.mark
        mark = self._made.keep(
            f"mark:{handover}",
            stamp,
            lambda: (handovers.mark_marks(self.journey, record, way, (x, y)), handover, ""),
            (record, ends),
            lambda: handovers.handover_says(self.journey, record),
        )
        yield at(mark, x, y)
        gaps = self.gaps
        level = gaps.roughly_beside(handover, way) if in_haste else gaps.beside(handover)
        if level is not None:
            yield level
        if record.quality == "fails":
            band = self._made.keep(
                f"band:{handover}",
                self.layout.column_end,
                lambda: (handovers.band_marks(self.layout.column_end), handover, ""),
            )
            yield at(band, x, 0.0)

    def _end(self, touchpoint: str) -> tuple[object, int]:
        """What a handover says of one of its ends."""
        return self.journey.store.get(touchpoint), self.journey.number_of(touchpoint)

    def _label(self, one: Label) -> Figure:
        figure = self._made.keep(
            f"label:{one.handover}",
            (one.block, one.to_the_left, one.on_lines),
            lambda: (words.label_marks(one), one.handover, ""),
        )
        return at(figure, one.box.x, one.box.y)

    # -- words and moments

    def _words(self, quote: Quote) -> Figure:
        record = self.journey.store[quote.touchpoint]
        assert isinstance(record, Touchpoint)
        number, colour = self.journey.number_of(record.id), tone(self.journey.felt(record))
        says = f"Touchpoint {number}, a customer: {record.quote}"
        figure = self._made.keep(
            f"words:{record.id}",
            (quote.block, number, colour),
            lambda: (words.words_marks(quote.block, number, colour), record.id, says),
        )
        return at(figure, quote.x, self.layout.bands["words"].start + 0.6)

    def _pill(self, flag: Flag) -> Figure:
        moment = self.journey.store[flag.moment]
        assert isinstance(moment, MomentThatMatters)
        top = self._moment_top(moment)
        figure = self._made.keep(
            f"pill:{flag.moment}",
            (flag.text, flag.w, flag.at - flag.x, top),
            lambda: (words.flag_marks(flag, top), moment.id, f"Moment that matters {flag.text}"),
        )
        return at(figure, flag.x, 1.1)

    def _moment_top(self, moment: MomentThatMatters) -> float:
        """How far down the drop line of a moment goes, mm below the pill's top."""
        touchpoint = self.journey.store.find(Touchpoint, moment.on)
        if touchpoint is not None:
            persona = curves.whose_point(self.journey, touchpoint, self.leads)
            if persona is not None:
                return self.layout.mood_y(touchpoint.mood[persona.id]) - 2.9 - 1.1
            return self.layout.card(touchpoint.id).y - 1.1
        way = self.ways.way(moment.on)
        return way.mark[1] - 3.4 - 1.1 if way else 6.0
