"""What differs, in words: one row for each record, with its mark and number; a click shows it on both maps."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from model.differences import Difference
from model.spoken import counted
from widgets.beside.badges import SAID, paint_badge
from widgets.focus import Pressable
from widgets.inspector.sections import Section
from widgets.look import Look, tip_of
from widgets.marks import paint_pill, pill_width
from widgets.notice import NoticeLink
from widgets.words import Words

FIRST, MORE = 12, 100
"""So many differences are listed at first, and so many more each time."""
NONE = "The two maps do not differ."


class DifferenceRow(Pressable):
    """One record that differs."""

    stepped = Signal(int)

    def __init__(self, look: Look, one: Difference, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.one = one
        self.number = "" if one.number is None else str(one.number)
        self.setCheckable(True)
        self.setFixedHeight(31)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = f"{SAID[one.how]}: {one.words}" if one.how in ("changed", "moved") else one.words
        self.setAccessibleName(f"{self.number} {said}".strip())
        self.setToolTip(tip_of(one.words))

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, 31)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from difference to difference."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint badge, number and words."""
        look, painter, middle = self.look, QPainter(self), self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.isChecked() or self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        paint_badge(painter, look, self.one.how, 15, middle, 8)
        x = 32.0
        if self.number:
            width = pill_width(look, self.number)
            paint_pill(painter, look, QRectF(x, middle - 9, width, 18), self.number, None)
            x += width + 8
        font = look.font("text")
        font.setStrikeOut(self.one.how == "removed")
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        room = QRectF(x, 0, self.width() - x - 6, self.height())
        shown = QFontMetricsF(font).elidedText(
            self.one.words, Qt.TextElideMode.ElideRight, room.width() + 0.5
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()


class Differences(Section):
    """All that differs, a part at a time."""

    chosen = Signal(object)
    """The difference somebody wants to see."""
    reached = Signal(QWidget)

    def __init__(self, look: Look, found: Sequence[Difference], parent: QWidget | None = None) -> None:
        title = counted(len(found), "difference") if found else "No differences"
        super().__init__(look, title, parent, line=False)
        self.found = found
        self.rows: list[DifferenceRow] = []
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.column.addLayout(self.list)
        self.more = NoticeLink(look, self)
        self.more.clicked.connect(lambda: self._show_more(MORE))
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if not found:
            self.add(Words(look, NONE, "secondary", "ink3", lines=0, parent=self))
        self._show_more(FIRST)

    def _show_more(self, count: int) -> None:
        for one in self.found[len(self.rows) : len(self.rows) + count]:
            row = DifferenceRow(self.look, one, self)
            row.clicked.connect(lambda _=False, row=row: self.choose(row))
            row.stepped.connect(lambda by, row=row: self._step(row, by))
            self.rows.append(row)
            self.list.addWidget(row)
            row.show()
        left = len(self.found) - len(self.rows)
        self.more.setVisible(left > 0)
        self.more.say(f"Show {left} more" if left <= MORE else f"Show {MORE} of {left} more")

    def choose(self, row: DifferenceRow) -> None:
        """Show where this differs."""
        for one in self.rows:
            one.setChecked(one is row)
        self.chosen.emit(row.one)

    def _step(self, row: DifferenceRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(self.rows[place])
            self.reached.emit(self.rows[place])
