"""AddBeside: a click on the dashed place beside the selected card adds the next touchpoint there."""

from PySide6.QtCore import QPointF

from widgets.canvas.gestures.gesture import NO_KEYS, Keys
from widgets.canvas.gestures.select_cards import SelectCards


class AddBeside(SelectCards):
    """A click adds and starts the title; a drag is a rubber band as elsewhere on the empty map."""

    def finish(self, at: QPointF, keys: Keys = NO_KEYS) -> None:
        """Add the next touchpoint, unless a band was drawn."""
        if self._is_drawn:
            super().finish(at, keys)
        else:
            self.canvas.add_next("right")
