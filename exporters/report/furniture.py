"""What every page of the report has: its head, its footer, and the small parts they share."""

from collections.abc import Sequence
from math import inf

from exporters.report.briefing import Briefing, day_says
from exporters.report.map_page import ANCHOR as MAP
from exporters.report.sheet import Sheet
from model.drawing import text as text_
from model.drawing.figures import shapes
from model.drawing.marks import MM_PER_PT, Box, Disc, Line, Path, Stroke
from model.drawing.text import Block, Style, broken, fitted, placed, tightest, width

MARGIN = 12.0
KICKER = Style("semibold", 7, "ink3", spacing=0.08)
TITLE = Style("title", 24, "ink", 27.5, spacing=-0.008)
SUB = Style("regular", 9.6, "ink2", 13)
HEADING = Style("semibold", 13, "ink")
BODY = Style("regular", 9, "ink2", 12.6)
STRONG = Style("semibold", 9.6, "ink", 12.6)
COLUMN = Style("semibold", 8, "ink3")
CAPTION = Style("regular", 7.6, "ink3", 9.8)
LINK = Style("medium", 8.6, "mtm")
VOICE = Style("quote", 10, "ink", 12.4)
FOOT = Style("regular", 6.8, "ink3")
BACK, BACK_SMALL = "Back to the map", Style("medium", 6.8, "mtm")
LEAST = 6.4
"""Words become no smaller to fit, pt."""
LEAST_STEP, LEAST_BETWEEN, ON_LINE = 0.5, 0.3, 0.9
"""Dots nearer to each other are a line, lines that are nearer are one, and how large a dot on a line is, mm."""
CARRIES = (
    "This PDF carries the editable map. Drop it on Mind the Gap to open it again.",
    "This PDF carries the editable map.",
)
"""What the footer says of the map inside, as long as there is room for."""


def top_of(baseline: float, style: Style) -> float:
    """Where a block begins whose first line stands on this baseline, mm."""
    return baseline - (style.pitch / 2 + style.size * 0.36) * MM_PER_PT


def head(sheet: Sheet, kicker: str, title: str, sub: str = "", w: float | None = None) -> float:
    """The kicker, the message as title and a line below; returns how far down it ends, mm."""
    w = sheet.width - 2 * MARGIN if w is None else w
    with sheet.tag("P"):
        sheet.put(placed(MARGIN, 15.2, fitted(kicker.upper(), KICKER, w), KICKER))
    with sheet.tag("H1"):
        box = Box(MARGIN, top_of(25.5, TITLE), w, 15.6 if sub else 19.6)
        end = put_snug(sheet, box, title, TITLE)
    if not sub:
        return end
    with sheet.tag("P"):
        return put_snug(sheet, Box(MARGIN, end + 1.7, min(w, 300.0), max(4.7, 39.6 - end)), sub, SUB)


def footer(
    sheet: Sheet, briefing: Briefing, label: str, margin: float = MARGIN, has_way_back: bool = False
) -> None:
    """The rule at the bottom with what document this is, that it carries its map, and which page this is.

    A page without a way back to the map has it here.
    """
    about, y = briefing.journey.map, sheet.height - 10.5
    right, third = sheet.width - margin, (sheet.width - 2 * margin) / 3 - 2
    title, day = about.title or "Untitled map", day_says(briefing.day)
    with sheet.decoration():
        sheet.rule(margin, y, right)
        sheet.put(placed(margin, y + 3.9, shortest((about.organisation, title, day), FOOT, third), FOOT))
        if briefing.carries_map:
            says = next((one for one in CARRIES if fits(one, FOOT, third)), CARRIES[-1])
            sheet.put(placed(sheet.width / 2, y + 3.9, fitted(says, FOOT, third), FOOT, "centre"))
        name = Style("semibold", 6.8, "ink3")
        said = placed(right, y + 3.9, fitted(label, name, third), name, "right")
        sheet.put(said)
    wide = width(BACK, BACK_SMALL)
    if briefing.has_map and not has_way_back and said.width + 5.0 + wide <= third:
        with sheet.tag("P"), sheet.jump(MAP, BACK):
            sheet.label(right - said.width - 5.0 - wide, y + 3.9, BACK, BACK_SMALL)


def shortest(parts: Sequence[str], style: Style, w: float, drops: int = 0) -> Line:
    """Parts side by side in one line, the first (−1: the last) ones left out as far as all of them have no room."""
    there = [part for part in parts if part]
    while len(there) > 1 and not fits(" · ".join(there), style, w):
        there.pop(drops)
    return fitted(" · ".join(there), style, w)


def kicker(sheet: Sheet, x: float, baseline: float, parts: Sequence[str], w: float) -> None:
    """The line above a title: as many of its parts as have room."""
    with sheet.tag("P"):
        line = shortest([part.upper() for part in parts], KICKER, w, -1)
        sheet.put(placed(x, baseline, line, KICKER))


def whole(text: str, style: Style, w: float, most: int | None = None) -> Block:
    """Text in lines of which the last is no single short word, where narrower lines can help it."""
    block = first = broken(text, style, w, most)
    for step in range(1, 13):
        if len(block.lines) < 2 or block.cut or " " in block.lines[-1].text.strip():
            return block
        block = broken(text, style, w * (1 - 0.03 * step), most)
        if len(block.lines) != len(first.lines):
            return first
    return first


def snug(text: str, style: Style, w: float, h: float, least: float = LEAST) -> Block:
    """Text within w × h mm: in its style, smaller where that has no room, its end cut only below the least size."""
    return text_.snug(text, style, w, h, least)


def needed(text: str, style: Style, w: float, least: float = LEAST) -> float:
    """The height that a text w mm wide needs where it is set as small as `snug` sets it, mm."""
    return broken(text, tightest(style, least), w).height if text else 0.0


def grown(text: str, style: Style, w: float, h: float, most: float = inf, least: float = LEAST) -> Block:
    """Text as `snug` sets it, higher than h mm rather than cut, up to the most."""
    return snug(text, style, w, max(h, min(most, needed(text, style, w, least))), least)


def put_snug(sheet: Sheet, box: Box, text: str, style: Style, least: float = LEAST) -> float:
    """Put text snugly from the top of a box; returns where it ends, mm down."""
    block = snug(text, style, box.w, box.h, least)
    sheet.put(*block.marks(box.x, box.y, box.w))
    return box.y + block.height


def put_grown(
    sheet: Sheet, box: Box, text: str, style: Style, most: float = inf, least: float = LEAST
) -> float:
    """Put text from the top of a box, beyond its end rather than cut, up to the most; returns where it ends."""
    block = grown(text, style, box.w, box.h, most, least)
    sheet.put(*block.marks(box.x, box.y, box.w))
    return box.y + block.height


def put_middle(sheet: Sheet, box: Box, text: str, style: Style, least: float = LEAST) -> None:
    """Put text snugly in the middle of the height of a box."""
    block = snug(text, style, box.w, box.h, least)
    sheet.put(*block.marks(box.x, box.y + (box.h - block.height) / 2, box.w))


def back_to_map(sheet: Sheet, briefing: Briefing, x: float, baseline: float) -> float:
    """The way back to the map, where the document has it; returns its width, mm."""
    if not briefing.has_map:
        return 0.0
    with sheet.tag("P"), sheet.jump(MAP, BACK):
        return sheet.label(x, baseline, BACK, LINK)


def section(sheet: Sheet, x: float, baseline: float, title: str, colour: str = "ink") -> None:
    """The title of a part of a page."""
    with sheet.tag("H2"):
        sheet.label(x, baseline, title, Style("semibold", 13, colour))


def pills(sheet: Sheet, x: float, y: float, numbers: Sequence[int], most: int = 6) -> float:
    """The numbers of touchpoints in hollow pills from x on; returns where they end, mm."""
    shown = list(numbers[:most])
    for number in shown:
        w = 3.8 + max(0, len(str(number)) - 2) * 1.1
        sheet.put(*shapes.hollow_pill(x + w / 2, y, number))
        x += w + 0.8
    if len(numbers) > most:
        style = Style("regular", 6.4, "ink3")
        x += sheet.label(x + 0.6, y + 2.1, f"+{len(numbers) - most}", style) + 0.6
    return x


def severity(sheet: Sheet, x: float, y: float, value: float) -> None:
    """A severity as figure, squares and word, its top left at (x, y)."""
    level = shapes.level_of(value)
    colour = "neg" if level >= 3 else "ink"
    sheet.label(x, y + 7.6, f"{value:.0f}", Style("title", 19, colour))
    sheet.put(*shapes.severity_squares(x + 13.6, y + 1.2, level, 2.0, 0.6))
    word = Style("semibold", 7.6, colour if level == 4 else "ink2")
    sheet.label(x + 13.6, y + 7.0, shapes.LEVELS[level - 1], word)


def locator(sheet: Sheet, briefing: Briefing, x: float, y: float, w: float, chosen: Sequence[int]) -> None:
    """All touchpoints as dots in a row, phase by phase, those concerned larger; as lines where dots would touch."""
    phases = [one for phase in briefing.journey.phases if (one := briefing.journey.in_phase(phase))]
    count = sum(map(len, phases))
    if not count:
        return
    between = min(1.1, w / 4 / len(phases))
    step = min(2.4, (w - between * (len(phases) - 1)) / count)
    at, wanted = x + min(1.0, step / 2), set(chosen)
    number, is_row, track = 1, step >= LEAST_STEP, list[tuple[str | float, ...]]()
    dots: list[Disc] = []
    for phase in phases:
        track += [("M", at - step / 2, y), ("L", at + (len(phase) - 0.5) * step, y)]
        there = range(number, number + len(phase))
        for touchpoint in there if is_row else sorted(wanted.intersection(there)):
            is_chosen = touchpoint in wanted
            r = min(1.05 if is_chosen else 0.5, step * (0.5 if is_chosen else 0.25)) if is_row else ON_LINE
            dots.append(Disc(at + (touchpoint - number) * step, y, r, "neg" if is_chosen else "rule2"))
        at += len(phase) * step + between
        number += len(phase)
    if not is_row:
        whole = (track[0], track[-1]) if between < LEAST_BETWEEN else tuple(track)
        sheet.put(Path(whole, stroke=Stroke("rule2", 0.8)))
    sheet.put(*dots)


def bar(sheet: Sheet, box: Box, share: float, colour: str) -> None:
    """A track filled up to a share, 0 to 1."""
    sheet.rect(box, "wash2", radius=box.h / 2)
    if share > 0:
        sheet.rect(Box(box.x, box.y, max(box.h, box.w * min(1.0, share)), box.h), colour, radius=box.h / 2)


def number_with_unit(
    sheet: Sheet, x: float, baseline: float, number: str, unit: str, colour: str, size: float = 38
) -> float:
    """A large figure in serif with its unit smaller behind it; returns where it ends, mm."""
    x += sheet.label(x, baseline, number, Style("title", size, colour))
    if unit:
        gap = 0.4 if unit == "%" else 1.6
        x += gap + sheet.label(x + gap, baseline, unit, Style("title", size / 2, colour))
    return x


def lines_needed(text: str, style: Style, w: float) -> int:
    """How many lines a text takes in a column w mm wide."""
    return len(broken(text, style, w).lines)


def dotted(colour: str, thick: float = 0.35) -> Stroke:
    """A row of dots."""
    return Stroke(colour, thick, (0.6, 1.6), round=True)


def fits(text: str, style: Style, w: float) -> bool:
    """Whether a text stands in one line w mm wide."""
    return width(text, style) <= w
