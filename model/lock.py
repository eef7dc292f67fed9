"""The lock against stray hands: what of a map may be changed for now, undo always excepted."""

from typing import Literal

from model.rules import Refused
from model.signal import Signal
from model.store import Change, Transaction

Level = Literal["open", "structure", "everything"]
LEVELS: tuple[Level, ...] = ("open", "structure", "everything")
"""In the order in which a key goes through them."""
STRUCTURE = frozenset({"phase", "channel"})
WHY: dict[Level, str] = {
    "structure": "Phases and channels are locked; Ctrl+Shift+L goes on to lock everything, then unlocks.",
    "everything": "The map is locked; Ctrl+Shift+L unlocks it.",
}


class Lock:
    """How much of an open map is frozen; a state of the room, not of the file."""

    def __init__(self) -> None:
        self.level: Level = "open"
        self.changed: Signal[Lock] = Signal()

    def turn(self) -> None:
        """Go on to the next level: open, structure, everything, and open again."""
        self.level = LEVELS[(LEVELS.index(self.level) + 1) % len(LEVELS)]
        self.changed.emit(self)

    def why_not(self, kind: str) -> str | None:
        """Why records of this kind cannot be changed now; None when they can."""
        if self.level == "everything" or (self.level == "structure" and kind in STRUCTURE):
            return WHY[self.level]
        return None

    def guard(self, transaction: Transaction, change: Change) -> None:
        """Stop a user's step that changes what is locked; raises Refused."""
        reason = self.why_not(change.kind)
        if reason is not None:
            raise Refused(reason)
