"""What was made from something and may be wanted again: the least used goes when all of it grows too large."""

from collections import OrderedDict
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Things by the identity of what they were made from, which is kept so that the identity stays its own."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._kept: OrderedDict[int, tuple[object, Made, int]] = OrderedDict()

    def find(self, source: object) -> Made | None:
        """What was made from this very object, if it is still kept."""
        kept = self._kept.get(id(source))
        if kept is None:
            return None
        self._kept.move_to_end(id(source))
        return kept[1]

    def keep(self, source: object, made: Made, size: int) -> Made:
        """Keep what was made from an object, in place of what was kept for it before."""
        before = self._kept.pop(id(source), None)
        self.size += size - (before[2] if before is not None else 0)
        self._kept[id(source)] = source, made, size
        while self.size > self.most and len(self._kept) > 1:
            self.size -= self._kept.popitem(last=False)[1][2]
        return made
