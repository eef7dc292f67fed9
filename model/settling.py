"""Choosing between what people said differently: each choice one step that undo takes back."""

from collections.abc import Sequence
from typing import Any

from model.join import Conflict
from model.records import Record
from model.store import Store, Transaction

NOTE = "note"


def settle(store: Store, chosen: Sequence[tuple[Conflict, Any]]) -> None:
    """Let these fields say these values from now on; raises InvalidRecord."""
    label = "Choose between two values" if len(chosen) == 1 else f"Choose {len(chosen)} values"
    with store.transaction(label) as change:
        for conflict, value in chosen:
            _choose(change, conflict, value)


def keep_in_note(store: Store, conflict: Conflict, value: Any, others: Sequence[str]) -> None:
    """Let a field say one value, and write the others below the record's note; raises InvalidRecord."""
    with store.transaction("Keep both in the note") as change:
        record = store[conflict.record]
        note = "\n".join(part for part in (str(getattr(record, NOTE)), *others) if part)
        change.update(conflict.record, {NOTE: note})
        _choose(change, conflict, value)


def has_note(record: Record) -> bool:
    """Whether a record has room for what was not chosen."""
    return NOTE in type(record).model_fields


def _choose(change: Transaction, conflict: Conflict, value: Any) -> None:
    if conflict.record in change.store:
        change.update(conflict.record, {conflict.path: value})
        change.confirm(conflict.record, conflict.path)
