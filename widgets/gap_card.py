"""The card of one gap in the strip below the map."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from model.gaps import Gap
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import level_of, paint_pill, paint_squares, pill_width, squares_width
from widgets.words import Words

CARD_WIDTH, CARD_HEIGHT = 170, 86
MOST_PILLS = 3


class GapCard(Pressable):
    """One gap: severity, title, kind, and the numbers of the touchpoints it is about."""

    radius = 4.0

    def __init__(self, look: Look, gap: Gap, kind: str, numbers: list[int], parent: QWidget) -> None:
        super().__init__(look, parent)
        self.gap, self.kind, self.numbers = gap, kind, numbers
        self.is_chosen = self.is_touched = False
        self.setFixedSize(CARD_WIDTH, CARD_HEIGHT)
        self.title = Words(look, "", "card_title", lines=2, parent=self)
        self.title.setGeometry(11, 32, CARD_WIDTH - 20, 32)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._say()

    def tell(self, gap: Gap, kind: str, numbers: list[int]) -> None:
        """Tell of this gap, which may be another one than before."""
        is_as_before = (gap, kind) == (self.gap, self.kind)
        if is_as_before and numbers == self.numbers:
            return
        self.gap, self.kind, self.numbers = gap, kind, numbers
        if not is_as_before:
            self._say()
        self.update()

    def mark(self, is_chosen: bool, is_touched: bool) -> None:
        """Ring it where it is open or selected, or where something that it is about is."""
        if (is_chosen, is_touched) != (self.is_chosen, self.is_touched):
            self.is_chosen, self.is_touched = is_chosen, is_touched
            self.update()

    def _say(self) -> None:
        gap = self.gap
        self.title.say(gap.title or "Untitled gap")
        said = [self.figure, self.level, gap.title, self.kind]
        self.setAccessibleName(", ".join(part for part in said if part and part != "–"))
        self.setToolTip(
            tip_of("\n".join(p for p in (gap.title, f"{self.figure} {self.level}".strip("– ")) if p))
        )

    @property
    def figure(self) -> str:
        """The severity as it is shown."""
        return f"{self.gap.severity:.0f}" if self.is_judged else "–"

    @property
    def is_judged(self) -> bool:
        """Whether anybody, the room or the rules, has said how bad it is."""
        return self.gap.given is not None or self.gap.computed is not None

    @property
    def level(self) -> str:
        """The word of the severity, if it has one."""
        return level_of(self.gap.severity)[1] if self.is_judged else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, figure, squares, kind and pills."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        level = level_of(self.gap.severity)[0] if self.is_judged else 0
        is_critical = level == 4
        line = "neg" if is_critical else "rule2" if self.hovered else "rule"
        pen = QPen(look.colour("ink"), 2) if self.is_chosen else QPen(look.colour(line), 1)
        half = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(look.colour("negTT" if is_critical else "wash2" if self.isDown() else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)
        if self.is_touched and not self.is_chosen:
            painter.setPen(QPen(look.colour("ink"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2.5, 2.5)
        painter.setFont(look.font("figure"))
        painter.setPen(look.colour("neg" if is_critical else "ink" if level else "ink3"))
        painter.drawText(QRectF(11, 6, 60, 26), Qt.AlignmentFlag.AlignVCenter, self.figure)
        if level:
            paint_squares(painter, look, CARD_WIDTH - 11 - squares_width(), 13, level)
        self._paint_foot(painter)
        self.paint_focus(painter)
        painter.end()

    def _paint_foot(self, painter: QPainter) -> None:
        look, right = self.look, CARD_WIDTH - 9.0
        shown = [str(number) for number in self.numbers[:MOST_PILLS]]
        if len(self.numbers) > MOST_PILLS:
            shown = [*shown[: MOST_PILLS - 1], f"+{len(self.numbers) - MOST_PILLS + 1}"]
        for number in reversed(shown):
            width = pill_width(look, number) - 4
            right -= width
            paint_pill(painter, look, QRectF(right, 66, width, 14), number, None, "key")
            right -= 1
        metrics = QFontMetricsF(look.font("small"))
        text = metrics.elidedText(" ".join(self.kind.split()), Qt.TextElideMode.ElideRight, right - 16)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink3"))
        painter.drawText(QRectF(11, 64, right - 11, 18), Qt.AlignmentFlag.AlignVCenter, text)
