"""The table of a register: rows chosen by mouse and keys, cells typed in where they stand."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from model.operations import delete
from model.registers import add_entries, add_entry, take_entry_back
from model.rules import Refused
from model.table_text import as_table, from_cell
from widgets.inspector.fields import Spec, choices_of, editor_for
from widgets.picker import Option, Picker
from widgets.registers.cell_sheet import CellSheet
from widgets.registers.columns import Ledger, spec
from widgets.registers.grid import Grid
from widgets.registers.in_place import InPlace, field_for
from widgets.registers.kinds import Register, naming

STARTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
CONTROL = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Table(Grid):
    """Shows one register; every edit is one step, and a wrong value stays to be mended."""

    wanted = Signal(str)
    """Someone wants to see the record that a cell leads to."""
    left = Signal()
    """Esc: the person goes back to the map."""
    said = Signal(str)

    def __init__(self, ledger: Ledger, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(ledger, register, parent)
        self.typing: InPlace | None = None
        self.sheet: CellSheet | None = None
        self.picker: Picker | None = None
        self._anchor: QWidget | None = None
        self._new: str | None = None
        """The row that has just been added and is given its name."""
        self._at: tuple[str, int] = "", 0
        self.about: Sequence[str] = ()
        """What a new row is about."""
        self.made: set[str] = set()
        """The rows that were added since then."""
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._move_typing)
        self.rows.rowsRemoved.connect(lambda *_: self._leave_what_is_gone())

    def close_down(self) -> None:
        """Follow the map no more."""
        self.end_typing()
        self.rows.close_down()

    # -- adding and deleting

    def add_row(self) -> None:
        """Add a record and type what it goes by; Esc takes it back."""
        self.end_typing()
        try:
            made = add_entry(self.rows.store, self.register.kind, self.about)
        except Refused as refused:
            self.said.emit(str(refused))
            return
        self._new = made
        self.made.add(made)
        column = naming(self.register.kind)
        self.go_to_cell(self.rows.row_of(made), column)
        self.edit_cell(self.rows.index(self.rows.row_of(made), column))

    def paste(self) -> None:
        """Make a row of each line that was copied."""
        lines = [from_cell(line) for line in QApplication.clipboard().text().splitlines()]
        try:
            made = add_entries(self.rows.store, self.register.kind, lines, self.about)
        except Refused as refused:
            self.said.emit(str(refused))
            return
        self.made.update(made)
        self.show_chosen(made)
        self._tell()

    def copy(self) -> None:
        """Copy the chosen rows as text, a line each, the columns apart by tabs."""
        places = sorted(self.rows.row_of(one) for one in self.chosen_ids)
        columns = range(len(self.register.columns))
        QApplication.clipboard().setText(
            as_table([self.rows.says(row, column) for column in columns] for row in places)
        )

    def delete_chosen(self) -> None:
        """Delete the chosen rows in one step; the row that takes their place is chosen."""
        ids = self.chosen_ids
        if not ids:
            return
        first = min(self.rows.row_of(one) for one in ids)
        column = self.currentIndex().column()
        try:
            delete(self.rows.store, ids)
        except Refused as refused:
            self.said.emit(str(refused))
            return
        if self.rows.ids:
            self.go_to_cell(min(first, len(self.rows.ids) - 1), column)

    # -- typing

    def edit_cell(self, index: QModelIndex, words: str | None = None) -> None:
        """Edit a cell in place, by what it holds; words begin a text anew."""
        self.end_typing()
        column = self.register.columns[index.column()] if index.isValid() else None
        if column is None or not column.field:
            return
        self._at = self.rows.ids[index.row()], index.column()
        self.scrollTo(index)
        what = spec(self.register.kind, column)
        value: Any = getattr(self.rows.record(index.row()), column.field)
        if column.face == "tick":
            self._put(not value)
        elif column.face == "choice":
            self._pick(index, choices_of(what), value)
        elif what.refers is not None and what.type is str and not what.is_set and not what.is_map:
            self._pick(index, [(None, "None"), *self.ledger.bench.candidates(what.refers)], value, words)
        elif column.face in ("references", "readings") or _has_parts(what, value):
            self._open_sheet(index, value)
        else:
            self._type(index, words, value)

    def _type(self, index: QModelIndex, words: str | None, value: Any) -> None:
        column = self.register.columns[index.column()]
        field = field_for(self.ledger.bench, spec(self.register.kind, column))
        self.typing = InPlace(
            self.look, field, column.title, value or None if value == "" else value, self.viewport()
        )
        field.edited.connect(self._take_typed)
        self.typing.ended.connect(self._typed)
        self.typing.begin(self.visualRect(index).adjusted(0, 0, 0, -1), words)

    def _take_typed(self, value: object) -> None:
        if self.typing is not None and not self._put(value):
            self.typing.field.complain(self.rows.complaint)

    def _typed(self, how: str) -> None:
        typing, self.typing = self.typing, None
        is_new, self._new = self._new == self._at[0], None
        is_named = typing is not None and bool(typing.typed) and how != "given up"
        if typing is not None:
            if how != "left":
                self.setFocus(Qt.FocusReason.TabFocusReason)
            typing.hide()
            typing.deleteLater()
        if is_new and not is_named:
            take_entry_back(self.rows.store, self._at[0])
            return
        row = self.rows.row_of(self._at[0])
        if row >= 0 and how in ("stay", "next", "back"):
            self.go_to_cell(row, self._at[1])
        if how in ("next", "back"):
            self._go_on(1 if how == "next" else -1)
        elif how == "more":
            self.add_row()

    def _go_on(self, step: int) -> None:
        """Go to the next cell that can be edited, and type where it takes a line."""
        columns = self.register.columns
        place = self.currentIndex().row() * len(columns) + self.currentIndex().column()
        for at in range(place + step, len(self.rows.ids) * len(columns) if step > 0 else -1, step):
            row, column = divmod(at, len(columns))
            if columns[column].field:
                self.go_to_cell(row, column)
                if columns[column].face in ("text", "number", "date"):
                    self.edit_cell(self.rows.index(row, column))
                return

    def _pick(
        self, index: QModelIndex, options: Sequence[Option], value: object, words: str | None = None
    ) -> None:
        cell = self.visualRect(index)
        self._anchor = anchor = QWidget(self.viewport())
        anchor.setGeometry(cell)
        self.picker = Picker(self.look, options, value, anchor)
        self.picker.chosen.connect(self._put)
        self.picker.destroyed.connect(self._picked)
        self.picker.open_below(anchor)
        if words and not self.picker.search.isHidden():
            self.picker.search.setText(words)
            self.picker.search.textEdited.emit(words)

    def _picked(self) -> None:
        self.picker = None
        if self._anchor is not None:
            self._anchor.deleteLater()
            self._anchor = None
        if QApplication.focusWidget() is None:
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_sheet(self, index: QModelIndex, value: object) -> None:
        column = self.register.columns[index.column()]
        editor = editor_for(self.ledger.bench, spec(self.register.kind, column))
        window = self.window()
        self.sheet = CellSheet(self.look, editor, column.title, value, window)
        self.sheet.saved.connect(self._take_from_sheet)
        self.sheet.ended.connect(self._sheet_ended)
        corner = self.viewport().mapTo(window, self.visualRect(index).topLeft())
        self.sheet.begin(QRect(corner, self.visualRect(index).size()))

    def _take_from_sheet(self, value: object) -> None:
        if self.sheet is not None and not self._put(value):
            self.sheet.editor.complain(self.rows.complaint)

    def _sheet_ended(self) -> None:
        had_keys = self.sheet is not None and self.sheet.isAncestorOf(QApplication.focusWidget() or self)
        self.sheet = None
        if had_keys:
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def _put(self, value: object) -> bool:
        record, column = self._at
        field = self.register.columns[column].field
        is_taken = record in self.rows.store and self.rows.put(record, field, value)
        if not is_taken and self.typing is None and self.sheet is None:
            self.said.emit(self.rows.complaint)
        return is_taken

    def end_typing(self) -> None:
        """Let what is being typed be taken, if it can be, and let the field go."""
        if self.typing is not None:
            self.typing.save()
            self._typed("left")
        if self.sheet is not None:
            self.sheet.save()

    def _leave_what_is_gone(self) -> None:
        """A field over a row that somebody else has deleted goes with it."""
        if self.typing is not None and self._at[0] not in self.rows.store:
            typing, self.typing, self._new = self.typing, None, None
            typing.hide()
            typing.deleteLater()

    def _move_typing(self) -> None:
        row = self.rows.row_of(self._at[0]) if self.typing is not None else -1
        if self.typing is not None and row >= 0:
            self.typing.place(self.visualRect(self.rows.index(row, self._at[1])).adjusted(0, 0, 0, -1))

    # -- keys

    def event(self, event: QEvent) -> bool:
        """What begins a text here is no shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (*STARTS, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert)
            pastes = event.matches(QKeySequence.StandardKey.Paste) or event.matches(
                QKeySequence.StandardKey.Copy
            )
            if pastes or event.key() in own or self._begins_text(event):
                event.accept()
                return True
        return super().event(event)

    def _begins_text(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        is_sign = bool(event.text()) and event.text().isprintable() and not event.modifiers() & CONTROL
        return is_sign and index.isValid() and bool(self.register.columns[index.column()].field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2 and signs edit, Delete deletes, Insert adds, Esc leaves; the rest moves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in STARTS:
            self.edit_cell(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_chosen()
        elif event.key() == Qt.Key.Key_Insert:
            self.add_row()
        elif self._begins_text(event):
            self.edit_cell(self.currentIndex(), None if event.text() == " " else event.text())
        else:
            self._ring(True)
            super().keyPressEvent(event)

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a reference goes there, on a tick turns it; elsewhere it chooses the row."""
        self._ring(False)
        index = self.indexAt(event.position().toPoint())
        wanted = self.cells.reference_at(index, QRectF(self.visualRect(index)), event.position())
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() or not index.isValid():
            return
        if wanted is not None:
            self.wanted.emit(wanted)
        elif self.register.columns[index.column()].face == "tick":
            self.edit_cell(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what was double-clicked; below the last row add one."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.register.columns[index.column()].face != "tick":
            self.edit_cell(index)
        elif not index.isValid():
            self.add_row()


def _has_parts(what: Spec, value: object) -> bool:
    """Whether a value is more than one line can hold."""
    return what.is_map or not isinstance(what.type, type) or (isinstance(value, str) and "\n" in value)
