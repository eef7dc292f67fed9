"""The audit at the end of a walk: what is known, what is not, what to find out and who does."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from model.journey import Journey
from model.questions.audit import Known, RulesAt, audit
from model.questions.question import Asked
from model.records import Touchpoint
from model.spoken import counted
from widgets.look import Look
from widgets.scroll import Scroll
from widgets.walk.audit_list import AuditList, wide_of
from widgets.walk.knobs import Knob
from widgets.walk.lines import Scale, elided

SIDE, LEFT, APART, TOP, HEAD = 100, 640, 70, 70, 250
"""The margins at the sides and the top, the width of what is known, and where both lists begin."""
LINE = 58


class KnownRow(Knob):
    """One thing: what it is called, a bar, and how much of it is known."""

    def __init__(self, look: Look, called: str, said: str, share: float, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.called, self.said, self.share = called, said, share
        self.longest = said
        """The longest of what the rows say, so that all bars are as long."""
        self.setCheckable(True)
        self.setAccessibleName(f"{called}, {said}")

    def sizeHint(self) -> QSize:
        """A row."""
        return QSize(round(self.scale(LEFT)), round(self.scale(LINE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and figures."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.hovered:
            painter.setBrush(look.colour("wash2" if self.isChecked() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        font = scale.font(look, "strong" if self.isChecked() else "text", 28)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        painter.drawText(QPointF(scale(12), scale(38)), elided(self.called, font, scale(286)))
        wide = wide_of(look, scale, self.longest)
        bar = QRectF(scale(306), scale(25), max(scale(20), self.width() - scale(336) - wide), scale(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("rule"))
        painter.drawRoundedRect(bar, scale(4), scale(4))
        bar.setWidth(bar.width() * self.share)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(bar, scale(4), scale(4))
        painter.setFont(scale.font(look, "text", 24))
        painter.setPen(look.colour("ink2"))
        wide = wide_of(look, scale, self.said)
        painter.drawText(QPointF(self.width() - wide - scale(12), scale(37)), self.said)
        self.paint_focus(painter)
        painter.end()


class Audit(QWidget):
    """What is known at the left, what to find out at the right."""

    given = Signal(object, str)
    taken_back = Signal(object)

    def __init__(self, journey: Journey, rules_at: RulesAt, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.journey, self.rules_at, self.look = journey, rules_at, look
        self.scale, self.known, self.only = Scale(1.0), list[Known](), ""
        self.list = AuditList(journey, look, self)
        self.list.given.connect(self.given)
        self.list.taken_back.connect(self.taken_back)
        self.area = Scroll(look, self)
        self.column = QWidget()
        self.area.setWidget(self.column)
        self.area.setWidgetResizable(False)
        self.rows: list[KnownRow] = []
        look.changed.connect(self.update)

    def look_at(self, steps: Sequence[str], personas: Collection[str]) -> None:
        """Count what is known of these steps."""
        self.known = audit(self.journey, steps, self.rules_at, personas)
        for old in self.rows:
            old.hide()
            old.deleteLater()
        every = sum(len(one.open) for one in self.known)
        self.rows = [self._row("Everything", *self.totals, "")]
        for one in self.known:
            of = "" if one.question.of is Touchpoint else ", handovers"
            self.rows.append(self._row(one.question.called + of, one.known, one.of, one.question.id))
        longest = max((row.said for row in self.rows), key=len)
        for row in self.rows:
            row.longest = longest
        if not every or self.only not in {one.question.id for one in self.known}:
            self.only = ""
        self.choose(self.only)
        self._lay_out()
        self.setAccessibleName(self.said)

    def _row(self, called: str, known: int, of: int, question: str) -> KnownRow:
        row = KnownRow(self.look, called, f"{known} of {of} known", known / max(1, of), self.column)
        row.clicked.connect(lambda: self.choose(question))
        row.setProperty("question", question)
        row.show()
        return row

    def choose(self, question: str) -> None:
        """List what is open of this question, or of all."""
        self.only, current = question, self.current
        for row in self.rows:
            row.setChecked(row.property("question") == question)
        things = [a for one in self.known if question in ("", one.question.id) for a in one.open]
        if not question:
            order = self.journey.step_order
            things.sort(key=lambda asked: order(asked.step))
        self.list.things.show_rows(things)
        if things:
            keys = [one.key for one in things]
            self.list.setCurrentIndex(self.list.things.index(keys.index(current) if current in keys else 0))
        self.update()

    @property
    def current(self) -> tuple[str, str, str] | None:
        """The key of the row that the keyboard is at."""
        row, rows = self.list.currentIndex().row(), self.list.things.rows
        return rows[row].key if 0 <= row < len(rows) else None

    def refresh(self) -> None:
        """Show anew who finds out what."""
        self.list.viewport().update()
        self.update()

    @property
    def totals(self) -> tuple[int, int]:
        """How many answers are known, of how many."""
        return sum(one.known for one in self.known), sum(one.of for one in self.known)

    @property
    def said(self) -> str:
        """The audit in one sentence."""
        known, of = self.totals
        if not of:
            return "Nothing is on the map yet"
        rest = of - known
        return f"{known} of {of} answers are known, {counted(rest, 'thing')} to find out"

    def taken(self, asked: Sequence[Asked]) -> None:
        """Go on to the row after these, which somebody has now."""
        rows = [self.list.things.rows.index(one) for one in asked if one in self.list.things.rows]
        following = max(rows, default=-1) + 1
        if following < len(self.list.things.rows):
            self.list.setCurrentIndex(self.list.things.index(following))

    # -- its place

    def grow(self, scale: Scale) -> None:
        """Take the size of this scale."""
        self.scale = scale
        self.list.grow(scale)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        scale, y = self.scale, 0
        for row in self.rows:
            row.grow(scale)
            row.move(0, y)
            y += row.height()
        self.column.resize(round(scale(LEFT)), max(1, y))
        top, bottom = round(scale(HEAD)), self.height()
        self.area.setGeometry(round(scale(SIDE)), top, round(scale(LEFT + 14)), max(10, bottom - top))
        left = round(scale(SIDE + LEFT + APART))
        width = self.width() - left - round(scale(SIDE))
        self.list.setGeometry(left, top, max(10, width), max(10, bottom - top))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the headings."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("ink"))
        painter.setFont(scale.font(look, "dialog_title", 72))
        painter.drawText(QPointF(scale(SIDE), scale(TOP + 60)), "What we know")
        painter.setFont(scale.font(look, "text", 30))
        painter.setPen(look.colour("ink2"))
        painter.drawText(QPointF(scale(SIDE), scale(TOP + 112)), f"{self.said}.")
        painter.setFont(scale.font(look, "strong", 30))
        painter.setPen(look.colour("ink"))
        left = scale(SIDE + LEFT + APART)
        painter.drawText(QPointF(left, scale(HEAD - 20)), "To find out")
        painter.setFont(scale.font(look, "text", 24))
        painter.setPen(look.colour("ink3"))
        hint = "Enter gives it to somebody, Delete takes it back."
        if not self.list.things.rows:
            hint = "Nothing is left to find out here." if self.known else ""
        room = self.width() - left - scale(SIDE + 200)
        font = scale.font(look, "text", 24)
        painter.drawText(QPointF(left + scale(190), scale(HEAD - 20)), elided(hint, font, room))
        painter.end()
