"""The gap register: what the room named, row by row, then what the rules find beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.report import furniture
from exporters.report.briefing import Briefing, figure_says
from exporters.report.furniture import BODY, COLUMN, MARGIN, STRONG
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Page, Sheet
from model.drawing.figures import shapes
from model.drawing.marks import Box
from model.drawing.message import in_words
from model.drawing.text import Style
from model.findings import Kpi
from model.gaps import Gap
from model.records import Handover

ANCHOR = "register"
SAYS, MIXED = "What customers say", "What customers say, or why"
COLUMNS = (
    ("#", 12.0, 9.0),
    ("Severity", 22.0, 37.0),
    ("Gap", 62.0, 70.0),
    (SAYS, 136.0, 58.0),
    ("What we believed", 198.0, 48.0),
    ("Reach", 250.0, 31.0),
    ("Fix", 284.0, 58.0),
    ("Owner", 346.0, 33.0),
    ("KPI", 382.0, 26.0),
)
"""Each column with where it begins and how wide it is on a page 420 mm wide."""
COMPUTED = (
    *COLUMNS[:2],
    ("Gap", 62.0, 84.0),
    ("Why it is one", 152.0, 90.0),
    ("Reach", 250.0, 31.0),
    ("Fix", 284.0, 66.0),
    ("Departments", 354.0, 54.0),
)
"""The columns for gaps that nobody has named."""
FIRST, ROW, LEAST_ROW, FOOT = 46.8, 27.2, 21.5, 15.6
SAY = Style("quote", 9.6, "ink", 12.2)
SMALL = Style("regular", 8, "ink3", 10.6)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one page: its columns, the rows with their heights, and which page of its kind it is."""

    columns: Sequence[tuple[str, float, float]]
    rows: Sequence[tuple[Gap, float]]
    is_first: bool


def register_pages(briefing: Briefing) -> list[Page]:
    """The register on as many pages as it takes; nothing where there are no gaps."""
    sheet = Sheet(ANCHOR, "Gap register", briefing.size, briefing.scale, "Gap register")
    pages: list[Page] = []
    for table in _tables(sheet, briefing):
        sheet = Sheet(ANCHOR, "Gap register", briefing.size, briefing.scale, "Gap register")
        _page(sheet, briefing, table, is_first=not pages)
        pages.append(sheet.page)
    return pages


def _tables(sheet: Sheet, briefing: Briefing) -> list[_Table]:
    """What stands on which page: all together where there is room, else the room’s gaps before the computed ones."""
    named = [gap for gap in briefing.gaps if gap.is_named]
    computed = [gap for gap in briefing.gaps if not gap.is_named]
    together = _parts(sheet, briefing, briefing.gaps, COLUMNS)
    if named and len(together) == 1:
        mixed = tuple((MIXED if name == SAYS and computed else name, x, w) for name, x, w in COLUMNS)
        return [_Table(mixed, together[0], True)]
    return [
        _Table(columns, part, not place)
        for gaps, columns in ((named, COLUMNS), (computed, COMPUTED))
        for place, part in enumerate(_parts(sheet, briefing, gaps, columns))
    ]


def _parts(
    sheet: Sheet, briefing: Briefing, gaps: Sequence[Gap], columns: Sequence[tuple[str, float, float]]
) -> list[list[tuple[Gap, float]]]:
    """Gaps page by page with the heights of their rows, as many on each as have room, none left alone on the last."""
    room, needs = sheet.height - FOOT - FIRST, [_need(sheet, briefing, gap, columns) for gap in gaps]
    parts: list[list[int]] = []
    for place, need in enumerate(needs):
        if not parts or sum(needs[one] for one in parts[-1]) + need > room:
            parts.append([])
        parts[-1].append(place)
    while len(parts) > 1 and len(parts[-1]) < len(parts[-2]) - 1:
        parts[-1].insert(0, parts[-2].pop())
    return [_spread([gaps[one] for one in part], [needs[one] for one in part], room) for part in parts]


def _spread(gaps: Sequence[Gap], needs: Sequence[float], room: float) -> list[tuple[Gap, float]]:
    """Rows as high as they like to be, less where the page is full."""
    least = ROW
    while least > min(needs) and sum(max(least, need) for need in needs) > room:
        least -= 0.2
    return [(gap, max(least, need)) for gap, need in zip(gaps, needs, strict=True)]


def register_title(briefing: Briefing) -> str:
    """What the register says, as a message."""
    critical = [gap for gap in briefing.gaps if shapes.level_of(gap.severity) == 4]
    if not critical:
        worst = briefing.gaps[0].level.lower()
        return f"{_count(len(briefing.gaps), 'gap')}, none of them critical; the worst is {worst}"
    count = _count(len(critical), "critical gap")
    if all(_is_between(briefing, gap) for gap in critical):
        every = "where" if len(critical) == 1 else "all where"
        return f"{count}, {every} one team or channel hands to another"
    rest = len(briefing.gaps) - len(critical)
    return f"{count}, and {in_words(rest)} more" if rest else count


def _count(count: int, what: str) -> str:
    return f"{in_words(count).capitalize()} {what}{'' if count == 1 else 's'}"


def _is_between(briefing: Briefing, gap: Gap) -> bool:
    """Whether a gap has to do with a handover."""
    anchors = (gap.anchor, *gap.about, *(one.anchor for one in gap.covers))
    return any(isinstance(briefing.journey.store.get(one), Handover) for one in anchors)


def _page(sheet: Sheet, briefing: Briefing, table: _Table, is_first: bool) -> None:
    if is_first:
        sheet.anchor(ANCHOR)
        sheet.entry("Gap register", ANCHOR)
    said = "Ranked by severity: customer pain, reach, and how long it stays hidden. 0–100."
    title, kicker = register_title(briefing), f"Gap register{'' if is_first else ', continued'}"
    if table.columns is COMPUTED and not is_first:
        title, said = (
            _computed_title(briefing),
            "Nobody has named them yet. Why each is one, and what would close it.",
        )
    furniture.head(sheet, kicker, title, said if table.is_first else "")
    y = FIRST
    for gap, height in table.rows:
        if shapes.level_of(gap.severity) == 4:
            sheet.rect(Box(MARGIN, y, sheet.width - 2 * MARGIN, height), "negTT")
        y += height
    with sheet.tag("Table"):
        _columns(sheet, table.columns)
        y = FIRST
        for gap, height in table.rows:
            _row(sheet, briefing, gap, Box(MARGIN, y, 0, height), table.columns)
            y += height
    furniture.footer(sheet, briefing, "Gap register")


def _computed_title(briefing: Briefing) -> str:
    """What the map shows by itself beside what the room named, as a message."""
    gaps = [gap for gap in briefing.gaps if not gap.is_named]
    high = sum(gap.level in ("Critical", "High") for gap in gaps)
    count = _count(len(gaps), "more gap")
    of_high = f", {in_words(high)} of them high" if high and len(gaps) > 1 else ""
    return f"{count} the map shows by itself{of_high}"


def _scaled(sheet: Sheet) -> float:
    return (sheet.width - MARGIN) / 408.0


def _columns(sheet: Sheet, columns: Sequence[tuple[str, float, float]]) -> None:
    k = _scaled(sheet)
    with sheet.tag("TR"):
        for name, x, _ in columns:
            with sheet.tag("TH"):
                sheet.label(x * k if x > MARGIN else x, FIRST - 3.4, name, COLUMN)
    sheet.rule(MARGIN, FIRST, sheet.width - MARGIN, "ink", 1.0)


def _cells(briefing: Briefing, gap: Gap) -> dict[str, tuple[str, Style]]:
    """The texts of a row by column, with their look."""
    named, store = briefing.named(gap), briefing.journey.store
    say = f"“{named.customers_say.strip('“”')}”" if named is not None and named.customers_say else ""
    reach = named.reach_says if named is not None else ""
    if not reach and gap.arithmetic is not None:
        reach = f"{figure_says(gap.arithmetic.reach * 100)}% of customers"
    fix = named.fix if named is not None and named.fix else _suggestion(gap)
    kpis = [one.title for key in sorted(gap.moves) if (one := store.find(Kpi, key)) is not None and one.title]
    return {
        "Gap": (briefing.title(gap), STRONG),
        SAYS: (say, SAY),
        MIXED: (say or _why(gap), SAY if say else BODY),
        "Why it is one": (_why(gap), BODY),
        "What we believed": (named.we_believed if named is not None else "", BODY),
        "Reach": (reach, BODY),
        "Fix": (fix, Style("medium", 9, "ink", 12.6)),
        "Departments": (briefing.cards[gap.key].foot, BODY),
        "Owner": (briefing.cards[gap.key].foot, BODY),
        "KPI": (", ".join(kpis), BODY),
    }


def _why(gap: Gap) -> str:
    return gap.signs[0].why if gap.signs and not gap.is_named else ""


def _suggestion(gap: Gap) -> str:
    return next((one.suggestion for one in gap.signs if one.suggestion), "")


def _need(sheet: Sheet, briefing: Briefing, gap: Gap, columns: Sequence[tuple[str, float, float]]) -> float:
    """What the longest text of a row needs, mm."""
    k, need, cells = _scaled(sheet), LEAST_ROW, _cells(briefing, gap)
    for name, _, w in columns:
        text, style = cells.get(name, ("", BODY))
        below = {"Gap": 13.5, "Fix": 6.5}.get(name, 3.0)
        need = max(need, furniture.whole(text, style, w * k).height + below + 4.0 if text else 0.0)
    return need


def _row(
    sheet: Sheet, briefing: Briefing, gap: Gap, row: Box, columns: Sequence[tuple[str, float, float]]
) -> None:
    k, level, code = _scaled(sheet), shapes.level_of(gap.severity), briefing.codes[gap.key]
    y, height = row.y, row.h
    sheet.anchor(gap_anchor(gap.key), y)
    sheet.entry(f"{code} {briefing.title(gap)}", gap_anchor(gap.key), 1)
    cells = _cells(briefing, gap)
    with sheet.tag("TR"):
        for name, x, w in columns:
            x, w = (x * k if x > MARGIN else x), w * k
            with sheet.tag("TH", scope="Row") if name == "#" else sheet.tag("TD"):
                if name == "#":
                    sheet.label(x + 1.6, y + 7.6, code, Style("semibold", 8.6, "ink"))
                elif name == "Severity":
                    furniture.severity(sheet, x, y + 2.6, gap.severity)
                    box = Box(x, y + 13.6, 34.0 * k, 1.4)
                    furniture.bar(sheet, box, gap.severity / 100, "neg" if level >= 3 else "ink3")
                else:
                    text, style = cells[name]
                    block = furniture.whole(text, style, w)
                    sheet.put(*block.marks(x, y + 2.9, w))
                    end = y + 2.9 + (block.height if text else 0.0)
                    _below(sheet, briefing, gap, name, Box(x, end, w, y + height - end))
    sheet.rule(MARGIN, y + height, sheet.width - MARGIN, "rule", 0.5)


def _kind_says(kind: str) -> str:
    return "KPI" if kind.lower() == "kpi" else kind[:1].upper() + kind[1:]


def _below(sheet: Sheet, briefing: Briefing, gap: Gap, name: str, box: Box) -> None:
    """What stands below the words of a cell: kind, touchpoints and locator; the horizon."""
    named = briefing.named(gap)
    if name == "Gap":
        kind = f"{_kind_says(named.gap_kind)} gap" if named is not None and named.gap_kind else ""
        kind = kind or ("Named by the room" if gap.is_named else "Found by the rules")
        x = box.x + sheet.label(box.x, box.y + 4.6, kind, SMALL) + 2.4
        numbers = briefing.touchpoints_of(gap)
        furniture.pills(sheet, x, box.y + 2.5, numbers)
        with sheet.decoration():
            furniture.locator(sheet, briefing, box.x, box.bottom - 4.4, min(box.w, 64.0), numbers)
    elif name == "Fix" and named is not None and named.horizon:
        sheet.label(box.x, box.y + 4.4, named.horizon.capitalize(), Style("semibold", 7.8, "ink2"))
