"""The line above a register: words that narrow it down, chips for values, and how many rows are left."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from model.kinds import KINDS
from widgets.chips import Chip
from widgets.fields import Line
from widgets.look import Look, tip_of
from widgets.picker import Option, Picker
from widgets.registers.columns import Ledger
from widgets.registers.kinds import Filter, Register
from widgets.registers.rows import Rows
from widgets.words import Words

ANY = "any value"
"""Stands for no narrowing down."""


class FilterChip(Chip):
    """One filter: its name, or the value that rows are narrowed down to; a click lists the values."""

    picked = Signal(object)

    def __init__(self, ledger: Ledger, register: Register, by: Filter, parent: QWidget) -> None:
        super().__init__(ledger.bench.look, by.title, parent=parent)
        self.ledger, self.register, self.by = ledger, register, by
        self.value: object = ANY
        self.picker: Picker | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        self._say(by.title)

    def _options(self) -> list[Option]:
        records = list(self.ledger.bench.store.of(KINDS[self.register.kind]).values())
        return [(ANY, f"Any {self.by.title.lower()}"), *self.by.options(self.ledger, records)]

    def open(self) -> None:
        """List the values."""
        self.picker = Picker(self.look, self._options(), self.value, self)
        self.picker.chosen.connect(self.choose)
        self.picker.open_below(self)

    def choose(self, value: object) -> None:
        """Narrow down to a value, or to none."""
        words = next((words for one, words in self._options() if one == value), self.by.title)
        self.value, self.kind = value, "neutral" if value == ANY else "on"
        self._say(self.by.title if value == ANY else words)
        self.picked.emit(value)

    def _say(self, words: str) -> None:
        self.words = " ".join(words.split())
        name = self.by.title if self.value == ANY else f"{self.by.title}: {self.words}"
        self.setAccessibleName(f"{name}, filter")
        self.setToolTip(tip_of(name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its words and a chevron."""
        return QSize(min(190, super().sizeHint().width() + 16), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip and its chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        token = "paper" if self.kind == "on" else "ink3"
        self.look.paint_icon(painter, "chevron-down", token, QRectF(self.width() - 20, 6, 12, 12))
        painter.end()


class Search(Line):
    """The words to narrow down by; Esc takes them back first."""

    left = Signal()
    down = Signal()

    def __init__(self, look: Look, register: Register, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setPlaceholderText(
            f"Find in {register.title if register.title == 'KPIs' else register.title.lower()}"
        )
        self.setAccessibleName(self.placeholderText())
        self.setMinimumWidth(110)
        self.setMaximumWidth(220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties it or leaves, Enter and ↓ go to the rows."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class FilterLine(QWidget):
    """Everything that narrows a register down, side by side."""

    about_wanted = Signal(bool)
    """Whether only rows about the selection are to be shown."""

    def __init__(self, rows: Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows, look = rows, rows.ledger.bench.look
        self.search = Search(look, rows.register, self)
        self.search.textChanged.connect(rows.narrow)
        self.chips = [FilterChip(rows.ledger, rows.register, one, self) for one in rows.register.filters]
        self.about = Chip(look, "Only about the selection", parent=self)
        self.about.setCheckable(True)
        self.about.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.about.clicked.connect(self._switch_about)
        self.count = Words(look, "", "secondary", "ink3", parent=self)
        self.count.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        for chip in self.chips:
            chip.picked.connect(lambda value, chip=chip: self._filter(chip, value))
            row.addWidget(chip)
        row.addWidget(self.about)
        row.addSpacing(6)
        row.addWidget(self.count)
        rows.counted.connect(self.tell)
        self.tell()

    def _filter(self, chip: FilterChip, value: object) -> None:
        ledger, by = self.rows.ledger, chip.by
        self.rows.filter_by(by.title, None if value == ANY else lambda one: by.holds(ledger, one, value))

    def _switch_about(self) -> None:
        is_on = self.about.isChecked()
        self.about.kind = "on" if is_on else "neutral"
        self.about.update()
        self.about_wanted.emit(is_on)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        chosen = any(chip.value != ANY for chip in self.chips)
        return bool(self.search.text()) or self.about.isChecked() or chosen

    def show_all(self) -> None:
        """Leave nothing out any more."""
        self.search.clear()
        for chip in self.chips:
            if chip.value != ANY:
                chip.choose(ANY)
        if self.about.isChecked():
            self.about.click()

    def tell(self) -> None:
        """Say how many rows are left."""
        shown, whole = len(self.rows.ids), self.rows.whole
        self.count.say(f"{shown} of {whole}" if shown != whole else f"{whole}" if whole else "")

    @property
    def stops(self) -> Sequence[QWidget]:
        """What Tab stops at, in order."""
        return [self.search, *self.chips, self.about]
