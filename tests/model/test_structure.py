"""Phases and channels: what becomes of their touchpoints, and moving place by place."""

import pytest

from model.behaviours import BEHAVIOURS
from model.history import History
from model.journey import Journey
from model.lock import LEVELS, Lock
from model.operations import (
    add_channel,
    add_next,
    add_phase,
    add_touchpoint,
    delete,
    move_touchpoints,
    new_map,
    rename,
    take_back,
)
from model.records import Phase, Touchpoint
from model.rules import Refused
from model.store import Store
from model.structure import delete_and_move, held_by, move_across, move_along, move_among, neighbours


class Room:
    """Three phases with two touchpoints each, in the first two of three channels."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.store = Store.holding(new_map(), [*BEHAVIOURS, self.lock.guard])
        self.journey, self.history = Journey(self.store), None
        self.phases, self.channels = self.journey.phases, self.journey.channels
        self.made = [
            add_touchpoint(self.store, phase, self.channels[place % 2], f"{number}{place}")
            for number, phase in enumerate(self.phases)
            for place in range(2)
        ]
        self.history = History(self.store)

    def titles(self, phase: int) -> list[str]:
        known = self.store.of(Touchpoint)
        return [known[one].title for one in self.journey.in_phase(self.phases[phase])]

    def channel(self, title: str) -> int:
        found = next(t for t in self.store.of(Touchpoint).values() if t.title == title)
        return self.channels.index(found.place.channel)


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_phase_goes_and_its_touchpoints_go_to_the_one_before_or_after(room: Room) -> None:
    middle = [room.phases[1]]
    assert held_by(room.store, middle) == room.made[2:4]
    before, after = neighbours(room.store, middle)
    assert before is not None
    assert after is not None
    start = room.store.everything()
    delete_and_move(room.store, middle, before.id)
    assert room.titles(0) == ["00", "01", "10", "11"]
    assert room.history is not None
    assert room.history.undo_label == "Delete a phase"
    room.history.undo()
    assert room.store.everything() == start
    delete_and_move(room.store, middle, after.id)
    assert room.titles(2) == ["10", "11", "20", "21"]
    assert [room.channel(title) for title in ("10", "11")] == [0, 1]


def test_a_channel_goes_and_its_touchpoints_keep_their_time(room: Room) -> None:
    order = room.journey.touchpoints
    delete_and_move(room.store, [room.channels[0]], room.channels[2])
    assert room.journey.touchpoints == order
    assert room.channel("00") == 2
    assert neighbours(room.store, [room.channels[1]]).before is None


def test_neighbours_are_never_among_what_goes(room: Room) -> None:
    before, after = neighbours(room.store, room.phases[:2])
    assert (before, after and after.id) == (None, room.phases[2])
    with pytest.raises(Refused):
        delete_and_move(room.store, room.phases[:2], room.phases[0])
    with pytest.raises(Refused, match="at least one phase"):
        delete_and_move(room.store, room.phases, room.phases[0])


def test_touchpoints_move_place_by_place_and_from_phase_to_phase(room: Room) -> None:
    one = room.made[0]
    move_along(room.store, [one], 1)
    assert room.titles(0) == ["01", "00"]
    move_along(room.store, [one], 1)
    assert (room.titles(0), room.titles(1)) == (["01"], ["00", "10", "11"])
    move_along(room.store, [one], -1)
    assert room.titles(0) == ["01", "00"]
    move_along(room.store, [one], -1)
    with pytest.raises(Refused):
        move_along(room.store, [one], -1)
    with pytest.raises(Refused):
        move_along(room.store, room.made[4:], 1)


def test_several_move_together_in_their_order(room: Room) -> None:
    move_along(room.store, room.made[2:4], 1)
    assert room.titles(2) == ["10", "11", "20", "21"]
    move_along(room.store, room.made[2:4], 1)
    assert room.titles(2) == ["20", "10", "11", "21"]
    move_across(room.store, room.made[2:4], 1)
    assert [room.channel(title) for title in ("10", "11")] == [1, 2]
    before = room.store.everything()
    with pytest.raises(Refused, match="below"):
        move_across(room.store, room.made[2:4], 1)
    assert room.store.everything() == before


def test_phases_and_channels_move_among_their_kind(room: Room) -> None:
    move_among(room.store, room.phases[0], 1)
    assert room.journey.phases == [room.phases[1], room.phases[0], room.phases[2]]
    move_among(room.store, room.phases[0], 1)
    move_among(room.store, room.channels[2], -1)
    assert room.journey.channels == [room.channels[0], room.channels[2], room.channels[1]]
    with pytest.raises(Refused):
        move_among(room.store, room.phases[0], 1)


def test_making_and_naming_is_one_step_and_taking_back_leaves_none(room: Room) -> None:
    history, start = room.history, room.store.everything()
    assert history is not None
    made = add_next(room.store, room.made[5], None, room.channels[0])
    rename(room.store, made, "Comes back")
    assert len(room.store.of(Phase)) == 4
    assert [h.target for h in room.journey.leaving(room.made[5])] == [made]
    history.undo()
    assert room.store.everything() == start
    assert not history.can_undo
    for add in (lambda: add_phase(room.store, "New"), lambda: add_channel(room.store, "New")):
        take_back(room.store, add())
    take_back(room.store, add_next(room.store, room.made[5], room.phases[2], room.channels[0]))
    assert room.store.everything() == start
    assert not history.can_undo


def test_the_lock_stops_hands_and_never_undo(room: Room) -> None:
    assert [room.lock.level, *(room.lock.turn() or room.lock.level for _ in LEVELS)] == [*LEVELS, "open"]
    rename(room.store, room.made[0], "Renamed")
    room.lock.turn()
    before = room.store.everything()
    with pytest.raises(Refused, match="Phases and channels are locked"):
        delete(room.store, [room.phases[0]])
    with pytest.raises(Refused):
        rename(room.store, room.channels[0], "Fax")
    assert room.store.everything() == before
    move_touchpoints(room.store, [room.made[0]], room.phases[1], None)
    room.lock.turn()
    with pytest.raises(Refused, match="The map is locked"):
        rename(room.store, room.made[1], "Fax")
    assert room.history is not None
    room.history.undo()
    room.history.undo()
    assert room.titles(0) == ["00", "01"]
