"""The reference map has exactly the gaps that were worked out for it without the product."""

from collections import Counter
from pathlib import Path

import pytest

from model.findings import Promise
from model.format import read
from model.gaps import Found, find_gaps
from model.journey import Journey
from model.records import Handover, Phase, Touchpoint
from model.store import Store
from tests.model.gaps.situations import TODAY

FILE = Path(__file__).parents[3] / "resources" / "maps" / "port-my-number.journey"


@pytest.fixture(scope="module")
def journey() -> Journey:
    return Journey(Store.holding(read(FILE.read_bytes()).records))


@pytest.fixture(scope="module")
def found(journey: Journey) -> Found:
    return find_gaps(journey, TODAY)


def severities(journey: Journey, found: Found) -> dict[str, float]:
    """The severity of the gaps at touchpoints, handovers and promises, by where they stand."""
    by_place = {}
    for gap in found.computed.values():
        record = journey.store[gap.anchor]
        if isinstance(record, Touchpoint):
            by_place[str(journey.number_of(record.id))] = gap.severity
        elif isinstance(record, Handover):
            by_place[gap.where(journey)] = gap.severity
        elif isinstance(record, Promise):
            by_place[record.text] = gap.severity
    return by_place


def test_there_are_25_at_touchpoints_handovers_and_promises(journey: Journey, found: Found) -> None:
    assert len(severities(journey, found)) == 25
    others = [journey.store[anchor] for anchor in found.computed]
    assert Counter(type(one) for one in others) == {Touchpoint: 14, Handover: 6, Promise: 5, Phase: 3}


def test_four_of_them_are_critical_and_each_is_as_bad_as_reckoned(journey: Journey, found: Found) -> None:
    known = severities(journey, found)
    worst = sorted(known, key=lambda one: -known[one])
    assert worst[:4] == ["11", "Times the story is told", "9 → 10", "19 → 20"]
    assert [f"{known[one]:.2f}" for one in worst[:4]] == ["100.00", "99.07", "83.83", "82.51"]
    assert {gap.anchor for gap in found.computed.values() if gap.level == "Critical"} == {
        anchor for anchor, gap in found.computed.items() if gap.severity in [known[one] for one in worst[:4]]
    }
    rest = {one: f"{known[one]:.2f}" for one in ("10", "19", "13", "14 → 15")}
    assert rest == {"10": "79.83", "19": "77.91", "13": "76.25", "14 → 15": "62.35"}


def test_the_rooms_severities_stand_beside_the_computed_ones(found: Found) -> None:
    pairs = [(gap.given, gap.computed and round(gap.computed, 1)) for gap in found.gaps if gap.is_named]
    assert pairs == [
        (92, 100.0),
        (88, 67.8),
        (81, 76.2),
        (74, 82.5),
        (66, 54.0),
        (52, 68.3),
        (44, 70.2),
        (37, None),
    ]


def test_every_gap_says_why(found: Found) -> None:
    (first,) = [gap for gap in found.gaps if gap.title == "Chat case never reaches the store"]
    assert {sign.rule for sign in first.signs} >= {
        "handover-fails",
        "context-lost",
        "sync-gap",
        "surge",
        "single-way",
    }
    assert any("64 customers a day" in sign.why for sign in first.signs)
    assert [gap.severity for gap in found.gaps] == sorted((gap.severity for gap in found.gaps), reverse=True)
