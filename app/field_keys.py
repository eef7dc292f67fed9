"""What the status bar says while a field has the focus: keys that work there, since those of the map do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.menus import takes_text
from widgets.canvas.hints import Hints
from widgets.fields import Field
from widgets.inspector.talk import Saying
from widgets.picker import PickButton
from widgets.score import ScoreRow
from widgets.text_area import Paper
from widgets.tick import TickBox

if TYPE_CHECKING:
    from app.editor import MapEditor

NEXT = ("Tab", "next field")
LEAVES = ("Esc", "back to the map")
ONE_LINE: Hints = (("Enter", "saves"), NEXT, ("Esc", "restores or leaves"))
LINES: Hints = (("Ctrl+Enter", "saves"), *ONE_LINE[1:])
COMMENT: Hints = (("Ctrl+Enter", "says it"), LEAVES)
NOTHING: Hints = ()
OTHERS: tuple[tuple[type[QWidget], Hints], ...] = (
    (ScoreRow, (("1–5", "mood"), ("←→", "finer"), ("Backspace", "unsets"))),
    (PickButton, (("Enter", "opens the list"), NEXT, LEAVES)),
    (TickBox, (("Space", "ticks"), NEXT, LEAVES)),
)


def keys_at(editor: MapEditor, widget: QWidget | None) -> Hints | None:
    """What keys do in a field beside the map; None where it is no field of this editor."""
    if widget is None or not editor.isAncestorOf(widget) or editor.canvas.isAncestorOf(widget):
        return None
    if not editor.panel.isAncestorOf(widget):
        return NOTHING if takes_text(widget) else None
    if isinstance(widget, Saying):
        return COMMENT
    if isinstance(widget, Paper):
        return ONE_LINE if widget.enter_saves else LINES
    if takes_text(widget):
        return ONE_LINE if isinstance(widget.parentWidget(), Field) else NOTHING
    return next((hints for kind, hints in OTHERS if isinstance(widget, kind)), None)


class FieldKeys(QObject):
    """Follows the focus of one editor into its fields and out of them."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._told: Hints | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.focusChanged.connect(self._follow)

    def close_down(self) -> None:
        """Follow the focus no more."""
        self._app.focusChanged.disconnect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.activePopupWidget() is not None:
            return
        told, before = keys_at(self._editor, now), self._told
        self._told = told
        choosing = self._editor.choosing
        if told != before and (choosing is None or not choosing.is_open):
            self._editor.show_hints()
