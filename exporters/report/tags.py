"""What the parts of a page are to someone who hears it: a tree of tags in reading order (ISO 32000-2, 14.8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "Document",
    "Sect",
    "H1",
    "H2",
    "H3",
    "P",
    "BlockQuote",
    "L",
    "LI",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "Figure",
    "Link",
    "Span",
]
Scope = Literal["Column", "Row"]


@dataclass(eq=False)
class Tag:
    """One part of the document: its role, what stands in it, and what is said of it to those who do not see it."""

    role: Role
    children: "list[Tag]" = field(default_factory=list)
    title: str = ""
    alt: str = ""
    """What a figure shows, in words."""
    language: str = ""
    """The language of the passage where it is not the document's (BCP 47)."""
    scope: Scope = "Column"
    """Which cells a header cell is the head of."""
    columns: int = 1
    """Over how many columns a cell goes."""
    box: tuple[float, float, float, float] | None = None
    """Where a figure stands on its page: left, bottom, right, top in pt; set when it is painted."""

    def walk(self) -> "Iterator[Tag]":
        """This tag and all that stand in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()
