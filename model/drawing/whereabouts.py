"""Where a record shows in a drawing, and whether a point meets one of its figures."""

from typing import TYPE_CHECKING

from model.drawing.marks import Box, Figure
from model.findings import MomentThatMatters, Note
from model.records import Handover, Touchpoint

if TYPE_CHECKING:
    from model.drawing.scene import Scene


def where(scene: "Scene", name: str) -> Box | None:
    """The box about all that shows of a record, mm of the drawing; None for one that is not there."""
    layout, store = scene.layout, scene.journey.store
    if name in store.of(Touchpoint) and layout.has(name):
        return layout.card(name)
    if name in store.of(Handover):
        way = scene.way(name)
        return way.box if way else None
    if name in store.of(MomentThatMatters):
        flag = next((f for f in scene.flags if f.moment == name), None)
        return Box(flag.x, 0, flag.w, layout.height) if flag else None
    if name in store.of(Note):
        return scene.asides.box_of(name)
    span = next((s for s in layout.phases if s.id == name), None)
    if span is not None:
        return Box(span.start, 0, span.length, layout.height)
    return Box(0, 0, layout.width, layout.height) if name in store else None


def is_hit(scene: "Scene", figure: Figure, x: float, y: float, reach: float) -> bool:
    """Whether a point lies on a figure; reach widens thin lines and small marks, mm."""
    kind = figure.key.partition(":")[0]
    if kind == "way":
        way = scene.way(figure.key[4:])
        return way is not None and way.passes(x, y, reach + 0.4)
    if kind in ("mark", "point"):
        return figure.bounds.grown(max(reach, 0.6)).holds(x, y)
    return figure.bounds.holds(x, y)
