"""Sheets of paper on one another with a row of tabs above them; another sheet may lie over them all for a while."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from widgets.buttons import IconButton
from widgets.focus import Pressable
from widgets.look import Look
from widgets.spoken import speak_as

HEIGHT, PAD, APART = 42, 16, 12
ORDER = ("details", "gaps", "numbers", "history")
"""The sheets from left to right, whichever is made first; others stand at the end."""


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


class Tab(Pressable):
    """One word of the row: in ink with a line below it while its sheet is shown."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.text_ = text
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFixedHeight(HEIGHT)
        speak_as(self, QAccessible.Role.PageTab)

    def sizeHint(self) -> QSize:
        """As wide as its word is when it is chosen."""
        width = QFontMetricsF(self.look.font("strong")).horizontalAdvance(self.text_)
        return QSize(round(width) + 2 * APART // 2 + 1, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A tab never cuts its word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word, and the line of the one that is chosen."""
        look, painter = self.look, QPainter(self)
        is_chosen = self.isChecked()
        painter.setFont(look.font("strong" if is_chosen else "button"))
        painter.setPen(look.colour("ink" if is_chosen or self.hovered else "ink3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text_)
        if is_chosen:
            inside = APART // 2
            painter.fillRect(inside, HEIGHT - 2, self.width() - 2 * inside, 2, look.colour("ink"))
        self.paint_focus(painter)
        painter.end()


class TabRow(QWidget):
    """The tabs side by side, with a way to fold the panel away at the right end."""

    chosen = Signal(str)
    folded = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.tabs: dict[str, Tab] = {}
        self._group = QButtonGroup(self)
        self.fold = IconButton(look, "panel-right", "Close the panel", "Ctrl+.", 28, 16, parent=self)
        self.fold.clicked.connect(self.folded)
        self.setFixedHeight(HEIGHT + 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(PAD - APART // 2, 0, PAD - 6, 1)
        self._row.setSpacing(APART // 2)
        self._row.addStretch(1)
        self._row.addWidget(self.fold)
        speak_as(self, QAccessible.Role.PageTabList)
        look.changed.connect(self.update)

    def add(self, name: str, text: str) -> None:
        """One tab more, in its place."""
        tab = Tab(self.look, text, self)
        tab.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(tab)
        self.tabs = dict(sorted([*self.tabs.items(), (name, tab)], key=lambda one: _place(one[0])))
        self._row.insertWidget(list(self.tabs).index(name), tab)
        tab.setChecked(len(self.tabs) == 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from tab to tab."""
        names = list(self.tabs)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, name in enumerate(names) if self.tabs[name].hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        name = names[(here + step) % len(names)]
        self.tabs[name].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, and the line below the row."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(0, HEIGHT, self.width(), 1), self.look.colour("rule"))
        painter.end()


class Sheets(QWidget):
    """The sheets of the panel by name; `changed` tells which is seen, or nothing while one lies over them."""

    changed = Signal(str)
    folded = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: dict[str, QWidget] = {}
        self.over: QWidget | None = None
        """The sheet that lies over the others, without a tab."""
        self.row, self._stack = TabRow(look, self), QStackedWidget(self)
        self.row.chosen.connect(self.show_sheet)
        self.row.folded.connect(self.folded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self._stack, 1)

    def add(self, name: str, text: str, page: QWidget) -> None:
        """Put one sheet more below the others, with its tab in its place in the row."""
        self.pages[name] = page
        self._stack.addWidget(page)
        self.row.add(name, text)

    @property
    def now(self) -> str:
        """The name of the sheet that is seen; empty while another lies over all."""
        here = self._stack.currentWidget()
        return next((name for name, page in self.pages.items() if page is here), "")

    def show_sheet(self, name: str) -> None:
        """Bring a sheet to the top, and take away what lies over it."""
        self.row.tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self.pages[name])
        self._take_away()
        self.row.show()
        self.changed.emit(name)

    def lay_over(self, page: QWidget) -> None:
        """Let a sheet lie over the others, without tabs, until one of them is shown or it is lifted."""
        if page is self.over:
            return
        old, self.over = self.over, page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.row.hide()
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
        self.changed.emit("")

    def lift(self) -> None:
        """Take away what lies over the others."""
        if self.over is not None:
            chosen = next(name for name, tab in self.row.tabs.items() if tab.isChecked())
            self.show_sheet(chosen)

    def _take_away(self) -> None:
        if self.over is not None:
            old, self.over = self.over, None
            self._stack.removeWidget(old)
            old.hide()
