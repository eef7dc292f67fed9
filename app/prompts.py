"""What the window asks and says in dialogs: plain text, and buttons that are verbs."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import Button, ButtonKind
from widgets.look import Look
from widgets.words import Words

ENDING = ".journey"
FILTER = "Journey maps (*.journey)"
MOST_LINES = 12
"""So many lines of a list are shown; the rest is counted."""


class Answer(NamedTuple):
    """A button of a question: what choosing it answers, its words, its look."""

    answer: str
    words: str
    kind: ButtonKind = "secondary"


class Sheet(QDialog):
    """A dialog whose buttons are ours: Enter presses the one with the focus, else the primary one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons = self.findChildren(Button)
            for button in (
                *(b for b in buttons if b.hasFocus()),
                *(b for b in buttons if b.kind == "primary"),
            ):
                button.click()
                return
        super().keyPressEvent(event)


class Question(Sheet):
    """A question or a notice; Esc answers nothing, Enter what the primary button does."""

    def __init__(
        self,
        window: QWidget,
        look: Look,
        title: str,
        body: str,
        choices: Sequence[Answer],
        lines: Iterable[str] = (),
    ) -> None:
        super().__init__(window)
        self.setWindowTitle("Mind the Gap")
        self.setModal(True)
        self.answer = ""
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(Words(look, title, "dialog_title", lines=0))
        if body:
            column.addWidget(Words(look, body, "text", "ink2", lines=0))
        for line in shortened(lines):
            column.addWidget(Words(look, line, "secondary", "ink2", lines=0))
        row = QHBoxLayout()
        row.setContentsMargins(0, 16, 0, 0)
        row.setSpacing(8)
        row.addStretch()
        for choice in choices:
            row.addWidget(self._button(look, choice))
        column.addLayout(row)
        self.setFixedWidth(460)

    def _button(self, look: Look, choice: Answer) -> Button:
        button = Button(look, choice.words, choice.kind, parent=self)
        button.clicked.connect(lambda: self.choose(choice.answer))
        self.buttons[choice.answer] = button
        if choice.kind == "primary":
            button.setFocus()
        return button

    def choose(self, answer: str) -> None:
        """Answer this and close."""
        self.answer = answer
        self.accept()

    def ask(self) -> str:
        """Show it and wait; the answer, empty when it was closed or Esc was pressed."""
        self.exec()
        self.deleteLater()
        return self.answer


def shortened(lines: Iterable[str]) -> list[str]:
    """The first lines of a list, and how many more there are."""
    every = list(lines)
    if len(every) <= MOST_LINES:
        return every
    return [*every[:MOST_LINES], f"… and {len(every) - MOST_LINES} more."]


def tell(window: QWidget, look: Look, title: str, body: str, lines: Iterable[str] = ()) -> None:
    """Say something that wants to be read."""
    Question(window, look, title, body, [Answer("close", "Close", "primary")], lines).ask()


def ask_for_map(window: QWidget, folder: Path | None) -> Path | None:
    """Ask which map to open."""
    dialog = QFileDialog(window, "Open a map", _folder(folder), f"{FILTER};;All files (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_for_place(window: QWidget, title: str, proposed: Path, file_filter: str = FILTER) -> Path | None:
    """Ask where to write a file, beginning with a proposed one; the ending is added where it is missing."""
    dialog = QFileDialog(window, title, _folder(proposed.parent), file_filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    return _chosen(dialog)


def _folder(folder: Path | None) -> str:
    return str(folder) if folder is not None and folder.is_dir() else QDir.homePath()


def _chosen(dialog: QFileDialog) -> Path | None:
    chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
    dialog.deleteLater()
    return chosen


def file_name_of(title: str) -> str:
    """A title as a file can be called on any system."""
    kept = "".join(" " if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in title)
    return " ".join(kept.split()).strip(". ")[:100] or "Untitled map"
