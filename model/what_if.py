"""What if: a copy of a map in which some initiatives are done and some things go better; the map itself stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from model.behaviours import BEHAVIOURS
from model.findings import Initiative, NamedGap, Promise, Waiver
from model.gaps.found import Found
from model.gaps.gap import Gap
from model.journey import Journey
from model.kinds import Fields, field_at
from model.orders import rank_for
from model.records import Handover, JourneyMap, Persona, Record, Target, Touchpoint
from model.references import GAP
from model.rules import GONE, Refused
from model.store import Store, Transaction

IF_DONE = "wa_if_"
"""How the waivers begin that stand in a supposed map for the gaps its ticked initiatives close."""


def suppose(records: Iterable[Record]) -> Store:
    """A map of its own that begins as these records stand."""
    return Store.holding(records, BEHAVIOURS)


# -- what an initiative does


Effects = Mapping[str, Fields]
"""What is otherwise on a map: field paths of records with their values then; None is unset."""


def effects(journey: Journey, initiative: Initiative) -> Effects:
    """What is otherwise once this is done: handovers hold, promises are kept, touchpoints are as they aim to be.

    Nobody takes a rework any more; where it is the only way on, customers go on by it without coming back.
    """
    changed: dict[str, Fields] = {}
    for one in _concerned(journey.store, initiative):
        fields = _better(journey, journey.store.get(one))
        if fields:
            changed[one] = {**changed.get(one, {}), **fields}
        handover = journey.store.find(Handover, one)
        if handover is not None and handover.handover_kind == "rework":
            for other, share in without(journey, handover).items():
                changed[other] = {**changed.get(other, {}), **share}
    return changed


def _concerned(store: Store, initiative: Initiative) -> list[str]:
    """The records of the gaps that an initiative closes, and the ends of the handovers among them."""
    found: dict[str, None] = {}
    for key in sorted(initiative.closes):
        named = store.find(NamedGap, key)
        keys = sorted(named.covers) if named is not None else [key]
        about = sorted(named.about) if named is not None else []
        for one in (*about, *(key.removeprefix(GAP) for key in keys)):
            found[one] = None
            handover = store.find(Handover, one)
            if handover is not None:
                found |= dict.fromkeys((handover.source, handover.target))
    return [one for one in found if one in store]


def _better(journey: Journey, record: Record | None) -> Fields:
    if isinstance(record, Handover):
        return mended(record)
    if isinstance(record, Promise):
        kept: Fields = {"verdict": "kept"}
        if record.promised is not None and record.delivered is not None:
            kept["delivered"] = record.promised
        return kept
    return _as_aimed(journey, record) if isinstance(record, Touchpoint) else {}


def mended(handover: Handover) -> Fields:
    """The fields of a handover that holds, with nothing lost."""
    return {"quality": "holds", **({"lost": None} if handover.lost else {})}


def _as_aimed(journey: Journey, touchpoint: Touchpoint) -> Fields:
    """The fields of a touchpoint that works, where its target or a moment that matters on it says how."""
    aim, fields = touchpoint.target or Target(), dict[str, Any]()
    for name in ("title", "they_see", "unseen"):
        if getattr(aim, name):
            fields[name] = getattr(aim, name)
    for system in sorted(aim.systems):
        fields[f"systems/{system}"] = True
        if system in touchpoint.missing_systems:
            fields[f"missing_systems/{system}"] = None
    mood = aim.mood if aim.mood is not None else _mood_of_moments(journey, touchpoint)
    if mood is not None:
        there = [one.id for one in journey.personas]
        fields |= {f"mood/{one}": mood for one in (touchpoint.personas & set(there) or there)}
    return fields


def _mood_of_moments(journey: Journey, touchpoint: Touchpoint) -> float | None:
    """The mood that a moment that matters aims at here, or on a handover that leads here."""
    steps = [touchpoint.id, *(handover.id for handover in journey.arriving(touchpoint.id))]
    aims = (moment.target_mood for step in steps for moment in journey.moments_on(step))
    return next((aim for aim in aims if aim is not None), None)


def without(journey: Journey, handover: Handover) -> Effects:
    """What is otherwise when customers come back by a handover no more: its part is that of the others beside it.

    Where there are no others, customers go on by it as by any way forward.
    """
    forward: Fields = {"handover_kind": None}
    others = [one for one in journey.leaving(handover.source) if one.id != handover.id]
    if not others:
        return {handover.id: forward}
    changed: dict[str, Fields] = {handover.id: {**forward, "share": 0.0}}
    stated = sum(one.share or 0.0 for one in others)
    if handover.share and stated and all(one.share is not None for one in others):
        more = 1 + handover.share / stated
        changed |= {one.id: {"share": min(1.0, (one.share or 0.0) * more)} for one in others}
    return changed


# -- ticking initiatives


def ticked(store: Store) -> frozenset[str]:
    """The initiatives that are done in a supposed map."""
    there = store.of(Initiative)
    return frozenset(one for one in there if f"{IF_DONE}{one}_0" in store)


def tick(supposed: Store, today: Journey, initiative: str) -> None:
    """Suppose that an initiative is done; `today` is the map as it stands."""
    found = today.store.find(Initiative, initiative)
    if found is None:
        raise Refused(GONE)
    title = found.title or "this initiative"
    with supposed.transaction(f"Suppose “{title}” is done") as change:
        _apply(change, effects(today, found))
        for number, key in enumerate(sorted(found.closes)):
            waiver = f"{IF_DONE}{initiative}_{number}"
            if waiver not in supposed:
                change.create(Waiver, id=waiver, gap=key, reason=f"Closed if “{title}” is done", by="What if")


def untick(supposed: Store, today: Journey, initiative: str) -> None:
    """Suppose that an initiative is not done after all: what it changed and nobody changed since is as today."""
    found = today.store.find(Initiative, initiative)
    if found is None:
        raise Refused(GONE)
    others = [today.store.find(Initiative, one) for one in ticked(supposed) - {initiative}]
    with supposed.transaction(f"Suppose “{found.title or 'this initiative'}” is not done") as change:
        _take_back(change, today.store, effects(today, found))
        for other in others:
            if other is not None:
                _apply(change, effects(today, other))
        for number in range(len(found.closes)):
            waiver = f"{IF_DONE}{initiative}_{number}"
            if waiver in supposed:
                change.delete(waiver)


def _apply(change: Transaction, wanted: Effects) -> None:
    for one, fields in wanted.items():
        if one in change.store:
            change.update(
                one, {path: value for path, value in fields.items() if _is_known(change.store, path)}
            )


def _take_back(change: Transaction, today: Store, done: Effects) -> None:
    for one, fields in done.items():
        now, was = change.store.get(one), today.get(one)
        if now is not None and was is not None:
            left = [path for path, value in fields.items() if field_at(now, path) == value]
            known = [path for path in left if _is_known(change.store, path)]
            change.update(one, {path: field_at(was, path) for path in known})


def _is_known(store: Store, path: str) -> bool:
    name, _, key = path.partition("/")
    return name != "mood" or store.find(Persona, key) is not None


# -- by hand


def mend(store: Store, handover: str) -> None:
    """Let a handover hold, with nothing lost."""
    found = store.find(Handover, handover)
    if found is None:
        raise Refused(GONE)
    with store.transaction("Mend a handover") as change:
        change.update(handover, mended(found))


def let_nobody_back(journey: Journey, handover: str) -> None:
    """Let nobody come back by a handover any more: they take the other ways, or go on by it where there are none."""
    found = journey.store.find(Handover, handover)
    if found is None:
        raise Refused(GONE)
    with journey.store.transaction("Let nobody come back") as change:
        _apply(change, without(journey, found))


def demand_of(store: Store, today: Store) -> float:
    """By how much demand is multiplied in a supposed map."""
    now, was = _map_of(store).surge_factor, _map_of(today).surge_factor
    return (1.0 if now is None else now) / (was or 1.0)


def multiply_demand(store: Store, today: Store, factor: float) -> None:
    """Suppose that so many times more customers come."""
    was = _map_of(today)
    surge = (was.surge_factor or 1.0) * factor
    fields: Fields = {"surge_factor": was.surge_factor if factor == 1 else surge}
    if was.customers_per_month is not None:
        fields["customers_per_month"] = was.customers_per_month * factor
    with store.transaction(f"Multiply demand by {factor:g}", merge="demand") as change:
        change.update(_map_of(store).id, fields)


def _map_of(store: Store) -> JourneyMap:
    return next(iter(store.of(JourneyMap).values()))


# -- what comes of it


def standing(found: Found) -> dict[str, Gap]:
    """The listed gaps that are there: a named one that covers gaps is not when none of those is left."""
    return {one.key: one for one in found.gaps if not one.is_named or one.computed is not None}


def closing(before: Found, after: Found) -> tuple[list[Gap], list[Gap]]:
    """The listed gaps that are there before and not after, and those that are new, the worst first."""
    old, new = standing(before), standing(after)
    return [old[key] for key in old if key not in new], [new[key] for key in new if key not in old]


def keep_as_initiative(store: Store, title: str, owner: str, closes: Iterable[str]) -> str:
    """Add an initiative that closes these gaps to a map; returns its id."""
    with store.transaction("Add an initiative") as change:
        return change.create(
            Initiative,
            title=title,
            owner=owner,
            closes=frozenset(closes),
            rank=rank_for(change, Initiative),
        )


def to_be(supposed: Store, doc: str) -> list[Record]:
    """The records of a supposed map as a map of its own, the counterpart of the document it was supposed for."""
    kept = [one for one in supposed if not one.id.startswith(IF_DONE)]
    return [
        one.model_copy(update={"state": "to_be", "counterpart": doc}) if isinstance(one, JourneyMap) else one
        for one in kept
    ]


def link_counterpart(store: Store, doc: str) -> None:
    """Say in a map which document is its counterpart."""
    with store.transaction("Link the counterpart") as change:
        change.update(_map_of(store).id, counterpart=doc)
