"""The rows of the list of gaps as Qt's item model, and how each looks; thousands of them cost nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.gaps import Gap
from widgets.focus import paint_ring
from widgets.gaps.parted import ListRow, Rows
from widgets.look import Look, tip_of
from widgets.marks import level_of, paint_pill, paint_squares, pill_width, squares_width

Index = QModelIndex | QPersistentModelIndex
HEAD, GAP, TODO = 34, 60, 46
PITCH = 16
"""From line to line of a title that needs two of them, px."""
PAD = 16
TICK = 14
"""The box at the left of a to-do, px."""
MOST_PILLS = 3


@dataclass(frozen=True, slots=True)
class Below:
    """The second line of a row: numbers of touchpoints, and words."""

    numbers: tuple[int, ...] = ()
    words: str = ""


class ListRows(QAbstractListModel):
    """The rows as they are shown; what stands in their second lines is looked up when it is seen."""

    def __init__(self, below: Callable[[ListRow], Below], parent: QObject) -> None:
        super().__init__(parent)
        self.rows = Rows()
        self.below = below

    def show_rows(self, rows: Rows) -> bool:
        """Show these rows; whether any of them is another one. Where all are as high as before, they stay."""
        before, is_like = self.rows, rows.is_like(self.rows)
        differ = rows.differing(before) if is_like else None
        if is_like and differ is None:
            self.rows = rows
            return False
        if differ is not None:
            self.rows = rows
            self.dataChanged.emit(self.index(differ[0], 0), self.index(differ[1], 0))
            return True
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

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
        if role == Qt.ItemDataRole.ToolTipRole:
            why = row.todo.why if row.todo is not None else ""
            return tip_of("\n".join(part for part in (row.words, why) if part))
        return self.spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def spoken(self, row: ListRow) -> str:
        """A row in one line, for the ear."""
        if row.kind == "head":
            return f"{row.words}, {row.count}, {'open' if row.is_open else 'closed'}"
        below = self.below(row)
        numbers = f"touchpoints {', '.join(map(str, below.numbers))}" if below.numbers else ""
        state = ""
        if row.gap is not None and row.gap.waiver is not None:
            state = "waived"
        elif row.taken_by is not None:
            state = f"taken on by {row.taken_by}" if row.taken_by else "taken on"
        figure = ""
        if row.gap is not None and is_judged(row.gap):
            figure = f"{row.gap.severity:.0f} {level_of(row.gap.severity)[1]}"
        return ", ".join(part for part in (figure, row.words, numbers, below.words, state) if part)


def is_judged(gap: Gap) -> bool:
    """Whether anybody, the room or the rules, has said how bad a gap is."""
    return gap.given is not None or gap.computed is not None


def both_say(gap: Gap) -> str:
    """The severity by the room beside that by the rules, where both say one."""
    if gap.given is None or gap.computed is None:
        return ""
    return f"given {gap.given:.0f} / rules {gap.computed:.0f}"


def in_two_lines(text: str, font: QFont, width: float) -> tuple[str, str]:
    """A text on one line where it fits, else what stands on the first line, and the rest."""
    words = " ".join(text.split())
    if QFontMetricsF(font).horizontalAdvance(words) <= width:
        return words, ""
    layout, option = QTextLayout(words, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    end = line.textLength()
    layout.endLayout()
    return words[:end].rstrip(), words[end:]


class RowLook(QStyledItemDelegate):
    """Paints heads, gaps and to-dos."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look, self.is_ringed = look, False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heads are lower than gaps."""
        kind = index.model().rows.kind_at(index.row())  # type: ignore[attr-defined]
        return QSize(200, {"head": HEAD, "gap": GAP, "todo": TODO}[kind])

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
            below: Below = index.model().below(row)  # type: ignore[attr-defined]
            (self._gap if row.kind == "gap" else self._todo)(painter, box, row, below, is_chosen)
            line = QRectF(PAD, box.bottom() - 1, box.width() - 2 * PAD, 1)
            painter.fillRect(line, self.look.colour("rule"))
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
        right = box.right() - PAD - TICK
        count = QFontMetricsF(self.look.font("secondary")).horizontalAdvance(str(row.count))
        room = right - 16 - count - PAD
        wide = self._text(painter, QRectF(PAD, box.y() + 4, room, 28), row.words, "strong", "ink")
        at = QRectF(PAD + wide + 8, box.y() + 4, count + 4, 28)
        self._text(painter, at, str(row.count), "secondary", "ink3")
        icon = "chevron-up" if row.is_open else "chevron-down"
        self.look.paint_icon(painter, icon, "ink3", QRectF(right, box.y() + 11, 14, 14))

    def _gap(self, painter: QPainter, box: QRectF, row: ListRow, below: Below, is_chosen: bool) -> None:
        gap = row.gap
        assert gap is not None
        waived, level = gap.waiver is not None, level_of(gap.severity)[0] if is_judged(gap) else 0
        token = "ink3" if waived or not level else "neg" if level == 4 else "ink"
        figure = f"{gap.severity:.0f}" if level else "–"
        self._text(painter, QRectF(PAD, box.y() + 8, 40, 22), figure, "figure", token)
        x, right = PAD + 40.0, box.right() - PAD
        if level:
            paint_squares(painter, self.look, round(right - squares_width()), round(box.y() + 15), level)
        words = QRectF(x, box.y() + 9, right - squares_width() - 10 - x, 20)
        role = "strong" if is_chosen or gap.is_named else "text"
        first, second = in_two_lines(row.words, self.look.font(role), words.width())
        if second:
            words.moveTop(box.y() + 3)
            under = words.translated(0, PITCH)
            self._text(painter, under, second, role, "ink3" if waived else "ink", waived)
        self._text(painter, words, first, role, "ink3" if waived else "ink", waived)
        lower = box.y() + (38 if second else 31)
        both = both_say(gap)
        wide = QFontMetricsF(self.look.font("secondary")).horizontalAdvance(both) if both else 0
        if both:
            at = QRectF(right - wide, lower, wide + 1, 18)
            self._text(painter, at, both, "secondary", "ink3")
        x = self._pills(painter, x, lower + 2, below.numbers)
        room = QRectF(x, lower, right - x - wide - (10 if both else 0), 18)
        self._text(painter, room, below.words, "secondary", "ink3")

    def _pills(self, painter: QPainter, x: float, y: float, numbers: tuple[int, ...]) -> float:
        """The numbers as in the strip; returns where they end."""
        shown = [str(number) for number in numbers[:MOST_PILLS]]
        if len(numbers) > MOST_PILLS:
            shown = [*shown[: MOST_PILLS - 1], f"+{len(numbers) - MOST_PILLS + 1}"]
        for number in shown:
            width = pill_width(self.look, number) - 4
            paint_pill(painter, self.look, QRectF(x, y, width, 14), number, None, "key")
            x += width + 1
        return x + (6 if shown else 0)

    def _todo(self, painter: QPainter, box: QRectF, row: ListRow, below: Below, is_chosen: bool) -> None:
        is_taken = row.taken_by is not None
        self._tick(painter, QRectF(PAD, box.y() + 8, TICK, TICK), is_taken)
        x = PAD + TICK + 10.0
        width = box.right() - PAD - x
        words, role = QRectF(x, box.y() + 5, width, 20), "strong" if is_chosen else "text"
        self._text(painter, words, row.words, role, "ink3" if is_taken else "ink")
        self._text(painter, QRectF(x, box.y() + 24, width, 17), below.words, "secondary", "ink3")

    def _tick(self, painter: QPainter, box: QRectF, is_on: bool) -> None:
        painter.setPen(QPen(self.look.colour("ink" if is_on else "edge"), 1.5))
        painter.setBrush(self.look.colour("ink" if is_on else "paper"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 3.5, 3.5)
        if is_on:
            self.look.paint_icon(painter, "check", "paper", box.adjusted(1, 1, -1, -1))
