"""A list to choose from that opens below a field: a search line where it is long, plain names."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from widgets.editors import Editor
from widgets.fields import Line
from widgets.focus import Pressable
from widgets.look import Look

Option = tuple[object, str]
Options = Callable[[], Sequence[Option]]
SHORT = 12
VALUE = Qt.ItemDataRole.UserRole


class Picker(QFrame):
    """The open list; Enter or a click chooses, Esc closes."""

    chosen = Signal(object)

    def __init__(self, look: Look, options: Sequence[Option], current: object, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picker")
        line, ground = look.hex("rule2"), look.hex("paper")
        self.setStyleSheet(
            f"#picker {{ background: {ground}; border: 1px solid {line}; border-radius: 0; }}"
            "QListWidget { border: none; } QListWidget::item { min-height: 30px; padding: 0 10px; "
            "border-radius: 4px; }"
            f"QListWidget::item:selected {{ background: {look.hex('wash2')}; color: {look.hex('ink')}; }}"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.setSpacing(4)
        self.search = Line(look, self)
        self.search.setPlaceholderText("Search")
        self.search.setVisible(len(options) > SHORT)
        self.names = QListWidget(self)
        self.names.setFont(look.font("text"))
        self.names.setUniformItemSizes(True)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setTextElideMode(Qt.TextElideMode.ElideRight)
        for value, words in options:
            row = QListWidgetItem(" ".join(words.split()) or "–", self.names)
            row.setData(VALUE, (value,))
            row.setToolTip("")
            if value == current:
                self.names.setCurrentItem(row)
        column.addWidget(self.search)
        column.addWidget(self.names)
        self.names.itemClicked.connect(self._take)
        self.search.textEdited.connect(self._filter)
        self.search.installEventFilter(self)
        self.names.installEventFilter(self)
        self.count = len(options)
        if self.names.currentRow() < 0:
            self.names.setCurrentRow(0)

    def open_below(self, place: QWidget) -> None:
        """Open just below a widget, as wide as it or a little wider."""
        width = max(place.width(), 200)
        row = max(30, self.names.sizeHintForRow(0))
        height = min(self.count, 9) * row + 14 + (36 if not self.search.isHidden() else 0)
        corner = place.mapToGlobal(QPoint(0, place.height() + 2))
        room = place.screen().availableGeometry()
        if corner.y() + height > room.bottom():
            corner.setY(place.mapToGlobal(QPoint(0, 0)).y() - height - 2)
        corner.setX(max(room.left(), min(corner.x(), room.right() - width)))
        self.setGeometry(corner.x(), max(room.top(), corner.y()), width, height)
        self.show()
        (self.search if not self.search.isHidden() else self.names).setFocus()

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        first = None
        for number in range(self.names.count()):
            row = self.names.item(number)
            row.setHidden(not all(word in row.text().casefold() for word in wanted))
            if first is None and not row.isHidden():
                first = row
        if first is not None:
            self.names.setCurrentItem(first)

    def _take(self, row: QListWidgetItem | None) -> None:
        if row is None or row.isHidden():
            return
        value = row.data(VALUE)[0]
        self.close()
        self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter chooses; the arrows move in the list also while typing in the search line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.names.currentItem())
                return True
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.names.setFocus()
                self.names.keyPressEvent(event)
                return True
        return False


class PickButton(Pressable):
    """What stands closed where a list can be opened: a field with the chosen name and a chevron."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.is_faint, self.is_wrong = "", False, False
        self.setFixedHeight(32)
        self.setMinimumWidth(48)
        self.setFont(look.font("text"))

    def sizeHint(self) -> QSize:
        """As a field."""
        return QSize(120, 32)

    def say(self, words: str, faint: bool = False) -> None:
        """Show these words; faint ones say that nothing is chosen."""
        self.words, self.is_faint = " ".join(words.split()), faint
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and the arrows open the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, words and chevron."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = "neg" if self.is_wrong else "rule2" if self.hovered else "rule"
        painter.setPen(QPen(look.colour(line), 1))
        painter.setBrush(look.colour("wash2" if self.isDown() else "wash"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        font = self.font()
        font.setItalic(self.words == "Differs" and self.is_faint)
        painter.setFont(font)
        painter.setPen(look.colour("ink3" if self.is_faint else "ink"))
        box = QRectF(11, 0, self.width() - 11 - 28, self.height())
        shown = QFontMetricsF(font).elidedText(self.words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        look.paint_icon(painter, "chevron-down", "ink3", QRectF(self.width() - 24, 9, 14, 14))
        self.paint_focus(painter)
        painter.end()


class Choice(Editor):
    """One of several values by its name; the list opens on a click, the wheel changes nothing."""

    def __init__(
        self,
        look: Look,
        label: str,
        options: Options,
        tip: str = "",
        *,
        empty: str = "Not set",
        name_of: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """With `name_of` the list, which may be long, is not made to show a value."""
        super().__init__(look, label, tip, parent)
        self.options, self.empty, self.name_of = options, empty, name_of
        self.value: object = None
        self.button = PickButton(look, self)
        self.button.setAccessibleName(label)
        self.column.addWidget(self.button)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.open)
        self.picker: Picker | None = None
        self.show_value(None)

    def show_value(self, value: object) -> None:
        """Show this value by its name."""
        self.value = value
        name: str | None
        if self.name_of is not None:
            name = self.name_of(value) if isinstance(value, str) else None
        else:
            name = next((words for one, words in self.options() if one == value), None)
        if name is None and value is not None:
            name = str(value)
        self.button.say(self.empty if name is None else name, faint=value is None)
        self.complain("")

    def show_differs(self) -> None:
        """Show that several records differ here."""
        self.value = None
        self.button.say("Differs", faint=True)

    def complain(self, sentence: str) -> None:
        """Say what is allowed, with the outline of an error."""
        super().complain(sentence)
        self.button.is_wrong = bool(sentence)

    def open(self) -> None:
        """Open the list."""
        self.picker = Picker(self.look, self.options(), self.value, self)
        self.picker.chosen.connect(self._choose)
        self.picker.open_below(self.button)

    def _choose(self, value: object) -> None:
        self.picker = None
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if value != self.value or self.button.words == "Differs":
            self.show_value(value)
            self.edited.emit(value)
