"""The rows of the list of gaps under mouse and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from widgets.focus import BY_KEYBOARD
from widgets.gaps.rows import Index, RowLook
from widgets.look import Look
from widgets.scroll import SlimBar


class GapView(QListView):
    """The rows by keyboard: Enter opens, Esc leaves."""

    left = Signal()
    ticked = Signal()
    """Space was pressed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look_of_rows = RowLook(look, self)
        self.setItemDelegate(self.look_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { border: none; border-radius: 0; background: transparent; }")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Gaps")
        self.bar = SlimBar(look, Qt.Orientation.Vertical, self)
        self.bar.follow(self.verticalScrollBar())

        self.pressed_at = QPoint()
        """Where the last click was."""

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Rows that say something else are as high as before, so that none has to be placed anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the click is."""
        self.pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring the row for those who came by keyboard."""
        super().focusInEvent(event)
        self.look_of_rows.is_ringed = event.reason() in BY_KEYBOARD
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount() > 1:
            self.setCurrentIndex(self.model().index(1, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.look_of_rows.is_ringed = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is chosen, Esc goes back to the map."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit()
        else:
            self.look_of_rows.is_ringed = True
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Keep the bar at the right edge."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.bar.setGeometry(self.width() - 10, 0, 10, self.height())
