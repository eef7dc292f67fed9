"""What is where on the map: cards, marks, lines and ports under a point of the viewport."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt

from model.drawing.marks import Box, Figure
from model.findings import Note
from model.gap_cards import GapCard
from model.records import Handover, Touchpoint
from widgets.canvas.rings import ports_of
from widgets.canvas.viewpoint import Viewpoint

REACH_PX = 5
"""How far beside a thin line a hand may be."""
PORT_REACH = 9


class PointedView(Viewpoint):
    """A map view that knows what the hand points at."""

    hovered: str | None = None
    """The touchpoint under the pointer."""
    pointed: QPointF | None = None
    """Where the pointer is over the viewport, if it is."""
    is_space_down = False

    def step_under(self, at: QPointF) -> str | None:
        """The touchpoint or handover under a point of the viewport."""
        figure = self.figure_under(at)
        found = self.store.get(figure.record) if figure is not None else None
        return found.id if isinstance(found, Touchpoint | Handover) else None

    def note_under(self, at: QPointF) -> str | None:
        """The sticky note under a point of the viewport."""
        figure = self.figure_under(at)
        return figure.record if figure is not None and figure.key.startswith("note:") else None

    def note_rect(self, note: str) -> QRectF | None:
        """A sticky note in the viewport, px; None without one."""
        if self.store.find(Note, note) is None:
            return None
        return self.camera.rect(self.scene.asides.box_of(note))

    def touchpoint_under(self, at: QPointF) -> str | None:
        """The touchpoint whose card is under a point of the viewport."""
        if not self.map_rect().contains(at):
            return None
        x, y = self.camera.to_mm(at)
        layout = self.layout_
        for span in layout.phases_between(x - 1, x + 1):
            for one in layout.column(span.id).ids:
                if layout.has(one) and layout.card(one).holds(x, y):
                    return one
        return None

    def figure_under(self, at: QPointF) -> Figure | None:
        """The topmost figure that means something under a point of the viewport."""
        if not self.map_rect().contains(at):
            return None
        x, y = self.camera.to_mm(at)
        if self.frame.is_far(self.camera):
            note = next(self.scene.asides.notes_within(Box(x, y, 0.01, 0.01)), None)
            if note is not None:
                return note
            touchpoint = self.touchpoint_under(at)
            return self.card_figure(touchpoint) if touchpoint else None
        found = self.scene.at(x, y, REACH_PX / self.camera.scale)
        return next((f for f in found if self._is_shown(f.key)), None)

    def card_figure(self, touchpoint: str) -> Figure | None:
        """The figure of a touchpoint's card."""
        if not self.layout_.has(touchpoint):
            return None
        key = f"card:{touchpoint}"
        return next((f for f in self.scene.within(self.layout_.card(touchpoint)) if f.key == key), None)

    def cards_near(self, area: QRectF) -> list[str]:
        """The touchpoints whose cards meet an area of the viewport."""
        area = area.intersected(self.map_rect())
        left, top = self.camera.to_mm(area.topLeft())
        right, bottom = self.camera.to_mm(area.bottomRight())
        layout, found = self.layout_, list[str]()
        tops = layout.tops
        for span in layout.phases_between(left, right):
            column = layout.column(span.id)
            first = bisect_right(column.xs, left - span.start - layout.card_w)
            last = bisect_left(column.xs, right - span.start)
            cards = zip(column.ids[first:last], column.lanes[first:last], strict=True)
            found += [one for one, lane in cards if top - layout.card_h < tops.get(lane, 0.0) < bottom]
        return found

    def gap_under(self, at: QPointF) -> GapCard | None:
        """The gap whose level is shown under a point of the viewport, or near to it."""
        if not self.map_rect().contains(at) or self.frame.is_far(self.camera):
            return None
        (x, y), reach = self.camera.to_mm(at), REACH_PX / self.camera.scale
        for figure in self.scene.within(Box(x - reach, y - reach, 2 * reach, 2 * reach)):
            is_level = figure.key.startswith("level:") and self._is_shown(figure.key)
            if is_level and figure.bounds.grown(reach).holds(x, y):
                return self.scene.gaps.worst.get(str(figure.record))
        return None

    def mark_middle(self, handover: str) -> QPointF | None:
        """Where the mark of a handover stands in the viewport."""
        way = self.scene.way(handover)
        return self.camera.to_px(*way.mark) if way is not None else None

    def port_under(self, at: QPointF) -> tuple[str, str] | None:
        """The touchpoint and side of the port under a point of the viewport, where ports are shown."""
        for one in dict.fromkeys((self.chosen, self.hovered)):
            card = self.card_rect(one) if one else None
            if card is None:
                continue
            for side, middle in ports_of(card).items():
                if (middle - at).manhattanLength() <= PORT_REACH:
                    return str(one), side
        return None

    def hover(self, at: QPointF) -> None:
        """Remember the card under the pointer; its ports belong to it."""
        self.pointed = QPointF(at)
        card = self.card_rect(self.hovered) if self.hovered else None
        is_near = card is not None and card.adjusted(-9, -9, 9, 9).contains(at)
        found = self.touchpoint_under(at) or (self.hovered if is_near else None)
        found = None if found is not None and self.note_under(at) is not None else found
        if found != self.hovered:
            self.hovered = found
            self.viewport().update()

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        """The pointer's shape over a point of the viewport while nothing is done."""
        shape = Qt.CursorShape
        if self.is_space_down:
            return shape.OpenHandCursor
        if self.port_under(at) is not None:
            return shape.CrossCursor
        if self.margins.at(self.layout_, self.camera, at) is not None:
            return shape.OpenHandCursor
        figure = self.figure_under(at)
        by_kind = {"card": shape.OpenHandCursor, "note": shape.OpenHandCursor, "point": shape.SizeVerCursor}
        return by_kind.get(figure.key.partition(":")[0] if figure else "", shape.ArrowCursor)
