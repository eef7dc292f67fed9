"""What the touchpoints of a map have among them, counted, so that a layout knows at once which bands it needs."""

from collections import Counter
from itertools import chain

from model.journey import Journey
from model.kinds import Fields
from model.lenses import Lens
from model.records import Touchpoint
from model.store import Commit

SYSTEMS = ("systems", "missing_systems")
"""The fields of a touchpoint that name systems."""


class Tally:
    """How many touchpoints have a quote, and each system; follows commits. Lanes are counted by the journey."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        touchpoints = journey.store.of(Touchpoint).values()
        self.quotes = sum(bool(one.quote) for one in touchpoints)
        """How many touchpoints have a customer's words."""
        self._systems = Counter(chain.from_iterable(one.systems for one in touchpoints if one.systems))
        lacking = (one.missing_systems for one in touchpoints if one.missing_systems)
        self._systems.update(chain.from_iterable(lacking))

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            if change.kind == Touchpoint.kind:
                self._add(change.before or {}, -1)
                self._add(change.after or {}, 1)

    def _add(self, fields: Fields, count: int) -> None:
        """Count fields of a touchpoint in or out; those that are unset are None or left out."""
        for path, value in fields.items():
            name, _, key = path.partition("/")
            if value and name in SYSTEMS:
                self._systems[key] += count
            elif value and name == "quote":
                self.quotes += count

    def has_lanes(self, lens: Lens) -> bool:
        """Whether any touchpoint names a lane of a lens."""
        return self._journey.names_lanes(lens)

    def uses(self, system: str) -> bool:
        """Whether any touchpoint uses a system, or lacks it."""
        return self._systems[system] > 0
