"""The command palette: all that can be done and all places to go to, found by typing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import perf_counter

import shiboken6
from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QWidget,
)

from widgets.command_rows import FOUND, HEADING, ROW, WIDE, Finds, Rows
from widgets.entries import PAUSE, Entry, Ranking, ranked
from widgets.look import Look
from widgets.scroll import WIDTH as BAR
from widgets.scroll import SlimBar
from widgets.typed import Typed, paint_key, paint_words
from widgets.vanishing import Vanishing

FROM_TOP, FIELD, FOOT = 96, 56, 36
MANY = 500
"""Among so many entries what is typed is found at once."""
SLICE = 0.006
"""How long the search among more of them keeps the keys waiting, s."""
STAYING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
HINTS = (("↑", ""), ("↓", "choose"), ("Enter", "do it"), ("Esc", "close"))


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

    def __init__(
        self, look: Look, entries: Sequence[Entry], coming: Iterable[Entry | None], window: QWidget
    ) -> None:
        """`coming` are the entries that are asked for later where they are many; None is a place to pause."""
        super().__init__(window)
        self.look, self.entries, self.page = look, list(entries), window
        self._coming = iter(coming)
        self._is_whole = self._ask_more(MANY)
        self._work: Iterator[None] = iter(())
        self._is_busy = self._is_enter_due = False
        self._slices = QTimer(self, singleShot=True)
        self._slices.timeout.connect(self._go_on)
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
        self._slices.stop()
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

    def _ask_more(self, many: int) -> bool:
        """Take in so many more entries, or those before the next pause; whether those were the last."""
        for entry in islice(self._coming, many):
            if entry is None:
                return False
            self.entries.append(entry)
            many -= 1
        return many > 0

    def _look_for(self, typed: str) -> None:
        """Find what is like what was typed: at once, or among thousands in slices, so that keys never wait."""
        self._is_enter_due, self._is_busy = False, True
        self._work = self._finding(typed)
        if self._is_whole and len(self.entries) <= MANY:
            for _ in self._work:
                pass
        else:
            self._go_on()

    def _finding(self, typed: str) -> Iterator[None]:
        ranking = Ranking(typed, self.entries)
        if not self._is_whole:
            if not self.finds.rows:
                self._show(typed, *ranked(typed, self.entries))
            while not self._is_whole:
                self._is_whole = self._ask_more(PAUSE)
                yield
        yield from ranking.in_parts()
        self._is_busy = False
        self._show(typed, ranking.count, ranking.rows)
        if self._is_enter_due:
            self._do(self.list.currentIndex())

    def _go_on(self) -> None:
        end = perf_counter() + SLICE
        for _ in self._work:
            if perf_counter() > end:
                self._slices.start(0)
                return

    def _show(self, typed: str, count: int, rows: list[Entry | str]) -> None:
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
            self._is_enter_due = self._is_busy
            if not self._is_busy:
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
