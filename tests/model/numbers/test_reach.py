"""The share of customers who get to a touchpoint, for all of them and where shares say too much."""

from pathlib import Path

import pytest

from model.format import read
from model.journey import Journey
from model.numbers import reach
from model.store import Store

CONTENT = (Path(__file__).parents[3] / "resources" / "maps" / "port-my-number.journey").read_bytes()


def test_the_reference_map_gives_the_reaches_that_were_computed_independently() -> None:
    journey = Journey(Store.holding(read(CONTENT).records))
    found = reach(journey)
    by_number = {journey.number_of(touchpoint): share for touchpoint, share in found.items()}
    assert len(by_number) == 25
    expected = {10: 1.0, 14: 1.0, 23: 1.0, 15: 0.11, 19: 0.11, 20: 0.11, 17: 0.022}
    assert {number: by_number[number] for number in expected} == pytest.approx(expected, abs=1e-12)
