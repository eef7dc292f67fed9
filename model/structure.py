"""Phases and channels: where their touchpoints go when they are deleted, and what moves place by place."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from model.lenses import CUSTOMER, Lens
from model.operations import delete, move_touchpoints, reorder
from model.orders import in_journey_order, ordered, touchpoints_in
from model.records import Channel, Phase, Ranked, Touchpoint
from model.rules import Refused, refuse, why_not_delete
from model.store import Store

NOWHERE = {-1: "There is nothing before it.", 1: "There is nothing after it."}


class Neighbours(NamedTuple):
    """What stands before and after a phase or channel and stays, None at the ends."""

    before: Ranked | None
    after: Ranked | None


def held_by(store: Store, ids: Collection[str]) -> list[str]:
    """The touchpoints that stand in any of these phases and channels and are not deleted themselves."""
    going = set(ids)
    places = going & (store.of(Phase).keys() | store.of(Channel).keys())
    if not places:
        return []
    there = (
        one.id
        for one in store.of(Touchpoint).values()
        if one.id not in going and (one.place.phase in places or one.place.channel in places)
    )
    return [one.id for one in in_journey_order(store, there)]


def neighbours(store: Store, ids: Sequence[str]) -> Neighbours:
    """The nearest of a kind before and after those that are to go; their kind is that of the first."""
    kind = type(store[ids[0]])
    assert issubclass(kind, Phase | Channel)
    order = ordered(store, kind)
    places = [place for place, one in enumerate(order) if one.id in ids]
    before = next((one for one in reversed(order[: places[0]]) if one.id not in ids), None)
    after = next((one for one in order[places[-1] :] if one.id not in ids), None)
    return Neighbours(before, after)


def delete_and_move(store: Store, ids: Sequence[str], to: str) -> None:
    """Delete phases or channels of one kind, and move their touchpoints to a neighbour, as one step."""
    refuse(why_not_delete(store, ids))
    target = store.get(to)
    if not isinstance(target, Phase | Channel) or to in ids:
        raise Refused("That is no place for its touchpoints.")
    word = target.kind
    label = f"Delete a {word}" if len(ids) == 1 else f"Delete {len(ids)} {word}s"
    with store.transaction(label):
        held = held_by(store, ids)
        if isinstance(target, Channel):
            move_touchpoints(store, held, None, to)
        else:
            stands_before = store.of(Phase)[ids[0]].rank > target.rank
            first = None if stands_before else next((t.id for t in touchpoints_in(store, to)), None)
            move_touchpoints(store, held, to, None, first)
        delete(store, ids)


def move_along(store: Store, ids: Iterable[str], step: int) -> None:
    """Move touchpoints together one place on (1) or back (−1), into the next phase where theirs ends."""
    chosen = set(ids)
    moving = in_journey_order(store, chosen)
    phases = [one.id for one in ordered(store, Phase)]
    edge = moving[-1 if step > 0 else 0]
    there = [one.id for one in touchpoints_in(store, edge.place.phase)]
    rest = [one for one in there if one not in chosen]
    after_edge = [one for one in there[there.index(edge.id) + 1 :] if one not in chosen]
    at = len(rest) - len(after_edge)
    if 0 <= at + step <= len(rest):
        place = at + step
        move_touchpoints(store, chosen, edge.place.phase, None, rest[place] if place < len(rest) else None)
        return
    number = phases.index(edge.place.phase) + step if edge.place.phase in phases else -1
    if not 0 <= number < len(phases):
        raise Refused(NOWHERE[step])
    others = [one.id for one in touchpoints_in(store, phases[number]) if one.id not in chosen]
    move_touchpoints(store, chosen, phases[number], None, others[0] if step > 0 and others else None)


def move_across(store: Store, ids: Iterable[str], step: int, lens: Lens = CUSTOMER) -> None:
    """Move touchpoints together to the lanes below (1) or above (−1); raises Refused at the last one."""
    chosen = set(ids)
    lanes = [one.id for one in ordered(store, lens.kind)] + [lens.loose] * lens.takes_loose
    moving = in_journey_order(store, chosen)
    label = "Move a touchpoint" if len(moving) == 1 else f"Move {len(moving)} touchpoints"
    with store.transaction(label) as change:
        for one in moving:
            lane = lens.lane_of(one)
            known = lanes.index(lane) if lane in lanes else len(lanes) - lens.takes_loose
            if not 0 <= known + step < len(lanes):
                raise Refused(f"There is no {lens.kind.kind} {'above' if step < 0 else 'below'}.")
            change.update(one.id, lens.put(one.place, lanes[known + step]))


def move_among(store: Store, record_id: str, step: int) -> None:
    """Move a phase or lane one place on (1) or back (−1) among its kind; raises Refused at the ends."""
    record = store[record_id]
    assert isinstance(record, Ranked)
    order = [one.id for one in ordered(store, type(record))]
    place = order.index(record_id) + step
    if not 0 <= place < len(order):
        raise Refused(NOWHERE[step])
    following = place + 1 if step > 0 else place
    reorder(store, record_id, order[following] if following < len(order) else None)
