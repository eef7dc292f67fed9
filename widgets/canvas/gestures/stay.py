"""Stay: what a locked map does under a hand: it can be selected, and says why it does not follow."""

from PySide6.QtCore import QPointF, Qt

from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys
from widgets.canvas.hints import hints_of_lock
from widgets.canvas.tag import Tag


class Stay(Gesture):
    """Stands for a gesture that the lock refuses; a click still does what clicks do."""

    def __init__(self, canvas, refused: Gesture, reason: str) -> None:
        super().__init__(canvas)
        self.refused, self.reason = refused, reason
        self.is_tried = False
        self.hints = hints_of_lock(canvas.lock)

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Select as the gesture would."""
        super().start(at, keys)
        self.refused.start(at, keys)

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Say why nothing follows the hand."""
        super().move(at, keys)
        self.is_tried = self.is_tried or self.is_far_enough(at)
        if self.is_tried:
            self.cursor = Qt.CursorShape.ForbiddenCursor
            self.tag, self.tag_at = Tag("", self.reason), at + QPointF(14, -12)

    def paint(self, painter) -> None:
        """Paint the note."""
        self.paint_tag(painter)

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Say it once more, or let a click be a click."""
        self.canvas.viewport().update()
        if self.is_tried:
            self.canvas.said.emit(self.reason)
        else:
            self.refused.finish(at, keys)

    def cancel(self) -> None:
        """Take the note away."""
        self.canvas.viewport().update()
