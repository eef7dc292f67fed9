"""Work with files away from the hands: on a thread of its own, its outcome told where the window lives."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

LOOKS = 15
"""How often an outcome is looked for while one is awaited, ms."""
_in_hand: list[tuple[threading.Thread, Callable[[], Any]]] = []
"""What threads do, kept here until they are over: what falls with it must not fall on a thread without widgets."""


class Errand(QObject):
    """At most one piece of work at a time; it never touches a widget or a map."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._outcome: list[Any] = []
        self._then: Callable[[Any], object] | None = None
        self._look = QTimer(self, interval=LOOKS)
        self._look.timeout.connect(self._tell)

    @property
    def is_on(self) -> bool:
        """Whether something is being done, or its outcome is not told yet."""
        return self._then is not None

    def run(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do this work, then tell what it returned, or the exception that it raised."""
        assert not self.is_on
        outcome = self._outcome = []
        self._then = then

        def do() -> None:
            try:
                outcome.append(work())
            except Exception as error:
                outcome.append(error)

        # A share that hangs must not keep the app from ending.
        self._thread = threading.Thread(target=do, daemon=True)
        _in_hand[:] = [(thread, kept) for thread, kept in _in_hand if thread.is_alive()]
        _in_hand.append((self._thread, work))
        self._thread.start()
        self._look.start()

    def wait(self, seconds: float) -> None:
        """Wait so long for what is being done, and tell its outcome; what takes longer is not heard of any more."""
        if self._thread is not None:
            self._thread.join(seconds)
            self._tell()
        self.forget()

    def forget(self) -> None:
        """Hear no more of what is being done."""
        self._then, self._thread = None, None
        self._look.stop()

    def _tell(self) -> None:
        if self._outcome and self._then is not None:
            then, outcome = self._then, self._outcome[0]
            self.forget()
            then(outcome)
