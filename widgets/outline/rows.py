"""How a row of the outline looks, and the field in which its title is typed."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from model.journey import Journey
from model.records import Handover, Phase, Touchpoint
from model.spoken import UNSORTED_TITLE, name_of
from widgets.focus import paint_ring
from widgets.look import Look, tip_of
from widgets.marks import MARKS, mood_token, paint_pill, pill_width
from widgets.outline.tree import ID

Index = QModelIndex | QPersistentModelIndex
HIGH, MARK, PAD = 32, 14, 8


class RowField(QLineEdit):
    """A row's title while it is typed; a composition ends before Enter or Esc mean anything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class Rows(QStyledItemDelegate):
    """Paints phases, touchpoints and handovers in 32 px rows, and gives the field for their titles."""

    def __init__(self, journey: Journey, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.journey, self.look = journey, look
        self.asks_for_next = False
        """Whether the last title was ended with Tab, which asks for the next touchpoint."""
        self.is_ringed = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """32 px high."""
        return QSize(120, HIGH)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, what stands left and right, and the name between."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = option.widget  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        ground = QRectF(4, box.top() + 1, (view.width() if view else box.right()) - 12, box.height() - 2)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, ground, is_chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        record = index.data(ID)
        left = self._paint_left(painter, record, box.left(), box.center().y() + 0.5)
        right = self._paint_right(painter, record, ground.right() - PAD, box.center().y() + 0.5)
        words, role, token = self._words(record)
        font = self.look.font("strong" if is_chosen and role == "text" else role)
        painter.setFont(font)
        painter.setPen(self.look.colour(token))
        room = max(0.0, right - left)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room + 0.5)
        painter.drawText(
            QRectF(left, box.top(), room + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        if self.is_ringed and isinstance(view, QAbstractItemView) and view.currentIndex() == index:
            paint_ring(painter, self.look, ground, 6)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, is_chosen: bool, is_hovered: bool) -> None:
        if is_chosen or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("wash2" if is_chosen else "wash"))
            painter.drawRoundedRect(box, 6, 6)

    def _words(self, record: str) -> tuple[str, str, str]:
        """A row's words, their role and their colour."""
        found = self.journey.store.get(record)
        if isinstance(found, Handover):
            target = self.journey.store.find(Touchpoint, found.target)
            words = name_of(found) or (name_of(target) if target is not None else "")
            return words or "Untitled", "secondary", "neg" if found.quality == "fails" else "ink2"
        if isinstance(found, Touchpoint):
            return name_of(found) or "Untitled", "text", "ink" if name_of(found) else "ink3"
        return (name_of(found) or "Untitled") if found is not None else UNSORTED_TITLE, "strong", "ink"

    def _paint_left(self, painter: QPainter, record: str, x: float, middle: float) -> float:
        look, found = self.look, self.journey.store.get(record)
        if isinstance(found, Phase):
            number = str(self.journey.phases.index(record) + 1)
            painter.setFont(look.font("phase_number"))
            painter.setPen(look.colour("ink2"))
            box = QRectF(x, middle - HIGH / 2, 40, HIGH)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, number)
            return x + QFontMetricsF(look.font("phase_number")).horizontalAdvance(number) + 7
        if isinstance(found, Handover):
            look.paint_icon(painter, "arrow-out", "ink3", QRectF(x, middle - 7, 14, 14))
            x += 20
            number, token = str(self.journey.number_of(found.target)), None
        elif isinstance(found, Touchpoint):
            number = str(self.journey.number_of(record))
            token = mood_token(self.journey.felt(found))
            token = None if self.journey.felt(found) is None else token
        else:
            return x
        width = pill_width(look, number)
        paint_pill(painter, look, QRectF(x, middle - 9, width, 18), number, token)
        return x + width + 8

    def _paint_right(self, painter: QPainter, record: str, right: float, middle: float) -> float:
        for mark in self.marks(record):
            MARKS[mark](painter, self.look, right - MARK / 2, middle, MARK / 2 - 0.5)
            right -= MARK + 5
        found = self.journey.store.find(Phase, record)
        if found is not None and found.when:
            font = self.look.font("secondary")
            painter.setFont(font)
            painter.setPen(self.look.colour("ink3"))
            width = min(96.0, QFontMetricsF(font).horizontalAdvance(found.when) + 1)
            shown = QFontMetricsF(font).elidedText(found.when, Qt.TextElideMode.ElideRight, width)
            painter.drawText(
                QRectF(right - width, middle - HIGH / 2, width, HIGH), Qt.AlignmentFlag.AlignVCenter, shown
            )
            right -= width + PAD
        return right

    def marks(self, record: str) -> list[str]:
        """The marks of a row, the rightmost first."""
        marks: list[str] = []
        handover = self.journey.store.find(Handover, record)
        if handover is not None:
            marks.append(handover.quality)
        if self.journey.moments_on(record):
            marks.append("star")
        if self.journey.pains_on(record):
            marks.append("triangle")
        return marks

    # -- typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field for a row's title."""
        field = RowField(parent)
        field.setFont(self.look.font("text"))
        field.setAccessibleName("Title")
        field.setStyleSheet("QLineEdit { min-height: 24px; max-height: 24px; padding: 0 5px; }")
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The field stands where the name stands."""
        box = option.rect  # type: ignore[attr-defined]
        found = self.journey.store.get(index.data(ID))
        before = 18 if isinstance(found, Phase) else 52 if isinstance(found, Handover) else 30
        view = option.widget  # type: ignore[attr-defined]
        right = (view.width() if view else box.right()) - 8
        editor.setGeometry(box.left() + before, box.top() + 2, max(80, right - box.left() - before), HIGH - 4)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Rename the record."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab end the title, Esc restores it; Tab asks for the next one."""
        if isinstance(watched, RowField) and isinstance(event, QKeyEvent) and watched.composing:
            return False
        if isinstance(watched, RowField) and isinstance(event, QKeyEvent):
            ends = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.KeyPress and event.key() in ends:
                self.asks_for_next = event.key() == Qt.Key.Key_Tab
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                return True
        return super().eventFilter(watched, event)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say a row's whole words, as typed, while the pointer rests on it."""
        words = self._words(index.data(ID))[0] if index.isValid() else ""
        if event.type() != QEvent.Type.ToolTip or not words:
            return False
        QToolTip.showText(event.globalPos(), tip_of(words), view)
        return True
