"""The card of a gap in its printed place, and the four small squares beside a record that a gap stands at."""

from model.drawing.figures.shapes import LEVELS, hollow_pill, level_of, severity_squares
from model.drawing.gap_band import HEIGHT
from model.drawing.marks import MM_PER_PT, Box, Mark, Rect, Stroke
from model.drawing.text import Block, Style, broken, label, snug
from model.gap_cards import GapCard

MOST_NUMBERS = 4
TITLE_H = 8.8
"""What the title of a gap may take where its card has no room for who owns it, mm."""
FOOT = Style("regular", 6.4, "ink3", 7.6)
SQUARE, APART = 0.72, 0.24
LEVEL_W = 4 * SQUARE + 3 * APART
"""The width of the four squares beside a record, mm."""
GROUND, GROUND_ABOVE = 0.4, 0.15
"""How far the paper under squares that stand on a line reaches beside and above and below them, mm."""


def gap_marks(card: GapCard, w: float) -> tuple[Mark, ...]:
    """A gap's card with its top left corner at the origin: severity, level, title, owner, touchpoints."""
    level = level_of(card.severity) if card.severity is not None else 0
    critical = level == 4
    line = Stroke("neg", 1.0) if critical else Stroke("rule", 0.5)
    marks: list[Mark] = [Rect(Box(0, 0, w, HEIGHT), "negTT" if critical else "paper", line, 1.0)]
    marks.append(label(2, 6.1, card.figure, Style("title", 13, "neg" if critical else "ink")))
    marks += severity_squares(w - 10.4, 2.6, level)
    word = LEVELS[level - 1] if level else "Not scored"
    marks.append(label(w - 2, 7.4, word, Style("regular", 6, "ink3"), "right"))
    title = gap_title(card, w)
    top = 8.0 if len(title.lines) < 3 else 7.6
    marks += title.marks(2, top)
    left = _numbers(marks, list(card.numbers), w)
    foot = _foot(card.foot, left - 3, HEIGHT - 1.2 - top - title.height)
    if foot is not None:
        marks += foot.marks(2, HEIGHT - 0.95 - foot.height)
    return tuple(marks)


def gap_title(card: GapCard, w: float) -> Block:
    """The title of a gap broken for a card this wide; smaller when it would not fit, and only then shortened."""
    title = broken(card.title, Style("semibold", 7.3, "ink", 9), w - 4)
    if len(title.lines) > 2:
        title = snug(card.title, Style("semibold", 7.0, "ink", 7.9), w - 4, TITLE_H, 6.2)
    return title


def _foot(text: str, w: float, h: float) -> Block | None:
    """Who owns a gap, in one line or two where they have room; else nothing: the register has it."""
    if not text or w < 5:
        return None
    block = broken(text, FOOT, w)
    fits_w = max((FOOT.size * MM_PER_PT * line.width for line in block.lines), default=0.0) <= w
    return block if fits_w and len(block.lines) <= 2 and block.height <= h else None


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


def gap_says(card: GapCard) -> str:
    """What a gap says to someone who cannot see it."""
    about = ", ".join(str(number) for number in card.numbers)
    scored = "not scored" if card.severity is None else f"severity {card.figure}"
    return f"Gap: {card.title}, {scored}" + (f", touchpoints {about}" if about else "")


def level_marks(level: int, grounded: bool) -> tuple[Mark, ...]:
    """Four squares from the origin to the right, as many filled as the level says; on paper over a line."""
    marks: list[Mark] = []
    if grounded:
        ground = Box(-GROUND, -GROUND_ABOVE, LEVEL_W + 2 * GROUND, SQUARE + 2 * GROUND_ABOVE)
        marks.append(Rect(ground, "paper", None, 0.3))
    for place in range(4):
        box = Box(place * (SQUARE + APART), 0, SQUARE, SQUARE)
        marks.append(Rect(box, "neg" if place < level else "rule2"))
    return tuple(marks)
