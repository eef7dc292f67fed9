"""What is supposed, above and below the numbers: initiatives to tick, things to change by hand, and what to keep."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from model.findings import Initiative, NamedGap
from model.gaps.gap import Gap
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.spoken import counted
from widgets.buttons import Button
from widgets.fields import DurationField, Field, NumberField
from widgets.flow import Flow, clear
from widgets.focus import Pressable
from widgets.inspector.sections import Row, Section
from widgets.look import Look, tip_of
from widgets.marks import paint_pill, pill_width
from widgets.notice import NoticeLink
from widgets.words import Words

HORIZONS = {"now": "Now", "next": "Next", "later": "Later", None: ""}
HORIZON_WIDE, BOX = 40, 18
FEW = 8
"""So many gaps that close or open are listed; the others are counted."""
NO_INITIATIVES = "There are no initiatives yet. Suppose something by hand."
BY_HAND = "Change whatever you like on the map; it is only supposed, and undo takes it back."


class Offer(NamedTuple):
    """An initiative that can be supposed to be done."""

    id: str
    title: str
    codes: tuple[str, ...]
    """The gaps it closes, as they are called: G1, G2 …"""
    horizon: str
    closes: bool
    """Whether it closes any gap."""


def offers(journey: Journey) -> list[Offer]:
    """The initiatives of a map in their order."""
    order = [gap.id for gap in journey.named_gaps]
    found = []
    for one in journey.ordered(Initiative):
        named = [journey.store.find(NamedGap, key) for key in sorted(one.closes)]
        there = sorted((gap for gap in named if gap is not None), key=lambda gap: order.index(gap.id))
        codes = tuple(f"G{order.index(gap.id) + 1}" for gap in there)
        horizon = HORIZONS[there[0].horizon] if there else ""
        title = " ".join(one.title.split()) or "Untitled initiative"
        found.append(Offer(one.id, title, codes, horizon, bool(one.closes)))
    return found


class TickRow(Pressable):
    """An initiative with a box to tick, the gap it closes, and when."""

    def __init__(self, look: Look, offer: Offer, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.offer = offer
        self.setCheckable(True)
        self.setEnabled(offer.closes)
        self.setFixedHeight(31)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        closes = f"closes {', '.join(offer.codes)}" if offer.codes else ""
        self.setAccessibleName(", ".join(part for part in (offer.title, closes, offer.horizon) if part))
        self.setToolTip(tip_of(offer.title if offer.closes else f"{offer.title}\nIt closes no gap yet."))

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, 31)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, title, pill and horizon."""
        look, painter, middle = self.look, QPainter(self), self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        self._paint_box(painter, QRectF(6.75, middle - BOX / 2 + 0.75, BOX - 1.5, BOX - 1.5))
        right = self.width() - 6.0
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        painter.drawText(
            QRectF(right - HORIZON_WIDE, 0, HORIZON_WIDE, self.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self.offer.horizon,
        )
        right -= HORIZON_WIDE + 8
        for code in reversed(self.offer.codes[:2]):
            width = pill_width(look, code)
            right -= width
            paint_pill(painter, look, QRectF(right, middle - 9, width, 18), code, None)
            right -= 6
        painter.setFont(look.font("text"))
        painter.setPen(look.colour("ink" if self.isEnabled() else "ink3"))
        room = QRectF(32, 0, right - 36, self.height())
        shown = QFontMetricsF(look.font("text")).elidedText(
            self.offer.title, Qt.TextElideMode.ElideRight, room.width() + 0.5
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        look, is_on = self.look, self.isChecked()
        line = "ink" if is_on or self.hovered else "edge" if self.isEnabled() else "rule2"
        painter.setPen(QPen(look.colour(line), 1.5))
        painter.setBrush(look.colour("ink" if is_on else "paper"))
        painter.drawRoundedRect(box, 3.5, 3.5)
        if is_on:
            pen = QPen(look.colour("paper"), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            x, y = box.center().x(), box.center().y()
            painter.drawPolyline([QPointF(x - 3.8, y + 0.2), QPointF(x - 1, y + 3), QPointF(x + 4, y - 2.8)])


class Ticks(Section):
    """The initiatives, of which those that are ticked count as done."""

    turned = Signal(str, bool)
    cleared = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "What if these were done", parent, line=False)
        assert self.heading is not None
        self.clear = NoticeLink(look, self)
        self.clear.say("Clear")
        self.clear.setToolTip(tip_of("Suppose nothing: the map is as it is today"))
        self.clear.clicked.connect(self.cleared)
        self.heading.addWidget(self.clear)
        self.rows: dict[str, TickRow] = {}
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.column.addLayout(self.list)
        self.none = Words(look, NO_INITIATIVES, "secondary", "ink3", lines=0, parent=self)
        self.add(self.none)

    def show_offers(self, offered: Sequence[Offer], done: frozenset[str]) -> None:
        """Show these initiatives, some of them as done."""
        if [row.offer for row in self.rows.values()] != list(offered):
            clear(self.list)
            self.rows = {}
            for offer in offered:
                row = TickRow(self.look, offer, self)
                row.clicked.connect(lambda _=False, row=row: self.turned.emit(row.offer.id, row.isChecked()))
                self.rows[offer.id] = row
                self.list.addWidget(row)
                row.show()
        for one, row in self.rows.items():
            row.setChecked(one in done)
        self.none.setVisible(not self.rows)

    def allow_clearing(self, is_allowed: bool) -> None:
        """Offer to clear only where something is supposed."""
        self.clear.setVisible(is_allowed)


class Outcome(Section):
    """Which gaps would close, and which would open."""

    wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Gaps", parent)
        self.column.setSpacing(0)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.column.addLayout(self.list)
        self.rows: list[Row] = []
        self.heads: list[Words] = []
        self.said = ""
        self.show_gaps([], [])

    def show_gaps(self, closed: Sequence[Gap], opened: Sequence[Gap]) -> None:
        """Show these gaps as closed and opened by what is supposed."""
        clear(self.list)
        self.rows, self.heads = [], []
        self.said = f"{len(closed)} would close" + (f"\n{len(opened)} would open" if opened else "")
        for gaps, verb, token in ((closed, "would close", "pos"), (opened, "would open", "neg")):
            if not gaps:
                continue
            self._say(f"{counted(len(gaps), 'gap')} {verb}", "label", token)
            for gap in gaps[:FEW]:
                self._add(gap)
            if len(gaps) > FEW:
                self._say(f"{len(gaps) - FEW} more", "secondary", "ink3")
        if not closed and not opened:
            self._say("No gap would close or open.", "secondary", "ink3")

    def _say(self, words: str, role: str, token: str) -> None:
        line = Words(self.look, words, role, token, parent=self)
        line.setContentsMargins(6, 4, 6, 2)
        self.heads.append(line)
        self.list.addWidget(line)
        line.show()

    def _add(self, gap: Gap) -> None:
        title = gap.title or "Untitled gap"
        row = Row(self.look, title, figure=f"{gap.severity:.0f}", severity=gap.severity, parent=self)
        row.clicked.connect(lambda: self.wanted.emit(gap.record))
        self.rows.append(row)
        self.list.addWidget(row)
        row.show()


class ByHand(Section):
    """What can be supposed about the selected step and about demand; all else is done on the map itself."""

    mended = Signal(str)
    let_go = Signal(str)
    waits = Signal(str, object)
    multiplied = Signal(float)

    def __init__(self, look: Look, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(look, "By hand", parent)
        self.journey = journey
        self.step: str | None = None
        self.add(Words(look, BY_HAND, "secondary", "ink3", lines=0, parent=self))
        self.name = Words(look, "", "label", "ink", lines=2, parent=self)
        self.add(self.name)
        self.wait = DurationField(look, "Wait", parent=self)
        self.wait.edited.connect(lambda value: self.waits.emit(self.step, value))
        self.demand = NumberField(
            look,
            "Demand, times",
            "So many times more customers come",
            least=0,
            most=1000,
            unit="×",
            parent=self,
        )
        self.demand.edited.connect(lambda value: self.multiplied.emit(1.0 if value is None else value))
        self.add_grid([[self.demand, self.wait]])
        box = QWidget(self)
        flow = Flow(box, 8)
        self.mend = Button(look, "Mend this handover", parent=box)
        self.mend.clicked.connect(lambda: self.mended.emit(self.step))
        self.nobody = Button(look, "Let nobody come back", parent=box)
        self.nobody.setToolTip(tip_of("Customers take the other ways on instead"))
        self.nobody.clicked.connect(lambda: self.let_go.emit(self.step))
        for button in (self.mend, self.nobody):
            flow.addWidget(button)
        self.buttons = box
        self.add(box)

    def show_step(self, step: str | None, factor: float) -> None:
        """Show what can be supposed about this step, and the demand that is supposed."""
        record = self.journey.store.get(step)
        handover = record if isinstance(record, Handover) else None
        has_wait = isinstance(record, Touchpoint | Handover)
        self.step = step if has_wait else None
        self.name.say(
            self._name(record) if has_wait else "Select a touchpoint or a handover to change it here."
        )
        self.name.paint_in("ink" if has_wait else "ink3")
        self.wait.setVisible(has_wait)
        if isinstance(record, Touchpoint | Handover):
            self.wait.show_value(record.wait_min)
        self.demand.show_value(factor)
        self.mend.setEnabled(handover is not None and (handover.quality != "holds" or bool(handover.lost)))
        self.nobody.setEnabled(handover is not None and handover.handover_kind == "rework")
        self.mend.setVisible(handover is not None)
        self.nobody.setVisible(handover is not None and handover.handover_kind == "rework")
        self.buttons.setVisible(handover is not None)

    def _name(self, record: object) -> str:
        if isinstance(record, Handover):
            ends = (self.journey.number_of(one) for one in (record.source, record.target))
            return f"Handover {' → '.join(map(str, ends))}"
        if isinstance(record, Touchpoint):
            return f"{self.journey.number_of(record.id)} {' '.join(record.title.split())}".strip()
        return ""


class Keeping(Section):
    """What becomes of it: an initiative, a map of its own, or nothing."""

    initiative_wanted = Signal(str, str)
    map_wanted = Signal()
    beside_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Keep it", parent)
        box = QWidget(self)
        flow = Flow(box, 8)
        self.as_initiative = Button(look, "As an initiative", parent=box)
        self.as_initiative.clicked.connect(lambda: self._unfold(True))
        self.as_map = Button(look, "As a map to be…", parent=box)
        self.as_map.clicked.connect(self.map_wanted)
        self.beside = Button(look, "See it beside today", "quiet", parent=box)
        self.beside.clicked.connect(self.beside_wanted)
        self.throw = Button(look, "Throw it away", "quiet", parent=box)
        self.throw.clicked.connect(self.leave_wanted)
        for button in (self.as_initiative, self.as_map, self.beside, self.throw):
            flow.addWidget(button)
        self.add(box)
        self.form = QWidget(self)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = Field(look, "Title of the initiative", parent=self.form)
        self.owner = Field(look, "Owner", parent=self.form)
        column.addWidget(self.title)
        column.addWidget(self.owner)
        row = QHBoxLayout()
        self.add_it = Button(look, "Add the initiative", "primary", parent=self.form)
        self.add_it.clicked.connect(self._add_it)
        self.cancel = Button(look, "Cancel", parent=self.form)
        self.cancel.clicked.connect(lambda: self._unfold(False))
        row.addWidget(self.add_it)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        self.add(self.form)
        self.form.hide()
        self.propose: Callable[[], str] = lambda: ""
        """What the initiative may be called."""

    def _unfold(self, is_open: bool) -> None:
        self.form.setVisible(is_open)
        self.as_initiative.setEnabled(not is_open)
        if is_open:
            self.title.show_value(self.propose())
            self.owner.show_value("")
            self.title.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.title.line.selectAll()

    def _add_it(self) -> None:
        self.title.save()
        self.owner.save()
        title = str(self.title.value or "").strip()
        if not title:
            self.title.complain("Give the initiative a title.")
            self.title.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._unfold(False)
        self.initiative_wanted.emit(title, str(self.owner.value or "").strip())
