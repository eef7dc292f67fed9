"""The end of a long list in the panel: how many more there are, and all of them when asked for."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from widgets.inspector.sections import Row
from widgets.look import Look

Line = TypeVar("Line")
MOST = 40
"""More lines than these are shown only when they are asked for."""


class More(Row):
    """A line below a list that says how many are not shown; a click shows them, and it goes."""

    def __init__(self, look: Look, parent: QWidget, show: Callable[[], object]) -> None:
        super().__init__(look, "", parent=parent)
        self._shows_all = False
        self._show = show
        self.clicked.connect(self._show_all)
        self.hide()

    def turn(self) -> bool:
        """Show the first ones only from now on; whether all were shown."""
        was, self._shows_all = self._shows_all, False
        return was

    def first_of(self, lines: list[Line]) -> list[Line]:
        """Those of the lines that are shown now."""
        rest = len(lines) - MOST
        is_needed = rest > 0 and not self._shows_all
        self.setVisible(is_needed)
        if not is_needed:
            return lines
        self.say(f"{rest} more", icon="more")
        return lines[:MOST]

    def _show_all(self) -> None:
        self._shows_all = True
        self._show()
