"""The small marks of the map, each with a shape of its own, never told apart by colour alone; sizes in mm."""

from collections.abc import Iterable
from math import cos, pi, sin

from model.drawing.marks import MM_PER_PT, Box, Disc, Mark, Path, Picture, Rect, Stroke, Text
from model.drawing.text import Style, label

LEVELS = ("Low", "Medium", "High", "Critical")


def tone(mood: float | None) -> str:
    """The colour token of a mood: above, below or about neutral (−0.25…+0.25), which unset counts as."""
    if mood is None or abs(mood) <= 0.25:
        return "ink3"
    return "pos" if mood > 0 else "neg"


def level_of(severity: float) -> int:
    """The level of a severity of 0–100: 1 Low, 2 Medium (45), 3 High (60), 4 Critical (80)."""
    return 1 + sum(severity >= least for least in (45, 60, 80))


def polygon(points: Iterable[tuple[float, float]], fill: str | None, stroke: Stroke | None = None) -> Path:
    """A closed outline through the points."""
    first, *rest = points
    return Path((("M", *first), *(("L", *p) for p in rest), ("Z",)), fill, stroke)


def chain(points: Iterable[tuple[float, float]], stroke: Stroke) -> Path:
    """An open line through the points."""
    first, *rest = points
    return Path((("M", *first), *(("L", *p) for p in rest)), stroke=stroke)


def star(x: float, y: float, r: float, fill: str = "mtm") -> Path:
    """The star of a moment that matters."""
    tips = [(r if i % 2 == 0 else r * 0.45, i * pi / 5) for i in range(10)]
    return polygon([(x + reach * sin(turn), y - reach * cos(turn)) for reach, turn in tips], fill)


def triangle(x: float, y: float, r: float, fill: str = "neg") -> tuple[Mark, ...]:
    """The triangle of a pain point."""
    return (
        polygon([(x, y - r), (x + r * 1.05, y + r * 0.85), (x - r * 1.05, y + r * 0.85)], fill),
        chain([(x, y - r * 0.3), (x, y + r * 0.25)], Stroke("white", 0.7, round=True)),
        Disc(x, y + r * 0.57, 0.13 * r + 0.05, "white"),
    )


def holding(x: float, y: float, r: float = 1.3) -> tuple[Mark, ...]:
    """The tick of a handover that holds."""
    tick = [(x - r * 0.42, y), (x - r * 0.1, y + r * 0.35), (x + r * 0.45, y - r * 0.35)]
    return (Disc(x, y, r, "pos"), chain(tick, Stroke("white", 0.8, round=True)))


def weak(x: float, y: float, r: float = 1.35) -> tuple[Mark, ...]:
    """The diamond of a weak handover."""
    tips = [(x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25), (x - r * 1.25, y)]
    return (
        polygon(tips, "warnF", Stroke("warnLine", 0.6)),
        chain([(x - r * 0.48, y), (x + r * 0.48, y)], Stroke("onWarn", 1.1, round=True)),
    )


def failing(x: float, y: float, r: float = 2.5) -> tuple[Mark, ...]:
    """The octagon with a cross of a failing handover."""
    corners = [(x + r * cos(pi / 8 + i * pi / 4), y + r * sin(pi / 8 + i * pi / 4)) for i in range(8)]
    k, line = r * 0.38, Stroke("white", 0.52 * r, round=True)
    return (
        polygon(corners, "neg"),
        chain([(x - k, y - k), (x + k, y + k)], line),
        chain([(x - k, y + k), (x + k, y - k)], line),
    )


def unknown(x: float, y: float, r: float = 1.3) -> tuple[Mark, ...]:
    """The question mark of a handover whose quality nobody has told."""
    style = Style("semibold", 5.4, "ink3")
    return (Disc(x, y, r, "paper", Stroke("ink3", 0.8)), label(x, y + 0.7, "?", style, "centre"))


MARK_OF = {"holds": holding, "weak": weak, "fails": failing, "unknown": unknown}


def in_use(x: float, y: float, r: float = 1.0) -> Disc:
    """The dot of a system in use."""
    return Disc(x, y, r, "ink2")


def missing(x: float, y: float, r: float = 1.4) -> tuple[Mark, ...]:
    """The crossed ring of a system that is needed and not connected."""
    k, line = r * 0.44, Stroke("neg", 0.9)
    return (
        Disc(x, y, r, "paper", line),
        chain([(x - k, y - k), (x + k, y + k)], line),
        chain([(x - k, y + k), (x + k, y - k)], line),
    )


def pill(x: float, y: float, number: int, fill: str) -> tuple[Mark, ...]:
    """A touchpoint's number in a filled pill with its top left corner at (x, y)."""
    text = str(number)
    w = 3.9 + max(0, len(text) - 2) * 1.15
    style = Style("semibold", 6.2, "white", tabular=True)
    return (
        Rect(Box(x, y, w, 2.9), fill, radius=1.45),
        label(x + w / 2, y + 2.17, text, style, "centre"),
    )


def hollow_pill(x: float, y: float, number: int) -> tuple[Mark, ...]:
    """A touchpoint's number in an outlined pill centred on x with its top at y."""
    text = str(number)
    w = 3.8 + max(0, len(text) - 2) * 1.1
    style = Style("semibold", 5.8, "ink2", tabular=True)
    return (
        Rect(Box(x - w / 2, y, w, 2.8), "paper", Stroke("rule2", 0.5), 1.4),
        label(x, y + 2.1, text, style, "centre"),
    )


def persona_ring(x: float, y: float, initial: str, colour: str) -> tuple[Mark, ...]:
    """The ring with an initial on what only one persona meets."""
    return (
        Disc(x, y, 1.3, "paper", Stroke(colour, 0.7)),
        label(x, y + 0.7, initial, Style("semibold", 5.4, colour), "centre"),
    )


def severity_squares(
    x: float, y: float, level: int, side: float = 1.7, gap: float = 0.45
) -> tuple[Mark, ...]:
    """Four squares, as many filled as the level."""
    thin = Stroke("rule2", 0.4)
    return tuple(
        Rect(Box(x + i * (side + gap), y, side, side), "neg")
        if i < level
        else Rect(Box(x + i * (side + gap) + 0.08, y + 0.08, side - 0.16, side - 0.16), None, thin)
        for i in range(4)
    )


def _extent(mark: Mark) -> Box:
    if isinstance(mark, Text):
        size = mark.size * MM_PER_PT
        return Box(mark.x - size * 0.15, mark.y - size * 1.0, mark.width + size * 0.3, size * 1.35)
    if isinstance(mark, Disc):
        box = Box(mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r)
    elif isinstance(mark, Path):
        numbers = [float(v) for step in mark.steps for v in step[1:]]
        xs, ys = numbers[::2], numbers[1::2]
        box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        if mark.clip is not None:
            return mark.clip
    else:
        box = mark.box
    if isinstance(mark, Picture) or mark.stroke is None:
        return box
    return box.grown(mark.stroke.width * MM_PER_PT / 2 + 0.05)


def extent(marks: Iterable[Mark]) -> Box:
    """The least box around what the marks paint; an empty box for none."""
    boxes = [_extent(mark) for mark in marks]
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min([x for x, _, _, _ in boxes]), min([y for _, y, _, _ in boxes])
    right, bottom = max([x + w for x, _, w, _ in boxes]), max([y + h for _, y, _, h in boxes])
    return Box(left, top, right - left, bottom - top)
