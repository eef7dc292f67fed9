"""A small map on a canvas, and hands that do real things to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.history import History
from model.journey import Journey
from model.operations import add_touchpoint, hand_over, mark_moment, new_map, set_mood
from model.records import Channel, Handover, Phase, Record, Touchpoint
from model.store import Store
from widgets.canvas.gestures.drop_from_palette import MIME
from widgets.canvas.rings import ports_of
from widgets.canvas.view import Canvas
from widgets.look import Look
from widgets.selection import Selection

NOTHING = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Hand:
    """A person's hand on a canvas: it presses, moves and lets go at places of the viewport."""

    canvas: Canvas
    history: History

    @property
    def store(self) -> Store:
        return self.canvas.store

    def _send(
        self,
        kind: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        port = self.canvas.viewport()
        everywhere = QPointF(port.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(port, QMouseEvent(kind, at, everywhere, button, held, keys))
        QApplication.processEvents()

    def press(self, at: QPointF, keys: Qt.KeyboardModifier = NOTHING, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseButtonPress, at, button, button, keys)

    def move(self, at: QPointF, keys: Qt.KeyboardModifier = NOTHING, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button, keys)

    def let_go(self, at: QPointF, keys: Qt.KeyboardModifier = NOTHING, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton, keys)

    def click(self, at: QPointF, keys: Qt.KeyboardModifier = NOTHING) -> None:
        self.press(at, keys)
        self.let_go(at, keys)

    def double_click(self, at: QPointF) -> None:
        self.click(at)
        self._send(QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT, NOTHING)
        self.let_go(at)

    def pull(self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NOTHING) -> None:
        """Press and move to the end, without letting go."""
        self.press(start, keys)
        for step in range(1, 6):
            self.move(start + (end - start) * (step / 5), keys)

    def drag(self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NOTHING) -> None:
        self.pull(start, end, keys)
        self.let_go(end, keys)

    def carry(self, what: str, at: QPointF) -> None:
        """Bring something from the palette over the map, without letting go."""
        self._load = QMimeData()
        self._load.setData(MIME, what.encode())
        rest = (Qt.DropAction.CopyAction, self._load, LEFT, NOTHING)
        port = self.canvas.viewport()
        QApplication.sendEvent(port, QDragEnterEvent(at.toPoint(), *rest))
        QApplication.sendEvent(port, QDragMoveEvent(at.toPoint(), *rest))

    def carry_on(self, at: QPointF) -> None:
        """Bring what is carried to another place."""
        rest = (Qt.DropAction.CopyAction, self._load, LEFT, NOTHING)
        QApplication.sendEvent(self.canvas.viewport(), QDragMoveEvent(at.toPoint(), *rest))

    def drop(self, at: QPointF) -> None:
        rest = (Qt.DropAction.CopyAction, self._load, LEFT, NOTHING)
        QApplication.sendEvent(self.canvas.viewport(), QDropEvent(at, *rest))
        QApplication.processEvents()

    def carry_off(self) -> None:
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())

    # -- places

    def card(self, touchpoint: str) -> QPointF:
        """The middle of a card."""
        rect = self.canvas.card_rect(touchpoint)
        assert rect is not None
        return rect.center()

    def port(self, touchpoint: str, side: str) -> QPointF:
        rect = self.canvas.card_rect(touchpoint)
        assert rect is not None
        return ports_of(rect)[side]

    def cell(self, phase: str, channel: str, share: float = 0.9) -> QPointF:
        """A place in a cell, this share of its way from left to right."""
        layout = self.canvas.layout_
        span = next(s for s in layout.phases if s.id == phase)
        lane = next(s for s in layout.lanes if s.id == channel)
        return self.canvas.camera.to_px(span.start + span.length * share, lane.start + lane.length / 2)

    def point(self, touchpoint: str, mood: float) -> QPointF:
        """Where a mood of a touchpoint stands on the curve."""
        layout = self.canvas.layout_
        return self.canvas.camera.to_px(layout.card(touchpoint).middle[0], layout.mood_y(mood))


@dataclass
class Story:
    """A small map: its phases, channels, touchpoints and handovers in order."""

    store: Store
    phases: list[str]
    channels: list[str]
    touchpoints: list[str]
    handovers: list[str]


def story_of(records: list[Record]) -> Story:
    store = Store.holding(records, BEHAVIOURS)
    journey = Journey(store)
    phases, channels = journey.phases, journey.channels
    cells = [(0, 0), (0, 0), (0, 1), (1, 1), (1, 2), (2, 0)]
    made = []
    for number, (phase, channel) in enumerate(cells):
        made.append(add_touchpoint(store, phases[phase], channels[channel], f"Step {number + 1}"))
    handovers = [hand_over(store, made[i], made[i + 1]) for i in range(4)]
    for touchpoint, mood in zip(made, (1.0, 0.5, -1.0, -1.5, 0.0, 1.5), strict=True):
        set_mood(store, touchpoint, None, mood)
    mark_moment(store, made[3])
    return Story(store, phases, channels, made, handovers)


@pytest.fixture
def story() -> Story:
    """Six touchpoints in three phases and three channels."""
    return story_of(new_map("A small journey"))


@pytest.fixture
def on_canvas(qtbot: QtBot) -> Iterator[Callable[[Store], Hand]]:
    """Puts a map on a canvas of 1100 × 760 and gives the hand."""
    kept: list[object] = []

    def put(store: Store) -> Hand:
        look = Look(reduced_motion=True)
        look.load_fonts()
        canvas = Canvas(store, Journey(store), Selection(), look)
        hand = Hand(canvas, History(store))
        qtbot.addWidget(canvas)
        canvas.resize(1100, 760)
        with qtbot.waitExposed(canvas):
            canvas.show()
        canvas.zoom_to(1.0)
        canvas.verticalScrollBar().setValue(0)
        canvas.horizontalScrollBar().setValue(0)
        canvas.grab_frame()
        kept.extend((look, canvas, hand))
        return hand

    yield put
    kept.clear()


@pytest.fixture
def hand(story: Story, on_canvas: Callable[[Store], Hand]) -> Hand:
    """The hand on the small map."""
    return on_canvas(story.store)


def title(store: Store, record: str) -> str:
    found = store[record]
    assert isinstance(found, Touchpoint | Phase | Channel)
    return found.title


def quality(store: Store, handover: str) -> str:
    found = store.find(Handover, handover)
    assert found is not None
    return found.quality
