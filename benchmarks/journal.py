"""The journal: an append, as the hands wait for it, and opening a map with 10,000 changes after a crash."""

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from app.recovery import came_back, take_up
from app.session import Session
from benchmarks.maps import map_of
from benchmarks.tables import table
from model.operations import rename
from model.records import Touchpoint

TOUCHPOINTS = 2000
ENTRIES = 10_000


def run(touchpoints: int = TOUCHPOINTS, entries: int = ENTRIES) -> dict[str, Any]:
    """What an append and a recovery take, ms."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("MIND_THE_GAP_HOME")
        os.environ["MIND_THE_GAP_HOME"] = str(Path(folder) / "home")
        try:
            return measured(Path(folder) / "map.journey", touchpoints, entries)
        finally:
            if before is None:
                del os.environ["MIND_THE_GAP_HOME"]
            else:
                os.environ["MIND_THE_GAP_HOME"] = before


def measured(path: Path, touchpoints: int, entries: int) -> dict[str, Any]:
    """Renames in a map of this size, a crash, and the start after it."""
    path.write_bytes(map_of(touchpoints))
    session = Session.open(path)
    take_up(session)
    assert session.keeping is not None
    note, taken = session.keeping.note, list[float]()

    def timed(ids: Any) -> None:
        start = time.perf_counter()
        note(ids)
        taken.append((time.perf_counter() - start) * 1e3)

    session.keeping.note = timed  # type: ignore[method-assign]
    ids = sorted(session.store.of(Touchpoint))
    for number in range(entries):
        rename(session.store, ids[number * 7 % len(ids)], f"Renamed {number}")
    journal = session.keeping.journal
    assert journal is not None
    size = journal.held.place.stat().st_size
    while not journal.is_settled:
        time.sleep(0.01)
    journal.held.let_go()
    start = time.perf_counter()
    Session.open(path)
    plain = (time.perf_counter() - start) * 1e3
    start = time.perf_counter()
    (again,) = came_back(is_alone=True)
    take_up(again)
    opened = (time.perf_counter() - start) * 1e3
    assert {one.title for one in again.store.of(Touchpoint).values()} >= {f"Renamed {entries - 1}"}
    again.close()
    taken.sort()
    return {
        "touchpoints": touchpoints,
        "entries": entries,
        "append median": statistics.median(taken),
        "append p99": taken[round(len(taken) * 0.99) - 1],
        "append worst": taken[-1],
        "journal KB": size / 1024,
        "open the file": plain,
        "open after a crash": opened,
    }


def show(found: dict[str, Any]) -> str:
    """The same as a table."""
    return table([["what", "figure"], *([name, f"{value:,.2f}"] for name, value in found.items())])
