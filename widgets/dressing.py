"""Dressing the application in another style sheet: what is seen in a few turns, what is hidden when it is shown next.

Qt gives each new sheet to every widget there is, twice over, and pages of the panel are kept for long. So no widget
is told of the sheet by Qt: while it is put in place each looks as if nobody had dressed it yet and as if its style
were its own, which Qt leaves alone. Then those in sight are dressed, and whatever is hidden waits for its Show event.
Where that takes more than a moment the windows are painted again only when all that is seen in them is dressed.
"""

import time
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

DRESSED, OWN_STYLE = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle
MOMENT = 0.02
"""So long at most this goes on between two events, s."""


class Dressing(QObject):
    """Puts another sheet on an application, and sees to it that what was hidden then is dressed once it is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[None] = iter(())
        """Dresses those in sight, one each time."""
        self._frozen: list[QWidget] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def put_on(self, app: QApplication, palette: QPalette, sheet: str) -> None:
        """Show everything in this palette and sheet from now on."""
        end, widgets = time.thread_time() + MOMENT, app.allWidgets()
        dressed = [one for one in widgets if one.testAttribute(DRESSED)]
        plain = [one for one in widgets if not one.testAttribute(OWN_STYLE)]
        _mark(dressed, DRESSED, False)
        _mark(plain, OWN_STYLE, True)
        app.setStyleSheet("")
        app.setPalette(palette)
        app.setStyleSheet(sheet)
        _mark(dressed, DRESSED, True)
        _mark(plain, OWN_STYLE, False)
        for one in dressed:
            if (one.isHidden() or one.isWindow()) and not one.isVisible():
                one.installEventFilter(self)
        self._left = _dress_all([one for one in dressed if one.isVisible()])
        self._go_on_until(end)

    @property
    def is_at_work(self) -> bool:
        """Whether some of what is seen is still to be dressed."""
        return self._timer.isActive()

    def _go_on(self) -> None:
        self._go_on_until(time.thread_time() + MOMENT)

    def _go_on_until(self, end: float) -> None:
        """Dress until then; nothing is painted before the last is dressed."""
        for _ in self._left:
            if time.thread_time() > end:
                if not self.is_at_work:
                    self._freeze()
                    self._timer.start()
                return
        self._timer.stop()
        self._thaw()

    def _freeze(self) -> None:
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.updatesEnabled()]
        self._frozen += windows
        for window in windows:
            window.setUpdatesEnabled(False)

    def _thaw(self) -> None:
        for window in self._frozen:
            if isValid(window):
                window.setUpdatesEnabled(True)
                # Where something was to be painted before, Qt waits for a request that it has already passed over.
                QCoreApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))
        self._frozen = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress what is shown again, and all that comes to be seen with it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            for one in _shown_with(watched):
                _dress(one)
        return False


def _mark(widgets: list[QWidget], attribute: Qt.WidgetAttribute, is_so: bool) -> None:
    for one in widgets:
        one.setAttribute(attribute, is_so)


def _dress_all(widgets: list[QWidget]) -> Iterator[None]:
    for one in widgets:
        if isValid(one):
            _dress(one)
        yield


def _dress(one: QWidget) -> None:
    """Let Qt match the sheet to this widget, and have it painted anew."""
    one.style().polish(one)
    QCoreApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))
    one.update()


def _shown_with(shown: QWidget) -> Iterator[QWidget]:
    """A widget and those within it, but what stays hidden when it is shown."""
    yield shown
    for one in shown.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not (one.isHidden() or one.isWindow()):
            yield from _shown_with(one)
