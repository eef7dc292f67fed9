"""NPS, CSAT and CES are what they are said to be, and never guessed from a title."""

from typing import Any

import pytest

from model.findings import Kpi
from model.journey import Journey
from model.numbers import scores
from model.numbers.scores import score
from model.store import Store
from tests.model.numbers.maps import records


@pytest.mark.parametrize(
    ("method", "answers", "expected"),
    [
        ("NPS", [10, 9, 8, 7, 6, 0], 0),
        ("NPS", [9, 9, 9, 6], 50),
        ("CSAT", [5, 4, 3, 1], 50),
        ("CES 1.0", [1, 2, 5, 4], 3),
        ("CES 2.0", [7, 5, 6, 2], 5),
        ("ces 2.0 %", [7, 5, 6, 2], 75),
    ],
)
def test_a_score_follows_its_formula(method: str, answers: list[float], expected: float) -> None:
    assert score(method, answers) == pytest.approx(expected)


@pytest.mark.parametrize(("method", "answers"), [("NPS", [11]), ("CES 1.0", [7]), ("CSAT", [])])
def test_answers_of_another_scale_are_refused(method: str, answers: list[float]) -> None:
    with pytest.raises(ValueError, match=method):
        score(method, answers)


def scored(**fields: Any) -> Any:
    kpi = Kpi.model_validate({"id": "kp_1", "title": "NPS at day 30", **fields})
    return scores(Journey(Store.holding([*records(0, []), kpi]))).get("kp_1")


def test_a_kpi_is_scored_by_the_method_it_names_only() -> None:
    assert scored(now=-12) is None
    assert scored(now=-12, method="our own") is None
    found = scored(now=-12, method="nps", readings=[["2026-01-01", -20]])
    assert (found.value, found.known, found.of) == (-12, 1, 1)
    assert "9–10" in found.formula
    assert [one.value for one in found.inputs()] == [-20]
    assert found.note == ""


def test_what_cannot_be_such_a_score_is_said() -> None:
    assert "between 1 and 5" in scored(now=6.2, method="CES 1.0", higher_is_better=False).note
    assert "low is good" in scored(now=3, method="CES 1.0").note
    assert scored(method="CES 2.0").known == 0
