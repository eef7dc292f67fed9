"""The line, the mark, the label and the band of a handover."""

from model.drawing.figures.shapes import MARK_OF, chain, star, triangle
from model.drawing.marks import Box, Disc, Mark, Path, Rect, Stroke
from model.drawing.routes import Point, Way
from model.drawing.text import Block, Style, broken
from model.journey import Journey
from model.records import Handover, Touchpoint

STROKES = {
    "holds": Stroke("pos", 0.9),
    "weak": Stroke("warn", 1.2, (3.0, 1.6)),
    "fails": Stroke("neg", 1.8, (0.01, 2.6), round=True),
    "unknown": Stroke("ink3", 0.9, (1.6, 1.6)),
}
HALO = {"holds": 1.75, "weak": 1.95, "fails": 3.1, "unknown": 1.7}
WORDS = {"holds": "holds", "weak": "is weak", "fails": "fails", "unknown": "is not known yet"}
BAND = 7.2


def way_marks(handover: Handover, way: Way, origin: Point) -> tuple[Mark, ...]:
    """The line of a handover, relative to an origin; one that runs back gets an arrow."""
    points = [(x - origin[0], y - origin[1]) for x, y in way.points]
    marks: list[Mark] = [chain(points, STROKES[handover.quality])]
    if way.turns_back:
        marks.append(_arrow(points[-2], points[-1], STROKES[handover.quality].colour))
    return tuple(marks)


def _arrow(before: Point, tip: Point, colour: str) -> Path:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    ux, uy = dx / length, dy / length
    wings = [(tip[0] - 1.3 * ux + s * 0.8 * uy, tip[1] - 1.3 * uy - s * 0.8 * ux) for s in (1, -1)]
    return chain([wings[0], tip, wings[1]], Stroke(colour, 0.9, round=True))


def mark_marks(journey: Journey, handover: Handover, way: Way, origin: Point) -> tuple[Mark, ...]:
    """The mark of a handover's quality, and the star or triangle that the room put on it."""
    x, y = way.mark[0] - origin[0], way.mark[1] - origin[1]
    matters, hurts = journey.moments_on(handover.id), journey.pains_on(handover.id)
    if way.is_link and handover.quality == "holds" and not matters and not hurts:
        return (Disc(x, y, 0.62, "pos", Stroke("paper", 0.4)),)
    halo = Disc(x, y, HALO[handover.quality], "paper")
    ring: tuple[Mark, ...] = ()
    if matters:
        ring = (Disc(x, y, HALO[handover.quality] + 0.35, "paper", Stroke("mtm", 1.1)),)
    marks: tuple[Mark, ...] = (*ring, halo, *MARK_OF[handover.quality](x, y))
    if matters:
        marks = (*marks, Disc(x - 3.4, y - 2.4, 1.7, "paper"), star(x - 3.4, y - 2.4, 1.3))
    if hurts:
        marks = (*marks, Disc(x + 3.4, y - 2.4, 1.7, "paper"), *triangle(x + 3.4, y - 2.4, 1.15))
    return marks


def band_marks(height: float) -> tuple[Mark, ...]:
    """The vertical band of a failing handover, centred on x = 0, from the mood down to the systems."""
    return (Rect(Box(-BAND / 2, 0, BAND, height), "negT"),)


def label_block(handover: Handover, w: float) -> Block:
    """The label of a failing handover, broken to a width."""
    return broken(handover.label, Style("semibold", 7.4, "neg", 9.4), w, 4)


def handover_says(journey: Journey, handover: Handover) -> str:
    """What a handover says to someone who cannot see it."""
    ends = [journey.store.find(Touchpoint, end) for end in (handover.source, handover.target)]
    names = [f"{journey.number_of(t.id)} {t.title}" if t else "a missing touchpoint" for t in ends]
    said = f"Handover from {names[0]} to {names[1]} {WORDS[handover.quality]}"
    return f"{said}: {handover.label}" if handover.label else said
