"""Boxes that come near each other stand side by side afterwards, whatever came near whatever."""

from hypothesis import given
from hypothesis import strategies as st

from model.drawing.clusters import APART, NEAR, distance, following, settled, together
from model.drawing.figures.notes import WIDE, height_of
from model.drawing.marks import Box

HAIR = 0.03
places = st.floats(-80, 80).map(lambda v: round(v, 2))
boxes = st.builds(lambda x, y, rows: Box(x, y, WIDE, height_of(rows)), places, places, st.integers(1, 3))
few, many = st.lists(boxes, min_size=1, max_size=3), st.lists(boxes, min_size=1, max_size=9)


@given(few, many)
def test_what_settles_stands_beside_another_box_and_on_none(moving: list[Box], others: list[Box]) -> None:
    shift = settled(moving, others)
    if shift is None:
        assert all(distance(one, other) >= NEAR for one in moving for other in others)
        return
    gaps = [distance(one.moved(*shift), other) for one in moving for other in others]
    assert min(gaps) >= APART - HAIR


@given(boxes, boxes)
def test_one_box_near_another_is_in_line_with_it(one: Box, other: Box) -> None:
    shift = settled([one], [other])
    if shift is not None:
        there = one.moved(*shift)
        assert abs(distance(there, other) - APART) < HAIR
        assert abs(there.x - other.x) < HAIR or abs(there.y - other.y) < HAIR


@given(few, many)
def test_what_has_settled_stays(moving: list[Box], others: list[Box]) -> None:
    shift = settled(moving, others)
    if shift is not None:
        again = settled([one.moved(*shift) for one in moving], others)
        assert again is None or abs(again[0]) + abs(again[1]) < HAIR


@given(many)
def test_a_cluster_is_the_same_from_each_of_its_boxes(found: list[Box]) -> None:
    named = {str(place): box for place, box in enumerate(found)}
    clusters = {one: together(one, named) for one in named}
    for one, cluster in clusters.items():
        assert one in cluster
        assert all(clusters[other] == cluster for other in cluster)


@given(boxes, many, st.integers(2, 14))
def test_a_series_of_boxes_stands_on_nothing_and_goes_on_in_rows(
    first: Box, others: list[Box], count: int
) -> None:
    others = [other for other in others if distance(first, other) >= APART]
    made = [first]
    for _ in range(count):
        x, y = following(made[-1], first, (WIDE, height_of(1)), [*others, *made])
        made.append(Box(x, y, WIDE, height_of(1)))
    for place, one in enumerate(made):
        assert all(distance(one, other) >= APART - HAIR for other in [*others, *made[:place]])
    if not others and first.h == height_of(1):
        assert len({one.x for one in made}) == min(5, count + 1)
