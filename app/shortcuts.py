"""The sheet of shortcuts: every action with a key or without, found by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, Action
from app.menus import shown_key
from app.prompts import Sheet
from widgets.look import Look
from widgets.words import Words

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

BY_HAND = (
    ("Pan", "Wheel, Space-drag"),
    ("Zoom at the pointer", "Ctrl+wheel"),
    ("Walk the journey", "Alt+arrows, Tab"),
    ("Connected next touchpoint while typing", "Tab"),
    ("Add to the selection", "Shift+click"),
    ("Put back what is being dragged or typed", "Esc"),
)
"""What hands can do that stands in no menu."""
KEYS = Qt.ItemDataRole.UserRole


class Rows(QStyledItemDelegate):
    """A row: what it does on the left, its keys on the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """32 px high."""
        return QSize(200, 32)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("wash2"))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(8, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.look.font("text"))
        painter.setPen(self.look.colour("ink"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.setFont(self.look.font("secondary"))
        painter.setPen(self.look.colour("ink2"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, str(index.data(KEYS) or ""))
        painter.restore()


class Shortcuts(Sheet):
    """All actions in a list that typing narrows down; Enter does the chosen one."""

    def __init__(self, window: QWidget, look: Look, possible: set[str]) -> None:
        super().__init__(window, look)
        self.setWindowTitle("Shortcuts")
        self.chosen: Action | None = None
        self._possible = possible
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Search all actions")
        self.field.setAccessibleName("Search all actions")
        self.field.textChanged.connect(self._show_matching)
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { border: none; }")
        self.list.setItemDelegate(Rows(look, self.list))
        self.list.itemActivated.connect(self._do)
        self.none = Words(look, "", "secondary", "ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(Words(look, "Shortcuts", "dialog_title"))
        column.addWidget(self.field)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self.resize(560, 640)
        self._fill()
        self._show_matching("")

    def _fill(self) -> None:
        for action in ACTIONS:
            row = QListWidgetItem(action.title.rstrip("…"), self.list)
            row.setData(KEYS, "  or  ".join(dict.fromkeys(shown_key(key) for key in action.keys)))
            row.setData(Qt.ItemDataRole.UserRole + 1, action.name)
        for what, keys in BY_HAND:
            row = QListWidgetItem(what, self.list)
            row.setData(KEYS, keys)

    def shown(self) -> list[str]:
        """What is in the list now."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        return [row.text() for row in rows if not row.isHidden()]

    def _show_matching(self, text: str) -> None:
        wanted = text.lower().split()
        first = None
        for place in range(self.list.count()):
            row = self.list.item(place)
            words = f"{row.text()} {row.data(KEYS)}".lower()
            row.setHidden(not all(word in words for word in wanted))
            if first is None and not row.isHidden():
                first = row
        if first is not None:
            self.list.setCurrentItem(first)
        self.none.say("" if first is not None else f"Nothing called “{text}”.")
        self.none.setVisible(first is None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list while the field keeps the focus; Enter does what is chosen."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.list.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _do(self, row: QListWidgetItem | None) -> None:
        name = row.data(Qt.ItemDataRole.UserRole + 1) if row is not None and not row.isHidden() else None
        if name in self._possible:
            self.chosen = next(action for action in ACTIONS if action.name == name)
            self.accept()
