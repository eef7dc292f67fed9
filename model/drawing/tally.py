"""What the touchpoints of a map have among them, counted, so that a layout knows at once which bands it needs."""

from collections import Counter
from itertools import chain

from model.journey import Journey
from model.lenses import LENSES, Lens
from model.records import Touchpoint
from model.store import Commit


class Tally:
    """How many touchpoints have a quote, each system and each lane of each lens; follows commits."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._counted: dict[str, tuple[str, ...]] = {}
        self._counts: Counter[str] = Counter()
        for touchpoint in journey.store.of(Touchpoint).values():
            self._counted[touchpoint.id] = _names(touchpoint)
        self._counts.update(chain.from_iterable(self._counted.values()))

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            if change.kind != "touchpoint":
                continue
            for name in self._counted.pop(change.id, ()):
                self._counts[name] -= 1
            touchpoint = self._journey.store.find(Touchpoint, change.id)
            if touchpoint is not None:
                names = self._counted[change.id] = _names(touchpoint)
                self._counts.update(names)

    @property
    def quotes(self) -> int:
        """How many touchpoints have a customer's words."""
        return self._counts["quote"]

    def has_lanes(self, lens: Lens) -> bool:
        """Whether any touchpoint names a lane of a lens."""
        return self._counts[lens.name] > 0

    def uses(self, system: str) -> bool:
        """Whether any touchpoint uses a system, or lacks it."""
        return self._counts[system] > 0

    def is_used(self, lane: str) -> bool:
        """Whether any touchpoint stands in a lane."""
        return self._counts[lane] > 0


def _names(touchpoint: Touchpoint) -> tuple[str, ...]:
    """What is counted of a touchpoint: ids of systems and lanes, and the names of lenses that have a lane for it."""
    names = [*touchpoint.systems, *touchpoint.missing_systems]
    if touchpoint.quote:
        names.append("quote")
    for lens in LENSES.values():
        lane = lens.lane_of(touchpoint)
        if lane is not None:
            names += lane, lens.name
    return tuple(names)
