"""What is selected: shared by canvas, inspector and every other view."""

from collections.abc import Iterable

from model.records import kind_of
from model.signal import Signal


class Selection:
    """The ids of the selected records, the one chosen last at the end."""

    def __init__(self) -> None:
        self.ids: tuple[str, ...] = ()
        self.kinds: frozenset[str | None] = frozenset()
        """The kinds of what is selected."""
        self._known: frozenset[str] = frozenset()
        self.changed: Signal[Selection] = Signal()

    def choose(self, ids: Iterable[str]) -> None:
        """Select exactly these records."""
        fresh = tuple(dict.fromkeys(ids))
        if fresh != self.ids:
            self.ids, self._known = fresh, frozenset(fresh)
            self.kinds = frozenset(map(kind_of, fresh))
            self.changed.emit(self)

    def toggle(self, record: str) -> None:
        """Add a record to the selection, or take it out."""
        self.choose([i for i in self.ids if i != record] if record in self else [*self.ids, record])

    def clear(self) -> None:
        """Select nothing."""
        self.choose(())

    @property
    def only(self) -> str | None:
        """The selected record when it is exactly one."""
        return self.ids[0] if len(self.ids) == 1 else None

    def __contains__(self, record: object) -> bool:
        return record in self._known
