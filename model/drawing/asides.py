"""What lies over the map without being part of it: sticky notes, and speech marks where comments are open."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from model.drawing.figures.notes import TALK_H, TALK_W, WIDE, note_block, note_marks, note_says, talk_marks
from model.drawing.figures.shapes import extent
from model.drawing.layout import Layout
from model.drawing.marks import Box, Figure, Mark
from model.drawing.ways import Ways
from model.findings import Comment, Note
from model.journey import Journey
from model.records import Handover, Phase
from model.store import Commit

BEYOND = 400.0
"""A note that lies further outside the drawing than this is shown so far outside, mm."""
MOVES_MARKS = {Note.kind, Comment.kind, Handover.kind}
Stop = tuple[float, float]


class Asides:
    """The notes and speech marks of one drawing, by where they stand; current with every commit."""

    def __init__(
        self, journey: Journey, layout: Layout, ways: Ways, notes: bool = True, talk: bool = True
    ) -> None:
        self.journey, self.layout, self.ways = journey, layout, ways
        self.has_notes, self.has_talk = notes, talk
        self._made: dict[str, tuple[Any, Figure]] = {}
        self._boxes: dict[str, Box] = {}
        self._sizes: object = None
        self._order: list[tuple[float, str]] | None = None
        self._open: Counter[str] | None = None
        self._changes = 0
        """Counts what may move a speech mark without moving a card."""
        self._marks: tuple[object, list[tuple[float, float, str]]] | None = None
        self._carried: tuple[int, Callable[[float, float], Stop]] | None = None

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            if change.kind == Note.kind:
                self._boxes.pop(change.id, None)
                self._order = None
                if change.after is None:
                    self._made.pop(f"note:{change.id}", None)
            elif change.kind == Comment.kind:
                self._open = None
            self._changes += change.kind in MOVES_MARKS

    # -- where notes stand

    def box_of(self, note: str) -> Box:
        """The box of a note in the drawing; raises KeyError for one that is not there."""
        self._fit()
        box = self._boxes.get(note)
        if box is None:
            box = self._boxes[note] = self._placed(self.journey.store.of(Note)[note])
        return box

    def _fit(self) -> None:
        sizes = self.layout.width, self.layout.height
        if sizes != self._sizes:
            self._sizes, self._order = sizes, None
            self._boxes.clear()

    def _placed(self, note: Note) -> Box:
        layout, high = self.layout, note_block(note.text)[1]
        x, y = note.x, note.y
        if not layout.measures.screen:
            x, y = self._on_paper(x + WIDE / 2, y + high / 2)
            x, y = x - WIDE / 2, y - high / 2
        beyond = BEYOND if layout.measures.screen else 0.0
        x = max(-beyond, min(x, layout.width + beyond - WIDE))
        return Box(x, max(-beyond, min(y, layout.height + beyond - high)), WIDE, high)

    def _on_paper(self, x: float, y: float) -> Stop:
        """Where a place of the screen's drawing lies on paper, whose columns and lanes have other sizes."""
        if self._carried is None or self._carried[0] != self.layout.version:
            self._carried = (
                self.layout.version,
                carrying(Layout(self.journey, lens=self.layout.lens), self.layout),
            )
        return self._carried[1](x, y)

    @property
    def notes(self) -> list[str]:
        """The notes from left to right."""
        return [note for _, note in self._in_order()]

    def _in_order(self) -> list[tuple[float, str]]:
        self._fit()
        if self._order is None:
            known = self.journey.store.of(Note) if self.has_notes else ()
            self._order = sorted((self.box_of(note).x, note) for note in known)
        return self._order

    @property
    def cut(self) -> list[str]:
        """The notes whose text is shortened, from left to right."""
        known = self.journey.store.of(Note)
        return [note for note in self.notes if note_block(known[note].text)[0].cut]

    @property
    def extent(self) -> Box | None:
        """The least box around all notes."""
        boxes = [self.box_of(note) for note in self.notes]
        if not boxes:
            return None
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)

    # -- making

    def within(self, box: Box) -> Iterator[Figure]:
        """The figures that meet a box of the drawing."""
        yield from self.notes_within(box)
        if self.has_talk:
            spots = self._spots()
            low = bisect_right(spots, box.x - TALK_W, key=lambda spot: spot[0])
            high = bisect_right(spots, box.right + TALK_W, key=lambda spot: spot[0])
            for x, y, record in spots[low:high]:
                if box.grown(TALK_W).holds(x, y):
                    yield self._talk(record, self._count()[record], (x, y))

    def notes_within(self, box: Box) -> Iterator[Figure]:
        """The notes that meet a box of the drawing."""
        order = self._in_order()
        low = bisect_right(order, box.x - WIDE - 1, key=lambda one: one[0])
        for x, note in order[low:]:
            if x > box.right:
                break
            place = self.box_of(note)
            if place.grown(0.5).meets(box):
                yield self._note(note, place)

    def figure_at(self, note: str, place: Box) -> Figure:
        """The figure of a note at another place, for a hand that moves it."""
        figure = self._note(note, self.box_of(note))
        return Figure(figure.key, place.x, place.y, figure.box, figure.marks, figure.record, figure.says)

    def _note(self, note: str, place: Box) -> Figure:
        record = self.journey.store.of(Note)[note]
        stamp = (record.text, record.colour, record.author, record.votes)
        return self._kept(
            f"note:{note}", stamp, place[:2], lambda: note_marks(record), note, note_says(record)
        )

    def _kept(
        self, key: str, stamp: Any, at: Stop, make: Callable[[], tuple[Mark, ...]], record: str, says: str
    ) -> Figure:
        kept = self._made.get(key)
        if kept is None or kept[0] != stamp:
            marks = make()
            kept = stamp, Figure(key, *at, extent(marks), marks, record, says)
        elif (kept[1].x, kept[1].y) != at:
            kept = stamp, Figure(key, *at, kept[1].box, kept[1].marks, record, says)
        self._made[key] = kept
        return kept[1]

    # -- speech marks

    def _count(self) -> Counter[str]:
        if self._open is None:
            said = self.journey.store.of(Comment).values()
            self._open = Counter(comment.on for comment in said if not comment.resolved)
        return self._open

    def _spots(self) -> list[tuple[float, float, str]]:
        """Where speech marks stand, from left to right."""
        version = self._changes, self.layout.version
        if self._marks is None or self._marks[0] != version:
            found = [(*at, one) for one in self._count() if (at := self._corner(one)) is not None]
            self._marks = version, sorted(found)
        return self._marks[1]

    def _corner(self, record: str) -> Stop | None:
        """Where the speech mark of a record stands: over a card's or note's right upper corner, or a handover's mark.

        Beside the mark of a handover stands its label. That of a phase stands at the right of its head, between the
        moments and the curve.
        """
        if self.layout.has(record):
            card = self.layout.card(record)
            return card.right - 1.0, card.y - 0.4
        if record in self.journey.store.of(Handover):
            way = self.ways.way(record)
            return (way.mark[0] + 0.5, way.mark[1] - 4.1) if way is not None else None
        if record in self.journey.store.of(Phase):
            right = self.layout.start_of(record) + self.layout.column(record).width
            return right - TALK_W / 2 - 0.4, self.layout.bands["mood"].start + TALK_H / 2 - 0.5
        if self.has_notes and record in self.journey.store.of(Note):
            box = self.box_of(record)
            return box.right - 1.0, box.y - 0.4
        return None

    def _talk(self, record: str, count: int, at: Stop) -> Figure:
        says = f"{count} open {'comment' if count == 1 else 'comments'}"
        return self._kept(f"talk:{record}", count, at, lambda: talk_marks(count), record, says)


def carrying(source: Layout, target: Layout) -> Callable[[float, float], Stop]:
    """How a place of one layout is carried to another: within the same phase and the same lane or band."""
    across = [
        stop
        for one, other in zip(source.phases, target.phases, strict=True)
        for stop in ((one.start, other.start), (one.end, other.end))
    ]
    lanes = {lane.id: lane for lane in target.lanes}
    pairs = [(lane, lanes[lane.id]) for lane in source.lanes if lane.id in lanes]
    pairs += [
        (band, target.bands[name])
        for name, band in source.bands.items()
        if name != "lanes" and name in target.bands
    ]
    down = sorted(stop for one, other in pairs for stop in ((one.start, other.start), (one.end, other.end)))
    return lambda x, y: (between(across, x), between(down, y))


def between(stops: list[Stop], value: float) -> float:
    """A value carried along stops in line with each other; beyond them it keeps its distance."""
    if not stops:
        return value
    at = bisect_right(stops, value, key=lambda stop: stop[0])
    if at == 0 or at == len(stops):
        source, target = stops[0 if at == 0 else -1]
        return target + value - source
    (low, low_to), (high, high_to) = stops[at - 1], stops[at]
    share = (value - low) / (high - low) if high > low else 0.0
    return low_to + share * (high_to - low_to)
