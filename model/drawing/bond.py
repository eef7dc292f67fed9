"""The bond along the story: the running sum of the moods, as a thin band below the curve."""

from dataclasses import dataclass, field

from model.drawing.figures.shapes import chain
from model.drawing.layout import Layout, Span
from model.drawing.marks import Box, Mark, Path, Stroke
from model.drawing.text import Style, label
from model.journey import Journey
from model.numbers.story import story
from model.records import Touchpoint
from model.store import Commit

FOLLOWED = frozenset({"touchpoint", "phase", "persona", "moment"})
PAD = 0.9
"""Above and below the line in its band, mm."""
LINE = Stroke("ink2", 0.9, (), True)
Point = tuple[float, float]


@dataclass
class Bond:
    """The bond of a journey, of everyone or of one persona; summed when it is first asked for after a change."""

    journey: Journey
    persona: str | None = None
    _sums: dict[str, float] = field(default_factory=dict)
    _most: float = 0.0
    _is_fresh: bool = False

    def follow(self, commit: Commit) -> None:
        """Take in that a commit may have changed it."""
        if any(change.kind in FOLLOWED for change in commit.patch):
            self._is_fresh = False

    def of(self, persona: str | None) -> None:
        """Tell of this persona, or of everyone, from now on."""
        if persona != self.persona:
            self.persona, self._is_fresh = persona, False

    @property
    def sums(self) -> dict[str, float]:
        """The bond after each touchpoint of the story, by id."""
        if not self._is_fresh:
            there = self.journey.store.of(Touchpoint)
            met = [one for one in self.journey.touchpoints if self._is_met(there[one])]
            told = story(self.journey, self.persona, met)
            self._sums = dict(zip(met, told.bond, strict=True)) if told.known else {}
            self._most = max(map(abs, self._sums.values()), default=0.0)
            self._is_fresh = True
        return self._sums

    def _is_met(self, touchpoint: Touchpoint) -> bool:
        return self.persona is None or not touchpoint.personas or self.persona in touchpoint.personas

    def points(self, layout: Layout, span: Span) -> tuple[tuple[Point, ...], float | None]:
        """The line through one phase, x from its start: from the last point before it to its own last one.

        With it the bond at the very end, where this phase holds the end of the story.
        """
        sums, place = self.sums, layout.phase_index(span.id)
        own = [one for one in layout.column(span.id).ids if one in sums]
        if not own or not self._most:
            return (), None
        before = self._before(layout, place)
        found = [] if before is None else [before]
        xs = dict(zip(layout.column(span.id).ids, layout.column(span.id).xs, strict=True))
        found += [(xs[one] + layout.card_w / 2, self._y(layout, sums[one])) for one in own]
        is_last = own[-1] == next(reversed(sums))
        return tuple(found), sums[own[-1]] if is_last else None

    def _before(self, layout: Layout, place: int) -> Point | None:
        """Where the line comes from: the last point of a phase before this one."""
        for at in range(place - 1, -1, -1):
            column = layout.column(layout.phases[at].id)
            for one, x in zip(reversed(column.ids), reversed(column.xs), strict=True):
                if one in self.sums:
                    away = layout.between_starts(place, at) + layout.card_w / 2
                    return away + x, self._y(layout, self.sums[one])
        return None

    def _y(self, layout: Layout, bond: float) -> float:
        band = layout.bands["bond"]
        return band.length / 2 - bond / self._most * (band.length / 2 - PAD)


def bond_marks(
    points: tuple[Point, ...], end: float | None, height: float, through: float
) -> tuple[Mark, ...]:
    """The bond through one phase: neutral, the area to it, the line, and what it comes to at the end."""
    zero = height / 2
    marks: list[Mark] = [chain([(0, zero), (through, zero)], Stroke("rule2", 0.4))]
    if len(points) > 1:
        (left, _), (right, _) = points[0], points[-1]
        rest = tuple(("L", x, y) for x, y in points[1:])
        area = (("M", *points[0]), *rest, ("L", right, zero), ("L", left, zero), ("Z",))
        for token, top in (("posT", 0.0), ("negArea", zero)):
            marks.append(Path(area, token, clip=Box(left, top, right - left, zero)))
        marks.append(chain(points, LINE))
    if points and end is not None:
        (x, y), said = points[-1], f"{end:+.1f}".replace("-", "−") if abs(end) >= 0.05 else "0.0"
        style = Style("semibold", 6.4, "ink", tabular=True)
        base = min(height - 0.2, max(2.2, y + 0.8))
        marks.append(label(x + 1.4, base, said, style))
    return tuple(marks)
