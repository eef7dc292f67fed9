"""Where a record stands in the drawing, if it stands there at all."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from model.about import about_of
from model.drawing.marks import Box
from model.findings import Note
from model.records import Handover, Touchpoint
from model.store import Change, Patch

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas
    from widgets.canvas.viewpoint import Viewpoint

MOST_CHANGES = 40
"""So many changes of a step are looked at for one that can be seen."""
TAKEN_UP = (Touchpoint.kind, Handover.kind, Note.kind)
"""What is selected when undo brings it back: the first of these kinds that is among it."""
ENOUGH = 0.4
"""What is in sight by this share counts as seen."""


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


def show_replayed(canvas: "Canvas", patch: Patch) -> None:
    """After undo or redo, take up what has come back with it, and bring into sight what it changed."""
    for kind in TAKEN_UP:
        came = [change.id for change in patch if change.before is None and change.kind == kind]
        if came := [one for one in came if one in canvas.store]:
            canvas.selection.choose(came)
            break
    bring_changed(canvas, patch)


def bring_changed(canvas: "Viewpoint", patch: Patch) -> None:
    """Bring what a step changed first into the middle, where nothing of what it changed can be seen."""
    looked_at = [*patch[:MOST_CHANGES], *_about_what_is_near(canvas, patch[MOST_CHANGES:])]
    boxes = [box for change in looked_at if (box := _box_of_change(canvas, change)) is not None]
    if boxes and not any(_can_be_seen(canvas, box) for box in boxes):
        canvas.go_to(_beginning_of(canvas, boxes[0]))


def _about_what_is_near(canvas: "Viewpoint", patch: Patch) -> list[Change]:
    """A few of these changes that are about touchpoints above, below or in what is in sight."""
    if not patch:
        return []
    left, right = canvas.part
    ids, xs, _ = canvas.layout_.arrays()
    near = {
        ids[place] for place in ((xs < right) & (xs + canvas.layout_.card_w > left)).nonzero()[0].tolist()
    }
    about = ((change, change.before or change.after or {}) for change in patch)
    found = (change for change, fields in about if change.id in near or fields.get("on") in near)
    return list(islice(found, MOST_CHANGES))


def _beginning_of(canvas: "Viewpoint", box: Box) -> Box:
    """As much of a box as the viewport has room for."""
    area, scale = canvas.map_rect(), canvas.camera.scale
    return Box(box.x, box.y, min(box.w, area.width() / scale * 0.9), min(box.h, area.height() / scale * 0.9))


def _can_be_seen(canvas: "Viewpoint", box: Box) -> bool:
    """Whether a good part of it is in sight, or it fills a good part of what is."""
    rect, seen = canvas.camera.rect(box), canvas.map_rect()
    both = rect.intersected(seen)
    return (
        both.width() >= min(rect.width(), seen.width()) * ENOUGH
        and both.height() >= min(rect.height(), seen.height()) * ENOUGH
    )


def _box_of_change(canvas: "Viewpoint", change: Change) -> Box | None:
    """Where a change shows, mm: a mood on the curve, a phase wherever one looks, since its name is pinned."""
    layout, moods = canvas.layout_, [path.startswith("mood") for path in change.after or ()]
    if layout.has(change.id) and moods and all(moods):
        card, top = layout.card(change.id), layout.mood_y(2.0)
        return Box(card.x, top, card.w, layout.mood_y(-2.0) - top)
    if change.kind == "phase":
        top = canvas.camera.to_mm(canvas.map_rect().topLeft())[1]
        return next((Box(s.start, top, s.length, 10) for s in layout.phases if s.id == change.id), None)
    was_on = (change.before or {}).get("on"), (change.before or {}).get("source")
    about = about_of(canvas.store.get(change.id)) or [one for one in was_on if isinstance(one, str)]
    return next((box for one in (change.id, *about) if (box := box_of(canvas, one)) is not None), None)


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
        canvas.show_box(_beginning_of(canvas, box))
    return box is not None
