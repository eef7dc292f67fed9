"""The parts of what leaves: a tick says whether a part goes along, a press beside it shows its first page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.focus import Pressable
from widgets.look import Look, tip_of

HEIGHT, BOX = 48, 18
TEXT_LEFT = 38


@dataclass(frozen=True, slots=True)
class PartShown:
    """What a row says of a part: its name, its title, a line below, and whether it has anything to show."""

    name: str
    title: str
    detail: str
    has_pages: bool = True


class PartRow(Pressable):
    """One part; Space ticks it, a press on its words or the focus shows it."""

    ticked = Signal(bool)
    wanted = Signal()

    def __init__(self, look: Look, part: PartShown, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.is_shown = False
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_part(part)

    def show_part(self, part: PartShown) -> None:
        """Say this of the part."""
        self.part = part
        self.setAccessibleName(f"{part.title}, {part.detail}" if part.detail else part.title)
        self.setToolTip(tip_of("" if part.has_pages else part.detail))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(200, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the tick it is pressed, beside it the part is shown."""
        if event.position().x() > TEXT_LEFT - 4 and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.wanted.emit()
            return
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the part that the keyboard is at."""
        super().focusInEvent(event)
        if self.ringed:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from part to part."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        around, only = self.parentWidget(), Qt.FindChildOption.FindDirectChildrenOnly
        rows = around.findChildren(PartRow, options=only) if around is not None else []
        if event.key() in steps and self in rows:
            place = rows.index(self) + steps[Qt.Key(event.key())]
            if 0 <= place < len(rows):
                rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Tick or untick, and tell."""
        super().nextCheckState()
        self.ticked.emit(self.isChecked())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, tick, title and the line below."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_shown or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.is_shown else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        self._paint_tick(painter)
        width = self.width() - TEXT_LEFT - 8
        lines = (
            ("strong" if self.is_shown else "text", "ink", 7.0, 18.0, self.part.title),
            ("secondary", "ink2" if self.is_shown else "ink3", 25.0, 16.0, self.part.detail),
        )
        for role, token, top, height, words in lines:
            font = look.font(role)
            painter.setFont(font)
            is_faint = not self.part.has_pages and token == "ink"
            painter.setPen(look.colour("ink3" if is_faint else token))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(TEXT_LEFT, top, width, height), Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()

    def _paint_tick(self, painter: QPainter) -> None:
        look, is_on = self.look, self.isChecked() and self.part.has_pages
        box = QRectF(10.75, (HEIGHT - BOX) / 2 + 0.75, BOX - 1.5, BOX - 1.5)
        line = "rule2" if not self.part.has_pages else "ink" if is_on or self.hovered else "edge"
        painter.setPen(QPen(look.colour(line), 1.5))
        painter.setBrush(look.colour("ink" if is_on else "paper"))
        painter.drawRoundedRect(box, 4, 4)
        if is_on:
            pen = QPen(look.colour("paper"), 1.9)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            x, y = box.center().x(), box.center().y()
            painter.drawPolyline(
                [QPointF(x - 3.8, y + 0.2), QPointF(x - 1.0, y + 3.0), QPointF(x + 4.0, y - 2.8)]
            )


class PartsList(QWidget):
    """All parts below each other."""

    changed = Signal()
    wanted = Signal(str)
    """The name of the part to show."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: dict[str, PartRow] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch()

    def show_part(self, part: PartShown, is_ticked: bool) -> None:
        """Show a part as a row; one that is there already keeps its tick."""
        row = self.rows.get(part.name)
        if row is not None:
            row.show_part(part)
            return
        row = self.rows[part.name] = PartRow(self.look, part, self)
        row.setChecked(is_ticked)
        row.ticked.connect(lambda _: self.changed.emit())
        row.wanted.connect(lambda: self.wanted.emit(part.name))
        self.column.insertWidget(self.column.count() - 1, row)

    def keep(self, names: Sequence[str]) -> None:
        """Let go of the rows of all other parts."""
        for name in [one for one in self.rows if one not in names]:
            row = self.rows.pop(name)
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def mark_shown(self, name: str) -> None:
        """Mark the part whose page is seen."""
        for one, row in self.rows.items():
            if row.is_shown != (one == name):
                row.is_shown = one == name
                row.update()

    @property
    def ticked(self) -> list[str]:
        """The names of the parts that go along."""
        return [name for name, row in self.rows.items() if row.isChecked()]
