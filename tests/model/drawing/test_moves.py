"""Stretches of an arrangement that moved together: whoever trusts them finds the same cards at the same distances."""

from hypothesis import given, settings
from hypothesis import strategies as st

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.drawing.layout import Layout
from model.drawing.moves import Break, Moved, carried, stood
from model.journey import Journey
from model.records import Channel, Phase, Touchpoint
from model.store import Store
from tests.journeys import long_map


def _cards(layout: Layout, left: float, right: float) -> list[tuple[str, float, float]]:
    """The cards that meet a stretch, by their distance from its left end."""
    boxes = [(one, layout.card(one)) for span in layout.phases for one in layout.column(span.id).ids]
    return [
        (one, round(box.x - left, 5), box.y) for one, box in boxes if box.x <= right and box.right >= left
    ]


def _edit(store: Store, kind: str, a: int, b: int) -> None:
    touchpoints, phases, channels = (sorted(store.of(cls)) for cls in (Touchpoint, Phase, Channel))
    one, channel = touchpoints[a % len(touchpoints)], channels[b % len(channels)]
    if kind == "add":
        do.add_touchpoint(store, phases[a % len(phases)], channel, "Added", before=one if b % 2 else None)
    elif kind == "delete":
        do.delete(store, [one])
    else:
        do.move_touchpoints(store, [one], phases[b % len(phases)], channel, None)


edits = st.tuples(st.sampled_from(["add", "delete", "move"]), st.integers(0, 999), st.integers(0, 999))


@given(st.lists(edits, min_size=1, max_size=4), st.lists(st.tuples(st.floats(-20, 900), st.floats(0, 300))))
@settings(max_examples=60, deadline=None)
def test_a_stretch_that_is_said_to_have_moved_holds_the_same_cards(
    hands: list[tuple[str, int, int]], stretches: list[tuple[float, float]]
) -> None:
    store = Store.holding(long_map(30, channels=4), BEHAVIOURS)
    journey = Journey(store)
    layout = Layout(journey)
    store.committed.connect(layout.follow)
    version = layout.version
    before = [_cards(layout, left, left + wide) for left, wide in stretches]
    for hand in hands:
        _edit(store, *hand)
    for (left, wide), cards in zip(stretches, before, strict=True):
        by = layout.moved.carried(version, left, left + wide)
        if by is not None:
            assert _cards(layout, left + by, left + by + wide) == cards


def test_what_ends_before_a_break_stays_and_what_starts_after_it_moves() -> None:
    moves = (Break(100.0, 120.0, 8.0), Break(300.0, 300.0, -2.0))
    assert carried(moves, 10.0, 99.0) == 0.0
    assert carried(moves, 90.0, 101.0) is None
    assert carried(moves, 121.0, 250.0) == 8.0
    assert carried(moves, 301.0, 400.0) == 6.0
    assert stood(moves, 50.0) == (50.0, 50.0)
    assert stood(moves, 110.0) == (100.0, 120.0)
    assert stood(moves, 406.0) == (400.0, 400.0)


def test_changes_that_are_forgotten_are_not_trusted() -> None:
    moved = Moved()
    moved.add((Break(5.0, 6.0, 1.0),))
    for _ in range(40):
        moved.add(())
    assert moved.carried(0, 0.0, 1.0) is None
    assert moved.carried(moved.count - 3, 0.0, 1.0) == 0.0
    moved.add(None)
    assert moved.carried(moved.count - 1, 0.0, 1.0) is None
    assert moved.since(moved.count - 1) is None
