"""Composing: while an input method composes in a field, keys belong to it, whatever field it is."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

TAKES_IN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Composing(QObject):
    """Follows the focus: Esc takes a composition back, Enter takes it in, and nothing else hears the keys."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.preedit = ""
        """What is being composed in the field that has the focus."""
        self._field: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):  # A field may lose the focus by going.
            self._field.removeEventFilter(self)
        self.preedit = ""
        takes_text = now is not None and now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._field = now if takes_text else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field, self.preedit = None, ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys that reach the field while something is composed there."""
        if isinstance(event, QInputMethodEvent):
            self.preedit = event.preeditString()
        elif self.preedit and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        elif self.preedit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._keep(event)
        return False

    def _keep(self, event: QKeyEvent) -> bool:
        """Whether a key is kept from the field."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            QGuiApplication.inputMethod().reset()
            self._end("")
        elif key in TAKES_IN and not event.modifiers() & COMMANDS:
            QGuiApplication.inputMethod().commit()
            self._end(self.preedit)
        else:
            return not event.text().isprintable() or bool(event.modifiers() & COMMANDS) or not event.text()
        return True

    def _end(self, text: str) -> None:
        """End the composition with this text, unless the input method has done so itself."""
        if self.preedit and self._field is not None:
            end = QInputMethodEvent("", [])
            end.setCommitString(text)
            QCoreApplication.sendEvent(self._field, end)
