"""The gaps alone: a full look, what a commit costs the local rules, gathering the list, settling; ms of CPU."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from benchmarks.maps import records_of
from benchmarks.tables import table
from model.behaviours import BEHAVIOURS
from model.gaps import LiveGaps, find_gaps
from model.journey import Journey
from model.store import Store

SIZES = (1000, 5000)
RUNS = 20
TODAY = date(2026, 11, 21)


def taken(step: Callable[[], object]) -> float:
    """The CPU of a step, ms."""
    start = time.process_time()
    step()
    return (time.process_time() - start) * 1e3


def run(sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """What each step takes at each size."""
    return {str(count): of_size(count) for count in sizes}


def of_size(count: int) -> dict[str, float]:
    """What each step takes on a map of so many touchpoints and 1.2 times as many handovers."""
    store = Store.holding(records_of(count), BEHAVIOURS)
    journey = Journey(store)
    live = LiveGaps(journey, store, TODAY)
    found = {"settle at first": taken(live.settle), "list at first": taken(lambda: live.found)}
    store.committed.disconnect(live.follow)
    commits: list[Any] = []
    store.committed.connect(commits.append)
    middle = journey.touchpoints[count // 2]
    handover = journey.leaving(middle)[0].id
    edits = {
        "follow a title": (middle, "title", ["Asks", "Calls"]),
        "follow a mood": (middle, "believed", [2.0, -2.0]),
        "follow a quality": (handover, "quality", ["fails", "holds"]),
        "follow a channel": ("ch_1", "title", ["Chat", "Talk"]),
    }
    lists = []
    for name, (record, field, values) in edits.items():
        costs = []
        for number in range(RUNS):
            with store.transaction("Measure") as change:
                change.update(record, {field: values[number % 2]})
            commit = commits[-1]
            costs.append(taken(partial(live.follow, commit)))
            lists.append(taken(lambda: live.found))
        found[name] = statistics.median(costs)
    found["list after an edit"] = statistics.median(lists)
    found["settle"] = taken(live.settle)
    found["look once"] = taken(lambda: find_gaps(journey, TODAY))
    return found


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = [("touchpoints", "step", "ms")]
    rows += [(count, name, f"{ms:.2f}") for count, of_size in found.items() for name, ms in of_size.items()]
    return table(rows)
