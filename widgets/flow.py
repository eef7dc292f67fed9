"""A layout that fills lines with widgets, as text fills lines with words."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


def clear(layout: QLayout) -> None:
    """Let all widgets of a layout go."""
    while layout.count():
        placed = layout.takeAt(0)
        widget = placed.widget() if placed is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


@contextmanager
def placed_once(layout: QLayout) -> Iterator[None]:
    """Many widgets come and go in a page that is seen: all find their places once, after the last of them.

    Else Qt lays out the page and all that is around it with each widget that is shown.
    """
    was_on = layout.isEnabled()
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(was_on)
        if was_on:
            layout.invalidate()
            layout.activate()


class Flow(QLayout):
    """Widgets one after the other, beginning a new line where they do not fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._placed: list[QLayoutItem] = []
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, placed: QLayoutItem) -> None:
        """Take in what Qt hands over."""
        self._placed.append(placed)

    def count(self) -> int:
        """How many there are."""
        return len(self._placed)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """The one at a place."""
        return self._placed[index] if 0 <= index < len(self._placed) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """The one at a place, no longer ours."""
        return self._placed.pop(index) if 0 <= index < len(self._placed) else None

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one that stands at a place."""
        self.addWidget(widget)
        self._placed.insert(place, self._placed.pop())

    def clear(self) -> None:
        """Let all widgets go."""
        clear(self)

    def expandingDirections(self) -> Qt.Orientation:
        """It does not ask for more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More width means fewer lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at this width."""
        around = self.contentsMargins()
        inside = width - around.left() - around.right()
        return self._lay(QRect(0, 0, inside, 0), False) + around.top() + around.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        self._lay(rect.marginsRemoved(self.contentsMargins()), True)

    def sizeHint(self) -> QSize:
        """The least it can do with."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest widget, one line."""
        size = QSize(0, 0)
        for placed in self._placed:
            size = size.expandedTo(QSize(min(40, placed.minimumSize().width()), placed.sizeHint().height()))
        return size.grownBy(self.contentsMargins())

    def _lay(self, rect: QRect, place: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for placed in self._placed:
            widget = placed.widget()
            if widget is not None and widget.isHidden():
                continue
            size = placed.sizeHint()
            width = min(size.width(), max(rect.width(), 24))
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self.gap, 0
            if place:
                placed.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += width + self.gap
            line = max(line, size.height())
        return y + line - rect.y()
