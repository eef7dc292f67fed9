"""What may go where: each rule answers None, or one sentence that says why not.

Maps read from a file are not held to these; they only stop hands at the screen.
"""

from collections.abc import Iterable

from model.findings import MomentThatMatters, PainPoint
from model.lenses import CUSTOMER, Lens
from model.records import Channel, Handover, JourneyMap, Phase, Ranked, Record, Touchpoint
from model.store import Store

GONE = "It is not in the map any more."


class Refused(ValueError):
    """A step that the rules do not allow; its text is the sentence that says why."""


def refuse(reason: str | None) -> None:
    """Raise Refused with this reason, if there is one."""
    if reason is not None:
        raise Refused(reason)


def why_not_hand_over(store: Store, source: str, target: str) -> str | None:
    """Why no handover can be drawn from one touchpoint to another."""
    if store.find(Touchpoint, source) is None or store.find(Touchpoint, target) is None:
        return "A handover goes from one touchpoint to another."
    if source == target:
        return "A touchpoint cannot hand over to itself."
    known = (store.find(Handover, one) for one in store.referring_to(source))
    if any(one is not None and (one.source, one.target) == (source, target) for one in known):
        return "There is a handover between these two already."
    return None


def why_not_mark(store: Store, kind: type[Record], on: str) -> str | None:
    """Why no moment that matters or pain point can be marked on a record."""
    if kind not in (MomentThatMatters, PainPoint):
        return "Only moments that matter and pain points are marked on the journey."
    if not isinstance(store.get(on), Touchpoint | Handover):
        return "Moments and pain points stand on a touchpoint or a handover."
    if kind is MomentThatMatters:
        marked = (store.find(MomentThatMatters, one) for one in store.referring_to(on))
        if any(moment is not None and moment.on == on for moment in marked):
            return "This is a moment that matters already."
    return None


def why_not_add(store: Store) -> str | None:
    """Why no touchpoint can be added."""
    if not store.of(Channel):
        return "A touchpoint needs a channel; add one first."
    return None


def why_not_move(
    store: Store, ids: Iterable[str], phase: str | None, lane: str | None, lens: Lens = CUSTOMER
) -> str | None:
    """Why touchpoints cannot move to a phase and a lane; None for either means where each stands now."""
    if any(store.find(Touchpoint, one) is None for one in ids):
        return "Only touchpoints move from phase to phase."
    if phase is not None and store.find(Phase, phase) is None:
        return "That phase is not in the map any more."
    is_lane = lane is None or store.find(lens.kind, lane) is not None
    if not is_lane and not (lens.takes_loose and lane == lens.loose):
        return f"That {lens.kind.kind} is not in the map any more."
    return None


def why_not_delete(store: Store, ids: Iterable[str]) -> str | None:
    """Why records cannot be deleted together."""
    chosen = set(ids)
    records = [store.get(one) for one in chosen]
    if None in records:
        return GONE
    if any(isinstance(record, JourneyMap) for record in records):
        return "The map itself cannot be deleted; delete its file instead."
    kinds: tuple[tuple[type[Ranked], str], ...] = ((Phase, "phase"), (Channel, "channel"))
    for kind, word in kinds:
        known = store.of(kind).keys()
        if known & chosen and known <= chosen:
            return f"A map keeps at least one {word}."
    return None
