"""Paste a list: a small dialog in which one line becomes one touchpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from app.prompts import Sheet
from model.lists import listed_in
from model.records import Touchpoint
from model.rules import Refused, refuse
from widgets.buttons import Button
from widgets.canvas.copying import RECORDS, paste_list, where_new_goes
from widgets.words import Words

if TYPE_CHECKING:
    from app.window import Window

SIZE = 520, 460
EXAMPLE = "Sees an advert\nCompares plans\nOpens a live chat"


class PasteList(Sheet):
    """A text area, and how many touchpoints its lines make."""

    def __init__(self, window: Window, where: str) -> None:
        super().__init__(window, window.look)
        look = window.look
        self.setWindowTitle("Paste a list")
        self.field = QPlainTextEdit(self)
        self.field.setAccessibleName("List of touchpoints, one on each line")
        self.field.setPlaceholderText(EXAMPLE)
        self.field.setTabChangesFocus(True)
        self.count = Words(look, "", "secondary", "ink3")
        self.add = Button(look, "Add touchpoints", "primary", parent=self)
        self.cancel = Button(look, "Cancel", parent=self)
        self.add.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.field.textChanged.connect(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(Words(look, "Paste a list", "dialog_title"))
        says = (
            f"Each line becomes a touchpoint {where}, handed over to the next. Bullets and numbers are left out. "
            "From a spreadsheet, further cells set channel and department, or become the note."
        )
        column.addWidget(Words(look, says, "text", "ink2", lines=3))
        column.addWidget(self.field, 1)
        column.addWidget(self.count)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.add)
        column.addLayout(row)
        self.resize(*SIZE)
        self.field.setPlainText(_clipboard_text())
        self.field.selectAll()
        self.field.setFocus()
        self._count()

    def _count(self) -> None:
        try:
            found = listed_in(self.field.toPlainText())
        except Refused as refused:
            self.count.say(str(refused))
            self.add.setEnabled(False)
            return
        number = len(found.lines)
        self.add.setEnabled(number > 0)
        self.add.say(
            f"Add {'1 touchpoint' if number == 1 else f'{number:,} touchpoints'}" if number else "Add"
        )
        self.count.say(found.said or ("Ctrl+Enter adds them." if number else "One touchpoint on each line."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter adds, since Enter begins a line."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.add.isEnabled():
                self.accept()
        else:
            super().keyPressEvent(event)


def _clipboard_text() -> str:
    content = QGuiApplication.clipboard().mimeData()
    is_list = content is not None and content.hasText() and not content.hasFormat(RECORDS)
    return content.text() if is_list and len(content.text()) < 200_000 else ""


def ask_for_list(window: Window) -> None:
    """Ask for a list, and add its touchpoints after the selection; raises Refused, at once where the lock is on."""
    refuse(window.canvas.lock.why_not(Touchpoint.kind))
    dialog = PasteList(window, where_new_goes(window.canvas))
    is_meant = dialog.exec() == Sheet.DialogCode.Accepted
    text = dialog.field.toPlainText()
    dialog.deleteLater()
    window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
    if is_meant:
        paste_list(window.canvas, text)
