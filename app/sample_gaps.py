"""How many gaps each sample has, as its strip will list them: found one after the other while nobody waits."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.errand import Errand
from app.files import open_map
from model.journey import Journey
from model.store import Store

REST = 400
"""How long the page stands before the rules are brought in, ms."""


class SampleGaps(QObject):
    """Counts the gaps of maps away from the hands, and keeps what it has counted."""

    counted = Signal(str, int)
    """A map's path, and how many gaps are listed on it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.known: dict[Path, int] = {}
        self._errand = Errand(self)
        self._left: list[Path] = []
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._go_on)

    def count(self, paths: Iterable[Path]) -> None:
        """Count those that are not counted yet, after a rest."""
        self._errand.forget()
        self._left = [path for path in paths if path not in self.known]
        self._rest.start()

    def stop(self) -> None:
        """Count no more."""
        self._rest.stop()
        self._errand.forget()

    def _go_on(self) -> None:
        if not self._left:
            return
        path = self._left.pop(0)

        def told(found: object) -> None:
            if isinstance(found, int):
                self.known[path] = found
                self.counted.emit(str(path), found)
            self._go_on()

        self._errand.run(lambda: gaps_of(path), told)


def gaps_of(path: Path) -> int:
    """How many gaps are listed on a map; raises CannotOpen."""
    from model.gaps import find_gaps

    journey = Journey(Store.holding(open_map(path).records))
    return len(find_gaps(journey, date.today()).gaps)
