"""What executives are asked to decide, on slides."""

from dataclasses import dataclass

from exporters.report.briefing import Briefing, day_says, long_day
from exporters.report.furniture import top_of, whole
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Page, Sheet
from exporters.report.slides import BODY, BOTTOM, COLUMN, LINK, MARGIN, NAME, Slides
from model.drawing.marks import Box
from model.drawing.message import in_words
from model.drawing.text import Block, Style, broken
from model.findings import Decision
from model.gaps import Gap

ROW, MOST = 33.0, 4
TEXT, CLOSES, BY = 28.0, 196.0, 289.8
"""Where the columns begin, mm."""
NUMBER = Style("title", 26, "neg")
DAY = Style("semibold", 12.5, "ink", 16.5)


@dataclass(frozen=True, slots=True)
class Row:
    """One decision in lines, with the gaps that it closes."""

    decision: Decision
    text: Block
    note: Block
    closes: tuple[tuple[Gap, Block], ...]

    @property
    def height(self) -> float:
        """The height of the row, mm."""
        closing = sum(block.height + 1.2 for _, block in self.closes)
        return max(ROW, max(self.text.height + 0.8 + self.note.height, closing) + 11.0)


def decision_slides(briefing: Briefing) -> list[Page]:
    """The decisions on as many slides as they take; nothing where there are none."""
    rows = [_row(briefing, one) for one in briefing.journey.ordered(Decision)]
    slides, number = Slides(briefing, "decisions", "Decisions"), 0
    title, sub = decisions_title(briefing), _sub(briefing)
    while rows:
        sheet, top = slides.slide(title, sub if not slides.pages else "")
        count = _fill(sheet, briefing, rows, max(45.8, top + 9.4), number)
        rows, number = rows[count:], number + count
    return slides.pages


def decisions_title(briefing: Briefing) -> str:
    """How many decisions are needed, and by when the first."""
    every = briefing.journey.ordered(Decision)
    days = [one.by for one in every if one.by is not None]
    said = f"{in_words(len(every))} {'decision is' if len(every) == 1 else 'decisions are'} needed"
    by = f" by {long_day(min(days), with_year=False)}" if days else ""
    first = ", the first" if by and max(days) > min(days) else ""
    return f"{said[:1].upper()}{said[1:]}{first}{by}"


def _sub(briefing: Briefing) -> str:
    every = briefing.journey.ordered(Decision)
    closed = {gap.key for one in every for gap in briefing.closing(sorted(one.closes))}
    count = len(briefing.gaps)
    if not closed:
        return briefing.journey.map.scenario
    if len(closed) == count:
        return f"Together they close {'the gap' if count == 1 else f'all {in_words(count)} gaps'}."
    return f"Together they close {in_words(len(closed))} of {in_words(count)} gaps."


def _row(briefing: Briefing, decision: Decision) -> Row:
    w = CLOSES - TEXT - 10.0
    gaps = briefing.closing(sorted(decision.closes))
    closes = tuple(
        (gap, whole(f"{briefing.codes[gap.key]}  {briefing.title(gap)}", LINK, BY - CLOSES - 8.0))
        for gap in gaps
    )
    note = whole(decision.note, BODY, w) if decision.note else broken("", BODY, w)
    return Row(decision, whole(decision.text or "Untitled decision", NAME, w), note, closes)


def _fill(sheet: Sheet, briefing: Briefing, rows: list[Row], y: float, before: int) -> int:
    """Rows until the slide is full; returns how many."""
    right, count = sheet.width - MARGIN, 0
    shown = rows[:1]
    for row in rows[1:MOST]:
        if y + sum(one.height for one in (*shown, row)) > BOTTOM:
            break
        shown.append(row)
    spare = (BOTTOM - y - sum(one.height for one in shown)) / len(shown)
    spare = max(0.0, min(8.0, spare))
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            for name, x in (("Decision", MARGIN), ("Closes", CLOSES), ("By", BY)):
                with sheet.tag("TH", columns=2 if x == MARGIN else 1):
                    sheet.label(x, y - 3.0, name, COLUMN)
        sheet.rule(MARGIN, y, right, "ink", 1.2)
        for row in shown:
            count += 1
            _draw(sheet, briefing, row, y + spare / 2, before + count)
            y += row.height + spare
            sheet.rule(MARGIN, y, right)
    return count


def _draw(sheet: Sheet, briefing: Briefing, row: Row, y: float, number: int) -> None:
    first, w = y + 10.4, CLOSES - TEXT - 10.0
    with sheet.tag("TR"):
        with sheet.tag("TH", scope="Row"):
            sheet.label(MARGIN, first + 1.0, str(number), NUMBER)
        with sheet.tag("TD"):
            top = top_of(first, NAME)
            with sheet.tag("P"):
                sheet.put(*row.text.marks(TEXT, top, w))
            with sheet.tag("P"):
                sheet.put(*row.note.marks(TEXT, top + row.text.height + 0.8, w))
        with sheet.tag("TD"):
            at = top_of(first, LINK)
            for gap, block in row.closes:
                box = Box(CLOSES, at, BY - CLOSES - 8.0, block.height)
                with sheet.tag("P"), sheet.jump(gap_anchor(gap.key), f"Gap: {briefing.title(gap)}"):
                    sheet.put(*block.marks(box.x, box.y, box.w))
                at += block.height + 1.2
        with sheet.tag("TD"):
            if row.decision.by is not None:
                sheet.label(BY, first, day_says(row.decision.by), DAY)
