"""The panel: a page for whatever is selected, following the map without taking the focus away."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from model.findings import Note
from model.gaps import Found
from model.journey import Journey
from model.kinds import Foreign
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Record,
    Touchpoint,
    kind_of,
)
from model.store import Commit, Store
from model.structure import held_by
from widgets.author import Author
from widgets.inspector.all_comments import AllComments
from widgets.inspector.bench import Bench
from widgets.inspector.contents import MapPage
from widgets.inspector.form import Page, RecordPage
from widgets.inspector.handover import HandoverPage
from widgets.inspector.note import NotePage
from widgets.inspector.sections import Section
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
    Note.kind: NotePage,
}
"""The page of a kind; every other kind has the form made from its schema."""
READY: tuple[tuple[type[Page], type[Record]], ...] = (
    (TouchpointPage, Touchpoint),
    (HandoverPage, Handover),
    (SeveralPage, Touchpoint),
    (NotePage, Note),
    (RecordPage, Persona),
    (RecordPage, Phase),
    (RecordPage, Channel),
    (RecordPage, Department),
)
"""The pages that are made while hands rest, those needed first at first."""
REST, APART = 600, 15
"""How long after the panel is seen the first part of them is made, and from one part to the next, ms."""
MANY = 400
"""The page of more records than these is shown in an event of its own, after all else has followed."""
ON_THE_MAP = (Touchpoint.kind, Handover.kind, Note.kind)


class Inspector(QWidget):
    """Shows and edits the selection: one record, several, or the map itself; or lists all comments."""

    wanted = Signal(str)
    """Someone wants to see this record on the map."""
    said = Signal(str)
    """A sentence for the person at the screen."""
    delete_wanted = Signal(object)
    """Phases or channels that are not empty are to go."""
    gap_wanted = Signal(str)
    """The key of the gap that someone wants to see."""
    left = Signal()
    """Somebody wants to go back to the map."""

    def __init__(
        self,
        store: Store,
        journey: Journey,
        selection: Selection,
        look: Look,
        author: Author | None = None,
        parent: QWidget | None = None,
        at_once: bool = True,
    ) -> None:
        super().__init__(parent)
        self.bench = Bench(
            store,
            journey,
            selection,
            look,
            author or Author(),
            open_gap=self.gap_wanted.emit,
            say=self.said.emit,
            asks=self._asks,
            name_it=self.type_name,
        )
        self.is_frozen = False
        self.look = look
        self.opened: set[str] = set()
        self.page: Page | None = None
        self.kept: dict[tuple[type[Page], type[Record]], Page] = {}
        """Every page there has been need of, shown or not: one for each kind of selection."""
        self.listing: AllComments | None = None
        """The list of all comments, while it stands in place of a page."""
        self._is_leaving = False
        self.area = Scroll(look, self)
        self.place = QWidget()
        """Holds the page; a page that is made in it is dressed once."""
        self.pages = QVBoxLayout(self.place)
        self.pages.setContentsMargins(0, 0, 0, 0)
        self._is_due = QTimer(self, singleShot=True, interval=0)
        self._is_due.timeout.connect(self.show_selection)
        self._readying = QTimer(self, singleShot=True, interval=REST)
        self._readying.timeout.connect(self._ready_on)
        self._parts = self._parts_to_ready()
        self._put_here: QWidget | None = None
        self._blank = QWidget(self.place)
        self._blank.hide()
        self.area.setWidget(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setMinimumWidth(240)
        self.resize(WIDTH, 600)
        look.changed.connect(self.update)
        store.committed.connect(self._follow)
        selection.changed.connect(self._select)
        self.building = self._build()
        """Makes the page of what is selected part by part and shows it."""
        if at_once:
            for _ in self.building:
                pass

    def _build(self) -> Iterator[None]:
        ids, records = self._wanted()
        if records:
            yield from self._page_of(records).turning(ids, records)
        self.show_selection()

    def show_found(self, found: Found) -> None:
        """Say of each record which gaps concern it."""
        self.bench.findings[:] = [found]
        if self.page is not None:
            self.page.show_found()

    def freeze(self, is_frozen: bool) -> None:
        """Let nothing be changed here, or let it again."""
        self.is_frozen = is_frozen
        if self.page is not None:
            self.page.setEnabled(not is_frozen)

    def _asks(self, ids: Sequence[str]) -> bool:
        """Phases and channels that are not empty go only when it is known where what they hold goes."""
        if not held_by(self.bench.store, ids):
            return False
        self.delete_wanted.emit(list(ids))
        return True

    def close_down(self) -> None:
        """Follow the map no more."""
        self._readying.stop()
        self._is_due.stop()
        self.bench.store.committed.disconnect(self._follow)
        self.bench.selection.changed.disconnect(self._select)

    # -- getting ready

    def showEvent(self, event: QShowEvent) -> None:
        """Make pages for what may be selected, once there is time."""
        super().showEvent(event)
        self._readying.start()

    def _ready_on(self) -> None:
        if next(self._parts, None) is not None:
            self._readying.start(APART)

    def _parts_to_ready(self) -> Iterator[bool]:
        """Makes pages that there will be need of, part by part."""
        for make, cls in READY:
            page = self._kept(make, cls)
            yield True
            for _ in page.building:
                yield True
            for section in page.findChildren(Section, options=Qt.FindChildOption.FindDirectChildrenOnly):
                for part in (section, *section.findChildren(QWidget)):
                    part.ensurePolished()
                yield True

    # -- what is shown

    def _wanted(self) -> tuple[tuple[str, ...], list[Record]]:
        """What is selected and there, else the map."""
        ids, store = self.bench.selection.ids, self.bench.store
        records = store.these(ids)
        if not records:
            ids = tuple(store.of(JourneyMap))[:1]
            records = store.these(ids)
        return (ids if len(ids) == len(records) else tuple(one.id for one in records)), records

    @property
    def _is_shown(self) -> bool:
        """Whether the page is about what is selected."""
        return self.page is not None and self._wanted()[0] == self.page.ids

    def show_selection(self) -> None:
        """Show the page of what is selected now."""
        self._leave()
        self._is_due.stop()
        self.listing = None
        ids, records = self._wanted()
        if not records:
            self.page = None
            self._put(self._blank)
            return
        page = self.page = self._page_of(records)
        page.turn_to(ids, records)
        page.setEnabled(not self.is_frozen)
        self._put(page)
        self.area.verticalScrollBar().setValue(0)

    def _page_of(self, records: Sequence[Record]) -> Page:
        """The page for records such as these; it is made once and kept."""
        cls: type[Record] = type(records[0])
        if any(type(one) is not cls for one in records):
            cls = Foreign
        make = SeveralPage if len(records) > 1 else PAGES.get(cls.kind, RecordPage)
        return self._kept(make, cls)

    def _kept(self, make: type[Page], cls: type[Record]) -> Page:
        page = self.kept.get((make, cls))
        if page is None:
            page = self.kept[make, cls] = make(self.bench, cls, self.opened, self.place)
            page.hide()
            page.room_wanted.connect(self._follow_writing)
        return page

    def show_comments(self) -> None:
        """Show the list of all comments until it is closed."""
        self._leave()
        self._is_due.stop()
        self.page = None
        self.listing = AllComments(self.bench)
        self.listing.closed.connect(self.show_selection)
        self.listing.wanted.connect(self._go_to)
        self._put(self.listing)

    def _go_to(self, record: str) -> None:
        """Go to what a comment is about; what cannot be seen on the map is shown here."""
        if kind_of(record) in ON_THE_MAP:
            self.wanted.emit(record)
        else:
            self.bench.selection.choose([record])
            self.show_selection()

    def type_name(self) -> None:
        """Let the name of what is selected be typed over."""
        if self.listing is not None or self._is_due.isActive():
            self.show_selection()
        naming = self.page.naming if self.page is not None else None
        if naming is not None:
            naming.paper.setFocus(Qt.FocusReason.ShortcutFocusReason)
            naming.paper.selectAll()

    def show_talk(self, to_write: bool = False) -> None:
        """Bring into sight what is said about the selected record, perhaps to say something."""
        if self.listing is not None or self._is_due.isActive():
            self.show_selection()
        talk = self.page.talk if self.page is not None else None
        if talk is not None:
            if to_write:
                talk.saying.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._make_room()

    def _follow_writing(self) -> None:
        """Keep in sight what somebody is writing."""
        talk, focus = self.page.talk if self.page is not None else None, QApplication.focusWidget()
        if talk is not None and focus is not None and talk.isAncestorOf(focus):
            self._make_room()

    def _make_room(self) -> None:
        """Show the comments and where one is written, once they have found their places."""
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        talk = self.page.talk if self.page is not None else None
        if talk is not None:
            self.area.ensureWidgetVisible(talk, 0, 8)
            self.area.ensureWidgetVisible(talk.send, 0, 24)

    def _put(self, page: QWidget) -> None:
        """Show a page in place of another; a list goes for good, after the event that may come from within it."""
        old, self._put_here = self._put_here, page
        if old is page:
            return
        if old is not None:
            old.hide()
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        page.show()
        if isinstance(old, AllComments):
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
        if self.listing is not None:
            return
        if len(selection.ids) > MANY:
            self._leave()
            self._is_due.start()
        elif not self._is_shown:
            self.show_selection()

    def _follow(self, commit: Commit) -> None:
        if self._is_leaving:
            return
        if self.listing is not None:
            self.listing.follow(commit)
        elif self.page is None or not self._is_shown:
            self.show_selection()
        else:
            self.page.follow(commit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where there is nothing to restore, goes back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.end()
