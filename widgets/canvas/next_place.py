"""The dashed place beside a card: where the next touchpoint goes, with the key that puts it there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from model.records import Touchpoint
from widgets.canvas.rings import FAR_PORTS, dashed_place
from widgets.typed import paint_key

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

AWAY = 10
"""From a card to the place beside it, px."""
ICON = 16


def next_place(canvas: "Canvas") -> QRectF | None:
    """The place beside the card being typed, that adds the next touchpoint."""
    editing = canvas.editing
    card = editing.card_rect() if editing is not None else None
    return _beside(canvas, editing.record, card) if editing is not None and card is not None else None


def offered_place(canvas: "Canvas") -> QRectF | None:
    """The place beside the only selected card while nothing else is on, where its phase has room for it."""
    chosen = canvas.store.find(Touchpoint, canvas.selection.only)
    is_busy = canvas.gesture is not None or canvas.editing is not None or canvas.settling is not None
    if chosen is None or is_busy or canvas.lock.why_not(Touchpoint.kind) is not None:
        return None
    card = canvas.card_rect(chosen.id)
    place = _beside(canvas, chosen.id, card) if card is not None else None
    if place is None:
        return None
    layout = canvas.layout_
    span = layout.phases[layout.phase_index(canvas.journey.phase_of(chosen))]
    return place if place.right() <= canvas.camera.to_px(span.end, 0).x() else None


def _beside(canvas: "Canvas", touchpoint: str, card: QRectF) -> QRectF | None:
    """The place at the right of a card, if no other card stands there."""
    whole = canvas.card_rect(touchpoint)
    if whole is None or canvas.camera.zoom < FAR_PORTS:
        return None
    place = QRectF(card.right() + AWAY, whole.top(), whole.width(), whole.height())
    taken = [one for one in canvas.cards_near(place.adjusted(2, 2, -2, -2)) if one != touchpoint]
    return None if taken else place


def paint_next_place(painter: QPainter, canvas: "Canvas", place: QRectF, key: str) -> None:
    """Paint the place: a + and, where there is room, the key that goes there."""
    ratio, size = canvas.camera.ratio, (round(place.width()), round(place.height()))
    about = key, size, ratio, canvas.camera.scale, canvas.colour("rule2").rgba(), canvas.colour("ink3").rgba()
    picture = _pictures.get(about)
    if picture is None:
        if len(_pictures) >= MOST_PICTURES:
            _pictures.clear()
        picture = _pictures[about] = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inner = QPainter(picture)
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_place(inner, canvas, QRectF(0, 0, *size), key)
        inner.end()
    left, top = round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio
    painter.drawPixmap(QPointF(left, top), picture)


_pictures: dict[tuple[object, ...], QPixmap] = {}
"""Places as they were painted, by all that they look by: stroking dashes takes long."""
MOST_PICTURES = 32


def _paint_place(painter: QPainter, canvas: "Canvas", place: QRectF, key: str) -> None:
    dashed_place(painter, canvas.colour, place, canvas.camera)
    look, middle = canvas.look, place.center()
    wide = max(18.0, QFontMetricsF(look.font("key")).horizontalAdvance(key) + 10)
    has_key = place.width() >= wide + 8 and place.height() >= 48
    top = middle.y() - (22 if has_key else ICON / 2)
    look.paint_icon(painter, "plus", "ink3", QRectF(middle.x() - ICON / 2, top, ICON, ICON))
    if has_key:
        paint_key(painter, look, middle.x() + wide / 2, middle.y() + 11, key, "ink2")
