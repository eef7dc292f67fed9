"""Rules about promises made and promises kept."""

from collections.abc import Iterator
from datetime import date

from model.findings import Promise
from model.gaps.sign import Clue, each
from model.gaps.words import number, quoted
from model.journey import Journey
from model.spoken import name_of


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
    what = f"{quoted(promise)}: promised" if name_of(promise) else "Promised"
    unit = promise.unit.strip()
    if is_worse(promise):
        assert promise.promised is not None
        assert promise.delivered is not None
        # A unit is written as people say several of it: beside a 1 it stands in brackets.
        of = unit and (f" ({unit})" if promise.delivered == 1 else f" {unit}")
        said = f"{what} {number(promise.promised)}, delivered {number(promise.delivered)}{of}."
        yield Clue(promise.id, said)
    elif promise.verdict == "broken":
        yield Clue(promise.id, "The room’s verdict is that it was broken.")
