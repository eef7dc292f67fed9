"""Typing in a cell: a field that stands over it and is done with Enter, Tab or Esc."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.fields import Field
from widgets.inspector.bench import Bench
from widgets.inspector.fields import Spec, editor_for
from widgets.look import Look

LEAST = 150
"""No field over a cell is narrower, px."""
ENDS = {
    Qt.Key.Key_Return: "stay",
    Qt.Key.Key_Enter: "stay",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "back",
}


def field_for(bench: Bench, spec: Spec) -> Field:
    """The field for one line, a number or a day: that of the panel, but a single line for any text."""
    if spec.type is str:
        return Field(bench.look, empty=spec.title)
    editor = editor_for(bench, spec)
    assert isinstance(editor, Field), spec
    if editor.label is not None:
        editor.label.hide()
    return editor


class InPlace(QWidget):
    """One field over a cell; a wrong value is said below it, and what was typed stays."""

    ended = Signal(str)
    """How it ended: "stay", "next", "back", "more", "given up" or "left"."""

    def __init__(self, look: Look, field: Field, title: str, value: Any, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.look, self.field, self.viewport = look, field, viewport
        self.composing = self._is_over = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(field)
        field.show_value(value)
        field.line.setAccessibleName(title)
        field.line.installEventFilter(self)
        self._cell = QRect()

    def begin(self, cell: QRect, words: str | None) -> None:
        """Stand over a cell and type there; words replace what it holds."""
        self._cell = cell
        self.place()
        self.show()
        self.raise_()
        line = self.field.line
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        if words is None:
            line.selectAll()
        else:
            line.setText(words)
            line.setModified(True)

    def place(self, cell: QRect | None = None) -> None:
        """Stand over the cell, within what is seen."""
        self._cell = cell or self._cell
        area = self.viewport.rect()
        wide = max(self._cell.width(), LEAST)
        left = min(self._cell.left(), area.right() - wide)
        self.setFixedWidth(wide)
        self.adjustSize()
        high = self.sizeHint().height()
        top = min(self._cell.top(), area.bottom() - high)
        self.setGeometry(max(0, left), max(0, top), wide, high)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.field.line.text().strip()

    def save(self) -> bool:
        """Let what was typed be taken; says whether it was."""
        self.field.save()
        self.place()
        return not self.field.complaint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves and stays, Tab goes on, Ctrl+Enter begins another row, Esc restores."""
        if isinstance(event, QInputMethodEvent):
            self.composing = bool(event.preeditString())
        if event.type() == QEvent.Type.FocusOut and not self._is_over:
            if self.save() and not self.composing:
                self._end("left")
            return True
        if not isinstance(event, QKeyEvent) or self.composing:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in (*ENDS, Qt.Key.Key_Escape):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.field.restore()
            self._end("given up")
            return True
        how = ENDS.get(Qt.Key(event.key()))
        if how == "stay" and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            how = "more"
        if how is None:
            return False
        if self.save():
            self._end(how)
        return True

    def _end(self, how: str) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(how)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper on which a complaint stands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("rule2"), 1))
        painter.setBrush(self.look.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
