"""Whether hands rest: what would hold them up for a moment waits until they have touched nothing for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

BY_HANDS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TabletMove,
    QEvent.Type.TouchUpdate,
)


class Rest(QObject):
    """Waits for a rest of hands, once each time it is asked to."""

    came = Signal()

    def __init__(self, parent: QObject, long: int) -> None:
        """So long they must have touched nothing, ms."""
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=long)
        self._timer.timeout.connect(self._tell)

    def await_it(self) -> None:
        """Tell when hands have rested from now on."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def _tell(self) -> None:
        self.stop()
        self.came.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A hand is at work: the rest begins anew."""
        if event.type() in BY_HANDS:
            self._timer.start()
        return False
