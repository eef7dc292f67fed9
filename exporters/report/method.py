"""The last pages: how we know, how severity and numbers are reckoned, what words mean, and how to open the map."""

import importlib.metadata
from collections.abc import Sequence
from contextlib import ExitStack

from exporters.report import furniture
from exporters.report.briefing import Briefing, day_says, figure_says, with_unit
from exporters.report.furniture import CAPTION, COLUMN, MARGIN
from exporters.report.sheet import Page, Sheet
from model.coverage import whole_of
from model.drawing.marks import Box
from model.drawing.message import counted
from model.drawing.text import Style, broken, fitted, placed, width
from model.findings import Evidence, Kpi
from model.gaps.rules import BY_ID
from model.gaps.severity import HIDDEN, LEVELS, weights_of
from model.gaps.words import listed

ANCHOR = "method"
TOP = 44.0
STRONG = Style("semibold", 8.8, "ink", 12)
SMALL = Style("regular", 8.2, "ink2", 11.2)
COUNT = Style("title", 10, "ink3", tabular=True)
MOST_SOURCES, COUNTS_W = 11, 9.0
LAST_SOURCE = 40.0
"""The last source begins so far above the end of the page, mm."""
HEADING, FOOT = 11.0, 14.0
"""What the heading of a section takes, and what stays free below the words, mm."""
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


class _Book:
    """The sheets of the method, the first of which has its title; each is begun when something is put there."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.sheets: list[Sheet] = []

    def sheet(self, place: int) -> Sheet:
        """The sheet at a place, after those that are there."""
        while len(self.sheets) <= place:
            briefing = self.briefing
            made = Sheet(ANCHOR, "Method", briefing.size, briefing.scale, "Method")
            if not self.sheets:
                made.anchor(ANCHOR)
                made.entry("Method", ANCHOR)
            kicker = "Method, continued" if self.sheets else "Method"
            furniture.head(made, kicker, method_title(briefing), "" if self.sheets else _sub(briefing))
            self.sheets.append(made)
        return self.sheets[place]

    def pages(self) -> list[Page]:
        """All of them with their footers."""
        for sheet in self.sheets:
            furniture.footer(sheet, self.briefing, "Method")
        return [sheet.page for sheet in self.sheets]


class _Column:
    """One of the three columns: what would run off the page goes on in the same column of a further one."""

    def __init__(self, book: _Book, place: int) -> None:
        self.book, self._place, self._page, self.y = book, place, 0, TOP
        self.sheet, self.title = book.sheet(0), ""

    @property
    def box(self) -> Box:
        """Where the next words stand."""
        k = (self.sheet.width - 2 * MARGIN) / 396
        return Box(MARGIN + 136 * self._place * k, self.y, 124 * k, 0)

    def begin(self, title: str, least: float = 10.0) -> None:
        """Begin a section, of which so much at least stands below its heading, mm."""
        self.title = ""
        self.y += 0.0 if self.y == TOP else 6.0
        self.need(HEADING + least)
        self._head(title)
        self.title = title

    def need(self, height: float) -> None:
        """Go on upon a further page where there is no room for so much, mm."""
        if self.y + height > self.sheet.height - FOOT and self.y > TOP + HEADING:
            self._page += 1
            self.sheet, self.y = self.book.sheet(self._page), TOP
            if self.title:
                self._head(f"{self.title}, continued")

    def _head(self, title: str) -> None:
        box = self.box
        furniture.section(self.sheet, box.x, box.y + 5.4, title)
        self.sheet.rule(box.x, box.y + 8.4, box.right, "ink", 0.8)
        self.y += HEADING


def method_pages(briefing: Briefing) -> list[Page]:
    """How to read all the other pages: one page, and more where its columns run on."""
    book = _Book(briefing)
    first = _Column(book, 0)
    _sources(first, briefing)
    _todos(first, briefing)
    second = _Column(book, 1)
    _severity(second, briefing)
    _figures(second, briefing)
    third = _Column(book, 2)
    _entries(third, "What the words mean", GLOSSARY)
    _reopen(third, briefing)
    return book.pages()


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


def _sources(column: _Column, briefing: Briefing) -> None:
    column.begin("How we know")
    sheet, box, y = column.sheet, column.box, column.y
    if not briefing.sources:
        with sheet.tag("P"):
            column.y = sheet.words(box, "No evidence is kept in this map yet.", SMALL, 2)
        return
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
    column.y = y


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


def _todos(column: _Column, briefing: Briefing) -> None:
    """What is still to be found out, by kind."""
    column.begin("Still to find out")
    counts: dict[str, int] = {}
    for sign in briefing.found.todos:
        counts[sign.rule] = counts.get(sign.rule, 0) + 1
    if not counts:
        with column.sheet.tag("P"):
            column.sheet.words(column.box, "Nothing: everything the rules ask for is known.", SMALL, 2)
        return
    sheet, left = None, max(COUNTS_W, 2 + max(width(f"{one:,}", COUNT) for one in counts.values()))
    with ExitStack() as lists:
        for rule, count in counts.items():
            block = broken(BY_ID[rule].sentence, SMALL, column.box.w - left)
            column.need(block.height)
            if column.sheet is not sheet:
                lists.close()
                sheet = column.sheet
                lists.enter_context(sheet.tag("L"))
            box = column.box
            with sheet.tag("LI"), sheet.tag("LBody"):
                sheet.label(box.x, box.y + 3.4, f"{count:,}", COUNT)
                sheet.put(*block.marks(box.x + left, box.y))
            column.y += max(5.4, block.height + 1.2)


def _severity(column: _Column, briefing: Briefing) -> None:
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
    _entries(column, "How severity is reckoned", rows)


def _figures(column: _Column, briefing: Briefing) -> None:
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
        _entries(column, "Numbers along the journey", rows)


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


def _reopen(column: _Column, briefing: Briefing) -> None:
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
    _entries(column, "How to open it again", rows)


def _entries(column: _Column, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Words with what they mean, below each other and on as many pages as they take."""
    column.begin(title)
    for name, text in rows:
        block = broken(text, SMALL, column.box.w)
        column.need(4.4 + block.height)
        sheet, box = column.sheet, column.box
        with sheet.tag("H3"):
            sheet.put(placed(box.x, box.y + 3.2, fitted(name, STRONG, box.w), STRONG))
        with sheet.tag("P"):
            sheet.put(*block.marks(box.x, box.y + 4.4))
        column.y += 4.4 + block.height + 2.6
