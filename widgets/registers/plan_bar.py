"""An initiative as a bar of the plan: dragged whole or by its ends, or moved by the arrow keys."""

from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from model.findings import Initiative
from model.plan import Span
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.registers.columns import day_says, one_line

HIGH, PAD, GRIP = 22, 9, 7
Part = Literal["start", "end", "whole"]
FAR_ENOUGH = 4


def moved(span: Span, part: Part, days: int) -> tuple[date, date]:
    """The days of a span after a part of it has moved; its ends never pass each other."""
    by = timedelta(days=days)
    if part == "whole":
        return span.starts + by, span.ends + by
    if part == "start":
        return min(span.starts + by, span.ends), span.ends
    return span.starts, max(span.ends + by, span.starts)


class PlanBar(Pressable):
    """One initiative over time."""

    dragged = Signal(object, int)
    """A part of it is dragged, so many px from where it was taken."""
    dropped = Signal(object, int)
    given_up = Signal()
    shifted = Signal(object, int)
    """The keys move a part of it, so many days."""
    stepped = Signal(int)

    radius = 4.0

    def __init__(
        self, look: Look, initiative: Initiative, span: Span, is_critical: bool, parent: QWidget
    ) -> None:
        super().__init__(look, parent)
        self.setMouseTracking(True)
        self.is_chosen = False
        self.is_dragging = False
        self._part: Part = "whole"
        self._from: float | None = None
        self.show_initiative(initiative, span, is_critical, "")

    def show_initiative(self, initiative: Initiative, span: Span, is_critical: bool, closes: str) -> None:
        """Show this state of the initiative."""
        self.initiative, self.span, self.is_critical = initiative, span, is_critical
        self.title = one_line(initiative.title) or "Untitled initiative"
        days = f"{day_says(span.starts)} – {day_says(span.ends)}"
        owner = one_line(initiative.owner)
        said = [self.title, days, owner, f"closes {closes}" if closes else ""]
        self.setAccessibleName(", ".join(one for one in said if one))
        self.setToolTip(tip_of("\n".join(one for one in said if one)))
        self.update()

    @property
    def holds_title(self) -> bool:
        """Whether it is long enough for its title."""
        metrics = QFontMetricsF(self.look.font("card_title"))
        return metrics.horizontalAdvance(self.title) <= self.width() - 2 * PAD

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, a dashed end where the day is a guess, and the title where it fits."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = "neg" if self.is_critical else "ink2"
        box = QRectF(self.rect()).adjusted(0, 0, 0, 0)
        is_guess = self.span.is_guessed_start or self.span.is_guessed_end
        if is_guess:
            pen = QPen(look.colour(token), 1.2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(look.colour("paper"))
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(token))
            painter.drawRoundedRect(box, 4, 4)
        if self.holds_title:
            painter.setFont(look.font("card_title"))
            painter.setPen(look.colour(token if is_guess else "paper"))
            painter.drawText(box.adjusted(PAD, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.title)
        if self.is_chosen or self.ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("paper"), 3.5))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
            painter.setPen(QPen(look.colour("ink"), look.ring if self.ringed else 1.5))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        painter.end()

    # -- the hand

    def _part_at(self, x: float) -> Part:
        if self.width() > 3 * GRIP and x <= GRIP:
            return "start"
        return "end" if x >= self.width() - GRIP else "whole"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an end, or of the whole bar."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._part, self._from = self._part_at(event.position().x()), event.globalPosition().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._from is None:
            is_end = self._part_at(event.position().x()) != "whole"
            self.setCursor(Qt.CursorShape.SplitHCursor if is_end else Qt.CursorShape.OpenHandCursor)
            super().mouseMoveEvent(event)
            return
        by = round(event.globalPosition().x() - self._from)
        if self.is_dragging or abs(by) >= FAR_ENOUGH:
            self.is_dragging = True
            self.setDown(False)
            self.dragged.emit(self._part, by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go there, or choose it."""
        start, was_dragging = self._from, self.is_dragging
        self._from, self.is_dragging = None, False
        if was_dragging and start is not None:
            self.dropped.emit(self._part, round(event.globalPosition().x() - start))
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move it by a day, with Ctrl by a week; Shift moves its end, Alt its start."""
        keys, key = event.modifiers(), event.key()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if key == Qt.Key.Key_Escape and self.is_dragging:
            self._from, self.is_dragging = None, False
            self.given_up.emit()
        elif step:
            part: Part = "end" if keys & Qt.KeyboardModifier.ShiftModifier else "whole"
            part = "start" if keys & Qt.KeyboardModifier.AltModifier else part
            self.shifted.emit(part, step * (7 if keys & Qt.KeyboardModifier.ControlModifier else 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
