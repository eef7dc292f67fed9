"""What the slides of a report share: their title, footer and words, large enough to be read across a room."""

from exporters.report.briefing import Briefing
from exporters.report.furniture import shortest, top_of, whole
from exporters.report.sheet import Page, Sheet
from model.drawing.text import Block, Style, fitted, placed

MARGIN = 14.0
TITLE = Style("title", 27, "ink", 31, spacing=-0.008)
SUB = Style("regular", 12.5, "ink2", 16.5)
NAME = Style("semibold", 14, "ink", 17.6)
BODY = Style("regular", 12.5, "ink2", 16.5)
COLUMN = Style("semibold", 12, "ink3")
VOICE = Style("quote", 13, "ink2", 16.5)
MARK = Style("title", 20, "neg")
LINK = Style("medium", 12, "mtm", 16.5)
FOOT = Style("regular", 7.6, "ink3")
BOTTOM = 176.0
"""What is said on a slide ends here, mm."""


class Slides:
    """The slides of one part, numbered as they come."""

    def __init__(self, briefing: Briefing, name: str, label: str) -> None:
        self.briefing, self.name, self.label = briefing, name, label
        self.pages: list[Page] = []

    def slide(self, title: str, sub: str) -> tuple[Sheet, float]:
        """A new slide with its message and a line below, and how far down they end, mm."""
        is_first = not self.pages
        label = self.label if is_first else f"{self.label}, continued"
        sheet = Sheet(self.name, label, self.briefing.size, self.briefing.scale)
        self.pages.append(sheet.page)
        if is_first:
            sheet.anchor(self.name)
            sheet.entry(self.label, self.name)
        w = sheet.width - 2 * MARGIN
        with sheet.tag("H1"):
            end = put(sheet, whole(title, TITLE, w), MARGIN, top_of(22.1, TITLE))
        if sub:
            with sheet.tag("P"):
                end = put(sheet, whole(sub, SUB, w), MARGIN, end + 1.4)
        self._foot(sheet)
        return sheet, end

    def _foot(self, sheet: Sheet) -> None:
        about, y, half = self.briefing.journey.map, sheet.height - 6.4, (sheet.width - 2 * MARGIN) / 2
        said = shortest((about.organisation, about.title or "Untitled map"), FOOT, half * 1.6)
        name = f"{self.label} {len(self.pages)}" if len(self.pages) > 1 else self.label
        with sheet.decoration():
            sheet.put(placed(MARGIN, y, said, FOOT))
            sheet.put(placed(sheet.width - MARGIN, y, fitted(name, FOOT, half / 2), FOOT, "right"))


def put(sheet: Sheet, block: Block, x: float, y: float) -> float:
    """Put lines from the top of a place; returns where they end, mm down."""
    sheet.put(*block.marks(x, y))
    return y + block.height
