"""The sheet History: the timeline of versions, and below it what differs between the two that are compared."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.differences import Difference
from widgets.beside.listed import DifferenceRow
from widgets.buttons import Button
from widgets.history.timeline import Entry, EntryRow
from widgets.inspector.sections import Section
from widgets.look import Look
from widgets.notice import NoticeLink
from widgets.scroll import Scroll
from widgets.words import Words

NOW = ""
"""The key of how the map stands now."""
NONE = "Every save appears here."
FIRST, MORE = 12, 100
"""So many versions and differences are listed at first, and so many more each time."""
HOW = "Choose a version to compare it with now; with Ctrl, choose a second one."
SAME = "The two versions do not differ."


class HistoryPanel(QWidget):
    """Shows what it is told; what is done about it, others do."""

    chosen = Signal(str)
    """Compare this version with now; NOW stops."""
    added = Signal(str)
    """Compare this version with the one that is chosen."""
    stopped = Signal()
    name_wanted = Signal()
    unnamed = Signal(str)
    """Remove the named version."""
    restored = Signal(str)
    read_wanted = Signal(str)
    looked_at = Signal(object)
    """Show this difference on the map."""
    brought_back = Signal(object)
    """Make the record of this difference what it was."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.entries: Sequence[Entry] = ()
        self.rows: list[EntryRow] = []
        self.changes: list[DifferenceRow] = []
        self.links: list[NoticeLink] = []
        self.letters: dict[str, str] = {}
        self._many = FIRST
        self.sheet = Scroll(look, self)
        self.sheet.setAccessibleName("History")
        page = QWidget()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.sheet.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sheet)
        self._top()
        self.timeline = Section(look, "", page, line=False)
        self.timeline.column.setSpacing(0)
        self.timeline.column.setContentsMargins(8, 8, 8, 8)
        self.column.addWidget(self.timeline)
        self.below: Section | None = None
        self.column.addStretch(1)

    def _top(self) -> None:
        top = Section(self.look, "History", self.sheet.widget(), line=False)
        self.title = top.findChild(Words)
        self.stop = NoticeLink(self.look, top)
        self.stop.say("Stop")
        self.stop.clicked.connect(self.stopped)
        assert top.heading is not None
        top.heading.addWidget(self.stop)
        top.column.setContentsMargins(10, 12, 10, 6)
        self.says = Words(self.look, NONE, "secondary", "ink3", lines=0, parent=top)
        top.add(self.says)
        self.name_button = Button(self.look, "Name this state…", parent=top)
        self.name_button.clicked.connect(self.name_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.addWidget(self.name_button)
        row.addStretch(1)
        top.column.addLayout(row)
        self.stop.hide()
        self.column.addWidget(top)

    # -- the timeline

    def show_entries(self, entries: Sequence[Entry], trouble: str = "") -> None:
        """Show these versions, the newest first; what went wrong is said above them."""
        if (entries, trouble) != (self.entries, self.says.property("trouble") or ""):
            self.entries = entries
            self.says.setProperty("trouble", trouble)
            self._fill()

    def _fill(self) -> None:
        focused = next((row.entry.key for row in self.rows if row.hasFocus()), None)
        _clear(self.timeline.column)
        self.rows = []
        shown = self.entries[: self._many]
        for place, entry in enumerate(shown):
            row = EntryRow(self.look, entry, place == 0, place == len(shown) - 1, self.timeline)
            row.clicked.connect(lambda _=False, key=entry.key: self.chosen.emit(key))
            row.added.connect(lambda key=entry.key: self.added.emit(key))
            row.stepped.connect(lambda by, row=row: self._step(row, by))
            row.show_letter(self.letters.get(entry.key, ""))
            self.rows.append(row)
            self.timeline.column.addWidget(row)
            row.show()
            if entry.key == focused:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        left = len(self.entries) - len(shown)
        if left > 0:
            more = NoticeLink(self.look, self.timeline)
            more.say(f"Show {min(left, MORE)} more")
            more.clicked.connect(self._show_more)
            self.timeline.column.addWidget(more)
            more.show()
        self._say()

    def _show_more(self) -> None:
        self._many += MORE
        self._fill()

    def _step(self, row: EntryRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.sheet.ensureWidgetVisible(self.rows[place], 0, 8)

    def _say(self) -> None:
        by_letter = {letter: key for key, letter in self.letters.items()}
        when = {entry.key: f"{entry.when}" for entry in self.entries}
        is_on = "A" in by_letter
        if self.title is not None:
            self.title.say("Compare two versions" if is_on else "History")
        trouble = self.says.property("trouble") or ""
        told = NONE if len(self.entries) < 2 else HOW
        if is_on:
            told = f"{when.get(by_letter['A'], '')} with {when.get(by_letter.get('B', NOW), 'now')}"
            told = told[:1].upper() + told[1:]
        self.says.say(f"{trouble} {told}".strip())
        self.stop.setVisible(is_on)
        self.name_button.setVisible(not is_on)

    # -- what differs

    def show_letters(self, letters: dict[str, str]) -> None:
        """Show which versions are compared, by their keys; none: nothing is."""
        self.letters = letters
        for row in self.rows:
            row.show_letter(letters.get(row.entry.key, ""))
        if not letters and self.below is not None:
            self.column.removeWidget(self.below)
            self.below.hide()
            self.below.deleteLater()
            self.below, self.changes, self.links = None, [], []
        self._say()

    def show_changes(self, key: str, found: Sequence[Difference], may_bring_back: bool) -> None:
        """Show what has changed since version A, and what can be done about it."""
        letters, here = self.letters, self.focusWidget()
        was_inside = here is not None and self.below is not None and self.below.isAncestorOf(here)
        self.show_letters({})
        self.show_letters(letters)
        many = len(found)
        title = "No changes" if not many else "1 change" if many == 1 else f"{many} changes"
        below = self.below = Section(self.look, title, self.sheet.widget())
        below.column.setSpacing(2)
        if not found:
            below.add(Words(self.look, SAME, "secondary", "ink3", lines=0, parent=below))
        for one in found[:MORE]:
            below.column.addLayout(self._change(below, one, may_bring_back))
        if many > MORE:
            more = f"{many - MORE} more"
            below.add(Words(self.look, more, "secondary", "ink3", lines=0, parent=below))
        below.column.addSpacing(8)
        below.column.addLayout(self._verbs(below, key, bool(found) and may_bring_back))
        self.column.insertWidget(self.column.count() - 1, below)
        below.show()
        if was_inside:
            (self.changes[0] if self.changes else self.stop).setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, below: Section, one: Difference, may_bring_back: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        row = DifferenceRow(self.look, one, below)
        row.clicked.connect(lambda _=False, row=row: self._look_at(row))
        row.stepped.connect(lambda by, row=row: self._step_change(row, by))
        self.changes.append(row)
        line.addWidget(row, 1)
        if may_bring_back and one.kind != "map":
            link = NoticeLink(self.look, below)
            link.say("Take away" if one.how == "added" else "Bring back")
            link.setAccessibleName(f"{link.words}: {one.words}")
            link.clicked.connect(lambda _=False, one=one: self.brought_back.emit(one))
            self.links.append(link)
            line.addWidget(link)
        return line

    def _verbs(self, below: Section, key: str, may_bring_back: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 0)
        line.setSpacing(8)
        if may_bring_back:
            self.bring_all = Button(self.look, "Bring back A…", parent=below)
            self.bring_all.clicked.connect(lambda: self.restored.emit(key))
            line.addWidget(self.bring_all)
        self.read = Button(self.look, "Open A read-only", "quiet", parent=below)
        self.read.clicked.connect(lambda: self.read_wanted.emit(key))
        line.addWidget(self.read)
        if any(entry.key == key and entry.is_named for entry in self.entries):
            self.unname = Button(self.look, "Remove…", "quiet", parent=below)
            self.unname.clicked.connect(lambda: self.unnamed.emit(key))
            line.addWidget(self.unname)
        line.addStretch(1)
        return line

    def _look_at(self, row: DifferenceRow) -> None:
        for one in self.changes:
            one.setChecked(one is row)
        self.looked_at.emit(row.one)

    def _step_change(self, row: DifferenceRow, by: int) -> None:
        place = self.changes.index(row) + by
        if 0 <= place < len(self.changes):
            self.changes[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._look_at(self.changes[place])
            self.sheet.ensureWidgetVisible(self.changes[place], 0, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops comparing."""
        if event.key() == Qt.Key.Key_Escape and self.letters:
            self.stopped.emit()
        else:
            super().keyPressEvent(event)


def _clear(column: QVBoxLayout) -> None:
    while (one := column.takeAt(0)) is not None:
        widget = one.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
