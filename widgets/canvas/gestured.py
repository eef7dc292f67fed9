"""The part of the canvas in which one gesture at a time is on: what begins it, follows it, ends it or refuses it."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QWidget

from model.journey import Journey
from model.lock import Lock
from model.store import Store
from widgets.canvas.edge_scroll import EdgeScroll
from widgets.canvas.gestures.drop_from_palette import DropFromPalette, dragged
from widgets.canvas.gestures.gesture import Gesture
from widgets.canvas.gestures.stay import Stay
from widgets.canvas.pointing import PointedView
from widgets.canvas.settling import Settling
from widgets.look import Look
from widgets.selection import Selection

KEYS_OF_GESTURES = {
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
}
"""Keys that change what a gesture is about to do."""


class GesturedView(PointedView):
    """A pointed view that a hand can take hold of, unless the lock is on."""

    space_pressed = Signal()
    """Space was pressed and let go, and moved nothing meanwhile."""
    left = Signal()
    """Esc was pressed where there is nothing left to leave here."""
    selection: Selection
    held_with = Qt.MouseButton.LeftButton
    """The button that holds what a hand does now, if no finger does; the others mean nothing meanwhile."""

    def __init__(self, store: Store, journey: Journey, look: Look, parent: QWidget | None = None) -> None:
        self.gesture: Gesture | None = None
        self._space_is_used = False
        """Whether the map was moved while Space was held."""
        self.lock = Lock()
        """What hands may not change now."""
        self.settling: Settling | None = None
        super().__init__(store, journey, look, parent)
        self.edges = EdgeScroll(self)

    def _tell_hints(self) -> None:
        """Say what can be done now."""

    def _show_cursor(self, at: QPointF) -> None:
        """Show what the hand would do here, or is doing."""
        if self.gesture is None:
            self.viewport().setCursor(self.cursor_at(at))
            return
        self.viewport().setCursor(self.gesture.cursor or Qt.CursorShape.ArrowCursor)

    def take_up(self, gesture: Gesture, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Start a gesture; one that is on is left. One that the lock refuses only says so."""
        self.cancel_gesture()
        self._stop_glide()
        self.end_settling()
        self._space_is_used = True
        self.held_with = Qt.MouseButton.LeftButton
        reason = self.lock.why_not(gesture.changes) if gesture.changes else None
        self.gesture = gesture = Stay(self, gesture, reason) if reason else gesture
        self.edges.keys = keys
        gesture.start(at, keys)
        self._show_cursor(at)
        self._tell_hints()

    def _follow_camera(self) -> None:
        """Let what is in the hand be over another place of the map."""
        if self.gesture is not None:
            self.gesture.follow_map(self.edges.keys)
            self.viewport().update()

    def end_settling(self) -> None:
        """Let a card that glides into its place be there."""
        if self.settling is not None:
            self.settling.stop()

    def cancel_gesture(self) -> None:
        """Put back what a gesture has shown, and say again what can be done now."""
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.cancel()
            self.viewport().update()
            self._show_cursor(gesture.at)
        self._tell_hints()

    def put_back(self) -> None:
        """Leave the gesture that is on; what was in the hand stays selected."""
        held = self.selection.ids
        self.cancel_gesture()
        self.selection.choose(held)

    def is_of_another_button(self, button: Qt.MouseButton) -> bool:
        """Whether a gesture is on that another button holds."""
        return self.gesture is not None and button != self.held_with

    def leave_what_nothing_holds(self, buttons: Qt.MouseButton) -> None:
        """Leave a gesture whose button was let go where nobody heard it: over a menu or another window."""
        is_of_button = self.held_with != Qt.MouseButton.NoButton
        if self.gesture is not None and is_of_button and not buttons & self.held_with:
            self.cancel_gesture()

    # -- from the palette

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Something comes in from the palette."""
        what = dragged(event.mimeData())
        if what is None:
            event.ignore()
            return
        self.take_up(DropFromPalette(self, what), event.position(), event.modifiers())
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land, or say why a locked map does not take it."""
        if not isinstance(self.gesture, DropFromPalette | Stay):
            event.ignore()
            return
        area = self.gesture.area()
        self.gesture.move(event.position(), event.modifiers())
        self.viewport().update(area.united(self.gesture.area()))
        if isinstance(self.gesture, DropFromPalette) and self.gesture.can_drop:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again, or Esc was pressed."""
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let it land where it was shown."""
        if not isinstance(self.gesture, DropFromPalette):
            event.ignore()
            return
        gesture, self.gesture = self.gesture, None
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        gesture.finish(event.position(), event.modifiers())
        self._tell_hints()

    # -- keys that are held, and Esc

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a gesture, what is lit, the selection, then the focus; Space held moves the map."""
        if event.key() == Qt.Key.Key_Escape:
            if self.gesture is not None:
                self.cancel_gesture()
            elif self.lit is not None:
                self.light(None)
            elif self.selection.ids:
                self.selection.clear()
            elif self.focus:
                self.look_at()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.is_space_down, self._space_is_used = True, False
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self.gesture is not None and Qt.Key(event.key()) in KEYS_OF_GESTURES:
            self.gesture.move(self.gesture.at, event.modifiers() | KEYS_OF_GESTURES[Qt.Key(event.key())])
            self.viewport().update()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            was_down, self.is_space_down = self.is_space_down, False
            self.viewport().unsetCursor()
            if was_down and not self._space_is_used:
                self.space_pressed.emit()
        elif self.gesture is not None and Qt.Key(event.key()) in KEYS_OF_GESTURES:
            self.gesture.move(self.gesture.at, event.modifiers() & ~KEYS_OF_GESTURES[Qt.Key(event.key())])
            self.viewport().update()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is let go elsewhere is not heard here."""
        self.is_space_down = False
        super().focusOutEvent(event)
        self.viewport().update()
