"""The command palette: all that can be done and all places to go to, found by typing."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import (
    QAbstractListModel,
    QEasingCurve,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from model.likeness import spans_in
from widgets.entries import Entry, ranked
from widgets.look import Look
from widgets.marks import MARKS, paint_pill, pill_width
from widgets.scroll import WIDTH as BAR
from widgets.scroll import SlimBar
from widgets.typed import Typed, paint_key, paint_words
from widgets.vanishing import Vanishing

Index = QModelIndex | QPersistentModelIndex
WIDE, FROM_TOP, FIELD, ROW, HEADING, FOOT = 640, 96, 56, 40, 38, 36
FOUND = Qt.ItemDataRole.UserRole
STAYING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
HINTS = (("↑", ""), ("↓", "choose"), ("Enter", "do it"), ("Esc", "close"))


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


class Sheet(QFrame):
    """The paper of the palette: field, rows, and what the keys do."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.count = look, ""
        self.field = Typed(look, "command", "What do you want to do, or where to go?", self)
        self.finds = Finds(self)
        self.list = QListView(self)
        self.rows = Rows(look, self.list)
        names = self.list
        names.setModel(self.finds)
        names.setItemDelegate(self.rows)
        names.setAccessibleName("Actions and places")
        names.setFrameShape(QFrame.Shape.NoFrame)
        names.setStyleSheet("QListView { border: none; background: transparent; }")
        names.setMouseTracking(True)
        names.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar = SlimBar(look, Qt.Orientation.Vertical, names)
        self.bar.follow(names.verticalScrollBar())

    def fit(self, room: int) -> None:
        """Be as high as the rows, within the room there is."""
        rows = sum(HEADING if isinstance(row, str) else ROW for row in self.finds.rows)
        high = max(ROW, min(rows + 8, room - FIELD - FOOT)) if rows else HEADING + 10
        self.resize(WIDE, FIELD + high + FOOT)
        self.field.setGeometry(50, 2, WIDE - 150, FIELD - 4)
        self.list.setGeometry(1, FIELD + 1, WIDE - 2, high - 2)
        self.list.setVisible(bool(rows))
        self.bar.setGeometry(WIDE - BAR - 4, 4, BAR, high - 10)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, glass, count and keys."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("rule2"), 1))
        painter.setBrush(look.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9.5, 9.5)
        look.paint_icon(painter, "search", "ink3", QRectF(21, (FIELD - 18) / 2, 18, 18))
        foot = self.height() - FOOT
        for y in (FIELD, foot):
            painter.fillRect(QRectF(1, y, WIDE - 2, 1), look.colour("rule"))
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        box = QRectF(WIDE - 120, 0, 100, FIELD)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.count)
        if not self.finds.rows:
            words = QRectF(20, FIELD, WIDE - 40, foot - FIELD)
            nothing = f"Nothing called “{self.field.text().strip()}”."
            paint_words(painter, look, words, nothing, (), ("secondary", "label"), "ink3")
        self._paint_keys(painter, foot + FOOT / 2)
        painter.end()

    def _paint_keys(self, painter: QPainter, middle: float) -> None:
        look, x = self.look, 20.0
        metrics = QFontMetricsF(look.font("secondary"))
        for key, words in HINTS:
            width = max(18.0, QFontMetricsF(look.font("key")).horizontalAdvance(key) + 10)
            paint_key(painter, look, x + width, middle, key)
            x += width + 5
            painter.setFont(look.font("secondary"))
            painter.setPen(look.colour("ink2"))
            painter.drawText(QRectF(x, middle - 10, 200, 20), Qt.AlignmentFlag.AlignVCenter, words)
            x += metrics.horizontalAdvance(words) + 16 if words else 0


class CommandPalette(QWidget):
    """Lies over the whole window; Enter does what is chosen, Esc or a click beside it closes."""

    closed = Signal()

    def __init__(self, look: Look, entries: Sequence[Entry], window: QWidget) -> None:
        super().__init__(window)
        self.look, self.entries, self.page = look, entries, window
        self.sheet = Sheet(look, self)
        self.field, self.list, self.finds = self.sheet.field, self.sheet.list, self.sheet.finds
        self._came_from: QWidget | None = QApplication.focusWidget()
        self._motion: QPropertyAnimation | None = None
        self.field.textChanged.connect(self._look_for)
        self.list.clicked.connect(lambda index: self._do(index))
        self.list.entered.connect(self.list.setCurrentIndex)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        look.changed.connect(self.update)
        self.setGeometry(window.rect())
        self._look_for("")

    def open(self) -> None:
        """Show it, ready to be typed in."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.look.reduced_motion:
            place = self.sheet.pos()
            self._motion = QPropertyAnimation(self.sheet, b"pos", self)
            self._motion.setDuration(140)
            self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._motion.setStartValue(place - QPoint(0, 12))
            self._motion.setEndValue(place)
            self._motion.start()

    def leave(self) -> None:
        """Close it and give the focus back."""
        if self.isHidden():
            return
        self.page.removeEventFilter(self)
        if self._motion is not None:
            self._motion.stop()
        if not self.look.reduced_motion and self.page.isVisible():
            Vanishing(self.look, self.sheet, self.page).begin()
        self.hide()
        if self._came_from is not None and shiboken6.isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def shown(self) -> list[str]:
        """The words of the entries in the list now."""
        return [row.words for row in self.finds.rows if isinstance(row, Entry)]

    @property
    def chosen(self) -> Entry | None:
        """The entry that Enter would do."""
        row = self.list.currentIndex().data(FOUND)
        return row if isinstance(row, Entry) else None

    def _look_for(self, typed: str) -> None:
        count, rows = ranked(typed, self.entries)
        self.sheet.rows.typed = typed
        self.sheet.count = f"{count} found" if typed.strip() else ""
        self.finds.show(rows)
        self._stand()
        self._choose(0, 1)

    def _stand(self) -> None:
        self.sheet.fit(self.height() - FROM_TOP - 32)
        self.sheet.move((self.width() - WIDE) // 2, FROM_TOP)

    def _choose(self, place: int, step: int) -> None:
        """Choose the first entry from a row on, in one direction; headings are passed over."""
        while 0 <= place < len(self.finds.rows):
            if isinstance(self.finds.rows[place], Entry):
                index = self.finds.index(place)
                self.list.setCurrentIndex(index)
                self.list.scrollTo(self.finds.index(0) if place == 1 else index)
                return
            place += step

    def _do(self, index: QModelIndex) -> None:
        entry = index.data(FOUND)
        if isinstance(entry, Entry) and not entry.why_not:
            self.leave()
            entry.act()

    # -- keys and hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the whole window; keep the focus in the field while it is open."""
        if watched is self.page and event.type() == QEvent.Type.Resize:
            self.setGeometry(self.page.rect())
            self._stand()
        is_leaving = watched is self.field and event.type() == QEvent.Type.FocusOut
        if is_leaving and isinstance(event, QFocusEvent) and event.reason() not in STAYING:
            self._came_from = None
            self.leave()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the rows, since nothing else here takes keys."""
        self._step(1 if forward else -1)
        return True

    def _step(self, step: int) -> None:
        self._choose(self.list.currentIndex().row() + step, step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose, Enter does, Esc closes; no other key goes further."""
        event.accept()
        if self.field.composing:
            return
        key, rows = event.key(), max(1, self.list.height() // ROW - 1)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        pages = {Qt.Key.Key_PageDown: rows, Qt.Key.Key_PageUp: -rows}
        if key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in pages:
            place = self.list.currentIndex().row() + pages[Qt.Key(key)]
            step = 1 if pages[Qt.Key(key)] < 0 else -1
            self._choose(max(0, min(len(self.finds.rows) - 1, place)), step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the paper closes."""
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken the window."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("scrim"))
        painter.end()
