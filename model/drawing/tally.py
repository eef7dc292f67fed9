"""What the touchpoints of a map have among them, counted, so that a layout knows at once which bands it needs."""

from collections import Counter

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
            self._count(touchpoint)

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            if change.kind != "touchpoint":
                continue
            for name in self._counted.pop(change.id, ()):
                self._counts[name] -= 1
            touchpoint = self._journey.store.find(Touchpoint, change.id)
            if touchpoint is not None:
                self._count(touchpoint)

    def _count(self, touchpoint: Touchpoint) -> None:
        names = [*touchpoint.systems, *touchpoint.missing_systems]
        names += ["quote"] if touchpoint.quote else []
        for lens in LENSES.values():
            lane = lens.lane_of(touchpoint)
            names += [f"in {lane}", f"any {lens.name}"] if lane is not None else []
        self._counted[touchpoint.id] = tuple(names)
        self._counts.update(names)

    @property
    def quotes(self) -> int:
        """How many touchpoints have a customer's words."""
        return self._counts["quote"]

    def has_lanes(self, lens: Lens) -> bool:
        """Whether any touchpoint names a lane of a lens."""
        return self._counts[f"any {lens.name}"] > 0

    def uses(self, system: str) -> bool:
        """Whether any touchpoint uses a system, or lacks it."""
        return self._counts[system] > 0

    def is_used(self, lane: str) -> bool:
        """Whether any touchpoint stands in a lane."""
        return self._counts[f"in {lane}"] > 0
