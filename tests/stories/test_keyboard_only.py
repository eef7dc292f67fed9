"""The reference map built again by keyboard alone, from the list of its titles, and how many keys that takes."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.session import Session
from app.verbs import samples
from app.window import Window
from model.journey import Journey
from model.records import Channel, Phase, Touchpoint

pytestmark = pytest.mark.allows_log("propagateSizeHints")

Step = tuple[str, int, int]
"""A touchpoint of the list: its title, and the numbers of its phase and channel."""


@dataclass
class Keyboard:
    """Types on the window, wherever the focus is, and counts the keys that are no text."""

    window: Window
    pressed: list[str] = field(default_factory=list)

    def type(self, words: str) -> None:
        for sign in words:
            QTest.sendKeyEvent(QTest.KeyAction.Click, self.focus(), Qt.Key.Key_unknown, sign, NOTHING)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.pressed.append(key)
            QTest.keySequence(self.focus(), QKeySequence(key))

    @staticmethod
    def focus() -> object:
        """What a key would go to."""
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus


NOTHING = Qt.KeyboardModifier.NoModifier


def listed(journey: Journey) -> tuple[list[str], list[str], list[Step]]:
    """The titles of a map's phases and channels, and its touchpoints in order."""
    known = journey.store.of(Touchpoint)
    phases, channels = journey.ordered(Phase), journey.ordered(Channel)
    at_phase = {one.id: number for number, one in enumerate(phases)}
    at_channel = {one.id: number for number, one in enumerate(channels)}
    touchpoints = [known[one] for one in journey.touchpoints]
    steps = [(t.title, at_phase[t.place.phase], at_channel[t.place.channel]) for t in touchpoints]
    return [one.title for one in phases], [one.title for one in channels], steps


def name_all(keyboard: Keyboard, start: str, titles: list[str]) -> None:
    keyboard.press(start)
    for number, title in enumerate(titles):
        keyboard.type(title)
        keyboard.press("Return" if number == len(titles) - 1 else "Tab")


def write_all(keyboard: Keyboard, steps: list[Step]) -> None:
    """Type one touchpoint after the other; the key between two says where the next one is."""
    keyboard.press("T")
    keyboard.type(steps[0][0])
    for (_, *before), (title, *now) in pairwise(steps):
        if before[0] != now[0]:
            keyboard.press("Ctrl+Return")
        if before[1] != now[1]:
            keyboard.press(f"Alt+{now[1] + 1}")
        if before == now:
            keyboard.press("Tab")
        keyboard.type(title)
    keyboard.press("Return")


@pytest.fixture
def reference() -> tuple[list[str], list[str], list[Step]]:
    return listed(Session.open(samples()["port-my-number"]).journey)


@pytest.fixture
def keyboard(window: Window) -> Keyboard:
    window.desk.new()
    window.activateWindow()
    window.canvas.setFocus()
    return Keyboard(window)


def test_the_reference_map_is_built_by_keyboard_alone(
    keyboard: Keyboard, reference: tuple[list[str], list[str], list[Step]], capsys: pytest.CaptureFixture[str]
) -> None:
    phases, channels, steps = reference
    session = keyboard.window.session
    assert session is not None
    name_all(keyboard, "Ctrl+F2", channels)
    name_all(keyboard, "Shift+F2", phases)
    keyboard.press("Escape")
    write_all(keyboard, steps)
    assert listed(session.journey) == reference
    assert len(session.journey.touchpoints) == len(steps) == 25
    order = session.journey.touchpoints
    for one, following in pairwise(order):
        assert following in {handover.target for handover in session.journey.leaving(one)}
    icons = [one.icon for one in session.journey.ordered(Channel)]
    assert icons == ["web", "chat", "msg", "store", "phone"]
    with capsys.disabled():
        print(f"\n{len(keyboard.pressed)} keys beyond the text for {len(steps)} touchpoints")
    assert len(keyboard.pressed) <= 43
    assert keyboard.window.canvas.hasFocus()


def test_each_touchpoint_written_is_one_step_of_undo(
    keyboard: Keyboard, reference: tuple[list[str], list[str], list[Step]]
) -> None:
    session = keyboard.window.session
    assert session is not None
    start = session.store.everything()
    write_all(keyboard, [step for step in reference[2] if step[2] < 3][:8])
    for _ in range(8):
        assert session.history.can_undo
        session.history.undo()
    assert session.store.everything() == start
    assert not session.history.can_undo


def test_titles_typed_faster_than_anything_is_painted_lose_no_key(keyboard: Keyboard) -> None:
    session = keyboard.window.session
    assert session is not None
    titles = [f"Step {number}: asks, waits & is told no; {'very ' * number}late" for number in range(12)]
    QTest.keyClick(keyboard.window.canvas, Qt.Key.Key_T)
    handle = keyboard.window.windowHandle()
    for number, title in enumerate(titles):
        for sign in title:
            QTest.sendKeyEvent(QTest.KeyAction.Click, handle, Qt.Key.Key_unknown, sign, NOTHING)
        QTest.keyClick(handle, Qt.Key.Key_Return if number == 11 else Qt.Key.Key_Tab)
    known = session.store.of(Touchpoint)
    assert [known[one].title for one in session.journey.touchpoints] == titles
    assert len(session.journey.touchpoints) == 12
