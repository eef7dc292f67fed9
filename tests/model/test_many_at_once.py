"""A step over very many records looks at each of them a few times, never at all of them for each."""

from collections.abc import Iterator
from datetime import date

import pytest

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.format import Lines
from model.gaps import LiveGaps
from model.history import History
from model.journey import Journey
from model.kinds import InvalidRecord, checked, one_of, with_fields
from model.records import Channel, Persona, Phase, Place, Record, Touchpoint
from model.references import References
from model.rules import Refused
from model.stamps import Stamps
from model.store import Change, Commit, Store, Transaction
from tests.model.conftest import small_map

COUNT = 400
TODAY = date(2026, 3, 1)


class Counting(Store):
    """A store that counts how often a record is put into it or asked for."""

    looks = 0

    def get(self, record_id: str | None) -> Record | None:
        self.looks += 1
        return super().get(record_id)

    def _set(self, record_id: str, record: Record | None) -> None:
        self.looks += 1
        super()._set(record_id, record)


def _touchpoints(count: int) -> Iterator[Touchpoint]:
    for number in range(count):
        place = Place("ph_1", "ch_1", f"a{number:04}V")
        yield Touchpoint.model_validate({"id": f"tp_{number:04}", "title": str(number), "place": place})


@pytest.fixture
def store() -> Counting:
    """Many touchpoints of one phase."""
    beside = [
        Phase.model_validate({"id": "ph_1", "title": "Ask", "rank": "V"}),
        Channel.model_validate({"id": "ch_1", "title": "Phone", "mode": "voice", "rank": "V"}),
        Persona.model_validate({"id": "pe_1", "name": "Amira", "rank": "V"}),
    ]
    return Counting.holding([*beside, *_touchpoints(COUNT)], BEHAVIOURS)


def _ids(store: Store) -> list[str]:
    return sorted(store.of(Touchpoint))


def test_parts_of_a_step_cost_what_they_touch(store: Counting) -> None:
    with store.transaction("Rename all"):
        for one in _ids(store):
            do.rename(store, one, f"{one} again")
    assert store.looks <= 6 * COUNT


def _fail_in_the_middle(store: Store, change: Transaction, renamed: str, deleted: str) -> None:
    with store.transaction("A part"):
        do.rename(store, renamed, "gone")
        change.create(Phase, id="ph_2", title="Gone", rank="W")
        change.delete(deleted)
        change.delete("tp_gone")


def test_a_part_that_fails_in_the_middle_leaves_the_rest_as_it_was(store: Counting) -> None:
    told: list[Commit] = []
    store.committed.connect(told.append)
    first, second, third = _ids(store)[:3]
    with store.transaction("Some") as change:
        do.rename(store, second, "kept")
        change.update(first, title="kept, too")
        change.confirm(third, "title")
        with pytest.raises(KeyError):
            _fail_in_the_middle(store, change, second, third)
        inside = [(one.id, one.after) for one in change.patch]
        assert "ph_2" not in store
        assert third in store
    assert [(one.id, one.after) for one in told[0].patch] == inside
    assert inside == [(second, {"title": "kept"}), (first, {"title": "kept, too"}), (third, {"title": "2"})]


def test_a_commit_says_what_its_records_were(store: Counting) -> None:
    told: list[Commit] = []
    history = History(store)
    store.committed.connect(told.append)
    first, second = _ids(store)[:2]
    was, gone = store[first], store[second]
    with store.transaction("Some") as change:
        change.update(first, title="once")
        change.update(first, title="twice")
        change.delete(second)
        change.create(Phase, id="ph_2", title="New", rank="W")
        change.update("ph_2", title="Newer")
    assert told[0].were == {first: was, second: gone}
    assert history.here.patch == told[0].patch
    assert not history.here.were


def test_a_changed_record_keeps_what_it_does_not_change_and_equals_one_made_anew() -> None:
    for record in small_map():
        for name in ("note", "title", "rank", "mood/pe_9", "personas/pe_9", "department"):
            if name.partition("/")[0] not in type(record).model_fields:
                continue
            value = {"mood/pe_9": 1, "personas/pe_9": True, "department": "de_9"}.get(name, "Vx")
            changed = with_fields(record, {name: value})
            anew = checked(record.kind, dict(changed.__dict__))
            assert changed == anew
            assert Lines().line(changed, None) == Lines().line(anew, None)
            assert all(
                changed.__dict__[other] is kept
                for other, kept in record.__dict__.items()
                if other != name.partition("/")[0]
            )


def test_a_value_that_does_not_fit_is_refused_as_ever() -> None:
    touchpoint = next(_touchpoints(1))
    with pytest.raises(InvalidRecord, match="must be from −2 to 2"):
        with_fields(touchpoint, {"mood/pe_1": 3})
    with pytest.raises(InvalidRecord, match="Touchpoint tp_0000, title: 7 given; must be text"):
        with_fields(touchpoint, {"title": 7})
    assert one_of(Touchpoint, "title")("fits") == "fits"


def test_only_what_a_record_names_otherwise_is_sorted_anew(store: Counting) -> None:
    references = References(store)
    first, *_ = store.these(_ids(store))
    felt = with_fields(first, {"mood/pe_1": 1})
    references.swap(first.id, first, felt)
    assert first.id in references.to("pe_1")
    again = with_fields(felt, {"mood/pe_1": 2, "title": "Other"})
    references.swap(first.id, felt, again)
    assert first.id in references.to("pe_1")
    references.swap(first.id, again, with_fields(again, {"mood/pe_1": None}))
    assert first.id not in references.to("pe_1")
    assert first.id in references.to("ph_1")


def test_one_mood_for_many_is_one_step(store: Counting) -> None:
    told: list[Commit] = []
    store.committed.connect(told.append)
    ids = _ids(store)
    store.looks = 0
    do.set_moods(store, ids, None, 1.5)
    assert [commit.label for commit in told] == [f"Set the mood of {COUNT} touchpoints"]
    assert [change.after for change in told[0].patch] == [{"mood/pe_1": 1.5}] * COUNT
    assert store.looks <= 6 * COUNT
    with pytest.raises(Refused):
        do.set_moods(store, [ids[0], "tp_gone"], None, 0)
    assert len(told) == 1
    do.set_moods(store, [], None, 0)
    do.set_moods(store, [ids[1], ids[1]], "pe_1", -1)
    assert [commit.label for commit in told[1:]] == ["Set the mood at 2"]


def test_what_goes_back_is_compared_by_what_names_it_alone(store: Counting) -> None:
    stamps, history = Stamps(store, {}, {}, {}, "me"), History(store)
    do.set_moods(store, _ids(store), None, 1)
    history.undo()
    store.looks = 0
    assert stamps.to_share() == {}
    assert store.looks <= 3 * COUNT


class Reading(LiveGaps):
    """Gaps that count for how many changes they look what these concern."""

    reads = 0

    def _near(self, change: Change) -> set[str]:
        self.reads += 1
        return super()._near(change)


def test_what_very_many_changes_concern_is_seen_between_events(store: Counting) -> None:
    journey = Journey(store)
    live = Reading(journey, store, TODAY)
    live.settle()
    said: list[frozenset[str]] = []
    live.changed.connect(said.append)
    do.set_moods(store, _ids(store), None, -2)
    assert live.reads == 0
    assert not live.is_settled
    assert said[0] == set(_ids(store))
    parts = live.settling()
    next(parts)
    assert 0 < live.reads < COUNT
    do.set_moods(store, _ids(store)[:2], None, 2)
    for _ in parts:
        pass
    assert live.reads >= COUNT
    assert live.is_settled
    whole = LiveGaps(journey, store, TODAY)
    whole.settle()
    assert live.found == whole.found
