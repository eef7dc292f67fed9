"""A real window, and hands that answer its dialogs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from app.prompts import Question
from app.settings import Preferences
from app.verbs import samples
from app.window import Window
from widgets.look import Look


class Hands(QObject):
    """Answers dialogs as they come up, one after the other; a dialog that nobody expected fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Callable[[QDialog], None]] = []
        self.seen: list[str] = []
        self.surprises: list[str] = []
        self._watch = QTimer(self, interval=1)
        self._watch.timeout.connect(self._look)
        self._watch.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isVisible():
            return
        said = " / ".join(words for words in texts_of(dialog) if words)
        self.seen.append(said)
        if self.answers:
            self.answers.pop(0)(dialog)
        else:
            self.surprises.append(said)
            dialog.reject()

    def will_press(self, answer: str) -> None:
        """Press this button of the next question."""

        def press(dialog: QDialog) -> None:
            assert isinstance(dialog, Question), self.seen[-1]
            dialog.buttons[answer].click()

        self.answers.append(press)

    def will_name(self, path: Path) -> None:
        """Name this file in the next file dialog."""

        def name(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog), self.seen[-1]
            dialog.setDirectory(str(path.parent))
            dialog.selectFile(path.name)
            dialog.accept()

        self.answers.append(name)

    def will_dismiss(self) -> None:
        """Press Esc in the next dialog."""
        self.answers.append(lambda dialog: dialog.reject())


def texts_of(dialog: QDialog) -> list[str]:
    """Every text that a dialog shows."""
    from PySide6.QtWidgets import QLabel

    return [dialog.windowTitle(), *(label.text() for label in dialog.findChildren(QLabel))]


@pytest.fixture
def hands(qapp: QApplication) -> Iterator[Hands]:
    hands = Hands()
    yield hands
    hands._watch.stop()
    assert hands.surprises == []
    assert hands.answers == []


@pytest.fixture
def look(qapp: QApplication) -> Look:
    look = Look(reduced_motion=True)
    look.install(qapp)
    return look


@pytest.fixture
def window(qtbot: QtBot, look: Look, hands: Hands, tmp_path: Path) -> Iterator[Window]:
    window = Window(Preferences(tmp_path / "home"), look)
    window.resize(1440, 900)
    window.show_session(None)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.show_session(None)
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def sample() -> Path:
    return samples()["port-my-number"]
