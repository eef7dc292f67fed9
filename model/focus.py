"""Focus: whom or what one looks at for a while, and which records that leaves; the rest fades."""

from collections.abc import Container
from dataclasses import dataclass

from model.findings import Comment, MomentThatMatters, NamedGap, PainPoint
from model.journey import Journey
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Record,
    System,
    Touchpoint,
)


@dataclass(frozen=True, slots=True)
class Focus:
    """What is looked at: everything that holds of it must hold; nothing chosen is everything."""

    personas: frozenset[str] = frozenset()
    """Customers, at least one of whom meets what is looked at; none means everyone."""
    department: str | None = None
    phase: str | None = None
    failing: bool = False
    """Only the handovers that fail, with their two ends."""

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.personas or self.department or self.phase or self.failing)

    @property
    def persona(self) -> str | None:
        """The persona in focus when it is exactly one."""
        return next(iter(self.personas)) if len(self.personas) == 1 else None

    def within(self, known: Container[str]) -> "Focus":
        """The same focus without what is not among these records any more."""
        return Focus(
            frozenset(one for one in self.personas if one in known),
            self.department if self.department is not None and self.department in known else None,
            self.phase if self.phase is not None and self.phase in known else None,
            self.failing,
        )


TALKED_OF = (Touchpoint, Handover, MomentThatMatters, PainPoint, NamedGap)
"""The kinds whose comments are seen where they are."""


@dataclass(frozen=True, slots=True)
class InFocus:
    """The records that a focus does not fade, told one by one as the map stands when one asks.

    A touchpoint stays when it meets every part of the focus. A handover stays when the customers in focus go all
    its way, and when at least one of its ends is in the department and phase looked at: what enters and leaves
    a department is what is to be seen of it. What is on a step goes with the step, what orders steps with any.
    """

    journey: Journey
    focus: Focus

    def __contains__(self, record_id: object) -> bool:
        """Whether a record is there and not faded."""
        record = self.journey.store.get(record_id) if isinstance(record_id, str) else None
        if record is None:
            return False
        return not self.focus or isinstance(record, JourneyMap) or self._holds(record)

    def _holds(self, record: Record) -> bool:
        if isinstance(record, Touchpoint | Handover):
            return self._is_seen(record)
        if isinstance(record, MomentThatMatters | PainPoint):
            return self._is_step(record.on)
        if isinstance(record, NamedGap):
            return any(self._is_step(one) for one in record.about)
        if isinstance(record, Comment):
            on = self.journey.store.get(record.on)
            return isinstance(on, TALKED_OF) and self._holds(on)
        if isinstance(record, Persona):
            return not self.focus.personas or record.id in self.focus.personas
        return self._orders(record)

    def _orders(self, record: Record) -> bool:
        """Whether a phase, channel, department or system is looked at, or has a touchpoint that is seen."""
        if record.id in (self.focus.department, self.focus.phase):
            return True
        if isinstance(record, Phase):
            return any(self._is_step(one) for one in self.journey.in_phase(record.id))
        if not isinstance(record, Channel | Department | System):
            return False
        known = self.journey.store.of(Touchpoint).values()
        return any(record.id in _named_by(one) and self._is_seen(one) for one in known)

    def _is_step(self, record_id: str) -> bool:
        found = self.journey.store.get(record_id)
        return isinstance(found, Touchpoint | Handover) and self._is_seen(found)

    def _is_seen(self, step: Touchpoint | Handover) -> bool:
        if isinstance(step, Handover):
            return self._stays(step)
        if self.focus.failing:
            about = (*self.journey.leaving(step.id), *self.journey.arriving(step.id))
            return any(self._stays(handover) for handover in about)
        return self._is_met(step) and self._is_inside(step)

    def _stays(self, handover: Handover) -> bool:
        if self.focus.failing and handover.quality != "fails":
            return False
        ends = [self.journey.store.find(Touchpoint, end) for end in (handover.source, handover.target)]
        met = [one for one in ends if one is not None and self._is_met(one)]
        return len(met) == len(ends) and any(self._is_inside(one) for one in met)

    def _is_met(self, touchpoint: Touchpoint) -> bool:
        personas = self.focus.personas
        return not personas or not touchpoint.personas or bool(touchpoint.personas & personas)

    def _is_inside(self, touchpoint: Touchpoint) -> bool:
        focus = self.focus
        in_department = focus.department is None or touchpoint.department == focus.department
        return in_department and (focus.phase is None or touchpoint.place.phase == focus.phase)


def _named_by(touchpoint: Touchpoint) -> set[str | None]:
    """The channel, the department and the systems of a touchpoint."""
    return {
        touchpoint.place.channel,
        touchpoint.department,
        *touchpoint.systems,
        *touchpoint.missing_systems,
    }


def in_focus(journey: Journey, focus: Focus) -> set[str]:
    """The ids of all records that a focus does not fade."""
    kept = InFocus(journey, focus)
    return {record.id for record in journey.store if record.id in kept}
