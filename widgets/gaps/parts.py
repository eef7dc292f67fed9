"""Parts of an open gap: its severity, where it is, and the arithmetic of the rules."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.gaps import Gap
from model.gaps.severity import Arithmetic
from model.journey import Journey
from model.records import Channel, Handover, Phase, Touchpoint
from model.spoken import name_of
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import MARKS, level_of, mood_token, paint_pill, paint_squares, pill_width

PAD = 6


class Severity(QWidget):
    """The large figure with its squares and word, and who gave it at the right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.given = look, ""
        self.severity: float | None = None
        self.setFixedHeight(52)
        look.changed.connect(self.update)

    def say(self, severity: float | None, given: str) -> None:
        """Show this severity and who gave it; None where nobody has."""
        self.severity, self.given = severity, given
        level = level_of(severity)[1] if severity is not None else "not judged"
        self.setAccessibleName(
            f"Severity {severity:.0f}, {level}, {given}" if severity is not None else level
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint figure, squares, word and who gave it."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        level, word = level_of(self.severity) if self.severity is not None else (0, "Not judged yet")
        token = "neg" if level >= 3 else "ink"
        figure = f"{self.severity:.0f}" if self.severity is not None else "–"
        painter.setFont(look.font("gap_figure"))
        painter.setPen(look.colour(token))
        painter.drawText(QRectF(0, -2, 110, 54), Qt.AlignmentFlag.AlignVCenter, figure)
        x = QFontMetricsF(look.font("gap_figure")).horizontalAdvance(figure) + 12
        if level:
            paint_squares(painter, look, round(x), 11, level, 9.0)
        painter.setFont(look.font("card_title"))
        painter.setPen(look.colour(token if level else "ink3"))
        painter.drawText(QRectF(x, 24, 160, 18), Qt.AlignmentFlag.AlignVCenter, word)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        box = QRectF(self.width() - 110, 6, 110, 40)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(box, right | Qt.TextFlag.TextWordWrap, self.given)
        painter.end()


class PlaceRow(Pressable):
    """A line that leads to a record the gap is about: number or mark, name, and where it is."""

    def __init__(self, look: Look, journey: Journey, record: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.record, self.mark, self.number, self.token = record, "", "", "ink"
        self.pill: str | None = None
        self.where = ""
        found = journey.store.get(record)
        self.words = (name_of(found) if found is not None else "") or "Untitled"
        if isinstance(found, Touchpoint):
            felt = journey.felt(found)
            self.number = str(journey.number_of(record))
            self.pill = mood_token(felt) if felt is not None else None
            channel = journey.store.find(Channel, journey.channel_of(found))
            self.where = channel.title if channel is not None else ""
        elif isinstance(found, Handover):
            self.mark = found.quality if found.quality in MARKS else ""
            self.token = "neg" if found.quality == "fails" else "ink"
            ends = [
                str(journey.number_of(one)) for one in (found.source, found.target) if one in journey.store
            ]
            self.words = name_of(found) or "Handover"
            self.where = " → ".join(ends)
        elif isinstance(found, Phase):
            self.where = f"Phase {1 + journey.phases.index(record)}"
        self.setFixedHeight(29)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(one for one in (self.number, self.words, self.where) if one))
        self.setToolTip(tip_of(self.words))

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(200, 29)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line from both ends, the name between."""
        look, painter, middle = self.look, QPainter(self), self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2" if self.isDown() else "wash"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        x = float(PAD)
        if self.number:
            width = pill_width(look, self.number)
            paint_pill(painter, look, QRectF(x, middle - 9, width, 18), self.number, self.pill)
        elif self.mark:
            MARKS[self.mark](painter, look, x + 12, middle, 7)
        x += 32
        small = QFontMetricsF(look.font("secondary"))
        right = self.width() - PAD - min(small.horizontalAdvance(self.where), self.width() * 0.4)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        shown = small.elidedText(self.where, Qt.TextElideMode.ElideRight, self.width() * 0.4)
        painter.drawText(
            QRectF(right, 0, self.width() * 0.4, self.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        font = look.font("strong" if self.token == "neg" else "text")
        painter.setFont(font)
        painter.setPen(look.colour(self.token))
        shown = QFontMetricsF(font).elidedText(self.words, Qt.TextElideMode.ElideRight, right - x - 8)
        painter.drawText(QRectF(x, 0, right - x, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()


class Sum(QWidget):
    """The arithmetic of a severity, line by line: what and why, its value, its weight, what that makes."""

    HIGH, LAST = 42, 30

    def __init__(self, look: Look, figures: Arithmetic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.rows = look, rows_of(figures)
        self.setFixedHeight(self.HIGH * (len(self.rows) - 1) + self.LAST)
        self.setAccessibleName(" ".join(figures.lines))
        self.setToolTip(tip_of("\n".join(figures.lines)))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, a hairline above the last."""
        look, painter, width = self.look, QPainter(self), self.width()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, (name, why, *figures) in enumerate(self.rows):
            y, is_last = place * self.HIGH, place == len(self.rows) - 1
            if is_last:
                painter.fillRect(QRectF(0, y, width, 1), look.colour("rule"))
            first = QRectF(0, y + (6 if is_last else 3), width - 156, 18)
            self._line(painter, first, name, "text", "ink")
            self._line(painter, QRectF(0, y + 21, width, 16), why, "secondary", "ink3")
            for text, left, wide, token in zip(
                figures, (152, 104, 46), (46, 56, 46), ("ink3", "ink3", "ink"), strict=True
            ):
                painter.setFont(look.font("strong" if token == "ink" else "text"))
                painter.setPen(look.colour(token))
                painter.drawText(QRectF(width - left, first.y(), wide, 18), right, text)
        painter.end()

    def _line(self, painter: QPainter, box: QRectF, text: str, role: str, token: str) -> None:
        font = self.look.font(role)
        painter.setFont(font)
        painter.setPen(self.look.colour(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def rows_of(figures: Arithmetic) -> list[tuple[str, str, str, str, str]]:
    """The lines of the sum: name, why, value, weight and product of each; the last one is the severity."""
    weights = figures.weights
    rows = [
        ("Pain", figures.pain_from, figures.pain, weights.pain),
        ("Reach", figures.reach_from, figures.reach, weights.reach),
        ("Hidden", figures.hidden_from, figures.hidden, weights.hidden),
    ]
    lines = [
        (
            name,
            why[:1].upper() + why[1:],
            f"{value:.2f}",
            f"× {100 * weight:g}",
            f"{100 * value * weight:.1f}",
        )
        for name, why, value, weight in rows
    ]
    plain = sum(100 * value * weight for _, _, value, weight in rows)
    if not figures.moment:
        return [*lines, ("Together", "", "", "", f"{figures.severity:.0f}")]
    name = "With a moment, capped" if figures.sum > 100 else "With a moment that matters"
    return [*lines, (name, "", f"{plain:.1f}", f"× {weights.moment:g}", f"{figures.severity:.0f}")]


def given_by(gap: Gap) -> str:
    """Who gave the severity that ranks a gap."""
    if gap.given is not None:
        return "Given by\nthe room"
    return "By the\nrules" if gap.computed is not None else ""
