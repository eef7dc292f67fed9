"""Fingers on the canvas: one drags a card or the map, two pan and zoom, a long press opens the menu.

What a finger does goes the way of the mouse; only what it aims at is found generously, since it covers 44 px.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QContextMenuEvent, QEventPoint, QMouseEvent, Qt, QTouchEvent
from PySide6.QtWidgets import QApplication

from model.drawing.marks import Box
from widgets.canvas.gestures.choose import gesture_at
from widgets.canvas.gestures.cycle_quality import CycleQuality
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture
from widgets.canvas.gestures.move_cards import MoveCards
from widgets.canvas.gestures.pan import Pan
from widgets.canvas.gestures.select_cards import SelectCards
from widgets.canvas.rings import ports_of

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

REACH = 22
"""Half a finger: what is no further from its middle can be meant, px."""
SLOP = 10
"""A finger that rests moves so far, px."""
LONG = 500
"""A finger that rests so long asks for the menu, ms."""
AGAIN = 350
"""Two taps within so long open what is there, ms."""
TOUCHES = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def is_made_of_touch(event: QEvent) -> bool:
    """Whether a mouse event was only made from a touch that we have heard ourselves."""
    return isinstance(event, QMouseEvent) and event.source() != Qt.MouseEventSource.MouseEventNotSynthesized


class Touch(QObject):
    """The fingers that are down on one canvas, and what they are doing."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self._down: dict[int, QPointF] = {}
        self._pressed = QPointF()
        self._is_waiting = False
        """One finger is down and has not said yet what it wants."""
        self._pinch: tuple[tuple[float, float], float, float] | None = None
        """With two fingers: the place in the drawing between them, how far apart they were, and the zoom then."""
        self._long = QTimer(self, singleShot=True, interval=LONG)
        self._long.timeout.connect(self._ask_for_menu)
        self._soon = QTimer(self, singleShot=True, interval=AGAIN)
        self._tapped = QPointF()

    def take(self, event: QEvent) -> bool:
        """Do what a touch means; True for everything that is ours, mouse events made of touches too."""
        if is_made_of_touch(event):
            return True
        if event.type() not in TOUCHES or not isinstance(event, QTouchEvent):
            return False
        if event.type() == QEvent.Type.TouchCancel:
            self._let_go_of_all()
        else:
            self._follow(event.points())
        event.accept()
        return True

    def _follow(self, points: list[QEventPoint]) -> None:
        released = QEventPoint.State.Released
        before = len(self._down)
        last = points[0].position() if points else QPointF()
        self._down = {point.id(): point.position() for point in points if point.state() != released}
        now = list(self._down.values())
        if len(now) == 1 and before == 0:
            self._begin(now[0])
        elif len(now) >= 2:
            self._follow_two(now[0], now[1], is_new=before < 2)
        elif len(now) == 1 and self._pinch is None:
            self._move(now[0])
        elif not now:
            self._end(last)

    # -- one finger

    def _begin(self, at: QPointF) -> None:
        canvas = self.canvas
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if canvas.editing is not None:
            canvas.editing.finish()
        self._pressed, self._is_waiting, self._pinch = at, True, None
        self._long.start()

    def _move(self, at: QPointF) -> None:
        if self._is_waiting and (at - self._pressed).manhattanLength() > SLOP:
            self._is_waiting = False
            self._long.stop()
            start = self._aim(self._pressed, ("point",), with_ports=True)
            self.canvas.take_up(self._dragging(start), start, NO_KEYS)
            self.canvas.held_with = NO_BUTTON
        if self.canvas.gesture is not None:
            self.canvas.gesture.move(at, NO_KEYS)
            self.canvas.viewport().update()

    def _dragging(self, at: QPointF) -> Gesture:
        """What a finger drags from a point: what the mouse would, but the map where that would select."""
        canvas = self.canvas
        gesture = gesture_at(canvas, at, LEFT, NO_KEYS, False)
        if isinstance(gesture, CycleQuality):
            under = canvas.touchpoint_under(at)
            return MoveCards(canvas, under) if under is not None else Pan(canvas)
        return Pan(canvas) if gesture is None or isinstance(gesture, SelectCards) else gesture

    def _end(self, at: QPointF) -> None:
        self._long.stop()
        was_waiting, self._is_waiting, self._pinch = self._is_waiting, False, None
        if was_waiting:
            self._tap(self._pressed)
        elif self.canvas.gesture is not None:
            self.canvas.held_with = LEFT
            self.canvas.mouseReleaseEvent(self._mouse(QEvent.Type.MouseButtonRelease, at))

    def _tap(self, at: QPointF) -> None:
        is_second = self._soon.isActive() and (at - self._tapped).manhattanLength() < 2 * REACH
        self._soon.stop() if is_second else self._soon.start()
        self._tapped = at
        aim = self._aim(at, ("mark", "point"), with_ports=False)
        if is_second and aim == at:
            self.canvas.mouseDoubleClickEvent(self._mouse(QEvent.Type.MouseButtonDblClick, at))
            return
        self.canvas.mousePressEvent(self._mouse(QEvent.Type.MouseButtonPress, aim))
        self.canvas.mouseReleaseEvent(self._mouse(QEvent.Type.MouseButtonRelease, aim))
        self.canvas.hovered = None

    def _ask_for_menu(self) -> None:
        """The finger rests: open the menu of what is under it."""
        if not self._is_waiting:
            return
        self._is_waiting = False
        port, at = self.canvas.viewport(), self._pressed.toPoint()
        asking = QContextMenuEvent(QContextMenuEvent.Reason.Other, at, port.mapToGlobal(at))
        QApplication.sendEvent(port, asking)

    def _let_go_of_all(self) -> None:
        self._long.stop()
        self._down, self._is_waiting, self._pinch = {}, False, None
        self.canvas.cancel_gesture()

    # -- two fingers

    def _follow_two(self, one: QPointF, other: QPointF, is_new: bool) -> None:
        middle, apart = (one + other) / 2, max(1.0, _length(other - one))
        if is_new or self._pinch is None:
            self._long.stop()
            self._is_waiting = False
            self.canvas.cancel_gesture()
            self._pinch = self.canvas.camera.to_mm(middle), apart, self.canvas.camera.zoom
            return
        place, before, zoom = self._pinch
        self.canvas.hold_place(place, middle, zoom * apart / before)

    # -- aiming

    def _aim(self, at: QPointF, kinds: tuple[str, ...], with_ports: bool) -> QPointF:
        """The middle of the nearest small thing that a finger at this point may mean, else the point itself."""
        canvas = self.canvas
        if not canvas.map_rect().contains(at):
            return at
        found = list(self._ports()) if with_ports else []
        if not canvas.frame.is_far(canvas.camera):
            (x, y), reach = canvas.camera.to_mm(at), REACH / canvas.camera.scale
            for figure in canvas.figures_in(Box(x - reach, y - reach, 2 * reach, 2 * reach)):
                if figure.key.partition(":")[0] in kinds:
                    found.append(canvas.camera.to_px(figure.x, figure.y))
        near = [(_length(one - at), number) for number, one in enumerate(found)]
        nearest = min(near, default=(REACH + 1.0, 0))
        return found[nearest[1]] if nearest[0] <= REACH else at

    def _ports(self) -> list[QPointF]:
        card = self.canvas.card_rect(self.canvas.chosen) if self.canvas.chosen else None
        return list(ports_of(card).values()) if card is not None else []

    def _mouse(self, kind: QEvent.Type, at: QPointF) -> QMouseEvent:
        everywhere = QPointF(self.canvas.viewport().mapToGlobal(at.toPoint()))
        held = NO_BUTTON if kind == QEvent.Type.MouseButtonRelease else LEFT
        return QMouseEvent(kind, at, everywhere, LEFT, held, NO_KEYS)


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
