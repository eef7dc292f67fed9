"""Where a card that is dropped on the map lands."""

from bisect import bisect_right
from collections.abc import Collection
from typing import NamedTuple

from model.drawing.columns import Column
from model.drawing.layout import BETWEEN_PHASES, MARGIN, Layout, Span
from model.drawing.seams import SEAM
from model.journey import UNSORTED


class Slot(NamedTuple):
    """A place where a card can be put: between which touchpoints of a phase, and where the insertion bar stands."""

    phase: str
    before: str | None
    """The touchpoint of the phase that comes next, None at the end."""
    after: str | None
    """The touchpoint of the phase that comes before, None at the start."""
    bar: float
    lane: Span
    """The lane of the layout's lens, by its id."""
    phase_span: Span


def slot_at(layout: Layout, x: float, y: float, moving: Collection[str] = ()) -> Slot | None:
    """Where a card dropped at a point lands: in whose phase and lane, and between which touchpoints."""
    lane = next((lane for lane in layout.lanes if lane.start <= y < lane.end), None)
    if lane is None or not layout.takes(lane.id) or not layout.phases:
        return None
    last_place = -1 if layout.phases[-1].id != UNSORTED else -2
    if len(layout.phases) < -last_place or x < -BETWEEN_PHASES:
        return None
    last, gap = layout.phases[last_place], (BETWEEN_PHASES - 2 * MARGIN) / 2
    if x > last.end + BETWEEN_PHASES:
        return None
    near = [span for span in layout.phases_between(x - gap, x + BETWEEN_PHASES) if span.id != UNSORTED]
    span = next((one for one in near if x < one.end + gap), last)
    column = layout.column(span.id)
    rest = [p for p, one in enumerate(column.ids) if one not in moving]
    middles = [span.start + column.xs[p] + layout.card_w / 2 for p in rest]
    place = bisect_right(middles, x)
    after = column.ids[rest[place - 1]] if place else None
    before = column.ids[rest[place]] if place < len(rest) else None
    return Slot(span.id, before, after, _bar(layout, span, column, lane.id, rest, place), lane, span)


def _bar(layout: Layout, span: Span, column: Column, lane: str, rest: list[int], place: int) -> float:
    """Where the insertion bar stands: in the lane's seam between its cards, else by journey order."""
    left = next((p for p in reversed(rest[:place]) if column.lanes[p] == lane), None)
    right = next((p for p in rest[place:] if column.lanes[p] == lane), None)
    wish = span.start + MARGIN
    if place:
        wish = span.start + column.xs[rest[place - 1]] + layout.card_w / 2
    low = span.start + column.xs[left] + layout.card_w + SEAM / 2 if left is not None else span.start + MARGIN
    high = span.start + column.xs[right] - SEAM / 2 if right is not None else span.end - MARGIN
    return min(max(wish, low), max(low, high))
