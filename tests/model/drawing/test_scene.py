"""The figures of a map: all of them, where they are, what a click meets."""

import random

import pytest

from model.drawing import ways
from model.drawing.figures.shapes import extent
from model.drawing.marks import Box, Text
from model.drawing.mood_curve import curve
from model.drawing.routes import Way
from model.drawing.scene import Scene
from model.format import read
from model.lenses import LENSES
from model.operations import add_touchpoint, delete, move_touchpoints, set_moods
from model.records import Handover, Record, Touchpoint
from resources import path
from tests.journeys import crowded_map, journey_of, long_map, tiny_maps


def reference() -> list[Record]:
    return read(path("maps", "port-my-number.journey").read_bytes()).records


MAPS = {"reference": reference(), "crowded": crowded_map(), "long": long_map(120)}


@pytest.fixture(params=[(name, lens) for lens in LENSES for name in MAPS], ids="-".join)
def scene(request: pytest.FixtureRequest) -> Scene:
    name, lens = request.param
    return Scene(journey_of(MAPS[name]), lens=LENSES[lens])


def crosses(way: Way, card: Box) -> bool:
    inner = card.grown(-0.2)
    for (ax, ay), (bx, by) in zip(way.points, way.points[1:], strict=False):
        if Box(min(ax, bx), min(ay, by), abs(ax - bx) + 1e-6, abs(ay - by) + 1e-6).meets(inner):
            return True
    return False


def test_no_handover_runs_through_a_card(scene: Scene) -> None:
    boxes = {one: scene.layout.card(one) for one in scene.journey.touchpoints}
    crossed = [
        (handover.id, one)
        for handover in scene.journey.store.of(Handover).values()
        if (way := scene.way(handover.id)) is not None
        for one, box in boxes.items()
        if crosses(way, box)
    ]
    assert crossed == []


def test_every_touchpoint_and_every_handover_with_both_ends_is_drawn(scene: Scene) -> None:
    keys = {figure.key for figure in scene.everything()}
    store = scene.journey.store
    assert {f"card:{one}" for one in store.of(Touchpoint)} <= keys
    whole = [h for h in store.of(Handover).values() if h.source in store and h.target in store]
    assert {f"{part}:{h.id}" for h in whole for part in ("way", "mark")} <= keys


def test_a_part_shows_just_the_figures_of_the_whole_that_meet_it(scene: Scene) -> None:
    whole, chance = scene.everything(), random.Random(5)
    for _ in range(25):
        box = Box(
            chance.uniform(-20, scene.layout.width), chance.uniform(-10, 180), chance.uniform(5, 120), 60
        )
        seen = {figure.key for figure in scene.within(box)}
        assert seen == {figure.key for figure in whole if figure.bounds.meets(box)}


def test_figures_stay_the_same_objects_until_something_in_them_changes(scene: Scene) -> None:
    before = {figure.key: figure.marks for figure in scene.everything()}
    first, *others = scene.journey.touchpoints
    with scene.journey.store.transaction("Rename") as change:
        change.update(first, title="Renamed")
    after = {figure.key: figure.marks for figure in scene.everything()}
    assert after[f"card:{first}"] != before[f"card:{first}"]
    assert all(after[f"card:{one}"] is before[f"card:{one}"] for one in others)


def test_a_click_meets_the_card_the_mark_and_the_line(scene: Scene) -> None:
    for one in scene.journey.touchpoints[:10]:
        x, y = scene.layout.card(one).middle
        assert one in {figure.record for figure in scene.at(x, y + 4)}
    for handover in list(scene.journey.store.of(Handover))[:10]:
        way = scene.way(handover)
        if way is not None:
            assert handover in {figure.record for figure in scene.at(*way.mark)}


def test_text_stays_inside_its_card(scene: Scene) -> None:
    for figure in scene.everything():
        if not figure.key.startswith(("card", "gap")):
            continue
        frame = Box(0, 0, *_size(figure.marks[0])).grown(0.15)
        for mark in figure.marks:
            if isinstance(mark, Text):
                assert mark.x >= frame.x, mark.line.text
                assert mark.x + mark.width <= frame.right, mark.line.text
                assert mark.y <= frame.bottom, mark.line.text


def _size(mark: object) -> tuple[float, float]:
    box = mark.box  # type: ignore[attr-defined]
    return box.w, box.h


def test_labels_stand_free_of_cards_and_of_each_other(scene: Scene) -> None:
    boxes = [one.box for one in scene.labels]
    cards = [scene.layout.card(one) for one in scene.journey.touchpoints]
    for place, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[place + 1 :])
        assert not any(box.meets(card) for card in cards)


def test_quotes_and_pills_stand_free_of_each_other(scene: Scene) -> None:
    for one, two in zip(scene.quotes, scene.quotes[1:], strict=False):
        assert one.right < two.x
    for one, two in zip(scene.flags, scene.flags[1:], strict=False):
        assert one.x + one.w < two.x


def test_painted_areas_hold_their_marks(scene: Scene) -> None:
    for figure in scene.everything():
        assert figure.box == extent(figure.marks)


def test_the_curve_never_overshoots_a_score() -> None:
    chance = random.Random(2)
    for _ in range(50):
        xs = [0.0]
        for _ in range(12):
            xs.append(xs[-1] + chance.uniform(1, 20))
        ys = [chance.uniform(-2, 2) for _ in xs]
        for place, step in enumerate(curve(xs, ys)[1:]):
            low, high = sorted((ys[place], ys[place + 1]))
            for y in (float(step[2]), float(step[4])):
                assert low - 1e-9 <= y <= high + 1e-9


def test_a_part_of_the_curve_is_the_same_as_in_the_whole() -> None:
    xs, ys = [0.0, 3, 9, 11, 20, 24], [1.0, -1, 0, 2, -2, 1]
    assert curve(xs, ys, 2, 4)[1:] == curve(xs, ys)[3:5]


@pytest.mark.parametrize("name", list(tiny_maps()))
def test_next_to_nothing_draws_next_to_nothing(name: str) -> None:
    scene = Scene(journey_of(tiny_maps()[name]))
    cards = [figure for figure in scene.everything() if figure.key.startswith("card")]
    assert len(cards) == len(scene.journey.touchpoints)


def test_handovers_that_are_in_bad_order_are_drawn_or_left_out_in_peace() -> None:
    scene = Scene(journey_of(crowded_map()))
    assert scene.way("ho_dangling") is None
    loop, twin, first = scene.way("ho_self"), scene.way("ho_twin"), scene.way("ho_0")
    assert loop is not None
    assert loop.points[0] != loop.points[-1]
    assert twin is not None
    assert first is not None
    assert twin.points != first.points


def test_every_figure_of_a_handover_says_what_it_is() -> None:
    scene = Scene(journey_of(reference()))
    failing = next(h for h in scene.journey.store.of(Handover).values() if h.quality == "fails")
    mark = scene.figure(f"mark:{failing.id}")
    assert mark is not None
    assert failing.label in mark.says
    card = scene.figure(f"card:{failing.source}")
    assert card is not None
    assert card.says.startswith(f"Touchpoint {scene.journey.number_of(failing.source)}, ")


def test_what_systems_say_follows_the_numbers_before_them() -> None:
    journey = journey_of(reference())
    scene = Scene(journey)
    said = {f.key: f.says for f in scene.everything() if f.key.startswith("systems:")}
    add_touchpoint(journey.store, journey.phases[0], journey.channels[0], "Comes first")
    now = {f.key: f.says for f in scene.everything() if f.key.startswith("systems:")}
    fresh = {f.key: f.says for f in Scene(journey).everything() if f.key.startswith("systems:")}
    assert now == fresh != said


def test_another_drawing_says_which_phases_ways_pass_and_both_go_on_alone() -> None:
    journey = journey_of(MAPS["long"])
    old = Scene(journey)
    phases = [span.id for span in old.layout.phases]
    near = old.ways.near(phases)
    new = Scene(journey, lens=LENSES["department"])
    new.look_like(old)
    asked = journey.store.of(Handover)
    assert near == new.ways.near(phases) == sorted(asked)
    old.close()
    delete(journey.store, [near[0], journey.touchpoints[5]])
    fresh = Scene(journey, lens=LENSES["department"])
    for phase in phases:
        assert new.ways.near([phase]) == fresh.ways.near([phase])
    assert near == old.ways.near(phases)
    assert [new.way(one) for one in asked] == [fresh.way(one) for one in asked]


@pytest.mark.parametrize("most", [2, 1000])
def test_however_many_move_at_once_ways_are_sorted_as_if_anew(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "MOST_SORTED", most)
    journey = journey_of(MAPS["long"])
    scene = Scene(journey)
    scene.everything()
    ids, phases = journey.touchpoints, journey.phases
    set_moods(journey.store, ids, None, 1.0)
    move_touchpoints(journey.store, ids[:9], phases[-1], None)
    set_moods(journey.store, ids, None, -1.0)
    delete(journey.store, ids[20:24])
    fresh = Scene(journey)
    for phase in phases:
        assert scene.ways.near([phase]) == fresh.ways.near([phase])
    for one in journey.store.of(Handover):
        assert (scene.way(one) is None) == (fresh.way(one) is None)
