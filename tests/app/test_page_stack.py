"""A dialog over a large map opens and closes without a word to each of the many parts that it blocks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.page_stack import OF_MODAL_DIALOGS
from app.prompts import Answer, Question
from app.window import Window
from tests.app.conftest import Hands

pytestmark = pytest.mark.allows_log("propagateSizeHints")


class Ear(QObject):
    """Hears who is told that a dialog opens or closes."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in OF_MODAL_DIALOGS:
            self.told.append(watched)
        return False


def test_the_parts_of_a_map_are_not_told_of_a_dialog_and_no_hand_reaches_them(
    window: Window, hands: Hands, sample: Path, qapp: QApplication
) -> None:
    window.desk.open_copy(sample)
    window.activateWindow()
    ear = Ear()
    card = window.canvas.card_rect(window.canvas.journey.touchpoints[0])
    assert card is not None
    qapp.installEventFilter(ear)

    def press() -> None:
        at = window.canvas.viewport().mapTo(window, card.center().toPoint())
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)

    def press_behind(dialog: QDialog) -> None:
        press()
        dialog.accept()

    hands.answers.append(press_behind)
    Question(window, window.look, "Is it so?", "", [Answer("yes", "Say yes", "primary")]).ask()
    qapp.removeEventFilter(ear)
    told = [one for one in ear.told if isinstance(one, QWidget) and window.pages.isAncestorOf(one)]
    assert told == [window.pages, window.pages]
    assert window.canvas.selection.ids == ()
    press()
    assert window.canvas.selection.ids != ()
