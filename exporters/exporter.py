"""What every exporter is: options in, bytes out; it writes no file and asks no question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from model.envelope import Envelope, new_envelope
from model.journey import Journey

if TYPE_CHECKING:
    from exporters.report.sheet import Page

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1."""


class CannotExport(Exception):
    """A map cannot leave the house as it was asked; says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A map that leaves the house: its journey, what its file holds beside, the day, and what it is called."""

    journey: Journey
    envelope: Envelope = field(default_factory=new_envelope)
    day: date = field(default_factory=date.today)
    name: str = "map"


@dataclass(frozen=True, slots=True)
class LaidPart:
    """A part of what leaves, laid out: its name, its title, its pages, and what a map without any lacks."""

    name: str
    title: str
    pages: tuple["Page", ...]
    lacks: str = ""


HearPart = Callable[[LaidPart], object]
"""Told each part as soon as it is laid out."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Everything that leaves as pages of marks, and what they could not show as written."""

    parts: tuple[LaidPart, ...]
    missing: tuple[str, ...] = ()
    """Characters no font has."""
    cut: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was done otherwise than asked, a sentence each."""

    @property
    def pages(self) -> list["Page"]:
        """The pages of all parts, in their order."""
        return [page for part in self.parts for page in part.pages]

    @property
    def silent(self) -> tuple[str, ...]:
        """The parts without a page, each with what the map lacks."""
        return tuple(f"{part.title}: the map has {part.lacks}" for part in self.parts if not part.pages)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished export and what it could not show as written."""

    content: bytes
    missing: tuple[str, ...] = ()
    """Characters no font has, each with its code point: `한 (U+D55C)`."""
    cut: tuple[str, ...] = ()
    """Texts that had to be shortened to fit."""
    left_out: tuple[str, ...] = ()
    """Quotes, labels, names of moments and titles of gaps that found no room beside stronger ones."""
    parts_left_out: tuple[str, ...] = ()
    """Parts of the report that were asked for and have nothing to say, each with what the map lacks."""
    remarks: tuple[str, ...] = ()
    """What was done otherwise than asked, a sentence each."""
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Exporter:
    """A way out of the house: its name, the ending of its files, its title, options, writer and layout."""

    name: str
    suffix: str
    title: str
    options: type[BaseModel]
    write: Callable[[Leaving, Any, Progress], Written]
    lay_out: Callable[[Leaving, Any, Progress, HearPart], LaidOut]
    """What is written, as pages of marks: a preview or a printer paints them."""


def unwatched(share: float) -> None:
    """The progress of work that nobody watches."""


def unheard(part: LaidPart) -> None:
    """Hears parts that nobody waits for."""


def coded(character: str) -> str:
    """A character that no font has, with its code point: `한 (U+D55C)`."""
    return f"{character} (U+{ord(character):04X})"
