"""The panels at the sides: a sheet beside the canvas, as wide as a person dragged it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.look import Look
from widgets.spoken import speak_as

EDGE = 6
"""How far from the panel's inner edge a hand can still take it, px."""
KEY_STEP = 16


class Edge(QWidget):
    """The inner edge of a panel: drag it, or use the arrow keys."""

    moved = Signal(int)
    """How far it was moved to the left since the last time, px."""
    let_go = Signal()

    def __init__(self, look: Look, name: str, is_left: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.token, self.is_left = look, "rule", is_left
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Splitter)
        look.changed.connect(self.update)
        self._from: float | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the edge."""
        self._from = event.globalPosition().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the edge."""
        if self._from is not None:
            now = event.globalPosition().x()
            self.moved.emit(round(self._from - now))
            self._from = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the edge where it is."""
        self._from = None
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the edge."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(KEY_STEP if event.key() == Qt.Key.Key_Left else -KEY_STEP)
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys move it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not any more."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line between panel and canvas."""
        painter = QPainter(self)
        thick, token = (self.look.ring, "ink") if self.hasFocus() else (1, self.token)
        x = 0 if self.is_left else self.width() - thick
        painter.fillRect(x, 0, thick, self.height(), self.look.colour(token))
        painter.end()


class Panel(QWidget):
    """A sheet of paper beside the canvas, or over it where the window is narrow."""

    width_changed = Signal(int)
    """The width a person wants, while it is being dragged."""
    settled = Signal()

    def __init__(
        self,
        look: Look,
        width: int,
        inside: QWidget,
        bounds: tuple[int, int],
        name: str,
        is_left: bool = False,
    ) -> None:
        super().__init__()
        self.look, self.wanted, self.bounds, self.is_left = look, width, bounds, is_left
        self.least = 0
        """What is shown in it needs this width, whatever a person dragged it to, px."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside)
        self.edge = Edge(look, f"Width of the {name}", not is_left, self)
        self.edge.moved.connect(self._widen)
        self.edge.let_go.connect(self.settled)

    def lie_over(self, is_over: bool) -> None:
        """Show whether it lies over the canvas or beside it."""
        self.edge.token = "rule2" if is_over else "rule"
        self.edge.update()

    def _widen(self, by: int) -> None:
        least, most = self.bounds
        self.wanted = min(most, max(least, self.wanted + (-by if self.is_left else by)))
        self.width_changed.emit(self.wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the edge at the edge."""
        self.edge.setGeometry(self.width() - EDGE if self.is_left else 0, 0, EDGE, self.height())
        self.edge.raise_()
