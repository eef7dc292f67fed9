"""A team at work: two windows of the app on one folder, and all that can happen to them: `… FOLDER SECONDS`.

Both edit all the time. One is killed twice and comes back; the folder can only be read for a while; its disk is full
once. Then both stop, and come to show the same. Tells as JSON what was seen. Mounts a small disk on FOLDER, so run it
with `unshare -m`, or `unshare -rm` as nobody special.
"""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

from app.files import open_map, save_map
from model.format import new_envelope
from model.join import conflicts
from model.kinds import references
from model.operations import new_map
from model.records import Touchpoint
from tests.faults.editing import MORE

NAMES = ("mei", "jon")
EVERY = 150
PATIENCE = 90.0


class Seat:
    """Where one of the team sits: their computer, and the app on it while it runs."""

    def __init__(self, file: Path, name: str, home: Path) -> None:
        self.file, self.name, self.home = file, name, home
        self.done = self.lost = self.kills = 0
        self.states: list[str] = []
        self.holds = ""
        self._rest = b""
        self.begin()

    def begin(self) -> None:
        """Start the app."""
        self.is_back = False
        command = [sys.executable, "-m", "tests.faults.member", str(self.file), self.name, str(EVERY)]
        self.app = subprocess.Popen(
            command,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "MIND_THE_GAP_HOME": str(self.home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def kill(self) -> None:
        """The computer goes off, and on again."""
        self.app.kill()
        self.app.wait()
        assert self.app.stdout is not None
        while part := os.read(self.app.stdout.fileno(), 1 << 16):
            self._take(part)
        self._rest = b""
        self.kills += 1
        self.begin()

    def tell(self, word: str) -> None:
        """Ask the one at it for something."""
        assert self.app.stdin is not None
        self.app.stdin.write(f"{word}\n".encode())

    def hear(self, seconds: float) -> bool:
        """Listen so long, and say whether something was said."""
        assert self.app.stdout is not None
        if not select.select([self.app.stdout], [], [], seconds)[0]:
            return False
        part = os.read(self.app.stdout.fileno(), 1 << 16)
        self._take(part)
        return bool(part)

    def _take(self, part: bytes) -> None:
        *lines, self._rest = (self._rest + part).split(b"\n")
        for line in lines:
            word, _, rest = line.decode().partition(" ")
            if word == "did":
                self.done = int(rest)
            elif word == "back":
                self.lost += max(0, self.done - int(rest))
                self.done, self.is_back = int(rest), True
            elif word == "state":
                self.states.append(rest)
            elif word == "holds":
                self.holds = rest


class Team:
    """The two of them, and the folder that they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)], check=True)
        self.file, self.filler = folder / "ours.journey", folder / "filler"
        save_map(self.file, new_map("Ours"), new_envelope())
        homes = folder.with_name(f"{folder.name}-homes")
        self.seats = [Seat(self.file, name, homes / name) for name in NAMES]

    def work(self, seconds: float) -> None:
        """Let both go on for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for seat in self.seats:
                seat.hear(min(0.05, left))

    def wait_for_all(self) -> None:
        """Wait until both are at work."""
        end = time.monotonic() + PATIENCE
        while not all(seat.is_back for seat in self.seats) and time.monotonic() < end:
            self.work(0.1)

    def mount(self, how: str) -> None:
        """Let the folder be read, or read and written."""
        subprocess.run(["mount", "-o", f"remount,{how},size=8m", str(self.folder)], check=True)

    def fill(self) -> None:
        """Let no room be left on the disk."""
        with self.filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    def come_together(self) -> bool:
        """Let both stop, and wait until both show the same and have it in the file."""
        for seat in self.seats:
            seat.tell("end")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for seat in self.seats:
                seat.tell("say")
            self.work(0.5)
            said = {seat.holds for seat in self.seats}
            if len(said) == 1 and said.pop().endswith("True"):
                return True
        return False

    def go(self) -> None:
        """Close both windows."""
        for seat in self.seats:
            seat.tell("close")
        for seat in self.seats:
            while seat.hear(20):
                pass
            seat.app.wait(20)


def report(team: Team, is_equal: bool) -> dict[str, object]:
    """What was seen, and what the file holds in the end."""
    opened = open_map(team.file)
    ids = {one.id for one in opened.records}
    titles = {one.title for one in opened.records if isinstance(one, Touchpoint)}
    wanted = {f"{seat.name} {n}" for seat in team.seats for n in [*range(MORE, seat.done, MORE), seat.done]}
    return {
        "equal": is_equal,
        "edits": {seat.name: seat.done for seat in team.seats},
        "lost after a kill": sum(seat.lost for seat in team.seats),
        "kills": sum(seat.kills for seat in team.seats),
        "missing": sorted(wanted - titles),
        "dangling": [named for one in opened.records for _, named in references(one) if named not in ids],
        "conflicts": len(conflicts(opened)),
        "problems": [str(one) for one in opened.problems],
        "left": sorted(one for one in os.listdir(team.folder) if not one.endswith(".saving")),
        "ended": [seat.app.returncode for seat in team.seats],
        "said": sorted({part.split(",")[0] for seat in team.seats for part in seat.states}),
    }


def main() -> None:
    """Let the team work for so long, while this and that happens."""
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    team = Team(folder)
    try:
        part = seconds / 6
        team.wait_for_all()
        team.work(part)
        team.seats[1].kill()
        team.wait_for_all()
        team.work(part)
        team.mount("ro")
        team.work(part)
        team.mount("rw")
        team.work(part / 2)
        team.fill()
        team.work(part)
        team.filler.unlink()
        team.seats[1].kill()
        team.wait_for_all()
        team.work(part * 1.5)
        is_equal = team.come_together()
        team.go()
        print(json.dumps(report(team, is_equal)))
    finally:
        for seat in team.seats:
            if seat.app.poll() is None:
                seat.app.kill()
        subprocess.run(["umount", str(folder)], check=False)


if __name__ == "__main__":
    main()
