"""Scrolling while a hand drags something near the edge of the map: the nearer, the faster."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QMouseEvent

if TYPE_CHECKING:
    from widgets.canvas.gestured import GesturedView

NEAR = 36
"""From the edge inwards, px."""
FASTEST = 22
"""At the edge and beyond it, px a step."""
MOVES = (QEvent.Type.MouseMove, QEvent.Type.DragMove)
STEP = 16
"""Between two steps, ms."""


def pull(at: float, low: float, high: float) -> int:
    """How many px the map moves a step for a place between two edges: 0 in the middle, positive at the low edge."""
    if high - low < 3 * NEAR:
        return 0
    before, after = low + NEAR - at, at - (high - NEAR)
    share = min(1.0, max(before, after, 0.0) / NEAR)
    speed = round(FASTEST * share * share) or (1 if share > 0 else 0)
    return speed if before > 0 else -speed


class EdgeScroll(QObject):
    """Watches the viewport, and moves the map while a gesture that wants it stays near an edge."""

    def __init__(self, canvas: "GesturedView") -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.at, self.keys = QPointF(), Qt.KeyboardModifier.NoModifier
        self.timer = QTimer(self, interval=STEP)
        self.timer.timeout.connect(self.step)
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where the hand is; begin near an edge."""
        if isinstance(event, QMouseEvent | QDragMoveEvent) and event.type() in MOVES:
            self._follow(event.position(), event.modifiers())
        return False

    def _follow(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        self.at, self.keys = QPointF(at), keys
        gesture = self.canvas.gesture
        if gesture is not None and self.speed() != (0, 0):
            if not self.timer.isActive():
                self.timer.start()
        else:
            self.timer.stop()

    def speed(self) -> tuple[int, int]:
        """How far the map moves now in each step, px."""
        area = self.canvas.map_rect()
        way = self.canvas.gesture.scrolls if self.canvas.gesture is not None else ""
        dx = pull(self.at.x(), area.left(), area.right()) if way in ("across", "both") else 0
        return dx, pull(self.at.y(), area.top(), area.bottom()) if way in ("down", "both") else 0

    def step(self) -> None:
        """Move the map a little; the gesture follows it."""
        gesture, (dx, dy) = self.canvas.gesture, self.speed()
        if gesture is None or (dx, dy) == (0, 0) or not gesture.is_under_way:
            self.timer.stop()
            return
        self.canvas.scroll_by(dx, dy)
