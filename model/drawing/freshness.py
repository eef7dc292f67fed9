"""What has changed about each phase, so that a figure made from it knows whether it still stands."""

from typing import Any

from model.drawing.layout import Layout
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Change, Commit

SHOWN_IN_PHASE = {"place", "mood", "department", "systems", "missing_systems", "quote"}
"""What of a touchpoint shows elsewhere than on its card."""
WHOLE_MAP = {"persona", "department", "channel", "system"}
"""Kinds whose records may show anywhere."""


class Freshness:
    """Counts the changes of each phase; a stamp of it stays equal as long as nothing drawn from the phase changed."""

    def __init__(self, journey: Journey, layout: Layout) -> None:
        self._journey, self._layout = journey, layout
        self._changes: dict[str, int] = {}
        self._handovers: dict[str, int] = {}
        self.of_all = 0
        """Counts the changes that may show anywhere."""
        self.moments = 0
        """Counts the changes of moments that matter, whose numbers hang on each other."""

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            if change.kind in WHOLE_MAP:
                self.of_all += 1
            if change.kind == "moment":
                self.moments += 1
            if change.kind == "handover":
                for phase in self._phases_of(change):
                    self._handovers[phase] = self._handovers.get(phase, 0) + 1
            elif change.kind != "touchpoint" or names_in(change) & SHOWN_IN_PHASE or is_whole(change):
                for phase in self._phases_of(change):
                    self._changes[phase] = self._changes.get(phase, 0) + 1

    def stamp(self, phase: str) -> tuple[Any, ...]:
        """What a figure of one phase depends on."""
        return (self.of_all, self._changes.get(phase, 0), self._layout.column(phase))

    def between(self, low: int, high: int) -> tuple[Any, ...]:
        """What a figure depends on that reaches from one phase to another, both by their numbers from 0."""
        spans = self._layout.phases[max(0, low) : high + 1]
        return tuple((self.stamp(span.id), span.length) for span in spans)

    def ways_between(self, low: int, high: int) -> tuple[Any, ...]:
        """What the ways of handovers between two phases depend on: where cards stand, and the handovers there."""
        layout = self._layout
        spans = layout.phases[max(0, low) : high + 1]
        return (layout.lanes, *((layout.column(s.id), self._handovers.get(s.id, 0), s.length) for s in spans))

    def _phases_of(self, change: Change) -> set[str]:
        """The phases in whose figures a record shows."""
        store, steps = self._journey.store, {change.id}
        if change.kind == Touchpoint.kind:
            own = store.find(Touchpoint, change.id)
            return {self._journey.phase_of(own)} if own is not None else set()
        for side in (change.before, change.after):
            steps |= {side[name] for name in ("on", "source", "target") if side and side.get(name)}
        found = store.get(change.id)
        on = getattr(found, "on", None)
        if isinstance(on, str):
            steps.add(on)
        for step in tuple(steps):
            handover = store.find(Handover, step)
            if handover is not None:
                steps |= {handover.source, handover.target}
        touchpoints = [t for step in steps if (t := store.find(Touchpoint, step)) is not None]
        return {self._journey.phase_of(t) for t in touchpoints}


def named_in(change: Change) -> set[str]:
    """The record that changed, and what it is or was on."""
    return {change.id} | {
        str(side["on"]) for side in (change.before, change.after) if side and side.get("on")
    }


def is_whole(change: Change) -> bool:
    """Whether a record came or went."""
    return change.before is None or change.after is None


def names_in(change: Change) -> set[str]:
    """The fields that a change touches, without the keys of maps and sets."""
    return {path.partition("/")[0] for path in (change.before or {}).keys() | (change.after or {}).keys()}
