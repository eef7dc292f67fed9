"""Records say what is wrong with them in words: which record, which field, what is allowed."""

from typing import Any

import pytest

from model.kinds import (
    KINDS,
    InvalidRecord,
    checked,
    fields_of,
    limits_of,
    record_of,
    references,
    with_fields,
)
from model.records import Record, Touchpoint, kind_of, new_id

PLACE = ["ph_1", "ch_1", "V"]


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (
            "touchpoint",
            {"id": "tp_1", "place": PLACE, "mood": {"pe_1": 7}},
            "Touchpoint tp_1, mood/pe_1: 7 given; must be from −2 to 2.",
        ),
        (
            "handover",
            {"id": "ho_1", "source": "tp_1", "target": "tp_2", "share": 1.4},
            "Handover ho_1, share: 1.4 given; must be from 0 to 1.",
        ),
        (
            "touchpoint",
            {"id": "tp_1", "place": ["xx_1", "ch_1", "V"]},
            "Touchpoint tp_1, place/phase: 'xx_1' given; must be the id of a phase.",
        ),
        (
            "pain_point",
            {"id": "pa_1", "on": "zz_1"},
            "Pain point pa_1, on: 'zz_1' given; must be the id of a touchpoint or a handover.",
        ),
        ("pain_point", {"id": "pa_1"}, "Pain point pa_1, on: is missing."),
        (
            "kpi",
            {"id": "kp_1", "drives": {"kp_2": 9}},
            "KPI kp_1, drives/kp_2: 9 given; must be from 1 to 5.",
        ),
        ("kpi", {"id": "xx_1"}, "KPI xx_1: the id must begin with kp_."),
        (
            "map",
            {"id": "jm_1", "review_on": "soon"},
            "Map jm_1, review_on: 'soon' given; must be a date such as 2026-11-30.",
        ),
        ("map", {"id": "jm_1", "title": 7}, "Map jm_1, title: 7 given; must be text."),
        (
            "handover",
            {"id": "ho_1", "source": "tp_1", "target": "tp_2", "forced": 1},
            "Handover ho_1, forced: 1 given; must be true or false.",
        ),
        (
            "handover",
            {"id": "ho_1", "source": "tp_1", "target": "tp_2", "quality": "bad"},
            "Handover ho_1, quality: 'bad' given; must be 'holds', 'weak', 'fails' or 'unknown'.",
        ),
        (
            "phase",
            {"id": "ph_1", "title": "half \ud800"},
            "Phase ph_1, title: 'half \\ud800' given; must be text of whole characters.",
        ),
    ],
)
def test_a_wrong_value_is_named_with_record_field_and_what_is_allowed(
    kind: str, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidRecord) as caught:
        checked(kind, fields)
    assert str(caught.value) == message


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), "1", True, None, []])
def test_a_mood_is_a_number_and_nothing_that_could_pass_for_one(wrong: object) -> None:
    with pytest.raises(InvalidRecord):
        checked("touchpoint", {"id": "tp_1", "place": PLACE, "mood": {"pe_1": wrong}})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_ids_of_its_own(kind: str) -> None:
    assert kind_of(new_id(kind)) == kind
    assert new_id(kind) != new_id(kind)


def test_every_record_is_put_together_again_from_its_field_paths(records: list[Record]) -> None:
    for record in records:
        assert record_of(record.kind, record.id, fields_of(record)) == record


def test_every_field_of_every_record_can_be_unset_and_set_again(records: list[Record]) -> None:
    for record in records:
        for path, value in fields_of(record).items():
            name = path.partition("/")[0]
            if not type(record).model_fields[name].is_required():
                bare = with_fields(record, {path: None})
                assert path not in fields_of(bare)
                assert with_fields(bare, {path: value}) == record


def test_every_reference_is_known_by_the_field_that_holds_it(records: list[Record]) -> None:
    asks = next(record for record in records if record.id == "tp_2")
    assert set(references(asks)) == {
        ("place", "ph_1"),
        ("place", "ch_2"),
        ("department", "de_1"),
        ("personas/pe_1", "pe_1"),
        ("mood/pe_1", "pe_1"),
        ("mood/pe_2", "pe_2"),
        ("systems/sy_1", "sy_1"),
        ("missing_systems/sy_1", "sy_1"),
        ("target", "sy_1"),
    }


def test_what_a_number_may_be_can_be_asked() -> None:
    assert limits_of(Touchpoint, "believed") == (-2, 2)
    assert limits_of(Touchpoint, "effort") == (1, 7)
    assert limits_of(Touchpoint, "title") is None
