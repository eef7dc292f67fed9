"""The vault: what goes in, what comes out, what goes with age, and that it never stands in a save's way."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.session import Session
from app.settings import state_home
from app.vault import ENDING, LAST, CannotRead, Vault, let_go_of_old
from app.versions import DAMAGED
from model.format import read
from model.operations import add_touchpoint, rename
from model.records import Channel, JourneyMap, Phase

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault("doc", tmp_path)


def test_what_was_put_in_comes_out_newest_first(vault: Vault) -> None:
    vault.put(b"one", "first", "Mei", is_ours=False, when=NOW)
    vault.put(b"two", "second", when=NOW + timedelta(minutes=1))
    newest, oldest = vault.versions()
    assert (newest.words, newest.person, vault.content(newest)) == ("second", "You", b"two")
    assert (oldest.words, oldest.person, vault.content(oldest)) == ("first", "Mei", b"one")
    assert Vault("another", vault.folder.parent.parent).versions() == []


def test_the_last_stay_then_one_an_hour_then_nothing(vault: Vault) -> None:
    for minutes in range(0, 60 * 48, 30):
        vault.put(b"x", str(minutes), when=NOW + timedelta(minutes=minutes))
    end = NOW + timedelta(minutes=60 * 48 - 30)
    kept = [one.when for one in vault.versions()]
    assert kept[:LAST] == [end - timedelta(minutes=30 * turn) for turn in range(LAST)]
    assert len(kept) == LAST + 48 - LAST // 2
    vault.thin(end + timedelta(days=31))
    assert [one.when for one in vault.versions()] == kept[:LAST]


def test_maps_that_nobody_saves_any_more_are_thinned_too(vault: Vault, tmp_path: Path) -> None:
    for hour in range(LAST + 5):
        vault.put(b"x", str(hour), when=NOW + timedelta(hours=hour))
    let_go_of_old(tmp_path, NOW + timedelta(days=20))
    assert len(vault.versions()) == LAST + 5
    let_go_of_old(tmp_path, NOW + timedelta(days=40))
    assert [one.words for one in vault.versions()] == [str(hour) for hour in range(LAST + 4, 4, -1)]


def test_what_a_killed_program_left_goes_after_a_day(vault: Vault) -> None:
    vault.put(b"x", "", when=NOW)
    torn, fresh = vault.folder / "torn.part", vault.folder / "fresh.part"
    torn.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(torn, (NOW.timestamp() - 2 * 24 * 3600,) * 2)
    os.utime(fresh, (NOW.timestamp() - 60,) * 2)
    vault.thin(NOW)
    assert not torn.exists()
    assert fresh.exists()


def test_a_named_version_stays_until_it_is_removed(vault: Vault) -> None:
    named = vault.put(b"n", "12 touchpoints", why="named", name="after lunch", when=NOW)
    for hour in range(LAST + 5):
        vault.put(b"x", str(hour), when=NOW + timedelta(days=60, hours=hour))
    assert named in vault.versions()
    vault.remove(named)
    assert named not in vault.versions()


def test_what_is_damaged_is_left_out_or_refused(vault: Vault) -> None:
    whole = vault.put(b"whole", "whole", when=NOW)
    torn = vault.put(b"torn" * 100, "torn", when=NOW + timedelta(hours=1))
    for place, content in {"noise": b"\xff\x00", "other": b"[]\n", "empty": b""}.items():
        (vault.folder / f"{place}{ENDING}").write_bytes(content)
    torn.place.write_bytes(torn.place.read_bytes()[:-10])
    assert vault.versions() == [torn, whole]
    with pytest.raises(CannotRead, match="cannot be read"):
        vault.content(torn)
    assert vault.content(whole) == b"whole"


def test_every_flipped_bit_is_left_out_or_refused(vault: Vault) -> None:
    kept = vault.put(b"a map", "words", when=NOW)
    whole = kept.place.read_bytes()
    start = whole.index(b"\n") + 1
    for place in range(start, len(whole)):
        kept.place.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        for one in vault.versions():
            try:
                assert vault.content(one) == b"a map"
            except CannotRead:
                continue


def _saved(tmp_path: Path) -> Session:
    session = Session.new()
    session.save_as(tmp_path / "map.journey")
    return session


def _add(session: Session, title: str) -> str:
    store = session.store
    phase, channel = next(iter(store.of(Phase))), next(iter(store.of(Channel)))
    return add_touchpoint(store, phase, channel, title)


def test_each_save_goes_in_with_what_changed(tmp_path: Path) -> None:
    session = _saved(tmp_path)
    _add(session, "Asks")
    session.save()
    session.versions.wait()
    newest, first = session.versions.vault.versions()
    assert newest.words == "1: “Asks” added"
    assert first.why == newest.why == "saved"
    assert read(session.versions.vault.content(newest)).records != []
    session.close()


def test_a_save_that_changes_nothing_is_no_version(tmp_path: Path) -> None:
    session = _saved(tmp_path)
    session.save()
    session.versions.wait()
    assert len(session.versions.vault.versions()) == 1
    session.close()


def test_a_colleagues_save_goes_in_as_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = _saved(tmp_path)
    mine.versions.wait()
    monkeypatch.setenv("MIND_THE_GAP_HOME", str(tmp_path / "elsewhere"))
    theirs = Session.open(tmp_path / "map.journey")
    theirs.author = "Mei"
    _add(theirs, "Waits")
    theirs.save()
    theirs.versions.wait()
    rename(mine.store, next(iter(mine.store.of(JourneyMap))), "Ours")
    mine.save()
    mine.versions.wait()
    newest, theirs_now, _ = mine.versions.vault.versions()
    assert newest.is_ours
    assert theirs_now.who == "Mei"
    mine.close()
    theirs.close()


def test_the_bytes_of_a_damaged_file_are_kept_as_they_were(tmp_path: Path) -> None:
    session = _saved(tmp_path)
    session.close()
    path = tmp_path / "map.journey"
    damaged = path.read_bytes().replace(b"Untitled", b"Untitlex")
    path.write_bytes(damaged)
    again = Session.open(path)
    again.versions.wait()
    newest = again.versions.vault.versions()[0]
    assert (newest.why, newest.words) == ("original", DAMAGED)
    assert again.versions.vault.content(newest) == damaged
    again.close()


def test_a_file_that_was_changed_elsewhere_lists_what_differs(tmp_path: Path) -> None:
    session = _saved(tmp_path)
    for number in range(10):
        _add(session, f"Asks {number}.")
    session.save()
    session.versions.wait()
    session.close()
    path = tmp_path / "map.journey"
    path.write_bytes(path.read_bytes().replace(b"Asks 3.", b"Asks 33."))
    again = Session.open(path)
    assert again.problems
    told = again.versions.since_kept(again.opened.records)
    assert told == ["Other than in the history here: 4: Title."]
    again.versions.wait()
    assert again.versions.since_kept(again.opened.records) == told
    path.write_bytes(path.read_bytes().replace(b"Asks ", b"Says "))
    told = again.versions.since_kept(Session.open(path).opened.records)
    assert (len(told), told[-1]) == (9, "2 more differ from the history here.")
    again.close()


def test_a_vault_that_cannot_be_written_stops_no_save(tmp_path: Path) -> None:
    state_home().mkdir(parents=True, exist_ok=True)
    in_the_way = state_home() / "vault"
    in_the_way.write_text("a file where the folder should be")
    session = _saved(tmp_path)
    session.versions.wait()
    assert session.is_saved
    assert session.versions.trouble
    assert session.versions.vault.versions() == []
    session.close()
    os.unlink(in_the_way)


def test_a_map_without_a_file_can_be_named(tmp_path: Path) -> None:
    session = Session.new()
    _add(session, "Asks")
    session.name_version("after lunch")
    session.versions.wait()
    (version,) = session.versions.vault.versions()
    assert (version.name, version.is_named) == ("after lunch", True)
    session.close()
