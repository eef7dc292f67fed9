"""A journal on the disk: whatever is torn off or changed, a prefix of what was written is read, and nothing else."""

import os
import random
from pathlib import Path

import pytest

from app.journal import ENDING, Held, Journal, Replay, replayed, sealed
from tests.faults.counts import count

HEADING = {
    "doc": "01KA",
    "path": "/team/map.journey",
    "version": 1,
    "min_reader": 1,
    "app": "1.0.0",
    "replica": "k3f9a1",
    "who": "Mei",
    "base": "9f2c",
}


def said(number: int) -> str:
    """One change, as a journal says it."""
    return f'"seen":{{"k3f9a1":{number}}},"records":{{"ph_{number % 3}":{{"title":"Schritt {number} – ä"}}}}'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A journal of some changes and a save, left behind."""
    journal = Journal(HEADING, b"base", tmp_path)
    for number in range(1, 5):
        journal.write(said(number))
    journal.write('"saved":"47aa"')
    journal.write(said(5))
    whole = journal.held.place.read_bytes()
    journal.remove()
    place = tmp_path / f"left{ENDING}"
    place.write_bytes(whole)
    return place


Said = tuple[object, ...]


def told(replay: Replay | None) -> Said | None:
    """All that a replay tells."""
    if replay is None:
        return None
    return replay.heading, replay.records, replay.seen, replay.saved, replay.has_news, replay.lines


def prefixes(place: Path) -> list[Said | None]:
    """What is told of the first lines: of none, one, two …"""
    whole = place.read_bytes().splitlines(keepends=True)
    found: list[Said | None] = [None]
    for end in range(1, len(whole) + 1):
        place.write_bytes(b"".join(whole[:end]))
        found.append(told(replayed(place)))
    return found


def test_it_says_what_was_written(written: Path) -> None:
    replay = replayed(written)
    assert replay is not None
    assert (replay.doc, replay.path, replay.seen) == ("01KA", Path("/team/map.journey"), {"k3f9a1": 5})
    assert {one: body["title"] for one, body in replay.records.items()} == {
        "ph_0": "Schritt 3 – ä",
        "ph_1": "Schritt 4 – ä",
        "ph_2": "Schritt 5 – ä",
    }
    assert (replay.saved, replay.has_news, replay.is_damaged) == ("47aa", True, False)


def test_wherever_it_is_cut_off_a_prefix_is_read(written: Path) -> None:
    whole, known = written.read_bytes(), prefixes(written)
    for length in range(len(whole) + 1):
        written.write_bytes(whole[:length])
        replay = replayed(written)
        assert told(replay) == known[whole[:length].count(b"\n")]
        assert replay is None or not replay.is_damaged


def test_whatever_bit_is_flipped_a_prefix_is_read(written: Path) -> None:
    whole, known = written.read_bytes(), prefixes(written)
    bits = range(len(whole) * 8)
    tried = random.Random(6).sample(bits, count(1500, len(bits)))
    for bit in tried:
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        written.write_bytes(flipped)
        line = whole[: bit // 8].count(b"\n")
        assert told(replayed(written)) == known[line]


def test_lines_that_were_swapped_left_out_or_said_twice_are_not_believed(written: Path) -> None:
    whole, known = written.read_bytes().splitlines(keepends=True), prefixes(written)
    for lines, sound in (
        ([*whole[:2], whole[3], whole[2], *whole[4:]], 2),
        ([*whole[:3], *whole[4:]], 3),
        ([*whole[:3], whole[2], *whole[3:]], 3),
    ):
        written.write_bytes(b"".join(lines))
        replay = replayed(written)
        assert told(replay) == known[sound]
        assert replay is not None
        assert replay.is_damaged


@pytest.mark.parametrize(
    "line",
    [
        '"seen":{},"records":[]',
        '"seen":{"a":"1"},"records":{}',
        '"seen":{"a":true},"records":{}',
        '"other":1',
    ],
)
def test_a_sound_line_that_nobody_understands_ends_the_replay(written: Path, line: str) -> None:
    crc = 0
    for one in written.read_bytes().splitlines():
        crc = int(one[8:16], 16)
    with written.open("ab") as file:
        file.write(sealed(line, crc)[0])
    replay = replayed(written)
    assert replay is not None
    assert (replay.lines, replay.is_damaged) == (6, True)


def test_it_is_one_programs_own_until_that_ends(tmp_path: Path) -> None:
    journal = Journal(HEADING, b"base", tmp_path)
    assert Held.of(journal.held.place) is None
    journal.held.let_go()
    held = Held.of(journal.held.place)
    assert held is not None
    held.remove()
    assert list(tmp_path.glob(f"*{ENDING}")) == []
    assert Held.of(journal.held.place) is None


def test_a_line_that_did_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    journal = Journal(HEADING, b"base", tmp_path)
    journal.write(said(1))
    while not journal.is_settled:
        pass
    before = journal.held.place.read_bytes()
    kept, full = os.dup(journal.held.descriptor), os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, journal.held.descriptor)
    with pytest.raises(OSError, match="No space left"):
        journal.write(said(2))
    os.dup2(kept, journal.held.descriptor)
    for descriptor in (kept, full):
        os.close(descriptor)
    assert journal.held.place.read_bytes() == before
    journal.write(said(3))
    replay = replayed(journal.held.place)
    assert replay is not None
    assert (replay.lines, replay.seen) == (2, {"k3f9a1": 3})
    journal.remove()
    assert list(tmp_path.iterdir()) == []
