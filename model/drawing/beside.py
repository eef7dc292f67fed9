"""What a map is today beside what it would be: the main curve as it stands, dotted, where the two differ."""

from collections.abc import Sequence

from model.drawing.layout import Layout
from model.drawing.marks import Mark, Path, Stroke
from model.drawing.mood_curve import curve
from model.drawing.text import Style, label
from model.journey import Journey
from model.records import Touchpoint
from model.store import Commit

Point = tuple[float, float]
DOTTED = Stroke("ink2", 1.1, (0.01, 2.2), round=True)
NAMED_FROM = 0.3
"""The two curves are named where they are furthest apart, if they are so far apart somewhere."""
OFF, ASIDE = 3.4, 8.2
"""How far the names stand off the curves, and to the right of the touchpoint, mm."""


class Today:
    """The map as it stands, for the drawing of one in which something is supposed."""

    def __init__(self, journey: Journey, supposed: Journey) -> None:
        self.journey, self.supposed = journey, supposed
        self._widest: dict[str, str | None] = {}
        supposed.store.committed.connect(self._follow)

    def close(self) -> None:
        """Follow what is supposed no more."""
        self.supposed.store.committed.disconnect(self._follow)

    def _follow(self, _: Commit) -> None:
        self._widest.clear()

    def mood(self, touchpoint: str, persona: str) -> float | None:
        """How a persona feels at a touchpoint today."""
        found = self.journey.store.find(Touchpoint, touchpoint)
        return found.mood.get(persona) if found is not None else None

    def widest(self, persona: str) -> str | None:
        """The touchpoint at which the two moods of a persona are furthest apart, if anywhere."""
        if persona not in self._widest:
            apart = [
                (self._apart(one, persona), one.id) for one in self.supposed.store.of(Touchpoint).values()
            ]
            most = max(apart, default=(0.0, ""))
            self._widest[persona] = most[1] if most[0] >= NAMED_FROM else None
        return self._widest[persona]

    def _apart(self, touchpoint: Touchpoint, persona: str) -> float:
        now, was = touchpoint.mood.get(persona), self.mood(touchpoint.id, persona)
        return abs(now - was) if now is not None and was is not None else 0.0

    def marks(self, points: Sequence[Point], first: int, last: int, now: Sequence[Point]) -> tuple[Mark, ...]:
        """A piece of the dotted curve; nothing where the curve of what is supposed runs just there."""
        if last <= first or list(points) == list(now):
            return ()
        return (Path(curve([x for x, _ in points], [y for _, y in points], first, last), stroke=DOTTED),)

    def names(self, layout: Layout, touchpoint: str, persona: str, x: float) -> tuple[Mark, ...]:
        """The names of the two curves beside a touchpoint, off each other."""
        record = self.supposed.store.of(Touchpoint)[touchpoint]
        now, was = record.mood[persona], self.mood(touchpoint, persona) or 0.0
        high, low = layout.mood_y(max(now, was)) - OFF, layout.mood_y(min(now, was)) + OFF + 1.8
        done, today = (high, low) if now > was else (low, high)
        return (
            label(x + ASIDE, done, "If done", Style("semibold", 6.8, "ink"), "centre"),
            label(x + ASIDE, today, "Today", Style("regular", 6.8, "ink2"), "centre"),
        )
