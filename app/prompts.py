"""What the window asks and says in dialogs: plain text, and buttons that are verbs."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import Button, ButtonKind
from widgets.look import Look
from widgets.words import Words

ENDING = ".journey"
FILTER = "Journey maps (*.journey)"
OPENABLE = "Journey maps, and reports that carry one (*.journey *.pdf)"
WIDE = 460
MOST_LINES = 12
"""So many lines of a list are shown; the rest is counted."""


class Answer(NamedTuple):
    """A button of a question: what choosing it answers, its words, its look."""

    answer: str
    words: str
    kind: ButtonKind = "secondary"


class Scrim(QWidget):
    """Darkens what lies behind a dialog."""

    def __init__(self, behind: QWidget, look: Look) -> None:
        super().__init__(behind)
        self.behind, self.look = behind, look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(behind.rect())
        behind.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of it, whatever its size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.behind.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dark."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("scrim"))
        painter.end()


class Sheet(QDialog):
    """A dialog in our hand; Enter presses the button with the focus, else the primary one."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self.behind, self.look = window.window(), look
        self.setModal(True)
        self._scrim: Scrim | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Darken what is behind."""
        super().showEvent(event)
        if self._scrim is None:
            self._scrim = Scrim(self.behind, self.look)
            self._scrim.show()
            self._scrim.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let what is behind be seen."""
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and the line around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.setPen(self.look.colour("rule2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

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
        super().__init__(window, look)
        self.setWindowTitle("Mind the Gap")
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
        # Wrapped words are higher than Qt guesses before the width is known.
        self.setFixedSize(WIDE, column.totalHeightForWidth(WIDE))

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
    dialog = QFileDialog(window, "Open a map", _folder(folder), f"{OPENABLE};;All files (*)")
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
