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
    note, taken, worked = session.keeping.note, list[float](), list[float]()

    def timed(ids: Any) -> None:
        start, cpu = time.perf_counter(), time.thread_time()
        note(ids)
        worked.append((time.thread_time() - cpu) * 1e3)
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
    start = time.process_time()
    Session.open(path)
    plain = (time.process_time() - start) * 1e3
    start, clock = time.process_time(), time.perf_counter()
    (again,) = came_back(is_alone=True)
    take_up(again)
    opened, waited = (time.process_time() - start) * 1e3, (time.perf_counter() - clock) * 1e3
    assert {one.title for one in again.store.of(Touchpoint).values()} >= {f"Renamed {entries - 1}"}
    again.close()
    taken.sort()
    worked.sort()
    last = round(len(taken) * 0.99) - 1
    return {
        "touchpoints": touchpoints,
        "entries": entries,
        "append, median": statistics.median(taken),
        "append, p99": taken[last],
        "append, p99 of CPU": worked[last],
        "append, worst of CPU": worked[-1],
        "journal, KB": size / 1024,
        "open the file, CPU": plain,
        "open after a crash, CPU": opened,
        "open after a crash": waited,
    }


def show(found: dict[str, Any]) -> str:
    """The same as a table."""
    return table([["what", "figure"], *([name, f"{value:,.2f}"] for name, value in found.items())])
