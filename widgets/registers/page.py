"""One register as a page of the drawer: what narrows it down, what adds to it, its table, its other view."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from model.about import steps_about
from model.coverage import whole_of
from model.store import Commit
from widgets.buttons import Button, Segments
from widgets.notice import NoticeLink
from widgets.registers.chain import Chain
from widgets.registers.columns import Ledger
from widgets.registers.filters import FilterLine
from widgets.registers.kinds import REGISTERS, naming
from widgets.registers.plan import Plan
from widgets.registers.table import Table
from widgets.words import Words

COVERING = {"evidence", "touchpoint", "moment", "pain_point", "promise", "named_gap"}
"""What a commit must change so that evidence covers another part of the map."""
VIEWS: dict[str, Callable[[Ledger, QWidget], "Chain | Plan"]] = {"Chain": Chain, "Plan": Plan}
TABLE = "Table"


class Nothing(QWidget):
    """What is said in place of rows: how to begin, or that nothing is like that."""

    def __init__(self, table: Table, filters: FilterLine) -> None:
        super().__init__(table.viewport())
        look = table.look
        self.table, self.filters = table, filters
        self.words = Words(look, "", "text", "ink3", lines=0, parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.link = NoticeLink(look, self)
        self.link.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        table.viewport().installEventFilter(self)
        table.rows.counted.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what is so, and go away where there are rows."""
        rows, register = self.table.rows, self.table.register
        self.setVisible(not rows.ids)
        if rows.whole:
            self.words.say("Nothing here is like that.")
            self.link.say("Show all")
        else:
            self.words.say(register.empty)
            self.link.say(f"Add {register.one}")

    def _act(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.rows.whole:
            self.filters.show_all()
        else:
            self.table.add_row()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the place of the rows."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.table.viewport().rect())
        return False


class Covered(QWidget):
    """How evidence covers the map, in one line, and where to see it."""

    wanted = Signal()

    def __init__(self, ledger: Ledger, parent: QWidget) -> None:
        super().__init__(parent)
        self.ledger = ledger
        self.words = Words(ledger.bench.look, "", "secondary", "ink2", parent=self)
        self.link = NoticeLink(ledger.bench.look, self)
        self.link.say("Show on the map")
        self.link.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.words)
        row.addWidget(self.link)
        row.addStretch(1)
        self.tell()

    def tell(self) -> None:
        """Say it as it is today."""
        self.words.say(whole_of(self.ledger.bench.journey, self.ledger.today()).sentence)


class Page(QWidget):
    """One register; its rows are what its filters leave."""

    chosen = Signal(object)
    wanted = Signal(str)
    left = Signal()
    said = Signal(str)
    coverage_wanted = Signal()

    def __init__(self, ledger: Ledger, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.ledger, self.register = ledger, REGISTERS[kind]
        look = ledger.bench.look
        self.stack = QStackedWidget(self)
        self.table = Table(ledger, self.register, self.stack)
        self.filters = FilterLine(self.table.rows, self)
        self.add = Button(look, f"Add {self.register.one}", icon="plus", parent=self)
        self.add.clicked.connect(self.add_row)
        self.views: Segments | None = None
        self.other: Chain | Plan | None = None
        self.stack.addWidget(self.table)
        self.nothing = Nothing(self.table, self.filters)
        self.covered = Covered(ledger, self) if kind == "evidence" else None
        self._steps: tuple[str, ...] = ()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.line = line = QHBoxLayout()
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(8)
        line.addWidget(self.filters)
        line.addStretch(1)
        if self.register.view:
            names = (TABLE, self.register.view)
            self.views = Segments(self.ledger.bench.look, [(one, one, "") for one in names], self)
            self.views.show_value(TABLE)
            self.views.chosen.connect(lambda view: self.show_view(str(view)))
            line.addWidget(self.views)
        line.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        if self.covered is not None:
            self.covered.setContentsMargins(16, 0, 16, 0)
            column.addWidget(self.covered)
            self.covered.wanted.connect(self.coverage_wanted)
        column.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.table.chosen.connect(self.chosen)
        self.table.wanted.connect(self.wanted)
        self.table.left.connect(self.left)
        self.table.said.connect(self.said)
        self.filters.search.left.connect(self.left)
        self.filters.search.down.connect(self.take_keys)
        self.filters.about_wanted.connect(self._narrow_to_selection)
        self.ledger.bench.store.committed.connect(self._follow)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.ledger.bench.store.committed.disconnect(self._follow)
        self.table.close_down()
        if self.other is not None:
            self.other.close_down()

    # -- views

    @property
    def view(self) -> str:
        """Which view is seen."""
        return TABLE if self.stack.currentWidget() is self.table else self.register.view

    def show_view(self, view: str) -> None:
        """Show the table, or the other view."""
        if view == TABLE:
            self.table.show_chosen(self.ledger.bench.selection.ids)
            if self.other is not None:
                self.other.head.hide()
            self.stack.setCurrentWidget(self.table)
        else:
            if self.other is None:
                self.other = VIEWS[view](self.ledger, self.stack)
                self.other.chosen.connect(lambda one: self.chosen.emit([one]))
                self.other.wanted.connect(self.wanted)
                self.other.left.connect(self.left)
                self.other.said.connect(self.said)
                self.stack.addWidget(self.other)
                self.line.insertWidget(0, self.other.head)
            self.other.head.show()
            self.stack.setCurrentWidget(self.other)
            self.other.show_chosen(self.ledger.bench.selection.only)
        if self.views is not None:
            self.views.show_value(view)
        self.filters.setVisible(view == TABLE)

    def take_keys(self) -> None:
        """Give the keyboard to the rows, or to what stands in their place."""
        if self.other is not None and self.view != TABLE:
            self.other.take_keys()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_row(self) -> None:
        """Add a row and type what it goes by."""
        if self.view != TABLE:
            self.show_view(TABLE)
        self.table.add_row()

    # -- the selection

    def show_selection(self, ids: Sequence[str]) -> None:
        """Choose what is selected elsewhere; what is on the map narrows the rows down, if that is wished."""
        store = self.ledger.bench.store
        mine = [one for one in ids if one in store and store[one].kind == self.register.kind]
        if not mine or not self.table.made.issuperset(mine):
            self.table.about, self.table.made = () if mine else self._there(ids), set()
        if mine:
            self.table.show_chosen(mine)
            if self.other is not None:
                self.other.show_chosen(mine[-1])
            return
        self._steps = tuple(step for one in ids for step in steps_about(store, one))
        if self.filters.about.isChecked():
            self._narrow_to_selection(True)

    def _there(self, ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one in self.ledger.bench.store)

    def _narrow_to_selection(self, is_on: bool) -> None:
        self.table.rows.only_about(self._steps if is_on else None)

    def _follow(self, commit: Commit) -> None:
        if self.covered is not None and any(change.kind in COVERING for change in commit.patch):
            self.covered.tell()

    def follow_severities(self) -> None:
        """Show how severe gaps are now."""
        self.table.rows.forget()
        if isinstance(self.other, Plan):
            self.other.map.show_plan()

    @property
    def first_text(self) -> int:
        """The column of what a record goes by."""
        return naming(self.register.kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ledger.bench.look.colour("paper"))
        painter.end()
