"""Where gaps stand in the drawing: their cards below everything as printed, and their levels beside records."""

from collections.abc import Iterator, Sequence
from typing import Any

from model.drawing.figures.gaps import gap_marks, gap_says, level_marks
from model.drawing.figures.shapes import extent, level_of
from model.drawing.gap_band import APART, HEIGHT
from model.drawing.layout import Layout
from model.drawing.level_places import below_card, beside_mark
from model.drawing.marks import Box, Figure
from model.drawing.routes import Point, Way
from model.drawing.ways import Ways
from model.gap_cards import GapCard, in_journey_order, named_cards, said_of, worst_at
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Commit

PLACES = {"place", "rank", "source", "target", "about"}
"""The fields that say where along the journey a gap stands."""


class GapPlaces:
    """The gaps of one drawing: those that it is told, and until then what the room has named."""

    def __init__(self, journey: Journey, layout: Layout, ways: Ways) -> None:
        self.journey, self.layout, self.ways = journey, layout, ways
        self.told: tuple[GapCard, ...] | None = None
        """What somebody has said that the rules find, the worst first."""
        self.worst: dict[str, GapCard] = {}
        self._shown: tuple[tuple[GapCard, ...] | None, int] | None = None
        self._cards: list[GapCard] = []
        self._made: dict[str, tuple[object, Figure]] = {}
        self._levels: dict[str, tuple[GapCard, Figure]] = {}
        self._spots: dict[str, tuple[Any, Point]] = {}

    def tell(self, cards: Sequence[GapCard]) -> None:
        """Show these gaps from now on, the worst first."""
        self.told, self._shown = tuple(cards), None
        self.layout.make_room_for_gaps(*counts(cards))
        self.worst = worst_at(cards) if self.layout.measures.screen else {}
        self._levels = {one: kept for one, kept in self._levels.items() if one in self.worst}
        self._spots = {one: kept for one, kept in self._spots.items() if one in self.worst}

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed of the order of gaps, and of what the room has named."""
        for change in commit.patch:
            is_named = self.told is None and change.kind == "named_gap"
            if is_named or change.before is None or change.after is None or PLACES & change.after.keys():
                self._shown = None
                return

    @property
    def cards(self) -> list[GapCard]:
        """The gaps in their printed place: all that are named, and the worst of the others that find room."""
        shown = self.told, self.layout.gap_band.count
        if self._shown != shown:
            cards = named_cards(self.journey) if self.told is None else self.told
            self._cards = in_journey_order(_most(cards, self.layout.gap_band.count))
            known = {card.key for card in self._cards}
            self._made = {key: kept for key, kept in self._made.items() if key in known}
            self._shown = shown
        return self._cards

    def within(self, box: Box, in_haste: bool = False) -> Iterator[Figure]:
        """The cards in their printed place that may meet a box; in haste those that stood there before."""
        band = self.layout.bands.get("gaps")
        if band is None or box.bottom < band.start:
            return
        cards, rows = self._cards if in_haste else self.cards, self.layout.gap_band
        step = rows.w + APART
        first, last = max(0, int(box.x / step) - 1), int(box.right / step) + 2
        for start in range(0, len(cards), rows.in_row):
            row = cards[start : start + rows.in_row]
            y = band.start + start // rows.in_row * (HEIGHT + APART)
            for place, card in enumerate(row[first:last], first):
                kept = self._made.get(card.key) if in_haste else None
                yield _at(kept[1] if kept is not None else self._card(card), place * step, y)

    def _card(self, card: GapCard) -> Figure:
        w = self.layout.gap_band.w
        stamp, kept = (card, w, card.numbers, card.foot), self._made.get(card.key)
        if kept is None or kept[0] != stamp:
            marks = gap_marks(card, w)
            figure = Figure(f"gap:{card.key}", 0.0, 0.0, extent(marks), marks, card.record, gap_says(card))
            kept = self._made[card.key] = stamp, figure
        return kept[1]

    # -- levels beside records

    def beside(self, record: str) -> Figure | None:
        """The level of the worst gap at a touchpoint or handover, below its card or mark; None without one."""
        card = self.worst.get(record)
        if card is None:
            return None
        if self.journey.store.find(Touchpoint, record) is not None and self.layout.has(record):
            return self._level(record, card, False, self._below(record))
        handover, way = self.journey.store.find(Handover, record), self.ways.way(record)
        if handover is None or way is None:
            return None
        stamp = self.layout.version, handover, way
        kept = self._spots.get(record)
        if kept is None or kept[0] != stamp:
            kept = self._spots[record] = stamp, beside_mark(self.layout, handover, way)
        return self._level(record, card, True, kept[1])

    def roughly_beside(self, record: str, way: Way | None = None) -> Figure | None:
        """The level at a record as far from its card, or from the mark of its way, as when it was placed."""
        card, kept = self.worst.get(record), self._spots.get(record)
        if card is None or kept is None:
            return None
        stamp, (x, y) = kept
        about = stamp[-1].mark if way is not None else stamp[0][:2]
        now = way.mark if way is not None else self.layout.card(record)[:2]
        return self._level(record, card, way is not None, (x + now[0] - about[0], y + now[1] - about[1]))

    def _below(self, touchpoint: str) -> Point:
        journey, card = self.journey, self.layout.card(touchpoint)
        handovers = {one.id: one for one in (*journey.leaving(touchpoint), *journey.arriving(touchpoint))}
        own = [(one, way) for one in handovers.values() if (way := self.ways.way(one.id)) is not None]
        stamp, kept = (card, own), self._spots.get(touchpoint)
        if kept is None or kept[0] != stamp:
            kept = self._spots[touchpoint] = stamp, below_card(card, own)
        return kept[1]

    def _level(self, record: str, card: GapCard, grounded: bool, at: Point) -> Figure:
        kept = self._levels.get(record)
        if kept is None or kept[0] is not card:
            level = level_of(card.severity or 0.0)
            marks, says = level_marks(level, grounded), said_of(card)
            if kept is not None and kept[1].marks == marks:
                marks = kept[1].marks
            figure = Figure(f"level:{record}", 0.0, 0.0, extent(marks), marks, record, says)
            kept = self._levels[record] = card, figure
        return _at(kept[1], *at)


def counts(cards: Sequence[GapCard]) -> tuple[int, int]:
    """How many of the gaps the room has named, and how many not."""
    named = sum(card.is_named for card in cards)
    return named, len(cards) - named


def _most(cards: Sequence[GapCard], room: int) -> list[GapCard]:
    """All that the room has named, and of the others, the worst first, what finds room beside them."""
    others = room - counts(cards)[0]
    kept: list[GapCard] = []
    for card in cards:
        others -= not card.is_named
        if card.is_named or others >= 0:
            kept.append(card)
    return kept


def _at(figure: Figure, x: float, y: float) -> Figure:
    return Figure(figure.key, x, y, figure.box, figure.marks, figure.record, figure.says)
