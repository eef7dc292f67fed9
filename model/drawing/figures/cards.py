"""The card of a touchpoint: its number in the colour of its mood, its title, and what is marked on it."""

from model.drawing.figures.shapes import persona_ring, pill, star, tone, triangle
from model.drawing.marks import MM_PER_PT, Box, Mark, Rect, Stroke
from model.drawing.text import Block, FaceName, Style, broken, tightest
from model.journey import Journey
from model.records import Touchpoint

TITLE_TOP = 4.85
PERSONA_LOOKS: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("ink", ()),
    ("d", (2.6, 1.8)),
    ("ink2", (0.6, 1.8)),
    ("ink2", (4.0, 1.6, 0.6, 1.6)),
    ("ink3", (1.4, 1.4)),
)


def persona_look(place: int) -> tuple[str, tuple[float, ...]]:
    """The colour token and the dashes of a persona by its place in the order."""
    return PERSONA_LOOKS[min(place, len(PERSONA_LOOKS) - 1)]


def initial_of(name: str) -> str:
    """The letter that stands for a persona."""
    return (name.strip()[:1] or "?").upper()


def title_block(title: str, w: float, h: float, matters: bool) -> Block:
    """The title broken for a card of this size; smaller when it would not fit, and only then shortened."""
    face: FaceName = "medium" if matters else "regular"
    size, leading, least = 6.7, 7.75, 6.0
    while True:
        most = max(1, int((h - TITLE_TOP - 0.05) / (leading * MM_PER_PT)))
        block = broken(title, Style(face, size, "ink", leading), w - 2.2, most)
        if size == 6.0:
            least = tightest(block.style, 6.0).size
        if not block.cut or size <= least:
            return block
        size = 6.0 if size > 6.0 else max(least, size * 0.94)
        leading = size * 1.15


def card_marks(journey: Journey, touchpoint: Touchpoint, w: float, h: float) -> tuple[tuple[Mark, ...], bool]:
    """The marks of a card with its top left corner at the origin, and whether its title had to be shortened."""
    matters = bool(journey.moments_on(touchpoint.id))
    line = Stroke("mtm", 1.1) if matters else Stroke("rule", 0.5)
    if touchpoint.state == "planned":
        line = Stroke("ink3", 0.7, (2.0, 1.6))
    marks: list[Mark] = [
        Rect(Box(0, 0, w, h), "wash" if touchpoint.state == "retired" else "paper", line, 1.0)
    ]
    marks += pill(1.3, 1.45, journey.number_of(touchpoint.id), tone(journey.felt(touchpoint)))
    taken = 1.3 + 3.9 + max(0, len(str(journey.number_of(touchpoint.id))) - 2) * 1.15
    marks += _badges(journey, touchpoint, w, matters, taken)
    block = title_block(touchpoint.title, w, h, matters)
    marks += block.marks(1.3, TITLE_TOP)
    return tuple(marks), block.cut


def _badges(journey: Journey, touchpoint: Touchpoint, w: float, matters: bool, taken: float) -> list[Mark]:
    """The star, the triangle and the personas at the right of the number, as many as find room."""
    marks: list[Mark] = []
    x = w - 2.2
    if matters:
        marks.append(star(x, 2.95, 1.5))
        x -= 3.4
    if journey.pains_on(touchpoint.id):
        marks += triangle(x, 2.95, 1.25)
        x -= 3.2
    if not journey.is_for_everyone(touchpoint):
        everyone = journey.personas
        for persona in journey.personas_at(touchpoint)[:2]:
            if x - 1.5 < taken:
                break
            colour = persona_look(everyone.index(persona))[0]
            marks += persona_ring(x, 2.9, initial_of(persona.name), colour)
            x -= 3.0
    return marks


def card_says(journey: Journey, touchpoint: Touchpoint) -> str:
    """What a card says to someone who cannot see it."""
    felt = journey.felt(touchpoint)
    parts = [f"Touchpoint {journey.number_of(touchpoint.id)}", touchpoint.title]
    if felt is not None:
        parts.append(f"mood {felt:+.1f}".replace("-", "−"))
    if journey.moments_on(touchpoint.id):
        parts.append("moment that matters")
    if journey.pains_on(touchpoint.id):
        parts.append("pain point")
    return ", ".join(parts)
