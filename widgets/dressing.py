"""Dressing the application in another style sheet: what is seen in a few turns, what is hidden when it is shown next.

Qt gives each new sheet to every widget there is, twice over, and pages of the panel are kept for long. So no widget
is told of the sheet by Qt: while it is put in place each looks as if nobody had dressed it yet and as if its style
were its own, which Qt leaves alone. Then those in sight are dressed. Where that takes more than a moment the windows
are painted again only when all that is seen in them is dressed. Whatever is hidden is dressed bit by bit after that,
or when it is shown, if that comes first.
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
MANY = 600
"""A sheet is put on more widgets than these in a turn of its own."""
BIT, PAUSE = 0.005, 50
"""So long what is hidden is dressed between two events, s, and so long it waits then, ms."""


class Dressing(QObject):
    """Puts another sheet on an application, and sees to it that what was hidden then is dressed once it is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._due: tuple[QApplication, QPalette, str] | None = None
        self._left: Iterator[None] = iter(())
        """Dresses those in sight, one each time."""
        self._frozen: list[QWidget] = []
        self._held: dict[str, list[QWidget]] = {}
        """Those to be dressed; let go of last of all, since a look may go with the last of its widgets."""
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._hidden: Iterator[None] = iter(())
        self._later = QTimer(self, interval=PAUSE)
        self._later.timeout.connect(self._dress_hidden)

    def put_on(self, app: QApplication, palette: QPalette, sheet: str) -> None:
        """Show everything in this palette and sheet from now on."""
        self._due, self._left = (app, palette, sheet), iter(())
        if len(app.allWidgets()) > MANY:
            self._freeze()
            self._timer.start()
        else:
            self._change(app, palette, sheet)

    def _change(self, app: QApplication, palette: QPalette, sheet: str) -> None:
        self._due = None
        end, widgets = time.thread_time() + MOMENT, app.allWidgets()
        plain = [one for one in widgets if not one.testAttribute(OWN_STYLE)]
        _mark(widgets, DRESSED, False)
        _mark(plain, OWN_STYLE, True)
        app.setStyleSheet("")
        app.setPalette(palette)
        app.setStyleSheet(sheet)
        _mark(widgets, DRESSED, True)
        _mark(plain, OWN_STYLE, False)
        seen, hidden = list[QWidget](), list[QWidget]()
        for one in widgets:
            (seen if one.isVisible() else hidden).append(one)
        for one in hidden:
            if one.isHidden():
                one.installEventFilter(self)
        self._held = {"seen": seen, "hidden": hidden}
        self._hidden = self._dress_unseen(hidden)
        self._later.start()
        self._left = _dress_all(seen)
        self._go_on_until(end)

    @property
    def is_at_work(self) -> bool:
        """Whether some of what is seen is still to be dressed."""
        return self._timer.isActive()

    def _go_on(self) -> None:
        if self._due is not None:
            self._change(*self._due)
        else:
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
        self._held.pop("seen", None)

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

    def _dress_hidden(self) -> None:
        """Dress a bit of what is hidden, unless what is seen is not dressed yet."""
        end = time.thread_time() + BIT
        if self.is_at_work:
            return
        for _ in self._hidden:
            if time.thread_time() > end:
                return
        self._later.stop()
        self._held.pop("hidden", None)

    def _dress_unseen(self, hidden: list[QWidget]) -> Iterator[None]:
        yield from _dress_all(hidden)
        for one in hidden:
            if isValid(one):
                one.removeEventFilter(self)

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


def _shown_with(shown: QWidget) -> list[QWidget]:
    """A widget and those within it, but what stays hidden when it is shown.

    None is asked for its children: PySide would forget them with the wrapper that was made for the asking.
    """
    within = [one for one in QApplication.allWidgets() if one is not shown and shown.isAncestorOf(one)]
    return [shown, *(one for one in within if one.isVisibleTo(shown))]
