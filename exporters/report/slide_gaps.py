"""The gaps on slides, five on each, the worst first."""

from dataclasses import dataclass, replace

from exporters.report.briefing import Briefing
from exporters.report.furniture import top_of, whole
from exporters.report.map_page import gap_anchor
from exporters.report.register import register_title
from exporters.report.sheet import Page, Sheet
from exporters.report.slides import BODY, BOTTOM, COLUMN, MARGIN, NAME, VOICE, Slides
from model.drawing.figures import shapes
from model.drawing.marks import Box
from model.drawing.message import in_words
from model.drawing.text import Block, Style, broken
from model.gaps import Gap
from model.gaps.words import listed
from model.records import Handover

ROW, MOST, TELLING = 25.2, 5, 8
"""A row’s height, mm; the most rows on a slide; from how many gaps on it tells something what five of them carry."""
GAP, FIX, OWNER = 74.0, 189.8, 289.8
"""Where the columns begin, mm."""
FIGURE = Style("title", 26, "ink")
WORD = Style("semibold", 12, "ink2")
INK = Style("regular", 12.5, "ink", 16.5)
SHARES = (
    (0.5, "half"),
    (0.6, "three fifths"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
    (0.8, "four fifths"),
    (0.9, "nine tenths"),
)
"""Shares that have a name, which a share within a fiftieth is told by."""


@dataclass(frozen=True, slots=True)
class Row:
    """One gap in lines."""

    gap: Gap
    title: Block
    says: Block
    fix: Block
    owner: Block
    least: float = ROW
    """Its height where its texts need no more, mm."""

    @property
    def height(self) -> float:
        """The height of the row: 25.2 mm, more where a text needs it."""
        need = max(self.title.height + 0.6 + self.says.height, self.fix.height, self.owner.height)
        return max(self.least, need + (9.0 if self.least >= ROW else 7.0))


def gap_slides(briefing: Briefing) -> list[Page]:
    """The gaps on as many slides as they take; nothing where there are none."""
    slides = Slides(briefing, "gaps", "Gaps")
    rows = [_row(briefing, gap) for gap in briefing.gaps]
    while rows:
        said = "Severity 0–100: customer pain, reach, and how long it stays hidden."
        title, first = gaps_title(briefing), len(briefing.gaps) - len(rows) + 1
        if slides.pages:
            title, said = _next_title(rows), f"From number {first} of {len(briefing.gaps)} on, by severity."
        sheet, top = slides.slide(title, said)
        rows = _fill(sheet, briefing, rows, max(45.8, top + 9.4))
    return slides.pages


def gaps_title(briefing: Briefing) -> str:
    """What share of the pain the first five gaps carry, where it has a name; else how many there are."""
    gaps = briefing.gaps
    if len(gaps) >= TELLING and (whole_ := sum(gap.severity for gap in gaps)) > 0:
        share = sum(gap.severity for gap in gaps[:MOST]) / whole_
        for known, name in SHARES:
            if abs(share - known) <= 0.02:
                return f"{in_words(MOST).capitalize()} gaps carry {name} of the pain"
    return register_title(briefing)


def _next_title(rows: list[Row]) -> str:
    """What the gaps that are left are, by level: Then three high gaps and two medium."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.gap.level.lower()] = counts.get(row.gap.level.lower(), 0) + 1
    parts = [f"{in_words(count)} {level}" for level, count in counts.items()]
    first = f"{parts[0]} gap{'' if next(iter(counts.values())) == 1 else 's'}"
    return f"Then {listed([first, *parts[1:]])}"


def _row(briefing: Briefing, gap: Gap) -> Row:
    named = briefing.named(gap)
    says = named.customers_say.strip('“”" ') if named is not None else ""
    why = next((one.why for one in gap.signs if one.why), "") if not gap.is_named else ""
    fix = (named.fix if named is not None else "") or next(
        (one.suggestion for one in gap.signs if one.suggestion), ""
    )
    w = FIX - GAP - 8.0
    voice = broken("", BODY, w)
    if says:
        voice = whole(f"“{says}”", VOICE, w)
    elif why:
        voice = whole(why, BODY, w)
    return Row(
        gap,
        whole(briefing.title(gap), NAME, w),
        voice,
        whole(fix, INK, OWNER - FIX - 8.0) if fix else broken("", INK, w),
        _owner(briefing.cards[gap.key].foot),
    )


def _owner(name: str) -> Block:
    w = 338.67 - MARGIN - OWNER
    return whole(name, BODY, w) if name else broken("", BODY, w)


def _fill(sheet: Sheet, briefing: Briefing, rows: list[Row], y: float) -> list[Row]:
    """Rows until the slide is full; returns those that are left."""
    right, shown = sheet.width - MARGIN, _shown(rows, BOTTOM - y)
    _grounds(sheet, shown, y)
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            for name, x in (("Severity", MARGIN), ("Gap", GAP), ("Fix", FIX), ("Owner", OWNER)):
                with sheet.tag("TH"):
                    sheet.label(x, y - 3.0, name, COLUMN)
        sheet.rule(MARGIN, y, right, "ink", 1.2)
        for row in shown:
            _draw(sheet, briefing, row, y)
            y += row.height
            sheet.rule(MARGIN, y, right)
    return rows[len(shown) :]


def _shown(rows: list[Row], room: float) -> list[Row]:
    """The rows that stand on the next slide; one that would be left alone comes along where it has room."""
    if len(rows) == MOST + 1:
        tight = [replace(row, least=room / len(rows)) for row in rows]
        if sum(row.height for row in tight) <= room + 0.1:
            return tight
    shown = rows[:1]
    for row in rows[1:MOST]:
        if sum(one.height for one in (*shown, row)) > room:
            break
        shown.append(row)
    return shown


def _grounds(sheet: Sheet, rows: list[Row], y: float) -> None:
    """What critical gaps stand on, below all lines."""
    for row in rows:
        if shapes.level_of(row.gap.severity) == 4:
            sheet.rect(Box(MARGIN, y, sheet.width - 2 * MARGIN, row.height), "negTT")
        y += row.height


def _draw(sheet: Sheet, briefing: Briefing, row: Row, y: float) -> None:
    gap, level = row.gap, shapes.level_of(row.gap.severity)
    sheet.anchor(gap_anchor(gap.key), y)
    colour = "neg" if level >= 3 else "ink"
    with sheet.tag("TR"):
        with sheet.tag("TD"):
            number = Style(FIGURE.face, FIGURE.size, colour)
            sheet.label(MARGIN + 4.2, y + 16.0, f"{gap.severity:.0f}", number)
            sheet.put(*shapes.severity_squares(MARGIN + 23.0, y + 7.2, level, 2.8, 0.65))
            sheet.label(MARGIN + 23.0, y + 16.4, shapes.LEVELS[level - 1], WORD)
        with sheet.tag("TH", scope="Row"):
            _titled(sheet, briefing, row, top_of(y + 9.4, NAME))
        for x, block, style in ((FIX, row.fix, INK), (OWNER, row.owner, BODY)):
            with sheet.tag("TD"):
                sheet.put(*block.marks(x, top_of(y + 9.4, style), _width_at(x, sheet)))


def _width_at(x: float, sheet: Sheet) -> float:
    """How wide the column that begins here is, mm."""
    return (OWNER - FIX - 8.0) if x == FIX else sheet.width - MARGIN - OWNER


def _titled(sheet: Sheet, briefing: Briefing, row: Row, y: float) -> None:
    """The title of a gap, leading to the curve where a handover fails, and what customers say below."""
    w = FIX - GAP - 8.0
    record = briefing.journey.store.get(row.gap.anchor)
    if isinstance(record, Handover) and record.quality == "fails":
        with sheet.jump("curve", "Where the mood falls"):
            sheet.put(*row.title.marks(GAP, y, w))
    else:
        sheet.put(*row.title.marks(GAP, y, w))
    with sheet.tag("P"):
        sheet.put(*row.says.marks(GAP, y + row.title.height + 0.6, w))
