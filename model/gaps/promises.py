"""Rules about promises made and promises kept."""

from collections.abc import Iterator
from datetime import date

from model.findings import Promise
from model.gaps.sign import Clue, each
from model.gaps.words import number
from model.journey import Journey


def is_worse(promise: Promise) -> bool:
    """Whether less was delivered than promised, in the direction that is better for the customer."""
    if promise.promised is None or promise.delivered is None:
        return False
    if promise.lower_is_better:
        return promise.delivered > promise.promised
    return promise.delivered < promise.promised


@each(Promise)
def promise_broken(journey: Journey, promise: Promise, today: date) -> Iterator[Clue]:
    """The verdict is `broken`, or what was delivered is worse than what was promised."""
    unit = f" ({promise.unit.strip()})" if promise.unit.strip() else ""
    if is_worse(promise):
        assert promise.promised is not None
        assert promise.delivered is not None
        said = f"Promised {number(promise.promised)}, delivered {number(promise.delivered)}{unit}."
        yield Clue(promise.id, said)
    elif promise.verdict == "broken":
        yield Clue(promise.id, "The room’s verdict is that it was broken.")
