"""What a step of very many changes leaves to be done is done some at a time, and says the same as all at once."""

from pathlib import Path

import pytest

from app.ahead import AT_A_TIME, journal_cut, news_told
from app.journal import replayed
from app.session import Session
from model import operations as do
from model.records import Channel, Phase, Touchpoint

COUNT = 2 * AT_A_TIME + 20


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A saved map of many touchpoints, kept on this computer."""
    monkeypatch.setenv("MIND_THE_GAP_HOME", str(tmp_path / "home"))
    session = Session.new()
    phase, channel = next(iter(session.store.of(Phase))), next(iter(session.store.of(Channel)))
    with session.store.transaction("Add many"):
        for number in range(COUNT):
            do.add_touchpoint(session.store, phase, channel, str(number))
    do.add_persona(session.store, "Amira")
    session.save_as(tmp_path / "map.journey")
    session.keep()
    return session


def lines_of(content: bytes) -> bytes:
    """The records of a file."""
    return content.partition(b'"records"')[2].partition(b'"sum"')[0]


def _all(session: Session) -> list[str]:
    return list(session.store.of(Touchpoint))


def test_news_is_told_some_at_a_time_and_then_nothing_is_left(session: Session) -> None:
    ids = _all(session)
    before = session.content()
    do.set_moods(session.store, ids, None, 1)
    session.history.undo()
    assert len(list(news_told(session, ids))) == 3
    told = {one: session.stamps.by_id.get(one) for one in ids}
    shared = session.stamps.to_share()
    assert {one: shared.get(one) for one in ids} == told
    assert not session.stamps.touched & set(ids)
    assert lines_of(session.content()) == lines_of(before)
    session.close()


def test_the_journal_is_cut_when_what_stays_of_it_is_written(session: Session) -> None:
    session.save()
    ids = _all(session)
    do.set_moods(session.store, ids, None, 1)
    session.save()
    do.set_moods(session.store, ids[1:], None, 2)
    assert session.keeping is not None
    first = session.keeping.journal
    cutting = journal_cut(session)
    next(cutting)
    assert session.keeping.journal is first
    for _ in cutting:
        pass
    journal = session.keeping.journal
    assert journal is not None
    assert journal is not first
    replay = replayed(journal.held.place)
    assert replay is not None
    assert replay.records.keys() >= set(ids[1:])
    assert ids[0] not in replay.records
    session.close()


def test_a_save_that_comes_between_is_not_taken_for_the_one_that_was_found(session: Session) -> None:
    ids = _all(session)
    do.set_moods(session.store, ids, None, 1)
    session.save()
    do.set_moods(session.store, ids, None, 2)
    assert session.keeping is not None
    first = session.keeping.journal
    cutting = journal_cut(session)
    next(cutting)
    session.save()
    for _ in cutting:
        pass
    assert session.keeping.journal is first
    session.close()
