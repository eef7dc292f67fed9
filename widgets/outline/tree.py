"""The journey as Qt's item model: phases, their touchpoints, and the handovers that leave them."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from model.journey import UNSORTED, Journey
from model.operations import rename
from model.records import Handover, Phase, Touchpoint
from model.spoken import UNSORTED_TITLE, name_of, spoken
from model.store import Change, Commit

Index = QModelIndex | QPersistentModelIndex
ROOT = ""
ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
ID = Qt.ItemDataRole.UserRole
"""The role that gives a row's record id."""
TOO_MANY = 300
"""From so many changes in one commit on, the tree is built anew."""
SHOWN = (Phase.kind, Touchpoint.kind, Handover.kind, "channel", "moment", "pain_point", "persona")


class JourneyTree(QAbstractItemModel):
    """Follows the map row by row; a record has one row."""

    rebuilt = Signal()
    """Everything is new; what was expanded is to be expanded again."""
    arranged = Signal()
    """Rows have come, gone or moved; what is chosen is to be shown again."""

    def __init__(self, journey: Journey, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journey, self.is_changing = journey, False
        self._keys: dict[str, int] = {}
        self._ids: list[str] = []
        self._children: dict[str, list[str]] = {}
        self._parent: dict[str, str] = {}
        self._rows: dict[str, dict[str, int]] = {}
        self._children[ROOT] = []
        self.is_following = False
        self.may_wait: Callable[[], bool] = lambda: False
        """Whether what a commit changed may be shown a moment later, by `catch_up`."""
        self._due: list[Change] = []
        """What has changed and is not shown yet."""

    def begin(self) -> None:
        """Show the whole journey, and follow it from now on; until then the tree is empty and costs nothing."""
        if not self.is_following:
            self.is_following = True
            self.journey.store.committed.connect(self._follow)
            self._rebuild()

    def close_down(self) -> None:
        """Follow the map no more."""
        if self.is_following:
            self.is_following = False
            self.journey.store.committed.disconnect(self._follow)

    # -- what hangs on what

    def _wanted(self, parent: str) -> list[str]:
        """The rows below one row as the journey has them now."""
        if parent == ROOT:
            return self.journey.phases
        if parent == UNSORTED or parent in self.journey.store.of(Phase):
            return self.journey.in_phase(parent)
        if parent in self.journey.store.of(Touchpoint):
            return [handover.id for handover in self.journey.leaving(parent)]
        return []

    def _fill(self) -> None:
        journey, self._rows = self.journey, {}
        phases = list(journey.phases)
        children, parents = {ROOT: phases}, dict.fromkeys(phases, ROOT)
        for phase in phases:
            steps = list(journey.in_phase(phase))
            if steps:
                children[phase] = steps
            for step in steps:
                parents[step] = phase
                if leaving := [handover.id for handover in journey.leaving(step)]:
                    children[step] = leaving
                    parents.update(dict.fromkeys(leaving, step))
        self._children, self._parent = children, parents

    def _take_in(self, parent: str) -> None:
        """Take in all that stands below one row."""
        children = list(self._wanted(parent))
        if children or parent == ROOT:
            self._children[parent] = children
        for child in children:
            self._parent[child] = parent
            self._take_in(child)

    def _let_go(self, record: str) -> None:
        for child in self._children.pop(record, ()):
            self._let_go(child)
        self._parent.pop(record, None)
        self._rows.pop(record, None)

    def _row(self, record: str) -> int:
        parent = self._parent[record]
        rows = self._rows.get(parent)
        if rows is None:
            rows = self._rows[parent] = {one: row for row, one in enumerate(self._children[parent])}
        return rows[record]

    # -- what Qt asks

    def record(self, index: Index) -> str:
        """The record of a row; empty for none."""
        return self._ids[index.internalId()] if index.isValid() else ROOT

    def place(self, record: str) -> QModelIndex:
        """The row of a record; no index where it has none."""
        if record not in self._parent:
            return QModelIndex()
        return self.createIndex(self._row(record), 0, self._key(record))

    def has(self, record: str) -> bool:
        """Whether a record has a row."""
        return record in self._parent

    def above(self, record: str) -> str:
        """The record above a row; raises KeyError where it has none."""
        return self._parent[record]

    def at(self, record: str) -> tuple[str, int]:
        """The record above a row, and the row's number below it; raises KeyError where it has none."""
        return self._parent[record], self._row(record)

    def stretches(self, records: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """Rows that stand side by side, as the first and last of each stretch, by what they stand below."""
        by_parent: dict[str, list[int]] = {}
        for parent, row in map(self.at, dict.fromkeys(records)):
            by_parent.setdefault(parent, []).append(row)
        stretches: dict[str, list[tuple[int, int]]] = {}
        for parent, rows in by_parent.items():
            rows.sort()
            found, start = stretches.setdefault(parent, []), rows[0]
            for row, after in pairwise([*rows, -1]):
                if after != row + 1:
                    found.append((start, row))
                    start = after
        return stretches

    def _key(self, record: str) -> int:
        key = self._keys.get(record)
        if key is None:
            key = self._keys[record] = len(self._ids)
            self._ids.append(record)
        return key

    def children_of(self, record: str) -> list[str]:
        """The records below one."""
        return self._children.get(record, [])

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """The row with this number below another."""
        above = self._ids[parent.internalId()] if parent.isValid() else ROOT
        children = self._children.get(above, ())
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        key = self._keys.get(children[row])
        return self.createIndex(row, 0, key if key is not None else self._key(children[row]))

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        """Whether anything stands below a row."""
        return bool(self._children.get(self._ids[parent.internalId()] if parent.isValid() else ROOT))

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]
        """The row above one."""
        above = self._parent.get(self._ids[index.internalId()], ROOT) if index.isValid() else ROOT
        return self.place(above) if above != ROOT else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows stand below one."""
        return len(self._children.get(self.record(parent), ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """One column."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen; those with a title can be typed in."""
        record = self.record(index)
        if not record:
            return Qt.ItemFlag.NoItemFlags
        if record == UNSORTED:
            return Qt.ItemFlag.ItemIsEnabled
        return ROW

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's words, what is said of it, or its record."""
        record = self.record(index)
        if not record:
            return None
        if role == ID:
            return record
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.journey, record)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            found = self.journey.store.get(record)
            return name_of(found) if found is not None else UNSORTED_TITLE if record == UNSORTED else ""
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename what stands in a row."""
        record = self.record(index)
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or record not in self.journey.store:
            return False
        if title != self.data(index, role):
            rename(self.journey.store, record, title)
        return True

    # -- following

    def _follow(self, commit: Commit) -> None:
        self._due += [change for change in commit.patch if change.kind in SHOWN]
        if not self.may_wait():
            self.catch_up()

    @property
    def is_behind(self) -> bool:
        """Whether something has changed that no row shows yet."""
        return bool(self._due)

    def catch_up(self) -> None:
        """Show all that has changed."""
        shown, self._due = self._due, []
        if not shown:
            return
        touched = self._touched(shown)
        if (touched and len(shown) > TOO_MANY) or self._phases_come_or_go_with_rows():
            self._rebuild()
            return
        self.is_changing = True
        try:
            parents = [one for one in touched if one == ROOT or one in self._parent]
            is_new = [self._bring_up_to_date(parent) for parent in parents]
        finally:
            self.is_changing = False
        if any(is_new):
            self.arranged.emit()
        self._tell_of(shown)

    def _tell_of(self, changes: list[Change]) -> None:
        """Say which rows look otherwise; very many only to somebody who is here: those in sight are painted."""
        if len(changes) > TOO_MANY and self.may_wait():
            return
        for change in changes:
            index = self.place(change.id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _rebuild(self) -> None:
        self.is_changing = True
        try:
            self.beginResetModel()
            self._fill()
            self.endResetModel()
        finally:
            self.is_changing = False
        self.rebuilt.emit()

    def _phases_come_or_go_with_rows(self) -> bool:
        """Whether phases that hold touchpoints are new or gone, so that many rows change hands."""
        differing = set(self._children[ROOT]) ^ set(self.journey.phases)
        return any(self._children.get(phase) or self.journey.in_phase(phase) for phase in differing)

    def _touched(self, changes: Iterable[Change]) -> list[str]:
        """The rows below which something may have changed, those higher up first."""
        phases: dict[str | None, None] = {}
        touchpoints: dict[str | None, None] = {}
        is_root = False
        for change in changes:
            is_whole = change.before is None or change.after is None
            fields = change.after or change.before or {}
            old = self._parent.get(change.id)
            if change.kind == Phase.kind and (is_whole or "rank" in fields):
                is_root = True
            elif change.kind == Touchpoint.kind and (is_whole or "place" in fields):
                record = self.journey.store.find(Touchpoint, change.id)
                phases |= dict.fromkeys([old, self.journey.phase_of(record) if record is not None else None])
            elif change.kind == Handover.kind and (is_whole or fields.keys() & {"source", "rank"}):
                handover = self.journey.store.find(Handover, change.id)
                touchpoints |= dict.fromkeys([old, handover.source if handover is not None else None])
        rows = [*([ROOT] if is_root else []), *phases, *touchpoints]
        return [row for row in dict.fromkeys(rows) if row is not None]

    def _bring_up_to_date(self, parent: str) -> bool:
        """Take rows out, put rows in and move rows until they stand as the journey has them; was there any?"""
        wanted = self._wanted(parent)
        now = self._children.setdefault(parent, [])
        if now == wanted:
            return False
        self._rows.pop(parent, None)
        staying = set(wanted)
        for row in range(len(now) - 1, -1, -1):
            if now[row] not in staying:
                self._take_out(parent, row)
        for row, record in enumerate(wanted):
            if row < len(now) and now[row] == record:
                continue
            if self._parent.get(record) == parent:
                self._move(parent, now.index(record, row), row)
            else:
                self._put_in(parent, row, record)
        return True

    def _take_out(self, parent: str, row: int) -> None:
        self.beginRemoveRows(self.place(parent), row, row)
        gone = self._children[parent].pop(row)
        self._rows.pop(parent, None)
        self._let_go(gone)
        self.endRemoveRows()

    def _put_in(self, parent: str, row: int, record: str) -> None:
        for one in (record, *self._wanted(record)):
            old = self._parent.get(one)
            if old is not None and old != record:
                self._take_out(old, self._row(one))
        self.beginInsertRows(self.place(parent), row, row)
        self._children[parent].insert(row, record)
        self._rows.pop(parent, None)
        self._parent[record] = parent
        self._take_in(record)
        self.endInsertRows()

    def _move(self, parent: str, start: int, row: int) -> None:
        above = self.place(parent)
        self.beginMoveRows(above, start, start, above, row)
        children = self._children[parent]
        children.insert(row, children.pop(start))
        self._rows.pop(parent, None)
        self.endMoveRows()
