"""Focus: whom or what one looks at for a while, and which records that leaves; the rest fades."""

from collections.abc import Iterable
from dataclasses import dataclass

from model.findings import Comment, MomentThatMatters, NamedGap, PainPoint
from model.journey import Journey
from model.records import Handover, JourneyMap, Touchpoint


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

    def within(self, ids: Iterable[str]) -> "Focus":
        """The same focus without what is not among these records any more."""
        known = set(ids)
        return Focus(
            self.personas & known,
            self.department if self.department in known else None,
            self.phase if self.phase in known else None,
            self.failing,
        )


def in_focus(journey: Journey, focus: Focus) -> set[str]:
    """The ids of all records that a focus does not fade.

    A touchpoint stays when it meets every part of the focus. A handover stays when the customers in focus go all
    its way, and when at least one of its ends is in the department and phase looked at: what enters and leaves
    a department is what is to be seen of it. What is on a step goes with the step, what orders steps with any.
    """
    if not focus:
        return {record.id for record in journey.store}
    met = {t.id for t in journey.store.of(Touchpoint).values() if _is_met(t, focus)}
    inside = {t for t in met if _is_inside(journey.store.of(Touchpoint)[t], focus)}
    handovers = {h.id for h in journey.store.of(Handover).values() if _stays(h, focus, met, inside)}
    if focus.failing:
        ends = [journey.store.of(Handover)[h] for h in handovers]
        inside = {end for h in ends for end in (h.source, h.target)}
    steps = inside | handovers
    return steps | _findings_on(journey, steps) | _around(journey, focus, inside)


def _is_met(touchpoint: Touchpoint, focus: Focus) -> bool:
    return not focus.personas or not touchpoint.personas or bool(touchpoint.personas & focus.personas)


def _is_inside(touchpoint: Touchpoint, focus: Focus) -> bool:
    in_department = focus.department is None or touchpoint.department == focus.department
    return in_department and (focus.phase is None or touchpoint.place.phase == focus.phase)


def _stays(handover: Handover, focus: Focus, met: set[str], inside: set[str]) -> bool:
    if focus.failing and handover.quality != "fails":
        return False
    ends = {handover.source, handover.target}
    return ends <= met and bool(ends & inside)


def _findings_on(journey: Journey, steps: set[str]) -> set[str]:
    """The moments, pain points, comments and gaps on these steps."""
    store, found = journey.store, set[str]()
    found |= {one.id for one in store.of(MomentThatMatters).values() if one.on in steps}
    found |= {one.id for one in store.of(PainPoint).values() if one.on in steps}
    found |= {gap.id for gap in store.of(NamedGap).values() if gap.about & steps}
    return found | {one.id for one in store.of(Comment).values() if one.on in steps | found}


def _around(journey: Journey, focus: Focus, touchpoints: set[str]) -> set[str]:
    """The map, and the phases, channels, departments, systems and personas of these touchpoints."""
    found, known = set(journey.store.of(JourneyMap)), journey.store.of(Touchpoint)
    for one in touchpoints:
        touchpoint = known[one]
        found |= {touchpoint.place.phase, touchpoint.place.channel, touchpoint.department or ""}
        found |= touchpoint.systems | touchpoint.missing_systems
    found |= focus.personas or {persona.id for persona in journey.personas}
    found |= {one for one in (focus.department, focus.phase) if one is not None}
    return {one for one in found if one in journey.store}
