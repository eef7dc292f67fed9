"""The titles above a register: a click or Enter sorts, edges and Shift with the arrows widen."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from widgets.focus import BY_KEYBOARD, paint_ring
from widgets.look import Look
from widgets.registers.cells import FIRST, PAD
from widgets.registers.rows import Rows

HIGH = 32
NARROWEST, WIDEST, STEP = 44, 900, 16
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class Header(QHeaderView):
    """One row of titles; a third choice of the same one gives back the order of the register."""

    widened = Signal(str, int)
    """A column, and how wide a person made it, px."""

    def __init__(self, rows: Rows, look: Look, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.rows, self.look = rows, look
        self.at = 0
        """The title that the keys are at."""
        self._is_ringed = self._is_dragged = False
        self.setAccessibleName(f"Columns of {rows.register.title.lower()}")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(HIGH)
        self.setMinimumSectionSize(NARROWEST)
        self.setMaximumSectionSize(WIDEST)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sectionClicked.connect(self.sort_by)
        self.sectionResized.connect(self._tell)
        look.changed.connect(self.viewport().update)

    def sort_by(self, column: int) -> None:
        """Sort by a column: up, then down, then not at all."""
        if column != self.rows.sorted_by:
            self.rows.sort(column, UP)
        elif not self.rows.is_falling:
            self.rows.sort(column, DOWN)
        else:
            self.rows.sort(-1, UP)
        self.viewport().update()

    # -- widths

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A hand may be about to widen a column."""
        self._is_dragged = True
        self._is_ringed = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is done."""
        super().mouseReleaseEvent(event)
        self._is_dragged = False

    def _tell(self, column: int, old: int, new: int) -> None:
        if self._is_dragged:
            self.widened.emit(self.rows.columns[column].key, new)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from title to title, with Shift they widen; Enter and Space sort."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            wide = min(WIDEST, max(NARROWEST, self.sectionSize(self.at) + step * STEP))
            self.resizeSection(self.at, wide)
            self.widened.emit(self.rows.columns[self.at].key, wide)
        elif step:
            self.at = min(self.count() - 1, max(0, self.at + step))
            self._is_ringed = True
            self._show_title()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.sort_by(self.at)
        else:
            event.ignore()
        self.viewport().update()

    def _show_title(self) -> None:
        view = self.parent()
        if isinstance(view, QTableView):
            bar, start = view.horizontalScrollBar(), self.sectionPosition(self.at)
            end = start + self.sectionSize(self.at)
            bar.setValue(min(start, max(bar.value(), end - self.viewport().width())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to those who came by keyboard."""
        super().focusInEvent(event)
        self._is_ringed = event.reason() in BY_KEYBOARD
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without the focus."""
        super().focusOutEvent(event)
        self._is_ringed = False
        self.viewport().update()

    # -- painting

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one title, the arrow of the one that sorts, and the line below."""
        look, column, box = self.look, self.rows.columns[logicalIndex], QRectF(rect)
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, look.colour("paper"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.colour("rule2"))
        is_sorting = logicalIndex == self.rows.sorted_by
        font = look.font("label")
        painter.setFont(font)
        painter.setPen(look.colour("ink" if is_sorting else "ink3"))
        room = box.adjusted(PAD if logicalIndex else FIRST, 0, -PAD - (14 if is_sorting else 0), -1)
        shown = QFontMetricsF(font).elidedText(column.title, Qt.TextElideMode.ElideRight, room.width() + 0.5)
        is_right = column.face == "number"
        flag = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flag | Qt.AlignmentFlag.AlignRight if is_right else flag, shown)
        if is_sorting:
            icon = "chevron-down" if self.rows.is_falling else "chevron-up"
            end = room.right() if is_right else room.left() + QFontMetricsF(font).horizontalAdvance(shown)
            look.paint_icon(painter, icon, "ink", QRectF(end + 3, box.center().y() - 6.5, 12, 12))
        if self._is_ringed and logicalIndex == self.at:
            paint_ring(painter, look, box.adjusted(1, 1, -1, -2), 4)
        painter.restore()
