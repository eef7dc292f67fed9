"""What follows of itself from a user's change, in the same step: nothing is left pointing at what is gone."""

from collections.abc import Callable

from model.findings import Initiative, Waiver
from model.kinds import Fields, defaults, references
from model.records import Record, Touchpoint
from model.references import GAP
from model.store import Change, Transaction

Behaviour = Callable[[Transaction, Change], None]


def fall_with_it(transaction: Transaction, change: Change) -> None:
    """Delete what cannot stand without a deleted record: handovers, findings, touchpoints."""
    if change.after is None:
        store = transaction.store
        for record_id in sorted(store.referring_to(change.id)):
            if _stands_on(store[record_id], change.id):
                transaction.delete(record_id)


def let_go_of_it(transaction: Transaction, change: Change) -> None:
    """Take a deleted record's id out of every field that can be without it."""
    if change.after is None:
        store = transaction.store
        for record_id in sorted(store.referring_to(change.id)):
            if not _stands_on(store[record_id], change.id):
                transaction.update(record_id, _without(store[record_id], change.id))


BEHAVIOURS: list[Behaviour] = [fall_with_it, let_go_of_it]


def _stands_on(record: Record, gone: str) -> bool:
    if isinstance(record, Waiver):
        return record.gap.removeprefix(GAP) == gone
    unset = defaults(type(record))
    return any(named == gone and path.partition("/")[0] not in unset for path, named in references(record))


def _without(record: Record, gone: str) -> Fields:
    """The fields of a record that change when it lets go of an id."""
    changed: Fields = {}
    for path, named in references(record):
        if named == gone:
            changed[path] = None
    if isinstance(record, Initiative) and "moves" in changed:
        changed["moves"] = tuple(move for move in record.moves if move.kpi != gone)
    if isinstance(record, Touchpoint) and record.target is not None and "target" in changed:
        changed["target"] = record.target.model_copy(update={"systems": record.target.systems - {gone}})
    for field in ("covers", "closes"):
        for key in getattr(record, field, ()):
            if key.removeprefix(GAP) == gone:
                changed[f"{field}/{key}"] = None
    return changed
