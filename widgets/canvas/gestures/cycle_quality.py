"""CycleQuality: a click on a handover's mark selects it; on that of the selected one it holds, is weak, fails."""

from PySide6.QtCore import QPointF

from model.operations import NEXT_QUALITY, cycle_quality
from model.records import Handover
from widgets.canvas.gestures.gesture import NO_KEYS, Gesture, Keys


class CycleQuality(Gesture):
    """Changes the quality of the selected handover on release, if the hand did not leave the mark.

    The first click only selects: looking at a handover changes nothing.
    """

    hints = ()
    changes = "handover"

    def __init__(self, canvas, handover: str) -> None:
        super().__init__(canvas)
        self.handover = handover

    def start(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Select the handover."""
        super().start(at)
        self._before = self.canvas.selection.ids
        self._was_chosen = self.canvas.selection.only == self.handover
        self.canvas.selection.choose([self.handover])

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Change it if it was selected, unless the hand has wandered off."""
        if self._was_chosen and not self.is_far_enough(at):
            self.canvas.do(lambda: cycle_quality(self.canvas.store, self.handover))

    def cancel(self) -> None:
        """Select what was selected before."""
        self.canvas.selection.choose(self._before)


def next_click(handover: Handover) -> str:
    """What a click on a handover's mark does next, in words."""
    return f"Click again: {NEXT_QUALITY[handover.quality]}"
