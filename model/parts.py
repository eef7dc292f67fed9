"""Long work in parts, for a window to draw between them: a generator that yields where it may be interrupted."""

from collections.abc import Generator
from typing import TypeVar

Made = TypeVar("Made")
Parts = Generator[None, None, Made]
"""Work that yields after each part and returns what it has made."""


def at_once(parts: Parts[Made]) -> Made:
    """Do all parts of a work without a pause; returns what it has made."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            made: Made = end.value
            return made


def named_parts(work: Parts[Made], name: str) -> Generator[str, None, Made]:
    """Work in parts, each of which is told by the work's name."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: Made = end.value
            return made
        yield name
