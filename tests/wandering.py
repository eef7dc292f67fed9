"""Hands that do anything anywhere on an open map, the same for the same number."""

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.window import Window
from model.records import Touchpoint
from tests.widgets.canvas.conftest import Hand
from widgets.canvas.rings import ports_of

MOST = 40
"""With more touchpoints than this hands only take away."""
Key, Keys = Qt.Key, Qt.KeyboardModifier
PLAIN, CTRL, SHIFT = Keys.NoModifier, Keys.ControlModifier, Keys.ShiftModifier


class Wandering:
    """Real mouse and key events on the canvas of a window, chosen by chance."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window, self.chance = window, random.Random(seed)
        assert window.session is not None
        self.session, self.canvas = window.session, window.canvas
        self.hand = Hand(self.canvas, self.session.history)

    def gestures(self) -> dict[Callable[[], None], int]:
        """What hands do, and how often compared with each other."""
        return {
            self.click: 4,
            self.drag_a_card: 6,
            self.rubber_band: 2,
            self.hand_over: 3,
            self.add_by_double_click: 3,
            self.edit_a_title: 2,
            self.bend_the_curve: 3,
            self.wheel: 4,
            self.walk: 3,
            self.press(Key.Key_1, Key.Key_2, Key.Key_4, Key.Key_5, Key.Key_M, Key.Key_P): 5,
            self.press(Key.Key_Space): 1,
            self.press(Key.Key_Delete): 3,
            self.undo: 2,
            self.leave_a_gesture: 2,
        }

    def take_steps(self, count: int) -> None:
        """So many gestures."""
        gestures = self.gestures()
        for _ in range(count):
            if len(self.session.store.of(Touchpoint)) > MOST:
                self.delete_some()
            else:
                self.chance.choices(list(gestures), list(gestures.values()))[0]()
            self.settle()

    def settle(self) -> None:
        """End what is being typed or held, and let events come."""
        if self.canvas.editing is not None:
            self.type("", Key.Key_Escape)
        if self.canvas.gesture is not None:
            self.canvas.cancel_gesture()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # As a running event loop does.

    # -- places

    def card(self) -> QPointF | None:
        """The middle of a card that is in sight."""
        area = self.canvas.map_rect()
        rects = [self.canvas.card_rect(one) for one in self.session.journey.touchpoints]
        seen = [rect.center() for rect in rects if rect is not None and area.contains(rect.center())]
        return self.chance.choice(seen) if seen else None

    def place(self) -> QPointF:
        """Anywhere on the map's part of the canvas."""
        area = self.canvas.map_rect().adjusted(4, 4, -4, -4)
        x, y = self.chance.random() * area.width(), self.chance.random() * area.height()
        return area.topLeft() + QPointF(round(x), round(y))

    # -- gestures

    def type(self, words: str, then: Key) -> None:
        """Type where the focus is."""
        target = QApplication.focusWidget()
        assert isinstance(target, QWidget)
        QTest.keyClicks(target, words)
        QTest.keyClick(target, then)

    def press(self, *keys: Key) -> Callable[[], None]:
        """Press one of these keys on the canvas."""

        def press() -> None:
            self.canvas.setFocus()
            QTest.keyClick(self.canvas, self.chance.choice(keys))

        return press

    def click(self) -> None:
        """Click a card, or anywhere, perhaps adding to the selection."""
        keys = SHIFT if self.chance.random() < 0.3 else PLAIN
        self.hand.click((self.card() if self.chance.random() < 0.8 else None) or self.place(), keys)

    def drag_a_card(self) -> None:
        """Carry a card, or the selection, somewhere."""
        start = self.card()
        if start is not None:
            self.hand.drag(start, self.place())

    def rubber_band(self) -> None:
        """Drag over the ground, or whatever is there."""
        self.hand.drag(self.place(), self.place())

    def hand_over(self) -> None:
        """Drag from a card's port to a card, or to the ground."""
        start = self.card()
        if start is None:
            return
        touchpoint = self.canvas.touchpoint_under(start)
        rect = self.canvas.card_rect(touchpoint) if touchpoint is not None else None
        if rect is not None:
            self.hand.move(rect.center(), button=Qt.MouseButton.NoButton)
            port = self.chance.choice(list(ports_of(rect).values()))
            self.hand.drag(port, (self.card() if self.chance.random() < 0.7 else None) or self.place())

    def add_by_double_click(self) -> None:
        """Double-click the ground, and type a title if one is asked for."""
        self.hand.double_click(self.place())
        if self.canvas.editing is not None:
            self.type("Asks again", self.chance.choice((Key.Key_Return, Key.Key_Escape, Key.Key_Tab)))

    def edit_a_title(self) -> None:
        """Type another title on a card."""
        at = self.card()
        if at is not None:
            self.hand.click(at)
            QTest.keyClick(self.canvas, Key.Key_Return)
            if self.canvas.editing is not None:
                self.type("Waits for an answer", self.chance.choice((Key.Key_Return, Key.Key_Escape)))

    def bend_the_curve(self) -> None:
        """Drag a point of the mood curve up or down."""
        touchpoints = self.session.journey.touchpoints
        if touchpoints:
            one = self.chance.choice(touchpoints)
            now = self.session.journey.felt(self.session.store.of(Touchpoint)[one]) or 0.0
            start, end = self.hand.point(one, now), self.hand.point(one, self.chance.uniform(-2, 2))
            if self.canvas.map_rect().contains(start):
                self.hand.drag(start, end)

    def wheel(self) -> None:
        """Pan or zoom."""
        port, at = self.canvas.viewport(), self.place()
        keys = CTRL if self.chance.random() < 0.4 else PLAIN
        turned = QPoint(self.chance.choice((0, 120, -120)), self.chance.choice((120, -120)))
        everywhere = QPointF(port.mapToGlobal(at.toPoint()))
        rest = (Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(port, QWheelEvent(at, everywhere, QPoint(), turned, *rest))

    def walk(self) -> None:
        """Go to the next or another card by keys."""
        self.canvas.setFocus()
        keys = (Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_Down)
        QTest.keyClick(self.canvas, self.chance.choice(keys), Keys.AltModifier)

    def undo(self) -> None:
        """Take back a few steps, and do some of them again."""
        for _ in range(self.chance.randint(1, 3)):
            self.session.history.undo()
        for _ in range(self.chance.randint(0, 2)):
            self.session.history.redo()

    def leave_a_gesture(self) -> None:
        """Begin to carry something, and press Esc."""
        self.hand.pull(self.card() or self.place(), self.place())
        QTest.keyClick(self.canvas, Key.Key_Escape)
        self.hand.let_go(self.place())

    def delete_some(self) -> None:
        """Take some touchpoints away."""
        chosen = self.chance.sample(self.session.journey.touchpoints, 6)
        self.session.selection.choose(chosen)
        self.press(Key.Key_Delete)()
