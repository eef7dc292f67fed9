"""The overview: the mood curve of the whole journey, with a frame around the part that is on the screen."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from model.drawing.mood_curve import Step, curve
from model.journey import Journey
from model.records import Touchpoint
from model.store import Commit
from widgets.look import Look
from widgets.words import Words

HEIGHT, LABELS = 36, 128
GRIP = 6
LEAST_PART = 0.02
FOLLOWED = {"touchpoint", "phase", "persona", "moment", "handover"}
MANY = 400
"""Maps with more touchpoints than this get their curve anew only when hands rest."""
REST = 200
"""Hands rest when nothing has changed for so long, ms."""
PER_STRIP, AROUND = 25, 3
"""So many points of the curve are painted at once, and so many px beside them."""
AT_ONCE = 0.02
"""So long at most it is painted between two events, s."""
SOON = 30
"""So long a large map that is shown in another width waits for the next one, ms: the width may be changing."""
Point = tuple[str, float, float]
Stroke = Callable[[QPainter], None]
"""A part of the picture, painted in one go."""
Where = Callable[[], Mapping[str, float]]
"""The places of touchpoints in the drawing, from 0 to 1."""


class Curve(QWidget):
    """The curve and the frame; drag the frame to pan, its ends to zoom."""

    wanted = Signal(float, float)

    def __init__(self, journey: Journey, look: Look, where: Where | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.journey, self.look, self.where = journey, look, where
        self.left, self.right = 0.0, 1.0
        self._held: tuple[str, float, float, float] | None = None
        self._before = 0.0, 1.0
        """What was framed when a hand took hold."""
        self._picture, self._growing = QPixmap(), QPixmap()
        """What is shown, and what is painted in its place where that takes more than a moment."""
        self._left: Iterator[Stroke] = iter(())
        self._is_stale = True
        self._painting = QTimer(self, interval=0)
        self._painting.timeout.connect(self._paint_on)
        self._felt: dict[str, float | None] = {}
        """How touchpoints feel that have not changed since that was asked for."""
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._resting.timeout.connect(self.forget)
        self.setMouseTracking(True)
        self.setAccessibleName("Overview of the whole journey")
        look.changed.connect(self._follow_look)

    def _follow_look(self) -> None:
        """Show nothing any more in the colours of another theme."""
        self._picture = QPixmap()
        self.forget()

    def forget(self) -> None:
        """Paint the curve anew."""
        self._resting.stop()
        self._is_stale = True
        self.update()

    def follow(self, commit: Commit | None = None) -> None:
        """Paint the curve anew, as soon as there is time for it."""
        patch = commit.patch if commit is not None else ()
        if any(change.kind == "persona" for change in patch):
            self._felt.clear()
        for change in patch:
            self._felt.pop(change.id, None)
        if self._is_large:
            self._resting.start()
        else:
            self.forget()

    # -- the curve

    def points(self) -> list[Point]:
        """Touchpoints with a mood: id, place from 0 to 1, mood."""
        steps, known = self.journey.touchpoints, self.journey.store.of(Touchpoint)
        if self.where is not None:
            places = self.where()
        else:
            places = {one: (number + 0.5) / len(steps) for number, one in enumerate(steps)}
        felt = self._felt
        for one in places.keys() - felt.keys():
            if one in known:
                felt[one] = self.journey.felt(known[one])
        found = [(one, place, mood) for one, place in places.items() if (mood := felt.get(one)) is not None]
        return sorted(found, key=itemgetter(1))

    def _x(self, place: float) -> float:
        return place * self.width()

    def _y(self, mood: float) -> float:
        return self.height() / 2 - mood / 2 * (self.height() / 2 - 6)

    def _spots(self, points: list[Point]) -> tuple[list[float], list[float]]:
        """Where the curve goes through, each spot right of the one before."""
        xs, ys = [self._x(p) for _, p, _ in points], [self._y(m) for _, _, m in points]
        for i in range(1, len(xs)):
            xs[i] = max(xs[i], xs[i - 1] + 0.01)
        return xs, ys

    @staticmethod
    def _path(steps: Sequence[Step]) -> QPainterPath:
        path = QPainterPath()
        for step in steps:
            numbers = [float(n) for n in step[1:]]
            if step[0] == "M":
                path.moveTo(*numbers)
            else:
                path.cubicTo(*numbers)
        return path

    @property
    def _is_large(self) -> bool:
        return len(self.journey.store.of(Touchpoint)) > MANY

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint areas, curve and moments, then what is off the screen paler, then the frame."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._is_stale or self._growing.size() != size:
            self._begin(size, ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture.isNull():
            painter.drawPixmap(0, 0, self._growing)
        elif self._picture.size() == size:
            painter.drawPixmap(0, 0, self._picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture)
        self._paint_frame(painter)
        painter.end()

    def _begin(self, size: QSize, ratio: float) -> None:
        """Paint the curve anew; what was shown stays, as wide as the curve is now, until it is whole."""
        end = time.thread_time() + AT_ONCE
        self._is_stale, self._growing = False, QPixmap(size)
        self._growing.setDevicePixelRatio(ratio)
        self._growing.fill(self.look.colour("wash"))
        self._left = self._strokes()
        self._painting.stop()
        if self._is_large and not self._picture.isNull():
            self._painting.start(SOON)
        elif not self._paint_until(end):
            self._painting.start(0)

    def _paint_on(self) -> None:
        self._painting.setInterval(0)
        is_whole = self._paint_until(time.thread_time() + AT_ONCE)
        if is_whole:
            self._painting.stop()
        if is_whole or self._picture.isNull():
            self.update()

    def _paint_until(self, end: float) -> bool:
        """Paint for so long; whether the picture is whole."""
        painter = QPainter(self._growing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_whole = True
        for paint in self._left:
            paint(painter)
            if time.thread_time() > end:
                is_whole = False
                break
        painter.end()
        if is_whole:
            self._picture = self._growing
        return is_whole

    def _strokes(self) -> Iterator[Stroke]:
        """What the picture is painted of, one after the other."""
        points = self.points()
        if len(points) > 2 * self.width():
            yield lambda painter: self._paint_crowd(painter, points)
        elif points:
            yield from self._areas(points)
        matter = {moment.on for moment in self.journey.moments}
        yield lambda painter: self._paint_moments(painter, [point for point in points if point[0] in matter])

    def _paint_moments(self, painter: QPainter, moments: list[Point]) -> None:
        painter.setPen(QPen(self.look.colour("mtm"), 1.2))
        painter.setBrush(self.look.colour("paper"))
        for _, place, mood in moments:
            painter.drawEllipse(QPointF(self._x(place), self._y(mood)), 4, 4)

    def _paint_crowd(self, painter: QPainter, points: list[Point]) -> None:
        """Where many points crowd in one px: how far they go up and down there."""
        import numpy

        zero, lines = self._y(0), dict[str, list[QLineF]]()
        xs = (numpy.array([place for _, place, _ in points]) * self.width()).astype(int)
        ys = self._y(numpy.array([mood for _, _, mood in points]))  # type: ignore[arg-type]
        starts = numpy.flatnonzero(numpy.diff(xs, prepend=-1))
        highs, lows = numpy.minimum.reduceat(ys, starts), numpy.maximum.reduceat(ys, starts)
        for x, high, low in zip(xs[starts].tolist(), highs.tolist(), lows.tolist(), strict=True):
            for token, top, bottom in (
                ("posT", min(high, zero), zero),
                ("negArea", zero, max(low, zero)),
                ("ink3", high, max(low, high + 1)),
            ):
                lines.setdefault(token, []).append(QLineF(x + 0.5, top, x + 0.5, bottom))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for token, of_token in lines.items():
            painter.setPen(QPen(self.look.colour(token), 1))
            painter.drawLines(of_token)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _areas(self, points: list[Point]) -> Iterator[Stroke]:
        """Strip by strip: Qt takes the square of the points for a long curve that goes up and down."""
        xs, ys = self._spots(points)
        ratio, parts = self.devicePixelRatioF(), 1 + len(xs) // PER_STRIP
        edges = [round(self.width() * ratio * part / parts) / ratio for part in range(parts + 1)]
        for left, right in pairwise(edges):
            first = max(0, bisect_left(xs, left - AROUND) - 1)
            last = min(len(xs) - 1, bisect_right(xs, right + AROUND))
            path = self._path(curve(xs, ys, first, last))
            yield partial(self._paint_strip, path=path, strip=QRectF(left, 0, right - left, self.height()))

    def _paint_strip(self, painter: QPainter, path: QPainterPath, strip: QRectF) -> None:
        look, zero = self.look, self._y(0)
        area = QPainterPath(path)
        area.lineTo(path.currentPosition().x(), zero)
        area.lineTo(path.elementAt(0).x, zero)  # type: ignore[attr-defined]
        area.closeSubpath()
        painter.setPen(Qt.PenStyle.NoPen)
        halves = (("posT", 0.0, zero), ("negArea", zero, self.height() - zero))
        for token, top, height in halves:
            painter.setClipRect(QRectF(strip.left(), top, strip.width(), height))
            painter.setBrush(look.colour(token))
            painter.drawPath(area)
        painter.setClipRect(strip)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("ink"), 1.5))
        painter.drawPath(path)
        painter.setClipping(False)

    def _frame(self) -> QRectF:
        left, right = self._x(self.left), self._x(self.right)
        return QRectF(left, 1.5, max(12.0, right - left), self.height() - 3)

    def _paint_frame(self, painter: QPainter) -> None:
        frame, veil = self._frame(), self.look.colour("paper")
        veil.setAlphaF(0.5)
        painter.fillRect(QRectF(0, 0, frame.left(), self.height()), veil)
        painter.fillRect(QRectF(frame.right(), 0, self.width() - frame.right(), self.height()), veil)
        painter.setPen(QPen(self.look.colour("ink"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(0.75, 0, -0.75, 0), 3, 3)
        painter.setBrush(self.look.colour("ink"))
        painter.setPen(Qt.PenStyle.NoPen)
        for x in (frame.left() + 0.75, frame.right() - 0.75):
            painter.drawRoundedRect(QRectF(x - 2, self.height() / 2 - 6, 4, 12), 2, 2)

    # -- hands

    def _part_under(self, x: float) -> str:
        frame = self._frame()
        if abs(x - frame.left()) <= GRIP:
            return "left"
        if abs(x - frame.right()) <= GRIP:
            return "right"
        return "frame" if frame.left() < x < frame.right() else "outside"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the frame or one of its ends; a press outside brings the frame there."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        part, place = self._part_under(event.position().x()), event.position().x() / max(1, self.width())
        self._before = self.left, self.right
        if part == "outside":
            half = (self.right - self.left) / 2
            self._ask(place - half, place + half)
            part = "frame"
        self._held = part, place, self.left, self.right
        self._hear_keys(True)
        if part == "frame":
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan or zoom with the hand; show what the hand could do."""
        if self._held is None:
            part = self._part_under(event.position().x())
            shapes = {"frame": Qt.CursorShape.OpenHandCursor, "outside": Qt.CursorShape.PointingHandCursor}
            self.setCursor(shapes.get(part, Qt.CursorShape.SplitHCursor))
            return
        part, start, left, right = self._held
        by = event.position().x() / max(1, self.width()) - start
        if part == "left":
            self._ask(min(left + by, right - LEAST_PART), right)
        elif part == "right":
            self._ask(left, max(right + by, left + LEAST_PART))
        else:
            self._ask(left + by, right + by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._let_go()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go too."""
        self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._hear_keys(False)
        self._held = None
        self.unsetCursor()

    def _hear_keys(self, does: bool) -> None:
        """Hear the window's keys before the map does, while a hand holds the frame."""
        handle = self.window().windowHandle()
        if handle is not None and does:
            handle.installEventFilter(self)
        elif handle is not None:
            handle.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts the frame back where the hand took it."""
        is_esc = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self._held is None or not is_esc or event.type() != QEvent.Type.KeyPress:
            return False
        self._let_go()
        self._ask(*self._before)
        return True

    def _ask(self, left: float, right: float) -> None:
        width = min(1.0, right - left)
        if left < 0:
            left, right = 0.0, width if right - left >= width else right
        if right > 1:
            left, right = 1.0 - width, 1.0
        left = max(0.0, left)
        self.left, self.right = left, right
        self.update()
        self.wanted.emit(left, right)


class Overview(QWidget):
    """36 px above the map; `where` gives the touchpoints' places in the drawing from 0 to 1."""

    wanted = Signal(float, float)
    """The part of the whole that should be seen, left and right from 0 to 1."""

    def __init__(
        self, journey: Journey, look: Look, where: Where | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.journey, self.look = journey, look
        self.setFixedHeight(HEIGHT)
        self.label = Words(look, "Overview", "secondary", "ink3", parent=self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.curve = Curve(journey, look, where, self)
        self.curve.wanted.connect(self.wanted)
        self.curve_left = LABELS
        look.changed.connect(self.update)
        journey.store.committed.connect(self._follow)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)

    def show_part(self, left: float, right: float) -> None:
        """Frame this part of the whole; nobody is told."""
        self.curve.left, self.curve.right = max(0.0, left), min(1.0, right)
        self.curve.update()

    @property
    def shows_everything(self) -> bool:
        """Whether the whole journey is on the screen, so that there is nothing to frame."""
        return self.curve.left <= 0.001 and self.curve.right >= 0.999

    def _follow(self, commit: Commit) -> None:
        if any(change.kind in FOLLOWED for change in commit.patch):
            self.curve.follow(commit)

    def resizeEvent(self, event: object) -> None:
        """Label at the left, curve over the canvas."""
        self.label.setGeometry(16, 0, LABELS - 20, HEIGHT - 1)
        self.curve.setGeometry(self.curve_left, 1, max(10, self.width() - self.curve_left), HEIGHT - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and the hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), self.look.colour("rule"))
        painter.end()
