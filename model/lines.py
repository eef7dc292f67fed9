"""Ranked records in line: each kind by rank, and the touchpoints of each phase; kept up to date record by record."""

from bisect import bisect_left, insort
from collections.abc import Mapping

from model.records import Ranked, Record, Touchpoint

Key = tuple[str, str]
"""A rank and an id: equal ranks stand by id."""


class Lines:
    """The order of a store's records, also inside a transaction; a line is made when first asked for."""

    def __init__(self, kinds: Mapping[str, Mapping[str, Record]]) -> None:
        self._kinds = kinds
        self._of_kind: dict[str, list[Key]] = {}
        self._of_phase: dict[str, list[Key]] | None = None

    def of_kind(self, kind: str) -> list[Key]:
        """The records of a ranked kind in order; not to be changed."""
        if kind not in self._of_kind:
            self._of_kind[kind] = sorted(
                (one.rank, one.id) for one in self._kinds[kind].values() if isinstance(one, Ranked)
            )
        return self._of_kind[kind]

    def of_phase(self, phase: str) -> list[Key]:
        """The touchpoints that name a phase in order, be it there or not; not to be changed."""
        if self._of_phase is None:
            self._of_phase = {}
            for one in self._kinds[Touchpoint.kind].values():
                if isinstance(one, Touchpoint):
                    self._of_phase.setdefault(one.place.phase, []).append((one.place.rank, one.id))
            for line in self._of_phase.values():
                line.sort()
        return self._of_phase.get(phase, [])

    def swap(self, old: Record | None, new: Record | None) -> None:
        """Take note that a record is another now, or there no more."""
        left, right = self._stand(old), self._stand(new)
        if left == right:
            return
        if left is not None:
            line, key = left
            del line[bisect_left(line, key)]
        if right is not None:
            insort(*right)

    def _stand(self, record: Record | None) -> tuple[list[Key], Key] | None:
        """The line a record stands in and its key there, as far as anyone has asked for that line."""
        if isinstance(record, Touchpoint) and self._of_phase is not None:
            return self._of_phase.setdefault(record.place.phase, []), (record.place.rank, record.id)
        if isinstance(record, Ranked) and record.kind in self._of_kind:
            return self._of_kind[record.kind], (record.rank, record.id)
        return None
