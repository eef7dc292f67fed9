"""DragMood: a point on the mood curve, dragged up or down, says how the touchpoint feels."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QRegion

from model.drawing.curves import whose_point
from model.drawing.mood_curve import curve
from model.operations import set_mood
from model.records import Touchpoint
from widgets.canvas.far import mood_token
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys
from widgets.canvas.painter import path_of
from widgets.canvas.rings import halo
from widgets.canvas.tag import Tag

FINE, COARSE = 0.1, 0.5
POINT = 1.95
"""Radius of a point on the curve, mm."""
NEAR = 3
"""So many points on either side shape the curve."""


def shown_mood(mood: float) -> str:
    """A mood as figures: "+1.2", "−0.4", "0"."""
    return f"{mood:+.1f}".replace("-", "−").replace("+0.0", "0").replace("−0.0", "0")


class DragMood(Gesture):
    """Follows the hand in steps of 0.1, with Shift of 0.5; the map changes on release."""

    cursor = Qt.CursorShape.SizeVerCursor
    changes = "touchpoint"
    hints = (("Shift", "half steps"), ("Esc", "restores"))

    def __init__(self, canvas, touchpoint: str, persona: str | None) -> None:
        super().__init__(canvas)
        self.touchpoint, self.persona = touchpoint, persona
        self.mood: float | None = None

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Take hold of the point."""
        super().start(at)
        canvas = self.canvas
        record = canvas.store[self.touchpoint]
        assert isinstance(record, Touchpoint)
        self.persona = canvas.focus.persona or self.persona
        if self.persona is None:
            self.persona = next((p.id for p in canvas.journey.personas if p.id in record.mood), None)
        self._before = record.mood.get(self.persona or "")
        shown = whose_point(canvas.journey, record, canvas.scene.leads)
        stands_at = record.mood[shown.id] if shown is not None else 0.0
        self._off = at.y() - self._point(stands_at).y()
        canvas.selection.choose([self.touchpoint])

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Follow the hand."""
        super().move(at)
        if self.mood is None and not self.is_far_enough(at):
            return
        y = self.canvas.camera.to_mm(QPointF(at.x(), at.y() - self._off))[1]
        step = COARSE if keys & Keys.ShiftModifier else FINE
        self.mood = round(round(self.canvas.layout_.mood_at(y) / step) * step, 1) + 0.0
        self.tag = Tag(shown_mood(self.mood), self._whose())
        self.tag_at = self._point(self.mood) + QPointF(18, 10)

    def _whose(self) -> str:
        personas = self.canvas.journey.personas
        name = next((p.name for p in personas if p.id == self.persona), "")
        return f"   {name}" if len(personas) > 1 else ""

    def _point(self, mood: float) -> QPointF:
        layout = self.canvas.layout_
        return self.canvas.camera.to_px(layout.card(self.touchpoint).middle[0], layout.mood_y(mood))

    def _curve(self, mood: float) -> QPainterPath:
        """The persona's curve near the point as it would become, px."""
        canvas, layout = self.canvas, self.canvas.layout_
        ids, _, _ = layout.arrays()
        place = canvas.journey.number_of(self.touchpoint) - 1
        known = canvas.store.of(Touchpoint)
        about = ids[max(0, place - 12) : place + 13]
        near = [i for i in about if i == self.touchpoint or self.persona in known[i].mood]
        at = near.index(self.touchpoint)
        near = near[max(0, at - NEAR) : at + NEAR + 1]
        moods = [mood if i == self.touchpoint else known[i].mood[str(self.persona)] for i in near]
        points = [
            canvas.camera.to_px(layout.card(i).middle[0], layout.mood_y(one))
            for i, one in zip(near, moods, strict=True)
        ]
        return path_of(curve([p.x() for p in points], [p.y() for p in points]))

    def paint(self, painter: QPainter) -> None:
        """Paint the curve and the point where they would be, and the figure."""
        if self.mood is None:
            return
        canvas, at = self.canvas, self._point(self.mood)
        painter.setPen(QPen(canvas.colour("ink3"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._curve(self.mood))
        radius = max(7.0, POINT * canvas.camera.scale)
        painter.setPen(QPen(canvas.colour("paper"), 1.5))
        painter.setBrush(canvas.colour(mood_token(self.mood)))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(canvas.colour("white"))
        painter.setFont(canvas.look.font("pill"))
        box = QRect(round(at.x()) - 14, round(at.y()) - 9, 28, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(canvas.journey.number_of(self.touchpoint)))
        halo(painter, canvas.colour, at, radius + 3)
        self.paint_tag(painter)

    def area(self) -> QRegion:
        """The stretch of the mood part that the curve near the point takes."""
        if self.mood is None:
            return QRegion()
        box = self._curve(self.mood).boundingRect().adjusted(-40, -40, 40, 40)
        return super().area() + box.toAlignedRect()

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Say how it feels."""
        self.canvas.viewport().update()
        if self.mood is not None and self.mood != self._before:
            mood = self.mood
            self.canvas.do(lambda: set_mood(self.canvas.store, self.touchpoint, self.persona, mood))

    def cancel(self) -> None:
        """Leave the mood as it was."""
        self.mood = None
        self.canvas.viewport().update()
