"""A hint beside a map's file that says who has it open: it informs, it never blocks and never protects."""

import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from model.spoken import one_line

LONGEST = 4096
"""A hint of more bytes is none."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hint:
    """Who has a map open, where and since when."""

    user: str
    host: str
    pid: int
    since: datetime

    @property
    def is_ours(self) -> bool:
        """Whether this very program wrote it."""
        return self.host == host_name() and self.pid == os.getpid()

    @property
    def is_stale(self) -> bool:
        """Whether its program is gone, or it is older than a day."""
        if abs(datetime.now().astimezone() - self.since) > A_DAY:
            return True
        return self.host == host_name() and not _is_running(self.pid)

    @property
    def sentence(self) -> str:
        """What it says to somebody who opens the map too."""
        if self.is_ours:
            return f"This map is open in another window since {self.since:%H:%M}. What is done in both is joined."
        who = self.user or "Somebody"
        where = f" on {self.host}" if self.host else ""
        return f"{who} has this map open{where} since {self.since:%H:%M}. What you both do is joined."


def host_name() -> str:
    """What this computer is called."""
    return one_line(socket.gethostname(), 60)


def place_of(path: Path) -> Path:
    """Where the hint of a map's file lies."""
    return path.with_name(f".~lock.{path.name}#")


def read_hint(path: Path) -> Hint | None:
    """Who has a map open, as its hint says; None where there is none, or nothing sensible."""
    try:
        with place_of(path).open("rb") as file:
            said = json.loads(file.read(LONGEST))
        since = datetime.fromisoformat(said["since"]).astimezone()
        pid = said["pid"] if isinstance(said["pid"], int) else 0
        return Hint(one_line(str(said["user"]), 60), one_line(str(said["host"]), 60), pid, since)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def hang_out(path: Path, user: str) -> Hint | None:
    """Say beside a map's file that it is open here, unless somebody else does; returns what they say."""
    there = read_hint(path)
    if there is not None and not there.is_stale:
        return there
    hint = {"user": user, "host": host_name(), "pid": os.getpid()}
    hint["since"] = datetime.now().astimezone().isoformat(timespec="seconds")
    with suppress(OSError):
        place_of(path).write_text(json.dumps(hint, ensure_ascii=False), "utf-8")
    return None


def take_in(path: Path) -> None:
    """Take our own hint away."""
    there = read_hint(path)
    if there is not None and there.is_ours:
        with suppress(OSError):
            place_of(path).unlink()


def _is_running(pid: int) -> bool:
    if pid <= 0:
        return False
    if os.name == "nt":
        return True  # Signal 0 would end the program there.
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
