"""How everything looks and moves: theme, contrast and motion as somebody chose them, or as the system has them."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.settings import Preferences
from model.drawing.theme import ThemeName
from widgets.look import Look


class Seeing(QObject):
    """Keeps the look as it is wanted, now and while the system changes its own."""

    chosen = Signal()
    """Somebody wants another theme, contrast or motion."""

    def __init__(self, preferences: Preferences, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.preferences, self.look = preferences, look
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._follow_system()

    def choose(self, **wanted: str) -> None:
        """Show everything in this `theme`, with this `contrast` or `motion`, or the system's, from now on."""
        self.preferences.change(**wanted)
        self._follow_system()
        self.chosen.emit()

    def _follow_system(self) -> None:
        now, hints = self.preferences.now, QGuiApplication.styleHints()
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        theme: ThemeName = ("dark" if is_dark else "light") if now.theme == "system" else now.theme
        is_high = now.contrast == "high"
        if now.contrast == "system" and hasattr(hints, "accessibility"):
            is_high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        self.look.choose(theme, "high" if is_high else "normal")
        self.look.move(now.motion)
