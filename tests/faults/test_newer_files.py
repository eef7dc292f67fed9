"""An older version that edits a file of a newer one leaves all that it does not know as it stood, byte by byte."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.session import Session
from model.envelope import checksum
from model.format import new_envelope, write
from model.operations import add_phase, delete, rename
from model.records import Touchpoint
from tests.widgets.room import found_out, people_and_places

LATER = {"later": {"a": [1, {"b": None}], "z": "ä …"}, "lists": [1, [2, {"b": None}], "x"]}


def as_json(body: dict[str, Any]) -> bytes:
    """A record's fields as every version writes them."""
    return json.dumps(dict(sorted(body.items())), ensure_ascii=False, separators=(",", ":")).encode()


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A file of a later version: it knows more of each record, more kinds, and more beside them."""
    lines = write([*people_and_places(), *found_out()], new_envelope()).split(b"\n")
    inside = lines.index(b'"records":{')
    for place in range(inside + 1, len(lines)):
        if b'"kind":"' in lines[place]:
            record_id, _, body = lines[place].rstrip(b",").partition(b":")
            more = LATER | ({"path": {"m/n": 1.5}} if b'"touchpoint"' in body else {})
            lines[place] = record_id + b":" + as_json(json.loads(body) | more) + lines[place][-1:].strip(b"}")
    lines[inside + 1 : inside + 1] = [
        b'"aa_9":{"angle":1.25,"kind":"hologram","of":"tp_1","text":"<b>"},',
        b'"ab_9":{"kind":"hologram","nested":{"deep":[[1],[2,{"x":"y"}]]}},',
    ]
    lines[inside - 1 : inside - 1] = [b'"rooms":{"Berlin":["Mei","Jon"]},', b'"zoom":[1,2.5,true],']
    head = b"\n".join(lines).replace(b'"version":1', b'"version":7')
    body = head[: head.index(b'"sum":')]
    path = tmp_path / "newer.journey"
    path.write_bytes(body + f'"sum":"{checksum(body)}"\n}}\n'.encode())
    return path


def known(path: Path) -> dict[bytes, bytes]:
    """The lines of a file by what they begin with."""
    return {line.partition(b":")[0]: line.rstrip(b",") for line in path.read_bytes().split(b"\n")}


def test_what_an_edit_does_not_touch_is_byte_equal(newer: Path) -> None:
    before = known(newer)
    session = Session.open(newer)
    assert session.problems == []
    rename(session.store, "tp_2", "Waits and waits")
    session.save()
    after = known(newer)
    touched = {one for one in before if after.get(one) != before[one]}
    assert touched - {b'"tp_2"', b'"seen"', b'"sum"', b'"format"', b'"ph_1"', b'"ch_2"'} == set()
    for one in touched & {b'"tp_2"', b'"ph_1"', b'"ch_2"'}:
        assert json.loads(after[one].partition(b":")[2]).items() >= LATER.items()
    assert b'"path":{"m/n":1.5}' in after[b'"tp_2"']
    assert b'"version":7' in after[b'"format"']
    assert b"Waits and waits" in after[b'"tp_2"']


def test_undone_it_is_byte_equal_but_for_who_wrote_it(newer: Path) -> None:
    before = known(newer)
    session = Session.open(newer)
    rename(session.store, "tp_2", "Waits and waits")
    session.history.undo()
    session.save()
    after = known(newer)
    assert {one for one in before if after.get(one) != before[one]} <= {b'"seen"', b'"sum"', b'"format"'}


def test_two_older_ones_join_it_and_keep_it_all(newer: Path) -> None:
    before = known(newer)
    mei, jon = Session.open(newer), Session.open(newer)
    rename(mei.store, "tp_1", "Asks Mei")
    add_phase(jon.store, "His")
    delete(jon.store, ["tp_3"])
    mei.save()
    jon.save()
    again, after = Session.open(newer), known(newer)
    assert again.problems == []
    assert again.store.of(Touchpoint)["tp_1"].title == "Asks Mei"
    for one in (b'"aa_9"', b'"ab_9"', b'"rooms"', b'"zoom"', b'"pe_1"', b'"sy_2"', b'"no_1"'):
        assert after[one] == before[one]
    in_trash = json.loads(after[b'"tp_3"'].partition(b":")[2])
    assert in_trash.items() >= (LATER | {"path": {"m/n": 1.5}}).items()
