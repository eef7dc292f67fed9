"""What stands around the map on paper: its title and key figures, the phases' names, labels, legend and footer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from model.drawing.figures import shapes
from model.drawing.figures.cards import initial_of, persona_look
from model.drawing.figures.icons import channel_icon
from model.drawing.figures.mood import AXIS
from model.drawing.layout import Layout
from model.drawing.marks import MM_PER_PT, Box, Disc, Mark, Rect, Stroke
from model.drawing.message import KeyFigure, counted
from model.drawing.text import Block, Style, broken, fitted, label, placed, snug, width
from model.journey import Journey
from model.lenses import LENSES, Lane, Lens
from model.records import Persona, Phase, System

Report = Callable[[str], None]
KICKER = Style("semibold", 7, "ink3", spacing=0.08)
TITLE = Style("title", 24, "ink", 27.5, spacing=-0.008)
LEAD = Style("regular", 9, "ink2", 12.4)
ROW = Style("semibold", 8.2, "ink", 10.2)
SYSTEM = Style("regular", 7.2, "ink2", 7.9)
LEFT = 12.0
LABEL_W = 27.0
PERSONA_ROW = 12.6
MOST_TITLE, MOST_LEAD, MOST_GOAL = 29.2, 22.0, 24.6
"""What the title, the words below it and the goal of a phase take at most, mm."""


def title_marks(
    kicker: str, title: str, lead: str, w: float, report: Report
) -> tuple[tuple[Mark, ...], float]:
    """The head of the page at its top left, and how much more than one line of title and two of lead it takes, mm."""
    marks: list[Mark] = [
        placed(LEFT, 15.2, fitted(_shortest(kicker.upper(), KICKER, w, -1), KICKER, w), KICKER)
    ]
    block = snug(title, TITLE, w, MOST_TITLE, 12, report)
    top = 25.5 - (TITLE.leading / 2 + TITLE.size * 0.36) * MM_PER_PT
    marks += block.marks(LEFT, top)
    more = max(0.0, block.height - TITLE.leading * MM_PER_PT)
    more += 1.4 if more else 0.0
    below = snug(lead, LEAD, min(w, 205.0), MOST_LEAD, 7, report)
    marks += below.marks(LEFT, 28.0 + more)
    return tuple(marks), more + max(0.0, below.height - 2 * LEAD.leading * MM_PER_PT)


def persona_marks(
    personas: list[Persona], x: float, w: float, report: Report
) -> tuple[tuple[Mark, ...], int]:
    """The personas with their letters, names, lines and roles; and how many rows they take."""
    marks: list[Mark] = []
    in_row = 2 if len(personas) <= 2 else 3
    room = w / in_row
    for place, persona in enumerate(personas):
        row, column = divmod(place, in_row)
        marks += _persona(persona, place, x + column * room, 20.6 + row * PERSONA_ROW, room, report)
    return tuple(marks), max(1, -(-len(personas) // in_row))


def _persona(persona: Persona, place: int, x: float, y: float, room: float, report: Report) -> Iterator[Mark]:
    colour, dash = persona_look(place)
    initial = Style("semibold", 11, "white")
    yield Disc(x + 4.6, y, 4.6, colour)
    yield label(x + 4.6, y + 1.6, initial_of(persona.name), initial, "centre")
    name = snug(persona.name, Style("semibold", 9, "ink", 9 * 1.2), room - 28, 4.0, 6.4, report)
    is_long = len(name.lines) > 1 or name.cut
    if is_long:
        name = snug(persona.name, Style("semibold", 8, "ink", 8 * 1.12), room - 28, 6.4, 6.0, report)
    top = y - 5.4 if is_long else y - 2.0 - (name.style.pitch / 2 + name.style.size * 0.36) * MM_PER_PT
    yield from name.marks(x + 11.4, top)
    wide = x + 11.4 + name.width + 3
    start = max(x + 11.4 + 33, wide) if room > 70 else wide
    yield shapes.chain(
        [(start, y - 3.1), (start + 10, y - 3.1)], Stroke(colour, 1.9 if not place else 1.5, dash)
    )
    role, begins = Style("regular", 7.6, "ink2", 9.6), max(y - 0.6, top + name.height)
    most = y - 5.4 + PERSONA_ROW - begins - 0.3
    yield from snug(persona.role, role, room - 14, most, 6.0, report).marks(x + 11.4, begins)


FIGURES_APART = 4.0
"""The least room between two key figures, mm."""


def figure_marks(figures: list[KeyFigure], x: float, y: float, w: float) -> tuple[Mark, ...]:
    """The key figures in a row, their numbers in serif; where room is short, the longest say less, then nothing."""
    style, marks = Style("regular", 8, "ink2"), list[Mark]()
    numbers = [label(0, y, one.number, Style("title", 15, one.colour)) for one in figures]
    said = [one.words for one in figures]

    def wide(place: int) -> float:
        return numbers[place].width + (1.6 + width(said[place], style) if said[place] else 0.0)

    def spare() -> float:
        return w - sum(map(wide, range(len(figures))))

    shorter: list[dict[str, str]] = [{one.words: one.short, one.short: ""} for one in figures]
    while figures and spare() < FIGURES_APART * (len(figures) - 1):
        able = [place for place in range(len(figures)) if said[place]]
        if not able:
            break
        longest = max(able, key=wide)
        said[longest] = shorter[longest].get(said[longest], "")
    between = min(max(FIGURES_APART, spare() / max(1, len(figures))), 20.0)
    for place, figure in enumerate(figures):
        number = label(x, y, figure.number, Style("title", 15, figure.colour))
        marks.append(number)
        if said[place]:
            marks.append(label(x + number.width + 1.6, y, said[place], style))
        x += wide(place) + between
    return tuple(marks)


def head_marks(phase: Phase | None, number: int, w: float, report: Report) -> tuple[tuple[Mark, ...], float]:
    """A phase's head with its rule at the origin, and the height its goal takes, mm."""
    marks: list[Mark] = [shapes.chain([(0, 0), (w, 0)], Stroke("ink", 1.2))]
    title = phase.title if phase else "Unsorted"
    marks.append(label(0.4, 5.2, str(number), Style("title", 12, "ink3")))
    x = 1.8 + width(str(number), Style("title", 12)) + 0.8
    block = _phase_name(title, w - x - 1, report)
    first = block.style.pitch / 2 + block.style.size * 0.36
    marks += block.marks(x, 0.75 if len(block.lines) > 1 else 5.2 - first * MM_PER_PT)
    when, end = phase.when if phase else "", x + block.width + 2.4
    small = Style("regular", 8.4, "ink3")
    if when and len(block.lines) == 1 and not block.rtl and end + width(when, small) <= w:
        marks.append(label(end, 5.2, when, small))
    goal = phase.customer_goal if phase else ""
    if not goal:
        return tuple(marks), 0.0
    said, style = f"“{goal.strip('“”')}”", Style("quote", 9.4, "ink2", 11.6)
    block = snug(said, style, w - 1.0, MOST_GOAL, 7.0, report)
    return (*marks, *block.marks(0.4, 6.9)), block.height


def _phase_name(title: str, w: float, report: Report) -> Block:
    """The name of a phase in one line as large as it can be, else in two small ones."""
    for size in (12.0, 9.6, 8.2):
        block = broken(title, Style("semibold", size, "ink"), w)
        if len(block.lines) == 1:
            return block
    return snug(title, Style("semibold", 7.2, "ink", 8.1), w, 5.8, 6.0, report)


def label_marks(journey: Journey, layout: Layout, report: Report) -> Iterator[Mark]:
    """The names of the rows, left of the body; x from the page, y from the body's top."""
    yield label(LEFT, 4.3, "Mood", ROW)
    axis = Style("regular", 6.8, "ink3", tabular=True)
    for mood, word in AXIS:
        y = layout.mood_y(mood) + 0.85
        yield label(37.9, y, f"{mood:+d}".replace("-", "−") if mood else "0", axis, "right")
        if word:
            yield label(33.6, y, word, axis, "right")
    if "bond" in layout.bands:
        yield label(LEFT, layout.bands["bond"].start + 5.1, "Bond", ROW)
    if "words" in layout.bands:
        yield label(LEFT, layout.bands["words"].start + 4.9, "In their words", ROW)
    for lane in layout.lanes:
        found = journey.store.find(layout.lens.kind, lane.id)
        yield from _lane(layout.lens, found, lane.start, lane.length, report)
    below = LENSES[layout.lens.below]
    if below.band in layout.bands:
        yield label(LEFT, layout.bands[below.band].start + 3.5, below.band_title, ROW)
    for row, system in enumerate(layout.systems):
        record = journey.store.find(System, system)
        y = layout.bands["systems"].start + (row + 0.5) * layout.measures.system_h + 0.9
        if record:
            block = snug(record.title, SYSTEM, LABEL_W, layout.measures.system_h, 6.0, report)
            yield from block.marks(LEFT, y - 0.9 - block.height / 2)
    if "gaps" in layout.bands:
        y = layout.bands["gaps"].start
        yield label(LEFT, y + 4.6, "Gaps", ROW)
        said = "By journey order. Severity 0–100."
        if layout.gap_band.left_out:
            said += f" {counted(layout.gap_band.left_out, 'more gap')} found no room."
        yield from broken(said, Style("regular", 6.8, "ink3", 8.8), 25.0).marks(LEFT, y + 5.9)


def _lane(lens: Lens, lane: Lane | None, y: float, h: float, report: Report) -> Iterator[Mark]:
    yield shapes.chain([(LEFT, y), (LEFT + LABEL_W + 1.2, y)], Stroke("rule", 0.4))
    title = lane.title if lane else lens.loose_title
    yield from channel_icon(*lens.icon(lane), LEFT, y + h / 2 - 2.6, 5.2)
    block = snug(title, ROW, LABEL_W - 7.6, h - 1.6, 6.0, report)
    yield from block.marks(LEFT + 7.2, y + (h - block.height) / 2)


def needs_two_lines(systems: Iterable[System]) -> bool:
    """Whether the name of any system is too long for one small line beside its row."""
    return any(width(one.title, replace(SYSTEM, size=6.0)) > LABEL_W for one in systems)


def visibility_label(y: float, w: float) -> tuple[Mark, ...]:
    """The words of the line of visibility, and the line up to the columns."""
    style = Style("semibold", 5.8, "ink", spacing=0.08)
    words = label(LEFT, y + 0.75, "LINE OF VISIBILITY", style)
    return (words, shapes.chain([(LEFT + words.width + 1.4, y), (w, y)], Stroke("ink", 0.9, (3, 2))))


LegendEntry = tuple[str, Callable[[float, float], tuple[Mark, ...]]]
LEGEND: dict[str, LegendEntry] = {
    "holds": ("Handover holds", lambda x, y: shapes.holding(x, y, 1.4)),
    "link": (
        "Handover in one {lane} holds",
        lambda x, y: (
            shapes.chain([(x - 1.6, y), (x + 1.6, y)], Stroke("pos", 0.9)),
            Disc(x, y, 0.62, "pos", Stroke("paper", 0.4)),
        ),
    ),
    "weak": ("Handover weak", lambda x, y: shapes.weak(x, y, 1.35)),
    "fails": ("Handover fails", lambda x, y: shapes.failing(x, y, 1.7)),
    "unknown": ("Quality not known", lambda x, y: shapes.unknown(x, y, 1.3)),
    "moment": ("Moment that matters", lambda x, y: (shapes.star(x, y, 1.7),)),
    "pain": ("Pain point", lambda x, y: shapes.triangle(x, y, 1.4)),
    "in_use": ("System in use", lambda x, y: (shapes.in_use(x, y),)),
    "missing": ("System needed, not connected", lambda x, y: shapes.missing(x, y)),
    "above": (
        "Mood above neutral",
        lambda x, y: (Rect(Box(x - 1.7, y - 1.45, 3.4, 2.9), "pos", radius=1.45),),
    ),
    "below": (
        "Mood below neutral",
        lambda x, y: (Rect(Box(x - 1.7, y - 1.45, 3.4, 2.9), "neg", radius=1.45),),
    ),
    "persona": ("Only this persona", lambda x, y: shapes.persona_ring(x, y, "A", "ink")),
}


def legend_marks(kinds: list[str], w: float, lane: str) -> tuple[tuple[Mark, ...], int]:
    """The legend of what the map shows, its first row at y = 0, and the number of its rows; lane is what one is."""
    style, marks = Style("regular", 7, "ink2"), list[Mark]()
    x, row = LEFT, 0
    for kind in kinds:
        words, draw = LEGEND[kind][0].format(lane=lane), LEGEND[kind][1]
        room = 4.4 + width(words, style)
        if x > LEFT and x + room > w - LEFT:
            x, row = LEFT, row + 1
        marks += draw(x + 1.6, row * 4.4)
        marks.append(label(x + 4.4, row * 4.4 + 0.9, words, style))
        x += room + 5.2
    return tuple(marks), row + 1


def _shortest(text: str, style: Style, w: float, drops: int = 0) -> str:
    """Parts between · in one line, the first (−1: the last) ones left out as far as all of them have no room."""
    parts = text.split(" · ")
    while len(parts) > 1 and width(" · ".join(parts), style) > w:
        parts.pop(drops)
    return " · ".join(parts)


def footer_marks(left: str, middle: str, right: str, w: float) -> tuple[Mark, ...]:
    """The footer with its rule at the origin."""
    style, strong = Style("regular", 6.8, "ink3"), Style("semibold", 6.8, "ink3")
    third = (w - 2 * LEFT) / 3 - 4
    return (
        shapes.chain([(LEFT, 0), (w - LEFT, 0)], Stroke("rule", 0.5)),
        placed(LEFT, 3.9, fitted(_shortest(left, style, third), style, third), style),
        label(w / 2, 3.9, middle, style, "centre"),
        label(w - LEFT, 3.9, right, strong, "right"),
    )
