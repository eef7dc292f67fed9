"""What the user did, step by step, so that it can be taken back and done again."""

from model.signal import Signal
from model.store import Change, Commit, Patch, Store, in_turn

_START = Commit("", "load", ())
"""Stands for the map as it was opened, before any step."""


class History:
    """Undo and redo over a store's commits; it records what the user did, and nothing that others did."""

    def __init__(self, store: Store) -> None:
        self.changed: Signal[None] = Signal()
        """Emits when what can be undone or redone, or whether all is saved, may have changed."""
        self._store = store
        self._done: list[Commit] = []
        self._undone: list[Commit] = []
        self._saved = _START
        self._joins = False
        store.committed.connect(self._follow)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def undo_label(self) -> str:
        """The name of the step that undo takes back; empty without one."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """The name of the step that redo does again; empty without one."""
        return self._undone[-1].label if self._undone else ""

    @property
    def is_saved(self) -> bool:
        """Whether the history stands where it stood when the map was opened or last saved."""
        return self._saved is self.here

    def undo(self) -> Patch:
        """Take back the last step, except fields that somebody else has changed since; the changes of it."""
        if not self._done:
            return ()
        step = self._done.pop()
        self._undone.append(step)
        return self._replay(tuple(change.inverted() for change in reversed(step.patch)), step.label)

    def redo(self) -> Patch:
        """Do the last undone step again, except fields that somebody else has changed since."""
        if not self._undone:
            return ()
        step = self._undone.pop()
        self._done.append(step)
        return self._replay(step.patch, step.label)

    @property
    def here(self) -> Commit:
        """The step after which the map stands now."""
        return self._done[-1] if self._done else _START

    def mark_saved(self, step: Commit | None = None) -> None:
        """Remember that the map is saved as it stands now, or as it stood after a step.

        What has just been made and is still to be named is one step with its name: a save may come while it is typed.
        """
        self._saved = self.here if step is None else step
        self._joins = self._joins and _is_to_be_named(self.here)
        self.changed.emit(None)

    def _replay(self, patch: Patch, label: str) -> Patch:
        self._joins = False
        self._store.apply(patch, label, "history")
        self.changed.emit(None)
        return patch

    def _follow(self, commit: Commit) -> None:
        if commit.source != "user":
            return
        commit = Commit(commit.label, "user", commit.patch, commit.merge)
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and self._joins and commit.merge is not None and commit.merge == last.merge:
            self._done.pop()
            commit = Commit(last.label, "user", joined(last.patch, commit.patch), commit.merge)
        if commit.patch:
            self._done.append(commit)
        self._joins = bool(commit.patch)
        self.changed.emit(None)


def _is_to_be_named(step: Commit) -> bool:
    """Whether a step made a record, and the field whose typing joins it is still empty."""
    record, _, field = (step.merge or "").partition("/")
    made = (change.after or {} for change in step.patch if change.id == record and change.before is None)
    return any(field not in after for after in made)


def joined(earlier: Patch, later: Patch) -> Patch:
    """Two patches that follow each other as one: each record once, nothing that came back to what it was."""
    changes: dict[str, Change | None] = {change.id: change for change in earlier}
    for change in later:
        before = changes.get(change.id)
        changes[change.id] = before.then(change) if before is not None else change
    return in_turn(change for change in changes.values() if change is not None)
