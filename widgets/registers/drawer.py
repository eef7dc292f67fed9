"""The drawer below the map: a row of tabs, a page for each register, and an edge to drag."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from widgets.look import Look
from widgets.registers.columns import Ledger
from widgets.registers.kinds import REGISTERS
from widgets.registers.page import Page
from widgets.sheets import TabRow
from widgets.spoken import speak_as

LOWEST, HIGHEST, KEY_STEP = 200, 520, 16
EDGE = 6
LEAST_MAP = 170
"""So much of the map stays in sight above the drawer, px."""


class TopEdge(QWidget):
    """The upper edge of the drawer: drag it, or use the arrow keys."""

    moved = Signal(int)
    """How far it was moved upwards since the last time, px."""
    let_go = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.setCursor(Qt.CursorShape.SplitVCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Height of the registers")
        speak_as(self, QAccessible.Role.Splitter)
        look.changed.connect(self.update)
        self._from: float | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the edge."""
        self._from = event.globalPosition().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the edge."""
        if self._from is not None:
            now = event.globalPosition().y()
            self.moved.emit(round(self._from - now))
            self._from = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the edge where it is."""
        self._from = None
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the edge."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(KEY_STEP if event.key() == Qt.Key.Key_Up else -KEY_STEP)
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
        """Paint the line between map and drawer."""
        painter = QPainter(self)
        thick, token = (self.look.ring, "ink") if self.hasFocus() else (1, "rule")
        painter.fillRect(0, 0, self.width(), thick, self.look.colour(token))
        painter.end()


class Drawer(QWidget):
    """The registers in place of the gap strip; each page is made when it is first seen."""

    chosen = Signal(object)
    """The ids of the records that were chosen here."""
    wanted = Signal(str)
    left = Signal()
    said = Signal(str)
    coverage_wanted = Signal()
    closed = Signal()
    turned = Signal(str)
    """Another register is seen: its kind."""
    settled = Signal(int)
    """How high a person made it, px."""

    def __init__(self, ledger: Ledger, height: int, widths: dict[str, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.ledger, self.look, self.wanted_height, self.widths = ledger, ledger.bench.look, height, widths
        self.pages: dict[str, Page] = {}
        self.tabs = TabRow(self.look, self)
        for kind, register in REGISTERS.items():
            self.tabs.add(kind, register.title)
        self.tabs.fold.icon_name = "close"
        self.tabs.fold.set_tip("Close the registers", "R")
        self.tabs.chosen.connect(self.show_register)
        self.tabs.folded.connect(self.closed)
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.edge = TopEdge(self.look, self)
        self.edge.moved.connect(self._grow)
        self.edge.let_go.connect(lambda: self.settled.emit(self.wanted_height))
        self.setProperty("in lines", True)
        self.setAccessibleName("Registers")
        parent.installEventFilter(self)
        self.around = parent
        ledger.bench.selection.changed.connect(self._select)
        self.fit()

    def close_down(self) -> None:
        """Follow the map no more."""
        self.ledger.bench.selection.changed.disconnect(self._select)
        for page in self.pages.values():
            page.close_down()

    # -- height

    def fit(self) -> None:
        """Be as high as a person wants it, where the map has room beside it."""
        room = self.around.height() - LEAST_MAP
        self.setFixedHeight(max(LOWEST, min(self.wanted_height, room)))

    def _grow(self, by: int) -> None:
        room = max(LOWEST, self.around.height() - LEAST_MAP)
        self.wanted_height = min(HIGHEST, room, max(LOWEST, self.height() + by))
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the room there is."""
        if watched is self.around and event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the edge at the edge."""
        self.edge.setGeometry(0, 0, self.width(), EDGE)
        self.edge.raise_()

    # -- pages

    @property
    def page(self) -> Page | None:
        """The page that is seen."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    @property
    def kind(self) -> str:
        """The kind of the register that is seen; empty before the first."""
        return self.page.register.kind if self.page is not None else ""

    def show_register(self, kind: str) -> Page:
        """Show the register of a kind."""
        if self.page is not None:
            self.page.table.end_typing()
        page = self.pages.get(kind)
        if page is None:
            page = self.pages[kind] = Page(self.ledger, kind, self.stack)
            page.table.widths = self.widths_of(kind)
            page.table.titles.widened.connect(lambda column, wide: self._remember(kind, column, wide))
            page.chosen.connect(self.chosen)
            page.wanted.connect(self.wanted)
            page.left.connect(self.left)
            page.said.connect(self.said)
            page.coverage_wanted.connect(self.coverage_wanted)
            self.stack.addWidget(page)
        self.tabs.tabs[kind].setChecked(True)
        before, keys = self.page, QApplication.focusWidget()
        if before not in (None, page) and keys is not None and self.stack.isAncestorOf(keys):
            self.tabs.tabs[kind].setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.setCurrentWidget(page)
        page.show_selection(self.ledger.bench.selection.ids)
        self.turned.emit(kind)
        return page

    def widths_of(self, kind: str) -> dict[str, int]:
        """How wide a person made the columns of a register, px."""
        known = (key.partition("/") for key in self.widths)
        return {name: self.widths[f"{of}/{name}"] for of, _, name in known if of == kind}

    def _remember(self, kind: str, column: str, wide: int) -> None:
        self.widths = {**self.widths, f"{kind}/{column}": wide}
        self.settled.emit(self.wanted_height)

    def _select(self, selection: object) -> None:
        if self.page is not None and self.isVisible():
            self.page.show_selection(self.ledger.bench.selection.ids)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.end()
