"""A file read in one pass opens just as a file that is looked at closely does."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import batch, reading
from model.as_written import as_written
from model.envelope import Opened, checksum
from model.format import Unreadable, read, write
from model.records import Record

SAMPLE = (Path(__file__).parents[2] / "resources" / "maps" / "port-my-number.journey").read_bytes()


def _summed(content: bytes) -> bytes:
    """The content with a checksum that fits it."""
    body = content[: content.rfind(b'\n"sum":') + 1]
    return body + f'"sum":"{checksum(body)}"\n}}\n'.encode()


def _read_closely(content: bytes) -> Opened | str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "as_written", lambda content: None)
        return _read(content)


def _read(content: bytes) -> Opened | str:
    """What a file opens as, be its records made one by one or together."""
    found: list[Opened | str] = []
    for few in (batch.FEW, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(batch, "FEW", few)
            try:
                found.append(read(content))
            except Unreadable as refused:
                found.append(str(refused))
    assert found[0] == found[1]
    return found[0]


def test_what_we_write_is_read_in_one_pass(records: list[Record]) -> None:
    for content in (SAMPLE, write(records, read(SAMPLE).envelope)):
        assert as_written(content) is not None
        assert read(content) == _read_closely(content)


def _in_sample(inside: str) -> bytes:
    return _summed(SAMPLE.replace(b'"records":{\n', b'"records":{\n' + inside.encode() + b",\n"))


UNUSUAL = {
    "a field twice": '"ph_0":{"kind":"phase","title":"a","title":"b"}',
    "a field twice, room before a colon": '"ph_0":{"kind":"phase","title":"a","title" :"b"}',
    "a field twice, a line before a colon": '"ph_0":{"kind":"phase","title":"a","title"\n:"b"}',
    "a field twice, its name escaped": '"ph_0":{"kind":"phase","title":"a","\\u0074itle":"b"}',
    "a record twice": '"ph_0":{"kind":"phase"},"ph_0":{"kind":"phase"}',
    "an id in a body": '"ph_0":{"kind":"phase","id":"ph_9"}',
    "a kind we do not know": '"zz_0":{"kind":"zeppelin"}',
    "no kind": '"ph_0":{}',
    "no body": '"ph_0":3',
    "a field we do not know": '"ph_0":{"kind":"phase","later":1}',
    "a deep field we do not know": f'"ph_0":{{"kind":"phase","later":{"[" * 40}{"]" * 40}}}',
    "a stamp that says nothing": '"ph_0":{"kind":"phase","~":{"d":"one"}}',
    "a stamp that is none": '"ph_0":{"kind":"phase","~":3}',
    "another kind’s id": '"tp_0":{"kind":"phase"}',
    "a mood out of bounds": '"tp_0":{"kind":"touchpoint","place":["ph_1","ch_1","V"],"mood":{"pe_1":7}}',
    "a number too large": '"no_0":{"kind":"note","x":1e999}',
    "a persona’s mood twice": '"tp_0":{"kind":"touchpoint","place":["ph_1","ch_1","V"],"mood":{"pe_1":1,"pe_1":2}}',
    "a second map": '"jm_0":{"kind":"map"}',
    "a touchpoint in no phase": '"tp_0":{"kind":"touchpoint","place":["ph_nowhere","ch_1","V"]}',
    "a handover to nowhere": '"ho_0":{"kind":"handover","source":"tp_1","target":"tp_nowhere"}',
    "an unknown field in a target": '"tp_0":{"kind":"touchpoint","place":["ph_1","ch_1","V"],"target":{"x":1}}',
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_unusual_is_looked_at_closely(name: str) -> None:
    content = _in_sample(UNUSUAL[name])
    assert as_written(content) is None
    assert _read(content) == _read_closely(content)


HEADERS = {
    "another checksum": lambda content: content[:-6] + b'0"\n}\n',
    "a later version": lambda content: _summed(content.replace(b'"version":1,', b'"version":9,', 1)),
    "only for later readers": lambda content: _summed(content.replace(b'"min_reader":1', b'"min_reader":9')),
    "a version that is no number": lambda content: _summed(
        content.replace(b'"version":1,', b'"version":true,')
    ),
    "no document": lambda content: _summed(
        content.replace(b'"doc":"01KA2PRTMYNMBRHA10M0B11E25"', b'"doc":""')
    ),
    "a deep key": lambda content: _summed(content.replace(b'"seen":{}', b'"seen":{},"k":[[1]]')),
    "a byte order mark": lambda content: _summed(b"\xef\xbb\xbf" + content),
}


@pytest.mark.parametrize("name", HEADERS)
def test_an_unusual_header_is_looked_at_closely(name: str) -> None:
    content = HEADERS[name](SAMPLE)
    assert content != SAMPLE
    assert as_written(content) is None
    assert _read(content) == _read_closely(content)


@given(st.integers(0, 2**32))
def test_whatever_is_changed_both_ways_say_the_same(seed: int) -> None:
    chance = random.Random(seed)
    changed = bytearray(SAMPLE)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed))
        changed[at : at + chance.choice((0, 1))] = chance.choice(
            [b'"', b":", b",", b"{", b"}", b"[", b"\\", b" ", b"1", b'":', b'"title":"x",']
        )
    content = _summed(bytes(changed))
    assert _read(content) == _read_closely(content)


def test_a_colon_after_a_quote_in_a_text_is_only_text() -> None:
    content = _in_sample('"ph_0":{"kind":"phase","title":' + json.dumps('he said "wait": then left') + "}")
    assert _read(content) == _read_closely(content)
