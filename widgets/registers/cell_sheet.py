"""A small sheet over a cell for what has several parts: the panel's own editor, taken whole or not at all."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import Button
from widgets.editors import Editor
from widgets.look import Look
from widgets.scroll import Scroll

WIDE, HIGHEST, PAD, MORE = 340, 380, 12, 44


class CellSheet(QWidget):
    """Shows an editor over a cell; Save or going elsewhere takes what was made of it, Esc restores."""

    saved = Signal(object)
    """The new value; whoever refuses it calls `complain`."""
    ended = Signal()

    def __init__(self, look: Look, editor: Editor, title: str, value: object, window: QWidget) -> None:
        super().__init__(window)
        self.look, self.editor, self.value = look, editor, value
        self.around = window
        self.before = value
        self._is_over = False
        self.setAccessibleName(title)
        self.area = Scroll(look, self)
        self.inside = inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 6, 12, 6)
        column.addWidget(editor)
        column.addStretch(1)
        self.area.setWidget(inside)
        self.save_button = Button(look, f"Save {title.lower()}", "primary", parent=self)
        self.save_button.clicked.connect(self.save)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAD, PAD, PAD, PAD)
        whole.setSpacing(8)
        whole.addWidget(self.area, 1)
        whole.addLayout(feet)
        editor.show_value(value)
        editor.edited.connect(self._take)

    def begin(self, cell: QRect) -> None:
        """Open below a cell of the window, or above it where there is no room."""
        window = self.around.rect()
        wide = max(cell.width(), WIDE)
        high = min(self._wanted_height(wide), HIGHEST, window.height() - 16)
        left = max(8, min(cell.left(), window.right() - wide - 8))
        below, above = cell.bottom() + 2, cell.top() - high - 2
        top = below if below + high <= window.height() - 8 else max(8, above)
        self.setGeometry(left, top, wide, high)
        self.show()
        self.raise_()
        stops = self._stops()
        stops[0].setFocus(Qt.FocusReason.TabFocusReason)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def _wanted_height(self, wide: int) -> int:
        """Room for the editor, for one line more of it, and for the button."""
        layout = self.inside.layout()
        assert layout is not None
        inner = wide - 2 * PAD
        needs = (
            layout.totalHeightForWidth(inner) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        return max(needs, layout.sizeHint().height()) + MORE + self.save_button.sizeHint().height() + 2 * PAD

    def _take(self, value: object) -> None:
        self.value = value
        self.editor.show_value(value)

    # -- ending

    def save(self) -> None:
        """Take what was made of it."""
        if self._is_over:
            return
        focus = self.focusWidget()
        if focus is not None and focus is not self.save_button:
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.complain("")
        if self.value != self.before:
            self.saved.emit(self.value)
        if not self.editor.complaint:
            self._end()

    def give_up(self) -> None:
        """Leave everything as it was."""
        self._end()

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.focusChanged.disconnect(self._follow_focus)
            self.ended.emit()
            self.hide()
            self.deleteLater()

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._is_over:
            return
        above: QWidget | None = now
        while above is not None and above is not self:
            above = above.parentWidget()
        if above is None:
            self.save()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc restores, Enter takes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in the sheet."""
        stops, now = self._stops(), QApplication.focusWidget()
        here = stops.index(now) if now in stops else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        inside = [
            one for one in self.findChildren(QWidget) if _takes_tab(one) and one.window() is self.window()
        ]

        def place(one: QWidget) -> tuple[int, int]:
            at = one.mapTo(self, QPoint(0, one.height() // 2))
            return at.y() // 20, at.x()

        return sorted(inside, key=place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet and its line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("rule2"), 1))
        painter.setBrush(self.look.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def _takes_tab(one: QWidget) -> bool:
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isVisible() and one.isEnabled()
