"""Many records made at once are those that would be made one by one."""

from typing import Any

import pytest

from model import batch
from model.batch import FEW, made
from model.kinds import KINDS
from model.records import Record, Touchpoint

PLACE = ["ph_1", "ch_1", "V"]
SET = {
    "title": "Calls",
    "mood": {"pe_1": 1},
    "personas": ["pe_1", "pe_2"],
    "department": None,
    "effort": 3,
    "wait_min": 2,
    "target": {"title": "Is called", "systems": ["sy_1"]},
    "ends": "done",
    "told_first": False,
}


def _bodies() -> list[dict[str, Any]]:
    """Touchpoints, each with other fields set."""
    some = [
        {"place": PLACE} | {name: SET[name] for place, name in enumerate(SET) if n >> place & 1}
        for n in range(300)
    ]
    return [body | {"id": f"tp_{number}"} for number, body in enumerate(some)]


def _one_by_one(bodies: list[dict[str, Any]]) -> list[Record]:
    return [Touchpoint.model_validate(body) for body in bodies]


def test_they_are_those_that_are_made_one_by_one() -> None:
    records, columns = made("touchpoint", _bodies())
    expected = _one_by_one(_bodies())
    assert records == expected
    for record, other in zip(records, expected, strict=True):
        assert list(record.__dict__) == list(other.__dict__)
        assert [type(value) for value in record.__dict__.values()] == [
            type(v) for v in other.__dict__.values()
        ]
        assert record.model_fields_set == other.model_fields_set
        assert repr(record) == repr(other)
    assert columns["effort"] == [3] * sum("effort" in body for body in _bodies())


def test_no_two_share_what_could_be_changed() -> None:
    records, _ = made("touchpoint", [{"id": f"tp_{n}", "place": PLACE} for n in range(FEW + 1)])
    assert len({id(record.__dict__["mood"]) for record in records}) == FEW + 1
    with pytest.raises(ValueError, match="frozen"):
        records[0].id = "tp_9"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_made_at_once(
    kind: str, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = [record for record in records if record.kind == kind]
    monkeypatch.setattr(batch, "FEW", 0)
    bodies = [record.model_dump(mode="python", exclude_unset=True) for record in own]
    found, _ = made(kind, bodies)
    assert found == own


WRONG = {
    "another kind’s id": {"id": "ph_1"},
    "a mood out of bounds": {"mood": {"pe_1": 7}},
    "an effort in words": {"effort": "much"},
    "a place without a rank": {"place": PLACE[:2]},
    "a text that is none": {"title": 3},
    "no place": {"place": ...},
    "a field that nobody knows": {"later": 1},
}


@pytest.mark.parametrize("what", WRONG)
def test_one_that_breaks_the_rules_stops_them_all(what: str) -> None:
    bodies = _bodies()
    bodies[170] = {name: value for name, value in (bodies[170] | WRONG[what]).items() if value is not ...}
    with pytest.raises((ValueError, KeyError)):
        made("touchpoint", bodies)
