"""A lens says what lanes are: what stands where, and what a drop into another lane changes."""

import pytest

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.drawing.figures.icons import ICONS
from model.drawing.layout import Layout
from model.drawing.scene import Scene
from model.journey import Journey
from model.lenses import CUSTOMER, DEPARTMENT, LENSES, Lens
from model.records import Channel, Department, Touchpoint, new_id
from model.rules import Refused
from model.store import Store
from tests.journeys import crowded_map, journey_of, tiny_maps
from tests.model.conftest import small_map


@pytest.fixture
def store() -> Store:
    return Store.holding(small_map(), BEHAVIOURS)


def touchpoint(store: Store, one: str) -> Touchpoint:
    found = store[one]
    assert isinstance(found, Touchpoint)
    return found


def standing(layout: Layout) -> dict[str, list[str]]:
    """The lanes from top to bottom, each with its touchpoints."""
    journey = layout.journey
    return {
        lane.id: [one for one in journey.touchpoints if layout.lanes[layout.lane_of(one)] == lane]
        for lane in layout.lanes
    }


def test_channels_are_the_lanes_of_the_customer_lens(store: Store) -> None:
    assert standing(Layout(Journey(store))) == {"ch_1": ["tp_1", "tp_3"], "ch_2": ["tp_2"]}


def test_departments_are_the_lanes_of_the_department_lens_and_nobody_is_left_out(store: Store) -> None:
    layout = Layout(Journey(store), lens=DEPARTMENT)
    assert standing(layout) == {"de_1": ["tp_2"], "de_none": ["tp_1", "tp_3"]}


@pytest.mark.parametrize("records", tiny_maps().values(), ids=list(tiny_maps()))
@pytest.mark.parametrize("lens", LENSES.values(), ids=list(LENSES))
def test_every_map_can_be_seen_under_every_lens(records: list, lens: Lens) -> None:
    journey = journey_of(records)
    scene = Scene(journey, lens=lens)
    scene.everything()
    assert all(scene.layout.has(one) for one in journey.touchpoints)


def test_the_lanes_of_the_other_lens_stand_below_as_a_band(store: Store) -> None:
    bands = Layout(Journey(store)).bands
    assert bands["departments"].start > bands["visibility"].start
    assert "channels" not in bands
    bands = Layout(Journey(store), lens=DEPARTMENT).bands
    assert bands["lanes"].end < bands["channels"].start < bands["visibility"].start
    assert "departments" not in bands


def test_a_card_moved_to_another_department_keeps_its_channel(store: Store) -> None:
    do.move_touchpoints(store, ["tp_1"], "ph_2", "de_1", None, DEPARTMENT)
    moved = touchpoint(store, "tp_1")
    assert (moved.place.phase, moved.place.channel, moved.department) == ("ph_2", "ch_1", "de_1")


def test_a_card_moved_along_its_department_changes_neither_department_nor_channel(store: Store) -> None:
    do.move_touchpoints(store, ["tp_2"], "ph_2", "de_1", "tp_3", DEPARTMENT)
    moved = touchpoint(store, "tp_2")
    assert (moved.place.phase, moved.place.channel, moved.department) == ("ph_2", "ch_2", "de_1")


def test_a_card_can_be_put_where_no_department_answers_for_it(store: Store) -> None:
    do.move_touchpoints(store, ["tp_2"], None, "de_none", lens=DEPARTMENT)
    assert touchpoint(store, "tp_2").department is None


def test_no_card_can_be_put_into_a_lane_that_is_not_there(store: Store) -> None:
    for lens, lane in ((CUSTOMER, "ch_unsorted"), (CUSTOMER, "de_1"), (DEPARTMENT, "ch_1")):
        with pytest.raises(Refused):
            do.move_touchpoints(store, ["tp_2"], None, lane, lens=lens)


def test_a_card_added_to_a_department_is_met_where_the_one_before_it_is(store: Store) -> None:
    made = touchpoint(store, do.add_touchpoint(store, "ph_1", "de_1", after="tp_2", lens=DEPARTMENT))
    assert (made.place.channel, made.department) == ("ch_2", "de_1")
    first = touchpoint(store, do.add_touchpoint(store, "ph_2", "de_none", before="tp_3", lens=DEPARTMENT))
    assert (first.place.channel, first.department) == ("ch_1", None)
    told = do.add_touchpoint(store, "ph_2", "de_1", lens=DEPARTMENT, channel="ch_2")
    assert touchpoint(store, told).place.channel == "ch_2"


def test_a_map_without_channels_takes_no_touchpoint() -> None:
    store = Store.holding([one for one in small_map() if not isinstance(one, Channel | Touchpoint)])
    with pytest.raises(Refused, match="channel"):
        do.add_touchpoint(store, "ph_1", "de_1", lens=DEPARTMENT)


def test_a_layout_under_the_department_lens_follows_edits_and_equals_one_made_anew() -> None:
    journey = journey_of(crowded_map())
    layout = Layout(journey, lens=DEPARTMENT)
    journey.store.committed.connect(layout.follow)
    store, ids = journey.store, journey.touchpoints
    do.set_field(store, ids[3], "department", None)
    do.move_touchpoints(store, ids[10:14], journey.phases[2], "de_1", None, DEPARTMENT)
    do.set_field(store, ids[20], "department", "de_0")
    do.delete(store, [ids[30]])
    anew = Layout(Journey(Store.holding(list(store))), lens=DEPARTMENT)
    assert [lane.id for lane in layout.lanes] == ["de_0", "de_1", "de_none"]
    assert standing(layout) == standing(anew)
    assert {one: layout.card(one) for one in journey.touchpoints} == {
        one: anew.card(one) for one in journey.touchpoints
    }


@pytest.mark.parametrize(
    ("title", "icon"),
    [
        ("Digital care", "headset"),
        ("Store IT", "web"),
        ("Stores", "store"),
        ("Porting desk", "wrench"),
        ("Insight", "chart"),
        ("Marketing", "megaphone"),
        ("Logistics", "post"),
        ("Claims", "ledger"),
        ("Retailers United", "person"),
        ("", "person"),
    ],
)
def test_a_department_has_the_icon_that_its_name_speaks_of(title: str, icon: str) -> None:
    department = Department(id=new_id("department"), title=title)
    assert DEPARTMENT.icon(department) == (icon, "")
    assert icon in ICONS
