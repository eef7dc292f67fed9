"""Thousands of damaged files, read one after the other in a process of its own: `… SEED COUNT`.

Each is a file of ours that was cut off, had bits flipped or bytes changed, or was put together from parts of itself
and of another. One JSON line tells what became of them all: how many opened and were refused, what opened without a
word though it was not the file it had been, how long the slowest took, and how much memory all of it needed.
"""

import json
import random
import sys
import time
from pathlib import Path

from app.files import CannotOpen, open_map
from model.format import new_envelope, write
from model.operations import new_map
from tests.faults.peaks import megabytes
from tests.journeys import long_map

SAMPLES = Path(__file__).parents[2] / "resources" / "maps"


def originals() -> list[bytes]:
    """Files as people have them: samples, a small one, and one with stamps and a trash."""
    maps = sorted(SAMPLES.glob("*.journey"))
    large = write(long_map(300), new_envelope())
    return [*(one.read_bytes() for one in maps), write(new_map("Small"), new_envelope()), large]


def damaged(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """A file with something done to it that disks, networks, sync folders and merges do to files."""
    a, b = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    spot, far = chance.randrange(len(content)), chance.randrange(len(other) + 1)
    lines = content.split(b"\n")
    line = chance.randrange(len(lines))
    match chance.randrange(10):
        case 0:
            return content[:a]
        case 1:
            return content[:a] + content[b:]
        case 2:
            return content[:b] + content[a:]
        case 3:
            return content[:a] + other[far:]
        case 4:
            return content[:a] + bytes(b - a) + content[b:]
        case 5:
            return b"\n".join([*lines[:line], *lines[line + 1 :]])
        case 6:
            return b"\n".join([*lines[:line], chance.choice(lines), *lines[line:]])
        case 7:
            return content[:a] + chance.randbytes(chance.randrange(1, 40)) + content[a:]
        case _:
            flipped = bytearray(content)
            for _ in range(chance.choice((1, 1, 1, 2, 30))):
                flipped[spot] ^= 1 << chance.randrange(8)
                spot = chance.randrange(len(content))
            return bytes(flipped)


def main() -> None:
    """Damage and open so many files."""
    chance, many = random.Random(int(sys.argv[1])), int(sys.argv[2])
    folder = Path(sys.argv[3])
    sound = originals()
    known = {one.strip() for one in sound}
    told = {"opened": 0, "refused": 0, "unnoticed": 0, "touched": 0, "unclear": list[str](), "slowest": 0.0}
    place = folder / "damaged.journey"
    for _ in range(many):
        content = chance.choice(sound)
        broken = damaged(content, chance.choice(sound), chance)
        if broken.strip() in known:
            continue  # A line break less at the end damages nothing.
        place.write_bytes(broken)
        begun = time.process_time()
        try:
            opened = open_map(place)
        except CannotOpen as error:
            told["refused"] += 1  # type: ignore[operator]
            if not str(error).startswith("“damaged.journey” cannot be opened") or len(str(error)) > 300:
                told["unclear"].append(str(error))  # type: ignore[union-attr]
        else:
            told["opened"] += 1  # type: ignore[operator]
            told["unnoticed"] += not opened.problems  # type: ignore[operator]
        told["slowest"] = max(told["slowest"], time.process_time() - begun)  # type: ignore[call-overload]
        told["touched"] += place.read_bytes() != broken  # type: ignore[operator]
    print(json.dumps({**told, "megabytes": megabytes()}))


if __name__ == "__main__":
    main()
