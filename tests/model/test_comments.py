"""Comments: said about any record, settled, opened again, gone with what they are about."""

from datetime import UTC, datetime, timedelta

import pytest

from model.behaviours import BEHAVIOURS
from model.comments import all_comments, comment_on, comments_on, resolve
from model.findings import Comment
from model.history import History
from model.operations import add_touchpoint, delete, new_map
from model.records import Channel, JourneyMap, Phase
from model.rules import Refused
from model.store import Store

NOW = datetime(2026, 11, 30, 14, 3, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    return Store.holding(new_map(), BEHAVIOURS)


def test_what_was_said_about_a_record_stands_in_the_order_it_was_said(store: Store) -> None:
    where = min(store.of(JourneyMap))
    later = comment_on(store, where, "Yes.", "Ben", NOW + timedelta(hours=1))
    first = comment_on(store, where, " Is this so? \n", "Mei", NOW)
    other = comment_on(store, min(store.of(Phase)), "Here too", "Mei", NOW)
    assert [one.id for one in comments_on(store, where)] == [first, later]
    assert store.of(Comment)[first].text == "Is this so?"
    resolve(store, later)
    assert [one.id for one in all_comments(store)] == [*sorted((first, other), reverse=True), later]
    resolve(store, later, False)
    assert all_comments(store)[0].id == later


def test_a_comment_without_a_time_or_with_an_old_one_is_in_order_too(store: Store) -> None:
    where = min(store.of(JourneyMap))
    with store.transaction("Read") as change:
        change.create(Comment, id="co_1", on=where, text="No time")
        change.create(Comment, id="co_2", on=where, text="Long ago", at=datetime(1, 1, 1))
        change.create(Comment, id="co_3", on=where, text="Far off", at=datetime(9999, 12, 31))
    assert {one.id for one in comments_on(store, where)} == {"co_1", "co_2", "co_3"}


def test_a_comment_goes_with_what_it_is_about_and_comes_back_with_it(store: Store) -> None:
    card = add_touchpoint(store, min(store.of(Phase)), min(store.of(Channel)))
    history = History(store)
    said = comment_on(store, card, "Look", "Mei", NOW)
    delete(store, [card])
    assert said not in store
    history.undo()
    assert [one.id for one in comments_on(store, card)] == [said]


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_is_not_a_comment(store: Store, text: str) -> None:
    with pytest.raises(Refused):
        comment_on(store, min(store.of(JourneyMap)), text, "Mei", NOW)


def test_nothing_is_said_about_what_is_gone_or_about_a_comment(store: Store) -> None:
    said = comment_on(store, min(store.of(JourneyMap)), "Look", "Mei", NOW)
    for where in ("tp_gone", said):
        with pytest.raises(Refused):
            comment_on(store, where, "Look", "Mei", NOW)
    with pytest.raises(Refused):
        resolve(store, "co_gone")
