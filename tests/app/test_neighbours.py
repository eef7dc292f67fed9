"""What lies beside a map: a hint of who has it open, and copies that a sync folder made of it."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.conflicted import conflicted_copies, is_conflicted_name, put_away
from app.lock_hint import hang_out, host_name, place_of, read_hint, take_in
from app.session import Session
from app.window import Window
from model.operations import add_phase
from model.records import Phase
from tests.app.conftest import Hands

pytestmark = pytest.mark.allows_log("propagateSizeHints")
SINCE = datetime.now().astimezone().replace(microsecond=0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    Session.new().save_as(tmp_path / "share" / "map.journey")
    return tmp_path / "share" / "map.journey"


def hint(file: Path, **said: object) -> None:
    there = {"user": "Mei", "host": "ANNA-PC", "pid": 12, "since": SINCE.isoformat()} | said
    place_of(file).write_text(json.dumps(there), "utf-8")


def copy_by_mei(file: Path, name: str) -> Path:
    """A conflicted copy in which Mei added a phase."""
    copy = file.with_name(name)
    copy.write_bytes(file.read_bytes())
    mei = Session.open(copy)
    mei.author = "Mei"
    add_phase(mei.store, f"Of {name}")
    mei.save()
    return copy


# -- the hint


def test_an_open_map_hangs_out_a_hint_that_goes_with_it(window: Window, file: Path, tmp_path: Path) -> None:
    window.preferences.change(author="Anna")
    window.desk.open(file)
    said = read_hint(file)
    assert said is not None
    assert (said.user, said.host, said.pid, said.is_ours) == ("Anna", host_name(), os.getpid(), True)
    assert window.session is not None
    window.session.save_as(file.with_name("other.journey"))
    window.show_state()
    assert not place_of(file).exists()
    assert place_of(file.with_name("other.journey")).exists()
    window.desk.close()
    assert [one.name for one in file.parent.iterdir() if "lock" in one.name] == []


def test_who_else_has_the_map_open_is_said(qtbot: QtBot, window: Window, file: Path) -> None:
    hint(file)
    window.desk.open(file)
    expected = f"Mei has this map open on ANNA-PC since {SINCE:%H:%M}. What you both do is joined."
    qtbot.waitUntil(lambda: window.editor is not None and window.editor.said == expected)
    window.desk.close()
    assert place_of(file).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"since": (SINCE - timedelta(days=2)).isoformat()},
        {"host": host_name(), "pid": -5},
        {"host": host_name(), "pid": 2**22 + 5},
        {"host": host_name(), "pid": "many"},
        {"since": "soon"},
    ],
    ids=["old", "no process", "gone", "nonsense", "no time"],
)
def test_a_stale_hint_is_taken_over(file: Path, said: dict[str, object]) -> None:
    hint(file, **said)
    assert hang_out(file, "Anna") is None
    now = read_hint(file)
    assert now is not None
    assert now.is_ours
    take_in(file)
    assert not place_of(file).exists()


def test_a_process_that_lives_keeps_its_hint(file: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        hint(file, host=host_name(), pid=other.pid)
        found = hang_out(file, "Anna")
        assert found is not None
        assert found.user == "Mei"
        take_in(file)
        assert place_of(file).exists()
        other.communicate(b"\n")
    assert hang_out(file, "Anna") is None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b"[" * 4000, b'{"user":1,"host":2,"pid":3,"since":4}']
)
def test_a_hint_that_says_nonsense_is_none(file: Path, content: bytes) -> None:
    place_of(file).write_bytes(content)
    assert read_hint(file) is None


def test_a_hint_is_plain_text_on_one_line(file: Path) -> None:
    hint(file, user="<b>Mei</b>\n\x07" + "x" * 500)
    found = read_hint(file)
    assert found is not None
    assert found.user.startswith("<b>Mei</b> x")
    assert len(found.user) == 60


def test_a_folder_that_takes_no_hint_opens_all_the_same(file: Path) -> None:
    assert hang_out(file.parent / "gone" / "map.journey", "Anna") is None


# -- conflicted copies

NAMES = {
    "map (Anna's conflicted copy 2026-05-01)": True,
    "map (conflicted copy 2026-05-01 120301)": True,
    "map.sync-conflict-20260501-120000-ABCDEFG": True,
    "map-ANNA-PC": True,
    "map-DESKTOP-4F2K1-2": True,
    f"map-{host_name()}": True,
    "map": False,
    "map-old": False,
    "map-2": False,
    "map, to be": False,
    "other (conflicted copy)": False,
}


@pytest.mark.parametrize(("name", "is_one"), NAMES.items(), ids=list(NAMES))
def test_a_conflicted_copy_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_conflicted_name(name, "map") is is_one


def test_only_copies_of_the_same_document_are_found(file: Path) -> None:
    doc = Session.open(file).opened.envelope.doc
    mine = copy_by_mei(file, "map-ANNA-PC.journey")
    Session.new().save_as(file.with_name("map-OTHER.journey"))
    file.with_name("map-NOISE.journey").write_bytes(b"noise")
    assert conflicted_copies(file, doc) == [mine]
    assert conflicted_copies(file.parent / "gone" / "map.journey", doc) == []


def test_conflicted_copies_are_joined_on_one_click_and_put_away(
    qtbot: QtBot, window: Window, file: Path, no_real_settings: Path
) -> None:
    names = ["map (conflicted copy 1).journey", "map-ANNA-PC.journey"]
    copies = [copy_by_mei(file, name) for name in names]
    window.desk.open(file)
    assert window.editor is not None
    toast = window.editor._toast
    qtbot.waitUntil(lambda: "2 conflicted copies lie beside this map." in window.editor.said)  # type: ignore[union-attr]
    toast.buttons["Join them"].click()
    assert window.editor.said == "Joined 2 changes from 2 copies"
    titles = {one.title for one in Session.open(file).store.of(Phase).values()}
    assert {f"Of {name}" for name in names} <= titles
    assert not any(copy.exists() for copy in copies)
    assert {one.name for one in (no_real_settings / "trash").iterdir()} == set(names)
    assert not window.menus.actions["join_copies"].isVisible()


def test_a_copy_that_cannot_be_read_stays_where_it_is(
    qtbot: QtBot, window: Window, hands: Hands, file: Path
) -> None:
    copy = copy_by_mei(file, "map-ANNA-PC.journey")
    window.desk.open(file)
    copy.write_bytes(copy.read_bytes()[:-400])
    hands.will_dismiss()
    window.menus.actions["join_copies"].trigger()
    assert "was not joined" in hands.seen[-1]
    assert copy.exists()


def test_what_is_put_away_takes_nobodys_place(file: Path, no_real_settings: Path) -> None:
    for text in (b"one", b"two"):
        copy = file.with_name("map-ANNA-PC.journey")
        copy.write_bytes(text)
        assert put_away(copy).read_bytes() == text
    assert len(list((no_real_settings / "trash").iterdir())) == 2
