"""The story as drawn: peak and end, and the bond, worked out by hand."""

from typing import Any

import pytest

from model.findings import MomentThatMatters
from model.journey import Journey
from model.numbers import numbers
from model.store import Store
from tests.model.numbers.maps import records


def story_map(
    *moods: float | None, personas: tuple[float, ...] = (1.0,), moment: int | None = None
) -> Journey:
    fields: dict[str, Any] = {
        f"t{number}": {"mood": {} if mood is None else {"pe_0": mood}} for number, mood in enumerate(moods)
    }
    leads = [(number, number + 1) for number in range(len(moods) - 1)]
    made = records(len(moods), leads, personas=personas, **fields)
    if moment is not None:
        made.append(MomentThatMatters(id="mo_1", on=f"tp_{moment}", title="Known"))
    return Journey(Store.holding(made))


def figures(made: Journey, persona: str | None = "pe_0") -> tuple[float | None, float | None]:
    found = numbers(made, persona).figures
    return found["peak_end"].value, found["bond"].value


def test_peak_end_is_the_mean_of_the_most_intense_mood_and_the_last() -> None:
    assert figures(story_map(0.5, -1.8, 1.2))[0] == pytest.approx(-0.3)


def test_of_equally_intense_moods_the_negative_one_is_remembered() -> None:
    assert figures(story_map(1.5, -1.5, 0.5))[0] == pytest.approx(-0.5)


def test_the_bond_counts_moments_twice_and_the_first_touchpoint_one_and_a_half_times() -> None:
    assert figures(story_map(1.0, -0.5, 0.25))[1] == pytest.approx(1.25)
    assert figures(story_map(1.0, -0.5, 0.25, moment=1))[1] == pytest.approx(0.75)
    assert figures(story_map(1.0, -0.5, 0.25, moment=0))[1] == pytest.approx(2.75)


def test_a_mood_that_is_not_set_is_counted_and_not_guessed() -> None:
    made = story_map(1.0, None, -2.0, None)
    found = numbers(made, "pe_0")
    assert found.figures["bond"].coverage == "2 of 4 moods known"
    assert found.story.bond == pytest.approx([1.5, 1.5, -0.5, -0.5])
    assert figures(made)[0] == pytest.approx(-2.0)
    nobody = numbers(story_map(None), "pe_0").figures["peak_end"]
    assert (nobody.value, nobody.note) == (None, "No mood is known.")


def test_the_story_of_all_customers_weighs_moods_by_shares() -> None:
    made = story_map(1.0, 1.0, personas=(0.75, 0.25))
    with made.store.transaction("Feel") as change:
        change.update("tp_1", mood={"pe_0": 1.0, "pe_1": -2.0})
    assert numbers(made).story.moods == pytest.approx((1.0, 0.25))


def test_each_likely_walk_has_its_own_story() -> None:
    fields: dict[str, Any] = {
        f"t{one}": {"mood": {"pe_0": mood}} for one, mood in enumerate((1.0, -2.0, 0.5))
    }
    made = Journey(Store.holding(records(3, [(0, 1, 0.2), (0, 2), (1, 2)], personas=(1.0,), **fields)))
    short, long = numbers(made, "pe_0").walks()
    assert (short.story.peak_end, short.story.bond[-1]) == pytest.approx((0.75, 2.0))
    assert (long.story.peak_end, long.story.bond[-1]) == pytest.approx((-0.75, 0.0))


def test_a_walk_that_comes_by_again_feels_it_again() -> None:
    fields: dict[str, Any] = {"t0": {"mood": {"pe_0": -1.0}}}
    made = Journey(Store.holding(records(1, [(0, 0, 0.5, "rework")], personas=(1.0,), **fields)))
    once, twice = numbers(made, "pe_0").walks(2)
    assert (once.story.bond, twice.story.bond) == ([-1.5], [-1.5, -2.5])
