"""Name this state: a small dialog that asks how the map as it stands now shall be called in its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errand import Errand
from app.prompts import Sheet
from widgets.buttons import Button
from widgets.fields import Line
from widgets.words import Words

if TYPE_CHECKING:
    from app.session import Session
    from app.window import Window

WIDE, LONGEST = 460, 80
NOT_KEPT = "“{}” could not be kept on this computer. Is its disk full?"
SAYS = "It stays in the history under this name until you remove it."


class NameVersion(Sheet):
    """One line for the name."""

    def __init__(self, window: Window) -> None:
        super().__init__(window, window.look)
        look = window.look
        self.setWindowTitle("Name this state")
        self.field = Line(look, self)
        self.field.setAccessibleName("Name of this state")
        self.field.setPlaceholderText("After lunch")
        self.field.setMaxLength(LONGEST)
        self.keep = Button(look, "Keep this state", "primary", parent=self)
        self.cancel = Button(look, "Cancel", parent=self)
        self.keep.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.field.returnPressed.connect(self.keep.click)
        self.field.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.keep.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(Words(look, "Name this state", "dialog_title"))
        column.addWidget(Words(look, SAYS, "text", "ink2", lines=0))
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.setFixedWidth(WIDE)
        self.field.setFocus()


def name_this_state(window: Window) -> None:
    """Ask for a name, and keep how the map stands now under it."""
    window.finish_typing()
    session = window.own_session
    if session is None:
        return
    dialog = NameVersion(window)
    is_meant = dialog.exec() == Sheet.DialogCode.Accepted
    name = " ".join(dialog.field.text().split())
    dialog.deleteLater()
    if is_meant and name:
        session.name_version(name)
        _tell(window, session, name)


def _tell(window: Window, session: Session, name: str) -> None:
    """Say that it is kept once it is, or that it could not be."""
    errand, versions = Errand(window), session.versions

    def say(_: object) -> None:
        errand.deleteLater()
        if window.own_session is session:
            window.toast(
                f"“{name}” is kept in the history" if not versions.trouble else NOT_KEPT.format(name)
            )

    errand.run(versions.wait, say)
