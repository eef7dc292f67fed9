"""A small menu in ink on the map: one question with a few answers, by mouse, arrows or letter."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from model.store import Commit
from widgets.focus import Pressable
from widgets.look import Look

ROW, PAD, WIDEST = 30, 10, 320
FORWARD, BACK = (Qt.Key.Key_Down, Qt.Key.Key_Right), (Qt.Key.Key_Up, Qt.Key.Key_Left)


class Answer(Pressable):
    """One answer with its letter."""

    def __init__(self, look: Look, words: str, letter: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.words, self.letter = words, letter
        self.setAccessibleName(words)
        self.setFixedHeight(ROW)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the menu; a button would take them for ways through the window."""
        if event.key() in (*FORWARD, *BACK):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Words and letter."""
        words = QFontMetricsF(self.look.font("text")).horizontalAdvance(self.words)
        return QSize(min(WIDEST, round(words) + 2 * PAD + 34), ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words in paper, on the chosen ground while it has the focus."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = self.hasFocus() or self.hovered
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("paper"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        box = QRectF(self.rect()).adjusted(PAD, 0, -PAD, 0)
        painter.setPen(look.colour("ink" if is_chosen else "paper"))
        painter.setFont(look.font("text"))
        words = painter.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(box.width()) - 22
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(look.font("key"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.letter)
        painter.end()


class InkMenu(QWidget):
    """A question over the canvas; Esc, going elsewhere, or a change of the map answers nothing."""

    chosen = Signal(str)

    def __init__(self, canvas, question: str, answers: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(canvas.viewport())
        self.canvas, self.look, self.question = canvas, canvas.look, question
        self.setAccessibleName(question)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._is_left = False
        self._about = 0.0, 0.0
        """The place of the map that it is about, mm of the drawing."""
        column = QVBoxLayout(self)
        column.setContentsMargins(4, ROW - 2, 4, 4)
        column.setSpacing(0)
        self.answers: dict[str, Answer] = {}
        for value, words, letter in answers:
            row = self.answers[value] = Answer(self.look, words, letter, self)
            row.clicked.connect(lambda _=False, value=value: self.choose(value))
            column.addWidget(row)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch_focus)
        canvas.store.committed.connect(self._follow)

    def open_at(self, at: QPointF) -> None:
        """Show it with its left upper corner near a point of the viewport, all of it in sight."""
        self._about = self.canvas.camera.to_mm(at)
        self.place()
        self.show()
        self.raise_()
        next(iter(self.answers.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Stand where the map has that point now."""
        at = self.canvas.camera.to_px(*self._about)
        asked = QFontMetricsF(self.look.font("card_title")).horizontalAdvance(self.question)
        size, room = (
            self.sizeHint().expandedTo(QSize(ceil(asked) + 2 * PAD + 8, 0)),
            self.canvas.map_rect().adjusted(4, 4, -4, -4),
        )
        x = max(room.left(), min(at.x(), room.right() - size.width()))
        y = max(room.top(), min(at.y() + 6, room.bottom() - size.height()))
        self.setGeometry(round(x), round(y), size.width(), size.height())

    def choose(self, value: str) -> None:
        """Answer this and go."""
        self.leave()
        self.chosen.emit(value)

    def leave(self) -> None:
        """Go, and give the focus back."""
        if self.isHidden() or self._is_left:
            return
        self._is_left = True
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.canvas.store.committed.disconnect(self._follow)
        if self.canvas.asking is self:
            self.canvas.asking = None
        if had_focus:  # Before it is hidden: Qt would go on from there as with Tab, along the journey.
            self.canvas.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.deleteLater()

    def _follow(self, commit: Commit) -> None:
        self.leave()

    def _watch_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if self.isHidden() or self._is_left:
            return
        if now is not None and not self.isAncestorOf(now):
            QTimer.singleShot(0, self, self.leave)

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here mean nothing else; those with Ctrl go on to the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the answers, Enter takes one, a letter too; Esc goes."""
        rows, key = list(self.answers.values()), event.key()
        at = next((place for place, row in enumerate(rows) if row.hasFocus()), 0)
        letter = event.text().upper()
        by_letter = next(
            (value for value, row in self.answers.items() if letter and row.letter == letter), None
        )
        if key in FORWARD or key in BACK:
            step = 1 if key in FORWARD else -1
            rows[(at + step) % len(rows)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            rows[at].click()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif by_letter is not None:
            self.choose(by_letter)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show who has the focus now."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ink and the question."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setPen(look.colour("paper"))
        painter.setFont(look.font("card_title"))
        painter.drawText(
            QRectF(4 + PAD, 2, self.width(), ROW - 4), Qt.AlignmentFlag.AlignVCenter, self.question
        )
        painter.end()
