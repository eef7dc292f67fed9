"""A register as Qt's table model: rows in the wanted order, narrowed down, following the map commit by commit."""

from bisect import insort
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from model.about import steps_about
from model.kinds import KINDS, InvalidRecord
from model.operations import set_field
from model.records import Record
from model.rules import Refused
from model.search import folded
from model.store import Change, Commit
from widgets.inspector.bench import sentence_of
from widgets.registers.columns import Column, Ledger
from widgets.registers.kinds import Register, words_in

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
"""The role that gives a row's record id."""
AT_ONCE = 40
"""A commit that takes more rows away than this is followed by making all rows anew."""
NAMED = {
    "touchpoint",
    "phase",
    "handover",
    "moment",
    "pain_point",
    "named_gap",
    "kpi",
    "promise",
    "initiative",
}
"""What cells of other records may say something about."""
OF_OTHERS = {"made_at", "kept_at", "supports", "measures", "closes", "of", "drives", "moves"}
"""The columns whose order hangs on records of other rows and kinds."""
NO_INDEX = QModelIndex()
Key = tuple[Any, ...]


class Rows(QAbstractTableModel):
    """The records of one kind that are shown, each in a row."""

    counted = Signal()
    """How many rows there are has changed."""

    def __init__(self, ledger: Ledger, register: Register, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.register = ledger, register
        self.store = ledger.bench.store
        self.columns: tuple[Column, ...] = register.columns
        self.sorted_by = -1
        """The column that orders the rows; −1 is the order of the register itself."""
        self.is_falling = False
        self.words = ""
        self.about: frozenset[str] | None = None
        """Only what is about these touchpoints and handovers; None is everything."""
        self.tests: dict[str, Callable[[Record], bool]] = {}
        self.ids: list[str] = []
        self._kept: set[str] = set()
        """Rows that stay until the next narrowing down, since they were shown when they were changed."""
        self._said: dict[str, dict[str, str]] = {}
        self._searched: dict[str, str] = {}
        self._place: dict[str, int] | None = None
        self.complaint = ""
        """Why the last change was not taken; empty when it was."""
        self.show_anew()
        self.store.committed.connect(self._follow)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.store.committed.disconnect(self._follow)

    # -- what is shown

    @property
    def whole(self) -> int:
        """How many records there are, shown or not."""
        return len(self.store.of(KINDS[self.register.kind]))

    def narrow(self, words: str | None = None) -> None:
        """Show only rows that hold these words, in whatever column."""
        if words is not None:
            self.words = folded(words)
        self._kept.clear()
        self.show_anew()

    def filter_by(self, name: str, test: Callable[[Record], bool] | None) -> None:
        """Show only rows that pass a test; None takes the one of this name back."""
        self.tests.pop(name, None)
        if test is not None:
            self.tests[name] = test
        self.narrow()

    def only_about(self, steps: Iterable[str] | None) -> None:
        """Show only rows about these touchpoints and handovers; None for all rows."""
        self.about = None if steps is None else frozenset(steps)
        self.narrow()

    def _passes(self, record: Record) -> bool:
        if record.id in self._kept:
            return True
        if self.about is not None and not self.about.intersection(steps_about(self.store, record.id)):
            return False
        if not all(test(record) for test in self.tests.values()):
            return False
        if not self.words:
            return True
        searched = self._searched.get(record.id)
        if searched is None:
            searched = self._searched[record.id] = folded(words_in(self.ledger, self.register, record))
        return all(word in searched for word in self.words.split())

    def _key(self, record_id: str) -> Key:
        record: Any = self.store[record_id]
        last = getattr(record, "rank", ""), record_id
        if self.sorted_by < 0:
            return last
        value = self.columns[self.sorted_by].sorts(self.ledger, record)
        return (_Falling(value) if self.is_falling and value is not None else _Rising(value), *last)

    def show_anew(self) -> None:
        """Make all rows anew; what is chosen stays chosen."""
        self._kept = {one for one in self._kept if one in self.store}
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [(self.ids[one.row()], one.column()) for one in old]
        known = self.store.of(KINDS[self.register.kind]).values()
        self.ids = sorted((one.id for one in known if self._passes(one)), key=self._key)
        self._place = None
        places = self._places()
        fresh = [self.index(places[one], column) if one in places else NO_INDEX for one, column in held]
        self.changePersistentIndexList(old, fresh)
        self.layoutChanged.emit()
        self.counted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; −1 is the order of the register."""
        self.sorted_by, self.is_falling = column, order == Qt.SortOrder.DescendingOrder
        self.show_anew()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def forget(self) -> None:
        """Say everything anew; what cells are made from has changed without a commit."""
        self._said.clear()
        self._searched.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    # -- following

    def _follow(self, commit: Commit) -> None:
        mine = [change for change in commit.patch if change.kind == self.register.kind]
        others = any(change.kind in NAMED and change.kind != self.register.kind for change in commit.patch)
        if others or self.register.kind in ("kpi", "initiative"):
            self._said.clear()
            self._searched.clear()
        for change in mine:
            self._said.pop(change.id, None)
            self._searched.pop(change.id, None)
        gone = [change for change in mine if change.id not in self.store]
        there = [change for change in mine if change.id in self.store]
        shown = self._places()
        self._kept |= {one.id for one in there if one.before is None or one.id in shown}
        if len(gone) > AT_ONCE or len(there) > 1 or (self._depends_on_others and (others or mine)):
            self.show_anew()
            return
        for change in (*gone, *there):
            self._follow_one(change)
        if self.ids and (others or mine):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))
        if mine:
            self.counted.emit()

    @property
    def _depends_on_others(self) -> bool:
        """Whether the order of the rows says something of other records than their own."""
        return self.sorted_by >= 0 and self.columns[self.sorted_by].key in OF_OTHERS

    def _follow_one(self, change: Change) -> None:
        record, row = self.store.get(change.id), self._places().get(change.id)
        if record is None:
            self._kept.discard(change.id)
            if row is not None:
                self._remove(row)
            return
        if row is not None:
            self._move(row, change.id)
        elif self._passes(record):
            self._insert(change.id)

    def _insert(self, record_id: str) -> None:
        fresh = list(self.ids)
        insort(fresh, record_id, key=self._key)
        row = fresh.index(record_id)
        self.beginInsertRows(NO_INDEX, row, row)
        self.ids, self._place = fresh, None
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(NO_INDEX, row, row)
        self.ids.pop(row)
        self._place = None
        self.endRemoveRows()

    def _move(self, row: int, record_id: str) -> None:
        key = self._key(record_id)
        is_below = row + 1 < len(self.ids) and self._key(self.ids[row + 1]) < key
        if not is_below and (row == 0 or self._key(self.ids[row - 1]) < key):
            return
        rest = self.ids[:row] + self.ids[row + 1 :]
        fresh = list(rest)
        insort(fresh, record_id, key=self._key)
        place = fresh.index(record_id)
        self.beginMoveRows(NO_INDEX, row, row, NO_INDEX, place if place < row else place + 1)
        self.ids, self._place = fresh, None
        self.endMoveRows()

    # -- what Qt asks

    def _places(self) -> dict[str, int]:
        if self._place is None:
            self._place = {one: row for row, one in enumerate(self.ids)}
        return self._place

    def row_of(self, record_id: str) -> int:
        """The row of a record; −1 where it is not shown."""
        return self._places().get(record_id, -1)

    def record(self, row: int) -> Any:
        """The record of a row."""
        return self.store[self.ids[row]]

    def says(self, row: int, column: int) -> str:
        """What a cell says."""
        record_id, of = self.ids[row], self.columns[column]
        said = self._said.setdefault(record_id, {})
        words = said.get(of.key)
        if words is None:
            words = said[of.key] = of.says(self.ledger, self.store[record_id])
        return words

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, shown and spoken, and whose it is."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.says(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.says(index.row(), index.column())
            return f"{self.columns[index.column()].title}: {said or 'empty'}"
        if role == ID:
            return self.ids[index.row()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        title = self.columns[section].title
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            order = "" if section != self.sorted_by else f", sorted {'down' if self.is_falling else 'up'}"
            return title + order
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of fields can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].field:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def put(self, record_id: str, field: str, value: object) -> bool:
        """Set a field in one step; what is refused is said in `complaint`, and nothing is changed."""
        self.complaint = ""
        try:
            set_field(self.store, record_id, field, value)
        except InvalidRecord as error:
            self.complaint = sentence_of(error)
        except Refused as refused:
            self.complaint = str(refused)
        return not self.complaint


class _Rising:
    """A value in an order in which what is missing comes last."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: "_Rising | _Falling") -> bool:
        if self.value is None or other.value is None:
            return self.value is not None
        return bool(self.value < other.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rising | _Falling) and self.value == other.value


class _Falling(_Rising):
    """The same the other way round; what is missing still comes last."""

    def __lt__(self, other: "_Rising | _Falling") -> bool:
        return self.value is not None and (other.value is None or bool(other.value < self.value))
