"""What a walk is seen on: page, question, curve and the last line, which grow with the window."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from model.journey import Journey
from model.questions.audit import RulesAt
from model.questions.course import Course
from model.records import Touchpoint
from widgets.look import Look
from widgets.walk.audit import Audit
from widgets.walk.board import Board
from widgets.walk.curve import Curve
from widgets.walk.fade import Fade
from widgets.walk.knobs import Clock, NextButton, Round, Tool
from widgets.walk.lines import Scale, elided
from widgets.walk.page import SIDE, Page
from widgets.walk.told import Told

CURVE, CURVE_ASKING, LAST = 275, 205, 80
"""The height of the curve, and while a question is asked, and what is below it; px of 1080 lines."""
SHOWS, SAYS = 4000, 6000
"""How long the tools stay after the pointer has moved, and how long something is said, ms."""


class Blank(QWidget):
    """Nothing to look at."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Blank")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press shows the walk again."""
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint black."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.end()


class Stage(QWidget):
    """Shows where a course is; what hands do to it is the walk's."""

    def __init__(
        self, course: Course, rules_at: RulesAt, look: Look, minutes: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.course, self.look = course, look
        self.journey: Journey = course.journey
        self.said, self.told, self.scale = "", Told(), Scale(1.0)
        self._words_end = self._figures_end = 0.0
        self._has_size = False
        self.curve = Curve(self.journey, look, course.personas, self)
        self.board = Board(look, self)
        self._rules_at = rules_at
        self._audit: Audit | None = None
        self.clock = Clock(look, minutes, self)
        self.next = NextButton(look, self)
        self._add_tools()
        self.blank = Blank(self)
        self.fade = Fade(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(480, 320)
        look.changed.connect(self.update)

    def _add_tools(self) -> None:
        look = self.look
        self.back = Tool(look, "←", "Back", self)
        self.failing = Tool(look, "X", "Only failing", self)
        self.asking = Tool(look, "Q", "Questions", self)
        self.dark = Tool(look, "B", "Blank", self)
        self.leave = Tool(look, "Esc", "Leave", self)
        self.shorter = Round(look, "minus", "5 minutes less", "−", self)
        self.longer = Round(look, "plus", "5 minutes more", "+", self)
        for one in (self.failing, self.asking):
            one.setCheckable(True)
        self.tools: tuple[Tool, ...] = (self.back, self.failing, self.asking, self.dark, self.leave)
        self._resting = QTimer(self, singleShot=True, interval=SHOWS)
        self._resting.timeout.connect(self._rest)
        self._silent = QTimer(self, singleShot=True, interval=SAYS)
        self._silent.timeout.connect(lambda: self.say(""))

    @property
    def audit(self) -> Audit:
        """What is known and who finds out the rest; made when the walk first comes to its end."""
        if self._audit is None:
            self._audit = self._make_audit()
        return self._audit

    def _make_audit(self) -> Audit:
        audit = Audit(self.journey, self._rules_at, self.look, self)
        audit.stackUnder(self.clock)
        audit.hide()
        return audit

    def take_keys(self) -> None:
        """Let the keys of the walk be heard; past the last step those of the list."""
        place = self.audit.list if self.course.is_over and not self.audit.isHidden() else self
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def progress(self) -> str:
        """How far the walk is: 11 of 25."""
        course, step = self.course, self.course.step
        if step is None:
            return ""
        if course.only_failing:
            return f"{course.place + 1} of {len(course.steps)} that fail"
        first, second = self.journey.step_order(step)
        whole = len(self.journey.store.of(Touchpoint))
        return f"{first} → {second} of {whole}" if second else f"{first} of {whole}"

    # -- saying

    def say(self, words: str) -> None:
        """Say something small that goes by itself."""
        self.said = words
        if words:
            self._silent.start()
            self.announce(words)
        self.update()

    def announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # -- its place

    def lay_out(self) -> None:
        """Give everything its place and size in the window, once that has its own."""
        if not self._has_size:
            return
        scale = self.scale = Scale.of(self.width(), self.height())
        width, height, side = self.width(), self.height(), scale(SIDE)
        self.curve.scale = scale
        curve = scale(CURVE_ASKING if not self.board.isHidden() else CURVE)
        top = height - scale(LAST) - curve
        self.curve.setGeometry(
            round(side - scale(50)), round(top), round(width - 2 * side + scale(100)), round(curve)
        )
        self._figures_end = top - scale(12)
        page = self._page()
        if not self.board.isHidden():
            high = self.board.lay_out(page.words_width, scale)
            top -= high
            self.board.setGeometry(round(side), round(top), round(page.words_width), round(high))
        self._words_end = top - scale(12)
        self.clock.grow(scale)
        self.clock.move(round(width - side - scale(308)), round(scale(50)))
        for place, knob in enumerate((self.longer, self.shorter), 1):
            knob.grow(scale)
            knob.move(round(self.clock.x() - scale(56) * place), round(scale(64)))
        if self._audit is not None:
            self._audit.setGeometry(0, 0, width, round(height - scale(80)))
            self._audit.grow(scale)
        self._lay_out_last()
        self.blank.setGeometry(self.rect())
        self.update()

    def _page(self) -> Page:
        return Page(self.look, self.told, self.scale, self.width(), self._words_end, self._figures_end)

    def _lay_out_last(self) -> None:
        """The last line: progress at the left, tools in the middle, what comes next at the right."""
        scale, width, middle = self.scale, self.width(), self.height() - self.scale(60)
        font = scale.font(self.look, "text", 30)
        left = scale(SIDE + 30) + QFontMetricsF(font).horizontalAdvance(self.progress)
        self.next.most = scale(560)
        self.next.grow(scale)
        after = scale(9) if self.next.mark else 0
        right = width - scale(SIDE) - self.next.width() + after
        self.next.move(round(right), round(middle - self.next.height() / 2))
        for is_short in (False, True):
            for one in self.tools:
                one.shorten(is_short)
                one.grow(scale)
            wide = sum(one.width() + scale(8) for one in self.tools)
            if wide < right - left:
                break
        x, still = left + max(0.0, (right - left - wide) / 2), scale(SIDE + 320)
        if left < still and still + wide < right:
            x = still  # So that what is pressed again and again stays below the pointer.
        for one in self.tools:
            one.move(round(x), round(middle - one.height() / 2))
            x += one.width() + scale(8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._has_size = True
        self.fade.end()
        self.lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Show at first what can be done."""
        super().showEvent(event)
        self.reveal()
        self.take_keys()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page of the step, and how far the walk is."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.fillRect(self.rect(), look.colour("paper"))
        if not self.course.is_over:
            self._page().paint(painter)
        base = self.height() - scale(51)
        painter.setFont(scale.font(look, "text", 30))
        painter.setPen(look.colour("ink2"))
        painter.drawText(QPointF(scale(SIDE), base), self.progress)
        if self.said and not self.are_tools_shown:
            font = scale.font(look, "text", 26)
            room = self.next.x() - scale(SIDE + 260)
            painter.setFont(font)
            painter.setPen(look.colour("ink3"))
            box = QRectF(scale(SIDE + 230), base - scale(40), room, scale(60))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided(self.said, font, room))
        painter.end()

    # -- tools that come and go

    @property
    def are_tools_shown(self) -> bool:
        """Whether the tools can be seen now."""
        return not self.leave.isHidden()

    def reveal(self) -> None:
        """Show what can be done, for a while."""
        self.unsetCursor()
        for one in (*self.tools, self.shorter, self.longer):
            one.show()
        self._resting.start()
        self.update()

    def _rest(self) -> None:
        focus = QApplication.focusWidget()
        tools = (*self.tools, self.shorter, self.longer)
        if focus in tools or any(one.underMouse() for one in tools):
            self._resting.start()
            return
        for one in tools:
            one.hide()
        if not self.course.is_over:
            self.setCursor(Qt.CursorShape.BlankCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pointer that moves shows the tools."""
        self.reveal()

    # -- the way of Tab

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the answers, or the audit, over what comes next to the tools and the timer."""
        self.reveal()
        inside = [*self.board.choices, self.board.field, self.board.skip] if self.board.isVisible() else []
        if self._audit is not None and self._audit.isVisible():
            inside = [self._audit.list, *self._audit.rows]
        tools = (self.next, *self.tools, self.clock, self.shorter, self.longer)
        way = [one for one in (*inside, *tools) if one.isVisible() and one.isEnabled()]
        now = QApplication.focusWidget()
        at = way.index(now) + (1 if forward else -1) if now in way else (0 if forward else -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        way[at % len(way)].setFocus(reason)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the window becomes full screen or not by other hands."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.lay_out()
