"""The canvas: the map under a facilitator's hands."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QToolTip, QWidget

from model.journey import Journey
from model.operations import add_touchpoint
from model.rules import Refused
from model.store import Commit, Store
from widgets.canvas import going_on, notes, places, steps
from widgets.canvas.add_buttons import AddButtons
from widgets.canvas.beginning import Below
from widgets.canvas.gestured import GesturedView
from widgets.canvas.gestures.choose import gesture_at
from widgets.canvas.gestures.edit_in_place import EditInPlace
from widgets.canvas.gestures.landing import slot_under
from widgets.canvas.hints import hints_for
from widgets.canvas.ink_menu import InkMenu
from widgets.canvas.next_place import next_place
from widgets.canvas.overlay import paint_selection
from widgets.canvas.tips import tip_at
from widgets.canvas.touch import Touch
from widgets.look import Look, tip_of
from widgets.selection import Selection

Made = TypeVar("Made")
MOST_SELECTIONS = 20
"""So many selections are remembered, for when an undone step takes what is selected away."""


class Canvas(GesturedView):
    """Shows a map and lets hands change it; a step that the rules refuse is said, never done by half."""

    hints_changed = Signal(object)
    """At most three (key, text) pairs for this moment."""
    said = Signal(str)
    """A sentence for the person at the screen."""
    editing_changed = Signal(bool)
    talk_wanted = Signal()
    """A speech mark was pressed; what it is about is selected."""
    touch: Touch | None = None
    list_wanted = Signal()
    """Someone wants to paste a list."""

    def __init__(
        self, store: Store, journey: Journey, selection: Selection, look: Look, parent: QWidget | None = None
    ) -> None:
        self.selection = selection
        self.editing: EditInPlace | None = None
        self.types_elsewhere: Callable[[str], bool] = lambda record: False
        """Types a record's title where the keyboard is now, if that is not here."""
        self.note_use: str | None = None
        """What a sticky note dropped on a card becomes: "pain" or "quote"; None asks."""
        self.asking: InkMenu | None = None
        self._hints: tuple[tuple[str, str], ...] = ()
        self._selections: deque[tuple[str, ...]] = deque(maxlen=MOST_SELECTIONS)
        """What was selected lately, the last at the end."""
        self.over: list[Callable[[QPainter], object]] = []
        """What else paints over the map, below what is selected."""
        self.shown_elsewhere: tuple[str, ...] = ()
        """Touchpoints and handovers that are shown elsewhere too: lightly ringed."""
        super().__init__(store, journey, look, parent)
        self.touch = Touch(self)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        selection.changed.connect(self._follow_selection)
        self.space_pressed.connect(self.cycle_quality)
        self.add_buttons = AddButtons(self)

    # -- doing

    def do(self, step: Callable[[], Made]) -> Made | None:
        """Do a step on the map; a refused one is said and changes nothing."""
        try:
            return step()
        except Refused as refused:
            self.said.emit(str(refused))
            return None

    def close_scene(self) -> None:
        """Follow store and selection no longer, and paint nothing more of them."""
        if self.asking is not None:
            self.asking.leave()
        self.selection.changed.disconnect(self._follow_selection)
        super().close_scene()

    def _follow(self, commit: Commit) -> None:
        if self.gesture is not None and commit.source != "user":
            self.cancel_gesture()
        gone = [i for i in self.selection.ids if i not in self.store]
        super()._follow(commit)
        if gone:
            still = [i for i in self.selection.ids if i in self.store]
            self.selection.choose(still or (self._chosen_before() if commit.source == "history" else ()))
        if self.editing is not None:
            if self.editing.record not in self.store:
                self.editing.cancel()
            else:
                self.editing.place()
        if self.hovered not in self.store:
            self.hovered = None
        self._tell_hints()

    def _chosen_before(self) -> tuple[str, ...]:
        """What was selected before what an undone step has taken away."""
        while self._selections:
            chosen = self._selections.pop()
            if all(one in self.store for one in chosen):
                return chosen
        return ()

    def _follow_selection(self, selection: Selection) -> None:
        if not self._selections or self._selections[-1] != selection.ids:
            self._selections.append(selection.ids)
        self.chosen = selection.only
        self._tell_hints()
        self.viewport().update()

    def _follow_camera(self) -> None:
        super()._follow_camera()
        if self.editing is not None:
            self.editing.place()
        if self.asking is not None:
            self.asking.place()

    @property
    def is_held(self) -> bool:
        """Whether a gesture is on."""
        return self.gesture is not None

    def _tell_hints(self) -> None:
        hints = hints_for(self)
        if hints != self._hints:
            self._hints = hints
            self.hints_changed.emit(hints)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.pointed = None
        if self.hovered is not None and self.gesture is None:
            self.hovered = None
            self.viewport().update()

    # -- painting

    @property
    def below(self) -> Below:
        """Where the drawing ends, and the viewport under it."""
        return Below(self.map_height, self.map_rect().bottom())

    def _paint_over(self, painter) -> None:
        if self.beginning.is_shown:
            self.beginning.paint(painter, self.layout_, self.camera, self.below)
        for paint in self.over:
            paint(painter)
        paint_selection(painter, self)
        if self.settling is not None:
            self.settling.paint(painter)
        if self.gesture is not None:
            self.gesture.paint(painter)

    def _paint_on_top(self, painter) -> None:
        if self.gesture is not None:
            self.gesture.paint_on_top(painter)

    # -- the hand

    @property
    def is_editing(self) -> bool:
        """Whether a title is being typed."""
        return self.editing is not None

    def viewportEvent(self, event: QEvent) -> bool:
        """Fingers first; where the pointer rests, what cannot be read there is said in a tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = tip_at(self, QPointF(event.pos())) if self.gesture is None else ""
            if words:
                QToolTip.showText(event.globalPos(), tip_of(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return (self.touch is not None and self.touch.take(event)) or super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the hand means here."""
        if self.is_of_another_button(event.button()):
            return
        is_typed_on = self.editing is not None and event.button() == Qt.MouseButton.MiddleButton
        if not is_typed_on:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.editing is not None and not is_typed_on:
            place = next_place(self)
            adds = place is not None and place.contains(event.position())
            self.editing.finish("next" if adds else "done")
            if adds:
                return
        gesture = gesture_at(self, event.position(), event.button(), event.modifiers(), self.is_space_down)
        if gesture is not None:
            self.take_up(gesture, event.position(), event.modifiers())
            self.held_with = event.button()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press_elsewhere(event.position())

    def _press_elsewhere(self, at: QPointF) -> None:
        """A press on what can only be selected: a phase, a lane, a line, a pill."""
        found = self.margins.at(self.layout_, self.camera, at)
        figure = self.figure_under(at)
        if found is not None:
            self.selection.choose([found[0]])
        elif figure is not None and figure.record is not None:
            self.selection.choose([figure.record])
            if figure.key.startswith("talk:"):
                self.talk_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        at = event.position()
        self.leave_what_nothing_holds(event.buttons())
        if self.gesture is None:
            self.hover(at)
            self._show_cursor(at)
            return
        area = self.gesture.area()
        self.gesture.move(at, event.modifiers())
        if self.gesture is not None:
            self.viewport().update(area.united(self.gesture.area()))
            self._show_cursor(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the hand meant."""
        if self.gesture is None or self.is_of_another_button(event.button()):
            return
        gesture, self.gesture = self.gesture, None
        gesture.finish(event.position(), event.modifiers())
        self.viewport().update()
        self.hover(event.position())
        self._show_cursor(event.position())
        self._tell_hints()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is there, or add a touchpoint to an empty cell."""
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.cancel_gesture()
        found = self.margins.at(self.layout_, self.camera, at)
        if found is not None:
            self.edit_title(found[0])
            return
        touchpoint, figure = self.note_under(at) or self.touchpoint_under(at), self.figure_under(at)
        if figure is not None and figure.key.startswith("mark:"):
            self.mousePressEvent(event)
        elif touchpoint is not None:
            self.edit_title(touchpoint)
        elif figure is None or figure.key.startswith("way:"):
            self._add_at(at)

    def _add_at(self, at: QPointF) -> None:
        slot = slot_under(self, at)
        if slot is not None:
            place = slot.phase, slot.lane.id
            made = self.do(lambda: add_touchpoint(self.store, *place, before=slot.before, lens=self.lens))
            if made:
                self.start_title_of_new(made)

    # -- keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the journey, and leaves the canvas at its ends."""
        order = self.journey.touchpoints
        chosen = steps.chosen_touchpoints(self)
        if not order or (chosen and chosen[-1] == order[-1 if forward else 0]):
            return super().focusNextPrevChild(forward)
        self.walk("next" if forward else "previous")
        return True

    # -- actions

    def edit_title(self, record_id: str | None = None) -> None:
        """Type the title of a record on the map; without one, of the selected record."""
        record = record_id or self.selection.only
        if record is None or record not in self.store:
            return
        if self.editing is not None:
            self.editing.finish()
        if reason := self.lock.why_not(self.store[record].kind):
            self.said.emit(reason)
            return
        if self.types_elsewhere(record):
            return
        if self.note_rect(record) is not None:
            notes.write_on(self, record)
            return
        if self.layout_.has(record):
            self.show_box(self.layout_.card(record).grown(3))
        elif self.margins.title_rect(self.layout_, self.camera, record) is None:
            return
        else:
            going_on.bring_into_sight(self, record)
        self.selection.choose([record])
        self.begin(EditInPlace(self, record))

    def begin(self, editing: EditInPlace) -> None:
        """Let a text be typed on the map."""
        self.editing = editing
        editing.keep_in_sight()
        self.editing_changed.emit(True)
        self._tell_hints()

    def start_title_of_new(self, made: str) -> None:
        """Select what has just been made, and type its title; Esc takes it back."""
        came_from = self.selection.ids
        self.selection.choose([made])
        self.edit_title(made)
        if self.editing is not None and self.editing.record == made:
            self.editing.is_new, self.editing.came_from = True, came_from

    def editing_ended(self, editing: EditInPlace) -> None:
        """The title is done or left."""
        if self.editing is editing:
            self.editing = None
            self.reach_down_to(0.0)
            self.editing_changed.emit(False)
            if editing.field.hasFocus() or not self.window().focusWidget():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.viewport().update()
            self._tell_hints()

    def add_touchpoint(self) -> None:
        """Add a touchpoint after the selected one, and type its title."""
        steps.add(self)

    def add_next(self, direction: str) -> None:
        """Add a connected touchpoint: "right" in the same channel, "up" or "down" in the next one."""
        steps.add_next(self, direction)

    def add_connected(self, source: str, phase: str, lane: str, before: str | None) -> None:
        """Add a touchpoint at a place and hand over to it from another one."""
        steps.add_connected(self, source, phase, lane, before)

    def mark_moment(self) -> None:
        """Mark the selection as moments that matter."""
        steps.mark(self, "moment")

    def mark_pain(self) -> None:
        """Mark a pain point on the selection."""
        steps.mark(self, "pain")

    def set_mood(self, step: float) -> None:
        """Say how the selection feels, −2 to 2."""
        steps.feel(self, step)

    def cycle_quality(self) -> None:
        """Let the selected handover hold, be weak or fail."""
        steps.cycle(self)

    def walk(self, direction: str) -> None:
        """Go along the journey: "next", "previous", "left", "right", "up" or "down"."""
        steps.walk(self, direction)

    def delete_selection(self) -> None:
        """Delete what is selected."""
        steps.delete_selection(self)

    def select_all(self) -> None:
        """Select every touchpoint."""
        self.selection.choose(self.journey.touchpoints)

    def choose_and_show(self, record: str) -> None:
        """Select a record and bring it into sight."""
        self.selection.choose([record])
        places.show(self, record)

    def point_out(self, steps: Iterable[str]) -> None:
        """Ring these touchpoints and handovers lightly, and bring the first into sight where none is."""
        self.shown_elsewhere = tuple(one for one in steps if one in self.store)
        places.bring_one(self, self.shown_elsewhere)
        self.viewport().update()

    def fit_selection(self) -> None:
        """Zoom to what is selected."""
        steps.fit_selection(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer, so that the window's menu is about it; a full hand opens none."""
        if self.gesture is not None:
            return
        found = self.step_under(QPointF(event.pos())) or self.note_under(QPointF(event.pos()))
        if found is not None and found not in self.selection:
            self.selection.choose([found])
        event.ignore()
