"""The rows of the list of gaps as Qt's item model, and how each looks; thousands of them cost nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.gaps import Gap, Sign
from widgets.focus import paint_ring
from widgets.look import Look
from widgets.marks import level_of, paint_squares, squares_width

Index = QModelIndex | QPersistentModelIndex
HEAD, GAP, TODO = 34, 58, 46
PAD = 16


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the head of a part, a gap, or a to-do."""

    kind: Literal["head", "gap", "todo"]
    words: str
    below: str = ""
    key: str = ""
    gap: Gap | None = None
    todo: Sign | None = None
    count: int = 0
    is_open: bool = True

    @property
    def spoken(self) -> str:
        """The row in one line, for the ear."""
        if self.kind == "head":
            return f"{self.words}, {self.count}, {'open' if self.is_open else 'closed'}"
        figure = ""
        if self.gap is not None and (self.gap.given is not None or self.gap.computed is not None):
            figure = f"{self.gap.severity:.0f} {level_of(self.gap.severity)[1]}, "
        waived = ", waived" if self.gap is not None and self.gap.waiver is not None else ""
        return f"{figure}{self.words}, {self.below}{waived}"


class ListRows(QAbstractListModel):
    """The rows as they are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[ListRow] = ()

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows."""
        if list(rows) == list(self.rows):
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's words, or all of it for the ear."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
        return None

    def place_of(self, key: str) -> int:
        """Where the gap with this key stands; −1 where it does not."""
        return next(
            (place for place, row in enumerate(self.rows) if row.key == key and row.kind != "head"), -1
        )


class RowLook(QStyledItemDelegate):
    """Paints heads, gaps and to-dos."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look, self.is_ringed = look, False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heads are lower than gaps."""
        row = index.model().rows[index.row()]  # type: ignore[attr-defined]
        return QSize(200, {"head": HEAD, "gap": GAP, "todo": TODO}[row.kind])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: ListRow = index.model().rows[index.row()]  # type: ignore[attr-defined]
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "head":
            self._head(painter, box, row)
        else:
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            if is_chosen or hovered:
                painter.fillRect(box, self.look.colour("wash2" if is_chosen else "wash"))
            (self._gap if row.kind == "gap" else self._todo)(painter, box, row, is_chosen)
            painter.fillRect(
                QRectF(PAD, box.bottom() - 1, box.width() - 2 * PAD, 1), self.look.colour("rule")
            )
        if is_chosen and self.is_ringed:
            paint_ring(painter, self.look, box.adjusted(2, 1, -2, -2), 6)
        painter.restore()

    def _text(
        self, painter: QPainter, box: QRectF, text: str, role: str, token: str, struck: bool = False
    ) -> float:
        font = self.look.font(role)
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(self.look.colour(token))
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def _head(self, painter: QPainter, box: QRectF, row: ListRow) -> None:
        wide = self._text(painter, QRectF(PAD, box.y() + 4, box.width() - 80, 28), row.words, "strong", "ink")
        count = QRectF(PAD + wide + 8, box.y() + 4, 60, 28)
        self._text(painter, count, str(row.count), "secondary", "ink3")
        icon = "chevron-up" if row.is_open else "chevron-down"
        at = QRectF(box.right() - PAD - 14, box.y() + 11, 14, 14)
        self.look.paint_icon(painter, icon, "ink3", at)

    def _gap(self, painter: QPainter, box: QRectF, row: ListRow, is_chosen: bool) -> None:
        gap = row.gap
        assert gap is not None
        waived, judged = gap.waiver is not None, gap.given is not None or gap.computed is not None
        level = level_of(gap.severity)[0] if judged else 0
        token = "ink3" if waived or not level else "neg" if level == 4 else "ink"
        figure = f"{gap.severity:.0f}" if judged else "–"
        self._text(painter, QRectF(PAD, box.y() + 8, 40, 22), figure, "figure", token)
        x, right = PAD + 40.0, box.right() - PAD
        if level:
            paint_squares(painter, self.look, round(right - squares_width()), round(box.y() + 15), level)
        words = QRectF(x, box.y() + 9, right - squares_width() - 10 - x, 20)
        role = "strong" if is_chosen else "button"
        self._text(painter, words, row.words, role, "ink3" if waived else "ink", waived)
        both = ""
        if gap.given is not None and gap.computed is not None:
            both = f"rules {gap.computed:.0f}"
        wide = QFontMetricsF(self.look.font("secondary")).horizontalAdvance(both) if both else 0
        below = QRectF(x, box.y() + 30, right - x - wide - (8 if both else 0), 18)
        self._text(painter, below, row.below, "secondary", "ink3")
        if both:
            self._text(painter, QRectF(right - wide, box.y() + 30, wide + 1, 18), both, "secondary", "ink3")

    def _todo(self, painter: QPainter, box: QRectF, row: ListRow, is_chosen: bool) -> None:
        width = box.width() - 2 * PAD
        role = "button" if is_chosen else "text"
        self._text(painter, QRectF(PAD, box.y() + 5, width, 20), row.words, role, "ink")
        self._text(painter, QRectF(PAD, box.y() + 24, width, 17), row.below, "secondary", "ink3")
