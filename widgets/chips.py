"""Chips: small rounded words, alone, as a list of texts, or as a set of other records."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from widgets.editors import Editor
from widgets.flow import Flow
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import MARKS, paint_star
from widgets.picker import Option, Picker
from widgets.words import Words

ChipKind = Literal["neutral", "neg", "mtm", "on", "add"]
WIDEST = 288
CLOSE = 18


class Chip(Pressable):
    """Words in a rounded outline with a mark before them; removable ones show a cross on hover."""

    ring_outside = True
    radius = 12.0
    removed = Signal()

    def __init__(
        self,
        look: Look,
        text: str,
        kind: ChipKind = "neutral",
        mark: str = "",
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.removable = removable
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(removable)
        self.say(text, kind, mark)

    def say(self, text: str, kind: ChipKind, mark: str = "") -> None:
        """Stand for something else, or look otherwise."""
        self.words, self.kind, self.mark = " ".join(text.split()), kind, mark
        font = self.look.font("chip")
        if kind == "mtm":
            font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        self.setAccessibleName(self.words)
        self.setToolTip(tip_of(text))
        self.updateGeometry()
        self.update()

    def _mark_width(self) -> int:
        return {"": 0, "dot": 11}.get(self.mark, 18)

    def sizeHint(self) -> QSize:
        """As wide as its words, never wider than the panel."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        return QSize(min(WIDEST, round(width) + 20 + self._mark_width()), 24)

    def minimumSizeHint(self) -> QSize:
        """A long one may be shortened."""
        return QSize(min(60, self.sizeHint().width()), 24)

    @property
    def _tokens(self) -> tuple[str | None, str, str]:
        """Ground, line and text."""
        match self.kind:
            case "mtm":
                return "mtm", "mtm", "white"
            case "on":
                return "ink", "ink", "paper"
            case "neg":
                return ("negTT" if self.hovered else "paper"), "neg", "neg"
            case "add":
                return ("wash2" if self.hovered else None), "rule2", "ink3"
        return ("wash2" if self.hovered else "paper"), "rule2", "ink2"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint outline, mark, words, and the cross that removes it."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, line, text = self._tokens
        pen = QPen(look.colour(line), 1)
        if self.kind == "add":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(look.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 11.5, 11.5)
        self._paint_mark(painter)
        left = 10 + self._mark_width()
        box = QRectF(left, 0, self.width() - left - 8, self.height())
        painter.setFont(self.font())
        painter.setPen(look.colour(text))
        shown = QFontMetricsF(self.font()).elidedText(
            self.words, Qt.TextElideMode.ElideRight, box.width() + 0.5
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.removable and (self.hovered or self.ringed):
            self._paint_close(painter, ground or "paper", text)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        if self.mark == "dot":
            MARKS["dot"](painter, self.look, 13, 12, 5.5)
        elif self.mark == "star" and self.kind == "mtm":
            paint_star(painter, self.look, 15, 12, 6.5, "white")
        elif self.mark:
            MARKS[self.mark](painter, self.look, 16, 12, 6)

    def _paint_close(self, painter: QPainter, ground: str, token: str) -> None:
        disc = self._close_box()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(ground))
        painter.drawRoundedRect(disc.adjusted(-3, 0, 0, 0), 9, 9)
        self.look.paint_icon(painter, "close", token, disc.adjusted(3, 3, -3, -3))

    def _close_box(self) -> QRectF:
        return QRectF(self.width() - CLOSE - 3, 3, CLOSE, CLOSE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the cross removes, any other click opens."""
        if self.removable and self._close_box().contains(event.position()) and self.isDown():
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace remove, Enter opens."""
        if self.removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class _Typing(QLineEdit):
    """The place where a chip's text is typed."""

    done = Signal(str)
    given_up = Signal()

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setFont(look.font("chip"))
        self.setFixedHeight(24)
        self.setMinimumWidth(120)
        ink, ground = look.hex("ink"), look.hex("paper")
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {ink}; border-radius: 12px; background: {ground};"
            " padding: 0 8px; min-height: 20px; max-height: 20px; }"
        )
        self._is_over = False

    def _finish(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.done.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Esc restores."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif event.key() == Qt.Key.Key_Escape:
            self._is_over = True
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves."""
        super().focusOutEvent(event)
        self._finish()


class Differing(Words):
    """Stands in place of chips where several records have other ones."""

    def __init__(self, look: Look, add: Chip, parent: QWidget) -> None:
        super().__init__(look, "Differs", "text", "ink3", parent=parent)
        font = self.font()
        font.setItalic(True)
        self.setFont(font)
        self.setFixedHeight(add.sizeHint().height())
        self._add = add
        self.show_if(False)

    def show_if(self, differs: bool) -> None:
        """Say so, and what adding one does then, or neither."""
        says = "They differ; one that is added replaces what each has." if differs else ""
        self._add.setToolTip(tip_of(says or self._add.accessibleName()))
        self._add.setAccessibleDescription(says)
        self.setVisible(differs)


class ChipsEditor(Editor):
    """Several short texts: a click on one changes it, its cross removes it, “Add” adds one."""

    def __init__(
        self,
        look: Look,
        label: str = "",
        tip: str = "",
        kind: ChipKind = "neutral",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, label, tip, parent)
        self.kind: ChipKind = kind
        self.value: tuple[str, ...] = ()
        self.row = QWidget(self)
        self.flow = Flow(self.row)
        self.column.addWidget(self.row)
        self.typing: _Typing | None = None
        self.chips: list[Chip] = []
        self._differs = False
        self._fill()

    def show_value(self, value: object) -> None:
        """Show these texts, unless a person is typing one."""
        self._show_texts(tuple(str(one) for one in value) if isinstance(value, Iterable) else (), False)

    def show_differs(self) -> None:
        """Show that several records differ here; a text that is added replaces those of all."""
        self._show_texts((), True)

    def _show_texts(self, texts: tuple[str, ...], differs: bool) -> None:
        if (texts, differs) != (self.value, self._differs) or self.complaint:
            self.value, self._differs = texts, differs
            if self.typing is None:
                self._fill()
        self.complain("")

    def give_up(self) -> None:
        """Drop what is half typed."""
        super().give_up()
        if self.typing is not None:
            self._fill()

    def _fill(self) -> None:
        self.flow.clear()
        self.typing = None
        self.chips = []
        for place, text in enumerate(self.value):
            chip = Chip(self.look, text, self.kind, removable=True, parent=self.row)
            chip.clicked.connect(lambda _=False, place=place: self.begin(place))
            chip.removed.connect(lambda place=place: self._set(place, ""))
            self.chips.append(chip)
            self._show(chip)
        self.add = Chip(self.look, "Add", "add", parent=self.row)
        self.add.clicked.connect(lambda: self.begin(len(self.value)))
        self.differing = Differing(self.look, self.add, self.row)
        self.flow.addWidget(self.differing)
        self.differing.show_if(self._differs)
        self._show(self.add)
        self.row.updateGeometry()
        self.updateGeometry()

    def _show(self, widget: QWidget) -> None:
        self.flow.addWidget(widget)
        widget.show()

    def begin(self, place: int) -> None:
        """Type the text at a place of the list; one past the end is a new one."""
        hidden = self.chips[place] if place < len(self.chips) else self.add
        self.typing = _Typing(self.look, self.value[place] if place < len(self.value) else "", self.row)
        self.typing.done.connect(lambda text: self._set(place, text))
        self.typing.given_up.connect(self._fill)
        hidden.hide()
        self._show(self.typing)
        self.typing.setFocus()
        self.typing.selectAll()

    def _set(self, place: int, text: str) -> None:
        texts = [*self.value[:place], *([text] if text else []), *self.value[place + 1 :]]
        self.typing = None
        is_new = tuple(texts) != self.value
        self.value, self._differs = tuple(texts), self._differs and not is_new
        self._fill()
        if is_new:
            self.edited.emit(self.value)


class ReferenceChips(Editor):
    """A set of other records by name: a click goes there, a cross takes one out, “Add” puts one in."""

    wanted = Signal(str)

    def __init__(
        self,
        look: Look,
        label: str,
        candidates: Callable[[], Sequence[Option]],
        name: Callable[[str], str],
        tip: str = "",
        *,
        kind: ChipKind = "neutral",
        mark: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, label, tip, parent)
        self.candidates, self.name, self.kind, self.mark = candidates, name, kind, mark
        self.value: frozenset[str] = frozenset()
        self.row = QWidget(self)
        self.flow = Flow(self.row)
        self.column.addWidget(self.row)
        self.add = Chip(look, "Add", "add", parent=self.row)
        self.add.clicked.connect(self.open)
        self.differing = Differing(look, self.add, self.row)
        self.flow.addWidget(self.differing)
        self.flow.addWidget(self.add)
        self.picker: Picker | None = None
        self.chips: dict[str, Chip] = {}
        self._kept: list[Chip] = []
        """All chips that were ever needed; those that are not are hidden."""
        self._fill()

    def show_value(self, value: object) -> None:
        """Show these records."""
        self.value = frozenset(str(one) for one in value) if isinstance(value, Iterable) else frozenset()
        self.differing.show_if(False)
        self._fill()
        self.complain("")

    def show_differs(self) -> None:
        """Show that several records differ here; one that is added replaces those of all."""
        self.show_value(None)
        self.differing.show_if(True)

    def _in_order(self) -> list[str]:
        if len(self.value) < 2:
            return list(self.value)
        order = {value: place for place, (value, _) in enumerate(self.candidates())}
        return sorted(self.value, key=lambda one: (order.get(one, len(order)), self.name(one), one))

    def _fill(self) -> None:
        shown = self._in_order()
        for place in range(len(self._kept), len(shown)):
            self._keep_one_more(place)
        self.chips = dict(zip(shown, self._kept, strict=False))
        for one, chip in self.chips.items():
            chip.say(self.name(one), self.kind, self.mark)
            chip.show()
        for chip in self._kept[len(shown) :]:
            chip.hide()
        self.row.updateGeometry()
        self.updateGeometry()

    def _keep_one_more(self, place: int) -> None:
        chip = Chip(self.look, "", self.kind, self.mark, removable=True, parent=self.row)
        chip.clicked.connect(lambda: self.wanted.emit(list(self.chips)[place]))
        chip.removed.connect(lambda: self._change(self.value - {list(self.chips)[place]}))
        self._kept.append(chip)
        self.flow.insert(place, chip)

    def open(self) -> None:
        """Open the list of records that can be added."""
        options = [(value, words) for value, words in self.candidates() if value not in self.value]
        if not options:
            self.complain("There is nothing to add yet.")
            return
        self.picker = Picker(self.look, options, None, self)
        self.picker.chosen.connect(lambda one: self._change(self.value | {one}))
        self.picker.open_below(self.add)

    def _change(self, value: frozenset[str]) -> None:
        self.value = value
        self.differing.show_if(False)
        self._fill()
        self.edited.emit(value)
