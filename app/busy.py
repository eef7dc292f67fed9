"""Whether somebody is in the middle of something that a colleague's change must not disturb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from app.window import Window


def is_busy(window: Window) -> bool:
    """Whether a hand holds something, a text is half typed, or a question or a menu is open."""
    editor = window.editor
    is_on_canvas = editor is not None and (editor.canvas.gesture is not None or editor.canvas.is_editing)
    asks = QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
    holds = QApplication.mouseButtons() != Qt.MouseButton.NoButton
    return is_on_canvas or asks or holds or is_half_typed(QApplication.focusWidget())


def is_half_typed(widget: QWidget | None) -> bool:
    """Whether a text has been changed in a field and not been taken yet."""
    if isinstance(widget, QLineEdit):
        return widget.isModified()
    return isinstance(widget, QPlainTextEdit | QTextEdit) and widget.document().isModified()
