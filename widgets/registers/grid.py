"""The grid below a table: its look, its columns, which rows are chosen, what the pointer is over."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from widgets.focus import BY_KEYBOARD
from widgets.registers.cells import HIGH, Cells
from widgets.registers.columns import Ledger
from widgets.registers.header import Header
from widgets.registers.kinds import Register, naming
from widgets.registers.rows import Rows
from widgets.scroll import WIDTH as BAR
from widgets.scroll import SlimBar

FLAG = QItemSelectionModel.SelectionFlag
TAKEN = FLAG.ClearAndSelect | FLAG.Rows


class Grid(QTableView):
    """A register in rows and columns, in the look of the window."""

    chosen = Signal(object)
    """The ids of the rows that a person has chosen, the current one last."""

    def __init__(self, ledger: Ledger, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.register, self.look = ledger, register, ledger.bench.look
        self.rows = Rows(ledger, register, self)
        self.cells = Cells(self.rows, self.look, self)
        self.titles = Header(self.rows, self.look, self)
        self.widths: dict[str, int] = {}
        """How wide a person made which column, px."""
        self._is_following = False
        self._set_up()

    def _set_up(self) -> None:
        self.setModel(self.rows)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(self.titles)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HIGH)
        self.verticalHeader().setMinimumSectionSize(HIGH)
        self.setAccessibleName(self.register.title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = SlimBar(self.look, Qt.Orientation.Vertical, self)
        self.bar.follow(self.verticalScrollBar())
        self.across = SlimBar(self.look, Qt.Orientation.Horizontal, self)
        self.across.follow(self.horizontalScrollBar())
        self.look.changed.connect(self.viewport().update)
        self.titles.widened.connect(self._remember)
        self.selectionModel().selectionChanged.connect(self._tell)

    # -- widths

    def fit_columns(self) -> None:
        """Give each column its width; the one that names the rows takes what is left."""
        columns = self.register.columns
        wide = [self.widths.get(one.key, one.width) for one in columns]
        first = naming(self.register.kind)
        if columns[first].key not in self.widths:
            wide[first] = max(wide[first], wide[first] + self.viewport().width() - BAR - sum(wide))
        for place, width in enumerate(wide):
            self.setColumnWidth(place, width)

    def _remember(self, column: str, width: int) -> None:
        self.widths[column] = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the columns out anew."""
        super().resizeEvent(event)
        self.fit_columns()

    def updateGeometries(self) -> None:
        """Keep the slim bars at the edges; while it is set up, each question of its look would ask for that."""
        if not hasattr(self, "across"):
            return
        super().updateGeometries()
        top = self.titles.height()
        self.bar.setGeometry(self.width() - BAR, top + 2, BAR, self.height() - top - 4)
        below, is_across = self.verticalScrollBar(), self.horizontalScrollBar().maximum() > 0
        if is_across and below.maximum() > 0:
            below.setMaximum(below.maximum() + BAR)
        self.across.setGeometry(2, self.height() - BAR, self.width() - BAR - 4, BAR)

    # -- the selection

    @property
    def chosen_ids(self) -> list[str]:
        """The ids of the chosen rows, the current one last."""
        ids = [self.rows.ids[one.row()] for one in self.selectionModel().selectedRows()]
        current = self.current_id
        if current in ids:
            ids.remove(current)
            ids.append(current)
        return ids

    @property
    def current_id(self) -> str:
        """The record of the current row; empty without one."""
        index = self.currentIndex()
        return self.rows.ids[index.row()] if index.isValid() else ""

    def _tell(self) -> None:
        if not self._is_following and self.chosen_ids:
            self.chosen.emit(self.chosen_ids)

    def show_chosen(self, ids: Iterable[str]) -> None:
        """Choose the rows of these records, without telling anybody."""
        ids = list(ids)
        if ids == self.chosen_ids:
            return
        places = [row for one in ids if (row := self.rows.row_of(one)) >= 0]
        self._is_following = True
        try:
            ranges = QItemSelection()
            for row in places:
                ranges.select(self.rows.index(row, 0), self.rows.index(row, 0))
            self.selectionModel().select(ranges, TAKEN)
            if places:
                column = max(0, self.currentIndex().column())
                self.selectionModel().setCurrentIndex(self.rows.index(places[-1], column), FLAG.NoUpdate)
                self.scrollTo(self.currentIndex())
        finally:
            self._is_following = False

    def go_to_cell(self, row: int, column: int) -> None:
        """Make a cell the current one, and its row the chosen one."""
        index = self.rows.index(row, column)
        self.selectionModel().setCurrentIndex(index, TAKEN)
        self.scrollTo(index)

    # -- the ring, and the pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a cell, and show the ring to those who came by keyboard."""
        super().focusInEvent(event)
        self._ring(event.reason() in BY_KEYBOARD)
        if not self.currentIndex().isValid() and self.rows.ids:
            self.selectionModel().setCurrentIndex(self.rows.index(0, 0), FLAG.NoUpdate)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without the focus."""
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, is_ringed: bool) -> None:
        self.cells.is_ringed = is_ringed
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the row under the pointer be seen."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered_row:
            self.cells.hovered_row = row
            self.viewport().update()
