"""What differs, marked on a map: rings, badges, the way of what moved, and what is gone where it stood."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from model.differences import How
from model.drawing.marks import Box
from model.records import Place, Touchpoint
from widgets.beside.badges import TOKENS, paint_badge
from widgets.canvas.rings import RADIUS, arrow, dashed_place
from widgets.canvas.viewpoint import Viewpoint

BADGE, FAR = 8.0, 0.3
"""How large a badge is, px, and below which zoom cards are too small to bear one."""
STRIP, MOST_STRIPS = 0.16, 4
"""How wide a strip is for a card that is gone, of a card's width, and how many stand beside each other."""


class DifferenceMarks:
    """The marks over one view of a map."""

    def __init__(self, view: Viewpoint) -> None:
        self.view = view
        self.differ: Mapping[str, How] = {}
        self.came_from: Mapping[str, Place] = {}
        """Where moved touchpoints stood on the other map."""
        self._ghosts: Sequence[Touchpoint] = ()
        self._before: dict[str, str | None] = {}
        self._turns: dict[str, int] = {}
        self.chosen_one: str | None = None

    @property
    def ghosts(self) -> Sequence[Touchpoint]:
        """Touchpoints that are not on this map any more."""
        return self._ghosts

    @ghosts.setter
    def ghosts(self, ghosts: Sequence[Touchpoint]) -> None:
        self._ghosts = ghosts
        self._place_ghosts()

    def paint(self, painter: QPainter) -> None:
        """Paint every mark in sight, and what is gone where it stood."""
        for ghost in self.ghosts:
            self._paint_ghost(painter, ghost)
        for record, how in self.differ.items():
            card = self.view.card_rect(record)
            if card is not None:
                if card.intersects(self.view.map_rect().adjusted(-40, -40, 40, 40)):
                    self._paint_card(painter, record, card, how)
            elif (way := self.view.scene.way(record)) is not None:
                self._paint_mark(painter, self.view.camera.to_px(*way.mark), how)

    def _paint_card(self, painter: QPainter, record: str, card: QRectF, how: How) -> None:
        radius, token = RADIUS * self.view.camera.scale, TOKENS[how]
        if record in self.came_from:
            self._paint_way(painter, record, card)
        if how == "removed":
            ground = self.view.colour("negTT")
            ground.setAlphaF(0.72)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(card, radius, radius)
        pen = QPen(self.view.colour(token), 2)
        if how == "removed":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card.adjusted(-1, -1, 1, 1), radius, radius)
        if record == self.chosen_one:
            painter.setPen(QPen(self.view.colour("ink"), 2))
            painter.drawRoundedRect(card.adjusted(-5, -5, 5, 5), radius + 4, radius + 4)
        if self.view.camera.zoom >= FAR:
            paint_badge(painter, self.view.look, how, card.right(), card.top(), BADGE)

    def _paint_mark(self, painter: QPainter, at: QPointF, how: How) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.view.colour(TOKENS[how]), 2))
        painter.drawEllipse(at, 12, 12)
        if self.view.camera.zoom >= FAR:
            paint_badge(painter, self.view.look, how, at.x() + 10, at.y() - 10, BADGE * 0.8)

    def _paint_way(self, painter: QPainter, record: str, card: QRectF) -> None:
        """Where a moved card stood, dashed, and its way to where it stands."""
        old = self._old_place(record)
        if old is None:
            return
        box = self.view.camera.rect(old)
        if box.intersects(card):
            return
        dashed_place(painter, self.view.colour, box, self.view.camera, "ink")
        start, end = box.center(), card.center()
        if abs(start.y() - end.y()) > card.height() / 2:
            down = end.y() > start.y()
            start.setY(box.bottom() if down else box.top())
            end.setY(card.top() - 4 if down else card.bottom() + 4)
        else:
            right = end.x() > start.x()
            start.setX(box.right() if right else box.left())
            end.setX(card.left() - 4 if right else card.right() + 4)
        arrow(painter, self.view.colour, [start, end])

    def _old_place(self, record: str) -> Box | None:
        """The cell in which a touchpoint stood on the other map, as wide as its card; None where no room is left."""
        place, now = self.came_from[record], self.view.layout_.card(record)
        lane = next((one for one in self.view.layout_.lanes if one.id == place.channel), None)
        span = next((one for one in self.view.layout_.phases if one.id == place.phase), None)
        touchpoint = self.view.store.find(Touchpoint, record)
        if lane is None or span is None or touchpoint is None:
            return None
        x = now.x if touchpoint.place.phase == place.phase else span.end - now.w - 1.0
        if self.view.layout_.lane_cards(self.view.layout_.lanes.index(lane), x, x + now.w):
            return None
        return Box(x, lane.start + (lane.length - now.h) / 2, now.w, now.h)

    def ghost_box(self, ghost: Touchpoint) -> Box | None:
        """Where a card that is gone stood, mm: after the one before it; None where its lane or phase is gone too.

        Where another card or ghost has its room now, it is a strip between the two cards.
        """
        layout = self.view.layout_
        turn = next((turn for turn, one in enumerate(layout.lanes) if one.id == ghost.place.channel), None)
        span = next((one for one in layout.phases if one.id == ghost.place.phase), None)
        if turn is None or span is None:
            return None
        lane = layout.lanes[turn]
        wide, high, turns = layout.card_w, lane.length * 0.84, self._turns.get(ghost.id, 0)
        before = self._before.get(ghost.id)
        card = layout.card(before) if before is not None and layout.has(before) else None
        x = card.x + card.w if card is not None else span.start + 1.0
        y = lane.start + (lane.length - high) / 2
        if layout.lane_cards(turn, x + 0.1 * wide, x + 0.9 * wide):
            x, wide = x + wide * (STRIP * (min(turns, MOST_STRIPS) - 0.5)), wide * STRIP
        else:
            x += wide * turns
        return Box(x, y, wide, high)

    def _place_ghosts(self) -> None:
        """After which card each ghost stood, and how many ghosts of its lane stand there before it."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for one in self.view.store.of(Touchpoint).values() if self._ghosts else ():
            rows.setdefault(one.place.phase, []).append((one.place.rank, one.id))
        for row in rows.values():
            row.sort()
        self._before, self._turns, many = {}, {}, dict[tuple[str, str, str | None], int]()
        for ghost in sorted(self._ghosts, key=lambda one: (one.place.rank, one.id)):
            row = rows.get(ghost.place.phase, [])
            at = bisect_left(row, (ghost.place.rank, ghost.id))
            self._before[ghost.id] = before = row[at - 1][1] if at else None
            key = ghost.place.phase, ghost.place.channel, before
            self._turns[ghost.id] = many.get(key, 0)
            many[key] = self._turns[ghost.id] + 1

    def _paint_ghost(self, painter: QPainter, ghost: Touchpoint) -> None:
        box = self.ghost_box(ghost)
        card = self.view.camera.rect(box) if box is not None else None
        if card is None or not card.intersects(self.view.map_rect().adjusted(-40, -40, 40, 40)):
            return
        self._paint_card(painter, ghost.id, card, "removed")
        if (
            self.view.camera.zoom < FAR
            or card.width() < self.view.layout_.card_w * self.view.camera.scale / 2
        ):
            return
        font = self.view.look.font("small")
        font.setStrikeOut(True)
        font.setPixelSize(max(6, round(12 * self.view.camera.zoom)))
        painter.setFont(font)
        painter.setPen(self.view.colour("ink2"))
        words = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.save()
        painter.setClipRect(card)
        painter.drawText(card.adjusted(6, 5, -6, -4), words, ghost.title or "Untitled")
        painter.restore()
