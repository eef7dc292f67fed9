"""The colour of a sticky note, chosen from a few."""

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.drawing.figures.notes import TINTS
from widgets.editors import Editor
from widgets.focus import Pressable
from widgets.look import Look, tip_of


class Swatch(Pressable):
    """One colour to choose, as a small note."""

    def __init__(self, look: Look, name: str, token: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.token = token
        self.setCheckable(True)
        self.setFixedSize(36, 32)
        self.setAccessibleName(name.capitalize())
        self.setToolTip(tip_of(name.capitalize()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colour, in ink while it is chosen."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        line = "ink" if is_on else "rule2" if self.hovered else "rule"
        painter.setPen(QPen(look.colour(line), 2 if is_on else 1))
        painter.setBrush(look.colour(self.token))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 4, 4)
        self.paint_focus(painter)
        painter.end()


class ColourField(Editor):
    """The colour of a note, chosen from a few."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.swatches: dict[str, Swatch] = {}
        for name, token in TINTS.items():
            swatch = self.swatches[name] = Swatch(look, name, token, self)
            swatch.clicked.connect(partial(self._choose, name))
            row.addWidget(swatch)
        row.addStretch()
        self.column.addLayout(row)
        self.setFocusProxy(next(iter(self.swatches.values())))

    def _choose(self, name: str, _is_on: bool = False) -> None:
        self._mark(name)
        self.edited.emit(name)

    def _mark(self, name: str | None) -> None:
        for one, swatch in self.swatches.items():
            swatch.setChecked(one == name)

    def show_value(self, value: object) -> None:
        """Show this colour; a name that is not known is the first one."""
        self._mark(value if isinstance(value, str) and value in TINTS else next(iter(TINTS)))
        self.complain("")

    def show_differs(self) -> None:
        """Show that several notes differ here."""
        self._mark(None)
