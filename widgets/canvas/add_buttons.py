"""The buttons on the map itself: a + after the last phase and below the lanes, and where an empty map begins."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.journey import UNSORTED
from model.lenses import Lens
from model.records import Channel, Phase
from widgets.buttons import Button, IconButton
from widgets.canvas import going_on
from widgets.canvas.beginning import ROOMY, growth
from widgets.canvas.camera import LABELS
from widgets.look import Look
from widgets.words import Words

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

SIZE = 28
SMALL = 20


class Plus(IconButton):
    """A + on paper; the keyboard has an action for it, so it takes no focus."""

    def __init__(self, look: Look, tip: str, key: str, size: int, parent: QWidget) -> None:
        super().__init__(look, "plus", tip, key, size=size, icon_size=16, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.end()
        super().paintEvent(event)


class FirstSteps(QWidget):
    """What an empty map offers: a first touchpoint, or a list of them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.touchpoint = Button(look, "Add a touchpoint", "primary", parent=self)
        self.list = Button(look, "Paste a list…", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.touchpoint)
        row.addWidget(self.list)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(
            Words(look, "A list becomes touchpoints, one line each, in order.", "secondary", "ink3")
        )
        self.grow(1.0)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def grow(self, times: float) -> None:
        """Be as large as goes with hints that have grown so many times."""
        is_large = times >= ROOMY
        self.touchpoint.set_large(is_large)
        self.list.set_large(is_large)
        self.setFixedSize(*(440, 84) if is_large else (360, 70))


class AddButtons(QObject):
    """Keeps the buttons at their places while the map moves, and shows them when they are of use."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self.canvas = canvas
        port = canvas.viewport()
        self.phase = Plus(canvas.look, "Add a phase", "Ctrl+Shift+P", SIZE, port)
        self.lane = Plus(canvas.look, "Add a channel", "Ctrl+Shift+C", SMALL, port)
        self.first = FirstSteps(canvas.look, port)
        self.lane.hide()
        self._is_at_labels = False
        self._lens: Lens | None = None
        self.phase.clicked.connect(lambda: going_on.add_last(canvas, Phase))
        self.lane.clicked.connect(lambda: going_on.add_last(canvas, canvas.lens.kind))
        self.first.touchpoint.clicked.connect(canvas.add_touchpoint)
        self.first.list.clicked.connect(canvas.list_wanted)
        canvas.part_changed.connect(lambda *_: self.place())
        canvas.refreshed.connect(self.place)
        port.installEventFilter(self)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the map's window, and the hand over the lane labels."""
        kind = event.type()
        if kind == QEvent.Type.Resize:
            self.place()
        elif kind == QEvent.Type.Leave:
            self._hover(False)
        elif kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover(event.position().x() < LABELS and self.canvas.gesture is None)
        return False

    def _hover(self, is_at_labels: bool) -> None:
        if is_at_labels != self._is_at_labels:
            self._is_at_labels = is_at_labels
            self.place()

    def place(self) -> None:
        """Put each button where it belongs now."""
        self._place_phase()
        self._place_lane()
        self._place_first()

    def _place_phase(self) -> None:
        canvas, width = self.canvas, round(self.canvas.free_rect().right())
        last = next((span for span in reversed(canvas.layout_.phases) if span.id != UNSORTED), None)
        end = canvas.camera.to_px(last.end, 0).x() if last is not None else LABELS
        x = min(end + 2, width - SIZE - 2)
        canvas.margins.covered = max(0.0, end - x)
        self.phase.move(round(x), 14)
        self.phase.setVisible(x >= LABELS and end <= width + SIZE)

    def _place_lane(self) -> None:
        canvas, lanes = self.canvas, self.canvas.layout_.lanes
        y = canvas.camera.to_px(0, lanes[-1].end).y() if lanes else 0.0
        self.lane.move(LABELS - SMALL - 3, round(y) - SMALL // 2)
        if canvas.lens is not self._lens:
            self._lens, is_channel = canvas.lens, canvas.lens.kind is Channel
            self.lane.set_tip(f"Add a {canvas.lens.kind.kind}", "Ctrl+Shift+C" if is_channel else "")
        self.lane.setVisible(bool(lanes) and self._is_at_labels)

    def _place_first(self) -> None:
        canvas = self.canvas
        at: QPointF | None = canvas.beginning.below_words(canvas.layout_, canvas.camera, canvas.below)
        if at is not None:
            self.first.grow(growth(canvas.camera))
            lowest = canvas.viewport().height() - self.first.height() - 4
            self.first.move(round(at.x()) - 3, min(round(at.y()) - 3, lowest))
        self.first.setVisible(at is not None)
