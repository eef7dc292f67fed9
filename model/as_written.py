"""A file that stands just as this version writes one, read in one pass; most files are of this sort.

Nothing is trusted here either: every record is validated, and every name in the file is counted, so that none stands
twice. Whatever is unusual in any way is left to `model.reading`, which looks closely and says what it finds.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from pydantic_core import from_json

from model.batch import made
from model.envelope import HEADER, VERSION, checksum
from model.kinds import KINDS, referring_fields
from model.parsing import LARGEST, LARGEST_NUMBER, MOST_PARTS
from model.people import PEOPLE
from model.records import JourneyMap, Record, Touchpoint
from model.stamps import is_sound, is_trash

Document = dict[str, Any]
_START = b'{\n"format":"journey",'
_STRANGE = (b"\t", b"\r", b" :", b"\n:")
"""What might stand before a colon: names are counted by their quotes and colons."""
_REFERRING = {kind: frozenset(referring_fields(cls)) for kind, cls in KINDS.items()}
_FIRST, _SECOND = itemgetter(0), itemgetter(1)
AT_ONCE = 256
"""So many records are made at once."""
_TYPES = {"version": int, "min_reader": int, "doc": str, "app": str, "seen": dict, "records": dict}


class _Unusual(ValueError):
    """Something that has to be looked at closely."""


Stamped = tuple[Document, list[Record], dict[str, Any], dict[str, Record]]
"""A file's header, its records, their stamps, and what lies in its trash."""


def as_written(content: bytes) -> Stamped | None:
    """What a file holds, where nothing about it is unusual; None says to look closely."""
    if not _has_our_form(content):
        return None
    try:
        document = from_json(content, allow_inf_nan=False)
        if not _has_our_header(document, content):
            return None
        bodies, outside = document["records"], len(document) + len(document["seen"])
        outside += len(document.get(PEOPLE, ()))
        stamps, inside_stamps = _stamps_of(bodies)
        records, trash, inside = _taken(bodies, stamps)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    whole = outside + inside + inside_stamps
    return (document, records, stamps, trash) if whole == content.count(b'":') else None


def _has_our_form(content: bytes) -> bool:
    """Whether a file begins as ours do, and is no burden to read."""
    return (
        len(content) <= LARGEST
        and content.startswith(_START)
        and (len(content) <= MOST_PARTS or content.count(b"[") + content.count(b"{") <= MOST_PARTS)
        and (len(content) <= 2 * MOST_PARTS or content.count(b",") <= 2 * MOST_PARTS)
        and (content.count(b":") == content.count(b'":') or not any(one in content for one in _STRANGE))
    )


def _has_our_header(document: Document, content: bytes) -> bool:
    at = content.rfind(b'\n"sum":')
    return (
        document.keys() >= set(HEADER)
        and all(type(document[name]) is str for name in document.keys() - set(HEADER) - {PEOPLE})
        and all(type(one) is str for one in document.get(PEOPLE, {}).values())
        and all(type(document[name]) is kind for name, kind in _TYPES.items())
        and document["version"] == VERSION
        and 1 <= document["min_reader"] <= VERSION
        and bool(document["doc"])
        and all(type(one) is int and abs(one) <= LARGEST_NUMBER for one in document["seen"].values())
        and document["sum"] == checksum(content[: at + 1])
    )


def _stamps_of(bodies: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The stamps of bodies, taken out of them, and how many names stood in all of them."""
    stamps: dict[str, Any] = {}
    names = 0
    for record_id, body in bodies.items():
        if "~" in body:
            stamp = stamps[record_id] = body.pop("~")
            if not is_sound(stamp):
                raise _Unusual("a stamp that this version does not understand")
            if any(isinstance(one, dict) for cells in stamp.get("alt", {}).values() for _, one in cells):
                raise _Unusual("names inside a value that nobody has chosen yet")
            names += 1 + len(stamp) + len(stamp.get("alt", ()))
    return stamps, names


def _taken(bodies: dict[str, Any], stamps: Mapping[str, Any]) -> tuple[list[Record], dict[str, Record], int]:
    """The records of bodies, which are used up bit by bit, the trash, and how many names stood in all of them.

    Raises KeyError, TypeError, AttributeError or ValueError. Records are made some at a time, and looked at while
    they are fresh: going through 50,000 of them once more costs more than making them.
    """
    records, trash, named, names, maps = list[Record](), dict[str, Record](), set[str](), len(bodies), 0
    ids = list(bodies)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        kinds = [bodies[one].pop("kind") for one in some]
        for kind, run in groupby(range(len(some)), key=kinds.__getitem__):
            own = [some[place] for place in run]
            lost = [one for one in own if one in stamps and is_trash(stamps[one])] if stamps else []
            if lost:
                found, more = _made(kind, lost, bodies, set())
                trash |= zip(lost, found, strict=True)
                names += more
                own = [one for one in own if one not in trash]
            found, more = _made(kind, own, bodies, named)
            records += found
            names += more
            maps += len(found) if kind == JourneyMap.kind else 0
        bodies.update(dict.fromkeys(some))
    if maps != 1 or not bodies.keys() - trash.keys() >= named:
        raise _Unusual("no map, or something that is named and not there")
    return records, trash, names


def _made(kind: str, ids: list[str], bodies: dict[str, Any], named: set[str]) -> tuple[list[Record], int]:
    """The records of some bodies of one kind, and how many names stood in them; what they name joins the named."""
    some = [bodies[one] for one in ids]
    for record_id, body in zip(ids, some, strict=True):
        body["id"] = record_id
    # As many as there were: the id stands for the kind, unless there was one before.
    names = sum(map(len, some))
    records, columns = made(kind, some)
    for name in _REFERRING[kind] & columns.keys():
        values = columns[name]
        types = set(map(type, values))
        if types == {str}:
            named.update(values)
        elif name == "place":
            named.update(map(_FIRST, values), map(_SECOND, values))
        elif name in ("target", "moves"):
            having = [record for record in records if name in record.model_fields_set]
            for record, value in zip(having, values, strict=True):
                more, within = _within(record, value)
                names += more
                named.update(within)
        else:
            names += sum([len(value) for value in values if type(value) is dict])
            named.update(*[(value,) if type(value) is str else value for value in values if value])
    return records, names


def _within(record: Record, value: Any) -> tuple[int, Iterable[str]]:
    """How many names stand in a target or in moves, and the ids there."""
    if isinstance(record, Touchpoint):
        if record.target is None or record.target.__pydantic_extra__:
            raise _Unusual("a field that this version does not know")
        return len(value), value.get("systems", ())
    return (len(value), value) if isinstance(value, dict) else (0, [move[0] for move in value])
