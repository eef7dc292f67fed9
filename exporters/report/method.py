"""The last page: how we know, how severity and numbers are reckoned, what words mean, and how to open the map."""

import importlib.metadata
from collections.abc import Sequence

from exporters.report import furniture
from exporters.report.briefing import Briefing, day_says, figure_says, with_unit
from exporters.report.furniture import CAPTION, COLUMN, MARGIN
from exporters.report.sheet import Page, Sheet
from model.coverage import whole_of
from model.drawing.marks import Box
from model.drawing.message import counted
from model.drawing.text import Style, broken, fitted, placed
from model.findings import Evidence, Kpi
from model.gaps.rules import BY_ID
from model.gaps.severity import HIDDEN, LEVELS, weights_of
from model.gaps.words import listed

ANCHOR = "method"
TOP = 44.0
STRONG = Style("semibold", 8.8, "ink", 12)
SMALL = Style("regular", 8.2, "ink2", 11.2)
MOST_SOURCES, MOST_TODOS = 11, 9
LAST_SOURCE = 40.0
"""The last source begins so far above the end of the page, mm."""
NOTICED = {"customer": "the customer", "company": "the company"}
GLOSSARY = (
    ("Touchpoint", "A moment in which the customer meets the company, in one channel."),
    ("Handover", "The way from one touchpoint to the next: it holds, is weak, or fails."),
    ("Moment that matters", "A touchpoint or handover that decides what the customer thinks of the whole."),
    ("Gap", "Where a channel, a department or a promise lets the customer down."),
    ("Mood", "How it feels, from −2 angry over 0 neutral to +2 delighted."),
    ("Bond", "The running sum of mood along the journey; moments that matter count twice."),
    ("Peak–end", "The mean of the most intense mood and the last: what people remember."),
)


def method_pages(briefing: Briefing) -> list[Page]:
    """One page on how to read all the others."""
    sheet = Sheet(ANCHOR, "Method", briefing.size, briefing.scale, "Method")
    sheet.anchor(ANCHOR)
    sheet.entry("Method", ANCHOR)
    furniture.head(sheet, "Method", method_title(briefing), _sub(briefing))
    k = (sheet.width - 2 * MARGIN) / 396
    columns = [Box(MARGIN + 136 * place * k, TOP, 124 * k, 0) for place in range(3)]
    y = _sources(sheet, briefing, columns[0])
    _todos(sheet, briefing, Box(columns[0].x, y + 6, columns[0].w, 0))
    y = _severity(sheet, briefing, columns[1])
    _figures(sheet, briefing, Box(columns[1].x, y + 6, columns[1].w, 0))
    y = _glossary(sheet, columns[2])
    _reopen(sheet, briefing, Box(columns[2].x, y + 6, columns[2].w, 0))
    furniture.footer(sheet, briefing, "Method")
    return [sheet.page]


def method_title(briefing: Briefing) -> str:
    """How well the map is known, as a message."""
    whole = whole_of(briefing.journey, briefing.day)
    if not whole.touchpoints:
        return "How this is reckoned"
    if not whole.supported:
        return "Nothing here is supported by evidence yet"
    if whole.supported == whole.touchpoints:
        two = f"; {whole.from_two} of {whole.touchpoints} by two kinds or more" if whole.from_two else ""
        return f"Evidence supports every touchpoint{two}"
    return f"Evidence supports {whole.supported} of {whole.touchpoints} touchpoints"


def _sub(briefing: Briefing) -> str:
    kinds = {one.evidence_kind for one in briefing.sources}
    if not kinds:
        return "Say for each touchpoint how you know: what was seen, asked or counted."
    people = sum(one.sample_size or 0 for one in briefing.sources if one.evidence_kind == "interview")
    said = f"{counted(len(briefing.sources), 'source')} of {counted(len(kinds), 'kind')}"
    return f"{said}{f'; {people} people interviewed' if people else ''}."


def _title(sheet: Sheet, box: Box, title: str) -> float:
    furniture.section(sheet, box.x, box.y + 5.4, title)
    sheet.rule(box.x, box.y + 8.4, box.right, "ink", 0.8)
    return box.y + 11.0


def _sources(sheet: Sheet, briefing: Briefing, box: Box) -> float:
    y = _title(sheet, box, "How we know")
    if not briefing.sources:
        with sheet.tag("P"):
            return sheet.words(Box(box.x, y, box.w, 0), "No evidence is kept in this map yet.", SMALL, 2)
    shown = sorted(
        briefing.sources, key=lambda one: (one.date is None, -(one.date or briefing.day).toordinal())
    )
    with sheet.tag("Table"):
        with sheet.tag("TR"):
            for name, x in (("Source", box.x), ("n", box.right - 26), ("Date", box.right)):
                with sheet.tag("TH"):
                    sheet.label(x, y + 2.6, name, COLUMN, "left" if x == box.x else "right")
        y += 5.0
        told = 0
        for one in shown[:MOST_SOURCES]:
            if y > sheet.height - LAST_SOURCE:
                break
            y, told = _source(sheet, briefing, one, Box(box.x, y, box.w, 0)), told + 1
    if len(shown) > told:
        with sheet.tag("P"):
            said = f"and {len(shown) - told} more in the map"
            sheet.label(box.x, y + 3.6, said, CAPTION)
            y += 5
    return y


def _source(sheet: Sheet, briefing: Briefing, one: Evidence, box: Box) -> float:
    text = one.text or one.source or "Untitled source"
    kind = one.evidence_kind.replace("_", " ")
    supports = sum(key in briefing.journey.store for key in one.supports)
    below = " · ".join(
        part for part in (kind, one.source if one.text else "", f"supports {supports}") if part
    )
    is_old = one.date is not None and (briefing.day - one.date).days > 365
    with sheet.tag("TR"):
        with sheet.tag("TH", scope="Row"):
            y = furniture.put_grown(sheet, Box(box.x, box.y, box.w - 40, 8.9), text, STRONG)
            room = Box(box.x, y + 0.2, box.w - 40, 12.0)
            y = furniture.put_grown(sheet, room, below[:1].upper() + below[1:], CAPTION)
        with sheet.tag("TD"):
            size = f"{one.sample_size:,}" if one.sample_size is not None else "–"
            sheet.label(
                box.right - 26, box.y + 3.2, size, Style("regular", 8.4, "ink2", tabular=True), "right"
            )
        with sheet.tag("TD"):
            day = day_says(one.date) if one.date is not None else "–"
            sheet.label(
                box.right, box.y + 3.2, day, Style("regular", 8.4, "neg" if is_old else "ink2"), "right"
            )
    sheet.rule(box.x, y + 1.4, box.right)
    return y + 2.8


def _todos(sheet: Sheet, briefing: Briefing, box: Box) -> None:
    """What is still to be found out, by kind."""
    y = _title(sheet, box, "Still to find out")
    counts: dict[str, int] = {}
    for sign in briefing.found.todos:
        counts[sign.rule] = counts.get(sign.rule, 0) + 1
    if not counts:
        with sheet.tag("P"):
            sheet.words(Box(box.x, y, box.w, 0), "Nothing: everything the rules ask for is known.", SMALL, 2)
        return
    with sheet.tag("L"):
        for rule, count in list(counts.items())[:MOST_TODOS]:
            if y > sheet.height - 20:
                break
            with sheet.tag("LI"), sheet.tag("LBody"):
                sheet.label(box.x, y + 3.4, str(count), Style("title", 10, "ink3", tabular=True))
                end = sheet.words(Box(box.x + 9, y, box.w - 9, 0), BY_ID[rule].sentence, SMALL, 2)
            y = max(y + 5.4, end + 1.2)


def _severity(sheet: Sheet, briefing: Briefing, box: Box) -> float:
    weights = weights_of(briefing.journey)
    hidden = listed(
        f"{figure_says(value)} if noticed by {NOTICED.get(who, who)}" for who, value in HIDDEN.items()
    )
    levels = ", ".join(f"{name} from {least:.0f}" for name, least in LEVELS if least)
    rows = (
        (
            "Severity",
            f"100 × ({weights.pain:g} × pain + {weights.reach:g} × reach + {weights.hidden:g} × hidden), "
            f"times {weights.moment:g} where a moment that matters is concerned; at most 100. {levels}, else Low.",
        ),
        (
            "Pain",
            "(2 − mood) ÷ 4 at the worst touchpoint concerned, or the severity of a pain point ÷ 4 where larger.",
        ),
        (
            "Reach",
            "The share of customers who get there along the handovers of the map, or what the room states.",
        ),
        ("Hidden", f"{hidden}; 0.5 where nobody knows."),
        (
            "Given by the room",
            "Where the room gave a severity of its own, that one ranks; the computed one stays beside it.",
        ),
    )
    return _entries(sheet, box, "How severity is reckoned", rows)


def _figures(sheet: Sheet, briefing: Briefing, box: Box) -> None:
    """The numbers along the journey with their formulas."""
    found = [one for one in briefing.numbers.figures.values() if one.value is not None]
    wanted = [
        one
        for one in found
        if one.key in ("contacts", "first_contact_resolution", "failure_demand", "bond", "peak_end")
    ]
    rows = [
        (
            f"{one.name}: {_value(one.value, one.unit)}",
            f"{_sentence(one.formula)}{_measured(briefing, one.name)}",
        )
        for one in (wanted or found)[:5]
    ]
    if rows:
        _entries(sheet, box, "Numbers along the journey", rows)


def _measured(briefing: Briefing, name: str) -> str:
    """What tells a figure reckoned from the map from a KPI of the same name; nothing where there is none."""
    for kpi in briefing.journey.ordered(Kpi):
        if kpi.title.strip().casefold() == name.casefold() and kpi.now is not None:
            said = with_unit(kpi.now, kpi.unit)
            return f" Reckoned from the handovers of this map. The KPI of this name, {said}, is what was measured."
    return ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "not known"
    if unit in ("share", "%"):
        return f"{figure_says(value * 100)}%"
    return f"{figure_says(value)} {unit}".strip()


def _glossary(sheet: Sheet, box: Box) -> float:
    return _entries(sheet, box, "What the words mean", GLOSSARY)


def _reopen(sheet: Sheet, briefing: Briefing, box: Box) -> None:
    about, version = briefing.journey.map, importlib.metadata.version("mind-the-gap")
    carries = (
        "This PDF carries the map itself, without comments: drop it on Mind the Gap, or open it there, and go on."
        if briefing.carries_map
        else "The map was left out of this PDF. Ask its owner for the .journey file."
    )
    owner = f" The map is owned by {about.owner}." if about.owner else ""
    review = f" It is to be reviewed on {day_says(about.review_on)}." if about.review_on else ""
    made = f"Mind the Gap {version}, told on {day_says(briefing.day)}."
    rows = (
        ("The map", f"{carries}{owner}{review}"),
        (
            "Made with",
            f"{made} Set in Inter, Source Serif 4, Noto Sans Arabic, Noto Emoji, NanumGothic (SIL Open "
            "Font License 1.1) and Droid Sans Fallback (Apache License 2.0), as far as they are needed.",
        ),
    )
    _entries(sheet, box, "How to open it again", rows)


def _entries(sheet: Sheet, box: Box, title: str, rows: Sequence[tuple[str, str]]) -> float:
    """Words with what they mean; what would run off the page is left out."""
    y = _title(sheet, box, title)
    for name, text in rows:
        block = broken(text, SMALL, box.w)
        if y + 5 + block.height > sheet.height - 14:
            break
        with sheet.tag("H3"):
            sheet.put(placed(box.x, y + 3.2, fitted(name, STRONG, box.w), STRONG))
        with sheet.tag("P"):
            sheet.put(*block.marks(box.x, y + 4.4))
        y += 4.4 + block.height + 2.6
    return y
