"""The list of all comments in a map: the open ones first, each leading to what it is about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.comments import all_comments
from model.findings import Comment
from model.store import Commit
from widgets.buttons import Button, IconButton, Segments
from widgets.flow import clear
from widgets.inspector.bench import Bench
from widgets.inspector.sections import Row, Section
from widgets.inspector.talk import Slip
from widgets.words import Words

AT_ONCE = 60
"""So many comments are shown; more at a click."""
NONE = {
    "open": "Nothing is open. Press C to comment on what is selected.",
    "resolved": "Nothing is resolved yet.",
    "all": "Nobody has said anything yet. Press C to comment on what is selected.",
}


class AllComments(QWidget):
    """Everything that was said, filtered by whether it is settled."""

    closed = Signal()
    wanted = Signal(str)
    """Someone wants to go to this record."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench, self.filter, self.most = bench, "open", AT_ONCE
        self.slips: list[Slip] = []
        self.rows: list[Row] = []
        self._shown: tuple[Comment, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = Section(bench.look, "All comments", self, line=False)
        self.close_list = IconButton(
            bench.look, "close", "Close the list", size=28, icon_size=16, parent=self
        )
        self.close_list.clicked.connect(self.closed)
        assert top.heading is not None
        top.heading.addWidget(self.close_list)
        options: list[tuple[object, str, str]] = [(one, one.capitalize(), "") for one in NONE]
        self.filters = Segments(bench.look, options, self)
        self.filters.chosen.connect(self.choose)
        self.filters.show_value(self.filter)
        top.add(self.filters)
        column.addWidget(top)
        self.list = Section(bench.look, "", self)
        self.list.column.setSpacing(4)
        column.addWidget(self.list)
        column.addStretch(1)
        self.refresh()

    def choose(self, which: object) -> None:
        """Show only the open ones, the resolved ones, or all."""
        self.filter, self.most, self._shown = str(which), AT_ONCE, None
        self.refresh()

    def follow(self, commit: Commit) -> None:
        """Show what a commit changed; what the comments are about may be called otherwise now."""
        if any(change.kind != Comment.kind for change in commit.patch):
            self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is said in the map now."""
        kept = {"open": (False,), "resolved": (True,), "all": (False, True)}[self.filter]
        said = tuple(one for one in all_comments(self.bench.store) if one.resolved in kept)
        if said == self._shown:
            return
        self._shown = said
        clear(self.list.column)
        self.slips, self.rows = [], []
        for comment in said[: self.most]:
            self._add(comment)
        if len(said) > self.most:
            more = Button(self.bench.look, f"Show {len(said) - self.most} more", "quiet", parent=self)
            more.clicked.connect(self._show_more)
            self.list.column.addWidget(more)
        if not said:
            none = Words(self.bench.look, NONE[self.filter], "secondary", "ink3", lines=0, parent=self)
            none.setContentsMargins(6, 0, 6, 0)
            self.list.column.addWidget(none)

    def _add(self, comment: Comment) -> None:
        row = Row(self.bench.look, self.bench.name_of(comment.on), icon="arrow-right", parent=self)
        row.clicked.connect(lambda: self.wanted.emit(comment.on))
        slip = Slip(self.bench, comment, self)
        slip.setContentsMargins(6, 0, 6, 6)
        self.rows.append(row)
        self.slips.append(slip)
        self.list.column.addWidget(row)
        self.list.column.addWidget(slip)

    def _show_more(self) -> None:
        self.most, self._shown = self.most + AT_ONCE, None
        self.refresh()
