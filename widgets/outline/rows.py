"""How a row of the outline looks, and the field in which its title is typed."""

from typing import NamedTuple

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
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QInputMethodEvent, QKeyEvent, QPainter, QPixmap
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

from model.journey import UNSORTED, Journey
from model.records import Handover, Phase, Touchpoint
from model.spoken import UNSORTED_TITLE, name_of
from widgets.focus import paint_ring
from widgets.look import Look, tip_of
from widgets.marks import MARKS, mood_token, paint_pill, pill_width
from widgets.outline.tree import ID

Index = QModelIndex | QPersistentModelIndex
HIGH, MARK, PAD = 32, 14, 8
MIDDLE = HIGH / 2 + 0.5


MOST_KEPT = 400
"""So many pictures of rows are kept."""


class Looks(NamedTuple):
    """What a row shows: its words, their role and colour, and what stands left and right of them."""

    words: str
    role: str
    token: str
    number: str = ""
    pill: str | None = None
    """The colour of the pill about the number."""
    leaves: bool = False
    marks: tuple[str, ...] = ()
    when: str = ""


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
        self.painted: dict[str, Looks] = {}
        """What rows showed when they were painted last."""
        self._pictures: dict[tuple[object, ...], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """32 px high."""
        return QSize(120, HIGH)

    # -- painting

    def forget(self) -> None:
        """Paint every row anew; the theme has changed."""
        self._pictures.clear()

    def looks(self, record: str) -> Looks:
        """What a row shows of its record."""
        journey, found = self.journey, self.journey.store.get(record)
        if found is None and record in self.painted and record != UNSORTED:
            return self.painted[record]  # It is gone, and its row goes when hands rest.
        name = name_of(found) if found is not None else UNSORTED_TITLE
        if isinstance(found, Handover):
            target = journey.store.find(Touchpoint, found.target)
            words = name or (name_of(target) if target is not None else "")
            token = "neg" if found.quality == "fails" else "ink2"
            number = str(journey.number_of(found.target))
            return Looks(words or "Untitled", "secondary", token, number, None, True, self._marks(record))
        if isinstance(found, Touchpoint):
            felt = journey.felt(found)
            pill = mood_token(felt) if felt is not None else None
            number, token = str(journey.number_of(record)), "ink" if name else "ink3"
            return Looks(name or "Untitled", "text", token, number, pill, False, self._marks(record))
        if isinstance(found, Phase):
            number = str(journey.phases.index(record) + 1)
            return Looks(name or "Untitled", "strong", "ink", number, None, False, (), found.when)
        return Looks(name or "Untitled", "strong", "ink")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row from its picture, which holds as long as the row looks the same."""
        view = option.widget  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        box = option.rect  # type: ignore[attr-defined]
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        record, width = index.data(ID), view.width() if view else box.right()
        is_ringed = self.is_ringed and isinstance(view, QAbstractItemView) and view.currentIndex() == index
        looks = self.painted[record] = self.looks(record)
        ratio = painter.device().devicePixelRatioF()
        key = looks, is_chosen, is_hovered, is_ringed, box.left(), width, ratio
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > MOST_KEPT:
                self._pictures.clear()
            picture = self._pictures[key] = QPixmap(round(width * ratio), round(HIGH * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(self.look.colour("paper"))
            inner = QPainter(picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QRectF(4, 1, width - 12, HIGH - 2)
            self._paint_ground(inner, ground, is_chosen, is_hovered)
            self._paint_row(inner, looks, is_chosen, box.left(), ground.right() - PAD)
            if is_ringed:
                paint_ring(inner, self.look, ground, 6)
            inner.end()
        painter.drawPixmap(0, box.top(), picture)

    def _paint_row(self, painter: QPainter, looks: Looks, is_chosen: bool, left: float, right: float) -> None:
        """What stands left and right, and the name between."""
        left = self._paint_left(painter, looks, left, MIDDLE)
        right = self._paint_right(painter, looks, right, MIDDLE)
        font = self.look.font("strong" if is_chosen and looks.role == "text" else looks.role)
        painter.setFont(font)
        painter.setPen(self.look.colour(looks.token))
        room = max(0.0, right - left)
        shown = QFontMetricsF(font).elidedText(looks.words, Qt.TextElideMode.ElideRight, room + 0.5)
        painter.drawText(QRectF(left, 0, room + 1, HIGH), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ground(self, painter: QPainter, box: QRectF, is_chosen: bool, is_hovered: bool) -> None:
        if is_chosen or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("wash2" if is_chosen else "wash"))
            painter.drawRoundedRect(box, 6, 6)

    def _paint_left(self, painter: QPainter, looks: Looks, x: float, middle: float) -> float:
        look = self.look
        if not looks.number:
            return x
        if looks.role == "strong":
            painter.setFont(look.font("phase_number"))
            painter.setPen(look.colour("ink2"))
            box = QRectF(x, middle - HIGH / 2, 40, HIGH)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, looks.number)
            return x + QFontMetricsF(look.font("phase_number")).horizontalAdvance(looks.number) + 7
        if looks.leaves:
            look.paint_icon(painter, "arrow-out", "ink3", QRectF(x, middle - 7, 14, 14))
            x += 20
        width = pill_width(look, looks.number)
        paint_pill(painter, look, QRectF(x, middle - 9, width, 18), looks.number, looks.pill)
        return x + width + 8

    def _paint_right(self, painter: QPainter, looks: Looks, right: float, middle: float) -> float:
        for mark in looks.marks:
            MARKS[mark](painter, self.look, right - MARK / 2, middle, MARK / 2 - 0.5)
            right -= MARK + 5
        if looks.when:
            font = self.look.font("secondary")
            painter.setFont(font)
            painter.setPen(self.look.colour("ink3"))
            width = min(96.0, QFontMetricsF(font).horizontalAdvance(looks.when) + 1)
            shown = QFontMetricsF(font).elidedText(looks.when, Qt.TextElideMode.ElideRight, width)
            painter.drawText(
                QRectF(right - width, middle - HIGH / 2, width, HIGH), Qt.AlignmentFlag.AlignVCenter, shown
            )
            right -= width + PAD
        return right

    def marks(self, record: str) -> list[str]:
        """The marks of a row, the rightmost first."""
        return list(self._marks(record))

    def _marks(self, record: str) -> tuple[str, ...]:
        handover = self.journey.store.find(Handover, record)
        quality = (handover.quality,) if handover is not None else ()
        star = ("star",) if self.journey.moments_on(record) else ()
        return (*quality, *star, *(("triangle",) if self.journey.pains_on(record) else ()))

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
        words = self.looks(index.data(ID)).words if index.isValid() else ""
        if event.type() != QEvent.Type.ToolTip or not words:
            return False
        QToolTip.showText(event.globalPos(), tip_of(words), view)
        return True
