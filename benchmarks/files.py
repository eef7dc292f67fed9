"""Files of 20,000 records: saving while somebody works in the window, and joining two copies, each in seconds."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RECORDS = 20_000
TOUCHPOINTS = 9_000


def run() -> dict[str, Any]:
    """Measure a save by itself, the longest that it keeps the GUI's thread, and a join of two copies that differ."""
    from PySide6.QtWidgets import QApplication

    from app.session import Session
    from app.shared_file import SharedFile
    from model.format import new_envelope, write

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.journey"
        path.write_bytes(write(_records(), new_envelope()))
        session = Session.open(path)
        shared = SharedFile(session, lambda: False, lambda: True, app)
        found = {"records": len(session.store), "MB": path.stat().st_size / 1e6}
        while shared._warm.isActive():
            app.processEvents()
        found |= {f"first save, {name}": value for name, value in _saved(app, session, shared, 1).items()}
        found |= {
            f"save after 1 edit, {name}": value for name, value in _saved(app, session, shared, 1).items()
        }
        found |= {
            f"save after 2,000 edits, {name}": v for name, v in _saved(app, session, shared, 2000).items()
        }
        shared.close_down()
        found |= _joined(session)
        found |= _taken_in(app, session, path)
        session.close()
    return found


def _records() -> list[Any]:
    from tests.journeys import long_map

    return long_map(TOUCHPOINTS)


def _saved(app: Any, session: Any, shared: Any, edits: int) -> dict[str, float]:
    """How long a save by itself takes from the edit on, and the longest turn of the loop meanwhile.

    A turn's CPU time is that of the GUI's thread alone, so that other work on the machine does not count.
    """
    from model.operations import rename
    from model.records import Touchpoint

    for place, one in zip(range(edits), list(session.store.of(Touchpoint)), strict=False):
        rename(session.store, one, f"Renamed {time.monotonic_ns()} {place}")
    shared._saved = -1000.0
    cpu, begun = time.process_time(), time.perf_counter()
    turns = [_turn(lambda: shared.autosave(at_once=True))]
    while not session.is_saved:
        turns.append(_turn(app.processEvents))
    whole = time.perf_counter() - begun
    found = {"s": whole, "CPU s": time.process_time() - cpu}
    found["longest turn ms"] = max(wall for wall, _ in turns) * 1000
    return {**found, "longest turn, CPU ms": max(own for _, own in turns) * 1000}


def _turn(do: Callable[[], object]) -> tuple[float, float]:
    """How long one turn of the loop took, and how much of the GUI thread's CPU time, s."""
    begun, own = time.perf_counter(), time.thread_time()
    do()
    return time.perf_counter() - begun, time.thread_time() - own


def _joined(session: Any) -> dict[str, float]:
    """Join two copies in both of which 500 records were changed."""
    from model.format import read, write
    from model.join import join
    from model.operations import rename
    from model.records import Touchpoint

    first = read(session.content())
    steps = list(session.store.of(Touchpoint))
    for place, one in enumerate(steps[:500]):
        rename(session.store, one, f"Again {place}")
    second = read(session.content())
    begun = time.process_time()
    whole = join(first, second)
    joined = time.process_time() - begun
    begun = time.process_time()
    content = write(whole.records, whole.envelope)
    written = time.process_time() - begun
    begun = time.process_time()
    read(content)
    return {"join CPU s": joined, "write CPU s": written, "read CPU s": time.process_time() - begun}


def _taken_in(app: Any, session: Any, path: Path) -> dict[str, float]:
    """Take in what a colleague saved, as an open window does: 1 edit of theirs, 1 of ours."""
    from app.session import Session
    from model.operations import rename
    from model.records import Touchpoint

    session.save()
    mei = Session.open(path)
    steps = list(session.store.of(Touchpoint))
    rename(mei.store, steps[0], "Hers")
    mei.save()
    rename(session.store, steps[1], "His")
    content = path.read_bytes()
    cpu = time.process_time()
    session.take_in(content)
    return {"taking in a colleague's save, CPU s": time.process_time() - cpu}


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    return "\n".join(f"  {name:<48}{value:>12,.3f}" for name, value in found.items())
