"""What is said about a record: comments with author and time, a place to add one, settled ones folded away."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.comments import comment_on, comments_on, resolve
from model.findings import Comment
from model.rules import Refused
from model.store import Commit
from widgets.buttons import Button, IconButton
from widgets.fields import Field
from widgets.flow import clear
from widgets.inspector.bench import Bench
from widgets.inspector.sections import Section
from widgets.look import Look
from widgets.text_area import Paper
from widgets.words import Words

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def when_said(comment: Comment, now: datetime) -> str:
    """When a comment was said: the time of today, the day of this year, else the date."""
    if comment.at is None:
        return ""
    try:
        at = comment.at.astimezone(now.tzinfo)
    except (OverflowError, ValueError):
        at = comment.at
    if at.date() == now.date():
        return f"{at:%H:%M}"
    return f"{at.day} {at:%b}" if at.year == now.year else f"{at.day} {at:%b} {at.year}"


class Slip(QWidget):
    """One comment: who, when, what, and buttons to settle or delete it."""

    def __init__(self, bench: Bench, comment: Comment, parent: QWidget) -> None:
        super().__init__(parent)
        self.bench, self.comment = bench, comment
        look, is_open = bench.look, not comment.resolved
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Words(look, comment.author or "Somebody", "card_title", "ink" if is_open else "ink3"))
        when = "  ".join(
            one
            for one in (when_said(comment, datetime.now().astimezone()), "" if is_open else "resolved")
            if one
        )
        head.addWidget(Words(look, when, "secondary", "ink3"), 1)
        self.settle = self._button("check" if is_open else "undo", "Resolve" if is_open else "Reopen")
        self.settle.clicked.connect(self._settle)
        self.delete = self._button("trash", "Delete this comment")
        self.delete.clicked.connect(lambda: bench.delete([comment.id]))
        head.addWidget(self.settle)
        head.addWidget(self.delete)
        column.addLayout(head)
        said = Words(look, comment.text, "text", "ink" if is_open else "ink3", lines=0)
        column.addWidget(said)
        self.setAccessibleName(f"{comment.author or 'Somebody'}, {when}: {comment.text}")

    def _button(self, icon: str, tip: str) -> IconButton:
        button = IconButton(self.bench.look, icon, tip, size=28, icon_size=14, token="ink3", parent=self)
        # It goes as soon as it is pressed: a hand stays where it was.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _settle(self) -> None:
        try:
            resolve(self.bench.store, self.comment.id, not self.comment.resolved)
        except Refused as refused:
            self.bench.say(str(refused))


class Saying(Paper):
    """Where a comment is written: Ctrl+Enter says it, leaving (by Esc too) keeps it as it is."""

    sent = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "text", True, False, parent)
        self.setPlaceholderText("Say something about this")
        self.setAccessibleName("Comment")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter says it; Esc is for the panel, which goes back to the map."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Talk(Section):
    """The comments on one record."""

    room_wanted = Signal()
    """What is written here wants to be seen."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(bench.look, "Comments", parent)
        self.bench, self.record = bench, ""
        self.shows_settled = False
        self._shown: tuple[object, ...] | None = None
        self.slips: list[Slip] = []
        self.list = QVBoxLayout()
        self.list.setSpacing(2)
        box = QWidget(self)
        box.setLayout(self.list)
        self.list.setContentsMargins(0, 0, 0, 0)
        self.add(box)
        self.settled = Button(bench.look, "", "quiet", parent=self)
        self.settled.clicked.connect(self._fold)
        self.add(self.settled)
        self._add_place_to_write()

    def turn_to(self, record: str) -> None:
        """Show what is said about this record, and what is half written about it."""
        self.record, self.shows_settled, self._shown = record, False, None
        self.saying.put(self.bench.drafts.get(record, ""))
        self.name.give_up()
        self.name.show_value(self.bench.author.name or self.bench.author.proposed)
        self.name.setVisible(self._asks_name)
        self._show_name()
        self.refresh()

    def _add_place_to_write(self) -> None:
        bench = self.bench
        self.saying = Saying(bench.look, self)
        self.saying.textChanged.connect(self._keep_draft)
        self.saying.sent.connect(self.say)
        self.add(self.saying)
        self.name = Field(bench.look, "Your name", "How you sign what you say", parent=self)
        self.name.edited.connect(lambda name: bench.author.call(str(name or "")))
        self.add(self.name)
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        self.signed = Button(bench.look, "", "quiet", parent=self)
        self.signed.setToolTip("Sign with another name")
        self.signed.clicked.connect(self._ask_name)
        self.send = Button(bench.look, "Comment", parent=self)
        self.send.clicked.connect(self.say)
        row.addWidget(self.signed)
        row.addStretch()
        row.addWidget(self.send)
        self.column.addLayout(row)
        bench.author.named.connect(self._show_name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is being written stays in sight when there is more or less above it."""
        super().resizeEvent(event)
        if self.saying.hasFocus():
            self.room_wanted.emit()

    # -- saying

    def _keep_draft(self) -> None:
        text = self.saying.toPlainText()
        if text.strip():
            self.bench.drafts[self.record] = text
        else:
            self.bench.drafts.pop(self.record, None)
        self._show_name()

    @property
    def _asks_name(self) -> bool:
        """The name is asked for while the first comment is written."""
        return not self.bench.author.is_known and self.record in self.bench.drafts

    def _show_name(self) -> None:
        author, asks = self.bench.author, self._asks_name
        if asks != self.name.isVisibleTo(self):
            self.name.setVisible(asks)
            self.room_wanted.emit()
        self.signed.setVisible(author.is_known)
        self.signed.say(f"as {author.name}")
        self.send.setEnabled(self.record in self.bench.drafts)

    def _ask_name(self) -> None:
        self.name.show_value(self.bench.author.name)
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self) -> None:
        """Say what is written, under the name that stands there."""
        text = self.saying.toPlainText()
        if not text.strip():
            return
        author = self.bench.author
        author.call(self.name.line.text() if self.name.isVisible() else author.name)
        now = datetime.now().astimezone()
        try:
            comment_on(self.bench.store, self.record, text, author.name, now)
        except Refused as refused:
            self.bench.say(str(refused))
            return
        self.saying.put("")
        self._keep_draft()
        self.room_wanted.emit()

    # -- showing

    def _fold(self) -> None:
        self.shows_settled = not self.shows_settled
        self._shown = None
        self.refresh()

    def follow(self, commit: Commit) -> None:
        """Show what a commit changed about what is said here."""
        if any(change.kind == Comment.kind for change in commit.patch):
            self.refresh()

    def refresh(self) -> None:
        """Show what is said about the record now."""
        said = tuple(comments_on(self.bench.store, self.record))
        if said == self._shown:
            return
        self._shown = said
        clear(self.list)
        settled = [one for one in said if one.resolved]
        self.slips = [Slip(self.bench, one, self) for one in said if not one.resolved]
        if self.shows_settled:
            self.slips += [Slip(self.bench, one, self) for one in settled]
        for slip in self.slips:
            self.list.addWidget(slip)
            slip.show()
        self.settled.setVisible(bool(settled))
        self.settled.say("Hide what is resolved" if self.shows_settled else f"Show {len(settled)} resolved")
