"""The rows of the numbers: a figure with its name, today and if done; a likely walk."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.journey import Journey
from model.numbers import Figure, LikelyWalk
from model.numbers.walks import in_runs
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import mood_says, mood_token
from widgets.numbers.said import is_better, name_of_figure, scale_of, value_says

HIGH, WITH_COVERAGE, WALK = 40, 52, 50
COUNTING = 400
"""How long a figure counts up or down when something is supposed, ms."""
TODAY, ARROW, DONE = 148, 112, 90
"""From the right edge to where what is today ends, to the arrow, and how wide what is if done may be, px."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ENDS = {"done": "done", "gave_up": "gives up", None: "ends"}


class FigureRow(Pressable):
    """One figure: its name and unit, its value; while something is supposed, today's value and then the other."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.figure: Figure | None = None
        self.before: float | None = None
        self.is_supposed = False
        self.names = "Today", "If done"
        """What the two values are called where there are two."""
        self._shown: float | None = None
        self._count = QVariantAnimation(self, duration=COUNTING)
        self._count.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._count.valueChanged.connect(self._pass)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure as it is."""
        self._count.stop()
        self.figure, self.is_supposed, self._shown = figure, False, figure.value
        self._say()

    def show_supposed(self, before: Figure, after: Figure) -> None:
        """Show a figure as it is today and as it would be; it counts from what stood here before."""
        start = self._shown if self.is_supposed else before.value
        self.figure, self.before, self.is_supposed = after, before.value, True
        self._count.stop()
        end = after.value
        if self.look.reduced_motion or start is None or end is None or start == end or not self.isVisible():
            self._shown = end
        else:
            self._shown = start
            self._count.setStartValue(float(start))
            self._count.setEndValue(float(end))
            self._count.start()
        self._say()

    def _pass(self, value: float) -> None:
        self._shown = value
        self.update()

    @property
    def coverage(self) -> str:
        """How much of what it counts is known, where not all is; or why it cannot be told."""
        figure = self.figure
        if figure is None:
            return ""
        return figure.note if figure.value is None else figure.coverage if figure.known < figure.of else ""

    @property
    def shown(self) -> tuple[str, str, str]:
        """What stands in the row: the unit, today’s value while something is supposed, and the value now."""
        if self.figure is None:
            return "", "", ""
        scale, unit = scale_of(self.figure, self.figure.value, self.before if self.is_supposed else None)
        now = value_says(self.figure, self._shown, scale)
        return unit, value_says(self.figure, self.before, scale) if self.is_supposed else "", now

    def _say(self) -> None:
        if self.figure is None:
            return
        unit, before, _ = self.shown
        scale, _ = scale_of(self.figure, self.figure.value, self.before if self.is_supposed else None)
        now = value_says(self.figure, self.figure.value, scale)
        first, second = (name.lower() for name in self.names)
        said = f"{first} {before}, {second} {now}" if self.is_supposed else now
        self.setAccessibleName(" ".join(part for part in (name_of_figure(self.figure), said, unit) if part))
        self.setAccessibleDescription(self.coverage)
        self.setToolTip(tip_of("Show how it is reckoned" if not self.isChecked() else "Close the formula"))
        self.setFixedHeight(WITH_COVERAGE if self.coverage else HIGH)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, WITH_COVERAGE if self.coverage else HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, unit, values and the hairline below."""
        figure = self.figure
        if figure is None:
            return
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        unit, before, now = self.shown
        pad, high = 6.0, HIGH - 1.0
        edge = self._paint_values(painter, self.width() - pad, high, before, now)
        metrics = QFontMetricsF(look.font("text"))
        name, units = name_of_figure(figure), QFontMetricsF(look.font("secondary"))
        room = edge - pad - 8 - (units.horizontalAdvance(unit) + 6 if unit else 0)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room + 0.5)
        painter.setFont(look.font("text"))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRectF(pad, 0, room + 2, high), LEFT, name)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        painter.drawText(QRectF(pad + metrics.horizontalAdvance(name) + 6, 1, 200, high), LEFT, unit)
        if self.coverage:
            painter.setFont(look.font("small"))
            small = QFontMetricsF(look.font("small"))
            words = small.elidedText(self.coverage, Qt.TextElideMode.ElideRight, self.width() - 2 * pad)
            painter.drawText(QRectF(pad, 30, self.width() - 2 * pad, 16), LEFT, words)
        painter.fillRect(QRectF(pad, self.height() - 1, self.width() - 2 * pad, 1), look.colour("rule"))
        self.paint_focus(painter)
        painter.end()

    def _paint_values(self, painter: QPainter, right: float, high: float, before: str, now: str) -> float:
        """The values from the right; returns where they begin."""
        look, figure = self.look, self.figure
        assert figure is not None
        verdict = is_better(figure, self.before, figure.value) if self.is_supposed else None
        token = "ink" if verdict is None else "pos" if verdict else "neg"
        painter.setFont(look.font("figure"))
        painter.setPen(look.colour(token if figure.value is not None else "ink3"))
        painter.drawText(QRectF(right - 160, 0, 160, high), RIGHT, now)
        if not self.is_supposed:
            return right - QFontMetricsF(look.font("figure")).horizontalAdvance(now)
        width = max(DONE, QFontMetricsF(look.font("figure")).horizontalAdvance(now) + 22)
        look.paint_icon(painter, "arrow-right", "ink3", QRectF(right - width, (high - 14) / 2, 14, 14))
        painter.setFont(look.font("figure_before"))
        painter.setPen(look.colour("ink3"))
        left = right - width - 8
        painter.drawText(QRectF(left - 140, 0, 140, high), RIGHT, before)
        return left - QFontMetricsF(look.font("figure_before")).horizontalAdvance(before)


class WalkRow(Pressable):
    """A walk that customers take: how many of them, by which touchpoints, how it ends and is remembered."""

    left = Signal()
    """Esc was pressed."""
    stepped = Signal(int)
    """The arrows want the next walk, or the one before."""

    def __init__(self, look: Look, journey: Journey, walk: LikelyWalk, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.walk = walk
        self.way = in_runs(map(journey.number_of, walk.touchpoints))
        count = len(walk.touchpoints)
        mood = walk.story.peak_end
        parts = [f"{count} contact{'' if count == 1 else 's'}", ENDS[walk.ends]]
        self.mood = mood
        self.words = " · ".join(parts)
        percent = walk.chance * 100
        self.chance = f"{percent:.0f} %" if percent >= 9.95 else f"{percent:.1f} %"
        self.setCheckable(True)
        self.setFixedHeight(WALK)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        remembered = "" if mood is None else f", remembered {mood_says(mood)}"
        self.setAccessibleName(f"{self.chance} of customers: {self.way}, {', '.join(parts)}{remembered}")
        self.setToolTip(tip_of(f"{self.way}\nShow this way on the map"))

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, WALK)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go through the walks, Esc gives the map back."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the share, the way, and below it what it comes to."""
        look, painter, pad = self.look, QPainter(self), 6.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.isChecked() or self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        painter.setFont(look.font("gap_row"))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRectF(pad, 6, 56, 20), LEFT, self.chance)
        left, room = pad + 58, self.width() - pad - 58 - pad
        role = "strong" if self.isChecked() else "text"
        painter.setFont(look.font(role))
        shown = QFontMetricsF(look.font(role)).elidedText(self.way, Qt.TextElideMode.ElideRight, room + 0.5)
        painter.drawText(QRectF(left, 6, room, 20), LEFT, shown)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        words = self.words + (" · remembered " if self.mood is not None else "")
        painter.drawText(QRectF(left, 26, room, 18), LEFT, words)
        if self.mood is not None:
            x = left + QFontMetricsF(look.font("secondary")).horizontalAdvance(words)
            painter.setFont(look.font("label"))
            painter.setPen(look.colour(mood_token(self.mood)))
            painter.drawText(QRectF(x, 26, 60, 18), LEFT, mood_says(self.mood))
        self.paint_focus(painter)
        painter.end()
