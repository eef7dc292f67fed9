"""What findings are about: the records they name, and the touchpoints and handovers these lead to."""

from collections.abc import Iterable

from model.findings import (
    Action,
    Comment,
    Decision,
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
)
from model.records import Handover, Record, Touchpoint
from model.references import GAP
from model.store import Store

DEEPEST = 5
"""A decision closes a gap that covers a promise that is kept at a touchpoint: further nothing leads."""


def about_of(record: Record | None) -> tuple[str, ...]:
    """The ids that a finding itself says it is about, in a steady order; nothing for what is about nothing."""
    match record:
        case Promise():
            made = [record.made_at] if record.made_at is not None else []
            return tuple(dict.fromkeys([*made, *sorted(record.kept_at)]))
        case Evidence():
            return tuple(sorted(record.supports))
        case Kpi():
            return tuple(sorted(record.measures))
        case Initiative() | Decision():
            return tuple(sorted(key.removeprefix(GAP) for key in record.closes))
        case Action():
            return (record.of,) if record.of is not None else ()
        case NamedGap():
            return tuple(sorted(record.about)) or tuple(sorted(k.removeprefix(GAP) for k in record.covers))
        case MomentThatMatters() | PainPoint() | Comment():
            return (record.on,)
    return ()


def steps_about(store: Store, record_id: str) -> tuple[str, ...]:
    """The touchpoints and handovers that a record is about in the end; a step is about itself."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting: Iterable[str] = (record_id,)
    for _ in range(DEEPEST):
        fresh = [one for one in dict.fromkeys(waiting) if one not in seen]
        seen.update(fresh)
        records = [store.get(one) for one in fresh]
        found |= {one.id: None for one in records if isinstance(one, Touchpoint | Handover)}
        waiting = [named for one in records for named in about_of(one)]
    return tuple(found)
