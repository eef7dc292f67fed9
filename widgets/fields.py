"""Fields to type one value in: text, numbers, shares, durations and dates."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.durations import minutes_of, minutes_say
from widgets.editors import Editor, mark_wrong
from widgets.look import Look

Reads = Callable[[str], object]
Says = Callable[[object], str]
Unit = Callable[[str], str]


def number_says(value: object) -> str:
    """A number as people type it: no needless digits, a real minus sign."""
    return f"{value:.10g}".replace("-", "−") if isinstance(value, int | float) else ""


def number_of(text: str) -> float:
    """The number somebody typed, with a comma or a point; raises ValueError."""
    plain = (
        text.replace("−", "-").replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace("'", "")
    )
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return float(plain.replace(",", ""))
    except ValueError:
        raise ValueError("Write a number, such as 12 or 0.5.") from None


class Line(QLineEdit):
    """One line to type in, with a unit inside at its right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.unit = look, ""
        self.setFont(look.font("text"))
        self.setFixedHeight(32)

    def show_unit(self, unit: str) -> None:
        """Show this unit, or none."""
        self.unit = unit
        width = QFontMetricsF(self.look.font("secondary")).horizontalAdvance(unit)
        self.setTextMargins(0, 0, round(width) + 4 if unit else 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the unit."""
        super().paintEvent(event)
        if self.unit:
            painter = QPainter(self)
            painter.setFont(self.look.font("secondary"))
            painter.setPen(self.look.colour("ink3"))
            box = QRectF(0, 0, self.width() - 10, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.unit)
            painter.end()


class Field(Editor):
    """A field for one value: Enter or leaving saves, Esc restores."""

    def __init__(
        self,
        look: Look,
        label: str = "",
        tip: str = "",
        *,
        reads: Reads | None = None,
        says: Says = lambda value: "" if value is None else str(value),
        unit: str | Unit = "",
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, label, tip, parent)
        self._reads, self._says, self._empty = reads, says, empty
        self._unit: Unit = unit if callable(unit) else lambda text: unit
        self._value: object = None
        self._differs = False
        self.line = Line(look, self)
        self.line.setAccessibleName(label or empty)
        if label:
            self.line.setAccessibleDescription(tip)
        self.column.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.show_value(None)

    # -- showing

    @property
    def value(self) -> object:
        """The value it was last given, or made by a person."""
        return self._value

    @property
    def is_being_typed(self) -> bool:
        """Whether a person has typed something here that is not saved yet."""
        return self.line.hasFocus() and self.line.isModified()

    def show_value(self, value: object) -> None:
        """Show this value, unless a person is typing here."""
        self._value, self._differs = value, False
        if not self.is_being_typed:
            self._show()

    def show_differs(self) -> None:
        """Show that several records differ here; typing replaces all."""
        self._value, self._differs = None, True
        if not self.is_being_typed:
            self._show()

    def _show(self) -> None:
        self.line.setText(self._says(self._value) if self._value is not None else "")
        self.line.setCursorPosition(0)
        self.line.setModified(False)
        self.line.setPlaceholderText("Differs" if self._differs else self._empty)
        self._dress()
        self.complain("")
        mark_wrong(self.line, False)

    def _dress(self) -> None:
        font = self.line.font()
        font.setItalic(self._differs and not self.line.text())
        self.line.setFont(font)
        self.line.show_unit(self._unit(self.line.text()))

    def _typed(self, text: str) -> None:
        self._dress()

    # -- saving and restoring

    def save(self) -> None:
        """Tell what was typed, or say what is allowed."""
        if not self.line.isModified():
            return
        text = self.line.text().strip()
        try:
            value = self._reads(text) if self._reads is not None and text else (text or None)
        except ValueError as error:
            self.complain(str(error))
            mark_wrong(self.line, True)
            return
        self.line.setModified(False)
        self.complain("")
        mark_wrong(self.line, False)
        was_differing, before = self._differs, self._value
        if value == before and not was_differing:
            self._show()
            return
        self._value, self._differs = value, False
        self.edited.emit(value)
        if self.complaint:
            self._value, self._differs = before, was_differing
            self.line.setModified(True)
        elif self._value == value:
            self._show()

    def give_up(self) -> None:
        """Drop what is half typed."""
        super().give_up()
        self.line.setModified(False)

    def restore(self) -> None:
        """Put back what was there before typing."""
        self.line.setModified(False)
        self._show()

    def complain(self, sentence: str) -> None:
        """Say what is allowed, with the outline of an error."""
        super().complain(sentence)
        mark_wrong(self.line, bool(sentence))

    def eventFilter(self, watched: object, event: object) -> bool:
        """Enter and leaving save, Esc restores."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape and (self.line.isModified() or self.complaint):
                self.restore()
                return True
        elif isinstance(event, QFocusEvent) and event.type() == QFocusEvent.Type.FocusOut:
            self.save()
        return False


def _limited(least: float | None, most: float | None, whole: bool, shown: Says) -> Reads:
    def read(text: str) -> object:
        value = number_of(text)
        if whole and value != int(value):
            raise ValueError("Write a whole number.")
        if (least is not None and value < least) or (most is not None and value > most) or value != value:
            raise ValueError(allowed(least, most, shown))
        return int(value) if whole else value

    return read


def allowed(least: float | None, most: float | None, shown: Says = number_says) -> str:
    """The sentence that names the numbers allowed."""
    if least is not None and most is not None and most < 1e6:
        return f"Write a number from {shown(least)} to {shown(most)}."
    if least == 0:
        return "Write a number that is not below 0."
    if least is None:
        return f"Write a number up to {shown(most)}."
    return f"Write a number from {shown(least)} to {shown(most)}."


class NumberField(Field):
    """A field for a number between limits."""

    def __init__(
        self,
        look: Look,
        label: str = "",
        tip: str = "",
        *,
        least: float | None = None,
        most: float | None = None,
        whole: bool = False,
        unit: str = "",
        empty: str = "–",
        parent: QWidget | None = None,
    ) -> None:
        reads = _limited(least, most, whole, number_says)
        super().__init__(
            look, label, tip, reads=reads, says=number_says, unit=unit, empty=empty, parent=parent
        )


class ShareField(Field):
    """A field for a share from 0 to 1, typed and shown in percent."""

    def __init__(self, look: Look, label: str = "", tip: str = "", parent: QWidget | None = None) -> None:
        percent = _limited(0, 100, False, number_says)

        def reads(text: str) -> object:
            value = percent(text.rstrip("% "))
            return round(value / 100, 6) if isinstance(value, float) else None

        super().__init__(
            look,
            label,
            tip,
            reads=reads,
            says=lambda value: number_says(round(value * 100, 4)) if isinstance(value, int | float) else "",
            unit="%",
            empty="–",
            parent=parent,
        )


class DurationField(Field):
    """A field for minutes, typed as people say it: 40, 1 h 30, 2 d."""

    def __init__(self, look: Look, label: str = "", tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            label,
            tip,
            reads=minutes_of,
            says=lambda value: minutes_say(value) if isinstance(value, int | float) else "",
            unit=lambda text: "" if any(c.isalpha() for c in text) else "min",
            empty="–",
            parent=parent,
        )


class DateField(Field):
    """A field for a day, typed as year-month-day."""

    def __init__(
        self,
        look: Look,
        label: str = "",
        tip: str = "",
        *,
        with_time: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        def reads(text: str) -> object:
            try:
                return datetime.fromisoformat(text) if with_time else date.fromisoformat(text)
            except ValueError:
                example = "2026-11-30 14:00" if with_time else "2026-11-30"
                raise ValueError(f"Write a day as year, month and day, such as {example}.") from None

        super().__init__(
            look,
            label,
            tip,
            reads=reads,
            says=lambda value: _moment_says(value) if isinstance(value, date) else "",
            empty="2026-11-30 14:00" if with_time else "2026-11-30",
            parent=parent,
        )


def _moment_says(moment: date) -> str:
    return moment.isoformat(" ", "minutes") if isinstance(moment, datetime) else moment.isoformat()
