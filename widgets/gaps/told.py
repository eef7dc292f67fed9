"""What an open gap tells, put together: where it is, why it is there, what could close it."""

from model.findings import Evidence, NamedGap
from model.gaps import Gap
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Store


def source_of(one: Evidence) -> str:
    """Where a piece of evidence comes from: its kind, source and day."""
    kind = one.evidence_kind.replace("_", " ").capitalize()
    source = one.source if one.text else ""
    day = f"{one.date.day} {one.date:%b %Y}" if one.date is not None else ""
    return " · ".join(part for part in (kind, source, day) if part)


def places_of(journey: Journey, gap: Gap) -> list[str]:
    """The touchpoints, handovers and other records a gap is about, in journey order."""
    store = journey.store
    named = store.find(NamedGap, gap.key) if gap.is_named else None
    about = set(named.about) if named is not None and named.about else {gap.anchor, *gap.about}
    for one in tuple(about):
        handover = store.find(Handover, one)
        about |= {handover.source, handover.target} if handover is not None else set()
    there = [one for one in about if one in store and one != gap.key]
    steps = [one for one in there if isinstance(store[one], Touchpoint | Handover)]
    rest = sorted(one for one in there if one not in steps)
    return [*sorted(steps, key=journey.step_order), *rest]


def reasons_of(journey: Journey, gap: Gap) -> list[str]:
    """Why a gap is there: in the room's words first, then each sign's sentence."""
    said = []
    for one in (gap.anchor, *(other.anchor for other in gap.covers)):
        record = journey.store.get(one)
        if isinstance(record, Handover) and record.failure:
            said.append(record.failure)
    signs = [sign for one in (gap.covers or (gap,)) for sign in one.signs]
    for sign in signs:
        record = journey.store.get(sign.anchor)
        number = f"{journey.number_of(record.id)}: " if isinstance(record, Touchpoint) and gap.covers else ""
        said.append(f"{number}{sign.why}")
    return list(dict.fromkeys(said))


def remedy_of(store: Store, gap: Gap | None) -> str:
    """What could close a gap: what the room says, else what the rules suggest."""
    if gap is None:
        return ""
    named = store.find(NamedGap, gap.key) if gap.is_named else None
    if named is not None and named.fix:
        return named.fix
    signs = [sign for one in (gap.covers or (gap,)) for sign in one.signs]
    return next((sign.suggestion for sign in signs if sign.suggestion), "")
