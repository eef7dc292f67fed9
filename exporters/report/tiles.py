"""A page cut into sheets for the wall: which part of it each sheet shows, and how the sheets join."""

import re
from dataclasses import dataclass, replace
from math import ceil, log

from exporters.exporter import CannotExport
from exporters.report.sheet import Page, Piece, Sheet
from model.drawing.marks import Box, Rect, Stroke
from model.drawing.poster import PAPERS
from model.drawing.text import Style, fitted, placed

SIZES = ("A2", "A1", "A0")
KEY = "key"
"""The name of the page that shows how the sheets join, the whole in small."""
MARGIN, OVERLAP = 8.0, 10.0
"""What no printer prints at the edge of a sheet, and what two sheets both show, mm."""
MOST = 10
"""So many sheets at most go side by side, and one above the other."""
LABEL = Style("regular", 6.5, "ink2")
TITLE = Style("title", 15, "ink")
SAYS = Style("regular", 9, "ink2", 12.6)
NAME = Style("semibold", 10, "neg")
CUT = Stroke("ink", 0.5)
FROM_EDGE = 3.6
KEY_TOP, KEY_LEFT = 38.0, 12.0
_COUNTS = re.compile(r"(\d+)\s*[x×]\s*(\d+)")


def known_tiles(text: str) -> str:
    """How a page is cut, as it is called here; raises ValueError with a sentence."""
    wanted = text.strip()
    if not wanted or wanted.upper() in SIZES:
        return wanted.upper()
    found = _COUNTS.fullmatch(wanted.lower())
    if found is None:
        raise ValueError(f"name a size ({', '.join(SIZES)}) or how many sheets across and down, 3x3")
    across, down = int(found[1]), int(found[2])
    if not (1 <= across <= MOST and 1 <= down <= MOST and across * down > 1):
        raise ValueError(f"there can be 2 to {MOST * MOST} sheets, 1 to {MOST} across and 1 to {MOST} down")
    return f"{across}x{down}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Sheets of one size that show a page between them, each but the last overlapping the next, mm."""

    sheet: tuple[float, float]
    across: int
    down: int
    art: tuple[float, float]
    """How large the page is on the wall."""
    name: str = "A3"
    """What the sheets are called."""

    @property
    def count(self) -> int:
        """How many sheets there are."""
        return self.across * self.down

    @property
    def shown(self) -> tuple[float, float]:
        """What is printed of each sheet."""
        return self.sheet[0] - 2 * MARGIN, self.sheet[1] - 2 * MARGIN

    @property
    def step(self) -> tuple[float, float]:
        """From the beginning of one sheet to that of the next."""
        return self.shown[0] - OVERLAP, self.shown[1] - OVERLAP

    @property
    def whole(self) -> tuple[float, float]:
        """What all sheets show together."""
        return self.across * self.step[0] + OVERLAP, self.down * self.step[1] + OVERLAP

    def at(self, row: int, column: int) -> tuple[float, float]:
        """Where the page begins on a sheet, its surplus being on all sides alike."""
        x = (self.whole[0] - self.art[0]) / 2 - column * self.step[0] + MARGIN
        y = (self.whole[1] - self.art[1]) / 2 - row * self.step[1] + MARGIN
        return x, y

    def cuts(self, row: int, column: int) -> tuple[list[float], list[float]]:
        """Where a sheet is cut, in the middle of what it shares with its neighbours: from the left, from the top."""
        right, bottom = self.sheet[0] - MARGIN - OVERLAP / 2, self.sheet[1] - MARGIN - OVERLAP / 2
        near = MARGIN + OVERLAP / 2
        xs = ([near] if column else []) + ([right] if column < self.across - 1 else [])
        ys = ([near] if row else []) + ([bottom] if row < self.down - 1 else [])
        return xs, ys


def paper_of(tiles: str, sheet: str) -> tuple[float, float]:
    """The paper that a page is made for that is cut so: the size itself, or what the sheets show together, mm.

    Raises CannotExport for sheets that make no page that lies across.
    """
    if tiles in SIZES:
        return PAPERS[tiles]
    across, down = map(int, tiles.split("x"))
    w, h = PAPERS[sheet]
    wholes = [Plan(one, across, down, (0, 0)).whole for one in ((w, h), (h, w))]
    best = min(wholes, key=lambda one: abs(log(one[0] / one[1]) - log(w / h)))
    if best[0] < best[1]:
        raise CannotExport(
            f"{across} sheets across and {down} down make a page that stands; pages lie, so take {down}x{across}."
        )
    return best


def planned(page: Page, tiles: str, sheet: str) -> Plan:
    """The sheets for a page: as few as show it at its size, or so many, filled. Raises CannotExport."""
    art = (page.width * page.scale, page.height * page.scale)
    w, h = PAPERS[sheet]
    if tiles in SIZES:
        best = min((_fewest(art, one, sheet) for one in ((w, h), (h, w))), key=lambda one: one.count)
        if best.count == 1:
            raise CannotExport(f"The page fits on one sheet of {sheet}; choose smaller sheets.")
        return best
    across, down = map(int, tiles.split("x"))
    found = []
    for one in ((w, h), (h, w)):
        room = Plan(one, across, down, art).whole
        k = min(room[0] / art[0], room[1] / art[1])
        found.append((k, Plan(one, across, down, (art[0] * k, art[1] * k), sheet)))
    return max(found, key=lambda one: one[0])[1]


def _fewest(art: tuple[float, float], sheet: tuple[float, float], name: str) -> Plan:
    step = Plan(sheet, 1, 1, art).step
    across, down = (max(1, ceil((side - OVERLAP - 1e-6) / by)) for side, by in zip(art, step, strict=True))
    return Plan(sheet, across, down, art, name)


# -- what is printed


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet in mm of the page's own grid: what stands on it beside the page, where the page begins and shows."""

    frame: Page
    at: tuple[float, float]
    shows: Box


def tiles_of(page: Page, plan: Plan) -> list[Tile]:
    """How the sheets join, then the sheets row by row."""
    places = [(row, column) for row in range(plan.down) for column in range(plan.across)]
    return [_key(page, plan), *(_tile(page, plan, row, column) for row, column in places)]


def seen(page: Page, tile: Tile) -> Page:
    """A sheet as one page of marks, as a preview or a printer paints it: the page, and over its edges the margin."""
    frame, shows, (x, y) = tile.frame, tile.shows, tile.at
    made = Page(frame.name, frame.label, frame.width, frame.height, frame.scale, frame.tag)
    made.pieces += [Piece(one.marks, None, one.x + x, one.y + y) for one in page.pieces]
    w, h = frame.width, frame.height
    around = (
        Box(0, 0, w, shows.y),
        Box(0, shows.bottom, w, h - shows.bottom),
        Box(0, 0, shows.x, h),
        Box(shows.right, 0, w - shows.right, h),
    )
    made.pieces.append(Piece(tuple(Rect(box, "paper") for box in around), None))
    made.pieces += frame.pieces
    return made


def sheet_name(row: int, column: int) -> str:
    """A row as a letter, a column as a number: B2."""
    return f"{chr(ord('A') + row)}{column + 1}"


class _Frame:
    """What stands on a sheet beside the page, placed in mm of the sheet."""

    def __init__(self, name: str, label: str, plan: Plan, scale: float) -> None:
        """`scale` is how large the page is on this sheet."""
        self.k, (w, h) = scale, plan.sheet
        self.sheet = Sheet(name, label, (w / scale, h / scale), scale)

    def line(self, x: float, y: float, to_x: float, to_y: float, stroke: Stroke) -> None:
        """A straight line."""
        k = self.k
        self.sheet.line(x / k, y / k, to_x / k, to_y / k, Stroke(stroke.colour, stroke.width / k))

    def rect(self, box: Box, fill: str | None, stroke: Stroke | None = None) -> None:
        """A rectangle."""
        line = None if stroke is None else Stroke(stroke.colour, stroke.width / self.k)
        self.sheet.rect(self.box(box), fill, line)

    def label(self, x: float, baseline: float, text: str, style: Style, w: float) -> float:
        """A line of text no wider than w; returns its width."""
        style = self._sized(style)
        mark = placed(x / self.k, baseline / self.k, fitted(text, style, w / self.k), style)
        self.sheet.put(mark)
        return mark.width * self.k

    def words(self, box: Box, text: str, style: Style) -> None:
        """Text in at most two lines."""
        self.sheet.words(self.box(box), text, self._sized(style), 2)

    def box(self, box: Box) -> Box:
        """A box of the sheet in the grid of the page."""
        return Box(*(side / self.k for side in box))

    def _sized(self, style: Style) -> Style:
        return replace(style, size=style.size / self.k, leading=style.leading / self.k)


def _tile(page: Page, plan: Plan, row: int, column: int) -> Tile:
    """One sheet with the marks along which it is cut, and its name."""
    name, scale, (w, h) = sheet_name(row, column), plan.art[0] / page.width, plan.sheet
    frame = _Frame(name, f"{page.label} {name}", plan, scale)
    xs, ys = plan.cuts(row, column)
    for x in xs:
        frame.line(x, FROM_EDGE, x, MARGIN - 0.8, CUT)
        frame.line(x, h - FROM_EDGE, x, h - MARGIN + 0.8, CUT)
    for y in ys:
        frame.line(FROM_EDGE, y, MARGIN - 0.8, y, CUT)
        frame.line(w - FROM_EDGE, y, w - MARGIN + 0.8, y, CUT)
    said = (
        f"Sheet {name} of {plan.count}. Print at 100 %. Cut at the marks; sheets overlap by {OVERLAP:.0f} mm."
    )
    frame.label(MARGIN + 14, h - 4.2, said, LABEL, w - 2 * MARGIN - 28)
    x, y = plan.at(row, column)
    return Tile(frame.sheet.page, (x / scale, y / scale), frame.box(Box(MARGIN, MARGIN, *plan.shown)))


def _key(page: Page, plan: Plan) -> Tile:
    """The first sheet: all of the page small, with the lines along which it is cut and the name of each sheet."""
    w, h = plan.sheet
    room, (wide, high) = w - 2 * KEY_LEFT, plan.whole
    k = min(room / wide, (h - KEY_TOP - 14) / high)
    scale = plan.art[0] / page.width * k
    key = _Frame(KEY, f"{page.label}, how the sheets join", plan, scale)
    key.label(KEY_LEFT, 18.0, f"How the {plan.count} sheets join", TITLE, room)
    size = f"{plan.across} across, {plan.down} down; {plan.art[0]:,.0f} × {plan.art[1]:,.0f} mm on the wall."
    says = f"{size} Print all on {plan.name} at 100 %, cut at the marks, and put edge to edge."
    key.words(Box(KEY_LEFT, 21.0, room, 0), says, SAYS)
    left, top = KEY_LEFT + (room - wide * k) / 2, KEY_TOP
    for row in range(plan.down):
        for column in range(plan.across):
            box = _cell(plan, row, column)
            cell = Box(left + box.x * k, top + box.y * k, box.w * k, box.h * k)
            key.rect(cell, None, Stroke("neg", 0.8))
            key.rect(Box(cell.x + 0.7, cell.y + 0.7, 7.2, 5.4), "paper")
            key.label(cell.x + 1.7, cell.y + 4.7, sheet_name(row, column), NAME, 7.0)
    x, y = left + (wide - plan.art[0]) / 2 * k, top + (high - plan.art[1]) / 2 * k
    shows = key.box(Box(left, top, wide * k, high * k))
    return Tile(key.sheet.page, (x / scale, y / scale), shows)


def _cell(plan: Plan, row: int, column: int) -> Box:
    """What is left of a sheet once it is cut, in mm of all sheets together."""
    wide, high = plan.whole
    half, (across, down) = OVERLAP / 2, plan.step
    left = column * across + half if column else 0.0
    top = row * down + half if row else 0.0
    right = (column + 1) * across + half if column < plan.across - 1 else wide
    bottom = (row + 1) * down + half if row < plan.down - 1 else high
    return Box(left, top, right - left, bottom - top)
