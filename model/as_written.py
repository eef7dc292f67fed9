"""A file that stands just as this version writes one, read in one pass; most files are of this sort.

Nothing is trusted here either: every record is validated, and every name in the file is counted, so that none stands
twice. Whatever is unusual in any way is left to `model.reading`, which looks closely and says what it finds.
"""

from operator import attrgetter
from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json

from model.envelope import HEADER, VERSION, checksum
from model.kinds import KINDS, map_fields, references, referring_fields
from model.parsing import LARGEST, LARGEST_NUMBER, MOST_PARTS
from model.records import Place, Record, Touchpoint

Document = dict[str, Any]
_START = b'{\n"format":"journey",'
_STRANGE = (b"\t", b"\r", b" :", b"\n:")
"""What might stand before a colon: names are counted by their quotes and colons."""
_VALIDATORS = {kind: cls.__pydantic_validator__.validate_python for kind, cls in KINDS.items()}
_TYPES = {"version": int, "min_reader": int, "doc": str, "app": str, "seen": dict, "records": dict}


def as_written(content: bytes) -> tuple[Document, list[Record]] | None:
    """A file's header and its records, where nothing about it is unusual; None says to look closely."""
    if not _has_our_form(content):
        return None
    try:
        document = from_json(content, allow_inf_nan=False)
        if not _has_our_header(document, content):
            return None
        bodies = document["records"]
        records = [_record(record_id, body) for record_id, body in bodies.items()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    by_kind: dict[str, list[Record]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    names = len(document) + len(document["seen"]) + len(bodies)
    names += sum(_names_in(of_kind) for of_kind in by_kind.values())
    is_whole = (
        names == content.count(b'":')
        and len(by_kind.get("map", ())) == 1
        and not any(_has_unknown(of_kind) for of_kind in by_kind.values())
        and all(bodies.keys() >= _named_by(of_kind) for of_kind in by_kind.values())
    )
    return (document, records) if is_whole else None


def _has_our_form(content: bytes) -> bool:
    """Whether a file begins as ours do, and is no burden to read."""
    return (
        len(content) <= LARGEST
        and content.startswith(_START)
        and content.count(b"[") + content.count(b"{") <= MOST_PARTS
        and content.count(b",") <= 4 * MOST_PARTS
        and not any(strange in content for strange in _STRANGE)
    )


def _has_our_header(document: Document, content: bytes) -> bool:
    at = content.rfind(b'\n"sum":')
    return (
        document.keys() >= set(HEADER)
        and all(type(document[name]) is str for name in document.keys() - set(HEADER))
        and all(type(document[name]) is kind for name, kind in _TYPES.items())
        and document["version"] == VERSION
        and 1 <= document["min_reader"] <= VERSION
        and bool(document["doc"])
        and all(type(one) is int and abs(one) <= LARGEST_NUMBER for one in document["seen"].values())
        and document["sum"] == checksum(content[: at + 1])
    )


def _record(record_id: str, body: dict[str, Any]) -> Record:
    """The record of a body, which is used up; raises KeyError, TypeError, AttributeError, ValueError."""
    validate = _VALIDATORS[body.pop("kind")]
    body["id"] = record_id
    record: Record = validate(body)
    return record


def _models_in(records: list[Record]) -> list[BaseModel]:
    """Records of one kind, and the models within them."""
    if not isinstance(records[0], Touchpoint):
        return [*records]
    return [*records, *filter(None, map(attrgetter("target"), records))]


def _names_in(records: list[Record]) -> int:
    """How many names stand in the bodies of records of one kind: `kind` is one where `id` is none."""
    count = sum(map(len, map(attrgetter("__pydantic_fields_set__"), _models_in(records))))
    for name in map_fields(type(records[0])):
        count += sum(map(len, map(attrgetter(name), records)))
    return count


def _has_unknown(records: list[Record]) -> bool:
    """Whether records of one kind have fields that this version does not know."""
    return any(map(attrgetter("__pydantic_extra__"), _models_in(records)))


def _named_by(records: list[Record]) -> set[str]:
    """Every id that records of one kind refer to."""
    named: set[str] = set()
    for name in referring_fields(type(records[0])):
        values = [value for value in map(attrgetter(name), records) if value]
        if not values:
            continue
        if isinstance(values[0], str):
            named.update(values)
        elif isinstance(values[0], Place):
            named.update(place.phase for place in values)
            named.update(place.channel for place in values)
        elif isinstance(values[0], frozenset | dict):
            named.update(*values)
        else:
            named.update(one for record in records for _, one in references(record))
    return named
