"""What of a change is painted at once: the spots where it shows, and what beside them only moved along.

All else is compared with what is painted in slices, once the change is seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap, QRegion

from model.drawing.freshness import SHOWN_IN_PHASE, WHOLE_MAP, is_whole, named_in, names_in
from model.drawing.layout import Layout, Span
from model.drawing.marks import Box
from model.drawing.moves import Moves
from model.drawing.scene import Scene
from model.findings import Comment, MomentThatMatters, Note, PainPoint
from model.records import Handover, Touchpoint
from model.store import Change, Commit

MANY_CHANGES = 24
"""After a step of more changes than this all in sight is compared at once."""
ABOUT = 1.5
"""So far around a spot is painted too, mm."""
BESIDE = 20.0
"""So far to both sides of a card its curve and its words reach, mm."""
ANYWHERE = WHOLE_MAP | {"phase"}
"""Kinds whose records show all over the map."""
ON_CARDS = (MomentThatMatters.kind, PainPoint.kind, Comment.kind)
FAR_OFF = 10_000_000
"""Beyond everything that is seen, px."""
Bounds = Callable[[str], Box | None]
"""Where a figure was painted, by its key; None where it was not."""


class Arranged(NamedTuple):
    """How a map was arranged when it was last painted."""

    layout: Layout
    version: int
    lanes: list[Span]
    bands: dict[str, Span]


def arranged(layout: Layout) -> Arranged:
    """How a map is arranged now; where its gaps stand below it is left out."""
    bands = {name: band for name, band in layout.bands.items() if name != "gaps"}
    return Arranged(layout, layout.version, layout.lanes, bands)


@dataclass(frozen=True, slots=True)
class Spots:
    """Where a change shows."""

    moves: Moves
    """What moved, by where it stood."""
    boxes: list[Box]
    """Where something looks otherwise, mm of the drawing."""
    bottom: float
    """What stands below this did not move along, mm."""


def spots_of(commit: Commit, scene: Scene, before: Arranged, painted: Bounds) -> Spots | None:
    """Where a commit shows, if that is not all over the map."""
    layout, moves = scene.layout, scene.layout.glided.since(before.version)
    is_as_before = arranged(layout)._replace(version=before.version) == before
    if moves is None or not is_as_before or len(commit.patch) > MANY_CHANGES:
        return None
    if any(change.kind in ANYWHERE for change in commit.patch):
        return None
    boxes = [box for change in commit.patch for box in _boxes_of(change, scene, painted)]
    by, height = 0.0, layout.column_end
    for one in moves:
        left, by, right = one.first + by, by + one.by, one.last + by + one.by
        boxes.append(Box(left, 0, max(right - left, 0.0), height).grown(ABOUT))
    return Spots(moves, boxes, layout.column_end)


def _boxes_of(change: Change, scene: Scene, painted: Bounds) -> Iterator[Box]:
    """Where one record was painted, and where it shows now."""
    steps, record = named_in(change), scene.journey.store.get(change.id)
    steps |= {getattr(record, "on", change.id)} if change.kind in ON_CARDS else set()
    is_wide = is_whole(change) or change.kind in ON_CARDS or bool(names_in(change) & SHOWN_IN_PHASE)
    for step in steps:
        for kind in ("card", "way", "mark", "label", "words", "point", "pill", "note", "talk", "level"):
            if (box := painted(f"{kind}:{step}")) is not None:
                yield box.grown(ABOUT)
        yield from _where(scene, step, is_wide)


def _where(scene: Scene, one: str, is_wide: bool) -> Iterator[Box]:
    """Where a touchpoint, a handover or a note shows now."""
    layout, store = scene.layout, scene.journey.store
    if store.find(Touchpoint, one) is not None and layout.has(one):
        card = layout.card(one)
        yield card.grown(ABOUT)
        if is_wide:
            yield Box(card.x - BESIDE, 0, card.w + 2 * BESIDE, layout.lanes[0].start if layout.lanes else 0)
            yield Box(card.x - ABOUT, 0, card.w + 2 * ABOUT, layout.column_end)
    elif store.find(Handover, one) is not None:
        way = scene.way(one)
        if way is not None:
            yield way.box.grown(2 * ABOUT)
            yield Box(way.mark[0] - 2 * ABOUT, 0, 4 * ABOUT, layout.column_end)
    elif store.find(Note, one) is not None:
        yield scene.asides.box_of(one).grown(ABOUT)


def carry_along(
    picture: QPixmap, seen: QRect, spots: Spots, x_of: Callable[[float], float], bottom: int
) -> QRegion:
    """Move along what moved as a whole in a picture's part in sight; where nothing came to is returned.

    x_of says where an x of the drawing is in the picture, device px; what lies below bottom stays.
    """
    area = QRect(seen.left(), seen.top(), seen.width(), min(seen.bottom(), bottom) - seen.top())
    if not any(one.by for one in spots.moves) or area.isEmpty():
        return QRegion()
    bare = QRegion(area)
    stretches = list(_stretches(spots, x_of))
    to_the_left = [one for one in stretches if one[2] <= 0]
    for left, right, by in [*to_the_left, *reversed([one for one in stretches if one[2] > 0])]:
        source = QRect(left, area.top(), right - left, area.height()).intersected(area)
        target = source.translated(by, 0).intersected(area)
        if source.isEmpty() or target.isEmpty():
            continue
        if by:
            picture.scroll(by, 0, source.united(target))
        bare -= QRegion(target)
    return bare


def _stretches(spots: Spots, x_of: Callable[[float], float]) -> Iterator[tuple[int, int, int]]:
    """The stretches between what was broken, from left to right: their edges and how far each moved, px."""
    by, left = 0.0, -FAR_OFF
    dots = x_of(1.0) - x_of(0.0)
    for one in spots.moves:
        yield left, round(x_of(one.first - ABOUT)), round(by * dots)
        left, by = round(x_of(one.last + ABOUT)), by + one.by
    yield left, FAR_OFF, round(by * dots)
