"""A KPI as a box of its chain: what it is, now and wanted, with its readings; a hand can pull a line out of it."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from model.findings import Kpi
from widgets.fields import number_says
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.registers.columns import one_line
from widgets.registers.sparkline import paint_sparkline

HIGH, PAD = 54, 12
SPARK = 52.0
FADED = 0.3
FAR_ENOUGH = 6
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def now_and_target(kpi: Kpi) -> tuple[str, str]:
    """What a KPI is and what it is to be, each with its unit where it is short."""
    unit = one_line(kpi.unit)
    unit = f" {unit}" if unit else ""
    now = "–" if kpi.now is None else number_says(kpi.now)
    target = "" if kpi.target is None else number_says(kpi.target)
    return (now if target else now + unit), (target + unit if target else "")


class KpiBox(Pressable):
    """One KPI; the arrows go to its neighbours, a click or Enter chooses it."""

    pulled = Signal(QPointF)
    """A line is pulled out of it, to this place in it."""
    dropped = Signal(QPointF)
    stepped = Signal(int, int)
    """The keys want the neighbour: so many columns and rows on."""
    pointed = Signal(bool)
    given_up = Signal()

    def __init__(self, look: Look, kpi: Kpi, pays: bool, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.kpi, self.pays = kpi, pays
        self.is_chosen = self.is_faded = self.is_aim = False
        self._press: QPointF | None = None
        self.is_pulling = False
        self.show_kpi(kpi, pays)

    def show_kpi(self, kpi: Kpi, pays: bool) -> None:
        """Show this state of the KPI."""
        self.kpi, self.pays = kpi, pays
        now, target = now_and_target(kpi)
        figures = f"{now} → {target}" if target else now
        note = "" if pays else "No chain leads from here to a financial KPI"
        title = one_line(kpi.title) or "Untitled KPI"
        self.setAccessibleName(", ".join(one for one in (title, figures, note) if one))
        self.setToolTip(tip_of("\n".join(one for one in (title, figures, note) if one)))
        self.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, title, figures and readings."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(FADED if self.is_faded else 1.0)
        is_ringed = self.is_chosen or self.is_aim
        line = "ink" if is_ringed else "ink3" if self.hovered else "rule2"
        pen = QPen(look.colour(line), 2 if is_ringed else 1)
        if not self.pays:
            pen.setDashPattern([4 / pen.widthF(), 3 / pen.widthF()])
        half = pen.widthF() / 2
        is_money = self.kpi.level == "financial"
        painter.setPen(pen)
        painter.setBrush(look.colour("posT" if is_money else "wash2" if self.isDown() else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)
        has_line = bool(self.kpi.readings)
        right = self.width() - PAD - (SPARK + 8 if has_line else 0)
        self._words(
            painter, one_line(self.kpi.title) or "Untitled KPI", QRectF(PAD, 8, self.width() - 2 * PAD, 18)
        )
        self._paint_figures(painter, QRectF(PAD, 28, right - PAD, 18), is_money)
        if has_line:
            paint_sparkline(painter, look, self.kpi, QRectF(self.width() - PAD - SPARK, 29, SPARK, 16))
        painter.setOpacity(1.0)
        self.paint_focus(painter)
        painter.end()

    def _words(self, painter: QPainter, words: str, box: QRectF) -> None:
        font = self.look.font("strong")
        painter.setFont(font)
        painter.setPen(self.look.colour("ink"))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 0.5)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_figures(self, painter: QPainter, box: QRectF, is_money: bool) -> None:
        look, (now, target) = self.look, now_and_target(self.kpi)
        first, second = ("score", "score") if is_money else ("secondary", "card_title")
        parts = [(now, first, "ink3" if not is_money else "ink2")]
        if target:
            parts += [("  →  ", "secondary", "ink3"), (target, second, "pos")]
        if not self.pays:
            parts.append(("   nice to have", "secondary", "ink3"))
        x = box.left()
        for words, role, token in parts:
            metrics = QFontMetricsF(look.font(role))
            room = box.right() - x
            if room < 8:
                return
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room + 0.5)
            painter.setFont(look.font(role))
            painter.setPen(look.colour(token))
            painter.drawText(
                QRectF(x, box.top(), room + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, shown
            )
            x += metrics.horizontalAdvance(shown)

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold: of a click, or of a line."""
        self._press = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull a line out of the box."""
        far = self._press is not None and (event.position() - self._press).manhattanLength() >= FAR_ENOUGH
        if self.is_pulling or far:
            self.is_pulling = True
            self.setDown(False)
            self.pulled.emit(event.position())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the line go, or click."""
        was_pulling, self.is_pulling, self._press = self.is_pulling, False, None
        if was_pulling:
            self.dropped.emit(event.position())
        else:
            super().mouseReleaseEvent(event)

    def enterEvent(self, event) -> None:
        """Light the chain."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event) -> None:
        """Light it no more."""
        super().leaveEvent(event)
        self.pointed.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go on, Enter chooses, Esc lets a pulled line go."""
        if event.key() == Qt.Key.Key_Escape and self.is_pulling:
            self.is_pulling, self._press = False, None
            self.given_up.emit()
        elif Qt.Key(event.key()) in STEPS:
            self.stepped.emit(*STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
