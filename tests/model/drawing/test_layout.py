"""Where cards, lanes and phases stand, and where a dropped card lands."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.drawing.layout import BETWEEN_PHASES, Layout
from model.drawing.marks import Box
from model.drawing.scene import Scene
from model.drawing.slots import slot_at
from model.format import read
from model.journey import Journey
from model.records import Channel, Handover, Phase, Touchpoint
from model.rules import Refused
from model.store import Store
from resources import path
from tests.journeys import crowded_map, journey_of, long_map, tiny_maps


def reference() -> Journey:
    return journey_of(read(path("maps", "port-my-number.journey").read_bytes()).records)


def cards(layout: Layout) -> dict[str, Box]:
    return {one: layout.card(one) for one in layout.journey.touchpoints}


@pytest.mark.parametrize("records", [crowded_map(), long_map(200)])
def test_no_card_stands_on_another(records: list) -> None:
    boxes = sorted(cards(Layout(journey_of(records))).values())
    for place, one in enumerate(boxes):
        assert not any(one.meets(other) for other in boxes[place + 1 : place + 40])


def test_cards_run_from_left_to_right_in_journey_order() -> None:
    layout = Layout(reference())
    lefts = [layout.card(one).x for one in layout.journey.touchpoints]
    assert lefts == sorted(lefts)


def test_every_card_stands_in_its_phase_and_lane() -> None:
    layout = Layout(reference())
    lanes = {lane.id: lane for lane in layout.lanes}
    for span in layout.phases:
        for one in layout.column(span.id).ids:
            box, record = layout.card(one), layout.journey.store[one]
            assert isinstance(record, Touchpoint)
            assert span.start <= box.x <= box.right <= span.end
            assert lanes[record.place.channel].start < box.y < box.bottom < lanes[record.place.channel].end


def test_neighbours_whose_handover_fails_stand_further_apart() -> None:
    journey = reference()
    before = Layout(journey)
    first, second = journey.touchpoints[10:12]
    (handover,) = (h for h in journey.leaving(first) if h.target == second)
    apart = before.card(second).x - before.card(first).right
    journey.store.committed.connect(before.follow)
    with journey.store.transaction("Fail") as change:
        change.update(handover.id, quality="fails")
    assert before.card(second).x - before.card(first).right > apart + 5


def test_a_longer_phase_shifts_what_follows_and_nothing_within_it() -> None:
    journey = reference()
    layout = Layout(journey)
    journey.store.committed.connect(layout.follow)
    before = cards(layout)
    phase, channel = journey.phases[0], journey.channels[0]
    for _ in range(3):
        do.add_touchpoint(journey.store, phase, channel)
    shifts = {round(layout.card(one).x - box.x, 6) for one, box in before.items() if before[one].x > 60}
    assert len(shifts) == 1
    assert shifts.pop() > 40


def test_moods_and_heights_answer_each_other() -> None:
    layout = Layout(reference())
    for mood in (-2.0, -0.3, 0.0, 1.7, 2.0):
        assert layout.mood_at(layout.mood_y(mood)) == pytest.approx(mood)
    assert layout.mood_at(-100) == 2
    assert layout.mood_at(1000) == -2


def test_empty_lanes_and_bands_stay_on_screen_only_where_something_can_be_put() -> None:
    layout = Layout(journey_of(tiny_maps()["a frame"]))
    assert [lane.id for lane in layout.lanes] == ["ch_1"]
    assert {"words", "systems", "departments", "gaps"}.isdisjoint(layout.bands)


def test_a_touchpoint_without_its_phase_or_channel_stands_under_unsorted() -> None:
    layout = Layout(journey_of(tiny_maps()["a lost touchpoint"]))
    assert [span.id for span in layout.phases] == ["ph_unsorted"]
    assert layout.card("tp_1").w > 0


def test_there_is_no_place_outside_the_lanes() -> None:
    layout = Layout(reference())
    assert slot_at(layout, 20, 5) is None
    assert slot_at(layout, -40, layout.lanes[0].start + 5) is None
    assert slot_at(layout, layout.width + 40, layout.lanes[0].start + 5) is None


@given(across=st.floats(0, 1), lane=st.integers(0, 4), which=st.integers(0, 24))
@settings(max_examples=60, deadline=None)
def test_a_card_lands_where_the_insertion_bar_stood(across: float, lane: int, which: int) -> None:
    journey = reference()
    layout = Layout(journey)
    journey.store.committed.connect(layout.follow)
    moved = journey.touchpoints[which]
    slot = slot_at(layout, across * layout.width, layout.lanes[lane].start + 5, {moved})
    assert slot is not None
    do.move_touchpoints(journey.store, [moved], slot.phase, slot.lane.id, slot.before)
    order = journey.touchpoints
    place = order.index(moved)
    assert slot.before is None or order[place + 1] == slot.before
    assert slot.after is None or order[place - 1] == slot.after
    box, span = layout.card(moved), layout.lanes[lane]
    assert span.start < box.y < span.end
    assert slot.phase_span.start - BETWEEN_PHASES < slot.bar < slot.phase_span.end + BETWEEN_PHASES


steps = st.lists(
    st.tuples(st.sampled_from(["add", "move", "delete", "hand", "fail", "mood", "phase", "channel", "mark"]),
              st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)),
    max_size=14,
)  # fmt: skip


def _hand(store: Store, kind: str, a: int, b: int, c: int) -> None:
    def pick(cls: type, n: int) -> str:
        ids = sorted(store.of(cls))
        return ids[n % len(ids)] if ids else ""

    try:
        if kind == "add":
            do.add_touchpoint(store, pick(Phase, a), pick(Channel, b), "Added")
        elif kind == "move":
            do.move_touchpoints(store, [pick(Touchpoint, a)], pick(Phase, b), pick(Channel, c), None)
        elif kind == "delete":
            do.delete(store, [pick((Touchpoint, Handover, Phase)[b % 3], a)])
        elif kind == "hand":
            do.hand_over(store, pick(Touchpoint, a), pick(Touchpoint, b))
        elif kind == "fail":
            do.cycle_quality(store, pick(Handover, a))
        elif kind == "mood":
            do.set_mood(store, pick(Touchpoint, a), None, b % 5 - 2.0)
        elif kind == "phase":
            do.add_phase(store, "Later")
        elif kind == "channel":
            do.add_channel(store, "Other", "digital", "web")
        elif kind == "mark":
            do.mark_moment(store, pick(Touchpoint, a))
    except (Refused, KeyError, ValueError):
        return


@given(steps)
@settings(max_examples=30, deadline=None)
def test_what_follows_commits_equals_what_is_made_anew(hands: list[tuple[str, int, int, int]]) -> None:
    store = Store.holding(long_map(30, channels=4), BEHAVIOURS)
    journey = Journey(store)
    scene = Scene(journey)
    scene.everything()
    for hand in hands:
        _hand(store, *hand)
        scene.everything()
    anew = Scene(Journey(Store.holding(list(store))))
    assert scene.journey.touchpoints == anew.journey.touchpoints
    assert (scene.layout.phases, scene.layout.lanes) == (anew.layout.phases, anew.layout.lanes)
    assert scene.layout.bands == anew.layout.bands
    assert rounded(cards(scene.layout)) == rounded(cards(anew.layout))
    mine, theirs = ({f.key: f for f in one.everything()} for one in (scene, anew))
    assert mine.keys() == theirs.keys()
    for key, figure in mine.items():
        assert rounded(figure) == rounded(theirs[key]), key


def rounded(thing: object) -> str:
    """What something looks like, its lengths to a thousandth of a millimetre; shifted sums differ in the last bit.

    Lengths are sums of tenths and hundredths, and so none is near the middle of two thousandths once it is shifted.
    """
    text = re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda found: f"{float(found[0]) + 0.00013:.3f}", repr(thing))
    return text.replace("-0.000", "0.000")
