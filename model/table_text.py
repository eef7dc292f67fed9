"""Rows of a table as text for elsewhere: columns apart by tabs, and no cell that a spreadsheet would reckon out."""

from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, which may fetch and send."""
QUOTE = "'"
"""What tells a spreadsheet that text follows."""


def as_cell(text: str) -> str:
    """A text as one cell: on one line, without what ends a cell, and a text whatever it begins with."""
    plain = " ".join(text.replace("\0", " ").split())
    return QUOTE + plain if plain.startswith(FORMULA) else plain


def as_table(rows: Iterable[Iterable[str]]) -> str:
    """Rows of cells as text, a line each."""
    return "\n".join("\t".join(as_cell(cell) for cell in row) for row in rows)


def from_cell(line: str) -> str:
    """A line that was copied, without what was put before it to keep it a text."""
    return line[1:] if line.startswith(QUOTE) and line[1:].startswith(FORMULA) else line
