"""Where a record stands in the drawing, if it stands there at all."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from model.drawing.marks import Box
from model.findings import Note

if TYPE_CHECKING:
    from widgets.canvas.viewpoint import Viewpoint


def box_of(canvas: "Viewpoint", record: str) -> Box | None:
    """The part of the drawing that a record takes, mm; None for one that is not drawn."""
    layout = canvas.layout_
    if layout.has(record):
        return layout.card(record).grown(2)
    way = canvas.scene.way(record)
    if way is not None:
        x, y = way.mark
        return Box(x - 14, y - 10, 28, 20)
    if canvas.store.find(Note, record) is not None:
        figure = canvas.scene.figure(f"note:{record}")
        return figure.bounds if figure is not None else None
    for span in layout.phases:
        if span.id == record:
            return Box(span.start, 0, span.length, 1)
    for lane in layout.lanes:
        if lane.id == record:
            return Box(canvas.part[0], lane.start, 1, lane.length)
    return None


def bring_one(canvas: "Viewpoint", records: Sequence[str]) -> None:
    """Bring the first of these records that is drawn into sight, unless one of them can be seen already."""
    boxes = [(one, box) for one in records if (box := box_of(canvas, one)) is not None]
    seen = canvas.map_rect()
    if boxes and not any(seen.contains(canvas.camera.rect(box).center()) for _, box in boxes):
        show(canvas, boxes[0][0])


def go_to_all(canvas: "Viewpoint", records: Iterable[str], may_zoom: bool = False) -> None:
    """Bring all of these records that are drawn into sight together."""
    whole: Box | None = None
    for record in records:
        box = box_of(canvas, record)
        if box is not None:
            whole = box if whole is None else whole.with_(box)
    if whole is not None:
        canvas.go_to(whole, may_zoom)


def show(canvas: "Viewpoint", record: str) -> bool:
    """Bring a record into sight; says whether it is drawn."""
    box = box_of(canvas, record)
    if box is not None:
        area = canvas.map_rect()
        wide, high = area.width() / canvas.camera.scale, area.height() / canvas.camera.scale
        canvas.show_box(Box(box.x, box.y, min(box.w, wide * 0.9), min(box.h, high * 0.9)))
    return box is not None
