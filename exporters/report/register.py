"""The gap register: what the room named, row by row, then what the rules find beside it."""

from collections.abc import Sequence

from exporters.report import furniture
from exporters.report.briefing import Briefing
from exporters.report.furniture import BODY, COLUMN, MARGIN, STRONG
from exporters.report.map_page import gap_anchor
from exporters.report.sheet import Page, Sheet
from model.drawing.figures import shapes
from model.drawing.marks import Box
from model.drawing.message import in_words
from model.drawing.text import Style, broken
from model.findings import Kpi
from model.gaps import Gap
from model.gaps.words import percent
from model.records import Handover

ANCHOR = "register"
COLUMNS = (
    ("#", 12.0, 9.0),
    ("Severity", 22.0, 37.0),
    ("Gap", 62.0, 70.0),
    ("What customers say", 136.0, 58.0),
    ("What we believed", 198.0, 48.0),
    ("Reach", 250.0, 31.0),
    ("Fix", 284.0, 58.0),
    ("Owner", 346.0, 33.0),
    ("KPI", 382.0, 26.0),
)
"""Each column with where it begins and how wide it is on a page 420 mm wide."""
FIRST, ROW, FOOT = 46.8, 27.2, 14.0
SAY = Style("quote", 9.6, "ink", 12.2)
SMALL = Style("regular", 8, "ink3", 10.6)


def register_pages(briefing: Briefing) -> list[Page]:
    """The register on as many pages as it takes; nothing where there are no gaps."""
    rows = sorted(briefing.gaps, key=lambda gap: (not gap.is_named, briefing.gaps.index(gap)))
    pages: list[Page] = []
    while rows:
        sheet = Sheet(ANCHOR, "Gap register", briefing.size, briefing.scale, "Gap register")
        rows = _page(sheet, briefing, rows, is_first=not pages)
        pages.append(sheet.page)
    return pages


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


def _page(sheet: Sheet, briefing: Briefing, rows: Sequence[Gap], is_first: bool) -> list[Gap]:
    """Fill one page; returns the rows that are left."""
    if is_first:
        sheet.anchor(ANCHOR)
        sheet.entry("Gap register", ANCHOR)
        said = "Ranked by severity: customer pain, reach, and how long it stays hidden. 0–100."
        furniture.head(sheet, "Gap register", register_title(briefing), said)
    else:
        furniture.head(sheet, "Gap register, continued", register_title(briefing))
    left = list(rows)
    shown, y = list[tuple[Gap, float, float]](), FIRST
    while left and (not shown or y + _height(sheet, briefing, left[0]) <= sheet.height - FOOT):
        shown.append((left[0], y, _height(sheet, briefing, left[0])))
        y += shown[-1][2]
        left.pop(0)
    for gap, at, height in shown:
        if shapes.level_of(gap.severity) == 4:
            sheet.rect(Box(MARGIN, at, sheet.width - 2 * MARGIN, height), "negTT")
    with sheet.tag("Table"):
        _columns(sheet)
        for gap, at, height in shown:
            _row(sheet, briefing, gap, at, height)
    furniture.footer(sheet, briefing, "Gap register")
    return left


def _scaled(sheet: Sheet) -> float:
    return (sheet.width - MARGIN) / 408.0


def _columns(sheet: Sheet) -> None:
    k = _scaled(sheet)
    with sheet.tag("TR"):
        for name, x, _ in COLUMNS:
            with sheet.tag("TH"):
                sheet.label(x * k if x > MARGIN else x, FIRST - 3.4, name, COLUMN)
    sheet.rule(MARGIN, FIRST, sheet.width - MARGIN, "ink", 1.0)


def _cells(briefing: Briefing, gap: Gap) -> dict[str, tuple[str, Style]]:
    """The texts of a row by column, with their look."""
    named, store = briefing.named(gap), briefing.journey.store
    say = f"“{named.customers_say.strip('“”')}”" if named is not None and named.customers_say else ""
    reach = named.reach_says if named is not None else ""
    if not reach and gap.arithmetic is not None:
        reach = f"{percent(gap.arithmetic.reach)} of customers"
    fix = named.fix if named is not None and named.fix else _suggestion(gap)
    kpis = [one.title for key in sorted(gap.moves) if (one := store.find(Kpi, key)) is not None and one.title]
    return {
        "Gap": (gap.title, STRONG),
        "What customers say": (say or _why(gap), SAY if say else BODY),
        "What we believed": (named.we_believed if named is not None else "", BODY),
        "Reach": (reach, BODY),
        "Fix": (fix, Style("medium", 9, "ink", 12.6)),
        "Owner": (named.owner if named is not None else "", BODY),
        "KPI": (", ".join(kpis), BODY),
    }


def _why(gap: Gap) -> str:
    return gap.signs[0].why if gap.signs and not gap.is_named else ""


def _suggestion(gap: Gap) -> str:
    return next((one.suggestion for one in gap.signs if one.suggestion), "")


def _height(sheet: Sheet, briefing: Briefing, gap: Gap) -> float:
    """The height of a row: 27.2 mm, more where a text needs it."""
    k, wide = _scaled(sheet), {name: w for name, _, w in COLUMNS}
    need = 0.0
    for name, (text, style) in _cells(briefing, gap).items():
        below = {"Gap": 13.5, "Fix": 6.5}.get(name, 3.0)
        need = max(need, broken(text, style, wide[name] * k).height + below if text else 0.0)
    return max(ROW, need + 4.0)


def _row(sheet: Sheet, briefing: Briefing, gap: Gap, y: float, height: float) -> None:
    k, level, code = _scaled(sheet), shapes.level_of(gap.severity), briefing.codes[gap.key]
    sheet.anchor(gap_anchor(gap.key), y)
    sheet.entry(f"{code} {gap.title}", gap_anchor(gap.key), 1)
    cells = _cells(briefing, gap)
    with sheet.tag("TR"):
        for name, x, w in COLUMNS:
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
