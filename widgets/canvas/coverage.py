"""Evidence coverage over the map: cards shaded by how many kinds of evidence support them; never printed."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from model.coverage import Coverage, coverage_of
from model.drawing.theme import THEMES, mixed
from model.records import Handover, Touchpoint
from model.spoken import counted, name_of
from model.store import Commit
from widgets.canvas.rings import RADIUS
from widgets.canvas.view import Canvas
from widgets.inspector.fields import words_of
from widgets.look import Look, tip_of

FOLLOWED = {"evidence", "touchpoint", "handover", "moment", "pain_point", "promise", "named_gap"}
NEAR = 0.35
"""From this zoom on marks of handovers are ringed, and cards keep their round corners."""


def shade(look: Look, level: int) -> QColor:
    """The ground of a card with so many kinds of evidence, from warm grey to grey; none for none."""
    theme = THEMES[look.theme]
    if look.theme == "light":
        tokens = {1: theme["wash2"], 2: theme["rule"], 3: mixed(theme["rule"], theme["rule2"], 0.62)}
    else:
        tokens = {1: theme["wash2"], 2: mixed(theme["wash2"], theme["rule"], 0.8)}
        tokens[3] = mixed(theme["rule"], theme["rule2"], 0.25)
    return QColor(tokens.get(level, theme["paper"]))


def hatch(look: Look) -> QBrush:
    """The lines over what only old evidence supports."""
    return QBrush(look.colour("ink3"), Qt.BrushStyle.BDiagPattern)


def in_words(found: Coverage) -> str:
    """A coverage for people: kinds, newest day, sample."""
    if not found.pieces:
        return "No evidence"
    kinds = ", ".join(sorted(words_of(one).lower() for one in found.kinds))
    parts = [f"{counted(len(found.kinds), 'kind')} of evidence: {kinds}"]
    if found.newest is not None:
        old = ", older than a year" if found.is_stale else ""
        parts.append(f"newest of {found.newest.day} {found.newest:%b %Y}{old}")
    else:
        parts.append("without a date")
    if found.sample_size:
        parts.append(f"{found.sample_size:,} asked or counted")
    return "\n".join(parts)


class CoverageShades(QObject):
    """Shades the cards of a canvas while it is on; it follows the map."""

    changed = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self._kept: dict[str, Coverage] = {}
        self._today = date.today()
        canvas.over.append(self.paint)
        canvas.viewport().installEventFilter(self)
        canvas.store.committed.connect(self._follow)
        canvas.viewport().update()

    def end(self) -> None:
        """Shade nothing any more."""
        self.canvas.over.remove(self.paint)
        self.canvas.viewport().removeEventFilter(self)
        self.canvas.store.committed.disconnect(self._follow)
        self.canvas.viewport().update()
        self.deleteLater()

    def _follow(self, commit: Commit) -> None:
        if any(change.kind in FOLLOWED for change in commit.patch):
            self._kept.clear()
            self.canvas.viewport().update()
            self.changed.emit()

    def of(self, record: str) -> Coverage:
        """What evidence supports a record, as things stand."""
        if self._today != date.today():
            self._today = date.today()
            self._kept.clear()
        found = self._kept.get(record)
        if found is None:
            found = self._kept[record] = coverage_of(self.canvas.journey, record, self._today)
        return found

    # -- painting

    def paint(self, painter: QPainter) -> None:
        """Shade every card in sight, and ring the marks of handovers."""
        canvas = self.canvas
        near = canvas.camera.zoom >= NEAR
        grounds: dict[int, list[QRectF]] = {}
        old: list[QRectF] = []
        bare: list[QRectF] = []
        for one in canvas.cards_near(canvas.map_rect()):
            card, found = canvas.camera.rect(canvas.layout_.card(one)), self.of(one)
            if found.pieces:
                grounds.setdefault(found.level, []).append(card)
            else:
                bare.append(card)
            if found.is_stale:
                old.append(card)
        self._fill(painter, grounds, near)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatch(canvas.look))
        painter.setOpacity(0.5)
        painter.drawRects(old)
        painter.setOpacity(1.0)
        pen = QPen(canvas.colour("ink"), 1.6)
        pen.setDashPattern([3, 2.4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([card.adjusted(0.8, 0.8, -0.8, -0.8) for card in bare])
        if near:
            self._ring_handovers(painter)

    def _fill(self, painter: QPainter, grounds: dict[int, list[QRectF]], near: bool) -> None:
        """Darken light paper and lighten dark paper, so that what stands on the cards can still be read."""
        look, radius = self.canvas.look, RADIUS * self.canvas.camera.scale
        mode = QPainter.CompositionMode
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setCompositionMode(
            mode.CompositionMode_Multiply if look.theme == "light" else mode.CompositionMode_Lighten
        )
        for level, cards in grounds.items():
            painter.setBrush(shade(look, level))
            if near:
                for card in cards:
                    painter.drawRoundedRect(card, radius, radius)
            else:
                painter.drawRects(cards)
        painter.setCompositionMode(mode.CompositionMode_SourceOver)

    def _ring_handovers(self, painter: QPainter) -> None:
        """A ring as thick as its kinds of evidence; a dashed one where nothing supports one that does not hold."""
        canvas, seen = self.canvas, self.canvas.map_rect().adjusted(-20, -20, 20, 20)
        ways = {way.id for one in canvas.cards_near(seen) for way in canvas.journey.leaving(one)}
        for one in sorted(ways):
            handover = canvas.store.find(Handover, one)
            middle = canvas.mark_middle(one) if handover is not None else None
            if middle is None or handover is None:
                continue
            size = {"fails": 2.5, "weak": 1.6}.get(handover.quality, 1.3) * canvas.camera.scale + 4
            found = self.of(one)
            if not found.pieces and handover.quality not in ("fails", "weak"):
                continue
            pen = QPen(canvas.colour("ink3"), 1.2 if not found.pieces else 1.0 + found.level)
            if not found.pieces or found.is_stale:
                pen.setDashPattern([2.4, 2])
            painter.setPen(pen)
            painter.drawEllipse(middle, size, size)

    # -- tips

    def tip_at(self, at: QPointF) -> str:
        """What is said of the evidence for what is under a point; nothing elsewhere."""
        step = self.canvas.step_under(at)
        record = self.canvas.store.get(step) if step is not None else None
        if record is None or step is None:
            return ""
        journey = self.canvas.journey
        number = f"{journey.number_of(step)}  " if isinstance(record, Touchpoint) else ""
        said = [f"{number}{name_of(record) or 'Handover'}", in_words(self.of(step))]
        for moment in journey.moments_on(step):
            kinds = counted(len(self.of(moment.id).kinds), "kind")
            said.append(f"{journey.moment_code(moment.id)} {name_of(moment)}: {kinds} of evidence")
        return "\n".join(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say on demand what a shade stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), tip_of(words), self.canvas.viewport())
            else:
                QToolTip.hideText()
            return True
        return False
