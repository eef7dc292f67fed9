"""What a facilitator does to a map: each verb is one step with a name that undo can show."""

from collections.abc import Iterable
from typing import Any, Literal

from model.findings import MomentThatMatters, PainPoint
from model.kinds import WORDS
from model.lenses import CUSTOMER, Lens
from model.orders import in_journey_order, numbers_of, rank_for, ranks_in_phase, touchpoints_in
from model.ranks import spread
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Place,
    Ranked,
    Record,
    Touchpoint,
    new_id,
)
from model.rules import (
    GONE,
    Refused,
    refuse,
    why_not_add,
    why_not_delete,
    why_not_hand_over,
    why_not_mark,
    why_not_move,
)
from model.store import Store

NEXT_QUALITY: dict[str, str] = {"holds": "weak", "weak": "fails", "fails": "holds", "unknown": "holds"}
Mode = Literal["digital", "physical", "voice", "post"]
NEW_PHASE = "New phase"
"""What is made on the way is called so until someone types."""


def new_map(title: str = "") -> list[Record]:
    """The records of a map to begin with: three phases, three channels, no touchpoint."""
    ranks = spread(3)
    phases = ("First phase", "Next phase", "Last phase")
    channels = (
        ("Web & app", "digital", "web"),
        ("Live chat", "digital", "chat"),
        ("Phone", "voice", "phone"),
    )
    return [
        JourneyMap(id=new_id("map"), title=title),
        *(
            Phase(id=new_id("phase"), title=phase, rank=rank)
            for phase, rank in zip(phases, ranks, strict=True)
        ),
        *(
            Channel.model_validate(
                {"id": new_id("channel"), "title": name, "mode": mode, "icon": icon, "rank": rank}
            )
            for (name, mode, icon), rank in zip(channels, ranks, strict=True)
        ),
    ]


def add_touchpoint(
    store: Store,
    phase: str,
    lane: str,
    title: str = "",
    before: str | None = None,
    after: str | None = None,
    new: str | None = None,
    lens: Lens = CUSTOMER,
    channel: str | None = None,
) -> str:
    """Add a touchpoint to a lane, before or after another one of its phase, or at its end; returns its id.

    Where lanes are no channels, it is met in this channel, else in that of the touchpoint before it, else in the
    first one. Typing its title, or taking it back untitled, joins this step.
    """
    refuse(why_not_move(store, (), phase, lane, lens))
    refuse(why_not_add(store))
    new = new or new_id(Touchpoint.kind)
    with store.transaction("Add a touchpoint", merge=naming(new)) as change:
        others = touchpoints_in(store, phase)
        at = len(others)
        for number, one in enumerate(others):
            if one.id == before or one.id == after:
                at = number + (one.id == after)
        (rank,) = ranks_in_phase(change, others, at, 1)
        place = Place(phase, channel or channel_near(store, others[:at]), rank)
        return change.create(Touchpoint, id=new, title=title, **lens.put(place, lane))


def channel_near(store: Store, before: list[Touchpoint]) -> str:
    """The channel of the last of these touchpoints that is in one, else the first channel."""
    known = store.of(Channel)
    near = next((t.place.channel for t in reversed(before) if t.place.channel in known), None)
    return near or min(known.values(), key=lambda channel: (channel.rank, channel.id)).id


def add_next(
    store: Store,
    source: str,
    phase: str | None,
    lane: str,
    before: str | None = None,
    lens: Lens = CUSTOMER,
) -> str:
    """Add a touchpoint and hand over to it from another one; None for the phase is a new one at the end."""
    new = new_id(Touchpoint.kind)
    with store.transaction("Add the next touchpoint", merge=naming(new)):
        phase = phase or add_phase(store, NEW_PHASE)
        made = add_touchpoint(store, phase, lane, before=before, new=new, lens=lens)
        hand_over(store, source, made)
    return made


def naming(record_id: str) -> str:
    """The merge key of the typing of a record's title, which its making joins."""
    return f"{record_id}/title"


def take_back(store: Store, record_id: str) -> None:
    """Delete what has just been made and got no title; together with its making nothing is left to undo."""
    refuse(why_not_delete(store, [record_id]))
    with store.transaction(f"Delete {_a(store[record_id])}", merge=naming(record_id)) as change:
        change.delete(record_id)


def move_touchpoints(
    store: Store,
    ids: Iterable[str],
    phase: str | None,
    lane: str | None,
    before: str | None = None,
    lens: Lens = CUSTOMER,
    merge: str | None = None,
) -> None:
    """Move touchpoints, in their order, to a phase and a lane, before one that stays there or to the end.

    None for the phase or the lane means that each keeps its own. What follows with the same merge key joins in.
    """

    def put(place: Place) -> dict[str, Any]:
        return {"place": place} if lane is None else lens.put(place, lane)

    chosen = set(ids)
    refuse(why_not_move(store, chosen, phase, lane, lens))
    moving = in_journey_order(store, chosen)
    with store.transaction(_counted("Move", moving), merge=merge) as change:
        if phase is None:
            for one in moving:
                change.update(one.id, put(one.place))
            return
        there = touchpoints_in(store, phase)
        others = [one for one in there if one.id not in chosen]
        at = next((place for place, one in enumerate(others) if one.id == before), len(others))
        if [one.id for one in others[:at] + moving + others[at:]] == [one.id for one in there]:
            ranks = [one.place.rank for one in moving]
        else:
            ranks = ranks_in_phase(change, others, at, len(moving))
        for one, rank in zip(moving, ranks, strict=True):
            change.update(one.id, put(Place(phase, one.place.channel, rank)))


def hand_over(
    store: Store, source: str, target: str, quality: Literal["holds", "weak", "fails", "unknown"] = "holds"
) -> str:
    """Draw a handover from one touchpoint to another; returns its id."""
    refuse(why_not_hand_over(store, source, target))
    label = "Hand over {} → {}".format(*numbers_of(store, source, target))
    with store.transaction(label) as change:
        rank = rank_for(change, Handover)
        return change.create(Handover, source=source, target=target, quality=quality, rank=rank)


def cycle_quality(store: Store, handover: str) -> None:
    """Let a handover that holds be weak, a weak one fail, and a failing one hold."""
    found = store.find(Handover, handover)
    if found is None:
        raise Refused(GONE)
    quality = NEXT_QUALITY[found.quality]
    with store.transaction(f"Change quality to {quality}") as change:
        change.update(handover, quality=quality)


def mark_moment(store: Store, on: str) -> str:
    """Mark a touchpoint or handover as a moment that matters; returns the moment's id."""
    refuse(why_not_mark(store, MomentThatMatters, on))
    with store.transaction("Mark a moment that matters") as change:
        return change.create(MomentThatMatters, on=on, rank=rank_for(change, MomentThatMatters))


def mark_pain(store: Store, on: str) -> str:
    """Mark a pain point on a touchpoint or handover; returns its id."""
    refuse(why_not_mark(store, PainPoint, on))
    with store.transaction("Mark a pain point") as change:
        return change.create(PainPoint, on=on, rank=rank_for(change, PainPoint))


def set_mood(store: Store, touchpoint: str, persona: str | None, mood: float | None) -> None:
    """Say how a touchpoint feels to a persona, −2…2, None for not known; without a persona, to all it is for.

    A map without personas gets its first one, "Customer".
    """
    set_moods(store, [touchpoint], persona, mood)


def set_moods(store: Store, touchpoints: Iterable[str], persona: str | None, mood: float | None) -> None:
    """Say how touchpoints feel, each as `set_mood` does, as one step."""
    known, ids = store.of(Touchpoint), list(dict.fromkeys(touchpoints))
    if not all(one in known for one in ids) or (persona is not None and persona not in store.of(Persona)):
        raise Refused(GONE)
    if not ids:
        return
    of_many = f"Set the mood of {len(ids)} touchpoints"
    label = of_many if len(ids) > 1 else f"Set the mood at {numbers_of(store, ids[0])[0]}"
    with store.transaction(label) as change:
        if not store.of(Persona):
            change.create(Persona, name="Customer", rank=rank_for(change, Persona))
        people = store.of(Persona).keys()
        for one in ids:
            whom = {persona} if persona is not None else (known[one].personas & people or people)
            change.update(one, {f"mood/{who}": mood for who in whom})


def add_phase(store: Store, title: str = "", before: str | None = None) -> str:
    """Add a phase before another one or at the end; returns its id."""
    new = new_id(Phase.kind)
    with store.transaction("Add a phase", merge=naming(new)) as change:
        return change.create(Phase, id=new, title=title, rank=rank_for(change, Phase, before))


def add_channel(
    store: Store, title: str = "", mode: Mode = "digital", icon: str = "", before: str | None = None
) -> str:
    """Add a channel before another one or at the end; returns its id."""
    new = new_id(Channel.kind)
    with store.transaction("Add a channel", merge=naming(new)) as change:
        rank = rank_for(change, Channel, before)
        return change.create(Channel, id=new, title=title, mode=mode, icon=icon, rank=rank)


def add_department(store: Store, title: str = "", before: str | None = None) -> str:
    """Add a department before another one or at the end; returns its id."""
    new = new_id(Department.kind)
    with store.transaction("Add a department", merge=naming(new)) as change:
        return change.create(Department, id=new, title=title, rank=rank_for(change, Department, before))


def add_persona(store: Store, name: str = "") -> str:
    """Add a persona at the end; returns its id."""
    with store.transaction("Add a persona") as change:
        return change.create(Persona, name=name, rank=rank_for(change, Persona))


def reorder(store: Store, record_id: str, before: str | None = None) -> None:
    """Move a phase, a channel or another ranked record before one of its kind or to the end."""
    record = store.get(record_id)
    if not isinstance(record, Ranked):
        raise Refused(GONE)
    if before == record_id:
        return
    with store.transaction(f"Move {_a(record)}") as change:
        change.update(record_id, rank=rank_for(change, type(record), before, moving=record_id))


def delete(store: Store, ids: Iterable[str]) -> None:
    """Delete records together, and by the behaviours all that cannot stand without them."""
    chosen = list(dict.fromkeys(ids))
    refuse(why_not_delete(store, chosen))
    with store.transaction(_counted("Delete", [store[one] for one in chosen])) as change:
        for one in chosen:
            change.delete(one)


def name_field(kind: type[Record]) -> str:
    """The field that a record of this kind goes by."""
    if kind is Persona:
        return "name"
    if kind is Handover:
        return "label"
    return "text" if "title" not in kind.model_fields else "title"


def rename(store: Store, record_id: str, name: str) -> None:
    """Give a record another title, name, label or text; typing on joins into one step."""
    record = store.get(record_id)
    if record is None:
        raise Refused(GONE)
    set_field(store, record_id, name_field(type(record)), name)


def set_field(store: Store, record_id: str, path: str, value: Any) -> None:
    """Set one field of a record, or unset it with None; changes that follow each other join into one step."""
    record = store.get(record_id)
    if record is None:
        raise Refused(GONE)
    name = path.partition("/")[0]
    if name == name_field(type(record)):
        label = f"Rename {_a(record)}"
    else:
        title = type(record).model_fields[name].title if name in type(record).model_fields else None
        label = f"Change {(title or name).lower()}"
    with store.transaction(label, merge=f"{record_id}/{path}") as change:
        change.update(record_id, {path: value})


def _a(record: Record) -> str:
    word = "piece of evidence" if record.kind == "evidence" else WORDS.get(record.kind, "record")
    return f"an {word}" if word[0] in "aeio" else f"a {word}"


def _counted(verb: str, records: list[Any]) -> str:
    """A step's name with what it concerns: "Delete 2 touchpoints", "Delete a phase"."""
    if len(records) == 1:
        return f"{verb} {_a(records[0])}"
    kinds = {record.kind for record in records}
    if len(kinds) != 1:
        return f"{verb} {len(records)} things"
    word = WORDS.get(kinds.pop(), "record")
    plural = {"moment that matters": "moments that matter", "evidence": "pieces of evidence"}
    return f"{verb} {len(records)} {plural.get(word, word + 's')}"
