"""What there is to find out, one row each; Enter gives it to somebody."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from model.gaps.words import title_of, where
from model.journey import Journey
from model.questions.audit import finding_out
from model.questions.question import Asked
from widgets.look import Look
from widgets.walk.board import AnswerLine
from widgets.walk.lines import Scale, elided

ROW, WHO = 86, 300
"""The height of a row and the width of who finds it out, px of 1080 lines."""
Index = QModelIndex | QPersistentModelIndex


class Things(QAbstractListModel):
    """The open questions of an audit."""

    def __init__(self, journey: Journey, parent: QWidget) -> None:
        super().__init__(parent)
        self.journey = journey
        self.rows: list[Asked] = []

    def show_rows(self, rows: Sequence[Asked]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def who(self, row: int) -> str:
        """Who finds this out; empty while nobody does."""
        action = finding_out(self.journey.store, self.rows[row])
        return action.owner.strip() if action is not None else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as are open."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row in words."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        asked, who = self.rows[index.row()], self.who(index.row())
        if role == Qt.ItemDataRole.EditRole:
            return who
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            place, title = where(self.journey, asked.step), title_of(self.journey, asked.step)
            whose = f"{who} finds out" if who else "nobody finds out yet"
            return f"{asked.matter.sentence} {title}, {place}, {whose}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be chosen, and given to somebody."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable


class Rows(QStyledItemDelegate):
    """Paints a row: where, the question, and who finds it out."""

    given = Signal(str)

    def __init__(self, look: Look, things: Things, view: "AuditList") -> None:
        super().__init__(view)
        self.look, self.things, self.view = look, things, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row is as high."""
        return QSize(round(self.view.scale(400)), round(self.view.scale(ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        look, scale, box = self.look, self.view.scale, QRectF(option.rect)  # type: ignore[attr-defined]
        asked, who = self.things.rows[index.row()], self.things.who(index.row())
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2"))
            painter.drawRoundedRect(box.adjusted(0, 2, 0, -2), scale(8), scale(8))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.colour("rule"))
        left, room = box.left() + scale(16), box.width() - scale(WHO + 48)
        for text, role, px, token, y in (
            (asked.matter.sentence, "strong", 28, "ink", 36),
            (self._where(asked), "text", 24, "ink2" if is_chosen else "ink3", 68),
        ):
            font = scale.font(look, role, px)
            painter.setFont(font)
            painter.setPen(look.colour(token))
            painter.drawText(QPointF(left, box.top() + scale(y)), elided(text, font, room))
        self._paint_who(painter, box, who, is_chosen)
        painter.restore()

    def _where(self, asked: Asked) -> str:
        journey = self.things.journey
        first, second = journey.step_order(asked.step)
        return (
            f"{first} → {second}  {title_of(journey, asked.step)}"
            if second
            else (f"{first}  {title_of(journey, asked.step)}")
        )

    def _paint_who(self, painter: QPainter, box: QRectF, who: str, is_chosen: bool) -> None:
        look, scale = self.look, self.view.scale
        font = scale.font(look, "strong" if who else "text", 26)
        place = self.place_of_who(box)
        if not who:
            pen = QPen(look.colour("edge" if is_chosen else "rule2"), max(1.0, scale(1.5)))
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, scale(10), scale(10))
        shown = elided(who or "Who finds out?", font, place.width() - scale(32))
        painter.setFont(font)
        painter.setPen(look.colour("ink" if who else "ink2"))
        painter.drawText(place.adjusted(scale(16), 0, -scale(16), 0), Qt.AlignmentFlag.AlignVCenter, shown)

    def place_of_who(self, box: QRectF) -> QRectF:
        """Where a row says who finds it out."""
        scale = self.view.scale
        return QRectF(
            box.right() - scale(WHO + 12), box.top() + scale(15), scale(WHO), box.height() - scale(30)
        )

    # -- giving

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line to type a name in."""
        line = AnswerLine(self.look, parent)
        line.grow(self.view.scale)
        line.setPlaceholderText("Who finds out?")
        line.setAccessibleName("Who finds it out")
        line.given.connect(lambda name: self._give(line, name))
        line.given_up.connect(lambda: self._leave(line))
        return line

    def _give(self, line: AnswerLine, name: str) -> None:
        self._leave(line)
        self.given.emit(name)

    def _leave(self, line: AnswerLine) -> None:
        self.closeEditor.emit(line)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the line mean what the line says they mean."""
        return event.type() != QEvent.Type.KeyPress and super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with who has it."""
        if isinstance(editor, AnswerLine):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing is taken by leaving; only Enter gives."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over who finds it out."""
        box = self.place_of_who(QRectF(option.rect))  # type: ignore[attr-defined]
        high = round(self.view.scale(60))
        middle = round(box.center().y())
        editor.setGeometry(QRect(round(box.left()), middle - high // 2, round(box.width()), high))


class AuditList(QListView):
    """The rows; arrows go through them, Shift takes several, Enter gives them to somebody, Delete takes them back."""

    given = Signal(object, str)
    """Open questions, and who finds out."""
    taken_back = Signal(object)

    def __init__(self, journey: Journey, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.scale = look, Scale(1.0)
        self.things = Things(journey, self)
        self.rows = Rows(look, self.things, self)
        self.rows.given.connect(self._give)
        self.setModel(self.things)
        self.setItemDelegate(self.rows)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What to find out")
        look.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Bare rows; a ring where the keyboard is."""
        self.setStyleSheet(
            f"QListView {{ background: {self.look.hex('paper')}; border: 2px solid transparent;"
            f" border-radius: 8px; }} QListView:focus {{ border-color: {self.look.hex('ink')}; }}"
            "QListView::item { min-height: 0; padding: 0; }"
        )

    def grow(self, scale: Scale) -> None:
        """Take the size of this scale."""
        self.scale = scale
        self.scheduleDelayedItemsLayout()

    def chosen(self) -> list[Asked]:
        """The rows that are chosen, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.things.rows[row] for row in rows if row < len(self.things.rows)]

    def ask_who(self) -> None:
        """Let it be typed who finds out what is chosen."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(index)

    def _give(self, name: str) -> None:
        chosen = self.chosen()
        if chosen:
            self.given.emit(chosen, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and Delete; all else is the walk's."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.ask_who()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if chosen := self.chosen():
                self.taken_back.emit(chosen)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) or (
            key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click where it says who finds out lets it be typed."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            box = self.rows.place_of_who(QRectF(self.visualRect(index)))
            is_alone = not event.modifiers() & (
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            )
            if is_alone and box.contains(event.position()):
                self.edit(index)


def wide_of(look: Look, scale: Scale, words: str) -> float:
    """How wide words are in the figures of an audit, px."""
    return QFontMetricsF(scale.font(look, "text", 24)).horizontalAdvance(words)
