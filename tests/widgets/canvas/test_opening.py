"""A map opens with all of it in sight, or at its start where all of it would be too small to read."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.drawing.marks import Box
from model.journey import Journey
from model.operations import add_touchpoint, new_map
from model.store import Store
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.camera import LEAST
from widgets.canvas.travel import READABLE
from widgets.canvas.view import Canvas
from widgets.look import Look
from widgets.selection import Selection


def long_map() -> Store:
    store = Store.holding(new_map("A long journey"), BEHAVIOURS)
    journey = Journey(store)
    for number in range(220):
        add_touchpoint(store, journey.phases[0], journey.channels[0], f"Step {number}")
    return store


def opened(store: Store, put: Callable[[Canvas], None]) -> Canvas:
    look = Look(reduced_motion=True)
    look.load_fonts()
    canvas = Canvas(store, Journey(store), Selection(), look)
    canvas.resize(1000, 700)
    put(canvas)
    return canvas


def test_a_map_opens_whole(qtbot, story: Story) -> None:
    canvas = opened(story.store, qtbot.addWidget)
    canvas.show()
    whole = canvas.camera.rect(Box(0, 0, canvas.layout_.width, canvas.map_height))
    assert canvas.map_rect().adjusted(0, 0, 1, 1).contains(whole)


def test_a_map_fills_a_large_screen_and_stays_modest_on_a_small_one(qtbot, story: Story) -> None:
    canvas = opened(story.store, qtbot.addWidget)
    canvas.show()
    assert canvas.camera.zoom <= 1.0
    canvas.resize(3464, 1960)
    area, whole = canvas.map_rect(), canvas.camera.rect(Box(0, 0, canvas.layout_.width, canvas.map_height))
    assert canvas.camera.zoom > 1.5
    assert area.adjusted(0, 0, 1, 1).contains(whole)


def test_a_map_too_long_for_that_opens_at_its_start_to_be_read(qtbot) -> None:
    canvas = opened(long_map(), qtbot.addWidget)
    canvas.show()
    for width in (1000, 1300, 800):
        canvas.resize(width, 700)
        assert READABLE <= canvas.camera.zoom <= 1.0
        first = canvas.card_rect(canvas.journey.touchpoints[0])
        assert first is not None
        assert canvas.map_rect().contains(first)
    canvas.fit()
    assert canvas.camera.zoom < LEAST
    assert canvas.part == (0.0, canvas.layout_.width)


def test_a_hand_that_has_moved_a_long_map_keeps_its_place(qtbot) -> None:
    canvas = opened(long_map(), qtbot.addWidget)
    canvas.show()
    canvas.scroll_by(-400, 0)
    before = canvas.camera.x
    canvas.resize(1100, 700)
    assert canvas.camera.x == before


def test_the_hand_of_a_small_map_may_fit_it_again(hand: Hand) -> None:
    hand.canvas.fit()
    whole = hand.canvas.camera.rect(Box(0, 0, hand.canvas.layout_.width, hand.canvas.map_height))
    assert hand.canvas.map_rect().adjusted(0, 0, 1, 1).contains(whole)


def test_scroll_bars_are_gone_once_the_map_has_glided_into_the_window(hand: Hand, qtbot: QtBot) -> None:
    canvas = hand.canvas
    bars = canvas.horizontalScrollBar(), canvas.verticalScrollBar()
    canvas.look.move("full")
    canvas.zoom_to(4.0)
    qtbot.waitUntil(lambda: all(bar.isVisible() for bar in bars))
    canvas.fit()
    qtbot.waitUntil(lambda: all(bar.minimum() == bar.maximum() for bar in bars) and not canvas._is_gliding)
    qtbot.waitUntil(lambda: not any(bar.isVisible() for bar in bars))
    assert canvas.viewport().size() == canvas.size()
    assert canvas.camera.zoom == pytest.approx(canvas._fit_zoom())
