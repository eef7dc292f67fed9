"""Reordering by hand: a phase dragged along the header, a lane dragged along its label column."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QRegion

from model.drawing.layout import Span
from model.journey import UNSORTED
from model.operations import reorder
from model.records import Channel, Phase
from widgets.canvas.camera import HEADER, LABELS
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys
from widgets.canvas.rings import insertion_bar
from widgets.canvas.tag import Tag

SHADOW = 4
INSET = 6
"""From the edge of header or column to the ghost, px."""


class Reorder(Gesture):
    """A ghost of the title follows along one axis, a bar shows the place; the drop lands there, as one step."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, canvas, record: str) -> None:
        super().__init__(canvas)
        self.record = record
        self.is_moving = False
        self.before: str | None = None

    def spans(self) -> list[Span]:
        """What can be dragged, in its order."""
        raise NotImplementedError

    def along(self, at: QPointF) -> float:
        """A point's place along the axis, mm."""
        raise NotImplementedError

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Select what is taken hold of."""
        super().start(at)
        self._before = self.canvas.selection.ids
        self.canvas.selection.choose([self.record])

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Find the place under the hand."""
        super().move(at)
        if not self.is_moving and not self.is_far_enough(at):
            return
        self.is_moving = True
        self.cursor = Qt.CursorShape.ClosedHandCursor
        others = [span for span in self.spans() if span.id != self.record]
        here = self.along(at)
        self.before = next((one.id for one in others if here < one.start + one.length / 2), None)
        self.tag, self.tag_at = self._note(others), at + QPointF(14, 34)

    def _note(self, others: list[Span]) -> Tag:
        place = next((n for n, one in enumerate(others) if one.id == self.before), len(others))
        if not others:
            return Tag(self.title(self.record))
        where = " first" if place == 0 else f" after {self.title(others[place - 1].id)}"
        return Tag(self.title(self.record), where)

    def title(self, record: str) -> str:
        """What a phase or lane is called, shortened for a note."""
        words = " ".join(str(getattr(self.canvas.store.get(record), "title", "")).split())
        return words if len(words) <= 32 else words[:31] + "…"

    def bar(self) -> float:
        """Where the insertion bar stands along the axis, mm."""
        spans = [span for span in self.spans() if span.id != self.record]
        place = next((n for n, one in enumerate(spans) if one.id == self.before), len(spans))
        if not spans:
            return 0.0
        if place == 0:
            return spans[0].start
        if place == len(spans):
            return spans[-1].end
        return (spans[place - 1].end + spans[place].start) / 2

    def paint_ghost(self, painter: QPainter, box: QRectF) -> None:
        """Paint the title on paper with a flat shadow."""
        canvas = self.canvas
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(canvas.look.colour("shadow"))
        painter.drawRoundedRect(box.translated(0, SHADOW), 6, 6)
        painter.setPen(QPen(canvas.colour("ink"), 2))
        painter.setBrush(canvas.colour("paper"))
        painter.drawRoundedRect(box, 6, 6)
        font, room = canvas.look.font("strong"), box.adjusted(10, 0, -8, 0)
        painter.setFont(font)
        words = QFontMetricsF(font).elidedText(
            self.title(self.record), Qt.TextElideMode.ElideRight, room.width() + 0.5
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def area(self) -> QRegion:
        """Ghost and bar may be anywhere along the axis."""
        return QRegion(self.canvas.viewport().rect()) if self.is_moving else QRegion()

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Put it where the bar stands; a mere click selects."""
        canvas, order = self.canvas, [span.id for span in self.spans()]
        canvas.viewport().update()
        following = order[order.index(self.record) + 1 :] if self.record in order else []
        if self.is_moving and self.before != (following[0] if following else None):
            canvas.do(lambda: reorder(canvas.store, self.record, self.before))

    def cancel(self) -> None:
        """Leave the order as it was."""
        self.canvas.selection.choose(self._before)
        self.canvas.viewport().update()


class MovePhase(Reorder):
    """Moves a phase, with all that stands in it, along the header."""

    changes = Phase.kind
    scrolls = "across"

    def spans(self) -> list[Span]:
        """The phases from left to right."""
        return [span for span in self.canvas.layout_.phases if span.id != UNSORTED]

    def along(self, at: QPointF) -> float:
        """How far from the left, mm."""
        return self.canvas.camera.to_mm(at)[0]

    def paint_on_top(self, painter: QPainter) -> None:
        """Paint the bar through header and map, and the ghost in the header."""
        if not self.is_moving:
            return
        canvas, port = self.canvas, self.canvas.viewport()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRect(LABELS - 5, 0, port.width() - LABELS + 5, port.height()))
        x = round(canvas.camera.to_px(self.bar(), 0).x())
        bottom = min(port.height() - 8.0, canvas.camera.to_px(0, canvas.map_height).y())
        insertion_bar(painter, canvas.colour, x, INSET + 4, bottom)
        metrics = QFontMetricsF(canvas.look.font("strong"))
        wide = min(240.0, metrics.horizontalAdvance(self.title(self.record)) + 40)
        left = max(LABELS - 3.0, min(self.at.x() - 20, port.width() - wide - 2))
        self.paint_ghost(painter, QRectF(left, INSET, wide, HEADER - 2 * INSET - SHADOW))
        painter.restore()
        self.paint_tag(painter)


class MoveLane(Reorder):
    """Moves a channel or department, with all that stands in it, up or down its column."""

    scrolls = "down"
    changes = Channel.kind
    """Departments too are held by the lock of phases and channels while they are the lanes."""

    def spans(self) -> list[Span]:
        """The lanes from the top down."""
        return [span for span in self.canvas.layout_.lanes if span.id != self.canvas.lens.loose]

    def along(self, at: QPointF) -> float:
        """How far from the top, mm."""
        return self.canvas.camera.to_mm(at)[1]

    def paint_on_top(self, painter: QPainter) -> None:
        """Paint the bar across column and map, and the ghost in the column."""
        if not self.is_moving:
            return
        canvas, port = self.canvas, self.canvas.viewport()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRect(0, HEADER - 5, port.width(), port.height() - HEADER + 5))
        y = round(canvas.camera.to_px(0, self.bar()).y())
        right = min(port.width() - 8.0, canvas.camera.to_px(canvas.layout_.width, 0).x())
        painter.setPen(QPen(canvas.colour("ink"), 3))
        painter.drawLine(QPointF(8, y), QPointF(right, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(canvas.colour("ink"))
        for x in (8.0, right):
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        self.paint_ghost(painter, QRectF(INSET, self.at.y() - 17, LABELS - 2 * INSET, 34))
        painter.restore()
        self.paint_tag(painter)
