"""Initiatives over time in rows, with the months above, today across, and the gaps they close at the left."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from model.findings import Initiative
from model.plan import By, Span, grouped, months_between, span_of, stretch_of
from model.registers import schedule
from model.rules import Refused
from widgets.marks import level_of
from widgets.registers.columns import CRITICAL, Ledger, Reference, day_says, shown
from widgets.registers.plan_bar import HIGH, Part, PlanBar, moved

LABELS, MARGIN, HEADING, GROUP, ROW = 236, 16, 30, 26, 30


class PlanMap(QWidget):
    """The dated initiatives as bars; dragging one changes its days in one step."""

    chosen = Signal(str)
    said = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self.look = ledger, ledger.bench.look
        self.by: By = "lever"
        self.bars: dict[str, PlanBar] = {}
        self.groups: list[tuple[str, list[Initiative]]] = []
        self.only: str | None = None
        self._tops: dict[str, int] = {}
        self._note: tuple[str, str] | None = None
        """The bar that is dragged, and the days it would have."""
        self.first, self.last = stretch_of((), ledger.today())
        self.setAccessibleName("Plan of initiatives")
        self.setMinimumWidth(LABELS + 360)
        self.look.changed.connect(self.update)
        self.show_plan()

    # -- what is shown

    def group_by(self, by: By) -> None:
        """Let the rows be grouped by lever or by owner."""
        self.by = by
        self.show_plan()

    def show_plan(self) -> None:
        """Show the initiatives as they are now; bars of those that stay, stay."""
        self.groups = grouped(self.ledger.bench.journey, self.by)
        dated = [one for _, ones in self.groups for one in ones]
        spans = {one.id: span for one in dated if (span := span_of(one)) is not None}
        self.first, self.last = stretch_of(spans.values(), self.ledger.today())
        for gone in [one for one in self.bars if one not in spans]:
            bar = self.bars.pop(gone)
            bar.hide()
            bar.deleteLater()
        for one in dated:
            if one.id not in self.bars:
                self._add(PlanBar(self.look, one, spans[one.id], False, self))
            closes = ", ".join(gap.words for gap in self.gaps_of(one))
            self.bars[one.id].show_initiative(one, spans[one.id], self.is_critical(one), closes)
        self._place()
        self.show_chosen(self.only)

    def _add(self, bar: PlanBar) -> None:
        one = bar.initiative.id
        self.bars[one] = bar
        bar.clicked.connect(lambda _=False: self._choose(one))
        bar.dragged.connect(lambda part, by: self._drag(one, part, by))
        bar.dropped.connect(lambda part, by: self._drop(one, part, by))
        bar.given_up.connect(self._give_up)
        bar.shifted.connect(lambda part, days: self._change(one, part, days, f"{one}/dates"))
        bar.stepped.connect(lambda step: self._step(one, step))
        bar.show()

    def gaps_of(self, one: Initiative) -> list[Reference]:
        """The gaps an initiative closes, the most severe first."""
        return shown(self.ledger, one.closes)

    def is_critical(self, one: Initiative) -> bool:
        """Whether it closes a Critical gap."""
        found = (self.ledger.severity(key) for key in one.closes)
        return any(severity is not None and level_of(severity)[0] == CRITICAL for severity in found)

    def show_chosen(self, initiative: str | None) -> None:
        """Ring the bar of an initiative."""
        self.only = initiative
        for one, bar in self.bars.items():
            bar.is_chosen = one == initiative
            bar.update()

    def _choose(self, initiative: str) -> None:
        self.show_chosen(initiative)
        self.chosen.emit(initiative)

    def _step(self, initiative: str, step: int) -> None:
        order = [one.id for _, ones in self.groups for one in ones]
        at = max(0, min(len(order) - 1, order.index(initiative) + step))
        self.bars[order[at]].setFocus(Qt.FocusReason.TabFocusReason)

    # -- places

    @property
    def day_width(self) -> float:
        """How wide a day is, px."""
        return (self.width() - LABELS - MARGIN) / ((self.last - self.first).days + 1)

    def x_of(self, day: date) -> float:
        """Where a day begins, px."""
        return LABELS + (day - self.first).days * self.day_width

    def day_at(self, x: float) -> date:
        """The day at a place."""
        return self.first + timedelta(days=int((x - LABELS) // self.day_width))

    def _place(self) -> None:
        top = HEADING
        for _, ones in self.groups:
            top += GROUP
            for one in ones:
                self._tops[one.id] = top
                if not self.bars[one.id].is_dragging:
                    self._put(self.bars[one.id], self.bars[one.id].span)
                top += ROW
            top += 4
        self.setMinimumHeight(top + 8)
        self.update()

    def _put(self, bar: PlanBar, span: Span) -> None:
        left, right = self.x_of(span.starts), self.x_of(span.ends + timedelta(days=1))
        top = self._tops[bar.initiative.id] + (ROW - HIGH) // 2
        bar.setGeometry(round(left), top, max(10, round(right - left)), HIGH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each bar its place."""
        self._place()

    # -- changing

    def _drag(self, initiative: str, part: Part, by: int) -> None:
        bar = self.bars[initiative]
        starts, ends = moved(bar.span, part, round(by / self.day_width))
        self._put(bar, Span(starts, ends))
        self._note = initiative, f"{day_says(starts)} – {day_says(ends)}"
        bar.raise_()
        self.update()

    def _drop(self, initiative: str, part: Part, by: int) -> None:
        self._note = None
        self._change(initiative, part, round(by / self.day_width))
        self._place()

    def _give_up(self) -> None:
        self._note = None
        self._place()

    def _change(self, initiative: str, part: Part, days: int, merge: str = "") -> None:
        span = self.bars[initiative].span
        starts, ends = moved(span, part, days)
        if (starts, ends) != (span.starts, span.ends):
            self.give_days(initiative, starts, ends, merge)

    def give_days(self, initiative: str, starts: date, ends: date, merge: str = "") -> None:
        """Give an initiative its days, or say why not."""
        try:
            schedule(self.ledger.bench.store, initiative, starts, ends, merge)
        except Refused as refused:
            self.said.emit(str(refused))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint months, groups, what each initiative closes, and today."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(painter)
        top = HEADING
        for name, ones in self.groups:
            painter.fillRect(QRectF(MARGIN, top + 3, self.width() - 2 * MARGIN, 1), self.look.colour("rule"))
            self._say(painter, QRectF(MARGIN, top + 4, LABELS - MARGIN, GROUP - 4), name, "label", "ink3")
            top += GROUP
            for one in ones:
                self._paint_gaps(painter, one, QRectF(MARGIN, top, LABELS - MARGIN - 12, ROW))
                self._paint_beside(painter, one)
                top += ROW
            top += 4
        self._paint_today(painter)
        self._paint_note(painter)
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        months = months_between(self.first, self.last)
        step = max(1, -(-44 // max(1, round(self.day_width * 30))))
        for number, month in enumerate(months):
            x = self.x_of(month)
            if number % step or x > self.width() - MARGIN + 1:
                continue
            painter.fillRect(QRectF(x, HEADING - 6, 1, self.height()), self.look.colour("rule"))
            words = f"{month:%b %Y}" if number == 0 or month.month == 1 else f"{month:%b}"
            metrics = QFontMetricsF(self.look.font("secondary"))
            words = (
                words if metrics.horizontalAdvance(words) + 8 < step * 30 * self.day_width else f"{month:%b}"
            )
            box = QRectF(x + 4, 4, metrics.horizontalAdvance(words) + 2, 20)
            if number + 1 < len(months) and not box.intersects(self._today_box()):
                self._say(painter, box, words, "secondary", "ink3")

    def _paint_gaps(self, painter: QPainter, one: Initiative, box: QRectF) -> None:
        gaps = self.gaps_of(one)
        if not gaps:
            self._say(painter, box, "Closes no gap", "secondary", "ink3")
            return
        worst = gaps[0]
        self._say(painter, box, worst.figure, "score", "neg" if worst.token == "neg" else "ink")
        words = f"{worst.words}  +{len(gaps) - 1}" if len(gaps) > 1 else worst.words
        self._say(painter, box.adjusted(28, 0, 0, 0), words, "secondary", "ink2")

    def _paint_beside(self, painter: QPainter, one: Initiative) -> None:
        """The title beside a bar that is too short for it."""
        bar = self.bars[one.id].geometry()
        title = self.bars[one.id].title
        wide = QFontMetricsF(self.look.font("card_title")).horizontalAdvance(title) + 4
        if not self.bars[one.id].holds_title:
            left = bar.right() + 7 if bar.right() + 7 + wide < self.width() else bar.left() - wide - 6
            painter.fillRect(QRectF(left - 2, bar.top() + 2, wide, HIGH - 4), self.look.colour("paper"))
            self._say(painter, QRectF(left, bar.top(), wide, HIGH), title, "card_title", "ink")

    def _paint_today(self, painter: QPainter) -> None:
        x = self.x_of(self.ledger.today())
        painter.setPen(QPen(self.look.colour("ink"), 1.5))
        painter.drawLine(QPoint(round(x), HEADING - 4), QPoint(round(x), self.height()))
        box = self._today_box()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("ink"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(self.look.font("pill"))
        painter.setPen(self.look.colour("paper"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "Today")

    def _today_box(self) -> QRectF:
        wide = QFontMetricsF(self.look.font("pill")).horizontalAdvance("Today") + 10
        x = self.x_of(self.ledger.today()) - wide / 2
        return QRectF(min(x, self.width() - wide - 2), 6, wide, 17)

    def _paint_note(self, painter: QPainter) -> None:
        if self._note is None:
            return
        bar, words = self.bars[self._note[0]].geometry(), self._note[1]
        wide = QFontMetricsF(self.look.font("secondary")).horizontalAdvance(words) + 16
        top = bar.bottom() + 3 if bar.bottom() + 26 < self.height() else bar.top() - 25
        box = QRectF(min(max(0.0, float(bar.left())), self.width() - wide), top, wide, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("ink"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self.look.font("secondary"))
        painter.setPen(self.look.colour("paper"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _say(self, painter: QPainter, box: QRectF, words: str, role: str, token: str) -> None:
        font = self.look.font(role)
        painter.setFont(font)
        painter.setPen(self.look.colour(token))
        cut = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 0.5)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
