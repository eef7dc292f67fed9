"""Lists of touchpoints as plain text: a typed or pasted list becomes cards, chosen cards become an outline."""

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from model.journey import Journey
from model.lenses import CUSTOMER, Lens
from model.list_columns import COUNTS, Cell, Line, fields_of, headings_in, names_in, place_of_title
from model.operations import channel_near
from model.orders import ranks_at_end, ranks_in_phase, touchpoints_in
from model.records import Handover, Phase, Place, Touchpoint
from model.rules import Refused, refuse, why_not_add, why_not_move
from model.store import Store
from model.table_text import from_cell

MOST_LINES = 2_000
LONGEST_TITLE = 2_000
LONGEST_LIST = 8_000_000
"""Characters; what is longer is no list that somebody wrote."""
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(
    r"(?:[-–—*+•‣◦⁃∙●○■□▪▫☐☑☒✓✔·>→]+"  # bullets, ticks, arrows
    r"|\[[ xX]?\]"  # [ ] and [x]
    r"|\(?(?:\d{1,4}|[A-Za-z])\)"  # 1) (1) a)
    r"|(?:\d{1,4}\.)+)"  # 1. and 1.2. but not 10.30
    r"(?:\s+|$)"
)
_FIRST_COLUMN = re.compile(_MARK.pattern + r"|\d{1,4}|[A-Za-z][.)]?")
"""What only counts or marks the lines of a table."""
_BROKEN_CELL = re.compile(r'(?<![^\t\r\n])"((?:[^"]|"")*+)"(?![^\t\r\n])')
"""A cell as spreadsheets write it that has lines of its own."""
_BREAK_IN_CELL = "\ue000"


class Listed(NamedTuple):
    """What a text lists, in order, and how many lines were left out as too many."""

    lines: list[Line]
    left_out: int = 0

    @property
    def titles(self) -> list[str]:
        """The title of each line."""
        return [line.title for line in self.lines]

    @property
    def said(self) -> str:
        """What became of too long a list, as a sentence; empty when all of it was taken."""
        if not self.left_out:
            return ""
        whole = len(self.lines) + self.left_out
        return f"The first {len(self.lines):,} of {whole:,} lines were taken; a list has no more at once."


def listed_in(text: str) -> Listed:
    """One touchpoint a line, without bullets, numbers and blank lines; raises Refused where it is no list.

    Of lines with tabs the first cell is the title, or that under a heading which says so; the others stand beside it.
    """
    if len(text) > LONGEST_LIST:
        raise Refused("This text is longer than a list of touchpoints may be.")
    if "\t" in text:
        text = _BROKEN_CELL.sub(_as_one_line, text.replace(_BREAK_IN_CELL, " "))
    written = [line for line in _BREAK.split(text) if line.strip()]
    headings = headings_in(_cells(written[0].replace(_BREAK_IN_CELL, " "))) if written else []
    lines = [line for one in written[bool(headings) :] if (line := _line(one, headings)).title]
    return Listed(lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _as_one_line(cell: re.Match[str]) -> str:
    inside = cell[1]
    if not ("\t" in inside or _BREAK.search(inside)):
        return cell[0]
    return _BREAK.sub(_BREAK_IN_CELL, inside.replace('""', '"')).replace("\t", " ")


def _line(line: str, headings: list[str]) -> Line:
    cells = _cells(line)
    place = place_of_title(cells, headings)
    if not headings:
        while any(cells[place + 1 :]) and _FIRST_COLUMN.fullmatch(cells[place]):
            place = next(at for at, cell in enumerate(cells) if cell and at > place)
    beside = []
    for at, cell in enumerate(cells):
        heading = headings[at] if at < len(headings) else ""
        only_counts = at < place and heading.casefold() in COUNTS and _FIRST_COLUMN.fullmatch(cell)
        if cell and at != place and not only_counts:
            beside.append(Cell(cell.replace(_BREAK_IN_CELL, "\n"), heading))
    return Line(_title(cells[place]) or (cells[place] if beside else ""), tuple(beside))


def _cells(line: str) -> list[str]:
    return [_clean(from_cell(cell)) for cell in line.split("\t")]


def _clean(text: str) -> str:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip().lstrip("\ufeff")
    kept = "\u200c\u200d" + _BREAK_IN_CELL
    return " ".join("".join(sign if sign.isprintable() or sign in kept else " " for sign in text).split())


def _title(title: str) -> str:
    title = " ".join(title.replace(_BREAK_IN_CELL, " ").split())
    for _ in range(3):
        title = _MARK.sub("", title, count=1) if _MARK.match(title) else title
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def add_list(
    store: Store,
    lines: Sequence[Line],
    phase: str,
    lane: str,
    after: str | None = None,
    lens: Lens = CUSTOMER,
) -> list[str]:
    """Add a touchpoint for each line, each handed over to the next, after one of the phase or at its end.

    The first is handed over to by the one before it, unless that leads on already. A line that names a channel or
    a department goes there instead of the lane. Returns their ids.
    """
    refuse(why_not_move(store, (), phase, lane, lens))
    refuse(why_not_add(store))
    if not lines:
        raise Refused("There is no line of text to make a touchpoint of.")
    label = "Add a touchpoint" if len(lines) == 1 else f"Add a list of {len(lines)} touchpoints"
    with store.transaction(label) as change:
        others = touchpoints_in(store, phase)
        at = next((place for place, one in enumerate(others, 1) if one.id == after), len(others))
        ranks = ranks_in_phase(change, others, at, len(lines))
        channel, names = channel_near(store, others[:at]), names_in(store)
        made = []
        for line, rank in zip(lines, ranks, strict=True):
            told: dict[str, Any] = fields_of(line.cells, names)
            fields = lens.put(Place(phase, channel, rank), lane)
            if "channel" in told:
                fields["place"] = fields["place"]._replace(channel=told.pop("channel"))
            made.append(change.create(Touchpoint, title=line.title, **fields | told))
        chain = made if after is None or _leads_on(store, after) else [after, *made]
        for source, target, rank in zip(
            chain, chain[1:], ranks_at_end(change, Handover, len(chain) - 1), strict=False
        ):
            change.create(Handover, source=source, target=target, quality="holds", rank=rank)
    return made


def _leads_on(store: Store, touchpoint: str) -> bool:
    known = (store.find(Handover, one) for one in store.referring_to(touchpoint))
    return any(one is not None and one.source == touchpoint for one in known)


def outline(journey: Journey, touchpoints: Collection[str]) -> str:
    """Touchpoints as text for other programs: a line for each phase, below it numbered titles."""
    lines: list[str] = []
    for phase in journey.phases:
        chosen = [one for one in journey.in_phase(phase) if one in touchpoints]
        if chosen:
            record = journey.store.find(Phase, phase)
            lines.append(_one_line(record.title if record else "") or "Without a phase")
        for one in chosen:
            found = journey.store.find(Touchpoint, one)
            lines.append(f"{journey.number_of(one)}. {_one_line(found.title if found else '')}".rstrip())
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
