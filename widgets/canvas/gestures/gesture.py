"""A gesture previews while the hand moves, changes the map on release, and Esc puts all back."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion

from widgets.canvas.tag import Tag, box_of, paint_tag

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

Keys = Qt.KeyboardModifier
Hints = tuple[tuple[str, str], ...]
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Gesture:
    """One thing a hand does, from press to release; it changes nothing before its finish."""

    cursor: Qt.CursorShape | None = None
    hints: Hints = (("Esc", "puts it back"),)
    changes: str | None = None
    """The kind of record that its finish changes; the lock may refuse that."""
    scrolls: Literal["", "across", "down", "both"] = ""
    """Which way the map moves while the hand is near an edge."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas
        self.pressed = QPointF()
        self._took_hold = 0.0, 0.0
        """Where the hand took hold, mm of the drawing."""
        self.at = QPointF()
        self.tag: Tag | None = None
        self.tag_at = QPointF()

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """The button goes down."""
        self.pressed = self.at = QPointF(at)
        self._took_hold = self.canvas.camera.to_mm(at)

    def follow_map(self, keys: Keys = NO_KEYS) -> None:
        """The map has moved or zoomed under the hand: what was pressed has moved along, in a drag."""
        if not self.is_under_way:
            self._took_hold = self.canvas.camera.to_mm(self.pressed)
            return
        self.pressed = self.canvas.camera.to_px(*self._took_hold)
        self.move(self.at, keys)

    def move(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """The hand moves."""
        self.at = QPointF(at)

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """The button comes up: do it."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    @property
    def is_under_way(self) -> bool:
        """Whether the hand has moved far enough for the map to follow it over an edge."""
        return self.is_far_enough(self.at)

    def is_far_enough(self, at: QPointF) -> bool:
        """Whether the hand has moved far enough to mean it."""
        return (at - self.pressed).manhattanLength() >= 4

    def paint(self, painter: QPainter) -> None:
        """Paint the preview over the map, px of the viewport."""

    def paint_on_top(self, painter: QPainter) -> None:
        """Paint what lies over header and labels too, px of the viewport."""

    def area(self) -> QRegion:
        """What the preview covers, px of the viewport."""
        return QRegion(self.tag_box().toAlignedRect().adjusted(-1, -1, 1, 1)) if self.tag else QRegion()

    def tag_box(self) -> QRectF:
        """Where the note stands."""
        if self.tag is None:
            return QRectF()
        return box_of(self.canvas.look, self.tag, self.tag_at, self.canvas.map_rect())

    def paint_tag(self, painter: QPainter) -> None:
        """Paint the note, if something is to be said."""
        if self.tag is not None:
            paint_tag(painter, self.canvas.look, self.tag, self.tag_box())
