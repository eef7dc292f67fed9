"""Who answers for touchpoints that are dropped among those of another department: what is asked, and the answer."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from model.lenses import Lens
from model.orders import in_journey_order, touchpoints_in
from model.records import Department, Touchpoint
from model.rules import GONE, Refused
from model.store import Store


class Asked(NamedTuple):
    """A question of a drop: do these touchpoints stay with their department, or go to that of their neighbours?"""

    touchpoints: tuple[str, ...]
    """Those that have another department than their neighbours."""
    there: Department
    own: Department | None
    """Their own department; None where they have several."""


def whose(
    store: Store, ids: Collection[str], phase: str, lane: str, before: str | None, lens: Lens
) -> Asked | None:
    """What a drop into a phase and a lane asks, before one that stays there or at the end; None asks nothing.

    It asks where the nearest touchpoints of the cell on both sides have one department, and one that comes into
    the cell has another. Where departments are the lanes, the lane says it.
    """
    known = store.of(Department)
    if lens.kind is Department:
        return None
    comers = [t for t in in_journey_order(store, ids) if (t.place.phase, lens.lane_of(t)) != (phase, lane)]
    there = _department_around(store, ids, phase, lane, before, lens)
    if there is None or there not in known:
        return None
    others = [t for t in comers if t.department in known and t.department != there]
    if not others:
        return None
    own = {t.department for t in others}
    only = known[str(others[0].department)] if len(own) == 1 else None
    return Asked(tuple(t.id for t in others), known[there], only)


def _department_around(
    store: Store, ids: Collection[str], phase: str, lane: str, before: str | None, lens: Lens
) -> str | None:
    """The department of the nearest touchpoints of a cell on both sides of a place; None where they differ."""
    stay = [t for t in touchpoints_in(store, phase) if t.id not in ids]
    at = next((place for place, t in enumerate(stay) if t.id == before), len(stay))
    left = next((t for t in reversed(stay[:at]) if lens.lane_of(t) == lane), None)
    right = next((t for t in stay[at:] if lens.lane_of(t) == lane), None)
    around = {t.department for t in (left, right) if t is not None}
    return around.pop() if len(around) == 1 else None


def give(store: Store, touchpoints: Iterable[str], department: str, merge: str) -> None:
    """Let a department answer for touchpoints; it joins the step that began with the same merge key."""
    chosen = [one for one in touchpoints if store.find(Touchpoint, one) is not None]
    if store.find(Department, department) is None or not chosen:
        raise Refused(GONE)
    with store.transaction("Change department", merge=merge) as change:
        for one in chosen:
            change.update(one, department=department)
