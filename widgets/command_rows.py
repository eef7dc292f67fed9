"""The rows of the command palette: entries under their headings, and how each is painted."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.likeness import spans_in
from widgets.entries import Entry
from widgets.look import Look
from widgets.marks import MARKS, paint_pill, pill_width
from widgets.typed import paint_key, paint_words

Index = QModelIndex | QPersistentModelIndex
WIDE, ROW, HEADING = 640, 40, 38
FOUND = Qt.ItemDataRole.UserRole


class Finds(QAbstractListModel):
    """Headings and entries, row by row; only entries can be chosen."""

    rows: list[Entry | str] = []

    def show(self, rows: list[Entry | str]) -> None:
        """Hold these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Entries are chosen, those too that only say why they cannot be done; headings are not."""
        row = self.rows[index.row()]
        if isinstance(row, str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """An entry or a heading, and its words."""
        row = self.rows[index.row()]
        if role == FOUND:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row if isinstance(row, str) else row.said
        return None


class Rows(QStyledItemDelegate):
    """Paints entries in 40 px rows under small headings."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self.look, self.typed = look, ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """40 px, a heading a little less."""
        return QSize(WIDE, HEADING if isinstance(index.data(FOUND), str) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, look = QRectF(option.rect), self.look  # type: ignore[attr-defined]
        entry = index.data(FOUND)
        if isinstance(entry, str):
            painter.setFont(look.font("secondary"))
            painter.setPen(look.colour("ink3"))
            painter.drawText(box.adjusted(20, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry)
        else:
            state = option.state  # type: ignore[attr-defined]
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("wash2"))
                painter.drawRoundedRect(box.adjusted(8, 0, -8, 0), 6, 6)
            self._paint_entry(painter, box, entry)
        painter.restore()

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        look, middle = self.look, box.center().y()
        token = "ink3" if entry.why_not else "ink"
        left = 52.0
        if entry.number:
            width = pill_width(look, entry.number)
            paint_pill(
                painter, look, QRectF(30 - width / 2, middle - 9, width, 18), entry.number, entry.token
            )
        elif entry.figure:
            painter.setFont(look.font("gap_row"))
            painter.setPen(look.colour(entry.token or "ink"))
            painter.drawText(QRectF(20, box.top(), 32, ROW), Qt.AlignmentFlag.AlignVCenter, entry.figure)
        elif entry.mark:
            MARKS[entry.mark](painter, look, 30, middle, 7.5)
        elif entry.icon:
            look.paint_icon(
                painter, entry.icon, "ink3" if entry.why_not else "ink2", QRectF(22, middle - 8, 16, 16)
            )
        right = self._paint_right(painter, box.right() - 20, middle, entry)
        words = QRectF(left, box.top(), right - left - 12, box.height())
        spans = spans_in(self.typed, entry.words)
        paint_words(painter, look, words, entry.words, spans, ("row", "row_strong"), token)

    def _paint_right(self, painter: QPainter, right: float, middle: float, entry: Entry) -> float:
        look = self.look
        if entry.keys and not entry.why_not:
            return paint_key(painter, look, right, middle, entry.keys[0])
        said = entry.why_not[:1].lower() + entry.why_not[1:].rstrip(".") if entry.why_not else entry.beside
        if not said:
            return right
        metrics = QFontMetricsF(look.font("secondary"))
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, 260)
        width = metrics.horizontalAdvance(said)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        box = QRectF(right - width, middle - 10, width + 1, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, said)
        return right - width
