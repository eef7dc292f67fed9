"""Reading a `.journey` file: what is sound opens, what is not is put aside and named."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from model.as_written import as_written
from model.envelope import HEADER, VERSION, Envelope, Kept, Opened, Trouble, checksum
from model.kinds import KINDS, WORDS, InvalidRecord, Problem, checked, references
from model.migrations import STEPS, Document, Step, migrated
from model.parsing import RESTORE, SAFE, Twice, Unreadable, parsed
from model.quiet import no_garbage_collection
from model.records import Handover, JourneyMap, Record, Touchpoint
from model.references import wanted

MOST_RECORDS = 200_000
MOST_BROKEN = 5_000
"""So many records may be put aside; a file with more of them is no map that somebody could go on with."""
MOST_TOLD = 10_000
"""So many references to what is not there are told one by one."""
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def read(content: bytes, steps: Mapping[int, Step] = STEPS) -> Opened:
    """A map out of a file's bytes; raises Unreadable where there is none, with nothing opened halfway."""
    with no_garbage_collection():
        whole = as_written(content) if VERSION not in steps else None
        if whole is not None and len(whole[1]) <= MOST_RECORDS:
            return Opened(whole[1], replace(_envelope(whole[0]), stamps=whole[2], trash=whole[3]), [])
        document, twice = parsed(content)
        document, again, problems = _checked_document(document, twice)
        problems = [*_sum_troubles(content, document), *problems]
        lines = _Lines(content)
        if document["version"] in steps:
            document, lines = _lifted(document, steps), _Lines(b"")
        reading = _Reading(lines, problems)
        if len(again) > MOST_BROKEN:
            raise Unreadable(_too_broken())
        for record_id, body in again:
            message = f"There are two records {record_id} in the file; the first one counts."
            reading.keep(record_id, body, message)
        reading.take(document["records"])
        reading.bring_back()
        reading.settle_on_one_map(str(document["doc"]))
        reading.look_at_references()
        envelope = replace(
            _envelope(document), stamps=reading.stamps, trash=reading.trash, kept=tuple(reading.kept)
        )
        return Opened(list(reading.records.values()), envelope, reading.problems, _read_only(document))


def _envelope(document: Document) -> Envelope:
    return Envelope(
        doc=document["doc"],
        app=document.get("app", ""),
        version=max(document["version"], VERSION),
        min_reader=document["min_reader"],
        seen=dict(document["seen"]),
        unknown={key: document[key] for key in document if key not in HEADER},
    )


def _lifted(document: Document, steps: Mapping[int, Step]) -> Document:
    try:
        return migrated(document, steps)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        version = document["version"]
        what = f"This file is damaged: it says that it is of version {version}, and does not look like one."
        raise Unreadable(f"{what} {SAFE} {RESTORE}") from error


def _checked_document(
    document: Any, twice: Sequence[Twice]
) -> tuple[Document, list[tuple[str, Any]], list[Trouble]]:
    """The file as a dict with sound header fields, the second records of an id, and what was wrong."""
    if not isinstance(document, dict) or document.get("format") != "journey":
        raise Unreadable(f"This file is no journey map. {SAFE}")
    records, again = document.get("records"), list[tuple[str, Any]]()
    others = [one for one in twice if one is not records]
    if others:
        ((name, _),) = Counter(name for name, _ in others[0]).most_common(1)
        raise Unreadable(f"This file is damaged: it says “{name[:60]}” twice in one place. {SAFE} {RESTORE}")
    if isinstance(records, Twice):
        first: dict[str, Any] = {}
        for record_id, body in records:
            if record_id in first:
                again.append((record_id, body))
            else:
                first[record_id] = body
        records = first
    if not isinstance(records, dict):
        raise Unreadable(f"This file is damaged: it holds no records. {SAFE} {RESTORE}")
    if len(records) + len(again) > MOST_RECORDS:
        raise Unreadable(f"This file holds more than {MOST_RECORDS:,} records, more than a map may. {SAFE}")
    document, problems = _sound_header({**document, "records": records})
    return document, again, problems


def _sound_header(document: Document) -> tuple[Document, list[Trouble]]:
    """The file with its header fields as they must be, and what was wrong with them."""
    problems: list[Trouble] = []
    for name, kind, otherwise in _FIELDS:
        value = document.get(name, otherwise)
        if not isinstance(value, kind) or isinstance(value, bool) or (isinstance(value, int) and value < 1):
            problems.append(Trouble(f"The file’s “{name}” is damaged and was taken as {otherwise!r}."))
            value = otherwise
        document[name] = value
    if not document["doc"]:
        digest = hashlib.sha256(_encoded(document).encode()).hexdigest()
        document["doc"] = digest[:26].upper()
        problems.append(Trouble("The file did not say which document it is; it is taken as one of its own."))
    return document, problems


_FIELDS: tuple[tuple[str, type, Any], ...] = (
    ("version", int, 1),
    ("min_reader", int, 1),
    ("doc", str, ""),
    ("app", str, ""),
    ("seen", dict, {}),
)


def _sum_troubles(content: bytes, document: Document) -> list[Trouble]:
    at = content.rfind(b'\n"sum":')
    if at >= 0 and document.get("sum") == checksum(content[: at + 1]):
        return []
    return [Trouble("This file was changed outside the app, or it is damaged: its checksum does not fit.")]


def _read_only(document: Document) -> str | None:
    if document["min_reader"] <= VERSION:
        return None
    return (
        "This map was saved by a newer version of Mind the Gap and opens for reading only. "
        "The file stays as it is; update the app to change it."
    )


class _Lines:
    """The text of each record in a file with one record per line, found only when it is needed."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._texts: dict[tuple[str, str], str] | None = None

    def text(self, record_id: str, body: Any) -> str:
        """The line that has this body under this id, else the body as we would write it."""
        if self._texts is None:
            self._texts = dict(self._found())
        encoded = _encoded(body)
        return self._texts.get((record_id, encoded), encoded)

    def _found(self) -> Iterator[tuple[tuple[str, str], str]]:
        for line in self._content.decode("utf-8-sig").split("\n"):
            if found := _RECORD_LINE.match(line):
                try:
                    yield (found[1], _encoded(json.loads(found[2]))), found[2]
                except ValueError:
                    continue


_RECORD_LINE = re.compile(r'^"([^"\\]+)":(.*?),?\r?$')


class _Reading:
    """The records of a file as they are read one by one."""

    def __init__(self, lines: _Lines, problems: list[Trouble]) -> None:
        self.records: dict[str, Record] = {}
        self.stamps: dict[str, Any] = {}
        self.trash: dict[str, Record] = {}
        self.kept: list[Kept] = []
        self.problems = problems
        self._lines = lines
        self._bodies: dict[str, Any] = {}

    def take(self, bodies: dict[str, Any]) -> None:
        """Read every record; those that do not hold to the rules are kept aside."""
        broken: dict[str, str] = {}
        for record_id in list(bodies):
            body = bodies[record_id]
            try:
                record = _record(record_id, body)
            except InvalidRecord as error:
                broken[record_id] = f"{error} It is not shown, and stays in the file as it is."
                if len(broken) + len(self.kept) > MOST_BROKEN:
                    raise Unreadable(_too_broken()) from None
                continue
            stamp = body.get("~")
            if "~" in body:
                self.stamps[record_id] = stamp
            there = self.trash if isinstance(stamp, dict) and stamp.get("@") == [] else self.records
            there[record_id] = record
            if isinstance(record, JourneyMap):
                self._bodies[record_id] = body
            bodies[record_id] = None  # Two hundred thousand of them weigh as much as the records.
        for record_id, message in broken.items():
            self.keep(record_id, bodies[record_id], message)

    def keep(self, record_id: str, body: Any, message: str) -> None:
        """Put a record aside, to be written back as it came."""
        self.kept.append(Kept(record_id, self._lines.text(record_id, body)))
        self.problems.append(Trouble(message, record_id))

    def bring_back(self) -> None:
        """Take out of the trash what is still named: whoever deleted it did not know of that."""
        for one in sorted(wanted(self.records.values(), self.trash)):
            self.records[one] = self.trash.pop(one)

    def settle_on_one_map(self, doc: str) -> None:
        """See to it that there is exactly one record for the map itself."""
        maps = sorted(one.id for one in self.records.values() if isinstance(one, JourneyMap))
        for record_id in maps[1:]:
            del self.records[record_id]
            self.stamps.pop(record_id, None)
            message = f"The file holds a second map, {record_id}. It is not shown, and stays in the file."
            self.keep(record_id, self._bodies[record_id], message)
        if not maps:
            made = JourneyMap(id=f"jm_{hashlib.sha256(doc.encode()).hexdigest()[:13]}")
            self.records[made.id] = made
            message = (
                "The file did not hold the map’s own record, its title and headline; an empty one was made."
            )
            self.problems.append(Trouble(message, made.id))

    def look_at_references(self) -> None:
        """Say which records refer to something that is not there."""
        found = (
            (record, path, named)
            for record in self.records.values()
            for path, named in references(record)
            if named not in self.records
        )
        for record, path, named in islice(found, MOST_TOLD):
            self.problems.append(Trouble(_dangling(record, path, named), record.id))
        if left := sum(1 for _ in found):
            self.problems.append(Trouble(f"{left:,} more references are to what is not in the map."))


def _too_broken() -> str:
    what = f"more than {MOST_BROKEN:,} of its records do not hold to the rules of a map"
    return f"This file is damaged: {what}. {SAFE} {RESTORE}"


def _record(record_id: str, body: Any) -> Record:
    if not isinstance(body, dict) or not isinstance(body.get("kind"), str):
        raise InvalidRecord([Problem(record_id[:80], "record", "kind", "is missing")])
    kind = body["kind"]
    for name in body:
        if "/" in name or name == "id":
            raise InvalidRecord([Problem(record_id[:80], kind, name[:80], "cannot be the name of a field")])
    fields = {name: value for name, value in body.items() if name != "~"}
    if kind in KINDS:
        del fields["kind"]
    return checked(kind, {**fields, "id": record_id})


def _dangling(record: Record, path: str, named: str) -> str:
    word = WORDS.get(record.kind, "record")
    start = f"{word[:1].upper()}{word[1:]} {record.id}, {path.partition('/')[0]}: {named} is not in the map"
    if isinstance(record, Handover):
        return f"{start}; the handover needs a look."
    if isinstance(record, Touchpoint) and path == "place":
        return f"{start}; the touchpoint is shown under “Unsorted”."
    return f"{start}."
