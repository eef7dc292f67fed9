"""Fingers on the canvas: they drag, pan, pinch, tap and rest, and meet what is smaller than they are."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.records import Touchpoint
from tests.widgets.canvas.conftest import Hand, Story, quality
from widgets.canvas.gestures.pan import Pan
from widgets.canvas.touch import LONG, REACH

SCREEN = QTest.createTouchDevice()


class Fingers:
    """Fingers on a canvas, each with a number."""

    def __init__(self, hand: Hand, device: QPointingDevice) -> None:
        self.port = hand.canvas.viewport()
        self.touch = QTest.touchEvent(self.port, device, False)
        self.places: dict[int, QPointF] = {}

    def _send(self, kind: str, changed: dict[int, QPointF]) -> None:
        for finger, place in (self.places | changed).items():
            if finger in changed:
                getattr(self.touch, kind)(finger, place.toPoint(), self.port)
            else:
                self.touch.stationary(finger)
        self.touch.commit()
        QApplication.processEvents()

    def put(self, *places: QPointF) -> None:
        for finger, place in enumerate(places, len(self.places)):
            self._send("press", {finger: place})
            self.places[finger] = place

    def move(self, *places: QPointF) -> None:
        before = list(self.places.values())
        for step in range(1, 6):
            now = {n: a + (b - a) * (step / 5) for n, (a, b) in enumerate(zip(before, places, strict=True))}
            self._send("move", now)
            self.places |= now

    def lift(self) -> None:
        while self.places:
            finger = max(self.places)
            self._send("release", {finger: self.places[finger]})
            del self.places[finger]

    def tap(self, place: QPointF) -> None:
        self.put(place)
        self.lift()

    def drag(self, start: QPointF, end: QPointF) -> None:
        self.put(start)
        self.move(end)
        self.lift()


@pytest.fixture
def fingers(hand: Hand) -> Fingers:
    return Fingers(hand, SCREEN)


def test_one_finger_drags_a_card(hand: Hand, story: Story, fingers: Fingers) -> None:
    first = story.touchpoints[0]
    fingers.drag(hand.card(first), hand.cell(story.phases[1], story.channels[2]))
    record = hand.store.find(Touchpoint, first)
    assert record is not None
    assert (record.place.phase, record.place.channel) == (story.phases[1], story.channels[2])
    assert hand.history.undo_label == "Move a touchpoint"


def test_one_finger_pans_on_empty_ground(hand: Hand, story: Story, fingers: Fingers) -> None:
    hand.canvas.zoom_to(2.0)
    at = QPointF(570, 640)
    before = hand.card(story.touchpoints[0])
    fingers.put(at)
    fingers.move(at - QPointF(90, 40))
    assert isinstance(hand.canvas.gesture, Pan)
    fingers.lift()
    assert (hand.card(story.touchpoints[0]) - before + QPointF(90, 40)).manhattanLength() < 3
    assert hand.canvas.selection.ids == ()


def test_two_fingers_pan_and_zoom_at_their_middle(hand: Hand, story: Story, fingers: Fingers) -> None:
    hand.canvas.zoom_to(1.5)
    hand.canvas.horizontalScrollBar().setValue(200)
    middle = QPointF(600, 400)
    place = hand.canvas.camera.to_mm(middle)
    fingers.put(middle - QPointF(60, 0), middle + QPointF(60, 0))
    fingers.move(middle + QPointF(-130, -30), middle + QPointF(110, -30))
    assert hand.canvas.camera.zoom == pytest.approx(3.0, rel=0.01)
    there = hand.canvas.camera.to_px(*place)
    assert (there - middle - QPointF(-10, -30)).manhattanLength() < 3
    fingers.lift()


def test_a_second_finger_puts_back_what_the_first_was_dragging(
    hand: Hand, story: Story, fingers: Fingers
) -> None:
    first, label = story.touchpoints[0], hand.history.undo_label
    fingers.put(hand.card(first))
    fingers.move(hand.cell(story.phases[1], story.channels[2]))
    fingers.put(QPointF(400, 300))
    assert hand.canvas.gesture is None
    fingers.lift()
    assert hand.history.undo_label == label


def test_a_tap_selects_and_a_second_one_types(hand: Hand, story: Story, fingers: Fingers) -> None:
    fingers.tap(hand.card(story.touchpoints[1]))
    assert hand.canvas.selection.only == story.touchpoints[1]
    fingers.tap(hand.card(story.touchpoints[1]))
    assert hand.canvas.editing is not None
    assert hand.canvas.editing.record == story.touchpoints[1]


def test_a_mark_smaller_than_a_finger_is_met_beside_it(hand: Hand, story: Story, fingers: Fingers) -> None:
    handover = story.handovers[1]
    middle = hand.canvas.mark_middle(handover)
    assert middle is not None
    fingers.tap(middle + QPointF(0, REACH - 2))
    assert hand.canvas.selection.only == handover
    before = quality(hand.store, handover)
    fingers.tap(middle + QPointF(0, REACH - 2))
    assert quality(hand.store, handover) != before
    fingers.tap(middle + QPointF(0, -(REACH + 14)))
    assert hand.canvas.selection.only != handover


def test_a_port_is_met_by_a_finger_beside_it(hand: Hand, story: Story, fingers: Fingers) -> None:
    source, target = story.touchpoints[5], story.touchpoints[0]
    fingers.tap(hand.card(source))
    fingers.drag(hand.port(source, "top") - QPointF(12, 14), hand.card(target))
    assert any(h.target == target for h in hand.canvas.journey.leaving(source))


def test_a_finger_that_rests_opens_the_menu_of_what_is_under_it(
    qtbot: QtBot, hand: Hand, story: Story, fingers: Fingers
) -> None:
    asked: list[QContextMenuEvent] = []

    before = type(hand.canvas).contextMenuEvent

    def listen(event: QContextMenuEvent) -> None:
        asked.append(event)
        before(hand.canvas, event)

    hand.canvas.contextMenuEvent = listen  # type: ignore[method-assign]
    fingers.put(hand.card(story.touchpoints[2]))
    qtbot.waitUntil(lambda: bool(asked), timeout=LONG * 10)
    assert hand.canvas.selection.only == story.touchpoints[2]
    fingers.move(hand.cell(story.phases[2], story.channels[2]))
    assert hand.canvas.gesture is None
    fingers.lift()


def test_mouse_events_made_of_touches_are_not_heard_again(hand: Hand, story: Story) -> None:
    at = hand.card(story.touchpoints[1])
    port = hand.canvas.viewport()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        made = QMouseEvent(
            kind,
            at,
            at,
            QPointF(port.mapToGlobal(at.toPoint())),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseEventSource.MouseEventSynthesizedBySystem,
        )
        QApplication.sendEvent(port, made)
    assert hand.canvas.selection.ids == ()


def test_a_mouse_that_is_jostled_takes_nothing_out_of_a_finger(
    hand: Hand, story: Story, fingers: Fingers
) -> None:
    first, end = story.touchpoints[0], hand.cell(story.phases[1], story.channels[2])
    fingers.put(hand.card(first))
    fingers.move(end)
    held = hand.canvas.gesture
    assert held is not None
    hand.move(hand.card(story.touchpoints[3]), button=Qt.MouseButton.NoButton)
    assert hand.canvas.gesture is held
    fingers.move(end)
    fingers.lift()
    assert hand.history.undo_label == "Move a touchpoint"
