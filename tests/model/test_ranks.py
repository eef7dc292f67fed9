"""Ranks: there is room between any two records, and order is kept."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.ranks import DIGITS, LONGEST, NoRoom, between, several_between, spread

ranks = st.text(DIGITS, max_size=8)


@given(ranks, st.none() | ranks)
def test_a_rank_between_two_stands_between_them(low: str, high: str | None) -> None:
    try:
        rank = between(low, high)
    except NoRoom:
        assert high is not None
        assert high <= low or high.rstrip("0") <= low
    else:
        assert low < rank
        assert high is None or rank < high


@given(ranks.filter(lambda rank: rank.strip("0") != ""), st.integers(0, 40))
@example("10", 2)
def test_several_ranks_stand_in_order_before_another(high: str, count: int) -> None:
    found = several_between("", high, count)
    assert len(found) == count
    assert ["", *found, high] == sorted({"", *found, high})


@given(st.lists(st.integers(0, 10**6), max_size=150))
def test_records_put_in_anywhere_keep_their_order(places: list[int]) -> None:
    order = ["V"]
    for place in places:
        at = place % (len(order) + 1)
        low, high = order[at - 1] if at else "", order[at] if at < len(order) else None
        order.insert(at, between(low, high))
    assert order == sorted(set(order))


def test_ten_thousand_touchpoints_typed_one_after_the_other_keep_short_ranks() -> None:
    rank, longest = "", 0
    for _ in range(10_000):
        after = between(rank, None)
        assert rank < after
        rank, longest = after, max(longest, len(after))
    assert longest <= 3


def test_between_two_neighbours_room_ends_with_a_clear_error_and_not_with_a_long_rank() -> None:
    low, high = "U", "V"
    with pytest.raises(NoRoom):  # noqa: PT012
        for _ in range(1000):
            high = between(low, high)
            assert len(high) <= LONGEST


@pytest.mark.parametrize(("low", "high"), [("V", "V"), ("b", "a"), ("a", "a0"), ("", "0"), ("é", None)])
def test_where_nothing_fits_it_says_so(low: str, high: str | None) -> None:
    with pytest.raises(NoRoom):
        between(low, high)


@given(st.integers(0, 3000))
def test_spread_ranks_stand_in_order(count: int) -> None:
    found = spread(count)
    assert len(found) == count
    assert found == sorted(set(found))
    assert "" not in found
