"""What an edit left beside each other is known card by card, so that it can be carried along whole."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from model.drawing.columns import Column
from model.drawing.moves import SAME, Break, Moved, glides, placed

W = 16.5
STEP = st.sampled_from([8.25, 18.0, 19.5, 24.0])
LANES = st.sampled_from(["one", "other"])


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, Column]:
    """A phase before and after an edit: cards came, went, changed places and lanes."""
    ids = [f"tp_{number}" for number in range(draw(st.integers(0, 9)))]
    after = draw(st.permutations(ids)) if draw(st.booleans()) else list(ids)
    after = [one for one in after if draw(st.integers(0, 9)) > 1]
    for number in range(draw(st.integers(0, 2))):
        after.insert(draw(st.integers(0, len(after))), f"new_{number}")
    lanes = {one: draw(LANES) for one in {*ids, *after}}
    now = {one: draw(LANES) if draw(st.integers(0, 9)) == 0 else lane for one, lane in lanes.items()}
    return laid(ids, lanes, draw), laid(after, now, draw)


def laid(ids: list[str], lanes: dict[str, str], draw: st.DrawFn) -> Column:
    xs, x = list[float](), 0.8
    for _ in ids:
        xs.append(x)
        x += draw(STEP) if draw(st.integers(0, 5)) == 0 else 18.0
    return Column(ids, xs, max(50.0, x), [lanes[one] for one in ids], {})


def extents(moves: list[Break]) -> list[tuple[float, float]]:
    """Where the breaks are after the edit."""
    found, by = list[tuple[float, float]](), 0.0
    for one in moves:
        found.append((one.first + by, one.last + by + one.by))
        by += one.by
    return found


@given(columns())
def test_every_card_is_carried_to_its_place_or_stands_where_something_broke(
    both: tuple[Column, Column],
) -> None:
    before, now = both
    moves = glides(before, now, 100.0, W)
    assert all(one.first <= one.last for one in moves)
    assert all(one.last <= other.first + SAME for one, other in pairwise(moves))
    there = dict(zip(now.ids, zip(now.xs, now.lanes, strict=True), strict=True))
    for one, x, lane in zip(before.ids, before.xs, before.lanes, strict=True):
        left = 100.0 + x
        is_whole = all(left + W <= gap.first + SAME or left >= gap.last - SAME for gap in moves)
        if is_whole:
            assert one in there
            assert there[one][1] == lane
            assert abs(placed(tuple(moves), left + W / 2) - W / 2 - 100.0 - there[one][0]) < 1e-3
    stood = dict(zip(before.ids, zip(before.xs, before.lanes, strict=True), strict=True))
    for one, x, lane in zip(now.ids, now.xs, now.lanes, strict=True):
        if one not in stood or stood[one][1] != lane:
            assert any(
                low - 1e-3 <= 100.0 + x and 100.0 + x + W <= high + 1e-3 for low, high in extents(moves)
            )


@given(columns())
def test_nothing_breaks_where_nothing_changed(both: tuple[Column, Column]) -> None:
    before, _ = both
    assert glides(before, before, 0.0, W) == []


def test_a_card_that_goes_to_the_end_leaves_the_others_whole() -> None:
    ids = [f"tp_{number}" for number in range(8)]
    xs = [0.8 + 18.0 * number for number in range(8)]
    lanes = ["one"] * 8
    before = Column(ids, xs, 160.0, lanes, {})
    now = Column([*ids[:2], *ids[3:], ids[2]], xs, 160.0, lanes, {})
    out, back = glides(before, now, 0.0, W)
    assert out.by == -18.0
    assert back.by == 18.0
    assert xs[2] - 2 <= out.first <= out.last <= xs[3]
    assert xs[7] <= back.first
    moved = Moved()
    moved.add((out, back))
    assert moved.place(0, xs[5]) == xs[4]
    assert moved.place(0, xs[1]) == xs[1]
