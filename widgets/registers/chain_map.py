"""KPIs in three columns from the customer to the money, with lines as thick as one drives the other."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from model.chains import LEVELS, Drive, by_level, chain_of, drives_of, paying
from model.registers import drive
from model.rules import Refused
from widgets.picker import Option, Picker
from widgets.registers.chain_box import FADED, HIGH, KpiBox
from widgets.registers.columns import Ledger

HEADING, APART, MARGIN = 34, 10, 16
GAP = 0.42
"""Between two columns, as a share of a column's width."""
LEAST_COLUMN = 124
THICK = 1.5
"""How thick a line is for each step of strength, px."""
TITLES = {
    "customer": "What customers notice",
    "operational": "What the operation does",
    "financial": "What the business gains",
}
STRENGTHS: tuple[Option, ...] = (
    (1, "1  hardly"),
    (2, "2  a little"),
    (3, "3  clearly"),
    (4, "4  strongly"),
    (5, "5  decides it"),
)


class ChainMap(QWidget):
    """The boxes and the lines between them; a line is drawn by pulling it from box to box."""

    chosen = Signal(str)
    said = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.look = ledger, ledger.bench.look
        self.boxes: dict[str, KpiBox] = {}
        self.columns: list[list[str]] = []
        self.only: str | None = None
        self.pointed: str | None = None
        self.picker: Picker | None = None
        self._pull: tuple[str, QPointF] | None = None
        self.drives: list[Drive] = []
        self._over: dict[Drive, float] = {}
        """Where drives that pass the middle column go between its boxes, px from the top."""
        self.look.changed.connect(self.update)
        self.setMinimumWidth(3 * LEAST_COLUMN + 2 * round(LEAST_COLUMN * GAP) + 2 * MARGIN)
        self.setAccessibleName("KPI chain")
        self.show_chain()

    # -- what is shown

    def show_chain(self) -> None:
        """Show the KPIs as they are now; boxes of those that stay, stay."""
        journey = self.ledger.bench.journey
        levels, pays = by_level(journey), paying(journey)
        self.columns = [[one.id for one in levels[level]] for level in LEVELS]
        self.drives = drives_of(journey)
        known = {one.id: one for there in levels.values() for one in there}
        for gone in [one for one in self.boxes if one not in known]:
            box = self.boxes.pop(gone)
            box.hide()
            box.deleteLater()
        for one, kpi in known.items():
            if one in self.boxes:
                self.boxes[one].show_kpi(kpi, one in pays)
            else:
                self._add(KpiBox(self.look, kpi, one in pays, self))
        self._place()
        self._light()

    def _add(self, box: KpiBox) -> None:
        one = box.kpi.id
        self.boxes[one] = box
        box.clicked.connect(lambda _=False: self._choose(one))
        box.pulled.connect(lambda at: self._follow_pull(one, QPointF(box.pos()) + at))
        box.dropped.connect(lambda at: self._drop(one, QPointF(box.pos()) + at))
        box.given_up.connect(self.give_up)
        box.stepped.connect(lambda across, down: self._step(one, across, down))
        box.pointed.connect(lambda is_over: self._point(one if is_over else None))
        box.show()

    def show_chosen(self, kpi: str | None) -> None:
        """Light the chain of a KPI, or none."""
        self.only = kpi if kpi in self.boxes else None
        self._light()

    def _choose(self, kpi: str) -> None:
        self.show_chosen(kpi)
        self.chosen.emit(kpi)

    def _point(self, kpi: str | None) -> None:
        self.pointed = kpi
        self._light()

    @property
    def lit(self) -> set[str]:
        """The KPIs of the chain that is lit; all of them while none is."""
        start = self.pointed or self.only
        return (
            chain_of(self.ledger.bench.journey, start) if start in self.boxes and start else set(self.boxes)
        )

    def _light(self) -> None:
        lit = self.lit
        for one, box in self.boxes.items():
            box.is_chosen, box.is_faded = one == self.only, one not in lit
            box.is_aim = self._pull is not None and one == self._under(self._pull[1]) and one != self._pull[0]
            box.update()
        self.update()

    # -- places

    def _place(self) -> None:
        wide = (self.width() - 2 * MARGIN) / (3 + 2 * GAP)
        gaps, lowest = self._between_rows(), 0
        for number, column in enumerate(self.columns):
            left, top = MARGIN + number * wide * (1 + GAP), float(HEADING)
            for row, one in enumerate(column):
                top += self._give_way(gaps[row], top) if number == 1 else 0
                self.boxes[one].setGeometry(round(left), round(top), round(wide), HIGH)
                top += HIGH + APART
            if number == 1 and column:
                top += self._give_way(gaps[-1], top)
            lowest = max(lowest, round(top))
        self.setMinimumHeight(lowest + 8)

    def _between_rows(self) -> list[list[Drive]]:
        """The drives that pass the middle column, by the gap between its boxes that they go through."""
        rows = {one: row for column in self.columns for row, one in enumerate(column)}
        gaps: list[list[Drive]] = [[] for _ in range(len(self.columns[1]) + 1)]
        for one in self.drives:
            if one.source in self.columns[0] and one.target in self.columns[2]:
                middle = (rows[one.source] + rows[one.target] + 1) / 2
                gaps[min(len(gaps) - 1, round(middle))].append(one)
        for there in gaps:
            there.sort(key=lambda one: (rows[one.source] + rows[one.target], rows[one.source]))
        return gaps

    def _give_way(self, passing: list[Drive], top: float) -> float:
        """Let drives pass below each other; returns how much room they take, px."""
        start = top
        for one in passing:
            thick = THICK * one.strength
            self._over[one] = top + thick / 2
            top += thick + 3
        return top - start + (APART if passing else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each box its place."""
        self._place()

    def _under(self, at: QPointF) -> str | None:
        found = (one for one, box in self.boxes.items() if QRectF(box.geometry()).contains(at))
        return next(found, None)

    def _step(self, kpi: str, across: int, down: int) -> None:
        column = next(number for number, there in enumerate(self.columns) if kpi in there)
        row = self.columns[column].index(kpi)
        if down:
            wanted = self.columns[column][max(0, min(len(self.columns[column]) - 1, row + down))]
        else:
            ways = [n for n in range(column + across, 3 if across > 0 else -1, across) if self.columns[n]]
            wanted = self.columns[ways[0]][min(row, len(self.columns[ways[0]]) - 1)] if ways else kpi
        self.boxes[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    # -- pulling a line

    def _follow_pull(self, kpi: str, at: QPointF) -> None:
        self._pull = kpi, QPointF(at)
        self._light()

    def give_up(self) -> None:
        """Let a pulled line go."""
        self._pull = None
        self._light()

    def _drop(self, kpi: str, at: QPointF) -> None:
        target = self._under(at)
        self.give_up()
        if target is not None and target != kpi:
            self.ask_strength(kpi, target)

    def ask_strength(self, source: str, target: str) -> None:
        """Ask below the target how strongly it is driven."""
        kpi = self.boxes[source].kpi
        known = kpi.drives.get(target)
        options = [*STRENGTHS, *([(None, "Not at all")] if known is not None else [])]
        self.picker = Picker(self.look, options, known or 3, self)
        self.picker.chosen.connect(lambda strength: self._drive(source, target, strength))
        self.picker.open_below(self.boxes[target])

    def _drive(self, source: str, target: str, strength: int | None) -> None:
        try:
            drive(self.ledger.bench.store, source, target, strength)
        except Refused as refused:
            self.said.emit(str(refused))

    # -- painting

    def way_of(self, one: Drive) -> QPainterPath:
        """The line of a drive: from the right of its source to the left of its target, or round at the right."""
        start, end = self.boxes[one.source].geometry(), self.boxes[one.target].geometry()
        right = QPointF(start.right() + 1, start.center().y())
        path = QPainterPath(right)
        over = self._over.get(one) if self.columns[1] else None
        if over is not None and one.source in self.columns[0] and one.target in self.columns[2]:
            between = self.boxes[self.columns[1][0]].geometry()
            for at in (QPointF(between.left(), over), QPointF(between.right() + 1, over)):
                _lead(path, at)
            _lead(path, QPointF(end.left(), end.center().y()))
        elif end.left() > start.right():
            last = QPointF(end.left(), end.center().y())
            _lead(path, last)
        else:
            last, reach = QPointF(end.right() + 1, end.center().y()), 34.0
            out = max(right.x(), last.x()) + reach
            path.cubicTo(QPointF(out, right.y()), QPointF(out, last.y()), last)
        return path

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the titles of the columns and the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = (self.width() - 2 * MARGIN) / (3 + 2 * GAP)
        for number, level in enumerate(LEVELS):
            left = MARGIN + number * wide * (1 + GAP)
            painter.setFont(self.look.font("label"))
            painter.setPen(self.look.colour("ink3"))
            painter.drawText(QRectF(left, 4, wide, 20), Qt.AlignmentFlag.AlignVCenter, TITLES[level])
            painter.fillRect(QRectF(left, 26, wide, 1), self.look.colour("rule2"))
        self._paint_drives(painter, self.lit, self.pointed or self.only)
        if self._pull is not None:
            box = self.boxes[self._pull[0]].geometry()
            painter.setPen(QPen(self.look.colour("ink"), 2))
            painter.drawLine(QPointF(box.right(), box.center().y()), self._pull[1])
        painter.end()

    def _paint_drives(self, painter: QPainter, lit: set[str], start: str | None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one in sorted(self.drives, key=lambda one: one.source in lit and one.target in lit):
            is_lit = one.source in lit and one.target in lit
            painter.setOpacity(1.0 if is_lit else FADED)
            token = "ink3" if is_lit and start else "rule2" if is_lit else "rule"
            painter.setPen(QPen(self.look.colour(token), THICK * one.strength))
            painter.drawPath(self.way_of(one))
        painter.setOpacity(1.0)

    def says(self) -> str:
        """What drives what, in words."""
        titles: Mapping[str, str] = {one: box.kpi.title for one, box in self.boxes.items()}
        return "; ".join(
            f"{titles[one.source]} drives {titles[one.target]}, {one.strength} of 5" for one in self.drives
        )


def _lead(path: QPainterPath, at: QPointF) -> None:
    """Lead a line on to a place at its right, level at both ends."""
    start = path.currentPosition()
    reach = QPointF((at.x() - start.x()) / 2, 0)
    path.cubicTo(start + reach, at - reach, at)
