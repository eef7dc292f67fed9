"""What the app remembers survives a restart, and a broken memory never stops it."""

import json
import os
import threading
from pathlib import Path

import pytest

from app.scribe import Scribe
from app.settings import LONGEST_RECENT, Preferences, Settings, home


def test_settings_live_where_the_environment_says(no_real_settings: Path) -> None:
    assert home() == no_real_settings


def test_what_is_changed_is_there_after_a_restart(tmp_path: Path) -> None:
    Preferences(tmp_path / "new").change(theme="dark", panel_width=400, strip_open=False)
    again = Preferences(tmp_path / "new").now
    assert (again.theme, again.panel_width, again.strip_open, again.overview_open) == (
        "dark",
        400,
        False,
        True,
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"theme": "pink"}', b'{"recent": [{"path": 7}]}', b"[" * 100_000],
)
def test_a_broken_file_is_put_aside_and_the_app_starts_fresh(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    preferences = Preferences(tmp_path)
    assert preferences.now == Settings()
    assert preferences.put_aside is not None
    assert preferences.put_aside.read_bytes() == content
    preferences.change(theme="light")
    preferences.wait()
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["theme"] == "light"


def test_settings_of_a_later_version_are_read(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "dark", "hologram": true}', "utf-8")
    assert Preferences(tmp_path).now.theme == "dark"


def test_a_value_out_of_bounds_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    with pytest.raises(ValueError, match="panel_width"):
        preferences.change(panel_width=9000)
    assert preferences.now.panel_width == 320


def test_recent_maps_stand_newest_first_and_once(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "home")
    for name in ("a", "b", "a"):
        preferences.opened(tmp_path / f"{name}.journey", name.upper())
    assert [(one.path.name, one.title) for one in preferences.now.recent] == [
        ("a.journey", "A"),
        ("b.journey", "B"),
    ]
    assert preferences.now.folder == tmp_path
    preferences.forget(tmp_path / "a.journey")
    assert [one.title for one in Preferences(tmp_path / "home").now.recent] == ["B"]


def test_only_so_many_maps_are_recent(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "home")
    for number in range(LONGEST_RECENT + 3):
        preferences.opened(tmp_path / f"{number}.journey", "")
    assert len(preferences.now.recent) == LONGEST_RECENT


def test_settings_that_cannot_be_written_are_still_used(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", "utf-8")
    preferences = Preferences(tmp_path / "home")
    preferences.change(theme="dark")
    assert preferences.now.theme == "dark"


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.change(theme="dark")
    preferences.wait()
    assert os.listdir(tmp_path) == ["settings.json"]


def test_what_the_disk_refused_is_written_when_it_is_wanted_again(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", "utf-8")
    preferences = Preferences(tmp_path / "home")
    preferences.change(theme="dark")
    preferences.wait()
    (tmp_path / "home").unlink()
    preferences.change(theme="dark")
    assert Preferences(tmp_path / "home").now.theme == "dark"


def test_of_many_changes_the_newest_is_in_the_file(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    for width in range(280, 480):
        preferences.change(panel_width=width)
    assert Preferences(tmp_path).now.panel_width == 479
    assert os.listdir(tmp_path) == ["settings.json"]


def test_the_disk_is_written_on_another_thread(tmp_path: Path) -> None:
    written_on: list[int] = []

    class Folder(type(tmp_path)):  # type: ignore[misc]
        """Takes note of who makes it."""

        def mkdir(self, *args: object, **kinds: object) -> None:
            written_on.append(threading.get_ident())
            super().mkdir(*args, **kinds)

    scribe = Scribe(Folder(tmp_path) / "new" / "settings.json")
    scribe.write(b"one")
    assert scribe.wait(60)
    assert threading.get_ident() not in written_on
    assert (tmp_path / "new" / "settings.json").read_bytes() == b"one"
    assert written_on
