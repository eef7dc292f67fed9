"""A saved map is the same map, byte for byte where nothing changed, and carries what it does not know."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.envelope import checksum
from model.findings import Comment, Note
from model.format import VERSION, Envelope, new_envelope, read, write
from model.kinds import KINDS, Foreign
from model.records import JourneyMap, Phase, Record, Touchpoint

MAPS = Path(__file__).parents[1] / "maps"
ENVELOPE = Envelope("01KA2PRTMYNMBRHA10M0B11E25", "0.1.0")


def _lines(records: list[Record]) -> list[str]:
    return write(records, ENVELOPE).decode().split("\n")


def _file(*lines: str, header: str = "", version: int = 1, min_reader: int = 1) -> bytes:
    """A file as another program, or a later version, might have written it."""
    head = f'"format":"journey","version":{version},"min_reader":{min_reader},"doc":"D","app":"9",'
    inside = ",\n".join(lines) + "\n" if lines else ""
    body = f'{{\n{head}\n{header}"seen":{{"k3f9a1":1204}},\n"records":{{\n{inside}}},\n'.encode()
    return body + f'"sum":"{checksum(body)}"\n}}\n'.encode()


OWN = '"jm_1":{"kind":"map","title":"Ours"}'


def test_a_map_comes_back_as_it_was(records: list[Record]) -> None:
    content = write(records, ENVELOPE)
    opened = read(content)
    assert {one.id: one for one in opened.records} == {one.id: one for one in records}
    assert (opened.envelope, opened.problems, opened.read_only) == (ENVELOPE, [], None)
    assert write(reversed(opened.records), opened.envelope) == content


def test_it_is_json_with_one_record_on_each_line_sorted_by_id(records: list[Record]) -> None:
    lines = _lines(records)
    assert lines[:4] == [
        "{",
        f'"format":"journey","version":{VERSION},"min_reader":1,'
        '"doc":"01KA2PRTMYNMBRHA10M0B11E25","app":"0.1.0",',
        '"seen":{},',
        '"records":{',
    ]
    inside = lines[4 : lines.index("},")]
    ids = [line.split('"')[1] for line in inside]
    assert ids == sorted(one.id for one in records)
    document = json.loads("\n".join(lines))
    for body in document["records"].values():
        assert list(body) == sorted(body)


def test_only_what_is_set_is_written_and_as_short_as_possible() -> None:
    touchpoint = Touchpoint.model_validate(
        {"id": "tp_1", "place": ["ph_1", "ch_1", "V"], "mood": {"pe_2": 1.0, "pe_1": -0.5}, "cost": 0.0}
    )
    note = Note(id="no_1", text="“Grüße” 🙂\n\u2028", x=1e-7, y=-0.0)
    said = Comment(id="co_1", on="tp_1", at=datetime(2026, 11, 12, 9, 30, tzinfo=UTC))
    inside = [
        line.rstrip(",")
        for line in _lines([touchpoint, note, said])
        if line.startswith(('"tp', '"no', '"co'))
    ]
    assert inside == [
        '"co_1":{"at":"2026-11-12T09:30:00+00:00","kind":"comment","on":"tp_1"}',
        '"no_1":{"kind":"note","text":"“Grüße” 🙂\\n\u2028","x":1e-07}',
        '"tp_1":{"cost":0,"kind":"touchpoint","mood":{"pe_1":-0.5,"pe_2":1},"place":["ph_1","ch_1","V"]}',
    ]


texts = st.text(st.characters(codec="utf-8"), max_size=30)


@given(
    texts,
    texts,
    st.floats(-2, 2),
    st.floats(0, 1e9),
    st.dates(),
    st.sets(st.from_regex("sy_[0-9a-z]{1,5}", fullmatch=True)),
)
def test_any_text_number_date_and_set_survives(text, label, mood, wait, day, systems) -> None:
    place = ["ph_1", "ch_1", "V"]
    fields = {"title": text, "note": label, "mood": {"pe_1": mood}, "wait_min": wait, "systems": systems}
    records = [
        JourneyMap(id="jm_1", title=label, review_on=day),
        Touchpoint.model_validate({"id": "tp_1", "place": place, **fields}),
    ]
    content = write(records, ENVELOPE)
    opened = read(content)
    assert opened.records == records
    assert write(opened.records, opened.envelope) == content


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(json_values, json_values, json_values)
def test_what_this_version_does_not_know_is_carried_through(in_record, in_file, in_kind) -> None:
    as_text = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))  # noqa: E731
    content = _file(
        OWN,
        f'"ph_1":{{"from_later":{as_text(in_record)},"kind":"phase","~":{{"d":"17.k3f9a1"}}}}',
        f'"zz_1":{{"kind":"zeppelin","of":{as_text(in_kind)}}}',
        header=f'"later":{as_text(in_file)},\n',
    )
    opened = read(content)
    assert opened.problems == []
    assert [type(one) for one in opened.records] == [JourneyMap, Phase, Foreign]
    assert write(opened.records, opened.envelope) == content


def test_an_edit_leaves_unknown_fields_and_stamps_where_they_are() -> None:
    content = _file(OWN, '"ph_1":{"kind":"phase","tone":[1.0,2],"~":{"d":"1.a"}}')
    opened = read(content)
    records = [
        one.model_copy(update={"title": "Decide"}) if isinstance(one, Phase) else one
        for one in opened.records
    ]
    assert b'"ph_1":{"kind":"phase","title":"Decide","tone":[1.0,2],"~":{"d":"1.a"}}' in write(
        records, opened.envelope
    )


def test_a_record_that_does_not_hold_to_the_rules_is_put_aside_and_saved_as_it_stood() -> None:
    odd = '"tp_1":{ "kind":"touchpoint", "place":["ph_1","ch_1","V"], "mood":{"pe_1":7.0} }'
    content = _file(OWN, odd)
    opened = read(content)
    assert [one.id for one in opened.records] == ["jm_1"]
    (problem,) = opened.problems
    assert problem.record == "tp_1"
    assert str(problem).startswith("Touchpoint tp_1, mood/pe_1: 7.0 given; must be from −2 to 2.")
    assert write(opened.records, opened.envelope) == content


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('"ph_1":7', "Record ph_1, kind: is missing."),
        ('"ph_1":{"title":"x"}', "Record ph_1, kind: is missing."),
        ('"tp_1":{"kind":"phase"}', "Phase tp_1: the id must begin with ph_."),
        ('"ph_1":{"kind":"phase","a/b":1}', "Phase ph_1, a/b: cannot be the name of a field."),
        ('"ph 1":{"kind":"zeppelin"}', "Zeppelin ph 1, id: 'ph 1' given"),
        (
            '"ho_1":{"kind":"handover","share":1.4,"source":"tp_1","target":"tp_2"}',
            "Handover ho_1, share: 1.4 given",
        ),
    ],
)
def test_each_such_record_is_named(line: str, message: str) -> None:
    content = _file(*sorted([OWN, line]))
    opened = read(content)
    assert [str(one)[: len(message)] for one in opened.problems] == [message]
    assert write(opened.records, opened.envelope) == content


def test_of_two_records_with_one_id_the_first_counts_and_both_stay_in_the_file() -> None:
    content = _file(OWN, '"ph_1":{"kind":"phase","title":"a"}', '"ph_1":{"kind":"phase","title":"b"}')
    opened = read(content)
    assert [one.title for one in opened.records if isinstance(one, Phase)] == ["a"]
    assert [one.record for one in opened.problems] == ["ph_1"]
    assert write(opened.records, opened.envelope) == content


def test_a_file_without_a_map_gets_one_and_of_two_the_first_counts() -> None:
    opened = read(_file('"ph_1":{"kind":"phase"}'))
    assert sum(isinstance(one, JourneyMap) for one in opened.records) == 1
    assert "own record" in str(opened.problems[0])
    assert read(_file('"ph_1":{"kind":"phase"}')) == opened
    content = _file(OWN, '"jm_2":{"kind":"map","title":"Second"}')
    opened = read(content)
    assert [one.id for one in opened.records] == ["jm_1"]
    assert [one.record for one in opened.problems] == ["jm_2"]
    assert write(opened.records, opened.envelope) == content


def test_references_to_what_is_not_there_are_named_and_stay() -> None:
    content = _file(
        '"ho_1":{"kind":"handover","source":"tp_1","target":"tp_9"}',
        OWN,
        '"tp_1":{"kind":"touchpoint","place":["ph_9","ch_9","V"],"systems":["sy_9"]}',
    )
    opened = read(content)
    assert [str(one) for one in opened.problems] == [
        "Handover ho_1, target: tp_9 is not in the map; the handover needs a look.",
        "Touchpoint tp_1, place: ph_9 is not in the map; the touchpoint is shown under “Unsorted”.",
        "Touchpoint tp_1, place: ch_9 is not in the map; the touchpoint is shown under “Unsorted”.",
        "Touchpoint tp_1, systems: sy_9 is not in the map.",
    ]
    assert write(opened.records, opened.envelope) == content


def test_a_file_of_a_later_version_opens_and_stays_one() -> None:
    content = _file(OWN, version=99)
    opened = read(content)
    assert (opened.problems, opened.read_only) == ([], None)
    assert write(opened.records, opened.envelope) == content


def test_a_file_that_asks_for_a_later_reader_opens_for_reading_only() -> None:
    opened = read(_file(OWN, version=99, min_reader=99))
    assert opened.read_only is not None
    assert "newer version" in opened.read_only
    assert len(opened.records) == 1


def test_a_file_changed_by_hand_opens_and_says_so(records: list[Record]) -> None:
    content = write(records, ENVELOPE).replace(b'"Reads"', b'"Reads it"')
    opened = read(content)
    assert [str(one) for one in opened.problems] == [
        "This file was changed outside the app, or it is damaged: its checksum does not fit."
    ]
    pretty = json.dumps(json.loads(write(records, ENVELOPE)), indent=2).encode()
    assert (
        read(b"\xef\xbb\xbf" + pretty.replace(b"\n", b"\r\n")).records
        == read(write(records, ENVELOPE)).records
    )


@pytest.mark.parametrize("name", ["version", "min_reader", "doc", "app", "seen"])
def test_a_damaged_header_field_is_named_and_the_map_opens(records: list[Record], name: str) -> None:
    document = json.loads(write(records, ENVELOPE)) | {name: True}
    opened = read(json.dumps(document).encode())
    assert len(opened.records) == len(records)
    assert any(f"“{name}”" in str(one) for one in opened.problems)


def test_every_document_has_an_id_of_its_own() -> None:
    first, second = new_envelope(), new_envelope("1.0")
    assert first.doc != second.doc
    assert len(first.doc) == len(second.doc) == 26
    assert replace(second, doc=first.doc, app="") == first


def test_the_first_version_of_the_format_opens_for_ever() -> None:
    content = (MAPS / "version-1.journey").read_bytes()
    opened = read(content)
    assert opened.problems == []
    assert {one.kind for one in opened.records} == {*KINDS, "foreign"}
    assert write(opened.records, opened.envelope) == content
