"""How it feels: moods of several people on one shared axis from angry to delighted."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.editors import Editor
from widgets.focus import BY_KEYBOARD, paint_ring
from widgets.look import Look, tip_of
from widgets.marks import mood_says, mood_token, paint_persona
from widgets.spoken import speak_as

LEFT, RIGHT, BARE = 94, 54, 16
"""Room for the name and for the figure, px."""
ROW, HEADER = 34, 24
AXIS = ((-2.0, "Angry"), (0.0, "Neutral"), (2.0, "Delighted"))
NO_PERSONA = ""


def axis_x(width: int, mood: float, left: int = LEFT) -> float:
    """Where a mood stands on an axis in a row of this width."""
    return left + (mood + 2) / 4 * (width - left - RIGHT)


def _paint_grid(
    painter: QPainter, look: Look, width: int, top: float, bottom: float, left: int = LEFT
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for mood in (-2, -1, 0, 1, 2):
        pen = QPen(look.colour("rule"), 1)
        if mood:
            pen.setDashPattern([1, 3])
        painter.setPen(pen)
        x = round(axis_x(width, mood, left))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class _Axis(QWidget):
    """The words above the axis."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.left = look, LEFT
        self.setFixedHeight(HEADER)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the three words where they belong."""
        painter = QPainter(self)
        painter.setFont(self.look.font("small"))
        painter.setPen(self.look.colour("ink3"))
        metrics = QFontMetricsF(self.look.font("small"))
        for mood, word in AXIS:
            half = metrics.horizontalAdvance(word) / 2 + 1
            x = axis_x(self.width(), mood, self.left)
            painter.drawText(QRectF(x - half, 0, 2 * half, 16), Qt.AlignmentFlag.AlignCenter, word)
        _paint_grid(painter, self.look, self.width(), 18, HEADER, self.left)
        painter.end()


class ScoreRow(QWidget):
    """One mood, −2 to 2: drag, click, 1–5, arrows; Backspace unsets it."""

    scored = Signal(object)
    """The new mood, or None; while dragging only at the release."""

    def __init__(
        self,
        look: Look,
        name: str,
        token: str = "ink",
        disc: bool = True,
        hollow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.key = look, ""
        self.value: float | None = None
        self.differs = self._has_been_shown = False
        self._dragged: float | None = None
        self._called: tuple[str, str, bool, bool] | None = None
        self.ringed = False
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        speak_as(self, QAccessible.Role.Slider)
        self.call(name, token, disc, hollow)
        look.changed.connect(self.update)

    def call(self, name: str, token: str = "ink", disc: bool = True, hollow: bool = False) -> None:
        """Be the mood of somebody, or of somebody else."""
        called = name, token, disc, hollow
        if called == self._called:
            return
        self._called = called
        self.name, self.token, self.disc, self.hollow = called
        self.left = LEFT if name else BARE
        self.setAccessibleName(name or "Mood")
        self.setToolTip(tip_of(f"{name}: drag, or type 1 to 5" if name else "Drag, or type 1 to 5"))
        self.update()

    def let_go(self) -> None:
        """Drop what is being dragged."""
        self._dragged = None
        self.update()

    def sizeHint(self) -> QSize:
        """A row."""
        return QSize(288, ROW)

    def show_value(self, value: float | None, differs: bool = False) -> None:
        """Show this mood, or that nobody said, unless it is being dragged."""
        if self._has_been_shown and (value, differs) == (self.value, self.differs):
            return
        self.value, self.differs, self._has_been_shown = value, differs, True
        self.setAccessibleDescription("Not set" if value is None else mood_says(value))
        self.update()

    @property
    def shown(self) -> float | None:
        """The mood as it is painted now."""
        return self._dragged if self._dragged is not None else self.value

    def says(self) -> str:
        """The figure as it is painted now."""
        if self.differs and self._dragged is None:
            return "Differs"
        return "Not set" if self.shown is None else mood_says(self.shown)

    def _x(self, mood: float) -> float:
        return axis_x(self.width(), mood, self.left)

    # -- hands

    def _mood_at(self, event: QMouseEvent) -> float:
        share = (event.position().x() - self.left) / max(1, self.width() - self.left - RIGHT)
        step = 0.5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.1
        mood = round((share * 4 - 2) / step) * step
        return round(max(-2.0, min(2.0, mood)), 1) + 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the disc where the axis is pressed."""
        on_axis = self.left - 12 <= event.position().x() <= self.width() - RIGHT + 12
        if event.button() == Qt.MouseButton.LeftButton and on_axis:
            self._dragged = self._mood_at(event)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the disc."""
        if self._dragged is not None:
            self._dragged = self._mood_at(event)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the mood where it was let go."""
        if self._dragged is not None and event.button() == Qt.MouseButton.LeftButton:
            mood, self._dragged = self._mood_at(event), None
            self.update()
            self._tell(mood)

    def _tell(self, mood: float | None) -> None:
        is_new = mood != self.value or self.differs
        self.show_value(mood)
        if is_new:
            self.scored.emit(mood)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–5 are −2…+2, arrows 0.1, Backspace unsets, Esc lets go of a drag."""
        key = event.key()
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self._tell(float(key - Qt.Key.Key_3))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 0.1 if key == Qt.Key.Key_Right else -0.1
            self._tell(round(max(-2.0, min(2.0, (self.value or 0.0) + step)), 1) + 0.0)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._tell(None)
        elif key == Qt.Key.Key_Escape and self._dragged is not None:
            self.let_go()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the keyboard brought us here."""
        self.ringed = event.reason() in BY_KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.ringed = False
        self.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, axis, bar, disc and figure."""
        look, painter = self.look, QPainter(self)
        _paint_grid(painter, look, self.width(), 0, ROW, self.left)
        self._paint_name(painter)
        middle, mood = ROW / 2, self.shown
        left, right = self._x(-2), self._x(2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("wash2"))
        painter.drawRoundedRect(QRectF(left, middle - 2, right - left, 4), 2, 2)
        painter.fillRect(QRectF(round(self._x(0)), middle - 2, 1, 4), look.colour("rule"))
        if mood is not None and not (self.differs and self._dragged is None):
            self._paint_disc(painter, mood, middle)
        painter.setFont(self.figure_font)
        painter.setPen(look.colour(self._figure_token()))
        box = QRectF(right + 4, 0, self.width() - right - 4, ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.says())
        if self.ringed:
            paint_ring(painter, look, QRectF(self.rect()).adjusted(-0, 1, 0, -1), 6)
        painter.end()

    @property
    def figure_font(self) -> QFont:
        """The font of the figure; what is said in its place where records differ is slanted, as in other fields."""
        font = QFont(self.look.font("score" if self.shown is not None else "secondary"))
        font.setItalic(self.differs and self._dragged is None)
        return font

    def _figure_token(self) -> str:
        if self.shown is None:
            return "ink3"
        return "ink" if self.hollow else mood_token(self.shown)

    def _paint_name(self, painter: QPainter) -> None:
        look, left = self.look, 0
        if self.disc:
            paint_persona(painter, look, 9, ROW / 2, 9, self.name, self.token)
            left = 25
        painter.setFont(look.font("text"))
        painter.setPen(look.colour("ink"))
        metrics = QFontMetricsF(look.font("text"))
        room = self.left - left - 10
        shown = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room + 2, ROW), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_disc(self, painter: QPainter, mood: float, middle: float) -> None:
        look, x, zero = self.look, self._x(mood), self._x(0)
        if self.hollow:
            painter.setPen(QPen(look.colour("ink"), 2))
            painter.setBrush(look.colour("paper"))
            painter.drawEllipse(QPointF(x, middle), 6, 6)
            return
        painter.setBrush(look.colour(mood_token(mood)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(min(x, zero), middle - 2, abs(x - zero), 4))
        painter.setBrush(look.colour("paper"))
        painter.drawEllipse(QPointF(x, middle), 10.5, 10.5)
        painter.setBrush(look.colour(mood_token(mood)))
        painter.drawEllipse(QPointF(x, middle), 8.5, 8.5)


class Scored(NamedTuple):
    """Whose mood a row is, and how it looks."""

    key: str
    name: str
    token: str = "ink"
    disc: bool = True
    hollow: bool = False


class Score(Editor):
    """Several moods below one axis; `scored` tells whose and which."""

    scored = Signal(str, object)

    def __init__(self, look: Look, label: str = "", tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, label, tip, parent)
        self.rows: dict[str, ScoreRow] = {}
        self._spare: list[ScoreRow] = []
        """Rows that were needed for others; they are hidden."""
        self.stack = QVBoxLayout()
        self.stack.setSpacing(0)
        self.axis = _Axis(look, self)
        self.stack.addWidget(self.axis)
        self.column.addLayout(self.stack)

    def add_row(
        self, key: str, name: str, token: str = "ink", disc: bool = True, hollow: bool = False
    ) -> ScoreRow:
        """One more row, for this key."""
        if self._spare:
            row = self._spare.pop()
            row.call(name, token, disc, hollow)
            row.show()
        else:
            row = ScoreRow(self.look, name, token, disc, hollow, self)
            row.scored.connect(lambda mood: self._tell(row.key, mood))
            self.stack.addWidget(row)
        row.key, self.rows[key] = key, row
        self.axis.left = row.left
        if not self.focusProxy():
            self.setFocusProxy(row)
        return row

    def show_rows(self, rows: Sequence[Scored]) -> None:
        """Have exactly these rows, from the top."""
        kept, self.rows = [*self.rows.values(), *reversed(self._spare)], {}
        for row in kept[len(rows) :]:
            row.hide()
        self._spare = kept[::-1]
        for one in rows:
            self.add_row(*one)

    def give_up(self) -> None:
        """Drop what is being dragged."""
        super().give_up()
        for row in self.rows.values():
            row.let_go()

    def _tell(self, key: str, mood: object) -> None:
        self.scored.emit(key, mood)
        if key == NO_PERSONA:
            self.edited.emit(mood)

    def show_mood(self, key: str, mood: float | None, differs: bool = False) -> None:
        """Show this mood in the row of this key."""
        if key in self.rows:
            self.rows[key].show_value(mood, differs)

    def show_value(self, value: object) -> None:
        """Show a mood in the only row."""
        self.show_mood(NO_PERSONA, float(value) if isinstance(value, int | float) else None)
        self.complain("")

    def show_differs(self) -> None:
        """Show that several records differ."""
        self.show_mood(NO_PERSONA, None, True)


def mood_field(look: Look, label: str, tip: str = "", parent: QWidget | None = None) -> Score:
    """A score of one mood."""
    score = Score(look, label, tip, parent)
    score.add_row(NO_PERSONA, "", disc=False)
    return score
