"""What stands below the lanes of a phase: line of visibility, systems, and the lanes of the other lens as a band."""

from collections.abc import Sequence

from model.drawing.figures.icons import channel_icon
from model.drawing.figures.shapes import chain, in_use, missing
from model.drawing.layout import Layout
from model.drawing.marks import Box, Mark, Rect, Stroke
from model.drawing.text import Style, label, width
from model.journey import Journey
from model.lenses import Lens
from model.records import Touchpoint

NAME = Style("medium", 6.6, "ink2")
ICON = 3.4
"""The side of an icon in the band, mm."""


def visibility_marks(through: float) -> tuple[Mark, ...]:
    """A phase's part of the line of visibility."""
    return (chain([(0, 0), (through, 0)], Stroke("ink", 0.9, (3, 2))),)


def short_name(title: str, room: float) -> str:
    """As much of a name as a place has room for: whole, its first word, its initials, or nothing."""
    words = title.split()
    candidates = [title, words[0] if words else "", "".join(w[0] for w in words if w[0].isalnum()).upper()]
    return next((c for c in candidates if c and width(c, NAME) <= room), "")


def lane_marks(journey: Journey, layout: Layout, phase: str, lens: Lens) -> tuple[Mark, ...]:
    """The lanes of a lens as a band: one bar for each stretch of a phase's touchpoints that stand in one of them."""
    column, marks = layout.column(phase), list[Mark]()
    touchpoints, known = journey.store.of(Touchpoint), journey.store.of(lens.kind)
    runs: list[tuple[str, float, float]] = []
    for touchpoint, x in zip(column.ids, column.xs, strict=True):
        lane = lens.lane_of(touchpoints[touchpoint]) or ""
        if runs and runs[-1][0] == lane:
            runs[-1] = lane, runs[-1][1], x + layout.card_w
        else:
            runs.append((lane, x, x + layout.card_w))
    for place, (lane, left, right) in enumerate(runs):
        if lane not in known:
            continue
        if place + 1 < len(runs):
            right = min(right, runs[place + 1][1] - 0.7)
        icon = lens.icon(known[lane]) if lens.band_has_icons else None
        marks += _bar(known[lane].title, icon, left, right - left)
    return tuple(marks)


def _bar(title: str, icon: tuple[str, str] | None, x: float, w: float) -> list[Mark]:
    marks: list[Mark] = [Rect(Box(x, 0, w, 5.0), "wash2", Stroke("rule2", 0.4), 0.8)]
    taken = 0.0
    if icon is not None and w >= ICON + 1.2:
        marks += channel_icon(*icon, x + min(1.0, (w - ICON) / 2), (5.0 - ICON) / 2, ICON, "ink2")
        taken = ICON + 0.8
    name = short_name(title, w - 1.8 - taken)
    if name and not (taken and len(name) < 3):
        marks.append(label(x + 1.0 + taken, 3.35, name, NAME))
    return marks


def system_marks(journey: Journey, layout: Layout, phase: str) -> tuple[Mark, ...]:
    """The systems of a phase: a dot where one is used, joined where the next touchpoint uses it too, a crossed

    ring where it is needed and not connected.
    """
    column, marks = layout.column(phase), []
    records = [journey.store.of(Touchpoint)[one] for one in column.ids]
    centres = [x + layout.card_w / 2 for x in column.xs]
    for row, system in enumerate(layout.systems):
        y = (row + 0.5) * layout.measures.system_h
        marks += _row(records, centres, system, y)
    return tuple(marks)


def _row(records: Sequence[Touchpoint], centres: Sequence[float], system: str, y: float) -> list[Mark]:
    marks: list[Mark] = []
    used = [system in record.systems for record in records]
    for place in range(1, len(records)):
        if used[place] and used[place - 1]:
            marks.append(chain([(centres[place - 1], y), (centres[place], y)], Stroke("ink2", 1.1)))
    for record, x, uses in zip(records, centres, used, strict=True):
        if uses:
            marks.append(in_use(x, y))
        if system in record.missing_systems:
            marks += missing(x, y)
    return marks


def backstage_says(journey: Journey, layout: Layout, phase: str) -> str:
    """What the systems of a phase say: which are used where, and what is needed and not connected."""
    names, touchpoints = {s.id: s.title for s in journey.systems}, journey.store.of(Touchpoint)
    ids = layout.column(phase).ids
    used, lacking = [], []
    for system in layout.systems:
        at = [journey.number_of(one) for one in ids if system in touchpoints[one].systems]
        missed = [journey.number_of(one) for one in ids if system in touchpoints[one].missing_systems]
        used += [f"{names[system]} at {_touchpoints(at)}"] if at else []
        lacking += [f"{names[system]} at {_touchpoints(missed)}"] if missed else []
    parts = [f"Systems in use: {'; '.join(used)}." if used else "No system is in use."]
    parts += [f"Needed and not connected: {'; '.join(lacking)}."] if lacking else []
    return " ".join(parts)


def _touchpoints(numbers: Sequence[int]) -> str:
    return f"touchpoint{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"
