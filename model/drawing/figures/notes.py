"""The sticky note with its text, votes and author; and the speech mark where something is being discussed."""

from itertools import product

from model.drawing.figures.shapes import chain, polygon
from model.drawing.marks import MM_PER_PT, Box, Disc, Mark, Path, Rect, Stroke
from model.drawing.text import Block, Style, broken, fitted, label, placed, width
from model.findings import Note

TINTS = {"sand": "noteSand", "stone": "noteStone", "sage": "noteSage", "mist": "noteMist"}
"""The colours of a note by their names in the file, with their tokens; the first is what a note has by itself."""
WIDE, HIGH, BETWEEN = 24.0, 18.0, 1.2
"""A note is so wide and so high, mm; longer text makes it two or three times as high with what lies between."""
MOST = 3
LEFT, TOP, FOOT, FOLD = 1.7, 1.3, 3.3, 2.8
TEXT = Style("regular", 7.2, "ink", 9.4)
SMALLER = Style("regular", 6.2, "ink", 7.6)
SMALL = Style("regular", 5.6, "ink2")
COUNT = Style("semibold", 6.0, "ink2", tabular=True)
DOTS = 5
"""So many votes are dots, more are a figure."""
TALK_W, TALK_H = 4.4, 3.6


def tint_of(note: Note) -> str:
    """The token of a note's colour."""
    return TINTS.get(note.colour, next(iter(TINTS.values())))


def height_of(rows: int) -> float:
    """How high a note of so many heights is, mm."""
    return rows * HIGH + (rows - 1) * BETWEEN


def note_block(text: str) -> tuple[Block, float]:
    """A note's text broken for it, and how high the note is with it, mm; smaller before it grows, then cut."""
    for rows, style in product(range(1, MOST + 1), (TEXT, SMALLER)):
        high = height_of(rows)
        most = int((high - TOP - FOOT) / (style.leading * MM_PER_PT))
        block = broken(text, style, WIDE - 2 * LEFT, most, balanced=False)
        if not block.cut:
            break
    return block, high


def note_marks(note: Note) -> tuple[Mark, ...]:
    """A note with its top left corner at the origin, its lower right corner folded."""
    block, high = note_block(note.text)
    line = Stroke("rule2", 0.4, round=True)
    outline = [(0, 0), (WIDE, 0), (WIDE, high - FOLD), (WIDE - FOLD, high), (0, high)]
    fold = [(WIDE, high - FOLD), (WIDE - FOLD, high - FOLD), (WIDE - FOLD, high)]
    marks: list[Mark] = [polygon(outline, tint_of(note), line), chain(fold, line)]
    marks += block.marks(LEFT, TOP, WIDE - 2 * LEFT)
    used, votes = _votes(note.votes, high - 1.8)
    marks += votes
    if note.author:
        room = WIDE - FOLD - 1.0 - used - LEFT
        name = fitted(note.author, SMALL, room)
        marks.append(placed(WIDE - FOLD - 0.8, high - 1.2, name, SMALL, "right"))
    return tuple(marks)


def _votes(votes: int, y: float) -> tuple[float, list[Mark]]:
    """Votes at the left of the foot, and the room they take, mm."""
    if not votes:
        return 0.0, []
    if votes <= DOTS:
        return votes * 2.0, [Disc(LEFT + 0.8 + 2.0 * i, y, 0.75, "ink2") for i in range(votes)]
    said = str(votes)
    marks: list[Mark] = [Disc(LEFT + 0.8, y, 0.75, "ink2"), label(LEFT + 2.2, y + 0.75, said, COUNT)]
    return 2.6 + width(said, COUNT), marks


def note_says(note: Note) -> str:
    """What a note says to someone who cannot see it."""
    votes = f"{note.votes} {'vote' if note.votes == 1 else 'votes'}" if note.votes else ""
    by = f"by {note.author}" if note.author else ""
    return ", ".join(part for part in (f"Sticky note: {note.text}", by, votes) if part)


def talk_marks(count: int) -> tuple[Mark, ...]:
    """A speech mark with how many comments are open, its middle at the origin."""
    x, y, r = -TALK_W / 2, -TALK_H / 2, 1.1
    right, bottom = x + TALK_W, y + TALK_H - 0.7
    tail = x + 1.3
    said = str(count) if count < 100 else "99+"
    return (
        Rect(Box(x, y, TALK_W, TALK_H - 0.7), "ink", radius=r),
        Path(
            (("M", tail, bottom - 0.05), ("L", tail, bottom + 0.9), ("L", tail + 1.2, bottom - 0.05), ("Z",)),
            "ink",
        ),
        label((x + right) / 2, y + 2.15, said, Style("semibold", 5.6, "paper", tabular=True), "centre"),
    )
