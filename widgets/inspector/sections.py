"""Parts the panel is laid out of: sections between hairlines, folded ones, rows that lead elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.editors import Editor
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import (
    MARKS,
    level_of,
    paint_dot,
    paint_persona,
    paint_pill,
    paint_squares,
    pill_width,
    squares_width,
)
from widgets.words import Words

PAD, BLEED = 16, 6
SHORT_OF_ROOM = 24


class Section(QWidget):
    """A part of the panel with a hairline above, perhaps a heading, and widgets below each other."""

    def __init__(self, look: Look, title: str = "", parent: QWidget | None = None, line: bool = True) -> None:
        super().__init__(parent)
        self.look, self.has_line = look, line
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PAD - BLEED, 16, PAD - BLEED, 16)
        self.column.setSpacing(12)
        # Not Maximum: broken words are higher than a hint that does not know the width.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.heading: QHBoxLayout | None = None
        if title:
            self.heading = QHBoxLayout()
            self.heading.setContentsMargins(BLEED, 0, BLEED, 0)
            self.heading.addWidget(Words(look, title, "strong", parent=self), 1)
            self.column.addLayout(self.heading)
            self.column.setSpacing(8)
        look.changed.connect(self.update)

    def add(self, widget: QWidget, *, bleeds: bool = False) -> None:
        """Put a widget below the others; what takes a frame while typing bleeds into the padding."""
        if bleeds:
            self.column.addWidget(widget)
            return
        row = QHBoxLayout()
        row.setContentsMargins(BLEED, 0, BLEED, 0)
        row.addWidget(widget)
        self.column.addLayout(row)

    def add_grid(self, rows: list[list[Editor]]) -> None:
        """Put editors side by side, each row sharing the width."""
        for row in rows:
            grid = QGridLayout()
            grid.setContentsMargins(BLEED, 0, BLEED, 0)
            grid.setHorizontalSpacing(8)
            for place, editor in enumerate(row):
                grid.addWidget(editor, 0, place, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(place, 1)
            self.column.addLayout(grid)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline."""
        if self.has_line:
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, self.width(), 1), self.look.colour("rule"))
            painter.end()


class Fold(Pressable):
    """The heading of a folded section: a click opens or closes it."""

    def __init__(self, look: Look, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.title = title
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setFixedHeight(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heading and chevron."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setFont(look.font("strong"))
        painter.setPen(look.colour("ink"))
        painter.drawText(
            QRectF(6, 0, self.width() - 30, self.height()), Qt.AlignmentFlag.AlignVCenter, self.title
        )
        icon = "chevron-up" if self.isChecked() else "chevron-down"
        look.paint_icon(painter, icon, "ink3", QRectF(self.width() - 20, (self.height() - 14) / 2, 14, 14))
        self.paint_focus(painter)
        painter.end()


class Folded(Section):
    """A section that is built when it is first opened."""

    def __init__(
        self, look: Look, title: str, fill: Callable[["Folded"], None], opened: set[str], parent: QWidget
    ) -> None:
        super().__init__(look, "", parent)
        self.column.setContentsMargins(PAD - BLEED, 8, PAD - BLEED, 8)
        self.title, self._fill, self._opened = title, fill, opened
        self.fold = Fold(look, title, self)
        self.column.addWidget(self.fold)
        self.is_filled = False
        self.fold.toggled.connect(self.unfold)
        if title in opened:
            self.fold.setChecked(True)

    @property
    def is_open(self) -> bool:
        """Whether what is inside is shown."""
        return self.fold.isChecked()

    def follow(self) -> None:
        """Be open if a section of this title was left open elsewhere."""
        self.fold.setChecked(self.title in self._opened)

    def unfold(self, is_open: bool) -> None:
        """Show or hide what is inside."""
        (self._opened.add if is_open else self._opened.discard)(self.title)
        if is_open and not self.is_filled:
            self.is_filled = True
            self._fill(self)
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not self.fold:
                child.setVisible(is_open)
        self.column.setContentsMargins(PAD - BLEED, 8, PAD - BLEED, 16 if is_open else 8)
        self.updateGeometry()


class Row(Pressable):
    """A line that leads to a record: icon, number or figure, name, and a mark or a severity at its right."""

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        icon: str = "",
        number: str = "",
        figure: str = "",
        mark: str = "",
        said: str = "",
        severity: float | None = None,
        persona: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._told: tuple[object, ...] | None = None
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(words, icon, number, figure, mark, said, severity, persona)

    def say(
        self,
        words: str,
        icon: str = "",
        number: str = "",
        figure: str = "",
        mark: str = "",
        said: str = "",
        severity: float | None = None,
        persona: tuple[str, str] | None = None,
    ) -> None:
        """Lead to something else, or say something else of it."""
        told = words, icon, number, figure, mark, said, severity, persona
        if told == self._told:
            return
        self._told = told
        self.words, self.icon_name, self.number, self.figure = " ".join(words.split()), icon, number, figure
        self.mark, self.said, self.severity, self.persona = mark, said, severity, persona
        self.setAccessibleName(" ".join(part for part in (number or figure, self.words, said) if part))
        self.setToolTip(tip_of(words))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line from both ends, the name between."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        left, right = self._paint_left(painter), self._paint_right(painter)
        painter.setFont(look.font("text"))
        painter.setPen(look.colour("ink"))
        box = QRectF(left, 0, right - left, self.height())
        metrics = QFontMetricsF(look.font("text"))
        shown = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, box.width() + 0.5)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()

    def _paint_left(self, painter: QPainter) -> float:
        look, x, middle = self.look, float(BLEED), self.height() / 2
        if self.icon_name:
            look.paint_icon(painter, self.icon_name, "ink3", QRectF(x, middle - 7, 14, 14))
            x += 22
        if self.persona:
            paint_persona(painter, look, x + 9, middle, 9, *self.persona)
            x += 26
        if self.number:
            width = pill_width(look, self.number)
            paint_pill(painter, look, QRectF(x, middle - 9, width, 18), self.number, None)
            x += width + 8
        if self.figure:
            painter.setFont(look.font("gap_row"))
            token = "neg" if self.severity is not None and level_of(self.severity)[0] == 4 else "ink"
            painter.setPen(look.colour(token if self.severity is not None else "ink3"))
            box = QRectF(x, 0, 30, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.figure)
            x += 34
        return x

    def _paint_right(self, painter: QPainter) -> float:
        look, x, middle = self.look, float(self.width() - BLEED), self.height() / 2
        if self.severity is not None:
            x -= squares_width()
            paint_squares(painter, look, round(x), round(middle - 3.5), level_of(self.severity)[0])
        if self.said:
            painter.setFont(look.font("secondary"))
            painter.setPen(look.colour("ink3"))
            x -= QFontMetricsF(look.font("secondary")).horizontalAdvance(self.said)
            painter.drawText(QRectF(x, 0, 200, self.height()), Qt.AlignmentFlag.AlignVCenter, self.said)
            x -= 8
        if self.mark:
            x -= 14
            MARKS[self.mark](painter, look, x + 7, middle, 6.5)
        return x - 10


class Head(QWidget):
    """The first line of the panel: pills, marks and where the thing is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.pieces: list[tuple[str, str, str | None]] = []
        self.setFixedHeight(28)
        look.changed.connect(self.update)

    def say(self, *pieces: tuple[str, str, str | None]) -> None:
        """Show these pieces in a row: ("pill", number, token), ("words", text, None), …"""
        if self.pieces == list(pieces):
            return
        self.pieces = list(pieces)
        self.setAccessibleName(" ".join(text for shape, text, _ in pieces if shape in ("pill", "words")))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pieces from the left."""
        look, painter, x, middle = self.look, QPainter(self), 0.0, self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape, text, token in self.pieces:
            if shape == "pill":
                width = pill_width(look, text)
                paint_pill(painter, look, QRectF(x, middle - 9, width, 18), text, token)
                x += width + 8
            elif shape == "mark":
                MARKS[text](painter, look, x + 8, middle, 7.5)
                x += 24
            elif shape == "persona":
                paint_persona(painter, look, x + 9, middle, 9, text, token or "ink")
                x += 26
            elif shape == "icon":
                look.paint_icon(painter, text, token or "ink3", QRectF(x, middle - 7, 14, 14))
                x += 22
            elif shape == "dot":
                paint_dot(painter, look, x + 6, middle, 5, token or "ink2")
                x += 16
            else:
                x += self._paint_text(painter, text, x) + 8
        painter.end()

    def _paint_text(self, painter: QPainter, text: str, x: float) -> float:
        metrics = QFontMetricsF(self.look.font("secondary"))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, self.width() - x))
        painter.setFont(self.look.font("secondary"))
        painter.setPen(QPen(self.look.colour("ink3")))
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, baseline), shown)
        return metrics.horizontalAdvance(shown)
