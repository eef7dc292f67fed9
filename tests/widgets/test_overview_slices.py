"""The overview of a long journey, painted in strips and in several turns, looks as if painted in one go."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.journey import Journey
from model.operations import set_mood
from model.store import Store
from tests.journeys import long_map
from widgets import overview as module
from widgets.look import Look
from widgets.overview import Overview

pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.


@pytest.fixture
def overview(look: Look, qtbot: QtBot) -> Overview:
    journey = Journey(Store.holding(long_map(240), BEHAVIOURS))
    people = journey.personas
    for number, one in enumerate(journey.touchpoints):
        set_mood(journey.store, one, people[number % len(people)].id, (number * 7 % 9 - 4) / 2)
    overview = Overview(journey, look)
    qtbot.addWidget(overview)
    overview.resize(1200, 36)
    with qtbot.waitExposed(overview):
        overview.show()
    qtbot.waitUntil(lambda: is_whole(overview))
    return overview


def is_whole(overview: Overview) -> bool:
    curve = overview.curve
    return (
        curve._picture.size() == curve.size() * curve.devicePixelRatioF() and not curve._painting.isActive()
    )


def picture(overview: Overview) -> QImage:
    return overview.curve.grab().toImage()


def in_one_go(overview: Overview, monkeypatch: pytest.MonkeyPatch) -> QImage:
    """The picture painted at once and in one strip."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "AT_ONCE", 60)
        patch.setattr(module, "PER_STRIP", 100_000)
        overview.curve._follow_look()
        return picture(overview)


@pytest.mark.parametrize("per_strip", [1, 7, 25])
def test_strips_meet_without_a_seam(
    overview: Overview, monkeypatch: pytest.MonkeyPatch, per_strip: int
) -> None:
    expected = in_one_go(overview, monkeypatch)
    monkeypatch.setattr(module, "PER_STRIP", per_strip)
    monkeypatch.setattr(module, "AT_ONCE", 60)
    overview.curve._follow_look()
    assert picture(overview) == expected
    assert len({expected.pixel(x, 4) for x in range(expected.width())}) > 2


def test_what_was_shown_stays_until_the_next_picture_is_whole(
    overview: Overview, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    small = overview.curve._picture.cacheKey()
    monkeypatch.setattr(module, "AT_ONCE", 0)
    overview.resize(1800, 36)
    overview.curve.grab()
    assert overview.curve._picture.cacheKey() == small
    assert overview.curve._painting.isActive()
    qtbot.waitUntil(lambda: is_whole(overview))
    assert picture(overview) == in_one_go(overview, monkeypatch)


def test_nothing_is_shown_in_the_colours_of_another_theme(
    overview: Overview, look: Look, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 0)
    overview.show_part(0, 1)
    look.choose("dark")
    first = picture(overview)
    assert overview.curve._painting.isActive()
    assert first.pixelColor(600, 8) == look.colour("wash")
    qtbot.waitUntil(lambda: is_whole(overview))
    assert picture(overview) == in_one_go(overview, monkeypatch) != first


def test_an_edit_while_it_is_painted_is_in_the_picture(
    overview: Overview, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    journey, before = overview.journey, picture(overview)
    monkeypatch.setattr(module, "AT_ONCE", 0)
    overview.curve.forget()
    overview.curve.grab()
    assert overview.curve._painting.isActive()
    for one in journey.touchpoints[:5]:
        set_mood(journey.store, one, journey.personas[0].id, 2.0)
    qtbot.waitUntil(lambda: is_whole(overview) and picture(overview) != before)
    assert picture(overview) == in_one_go(overview, monkeypatch)


@pytest.mark.parametrize("at", [0.5, 0.4, 0.9], ids=["frame", "end", "outside"])
def test_esc_puts_the_frame_back_where_the_hand_took_it(overview: Overview, at: float) -> None:
    curve, asked = overview.curve, list[tuple[float, float]]()
    overview.wanted.connect(lambda left, right: asked.append((left, right)))
    overview.show_part(0.4, 0.6)
    middle = curve.height() // 2
    start = QPoint(round(curve.width() * at), middle)
    QTest.mousePress(curve, Qt.MouseButton.LeftButton, pos=start)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(start) - QPointF(120, 0),
        curve.mapToGlobal(QPointF(start) - QPointF(120, 0)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(curve, moved)
    assert asked[-1] != (0.4, 0.6)
    QTest.keyClick(overview.windowHandle(), Qt.Key.Key_Escape)
    assert asked[-1] == (curve.left, curve.right) == (0.4, 0.6)
    QApplication.sendEvent(curve, moved)
    QTest.mouseRelease(curve, Qt.MouseButton.LeftButton, pos=start)
    assert (curve.left, curve.right) == (0.4, 0.6)
