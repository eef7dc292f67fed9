"""Whatever happens to a file, it opens or says clearly why not; it never opens halfway or in silence."""

import json
import random
from pathlib import Path

import pytest

from model import parsing, reading
from model.format import Unreadable, read

SAMPLE = Path(__file__).parents[2] / "resources" / "maps" / "port-my-number.journey"


def _in_map(inside: str) -> bytes:
    return f'{{"format":"journey","version":1,"min_reader":1,"doc":"D","records":{{{inside}}}}}'.encode()


DAMAGED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n", "empty"),
    "noise": (bytes(random.Random(1).randbytes(5000)), "not text"),
    "200,000 lines of noise": (b"lorem ipsum {}[]\n" * 200_000, "no journey map"),
    "another JSON file": (b'{"name":"x","version":"1.0"}', "no journey map"),
    "a list": (b"[1,2]", "no journey map"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not text"),
    "UTF-16": ('{"format":"journey"}'.encode("utf-16"), "not text"),
    "no records": (b'{"format":"journey","version":1}', "no records"),
    "records a list": (b'{"format":"journey","version":1,"records":[]}', "no records"),
    "NaN": (_in_map('"no_1":{"kind":"note","x":NaN}'), "NaN"),
    "Infinity": (_in_map('"no_1":{"kind":"note","x":-Infinity}'), "-Infinity"),
    "a number too large": (_in_map('"no_1":{"kind":"note","x":1e999}'), "too large"),
    "a whole number too large": (_in_map('"no_1":{"kind":"note","x":1' + "0" * 5000 + "}"), "too large"),
    "a field twice": (_in_map('"no_1":{"kind":"note","x":1,"x":2}'), "“x” twice"),
    "a header field twice": (
        b'{"format":"journey","doc":"a","doc":"b","records":{}}',
        "no journey map|“doc” twice",
    ),
    "half a character": (_in_map('"no_1":{"kind":"note","text":"\\ud800"}'), "half a character"),
    "half a character as a name": (_in_map('"no_1":{"kind":"note","\\udfff":1}'), "half a character"),
    "too deep": (_in_map('"no_1":{"kind":"note","later":' + "[" * 40 + "]" * 40 + "}"), "nested deeper"),
    "far too deep": (_in_map('"no_1":' + "[" * 100_000 + "]" * 100_000), "nested deeper"),
    "too deep on many lines": (_in_map('"a":' + '{"a":\n' * 40 + "1" + "}" * 40), "nested deeper"),
    "ten million lists": (_in_map('"no_1":[' + "[]," * 10_000_000 + "[]]"), "more parts"),
    "a record of 300,000 fields": (
        _in_map('"no_1":{' + ",".join(f'"n{n}":1' for n in range(300_000)) + "}"),
        "more parts",
    ),
    "five million numbers": (_in_map('"no_1":[' + "1," * 5_000_000 + "1]"), "more parts"),
    "a comma too many": (_in_map('"no_1":{"kind":"note",}'), "cannot be read"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_with_a_sentence(name: str) -> None:
    content, message = DAMAGED[name]
    with pytest.raises(Unreadable, match=message) as caught:
        read(content)
    assert "the file is untouched" in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_file_cut_off_anywhere_is_refused() -> None:
    content = SAMPLE.read_bytes()
    for end in [*range(1, len(content), 1024), len(content) - 2]:
        with pytest.raises(Unreadable, match=r"cut off|not text|damaged|no journey map"):
            read(content[:end])


def test_a_file_cut_off_between_records_says_that_it_is_cut_off() -> None:
    content = SAMPLE.read_bytes()
    with pytest.raises(Unreadable, match="cut off: it ends in line"):
        read(content[: content.index(b'"ho_')])


def test_no_flipped_bit_goes_unnoticed() -> None:
    content = SAMPLE.read_bytes()
    chance = random.Random(2)
    for _ in range(400):
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[at] ^= 1 << bit
        try:
            opened = read(bytes(flipped))
        except Unreadable:
            continue
        assert "damaged" in str(opened.problems[0])


def test_spliced_and_repeated_parts_open_or_are_refused() -> None:
    content = SAMPLE.read_bytes()
    chance = random.Random(3)
    for _ in range(150):
        a, b, c = sorted(chance.randrange(len(content)) for _ in range(3))
        spliced = chance.choice(
            [content[:a] + content[b:], content[:b] + content[a:], content[:a] + content[b:c]]
        )
        try:
            opened = read(spliced)
        except Unreadable:
            continue
        assert opened.problems


def test_more_than_a_map_may_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = SAMPLE.read_bytes()
    monkeypatch.setattr(reading, "MOST_RECORDS", 100)
    with pytest.raises(Unreadable, match="more than 100 records"):
        read(content)
    monkeypatch.setattr(parsing, "LARGEST", 1000)
    with pytest.raises(Unreadable, match="64 MiB"):
        read(content)


def test_a_file_that_says_one_thing_thousands_of_times_is_no_burden() -> None:
    lines = ",\n".join(f'"ph_1":{{"kind":"phase","title":"{number}"}}' for number in range(5_001))
    opened = read(_in_map(f'\n"jm_1":{{"kind":"map"}},\n{lines}\n'))
    assert len(opened.envelope.kept) == 5_000
    with pytest.raises(Unreadable, match="more than 5,000 of its records"):
        read(_in_map(f'\n"jm_1":{{"kind":"map"}},\n{lines},\n"ph_1":{{"kind":"phase"}}\n'))
    fields = ",".join(f'"f{number}":1' for number in range(20_000))
    with pytest.raises(Unreadable, match="“f0” twice"):
        read(_in_map(f'"jm_1":{{"kind":"map",{fields},"f0":2}}'))


def test_hostile_field_names_are_only_names() -> None:
    names = [
        "__class__",
        "model_fields",
        "kind_",
        "__dict__",
        "rank",
        "mood",
        "__pydantic_extra__",
        "",
        "copy",
    ]
    odd = {name: {"x": 1} for name in names}
    content = _in_map(f'"jm_1":{{"kind":"map"}},"zz_1":{json.dumps({"kind": "later", **odd})}')
    opened = read(content)
    assert [one.id for one in opened.records] == ["jm_1", "zz_1"]
