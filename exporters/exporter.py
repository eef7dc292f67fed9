"""What every exporter is: options in, bytes out; it writes no file and asks no question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel

from model.envelope import Envelope, new_envelope
from model.journey import Journey

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
class Written:
    """A finished export and what it could not show as written."""

    content: bytes
    missing: tuple[str, ...] = ()
    """Characters no font has, each with its code point: `한 (U+D55C)`."""
    cut: tuple[str, ...] = ()
    """Texts that had to be shortened to fit."""
    left_out: tuple[str, ...] = ()
    """Quotes that found no room beside stronger ones."""
    parts_left_out: tuple[str, ...] = ()
    """Parts of the report that were asked for and have nothing to say, each with what the map lacks."""
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Exporter:
    """A way out of the house: its name, the ending of its files, its title, options and writer."""

    name: str
    suffix: str
    title: str
    options: type[BaseModel]
    write: Callable[[Leaving, Any, Progress], Written]


def unwatched(share: float) -> None:
    """The progress of work that nobody watches."""
