"""What the verb diff says: what differs between two maps, a sentence for each record."""

import json
import os
from pathlib import Path

from app.files import open_map
from model.compare import compare
from model.differences import differences, sentence
from model.kinds import fields_of
from model.naming import Naming, turn_of
from model.records import Handover, Record


def tell_differences(before: Path, after: Path, as_json: bool) -> None:
    """Say what differs between two maps; raises CannotOpen."""
    old, new = _records(before), _records(after)
    found = differences(compare(old, new))
    if as_json:
        lines = [
            {"record": one.id, "kind": one.kind, "how": one.how, "number": one.number, "said": sentence(one)}
            for one in found
        ]
        print(
            json.dumps(
                {"before": str(before), "after": str(after), "differences": lines},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for one in found:
        print(sentence(one))


def tell_text(source: Path) -> None:
    """Say a whole map, a line for each field that is set, as git compares texts; raises CannotOpen."""
    records = {record.id: record for record in _records(source)}
    naming = Naming(records)
    for record in sorted(records.values(), key=lambda one: _turn(naming, one)):
        for path, value in sorted(fields_of(record).items()):
            if path not in ("rank", "place", "kind"):
                print(f"{naming.line(record.id, path)}: {naming.value(path, value)}")


def _turn(naming: Naming, record: Record) -> tuple[object, ...]:
    steps = (record.source, record.target) if isinstance(record, Handover) else (record.id,)
    numbers = [naming.numbers.get(one, 0) for one in steps]
    return turn_of(record.kind), numbers, getattr(record, "rank", ""), record.id


def _records(path: Path) -> list[Record]:
    """The records of a map; none in what git gives for a file that is not there."""
    if str(path) == os.devnull:
        return []
    return open_map(path).records
