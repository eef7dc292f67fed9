"""Below the table of a phase, where it leaves room: the systems at work, and the gaps where they begin or fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exporters.report.briefing import Briefing
from exporters.report.furniture import whole
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Sheet
from model.drawing.marks import Box
from model.drawing.text import Block, Style
from model.gaps import Gap
from model.records import System, Touchpoint

LABEL = Style("semibold", 8.6, "ink", 11)
SYSTEM = Style("regular", 8.6, "ink2", 11.4)
MISSING = Style("regular", 8.6, "neg", 11.4)
GAP = Style("medium", 8.6, "mtm", 11.4)
LEFT = 11.0
ABOVE, BELOW, APART = 2.4, 2.8, 1.2
"""What is free above and below the words of a row, and between them, mm."""
FOOT = 20.0
"""What stays free below for links and footer, mm."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a cell, and the gap that they lead to."""

    block: Block
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class More:
    """One more row: its name, and what stands in its cells."""

    name: str
    cells: tuple[tuple[Said, ...], ...]

    @property
    def height(self) -> float:
        """What it takes, mm."""
        needs = [sum(one.block.height + APART for one in cell) - APART for cell in self.cells if cell]
        return max(needs, default=0.0) + ABOVE + BELOW


def put_more(
    sheet: Sheet, briefing: Briefing, steps: Sequence[str], xs: Sequence[float], w: float, y: float
) -> float:
    """Put as many of the rows as there is room for below y, the gaps before the systems; returns where they end."""
    room = sheet.height - FOOT - y
    for pick in (_first, _freest):
        both = _systems(briefing, steps, w), _gaps(briefing, steps, w, pick)
        rows = [row for row in both if any(row.cells)]
        if sum(row.height for row in rows) <= room:
            break
    while rows and sum(row.height for row in rows) > room:
        rows.pop(0)
    left, right = LEFT, sheet.width - LEFT
    if not rows:
        return y
    with sheet.tag("Table"):
        for row in rows:
            with sheet.tag("TR"):
                with sheet.tag("TH", scope="Row"):
                    sheet.words(Box(left, y + ABOVE + 0.2, xs[0] - left - 2, 0), row.name, LABEL, 1)
                for cell, x in zip(row.cells, xs, strict=True):
                    with sheet.tag("TD"):
                        _put_cell(sheet, briefing, cell, Box(x, y + ABOVE, w, 0))
            y += row.height
            sheet.rule(left, y, right)
    return y


def _put_cell(sheet: Sheet, briefing: Briefing, cell: Sequence[Said], box: Box) -> None:
    y = box.y
    for one in cell:
        if one.gap is None:
            sheet.put(*one.block.marks(box.x, y, box.w))
        else:
            said = f"Gap {briefing.codes[one.gap.key]}: {briefing.title(one.gap)}"
            with sheet.tag("P"), sheet.jump(gap_anchor(one.gap.key), said):
                sheet.put(*one.block.marks(box.x, y, box.w))
        y += one.block.height + APART


def _systems(briefing: Briefing, steps: Sequence[str], w: float) -> More:
    """What is used at each touchpoint, and what is needed there and not connected."""
    cells = []
    for step in steps:
        one = briefing.journey.store.of(Touchpoint)[step]
        used, missing = (_names(briefing, ids) for ids in (one.systems, one.missing_systems))
        cell = [Said(whole(", ".join(used), SYSTEM, w))] if used else []
        cell += [Said(whole(f"{', '.join(missing)} not connected", MISSING, w))] if missing else []
        cells.append(tuple(cell))
    return More("Systems", tuple(cells))


def _names(briefing: Briefing, ids: frozenset[str]) -> list[str]:
    known = [briefing.journey.store.find(System, one) for one in sorted(ids)]
    return [one.title for one in known if one is not None and one.title]


Cells = dict[int, list[Said]]
"""What stands in the cells of a row, by the touchpoints' numbers."""


def _gaps(
    briefing: Briefing, steps: Sequence[str], w: float, pick: Callable[[Cells, list[int]], int]
) -> More:
    """The gaps, each at one of the touchpoints of the page that it concerns."""
    cells: Cells = {briefing.journey.number_of(step): [] for step in steps}
    for gap in briefing.gaps_among(cells):
        numbers = [one for one in briefing.touchpoints_of(gap) if one in cells]
        said = f"{briefing.codes[gap.key]} {briefing.title(gap)}"
        cells[pick(cells, numbers)].append(Said(whole(said, GAP, w), gap))
    return More("Gaps", tuple(map(tuple, cells.values())))


def _first(cells: Cells, numbers: list[int]) -> int:
    """Where a gap begins."""
    return numbers[0]


def _freest(cells: Cells, numbers: list[int]) -> int:
    """Where least stands so far."""
    return min(numbers, key=lambda one: sum(said.block.height for said in cells[one]))
