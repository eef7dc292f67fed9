"""The columns of a list that was copied from a spreadsheet: what each cell beside a title says of its touchpoint."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from model.orders import ordered
from model.records import LONGEST_TEXT, Channel, Department, Touchpoint
from model.store import Store

TITLES = {"touchpoint", "touchpoints", "title", "step"}
"""One of these in the first line, with another heading beside it, and the line is a row of headings."""
COUNTS = {"", "#", "no", "no.", "nr", "nr.", "number"}
"""What a column before the titles is called that only counts the lines."""
LANES = ("channel", "department")
TEXTS = {
    **{"notes": "note", "description": "note", "quote": "quote"},
    **{
        field.title.casefold(): name
        for name, field in Touchpoint.model_fields.items()
        if field.title and field.annotation is str and name != "title"
    },
}
"""The texts of a touchpoint by what a column of them is called."""
Names = dict[str, dict[str, str]]
"""The ids of the channels and departments of a map by their names."""


class Cell(NamedTuple):
    """What stands beside a title, and what its column is called, if anything."""

    words: str
    heading: str = ""


class Line(NamedTuple):
    """A line of a list: the title of a touchpoint, and the cells beside it."""

    title: str
    cells: tuple[Cell, ...] = ()


def headings_in(cells: Sequence[str]) -> list[str]:
    """What the columns are called, if this first line of a table is a row of headings; else nothing."""
    is_head = sum(map(bool, cells)) > 1 and any(cell.casefold() in TITLES for cell in cells)
    return list(cells) if is_head else []


def place_of_title(cells: Sequence[str], headings: Sequence[str]) -> int:
    """Which cell is the title: that under its heading, else the first that is not empty."""
    for place, heading in enumerate(headings[: len(cells)]):
        if heading.casefold() in TITLES and cells[place]:
            return place
    return next((place for place, cell in enumerate(cells) if cell), 0)


def names_in(store: Store) -> Names:
    """The channels and departments of a map by their names, the first of those called alike."""
    return {
        "channel": {_plain(one.title): one.id for one in reversed(ordered(store, Channel))},
        "department": {_plain(one.title): one.id for one in reversed(ordered(store, Department))},
    }


def fields_of(cells: Iterable[Cell], names: Names) -> dict[str, str]:
    """What cells say of a touchpoint: its channel and department where they name one, and its texts by field."""
    lanes: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    for words, heading in cells:
        called = heading.casefold()
        lane, found = _lane_named(words, called, names)
        if found and lane not in lanes:
            lanes[lane] = found
            continue
        is_known = not heading or called in TEXTS
        texts.setdefault(TEXTS.get(called, "note"), []).append(words if is_known else f"{heading}: {words}")
    return lanes | {field: _bounded("\n".join(parts)) for field, parts in texts.items()}


def _lane_named(words: str, called: str, names: Names) -> tuple[str, str]:
    """The channel or department that a cell names; a column that is called after one names no other."""
    wanted = (called,) if called in LANES else () if called in TEXTS else LANES
    known = ((lane, names[lane].get(_plain(words), "")) for lane in wanted)
    return next((one for one in known if one[1]), ("", ""))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
