"""The mood: a column's grid, the curves of the personas with the area to neutral, and their points."""

from collections.abc import Sequence

from model.drawing.figures.cards import persona_look
from model.drawing.figures.shapes import chain, tone
from model.drawing.layout import BETWEEN_PHASES, MARGIN, Layout
from model.drawing.marks import Box, Disc, Mark, Path, Rect, Stroke
from model.drawing.mood_curve import Step, curve
from model.drawing.text import Style, label, legible, width

AXIS = ((2, "Delighted"), (1, ""), (0, "Neutral"), (-1, ""), (-2, "Angry"))
ROOM = BETWEEN_PHASES - 2 * MARGIN
NUMBER = Style("semibold", 6.2, "white", tabular=True)


def column_marks(layout: Layout, width: float, is_last: bool) -> tuple[Mark, ...]:
    """A phase's column: its ground, the dotted lines of the mood, the lines of lanes and systems."""
    through = width if is_last else width + ROOM
    marks: list[Mark] = [Rect(Box(0, 0, width, layout.column_end), "wash")]
    for mood, _ in AXIS:
        y = layout.mood_y(mood)
        stroke = Stroke("rule2", 0.7) if mood == 0 else Stroke("rule", 0.45, (0.01, 1.9), round=True)
        marks.append(chain([(0, y), (through, y)], stroke))
    edges = [lane.start for lane in layout.lanes]
    edges += [layout.lanes[-1].end] if layout.lanes else []
    marks += [chain([(0, y), (through, y)], Stroke("rule", 0.4)) for y in edges]
    if "systems" in layout.bands:
        top, step = layout.bands["systems"].start, layout.measures.system_h
        marks += [
            chain([(0, top + (i + 0.5) * step), (through, top + (i + 0.5) * step)], Stroke("rule", 0.4))
            for i in range(len(layout.systems))
        ]
    return tuple(marks)


def area_marks(steps: tuple[Step, ...], zero: float, top: float, bottom: float) -> tuple[Mark, ...]:
    """The areas between a curve and neutral: one colour above, one below."""
    left, right = float(steps[0][1]), float(steps[-1][-2])
    closed = (*steps, ("L", right, zero), ("L", left, zero), ("Z",))
    width = right - left
    return (
        Path(closed, "posT", clip=Box(left, top, width, zero - top)),
        Path(closed, "negArea", clip=Box(left, zero, width, bottom - zero)),
        chain([(left, zero), (right, zero)], Stroke("rule2", 0.7)),
    )


def curve_steps(points: Sequence[tuple[float, float]], first: int, last: int) -> tuple[Step, ...]:
    """The part of the curve through all these points that runs from one of them to another."""
    return curve([p[0] for p in points], [p[1] for p in points], first, last)


def curve_stroke(place: int, is_main: bool) -> Stroke:
    """The line of a persona's curve by the persona's place in the order; the main one is whole and wider."""
    colour, dash = persona_look(place)
    return Stroke(colour, 1.9, (), True) if is_main else Stroke(colour, 1.2, dash)


def grown() -> float:
    """How many times larger than drawn a point is, so that its number has room where words may not be small."""
    return legible(NUMBER).size / NUMBER.size


def point_marks(mood: float, number: int, place: int, is_main: bool, matters: bool) -> tuple[Mark, ...]:
    """The point of a touchpoint on a curve, about the origin: filled on the main curve, a ring on others."""
    k = grown()
    if not is_main:
        style = Style("semibold", 6.0, persona_look(place)[0], tabular=True)
        r = _around(number, style, 1.75 * k)
        ring = (Disc(0, 0, r + 0.8 * k, "paper", Stroke("mtm", 1.1)),) if matters else ()
        return (
            *ring,
            Disc(0, 0, r, "paper", Stroke(style.colour, 1.0)),
            label(0, 0.78 * k, str(number), style, "centre"),
        )
    r = _around(number, NUMBER, 1.95 * k)
    ring = (Disc(0, 0, r + 0.8 * k, "paper", Stroke("mtm", 1.1)),) if matters else ()
    return (
        *ring,
        Disc(0, 0, r, tone(mood), Stroke("paper", 0.8)),
        label(0, 0.8 * k, str(number), NUMBER, "centre"),
    )


def _around(number: int, style: Style, least: float) -> float:
    """How far a disc reaches about a number, mm: no less than those of short ones."""
    return max(least, width(str(number), style) / 2 + 0.12) if number > 99 else least


def waiting_marks(number: int) -> tuple[Mark, ...]:
    """The place on the curve of a touchpoint whose mood nobody has told yet, about the origin."""
    style = Style("semibold", 6.0, "ink3", tabular=True)
    return (
        Disc(0, 0, _around(number, style, 1.75), "paper", Stroke("rule2", 0.8, (1.2, 1.2))),
        label(0, 0.78, str(number), style, "centre"),
    )
