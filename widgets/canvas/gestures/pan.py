"""Pan: drag with the middle button, or with Space held, moves the map under the hand."""

from PySide6.QtCore import QPointF, Qt

from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys


class Pan(Gesture):
    """Moves the view; nothing in the map changes."""

    cursor = Qt.CursorShape.ClosedHandCursor
    hints = ()

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Take hold of the map."""
        super().start(at)
        camera = self.canvas.camera
        self._held = camera.x, camera.y

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Move the map by what the hand moved."""
        self.canvas.scroll_by(at.x() - self.at.x(), at.y() - self.at.y())
        super().move(at)

    def follow_map(self, keys: Keys = NO_KEYS) -> None:
        """It is the hand that moves the map."""

    def cancel(self) -> None:
        """Go back to where it began."""
        camera = self.canvas.camera
        self.canvas.scroll_by(camera.x - self._held[0], camera.y - self._held[1])
