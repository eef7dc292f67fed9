"""How the cells of a register look: words, figures, ticks, sparklines, and references that can be clicked."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from widgets.focus import paint_ring
from widgets.look import Look, tip_of
from widgets.marks import paint_pill
from widgets.registers.columns import Reference
from widgets.registers.rows import Rows
from widgets.registers.sparkline import paint_sparkline

Index = QModelIndex | QPersistentModelIndex
HIGH, PAD, FIRST = 32, 10, 16
PILL = 18.0
WIDEST_WORDS = 190.0
SPARK = 64.0
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def placed(look: Look, found: list[Reference], box: QRectF) -> tuple[list[tuple[Reference, QRectF]], int]:
    """The references that fit side by side into a cell with their places, and how many do not."""
    shown: list[tuple[Reference, QRectF]] = []
    x, pill, words = box.left(), QFontMetricsF(look.font("pill")), QFontMetricsF(look.font("text"))
    for number, one in enumerate(found):
        rest = 30 if number + 1 < len(found) else 0
        room = box.right() - x - rest
        if one.is_pill:
            width = max(24.0, pill.horizontalAdvance(one.words) + 12)
        else:
            figure = words.horizontalAdvance(one.figure) + 7 if one.figure else 0
            wanted = words.horizontalAdvance(one.words) + 2
            width = figure + (wanted if len(found) == 1 else min(WIDEST_WORDS, wanted))
            width = min(width, room) if not shown else width
        if width > room and (shown or one.is_pill):
            return shown, len(found) - len(shown)
        width = min(width, max(room, 24.0))
        shown.append((one, QRectF(x, box.center().y() - PILL / 2, width, PILL)))
        x += width + (4 if one.is_pill else 12)
    return shown, 0


class Cells(QStyledItemDelegate):
    """Paints the cells of one register in 32 px rows."""

    def __init__(self, rows: Rows, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.rows, self.look = rows, look
        self.hovered_row = -1
        self.is_ringed = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """32 px high."""
        return QSize(self.rows.columns[index.column()].width, HIGH)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, what the cell says, the hairline, and the ring of the current cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or index.row() == self.hovered_row:
            painter.fillRect(box, self.look.colour("wash2" if is_chosen else "wash"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self.look.colour("rule"))
        inner = self.room(index, box)
        column = self.rows.columns[index.column()]
        painter.setClipRect(box)
        paint = {
            "number": self._paint_number,
            "references": self._paint_references,
            "tick": self._paint_tick,
            "readings": self._paint_readings,
        }.get(column.face, self._paint_words)
        paint(painter, inner, index, is_chosen)
        view = option.widget  # type: ignore[attr-defined]
        if self.is_ringed and isinstance(view, QAbstractItemView) and view.currentIndex() == index:
            paint_ring(painter, self.look, box.adjusted(1, 1, -1, -2), 4)
        painter.restore()

    @staticmethod
    def room(index: Index, cell: QRectF) -> QRectF:
        """The part of a cell that its words may take."""
        return cell.adjusted(PAD if index.column() else FIRST, 0, -PAD, -1)

    def _token(self, index: Index) -> str:
        column = self.rows.columns[index.column()]
        return column.token(self.rows.ledger, self.rows.record(index.row()))

    def _elided(self, painter: QPainter, words: str, box: QRectF, role: str, right: bool = False) -> None:
        font = self.look.font(role)
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 0.5)
        painter.drawText(box, MIDDLE | Qt.AlignmentFlag.AlignRight if right else MIDDLE, shown)

    def _paint_words(self, painter: QPainter, box: QRectF, index: Index, is_chosen: bool) -> None:
        words = self.rows.says(index.row(), index.column())
        painter.setPen(self.look.colour(self._token(index) if words else "ink3"))
        first = is_chosen and index.column() == self._first_text()
        self._elided(painter, words, box, "strong" if first else "text")

    def _first_text(self) -> int:
        return next(place for place, one in enumerate(self.rows.columns) if one.field in ("text", "title"))

    def _paint_number(self, painter: QPainter, box: QRectF, index: Index, is_chosen: bool) -> None:
        painter.setPen(self.look.colour(self._token(index)))
        self._elided(painter, self.rows.says(index.row(), index.column()), box, "text", right=True)

    def _paint_tick(self, painter: QPainter, box: QRectF, index: Index, is_chosen: bool) -> None:
        is_on = self.rows.says(index.row(), index.column()) == "Yes"
        square = QRectF(box.left() + 0.75, box.center().y() - 7.25, 14.5, 14.5)
        painter.setPen(QPen(self.look.colour("ink" if is_on else "edge"), 1.5))
        painter.setBrush(self.look.colour("ink" if is_on else "paper"))
        painter.drawRoundedRect(square, 3.5, 3.5)
        if is_on:
            pen = QPen(self.look.colour("paper"), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            x, y = square.center().x(), square.center().y()
            painter.drawPolyline(
                [QPointF(x - 3.4, y + 0.2), QPointF(x - 0.9, y + 2.7), QPointF(x + 3.6, y - 2.5)]
            )

    def _paint_readings(self, painter: QPainter, box: QRectF, index: Index, is_chosen: bool) -> None:
        paint_sparkline(
            painter,
            self.look,
            self.rows.record(index.row()),
            QRectF(box.left(), box.center().y() - 8, SPARK, 16),
        )
        painter.setPen(self.look.colour(self._token(index)))
        self._elided(
            painter, self.rows.says(index.row(), index.column()), box.adjusted(SPARK + 8, 0, 0, 0), "text"
        )

    def _paint_references(self, painter: QPainter, box: QRectF, index: Index, is_chosen: bool) -> None:
        shown, rest = placed(self.look, self._references(index), box)
        for one, place in shown:
            if one.is_pill and one.token == "mtm":
                paint_pill(painter, self.look, place, one.words, "mtm")
            elif one.is_pill:
                paint_pill(painter, self.look, place, one.words, None)
            else:
                self._paint_reference(painter, one, place)
        if rest:
            painter.setPen(self.look.colour("ink3"))
            left = shown[-1][1].right() + 6 if shown else box.left()
            self._elided(painter, f"+{rest}", QRectF(left, box.top(), 40, box.height()), "secondary")

    def _paint_reference(self, painter: QPainter, one: Reference, place: QRectF) -> None:
        if one.figure:
            font = self.look.font("score")
            painter.setFont(font)
            painter.setPen(self.look.colour("neg" if one.token == "neg" else "ink"))
            painter.drawText(place, MIDDLE, one.figure)
            place = place.adjusted(QFontMetricsF(font).horizontalAdvance(one.figure) + 6, 0, 0, 0)
        painter.setPen(self.look.colour("ink2" if one.figure else one.token))
        self._elided(painter, one.words, place, "text")

    # -- what a hand can reach

    def _references(self, index: Index) -> list[Reference]:
        column = self.rows.columns[index.column()]
        return column.leads(self.rows.ledger, self.rows.record(index.row()))

    def reference_at(self, index: Index, cell: QRectF, at: QPointF) -> str | None:
        """The record that a place in a cell leads to."""
        if not index.isValid():
            return None
        shown, _ = placed(self.look, self._references(index), self.room(index, cell))
        return next((one.record for one, place in shown if place.contains(at)), None)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """No editor of Qt's: typing goes on in our own, over the cell."""
        return None  # type: ignore[return-value]

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say all that a cell says, as typed, while the pointer rests on it."""
        words = self.rows.says(index.row(), index.column()) if index.isValid() else ""
        if event.type() != QEvent.Type.ToolTip or not words:
            return False
        QToolTip.showText(event.globalPos(), tip_of(words), view)
        return True
