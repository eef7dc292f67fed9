"""How a figure is reckoned: its formula in words, and every number that went into it, each a way to its record."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from model.gaps.words import number
from model.numbers import Figure, Input
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import mood_says
from widgets.notice import NoticeLink
from widgets.words import Words

FIRST, MORE = 12, 50
"""So many inputs are shown at first, and so many more each time."""


class InputRow(Pressable):
    """One number that went into a figure; a click goes to where it is from."""

    radius = 4.0

    def __init__(self, look: Look, given: Input, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.given, self.value = given, input_says(given)
        self.setEnabled(given.of is not None)
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words = given.name[:1].upper() + given.name[1:]
        self.setAccessibleName(f"{self.words} {self.value}")
        self.setToolTip(tip_of(f"{self.words}\nShow it on the map" if given.of is not None else self.words))

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(160, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name and value."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        metrics, wide = QFontMetricsF(look.font("secondary")), float(self.width())
        value = metrics.horizontalAdvance(self.value)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("mtm" if self.given.of is not None else "ink2"))
        shown = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, wide - value - 24)
        painter.drawText(QRectF(6, 0, wide, 24), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(look.colour("ink3" if self.given.value is None else "ink2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, wide - 6, 24), right, self.value)
        self.paint_focus(painter)
        painter.end()


def input_says(given: Input) -> str:
    """An input's value with its unit."""
    if given.value is None:
        return "not known"
    if given.unit == "share":
        return f"{number(round(given.value * 100, 1))} %"
    if given.unit == "mood":
        return mood_says(given.value)
    return f"{number(round(given.value, 3))} {given.unit}".strip()


class Formula(QWidget):
    """The formula in words and the inputs, below the row of their figure."""

    wanted = Signal(str)
    """The record somebody wants to see."""

    def __init__(self, look: Look, figure: Figure, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._inputs = figure.inputs()
        self._shown = 0
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6, 4, 0, 12)
        self.column.setSpacing(0)
        words = figure.formula[:1].upper() + figure.formula[1:] + "."
        said = [
            words,
            figure.note,
            figure.coverage and f"{figure.coverage[:1].upper()}{figure.coverage[1:]}.",
        ]
        for one in (one for one in said if one):
            line = Words(look, one, "secondary", "ink2", lines=0, parent=self)
            line.setContentsMargins(0, 0, 6, 4)
            self.column.addWidget(line)
        self.rows: list[InputRow] = []
        self.more = NoticeLink(look, self)
        self.more.clicked.connect(lambda: self._show_more(MORE))
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_more(FIRST)

    def _show_more(self, count: int) -> None:
        for given in self._inputs[self._shown : self._shown + count]:
            row = InputRow(self.look, given, self)
            if given.of is not None:
                row.clicked.connect(lambda _=False, one=given.of: self.wanted.emit(one))
            self.rows.append(row)
            self.column.insertWidget(self.column.count() - 1, row)
            row.show()
        self._shown = min(len(self._inputs), self._shown + count)
        left = len(self._inputs) - self._shown
        self.more.setVisible(left > 0)
        self.more.say(f"Show {left} more" if left <= MORE else f"Show {MORE} of {left} more")
