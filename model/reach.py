"""Where customers get to: everything downstream of a touchpoint, along its handovers."""

from collections import deque
from collections.abc import Iterable

from model.journey import Journey
from model.records import Handover, Touchpoint


def downstream(journey: Journey, ids: Iterable[str]) -> list[str]:
    """Touchpoints, the targets of handovers among the ids, and all that can be reached from there, in order."""
    store, reached, waiting = journey.store, set[str](), deque[str]()
    for one in ids:
        handover = store.find(Handover, one)
        waiting.append(handover.target if handover is not None else one)
    while waiting:
        now = waiting.popleft()
        if now not in reached and store.find(Touchpoint, now) is not None:
            reached.add(now)
            waiting.extend(handover.target for handover in journey.leaving(now))
    return sorted(reached, key=journey.number_of)
