"""Editors of what has several parts: a place, rows of values, strengths of other records, a target."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.ranks import between
from model.records import Place, Touchpoint
from widgets.buttons import IconButton
from widgets.chips import Chip
from widgets.editors import Editor
from widgets.fields import NumberField
from widgets.inspector.bench import Bench
from widgets.picker import Choice, Picker
from widgets.words import Words

TOP = Qt.AlignmentFlag.AlignTop
MIDDLE_STRENGTH = 3


class PlaceEditor(Editor):
    """Phase and channel of a touchpoint; in another phase it goes to the end."""

    def __init__(self, bench: Bench, title: str) -> None:
        super().__init__(bench.look)
        self.bench = bench
        self.value: Place | None = None
        self.phase = Choice(bench.look, "Phase", lambda: bench.candidates(["phase"]), empty="Differs")
        self.channel = Choice(bench.look, "Channel", lambda: bench.candidates(["channel"]), empty="Differs")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.phase)
        row.addWidget(self.channel)
        self.column.addLayout(row)
        self.phase.edited.connect(self._move)
        self.channel.edited.connect(lambda one: self._tell(self.value and self.value._replace(channel=one)))

    def _move(self, phase: object) -> None:
        if self.value is None:
            return
        there = [self.bench.store[one] for one in self.bench.journey.in_phase(str(phase))]
        last = max((one.place.rank for one in there if isinstance(one, Touchpoint)), default="")
        self._tell(self.value._replace(phase=str(phase), rank=between(last, None)))

    def _tell(self, place: Place | None) -> None:
        if place is not None:
            self.edited.emit(place)

    def show_value(self, value: object) -> None:
        """Show this place."""
        self.value = value if isinstance(value, Place) else None
        self.phase.show_value(self.value and self.value.phase)
        self.channel.show_value(self.value and self.value.channel)
        self.complain("")


class RowsEditor(Editor):
    """Several rows of the same few values; a row counts once all its values are there."""

    def __init__(
        self,
        bench: Bench,
        title: str,
        tip: str,
        row: Callable[..., tuple[Any, ...]],
        columns: list[tuple[str, Callable[[], Editor]]],
    ) -> None:
        super().__init__(bench.look, title, tip)
        self.row_type, self.columns = row, columns
        self.value: tuple[Any, ...] = ()
        self.drafts: list[list[object]] = []
        self._is_elsewhere = False
        """Whether what is shown next is another record's."""
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        self.column.addLayout(self.rows)
        self.editors: list[list[Editor]] = []
        self._widgets: list[QWidget] = []
        self.add = Chip(bench.look, "Add", "add", parent=self)
        self.add.clicked.connect(self._begin)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_value(self, value: object) -> None:
        """Show these rows, unless one is half written."""
        rows = tuple(value) if isinstance(value, tuple) else ()
        if rows != self.value or self.complaint:
            self.value = rows
            self.drafts = [list(one) for one in rows]
            self._fill()
        elif self._is_elsewhere:
            for draft, editors in zip(self.drafts, self.editors, strict=True):
                for part, editor in zip(draft, editors, strict=True):
                    editor.show_value(part)
        self._is_elsewhere = False
        self.complain("")

    def give_up(self) -> None:
        """Drop rows that are half written."""
        super().give_up()
        self._is_elsewhere = True
        is_half = len(self.drafts) != len(self.value)
        if is_half or any(one.complaint for row in self.editors for one in row):
            self.drafts = [list(one) for one in self.value]
            self._fill()

    def _fill(self) -> None:
        for widget in self._widgets:
            self.rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets, self.editors = [], []
        for place, draft in enumerate(self.drafts):
            self._fill_row(place, draft)

    def _fill_row(self, place: int, draft: list[object]) -> None:
        box = QWidget(self)
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        editors = []
        for number, (_, make) in enumerate(self.columns):
            editor = make()
            editor.show_value(draft[number])
            editor.edited.connect(lambda value, at=(place, number): self._set(at, value))
            line.addWidget(editor, 1, TOP)
            editors.append(editor)
        remove = IconButton(
            self.look, "close", "Remove this row", size=28, icon_size=14, token="ink3", parent=box
        )
        remove.clicked.connect(lambda _=False, place=place: self._remove(place))
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignBottom)
        self.rows.addWidget(box)
        box.show()
        self._widgets.append(box)
        self.editors.append(editors)

    def _begin(self) -> None:
        self.drafts.append([None] * len(self.columns))
        self._fill_row(len(self.drafts) - 1, self.drafts[-1])
        self.editors[-1][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, at: tuple[int, int], value: object) -> None:
        self.drafts[at[0]][at[1]] = value
        self._tell()

    def _remove(self, place: int) -> None:
        self.drafts.pop(place)
        self._fill()
        self._tell()

    def _tell(self) -> None:
        whole = tuple(self.row_type(*one) for one in self.drafts if None not in one)
        if whole != self.value:
            self.value = whole
            self.edited.emit(whole)


class StrengthRows(Editor):
    """How strongly this bears on other records, 1 to 5 each."""

    def __init__(self, bench: Bench, title: str, tip: str, kinds: tuple[str, ...]) -> None:
        super().__init__(bench.look, title, tip)
        self.bench, self.kinds = bench, kinds
        self.value: dict[str, float] = {}
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.column.addLayout(self.rows)
        self.fields: dict[str, NumberField] = {}
        self._names: dict[str, Words] = {}
        self._widgets: list[QWidget] = []
        self.add = Chip(bench.look, "Add", "add", parent=self)
        self.add.clicked.connect(self.open)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.picker: Picker | None = None

    def give_up(self) -> None:
        """Drop what is half typed."""
        super().give_up()
        for field in self.fields.values():
            field.give_up()

    def show_value(self, value: object) -> None:
        """Show these strengths."""
        self.value = dict(value) if isinstance(value, Mapping) else {}
        if list(self.fields) == list(self.value):
            for key, field in self.fields.items():
                field.show_value(self.value[key])
                self._names[key].say(self.bench.name_of(key))
        else:
            self._fill()
        self.complain("")

    def _fill(self) -> None:
        for widget in self._widgets:
            self.rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets, self.fields, self._names = [], {}, {}
        for key, strength in self.value.items():
            box = QWidget(self)
            line = QHBoxLayout(box)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            self._names[key] = Words(self.look, self.bench.name_of(key), parent=box)
            line.addWidget(self._names[key], 1)
            field = NumberField(self.look, least=1, most=5, whole=True, unit="of 5", parent=box)
            field.setFixedWidth(84)
            field.show_value(strength)
            field.edited.connect(lambda value, key=key: self._set(key, value))
            line.addWidget(field)
            remove = IconButton(self.look, "close", "Remove", size=28, icon_size=14, token="ink3", parent=box)
            remove.clicked.connect(lambda _=False, key=key: self._set(key, None))
            line.addWidget(remove)
            self.rows.addWidget(box)
            box.show()
            self._widgets.append(box)
            self.fields[key] = field

    def open(self) -> None:
        """Open the list of what can be added."""
        options = [one for one in self.bench.candidates(self.kinds) if one[0] not in self.value]
        if not options:
            self.complain("There is nothing to add yet.")
            return
        self.picker = Picker(self.look, options, None, self)
        self.picker.chosen.connect(lambda key: self._set(str(key), MIDDLE_STRENGTH))
        self.picker.open_below(self.add)

    def _set(self, key: str, strength: object) -> None:
        value = {one: kept for one, kept in self.value.items() if one != key}
        self.edited.emit(value if strength is None else {**self.value, key: strength})


class TargetEditor(Editor):
    """A touchpoint as it is when it works: its few fields below each other."""

    def __init__(
        self, bench: Bench, title: str, cls: type[BaseModel], editors: list[tuple[str, Editor]]
    ) -> None:
        super().__init__(bench.look)
        self.cls = cls
        self.value: BaseModel | None = None
        self.editors = dict(editors)
        self.column.setSpacing(12)
        for name, editor in editors:
            editor.setParent(self)
            editor.edited.connect(lambda value, name=name: self._set(name, value))
            self.column.addWidget(editor)

    def give_up(self) -> None:
        """Drop what is half typed."""
        super().give_up()
        for editor in self.editors.values():
            editor.give_up()

    def show_value(self, value: object) -> None:
        """Show this target."""
        self.value = value if isinstance(value, self.cls) else None
        for name, editor in self.editors.items():
            editor.show_value(None if self.value is None else getattr(self.value, name) or None)
        self.complain("")

    def _set(self, name: str, value: object) -> None:
        now = dict(self.value) if self.value is not None else {}
        now[name] = self.cls.model_fields[name].default if value is None else value
        try:
            fresh = self.cls.model_validate(now)
        except ValidationError as error:
            self.editors[name].complain(str(error.errors()[0]["msg"]) + ".")
            return
        self.edited.emit(None if fresh == self.cls() else fresh)
