"""Whatever file a person opens, it opens or says why not; nothing crashes and the file stays as it was."""

import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.command_line import cli
from app.window import Window
from model.format import new_envelope, write
from model.records import Channel, Handover, JourneyMap, Phase, Record, Touchpoint
from resources import path
from tests.app.conftest import Hands
from tests.exporters.reading import overlaps, text_boxes, text_of

pytestmark = pytest.mark.allows_log("propagateSizeHints")  # The offscreen platform says so of dialogs.

SAMPLE = path("maps", "port-my-number.journey").read_bytes()
FAMILY = "👩‍👩‍👧"


def _map(*more: Record, title: str = "Hard") -> bytes:
    frame: list[Record] = [
        JourneyMap(id="jm_1", title=title),
        Phase(id="ph_1", title="Only"),
        Channel(id="ch_1"),
    ]
    return write([*frame, *more], new_envelope())


def _touchpoint(number: int, title: str = "Step") -> Touchpoint:
    return Touchpoint(id=f"tp_{number}", title=title, place=("ph_1", "ch_1", f"a{number}"))


def _over(number: int, source: int, target: int) -> Handover:
    return Handover(id=f"ho_{number}", source=f"tp_{source}", target=f"tp_{target}", quality="weak")


def _noise() -> bytes:
    chance = random.Random(7)
    lines = ("".join(chance.choices('abc{}[]":,0123\\', k=12)) for _ in range(200_000))
    return "\n".join(lines).encode()


REFUSED = {
    "an empty file": b"",
    "a truncated file": SAMPLE[: len(SAMPLE) // 2],
    "noise": _noise(),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
}
STEPS = [_touchpoint(n) for n in range(4)]
OPENED = {
    "version 99": SAMPLE.replace(b'"version":1', b'"version":99', 1),
    "version 99 for later readers only": SAMPLE.replace(b'"min_reader":1', b'"min_reader":99', 1),
    "a cycle": _map(*STEPS, _over(1, 0, 1), _over(2, 1, 2), _over(3, 2, 0)),
    "a self-handover": _map(*STEPS, _over(1, 1, 1)),
    "duplicate handovers": _map(*STEPS, _over(1, 0, 2), _over(2, 0, 2), _over(3, 0, 2)),
    "a dangling handover": _map(*STEPS, _over(1, 0, 2), _over(2, 0, 77)),
    "a 400-character word": _map(_touchpoint(1, "W" * 400)),
    "an Arabic name": _map(_touchpoint(1, "اتصل بمركز الخدمة"), title="رحلة العميل"),
    "a family in a title": _map(_touchpoint(1, f"Calls the {FAMILY} line")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_map_is_refused_in_words(window: Window, hands: Hands, tmp_path: Path, name: str) -> None:
    file = tmp_path / "hard.journey"
    file.write_bytes(REFUSED[name])
    hands.will_press("close")
    window.desk.open(file)
    assert window.session is None
    assert "hard.journey" in hands.seen[0]
    assert file.read_bytes() == REFUSED[name]
    for verb in (["check", str(file)], ["export", str(file), str(tmp_path / "out.pdf")]):
        told = CliRunner().invoke(cli, verb)
        assert told.exit_code == 1
        assert "Traceback" not in told.output
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", OPENED)
def test_what_is_odd_opens_and_prints(window: Window, hands: Hands, tmp_path: Path, name: str) -> None:
    file, poster = tmp_path / "odd.journey", tmp_path / "odd.pdf"
    file.write_bytes(OPENED[name])
    hands.answers += [lambda dialog: dialog.reject()] * 2
    window.desk.open(file)
    assert window.session is not None
    assert window.canvas.grab_frame().width() > 400
    for touchpoint in list(window.session.store.of(Touchpoint))[:4]:
        window.session.selection.choose([touchpoint])
    hands.answers.clear()
    assert file.read_bytes() == OPENED[name]
    told = CliRunner().invoke(cli, ["export", str(file), str(poster)])
    assert told.exit_code == 0, told.output
    assert overlaps(text_boxes(poster.read_bytes())) == []
    if name == "a family in a title":
        assert FAMILY in text_of(poster.read_bytes())
