"""What stands about the curve: a customer's words below it, the pill of a moment that matters above it."""

from model.drawing.figures.shapes import chain, star
from model.drawing.marks import Box, Mark, Rect, Stroke
from model.drawing.placing import PILL, Flag, Label
from model.drawing.text import Block, Style, label


def words_marks(block: Block, number: int, colour: str) -> tuple[Mark, ...]:
    """A customer's words with the touchpoint's number before them, from the origin."""
    style = Style("semibold", 6.2, colour, tabular=True)
    return (label(3.0, 4.2, str(number), style, "right"), *block.marks(3.8, 1.0))


def flag_marks(flag: Flag, top: float) -> tuple[Mark, ...]:
    """A moment's pill with its top left corner at the origin, and its dotted line down to a height."""
    at = flag.at - flag.x
    return (
        chain([(at, 4.2), (at, top)], Stroke("mtm", 0.5, (0.8, 1.4), round=True)),
        Rect(Box(0, 0, flag.w, 4.6), "mtm", radius=2.3),
        star(2.8, 2.3, 1.25, "white"),
        label(4.7, 3.22, flag.text, PILL),
    )


def label_marks(found: Label) -> tuple[Mark, ...]:
    """The label of a failing handover from the top left of its box; on a ground of its own where ways run."""
    words = found.block.marks(0, 0, found.box.w, "right" if found.to_the_left else "left")
    if not found.on_lines:
        return words
    return (Rect(Box(-0.6, -0.4, found.box.w + 1.2, found.box.h + 0.8), "wash", radius=0.8), *words)
