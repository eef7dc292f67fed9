"""The chain of KPIs beside what is known of the chosen one: its readings over time, and what it drives."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from model.chains import in_time
from model.findings import Kpi, Reading
from model.registers import take_reading
from model.rules import Refused
from model.store import Commit
from widgets.buttons import Button
from widgets.editors import Editor
from widgets.fields import DateField, Field, NumberField, number_says
from widgets.inspector.bench import Binding
from widgets.inspector.fields import editor_for, spec_of
from widgets.look import Look
from widgets.registers.chain_map import ChainMap
from widgets.registers.columns import Ledger, day_says, one_line
from widgets.registers.sparkline import height_of, places_of
from widgets.scroll import Scroll
from widgets.words import Words

BESIDE = 316
LINE_HIGH = 148


class ReadingsLine(QWidget):
    """The readings of a KPI over time as a line, with the target across."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.kpi: Kpi | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LINE_HIGH)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(280, LINE_HIGH)

    def show_kpi(self, kpi: Kpi) -> None:
        """Show the readings of this KPI."""
        self.kpi = kpi
        said = [f"{day_says(one.date)} {number_says(one.value)}" for one in in_time(kpi)]
        target = f", target {number_says(kpi.target)}" if kpi.target is not None else ""
        self.setAccessibleName(f"Readings: {', '.join(said) or 'none'}{target}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, its days and values, and the target."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        readings = in_time(self.kpi) if self.kpi is not None else []
        if self.kpi is None or not readings:
            painter.setFont(self.look.font("secondary"))
            painter.setPen(self.look.colour("ink3"))
            words = "No readings yet. Add one to see how it goes."
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        else:
            self._paint_readings(painter, self.kpi, readings)
        painter.end()

    def _paint_readings(self, painter: QPainter, kpi: Kpi, readings: Sequence[Reading]) -> None:
        box = QRectF(8, 22, self.width() - 60, self.height() - 50)
        values = [one.value for one in readings] + ([kpi.target] if kpi.target is not None else [])
        low, high = min(values), max(values)
        painter.fillRect(QRectF(box.left(), box.bottom() + 8, box.width(), 1), self.look.colour("rule"))
        if kpi.target is not None:
            y = height_of(kpi.target, low, high, box)
            pen = QPen(self.look.colour("pos"), 1.2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right() + 6, y))
            self._say(painter, QPointF(box.right() + 9, y), number_says(kpi.target), "pos", "card_title")
        points = places_of(readings, box, kpi.target)
        painter.setPen(QPen(self.look.colour("ink"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("ink"))
        for point in points:
            painter.drawEllipse(point, 3, 3)
        self._paint_words(painter, box, points, readings)

    def _paint_words(
        self, painter: QPainter, box: QRectF, points: Sequence[QPointF], readings: Sequence[Reading]
    ) -> None:
        last = number_says(readings[-1].value)
        wide = QFontMetricsF(self.look.font("score")).horizontalAdvance(last)
        self._say(painter, points[-1] + QPointF(-wide, -13), last, "ink", "score")
        if len(readings) > 1:
            self._say(
                painter, points[0] + QPointF(0, -13), number_says(readings[0].value), "ink3", "secondary"
            )
            self._say(
                painter, QPointF(box.left(), box.bottom() + 19), day_says(readings[0].date), "ink3", "small"
            )
        end = day_says(readings[-1].date)
        wide = QFontMetricsF(self.look.font("small")).horizontalAdvance(end)
        self._say(painter, QPointF(box.right() - wide, box.bottom() + 19), end, "ink3", "small")

    def _say(self, painter: QPainter, at: QPointF, words: str, token: str, role: str) -> None:
        painter.setFont(self.look.font(role))
        painter.setPen(self.look.colour(token))
        painter.drawText(QRectF(at.x(), at.y() - 10, 120, 20), Qt.AlignmentFlag.AlignVCenter, words)


class Known(QWidget):
    """What is known of one KPI: readings, a place to add one, and what it drives."""

    said = Signal(str)

    def __init__(self, ledger: Ledger, kpi: str) -> None:
        super().__init__()
        self.ledger, self.kpi, look = ledger, kpi, ledger.bench.look
        self.title = Words(look, "", "strong", lines=2, parent=self)
        self.line = ReadingsLine(look, self)
        self.day = DateField(look, "Day", parent=self)
        self.value = NumberField(look, "Value", parent=self)
        self.add = Button(look, "Add the reading", parent=self)
        self.add.clicked.connect(self.take)
        for field in (self.day, self.value):
            field.line.installEventFilter(self)
        self.bindings: list[Binding] = []
        self._lay_out()
        self.follow()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.line)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.day, 3, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.value, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(pair)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for field in ("drives", "readings"):
            column.addWidget(self._bound(field))
        column.addStretch(1)

    def _bound(self, field: str) -> Editor:
        what = spec_of(Kpi, field)
        editor = editor_for(self.ledger.bench, what)
        self.bindings.append(Binding(self.ledger.bench, [self.kpi], field, what.title, editor))
        return editor

    def follow(self) -> None:
        """Show the KPI as it is now."""
        kpi = self.ledger.bench.store.find(Kpi, self.kpi)
        if kpi is None:
            return
        self.title.say(one_line(kpi.title) or "Untitled KPI")
        self.line.show_kpi(kpi)
        self.value.line.show_unit(one_line(kpi.unit)[:10])
        if not self.day.is_being_typed and self.day.value is None:
            self.day.show_value(self.ledger.today())
        for binding in self.bindings:
            binding.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in one of the two fields adds the reading."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.take()
        return True

    def take(self) -> None:
        """Add the reading that was typed, or say what is missing."""
        for field in (self.day, self.value):
            field.save()
        if self.day.complaint or self.value.complaint:
            return
        day, value = self.day.value, self.value.value
        missing: list[tuple[Field, str]] = [(self.day, "Write the day."), (self.value, "Write the value.")]
        for empty, sentence in missing:
            if empty.value is None:
                empty.complain(sentence)
                empty.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if isinstance(day, date) and isinstance(value, int | float):
            self._add(day, float(value))

    def _add(self, day: date, value: float) -> None:
        try:
            take_reading(self.ledger.bench.store, self.kpi, day, value)
        except Refused as refused:
            self.said.emit(str(refused))
            return
        self.value.line.setModified(False)
        self.value.show_value(None)
        self.value.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fields(self) -> tuple[Field, Field]:
        """Where a reading is typed."""
        return self.day, self.value


class Chain(QWidget):
    """The KPI chain; what is chosen in it is known beside it."""

    chosen = Signal(str)
    wanted = Signal(str)
    left = Signal()
    said = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger = ledger
        look = ledger.bench.look
        self.head = Words(look, "", "secondary", "ink3", parent=self)
        """What stands in the line above."""
        self.map = ChainMap(ledger)
        self.map.chosen.connect(self._choose)
        self.map.said.connect(self.said)
        self.area = Scroll(look, self)
        self.area.setWidget(self.map)
        self.beside = Scroll(look, self)
        self.beside.setFixedWidth(BESIDE)
        self.known: Known | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self.beside)
        ledger.bench.store.committed.connect(self._follow)
        self._show_known(None)
        self._count()

    def _count(self) -> None:
        lost = sum(not box.pays for box in self.map.boxes.values())
        what = "leads" if lost == 1 else "lead"
        whole = len(self.map.boxes)
        self.head.say(
            f"{lost} of {whole} {what} to no money" if lost else "Every KPI leads to money" if whole else ""
        )

    def close_down(self) -> None:
        """Follow the map no more."""
        self.ledger.bench.store.committed.disconnect(self._follow)

    def show_chosen(self, kpi: str | None) -> None:
        """Show this KPI as the chosen one; anything else leaves what is shown."""
        if kpi in self.map.boxes:
            self.map.show_chosen(kpi)
            self._show_known(kpi)

    def _choose(self, kpi: str) -> None:
        self._show_known(kpi)
        self.chosen.emit(kpi)

    def _show_known(self, kpi: str | None) -> None:
        if self.known is not None and self.known.kpi == kpi:
            return
        self.known = Known(self.ledger, kpi) if kpi is not None else None
        page: QWidget = self.known if self.known is not None else QWidget()
        if self.known is not None:
            self.known.said.connect(self.said)
        else:
            words = (
                "Choose a KPI to see its readings. Pull a line from one to another to say that it drives it."
            )
            said = Words(self.ledger.bench.look, words, "secondary", "ink3", lines=0, parent=page)
            column = QVBoxLayout(page)
            column.setContentsMargins(16, 12, 16, 12)
            column.addWidget(said)
            column.addStretch(1)
        old = self.beside.takeWidget()
        self.beside.setWidget(page)
        page.show()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _follow(self, commit: Commit) -> None:
        if not any(change.kind == Kpi.kind for change in commit.patch):
            return
        self.map.show_chain()
        self._count()
        if self.known is not None:
            if self.known.kpi in self.map.boxes:
                self.known.follow()
            else:
                self.map.show_chosen(None)
                self._show_known(None)

    def take_keys(self) -> None:
        """Give the keyboard to the chosen box, or to the first."""
        boxes = self.map.boxes
        first = next((one for column in self.map.columns for one in column), None)
        wanted = self.map.only or first
        if wanted is not None:
            boxes[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line between the chain and what is beside it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ledger.bench.look.colour("paper"))
        painter.fillRect(
            QRectF(self.width() - BESIDE, 0, 1, self.height()), self.ledger.bench.look.colour("rule")
        )
        painter.end()
