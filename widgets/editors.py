"""What all editors of one value share: a label above, a sentence below when something is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from widgets.look import Look
from widgets.words import Words


class Editor(QWidget):
    """An editor of one value: it shows what it is given and tells what a person makes of it."""

    edited = Signal(object)
    """The new value; None means unset. Whoever refuses it calls `complain`."""

    def __init__(self, look: Look, label: str = "", tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.label: Words | None = None
        if label:
            self.label = Words(look, label, "label", "ink3", parent=self)
            self.label.set_tip(tip or label)
            self.column.addWidget(self.label)
        self._complaint: Words | None = None

    def show_value(self, value: object) -> None:
        """Show this value, unless a person is typing here; tells nobody."""
        raise NotImplementedError

    def show_differs(self) -> None:
        """Show that several records differ here."""
        self.show_value(None)

    def give_up(self) -> None:
        """Drop what is half typed, and what was said about it: another record is to be shown."""
        if self.complaint:
            self.complain("")

    def complain(self, sentence: str) -> None:
        """Say in one sentence below the field what is allowed; an empty sentence takes it back."""
        if not sentence and self._complaint is None:
            return
        if self._complaint is None:
            self._complaint = Words(self.look, "", "small", "neg", lines=0, parent=self)
            self.column.addWidget(self._complaint)
        self._complaint.say(sentence)
        self._complaint.setVisible(bool(sentence))
        self._give_room()

    def _give_room(self) -> None:
        """Let the sentence have as many lines as it needs at this width."""
        if self._complaint is not None and self.complaint:
            self._complaint.setMinimumHeight(self._complaint.heightForWidth(max(self.width(), 40)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence anew."""
        super().resizeEvent(event)
        self._give_room()

    @property
    def complaint(self) -> str:
        """The sentence shown below the field, if any."""
        shown = self._complaint
        return shown.text() if shown is not None and not shown.isHidden() else ""


def mark_wrong(line: QLineEdit, is_wrong: bool) -> None:
    """Give a field the outline of something that cannot be taken as it is, or take it away."""
    if bool(line.property("wrong")) != is_wrong:
        line.setProperty("wrong", is_wrong)
        line.style().unpolish(line)
        line.style().polish(line)
