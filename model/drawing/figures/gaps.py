"""The card of a gap that the room has named."""

from model.drawing.figures.shapes import LEVELS, hollow_pill, level_of, severity_squares
from model.drawing.layout import GAP_H as HEIGHT
from model.drawing.marks import Box, Mark, Rect, Stroke
from model.drawing.text import Style, broken, fitted, label, placed
from model.findings import NamedGap
from model.journey import Journey
from model.records import Handover, Touchpoint

MOST_NUMBERS = 4


def touchpoints_of(journey: Journey, gap: NamedGap) -> list[int]:
    """The numbers of the touchpoints a gap is about; a handover counts as both of its ends."""
    ids: set[str] = set()
    for record in gap.about:
        handover = journey.store.find(Handover, record)
        ids |= {handover.source, handover.target} if handover else {record}
    return sorted(journey.number_of(i) for i in ids if i in journey.store.of(Touchpoint))


def gaps_in_order(journey: Journey) -> list[NamedGap]:
    """The named gaps in journey order of the first touchpoint each is about."""
    return sorted(journey.named_gaps, key=lambda g: (touchpoints_of(journey, g)[:1] or [10**9], g.rank, g.id))


def gap_marks(journey: Journey, gap: NamedGap, w: float) -> tuple[Mark, ...]:
    """A gap's card with its top left corner at the origin: severity, level, title, owner, touchpoints."""
    severity = gap.severity_override
    level = level_of(severity) if severity is not None else 0
    critical = level == 4
    line = Stroke("neg", 1.0) if critical else Stroke("rule", 0.5)
    marks: list[Mark] = [Rect(Box(0, 0, w, HEIGHT), "negTT" if critical else "paper", line, 1.0)]
    figure = "–" if severity is None else f"{severity:.0f}"
    marks.append(label(2, 6.1, figure, Style("title", 13, "neg" if critical else "ink")))
    marks += severity_squares(w - 10.4, 2.6, level)
    word = LEVELS[level - 1] if level else "Not scored"
    marks.append(label(w - 2, 7.4, word, Style("regular", 6, "ink3"), "right"))
    marks += broken(gap.title, Style("semibold", 7.3, "ink", 9), w - 4, 3).marks(2, 8.0)
    left = _numbers(marks, touchpoints_of(journey, gap), w)
    if gap.owner and left > 8:
        style = Style("regular", 6.4, "ink3")
        marks.append(placed(2, HEIGHT - 1.8, fitted(gap.owner, style, left - 3), style))
    return tuple(marks)


def _numbers(marks: list[Mark], numbers: list[int], w: float) -> float:
    """Put the touchpoints' numbers at the bottom right; returns where they start."""
    x = w - 4
    if len(numbers) > MOST_NUMBERS:
        more = f"+{len(numbers) - MOST_NUMBERS + 1}"
        marks.append(label(w - 2, HEIGHT - 2.0, more, Style("semibold", 5.8, "ink3"), "right"))
        numbers, x = numbers[: MOST_NUMBERS - 1], w - 8.4
    for number in reversed(numbers):
        x -= max(0, len(str(number)) - 2) * 0.55
        marks += hollow_pill(x, HEIGHT - 4.1, number)
        x -= 4.1 + max(0, len(str(number)) - 2) * 0.55
    return x + 2.0


def gap_says(journey: Journey, gap: NamedGap) -> str:
    """What a gap says to someone who cannot see it."""
    about = ", ".join(str(n) for n in touchpoints_of(journey, gap))
    scored = "not scored" if gap.severity_override is None else f"severity {gap.severity_override:.0f}"
    return f"Gap: {gap.title}, {scored}" + (f", touchpoints {about}" if about else "")
