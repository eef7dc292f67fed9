"""Lists of touchpoints as plain text: a typed or pasted list becomes cards, chosen cards become an outline."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from model.journey import Journey
from model.lenses import CUSTOMER, Lens
from model.operations import channel_near
from model.orders import ranks_at_end, ranks_in_phase, touchpoints_in
from model.records import Handover, Phase, Place, Touchpoint
from model.rules import Refused, refuse, why_not_add, why_not_move
from model.store import Store

MOST_LINES = 2_000
LONGEST_TITLE = 2_000
LONGEST_LIST = 8_000_000
"""Characters; what is longer is no list that somebody wrote."""
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(
    r"(?:[-–—*+•‣◦⁃∙●○■□▪▫☐☑☒✓✔·>→]+"  # bullets, ticks, arrows
    r"|\[[ xX]?\]"  # [ ] and [x]
    r"|\(?(?:\d{1,4}|[A-Za-z])\)"  # 1) (1) a)
    r"|(?:\d{1,4}\.)+"  # 1. and 1.2. but not 10.30
    r"|\d{1,4}(?=[ ]*\t))"  # a number in the first column of a table
    r"(?:\s+|$)"
)


class Titles(NamedTuple):
    """The titles that a text lists, in order, and how many lines were left out as too many."""

    titles: list[str]
    left_out: int = 0

    @property
    def said(self) -> str:
        """What became of too long a list, as a sentence; empty when all of it was taken."""
        if not self.left_out:
            return ""
        whole = len(self.titles) + self.left_out
        return f"The first {len(self.titles):,} of {whole:,} lines were taken; a list has no more at once."


def titles_in(text: str) -> Titles:
    """One title a line, without bullets, numbers, tabs and blank lines; raises Refused where it is no list."""
    if len(text) > LONGEST_LIST:
        raise Refused("This text is longer than a list of touchpoints may be.")
    titles = [title for line in _BREAK.split(text) if (title := _title(line))]
    return Titles(titles[:MOST_LINES], max(0, len(titles) - MOST_LINES))


def _title(line: str) -> str:
    line = line.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip().lstrip("\ufeff")
    for _ in range(3):
        line = _MARK.sub("", line, count=1) if _MARK.match(line) else line
    line = "".join(sign if sign.isprintable() or sign in "\u200c\u200d" else " " for sign in line)
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def add_list(
    store: Store,
    titles: Sequence[str],
    phase: str,
    lane: str,
    after: str | None = None,
    lens: Lens = CUSTOMER,
) -> list[str]:
    """Add a touchpoint for each title, each handed over to the next, after one of the phase or at its end.

    The first is handed over to by the one before it, unless that leads on already. Returns their ids.
    """
    refuse(why_not_move(store, (), phase, lane, lens))
    refuse(why_not_add(store))
    if not titles:
        raise Refused("There is no line of text to make a touchpoint of.")
    label = "Add a touchpoint" if len(titles) == 1 else f"Add a list of {len(titles)} touchpoints"
    with store.transaction(label) as change:
        others = touchpoints_in(store, phase)
        at = next((place for place, one in enumerate(others, 1) if one.id == after), len(others))
        ranks = ranks_in_phase(change, others, at, len(titles))
        channel = channel_near(store, others[:at])
        made = [
            change.create(Touchpoint, title=title, **lens.put(Place(phase, channel, rank), lane))
            for title, rank in zip(titles, ranks, strict=True)
        ]
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
