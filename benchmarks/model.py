"""The model alone: reading, writing, an edit, moving 200, undoing it, its numbers, in ms of CPU."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.maps import map_of
from benchmarks.numbers_map import cyclic_records
from benchmarks.tables import table
from model.behaviours import BEHAVIOURS
from model.drawing.scene import Scene
from model.envelope import new_envelope
from model.format import write
from model.history import History
from model.journey import Journey
from model.numbers import all_numbers, reach
from model.operations import move_touchpoints, rename
from model.reading import read
from model.store import Store

SIZES = (1000, 5000, 20_000)
RUNS = 5


def taken(step: Callable[[], object], runs: int = RUNS) -> float:
    """The median CPU of a step, ms."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        step()
        found.append((time.process_time() - start) * 1e3)
    return statistics.median(found)


def run(sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """What each step takes at each size; edits include journey, layout and drawing following them."""
    return {str(count): of_size(count) for count in sizes}


def of_size(count: int) -> dict[str, float]:
    """What each step takes on a map of so many touchpoints."""
    content = map_of(count)
    records = read(content).records
    store = Store.holding(records, BEHAVIOURS)
    journey, history = Journey(store), History(store)
    scene = Scene(journey)
    ids, phases = journey.touchpoints, journey.phases
    titles = iter(f"Title {number}" for number in range(10_000))
    goals = iter([phases[-1], phases[0]] * 1000)
    found = {
        "read": taken(lambda: read(content)),
        "write": taken(lambda: write(records, new_envelope())),
        "journey": taken(lambda: Journey(Store.holding(records))),
        "edit": taken(lambda: rename(store, ids[count // 2], next(titles)), 50),
        "move 200": taken(lambda: move_touchpoints(store, ids[:200], next(goals), None)),
        "undo it": taken(history.undo, 1),
    }
    scene.close()
    return found | numbers_of_size(count)


def numbers_of_size(count: int) -> dict[str, float]:
    """What the numbers take on a map of 1.3 handovers a touchpoint, all of it in cycles of up to 500."""
    cyclic = Journey(Store.holding(cyclic_records(count)))
    told_by_all(cyclic)  # Imports are not measured.
    return {
        "all numbers": taken(lambda: told_by_all(cyclic), 3),
        "reach": taken(lambda: reach(cyclic), 3),
    }


def told_by_all(journey: Journey) -> None:
    """Tell every number and the likeliest walks, of all customers and of each persona."""
    for one in all_numbers(journey):
        one.walks()


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = [("touchpoints", "step", "ms")]
    rows += [(count, name, f"{ms:.2f}") for count, of_size in found.items() for name, ms in of_size.items()]
    return table(rows)
