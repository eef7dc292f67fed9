"""The sheet of shortcuts: every key and what it does, by menu, narrowed down by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS, SUBMENUS
from app.prompts import Sheet
from model.search import folded
from widgets.look import Look
from widgets.menu import shown_key
from widgets.typed import paint_key
from widgets.words import Words

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

BY_HAND = (
    ("Pan", ("Wheel", "Space-drag")),
    ("Zoom at the pointer", ("Ctrl+wheel",)),
    ("Walk the journey", ("Tab", "Shift+Tab")),
    ("Connected next touchpoint while typing", ("Tab",)),
    ("Add to the selection", ("Shift+click",)),
    ("Let the selected handover hold, be weak or fail", ("Click its mark", "Space")),
    ("Copy what is dragged", ("Alt",)),
    ("Reorder phases and lanes", ("Drag the title",)),
    ("Next touchpoint in the next phase while typing", ("Ctrl+Enter",)),
    ("Next touchpoint in that lane while typing", ("Alt+1–9",)),
    ("Move the card a lane up or down while typing", ("Ctrl+↑", "Ctrl+↓")),
    ("Put back what is being dragged or typed", ("Esc",)),
)
"""What hands can do that stands in no menu."""
KEYS = Qt.ItemDataRole.UserRole
HEADING = Qt.ItemDataRole.UserRole + 1
HANDS = "By hand"


class Rows(QStyledItemDelegate):
    """A row: what is done on the left, its keys on the right; headings between."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """30 px high, a heading more."""
        return QSize(200, 40 if index.data(HEADING) else 30)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 10 if index.data(HEADING) else 0, -14, 0)
        painter.setFont(self.look.font("strong" if index.data(HEADING) else "text"))
        painter.setPen(self.look.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        right = box.right()
        for key in reversed(index.data(KEYS) or ()):
            right = paint_key(painter, self.look, right, box.center().y(), key, "ink") - 6
        painter.restore()


class Shortcuts(Sheet):
    """All keys in a list that typing narrows down; it only tells."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window, look)
        self.setWindowTitle("Shortcuts")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Search the shortcuts")
        self.field.setAccessibleName("Search the shortcuts")
        self.field.textChanged.connect(self._show_matching)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Shortcuts")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { border: none; }")
        self.list.setItemDelegate(Rows(look, self.list))
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
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
        groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {HANDS: list(BY_HAND)}
        for action in ACTIONS:
            if action.keys:
                inner = SUBMENUS.get(action.menu, "").replace("&", "")
                words = action.title.rstrip("…").split("  ")[-1]
                keys = tuple(dict.fromkeys(shown_key(key) for key in action.keys))
                group = MENUS[action.menu.partition("/")[0]].replace("&", "")
                groups.setdefault(group, []).append((f"{inner}: {words}" if inner else words, keys))
        for group, rows in groups.items():
            heading = QListWidgetItem(group, self.list)
            heading.setData(HEADING, True)
            for words, keys in rows:
                row = QListWidgetItem(words, self.list)
                row.setData(KEYS, keys)
                row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {' or '.join(keys)}")

    def shown(self) -> list[str]:
        """What is in the list now, without the headings."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        return [row.text() for row in rows if not row.isHidden() and not row.data(HEADING)]

    def _show_matching(self, text: str) -> None:
        wanted, heading = folded(text).split(), None
        for place in range(self.list.count()):
            row = self.list.item(place)
            if row.data(HEADING):
                heading = row
                row.setHidden(True)
                continue
            words = folded(f"{row.text()} {' '.join(row.data(KEYS))}")
            row.setHidden(not all(word in words for word in wanted))
            if heading is not None and not row.isHidden():
                heading.setHidden(False)
        found = bool(self.shown())
        self.none.say("" if found else f"Nothing called “{text}”.")
        self.none.setVisible(not found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages scroll the list while the field keeps the focus."""
        bar = self.list.verticalScrollBar()
        steps = {Qt.Key.Key_Up: -30, Qt.Key.Key_Down: 30}
        steps |= {Qt.Key.Key_PageUp: -bar.pageStep(), Qt.Key.Key_PageDown: bar.pageStep()}
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
