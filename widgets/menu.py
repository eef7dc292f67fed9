"""A menu as it is drawn here: keys at its right edge, in quiet ink, and a tick at whatever is switched on."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyleOptionMenuItem, QWidget

from widgets.look import Look

SIGNS = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
EDGE = 12
"""From the end of a key to the end of its line, px."""


@cache
def shown_key(key: str) -> str:
    """A key as people of this system read it."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for name, sign in SIGNS.items():
        shown = shown.replace(name, sign)
    return shown


class Menu(QMenu):
    """A menu that paints its keys itself; Qt's style would begin them all at the same place."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def submenu(self, words: str) -> "Menu":
        """A menu inside this one."""
        menu = Menu(self.look, self)
        menu.setTitle(words)
        self.addMenu(menu)
        return menu

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Leave the keys to `paintEvent`, and the place before a switch to its tick."""
        super().initStyleOption(option, action)
        option.text = option.text.partition("\t")[0]
        if action.isCheckable():
            option.icon = QIcon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys over what the style paints."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self.look.font("secondary"))
        for action in self.actions():
            if action.isVisible() and not action.shortcut().isEmpty():
                painter.setPen(self.look.colour("ink3" if action.isEnabled() else "rule2"))
                place = QRectF(self.actionGeometry(action)).adjusted(EDGE, 0, -EDGE, 0)
                key = shown_key(action.shortcut().toString(QKeySequence.SequenceFormat.PortableText))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, key)
        painter.end()
