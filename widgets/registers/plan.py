"""The plan: what is to be dated at the left by horizon, and the dated initiatives over time."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from model.findings import Initiative, NamedGap
from model.plan import USUAL, undated
from model.store import Commit
from widgets.buttons import Segments
from widgets.flow import clear
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.registers.columns import Ledger, one_line
from widgets.registers.plan_map import LABELS, PlanMap
from widgets.scroll import Scroll
from widgets.words import Words

WAITING = 216
HORIZONS = {"now": "Now", "next": "Next", "later": "Later", None: "No horizon"}
GROUPS: list[tuple[object, str, str]] = [("lever", "By lever", ""), ("owner", "By owner", "")]
FAR_ENOUGH = 6
HOW = "Drag it onto the plan, or press →, to give it days."


class Undated(Pressable):
    """An initiative that has no day yet: a row to be dragged onto the plan."""

    dropped = Signal(QPoint)
    """Let go at this place of the screen."""
    begun = Signal()
    """The keys put it on the plan."""

    def __init__(self, look: Look, initiative: Initiative, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.initiative, self.is_chosen = initiative, False
        self.title = one_line(initiative.title) or "Untitled initiative"
        self._press: QPointF | None = None
        self.is_dragging = False
        self.setAccessibleName(f"{self.title}, without dates")
        self.setAccessibleDescription(HOW)
        self.setToolTip(tip_of(f"{self.title}\n{HOW}"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A row."""
        return QSize(WAITING - 24, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and title."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = (
            "wash2"
            if self.is_chosen or self.isDown() or self.is_dragging
            else "wash"
            if self.hovered
            else None
        )
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setFont(self.look.font("strong" if self.is_chosen else "text"))
        painter.setPen(self.look.colour("ink"))
        box = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        cut = QFontMetricsF(painter.font()).elidedText(
            self.title, Qt.TextElideMode.ElideRight, box.width() + 0.5
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
        self.paint_focus(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        self._press = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._press is not None and (event.position() - self._press).manhattanLength() >= FAR_ENOUGH:
            self.is_dragging = True
            self.setDown(False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        elif not self.is_dragging:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go there, or choose it."""
        was_dragging, self.is_dragging, self._press = self.is_dragging, False, None
        self.unsetCursor()
        if was_dragging:
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """→ puts it on the plan, Enter chooses it, Esc leaves it where it was."""
        if event.key() == Qt.Key.Key_Escape and self.is_dragging:
            self.is_dragging, self._press = False, None
            self.unsetCursor()
            self.update()
        elif event.key() == Qt.Key.Key_Right:
            self.begun.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Plan(QWidget):
    """Initiatives over time, and beside them those that are still to be dated."""

    chosen = Signal(str)
    wanted = Signal(str)
    left = Signal()
    said = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.look = ledger, ledger.bench.look
        self.map = PlanMap(ledger)
        self.map.chosen.connect(self.chosen)
        self.map.said.connect(self.said)
        self.head = self.by = Segments(self.look, GROUPS, self)
        """What stands in the line above."""
        self.by.show_value("lever")
        self.by.chosen.connect(self.map.group_by)
        self.waiting: dict[str, Undated] = {}
        self.list = QWidget()
        self.rows = QVBoxLayout(self.list)
        self.rows.setContentsMargins(12, 4, 12, 8)
        self.rows.setSpacing(0)
        self.beside = Scroll(self.look, self)
        self.beside.setWidget(self.list)
        self.beside.setFixedWidth(WAITING)
        self.area = Scroll(self.look, self)
        self.area.setWidget(self.map)
        self._lay_out()
        ledger.bench.store.committed.connect(self._follow)
        self.show_waiting()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.beside)
        row.addWidget(self.area, 1)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.ledger.bench.store.committed.disconnect(self._follow)

    def show_waiting(self) -> None:
        """List what has no day yet, by horizon; without any the list goes."""
        clear(self.rows)
        self.waiting = {}
        groups = undated(self.ledger.bench.journey)
        self.beside.setVisible(bool(groups))
        if not groups:
            return
        self.rows.addWidget(self._words("Without dates", "strong", "ink"))
        for horizon, ones in groups:
            self.rows.addWidget(self._words(HORIZONS[horizon], "label", "ink3"))
            for one in ones:
                row = self.waiting[one.id] = Undated(self.look, one, self.list)
                row.is_chosen = one.id == self.map.only
                row.clicked.connect(lambda _=False, one=one.id: self._choose(one))
                row.dropped.connect(lambda at, one=one.id: self._drop(one, at))
                row.begun.connect(lambda one=one.id: self._begin(one))
                self.rows.addWidget(row)
                row.show()
        self.rows.addStretch(1)

    def _words(self, words: str, role: str, token: str) -> Words:
        made = Words(self.look, words, role, token, parent=self.list)
        made.setContentsMargins(8, 6, 0, 4)
        made.setFixedHeight(self.look.line_height(role) + 10)
        made.show()
        return made

    def show_chosen(self, initiative: str | None) -> None:
        """Show this initiative as the chosen one."""
        self.map.show_chosen(initiative)
        for one, row in self.waiting.items():
            row.is_chosen = one == initiative
            row.update()

    def _choose(self, initiative: str) -> None:
        self.show_chosen(initiative)
        self.chosen.emit(initiative)

    def _drop(self, initiative: str, at: QPoint) -> None:
        place = self.map.mapFromGlobal(at)
        if (
            self.area.viewport().rect().contains(self.area.viewport().mapFromGlobal(at))
            and place.x() >= LABELS
        ):
            starts = self.map.day_at(place.x())
            self.map.give_days(initiative, starts, starts + USUAL)

    def _begin(self, initiative: str) -> None:
        today = self.ledger.today()
        self.map.give_days(initiative, today, today + USUAL)
        bar = self.map.bars.get(initiative)
        if bar is not None:
            bar.setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self, commit: Commit) -> None:
        if any(change.kind in (Initiative.kind, NamedGap.kind) for change in commit.patch):
            self.map.show_plan()
            self.show_waiting()

    def take_keys(self) -> None:
        """Give the keyboard to the chosen bar, or to the first."""
        order = [one.id for _, ones in self.map.groups for one in ones]
        wanted = self.map.bars.get(self.map.only or "") or self.map.bars.get(order[0] if order else "")
        first = wanted or next(iter(self.waiting.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper, and the line beside what is to be dated."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        if not self.beside.isHidden():
            painter.fillRect(QRectF(WAITING - 1, 0, 1, self.height()), self.look.colour("rule"))
        painter.end()
