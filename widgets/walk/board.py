"""The question of a step and its answers, large enough to be read and pressed from far away."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from model.questions.question import Answer, Option
from widgets.look import Look, tip_of
from widgets.marks import MARKS
from widgets.walk.knobs import Knob, Tool
from widgets.walk.lines import Lines, Scale

KEYS = "123456789"
HIGH, GAP, MOST, LEAST_FIELD = 60, 12, 620, 340
"""The height of an answer, what is between two, the most that one is wide, and the least of the field, px of 1080."""


class ChoiceKnob(Knob):
    """One answer that can be chosen, by a click or by its digit."""

    def __init__(self, look: Look, option: Option, key: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.option, self.key = option, key
        self.setAccessibleName(option.words)
        self.setToolTip(tip_of(option.words, key))
        self.most = float(MOST)

    def _before(self) -> float:
        return self.scale(22 + (30 if self.key else 0) + (46 if self.option.mark else 0))

    def _lines(self) -> Lines:
        room = self.scale(self.most) - self._before() - self.scale(24)
        return self.scale.lines(self.look, self.option.words, "button", 28, 34, room)

    def sizeHint(self) -> QSize:
        """As wide as its words, on several lines where they are long."""
        lines = self._lines()
        wide = self._before() + lines.width + self.scale(24)
        return QSize(round(wide + 1), round(max(self.scale(HIGH), lines.height + self.scale(24))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, digit, mark and words."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        ground = "ink" if is_on else "rule" if self.isDown() else "wash2" if self.hovered else "wash"
        painter.setPen(QPen(look.colour("ink" if is_on else "rule2"), max(1.0, scale(1.5))))
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.radius, self.radius)
        left, lines = scale(22), self._lines()
        if self.key:
            painter.setFont(scale.font(look, "text", 24))
            painter.setPen(look.colour("paper" if is_on else "ink3"))
            painter.drawText(
                QRectF(left, 0, scale(30), self.height()), Qt.AlignmentFlag.AlignVCenter, self.key
            )
            left += scale(30)
        if self.option.mark:
            MARKS[self.option.mark](painter, look, left + scale(16), self.height() / 2, scale(16))
        lines.room = lines.width
        top = (self.height() - lines.height) / 2
        lines.paint(painter, self._before(), top, look.colour("paper" if is_on else "ink"))
        self.paint_focus(painter)
        painter.end()


class AnswerLine(QLineEdit):
    """Where an answer is typed: Enter gives it, Esc takes it back."""

    given = Signal(str)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.scale = look, Scale(1.0)
        look.changed.connect(self.dress)

    def grow(self, scale: Scale) -> None:
        """Take the size of this scale."""
        self.scale = scale
        self.dress()

    def dress(self) -> None:
        """Take on the theme's colours at the present size."""
        look, scale = self.look, self.scale
        self.setFont(scale.font(look, "text", 28))
        high, pad, ring = round(scale(HIGH)), round(scale(20)), max(2, round(scale(3)))
        self.setStyleSheet(
            f"QLineEdit {{ background: {look.hex('wash')}; border: 1px solid {look.hex('rule2')};"
            f" border-radius: {round(scale(10))}px; padding: 0 {pad}px; font-size: {round(scale(28))}px;"
            f" min-height: {high - 2}px; max-height: {high - 2}px; }}"
            f"QLineEdit:focus {{ background: {look.hex('paper')}; border: {ring}px solid {look.hex('ink')};"
            f" padding: 0 {pad - ring + 1}px; min-height: {high - 2 * ring}px; max-height: {high - 2 * ring}px; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the answer, Esc takes it back; arrows up and down are the walk's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.given.emit(self.text().strip())
            else:
                self.given_up.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Board(QWidget):
    """A question with what can be chosen and what can be typed below it."""

    answered = Signal(object)
    """The value of the option that was chosen."""
    typed = Signal(str)
    given_up = Signal()
    """Typing was left without an answer."""
    skipped = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.scale = look, Scale(1.0)
        self.sentence, self.counted = "", (1, 1)
        self.choices: list[ChoiceKnob] = []
        self.field = AnswerLine(look, self)
        self.field.given.connect(self.typed)
        self.field.given_up.connect(self.given_up)
        self.skip = Tool(look, "↓", "Skip", self)
        self.skip.clicked.connect(self.skipped)
        self._complaint = ""
        look.changed.connect(self.update)

    # -- what is asked

    def ask(self, sentence: str, answer: Answer, options: Sequence[Option], counted: tuple[int, int]) -> None:
        """Ask this, with these answers."""
        is_new = sentence != self.sentence or list(options) != [knob.option for knob in self.choices]
        self.sentence, self.counted, self._complaint = sentence, counted, ""
        if is_new:
            self._offer(options, answer.takes_several)
        self.field.clear()
        self.field.setVisible(bool(answer.typed))
        self.field.setPlaceholderText(f"{answer.hint}  ↵" if answer.hint else "↵")
        self.field.setAccessibleName(sentence)
        self.skip.say("Go on" if answer.takes_several else "Skip")
        self.setAccessibleName(sentence)

    def _offer(self, options: Sequence[Option], are_several: bool) -> None:
        if any(old.hasFocus() for old in self.choices):
            self.parentWidget().setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[union-attr]
        for old in self.choices:
            old.hide()
            old.deleteLater()
        self.choices = []
        for place, option in enumerate(options):
            knob = ChoiceKnob(self.look, option, KEYS[place] if place < len(KEYS) else "", self)
            knob.setCheckable(are_several)
            knob.clicked.connect(lambda _=False, value=option.value: self.answered.emit(value))
            self.choices.append(knob)
            knob.show()

    def show_chosen(self, values: Collection[object]) -> None:
        """Show these answers as given, where several can be."""
        for knob in self.choices:
            if knob.isCheckable():
                knob.setChecked(knob.option.value in values)

    def complain(self, sentence: str) -> None:
        """Say in one sentence what is allowed; an empty one takes it back."""
        self._complaint = sentence
        self.update()

    @property
    def complaint(self) -> str:
        """What stands in the way of the answer, if anything."""
        return self._complaint

    def choose(self, number: int) -> bool:
        """Choose the answer with this digit, 1 for the first; says whether there is one."""
        if not 1 <= number <= min(len(self.choices), len(KEYS)):
            return False
        self.choices[number - 1].click()
        return True

    def begin_typing(self) -> bool:
        """Go to where the answer is typed; says whether it can be."""
        if self.field.isHidden():
            return False
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # -- its place

    def _heading(self, width: float) -> Lines:
        beside = self.skip.sizeHint().width() + self.scale(130)
        return self.scale.lines(self.look, self.sentence, "strong", 34, 44, width - beside)

    def lay_out(self, width: float, scale: Scale) -> float:
        """Place question and answers in this width; how high they are, px."""
        self.scale = scale
        self.skip.grow(scale)
        self.skip.move(round(width - self.skip.width()), round(scale(14)))
        x, y = 0.0, scale(16) + self._heading(width).height + scale(GAP)
        high, field = 0.0, scale(360)
        for knob in self.choices:
            knob.most = min(MOST, width / scale.unit)
            knob.grow(scale)
            if x and x + knob.width() > width:
                x, y, high = 0.0, y + high + scale(GAP), 0.0
            knob.move(round(x), round(y))
            x, high = x + knob.width() + scale(GAP), max(high, float(knob.height()))
        if not self.field.isHidden():
            self.field.grow(scale)
            if not self.choices:
                field = width
            elif x + scale(LEAST_FIELD) > width:
                x, y, high = 0.0, y + high + scale(GAP), 0.0
            self.field.setGeometry(
                round(x), round(y), round(min(max(field, scale(LEAST_FIELD)), width - x)), round(scale(HIGH))
            )
            high = max(high, scale(HIGH))
        return y + high + scale(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline, the question, its number, and what stands in the way."""
        look, scale, painter = self.look, self.scale, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), max(1.0, scale(1.5))), look.colour("rule"))
        self._heading(self.width()).paint(painter, 0, scale(16), look.colour("ink"))
        number, whole = self.counted
        if whole > 1:
            font = scale.font(look, "text", 24)
            said = f"{number} of {whole}"
            wide = QFontMetricsF(font).horizontalAdvance(said)
            painter.setFont(font)
            painter.setPen(look.colour("ink3"))
            painter.drawText(QPointF(self.skip.x() - wide - scale(14), scale(47)), said)
        if self._complaint:
            lines = scale.lines(look, self._complaint, "text", 24, 30, self.width())
            lines.paint(painter, 0, self.height() - scale(34), look.colour("neg"))
        painter.end()
