"""A few fields asked for in place, with a button that does it and one that gives up."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import Button
from widgets.fields import Field
from widgets.look import Look


class Asking(QWidget):
    """Shows the fields below each other; Enter in the last one does it, Esc gives up."""

    done = Signal()
    given_up = Signal()

    def __init__(
        self,
        look: Look,
        fields: Sequence[Field],
        words: str,
        act: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fields, self._act = list(fields), act
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for field in fields:
            column.addWidget(field)
            field.line.installEventFilter(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = Button(look, words, "primary", parent=self)
        self.go.clicked.connect(self.do)
        self.leave = Button(look, "Cancel", parent=self)
        self.leave.clicked.connect(self.given_up)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        row.addStretch(1)
        column.addLayout(row)

    def begin(self) -> None:
        """Put the cursor where the first answer goes."""
        first = next((one for one in self.fields if not one.line.text()), self.fields[0])
        first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self) -> None:
        """Do it; where something is missing, say so at its field and keep what was typed."""
        for field in self.fields:
            field.save()
        if any(field.complaint for field in self.fields):
            return
        complaint = self._act()
        if complaint:
            self.fields[0].complain(complaint)
            self.fields[0].line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field; in the last one it does it."""
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enters:
            place = next(at for at, field in enumerate(self.fields) if field.line is watched)
            self.fields[place].save()
            if place < len(self.fields) - 1:
                self.fields[place + 1].line.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.do()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do()
        else:
            super().keyPressEvent(event)
