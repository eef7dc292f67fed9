"""The panel: a page for whatever is selected, following the map without taking the focus away."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.journey import Journey
from model.records import Handover, JourneyMap, Touchpoint
from model.store import Commit, Store
from widgets.inspector.bench import Bench
from widgets.inspector.contents import MapPage
from widgets.inspector.form import Page, RecordPage
from widgets.inspector.handover import HandoverPage
from widgets.inspector.several import SeveralPage
from widgets.inspector.touchpoint import TouchpointPage
from widgets.look import Look
from widgets.scroll import Scroll
from widgets.selection import Selection

WIDTH = 320
PAGES: dict[str, type[Page]] = {
    Touchpoint.kind: TouchpointPage,
    Handover.kind: HandoverPage,
    JourneyMap.kind: MapPage,
}
"""The page of a kind; every other kind has the form made from its schema."""


class Inspector(QWidget):
    """Shows and edits the selection: one record, several, or the map itself."""

    def __init__(
        self,
        store: Store,
        journey: Journey,
        selection: Selection,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.bench = Bench(store, journey, selection, look)
        self.look = look
        self.opened: set[str] = set()
        self.page: Page | None = None
        self._is_leaving = False
        self.area = Scroll(look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setMinimumWidth(240)
        self.resize(WIDTH, 600)
        look.changed.connect(self.update)
        store.committed.connect(self._follow)
        selection.changed.connect(self._select)
        self.show_selection()

    def close_down(self) -> None:
        """Follow the map no more."""
        self.bench.store.committed.disconnect(self._follow)
        self.bench.selection.changed.disconnect(self._select)

    # -- what is shown

    def _wanted(self) -> tuple[str, ...]:
        there = tuple(one for one in self.bench.selection.ids if one in self.bench.store)
        if there:
            return there
        return tuple(self.bench.store.of(JourneyMap))[:1]

    def show_selection(self) -> None:
        """Show the page of what is selected now."""
        self._leave()
        ids = self._wanted()
        if not ids:
            self.page = None
            self._put(QWidget())
            return
        kind = self.bench.store[ids[0]].kind
        make = SeveralPage if len(ids) > 1 else PAGES.get(kind, RecordPage)
        page = make(self.bench, ids, self.opened)
        self.page = page
        self._put(page)
        self.area.verticalScrollBar().setValue(0)

    def _put(self, page: QWidget) -> None:
        """Show a page; the old one goes only after the event that may come from within it."""
        old = self.area.takeWidget()
        self.area.setWidget(page)
        page.show()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _leave(self) -> None:
        """Save what is being typed before its page goes."""
        page, focus = self.page, self.focusWidget()
        if page is not None and focus is not None and page.isAncestorOf(focus):
            self._is_leaving = True
            try:
                focus.clearFocus()
            finally:
                self._is_leaving = False

    def _select(self, selection: Selection) -> None:
        if self.page is None or self._wanted() != self.page.ids:
            self.show_selection()

    def _follow(self, commit: Commit) -> None:
        if self._is_leaving:
            return
        if self.page is None or self._wanted() != self.page.ids:
            self.show_selection()
        else:
            self.page.follow(commit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.end()
