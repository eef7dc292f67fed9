"""What happened between two states of a map in one short line; and what a map holds, if there is no earlier one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from model.compare import compare
from model.differences import Difference, differences
from model.kinds import KINDS, WORDS
from model.records import Record
from model.spoken import counted

FEW = 3
"""So many kinds of change are told; the others are counted."""
SAME = "Nothing changed"
EMPTY = "An empty map"


def between(before: Mapping[str, Record], after: Mapping[str, Record]) -> str:
    """What was done between two states, such as “1 touchpoint moved, 1 added”."""
    return in_short(differences(compare(before.values(), after.values())))


def in_short(found: Sequence[Difference]) -> str:
    """Differences in one line: a single one in its own words, several counted by kind."""
    if not found:
        return SAME
    if len(found) == 1:
        (one,) = found
        return f"{one.number}: {one.words}" if one.number is not None else one.words
    counts = Counter((one.kind, one.how) for one in found)
    parts, last = [], ""
    for kind, how in counts:
        many = counts[kind, how]
        parts.append(f"{many} {how}" if kind == last else f"{counted(many, WORDS.get(kind, 'record'))} {how}")
        last = kind
    more = sum(list(counts.values())[FEW:])
    return ", ".join([*parts[:FEW], *([f"{more} more"] if more else [])])


def contents(records: Iterable[Record]) -> str:
    """What a map holds, such as “12 touchpoints, 9 handovers”."""
    counts = Counter(one.kind for one in records)
    parts = [
        counted(counts[kind], WORDS.get(kind, kind)) for kind in ("touchpoint", "handover") if counts[kind]
    ]
    others = [
        counted(counts[kind], WORDS.get(kind, kind)) for kind in KINDS if kind == "phase" and counts[kind]
    ]
    return ", ".join(parts or others) or EMPTY
