"""Small pictures of the maps that were open lately: read one after the other, away from the hands."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from app.errand import Errand
from app.files import open_map
from app.thumbnails import Thumbnail
from model.journey import Journey
from model.records import Record, Touchpoint
from model.store import Store
from widgets.look import Look

MOST = 400
"""A map with more touchpoints keeps its plain icon: so many would be one dark block."""


class RecentPictures(QObject):
    """Looks into maps and tells a picture of each that can be read; the others are passed over."""

    seen = Signal(str, QPixmap)
    """A map's path, and its picture in the theme of the moment."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look = look
        self._errand = Errand(self)
        self._left: list[Path] = []

    def look_at(self, paths: Iterable[Path]) -> None:
        """Look into these maps from now on, the first one first."""
        self._left = list(paths)
        self._errand.forget()
        self._go_on()

    def stop(self) -> None:
        """Look into no more maps."""
        self.look_at([])

    def _go_on(self) -> None:
        if not self._left:
            return
        path = self._left.pop(0)

        def told(found: object) -> None:
            if isinstance(found, list):
                self._tell(path, found)
            self._go_on()

        self._errand.run(lambda: open_map(path).records, told)

    def _tell(self, path: Path, records: list[Record]) -> None:
        store = Store.holding(records)
        if 0 < len(store.of(Touchpoint)) <= MOST:
            self.seen.emit(str(path), Thumbnail(Journey(store), self.look).sketch())
