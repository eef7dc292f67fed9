"""What lies over the map while no gesture is on: hover, rings, ports, the place of the next touchpoint."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from model.drawing.curves import whose_point
from model.drawing.figures.notes import tint_of
from model.drawing.marks import Rect
from model.findings import Note
from model.records import Handover, Touchpoint, kind_of
from widgets.canvas.gestures.cycle_quality import CycleQuality, next_click
from widgets.canvas.gestures.edit_in_place import ON_CARD
from widgets.canvas.gestures.edit_note import EditNote
from widgets.canvas.gestures.hand_over import HandOver
from widgets.canvas.gestures.move_cards import MoveCards
from widgets.canvas.gestures.move_notes import MoveNotes
from widgets.canvas.next_place import next_place, offered_place, paint_next_place
from widgets.canvas.rings import FAR_PORTS, LEAST, OFF, RADIUS, halo, port, ports_of, ring
from widgets.canvas.tag import Tag, box_of, paint_tag

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

EDGE = 2
"""So much of a card’s edge is painted over where the card is larger while it is typed on, px."""
LOOK = 12.0
"""No further from its mark, mm, the note of a handover looks for the label that it would stand on."""
MANY = 60
"""With more than this selected, those out of sight are not looked at one by one."""


def paint_selection(painter: QPainter, canvas: "Canvas") -> None:
    """Paint hover, rings and ports."""
    is_lifting = isinstance(canvas.gesture, MoveCards) and canvas.gesture.is_moving
    if is_lifting or isinstance(canvas.gesture, HandOver):
        return
    _paint_hover(painter, canvas)
    seen = canvas.map_rect().adjusted(-20, -20, 20, 20)
    only = canvas.selection.only
    for record in canvas.shown_elsewhere:
        if record not in canvas.selection:
            _paint_shown_elsewhere(painter, canvas, record)
    for record in _chosen_about(canvas, seen):
        card = canvas.card_rect(record)
        note = canvas.note_rect(record)
        if note is not None:
            _paint_note_ring(painter, canvas, record, note, record == only)
        elif card is None:
            _paint_handover_ring(painter, canvas, record)
        elif card.intersects(seen):
            _paint_card_ring(painter, canvas, record, card, record == only)
    if isinstance(canvas.editing, EditNote):
        _paint_writing(painter, canvas, canvas.editing)
    elif canvas.editing is not None:
        _paint_typing(painter, canvas)


def _chosen_about(canvas: "Canvas", seen: QRectF) -> list[str]:
    """What is selected; of many touchpoints only those in sight."""
    chosen = canvas.selection
    if len(chosen.ids) <= MANY:
        return list(chosen.ids)
    others = [one for one in chosen.ids if kind_of(one) != Touchpoint.kind] if len(chosen.kinds) > 1 else []
    return others + [one for one in canvas.cards_near(seen) if one in chosen]


def _paint_hover(painter: QPainter, canvas: "Canvas") -> None:
    card = canvas.card_rect(canvas.hovered) if canvas.hovered and canvas.gesture is None else None
    if card is None or canvas.editing is not None:
        return
    if canvas.hovered not in canvas.selection:
        painter.setPen(QPen(canvas.colour("rule2"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = RADIUS * canvas.camera.scale
        painter.drawRoundedRect(card, radius, radius)
    if canvas.camera.zoom >= FAR_PORTS:
        for middle in ports_of(card).values():
            port(painter, canvas.colour, middle)


def _paint_shown_elsewhere(painter: QPainter, canvas: "Canvas", record: str) -> None:
    """The light ring of what is shown elsewhere: about a card, or about the mark of a handover."""
    card = canvas.card_rect(record)
    handover = canvas.store.find(Handover, record) if card is None else None
    middle = canvas.mark_middle(record) if handover is not None else None
    if card is not None:
        ring(painter, canvas.colour, card, canvas.camera, 1, 1.5)
        _paint_level(painter, canvas, record)
    elif handover is not None and middle is not None:
        size = {"fails": 2.5, "weak": 1.6}.get(handover.quality, 1.3)
        halo(painter, canvas.colour, middle, size * canvas.camera.scale + 5)


def _paint_note_ring(painter: QPainter, canvas: "Canvas", note: str, rect: QRectF, is_only: bool) -> None:
    is_in_hand = isinstance(canvas.gesture, MoveNotes) and canvas.gesture.is_moving
    if is_in_hand or (canvas.editing is not None and canvas.editing.record == note):
        return
    grow = 3 if is_only else 1
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(canvas.colour("ink"), 2))
    painter.drawRoundedRect(rect.adjusted(-grow, -grow, grow, grow), grow, grow)


def _paint_writing(painter: QPainter, canvas: "Canvas", editing: EditNote) -> None:
    """The note grown to hold what is written, its ring, and what the keys do."""
    rect = editing.note_rect()
    note = canvas.store.find(Note, editing.record)
    if rect is None or note is None:
        return
    painter.setPen(QPen(canvas.colour("ink"), 2))
    painter.setBrush(canvas.colour(tint_of(note)))
    painter.drawRect(rect.adjusted(-1, -1, 1, 1))
    box = box_of(canvas.look, editing.tag, rect.bottomLeft() + QPointF(-2, 38), canvas.map_rect())
    paint_tag(painter, canvas.look, editing.tag, box)


def _paint_card_ring(painter: QPainter, canvas: "Canvas", record: str, card: QRectF, is_only: bool) -> None:
    if canvas.editing is not None and canvas.editing.record == record:
        return
    ring(painter, canvas.colour, card, canvas.camera, 2 if is_only else 0)
    _paint_level(painter, canvas, record)
    if is_only:
        _paint_point_ring(painter, canvas, record)
        if canvas.camera.zoom >= FAR_PORTS and canvas.gesture is None and canvas.editing is None:
            place = offered_place(canvas)
            if place is not None:
                paint_next_place(painter, canvas, place, "Ctrl+→")
            for middle in ports_of(card).values():
                port(painter, canvas.colour, middle)


def _paint_level(painter: QPainter, canvas: "Canvas", touchpoint: str) -> None:
    """The level of a gap once more over the ring that its card has, on paper."""
    level = canvas.level_beside(touchpoint)
    if level is None:
        return
    painter.fillRect(canvas.camera.rect(level.bounds).adjusted(-2, -1, 2, 1), canvas.colour("paper"))
    for mark in level.marks:
        if isinstance(mark, Rect) and mark.fill is not None:
            box = canvas.camera.rect(mark.box.moved(level.x, level.y))
            painter.fillRect(box, canvas.colour(mark.fill))


def _paint_point_ring(painter: QPainter, canvas: "Canvas", record: str) -> None:
    touchpoint = canvas.store.find(Touchpoint, record)
    persona = whose_point(canvas.journey, touchpoint, canvas.scene.leads) if touchpoint is not None else None
    if touchpoint is None or persona is None:
        return
    layout = canvas.layout_
    middle = canvas.camera.to_px(layout.card(record).middle[0], layout.mood_y(touchpoint.mood[persona.id]))
    card = canvas.card_rect(record)
    if card is not None and card.center().y() - middle.y() < 2 * LEAST:
        return
    size = 2.75 if canvas.journey.moments_on(record) else 1.95
    halo(painter, canvas.colour, middle, size * canvas.camera.scale + 3)


def _paint_handover_ring(painter: QPainter, canvas: "Canvas", record: str) -> None:
    handover = canvas.store.find(Handover, record)
    middle = canvas.mark_middle(record) if handover is not None else None
    if handover is None or middle is None:
        return
    for end in (handover.source, handover.target):
        card = canvas.card_rect(end)
        if card is not None:
            ring(painter, canvas.colour, card, canvas.camera, OFF, 1.5)
            _paint_level(painter, canvas, end)
    size = {"fails": 2.5, "weak": 1.6}.get(handover.quality, 1.3)
    halo(painter, canvas.colour, middle, size * canvas.camera.scale + 6)
    if canvas.gesture is None or isinstance(canvas.gesture, CycleQuality):
        tag = Tag("", next_click(handover))
        at = middle + QPointF(size * canvas.camera.scale + 14, 44)
        paint_tag(painter, canvas.look, tag, beside_label(canvas, record, tag, at))


def beside_label(canvas: "Canvas", handover: str, tag: Tag, at: QPointF) -> QRectF:
    """Where the note of a handover stands: near its mark, below its label where it would stand on that."""
    box, x = box_of(canvas.look, tag, at, canvas.map_rect()), canvas.camera.to_mm(at)[0]
    for span in canvas.layout_.phases_between(x - LOOK, x + LOOK):
        for label in canvas.scene.labels_in(span.id):
            words = canvas.camera.rect(label.box)
            if label.handover == handover and words.intersects(box):
                below = QPointF(box.left(), words.bottom() + box.height() + 4)
                return box_of(canvas.look, tag, below, canvas.map_rect())
    return box


def _paint_typing(painter: QPainter, canvas: "Canvas") -> None:
    """The card grown to hold what is typed, its ring, and what the keys do."""
    editing = canvas.editing
    card = editing.card_rect() if editing is not None else None
    if editing is None or card is None:
        return
    whole = canvas.card_rect(editing.record)
    radius = RADIUS * canvas.camera.scale
    if whole is not None and (card.height() > whole.height() + 1 or card.width() > whole.width() + 1):
        grown, own = QPainterPath(), QPainterPath()
        grown.addRoundedRect(card.adjusted(-OFF, -OFF, OFF, OFF), radius + OFF, radius + OFF)
        own.addRect(whole.adjusted(EDGE, EDGE, -EDGE, -EDGE))
        painter.fillPath(grown.subtracted(own), canvas.colour("paper"))
    ring(painter, canvas.colour, card, canvas.camera)
    place = next_place(canvas)
    if place is not None:
        paint_next_place(painter, canvas, place, "Tab")
    box = box_of(canvas.look, ON_CARD, card.bottomLeft() + QPointF(-2, 38), canvas.map_rect())
    paint_tag(painter, canvas.look, ON_CARD, box)
