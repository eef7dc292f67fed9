"""A file of an older version is lifted step by step, and its own dicts stay as they were."""

from typing import Any

import pytest

from model.format import VERSION, Unreadable, read
from model.migrations import STEPS, current_version, migrated

OLD = b'{"format":"journey","version":1,"min_reader":1,"doc":"D","records":{"ph_1":{"kind":"phase","titel":"a"}}}'


def _titles(document: dict[str, Any]) -> dict[str, Any]:
    renamed = {}
    for record_id, body in document["records"].items():
        fields = {("title" if name == "titel" else name): value for name, value in body.items()}
        renamed[record_id] = fields
    return {**document, "records": renamed}


def _loud(document: dict[str, Any]) -> dict[str, Any]:
    louder = {key: body | {"title": body["title"].upper()} for key, body in document["records"].items()}
    return {**document, "records": louder}


def test_the_table_has_no_holes() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))
    assert current_version({1: _titles, 2: _loud}) == 3


def test_steps_are_taken_in_turn_and_only_those_that_are_missing() -> None:
    document = {"version": 1, "records": {"ph_1": {"titel": "a"}}}
    lifted = migrated(document, {1: _titles, 2: _loud})
    assert lifted == {"version": 3, "records": {"ph_1": {"title": "A"}}}
    assert document == {"version": 1, "records": {"ph_1": {"titel": "a"}}}
    assert migrated({"version": 2, "records": {"ph_1": {"title": "a"}}}, {1: _titles, 2: _loud}) == lifted
    assert migrated({"version": 9, "records": {}}, {1: _titles}) == {"version": 9, "records": {}}


def test_a_file_of_an_older_version_is_lifted_when_it_is_read() -> None:
    opened = read(OLD, {1: _titles, 2: _loud})
    assert [getattr(one, "title", "") for one in opened.records if one.id == "ph_1"] == ["A"]


def test_a_damaged_file_of_an_older_version_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unreadable, match="of version 1, and does not look like one"):
        read(OLD.replace(b'{"kind":"phase","titel":"a"}', b"7"), {1: _titles, 2: _loud})
