"""The drawing of a map: its figures by key, made when first asked for and kept until something in them changes."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from model.drawing.figures import backstage, cards, gaps, handovers, mood
from model.drawing.figures.shapes import chain, extent, star, tone
from model.drawing.layout import BETWEEN_PHASES, MARGIN, Column, Layout, Measures, Span
from model.drawing.marks import Box, Figure, Mark, Path, Rect, Stroke
from model.drawing.placing import PILL, Flag, Label, Quote, flags, labels, quotes
from model.drawing.routes import Point, Way, plain_way, way_of
from model.drawing.text import Style, label
from model.findings import MomentThatMatters, NamedGap
from model.journey import Journey
from model.records import Handover, Persona, Touchpoint
from model.signal import Signal
from model.store import Commit

LAYERS = (
    "column", "band", "mood", "visibility", "departments", "systems", "way", "words", "pill", "point", "card",
    "mark", "label", "gap",
)  # fmt: skip
"""The painting order of figures by the first word of their keys."""
CHUNK = 40
"""So many points of a curve stand in one figure."""
HANDLES = ("mark", "point", "card", "pill", "label", "gap", "words", "way")
"""What can be hit, topmost first."""
SHOWN_IN_PHASE = {"place", "mood", "department", "systems", "missing_systems"}
"""What of a touchpoint shows elsewhere than on its card."""
WHOLE_MAP = {"persona", "department", "system", "channel", "phase", "map"}


class Scene:
    """The figures of one journey, current with every commit of its store."""

    def __init__(
        self, journey: Journey, measures: Measures | None = None, gaps_in_place: bool = True
    ) -> None:
        self.journey, self.gaps_in_place = journey, gaps_in_place
        self.layout = Layout(journey, measures)
        self.changed: Signal[Commit] = Signal()
        self.cut: set[str] = set()
        """Ids of the records whose text had to be shortened in figures made so far."""
        self._made: dict[str, tuple[Any, Figure]] = {}
        self._ways: dict[str, tuple[Any, Way | None]] = {}
        self._near: dict[str, list[str]] = {}
        self._far: list[str] = []
        self._fresh: dict[str, int] = {}
        self._everything = 0
        self._placed: dict[str, tuple[Any, list[Any]]] = {}
        self._labels: dict[str, tuple[Any, list[Label]]] = {}
        self._sort_handovers()
        journey.store.committed.connect(self.follow)

    def close(self) -> None:
        """Follow the store no longer."""
        self.journey.store.committed.disconnect(self.follow)

    # -- following

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed; the journey has followed it before."""
        moved = self.layout.follow(commit)
        ends = False
        for change in commit.patch:
            whole = change.before is None or change.after is None
            names = {
                path.partition("/")[0] for path in (change.before or {}).keys() | (change.after or {}).keys()
            }
            if change.kind in WHOLE_MAP:
                self._everything += 1
            ends = ends or change.kind == "handover" or (change.kind == "touchpoint" and moved)
            if change.kind != "touchpoint" or whole or names & SHOWN_IN_PHASE:
                for phase in self._phases_of(change.id, change.before, change.after):
                    self._fresh[phase] = self._fresh.get(phase, 0) + 1
            if change.kind in ("moment", "persona") or (
                change.kind == "touchpoint" and names & {"quote", "mood"}
            ):
                self._placed.clear()
        if ends or any(change.kind == "phase" for change in commit.patch):
            self._sort_handovers()
            self._placed.clear()
        self.changed.emit(commit)

    def _phases_of(self, record: str, *sides: dict[str, Any] | None) -> set[str]:
        """The phases in whose figures a record shows."""
        steps = {record}
        for side in sides:
            steps |= {side[name] for name in ("on", "source", "target") if side and side.get(name)}
        store = self.journey.store
        found = store.get(record)
        if isinstance(found, Handover):
            steps |= {found.source, found.target}
        elif found is not None and hasattr(found, "on") and isinstance(found.on, str):
            steps.add(found.on)
        for step in tuple(steps):
            handover = store.find(Handover, step)
            if handover is not None:
                steps |= {handover.source, handover.target}
        touchpoints = [t for step in steps if (t := store.find(Touchpoint, step)) is not None]
        return {self.journey.phase_of(t) for t in touchpoints}

    def _sort_handovers(self) -> None:
        """Sort the handovers by the phases they pass; those that pass many stand in a list of their own."""
        self._near, self._far = {}, []
        store, order = self.journey.store, {phase: i for i, phase in enumerate(self.journey.phases)}
        touchpoints = store.of(Touchpoint)
        for handover in store.of(Handover).values():
            first, second = touchpoints.get(handover.source), touchpoints.get(handover.target)
            if first is None or second is None:
                continue
            low, high = sorted((order[self.journey.phase_of(first)], order[self.journey.phase_of(second)]))
            if high - low > 3:
                self._far.append(handover.id)
            else:
                for place in range(low, high + 1):
                    self._near.setdefault(self.layout.phases[place].id, []).append(handover.id)

    # -- stamps: a figure is kept as long as its stamp stays

    def _stamp(self, phase: str) -> tuple[Any, ...]:
        return (self._everything, self._fresh.get(phase, 0), self.layout.column(phase))

    def _stamps_between(self, low: int, high: int) -> tuple[Any, ...]:
        spans = self.layout.phases[max(0, low) : high + 1]
        return tuple((self._stamp(span.id), span.length) for span in spans)

    def _keep(
        self, key: str, stamp: Any, make: Callable[[], tuple[tuple[Mark, ...], str | None, str]]
    ) -> Figure:
        kept = self._made.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        marks, record, says = make()
        figure = Figure(key, 0.0, 0.0, extent(marks), marks, record, says)
        self._made[key] = stamp, figure
        return figure

    def _at(self, figure: Figure, x: float, y: float) -> Figure:
        if figure.x == x and figure.y == y:
            return figure
        return Figure(figure.key, x, y, figure.box, figure.marks, figure.record, figure.says)

    # -- asking

    def within(self, box: Box) -> list[Figure]:
        """The figures that meet a box of the drawing, in painting order."""
        spans = self.layout.phases_between(box.x - 4, box.right + 4)
        found = [f for f in self._candidates(box, spans) if f.bounds.meets(box)]
        return sorted(found, key=lambda f: LAYERS.index(f.key.partition(":")[0]))

    def everything(self) -> list[Figure]:
        """All figures in painting order."""
        return self.within(Box(-100, -100, self.layout.width + 200, self.layout.height + 200))

    def at(self, x: float, y: float, reach: float = 0.5) -> list[Figure]:
        """The figures with something to click at a point, topmost first; reach widens thin lines, mm."""
        near = self.within(Box(x - 3, y - 3, 6, 6))
        hits = [f for f in near if f.key.partition(":")[0] in HANDLES and self._hits(f, x, y, reach)]
        return sorted(hits, key=lambda f: HANDLES.index(f.key.partition(":")[0]))

    def _hits(self, figure: Figure, x: float, y: float, reach: float) -> bool:
        kind = figure.key.partition(":")[0]
        if kind == "way":
            way = self.way(figure.key[4:])
            return way is not None and _lies_on(way, x, y, reach + 0.4)
        if kind in ("mark", "point"):
            return figure.bounds.grown(max(reach, 0.6)).holds(x, y)
        return figure.bounds.holds(x, y)

    def figure(self, key: str) -> Figure | None:
        """The figure with this key, or None when there is none now."""
        kind, _, rest = key.partition(":")
        name = rest.partition(":")[0]
        box = self._where(kind, name)
        if box is None:
            return None
        return next((f for f in self.within(box.grown(60)) if f.key == key), None)

    def _where(self, kind: str, name: str) -> Box | None:
        if name in self.journey.store.of(Touchpoint) and self.layout.has(name):
            return self.layout.card(name)
        if name in self.journey.store.of(Handover):
            way = self.way(name)
            return way.box if way else None
        if name in self.journey.store.of(MomentThatMatters):
            flag = next((f for f in self.flags if f.moment == name), None)
            return Box(flag.x, 0, flag.w, self.layout.height) if flag else None
        span = next((s for s in self.layout.phases if s.id == name), None)
        if span is not None:
            return Box(span.start, 0, span.length, self.layout.height)
        return Box(0, 0, self.layout.width, self.layout.height) if name in self.journey.store else None

    def way(self, handover: str) -> Way | None:
        """The line of a handover; None when it has none."""
        record = self.journey.store.find(Handover, handover)
        if record is None or not (self.layout.has(record.source) and self.layout.has(record.target)):
            return None
        low, high = self._reach(record)
        far = high - low > 3
        stamp = (record, self.layout.version) if far else (record, self._stamps_between(low, high))
        origin = self.layout.phases[low].start
        kept = self._ways.get(handover)
        if kept is None or kept[0] != (stamp, origin):
            kept = ((stamp, origin), way_of(self.layout, record, *self._in_the_way(record, low, high)))
            self._ways[handover] = kept
        return kept[1]

    def _in_the_way(self, handover: Handover, low: int, high: int) -> tuple[list[Point], list[Way]]:
        """The marks of failing handovers about a handover, and the ways of those that leave its source before it."""
        shun: list[Point] = []
        near = {h for span in self.layout.phases[low : high + 1][:6] for h in self._near.get(span.id, ())}
        for one in sorted(near - {handover.id}):
            other = self.journey.store[one]
            if isinstance(other, Handover) and other.quality == "fails":
                way = plain_way(self.layout, other)
                if way is not None:
                    shun.append(way.mark)
        leaving = self.journey.leaving(handover.source)
        before = leaving[: next((i for i, h in enumerate(leaving) if h.id == handover.id), 0)]
        return shun, [way for h in before[:12] if (way := self.way(h.id)) is not None]

    def _reach(self, handover: Handover) -> tuple[int, int]:
        first, second = self.layout.place_of(handover.source)[0], self.layout.place_of(handover.target)[0]
        low, high = sorted((self.layout.phase_index(first), self.layout.phase_index(second)))
        return low, high

    # -- words that look for room over the whole map

    def _all(self, name: str, find: Callable[[], list[Any]]) -> list[Any]:
        kept = self._placed.get(name)
        if kept is None or kept[0] != self.layout.version:
            kept = self._placed[name] = self.layout.version, find()
        return kept[1]

    @property
    def quotes(self) -> list[Quote]:
        """The customers' words that found room, from left to right."""
        return self._all("quotes", lambda: quotes(self.journey, self.layout))

    @property
    def flags(self) -> list[Flag]:
        """The pills of the moments that matter, from left to right."""
        return self._all("flags", lambda: flags(self.journey, self.layout, self._ways_of_moments()))

    @property
    def labels(self) -> list[Label]:
        """The labels of failing handovers, from left to right."""
        return [one for span in self.layout.phases for one in self.labels_in(span.id)]

    def labels_in(self, phase: str) -> list[Label]:
        """The labels of the failing handovers whose marks stand in a phase's column or in the room before it."""
        place = self.layout.phase_index(phase)
        stamp = (self._stamps_between(place - 1, place + 1), self.layout.lanes)
        kept = self._labels.get(phase)
        origin = self.layout.phases[place].start
        if kept is None or kept[0] != (stamp, origin):
            spans = self.layout.phases
            left = spans[place - 1].end if place else -BETWEEN_PHASES
            right = spans[place].end if place + 1 < len(spans) else self.layout.width
            failing = [(h, way) for h, way in self._failing_about(place) if left <= way.mark[0] < right]
            found = labels(self.layout, failing, left, right, self._ways_about(place)) if failing else []
            kept = self._labels[phase] = (stamp, origin), found
        return kept[1]

    def _failing_about(self, place: int) -> list[tuple[Handover, Way]]:
        """The failing handovers near a phase, with their ways."""
        store = self.journey.store.of(Handover)
        near = [*self._handovers_about(place), *self._far]
        known = [store[h] for h in near if store[h].quality == "fails"]
        return [(h, way) for h in known if (way := self.way(h.id)) is not None]

    def _handovers_about(self, place: int) -> list[str]:
        spans = self.layout.phases[max(0, place - 1) : place + 2]
        return sorted({h for span in spans for h in self._near.get(span.id, ())})

    @property
    def failing(self) -> list[tuple[Handover, Way]]:
        """The failing handovers with their ways."""
        known = [h for h in self.journey.store.of(Handover).values() if h.quality == "fails"]
        return [(h, way) for h in known if (way := self.way(h.id)) is not None]

    def _ways_about(self, place: int) -> list[Way]:
        """The ways near a phase."""
        near = [*self._handovers_about(place), *self._far[:50]]
        return [way for h in near if (way := self.way(h)) is not None]

    def _ways_of_moments(self) -> dict[str, Way]:
        on = {moment.on for moment in self.journey.moments}
        return {h: way for h in on if (way := self.way(h)) is not None}

    # -- making

    def _candidates(self, box: Box, spans: list[Span]) -> Iterator[Figure]:
        for span in spans:
            yield from self._of_phase(span, box)
        for place in self._reaching_in(spans):
            yield from self._curves(self.layout.phases[place])
        seen: set[str] = set()
        for handover in [h for span in spans for h in self._near.get(span.id, ())] + self._far:
            if handover not in seen:
                seen.add(handover)
                yield from self._of_handover(handover, box)
        if "words" in self.layout.bands:
            for quote in _between(self.quotes, box, 95.0):
                yield self._words(quote)
        for flag in _between(self.flags, box, 120.0):
            yield self._pill(flag)
        for one in [one for span in spans for one in self.labels_in(span.id)]:
            yield self._label(one)
        if (
            self.gaps_in_place
            and "gaps" in self.layout.bands
            and box.bottom >= self.layout.bands["gaps"].start
        ):
            yield from self._gaps()

    def _of_phase(self, span: Span, box: Box) -> Iterator[Figure]:
        layout, phase = self.layout, span.id
        column, stamp = layout.column(phase), (self._stamp(phase), span.length, layout.bands, layout.lanes)
        is_last = layout.phases[-1].id == phase
        through = span.length if is_last else span.length + BETWEEN_PHASES - 2 * MARGIN

        def plain(key: str, make: Callable[[], tuple[Mark, ...]], y: float = 0.0, says: str = "") -> Figure:
            figure = self._keep(f"{key}:{phase}", (stamp, is_last), lambda: (make(), phase, says))
            return self._at(figure, span.start, y)

        yield plain("column", lambda: mood.column_marks(layout, span.length, is_last))
        if "visibility" in layout.bands:
            y = layout.bands["visibility"].start + 3.2
            yield plain("visibility", lambda: backstage.visibility_marks(through), y)
        if "departments" in layout.bands:
            y = layout.bands["departments"].start
            yield plain("departments", lambda: backstage.department_marks(self.journey, layout, phase), y)
        if "systems" in layout.bands:
            y = layout.bands["systems"].start
            says = backstage.backstage_says(self.journey, layout, phase)
            yield plain("systems", lambda: backstage.system_marks(self.journey, layout, phase), y, says)
        yield from self._curves(span)
        low = bisect_left(column.xs, box.x - span.start - layout.card_w - 4)
        high = bisect_right(column.xs, box.right - span.start + 4)
        for place in range(low, high):
            yield from self._of_touchpoint(
                column.ids[place], span.start + column.xs[place], column.lanes[place]
            )

    def _of_touchpoint(self, touchpoint: str, x: float, channel: str) -> Iterator[Figure]:
        record = self.journey.store[touchpoint]
        assert isinstance(record, Touchpoint)
        moments = tuple(self.journey.moments_on(touchpoint))
        number = self.journey.number_of(touchpoint)
        stamp = (self._everything, record, number, moments, tuple(self.journey.pains_on(touchpoint)))
        lane = next((lane for lane in self.layout.lanes if lane.id == channel), None)
        if lane is not None:
            figure = self._keep(
                f"card:{touchpoint}",
                (stamp, self.layout.card_w, self.layout.card_h),
                lambda: self._card(record),
            )
            yield self._at(figure, x, lane.start + (lane.length - self.layout.card_h) / 2)
        for place, persona in enumerate(self._points_of(record)):
            score = record.mood[persona.id]
            key = f"point:{touchpoint}" if place == 0 else f"point:{touchpoint}:{persona.id}"
            order = self._persona_order(persona)
            figure = self._keep(
                key,
                (stamp, order),
                lambda score=score, order=order: (  # type: ignore[misc]
                    mood.point_marks(score, number, order, bool(moments)),
                    touchpoint,
                    f"Touchpoint {number}, mood {score:+.1f}",
                ),
            )
            yield self._at(figure, x + self.layout.card_w / 2, self.layout.mood_y(score))

    def _persona_order(self, persona: Persona) -> int:
        return self.journey.personas.index(persona)

    def _points_of(self, touchpoint: Touchpoint) -> list[Persona]:
        """Whose points stand on the curves at a touchpoint: the first persona that has a mood there."""
        return [p for p in self.journey.personas if p.id in touchpoint.mood][:1]

    def _card(self, record: Touchpoint) -> tuple[tuple[Mark, ...], str, str]:
        marks, cut = cards.card_marks(self.journey, record, self.layout.card_w, self.layout.card_h)
        self.cut.discard(record.id)
        if cut:
            self.cut.add(record.id)
        return marks, record.id, cards.card_says(self.journey, record)

    # -- curves

    def _curves(self, span: Span) -> Iterator[Figure]:
        place = self.layout.phase_index(span.id)
        stamp = (self._stamps_between(place - 1, place + 1), self.layout.bands["mood"], self.layout.card_w)
        count = len(self.layout.column(span.id).ids)
        for chunk in range(max(1, -(-count // CHUNK))):
            key = f"mood:{span.id}:{chunk}"
            kept = self._made.get(key)
            if kept is None or kept[0] != stamp or self._has_far_neighbour(place):
                marks = tuple(self._curve_marks(place, chunk))
                if kept is None or kept[1].marks != marks:
                    kept = stamp, Figure(key, 0.0, 0.0, extent(marks), marks, None, "")
                self._made[key] = (stamp, kept[1])
            if kept[1].marks:
                yield self._at(kept[1], span.start, 0.0)

    def _reaching_in(self, spans: list[Span]) -> set[int]:
        """The phases before a stretch whose curves may reach into it: for each persona the last with a mood."""
        start = self.layout.phase_index(spans[0].id) if spans else 0
        touchpoints, found = self.journey.store.of(Touchpoint), set[int]()
        for persona in self.journey.personas:
            for place in range(start - 1, -1, -1):
                ids = self.layout.column(self.layout.phases[place].id).ids
                if any(persona.id in touchpoints[one].mood for one in ids):
                    found.add(place)
                    break
        return found

    def _has_far_neighbour(self, place: int) -> bool:
        """Whether a phase beside this one has too few points to bound the curve here by itself."""
        spans = self.layout.phases
        beside = [spans[i].id for i in (place - 1, place + 1) if 0 <= i < len(spans)]
        return any(len(self.layout.column(phase).ids) < 3 for phase in beside)

    def _curve_marks(self, place: int, chunk: int) -> Iterator[Mark]:
        layout, span = self.layout, self.layout.phases[place]
        zero, top, bottom = layout.mood_y(0), layout.mood_y(2) - 0.1, layout.mood_y(-2) + 0.1
        strokes: list[Mark] = []
        for order, persona in enumerate(self.journey.personas):
            points, first, last = self._run(persona.id, place, chunk, span.start)
            if last <= first:
                continue
            steps = mood.curve_steps(points, first, last)
            if order == 0:
                yield from mood.area_marks(steps, zero, top, bottom)
            stroke = mood.curve_stroke(order)
            strokes.insert(
                0, Path(steps, stroke=Stroke(stroke.colour, stroke.width, stroke.dash, order == 0))
            )
        yield from strokes

    def _run(
        self, persona: str, place: int, chunk: int, origin: float
    ) -> tuple[list[tuple[float, float]], int, int]:
        """A persona's points about one chunk of a phase, and the first and last of those the chunk draws.

        A chunk draws from its own first point to the first point after it.
        """
        spans = self.layout.phases
        column = self.layout.column(spans[place].id)
        low, high = chunk * CHUNK, (chunk + 1) * CHUNK
        own = self._scores(persona, spans[place], column, origin, low, high)
        before = self._scores(persona, spans[place], column, origin, 0, low)[-2:]
        after = self._scores(persona, spans[place], column, origin, high, len(column.ids))[:3]
        at = place - 1
        while len(before) < 2 and at >= 0:
            before = (self._scores(persona, spans[at], self.layout.column(spans[at].id), origin) + before)[
                -2:
            ]
            at -= 1
        at = place + 1
        while len(after) < 3 and at < len(spans):
            after = (after + self._scores(persona, spans[at], self.layout.column(spans[at].id), origin))[:3]
            at += 1
        if not own:
            return [], 0, 0
        points = [*before, *own, *after]
        first = len(before)
        return points, first, min(first + len(own), len(points) - 1)

    def _scores(
        self, persona: str, span: Span, column: Column, origin: float, low: int = 0, high: int | None = None
    ) -> list[tuple[float, float]]:
        touchpoints, middle = self.journey.store.of(Touchpoint), self.layout.card_w / 2
        return [
            (span.start - origin + x + middle, self.layout.mood_y(score))
            for one, x in zip(column.ids[low:high], column.xs[low:high], strict=True)
            if (score := touchpoints[one].mood.get(persona)) is not None
        ]

    # -- handovers

    def _of_handover(self, handover: str, box: Box) -> Iterator[Figure]:
        record = self.journey.store[handover]
        assert isinstance(record, Handover)
        way = self.way(handover)
        if way is None or way.box.x - 6 > box.right or way.box.right + 6 < box.x:
            return
        x, y = way.points[0]
        stamp = (
            record,
            way,
            tuple(self.journey.moments_on(handover)),
            tuple(self.journey.pains_on(handover)),
            self.journey.number_of(record.source),
            self.journey.number_of(record.target),
        )
        says = handovers.handover_says(self.journey, record)
        line = self._keep(
            f"way:{handover}", stamp, lambda: (handovers.way_marks(record, way, (x, y)), handover, "")
        )
        yield self._at(line, x, y)
        x, y = way.mark
        mark = self._keep(
            f"mark:{handover}",
            stamp,
            lambda: (handovers.mark_marks(self.journey, record, way, (x, y)), handover, says),
        )
        yield self._at(mark, x, y)
        if record.quality == "fails":
            band = self._keep(
                f"band:{handover}",
                self.layout.column_end,
                lambda: (handovers.band_marks(self.layout.column_end), handover, ""),
            )
            yield self._at(band, x, 0.0)

    def _label(self, one: Label) -> Figure:
        align = "right" if one.to_the_left else "left"
        figure = self._keep(
            f"label:{one.handover}",
            (one.block, one.to_the_left),
            lambda: (one.block.marks(0, 0, one.box.w, align), one.handover, ""),  # type: ignore[arg-type]
        )
        return self._at(figure, one.box.x, one.box.y)

    # -- words and moments

    def _words(self, quote: Quote) -> Figure:
        record = self.journey.store[quote.touchpoint]
        assert isinstance(record, Touchpoint)
        number, colour = self.journey.number_of(record.id), tone(self.journey.felt(record))
        style = Style("semibold", 6.2, colour, tabular=True)
        figure = self._keep(
            f"words:{record.id}",
            (quote.block, number, colour),
            lambda: (
                (label(3.0, 4.2, str(number), style, "right"), *quote.block.marks(3.8, 1.0)),
                record.id,
                f"Touchpoint {number}, a customer: {record.quote}",
            ),
        )
        return self._at(figure, quote.x, self.layout.bands["words"].start + 0.6)

    def _pill(self, flag: Flag) -> Figure:
        moment = self.journey.store[flag.moment]
        assert isinstance(moment, MomentThatMatters)
        top = self._moment_top(moment)
        stamp = (flag.text, flag.w, flag.at - flag.x, top)

        def make() -> tuple[tuple[Mark, ...], str, str]:
            at = flag.at - flag.x
            line = chain([(at, 4.2), (at, top)], Stroke("mtm", 0.5, (0.8, 1.4), round=True))
            shape = Rect(Box(0, 0, flag.w, 4.6), "mtm", radius=2.3)
            words = label(4.7, 3.22, flag.text, PILL)
            return (
                (line, shape, star(2.8, 2.3, 1.25, "white"), words),
                moment.id,
                f"Moment that matters {flag.text}",
            )

        return self._at(self._keep(f"pill:{flag.moment}", stamp, make), flag.x, 1.1)

    def _moment_top(self, moment: MomentThatMatters) -> float:
        """How far down the drop line of a moment goes, mm below the pill's top."""
        touchpoint = self.journey.store.find(Touchpoint, moment.on)
        if touchpoint is not None:
            points = self._points_of(touchpoint)
            if points:
                return self.layout.mood_y(touchpoint.mood[points[0].id]) - 2.9 - 1.1
            return self.layout.card(touchpoint.id).y - 1.1
        way = self.way(moment.on)
        return way.mark[1] - 3.4 - 1.1 if way else 6.0

    # -- gaps

    def _gaps(self) -> Iterator[Figure]:
        layout, top = self.layout, self.layout.bands["gaps"].start
        for place, gap in enumerate(gaps.gaps_in_order(self.journey)):
            row, column = divmod(place, layout.gaps_in_row)
            numbers = tuple(gaps.touchpoints_of(self.journey, gap))
            yield self._at(self._gap(gap, numbers), column * (layout.gap_w + 2.2), top + row * 23.0)

    def _gap(self, gap: NamedGap, numbers: tuple[int, ...]) -> Figure:
        return self._keep(
            f"gap:{gap.id}",
            (gap, numbers, self.layout.gap_w),
            lambda: (
                gaps.gap_marks(self.journey, gap, self.layout.gap_w),
                gap.id,
                gaps.gap_says(self.journey, gap),
            ),
        )


def _between(
    found: list[Any], box: Box, widest: float, left: Callable[[Any], float] = lambda one: float(one.x)
) -> list[Any]:
    """Those of a list sorted from left to right that may meet a box."""
    return found[bisect_left(found, box.x - widest, key=left) : bisect_right(found, box.right, key=left)]


def _lies_on(way: Way, x: float, y: float, reach: float) -> bool:
    for (ax, ay), (bx, by) in zip(way.points, way.points[1:], strict=False):
        if (
            min(ax, bx) - reach <= x <= max(ax, bx) + reach
            and min(ay, by) - reach <= y <= max(ay, by) + reach
        ):
            return True
    return False
